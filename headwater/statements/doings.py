"""People introduced by what they do: "Ann Ray, who heads the institute"."""

from functools import cache

from headwater.statements.lexicon import load_data
from headwater.statements.names import is_name_word
from headwater.statements.roles import Introduction, find_target
from headwater.statements.words import Words


@cache
def _load_doings() -> dict[str, str]:
    return dict(pair.split("=") for pair in load_data("roles.json")["does"].split())


def find_doings(words: Words, first: int, last: int) -> list[Introduction]:
    """The introductions of a stretch of words by a clause: a name, "who heads" and the like, and what.

    >>> from headwater.statements.words import cut_words
    >>> w = cut_words("Ann Ray, who heads the Fenn Institute, left.")
    >>> [(i.name, i.role, i.affiliation) for i in find_doings(w, 0, len(w))]
    [('Ann Ray', 'head', 'Fenn Institute')]
    """
    found = []
    for at in range(first + 3, last - 1):
        role = _load_doings().get(words.low[at])
        if role is None or words.low[at - 1] != "who" or words.low[at - 2] != ",":
            continue
        begin = at - 2
        while begin > first and at - 2 - begin < 4 and is_name_word(words, begin - 1):
            begin -= 1
        target, end = find_target(words, at, last)
        if target is not None and at - 2 - begin >= 2:
            name, body = (words.text[slice(*words.cover(*part))] for part in ((begin, at - 2), target))
            found.append(Introduction(words.cover(begin, end), name, None, role, body))
    return found

"""Names on both sides of a change, and whether they mean the same person or body."""

from collections.abc import Sequence

from headwater.descent.edit_words import Lexicon

_SHORTEST = 3
"""Letters of a first name that begins another one ("Tim", "Timothy")."""

Words = tuple[str, ...]


def find_names(lexicon: Lexicon, tokens: Words, sentence: Words, *, opens: bool) -> set[str]:
    """The capitalised words of a run that are names and no offices, days or the first word of a sentence.

    Where every noun has a capital, only those beside another one, or right after a word that a place stands behind.
    """
    out = lexicon.roles | lexicon.weekdays | lexicon.months | lexicon.openers | lexicon.honorifics
    names = set()
    for k, token in enumerate(tokens):
        if token[0].isupper() and token.casefold() not in out and not (opens and k == 0 and len(tokens) == 1):
            names.add(token.casefold())
    if lexicon.before_places and not _stands_as_name(lexicon, tokens, sentence):
        return set()
    return names


def _stands_as_name(lexicon: Lexicon, tokens: Words, sentence: Words) -> bool:
    """Whether capitalised words stand in a sentence as names do: beside another, or after "in" or "from"."""
    size = len(tokens)
    for k in range(len(sentence) - size + 1):
        if sentence[k : k + size] == tokens:
            before = sentence[k - 1] if k else "."
            beside = [before, *sentence[k + size : k + size + 1]]
            if before.casefold() in lexicon.before_places or before.casefold() in lexicon.roles | lexicon.honorifics:
                return True
            return any(w[0].isupper() and w.casefold() not in lexicon.openers for w in beside)
    return False


def opens_name(lexicon: Lexicon, sentence: Words) -> bool:
    """Whether a sentence begins with two capitalised words: the first is part of a name ("Anna Quist")."""
    words = [word for word in sentence[:3] if word[0].isalnum()][:2]
    common = lexicon.weekdays | lexicon.months | lexicon.roles | lexicon.openers | lexicon.honorifics
    return len(words) == 2 and all(w[0].isupper() and w[1:].islower() and w.casefold() not in common for w in words)


def is_same_name(child: Words, parent: Words) -> bool:
    """Whether two runs of names as written mean the same: initials of the other, or a short form of a first name.

    >>> is_same_name(("NATO",), ("North", "Atlantic", "Treaty", "Organization")), is_same_name(("Tim",), ("Timothy",))
    (True, True)
    >>> is_same_name(("Anna",), ("Greta",)), is_same_name(("J", "."), ("John",))
    (False, True)
    """
    one, other = ([w for w in side if w[0].isalpha() and w[0].isupper()] for side in (child, parent))
    if not one or not other:
        return False
    return _are_initials(one, other) or _are_initials(other, one) or _is_short(one, other)


def _are_initials(short: Sequence[str], long: Sequence[str]) -> bool:
    letters = short[0].replace(".", "")
    if len(short) != 1 or not letters.isupper():
        return False
    return letters.casefold() == "".join(word[0] for word in long).casefold()


def _is_short(one: Sequence[str], other: Sequence[str]) -> bool:
    if len(one) != 1 or len(other) != 1:
        return False
    short, long = sorted((one[0].casefold(), other[0].casefold()), key=len)
    return len(short) >= _SHORTEST and long.startswith(short) and len(long) - len(short) >= 2

"""Everybody who is introduced by office in German, French and Spanish: the office before the name, or behind it."""

from headwater.statements.lexica import cut_plain_words, list_words, load_list
from headwater.statements.noun_phrases import is_agent, is_capital
from headwater.statements.roles import Introduction
from headwater.statements.words import Words

_OF = {
    "de": list_words("von vom der des für bei im in"),
    "fr": list_words("de du des d' à au aux chez pour"),
    "es": list_words("de del en para"),
}
_SMALL = list_words("de la le les l' du des d' et y del los las der für und von el à au aux en")
_PARTICLES = list_words("de von van del da di du la zu")
_BEFORE = list_words(
    "der die das ein eine le la l' un une el una actual ancien ancienne antiguo antigua frühere früherer ehemalige "
    "ehemaliger"
)
_MARKS = frozenset({",", ".", ";", ")", ":"})
_LONGEST = 8
"""Words of whose or which an office is, at most."""


def find_plain_roles(text: str, language: str) -> list[Introduction]:
    """The introductions in a stretch of text, in order.

    >>> [(i.name, i.role, i.affiliation) for i in find_plain_roles("Ana Ruiz, alcaldesa de Lorca, habló.", "es")]
    [('Ana Ruiz', 'alcaldesa de Lorca', 'Lorca')]
    """
    words = cut_plain_words(text, language)
    found: list[Introduction] = []
    reached = 0
    for at in range(len(words)):
        if at < reached or not _is_office(words, at, language):
            continue
        target, after = _read_target(words, at + 1, language)
        introduced = _read_name_behind(words, after) or _read_name_ahead(words, at, after, reached)
        if introduced is None:
            continue
        first, last, reached = introduced
        name, role = (" ".join(words.text[slice(*words.cover(*p))].split()) for p in ((first, last), (at, after)))
        found.append(Introduction(words.cover(min(first, at), max(last, after)), name, None, role, target))
    return found


def _is_office(words: Words, at: int, language: str) -> bool:
    low = words.low[at]
    if language != "de":
        return low in load_list(language, "person") and not is_capital(words, at)
    other = load_list("de", "group", "organisation", "document", "outlet")
    named = low in load_list("de", "person") or (len(low) > 5 and is_agent(low, "de") and low not in other)
    return is_capital(words, at) and named


def _read_target(words: Words, at: int, language: str) -> tuple[str | None, int]:
    """Whose or which an office is, without its preposition, and the word after it."""
    if at >= len(words) or words.low[at] not in _OF[language]:
        return None, at
    begin = at + 1
    while begin < len(words) and words.low[begin] in _SMALL:
        begin += 1
    end, named = begin, False
    while end < min(len(words), at + _LONGEST) and words.low[end][0].isalnum():
        named = named or is_capital(words, end)
        if not is_capital(words, end) and words.low[end] not in _SMALL and (named or language == "de"):
            break
        end += 1
    while end > begin and words.low[end - 1] in _SMALL:
        end -= 1
    if not named or end <= begin:
        return None, at
    return " ".join(words.text[slice(*words.cover(begin, end))].split()), end


def _read_name(words: Words, at: int) -> int:
    """The word after a name of two to four capitalised words that begins at `at`; `at` where none does."""
    end = at
    while end < len(words) and end - at < 5:
        if is_capital(words, end) and words.low[end][0].isalpha():
            end += 1
        elif end > at and words.low[end] in _PARTICLES and end + 1 < len(words) and is_capital(words, end + 1):
            end += 2
        else:
            break
    return end if end - at >= 2 else at


def _read_name_behind(words: Words, at: int) -> tuple[int, int, int] | None:
    """The name behind an office: "la alcaldesa de Lorca, Ana Ruiz,", "Bürgermeisterin Eva Lund"."""
    first = at + (at < len(words) and words.low[at] == ",")
    last = _read_name(words, first) if first < len(words) else first
    closed = first == at or last >= len(words) or words.low[last] in _MARKS
    return (first, last, last) if last > first and closed else None


def _read_name_ahead(words: Words, begin: int, after: int, reached: int) -> tuple[int, int, int] | None:
    """The name before an office: "Ana Ruiz, alcaldesa de Lorca,"."""
    at = begin
    while at > reached and words.low[at - 1] in _BEFORE:
        at -= 1
    if at - 2 <= reached - 1 or at < 1 or words.low[at - 1] != ",":
        return None
    last = first = at - 1
    while first > reached and last - first < 4 and words.low[first - 1][0].isalpha():
        if not (is_capital(words, first - 1) or words.low[first - 1] in _PARTICLES):
            break
        first -= 1
    while first < last and not is_capital(words, first):
        first += 1
    closed = after >= len(words) or words.low[after] in _MARKS
    return (first, last, after) if last - first >= 2 and closed else None

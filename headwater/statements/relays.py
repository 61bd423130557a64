"""Through whom a statement came, in German, French and Spanish: the outlet that was told, or that cites somebody."""

import re

from headwater.intervals import Span
from headwater.statements.lexica import list_words, load_list, load_phrases
from headwater.statements.lexicon import load_words
from headwater.statements.noun_phrases import end_phrase, is_capital, trim_phrase
from headwater.statements.sources import is_outlet
from headwater.statements.words import Words

_TOLD = {
    "de": list_words("dem der gegenüber im in mit bei den"),
    "fr": list_words("à au aux dans sur auprès de"),
    "es": list_words("a al en con"),
}


_ON = list_words("auf bei sur en via über dans à a")
_NO_PAPER = list_words("salvador cairo haya habana paz rioja havre mans rochelle coruña palmas ferrol ángeles réunion")
"""Places whose names begin with an article, as those of papers do."""


def match_phrase(words: Words, at: int, last: int, phrase: tuple[str, ...]) -> bool:
    """Whether a phrase stands at a place."""
    return at + len(phrase) <= last and words.low[at : at + len(phrase)] == phrase


def names_outlet(words: Words, first: int, last: int, language: str) -> bool:
    """Whether a noun phrase is that of an outlet: by its noun, or by the form of its name."""
    low = words.low[first:last]
    nouns = load_list(language, "outlet")
    named = any(is_capital(words, i) for i in range(first, last))
    if named and any(
        w in nouns
        or (
            language == "de"
            and w.endswith(
                (
                    "zeitung",
                    "magazin",
                    "sender",
                    "agentur",
                    "rundfunk",
                    "anzeiger",
                    "bote",
                    "kurier",
                    "blatt",
                    "tageblatt",
                    "presse",
                    "post",
                )
            )
        )
        for w in low
    ):
        return True
    if named and any(w in load_list(language, "paper") and is_capital(words, first + i) for i, w in enumerate(low)):
        return True
    begin = next((i for i in range(first, last) if is_capital(words, i)), last)
    if language != "de" and 0 < begin < last - 1 and words.low[begin] in {"el", "la", "le", "les", "los"}:
        return is_capital(words, begin + 1) and words.low[begin + 1] not in _NO_PAPER
    return begin < last and is_outlet(words.text[slice(*words.cover(begin, last))].strip(' »«“”„"'))


def find_relay(
    words: Words, bounds: tuple[int, int], quoted: list[bool], language: str, source: Span | None
) -> tuple[tuple[Span, ...], Span | None, Span | None]:
    """The outlets that a statement came through, and whom an outlet that speaks cites, in what words."""
    first, last = bounds
    for at in range(first, last):
        phrase = next((p for p in load_phrases(language, "cited") if match_phrase(words, at, last, p)), None)
        if phrase is None or quoted[at]:
            continue
        begin = at + len(phrase)
        if begin < last and (end := end_phrase(words, begin, last, language)) > begin:
            named = trim_phrase(words, begin, end)
            mark = words.cover(at, begin)
            if phrase[0].startswith("cit") and phrase[-1] in {"par", "por"}:
                return ((named,) if named else ()), None, None
            return ((source,) if source else ()), named, mark
    found = []
    for at in range(first, last - 1):
        posted = words.low[at] in _ON and words.low[at + 1] in load_words("platform") and not quoted[at]
        if posted and is_capital(words, at + 1):
            found.append(words.spans[at + 1])
            continue
        if quoted[at] and not (at and not quoted[at - 1] and words.low[at] in {"„", "«", "»", "“"}):
            continue
        if words.low[at] in _TOLD[language]:
            end = end_phrase(words, at + 1, last, language, relative=False)
            if language != "es" and at + 1 < last and quoted[at + 1]:
                end = next((i for i in range(at + 2, last) if not quoted[i]), last)
            end = _cut_second(words, at + 1, end, language)
            span = trim_phrase(words, at + 1, end) if end > at + 1 else None
            apart = source is None or span is None or span[1] <= source[0] or span[0] >= source[1]
            if span is not None and apart and names_outlet(words, at + 1, end, language):
                found.append(span)
    return tuple(found[:1]), None, None


_HEARS = re.compile(r"(?P<who>.*\w) d(?:er|em) (?P<outlet>[„»“\"]?[A-ZÄÖÜ][^„»]*)$", re.S)


def part_hearer(words: Words, source: Span, quoted: list[bool]) -> tuple[Span, Span | None]:
    """A German speaker without the outlet that he told it, which stands behind him in the dative ("sagte Ida Lang der
    „Talpost““), and that outlet."""
    found = _HEARS.match(words.text[slice(*source)])
    if found is None:
        return source, None
    inside = words.find_inside(((source[0] + found.start("outlet"), source[1]),))
    before = words.find_inside(((source[0], source[0] + found.end("who")),))[-2:]
    named = len(before) == 2 and all(is_capital(words, i) for i in before)
    if not inside or not (named or quoted[inside[0]]) or not names_outlet(words, inside[0], inside[-1] + 1, "de"):
        return source, None
    place = (source[0] + found.start("outlet"), source[1])
    return (source[0], source[0] + found.end("who")), trim_phrase(words, inside[0], inside[-1] + 1) or place


def _cut_second(words: Words, first: int, end: int, language: str) -> int:
    """A name of an outlet ends where an article begins what follows ("a Radio Sur el consejero")."""
    if language == "de":
        return end
    starts = load_list(language, "definite", "indefinite")
    for at in range(first + 2, end):
        if words.low[at] in starts and not is_capital(words, at) and words.low[at - 1] not in {"de", "des", "du"}:
            return at
    return end

"""Statements that an outlet is said to have from somebody: "the Gazette cited two officials as saying …"."""

from headwater.statements.clauses import has_verb
from headwater.statements.drafts import Draft, trim_span
from headwater.statements.lexicon import load_cues, load_words
from headwater.statements.mending import names_somebody
from headwater.statements.words import Words

_CITED = frozenset({"cited", "cites", "quoted", "quotes", "citing", "quoting"})
_REACH = 14
"""Words between the verb and "as saying" at most: a description of who says it."""


def find_cited_as(words: Words, first: int, last: int, quoted: list[bool]) -> list[Draft]:
    """The statement of a sentence that says whom an outlet cites "as saying" it, with the outlet as its via.

    >>> from headwater.statements.words import cut_words
    >>> w = cut_words("The mill is sold, the Fenn Gazette on Monday cited two officials as saying.")
    >>> [draft] = find_cited_as(w, 0, len(w), [False] * len(w))
    >>> [w.text[slice(*spans[0])] for spans in (draft.source, draft.via, draft.content)]
    ['two officials', 'the Fenn Gazette', 'The mill is sold']
    """
    at = next((i for i in range(first + 2, last) if words.low[i - 1 : i + 1] == ("as", "saying")), None)
    if at is None or quoted[at]:
        return []
    verb = next((i for i in range(at - 2, max(first, at - _REACH), -1) if words.low[i] in _CITED), None)
    if verb is None:
        return []
    source = trim_span(words.text, *words.cover(verb + 1, at - 1)) if verb + 1 < at - 1 else None
    if source is None or not names_somebody(words.text[slice(*source)]):
        return []
    begin = next((i + 1 for i in range(verb - 1, first, -1) if words.low[i] in {",", ";"}), None)
    follows = words.low[at + 1] not in {",", "."} if at + 1 < last else False
    if follows:
        start = at + 2 if words.low[at + 1] == "that" else at + 1
        content, outlet = words.cover(start, last), _name_outlet(words, begin or first, verb)
    elif begin is not None and has_verb(words, first, begin - 1):
        content, outlet = words.cover(first, begin - 1), _name_outlet(words, begin, verb)
    else:
        return []
    span = trim_span(words.text, *content)
    return [Draft((span,), (source,), (words.cover(verb, verb + 1),), outlet, confidence=0.8)] if span else []


def find_citing(words: Words, first: int, last: int, quoted: list[bool]) -> list[Draft]:
    """The statement of a sentence that says "reported, citing two officials, that …", with the outlet as its via.

    >>> from headwater.statements.words import cut_words
    >>> w = cut_words("The Fenn Gazette said on Monday, citing two officials, that the mill is sold.")
    >>> [draft] = find_citing(w, 0, len(w), [False] * len(w))
    >>> [w.text[slice(*spans[0])] for spans in (draft.source, draft.via, draft.content)]
    ['two officials', 'The Fenn Gazette', 'that the mill is sold']
    """
    if related := _read_related(words, first, last, quoted):
        return related
    at = next((i for i in range(first + 3, last - 4) if words.low[i] in {"citing", "quoting"}), None)
    if at is None or quoted[at] or words.low[at - 1] != ",":
        return []
    end = next((i for i in range(at + 2, last - 3) if words.low[i : i + 2] == (",", "that")), None)
    verb = next((i for i in range(at - 2, first, -1) if load_cues().get(words.low[i]) == "statement"), None)
    if end is None or verb is None or at - verb > 8:
        return []
    source = trim_span(words.text, *words.cover(at + 1, end))
    content = trim_span(words.text, *words.cover(end + 1, last))
    if source is None or content is None or not names_somebody(words.text[slice(*source)]):
        return []
    cue = (words.cover(verb, verb + 1), words.cover(at, at + 1))
    return [Draft((content,), (source,), cue, _name_outlet(words, first, verb), confidence=0.8)]


def _read_related(words: Words, first: int, last: int, quoted: list[bool]) -> list[Draft]:
    """The statement of "The Gazette, which cited two officials, reported that the mill is sold"."""
    at = next((i for i in range(first + 3, last - 4) if words.low[i] in _CITED and words.low[i - 1] == "which"), None)
    if at is None or quoted[at] or words.low[at - 2] != ",":
        return []
    end = next((i for i in range(at + 2, min(at + _REACH, last - 3)) if words.low[i] == ","), None)
    if end is None or load_cues().get(words.low[end + 1]) != "statement":
        return []
    source = trim_span(words.text, *words.cover(at + 1, end))
    content = trim_span(words.text, *words.cover(end + 2, last))
    if source is None or content is None or not names_somebody(words.text[slice(*source)]):
        return []
    cue = (words.cover(at, at + 1), words.cover(end + 1, end + 2))
    return [Draft((content,), (source,), cue, (words.cover(first, at - 2),), confidence=0.8)]


def _name_outlet(words: Words, first: int, verb: int) -> tuple[tuple[int, int], ...]:
    """Who cites: the words before the verb, without the time and the auxiliaries that stand between."""
    end = next((i for i in range(first, verb) if words.low[i] in load_words("preposition")), verb)
    while end > first and words.low[end - 1] in load_words("auxiliary") | load_words("adverb") | {"is", "was"}:
        end -= 1
    span = trim_span(words.text, *words.cover(first, end)) if end > first else None
    return (span,) if span is not None and names_somebody(words.text[slice(*span)]) else ()

"""Denials by word order: "who denies the charges", ", a charge he rejects"."""

from headwater.statements.drafts import Draft, trim_span
from headwater.statements.lexicon import load_cues, load_words
from headwater.statements.mending import names_somebody
from headwater.statements.words import Words

_CHARGES = frozenset(
    ["charge", "charges", "claim", "claims", "allegation", "allegations", "accusation", "accusations", "assertion",
     "suggestion", "account", "version", "contention", "notion", "report", "something"]
)  # fmt: skip


_CONFIRMS = frozenset(["confirmed", "confirms", "acknowledged", "acknowledges", "admitted", "admits", "conceded"])
"""Verbs that answer the statement before as denials do: "The clerk confirmed this." """


def find_rejections(words: Words, first: int, last: int, quoted: list[bool]) -> list[Draft]:
    """The denials of one sentence that stand in a clause of their own.

    >>> from headwater.statements.words import cut_words
    >>> w = cut_words("Prosecutors say he lied, a charge he denies.")
    >>> [(w.text[slice(*d.source[0])], w.text[slice(*d.content[0])]) for d in
    ...  find_rejections(w, 0, len(w), [False] * len(w))]
    [('he', 'a charge')]
    """
    drafts = []
    for at in range(first + 2, last):
        confirms = words.low[at] in _CONFIRMS
        if quoted[at] or words.low[at].endswith("ing") or (load_cues().get(words.low[at]) != "denial" and not confirms):
            continue
        cue = at
        while cue > first and words.low[cue - 1] in load_words("auxiliary") | load_words("adverb"):
            cue -= 1
        found = None if confirms else _read_charge(words, first, cue, at) or _read_relative(words, cue, at, last)
        found = found or _read_answer(words, first, cue, at, last)
        if found is not None:
            drafts.append(found)
    return drafts


def _read_charge(words: Words, first: int, cue: int, at: int) -> Draft | None:
    """The denial of ", a charge he denies": what is denied stands before who denies it."""
    comma = next((i for i in range(cue - 1, max(first, cue - 10), -1) if words.low[i] == ","), None)
    if comma is None or comma + 3 > cue or words.low[comma + 1] not in {"a", "an", "the", "something", "charges"}:
        return None
    noun = next((i for i in range(comma + 1, min(comma + 5, cue)) if words.low[i] in _CHARGES), None)
    after = words.low[at + 1] if at + 1 < len(words) else "."
    if noun is None or noun + 1 >= cue or after not in {".", ",", ";", "and", "but"}:
        return None
    start = noun + 1 + (words.low[noun + 1] in {"that", "which"})
    source = trim_span(words.text, *words.cover(start, cue)) if start < cue else None
    content = trim_span(words.text, *words.cover(comma + 1, noun + 1))
    if source is None or content is None or not names_somebody(words.text[slice(*source)]):
        return None
    return Draft((content,), (source,), (words.cover(cue, at + 1),), confidence=0.8)


def _read_answer(words: Words, first: int, cue: int, at: int, last: int) -> Draft | None:
    """The denial of "Ostry denies this.", which answers the sentence before."""
    ends = at + 2 >= last or words.low[at + 2] in {".", ",", ";"}
    if not ends or words.low[at + 1 : at + 2] not in (("this",), ("that",), ("it",)) or cue - first not in range(1, 9):
        return None
    source = trim_span(words.text, *words.cover(first, cue))
    if source is None or any(words.low[i] in {",", "that"} for i in range(first, cue)):
        return None
    if not names_somebody(words.text[slice(*source)]):
        return None
    return Draft((words.spans[at + 1],), (source,), (words.cover(cue, at + 1),), confidence=0.8)


def _read_relative(words: Words, cue: int, at: int, last: int) -> Draft | None:
    """The denial of ", who has denied murder, …"."""
    if words.low[cue - 1] != "who":
        return None
    end = next((i for i in range(at + 1, last) if words.low[i] in {",", ".", ";", "—", "–"}), last)
    content = trim_span(words.text, *words.cover(at + 1, end)) if at + 1 < end else None
    if content is None:
        return None
    return Draft((content,), (words.spans[cue - 1],), (words.cover(cue, at + 1),), confidence=0.8)

"""Statements from the labels of words: which source and which contents belong to which cue."""

import re
from collections.abc import Sequence

from headwater.intervals import Span
from headwater.statements.drafts import Draft
from headwater.statements.features import has_cue_word
from headwater.statements.words import Words

Run = tuple[str, int, int]
"""A kind of tagger.KINDS, with the first word and the word after the last."""

_CLINGING = re.compile(r"(he|she|it|they|we|you|i|who)[’'](?:s|re|ve|d|ll|m)", re.IGNORECASE)
_QUOTE_MARKS = "“”\"„«»‘’'"


def gather_runs(labels: Sequence[str]) -> list[Run]:
    """The runs of words of one kind, in order.

    >>> gather_runs(["B-source>", "I-source>", "B-cue", "O"])
    [('source>', 0, 2), ('cue', 2, 3)]
    """
    runs: list[Run] = []
    for at, label in enumerate(labels):
        if label == "O":
            continue
        kind = label[2:]
        if label[0] == "I" and runs and runs[-1][0] == kind and runs[-1][2] == at:
            runs[-1] = (kind, runs[-1][1], at + 1)
        else:
            runs.append((kind, at, at + 1))
    return runs


def absorb_runs(words: Words, runs: Sequence[Run]) -> list[Run]:
    """The runs without cues that are none, which stand in the middle of a content: that content goes on over them."""
    kept: list[Run] = []
    at = 0
    while at < len(runs):
        kind, first, last = runs[at]
        before = kept[-1] if kept and "content" in kept[-1][0] and first - kept[-1][2] <= 1 else None
        if kind == "cue" and before is not None and not is_cue(words, first, last):
            if at + 1 < len(runs) and "content" in runs[at + 1][0] and runs[at + 1][1] - last <= 1:
                at, last = at + 1, runs[at + 1][2]
            kept[-1] = (before[0], before[1], last)
        else:
            kept.append(runs[at])
        at += 1
    return kept


def is_cue(words: Words, first: int, last: int) -> bool:
    """Whether some words can be a cue: one of them says or thinks, and they are no noun with its article."""
    return words.low[first] not in {"a", "an", "the"} and has_cue_word(words.low[first:last])


def relate_runs(words: Words, runs: Sequence[Run], sentence_of: Sequence[int]) -> list[Draft]:
    """One draft for every cue that has content.

    Contents and sources go to the nearest cue on the side that their kind names. A cue without a source shares the
    last source before it in its sentence ("he said … and added …").
    """
    cues = [i for i, run in enumerate(runs) if run[0] == "cue"]
    contents: dict[int, list[Run]] = {i: [] for i in cues}
    sources: dict[int, list[Run]] = {i: [] for i in cues}
    for i, run in enumerate(runs):
        if run[0] != "cue" and (owner := _find_cue(runs, cues, i, sentence_of)) is not None:
            (sources if "source" in run[0] else contents)[owner].append(run)
    drafts = []
    last_source: tuple[int, Run] | None = None
    for i in cues:
        own = [run for run in sources[i] if words.low[run[2] - 1] not in {"and", "but"}]
        if own:
            last_source = (sentence_of[runs[i][1]], own[-1])
        elif last_source is not None and last_source[0] == sentence_of[runs[i][1]] and last_source[1][1] < runs[i][1]:
            own = [last_source[1]]
        if contents[i]:
            drafts.append(make_draft(words, runs[i], own, contents[i]))
    return drafts


def _find_cue(runs: Sequence[Run], cues: Sequence[int], i: int, sentence_of: Sequence[int]) -> int | None:
    """The cue that a run belongs to: the nearest on its side, else the nearest on the other in its sentence."""
    kind, first, _ = runs[i]
    after = next((c for c in cues if c > i), None)
    before = next((c for c in reversed(cues) if c < i), None)
    wanted, other = (after, before) if kind.endswith(">") else (before, after)
    if wanted is not None and ("content" in kind or sentence_of[runs[wanted][1]] == sentence_of[first]):
        return wanted
    if other is not None and sentence_of[runs[other][1]] == sentence_of[first]:
        return other
    return None


def make_draft(words: Words, cue: Run, sources: Sequence[Run], contents: Sequence[Run]) -> Draft:
    """A draft of a cue, the first of its sources, and its contents with the quotation marks just outside them."""
    spans = [_widen(words, words.cover(first, last)) for _, first, last in contents]
    source = tuple(_cut_verb(words.text, *words.cover(first, last)) for _, first, last in sources[:1])
    return Draft(tuple(sorted(spans)), source, (words.cover(cue[1], cue[2]),), confidence=0.7)


def _cut_verb(text: str, start: int, end: int) -> Span:
    """A source without the verb that clings to its pronoun ("he" of "he's")."""
    clings = _CLINGING.fullmatch(text, start, end)
    return clings.span(1) if clings else (start, end)


def _widen(words: Words, span: Span) -> Span:
    """A content takes the quotation mark that was left just outside it."""
    start, end = span
    if start and words.text[start - 1] in _QUOTE_MARKS and words.text[start:end].count('"') % 2 == 1:
        start -= 1
    return start, end

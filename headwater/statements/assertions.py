"""What a text says in its own voice: the clauses that no statement covers."""

from headwater.intervals import Span, count_overlap, is_inside
from headwater.statements.clauses import has_negation, has_verb, is_finite, split_clauses
from headwater.statements.drafts import Draft, trim_span
from headwater.statements.lexicon import load_cues
from headwater.statements.words import Words

LEAST_WORDS = 4
"""A shorter clause says nothing that another text could be found to say too."""


_PRESENT = frozenset({"is", "are", "has", "have", "does", "do", "can", "may", "must", "will", "gets", "comes", "goes"})


def _is_condition(words: Words, begin: int, end: int) -> bool:
    """Whether a clause only says under what condition another holds: "if it rains", "when the level is low"."""
    low = words.low[begin]
    if low in {"when", "whenever", "once", "until"}:
        verb = next((words.low[at] for at in range(begin + 1, end) if is_finite(words.low[at])), "")
        return verb in _PRESENT
    return low in {"if", "unless", "whether"}


def find_assertions(words: Words, first: int, last: int, quoted: list[bool], covered: list[Span]) -> list[Draft]:
    """Assertions of one sentence: clauses outside the covered spans, in order; questions and headings give none."""
    if words.low[last - 1] == "?" or (not has_verb(words, first, last) and last - first < 6):
        return []
    drafts = []
    for begin, end in split_clauses(words, first, last, quoted):
        if _is_condition(words, begin, end):
            continue
        for left_first, left_last in _find_free(words, begin, end, quoted, covered):
            span = trim_span(words.text, *words.cover(left_first, left_last))
            if _is_aside(words.low[left_first], left_first == first):
                continue
            if span is not None and left_last - left_first >= LEAST_WORDS and has_verb(words, left_first, left_last):
                negated = has_negation(words, left_first, left_last)
                drafts.append(Draft((span,), force="assertion", negated=negated, confidence=0.9))
    return drafts


def _is_aside(low: str, leads: bool) -> bool:
    """Whether a word opens what belongs to a speaker and asserts nothing: "…, he said, asking not to be named"."""
    if leads:
        return low in {"asked", "pressed", "questioned", "contacted"}
    if low in {"declined", "declines", "declining", "refused", "refuses", "refusing"}:
        return True  # what nobody said
    return low.endswith("ing") and (low in load_cues() or low in {"speaking", "talking", "referring"})


def find_own_voice(words: Words, draft: Draft, first: int, last: int, quoted: list[bool]) -> Draft | None:
    """The text's own assertion that somebody wants, plans, agrees to … something, or None if the draft is plain speech.

    "The mill plans to close" is what the text says; that the mill is said to plan it stands inside.
    """
    if not draft.cue or draft.force == "hearsay":
        return None
    content = words.text[slice(*draft.content[-1])]
    acts = content.startswith("to ") and draft.content[-1][0] > draft.cue[0][0]
    untold = not draft.source and not content.startswith(("that ", "whether "))
    thought = draft.source and content.startswith(("that ", "whether "))
    if thought or (draft.force in ("statement", "question") and not acts and not untold):
        return None
    for begin, end in split_clauses(words, first, last, quoted):
        span = trim_span(words.text, *words.cover(begin, end))
        inside = span is not None and all(is_inside(s, span) for s in draft.source + draft.cue)
        if (
            span is not None
            and inside
            and not any(quoted[i] for i in range(begin, end) if words.spans[i][0] < draft.cue[0][0])
        ):
            return Draft((span,), force="assertion", negated=draft.negated, confidence=0.8)
    return None


def _find_free(words: Words, begin: int, end: int, quoted: list[bool], covered: list[Span]) -> list[tuple[int, int]]:
    """The runs of words of a clause that nothing covers, without conjunctions at their ends; not what is all quoted."""
    runs: list[tuple[int, int]] = []
    start, end_of = words.cover(begin, end)
    covered = [c for c in covered if c[0] < end_of and start < c[1]]
    free = [not any(count_overlap(words.spans[i], c) for c in covered) for i in range(begin, end)]
    at = begin
    while at < end:
        stop = at
        while stop < end and free[stop - begin]:
            stop += 1
        first, last = at, stop
        while first < last and (
            words.low[first] in _LOOSE or (not words.low[first][0].isalnum() and not quoted[first])
        ):
            first += 1
        while last > first and (words.low[last - 1] in _LOOSE or words.low[last - 1] in {",", ";"}):
            last -= 1
        if last > first and not all(quoted[first:last]):
            runs.append((first, last))
        at = max(stop, at + 1)
    return runs


_LOOSE = frozenset(
    ["and", "but", "while", "although", "though", "because", "as", "since", "whereas", "yet", "so", "or", "that"]
)

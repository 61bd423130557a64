"""Where a statement inside another begins and ends."""

import re
from dataclasses import replace

from headwater.intervals import Span, is_inside
from headwater.statements.clauses import is_finite
from headwater.statements.drafts import Draft
from headwater.statements.words import Words


def count_leading(words: Words, kept: list[int]) -> int:
    """How many words open a content that are no part of its sentence: the conjunction "that", a comma behind it."""
    if len(kept) < 2 or words.read(kept[0]) != "that" or is_finite(words.low[kept[1]]):
        return 0
    return 2 if words.low[kept[1]] == "," else 1


def keep_pieces(words: Words, draft: Draft, outer: Draft) -> Draft:
    """A statement inside another without what stands outside the piece of that one which has its cue."""
    marks = draft.cue + draft.hedge
    held = [piece for piece in outer.content if marks and is_inside(marks[0], piece)]
    content = tuple(
        (max(s, start), min(e, end)) for s, e in draft.content for start, end in held if s < end and start < e
    )
    return replace(draft, content=_fill_tail(words, content, held[-1])) if content else draft


_SHORT = 6
"""Words that the network leaves out at the end of a content at most: "as early as Monday"."""
_GOES_ON = frozenset({"and", "but", "or", "that", "who", "which", "while", "because", "when", "to"})


def _fill_tail(words: Words, content: tuple[Span, ...], piece: Span) -> tuple[Span, ...]:
    """A content to the end of the piece that it stands in, where only a time or a place is left there."""
    rest = words.find_inside(((content[-1][1], piece[1]),))
    plain = all(words.low[i][0].isalnum() and words.low[i] not in _GOES_ON for i in rest)
    if not rest or len(rest) > _SHORT or not plain or any(is_finite(words.low[i]) for i in rest):
        return content
    return (*content[:-1], (content[-1][0], words.spans[rest[-1]][1]))


_PARALLEL = re.compile(r"(?:,| and|, and|, but| but|; and|;) that (?=[A-Za-z])")


def end_contents(words: Words, draft: Draft) -> Draft:
    """A statement inside another whose contents behind its cue end where that one goes on."""
    content = tuple(_end_parallel(words, span) if span[0] > draft.cue[0][0] else span for span in draft.content)
    return replace(draft, content=content)


def _end_parallel(words: Words, span: Span) -> Span:
    """A content that no "that" opens ends before "and that …": there the outer statement goes on."""
    if words.text.startswith(("that ", "to "), span[0]):
        return span
    more = _PARALLEL.search(words.text, *span)
    return (span[0], more.start()) if more and more.start() > span[0] else span

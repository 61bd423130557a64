"""Half-open spans [start, end): overlap, cover, union, and lifting an offset through aligned blocks."""

from collections.abc import Iterable, Sequence

Span = tuple[int, int]
Block = tuple[int, int, int]
"""(start in a, start in b, length): a stretch that is the same, character by character or nearly, on both sides."""


def count_overlap(a: Span, b: Span) -> int:
    """How many positions two spans share.

    >>> count_overlap((0, 10), (7, 20)), count_overlap((0, 3), (3, 5))
    (3, 0)
    """
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def is_inside(inner: Span, outer: Span) -> bool:
    """Whether a span lies within another.

    >>> is_inside((2, 4), (2, 5)), is_inside((1, 4), (2, 5))
    (True, False)
    """
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def join_spans(spans: Iterable[Span], gap: int = 0) -> list[Span]:
    """The union of spans, in order; spans that lie at most `gap` apart become one.

    >>> join_spans([(5, 8), (0, 3), (2, 4)])
    [(0, 4), (5, 8)]
    >>> join_spans([(0, 3), (4, 6)], gap=1)
    [(0, 6)]
    """
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1] + gap:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        elif end > start:
            joined.append((start, end))
    return joined


def subtract_spans(span: Span, holes: Iterable[Span]) -> list[Span]:
    """What is left of a span when others are taken out.

    >>> subtract_spans((0, 10), [(2, 3), (8, 12)])
    [(0, 2), (3, 8)]
    """
    left, at = [], span[0]
    for start, end in join_spans(holes):
        if end <= at or start >= span[1]:
            continue
        if start > at:
            left.append((at, start))
        at = max(at, end)
    if at < span[1]:
        left.append((at, span[1]))
    return left


def cover_share(span: Span, spans: Iterable[Span]) -> float:
    """The share of a span that lies under others (0 for an empty span).

    >>> cover_share((0, 10), [(0, 3), (2, 5)])
    0.5
    """
    length = span[1] - span[0]
    return sum(count_overlap(span, s) for s in join_spans(spans)) / length if length > 0 else 0.0


def lift_offset(offset: int, blocks: Sequence[Block], to_b: bool = True) -> int:
    """The place on the other side of an offset, through the blocks of a passage or an edge.

    An offset inside a block moves with it; one between two blocks goes to the end of the block before (the start of
    the first block, if it lies before all of them).

    >>> lift_offset(12, [(0, 100, 5), (10, 110, 5)])
    112
    >>> lift_offset(7, [(0, 100, 5), (10, 110, 5)])
    105
    """
    here, there = (0, 1) if to_b else (1, 0)
    place = blocks[0][there] if blocks else 0
    for block in blocks:
        if offset < block[here]:
            break
        place = block[there] + min(offset - block[here], block[2])
    return place


def lift_span(span: Span, blocks: Sequence[Block], to_b: bool = True) -> Span | None:
    """The span on the other side, or None where no block touches it.

    >>> lift_span((2, 12), [(0, 100, 5), (10, 110, 5)])
    (102, 112)
    >>> lift_span((6, 9), [(0, 100, 5), (10, 110, 5)]) is None
    True
    """
    here, there = (0, 1) if to_b else (1, 0)
    start: int | None = None
    end = 0
    for block in blocks:
        low, high = max(span[0], block[here]), min(span[1], block[here] + block[2])
        if low < high:
            start = block[there] + low - block[here] if start is None else start
            end = block[there] + high - block[here]
    return None if start is None else (start, end)

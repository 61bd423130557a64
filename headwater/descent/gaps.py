"""What differs along a stretch that two texts share: pairs of token spans, sentence by sentence."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import numpy as np

from headwater.descent.readings import Reading, align_readings
from headwater.descent.sides import Ends, Side
from headwater.descent.stretches import Stretch
from headwater.intervals import Span

_LONG = 25
"""Tokens from which a replaced run is a cut and an insert: nothing in it was changed word for word."""
_MOVED = 3
"""Words in a phrase that was moved within a passage."""
_NEAR = 120
_TURNED = 3
"""Tokens between two places at which one word or two change over: "3 May" and "May 3"."""
_PAIRED = 6
"""Tokens in a run of equal length on both sides that is read word by word."""
_LONGEST_ASTRAY = 8
"""Tokens in a run that may be equal by chance on two sides of the end of a sentence."""

Pair = tuple[Span, Span]
"""Tokens [low, high) of the child and of the parent; before 0 the place of a space, as -1 - token."""


def list_changes(ends: Ends, stretch: Stretch, free: tuple[np.ndarray, np.ndarray]) -> tuple[list[Pair], Stretch]:
    """The places in which two texts differ along a stretch, and the stretch as far as the sentences at its ends reach.

    `free` are the tokens of each that no stretch has: up to these a sentence at its ends belongs to it.
    """
    a, b = _drop_astray(ends, *_settle_stops(ends, stretch))
    found: list[Pair] = []
    wide = _reach_out(ends, stretch, free)
    found += _cut_part(ends, (wide.a_low, stretch.a_low), (wide.b_low, stretch.b_low))
    for k in range(len(a)):
        i, j = int(a[k]), int(b[k])
        if ends.child.write(i, i + 1) != ends.parent.write(j, j + 1):
            found.append(((i, i + 1), (j, j + 1)))
        if k + 1 < len(a):
            after_i, after_j = int(a[k + 1]), int(b[k + 1])
            if after_i > i + 1 or after_j > j + 1:
                found += _cut_gap(ends, (i + 1, after_i), (j + 1, after_j))
            elif (space := _compare_space(ends, i, j)) is not None:
                found.append(space)
    found += _cut_part(ends, (stretch.a_high, wide.a_high), (stretch.b_high, wide.b_high))
    return _join_turned(ends, _join_moved(ends, found)), wide


def _settle_stops(ends: Ends, stretch: Stretch) -> tuple[np.ndarray, np.ndarray]:
    """The equal tokens, where a mark that ends a sentence is that of the same sentence on both sides.

    Of "the mill." and "the mill, they said. It rained." the full stops that end the first sentence are one.
    """
    equal = [stretch.a_equal.copy(), stretch.b_equal.copy()]
    sides = (ends.child, ends.parent)
    for k in np.flatnonzero((np.diff(equal[0]) > 1) | (np.diff(equal[1]) > 1)).tolist():
        for one in (0, 1):
            here, there, side, other = equal[one], equal[1 - one], sides[one], sides[1 - one]
            mark = side.reading.numbers[here[k + 1]]
            whole = side.sentences[here[k]] == side.sentences[here[k + 1]]
            if not whole or other.sentences[there[k]] == other.sentences[there[k + 1]]:
                continue
            if side.write(int(here[k + 1]), int(here[k + 1]) + 1) not in ".!?":
                continue
            high = other.find_sentence(int(there[k]))[1]
            stops = [n for n in range(int(there[k]) + 1, high) if other.reading.numbers[n] == mark]
            if stops:
                there[k + 1] = stops[-1]
    return equal[0], equal[1]


def _drop_astray(ends: Ends, a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The equal tokens without runs that end a sentence in one text and begin the next one in the other.

    Of "It closed, two aides said. It rained." and "It closed. Two aides said it rained." the aides are not the same.
    """
    cuts = np.flatnonzero((np.diff(a) > 1) | (np.diff(b) > 1)) + 1
    one, other = ends.child.sentences[a], ends.parent.sentences[b]
    kept = np.ones(len(a), bool)
    for low, high in pairwise([0, *cuts.tolist(), len(a)]):
        if low == 0 or high == len(a) or high - low > _LONGEST_ASTRAY:
            continue
        sides = [(s[low - 1] == s[low], s[high - 1] == s[high]) for s in (one, other)]
        kept[low:high] = sides not in ([(True, False), (False, True)], [(False, True), (True, False)])
    return a[kept], b[kept]


def _reach_out(ends: Ends, stretch: Stretch, free: tuple[np.ndarray, np.ndarray]) -> Stretch:
    """A stretch widened to the ends of its first and last sentences, where both texts have most of those."""
    spans = []
    for low, high, is_first in ((stretch.a_low, stretch.b_low, True), (stretch.a_high, stretch.b_high, False)):
        edges = []
        for side, open_, at in zip((ends.child, ends.parent), free, (low, high), strict=True):
            place = at if is_first else at - 1
            start, end = side.find_sentence(place)
            reach = at
            if is_first:
                while reach > start and open_[reach - 1]:
                    reach -= 1
            else:
                while reach < end and open_[reach]:
                    reach += 1
            edges.append((min(at, reach), max(at, reach)))
        kept = ends.are_one_sentence(*edges) and max(e - s for s, e in edges) <= _LONG
        spans.append([(s, e) if kept else (at, at) for (s, e), at in zip(edges, (low, high), strict=True)])
    (a_first, b_first), (a_last, b_last) = spans
    return replace(stretch, a_low=a_first[0], b_low=b_first[0], a_high=a_last[1], b_high=b_last[1])


def _cut_gap(ends: Ends, child: Span, parent: Span) -> list[Pair]:
    """A gap as changes: the rest of the sentence before it, whole sentences, the beginning of the sentence after it."""
    one, other = _cut_sentences(ends.child, child), _cut_sentences(ends.parent, parent)
    if one is None or other is None:
        return _cut_part(ends, child, parent)
    return [
        *_cut_part(ends, one[0], other[0]),
        *_keep_apart(one[1], other[1]),
        *_cut_part(ends, one[2], other[2]),
    ]


def _cut_sentences(side: Side, span: Span) -> tuple[Span, Span, Span] | None:
    """A gap's (head, whole sentences, tail) between two tokens of different sentences; None within one."""
    low, high = span
    numbers = side.sentences
    if low == 0 or high >= len(numbers) or numbers[low - 1] == numbers[high]:
        return None
    first = low + int(np.searchsorted(numbers[low:high], numbers[low - 1], "right"))
    last = low + int(np.searchsorted(numbers[low:high], numbers[high], "left"))
    return (low, first), (first, max(first, last)), (max(first, last), high)


def _keep_apart(child: Span, parent: Span) -> list[Pair]:
    """Whole sentences that only one side has, each as a gain or a loss."""
    found: list[Pair] = []
    if child[1] > child[0]:
        found.append((child, (parent[0], parent[0])))
    if parent[1] > parent[0]:
        found.append(((child[1], child[1]), parent))
    return found


def _cut_part(ends: Ends, child: Span, parent: Span) -> list[Pair]:
    """What differs between two runs of one sentence: aligned again, then gap by gap."""
    if child[1] == child[0] or parent[1] == parent[0]:
        return [(child, parent)] if child[1] > child[0] or parent[1] > parent[0] else []
    one, other = (_slice(side.reading, span) for side, span in ((ends.child, child), (ends.parent, parent)))
    to = align_readings(one, other)
    found: list[Pair] = []
    at, there = 0, 0
    for k in [*np.flatnonzero(to >= 0).tolist(), len(one)]:
        upto = int(to[k]) if k < len(one) else len(other)
        found += _split_gap(ends, (child[0] + at, child[0] + k), (parent[0] + there, parent[0] + upto))
        if k < len(one):
            i, j = child[0] + k, parent[0] + upto
            if ends.child.write(i, i + 1) != ends.parent.write(j, j + 1):
                found.append(((i, i + 1), (j, j + 1)))
        at, there = k + 1, upto + 1
    return found


def _slice(reading: Reading, span: Span) -> Reading:
    low, high = span
    return Reading(
        reading.text,
        reading.starts[low:high],
        reading.ends[low:high],
        reading.numbers[low:high],
        reading.weights[low:high],
    )


def _split_gap(ends: Ends, child: Span, parent: Span) -> list[Pair]:
    """A gap as changes: word by word where the words pair off, a cut and an insert where it is long."""
    one, other = child[1] - child[0], parent[1] - parent[0]
    if not one and not other:
        return []
    if one == other and 1 < one <= _PAIRED:
        tokens = zip(ends.child.list_tokens(*child), ends.parent.list_tokens(*parent), strict=True)
        if all(_is_like(x, y) for x, y in tokens):
            return [((child[0] + k, child[0] + k + 1), (parent[0] + k, parent[0] + k + 1)) for k in range(one)]
    if one and other and max(one, other) > _LONG:
        return _keep_apart(child, parent)
    return [(child, parent)]


def _is_like(one: str, other: str) -> bool:
    """Whether two tokens are of one sort: both numbers, both capitalised, both marks, both plain words."""
    sorts = [(token[0].isdigit(), token[0].isupper(), token[0].isalnum()) for token in (one, other)]
    return sorts[0] == sorts[1]


def _compare_space(ends: Ends, i: int, j: int) -> Pair | None:
    """The two neighbours where one text has a space between them and the other has none."""
    one, other = (
        reading.text[reading.ends[k] : reading.starts[k + 1]]
        for reading, k in ((ends.child.reading, i), (ends.parent.reading, j))
    )
    if bool(one) == bool(other) or "\n" in one + other:
        return None
    return (-1 - i, -1 - i), (-1 - j, -1 - j)


def list_words(reading: Reading, span: Span) -> tuple[int, ...]:
    """The numbers of the words among some tokens, without the marks."""
    low, high = span
    return tuple(reading.numbers[low:high][reading.weights[low:high] > 1].tolist())


def _join_moved(ends: Ends, changes: list[Pair]) -> list[Pair]:
    """Changes, a loss and a gain of the same words near each other made one change from the old place to the new."""
    return _join_pairs(ends, changes, (_MOVED, _LONG), _NEAR, lambda old, new: (new[0], old[1]))


def _join_turned(ends: Ends, changes: list[Pair]) -> list[Pair]:
    """Changes, where a word or two change places with what stands beside them: one change over both places."""

    def cover(old: Pair, new: Pair) -> Pair:
        one, other = sorted((old[0], new[0])), sorted((old[1], new[1]))
        return (one[0][0], one[1][1]), (other[0][0], other[1][1])

    return _join_pairs(ends, changes, (1, _MOVED - 1), _TURNED, cover)


def _join_pairs(
    ends: Ends, changes: list[Pair], sizes: Span, near: int, join: Callable[[Pair, Pair], Pair]
) -> list[Pair]:
    """The changes with a loss and a gain of the same words (as many as `sizes` says) not far apart made one."""
    lost: dict[tuple[int, ...], list[Pair]] = {}
    for child, parent in changes:
        words = list_words(ends.parent.reading, parent) if child[0] == child[1] >= 0 else ()
        if sizes[0] <= len(words) <= sizes[1]:
            lost.setdefault(words, []).append((child, parent))
    joined: dict[Pair, Pair] = {}
    for child, parent in changes:
        words = list_words(ends.child.reading, child) if parent[0] == parent[1] >= 0 else ()
        olds = [old for old in lost.get(words, []) if old not in joined and abs(old[1][0] - parent[0]) <= near]
        if olds:
            old = min(olds, key=lambda o: abs(o[1][0] - parent[0]))
            joined[old] = joined[child, parent] = join(old, (child, parent))
    return list(dict.fromkeys(joined.get(change, change) for change in changes))

"""Compiled steps of alignments.py: what chains of runs match, between their runs and beyond their ends."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from headwater.copies.alignments_kernels import MOST_GAP, Flags, Hashes, Ints
from headwater.copies.words_kernels import OPENS
from headwater.kernel import compile_kernel

EDGE = 3
"""Equal words that it is worth for a passage to end where both paragraphs end: copies change the first words most."""
_FAR = -1_000_000
_KINDS = 512
"""Kinds of words, by the last bits of their hashes: words of other kinds are other words."""


class View(NamedTuple):
    """The words beyond an end of a passage, the nearest first: their hashes, whether a paragraph ends with each (seen
    from the passage), and what it could gain at most from each on."""

    words: Hashes
    edges: NDArray[np.bool_]
    gains: Ints


class Desk(NamedTuple):
    """Room to work in, made once: both views, a flag for each kind of words, points of the cells of a row or of a gap,
    and whether two words are matched in a cell."""

    one: View
    two: View
    kinds: Flags
    points: Ints
    matched: Flags


@compile_kernel
def make_desk() -> Desk:
    """An empty desk."""
    one = View(np.empty(MOST_GAP, np.uint64), np.empty(MOST_GAP, np.bool_), np.empty(MOST_GAP + 1, np.int32))
    two = View(np.empty(MOST_GAP, np.uint64), np.empty(MOST_GAP, np.bool_), np.empty(MOST_GAP + 1, np.int32))
    cells = (MOST_GAP + 1) * (MOST_GAP + 1)
    return Desk(one, two, np.empty(_KINDS, np.uint8), np.empty(cells, np.int32), np.empty(cells, np.uint8))


@compile_kernel
def _look_beyond(words: Hashes, traits: Flags, place: int, step: int, view: View) -> int:
    """Fill in a view of the words from a place on (step 1) or before it (step -1); how many they are."""
    if step > 0:
        count = min(MOST_GAP, len(words) - place)
        for k in range(count):
            view.words[k] = words[place + k]
            view.edges[k] = place + k + 1 == len(words) or traits[place + k + 1] & OPENS != 0
    else:
        count = min(MOST_GAP, place)
        for k in range(count):
            view.words[k] = words[place - 1 - k]
            view.edges[k] = traits[place - 1 - k] & OPENS != 0
    return count


@compile_kernel
def _mark_kinds(words: Hashes, kinds: Flags) -> None:
    kinds[:] = 0
    for word in words:
        kinds[word & np.uint64(_KINDS - 1)] = 1


@compile_kernel
def _bound_gains(view: View, count: int, other: View, other_count: int, kinds: Flags) -> int:
    """Fill in what a passage could gain at most beyond each word of a view: a point for a word that may be on the other
    side, less one for any other, and EDGE where a paragraph ends. The gain from the first word on."""
    _mark_kinds(other.words[:other_count], kinds)
    gain = 0
    view.gains[count] = 0
    for k in range(count - 1, -1, -1):
        equal = 1 + max(gain, EDGE * view.edges[k])
        gain = equal if kinds[view.words[k] & np.uint64(_KINDS - 1)] else max(0, gain - 1)
        view.gains[k] = gain
    return gain


@compile_kernel
def reach_beyond(desk: Desk, rows: int, columns: int) -> tuple[int, int]:
    """How many words of each view on the desk a passage reaches beyond its last run: where equal words outweigh the
    others most.

    Ending with both paragraphs counts for EDGE equal words. rows and columns are the words of either view.
    """
    (one, edges_one, gains_one), (two, edges_two, gains_two), kinds, score, _ = desk
    if not rows or not columns or not _bound_gains(desk.one, rows, desk.two, columns, kinds):
        return 0, 0
    if not _bound_gains(desk.two, columns, desk.one, rows, kinds):
        return 0, 0
    best, best_i, best_j, low, high = 0, 0, 0, 0, 0
    for j in range(columns + 1):
        score[j] = -j
        if min(gains_one[0], gains_two[j]) > j:
            high = j
    for i in range(1, rows + 1):
        corner, left, first, last, j = _FAR, _FAR, -1, -1, low
        while j <= columns and (j <= high + 1 or last == j - 1):
            above, same = score[j] if j <= high else _FAR, j > 0 and one[i - 1] == two[j - 1]
            here = max(above, left, corner + (2 if same else 0)) - 1
            corner, left, score[j] = above, here, here
            ending = here + (EDGE if same and edges_one[i - 1] and edges_two[j - 1] else 0)
            if same and ending > best:
                best, best_i, best_j = ending, i, j
            if here + min(gains_one[i], gains_two[j]) > best:  # else nothing better can come of it
                first, last = j if first < 0 else first, j
            j += 1
        if first < 0:
            break
        low, high = first, last
    return best_i, best_j


@compile_kernel
def _extend(
    one: Hashes, two: Hashes, traits: tuple[Flags, Flags], end: tuple[int, int], step: int, desk: Desk
) -> tuple[int, int]:
    """How far a passage reaches from an end on (step 1) or before it (-1), as often as something is gained."""
    i, j = end
    while True:
        rows = _look_beyond(one, traits[0], i, step, desk.one)
        columns = _look_beyond(two, traits[1], j, step, desk.two)
        more_i, more_j = reach_beyond(desk, rows, columns)
        i, j = i + step * more_i, j + step * more_j
        if more_i == 0:
            return i, j


@compile_kernel
def _add_run(runs: Ints, at: int, i: int, j: int, n: int) -> int:
    """Add a run to others, to the last one where it goes on from it; how many there are then."""
    if at and runs[at - 1, 0] + runs[at - 1, 2] == i and runs[at - 1, 1] + runs[at - 1, 2] == j:
        runs[at - 1, 2] += n
        return at
    runs[at, 0], runs[at, 1], runs[at, 2] = i, j, n
    return at + 1


@compile_kernel
def _have_common(one: Hashes, two: Hashes, kinds: Flags) -> bool:
    """Whether a word of the one may be among those of the other."""
    _mark_kinds(two, kinds)
    common = False
    for word in one:
        common |= kinds[word & np.uint64(_KINDS - 1)] != 0
    return common


@compile_kernel
def match_between(one: Hashes, two: Hashes, desk: Desk, runs: Ints, at: int, zero: tuple[int, int]) -> int:
    """Add to runs the equal words in the same order on both sides, as many as there can be, longer runs before more.

    zero: where the words stand in the documents. Gives how many runs there are then.
    """
    rows, columns = len(one), len(two)
    if rows * columns > 16 and not _have_common(one, two, desk.kinds):
        return at
    width = columns + 1
    if (rows + 1) * width > len(desk.points):
        score, ran = np.empty((rows + 1) * width, np.int32), np.empty((rows + 1) * width, np.uint8)
    else:
        score, ran = desk.points, desk.matched
    score[rows * width : (rows + 1) * width] = 0
    ran[rows * width : (rows + 1) * width] = 0
    for i in range(rows - 1, -1, -1):
        cell = i * width + columns
        score[cell], ran[cell] = 0, 0
        for j in range(columns - 1, -1, -1):
            cell -= 1
            best, ran[cell] = max(score[cell + width], score[cell + 1]), 0
            if one[i] == two[j]:
                points = score[cell + width + 1] + 2 + ran[cell + width + 1]
                if points >= best:
                    best, ran[cell] = points, 1
            score[cell] = best
    i, j = 0, 0
    while i < rows and j < columns:
        cell = i * width + j
        if ran[cell]:
            at = _add_run(runs, at, zero[0] + i, zero[1] + j, 1)
            i, j = i + 1, j + 1
        elif score[cell + width] >= score[cell + 1]:
            i += 1
        else:
            j += 1
    return at


@compile_kernel
def match_chain(one: Hashes, two: Hashes, traits: tuple[Flags, Flags], chain: Ints, desk: Desk) -> Ints:
    """The runs of all words that a chain of runs matches: in its runs, between them, and beyond its ends."""
    first_i, first_j = _extend(one, two, traits, (chain[0, 0], chain[0, 1]), -1, desk)
    end = (chain[-1, 0] + chain[-1, 2], chain[-1, 1] + chain[-1, 2])
    last_i, last_j = _extend(one, two, traits, end, 1, desk)
    runs, at, i, j = np.empty((min(last_i - first_i, last_j - first_j), 3), np.int32), 0, first_i, first_j
    for k in range(len(chain) + 1):
        next_i, next_j = (chain[k, 0], chain[k, 1]) if k < len(chain) else (last_i, last_j)
        if next_i > i and next_j > j:
            at = match_between(one[i:next_i], two[j:next_j], desk, runs, at, (i, j))
        if k < len(chain):
            at = _add_run(runs, at, next_i, next_j, chain[k, 2])
            i, j = next_i + chain[k, 2], next_j + chain[k, 2]
    return runs[:at]

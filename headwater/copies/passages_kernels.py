"""Compiled steps of alignments.py: from chains of runs to stretches with exact ends, blocks and measures."""

import numpy as np
from numpy.typing import NDArray

from headwater.copies.alignments_kernels import (
    MOST_GAP,
    chain_runs,
    find_runs,
    follow_chain,
    index_seeds,
    match_between,
    reach_beyond,
)
from headwater.copies.fingerprints_kernels import LINE_END, NAME, NUMBER, OPENS, QUOTED, SPACE, UNSPACED, WORD_CHARACTER
from headwater.kernel import compile_kernel

Ints = NDArray[np.int32]
Sides = tuple[
    NDArray[np.uint64], NDArray[np.int32], NDArray[np.int32], NDArray[np.uint8], NDArray[np.int64],
    NDArray[np.uint32], NDArray[np.int64],
]  # fmt: skip
"""The arrays of fingerprints.Words: hashes, starts, ends, traits, bounds, points, bounds of points."""

LEAST_SCORE = 6.0
"""Points of a chain that is looked at further; what is a passage is decided in passages.py."""

COLUMNS = (
    "pair", "a_start", "a_end", "b_start", "b_end", "a_words", "b_words", "shared", "longest", "evidence",
    "quoted", "numbers", "numbers_same", "names", "names_same", "blocks", "a_first", "a_last", "b_first", "b_last",
)  # fmt: skip
"""What is measured of a passage: its ends in code points, words on each side and shared, words of its longest run,
words of runs beyond their first three, shared words in quotation marks on both sides, numbers and names on the side
with fewer and how many of them are the same, how many blocks it has, and its ends counted in words of the documents."""


@compile_kernel
def _mark_edges(traits: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Whether a line begins with each word, and (one more) with the end of the text."""
    edges = np.ones(len(traits) + 1, np.bool_)
    for i in range(len(traits)):
        edges[i] = (traits[i] & OPENS) != 0
    return edges


@compile_kernel
def match_chain(
    one: NDArray[np.uint64],
    two: NDArray[np.uint64],
    edges_one: NDArray[np.bool_],
    edges_two: NDArray[np.bool_],
    chain: Ints,
) -> Ints:
    """Pairs (i, j) of all words that a chain of runs matches: in its runs, between them, and beyond its ends.

    The edges say before which words a line begins (one more than words: the end of the text).
    """
    first_i, first_j = chain[0, 0], chain[0, 1]
    while True:
        low_i, low_j = max(0, first_i - MOST_GAP), max(0, first_j - MOST_GAP)
        before = (one[low_i:first_i][::-1], two[low_j:first_j][::-1])
        i, j = reach_beyond(*before, edges_one[low_i:first_i][::-1], edges_two[low_j:first_j][::-1])
        first_i, first_j = first_i - i, first_j - j
        if i == 0:
            break
    last_i, last_j = chain[-1, 0] + chain[-1, 2], chain[-1, 1] + chain[-1, 2]
    while True:
        after = (one[last_i : last_i + MOST_GAP], two[last_j : last_j + MOST_GAP])
        i, j = reach_beyond(*after, edges_one[last_i + 1 :], edges_two[last_j + 1 :])
        last_i, last_j = last_i + i, last_j + j
        if i == 0:
            break
    pairs, at, i, j = np.empty((min(last_i - first_i, last_j - first_j), 2), np.int32), 0, first_i, first_j
    for k in range(len(chain) + 1):
        next_i, next_j = (chain[k, 0], chain[k, 1]) if k < len(chain) else (last_i, last_j)
        if next_i > i and next_j > j:
            between = match_between(one[i:next_i], two[j:next_j])
            for m in range(len(between)):
                pairs[at, 0], pairs[at, 1] = i + between[m, 0], j + between[m, 1]
                at += 1
        if k < len(chain):
            for n in range(chain[k, 2]):
                pairs[at, 0], pairs[at, 1] = next_i + n, next_j + n
                at += 1
            i, j = next_i + chain[k, 2], next_j + chain[k, 2]
    return pairs[:at].copy()


@compile_kernel
def _is_same(points: NDArray[np.uint32], folds: NDArray[np.uint32], p: int, q: int, length: int) -> bool:
    same = True
    for k in range(length):
        same = same and folds[points[p + k]] == folds[points[q + k]]
    return same


@compile_kernel
def _widen(
    points: NDArray[np.uint32],
    tables: tuple[NDArray[np.uint16], NDArray[np.uint32]],
    place: tuple[int, int],
    limit: tuple[int, int],
    step: int,
) -> int:
    """How many marks (no space, no word) are the same from a place on, forwards or backwards, before a limit."""
    classes, folds = tables
    n, p, q = 0, place[0], place[1]
    while (p - limit[0]) * step < 0 and (q - limit[1]) * step < 0:
        if folds[points[p]] != folds[points[q]] or classes[points[p]] & (SPACE | LINE_END | WORD_CHARACTER | UNSPACED):
            break
        n, p, q = n + 1, p + step, q + step
    return n


@compile_kernel
def cut_blocks(
    sides: Sides, tables: tuple[NDArray[np.uint16], NDArray[np.uint32]], pair: tuple[int, int], matches: Ints
) -> Ints:
    """Blocks (a_start, b_start, length) of equal or fold-equal code points that hold the matched words of a pair.

    A word that is the same only in letters of another number (an accent written apart) is in no block.
    """
    _, starts, ends, _, bounds, points, point_bounds = sides
    a, b, zero_a, zero_b = bounds[pair[0]], bounds[pair[1]], point_bounds[pair[0]], point_bounds[pair[1]]
    blocks, at = np.empty((len(matches), 3), np.int32), 0
    for m in range(len(matches)):
        i, j = a + matches[m, 0], b + matches[m, 1]
        length = ends[i] - starts[i]
        if ends[j] - starts[j] != length or not _is_same(
            points, tables[1], zero_a + starts[i], zero_b + starts[j], length
        ):
            continue
        if at and blocks[at - 1, 0] <= starts[i]:
            gap = starts[i] - blocks[at - 1, 0] - blocks[at - 1, 2]
            there = blocks[at - 1, 1] + blocks[at - 1, 2]
            joined = m and matches[m - 1, 0] + 1 == matches[m, 0] and matches[m - 1, 1] + 1 == matches[m, 1]
            if (
                joined
                and starts[j] - there == gap
                and _is_same(points, tables[1], zero_a + starts[i] - gap, zero_b + there, gap)
            ):
                blocks[at - 1, 2] += gap + length
                continue
        blocks[at, 0], blocks[at, 1], blocks[at, 2] = starts[i], starts[j], length
        at += 1
    end_a, end_b = point_bounds[pair[0] + 1] - zero_a, point_bounds[pair[1] + 1] - zero_b
    for k in range(at):  # marks beside a block that are the same on both sides belong to it
        low = (blocks[k - 1, 0] + blocks[k - 1, 2], blocks[k - 1, 1] + blocks[k - 1, 2]) if k else (0, 0)
        place = (zero_a + blocks[k, 0] - 1, zero_b + blocks[k, 1] - 1)
        n = _widen(points, tables, place, (zero_a + low[0] - 1, zero_b + low[1] - 1), -1)
        blocks[k, 0], blocks[k, 1], blocks[k, 2] = blocks[k, 0] - n, blocks[k, 1] - n, blocks[k, 2] + n
        high = (blocks[k + 1, 0], blocks[k + 1, 1]) if k + 1 < at else (end_a, end_b)
        place = (zero_a + blocks[k, 0] + blocks[k, 2], zero_b + blocks[k, 1] + blocks[k, 2])
        blocks[k, 2] += _widen(points, tables, place, (zero_a + high[0], zero_b + high[1]), 1)
    return blocks[:at].copy()


@compile_kernel
def measure_passage(sides: Sides, pair: tuple[int, int], matches: Ints, row: Ints) -> None:
    """Fill in what is measured of a passage (COLUMNS from a_words on, but for blocks)."""
    traits, bounds = sides[3], sides[4]
    a, b, n = bounds[pair[0]], bounds[pair[1]], len(matches)
    row[5], row[6] = matches[-1, 0] - matches[0, 0] + 1, matches[-1, 1] - matches[0, 1] + 1
    row[7] = n
    row[16], row[17], row[18], row[19] = matches[0, 0], matches[-1, 0] + 1, matches[0, 1], matches[-1, 1] + 1
    run = 0
    for m in range(n):
        i, j = a + matches[m, 0], b + matches[m, 1]
        on = m > 0 and matches[m - 1, 0] + 1 == matches[m, 0] and matches[m - 1, 1] + 1 == matches[m, 1]
        run = run + 1 if on else 1
        row[8] = max(row[8], run)
        row[9] += run > 3
        row[10] += (traits[i] & traits[j] & QUOTED) != 0
        row[12] += (traits[i] & traits[j] & NUMBER) != 0
        row[14] += (traits[i] & traits[j] & NAME) != 0
    for bit, column in ((NUMBER, 11), (NAME, 13)):
        in_a, in_b = 0, 0
        for i in range(a + matches[0, 0], a + matches[-1, 0] + 1):
            in_a += (traits[i] & bit) != 0
        for j in range(b + matches[0, 1], b + matches[-1, 1] + 1):
            in_b += (traits[j] & bit) != 0
        row[column] = min(in_a, in_b)


@compile_kernel
def _count_used(marks: NDArray[np.uint8], chain: Ints, side: int) -> int:
    used = 0
    for k in range(len(chain)):
        used += marks[chain[k, side] : chain[k, side] + chain[k, 2]].sum()
    return used


@compile_kernel
def _list_chains(
    one: NDArray[np.uint64], two: NDArray[np.uint64], heads: Ints, following: Ints
) -> tuple[Ints, NDArray[np.int64]]:
    """(runs, bounds): the chains of a pair, best first; none lies mostly on words that a better one has taken."""
    runs = find_runs(one, two, heads, following)
    scores, before = chain_runs(runs)
    used = np.zeros(len(runs), np.uint8)
    taken_one, taken_two = np.zeros(len(one), np.uint8), np.zeros(len(two), np.uint8)
    kept, bounds, at = np.empty((len(runs), 3), np.int32), [0], 0
    for s in np.argsort(-scores, kind="mergesort"):
        if scores[s] < LEAST_SCORE:
            break
        if used[s]:
            continue
        chain = follow_chain(runs, before, s, used)
        words = chain[:, 2].sum()
        if words < LEAST_SCORE or 2 * max(_count_used(taken_one, chain, 0), _count_used(taken_two, chain, 1)) > words:
            continue
        for k in range(len(chain)):
            taken_one[chain[k, 0] : chain[k, 0] + chain[k, 2]] = 1
            taken_two[chain[k, 1] : chain[k, 1] + chain[k, 2]] = 1
        kept[at : at + len(chain)] = chain
        at += len(chain)
        bounds.append(at)
    return kept[:at], np.array(bounds)


@compile_kernel
def _grow(rows: Ints, need: int) -> Ints:
    if need <= len(rows):
        return rows
    more = np.zeros((max(need, 2 * len(rows)), rows.shape[1]), np.int32)
    more[: len(rows)] = rows
    return more


@compile_kernel
def align_pairs(sides: Sides, tables: tuple[NDArray[np.uint16], NDArray[np.uint32]], pairs: Ints) -> tuple[Ints, Ints]:
    """(rows of COLUMNS, blocks) of every chain of every pair of documents; `pair` counts the pairs given."""
    hashes, bounds = sides[0], sides[4]
    rows, number, blocks, at = np.zeros((256, 20), np.int32), 0, np.zeros((1024, 3), np.int32), 0
    indexed, heads, following = -1, np.empty(0, np.int32), np.empty(0, np.int32)
    for p in range(len(pairs)):
        a, b = pairs[p, 0], pairs[p, 1]
        one, two = hashes[bounds[a] : bounds[a + 1]], hashes[bounds[b] : bounds[b + 1]]
        if a != indexed:
            heads, following = index_seeds(one)
            indexed = a
        edges_one = _mark_edges(sides[3][bounds[a] : bounds[a + 1]])
        edges_two = _mark_edges(sides[3][bounds[b] : bounds[b + 1]])
        runs, run_bounds = _list_chains(one, two, heads, following)
        for c in range(len(run_bounds) - 1):
            matches = match_chain(one, two, edges_one, edges_two, runs[run_bounds[c] : run_bounds[c + 1]])
            cut = cut_blocks(sides, tables, (a, b), matches)
            if len(cut) == 0:
                continue
            rows, blocks = _grow(rows, number + 1), _grow(blocks, at + len(cut))
            row = rows[number]
            row[0], row[15] = p, len(cut)
            row[1], row[3] = cut[0, 0], cut[0, 1]
            row[2], row[4] = cut[-1, 0] + cut[-1, 2], cut[-1, 1] + cut[-1, 2]
            measure_passage(sides, (a, b), matches, row)
            blocks[at : at + len(cut)] = cut
            at, number = at + len(cut), number + 1
    return rows[:number].copy(), blocks[:at].copy()

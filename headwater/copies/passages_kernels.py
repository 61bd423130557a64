"""Compiled steps of alignments.py: from chains of runs to stretches with exact ends, blocks and measures."""

import numpy as np
from numpy.typing import NDArray

from headwater.copies.alignments_kernels import (
    MOST_GAP,
    chain_runs,
    find_runs,
    follow_chain,
    hash_seeds,
    index_seeds,
    match_between,
    reach_beyond,
)
from headwater.copies.words_kernels import (
    LINE_END,
    NAME,
    NUMBER,
    OPENS,
    QUOTED,
    SPACE,
    UNSPACED,
    WORD_CHARACTER,
    Characters,
    Places,
    decode_character,
)
from headwater.kernel import compile_kernel

Ints = NDArray[np.int32]
Sides = tuple[
    NDArray[np.uint64], Places, NDArray[np.int64], tuple[NDArray[np.uint8], NDArray[np.uint64], NDArray[np.int64]]
]
"""The arrays of words.Words: hashes, places, bounds, texts."""

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
def _mark_edges(traits: NDArray[np.uint8], bounds: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether a line begins with each word, and (one more a text) with the end of the text."""
    edges, at = np.ones(len(traits) + len(bounds), np.bool_), 0
    for d in range(len(bounds) - 1):
        for i in range(bounds[d], bounds[d + 1]):
            edges[at] = (traits[i] & OPENS) != 0
            at += 1
        at += 1
    return edges


@compile_kernel
def count_traits(traits: NDArray[np.uint8]) -> Ints:
    """How many numbers and how many names stand before each word, and before the end."""
    counts = np.zeros((len(traits) + 1, 2), np.int32)
    for i in range(len(traits)):
        counts[i + 1, 0] = counts[i, 0] + ((traits[i] & NUMBER) != 0)
        counts[i + 1, 1] = counts[i, 1] + ((traits[i] & NAME) != 0)
    return counts


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
def _is_same(data: NDArray[np.uint8], folds: NDArray[np.uint32], one: tuple[int, int], two: tuple[int, int]) -> bool:
    """Whether two spans of bytes hold the same characters, or such that are compared as the same."""
    p, q = one[0], two[0]
    while p < one[1] and q < two[1]:
        if data[p] < 0x80 and data[q] < 0x80:
            if data[p] != data[q] and folds[data[p]] != folds[data[q]]:
                return False
            p, q = p + 1, q + 1
            continue
        here, size = decode_character(data, p)
        there, size_there = decode_character(data, q)
        if folds[here] != folds[there]:
            return False
        p, q = p + size, q + size_there
    return p == one[1] and q == two[1]


@compile_kernel
def _step_back(data: NDArray[np.uint8], p: int) -> int:
    p -= 1
    while data[p] & 0xC0 == 0x80:
        p -= 1
    return p


@compile_kernel
def _widen(
    data: NDArray[np.uint8], tables: Characters, place: tuple[int, int], limit: tuple[int, int], forwards: bool
) -> int:
    """How many marks (no space, no word) are the same from a byte on, forwards or backwards, before a limit."""
    classes, folds, _ = tables
    n, p, q = 0, place[0], place[1]
    while (p < limit[0] and q < limit[1]) if forwards else (p > limit[0] and q > limit[1]):
        if not forwards:
            p, q = _step_back(data, p), _step_back(data, q)
        here, size = decode_character(data, p)
        there, size_there = decode_character(data, q)
        if folds[here] != folds[there] or classes[here] & (SPACE | LINE_END | WORD_CHARACTER | UNSPACED):
            break
        n += 1
        if forwards:
            p, q = p + size, q + size_there
    return n


@compile_kernel
def _end_run(matches: Ints, m: int) -> int:
    """The number after the last match that follows on from one, word by word on both sides."""
    k = m + 1
    while k < len(matches) and matches[k - 1, 0] + 1 == matches[k, 0] and matches[k - 1, 1] + 1 == matches[k, 1]:
        k += 1
    return k


@compile_kernel
def _is_equal(data: NDArray[np.uint8], eights: NDArray[np.uint64], p: int, q: int, size: int) -> bool:
    """Whether two stretches have the same bytes."""
    k = 0
    while k + 8 <= size:
        if eights[p + k] != eights[q + k]:
            return False
        k += 8
    while k < size:
        if data[p + k] != data[q + k]:
            return False
        k += 1
    return True


@compile_kernel
def cut_blocks(sides: Sides, tables: Characters, pair: tuple[int, int], matches: Ints) -> Ints:
    """Blocks (a_start, b_start, length) of equal or fold-equal code points that hold the matched words of a pair.

    A word that is the same only in letters of another number (an accent written apart) is in no block.
    """
    _, (starts, ends, firsts, lasts, _), bounds, (data, eights, offsets) = sides
    a, b, zero_a, zero_b = bounds[pair[0]], bounds[pair[1]], offsets[pair[0]], offsets[pair[1]]
    blocks, spans, at = np.empty((len(matches), 3), np.int32), np.empty((len(matches), 4), np.int64), 0
    until = 0
    for m in range(len(matches)):
        if m < until:
            continue
        i, j = a + matches[m, 0], b + matches[m, 1]
        if m == 0 or matches[m - 1, 0] + 1 != matches[m, 0] or matches[m - 1, 1] + 1 != matches[m, 1]:
            k = _end_run(matches, m) - m - 1
            size = lasts[i + k] - firsts[i]
            if lasts[j + k] - firsts[j] == size and _is_equal(
                data, eights, zero_a + firsts[i], zero_b + firsts[j], size
            ):
                blocks[at, 0], blocks[at, 1], blocks[at, 2] = starts[i], starts[j], ends[i + k] - starts[i]
                spans[at, 0], spans[at, 1] = zero_a + firsts[i], zero_b + firsts[j]
                spans[at, 2], spans[at, 3] = zero_a + lasts[i + k], zero_b + lasts[j + k]
                at, until = at + 1, m + k + 1
                continue
        length = ends[i] - starts[i]
        one, two = (zero_a + firsts[i], zero_a + lasts[i]), (zero_b + firsts[j], zero_b + lasts[j])
        if ends[j] - starts[j] != length or not (
            (one[1] - one[0] == length and two[1] - two[0] == length) or _is_same(data, tables[1], one, two)
        ):
            continue
        if at and m and matches[m - 1, 0] + 1 == matches[m, 0] and matches[m - 1, 1] + 1 == matches[m, 1]:
            gap = starts[i] - blocks[at - 1, 0] - blocks[at - 1, 2]
            if starts[j] - blocks[at - 1, 1] - blocks[at - 1, 2] == gap and _is_same(
                data, tables[1], (spans[at - 1, 2], one[0]), (spans[at - 1, 3], two[0])
            ):
                blocks[at - 1, 2] += gap + length
                spans[at - 1, 2], spans[at - 1, 3] = one[1], two[1]
                continue
        blocks[at, 0], blocks[at, 1], blocks[at, 2] = starts[i], starts[j], length
        spans[at, 0], spans[at, 1], spans[at, 2], spans[at, 3] = one[0], two[0], one[1], two[1]
        at += 1
    _widen_blocks(blocks[:at], spans[:at], data, tables, (zero_a, zero_b, offsets[pair[0] + 1], offsets[pair[1] + 1]))
    return blocks[:at].copy()


@compile_kernel
def _widen_blocks(
    blocks: Ints,
    spans: NDArray[np.int64],
    data: NDArray[np.uint8],
    tables: Characters,
    whole: tuple[int, int, int, int],
) -> None:
    """Take into the blocks (spans: their bytes) the marks beside them that are the same on both sides."""
    at, low = len(blocks), (whole[0], whole[1])
    for k in range(at):
        n = _widen(data, tables, (spans[k, 0], spans[k, 1]), low, False)
        blocks[k, 0], blocks[k, 1], blocks[k, 2] = blocks[k, 0] - n, blocks[k, 1] - n, blocks[k, 2] + n
        high = (spans[k + 1, 0], spans[k + 1, 1]) if k + 1 < at else (whole[2], whole[3])
        low = (spans[k, 2], spans[k, 3])
        n = _widen(data, tables, low, high, True)
        blocks[k, 2] += n
        for _ in range(n):
            low = low[0] + decode_character(data, low[0])[1], low[1] + decode_character(data, low[1])[1]


@compile_kernel
def measure_passage(sides: Sides, counts: Ints, pair: tuple[int, int], matches: Ints, row: Ints) -> None:
    """Fill in what is measured of a passage (COLUMNS from a_words on, but for blocks)."""
    traits, bounds, n = sides[1][4], sides[2], len(matches)
    a, b = bounds[pair[0]], bounds[pair[1]]
    row[5], row[6] = matches[-1, 0] - matches[0, 0] + 1, matches[-1, 1] - matches[0, 1] + 1
    row[7] = n
    row[16], row[17], row[18], row[19] = matches[0, 0], matches[-1, 0] + 1, matches[0, 1], matches[-1, 1] + 1
    run, longest, evidence, quoted, numbers, names = 0, 0, 0, 0, 0, 0
    for m in range(n):
        both = traits[a + matches[m, 0]] & traits[b + matches[m, 1]]
        on = m > 0 and matches[m - 1, 0] + 1 == matches[m, 0] and matches[m - 1, 1] + 1 == matches[m, 1]
        run = run + 1 if on else 1
        longest = max(longest, run)
        evidence += run > 3
        quoted += (both & QUOTED) != 0
        numbers += (both & NUMBER) != 0
        names += (both & NAME) != 0
    row[8], row[9], row[10], row[12], row[14] = longest, evidence, quoted, numbers, names
    for k, column in ((0, 11), (1, 13)):
        in_a = counts[a + matches[-1, 0] + 1, k] - counts[a + matches[0, 0], k]
        in_b = counts[b + matches[-1, 1] + 1, k] - counts[b + matches[0, 1], k]
        row[column] = min(in_a, in_b)


@compile_kernel
def _count_used(marks: NDArray[np.uint8], chain: Ints, side: int) -> int:
    used = 0
    for k in range(len(chain)):
        used += marks[chain[k, side] : chain[k, side] + chain[k, 2]].sum()
    return used


@compile_kernel
def _list_chains(
    one: NDArray[np.uint64], two: NDArray[np.uint64], seeds: NDArray[np.uint32], heads: Ints, following: Ints
) -> tuple[Ints, NDArray[np.int64]]:
    """(runs, bounds): the chains of a pair, best first; none lies mostly on words that a better one has taken."""
    runs = find_runs(one, two, seeds, heads, following)
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
def align_pairs(sides: Sides, tables: Characters, pairs: Ints) -> tuple[Ints, Ints]:
    """(rows of COLUMNS, blocks) of every chain of every pair of documents; `pair` counts the pairs given."""
    hashes, bounds, seeds = sides[0], sides[2], hash_seeds(sides[0])
    edges, counts = _mark_edges(sides[1][4], bounds), count_traits(sides[1][4])
    rows, number, blocks, at = np.zeros((256, 20), np.int32), 0, np.zeros((1024, 3), np.int32), 0
    indexed, heads, following = -1, np.empty(0, np.int32), np.empty(0, np.int32)
    for p in range(len(pairs)):
        a, b = pairs[p, 0], pairs[p, 1]
        one, two = hashes[bounds[a] : bounds[a + 1]], hashes[bounds[b] : bounds[b + 1]]
        if a != indexed:
            heads, following = index_seeds(seeds[bounds[a] : bounds[a + 1]])
            indexed = a
        edges_one = edges[bounds[a] + a : bounds[a + 1] + a + 1]
        edges_two = edges[bounds[b] + b : bounds[b + 1] + b + 1]
        runs, run_bounds = _list_chains(one, two, seeds[bounds[b] : bounds[b + 1]], heads, following)
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
            measure_passage(sides, counts, (a, b), matches, row)
            blocks[at : at + len(cut)] = cut
            at, number = at + len(cut), number + 1
    return rows[:number].copy(), blocks[:at].copy()

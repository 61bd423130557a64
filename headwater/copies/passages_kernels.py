"""Compiled steps of alignments.py: from chains of runs to stretches with exact ends, blocks and measures."""

import numpy as np
from numpy.typing import NDArray

from headwater.copies.alignments_kernels import (
    find_runs,
    hash_seeds,
    index_seeds,
    list_chains,
    make_index,
)
from headwater.copies.matches_kernels import make_desk, match_chain
from headwater.copies.words_kernels import (
    LINE_END,
    NAME,
    NUMBER,
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

LEAST_EVIDENCE = 5
"""Words of runs beyond their first three under which a stretch is never part of a passage, and is not kept."""

_MOST = (1 << 31) - 2
"""The largest number that is counted to before the diagonals are cleared."""

COLUMNS = (
    "pair", "a_start", "a_end", "b_start", "b_end", "a_words", "b_words", "shared", "longest", "evidence",
    "quoted", "numbers", "numbers_same", "names", "names_same", "blocks", "a_first", "a_last", "b_first", "b_last",
)  # fmt: skip
"""What is measured of a passage: its ends in code points, words on each side and shared, words of its longest run,
words of runs beyond their first three, those of them that one side or both quote, numbers and names on the side
with fewer and how many of them are the same, how many blocks it has, and its ends counted in words of the documents."""


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
def _end_block(
    data: NDArray[np.uint8], tables: Characters, block: Ints, reached: tuple[int, int], limit: tuple[int, int]
) -> tuple[int, int]:
    """Take into a block the marks after it that are the same on both sides; the bytes after them."""
    n = _widen(data, tables, reached, limit, True)
    block[2] += n
    p, q = reached
    for _ in range(n):
        p, q = p + decode_character(data, p)[1], q + decode_character(data, q)[1]
    return p, q


@compile_kernel
def cut_blocks(sides: Sides, tables: Characters, pair: tuple[int, int], runs: Ints, blocks: Ints) -> int:
    """Fill in blocks (a_start, b_start, length) of equal or fold-equal code points that hold the words of runs, and the
    marks beside them; how many they are.

    A word that is the same only in letters of another number (an accent written apart) is in no block.
    """
    _, (starts, ends, firsts, lasts, _), bounds, (data, eights, offsets) = sides
    a, b, zero_a, zero_b = bounds[pair[0]], bounds[pair[1]], offsets[pair[0]], offsets[pair[1]]
    at, reached = 0, (zero_a, zero_b)
    for r in range(len(runs)):
        i, j, n = a + runs[r, 0], b + runs[r, 1], runs[r, 2]
        size = lasts[i + n - 1] - firsts[i]
        whole = lasts[j + n - 1] - firsts[j] == size
        whole = whole and _is_equal(data, eights, zero_a + firsts[i], zero_b + firsts[j], size)
        step = n if whole else 1
        for m in range(0, n, step):
            i, j = a + runs[r, 0] + m, b + runs[r, 1] + m
            one = zero_a + firsts[i], zero_a + lasts[i + step - 1]
            two = zero_b + firsts[j], zero_b + lasts[j + step - 1]
            length = ends[i + step - 1] - starts[i]
            if not whole and (ends[j] - starts[j] != length or not _is_same_word(data, tables, one, two, length)):
                continue
            if m and at:
                gap = starts[i] - blocks[at - 1, 0] - blocks[at - 1, 2]
                if starts[j] - blocks[at - 1, 1] - blocks[at - 1, 2] == gap and _is_same(
                    data, tables[1], (reached[0], one[0]), (reached[1], two[0])
                ):
                    blocks[at - 1, 2] += gap + length
                    reached = one[1], two[1]
                    continue
            if at:
                reached = _end_block(data, tables, blocks[at - 1], reached, (one[0], two[0]))
            marks = _widen(data, tables, (one[0], two[0]), reached, False)
            blocks[at, 0], blocks[at, 1], blocks[at, 2] = starts[i] - marks, starts[j] - marks, length + marks
            at, reached = at + 1, (one[1], two[1])
    if at:
        _end_block(data, tables, blocks[at - 1], reached, (offsets[pair[0] + 1], offsets[pair[1] + 1]))
    return at


@compile_kernel
def _is_same_word(
    data: NDArray[np.uint8], tables: Characters, one: tuple[int, int], two: tuple[int, int], length: int
) -> bool:
    """Whether two words of equal hashes, and so many characters, have the same ones: ASCII has one byte for each."""
    ascii = one[1] - one[0] == length and two[1] - two[0] == length
    return ascii or _is_same(data, tables[1], one, two)


@compile_kernel
def _count_evidence(runs: Ints) -> int:
    """The words of runs beyond their first three."""
    evidence = 0
    for r in range(len(runs)):
        evidence += max(0, runs[r, 2] - 3)
    return evidence


@compile_kernel
def _count_traits(traits: NDArray[np.uint8]) -> tuple[int, int]:
    """How many of some words are numbers and how many names."""
    numbers, names = 0, 0
    for k in range(len(traits)):
        numbers += (traits[k] & NUMBER) != 0
        names += (traits[k] & NAME) != 0
    return numbers, names


@compile_kernel
def measure_passage(sides: Sides, pair: tuple[int, int], runs: Ints, row: Ints) -> None:
    """Fill in what is measured of a passage (COLUMNS from a_words on, but for evidence and blocks)."""
    traits, bounds = sides[1][4], sides[2]
    a, b, last = bounds[pair[0]], bounds[pair[1]], runs[-1]
    row[16], row[17], row[18], row[19] = runs[0, 0], last[0] + last[2], runs[0, 1], last[1] + last[2]
    row[5], row[6] = row[17] - row[16], row[19] - row[18]
    row[7], row[8] = runs[:, 2].sum(), runs[:, 2].max()
    quoted, numbers, names = 0, 0, 0
    for r in range(len(runs)):
        i, j = a + runs[r, 0], b + runs[r, 1]
        for m in range(runs[r, 2]):
            both = traits[i + m] & traits[j + m]
            quoted += m >= 3 and ((traits[i + m] | traits[j + m]) & QUOTED) != 0
            numbers += (both & NUMBER) != 0
            names += (both & NAME) != 0
    row[10], row[12], row[14] = quoted, numbers, names
    numbers_a, names_a = _count_traits(traits[a + row[16] : a + row[17]])
    numbers_b, names_b = _count_traits(traits[b + row[18] : b + row[19]])
    row[11], row[13] = min(numbers_a, numbers_b), min(names_a, names_b)


@compile_kernel
def _grow(rows: Ints, need: int) -> Ints:
    if need <= len(rows):
        return rows
    more = np.empty((max(need, 2 * len(rows)), rows.shape[1]), np.int32)
    more[: len(rows)] = rows
    return more


@compile_kernel
def align_pairs(sides: Sides, tables: Characters, pairs: Ints) -> tuple[Ints, Ints]:
    """(rows of COLUMNS, blocks) of every stretch of every pair of documents that has LEAST_EVIDENCE; `pair` counts the
    pairs given, those with the same first document one after the other."""
    hashes, traits, bounds, seeds = sides[0], sides[1][4], sides[2], hash_seeds(sides[0])
    longest = 0
    for d in range(len(bounds) - 1):
        longest = max(longest, bounds[d + 1] - bounds[d])
    index, mask, indexed, desk = make_index(longest), 0, -1, make_desk()
    ends, zero = np.full(2 * longest + 1, -1, np.int32), 0
    filled, taken = np.empty(longest + 1, np.int32), (np.zeros(longest, np.uint8), np.zeros(longest, np.uint8))
    rows, number, blocks, at = np.empty((256, 20), np.int32), 0, np.empty((1024, 3), np.int32), 0
    for p in range(len(pairs)):
        a, b = pairs[p, 0], pairs[p, 1]
        one, two = hashes[bounds[a] : bounds[a + 1]], hashes[bounds[b] : bounds[b + 1]]
        both = traits[bounds[a] : bounds[a + 1]], traits[bounds[b] : bounds[b + 1]]
        if a != indexed:
            mask, indexed = index_seeds(seeds[bounds[a] : bounds[a + 1]], index), a
        if zero + len(two) > _MOST:
            ends[:], zero = -1, 0
        here = seeds[bounds[a] : bounds[a + 1]], seeds[bounds[b] : bounds[b + 1]]
        runs = find_runs(one, two, here, (index, mask), (ends, zero), filled)
        zero += len(two) + 1
        chains, chain_bounds = list_chains(runs, taken)
        for c in range(len(chain_bounds) - 1):
            matched = match_chain(one, two, both, chains[chain_bounds[c] : chain_bounds[c + 1]], desk)
            evidence = _count_evidence(matched)
            if evidence < LEAST_EVIDENCE:
                continue
            blocks = _grow(blocks, at + matched[:, 2].sum())
            count = cut_blocks(sides, tables, (a, b), matched, blocks[at:])
            if count == 0:
                continue
            rows = _grow(rows, number + 1)
            row, first, last = rows[number], blocks[at], blocks[at + count - 1]
            row[0], row[9], row[15] = p, evidence, count
            row[1], row[2], row[3], row[4] = first[0], last[0] + last[2], first[1], last[1] + last[2]
            measure_passage(sides, (a, b), matched, row)
            at, number = at + count, number + 1
    return rows[:number].copy(), blocks[:at].copy()


@compile_kernel
def take_blocks(
    blocks: Ints, lows: NDArray[np.int64], counts: Ints, turned: NDArray[np.bool_]
) -> tuple[tuple[Ints, Ints, Ints], Ints]:
    """((start in the first document, in the second, length) of the blocks of some stretches, bounds of each): so many
    from each low on, those of a pair that is turned the other way round."""
    bounds = np.zeros(len(lows) + 1, np.int32)
    for r in range(len(lows)):
        bounds[r + 1] = bounds[r] + counts[r]
    firsts, seconds, lengths = (np.empty(bounds[-1], np.int32), np.empty(bounds[-1], np.int32),
                                np.empty(bounds[-1], np.int32))  # fmt: skip
    for r in range(len(lows)):
        for k in range(counts[r]):
            one, other, lengths[bounds[r] + k] = blocks[lows[r] + k]
            firsts[bounds[r] + k], seconds[bounds[r] + k] = (other, one) if turned[r] else (one, other)
    return (firsts, seconds, lengths), bounds


@compile_kernel
def _count_up_to(keys: NDArray[np.int64], low: int, high: int, key: int) -> int:
    """How many of the sorted keys low:high are not above a key."""
    first = low
    while low < high:
        middle = (low + high) // 2
        if keys[middle] <= key:
            low = middle + 1
        else:
            high = middle
    return low - first


@compile_kernel
def count_covering(
    starts: NDArray[np.int64],
    ends: NDArray[np.int64],
    bounds: NDArray[np.int64],
    owners: NDArray[np.int64],
    places: NDArray[np.int64],
) -> NDArray[np.int64]:
    """How many stretches of its document cover each place: document d has those of bounds[d]:bounds[d + 1], whose
    starts and ends, each with the document in its upper half, are sorted."""
    counts = np.empty(len(owners), np.int64)
    for k in range(len(owners)):
        low, high, key = bounds[owners[k]], bounds[owners[k] + 1], owners[k] << 32 | places[k]
        counts[k] = _count_up_to(starts, low, high, key) - _count_up_to(ends, low, high, key)
    return counts

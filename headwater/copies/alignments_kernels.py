"""Compiled steps of alignments.py: runs of equal words, chains of runs, what lies between and beyond them.

Two documents are a and b; `one` and `two` are the word hashes of each. A run (i, j, n) says one[i:i+n] == two[j:j+n].
"""

import numpy as np
from numpy.typing import NDArray

from headwater.kernel import compile_kernel

Ints = NDArray[np.int32]

SEED = 3
"""Words in a seed: in a heavy rewrite most runs are of three to eight words."""
MOST_PLACES = 8
"""A seed that stands more often than this in one document says nothing about where it was taken from."""
MOST_GAP = 40
"""Words that one side may lack, or replace, inside one passage (the definition of a passage)."""
EDGE = 3
"""Equal words that it is worth for a passage to end where both paragraphs end: copies change the first words most."""
LOOK_BACK = 200
"""Runs before it that a run may be chained to."""
_LOSSES = (0.5 * np.log2(1.0 + np.arange(4 * MOST_GAP)) + 0.04 * np.arange(4 * MOST_GAP)).astype(np.float32)
"""Points that a gap costs a chain, by its length."""
_FAR = -1_000_000


@compile_kernel
def hash_seeds(words: NDArray[np.uint64]) -> NDArray[np.uint32]:
    """A hash of the seed that begins with each word, 0 where the words end before it does."""
    seeds = np.zeros(len(words), np.uint32)
    for i in range(len(words) - SEED + 1):
        value = words[i] * np.uint64(0x9E3779B97F4A7C15)
        for k in range(1, SEED):
            value = ((value ^ (value >> np.uint64(29))) + words[i + k]) * np.uint64(0xBF58476D1CE4E5B9)
        seeds[i] = value >> np.uint64(32)
    return seeds


@compile_kernel
def index_seeds(seeds: NDArray[np.uint32]) -> tuple[Ints, Ints]:
    """(first place of every slot, next place with the same slot), -1 where there is none, of the seeds of a text."""
    size = 16
    while size < 2 * len(seeds):
        size *= 2
    heads, following = np.full(size, -1, np.int32), np.full(len(seeds), -1, np.int32)
    for i in range(len(seeds) - SEED, -1, -1):
        slot = np.int64(seeds[i]) & (size - 1)
        following[i] = heads[slot]
        heads[slot] = i
    return heads, following


@compile_kernel
def _double(rows: Ints) -> Ints:
    more = np.zeros((2 * len(rows), rows.shape[1]), np.int32)
    more[: len(rows)] = rows
    return more


@compile_kernel
def _stretch(one: NDArray[np.uint64], two: NDArray[np.uint64], i: int, j: int) -> Ints:
    """The longest run (i, j, n) through a seed at i and j."""
    back, n = 0, SEED
    while back < min(i, j) and one[i - back - 1] == two[j - back - 1]:
        back += 1
    while i + n < len(one) and j + n < len(two) and one[i + n] == two[j + n]:
        n += 1
    run = np.empty(3, np.int32)
    run[0], run[1], run[2] = i - back, j - back, n + back
    return run


@compile_kernel
def find_runs(
    one: NDArray[np.uint64], two: NDArray[np.uint64], seeds: NDArray[np.uint32], heads: Ints, following: Ints
) -> Ints:
    """The longest runs (i, j, n) of at least SEED words, in the order of i; seeds with too many places are left out.

    The seeds are those of two, heads and following the index of those of one.
    """
    runs, at = np.empty((64, 3), np.int32), 0
    reached = np.zeros(len(one) + len(two), np.int32)
    places = np.empty(MOST_PLACES, np.int32)
    for j in range(len(two) - SEED + 1):
        i, count = heads[np.int64(seeds[j]) & (len(heads) - 1)], 0
        while i >= 0 and count <= MOST_PLACES:
            if one[i] == two[j] and one[i + 1] == two[j + 1] and one[i + 2] == two[j + 2]:
                if count < MOST_PLACES:
                    places[count] = i
                count += 1
            i = following[i]
        if count > MOST_PLACES:
            continue
        for i in places[:count]:
            diagonal = i - j + len(two)
            if reached[diagonal] <= j:
                if at == len(runs):
                    runs = _double(runs)
                runs[at] = _stretch(one, two, i, j)
                reached[diagonal] = runs[at, 1] + runs[at, 2]
                at += 1
    runs = runs[:at]
    return runs[np.argsort(runs[:, 0], kind="mergesort")]


@compile_kernel
def chain_runs(runs: Ints) -> tuple[NDArray[np.float32], Ints]:
    """(best score of a chain that ends in the run, the run before it or -1).

    A chain gains a point a word and loses for every gap, by its length and by how much longer it is on one side.
    """
    scores, before = np.empty(len(runs), np.float32), np.full(len(runs), -1, np.int32)
    for s in range(len(runs)):
        i, j, n = runs[s, 0], runs[s, 1], runs[s, 2]
        scores[s] = n
        for p in range(s - 1, max(-1, s - 1 - LOOK_BACK), -1):
            gap_one, gap_two = i - runs[p, 0] - runs[p, 2], j - runs[p, 1] - runs[p, 2]
            over = max(0, -gap_one, -gap_two)
            if over >= n or runs[p, 1] >= j or gap_one > MOST_GAP or gap_two > MOST_GAP:
                continue
            wide = max(gap_one + over, gap_two + over)
            loss = _LOSSES[min(wide, len(_LOSSES) - 1)] + 0.02 * abs(gap_one - gap_two)
            score = scores[p] + n - over - loss
            if score > scores[s]:
                scores[s], before[s] = score, p
    return scores, before


@compile_kernel
def follow_chain(runs: Ints, before: Ints, last: int, used: NDArray[np.uint8]) -> Ints:
    """The runs of the chain that ends in `last`, first run first, as far as they were not used, without overlaps.

    Marks them as used.
    """
    count, s = 0, last
    while s >= 0 and not used[s]:
        count, s = count + 1, before[s]
    chain = np.empty((count, 3), np.int32)
    s = last
    for k in range(count - 1, -1, -1):
        chain[k] = runs[s]
        used[s] = 1
        s = before[s]
    for k in range(1, count):
        over = max(chain[k - 1, 0] + chain[k - 1, 2] - chain[k, 0], chain[k - 1, 1] + chain[k - 1, 2] - chain[k, 1], 0)
        chain[k, 0] += over
        chain[k, 1] += over
        chain[k, 2] -= over
    return chain


@compile_kernel
def match_between(one: NDArray[np.uint64], two: NDArray[np.uint64]) -> Ints:
    """Pairs (i, j) of equal words in the same order on both sides, as many as there can be, longer runs before more."""
    rows, columns = len(one), len(two)
    score = np.zeros((rows + 1, columns + 1), np.int32)
    ran = np.zeros((rows + 1, columns + 1), np.uint8)
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            best = max(score[i + 1, j], score[i, j + 1])
            if one[i] == two[j]:
                matched = score[i + 1, j + 1] + 2 + ran[i + 1, j + 1]
                if matched >= best:
                    best = matched
                    ran[i, j] = 1
            score[i, j] = best
    pairs, at, i, j = np.empty((min(rows, columns), 2), np.int32), 0, 0, 0
    while i < rows and j < columns:
        if ran[i, j]:
            pairs[at, 0], pairs[at, 1] = i, j
            at, i, j = at + 1, i + 1, j + 1
        elif score[i + 1, j] >= score[i, j + 1]:
            i += 1
        else:
            j += 1
    return pairs[:at].copy()


@compile_kernel
def reach_beyond(
    one: NDArray[np.uint64], two: NDArray[np.uint64], edge_one: NDArray[np.bool_], edge_two: NDArray[np.bool_]
) -> tuple[int, int]:
    """How many words of each side a passage reaches beyond its last run: where equal words outweigh the others most.

    The edges say after which words a paragraph ends (seen from the passage): ending with both paragraphs counts for
    EDGE equal words.
    """
    rows, columns = len(one), len(two)
    score = -np.arange(columns + 1)
    best, best_i, best_j, low, high = 0, 0, 0, 0, columns
    for i in range(1, rows + 1):
        corner, left, first, last, j = _FAR, _FAR, -1, -1, low
        while j <= columns and (j <= high + 1 or last == j - 1):
            above, same = score[j] if j <= high else _FAR, j > 0 and one[i - 1] == two[j - 1]
            here = max(above, left, corner + (2 if same else 0)) - 1
            corner, left, score[j] = above, here, here
            ending = here + (EDGE if same and edge_one[i - 1] and edge_two[j - 1] else 0)
            if same and ending > best:
                best, best_i, best_j = ending, i, j
            if here + min(rows - i, columns - j) + EDGE > best:  # else nothing better can come of it
                first, last = j if first < 0 else first, j
            j += 1
        if first < 0:
            break
        low, high = first, last
    return best_i, best_j

"""Compiled steps of alignments.py: seeds, runs of equal words, chains of runs.

Two documents are a and b; `one` and `two` are the word hashes of each. A run (i, j, n) says one[i:i+n] == two[j:j+n].
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from headwater.kernel import compile_kernel

Ints = NDArray[np.int32]
Hashes = NDArray[np.uint64]
Flags = NDArray[np.uint8]
Seeds = NDArray[np.uint32]

SEED = 3
"""Words in a seed: in a heavy rewrite most runs are of three to eight words."""
MOST_PLACES = 8
"""A seed that stands more often than this in one document says nothing about where it was taken from."""
LONG = 16
"""Words of a run that is no chance: where the rest of the text is another's, its longest are of about ten."""
MOST_GAP = 40
"""Words that one side may lack, or replace, inside one passage (the definition of a passage)."""
LOOK_BACK = 200
"""Runs before it that a run may be chained to."""
LEAST_SCORE = 6.0
"""Points of a chain that is looked at further; what is a passage is decided in passages.py."""
_LOSSES = (0.5 * np.log2(1.0 + np.arange(4 * MOST_GAP)) + 0.04 * np.arange(4 * MOST_GAP)).astype(np.float32)
"""Points that a gap costs a chain, by its length."""
_ROOM = 4
"""Slots of an index for every seed, at least: so most other seeds meet an empty one."""
_FEW = 48
"""So few numbers are sorted in place."""


class Index(NamedTuple):
    """Where the seeds of one text stand: the first place of the seed in a slot (-1: the slot is empty), and the next
    place of the same seed. Made once, and filled for one text after the other."""

    heads: Ints
    following: Ints


@compile_kernel
def hash_seeds(words: Hashes) -> Seeds:
    """A hash of the seed that begins with each word, 0 where the words end before it does."""
    seeds = np.zeros(len(words), np.uint32)
    for i in range(len(words) - SEED + 1):
        value = words[i]
        for k in range(1, SEED):
            value = ((value << np.uint64(21)) | (value >> np.uint64(43))) ^ words[i + k]
        seeds[i] = (value * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(32)
    return seeds


@compile_kernel
def make_index(longest: int) -> Index:
    """Room for the seeds of a text of so many words."""
    size = 16
    while size < _ROOM * longest:
        size *= 2
    return Index(np.empty(size, np.int32), np.empty(longest, np.int32))


@compile_kernel
def index_seeds(seeds: Seeds, index: Index) -> int:
    """Fill the index with the seeds of a text; the number that has a bit for every bit of a slot."""
    heads, following = index
    size = 16
    while size < _ROOM * len(seeds):
        size *= 2
    heads[:size] = -1
    for i in range(len(seeds) - SEED, -1, -1):
        slot = np.int64(seeds[i]) & (size - 1)
        while heads[slot] >= 0 and seeds[heads[slot]] != seeds[i]:
            slot = (slot + 1) & (size - 1)
        following[i], heads[slot] = heads[slot], i
    return size - 1


@compile_kernel
def _find_seed(seed: np.uint32, seeds: Seeds, index: Index, mask: int) -> int:
    """The first place of a seed in the text that is indexed, -1 where it has none or more than MOST_PLACES."""
    slot = np.int64(seed) & mask
    place: int = index.heads[slot]
    while place >= 0 and seeds[place] != seed:
        slot = (slot + 1) & mask
        place = index.heads[slot]
    next_place = index.following[place] if place >= 0 else -1
    for _ in range(MOST_PLACES):
        if next_place < 0:
            return place
        next_place = index.following[next_place]
    return -1


@compile_kernel
def _double(rows: Ints) -> Ints:
    more = np.empty((2 * len(rows), rows.shape[1]), np.int32)
    more[: len(rows)] = rows
    return more


@compile_kernel
def _sort_places(keys: NDArray[Any], order: NDArray[np.int64]) -> NDArray[np.int64]:
    """Places of keys by their keys, those with equal ones as they stand."""
    if len(order) > _FEW:
        return order[np.argsort(keys[order], kind="mergesort")]
    for m in range(1, len(order)):
        place, k = order[m], m
        while k and keys[order[k - 1]] > keys[place]:
            order[k] = order[k - 1]
            k -= 1
        order[k] = place
    return order


@compile_kernel
def find_runs(
    one: Hashes,
    two: Hashes,
    seeds: tuple[Seeds, Seeds],
    indexed: tuple[Index, int],
    reached: tuple[Ints, int],
    filled: Ints,
) -> Ints:
    """The longest runs (i, j, n) of at least SEED words, in the order of i; seeds with too many places are left out.

    seeds: those of one and of two. indexed: the index of those of one, and what index_seeds gave. reached: room for a
    number for each diagonal (difference of i and j), and a number that none there is above. filled: room for a number
    for each word of two. The words of a run of LONG words in two are not looked up again: it is a copy, and what else
    they are like would only be a worse one.
    """
    (heads, _), mask = indexed
    ends, zero = reached
    runs, at, count, until = np.empty((64, 3), np.int32), 0, 0, 0
    for j in range(len(two) - SEED + 1):  # without a branch that the processor would guess wrong
        filled[count] = j
        count += heads[np.int64(seeds[1][j]) & mask] >= 0
    for j in filled[:count]:
        if j < until:
            continue
        place = _find_seed(seeds[1][j], seeds[0], indexed[0], mask)
        while place >= 0:
            diagonal = place - j + len(two)
            if ends[diagonal] <= zero + j:
                back, n = 0, 0
                while place + n < len(one) and j + n < len(two) and one[place + n] == two[j + n]:
                    n += 1
                while back < min(place, j) and one[place - back - 1] == two[j - back - 1]:
                    back += 1
                if n >= SEED:  # else other words have the same hash
                    runs = _double(runs) if at == len(runs) else runs
                    runs[at, 0], runs[at, 1], runs[at, 2] = place - back, j - back, n + back
                    at += 1
                    ends[diagonal] = zero + j + n
                    until = max(until, j + n - SEED + 1) if n + back >= LONG else until
            place = indexed[0].following[place]
    return runs[_sort_places(runs[:at, 0], np.arange(at))]


@compile_kernel
def chain_runs(runs: Ints) -> tuple[NDArray[np.float32], Ints]:
    """(best score of a chain that ends in the run, the run before it or -1).

    A chain gains a point a word and loses for every gap, by its length and by how much longer it is on one side.
    """
    scores, before = np.empty(len(runs), np.float32), np.empty(len(runs), np.int32)
    near, count = np.empty(len(runs), np.int32), 0  # runs that are not yet too far behind, on the first side
    for s in range(len(runs)):
        i, j, n = runs[s, 0], runs[s, 1], runs[s, 2]
        best, found, left = np.float32(n), -1, 0
        for p in near[:count]:
            gap_one = i - runs[p, 0] - runs[p, 2]
            if gap_one > MOST_GAP or s - p > LOOK_BACK:
                continue
            near[left] = p
            left += 1
            gap_two = j - runs[p, 1] - runs[p, 2]
            over = max(0, -gap_one, -gap_two)
            if over >= n or runs[p, 1] >= j or gap_two > MOST_GAP:
                continue
            wide = max(gap_one + over, gap_two + over)
            loss = _LOSSES[min(wide, len(_LOSSES) - 1)] + 0.02 * abs(gap_one - gap_two)
            score = np.float32(scores[p] + n - over - loss)
            if score > best or (score == best and found >= 0):
                best, found = score, p
        scores[s], before[s] = best, found
        near[left] = s
        count = left + 1
    return scores, before


@compile_kernel
def follow_chain(runs: Ints, before: Ints, last: int, used: Flags) -> Ints:
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
def _mark_runs(runs: Ints, taken: tuple[Flags, Flags], value: int) -> None:
    for k in range(len(runs)):
        for side in range(2):
            taken[side][runs[k, side] : runs[k, side] + runs[k, 2]] = value


@compile_kernel
def _count_taken(runs: Ints, taken: tuple[Flags, Flags]) -> int:
    """The words of runs that are taken, on the side where they are more."""
    one, two = 0, 0
    for k in range(len(runs)):
        one += taken[0][runs[k, 0] : runs[k, 0] + runs[k, 2]].sum()
        two += taken[1][runs[k, 1] : runs[k, 1] + runs[k, 2]].sum()
    return max(one, two)


@compile_kernel
def list_chains(runs: Ints, taken: tuple[Flags, Flags]) -> tuple[Ints, Ints]:
    """(runs, bounds): the chains of a pair, best first; none lies mostly on words that a better one has taken.

    taken: nothing for each word of one and of two, and so they are left.
    """
    scores, before = chain_runs(runs)
    used = np.zeros(len(runs), np.uint8)
    kept, bounds, at, count, marked = np.empty_like(runs), np.zeros(len(runs) + 1, np.int32), 0, 0, 0
    for s in _sort_places(-scores, np.flatnonzero(scores >= LEAST_SCORE)):
        if used[s]:
            continue
        chain = follow_chain(runs, before, s, used)
        words = chain[:, 2].sum()
        _mark_runs(kept[marked:at], taken, 1)
        marked = at
        if words < LEAST_SCORE or (at and 2 * _count_taken(chain, taken) > words):
            continue
        kept[at : at + len(chain)] = chain
        at += len(chain)
        count += 1
        bounds[count] = at
    _mark_runs(kept[:marked], taken, 0)
    return kept[:at], bounds[: count + 1]

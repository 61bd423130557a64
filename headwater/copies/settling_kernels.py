"""Compiled steps of candidates.py that settle, without a look at single texts, which groups bring theirs together."""

import numpy as np
from numpy.typing import NDArray

from headwater.copies.candidates_kernels import COMMON, ENOUGH, RARE
from headwater.copies.sharing_kernels import TURNS, is_next
from headwater.kernel import compile_kernel

Ints = NDArray[np.int64]
Short = NDArray[np.int32]


@compile_kernel
def weigh_groups(sizes: Short) -> Short:
    """What a fingerprint says for the texts that have it: sixteen times the logarithm (base two, straight between
    powers) of how many they are; 0 for groups of size 0."""
    weights = np.zeros(len(sizes), np.int32)
    for g in range(len(sizes)):
        bits, size = 0, sizes[g]
        while size >> (bits + 1):
            bits += 1
        if size:
            weights[g] = 16 * bits + (((size << 4) >> bits) - 16)
    return weights


@compile_kernel
def weigh_texts(bounds: Ints, groups: Short, weights: Short) -> Short:
    """The sum of the weights of its groups, for every text."""
    sums = np.zeros(len(bounds) - 1, np.int32)
    for t in range(len(sums)):
        for g in groups[bounds[t] : bounds[t + 1]]:
            sums[t] += weights[g]
    return sums


@compile_kernel
def follow_groups(
    items: tuple[Ints, Short, Short], sizes: Short, apart: int, neighbours: tuple[Short, Short, Short]
) -> None:
    """Note the group before and the group after each group, where it is the same one in all texts that have the group,
    at most `apart` words away, else -1 (-2: no text had it yet); and the least words from such a neighbour to it.
    Groups of size 0 are passed over."""
    bounds, groups, places = items
    before, after, gaps = neighbours
    for t in range(len(bounds) - 1):
        last, place = np.int32(-1), 0
        for i in range(bounds[t], bounds[t + 1]):
            g = groups[i]
            if sizes[g] == 0:
                continue
            near = last >= 0 and (places[i] >> TURNS) - place <= apart
            if last >= 0:
                follower = g if near else np.int32(-1)
                after[last] = follower if after[last] == -2 or after[last] == follower else -1
            leader = last if near else np.int32(-1)
            before[g] = leader if before[g] == -2 or before[g] == leader else -1
            if near:
                gaps[g] = min(gaps[g], (places[i] >> TURNS) - place)
            last, place = g, places[i] >> TURNS
        if last >= 0:
            after[last] = -1


@compile_kernel
def _measure_run(g: int, neighbours: tuple[Short, Short, Short], sizes: Short, some: int) -> tuple[int, int, int]:
    """(how many groups with the same texts follow each other from a first one on; what they are worth, with the group
    that all have before them and the one that all have after them, where those are not large; words that these reach
    over)."""
    before, after, gaps = neighbours
    length, worth, words = 1, RARE, 0
    if before[g] >= 0 and sizes[before[g]] <= some:
        worth, words = worth + COMMON, gaps[g]
    while after[g] >= 0:
        beyond = sizes[after[g]] != sizes[g]
        if beyond and sizes[after[g]] > some:
            break
        worth, words = worth + (COMMON if beyond else RARE), words + gaps[after[g]]
        if beyond:
            break
        length, g = length + 1, after[g]
    return length, worth, words


@compile_kernel
def number_groups(
    neighbours: tuple[Short, Short, Short], sizes: Short, limits: tuple[int, int, int]
) -> tuple[Short, Short, Short, tuple[int, int]]:
    """(new number of every group or -1; by new number their sizes, and how many fingerprints each stands for; (large
    groups, groups to count)).

    Rare groups in a row with the same texts, which are worth enough and reach far enough, are settled: all their texts
    share enough. The first stands for all. Large groups come first, then the other groups to count, then the settled
    ones. limits: members up to which a group is rare, and is not large; words that are far enough.
    """
    little, some, reach = limits
    before, after, _ = neighbours
    kinds, lengths = np.full(len(sizes), 3, np.int8), np.ones(len(sizes), np.int32)
    for g in range(len(sizes)):
        if sizes[g] > 0:
            kinds[g] = 0 if sizes[g] > some else 1
    for g in range(len(sizes)):
        if 0 < sizes[g] <= little and not (before[g] >= 0 and sizes[before[g]] == sizes[g]):
            length, worth, words = _measure_run(g, neighbours, sizes, some)
            if worth >= ENOUGH and words >= reach:
                kinds[g], lengths[g], run = 2, length, after[g]
                for _ in range(length - 1):
                    kinds[run], run = 3, after[run]
    counts = np.array([(kinds == kind).sum() for kind in range(3)])
    at = np.cumsum(counts) - counts
    numbers = np.full(len(sizes), -1, np.int32)
    weights, new_sizes = np.empty(counts.sum(), np.int32), np.empty(counts.sum(), np.int32)
    for g in range(len(sizes)):
        if kinds[g] < 3:
            number = at[kinds[g]]
            numbers[g], new_sizes[number], weights[number] = number, sizes[g], lengths[g]
            at[kinds[g]] += 1
    return numbers, new_sizes, weights, (counts[0], counts[0] + counts[1])


@compile_kernel
def keep_items(
    items: tuple[Ints, Short, Short], numbers: Short, counted: int
) -> tuple[tuple[Ints, Short, Short], Short]:
    """(items whose groups have a number, by that number, with their places; the group before each, where both are to
    be counted and the one is next after the other in the text, or -1)."""
    bounds, groups, spots = items
    total = 0
    for g in groups:
        total += numbers[g] >= 0
    kept, places = np.empty(total, np.int32), np.empty(total, np.int32)
    before, kept_bounds = np.empty(total, np.int32), np.zeros(len(bounds), np.int64)
    at = 0
    for t in range(len(bounds) - 1):
        last, spot = np.int32(-1), 0
        for i in range(bounds[t], bounds[t + 1]):
            number = numbers[groups[i]]
            if number >= 0:
                link = 0 <= last < counted and number < counted and is_next(spot, spots[i])
                kept[at], places[at], before[at] = number, spots[i] >> TURNS, last if link else -1
                at += 1
            last, spot = number, spots[i]
        kept_bounds[t + 1] = at
    return (kept_bounds, kept, places), before

"""Compiled steps of sheaves.py: texts in an order in which those that belong together stand together, and its cuts."""

import numpy as np
from numpy.typing import NDArray

from headwater.kernel import compile_kernel

Ints = NDArray[np.int64]

MOST_TIES = 64
"""Ties to numbered texts that are told apart: no text with more is far from its like."""


@compile_kernel
def list_neighbours(pairs: Ints, size: int) -> tuple[Ints, NDArray[np.int32]]:
    """(bounds, neighbours): text t has a pair with each of neighbours[bounds[t]:bounds[t + 1]], in the order of the
    pairs."""
    bounds = np.zeros(size + 2, np.int64)
    for p in range(len(pairs)):
        if pairs[p, 0] != pairs[p, 1]:
            bounds[pairs[p, 0] + 2] += 1
            bounds[pairs[p, 1] + 2] += 1
    bounds = np.cumsum(bounds)
    neighbours = np.empty(bounds[-1], np.int32)
    for p in range(len(pairs)):
        a, b = pairs[p, 0], pairs[p, 1]
        if a != b:
            neighbours[bounds[a + 1]] = b
            neighbours[bounds[b + 1]] = a
            bounds[a + 1] += 1
            bounds[b + 1] += 1
    return bounds[:-1], neighbours


@compile_kernel
def number_texts(bounds: Ints, neighbours: NDArray[np.int32]) -> Ints:
    """A number for every text: the next one is always the text with most neighbours among those that have one, of
    several the one that was neighbour last, of texts without the smallest.

    Maximum cardinality search (Tarjan and Yannakakis 1984), with a list of texts for each number of neighbours. A text
    stands in several lists, and counts in the one of its present number.
    """
    size = len(bounds) - 1
    numbers, ties = np.full(size, -1, np.int64), np.zeros(size, np.int64)
    heads, at = np.full(MOST_TIES + 1, -1, np.int32), 0
    entries, following = np.empty(len(neighbours), np.int32), np.empty(len(neighbours), np.int32)
    most, fresh = 0, 0
    for number in range(size):
        text = -1
        while most > 0 and text < 0:
            entry = heads[most]
            if entry < 0:
                most -= 1
                continue
            heads[most] = following[entry]
            if numbers[entries[entry]] < 0 and ties[entries[entry]] == most:
                text = entries[entry]
        if text < 0:
            while numbers[fresh] >= 0:
                fresh += 1
            text = fresh
        numbers[text] = number
        for other in neighbours[bounds[text] : bounds[text + 1]]:
            if numbers[other] < 0:
                ties[other] = min(ties[other] + 1, MOST_TIES)
                most = max(most, ties[other])
                entries[at], following[at] = other, heads[ties[other]]
                heads[ties[other]] = at
                at += 1
    return numbers


@compile_kernel
def cut_pairs(pairs: Ints, sizes: Ints, most: int) -> Ints:
    """Bounds of stretches of pairs whose texts together have hardly more than `most` bytes."""
    seen, bounds, total = np.full(len(sizes), -1, np.int64), [0], 0
    for p in range(len(pairs)):
        if total > most:
            bounds.append(p)
            total = 0
        for side in range(2):
            text = pairs[p, side]
            if seen[text] != len(bounds):
                seen[text] = len(bounds)
                total += sizes[text]
    bounds.append(len(pairs))
    return np.array(bounds)

"""Components of decisions, and the rule that divides a component where its members do not hang together."""

import heapq
from collections import defaultdict
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from headwater.tally.decisions import LEAST
from headwater.tally.groups_kernels import find_roots

Array = npt.NDArray[Any]

UNSEEN, UNSEEN_WEIGHT = 0.05, 0.5
"""What two members count as that share too few words to be found alike, and how much beside a pair that was: that
words are missing says less than what stands there (docs/decisions/same-claim-by-hand.md)."""

AGAINST = -1.0
"""What two members count as of which one has another number than the other, or the opposite sign."""

TOGETHER = 0.45
"""Two parts of a component become one while their pairs are the same with this mean probability (average linkage)."""

Told = tuple[float, int]
"""Of the pairs between two parts of which something is known the sum of their probabilities, and how many they are."""


def join_components(size: int, left: Array, right: Array) -> Array:
    """The smallest member of the component of each of `size` things tied by (left, right)."""
    return find_roots(size, np.asarray(left, np.int64), np.asarray(right, np.int64))


def divide_components(
    size: int, left: Array, right: Array, probability: Array, *, apart: tuple[Array, Array] | None = None
) -> Array:
    """A label for each of `size` things: components of the likely pairs, divided by average linkage within each.

    Pairs that are not likely do not tie, but speak for what they are. The label is the smallest member of the part.
    Only what lies in a component decides how it is divided. `apart` (another number, the opposite sign) speaks against
    one part as much as a sure pair speaks for it.

    >>> divide_components(4, np.array([0, 1, 2]), np.array([1, 2, 3]), np.array([0.9, 0.9, 0.4])).tolist()
    [0, 0, 0, 3]
    """
    likely = probability >= LEAST
    root = join_components(size, left[likely], right[likely])
    label = root.copy()
    sizes = np.bincount(root, minlength=size)
    within = root[left] == root[right]
    left, right, probability = left[within], right[within], probability[within]
    if apart is not None:
        one = root[apart[0]] == root[apart[1]]
        left, right = np.concatenate([left, apart[0][one]]), np.concatenate([right, apart[1][one]])
        probability = np.concatenate([probability, np.full(int(one.sum()), AGAINST)])
    inside = np.flatnonzero(sizes[root[left]] > 2) if len(left) else np.empty(0, np.int64)
    order = inside[np.argsort(root[left[inside]], kind="stable")]
    for start, end in split_runs(root[left[order]]):
        at = order[start:end]
        members, part = _divide_one(left[at].tolist(), right[at].tolist(), probability[at].tolist())
        label[members] = part
    return label


def split_runs(values: Array) -> list[tuple[int, int]]:
    """(start, end) of every run of equal values.

    >>> split_runs(np.array([4, 4, 7])), split_runs(np.array([]))
    ([(0, 2), (2, 3)], [])
    """
    cuts = np.flatnonzero(values[1:] != values[:-1]) + 1
    return list(pairwise([0, *cuts.tolist(), len(values)])) if len(values) else []


def _divide_one(left: list[int], right: list[int], probability: list[float]) -> tuple[list[int], list[int]]:
    told: dict[int, dict[int, Told]] = defaultdict(dict)
    for a, b, p in zip(left, right, probability, strict=True):
        told[a][b] = told[b][a] = (p, 1)
    part = {m: [m] for m in told}
    queue = [(-p, a, b) for a in sorted(told) for b, (p, _) in told[a].items() if a < b]
    heapq.heapify(queue)
    while queue:
        closeness, a, b = heapq.heappop(queue)
        if -closeness < TOGETHER:
            break
        if a not in part or b not in part or -closeness != _average(told[a][b], len(part[a]) * len(part[b])):
            continue
        part[a] += part.pop(b)
        for c, (p, n) in told.pop(b).items():
            del told[c][b]
            if c != a:
                more, pairs = told[a].get(c, (0.0, 0))
                told[a][c] = told[c][a] = (more + p, pairs + n)
        for c in told[a]:
            closeness = _average(told[a][c], len(part[a]) * len(part[c]))
            heapq.heappush(queue, (-closeness, min(a, c), max(a, c)))
    members = [(m, min(ms)) for ms in part.values() for m in ms]
    return [m for m, _ in members], [lowest for _, lowest in members]


def _average(told: Told, pairs: int) -> float:
    """The mean probability of some pairs, of which some were told."""
    unseen = UNSEEN_WEIGHT * (pairs - told[1])
    return (told[0] + UNSEEN * unseen) / (told[1] + unseen)

"""Components of decisions, and the rule that divides a component where its members do not hang together."""

import heapq
from collections import defaultdict
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from headwater.tally.groups_kernels import find_roots

Array = npt.NDArray[Any]

UNSEEN = 0.05
"""What two members count as that share too few words to be compared at all."""

AGAINST = -1.0
"""What two members count as of which one has another number than the other, or the opposite sign."""

TOGETHER = 0.45
"""Two parts of a component stay one while their pairs are the same with this mean probability (average linkage)."""


def join_components(size: int, left: Array, right: Array) -> Array:
    """The smallest member of the component of each of `size` things tied by (left, right)."""
    return find_roots(size, np.asarray(left, np.int64), np.asarray(right, np.int64))


def divide_components(
    size: int, left: Array, right: Array, probability: Array, *, apart: tuple[Array, Array] | None = None
) -> Array:
    """A label for each of `size` things: components of the pairs, divided by average linkage within each.

    The label is the smallest member of the part. Only what lies in a component decides how it is divided.
    `apart` (another number, the opposite sign) speaks against one part as much as a sure pair speaks for it.

    >>> divide_components(4, np.array([0, 1, 2]), np.array([1, 2, 3]), np.array([0.9, 0.9, 0.4])).tolist()
    [0, 0, 0, 3]
    """
    root = join_components(size, left, right)
    label = root.copy()
    sizes = np.bincount(root, minlength=size)
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
    total: dict[int, dict[int, float]] = defaultdict(dict)
    for a, b, p in zip(left, right, probability, strict=True):
        total[a][b] = total[b][a] = p - UNSEEN
    part = {m: [m] for m in total}
    queue = [(-p - UNSEEN, a, b) for a in sorted(total) for b, p in total[a].items() if a < b]
    heapq.heapify(queue)
    while queue:
        closeness, a, b = heapq.heappop(queue)
        if -closeness < TOGETHER:
            break
        if a not in part or b not in part or -closeness != _mean(total, part, a, b):
            continue
        part[a] += part.pop(b)
        for c, p in total.pop(b).items():
            del total[c][b]
            if c != a:
                total[a][c] = total[c][a] = total[a].get(c, 0.0) + p
        for c in total[a]:
            heapq.heappush(queue, (-_mean(total, part, a, c), min(a, c), max(a, c)))
    members = [(m, min(ms)) for ms in part.values() for m in ms]
    return [m for m, _ in members], [lowest for _, lowest in members]


def _mean(total: dict[int, dict[int, float]], part: dict[int, list[int]], a: int, b: int) -> float:
    return total[a][b] / (len(part[a]) * len(part[b])) + UNSEEN

"""Slow and obvious twins of the kernels of `descent`."""

import math
from itertools import combinations, pairwise, product


def match_unique(a: list[int], b: list[int]) -> list[int]:
    """For every value of a that stands once in both its place in b, else -1."""
    return [b.index(x) if x >= 0 and a.count(x) == 1 and b.count(x) == 1 else -1 for x in a]


def measure_chain(places: list[int]) -> int:
    """The length of a longest increasing run of the places that are not -1, by trying every choice."""
    given = [p for p in places if p >= 0]
    for size in range(len(given), 0, -1):
        if any(all(x < y for x, y in pairwise(c)) for c in combinations(given, size)):
            return size
    return 0


def weigh_alignment(a: list[int], b: list[int], weights: list[int]) -> int:
    """The greatest weight of an alignment of two runs, one more for every matched neighbour, by trying every one."""
    best = 0

    def climb(i: int, j: int, total: int, last: tuple[int, int] | None) -> None:
        nonlocal best
        best = max(best, total)
        for k in range(i, len(a)):
            for m in range(j, len(b)):
                if a[k] == b[m] and a[k] >= 0:
                    beside = last == (k - 1, m - 1)
                    climb(k + 1, m + 1, total + weights[k] + beside, (k, m))

    climb(0, 0, 0, None)
    return best


def weigh_choice(to: list[int], weights: list[int]) -> int:
    """The weight of one alignment, counted as above."""
    total = 0
    for k, place in enumerate(to):
        if place >= 0:
            total += weights[k] + (k > 0 and to[k - 1] >= 0 and to[k - 1] == place - 1)
    return total


def find_best_tree(scores: list[list[float]]) -> float:
    """The greatest sum of scores of a tree in which every node but 0 has a parent, by trying every choice."""
    count = len(scores)
    best = float("-inf")

    def try_parents(node: int, parents: list[int]) -> None:
        nonlocal best
        if node == count:
            if all(_reaches_root(parents, start) for start in range(1, count)):
                best = max(best, sum(scores[parents[c]][c] for c in range(1, count)))
            return
        for parent in range(count):
            if parent != node:
                try_parents(node + 1, [*parents, parent])

    try_parents(1, [-1])
    return best


def weigh_edges(scores: list[list[float]]) -> list[list[float]]:
    """The share of the weight of all trees that every edge is in, by trying every choice."""
    count = len(scores)
    chances, whole = [[0.0] * count for _ in scores], 0.0
    for parents in product(range(count), repeat=count - 1):
        tree = [-1, *parents]
        worth = sum(scores[tree[c]][c] if tree[c] != c else -math.inf for c in range(1, count))
        if worth > -math.inf and all(_reaches_root(tree, start) for start in range(1, count)):
            whole += math.exp(worth)
            for child in range(1, count):
                chances[tree[child]][child] += math.exp(worth)
    return [[value / whole for value in row] for row in chances]


def _reaches_root(parents: list[int], node: int) -> bool:
    for _ in parents:
        if node == 0:
            return True
        node = parents[node]
    return node == 0

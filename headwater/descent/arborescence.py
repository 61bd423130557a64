"""The best tree of parents: Chu and Liu (1965), Edmonds (1967), over a full matrix of scores."""

import numpy as np


def find_arborescence(scores: np.ndarray) -> list[int]:
    """The parent of every node in the tree with the greatest sum of scores; node 0 is the root and has parent -1.

    `scores[p, c]` is what it is worth that c has parent p (-inf: it cannot have); every node must be reachable from
    node 0. Of equal parents the one with the smaller number is taken.

    >>> find_arborescence(np.array([[-np.inf, 1, 0.5], [-np.inf, -np.inf, 5], [-np.inf, 6, -np.inf]]))
    [-1, 2, 0]
    """
    count = len(scores)
    work = scores.astype(float).copy()
    np.fill_diagonal(work, -np.inf)
    work[:, 0] = -np.inf
    parents = [-1] + [int(np.argmax(work[:, child])) for child in range(1, count)]
    cycle = _find_cycle(parents)
    if not cycle:
        return parents
    return _contract(work, parents, cycle)


def _find_cycle(parents: list[int]) -> list[int]:
    """The nodes of one cycle in order, or none."""
    state = [0] * len(parents)
    for start in range(len(parents)):
        path, node = [], start
        while node != -1 and state[node] == 0:
            state[node] = 1
            path.append(node)
            node = parents[node]
        if node != -1 and state[node] == 1:
            return path[path.index(node) :]
        for seen in path:
            state[seen] = 2
    return []


def _contract(scores: np.ndarray, parents: list[int], cycle: list[int]) -> list[int]:
    """Solve with the cycle as one node, then open it where the tree enters it."""
    inside = set(cycle)
    outside = [node for node in range(len(scores)) if node not in inside]
    own = np.array([scores[parents[node], node] for node in cycle])
    size = len(outside)
    small = np.full((size + 1, size + 1), -np.inf)
    small[:size, :size] = scores[np.ix_(outside, outside)]
    into = scores[np.ix_(outside, cycle)] - own[None, :]
    out = scores[np.ix_(cycle, outside)]
    small[:size, size] = into.max(axis=1)
    small[size, :size] = out.max(axis=0)
    found = find_arborescence(small)
    whole = list(parents)
    for k, node in enumerate(outside):
        whole[node] = (
            -1 if found[k] == -1 else cycle[int(out[:, k].argmax())] if found[k] == size else outside[found[k]]
        )
    entry = found[size]
    broken = cycle[int(into[entry].argmax())]
    whole[broken] = outside[entry]
    return whole

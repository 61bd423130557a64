"""The best tree of parents: Edmonds (1967), in the way of Tarjan (1977), heaps joined small into large."""

from heapq import heapify, heappop, heappush

import numpy as np

Edge = tuple[float, int, int]
"""(minus its score, parent, child)."""


def find_arborescence(scores: np.ndarray) -> list[int]:
    """The parent of every node in the tree with the greatest sum of scores; node 0 is the root and has parent -1.

    `scores[p, c]` is what it is worth that c has parent p (-inf: it cannot have); every node must be reachable from
    node 0. Of equal parents the one with the smaller number is taken.

    >>> find_arborescence(np.array([[-np.inf, 1, 0.5], [-np.inf, -np.inf, 5], [-np.inf, 6, -np.inf]]))
    [-1, 2, 0]
    """
    search = _Search(scores)
    for start in range(1, len(scores)):
        search.climb(start)
    return search.open_cycles()


class _Search:
    """What is known while cycles are drawn together: every node's edges in, and into what it has been drawn."""

    def __init__(self, scores: np.ndarray) -> None:
        count = len(scores)
        self.heaps: list[list[Edge]] = [[] for _ in range(count)]
        for child in range(1, count):
            for parent in np.flatnonzero(np.isfinite(scores[:, child])).tolist():
                if parent != child:
                    self.heaps[child].append((-float(scores[parent, child]), parent, child))
            heapify(self.heaps[child])
        self.raised = [0.0] * count
        """What every cost in a node's heap is to be raised by."""
        self.lead = list(range(count))
        self.seen = [-1] * count
        self.seen[0] = 0
        self.entered: list[Edge | None] = [None] * count
        self.cycles: list[tuple[int, list[int], list[Edge]]] = []

    def find(self, node: int) -> int:
        """The node into which a node has been drawn."""
        while self.lead[node] != node:
            node = self.lead[node]
        return node

    def climb(self, start: int) -> None:
        """From a node to its best parent, and on, until a node that has been seen; cycles become one node."""
        path: list[int] = []
        edges: list[Edge] = []
        node = self.find(start)
        while self.seen[node] < 0:
            cost, edge = self._take_best(node)
            self.raised[node] -= cost
            path.append(node)
            edges.append(edge)
            self.seen[node] = start
            node = self.find(edge[1])
            if self.seen[node] == start and node in path:
                at = path.index(node)
                node = self._join(path[at:], edges[at:])
                del path[at:], edges[at:]
        for edge in edges:
            self.entered[self.find(edge[2])] = edge

    def _take_best(self, node: int) -> tuple[float, Edge]:
        """The cheapest edge into a node from outside it, and what it costs now."""
        heap = self.heaps[node]
        while True:
            edge = heappop(heap)
            if self.find(edge[1]) != node:
                return edge[0] + self.raised[node], edge

    def _join(self, nodes: list[int], edges: list[Edge]) -> int:
        """Draw a cycle together into the one of its nodes that has most edges."""
        top = max(nodes, key=lambda n: (len(self.heaps[n]), -n))
        for node in nodes:
            if node != top:
                self.lead[node] = top
                shift = self.raised[node] - self.raised[top]
                for cost, parent, child in self.heaps[node]:
                    heappush(self.heaps[top], (cost + shift, parent, child))
                self.heaps[node] = []
        self.seen[top] = -1
        self.cycles.append((top, nodes, edges))
        return top

    def open_cycles(self) -> list[int]:
        """The parent of every node, the cycles opened where the tree enters them, the last drawn first."""
        for top, nodes, edges in reversed(self.cycles):
            into = self.entered[top]
            assert into is not None
            for node in nodes:
                self.lead[node] = node
            for edge in edges:
                self.entered[self.find(edge[2])] = edge
            self.entered[self.find(into[2])] = into
        return [-1 if edge is None else edge[1] for edge in self.entered]

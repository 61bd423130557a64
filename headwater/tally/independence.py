"""The smallest number of sources or texts that, taken away, leaves the reader with no path from the world.

The flow goes from the world to sources, from sources to texts, from texts to texts, and from every report to the
reader; every vertex can be taken away once. That is the minimum vertex cut, which by Menger's theorem (1927) is the
number of disjoint paths. Of several smallest cuts the one is named that has most unseen outlets, then named sources,
then documents, then unnamed sources, then by name.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

OUTLET, NAMED, DOCUMENT, UNNAMED = range(4)
"""What a vertex is; of two cuts the one with more of the earlier kind is named."""

SMALL = 200
"""Up to so many vertices each is tried alone before networkx is asked for a cut of several."""

TRIED = 5_000
"""Ways to put sources together that are tried before all of them are put together (a lower bound). Sources that could
be one with the same others count once, and trying ends where that bound is reached: twenty of them are exact."""


@dataclass(frozen=True)
class Flow:
    """The flow of one claim. Vertices are numbers: `kinds` and `labels` say what they are.

    `arcs` lead from vertex to vertex, `roots` are the vertices that the world speaks through, `reports` those that the
    reader reads.
    """

    kinds: tuple[int, ...]
    labels: tuple[str, ...]
    arcs: frozenset[tuple[int, int]]
    roots: frozenset[int]
    reports: frozenset[int]


def find_cut(flow: Flow) -> list[int]:
    """The smallest vertex cut between the world and the reader; of several, the one that is named first.

    >>> find_cut(Flow((UNNAMED, UNNAMED, OUTLET, DOCUMENT, DOCUMENT), ("a", "b", "The Post", "x", "y"),
    ...     frozenset({(0, 2), (1, 2), (2, 3), (2, 4)}), frozenset({0, 1}), frozenset({3, 4})))
    [2]
    """
    small, bundles = _bundle_reports(flow)
    if not small.roots or not small.reports or not _is_reached(small, -1):
        return []
    used = sorted({v for arc in small.arcs for v in arc} | small.roots | small.reports)
    for v in sorted(used, key=lambda v: (small.kinds[v], small.labels[v], v)) if len(used) <= SMALL else ():
        if len(bundles.get(v, (v,))) == 1 and not _is_reached(small, v):
            return [v]
    return _find_wider_cut(small, bundles, used)


def _is_reached(flow: Flow, without: int) -> bool:
    """Whether the world reaches a report when a vertex is taken away."""
    after: dict[int, list[int]] = defaultdict(list)
    for a, b in flow.arcs:
        after[a].append(b)
    queue = [v for v in flow.roots if v != without]
    reached = set(queue)
    while queue:
        v = queue.pop()
        if v in flow.reports:
            return True
        fresh = [b for b in after[v] if b not in reached and b != without]
        reached.update(fresh)
        queue += fresh
    return False


def _find_wider_cut(flow: Flow, bundles: dict[int, tuple[int, ...]], used: Sequence[int]) -> list[int]:
    """A cut of any size, as a minimum cut of the flow with every vertex split into an arc."""
    import networkx as nx

    costs = _weigh_vertices(flow, used, bundles)
    graph = nx.DiGraph()
    for v in used:
        graph.add_edge((v, 0), (v, 1), capacity=costs[v])
    for v in sorted(flow.roots):
        graph.add_edge("world", (v, 0))
    for a, b in sorted(flow.arcs):
        graph.add_edge((a, 1), (b, 0))
    for v in sorted(flow.reports):
        graph.add_edge((v, 1), "reader")
    _, (reached, _) = nx.minimum_cut(graph, "world", "reader")
    cut = [v for v in used if (v, 0) in reached and (v, 1) not in reached]
    return sorted((m for v in cut for m in bundles.get(v, (v,))), key=lambda m: (flow.kinds[m], flow.labels[m], m))


def _bundle_reports(flow: Flow) -> tuple[Flow, dict[int, tuple[int, ...]]]:
    """Reports that nobody copied and that have the same parents, as one vertex that is cut as often as they are."""
    parents: dict[int, set[int]] = defaultdict(set)
    passed = set()
    for a, b in flow.arcs:
        parents[b].add(a)
        passed.add(a)
    alike: dict[tuple[frozenset[int], bool], list[int]] = defaultdict(list)
    for v in sorted(flow.reports - passed):
        alike[frozenset(parents[v]), v in flow.roots].append(v)
    bundles = {members[0]: tuple(members) for members in alike.values()}
    gone = {m for members in bundles.values() for m in members[1:]}
    kept = replace(
        flow,
        arcs=frozenset(a for a in flow.arcs if a[1] not in gone),
        roots=flow.roots - gone,
        reports=flow.reports - gone,
    )
    return kept, bundles


def _weigh_vertices(flow: Flow, used: Sequence[int], bundles: dict[int, tuple[int, ...]]) -> dict[int, int]:
    """Whole-number capacities: first the number of vertices, then their kinds, then the order of their names."""
    base = len(flow.kinds) + 1
    order = {v: i for i, v in enumerate(sorted(range(len(flow.kinds)), key=lambda v: (flow.labels[v], v)))}
    names = base * base
    ranks = {OUTLET: 0, NAMED: base**3 - base**2, DOCUMENT: base**3 - base, UNNAMED: base**3}
    whole = base**5 * names
    return {v: sum(whole + ranks[flow.kinds[m]] * names + order[m] for m in bundles.get(v, (v,))) for v in used}


def find_low_cut(flow: Flow, could_be_one: Iterable[tuple[int, int]]) -> tuple[list[int], bool]:
    """The smallest cut over all ways to put together sources that could be one, and whether it is exact.

    `could_be_one` are pairs of source vertices; a set is one only if all its pairs could be.

    >>> two = Flow((UNNAMED, UNNAMED, DOCUMENT, DOCUMENT), ("a", "b", "x", "y"), frozenset({(0, 2), (1, 3)}),
    ...            frozenset({0, 1}), frozenset({2, 3}))
    >>> find_low_cut(two, [(0, 1)]), len(find_cut(two))
    (([0], True), 2)
    """
    near: dict[int, set[int]] = defaultdict(set)
    for a, b in could_be_one:
        near[a].add(b)
        near[b].add(a)
    best = find_cut(flow)
    if not near or len(best) < 2:
        return best, True
    least = find_cut(merge_vertices(flow, [sorted(near)]))
    kinds = _join_twins(near)
    for tried, parts in enumerate(_list_partitions(kinds, near)):
        best = _better(best, find_cut(merge_vertices(flow, parts)))
        if len(best) == len(least):
            return best, True
        if tried == TRIED:
            return least, False
    return best, True


def _better(a: list[int], b: list[int]) -> list[int]:
    return b if len(b) < len(a) else a


def _join_twins(near: dict[int, set[int]]) -> list[list[int]]:
    """Sources that could be one and could be one with the same others: putting them together never costs anything."""
    alike: dict[frozenset[int], list[int]] = defaultdict(list)
    for v in sorted(near):
        alike[frozenset(near[v] | {v})].append(v)
    return list(alike.values())


def _list_partitions(kinds: list[list[int]], near: dict[int, set[int]]) -> Iterator[list[list[int]]]:
    """All ways to divide the kinds into sets whose members all could be one, those that join most tried first."""

    def extend(at: int, parts: list[list[int]]) -> Iterator[list[list[int]]]:
        if at == len(kinds):
            yield parts
            return
        for i, part in enumerate(parts):
            if all(v in near[kinds[at][0]] for v in part):
                yield from extend(at + 1, [*parts[:i], part + kinds[at], *parts[i + 1 :]])
        yield from extend(at + 1, [*parts, kinds[at]])

    yield from extend(0, [])


def merge_vertices(flow: Flow, parts: Iterable[Sequence[int]]) -> Flow:
    """The flow with each part as one vertex: its first member."""
    into = {v: part[0] for part in parts for v in part}
    arcs = frozenset((into.get(a, a), into.get(b, b)) for a, b in flow.arcs if into.get(a, a) != into.get(b, b))
    return replace(flow, arcs=arcs, roots=frozenset(into.get(v, v) for v in flow.roots))

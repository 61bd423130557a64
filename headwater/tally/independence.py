"""The smallest number of sources or texts that, taken away, leaves the reader with no path from the world.

The flow goes from the world to sources, from sources to texts, from texts to texts, and from every report to the
reader; every vertex can be taken away once. That is the minimum vertex cut, which by Menger's theorem (1927) is the
number of disjoint paths. Of several smallest cuts the one is named that has most unseen outlets, then named sources,
then documents, then unnamed sources, then by name.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import NamedTuple

OUTLET, NAMED, DOCUMENT, UNNAMED = range(4)
"""What a vertex is; of two cuts the one with more of the earlier kind is named."""

TRIED, STEPS = 5_000, 1_000_000
"""Ways to put sources together that are tried before all of them are put together (a lower bound), and arcs that are
followed in all of them. Sources that could be one with the same others count once, and trying ends where that bound is
reached: twenty of them are exact."""

KINDS = 100
"""Kinds of sources up to which ways to put them together are tried."""


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


class Kind(NamedTuple):
    """Sources that all could be one, and the places in the list of the kinds that they could be one with."""

    members: tuple[int, ...]
    near: frozenset[int]


def find_cut(flow: Flow, held: Mapping[int, tuple[int, ...]] = MappingProxyType({})) -> list[int]:
    """The smallest vertex cut between the world and the reader; of several, the one that is named first.

    `held` are reports that stand for several, which are cut together. What hangs together in nothing is cut apart.

    >>> find_cut(Flow((UNNAMED, UNNAMED, OUTLET, DOCUMENT, DOCUMENT), ("a", "b", "The Post", "x", "y"),
    ...     frozenset({(0, 2), (1, 2), (2, 3), (2, 4)}), frozenset({0, 1}), frozenset({3, 4})))
    [2]
    """
    small, bundles = _bundle_reports(flow, held)
    order: dict[int, int] = {}
    cut: list[int] = []
    for part in _split_flow(small):
        path = _find_path(part)
        alone = (
            v for v in sorted(path, key=lambda v: (flow.kinds[v], flow.labels[v], v)) if len(bundles.get(v, (v,))) == 1
        )
        one = next((v for v in alone if not _is_reached(part, v)), None)
        if one is not None:
            cut.append(one)
        elif path and not part.arcs:
            cut += [m for v in part.reports for m in bundles.get(v, (v,))]
        elif path:
            order = order or {
                v: i for i, v in enumerate(sorted(range(len(flow.kinds)), key=lambda v: (flow.labels[v], v)))
            }
            cut += _find_wider_cut(part, bundles, order)
    return sorted(cut, key=lambda m: (flow.kinds[m], flow.labels[m], m))


def _split_flow(flow: Flow) -> Iterator[Flow]:
    """The parts of a flow that no arc ties together."""
    beside: dict[int, list[int]] = {v: [] for v in (*flow.roots, *flow.reports)}
    after: dict[int, list[int]] = defaultdict(list)
    for a, b in flow.arcs:
        beside.setdefault(a, []).append(b)
        beside.setdefault(b, []).append(a)
        after[a].append(b)
    seen: set[int] = set()
    for start in sorted(beside):
        if start in seen:
            continue
        part, queue = {start}, [start]
        while queue:
            fresh = [v for v in beside[queue.pop()] if v not in part]
            part.update(fresh)
            queue += fresh
        seen |= part
        arcs = frozenset((a, b) for a in part for b in after.get(a, ()))
        yield replace(flow, arcs=arcs, roots=flow.roots & part, reports=flow.reports & part)


def _find_path(flow: Flow) -> list[int]:
    """A shortest way from the world to the reader: every vertex that alone is a cut lies on it."""
    after: dict[int, list[int]] = defaultdict(list)
    for a, b in sorted(flow.arcs):
        after[a].append(b)
    came = dict.fromkeys(sorted(flow.roots), -1)
    for v in (queue := list(came)):
        if v in flow.reports:
            path = [v]
            while came[path[-1]] >= 0:
                path.append(came[path[-1]])
            return path
        for b in after[v]:
            if b not in came:
                came[b] = v
                queue.append(b)
    return []


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


def _find_wider_cut(flow: Flow, bundles: Mapping[int, tuple[int, ...]], order: Mapping[int, int]) -> list[int]:
    """A cut of any size, as a minimum cut of the flow with every vertex split into an arc."""
    import networkx as nx

    used = sorted({v for arc in flow.arcs for v in arc} | flow.roots | flow.reports)
    costs = _weigh_vertices(flow, used, bundles, order)
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
    return [m for v in cut for m in bundles.get(v, (v,))]


def _bundle_reports(flow: Flow, held: Mapping[int, tuple[int, ...]]) -> tuple[Flow, Mapping[int, tuple[int, ...]]]:
    """Reports that nobody copied and that have the same parents, as one vertex that is cut as often as they are.

    What such a vertex stands for is returned too.
    """
    parents: dict[int, set[int]] = defaultdict(set)
    passed = set()
    for a, b in flow.arcs:
        parents[b].add(a)
        passed.add(a)
    alike: dict[tuple[frozenset[int], bool], list[int]] = defaultdict(list)
    for v in sorted(flow.reports - passed):
        alike[frozenset(parents[v]), v in flow.roots].append(v)
    bundles = {members[0]: tuple(m for v in members for m in held.get(v, (v,))) for members in alike.values()}
    gone = {m for members in bundles.values() for m in members[1:]}
    kept = replace(
        flow,
        arcs=frozenset(a for a in flow.arcs if a[1] not in gone),
        roots=flow.roots - gone,
        reports=flow.reports - gone,
    )
    return kept, {**held, **bundles}


def _weigh_vertices(
    flow: Flow, used: Sequence[int], bundles: Mapping[int, tuple[int, ...]], order: Mapping[int, int]
) -> dict[int, int]:
    """Whole-number capacities: first the number of vertices, then their kinds, then the order of their names."""
    base = len(flow.kinds) + 1
    names = base * base
    ranks = {OUTLET: 0, NAMED: base**3 - base**2, DOCUMENT: base**3 - base, UNNAMED: base**3}
    whole = base**5 * names
    return {v: sum(whole + ranks[flow.kinds[m]] * names + order[m] for m in bundles.get(v, (v,))) for v in used}


def find_low_cut(flow: Flow, kinds: Sequence[Kind]) -> tuple[list[int], bool]:
    """The smallest cut over all ways to put together sources that could be one, and whether it is exact.

    >>> two = Flow((UNNAMED, UNNAMED, DOCUMENT, DOCUMENT), ("a", "b", "x", "y"), frozenset({(0, 2), (1, 3)}),
    ...            frozenset({0, 1}), frozenset({2, 3}))
    >>> find_low_cut(two, [Kind((0, 1), frozenset())]), len(find_cut(two))
    (([0], True), 2)
    """
    best = find_cut(flow)
    kinds = _join_twins(kinds)
    if not kinds or len(best) < 2:
        return best, True
    least = find_cut(merge_vertices(flow, [sorted(m for kind in kinds for m in kind.members)]))
    small, held = _bundle_reports(merge_vertices(flow, [kind.members for kind in kinds]), {})
    most = min(TRIED, STEPS // (len(small.arcs) + 1)) if len(kinds) <= KINDS else 0
    for tried, parts in enumerate(_list_partitions(kinds)):
        best = _better(best, find_cut(merge_vertices(small, parts), held))
        if len(best) == len(least):
            return best, True
        if tried >= most:
            return least, False
    return best, True


def _better(a: list[int], b: list[int]) -> list[int]:
    return b if len(b) < len(a) else a


def _join_twins(kinds: Sequence[Kind]) -> list[Kind]:
    """Kinds that could be one and could be one with the same others: putting them together never costs anything.

    Sources that could be one with nobody are left out.
    """
    alike: dict[frozenset[int], list[int]] = defaultdict(list)
    for k, kind in enumerate(kinds):
        if kind.near or len(kind.members) > 1:
            alike[kind.near | {k}].append(k)
    listed = sorted(alike.values(), key=lambda twins: min(kinds[k].members[0] for k in twins))
    place = {k: n for n, twins in enumerate(listed) for k in twins}
    return [
        Kind(
            tuple(sorted(m for k in twins for m in kinds[k].members)),
            frozenset(place[k] for k in kinds[twins[0]].near) - {n},
        )
        for n, twins in enumerate(listed)
    ]


def _list_partitions(kinds: Sequence[Kind]) -> Iterator[list[list[int]]]:
    """All ways to divide the kinds, by their first members, into sets that all could be one; those that join most
    first."""

    def extend(at: int, parts: list[list[int]]) -> Iterator[list[list[int]]]:
        if at == len(kinds):
            yield [[kinds[k].members[0] for k in part] for part in parts]
            return
        for i, part in enumerate(parts):
            if all(k in kinds[at].near for k in part):
                yield from extend(at + 1, [*parts[:i], [*part, at], *parts[i + 1 :]])
        yield from extend(at + 1, [*parts, [at]])

    if len(kinds) <= KINDS:
        yield from extend(0, [])
    else:
        yield []


def merge_vertices(flow: Flow, parts: Iterable[Sequence[int]]) -> Flow:
    """The flow with each part as one vertex: its first member."""
    into = {v: part[0] for part in parts for v in part}
    arcs = frozenset((into.get(a, a), into.get(b, b)) for a, b in flow.arcs if into.get(a, a) != into.get(b, b))
    return replace(flow, arcs=arcs, roots=frozenset(into.get(v, v) for v in flow.roots))

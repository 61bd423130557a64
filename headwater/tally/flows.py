"""The flow of one claim: its origins as vertices and arcs, as they are told, and without what names no source."""

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from headwater.tally.independence import DOCUMENT, NAMED, OUTLET, UNNAMED, Flow
from headwater.tally.origins import Origin
from headwater.tally.speakers import Speaker, could_be_one, is_same_speaker
from headwater.tally.testimony import Evidence

Key = tuple[str, int | str]


@dataclass(frozen=True)
class Sources:
    """The sources of a claim, those that are one put together: every source id's group, every group's speakers."""

    group: dict[int, int]
    speakers: tuple[tuple[Speaker, ...], ...]


def join_sources(origins: Sequence[Origin], apart: Container[tuple[int, int]] = ()) -> Sources:
    """Put together the sources that are one voice; `apart` are those, both ways round, that a reader says are two."""
    speakers = {o.speaker.source_id: o.speaker for o in origins if o.speaker is not None}
    groups: list[list[Speaker]] = []
    for _, speaker in sorted(speakers.items()):
        same = [g for g in groups if any(is_same_speaker(speaker, other) for other in g)]
        joined = [speaker]
        for other in same:
            if not _is_apart(joined, other, apart):
                joined = joined[:-1] + other + [speaker]
                groups.remove(other)
        groups.append(joined)
    groups.sort(key=lambda g: min(s.source_id for s in g))
    group = {s.source_id: number for number, g in enumerate(groups) for s in g}
    return Sources(group, tuple(tuple(sorted(g, key=lambda s: (-len(s.label), s.label, s.source_id))) for g in groups))


def _is_apart(a: Sequence[Speaker], b: Sequence[Speaker], apart: Container[tuple[int, int]]) -> bool:
    return any((x.source_id, y.source_id) in apart for x in a for y in b)


def draw_flow(
    origins: Sequence[Origin], sources: Sources, evidence: Evidence
) -> tuple[Flow, Flow, list[tuple[int, int]]]:
    """(the flow as it is told, the flow without texts that name no source, pairs of sources that could be one)."""
    reports = sorted({o.document_id for o in origins})
    keys: list[Key] = [("source", i) for i in range(len(sources.speakers))]
    keys += sorted({step for o in origins for step in o.through if step[0] == "outlet"})
    keys += sorted(
        {step for o in origins for step in o.through if step[0] == "document"} | {("document", d) for d in reports}
    )
    number = {key: i for i, key in enumerate(keys)}
    arcs: set[tuple[int, int]] = set()
    roots = set(range(len(sources.speakers)))
    unstated: set[int] = set()
    for o in origins:
        below = number["document", o.document_id]
        for step in o.through:
            if number[step] != below:
                arcs.add((number[step], below))
            below = number[step]
        if o.speaker is not None:
            arcs.add((sources.group[o.speaker.source_id], below))
        elif o.unstated:
            unstated.add(below)
    kinds = tuple(_name_kind(key, sources) for key in keys)
    labels = tuple(_name_label(key, sources, evidence) for key in keys)
    told = Flow(kinds, labels, frozenset(arcs), frozenset(roots), frozenset(number["document", d] for d in reports))
    fed = _reach(told)
    unstated = {v for v in unstated if v not in fed or (kinds[v] == DOCUMENT and not _has_parent(told, v))}
    high = _root_rest(replace(told, roots=told.roots | unstated), keys, evidence)
    low = told if told.roots else _join_unstated(high)
    return high, low, _pair_sources(sources, evidence.apart)


def _join_unstated(flow: Flow) -> Flow:
    """The flow when nobody names a source: all that is known is that there is one, behind whoever is nearest to it."""
    first = min(flow.roots, key=lambda v: (flow.kinds[v], flow.labels[v], v))
    arcs = flow.arcs | {(first, v) for v in flow.roots if v != first}
    return replace(flow, arcs=arcs, roots=frozenset({first}))


def _has_parent(flow: Flow, vertex: int) -> bool:
    return any(b == vertex for _, b in flow.arcs)


def _name_kind(key: Key, sources: Sources) -> int:
    if key[0] == "source":
        return NAMED if sources.speakers[int(key[1])][0].named else UNNAMED
    return OUTLET if key[0] == "outlet" else DOCUMENT


def _name_label(key: Key, sources: Sources, evidence: Evidence) -> str:
    if key[0] == "source":
        return sources.speakers[int(key[1])][0].label
    return str(key[1]) if key[0] == "outlet" else evidence.papers[int(key[1])].uri


def _reach(flow: Flow) -> set[int]:
    """Every vertex that the world reaches."""
    after: dict[int, list[int]] = {}
    for a, b in flow.arcs:
        after.setdefault(a, []).append(b)
    reached, queue = set(flow.roots), sorted(flow.roots)
    while queue:
        for b in after.get(queue.pop(), ()):
            if b not in reached:
                reached.add(b)
                queue.append(b)
    return reached


def _root_rest(flow: Flow, keys: Sequence[Key], evidence: Evidence) -> Flow:
    """The flow with a way to every report: where texts only cite each other, through the earliest of them."""
    while rest := sorted(flow.reports - _reach(flow)):
        above = _climb_up(flow, rest[0])
        ends = [v for v in above if not (_climb_up(flow, v) - above)] or sorted(above)
        tops = [v for v in ends if _climb_up(flow, v) == min((_climb_up(flow, w) for w in ends), key=len)]
        flow = replace(flow, roots=flow.roots | {min(tops, key=lambda v: _age(keys[v], evidence))})
    return flow


def _climb_up(flow: Flow, vertex: int) -> set[int]:
    above, queue = {vertex}, [vertex]
    while queue:
        at = queue.pop()
        for a, b in flow.arcs:
            if b == at and a not in above:
                above.add(a)
                queue.append(a)
    return above


def _age(key: Key, evidence: Evidence) -> tuple[bool, bool, float, str]:
    paper = evidence.papers.get(int(key[1])) if key[0] == "document" else None
    at = paper.born_at if paper else None
    return paper is not None, at is None, at.timestamp() if at else 0.0, str(key[1])


def _pair_sources(sources: Sources, apart: Container[tuple[int, int]]) -> list[tuple[int, int]]:
    return [
        (i, j)
        for (i, a), (j, b) in combinations(enumerate(sources.speakers), 2)
        if any(could_be_one(x, y) for x in a for y in b) and not _is_apart(a, b, apart)
    ]

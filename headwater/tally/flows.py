"""The flow of one claim: its origins as vertices and arcs, as they are told, and without what names no source."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from headwater.tally.independence import DOCUMENT, NAMED, OUTLET, UNNAMED, Flow, Kind
from headwater.tally.origins import Origin
from headwater.tally.speakers import Speaker, could_be_one, is_same_speaker, list_handles
from headwater.tally.testimony import Evidence

Key = tuple[str, int | str]


@dataclass(frozen=True)
class Sources:
    """The sources of a claim, those that are one put together: every source id's group, every group's speakers."""

    group: dict[int, int]
    speakers: tuple[tuple[Speaker, ...], ...]


def join_sources(origins: Sequence[Origin], apart: Collection[tuple[int, int]] = ()) -> Sources:
    """Put together the sources that are one voice; `apart` are those, both ways round, that a reader says are two."""
    speakers = {o.speaker.source_id: o.speaker for o in origins if o.speaker is not None}
    groups: dict[int, list[Speaker]] = {}
    known: dict[str, dict[int, None]] = defaultdict(dict)
    for number, (_, speaker) in enumerate(sorted(speakers.items())):
        near = sorted({n for handle in list_handles(speaker)[1] for n in known[handle] if n in groups})
        same = [n for n in near if any(is_same_speaker(speaker, other) for other in groups[n])]
        joined = [speaker]
        for n in same:
            if not _is_apart(joined, groups[n], apart):
                joined = joined[:-1] + groups.pop(n) + [speaker]
        groups[number] = joined
        for handle in {handle for member in joined for handle in list_handles(member)[0]}:
            known[handle][number] = None
    listed = sorted(groups.values(), key=lambda g: min(s.source_id for s in g))
    group = {s.source_id: number for number, g in enumerate(listed) for s in g}
    return Sources(group, tuple(tuple(sorted(g, key=lambda s: (-len(s.label), s.label, s.source_id))) for g in listed))


def _is_apart(a: Sequence[Speaker], b: Sequence[Speaker], apart: Collection[tuple[int, int]]) -> bool:
    return bool(apart) and any((x.source_id, y.source_id) in apart for x in a for y in b)


def draw_flow(origins: Sequence[Origin], sources: Sources, evidence: Evidence) -> tuple[Flow, Flow, list[Kind]]:
    """(the flow as it is told, the flow without texts that name no source, kinds of sources that could be one)."""
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
    led = {b for _, b in told.arcs}
    unstated = {v for v in unstated if v not in fed or (kinds[v] == DOCUMENT and v not in led)}
    high = _root_rest(replace(told, roots=told.roots | unstated), keys, evidence)
    low = told if told.roots else _join_unstated(high)
    return high, low, sort_sources(sources, evidence.apart)


def _join_unstated(flow: Flow) -> Flow:
    """The flow when nobody names a source: all that is known is that there is one, behind whoever is nearest to it."""
    first = min(flow.roots, key=lambda v: (flow.kinds[v], flow.labels[v], v))
    arcs = flow.arcs | {(first, v) for v in flow.roots if v != first}
    return replace(flow, arcs=arcs, roots=frozenset({first}))


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
    before: dict[int, list[int]] = defaultdict(list)
    for a, b in flow.arcs:
        before[b].append(a)
    while rest := sorted(flow.reports - _reach(flow)):
        above = _climb_up(before, rest[0])
        ways = {v: _climb_up(before, v) for v in above}
        ends = [v for v in above if not (ways[v] - above)] or sorted(above)
        tops = [v for v in ends if ways[v] == min((ways[w] for w in ends), key=len)]
        flow = replace(flow, roots=flow.roots | {min(tops, key=lambda v: _age(keys[v], evidence))})
    return flow


def _climb_up(before: Mapping[int, Sequence[int]], vertex: int) -> set[int]:
    above, queue = {vertex}, [vertex]
    while queue:
        for a in before.get(queue.pop(), ()):
            if a not in above:
                above.add(a)
                queue.append(a)
    return above


def _age(key: Key, evidence: Evidence) -> tuple[bool, bool, float, str]:
    paper = evidence.papers.get(int(key[1])) if key[0] == "document" else None
    at = paper.born_at if paper else None
    return paper is not None, at is None, at.timestamp() if at else 0.0, str(key[1])


def sort_sources(sources: Sources, apart: Collection[tuple[int, int]] = ()) -> list[Kind]:
    """The kinds of sources that could be one: those of one description are one kind, and compared with others once."""
    settled = {number for pair in apart for number in pair}
    alike: dict[object, list[int]] = defaultdict(list)
    for i, group in enumerate(sources.speakers):
        alone = i if any(s.source_id in settled for s in group) else -1
        alike[alone, tuple(replace(s, source_id=0) for s in group)].append(i)
    kinds: list[list[int]] = []
    for members in alike.values():
        among = len(members) > 1 and _could_be_one(sources, members[0], members[1], apart)
        kinds += [members] if among or len(members) == 1 else [[i] for i in members]
    near: list[set[int]] = [set() for _ in kinds]
    first = [members[0] for members in kinds]
    wide = [k for k, i in enumerate(first) if any(not s.named or s.voice or s.bare for s in sources.speakers[i])]
    for k in wide:
        for other in range(len(kinds)):
            if other != k and other not in near[k] and _could_be_one(sources, first[k], first[other], apart):
                near[k].add(other)
                near[other].add(k)
    return [Kind(tuple(members), frozenset(others)) for members, others in zip(kinds, near, strict=True)]


def _could_be_one(sources: Sources, i: int, j: int, apart: Collection[tuple[int, int]]) -> bool:
    a, b = sources.speakers[i], sources.speakers[j]
    return any(could_be_one(x, y) for x in a for y in b) and not _is_apart(a, b, apart)

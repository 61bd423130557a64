"""One family from its members to its versions' births, its edges and its edits: the unit that is remembered."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from headwater.descent.births import Birth, date_births
from headwater.descent.blocks import list_blocks
from headwater.descent.candidates import (
    Candidates,
    add_unseen,
    list_candidates,
    measure_costs,
    measure_own,
    score_candidates,
    weigh_older,
)
from headwater.descent.credits import count_credits
from headwater.descent.doubts import MOST, find_doubt
from headwater.descent.edits import list_edits
from headwater.descent.members import FRAME_KINDS, Family, Member
from headwater.descent.parents import Taken, assign_stretches, choose_parents
from headwater.descent.settled import DECIDED, hold_decisions, note_taken
from headwater.descent.sides import Side
from headwater.descent.stretches import Sheets, count_changes, read_sheets
from headwater.descent.unseen import (
    Original,
    Source,
    build_original,
    find_sources,
    place_stretches,
)
from headwater.intervals import Block
from headwater.schema import make_id

Row = dict[str, Any]

_TINY = 1e-9
_SAME = 0.01
"""Two texts that differ from a third in as many places, to within this, differ from it in the same ones."""
_ALIKE = 1.0
"""What they may differ in what they lack: a line of the page here or there."""


@dataclass(frozen=True)
class Lineage:
    """A family traced: its choices, and the evidence they rest on."""

    family: Family
    sheets: Sheets
    sources: list[Source]
    parents: list[int]
    chances: np.ndarray
    """How likely each node [column] is to be taken from each [row]."""
    older: np.ndarray
    """Log odds that each member [row] is older than each other [column]."""
    costs: np.ndarray
    """How far each member [column] is from each other [row]."""
    own: list[float]
    """About how many places of each member are its own, as the others show."""
    candidates: Candidates
    taken: list[Taken]
    originals: dict[int, Original]


def trace_families(families: list[Family]) -> list[dict[str, list[Row]]]:
    """The rows of the stage's tables of several families (family_id is left to the caller)."""
    return [trace_family(family) for family in families]


def trace_family(family: Family) -> dict[str, list[Row]]:
    """The rows of `versions`, `edges`, `edits` and `decided_descent` of one family."""
    lineage = find_lineage(family)
    ids = _name_versions(lineage)
    edges = _write_edges(lineage, ids)
    ties = {(ids.index(e["parent_id"]), ids.index(e["child_id"])) for e in edges}
    count = len(family.members)
    members: list[Member | None] = [*family.members, *(None for _ in lineage.sources)]
    births = date_births(members, ties)
    versions = [_write_version(lineage, ids, place, births[place]) for place in range(count)]
    versions += [_write_version(lineage, ids, place, births[place]) for place in sorted(lineage.originals)]
    edits = _write_edits(lineage, ids, edges)
    return {"versions": versions, "edges": edges, "edits": edits, "decided_descent": _note_decisions(lineage)}


def find_lineage(family: Family) -> Lineage:
    """Decide who was taken from whom in one family."""
    sheets = read_sheets(family)
    costs = measure_costs(sheets)
    members = list_candidates(family, sheets, costs)
    sources = find_sources(family)
    count, renown = len(family.members), max(count_credits(family))
    own = measure_own(sheets)
    while True:
        candidates = add_unseen(members, sheets, sources, own, renown)
        scores = score_candidates(candidates, len(sources))
        scores, older = hold_decisions(family.settled, scores, weigh_older(candidates))
        parents, chances = choose_parents(scores)
        children = {count + k: [c for c, p in enumerate(parents) if p == count + k] for k in range(len(sources))}
        if all(len(found) > 1 for found in children.values()):
            break
        sources = [source for k, source in enumerate(sources) if len(children[count + k]) > 1]
    originals = {node: build_original(sheets, found, sources[node - count].name) for node, found in children.items()}
    taken = assign_stretches(sheets, parents, older, family.members)
    return Lineage(family, sheets, sources, parents, chances, older, costs, own.tolist(), candidates, taken, originals)


def _note_decisions(lineage: Lineage) -> list[Row]:
    """The rows of `decided_descent`: what the family would be like without decisions is traced beside it."""
    family = lineage.family
    if family.settled is None or not family.settled.taken:
        return []
    plain = find_lineage(replace(family, settled=None))
    now, else_ = ({(t.child, t.parent): _rate(x, t.child, t.parent) for t in x.taken} for x in (lineage, plain))
    return [vars(effect) for effect in note_taken(family, now, else_)]


def _name_versions(lineage: Lineage) -> list[int]:
    """The version id of every node."""
    members = [member.version_id for member in lineage.family.members]
    first = min(members)
    return members + [make_id("unseen", source.name or "", first) for source in lineage.sources]


def _write_version(lineage: Lineage, ids: list[int], place: int, birth: Birth) -> Row:
    seen = place < len(lineage.family.members)
    original = lineage.originals.get(place)
    return {
        "version_id": ids[place],
        "document_id": lineage.family.members[place].document_id if seen else None,
        "name": None if original is None or original.name is None else f"{original.name} report",
        "text": None if original is None else original.text,
        "born_at": birth.at,
        "born_basis": birth.basis if birth.at is not None else None,
    }


def _write_edges(lineage: Lineage, ids: list[int]) -> list[Row]:
    """The rows of `edges`: of stretches between members, then of the children of unseen originals."""
    rows = []
    for taken in lineage.taken:
        child, parent, stretch = taken.child, taken.parent, taken.stretch
        a, b = lineage.sheets.readings[child], lineage.sheets.readings[parent]
        blocks = list_blocks(a, b, stretch.a_equal, stretch.b_equal)
        spans = (*a.find_span(stretch.a_low, stretch.a_high), *b.find_span(stretch.b_low, stretch.b_high))
        rows.append(_write_edge(lineage, ids, (child, parent), spans, blocks))
    for node, original in sorted(lineage.originals.items()):
        for child, blocks in sorted(original.blocks.items()):
            for group in place_stretches(blocks):
                last = group[-1]
                spans = (group[0][0], last[0] + last[2], group[0][1], last[1] + last[2])
                rows.append(_write_edge(lineage, ids, (child, node), spans, group))
    return rows


def _write_edge(
    lineage: Lineage, ids: list[int], ends: tuple[int, int], spans: tuple[int, int, int, int], blocks: list[Block]
) -> Row:
    child, parent = ends
    return {
        "edge_id": make_id("edge", ids[child], ids[parent], *spans),
        "child_id": ids[child],
        "child_start": spans[0],
        "child_end": spans[1],
        "parent_id": ids[parent],
        "parent_start": spans[2],
        "parent_end": spans[3],
        "blocks": [{"child_start": a, "parent_start": b, "length": n} for a, b, n in blocks],
        "kind": _name_kind(lineage, child, parent),
        "basis": _explain(lineage, child, parent),
        "confidence": _rate(lineage, child, parent),
        "credited": _read_credit(lineage, child, parent),
    }


def _rate(lineage: Lineage, child: int, parent: int) -> float:
    """How likely it is that the child was taken from this parent, or from another that has the same words."""
    if _is_settled(lineage, child, parent):
        return 0.99
    if parent < len(lineage.family.members) and _find_doubt(lineage, child, parent):
        return min(MOST, _rate_member(lineage, child, parent))
    return _rate_member(lineage, child, parent)


def _find_doubt(lineage: Lineage, child: int, parent: int) -> str:
    return find_doubt(lineage.sheets, lineage.family.members, lineage.candidates, child, parent)


def _rate_member(lineage: Lineage, child: int, parent: int) -> float:
    """How likely it is by all that was weighed."""
    count, chances = len(lineage.family.members), lineage.chances
    if parent < count and parent != lineage.parents[child]:
        return _rate_second(lineage, child, parent)
    equals = _list_equals(lineage, child, parent) if parent < count else [parent]
    return _write_chance(float(chances[equals, child].sum()))


def _write_chance(chance: float) -> float:
    """A chance as `edges.confidence` has it, never certain either way."""
    return round(float(np.clip(chance, 0.01, 0.99)), 3)


def _rate_second(lineage: Lineage, child: int, parent: int) -> float:
    """The same of a parent that gave only some of the child's words: beside the others that have those words."""
    shared, chances = lineage.sheets.shared, lineage.chances
    size = len(lineage.sheets.readings[child])
    mine = np.zeros(size, bool)
    for taken in lineage.taken:
        if (taken.child, taken.parent) == (child, parent):
            mine[taken.stretch.a_equal] = True
    near = [n for n in lineage.sheets.neighbours[child] if n != parent]
    rivals = [n for n in near if (shared[child, n].cover(size) & mine).sum() > mine.sum() / 2]
    own = float(chances[parent, child]) + _TINY
    seen, sign = lineage.candidates.list_seen(parent, child)
    odds = float(lineage.older[parent, child]) + sum(sign * o.weight for o in seen if o.told)
    return _write_chance(own / (own + float(chances[rivals, child].sum())) / (1 + np.exp(-odds)))


def _list_equals(lineage: Lineage, child: int, parent: int) -> list[int]:
    """The parent, and the other members that differ from the child in the same places, as far as can be told."""
    shared, far = lineage.sheets.shared, lineage.costs[:, child]
    places = shared[child, parent].changes
    near = [n for n in lineage.sheets.neighbours[child] if n != parent and abs(far[n] - far[parent]) < _ALIKE]
    return [parent, *(n for n in near if abs(shared[child, n].changes - places) < _SAME)]


def _explain(lineage: Lineage, child: int, parent: int) -> str:
    """The evidence for a direction in words, the weightiest first, and what speaks against it."""
    count = len(lineage.family.members)
    if parent >= count:
        source = lineage.sources[parent - count]
        if source.name is None:
            return "it and others share text that none of them can have had from another"
        if child in source.credited_by:
            return f"it credits {source.name}, whose text is not in the pile"
        return f"another copy of the same text credits {source.name}, whose text is not in the pile"
    seen, sign = lineage.candidates.list_seen(parent, child)
    ranked = sorted(seen, key=lambda o: (-sign * o.weight, o.words))
    words = [DECIDED] if _is_settled(lineage, child, parent) else []
    words += [o.words for o in ranked if sign * o.weight > 0]
    against = [f"against it: {o.words}" for o in reversed(ranked) if sign * o.weight < 0]
    if not _is_settled(lineage, child, parent) and (doubt := _find_doubt(lineage, child, parent)):
        against.append(f"against it: {doubt}")
    return "; ".join([*words, *against]) or "nothing tells which of the two is older"


def _is_settled(lineage: Lineage, child: int, parent: int) -> bool:
    settled = lineage.family.settled
    return settled is not None and (child, parent) in settled.taken.values()


def _read_credit(lineage: Lineage, child: int, parent: int) -> str:
    """Whether the child says where it is from; unknown where it was cut short, and may say so where it goes on."""
    said = _find_credit(lineage, child, parent)
    cut = any(h.kind == "cut_short" for h in lineage.family.members[child].hints)
    return "unknown" if said == "no" and cut else said


def _find_credit(lineage: Lineage, child: int, parent: int) -> str:
    count = len(lineage.family.members)
    member = lineage.family.members[child]
    hints = [h for h in member.hints if h.direction in ("from", "part")]
    if parent >= count:
        source = lineage.sources[parent - count]
        if child in source.credited_by:
            return "yes"
        return "partly" if any(hint.keys & source.keys for hint in hints) else "no"
    naming = [h for h in hints if lineage.family.members[parent].is_from(h.keys)]
    if any(h.direction == "from" for h in naming):
        return "yes"
    if naming:
        return "partly"
    above = lineage.parents[parent]
    while above != -1:
        if above >= count or any(lineage.family.members[above].is_from(h.keys) for h in hints):
            return "partly" if hints else "no"
        above = lineage.parents[above]
    foreign = [h for h in hints if not member.is_from(h.keys)]
    return "unknown" if foreign and not lineage.family.members[parent].outlets else "no"


def _name_kind(lineage: Lineage, child: int, parent: int) -> str:
    """What a child is to its parent, by how much of both they share and how much was changed in it.

    Of an unseen parent only what several children have is known: what one of them has besides may be from it too.
    """
    unseen = parent >= len(lineage.family.members)
    shares = _compare_with_unseen(lineage, child, parent) if unseen else _compare_members(lineage, child, parent)
    if shares.same < 0.75:
        return "rewrite"
    if shares.child >= (0.6 if unseen else 0.85) and shares.parent >= 0.85:
        return "repost" if shares.changes <= 3 else "edited"
    if shares.child >= 0.75:
        return "abridged" if shares.parent >= 0.25 else "excerpt"
    return "expanded" if shares.parent >= 0.6 else "excerpt"


@dataclass(frozen=True)
class _Shares:
    """What a child has in common with its parent: shares of both, of equal words in that, and places that differ."""

    child: float
    parent: float
    same: float
    changes: float


def _compare_members(lineage: Lineage, child: int, parent: int) -> _Shares:
    mine = [t.stretch for t in lineage.taken if (t.child, t.parent) == (child, parent)]
    readings = lineage.sheets.readings
    return _Shares(
        sum(s.a_high - s.a_low for s in mine) / max(1, _count_body(lineage, child)),
        sum(s.b_high - s.b_low for s in mine) / max(1, _count_body(lineage, parent)),
        sum(len(s.a_equal) for s in mine) / max(1, sum(max(s.a_high - s.a_low, s.b_high - s.b_low) for s in mine)),
        sum(count_changes(readings[child], readings[parent], s) for s in mine),
    )


def _compare_with_unseen(lineage: Lineage, child: int, parent: int) -> _Shares:
    """The same against a text that only its children show; what differs is what is the child's own among them."""
    reading, original = lineage.sheets.readings[child], lineage.originals[parent]
    taken = held = widest = 0
    for group in place_stretches(original.blocks[child]):
        here, there, length = group[-1]
        low, high = reading.find_place(group[0][0], here + length)
        taken += high - low
        held += there + length - group[0][1]
        widest += max(here + length - group[0][0], there + length - group[0][1])
    equal = sum(length for _, _, length in original.blocks[child])
    return _Shares(
        taken / max(1, _count_body(lineage, child)),
        held / max(1, len(original.text)),
        equal / max(1, widest),
        lineage.own[child],
    )


def _count_body(lineage: Lineage, place: int) -> int:
    """Tokens of a member without what belongs to its page, its title and captions."""
    reading = lineage.sheets.readings[place]
    mask = np.ones(len(reading), bool)
    for start, end in lineage.family.members[place].find_regions(FRAME_KINDS | {"title", "caption", "dateline"}):
        low, high = reading.find_place(start, end)
        mask[low:high] = False
    return int(mask.sum())


def _write_edits(lineage: Lineage, ids: list[int], edges: list[Row]) -> list[Row]:
    """The rows of `edits`: a child's main parent over both documents whole, its others within their stretches."""
    count = len(lineage.family.members)
    places = {(e["child_id"], e["parent_id"], e["child_start"]): e["edge_id"] for e in edges}
    rows = []
    pairs = sorted({(t.child, t.parent) for t in lineage.taken})
    sides = [Side(*both) for both in zip(lineage.sheets.readings, lineage.family.members, strict=True)]
    for child, parent in pairs:
        mine = [t.stretch for t in lineage.taken if (t.child, t.parent) == (child, parent)]
        readings = lineage.sheets.readings
        starts = [int(readings[child].starts[s.a_low]) for s in mine]
        edge_ids = [places[ids[child], ids[parent], start] for start in starts]
        whole = parent == _find_main(lineage, child, count)
        for edit in list_edits(sides[child], sides[parent], mine, whole=whole):
            spans = (*edit.child, *edit.parent)
            edge_id = edge_ids[edit.stretch]
            rows.append(
                {
                    "edit_id": make_id("edit", edge_id, *spans, edit.kind),
                    "edge_id": edge_id,
                    "child_start": spans[0],
                    "child_end": spans[1],
                    "parent_start": spans[2],
                    "parent_end": spans[3],
                    "kind": edit.kind,
                    "weight": edit.weight,
                }
            )
    return rows


def _find_main(lineage: Lineage, child: int, count: int) -> int:
    """The parent that gave most of a child's words."""
    sizes: dict[int, int] = {}
    for taken in lineage.taken:
        if taken.child == child:
            sizes[taken.parent] = sizes.get(taken.parent, 0) + len(taken.stretch.a_equal)
    if lineage.parents[child] >= count:
        return -1
    return max(sizes, key=lambda parent: (sizes[parent], -parent))

"""Families into tables: what is traced anew, what is recalled, and the three tables complete."""

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import chain
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from headwater.decisions import Effect, build_effects
from headwater.descent.births import date_alone
from headwater.descent.lineages import Row, trace_families
from headwater.descent.members import Family, Member
from headwater.descent.unseen import find_named
from headwater.failures import map_apart
from headwater.schema import Table, Tables, make_id
from headwater.states import DECIDED, STATES
from headwater.tables import EDGES, EDITS, VERSIONS
from headwater.work import Work

METHOD = 12
"""Raised when the way a family is traced changes, so that no store keeps what an older version made."""

_BATCH = 1_500_000
"""Characters of text in one batch of families."""


def trace_or_recall(families: dict[int, Family], known: Tables, work: Work, failed: dict[int, str]) -> Tables:
    """The rows of every family of two or more: recalled where its inputs are the same, else traced.

    The documents of a family that could not be traced are added to `failed`, each with the error.
    """
    state = STATES["descent_families"]
    digests = {lead: digest_family(family) for lead, family in families.items()}
    have = known.get(state.name, state.build())
    old = dict(zip(have["lead_id"].to_pylist(), have["inputs"].to_pylist(), strict=True))
    same = {lead for lead, digest in digests.items() if old.get(lead) == digest}
    parts = [_recall(same, families, known)]
    fresh = [lead for lead in sorted(families) if lead not in same]
    done = 0
    batches = list(_cut_families(fresh, families))
    for leads, tried in zip(
        batches, map_apart(work, trace_families, ([families[x] for x in b] for b in batches)), strict=True
    ):
        for [family], error in tried.failed:
            failed |= {member.document_id: error for member in family.members}
        traced = [lead for lead in leads if lead not in failed]
        part = _build(traced, list(chain.from_iterable(tried.done)), families, digests)
        work.keep(part)
        parts.append(part)
        done += len(leads)
        work.tell(done, len(fresh), "families")
    return {name: pa.concat_tables([p[name] for p in parts]) for name in parts[0]}


def digest_family(family: Family) -> int:
    """A hash of everything that the tracing of a family depends on.

    A member's text needs no hash of its own: its id is one.
    """
    digest = blake2b(digest_size=8)
    for m in family.members:
        plain = (m.document_id, m.site, m.url, m.site_name, m.group, m.published, m.precision, m.basis, m.captured)
        digest.update(repr((METHOD, plain, m.language, m.regions, m.hints)).encode("utf-8", "surrogatepass"))
    digest.update(repr(family.passages).encode())
    if family.settled is not None:
        digest.update(repr((family.settled.taken, family.settled.apart)).encode())
    return int.from_bytes(digest.digest(), "big", signed=True)


def _cut_families(leads: list[int], families: dict[int, Family]) -> Iterator[list[int]]:
    batch: list[int] = []
    size = 0
    for lead in leads:
        batch.append(lead)
        size += sum(len(m.text) for m in families[lead].members) * max(1, len(families[lead].members) // 8)
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _build(
    leads: list[int], traced: list[dict[str, list[Row]]], families: dict[int, Family], digests: dict[int, int]
) -> Tables:
    versions, edges, edits, decided = [], [], [], []
    for lead, rows in zip(leads, traced, strict=True):
        family_id = name_family(families[lead].members)
        versions += [row | {"family_id": family_id} for row in rows["versions"]]
        edges += rows["edges"]
        edits += rows["edits"]
        decided += rows["decided_descent"]
    state = STATES["descent_families"]
    return {
        "versions": VERSIONS.build(versions),
        "edges": EDGES.build(edges),
        "edits": EDITS.build(edits),
        "decided_descent": DECIDED["descent"].build(decided),
        state.name: state.build({"lead_id": lead, "inputs": digests[lead]} for lead in leads),
    }


def name_family(members: tuple[Member, ...]) -> int:
    """The id of a family: a hash of the smallest version id of its documents."""
    return make_id("family", min(member.version_id for member in members))


def _recall(same: set[int], families: dict[int, Family], known: Tables) -> Tables:
    """The rows of families that are as they were."""
    state = STATES["descent_families"]
    ids = [name_family(families[lead].members) for lead in same]
    versions = _keep_in(known.get("versions", VERSIONS.build()), "family_id", ids, VERSIONS)
    text = versions.filter(pc.or_(pc.is_valid(versions["document_id"]), pc.is_valid(versions["text"])))
    edges = _keep_in(known.get("edges", EDGES.build()), "child_id", versions["version_id"].to_pylist(), EDGES)
    edits = _keep_in(known.get("edits", EDITS.build()), "edge_id", edges["edge_id"].to_pylist(), EDITS)
    memory = _keep_in(known.get(state.name, state.build()), "lead_id", sorted(same), state)
    settled = [families[lead].settled for lead in same]
    taken = [number for one in settled if one is not None for number in one.taken]
    table = DECIDED["descent"]
    decided = _keep_in(known.get(table.name, table.build()), "decision_id", taken, table)
    return {"versions": text, "edges": edges, "edits": edits, table.name: decided, state.name: memory}


def _keep_in(table: pa.Table, column: str, values: list[int], kind: Table) -> pa.Table:
    """The rows of a table with one of these values, each key once (a killed run may have left a part twice)."""
    kept = table.filter(pc.is_in(table[column], pa.array(sorted(values), pa.int64()))).select(kind.schema.names)
    kept = kept.cast(kind.schema).sort_by([(name, "ascending") for name in kind.key])
    if kept.num_rows > 1:
        key = kept[kind.key[0]].combine_chunks()
        first = pc.not_equal(key.slice(1), key.slice(0, len(key) - 1))
        kept = kept.filter(pa.chunked_array([pa.array([True]), first]))
    return kept


def assemble_tables(
    pile: Tables, leads: dict[int, int], traced: Tables, mentions: pa.Table, effects: Iterable[Effect]
) -> Tables:
    """The stage's tables, complete, by key: traced families, lone documents, unseen originals that texts name; and the
    effects of decisions that no family shows."""
    versions = pa.concat_tables([traced["versions"], VERSIONS.build(_write_lone(pile, leads))])
    versions = pa.concat_tables([versions, VERSIONS.build(find_named(pile, versions, mentions))])
    decided = pa.concat_tables([traced["decided_descent"], build_effects("descent", effects)["decided_descent"]])
    made: dict[str, Any] = {**traced, "versions": versions, "descent_scans": mentions, "decided_descent": decided}
    return {
        name: table.sort_by([(key, "ascending") for key in _find_key(name)]).combine_chunks()
        for name, table in made.items()
    }


def _find_key(name: str) -> tuple[str, ...]:
    tables = {t.name: t for t in (VERSIONS, EDGES, EDITS)} | STATES
    return tables[name].key


def _write_lone(pile: Tables, leads: dict[int, int]) -> Iterator[Row]:
    """A version for every document that shares text with no other."""
    counts: dict[int, int] = {}
    for lead in leads.values():
        counts[lead] = counts.get(lead, 0) + 1
    documents = pile["documents"].select(["document_id", "published_at", "captured_at"])
    columns = [documents["document_id"], *(documents[c].cast(pa.int64()) for c in ("published_at", "captured_at"))]
    for number, published, captured in zip(*(c.to_pylist() for c in columns), strict=True):
        if counts[leads[number]] == 1:
            member = Member(number, "", None, None, None, None, published, "instant", "row", captured, (), ())
            birth = date_alone(member)
            yield {
                "version_id": member.version_id,
                "document_id": number,
                "family_id": name_family((member,)),
                "born_at": birth.at,
                "born_basis": birth.basis,
            }

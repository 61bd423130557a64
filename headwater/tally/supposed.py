"""The counts as they would be without some outlets, sources or articles, and all that has it only from there.

The claims stay what they are, the climb and the cut are those of every count; only ways that lead through what is taken
away are left out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from headwater.schema import Tables, pick_rows
from headwater.tables import TABLES
from headwater.tally.counts import count_origins
from headwater.tally.inferences import climb_claim
from headwater.tally.origins import Origin
from headwater.tally.outlets import fold_outlet
from headwater.tally.speakers import is_same_speaker, make_speaker
from headwater.tally.testimony import Evidence, Surroundings, read_evidence, read_surroundings


@dataclass(frozen=True)
class Removed:
    """What is taken away: articles, outlets by folded names, sources; `names` are how texts may call the outlets."""

    documents: frozenset[int] = frozenset()
    outlets: frozenset[str] = frozenset()
    sources: frozenset[int] = frozenset()
    names: frozenset[str] = frozenset()


def count_without(
    pile: Tables, descent: Tables, said: Tables, counted: Tables, removed: Removed
) -> tuple[Tables, list[int]]:
    """The tables of the tally without what is removed, and the claims of which nothing is left.

    `counted` are claims, claim_statements, claim_relations, claim_origins and claim_counts as they are.
    """
    around = read_surroundings(pile, descent, said)
    removed = _add_voices(removed, said["sources"], around)
    touched = _find_touched(pile, descent, said, removed)
    statements = said["statements"].filter(pc.is_in(said["statements"]["document_id"], touched))
    members = counted["claim_statements"]
    claims = pc.unique(members.filter(pc.is_in(members["statement_id"], statements["statement_id"]))["claim_id"])
    mine = members.filter(pc.is_in(members["claim_id"], claims))
    evidence = read_evidence(pile, said, around, _list_documents(mine, said, around), {})
    told: dict[int, list[int]] = {}
    for claim, statement in pick_rows(mine, "claim_id", "statement_id"):
        told.setdefault(claim, []).append(statement)
    changed: list[int] = []
    rows: dict[str, list[dict[str, Any]]] = {"claim_counts": [], "claim_origins": []}
    for claim, listed in sorted(told.items()):
        origins = climb_claim(listed, evidence)
        kept = drop_origins(origins, removed, evidence)
        if len(kept) < len(origins):
            changed.append(claim)
            if kept:
                count, ways = count_origins(claim, kept, evidence)
                rows["claim_counts"].append(count)
                rows["claim_origins"] += ways
    return _replace_rows(counted, changed, rows)


def drop_origins(origins: Sequence[Origin], removed: Removed, evidence: Evidence) -> list[Origin]:
    """The ways that lead through nothing that is removed, and end at no text that nothing reaches any more."""
    kept = [o for o in origins if not _is_removed(o, removed, evidence)]
    if len(kept) == len(origins):
        return kept
    reports = {o.document_id for o in origins}
    fallen = _reach(origins, reports) - _reach(kept, reports)
    return [o for o in kept if not fallen.intersection((o.document_id, *_list_texts(o)))]


def _is_removed(o: Origin, removed: Removed, evidence: Evidence) -> bool:
    if o.speaker is not None and o.speaker.source_id in removed.sources:
        return True
    if any(d in removed.documents for d in (o.document_id, *_list_texts(o))):
        return True
    return any(kind == "outlet" and fold_outlet(str(name)) in removed.outlets for kind, name in o.through)


def _list_texts(o: Origin) -> list[int]:
    return [int(number) for kind, number in o.through if kind == "document"]


def _reach(origins: Sequence[Origin], reports: set[int]) -> set[int]:
    """The reports that something reaches: a source, an outlet or a text beyond them, or their own word."""
    reached: set[int] = set()
    while True:
        more = {o.document_id for o in origins if o.document_id not in reached and _begins(o, reached, reports)}
        if not more:
            return reached
        reached |= more


def _begins(o: Origin, reached: set[int], reports: set[int]) -> bool:
    if o.speaker is not None or o.unstated:
        return True
    kind, number = o.through[-1] if o.through else ("document", o.document_id)
    return kind == "outlet" or number in reached or (number not in reports)


def _add_voices(removed: Removed, sources: pa.Table, around: Surroundings) -> Removed:
    """The same with all sources that are one voice with one of them."""
    if not removed.sources:
        return removed
    speakers = [make_speaker(row, around.outlets) for row in sources.to_pylist()]
    own = [s for s in speakers if s.source_id in removed.sources]
    same = {
        s.source_id
        for s in speakers
        if any(is_same_speaker(s, o) and (s.source_id, o.source_id) not in around.apart for o in own)
    }
    return Removed(removed.documents, removed.outlets, removed.sources | same, removed.names)


def _find_touched(pile: Tables, descent: Tables, said: Tables, removed: Removed) -> pa.Array:
    """The documents whose statements may lead through what is removed: they are it, copied it, name it or quote it."""
    texts, statements, versions = pile["documents"], said["statements"], descent["versions"]
    found = set(removed.documents)
    for name in sorted(removed.names):
        found.update(texts.filter(pc.match_substring(texts["text"], name, ignore_case=True))["document_id"].to_pylist())
    quoted = pc.is_in(statements["source_id"], _list_ids(removed.sources))
    found.update(statements.filter(quoted)["document_id"].to_pylist())
    document_of = dict(pick_rows(versions, "version_id", "document_id"))
    unseen = {v for v, name in pick_rows(versions, "version_id", "name") if name and document_of[v] is None}
    for child, parent in pick_rows(descent["edges"], "child_id", "parent_id"):
        if (parent in unseen and removed.outlets) or document_of[parent] in removed.documents:
            found.add(document_of[child])
    return _list_ids(found - {None})


def _list_documents(members: pa.Table, said: Tables, around: Surroundings) -> np.ndarray:
    """The documents of some statements, and those that these were copied from."""
    statements = said["statements"]
    own = statements.filter(pc.is_in(statements["statement_id"], members["statement_id"]))["document_id"].to_pylist()
    above = (around.copies.get(number) for number in members["statement_id"].to_pylist())
    return np.array(sorted({*own, *(c.document_id for c in above if c and c.document_id is not None)}), np.int64)


def _replace_rows(
    counted: Tables, changed: Sequence[int], rows: dict[str, list[dict[str, Any]]]
) -> tuple[Tables, list[int]]:
    """The tables with the counts of changed claims, without those that are gone, and the ids of these."""
    standing = {row["claim_id"] for row in rows["claim_counts"]}
    gone = [claim for claim in changed if claim not in standing]
    made = dict(counted)
    for name, listed in rows.items():
        made[name] = pa.concat_tables([_leave_out(counted[name], "claim_id", changed), TABLES[name].build(listed)])
    for name, column in (("claims", "claim_id"), ("claim_relations", "claim_id"), ("claim_relations", "other_id")):
        made[name] = _leave_out(made[name], column, gone)
    members = counted["claim_statements"]
    told = {(row["claim_id"], row["statement_id"]) for row in rows["claim_origins"]}
    again = set(changed)
    keep = [c not in again or (c, s) in told for c, s in pick_rows(members, "claim_id", "statement_id")]
    made["claim_statements"] = members.filter(pa.array(keep, pa.bool_()))
    return made, gone


def _leave_out(table: pa.Table, column: str, gone: Iterable[int]) -> pa.Table:
    return table.filter(pc.invert(pc.is_in(table[column], _list_ids(gone))))


def _list_ids(numbers: Iterable[Any]) -> pa.Array:
    return pa.array(sorted(numbers), pa.int64())

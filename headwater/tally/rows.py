"""The five tables of the stage: claims that are as they were are taken over as rows, the others counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from headwater.mixing import mix_columns
from headwater.schema import Tables
from headwater.states import STATES
from headwater.tables import TABLES
from headwater.tally.claims import Groups
from headwater.tally.contents import Library
from headwater.tally.counts import count_claim
from headwater.tally.digests import METHOD, digest_answers, sum_groups
from headwater.tally.inputs import Inputs, Places
from headwater.tally.propositions import list_runs
from headwater.tally.relations import list_opposites, relate_claims
from headwater.tally.testimony import Evidence, Surroundings, Testimony
from headwater.tally.wordings import Claim, date_statement, word_claims
from headwater.work import Work, cut_batches

Array = npt.NDArray[Any]

STEP = 2_000
"""Claims between two words of progress."""

KEPT = 20_000
"""Claims counted between two times that they are kept."""

_BY_CLAIM = ("claims", "claim_statements", "claim_origins", "claim_counts")


@dataclass(frozen=True)
class Roll:
    """All claims: their rows in order of statements, one claim after the other, where each begins, and its inputs.

    `known` is the row of counted_claims of a claim that is as it was, or -1.
    """

    rows: Array
    starts: Array
    counts: Array
    inputs: Array
    known: Array

    def list_rows(self, claims: Array) -> Array:
        """The rows of some claims."""
        return self.rows[list_runs(self.starts[claims], self.counts[claims])]

    def list_documents(self, claims: Array, inputs: Inputs) -> Array:
        """The documents of some claims' statements, and those that these were copied from."""
        rows = self.list_rows(claims)
        documents = np.unique(np.concatenate([inputs.document[rows], inputs.parent[rows]]))
        return np.asarray(documents[documents != 0])


def call_roll(groups: Groups, inputs: Inputs, outcome: Array, around: Surroundings, known: Tables) -> Roll:
    """All claims, and which of them are as they were: of the same statements, in documents that say the same."""
    kept = np.flatnonzero(groups.kept)
    order = kept[np.lexsort((inputs.statement[kept], groups.label[kept]))]
    label = groups.label[order]
    starts = np.flatnonzero(np.append(True, label[1:] != label[:-1])) if len(label) else np.empty(0, np.int64)
    counts = np.diff(np.append(starts, len(order)))
    number = np.searchsorted(inputs.documents, inputs.document[order])
    above = Places(inputs.documents).find(inputs.parent[order])
    each = mix_columns(inputs.of_statement[order], outcome[number], np.where(above >= 0, outcome[above], 0))
    method = np.full(len(starts), METHOD)
    digest = mix_columns(method, counts, sum_groups(np.repeat(np.arange(len(starts)), counts), each, len(starts)))
    had = known.get("counted_claims", STATES["counted_claims"].build())
    at = Places(had["statement_id"].to_numpy()).find(inputs.statement[order[starts]])
    same = at >= 0
    right = had["answers"].to_numpy() == digest_answers(had["asked"], around.unseen)
    same[same] = (had["inputs"].to_numpy()[at[same]] == digest[same]) & right[at[same]]
    return Roll(order, starts, counts, digest, np.where(same, at, -1))


def write_claims(
    roll: Roll, groups: Groups, evidence: Evidence, around: Surroundings, known: Tables, library: Library
) -> Tables:
    """claims, claim_statements, claim_relations, claim_origins, claim_counts and the state table counted_claims.

    `evidence` has the documents of all claims that are not as they were.
    """
    new = np.flatnonzero(roll.known < 0)
    rows = roll.list_rows(new)
    several = np.repeat(roll.counts[new] > 1, roll.counts[new])
    contents = groups.contents.read_more(groups.contents.number_documents(rows[several]), library)
    claims = word_claims(rows, roll.counts[new], contents.rows, evidence)
    had = known.get("counted_claims", STATES["counted_claims"].build())
    kept = had.take(pa.array(roll.known[roll.known >= 0]))
    held = {name: known.get(name, TABLES[name].build()) for name in _BY_CLAIM}
    counted = _count_new(claims, roll.inputs[new], evidence, around, held["claims"]["claim_id"], library.work)
    made = {name: _merge(held[name], kept["claim_id"], counted[name], name) for name in _BY_CLAIM}
    ids = np.empty(len(roll.starts), np.int64)
    ids[roll.known >= 0], ids[new] = kept["claim_id"].to_numpy(), [claim.claim_id for claim in claims]
    made["claim_relations"] = _relate(roll, groups, (ids, made["claims"]), around, library)
    state = pa.concat_tables([kept, counted["counted_claims"]])
    return made | {"counted_claims": state.sort_by("statement_id").combine_chunks()}


def _merge(held: pa.Table, kept: pa.ChunkedArray, counted: pa.Table, name: str) -> pa.Table:
    """The rows of claims that are kept and of those counted, in order of the key: both are, and share no claim."""
    whole = pa.concat_tables([held.filter(pc.is_in(held["claim_id"], kept)), counted])
    if not len(kept):
        return counted
    return whole.take(pa.array(np.argsort(whole["claim_id"].to_numpy(), kind="stable"))).combine_chunks()


def _relate(
    roll: Roll, groups: Groups, made: tuple[Array, pa.Table], around: Surroundings, library: Library
) -> pa.Table:
    """claim_relations; `made` are the ids of all claims in order of the roll, and the table claims."""
    ids, claims = made
    claim_of = np.zeros(len(groups.kept), np.int64)
    claim_of[roll.rows] = np.repeat(ids, roll.counts)
    rows = groups.contents.rows
    some = np.unique([claim_of[row] for pair in list_opposites(groups, claim_of) for row in pair[:2]]).astype(np.int64)
    first = claims["first_statement_id"].to_numpy()[Places(claims["claim_id"].to_numpy()).find(some)]
    documents = rows.document[Places(rows.statement).find(first)]
    began = {
        claim: date_statement(statement, around.born_at[document])
        for claim, statement, document in zip(some.tolist(), first.tolist(), documents.tolist(), strict=True)
    }
    found = relate_claims(groups, claim_of, began, library, around)
    return TABLES["claim_relations"].build({"claim_id": a, "other_id": b, "kind": kind} for a, b, kind in found)


def _count_new(
    claims: Sequence[Claim], inputs: Array, evidence: Evidence, around: Surroundings, held: pa.ChunkedArray, work: Work
) -> Tables:
    """The rows of claims that are counted anew, kept from time to time but where a store has rows of such a claim."""
    order = sorted(range(len(claims)), key=lambda i: claims[i].claim_id)
    parts: list[Tables] = []
    done = 0
    for batch in cut_batches(order, KEPT):
        rows: dict[str, list[dict[str, Any]]] = {name: [] for name in (*_BY_CLAIM, "counted_claims")}
        for i in batch:
            _count_one(claims[i], int(inputs[i]), evidence, rows)
            done += 1
            if done % STEP == 0 or done == len(claims):
                work.tell(done, len(claims), "claims")
        part = {name: (TABLES.get(name) or STATES[name]).build(listed) for name, listed in rows.items()}
        asked = part["counted_claims"]
        answers = pa.array(digest_answers(asked["asked"], around.unseen))
        part["counted_claims"] = asked.set_column(4, asked.schema.field("answers"), answers)
        parts.append({n: t.sort_by([(k, "ascending") for k in _find_key(n)]) for n, t in part.items()})
        if len(claims) > KEPT:
            fresh = {n: t.filter(pc.invert(pc.is_in(t["claim_id"], held))) for n, t in parts[-1].items()}
            work.keep(fresh)
    empty = {name: (TABLES.get(name) or STATES[name]).build() for name in (*_BY_CLAIM, "counted_claims")}
    return {name: pa.concat_tables([part[name] for part in [empty, *parts]]) for name in empty}


def _find_key(name: str) -> tuple[str, ...]:
    return (TABLES.get(name) or STATES[name]).key


def _count_one(claim: Claim, inputs: int, evidence: Evidence, rows: dict[str, list[dict[str, Any]]]) -> None:
    rows["claims"].append({"claim_id": claim.claim_id, "wording": claim.wording, "first_statement_id": claim.first})
    rows["claim_statements"] += [
        {
            "claim_id": claim.claim_id,
            "statement_id": s,
            "stance": _name_stance(evidence.testimonies[s]),
            "similarity": near,
        }
        for s, near in zip(claim.statements, claim.similarity, strict=True)
    ]
    evidence.unseen.take()
    count, origins = count_claim(claim.claim_id, claim.statements, evidence)
    rows["claim_counts"].append(count)
    rows["claim_origins"] += origins
    rows["counted_claims"].append(
        {"statement_id": claim.statements[0], "claim_id": claim.claim_id, "inputs": inputs,
         "asked": evidence.unseen.take(), "answers": 0}
    )  # fmt: skip


def _name_stance(t: Testimony) -> str:
    if t.force == "question":
        return "questions"
    doubted = t.force == "hearsay" and (t.hedge or "").lower().startswith(("alleged", "purported", "supposed", "rumo"))
    return "doubts" if doubted else "asserts"

"""The five tables of the stage, from claims that are grouped."""

from collections.abc import Iterable, Sequence
from typing import Any

from headwater.schema import Tables
from headwater.tables import TABLES
from headwater.tally.claims import Claim
from headwater.tally.counts import count_claim
from headwater.tally.testimony import Evidence, Testimony
from headwater.work import Work

STEP = 2_000
"""Claims between two words of progress."""


def write_claims(
    claims: Sequence[Claim], relations: Iterable[tuple[int, int, str]], evidence: Evidence, work: Work
) -> Tables:
    """claims, claim_statements, claim_relations, claim_origins and claim_counts, sorted by their keys."""
    rows: dict[str, list[dict[str, Any]]] = {
        name: [] for name in ("claims", "claim_statements", "claim_origins", "claim_counts")
    }
    for done, claim in enumerate(claims, 1):
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
        count, origins = count_claim(claim.claim_id, claim.statements, evidence)
        rows["claim_counts"].append(count)
        rows["claim_origins"] += origins
        if done % STEP == 0 or done == len(claims):
            work.tell(done, len(claims), "claims")
    rows["claim_relations"] = [{"claim_id": a, "other_id": b, "kind": kind} for a, b, kind in relations]
    built = {name: TABLES[name].build(listed) for name, listed in rows.items()}
    return {name: table.sort_by([(key, "ascending") for key in TABLES[name].key]) for name, table in built.items()}


def _name_stance(t: Testimony) -> str:
    if t.force == "question":
        return "questions"
    doubted = t.force == "hearsay" and (t.hedge or "").lower().startswith(("alleged", "purported", "supposed", "rumo"))
    return "doubts" if doubted else "asserts"

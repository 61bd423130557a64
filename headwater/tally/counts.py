"""The count of one claim: reports, texts, outlets, the interval of independent sources, and what it rests on."""

from collections.abc import Sequence
from typing import Any

from headwater.tally.flows import Sources, draw_flow, join_sources
from headwater.tally.independence import Flow, find_cut, find_low_cut
from headwater.tally.origins import Origin, climb_claim
from headwater.tally.reasons import Verdict, write_reason
from headwater.tally.testimony import Evidence


def count_claim(
    claim_id: int, statements: Sequence[int], evidence: Evidence, documents: int
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The row of claim_counts and the rows of claim_origins of one claim."""
    origins = climb_claim(statements, evidence)
    sources = join_sources(origins)
    high, low, could_be_one = draw_flow(origins, sources, evidence)
    cut = find_cut(high)
    cut_low, exact = find_low_cut(low, could_be_one)
    if len(cut_low) > len(cut) or not cut_low:
        cut_low = cut
    spoken = _find_on_record(origins, sources)
    reports = sorted({o.document_id for o in origins})
    verdict = Verdict(
        len(reports), documents, tuple(cut), tuple(cut_low), exact, high, low, tuple(origins), sources, evidence
    )
    count = {
        "claim_id": claim_id,
        "reports": len(reports),
        "texts": _count_texts(origins, reports),
        "sites": len({evidence.papers[d].site for d in reports}),
        "independent_low": len(cut_low),
        "independent_high": len(cut),
        "on_record": len(spoken),
        "cut": _name_cut(high, cut),
        "cut_low": _name_cut(low, cut_low),
        "reason": write_reason(verdict),
        "confidence": _judge_confidence(len(cut_low), len(reports), exact),
    }
    return count, [_write_origin(claim_id, o, spoken, sources) for o in origins]


def _name_cut(flow: Flow, cut: Sequence[int]) -> list[str]:
    return [flow.labels[v] for v in cut]


def _find_on_record(origins: Sequence[Origin], sources: Sources) -> set[int]:
    """Groups of sources that are named and speak first-hand."""
    return {
        sources.group[o.speaker.source_id]
        for o in origins
        if o.speaker is not None
        and not o.second_hand
        and any(s.on_record for s in sources.speakers[sources.group[o.speaker.source_id]])
    }


def _count_texts(origins: Sequence[Origin], reports: Sequence[int]) -> int:
    """Reports left when those whose content was copied from one another, or from one unseen original, are one."""
    parent: dict[object, object] = {}

    def find(v: object) -> object:
        while (up := parent.get(v, v)) != v:
            v = up
        return v

    for o in origins:
        if len(o.path) > 1 and o.path[1].startswith("e"):
            top = o.through[0] if o.through else ("document", o.document_id)
            parent[find(("document", o.document_id))] = find(top if top[0] == "document" else ("copied", top[1]))
    return len({find(("document", d)) for d in reports})


def _judge_confidence(low: int, reports: int, exact: bool) -> float:
    """That the low count is not too high: 1 cannot be; see docs/builders/tally.md for how often more were, when measured."""
    if low == 1:
        return 0.99
    return round((0.8 if exact else 0.7) ** (low - 1), 3)


def _write_origin(claim_id: int, o: Origin, spoken: set[int], sources: Sources) -> dict[str, Any]:
    outlets = [str(name) for kind, name in o.through if kind == "outlet"]
    return {
        "claim_id": claim_id,
        "statement_id": o.statement_id,
        "source_id": o.source_id,
        "via": outlets[-1] if outlets else None,
        "version_id": o.version_id,
        "on_record": o.speaker is not None and not o.second_hand and sources.group[o.speaker.source_id] in spoken,
        "path": list(o.path),
        "reason": o.reason,
    }

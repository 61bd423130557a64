"""The count of one claim: reports, texts, outlets, the interval of independent sources, and what it rests on."""

from collections.abc import Sequence
from typing import Any

from headwater.tally.flows import Sources, draw_flow, join_sources
from headwater.tally.independence import Flow, find_cut, find_low_cut
from headwater.tally.inferences import climb_claim
from headwater.tally.origins import Origin
from headwater.tally.reasons import Verdict, write_reason, write_single_reason
from headwater.tally.testimony import Evidence

SURE = 0.99
"""Confidence that a count of one is not too high: it can only be wrong where the claim itself is none."""


def count_claim(
    claim_id: int, statements: Sequence[int], evidence: Evidence
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The row of claim_counts and the rows of claim_origins of one claim."""
    return count_origins(claim_id, climb_claim(statements, evidence), evidence)


def count_origins(
    claim_id: int, origins: Sequence[Origin], evidence: Evidence
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The same, from where the climb from each of its statements ends."""
    if len(origins) == 1:
        return _count_one(claim_id, origins[0], evidence)
    sources = join_sources(origins, evidence.apart)
    high, low, could_be_one = draw_flow(origins, sources, evidence)
    cut = find_cut(high)
    cut_low, exact = find_low_cut(low, could_be_one)
    if len(cut_low) > len(cut) or not cut_low:
        cut_low = cut
    spoken = {sources.group[o.speaker.source_id] for o in origins if o.speaker and _is_on_record(o, sources)}
    reports = sorted({o.document_id for o in origins})
    verdict = Verdict(len(reports), tuple(cut), tuple(cut_low), exact, high, low, tuple(origins), sources, evidence)
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
    return count, _keep_shortest([_write_origin(claim_id, o, _is_on_record(o, sources)) for o in origins])


def _count_one(claim_id: int, o: Origin, evidence: Evidence) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The rows of a claim that one statement makes: everything lies on its one way, and any vertex of it is the cut."""
    outlets = [str(name) for kind, name in o.through if kind == "outlet"]
    uris = [evidence.papers[int(number)].uri for kind, number in o.through if kind == "document"]
    uris.append(evidence.papers[o.document_id].uri)
    speaker = o.speaker
    spoken = speaker is not None and speaker.on_record and not o.second_hand
    named = [speaker.label] if speaker is not None and speaker.named else []
    cut = min(outlets) if outlets else named[0] if named else min(uris)
    count = {
        "claim_id": claim_id, "reports": 1, "texts": 1, "sites": 1, "independent_low": 1, "independent_high": 1,
        "on_record": int(spoken), "cut": [cut], "cut_low": [cut], "reason": write_single_reason(o),
        "confidence": SURE,
    }  # fmt: skip
    return count, [_write_origin(claim_id, o, spoken)]


def _keep_shortest(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Of the ways from one statement to one origin through one outlet, the shortest."""
    kept: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in sorted(rows, key=lambda row: (len(row["path"]), row["path"], row["reason"]), reverse=True):
        kept[row["statement_id"], row["source_id"], row["via"], row["version_id"]] = row
    return list(kept.values())


def _name_cut(flow: Flow, cut: Sequence[int]) -> list[str]:
    return [flow.labels[v] for v in cut]


def _is_on_record(o: Origin, sources: Sources) -> bool:
    """Whether an origin is a named source that speaks first-hand."""
    if o.speaker is None or o.second_hand:
        return False
    return any(s.on_record for s in sources.speakers[sources.group[o.speaker.source_id]])


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
    """That the low count is not too high: one cannot be, and more the less likely the more there are.

    Measured on labelled stories: five in eight counts of two or more were right (docs/builders/tally.md).
    """
    if low == 1:
        return SURE
    return round((0.8 if exact else 0.7) ** (low - 1), 3)


def _write_origin(claim_id: int, o: Origin, on_record: bool) -> dict[str, Any]:
    outlets = [str(name) for kind, name in o.through if kind == "outlet"]
    return {
        "claim_id": claim_id,
        "statement_id": o.statement_id,
        "source_id": o.source_id,
        "via": outlets[-1] if outlets else None,
        "version_id": o.version_id,
        "on_record": on_record,
        "path": list(o.path),
        "reason": o.reason,
    }

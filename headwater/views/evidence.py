"""The evidence for a count: from each report to its origin, what the count rests on, and the weakest link."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from headwater.errors import InputError
from headwater.schema import read_id, write_id
from headwater.views.claims import read_claims
from headwater.views.differences import read_versions
from headwater.views.directions import explain_direction
from headwater.views.names import clip, find_id, measure_ids
from headwater.views.quoting import read_statements
from headwater.views.texts import say_order
from headwater.views.voices import Row, count_articles, name_speaker

if TYPE_CHECKING:
    from headwater.store import Store

ASSUMPTIONS = (
    "The low count takes unnamed sources for one wherever they could be the same; the high count merges nobody.",
    "A spokesperson speaks for the organisation, and counts as one source with it.",
    "Whoever copied a text, or names another outlet as its source, adds nothing of its own.",
    "It counts what these articles show; what was said outside of them it cannot know.",
)
"""What every count takes for granted, said where the count is explained."""


def explain(store: "Store", names: Sequence[str]) -> Row:
    """Why a claim has its count (one name), or why one text is taken to be from another (two).

    Raises InputError when nothing goes by a name, or one name is an article's.
    """
    if len(names) == 2:
        return explain_direction(store, *names)
    letter, number = find_id(store, names[0], "cdv")
    if letter != "c":
        raise InputError(
            f"{clip(names[0])} is an article; there is a count of a claim, or an order of two articles.",
            f"Give a second article, or a claim: headwater claims {store.path}",
        )
    return explain_count(store, number)


def explain_count(store: "Store", number: int) -> Row:
    """Why a claim has its count.

    Reads what the tally, the statements and the descent wrote. Returns claim (as lists show it), articles, reports (the
    way from each statement to its origin, quoted; one that goes_on ends at another of the reports), weakest (the link
    that is least sure, or null), assumptions and short_ids.
    """
    claim = read_claims(store, [number])[0]
    origins = store.ask(_ORIGINS, [number]).to_pylist()
    steps = [read_id(step) for origin in origins for step in origin["path"] or []]
    edges = _read_steps(store, sorted({n for letter, n in steps if letter == "e"}))
    own = {origin["statement_id"] for origin in origins}
    statements = read_statements(store, sorted({n for letter, n in steps if letter == "s"} | own))
    texts = {
        row["version_id"]: row["shown"]
        for row in read_versions(store, "version_id", [o["version_id"] for o in origins])
    }
    reports = [_describe_way(origin, statements, edges, texts[origin["version_id"]]) for origin in origins]
    carriers = {report["article"]["id"] for report in reports}
    for report in reports:
        end = report["origin"]["text"]["article"]
        report["goes_on"] = end is not None and end["id"] in carriers - {report["article"]["id"]}
    reports.sort(
        key=lambda way: (way["article"]["published"] or "9", way["article"]["file"], way["statement"]["start"])
    )
    return {
        "question": "count",
        "articles": count_articles(store),
        "claim": claim,
        "reports": reports,
        "weakest": _find_weakest(reports),
        "assumptions": list(ASSUMPTIONS),
        "short_ids": measure_ids(store, "cdvs"),
    }


_ORIGINS = """
SELECT o.*, m.stance, m.similarity, s.name, s.kind, s.described_as, s.role, s.affiliation
FROM claim_origins o JOIN claim_statements m USING (claim_id, statement_id) JOIN sources s USING (source_id)
JOIN statements t USING (statement_id) JOIN documents d USING (document_id)
WHERE o.claim_id = ? ORDER BY d.published_at NULLS LAST, d.uri, o.statement_id, o.source_id, o.version_id"""
_EDGES = """SELECT * EXCLUDE blocks FROM edges WHERE edge_id IN (SELECT unnest(?))"""
_CREDITS = """
SELECT document_id, evidence, target FROM signals WHERE document_id IN (SELECT unnest(?)) AND "start" IS NOT NULL
AND direction IN ('from', 'part', 'same')
AND kind NOT IN ('staff', 'licence', 'update', 'correction', 'contradiction')
ORDER BY document_id, "start", signal_id"""


def _read_steps(store: "Store", numbers: list[int]) -> dict[int, Row]:
    """Edges on the way, with both texts and the words by which the child says where it is from."""
    edges = store.ask(_EDGES, [numbers]).to_pylist()
    versions = {
        row["version_id"]: row
        for row in read_versions(
            store, "version_id", [n for edge in edges for n in (edge["child_id"], edge["parent_id"])]
        )
    }
    documents = [versions[edge["child_id"]]["document_id"] for edge in edges]
    credits = store.ask(_CREDITS, [[n for n in documents if n is not None]]).to_pylist()
    found = {}
    for edge in edges:
        child, parent = versions[edge["child_id"]], versions[edge["parent_id"]]
        quoted = [row["evidence"] for row in credits if row["document_id"] == child["document_id"]]
        found[edge["edge_id"]] = {
            "step": "copied",
            "id": write_id("e", edge["edge_id"]),
            "child": child["shown"],
            "parent": parent["shown"],
            "kind": edge["kind"],
            "order": say_order(edge["confidence"]),
            "confidence": edge["confidence"],
            "credited": edge["credited"],
            "credit": quoted[0] if quoted and edge["credited"] in ("yes", "partly") else None,
            "basis": edge["basis"],
        }
    return found


def _describe_way(origin: Row, statements: dict[int, Row], edges: dict[int, Row], end: Row) -> Row:
    steps = []
    for letter, number in map(read_id, origin["path"] or []):
        if letter == "e" and number in edges:
            steps.append(edges[number])
        elif letter == "s" and number in statements:
            steps.append({"step": "said", **statements[number]})
    own = statements[origin["statement_id"]]
    return {
        "article": own["article"],
        "statement": own,
        "stance": origin["stance"],
        "similarity": origin["similarity"],
        "steps": steps,
        "origin": {
            "source": name_speaker(origin),
            "named": origin["name"] is not None,
            "on_record": origin["on_record"],
            "via": origin["via"],
            "text": end,
        },
        "reason": origin["reason"],
    }


def _find_weakest(reports: list[Row]) -> Row | None:
    """The step of all ways that is least sure: that a text was taken from another, or that somebody said something."""
    links: dict[str, Row] = {}
    for report in reports:
        for step in [*report["steps"], {"step": "said", **report["statement"]}]:
            links.setdefault(step["id"], step)
    ordered = sorted(links.values(), key=lambda step: (step["confidence"], step["id"]))
    return ordered[0] if ordered else None

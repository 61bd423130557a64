"""What headwater finds in the sample pile is what a careful reader finds (samples/findings.json)."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from headwater.store import Store, open_store
from headwater.tables import TABLES
from headwater.views.payload import build_payload
from tests.piles import ROOT, SAMPLES, trace_into

FINDINGS: dict[str, Any] = json.loads((ROOT / "samples" / "findings.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path = tmp_path_factory.mktemp("samples") / "pile.duckdb"
    trace_into(path, SAMPLES)
    with open_store(path, read_only=True) as opened:
        yield opened


def _ask(store: Store, sql: str, *parameters: object) -> list[dict[str, Any]]:
    return list(store.ask(sql, parameters).to_pylist())


def _parents(store: Store, child: str) -> list[dict[str, Any]]:
    return _ask(
        store,
        """SELECT coalesce(dp.uri, p.name) AS parent, e.* FROM edges e JOIN versions c ON c.version_id = child_id
        JOIN documents d USING (document_id) JOIN versions p ON p.version_id = parent_id
        LEFT JOIN documents dp ON dp.document_id = p.document_id WHERE d.uri LIKE '%' || ? ORDER BY e.child_end - e.child_start DESC""",
        child,
    )


def _claim_of(store: Store, article: str, quote: str) -> list[int]:
    """The claims whose statement in that article has most of the words."""
    rows = _ask(
        store,
        """SELECT cs.claim_id, d.text, sp.start, sp."end" FROM documents d JOIN statements s USING (document_id)
        JOIN spans sp USING (statement_id) JOIN claim_statements cs USING (statement_id)
        WHERE d.uri LIKE '%' || ? AND sp.role = 'content' ORDER BY sp."end" - sp.start, cs.claim_id""",
        article,
    )
    wanted = re.findall(r"\w+", quote.lower())
    found = []
    for row in rows:
        at = re.sub(r"\W+", " ", row["text"].lower())
        assert " ".join(wanted) in at, f"{article} does not say {quote}"
        said = re.findall(r"\w+", row["text"][row["start"] : row["end"]].lower())
        if sum(word in said for word in wanted) >= 0.8 * len(wanted) and row["claim_id"] not in found:
            found.append(row["claim_id"])
    return found


def test_articles__are_all_read(store: Store) -> None:
    assert store.count("documents") == FINDINGS["articles"]
    assert store.count("problems") == 0


@pytest.mark.parametrize("copy", FINDINGS["copies"], ids=lambda c: c["child"])
def test_copies__have_their_parent(store: Store, copy: dict[str, str]) -> None:
    parents = [row["parent"] for row in _parents(store, copy["child"])]
    assert parents and parents[0].endswith(copy["parent"])


@pytest.mark.parametrize("family", FINDINGS["siblings"], ids=lambda f: f["of"])
def test_siblings__come_from_one_unseen_original(store: Store, family: dict[str, Any]) -> None:
    parents = {child: {row["parent_id"] for row in _parents(store, child)} for child in family["children"]}
    assert len(set.union(*parents.values())) == 1
    assert all(family["of"] in _parents(store, child)[0]["parent"] for child in family["children"])


def test_unseen_originals__are_named(store: Store) -> None:
    names = [row["name"] for row in _ask(store, "SELECT name FROM versions WHERE document_id IS NULL")]
    assert [wanted for wanted in FINDINGS["unseen"] if not any(wanted in (name or "") for name in names)] == []


@pytest.mark.parametrize("edit", FINDINGS["edits"], ids=lambda e: f"{e['from']} to {e['to']}")
def test_edits__are_found(store: Store, edit: dict[str, str]) -> None:
    rows = _ask(
        store,
        """SELECT x.kind, substr(d.text, x.child_start + 1, x.child_end - x.child_start) AS now FROM edits x
        JOIN edges e USING (edge_id) JOIN versions c ON c.version_id = e.child_id JOIN documents d USING (document_id)
        WHERE d.uri LIKE '%' || ?""",
        edit["child"],
    )
    assert any(row["kind"] == edit["kind"] and edit["to"] in row["now"] for row in rows), rows


@pytest.mark.parametrize("claim", FINDINGS["claims"], ids=lambda c: c["claim"])
def test_claims__are_counted_as_a_careful_reader_counts(store: Store, claim: dict[str, Any]) -> None:
    found = [_claim_of(store, article, quote) for article, quote in claim["statements"]]
    shared = set(found[0]).intersection(*found[1:])
    assert shared, [len(f) for f in found]
    counts = _ask(store, f"SELECT * FROM claim_counts WHERE claim_id IN ({','.join(map(str, shared))})")
    right = [
        c
        for c in counts
        if (c["independent_low"], c["independent_high"], c["on_record"])
        == (claim["low"], claim["high"], claim["on_record"])
    ]
    assert right, [(c["independent_low"], c["independent_high"], c["on_record"], c["cut"], c["reason"]) for c in counts]
    for wanted in claim.get("rests_on", ()):
        assert any(wanted in entry for c in right for entry in c["cut"])


@pytest.mark.parametrize("denial", FINDINGS["denials"], ids=lambda d: d["denial"][0])
def test_denials__are_claims_of_their_own(store: Store, denial: dict[str, Any]) -> None:
    ours, theirs = _claim_of(store, *denial["denial"]), _claim_of(store, *denial["of"])
    rows = _ask(store, "SELECT claim_id, other_id FROM claim_relations WHERE kind = 'denies'")
    assert any(row["claim_id"] in ours and row["other_id"] in theirs for row in rows)


@pytest.mark.parametrize("pair", FINDINGS["not_same"], ids=lambda p: p[0][1])
def test_look_alikes__stay_apart(store: Store, pair: list[list[str]]) -> None:
    ours, theirs = _claim_of(store, *pair[0]), _claim_of(store, *pair[1])
    assert ours and theirs and not set(ours) & set(theirs)


def test_files__are_under_the_sample_folder() -> None:
    assert len(list(Path(SAMPLES).iterdir())) == 13


def test_flow__is_cut_by_what_the_count_rests_on(store: Store) -> None:
    payload = build_payload({name: store.read(name) for name in TABLES})
    assert payload["index"]["claims"]
    for row, part in zip(payload["index"]["claims"], payload["parts"]["claims"], strict=True):
        nodes, links = part["flow"]["nodes"], part["flow"]["links"]
        rests = {n for n, node in enumerate(nodes) if node.get("rests")}
        reached = {n for n, node in enumerate(nodes) if node["kind"] in ("source", "unstated")} - rests
        for _ in nodes:
            reached |= {tie["to"] for tie in links if tie["from"] in reached} - rests
        assert not [nodes[n]["label"] for n in reached if nodes[n]["kind"] == "report"], row["wording"]

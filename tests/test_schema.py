"""Every rule of every table, each against a store that breaks it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.errors import RuleError
from headwater.schema import Rule, Table, derive_rules, make_id, read_id, write_id
from headwater.states import FINGERPRINTS
from headwater.store import Store, open_store
from headwater.tables import TABLES

DAY = datetime(2026, 3, 1, tzinfo=UTC)

ROWS: dict[str, list[dict[str, Any]]] = {
    "documents": [
        {"document_id": 1, "uri": "a.txt", "text": "The dam will close.", "text_hash": 1, "source_path": "a.txt", "source_hash": 1, "analysed": "full", "published_precision": "day"},
        {"document_id": 2, "uri": "b.txt", "text": "The dam will close.", "text_hash": 1, "source_path": "b.txt", "source_hash": 1, "analysed": "full"},
    ],
    "regions": [{"document_id": 1, "start": 0, "end": 19, "kind": "body"}],
    "signals": [{"signal_id": 1, "document_id": 2, "start": 0, "end": 3, "kind": "link", "direction": "from", "target": "a", "evidence": "a"}],
    "problems": [{"source_path": "c.txt", "stage": "articles", "reason": "empty", "detail": "It is empty."}],
    "passages": [
        {"passage_id": 1, "a_document_id": 1, "a_start": 0, "a_end": 19, "b_document_id": 2, "b_start": 0, "b_end": 19, "blocks": [{"a_start": 0, "b_start": 0, "length": 19}], "shared_tokens": 4, "similarity": 1.0, "kind": "copy"}
    ],
    "versions": [
        {"version_id": 11, "document_id": 1, "family_id": 11, "born_at": DAY, "born_basis": "document"},
        {"version_id": 12, "document_id": 2, "family_id": 11},
    ],
    "edges": [
        {"edge_id": 21, "child_id": 12, "child_start": 0, "child_end": 19, "parent_id": 11, "parent_start": 0, "parent_end": 19, "blocks": [], "kind": "repost", "basis": "dates", "confidence": 0.9, "credited": "no"}
    ],
    "edits": [{"edit_id": 31, "edge_id": 21, "child_start": 0, "child_end": 3, "parent_start": 0, "parent_end": 3, "kind": "wording", "weight": 0.3}],
    "statements": [
        {"statement_id": 41, "document_id": 1, "kind": "indirect", "force": "statement", "source_id": 51, "negated": False, "confidence": 0.9}
    ],
    "spans": [{"statement_id": 41, "role": "content", "start": 0, "end": 19}],
    "sources": [{"source_id": 51, "kind": "unstated"}],
    "roles": [{"document_id": 1, "start": 0, "end": 3, "name": "Ada Kern"}],
    "dates": [{"document_id": 1, "start": 0, "end": 3, "value_start": DAY, "value_end": DAY, "basis": "text"}],
    "claims": [{"claim_id": 61, "wording": "The dam will close.", "first_statement_id": 41}, {"claim_id": 62, "wording": "It will not.", "first_statement_id": 41}],
    "claim_statements": [{"claim_id": 61, "statement_id": 41, "stance": "asserts", "similarity": 1.0}],
    "claim_relations": [{"claim_id": 62, "other_id": 61, "kind": "denies"}],
    "claim_origins": [
        {"claim_id": 61, "statement_id": 41, "source_id": 51, "version_id": 11, "on_record": False, "path": ["s0000000000019"], "reason": "It says so."}
    ],
    "claim_counts": [
        {"claim_id": c, "reports": 2, "texts": 1, "sites": 1, "independent_low": 1, "independent_high": 1, "on_record": 0, "cut": ["a"], "cut_low": ["a"], "reason": "One text.", "confidence": 0.5}
        for c in (61, 62)
    ],
    "decisions": [{"decision_id": 71, "kind": "copy", "subject": "a.txt"}],
    "runs": [{"run_id": 81, "stage": "tally", "options": "{}", "versions": "{}", "started_at": DAY, "seconds": 1.0, "cpu_seconds": 1.0, "rows_in": 1, "rows_out": 1}],
}  # fmt: skip
RULES = [(t, r) for t in TABLES.values() for r in (*derive_rules(t, TABLES), *t.rules)]


def _break_column(rule: Rule, table: Table, rows: dict[str, list[dict[str, Any]]]) -> bool:
    """Break one of the rules that follow from the columns; False where the rule is of another kind."""
    own = rows[table.name]
    for c in table.columns:
        if rule.name == f"{table.name}_{c.name}_given":
            own[0].pop(c.name, None)
        elif rule.name == f"{table.name}_{c.name}_known":
            own[0][c.name] = "nonsense"
        elif rule.name == f"{table.name}_{c.name}_resolves":
            own[0][c.name] = 999
        else:
            continue
        return True
    if rule.name == f"{table.name}_key":
        own.append(dict(own[0]))
    elif rule.name == f"{table.name}_in_text":
        own[0]["end"] = 20
    else:
        return False
    return True


def _cycle(rows: dict[str, list[dict[str, Any]]]) -> None:
    back = {**rows["edges"][0], "edge_id": 22, "child_id": 11, "parent_id": 12}
    rows["versions"][0].pop("born_at")
    rows["edges"].append(back)


def _overlap(rows: dict[str, list[dict[str, Any]]]) -> None:
    rows["edges"].append({**rows["edges"][0], "edge_id": 22, "child_start": 5})


SPECIAL: dict[str, Callable[[dict[str, list[dict[str, Any]]]], object]] = {
    "passages_stretches": lambda r: r["passages"][0].update(b_end=20),
    "passages_ordered": lambda r: r["passages"][0].update(a_document_id=2, b_document_id=1),
    "versions_every_document": lambda r: r["versions"][1].update(document_id=1),
    "versions_named": lambda r: r["versions"].append({"version_id": 13, "family_id": 13}),
    "edges_no_overlap": _overlap,
    "edges_stretches": lambda r: r["edges"][0].update(parent_end=20),
    "edges_born": lambda r: r["versions"][1].update(born_at=datetime(2026, 2, 1, tzinfo=UTC)),
    "edges_no_cycle": _cycle,
    "statements_content": lambda r: r["spans"][0].update(role="cue"),
    "statements_not_in_itself": lambda r: r["statements"][0].update(outer_id=41),
    "counts_interval": lambda r: r["claim_counts"][0].update(independent_low=2),
    "counts_every_claim": lambda r: r["claim_counts"].pop(),
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "pile.duckdb") as opened:
        yield opened


def _build(rows: dict[str, list[dict[str, Any]]]) -> dict[str, pa.Table]:
    return {name: TABLES[name].build(listed) for name, listed in rows.items()}


def _copy() -> dict[str, list[dict[str, Any]]]:
    return {name: [dict(row) for row in rows] for name, rows in ROWS.items()}


def test_save__takes_rows_that_keep_every_rule(store: Store) -> None:
    store.save(_build(_copy()))
    assert list(store.find_broken_rules()) == []
    assert store.save(_build(_copy())) == 0


@pytest.mark.parametrize(("table", "rule"), RULES, ids=[r.name for _, r in RULES])
def test_rule__is_broken_by_a_bad_row(store: Store, table: Table, rule: Rule) -> None:
    rows = _copy()
    if not _break_column(rule, table, rows):
        SPECIAL[rule.name](rows)
    store._connection.execute(
        "DROP INDEX documents_sought; DROP INDEX regions_sought"
    )  # no table with an index can be altered
    loose = [c for t in TABLES.values() for c in t.columns if c.required]
    for t in TABLES.values():
        for c in t.columns:
            if c in loose:
                store._connection.execute(f'ALTER TABLE {t.name} ALTER "{c.name}" DROP NOT NULL')
    store.append({n: pa.Table.from_arrays(list(b.columns), names=b.schema.names) for n, b in _build(rows).items()})
    assert rule.name in {broken.name for broken, _, _ in store.find_broken_rules()}


def test_save__a_state_s_rows_are_told_by_what_determines_them(store: Store) -> None:
    row = {"document_id": 1, "inputs": 5, "digest": 2, "words": 9, "hashes": b"", "places": b""}
    rows = [row, row | {"document_id": 2}]
    assert store.save({"fingerprints": FINGERPRINTS.build(rows)}) == 2
    changed = [row | {"inputs": 6, "words": 8}, row | {"document_id": 3}]
    assert store.save({"fingerprints": FINGERPRINTS.build(changed)}) == 4
    assert store.read("fingerprints").to_pylist() == changed


def test_save__refuses_a_broken_rule_and_changes_nothing(store: Store) -> None:
    store.save(_build(_copy()))
    bad = _copy()
    bad["claim_counts"][0]["independent_high"] = 5
    with pytest.raises(RuleError, match="low <= high"):
        store.save(_build(bad))
    assert store.read("claim_counts").to_pylist()[0]["independent_high"] == 1


def _share(first: int, other: int, **changed: Any) -> dict[str, Any]:
    """A row of passages between two documents of texts of ten characters."""
    row = {"passage_id": 100 * first + other, "a_document_id": first, "a_start": 0, "a_end": 4, "b_document_id": other,
           "b_start": 1, "b_end": 5, "blocks": [], "shared_tokens": 1, "similarity": 0.5, "kind": "copy"}  # fmt: skip
    return row | changed


def _add_documents(store: Store, count: int) -> pa.Table:
    rows = [ROWS["documents"][0] | {"document_id": n, "text": "ten of any"} for n in range(1, count + 1)]
    store.append({"documents": TABLES["documents"].build(rows)})
    return store.read("documents").select(["document_id", "text"])


def test_save_part__leaves_the_rows_of_others_as_they_are(store: Store) -> None:
    documents, passages = _add_documents(store, 4), TABLES["passages"]
    store.append({"passages": passages.build([_share(1, 2), _share(2, 3), _share(3, 4), _share(1, 4)])})
    numbers = store.number_rows("passages", "passage_id").sort_by("passage_id")
    assert numbers["passage_id"].to_pylist() == [102, 104, 203, 304]
    rows = passages.build([_share(1, 2), _share(2, 3, kind="quotation"), _share(1, 3)])
    assert store.save_part("passages", rows, numbers["row"].to_numpy()[:3], {"documents": documents}) == 4
    kinds = {row["passage_id"]: row["kind"] for row in store.read("passages").to_pylist()}
    assert kinds == {102: "copy", 203: "quotation", 103: "copy", 304: "copy"}


def test_save_part__refuses_a_broken_rule_and_changes_nothing(store: Store) -> None:
    documents, rows = _add_documents(store, 2), TABLES["passages"].build([_share(1, 2, b_end=11)])
    with pytest.raises(RuleError, match="lie in their texts"):
        store.save_part("passages", rows, np.empty(0, np.int64), {"documents": documents})
    assert store.count("passages") == 0 and store.count("documents") == 2


def test_read_rows__finds_rows_by_their_numbers(store: Store) -> None:
    _add_documents(store, 5)
    numbered = store.number_rows("documents", "document_id")
    wanted = {
        n: row for n, row in zip(*(numbered[c].to_pylist() for c in ("document_id", "row")), strict=True) if n > 3
    }
    found = store.read_rows("documents", np.array(list(wanted.values())), "document_id", "text")
    assert sorted(found.to_pylist(), key=lambda r: r["document_id"]) == [
        {"document_id": n, "text": "ten of any"} for n in (4, 5)
    ]


@given(number=st.integers(-(2**63), 2**63 - 1), letter=st.sampled_from("dcsv"))
def test_write_id__is_read_back(number: int, letter: str) -> None:
    assert read_id(write_id(letter, number)) == (letter, number)


@given(a=st.lists(st.text(), max_size=3), b=st.lists(st.text(), max_size=3))
def test_make_id__tells_keys_apart(a: list[str], b: list[str]) -> None:
    assert (make_id(*a) == make_id(*b)) == (a == b)

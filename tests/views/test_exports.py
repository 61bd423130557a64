"""Exports: what is written is what the store holds; ids for people; no cell is a formula."""

import csv
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.errors import HeadwaterError
from headwater.schema import make_id, write_id
from headwater.store import open_store
from headwater.tables import TABLES
from headwater.views.exports import export_tables

ODD = [
    "=1+1",
    "+49 30 1",
    "-5 degrees",
    "@editor",
    "\tx",
    "a\x00b",
    'quote " and, comma',
    "line\nbreak",
    "شارع",
    "👩‍🚀",
]


def _fill(path: Path, titles: list[str]) -> None:
    rows = [
        {"document_id": make_id(i), "uri": f"{i}.txt", "title": title, "text": title or "x", "text_hash": make_id(title), "source_path": f"{i}.txt", "source_hash": 1, "analysed": "full"}
        for i, title in enumerate(titles)
    ]  # fmt: skip
    with open_store(path) as store:
        store.save({"documents": TABLES["documents"].build(rows)})


def test_export_tables__writes_every_table_and_reads_back(tmp_path: Path) -> None:
    _fill(tmp_path / "pile.duckdb", ODD)
    with open_store(tmp_path / "pile.duckdb", read_only=True) as store:
        paths = export_tables(store, tmp_path / "out")
        assert sorted(p.stem for p in paths) == sorted(TABLES)
        for path in paths:
            assert pq.read_table(path).equals(store.read(path.stem))


def test_export_tables__csv_has_no_formulas(tmp_path: Path) -> None:
    _fill(tmp_path / "pile.duckdb", ODD)
    with open_store(tmp_path / "pile.duckdb", read_only=True) as store:
        export_tables(store, tmp_path / "out", "csv")
    with (tmp_path / "out" / "documents.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    titles = {row["uri"]: row["title"] for row in rows}
    assert len(rows) == len(ODD)
    for i, title in enumerate(ODD):
        shown = titles[f"{i}.txt"]
        assert shown[0] not in "=+-@\t\r"
        assert shown.removeprefix("'") == title.replace("\x00", "\ufffd")


def test_export_tables__jsonl_has_ids_with_letters(tmp_path: Path) -> None:
    _fill(tmp_path / "pile.duckdb", ["One"])
    with open_store(tmp_path / "pile.duckdb", read_only=True) as store:
        export_tables(store, tmp_path / "out", "jsonl")
    row = json.loads((tmp_path / "out" / "documents.jsonl").read_text(encoding="utf-8"))
    assert row["document_id"] == write_id("d", make_id(0))


def test_export_tables__flat_gives_three_sheets(tmp_path: Path) -> None:
    _fill(tmp_path / "pile.duckdb", ["One", "Two"])
    with open_store(tmp_path / "pile.duckdb", read_only=True) as store:
        paths = export_tables(store, tmp_path / "out", "csv", flat=True)
    assert [p.name for p in paths] == ["articles.csv", "copies.csv", "claims.csv"]
    assert len((tmp_path / "out" / "articles.csv").read_text(encoding="utf-8-sig").splitlines()) == 3


def test_export_tables__says_what_is_wrong(tmp_path: Path) -> None:
    _fill(tmp_path / "pile.duckdb", ["One"])
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with open_store(tmp_path / "pile.duckdb", read_only=True) as store:
        with pytest.raises(HeadwaterError, match="xlsx"):
            export_tables(store, tmp_path / "out", "xlsx")
        with pytest.raises(HeadwaterError, match="folder"):
            export_tables(store, tmp_path / "file")


@settings(max_examples=15)
@given(titles=st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), min_size=1, max_size=4))
def test_store__gives_back_any_text(titles: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("any") / "pile.duckdb"
    _fill(path, titles)
    with open_store(path, read_only=True) as store:
        read = {row["uri"]: row["title"] for row in store.read("documents").to_pylist()}
    assert read == {f"{i}.txt": title for i, title in enumerate(titles)}

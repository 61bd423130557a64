"""The texts of tables as they stand, and what is left to the reader of rows."""

import gzip
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.articles import ReadOptions, read_articles, read_texts
from headwater.articles.text_columns_kernels import hash_cells, read_eights
from headwater.errors import InputError
from tests.reference.articles import hash_cell

ROWS: list[dict[str, Any]] = [
    {
        "url": "https://vik.example/a",
        "published": "2024-05-01T08:00:00Z",
        "title": "Pier",
        "text": " The pier shut.\n\nIt leaks.",
    },
    {
        "url": "https://www.elsewhere.example/b",
        "published": "2024-05-02T09:30:00Z",
        "title": "Quay",
        "text": "Кей закрыт.",
    },
    {"url": None, "published": None, "title": None, "text": "No address here."},
]


@given(st.lists(st.tuples(st.binary(max_size=40), st.integers(0, 2**64 - 1)), max_size=5))
def test_hash_cells__agrees_with_its_twin(cells: list[tuple[bytes, int]]) -> None:
    data = np.frombuffer(b"".join(cell for cell, _ in cells), np.uint8)
    bounds = np.cumsum([0, *(len(cell) for cell, _ in cells)])
    seeds = np.array([seed for _, seed in cells], np.uint64)
    assert hash_cells(data, read_eights(data), bounds, seeds).tolist() == [
        hash_cell(cell, seed) for cell, seed in cells
    ]


def write(folder: Path, name: str, rows: Sequence[Any]) -> Path:
    path = folder / name
    if name.endswith(".parquet"):
        pq.write_table(pa.Table.from_pylist(list(rows)), path)
    else:
        data = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()
        path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return path


def read(*paths: Path, **options: Any) -> list[dict[str, Any]]:
    return list(read_texts(paths, options=ReadOptions(**options))["documents"].to_pylist())


@pytest.mark.parametrize("name", ["a.parquet", "a.jsonl", "a.jsonl.gz"])
def test_read_texts__takes_the_column_as_it_stands(tmp_path: Path, name: str) -> None:
    rows = read(write(tmp_path, name, ROWS))
    assert [row["text"] for row in rows] == [row["text"] for row in ROWS]
    assert [row["uri"] for row in rows] == [f"{name}#1", f"{name}#2", f"{name}#3"]
    assert [row["site"] for row in rows] == ["vik.example", "elsewhere.example", None]
    assert rows[0]["published_at"] == datetime(2024, 5, 1, 8, tzinfo=UTC) and rows[2]["published_at"] is None


def test_read_texts__gives_no_regions_of_a_plain_column(tmp_path: Path) -> None:
    assert read_texts([write(tmp_path, "a.parquet", ROWS)])["regions"].num_rows == 0


def test_read_texts__names_documents_by_address_and_text(tmp_path: Path) -> None:
    same = [ROWS[0], ROWS[0] | {"title": "another"}, ROWS[0] | {"url": "https://vik.example/c"}, ROWS[2], ROWS[2]]
    rows = read(write(tmp_path, "a.parquet", same))
    assert [row["uri"].split("#")[1] for row in rows] == ["1", "3", "4", "5"]
    assert len({row["document_id"] for row in rows}) == 4
    again = read(write(tmp_path, "b.jsonl", same))
    assert rows[0]["document_id"] == again[0]["document_id"]


def test_read_texts__takes_names_and_columns_that_are_given(tmp_path: Path) -> None:
    rows = [
        {"corpo": "Il molo è chiuso.", "text": "x", "key": "m-1"},
        {"corpo": "La nave parte.", "text": "x", "key": None},
    ]
    got = read(write(tmp_path, "a.parquet", rows), text="corpo", id="key")
    assert [(row["uri"], row["text"]) for row in got] == [
        ("a.parquet#m-1", "Il molo è chiuso."),
        ("a.parquet#2", "La nave parte."),
    ]


@pytest.mark.parametrize("name", ["a.parquet", "a.jsonl"])
def test_read_texts__leaves_markup_to_the_reader_of_rows(tmp_path: Path, name: str) -> None:
    path = write(tmp_path, name, [{"text": "<p>The pier shut.</p><p>It leaks.</p>", "title": "Pier"}])
    whole = read_articles([path])["documents"]
    assert read(path)[0]["text"] == whole["text"][0].as_py() == "Pier\n\nThe pier shut.\n\nIt leaks."


def test_read_texts__leaves_gaps_that_another_column_fills_to_the_reader_of_rows(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "a.parquet",
        [{"text": "The pier shut.", "body": "d"}, {"text": None, "body": "It is open again."}],
    )
    assert {row["text"] for row in read(path)} == {"The pier shut.", "It is open again."}


def test_read_texts__keeps_the_rows_of_a_file_with_a_broken_one(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "The pier shut."}\n{"text": "half\n{"text": "The quay shut."}\n', encoding="utf-8")
    made = read_texts([path])
    assert set(made["documents"]["text"].to_pylist()) == {"The pier shut.", "The quay shut."}
    assert made["problems"]["reason"].to_pylist() == ["broken_row"]


def test_read_texts__says_which_rows_hold_no_text_or_too_much(tmp_path: Path) -> None:
    path = write(
        tmp_path, "a.parquet", [{"text": t} for t in ("The pier shut.", None, "", "12 -- 7", "wort " * 200_001)]
    )
    made = read_texts([path])
    assert made["documents"]["uri"].to_pylist() == ["a.parquet#1"]
    problems = sorted(
        zip(made["problems"]["source_offset"].to_pylist(), made["problems"]["reason"].to_pylist(), strict=True)
    )
    assert problems == [(2, "no_text"), (3, "no_text"), (4, "no_text"), (5, "too_long")]


def test_read_texts__reads_pages_and_tables_together(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    write(tmp_path / "in", "a.parquet", ROWS)
    (tmp_path / "in" / "b.txt").write_text(
        "The ferry sank.\n\nAll were saved, the coast guard of Vik said.", encoding="utf-8"
    )
    made = read_texts([tmp_path / "in"])
    assert made["documents"]["uri"].to_pylist() == ["in/a.parquet#1", "in/a.parquet#2", "in/a.parquet#3", "in/b.txt"]
    assert made["regions"].num_rows > 0


def test_read_texts__says_when_nothing_could_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no column of article text"):
        read_texts([write(tmp_path, "a.parquet", [{"x": 1}])])
    with pytest.raises(InputError, match="None of the rows"):
        read_texts([write(tmp_path, "b.parquet", [{"text": "…"}])])
    with pytest.raises(InputError, match="There is no"):
        read_texts([tmp_path / "nowhere"])

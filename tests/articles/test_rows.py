"""Rows of every kind of table, with their numbers, and a problem in the place of a bad one."""

import gzip
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from headwater.articles.files import Input
from headwater.articles.options import ReadOptions
from headwater.articles.problems import Problem
from headwater.articles.rows import read_rows

ROWS = [
    {"title": "Bridge closed", "text": "The bridge of Vik closed."},
    {"title": "Bridge open", "text": "It is open again, said the mayor."},
]


def read(path: Path, kind: str, **options: Any) -> list[Any]:
    return [
        (r.reason, r.source_offset) if isinstance(r, Problem) else (r[0], dict(r[1]))
        for r in read_rows(Input(str(path), path.name), kind, ReadOptions(**options))
    ]


def save(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


NUMBERED = [(1, ROWS[0]), (2, ROWS[1])]


def test_read_rows__reads_one_object_a_list_and_lines(tmp_path: Path) -> None:
    assert read(save(tmp_path / "a.json", json.dumps(ROWS[0])), "json") == [(0, ROWS[0])]
    assert read(save(tmp_path / "b.json", json.dumps(ROWS)), "json") == NUMBERED
    assert read(save(tmp_path / "c.jsonl", "\n".join(map(json.dumps, ROWS))), "jsonl") == NUMBERED
    assert read(save(tmp_path / "d.jsonl", "\r\n\r\n".join(map(json.dumps, ROWS)) + "\r\n"), "jsonl") == NUMBERED


@pytest.mark.parametrize(
    "wrap",
    [
        {"status": "ok", "articles": ROWS},
        {"response": {"docs": ROWS}},
        {"hits": {"hits": [{"_source": r} for r in ROWS]}},
    ],
)
def test_read_rows__finds_the_list_inside_an_answer_of_a_service(tmp_path: Path, wrap: object) -> None:
    assert read(save(tmp_path / "a.json", json.dumps(wrap)), "json") == NUMBERED


def test_read_rows__passes_over_a_broken_line(tmp_path: Path) -> None:
    lines = [json.dumps(ROWS[0]), '{"title": "half', json.dumps(ROWS[1]), "[1, 2]"]
    assert read(save(tmp_path / "a.jsonl", "\n".join(lines)), "jsonl") == [
        (1, ROWS[0]),
        ("broken_row", 2),
        (3, ROWS[1]),
        ("broken_row", 4),
    ]


def test_read_rows__reads_lone_surrogates_and_nul_in_json(tmp_path: Path) -> None:
    assert read(save(tmp_path / "a.jsonl", '{"text": "a \\ud83d b \\u0000 c"}'), "jsonl") == [
        (1, {"text": "a \ud83d b \x00 c"})
    ]


def test_read_rows__reads_lines_of_utf_16(tmp_path: Path) -> None:
    assert read(save(tmp_path / "a.jsonl", "\n".join(map(json.dumps, ROWS)).encode("utf-16")), "jsonl") == NUMBERED


def test_read_rows__reads_a_line_of_fifty_megabytes_among_others(tmp_path: Path) -> None:
    long = json.dumps({"text": "word " * 10_000_000})
    found = read(save(tmp_path / "a.jsonl", f"{json.dumps(ROWS[0])}\n{long}\n{json.dumps(ROWS[1])}\n"), "jsonl")
    assert [number for number, _ in found] == [1, 2, 3]


def test_read_rows__keeps_what_came_before_the_end_of_a_cut_archive(tmp_path: Path) -> None:
    packed = gzip.compress("\n".join(json.dumps(r | {"n": i}) for i, r in enumerate(ROWS * 5000)).encode())
    found = read(save(tmp_path / "a.jsonl.gz", packed[: len(packed) // 2]), "jsonl")
    assert found[-1][0] == "broken_archive" and found[0] == (1, ROWS[0] | {"n": 0})


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_read_rows__reads_every_delimiter(tmp_path: Path, delimiter: str) -> None:
    content = (
        delimiter.join(["title", "text"])
        + f'\r\nBridge closed{delimiter}The bridge of Vik closed.\r\nBridge open{delimiter}"It is open again, said the mayor."\r\n'
    )
    assert read(save(tmp_path / "a.csv", content), "csv") == NUMBERED


def test_read_rows__believes_the_line_that_spreadsheets_write(tmp_path: Path) -> None:
    content = (
        "sep=;\ntitle;text\nBridge closed;The bridge of Vik closed.\nBridge open;It is open again, said the mayor.\n"
    )
    assert read(save(tmp_path / "a.csv", content), "csv") == NUMBERED


def test_read_rows__reads_quoted_cells_with_breaks_quotes_and_a_mark(tmp_path: Path) -> None:
    content = '\ufefftitle,text\nA,"One ""two"",\n\nthree"\nB,5" pipe\n'
    assert read(save(tmp_path / "a.csv", content), "csv") == [
        (1, {"title": "A", "text": 'One "two",\n\nthree'}),
        (2, {"title": "B", "text": '5" pipe'}),
    ]


def test_read_rows__loses_one_row_to_a_broken_quote(tmp_path: Path) -> None:
    content = 'title,text\nA,"never closed\nB,Second.\nC,Third.\n'
    assert read(save(tmp_path / "a.csv", content), "csv") == [
        ("broken_row", 1),
        (2, {"title": "B", "text": "Second."}),
        (3, {"title": "C", "text": "Third."}),
    ]


def test_read_rows__says_when_a_row_has_too_many_cells(tmp_path: Path) -> None:
    assert read(save(tmp_path / "a.csv", "title,text\nA,Some words, and more\nB,Right.\n"), "csv") == [
        ("broken_row", 1),
        (2, {"title": "B", "text": "Right."}),
    ]


def test_read_rows__lists_the_columns_of_a_table_without_text(tmp_path: Path) -> None:
    path = save(tmp_path / "a.csv", "id,headline,views\n1,Bridge,7\n")
    (problem,) = read_rows(Input(str(path), "a.csv"), "csv", ReadOptions())
    assert isinstance(problem, Problem) and problem.reason == "no_text_column"
    assert "id, headline, views" in problem.what and "--text" in problem.mend
    assert read(path, "csv", text="headline") == [(1, {"id": "1", "headline": "Bridge", "views": "7"})]


def test_read_rows__says_once_that_links_are_not_fetched(tmp_path: Path) -> None:
    path = save(tmp_path / "a.csv", "url,title\n" + "https://vik.example/a,Bridge\n" * 50)
    (problem,) = read_rows(Input(str(path), "a.csv"), "csv", ReadOptions())
    assert isinstance(problem, Problem) and problem.reason == "links_only"
    assert "docs/getting-articles.md" in problem.mend


def test_read_rows__says_when_a_named_column_is_not_there(tmp_path: Path) -> None:
    assert read(save(tmp_path / "a.csv", "title,text\nA,B\n"), "csv", text="corpo") == [("unknown_column", None)]
    assert read(save(tmp_path / "a.csv", "title,text\nA,B\n"), "csv", id="nr") == [("unknown_column", None)]


def test_read_rows__reads_parquet_and_says_what_is_wrong_with_it(tmp_path: Path) -> None:
    pq.write_table(pa.Table.from_pylist(ROWS), tmp_path / "a.parquet")
    assert read(tmp_path / "a.parquet", "parquet") == NUMBERED
    pq.write_table(pa.table({"a": [1], "b": [2]}), tmp_path / "b.parquet")
    assert read(tmp_path / "b.parquet", "parquet") == [("no_text_column", None)]
    save(tmp_path / "c.parquet", (tmp_path / "a.parquet").read_bytes()[:-40])
    assert read(tmp_path / "c.parquet", "parquet") == [("unreadable", None)]


@pytest.mark.parametrize("content", ["[]", "3", '{"title": "broken"', "[[1], [2]]"])
def test_read_rows__gives_a_problem_for_json_without_articles(tmp_path: Path, content: str) -> None:
    (found,) = read_rows(Input(str(save(tmp_path / "a.json", content)), "a.json"), "json", ReadOptions())
    assert isinstance(found, Problem)

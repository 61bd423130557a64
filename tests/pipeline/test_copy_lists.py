"""Copies without a store, and where a text stands in a stored pile."""

import json
import shutil
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import headwater
from headwater.cli import run
from headwater.pipeline import stages
from headwater.pipeline.copy_lists import list_copies, locate_copies
from headwater.states import INDEXES
from headwater.store import open_store

STORY = (
    "The harbour board of Vik voted on Tuesday to close the old eastern pier before winter, after divers found that nine "
    "of its forty oak piles had rotted through below the waterline.\n\nFishermen who land their catch there were told to "
    "use the northern quay instead, and the board set aside eighty thousand crowns for new bollards and lamps."
)
OTHER = (
    "A late frost took most of the apple blossom in the Orrin valley this week, growers said, and the cannery at Tolva "
    "expects to run a single shift through September for the first time since it opened."
)


def write_rows(path: Path, texts: dict[str, str]) -> Path:
    rows = [{"id": name, "url": f"https://{name}.example/x", "text": text} for name, text in texts.items()]
    pq.write_table(pa.Table.from_pylist(rows), path)
    return path


@pytest.fixture
def table(tmp_path: Path) -> Path:
    own = "Vik, Wednesday. " + OTHER.replace("apple", "pear")
    return write_rows(
        tmp_path / "news.parquet",
        {"one": STORY, "two": f"Breaking:\n\n{STORY}", "three": own, "four": "Nothing else happened in Tolva."},
    )


def test_list_copies__gives_exact_ends_in_the_column(table: Path) -> None:
    made = list_copies([table], with_texts=True)
    [row] = made["copies"].to_pylist()
    places = {row["a_uri"]: (row["a_start"], row["a_end"]), row["b_uri"]: (row["b_start"], row["b_end"])}
    assert places == {"news.parquet#1": (0, len(STORY)), "news.parquet#2": (11, 11 + len(STORY))}
    assert row["a_text"] == row["b_text"] == STORY
    assert made["problems"].num_rows == 0


def test_list_copies__leaves_the_texts_out_unless_asked(table: Path) -> None:
    names = list_copies([table])["copies"].column_names
    assert names[-2:] == ["a_uri", "b_uri"] and "blocks" in names


def test_list_copies__is_a_public_name() -> None:
    assert headwater.list_copies is list_copies and headwater.locate_copies is locate_copies


@pytest.fixture
def store(tmp_path: Path) -> Path:
    for name, text in (
        ("orrin", OTHER),
        ("vik", f"Pier to close\n\n{STORY}"),
        ("tolva", "The cannery at Tolva paints its gate."),
    ):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    path = tmp_path / "pile.duckdb"
    stages.trace(path, [tmp_path / f"{n}.txt" for n in ("orrin", "vik", "tolva")], until="copies")
    return path


def locate(store: Path, *paths: Path) -> list[dict[str, Any]]:
    with open_store(store, read_only=True) as opened:
        return list(locate_copies(opened, paths, with_texts=True)["copies"].to_pylist())


def test_locate_copies__puts_the_asked_text_first(store: Path, table: Path) -> None:
    rows = locate(store, table)
    assert [(row["a_uri"], row["b_uri"]) for row in rows] == [
        ("news.parquet#1", "vik.txt"), ("news.parquet#2", "vik.txt"), ("news.parquet#3", "orrin.txt"),
    ]  # fmt: skip
    assert rows[0]["a_text"] == rows[0]["b_text"] == STORY
    for row in rows:
        for block in row["blocks"]:
            start = block["a_start"] - row["a_start"], block["b_start"] - row["b_start"]
            one, two = (row[f"{side}_text"][k : k + block["length"]] for side, k in zip("ab", start, strict=True))
            assert one.lower() == two.lower() and len(one) == block["length"]


def test_locate_copies__writes_nothing(store: Path, table: Path) -> None:
    before = store.read_bytes()
    locate(store, table)
    assert store.read_bytes() == before


def test_locate_copies__does_not_compare_a_stored_text_with_itself(store: Path, tmp_path: Path) -> None:
    assert locate(store, tmp_path / "vik.txt") == []


def test_locate_copies__finds_nothing_for_a_new_text(store: Path, tmp_path: Path) -> None:
    assert (
        locate(store, write_rows(tmp_path / "new.parquet", {"x": "Quite another matter was heard in Brindmouth."}))
        == []
    )


def test_locate_copies__an_article_of_three_words_has_no_fingerprints(store: Path, tmp_path: Path) -> None:
    assert locate(store, write_rows(tmp_path / "new.parquet", {"x": "Rain in Tolva."})) == []


def test_locate_copies__a_store_without_an_index_is_read_whole(store: Path, table: Path) -> None:
    rows = locate(store, table)
    shutil.rmtree(store.with_name(f"{store.name}.index"))
    assert rows and locate(store, table) == rows


def test_locate_copies__a_store_of_an_earlier_version_is_read_whole(store: Path, table: Path) -> None:
    rows = locate(store, table)
    with open_store(store) as opened:
        for name in INDEXES:
            opened._connection.execute(f"DROP TABLE {name}")
        opened._connection.execute("CREATE TABLE fingerprint_entries (run INTEGER)")
    assert rows and locate(store, table) == rows
    stages.trace(store, [table], until="copies")
    with open_store(store, read_only=True) as opened:
        assert opened.count("fingerprint_runs") > 0
        assert not opened.ask("SELECT * FROM duckdb_tables() WHERE table_name = 'fingerprint_entries'").num_rows


def test_locate_copies__what_was_added_and_removed_counts(store: Path, table: Path, tmp_path: Path) -> None:
    (tmp_path / "late.txt").write_text(f"Another headline\n\n{STORY}", encoding="utf-8")
    stages.trace(store, [tmp_path / "late.txt"], until="copies")
    assert [row["b_uri"] for row in locate(store, table)] == ["late.txt", "vik.txt"] * 2 + ["orrin.txt"]
    stages.remove(store, "vik.txt")
    assert [row["b_uri"] for row in locate(store, table)] == ["late.txt"] * 2 + ["orrin.txt"]


def test_locate_copies__of_one_text_the_earliest_documents_are_partners(
    tmp_path: Path, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [{"url": f"https://{n}.example/x", "text": STORY, "published": f"2024-05-{n:02}"} for n in range(1, 10)]
    (tmp_path / "same.jsonl").write_text("".join(json.dumps(line) + "\n" for line in reversed(lines)), encoding="utf-8")
    stages.trace(tmp_path / "same.duckdb", [tmp_path / "same.jsonl"], until="copies")
    monkeypatch.setattr("headwater.pipeline.copy_lists.WHOLE", 3)
    found = {row["b_uri"] for row in locate(tmp_path / "same.duckdb", table)}
    assert found == {f"same.jsonl#{n}" for n in (6, 7, 8, 9)}


@pytest.mark.parametrize("name", ["out.parquet", "out.jsonl", "out.csv"])
def test_copies__writes_the_format_of_the_name(
    table: Path, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["copies", str(table), "-o", str(tmp_path / name), "--texts", "--quiet"]) == 0
    shown = capsys.readouterr()
    assert shown.out == "" and "1 passages in" in shown.err
    written = (tmp_path / name).read_bytes()
    assert pq.read_table(tmp_path / name).num_rows == 1 if name.endswith("parquet") else b"harbour board" in written


def test_copies__says_what_is_wrong(table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["copies", str(table), "-o", str(tmp_path / "x.doc")]) == 1
    assert "End it in .parquet" in capsys.readouterr().err
    assert run(["copies", str(table), "-o", str(tmp_path / "no" / "x.csv")]) == 1
    assert "no folder" in capsys.readouterr().err
    assert run(["copies", str(table), "--in", str(tmp_path / "no.duckdb")]) == 1
    assert "There is no store" in capsys.readouterr().err


def test_copies__lists_passages_on_the_terminal(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["copies", str(table), "--quiet"]) == 0
    assert capsys.readouterr().out == (
        "news.parquet#1 0-335  news.parquet#2 11-346  copy, 59 words: The harbour board of Vik voted on Tuesday to close the old…\n"
    )

"""The piles of the benchmark of copies say truly what was planted, and its scorer says what was found."""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from bench.copies.piles import write_pile
from bench.copies.scoring import score

DOCUMENTS = 300


@pytest.fixture(scope="module")
def pile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pile")
    write_pile(folder, DOCUMENTS)
    return folder


@pytest.fixture(scope="module")
def texts(pile: Path) -> list[str]:
    return list(pq.read_table(pile / "part-00000.parquet")["text"].to_pylist())


@pytest.fixture(scope="module")
def truth(pile: Path) -> list[dict[str, Any]]:
    return list(pq.read_table(pile / "truth" / "stretches-00000.parquet").to_pylist())


def cut(texts: list[str], row: dict[str, Any], side: str) -> str:
    return str(texts[row[side]])[row[f"{side}_start"] : row[f"{side}_end"]]


def test_write_pile__gives_the_same_pile_for_the_same_seed(pile: Path, tmp_path: Path) -> None:
    write_pile(tmp_path, DOCUMENTS)
    for name in ("part-00000.parquet", "truth/stretches-00000.parquet"):
        assert (tmp_path / name).read_bytes() == (pile / name).read_bytes()


def test_write_pile__plants_every_kind_in_every_script(pile: Path, truth: list[dict[str, Any]]) -> None:
    assert {row["kind"] for row in truth} == {
        "exact",
        "light",
        "truncated",
        "embedded",
        "rewrite",
        "merge",
        "script",
        "giant",
    }
    documents = pq.read_table(pile / "truth" / "documents-00000.parquet")
    assert len(set(documents["script"].to_pylist())) == 7 and documents.num_rows == DOCUMENTS


def test_write_pile__names_places_that_are_the_same(texts: list[str], truth: list[dict[str, Any]]) -> None:
    for row in truth:
        child, parent = cut(texts, row, "child"), cut(texts, row, "parent")
        assert child == child.strip() and parent == parent.strip()
        if row["kind"] in ("exact", "truncated"):
            assert child == parent
        elif row["kind"] in ("embedded", "merge"):
            assert child.lower() == parent.lower()
        if row["kind"] == "embedded":
            assert 35 <= len(child.split()) <= 200
        if row["kind"] == "rewrite":
            shared = set(child.split()) & set(parent.split())
            assert 0.3 < len(shared) / len(set(child.split())) < 1


def test_write_pile__puts_notices_below_texts_and_counts_none_as_copied(
    pile: Path, texts: list[str], truth: list[dict[str, Any]]
) -> None:
    starts = pq.read_table(pile / "truth" / "documents-00000.parquet")["notice_start"].to_pylist()
    assert all(row["child_end"] <= starts[row["child"]] and row["parent_end"] <= starts[row["parent"]] for row in truth)
    noticed = [text[start:] for text, start in zip(texts, starts, strict=True) if text[start:]]
    assert len(noticed) > DOCUMENTS / 2 and all(notice.startswith("\n\n") for notice in noticed)


def write_answer(path: Path, rows: list[dict[str, Any]]) -> Path:
    names = {"a": "child", "b": "parent"}
    ends = {
        f"{s}_{e}": pa.array([r[f"{n}_{e}"] for r in rows], pa.int32())
        for s, n in names.items()
        for e in ("start", "end")
    }
    uris = {f"{s}_uri": pa.array([f"part.parquet#d{r[n]:08}" for r in rows], pa.string()) for s, n in names.items()}
    pq.write_table(pa.table(uris | ends), path)
    return path


def test_score__gives_full_marks_to_the_truth(pile: Path, truth: list[dict[str, Any]], tmp_path: Path) -> None:
    figures = score(pile, write_answer(tmp_path / "all.parquet", truth))
    assert set(figures["recall"].values()) == {1.0} and figures["precision"] == 1.0
    assert set(figures["characters"].values()) == {1.0} and figures["characters_precision"] == 1.0
    assert figures["ends_off_words"] == 0


def test_score__takes_off_what_is_lacking_and_what_is_wrong(
    pile: Path, truth: list[dict[str, Any]], tmp_path: Path
) -> None:
    without = [row for row in truth if row["kind"] != "merge"]
    first = next(row for row in without if row["kind"] == "exact")
    others = {row["child"] for row in truth} | {row["parent"] for row in truth}
    stranger = next(k for k in range(DOCUMENTS) if k not in others)
    wrong = first | {"parent": stranger, "parent_start": 0, "parent_end": 50}
    half = [row | {"child_end": (row["child_start"] + row["child_end"]) // 2, "parent_end": (row["parent_start"] + row["parent_end"]) // 2}
            if row["kind"] == "exact" else row for row in without]  # fmt: skip
    figures = score(pile, write_answer(tmp_path / "some.parquet", [*half, wrong]))
    assert figures["recall"]["merge"] == 0 and figures["recall"]["light"] == 1
    assert figures["wrong"] == {"template": 0, "other": 1} and figures["precision"] < 1
    assert 0.45 < figures["characters"]["exact"] < 0.55


def test_score__gives_nothing_to_nothing(pile: Path, tmp_path: Path) -> None:
    figures = score(pile, write_answer(tmp_path / "none.parquet", []))
    assert set(figures["recall"].values()) == {0.0} and figures["pairs"] == 0

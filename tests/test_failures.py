"""An error that nobody expected costs the one article on which it happens what that stage would have found in it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from headwater.articles import item_reading, read_articles
from headwater.copies import alignments, fingerprints
from headwater.descent import lineages, mentions
from headwater.failures import halve_list, map_apart
from headwater.pipeline import stages
from headwater.statements import reading
from headwater.store import open_store
from headwater.work import HERE
from tests.piles import list_differences, read_rows, trace_into

WIRE = (
    "The harbour council of Ostrel voted on Monday to close the northern lock for forty days, because two of its gates "
    "no longer shut and the pumps run all night. Barges will be sent round by the Sallow canal, which is a day longer.\n\n"
    "“Nobody likes it, and nobody has a better idea,” said the harbour master, Ines Tolle, after the meeting on Monday. "
    "She said that the repair would cost three million crowns, and that the money was there.\n"
)
TEXTS = {
    "a.txt": WIRE,
    "b.txt": WIRE.replace("forty", "fifty"),
    "c.txt": WIRE.replace("three million", "four million"),
    "d.txt": "The weir at Pell was opened on Friday, the county said. “It is dry,” said its surveyor, Bo Lind.\n",
    "e.txt": "A spokesman for the mill at Brack said that nobody was hurt. The mill told the Brack Courier so on Sunday.\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def _fail_on(monkeypatch: pytest.MonkeyPatch, place: Any, name: str, is_bad: Callable[..., bool]) -> None:
    """Let a function of a stage fail where its arguments are bad."""
    working = getattr(place, name)

    def fail(*arguments: Any, **named: Any) -> Any:
        if is_bad(*arguments, **named):
            raise RecursionError("maximum recursion depth exceeded, and so on")
        return working(*arguments, **named)

    monkeypatch.setattr(place, name, fail)


def _list_failed(path: Path, stage: str) -> list[str]:
    rows = [row for row in read_rows(path)["problems"] if row["stage"] == stage]
    assert all(row["reason"] == "failed" and "(RecursionError)" in row["detail"] for row in rows)
    return [Path(row["source_path"]).name for row in rows]


def _check(monkeypatch: pytest.MonkeyPatch, folder: Path, stage: str, names: list[str]) -> dict[str, list[Any]]:
    """That these articles have rows of `problems`, which go with the article and with the error; gives the rows."""
    path, sound = folder.parent / "failing.duckdb", folder.parent / "sound.duckdb"
    trace_into(path, folder)
    assert _list_failed(path, stage) == names
    with open_store(path, read_only=True) as store:
        assert list(store.find_broken_rules()) == []
    parts = folder.parent / "parts.duckdb"
    names_of_all = list(TEXTS)
    for some in (names_of_all[3:], names_of_all[:3]):
        trace_into(parts, *[folder / name for name in some])
    assert sorted(_list_failed(parts, stage)) == names
    rows = read_rows(path)
    stages.remove(parts, names[0])
    assert names[0] not in _list_failed(parts, stage)
    monkeypatch.undo()
    trace_into(path, folder)
    trace_into(sound, folder)
    assert list_differences(path, sound) == [] and read_rows(path)["problems"] == []
    return rows


def _count(rows: dict[str, list[Any]], table: str) -> dict[str, int]:
    """How many rows of a table each file has."""
    names = {row["document_id"]: row["uri"] for row in rows["documents"]}
    found = [names[row["document_id"]] for row in rows[table]]
    return {name.rsplit("/", 1)[-1]: found.count(name) for name in names.values()}


def test_extract_statements__passes_over_an_article_that_fails(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    _fail_on(monkeypatch, reading, "write_rows", lambda article, read: "Pell" in article.text)
    counts = _count(_check(monkeypatch, folder, "statements", ["d.txt"]), "statements")
    assert counts["d.txt"] == 0 and all(counts[name] > 1 for name in ("a.txt", "b.txt", "c.txt", "e.txt"))


def test_read_articles__passes_over_an_article_that_fails(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    _fail_on(monkeypatch, item_reading, "find_all_signals", lambda texts: any("Pell" in said.text for said in texts))
    rows = read_articles([folder])
    assert [(p["reason"], Path(p["source_path"]).name) for p in rows["problems"].to_pylist()] == [("failed", "d.txt")]
    assert len(rows["documents"]) == len(TEXTS) - 1


def test_read_articles__lets_through_a_library_that_is_not_there(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    def lack(texts: Any) -> Any:
        raise ImportError("lxml_html_clean")

    monkeypatch.setattr(item_reading, "find_all_signals", lack)
    with pytest.raises(ImportError):
        read_articles([folder])


def test_find_copies__passes_over_an_article_that_cannot_be_read(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    _fail_on(
        monkeypatch, fingerprints, "lay_texts", lambda texts: any("fifty" in text for text in texts.to_pylist())
    )  # fmt: skip
    rows = _check(monkeypatch, folder, "copies", ["b.txt"])
    assert len(rows["passages"]) == 1 and _count(rows, "statements")["b.txt"] > 1


def test_find_copies__passes_over_a_pair_that_cannot_be_compared(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    def is_bad(documents: Any, regions: Any) -> bool:
        text = " ".join(documents["text"].to_pylist())
        return "fifty" in text and "four million" in text

    _fail_on(monkeypatch, alignments, "read_words", is_bad)
    rows = _check(monkeypatch, folder, "copies", ["b.txt", "c.txt"])
    assert len(rows["passages"]) == 2


def test_trace_descent__lets_texts_stand_alone_whose_family_fails(
    monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    _fail_on(monkeypatch, lineages, "trace_family", lambda family: "lock" in family.members[0].text)
    rows = _check(monkeypatch, folder, "descent", ["a.txt", "b.txt", "c.txt"])
    assert rows["edges"] == [] and len([v for v in rows["versions"] if v["document_id"]]) == len(TEXTS)


def test_trace_descent__passes_over_an_article_that_cannot_be_searched(
    monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    _fail_on(monkeypatch, mentions, "find_named_outlets", lambda text: "Brack" in text)
    rows = _check(monkeypatch, folder, "descent", ["e.txt"])
    assert len(rows["edges"]) > 1


def test_trace__raises_for_a_developer(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    _fail_on(monkeypatch, reading, "write_rows", lambda article, read: "Pell" in article.text)
    monkeypatch.setenv("HEADWATER_DEBUG", "1")
    with pytest.raises(RecursionError):
        trace_into(folder.parent / "pile.duckdb", folder)


def _divide(numbers: list[int]) -> list[float]:
    return [12 / n for n in numbers]


def test_map_apart__keeps_the_order_of_what_could_be_done() -> None:
    tried = list(map_apart(HERE, _divide, [[1, 2, 0, 3, 4], [6], [0]]))
    assert [[x for part in t.done for x in part] for t in tried] == [[12, 6, 4, 3], [2], []]
    assert [t.failed for t in tried] == [(([0], "ZeroDivisionError: division by zero"),), (), tried[0].failed]


def _open(names: list[str]) -> None:
    raise FileNotFoundError(2, names[0])


def test_map_apart__lets_through_what_is_no_articles_fault() -> None:
    with pytest.raises(FileNotFoundError):
        list(map_apart(HERE, _open, [["model.bin"]], halve_list))

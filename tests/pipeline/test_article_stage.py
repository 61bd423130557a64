"""The stage articles against a store: whatever came and went in whatever order, the rows are those of one run over all."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pyarrow as pa
import pytest

from headwater.articles import ReadOptions, item_reading, read_articles, reading
from headwater.articles.items import split_items
from headwater.articles.recurrence import METHOD
from headwater.articles.settled import settle_documents
from headwater.decisions import write_place
from headwater.errors import RuleError
from headwater.pipeline import article_marks, article_merging
from headwater.pipeline.article_stage import read_into, remove_from, settle_again
from headwater.schema import Tables
from headwater.store import Store, open_store
from headwater.tables import DECISIONS, DOCUMENTS
from headwater.work import Work

TABLES = ("documents", "regions", "signals", "problems", "article_lines", "decided_articles")
PLACES = ("Vik", "Lund", "Tarn", "Osby", "Mora", "Hamra")
OFFER = "Try the Tarn Courier evening letter for more of this."


def write_story(place: str, *lines: str) -> str:
    said = (
        "The harbour of {} was closed on Tuesday, and ships had to wait outside in the bay.",
        "A crane fell into the basin of {} at night, but nobody was hurt by it.",
        "Divers from {} will look at the wreck today and on all days of the week.",
        "Fish from {} went to the market by road, which took three hours longer.",
    )
    return "\n\n".join([*(line.format(place) for line in said), *lines])


@pytest.fixture
def pile(tmp_path: Path) -> list[Path]:
    """Files in which articles recur, in other files too, lines recur in an outlet, and dates lie far ahead."""
    files = []
    for number, name in enumerate(("b.jsonl", "a.jsonl", "d/c.jsonl", "e.jsonl")):
        rows = [
            {
                "url": f"https://courier{(number + at) % 2}.example/{place}",
                "text": write_story(place, *([OFFER] if at % 2 else []), *(["It is odd."] if number > 2 else [])),
                "date": "2023-05-19" if number else "2031-05-19",
                "title": f"News of {place}",
            }
            for at, place in enumerate(PLACES[number : number + 4])
        ]
        path = tmp_path / "pile" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(json.dumps(row) + "\n" for row in [*rows, {"text": ""}]))
        files.append(path)
    files.append(tmp_path / "pile" / "late.json")
    files[-1].write_text(json.dumps({"text": write_story("Ekby"), "date": "2019-05-19", "url": "https://a.example/1"}))
    return files


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    for module, name in ((article_merging, "PIECE"), (article_marks, "PIECE"), (article_marks, "_PRINTS")):
        monkeypatch.setattr(module, name, 2)
    monkeypatch.setattr(item_reading, "_BATCH", 3)
    monkeypatch.setattr(reading, "_KEPT", 2)
    with open_store(tmp_path / "pile.duckdb") as opened:
        yield opened


def list_rows(tables: Tables) -> dict[str, list[dict[str, object]]]:
    return {name: tables[name].to_pylist() for name in TABLES}


def read_rows(store: Store) -> dict[str, list[dict[str, object]]]:
    return list_rows({name: store.read(name) for name in TABLES})


def read_whole(files: list[Path], decisions: object = None) -> dict[str, list[dict[str, object]]]:
    return list_rows(settle_documents(read_articles(sorted(files)), decisions or DECISIONS.build()))


@pytest.mark.parametrize("seed", range(4))
def test_read_into__gives_the_rows_of_one_run_after_any_steps(pile: list[Path], store: Store, seed: int) -> None:
    draw, have = Random(seed), set[Path]()
    for _ in range(5):
        if len(have) > 1 and draw.random() < 0.4:
            gone = draw.choice(sorted(have))
            have.discard(gone)
            assert remove_from(store, gone.as_posix(), Work(keep=store.append))["changed"]
        else:
            some = draw.sample(pile, draw.randint(1, 3))
            have.update(some)
            read_into(store, some, ReadOptions(), Work(keep=store.append))
        assert read_rows(store) == read_whole(sorted(have))


def test_read_into__has_nothing_to_do_for_what_it_knows(pile: list[Path], store: Store) -> None:
    assert read_into(store, pile, ReadOptions(), Work(keep=store.append))["changed"]
    before = read_rows(store)
    assert read_into(store, pile, ReadOptions(), Work(keep=store.append))["changed"] == 0
    assert settle_again(store, Work(keep=store.append))["changed"] == 0
    assert read_rows(store) == before


STEPS = [("append", 1), ("append", 2), ("save", 1), ("save", 2), ("drop", 1), *(("change", n) for n in range(3, 11, 2))]


@pytest.mark.parametrize(("method", "count"), STEPS)
def test_read_into__cut_short_anywhere_carries_on(
    pile: list[Path], store: Store, monkeypatch: pytest.MonkeyPatch, method: str, count: int
) -> None:
    read_into(store, pile[:1], ReadOptions(), Work(keep=store.append))
    original, calls = getattr(Store, method), []

    def stop(self: Store, *given: object, **named: object) -> object:
        calls.append(method)
        if len(calls) == count:
            raise KeyboardInterrupt
        return original(self, *given, **named)

    with monkeypatch.context() as patch:
        patch.setattr(Store, method, stop)
        with pytest.raises(KeyboardInterrupt):
            read_into(store, pile[1:], ReadOptions(), Work(keep=store.append))
    read_into(store, pile[1:], ReadOptions(), Work(keep=store.append))
    assert read_rows(store) == read_whole(pile)


def test_read_into__reads_files_again_in_another_way(pile: list[Path], store: Store) -> None:
    read_into(store, pile, ReadOptions(), Work(keep=store.append))
    read_into(store, pile[:2], ReadOptions(title="url"), Work(keep=store.append))
    read_into(store, pile[:2], ReadOptions(), Work(keep=store.append))
    assert read_rows(store) == read_whole(pile)


def test_settle_again__applies_decisions_and_takes_them_back(pile: list[Path], store: Store) -> None:
    read_into(store, pile[1:], ReadOptions(), Work(keep=store.append))
    shared = store.ask("SELECT document_id FROM documents WHERE uri LIKE 'c.jsonl%' ORDER BY 1")["document_id"][0]
    place = write_place(shared.as_py())
    rows = [
        {"decision_id": n, "kind": kind, "subject": place, "value": value, "decided_by": "Ana"}
        for n, (kind, value) in enumerate((("date", "2022-01-02"), ("site", "Vik Post")))
    ]
    decisions = DECISIONS.build(row | {"decided_at": datetime(2024, 1, 1, tzinfo=UTC)} for row in rows)
    store.save({"decisions": decisions})
    assert settle_again(store, Work(keep=store.append))["changed"]
    assert read_rows(store) == read_whole(pile[1:], decisions)
    read_into(store, pile[:1], ReadOptions(), Work(keep=store.append))
    assert read_rows(store) == read_whole(pile, decisions)
    remove_from(store, pile[1].as_posix(), Work(keep=store.append))
    store.save({"decisions": DECISIONS.build()})
    settle_again(store, Work(keep=store.append))
    assert read_rows(store) == read_whole([pile[0], *pile[2:]])


def test_renew_lines__makes_them_anew_by_another_method(pile: list[Path], store: Store) -> None:
    read_into(store, pile[:3], ReadOptions(), Work(keep=store.append))
    with store.transaction():
        store.note(article_marks.LINES, str(METHOD - 1))
        lines = store.read("article_lines")
        store.change({"article_lines": (lines, lines.set_column(2, lines.schema.field("keys"), lines["places"]))})
    read_into(store, pile, ReadOptions(), Work(keep=store.append))
    assert read_rows(store) == read_whole(pile)


def test_read_into__looks_at_the_rules(pile: list[Path], store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_it(items: pa.Table) -> tuple[pa.Table, ...]:
        documents, regions, signals = split_items(items)
        return documents.set_column(0, DOCUMENTS.schema.field(0), documents["text_hash"]), regions, signals

    monkeypatch.setattr(article_merging, "split_items", break_it)
    with pytest.raises(RuleError):
        read_into(store, pile, ReadOptions(), Work(keep=store.append))
    assert store.count("documents") == 0

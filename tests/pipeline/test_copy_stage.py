"""The stage copies against a store: whatever came and went in whatever order, the rows are those of one run over all."""

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.copies import candidates, find_copies, texts
from headwater.pipeline import copy_additions, copy_stage
from headwater.pipeline.copy_decisions import DECIDED
from headwater.pipeline.copy_stage import update_copies
from headwater.schema import Tables
from headwater.store import Store, open_store
from headwater.tables import DOCUMENTS
from headwater.work import HERE
from tests.copies.piles import MILL, QUAY, lay_pile
from tests.newsrooms.rooms import simulate_newsroom
from tests.newsrooms.stories import tell_stories

_TABLES = ("passages", "fingerprints", "shared_stretches")


def fill_documents(rows: pa.Table) -> pa.Table:
    """Rows of `documents` with what the stage does not look at."""
    count, ids = rows.num_rows, rows["document_id"]
    columns = {name: rows[name] for name in rows.column_names}
    columns |= {"text_hash": ids, "source_hash": ids, "uri": ids.cast(pa.string())}
    columns |= {"source_path": pa.repeat("news.jsonl", count), "analysed": pa.repeat("full", count)}
    known = [columns[f.name] if f.name in columns else pa.nulls(count, f.type) for f in DOCUMENTS.schema]
    return pa.table(known, DOCUMENTS.schema)


def take_part(pile: Tables, ids: set[int]) -> Tables:
    wanted = pa.array(sorted(ids), pa.int64())
    return {name: rows.filter(pc.is_in(rows["document_id"], wanted)) for name, rows in pile.items()}


def put(store: Store, pile: Tables) -> None:
    store.save({"documents": fill_documents(pile["documents"]), "regions": pile["regions"]})
    update_copies(store, HERE)


def is_same(store: Store, pile: Tables) -> bool:
    whole = find_copies(pile)
    return all(store.read(name).equals(whole[name]) for name in _TABLES)


@pytest.fixture(scope="module")
def newsroom() -> Tables:
    room = simulate_newsroom(60, 5, tell_stories(Random(5)))
    return lay_pile({a.name: a.text for a in room.list_seen()}, {a.name: a.outlet.name for a in room.list_seen()})


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "pile.duckdb") as opened:
        yield opened


def test_update_copies__gives_the_rows_of_one_run_after_any_steps(newsroom: Tables, store: Store) -> None:
    ids = newsroom["documents"]["document_id"].to_pylist()
    Random(2).shuffle(ids)
    parts: list[list[int]] = [ids[:30], ids[:31], ids, ids[:5] + ids[25:], []]
    for part in parts:
        put(store, take_part(newsroom, set(part)))
        assert is_same(store, take_part(newsroom, set(part)))


WORDS = ("harbour", "crane", "ferry", "council", "lamp", "tide", "letter", "quay", "timber", "bay")


def write_story(seed: int) -> str:
    """A paragraph that nobody else writes."""
    rng = Random(seed)
    return " ".join(f"{rng.choice(WORDS)}{rng.randrange(300)}" for _ in range(40))


@st.composite
def _lay_piles(draw: Callable[[st.SearchStrategy[list[int]]], list[int]]) -> Tables:
    """A pile in which documents share paragraphs, texts, endings and sites."""
    of = draw(st.lists(st.integers(0, 5), min_size=4, max_size=14))
    kinds = draw(st.lists(st.integers(0, 3), min_size=len(of), max_size=len(of)))
    notice = "Subscribe to the Ferrow Echo for a crown a week and have it brought to your door before breakfast."
    pieces = {}
    for n, (story, kind) in enumerate(zip(of, kinds, strict=True)):
        own = [] if kind == 0 else [write_story(100 + n)]
        pieces[f"{n:02}"] = "\n\n".join([*own, write_story(story), *([notice] if kind > 1 else [])])
    return lay_pile(pieces, {name: f"outlet {int(name) % 3}" if int(name) % 4 else None for name in pieces})


@settings(derandomize=True, deadline=None, max_examples=6)
@given(_lay_piles(), st.lists(st.sets(st.integers(0, 13), max_size=6), min_size=1, max_size=3))
def test_update_copies__small_families_cross_every_bound(
    tmp_path_factory: pytest.TempPathFactory, pile: Tables, changes: list[set[int]]
) -> None:
    ids = pile["documents"]["document_id"].to_pylist()
    have = set(ids)
    with pytest.MonkeyPatch.context() as patch, open_store(tmp_path_factory.mktemp("s") / "pile.duckdb") as store:
        for name, value in (("SOME", 4), ("FEW", 2), ("LITTLE", 2), ("WHOLE", 5), ("CLOSINGS", 4), ("NEAREST", 2)):
            patch.setattr(candidates, name, value)
        patch.setattr(texts, "WHOLE", 5)
        patch.setattr(copy_stage, "_PIECE", 3)
        patch.setattr(copy_additions, "MANY", 0)
        put(store, pile)
        for change in changes:
            have ^= {ids[n] for n in change if n < len(ids)}  # who is there goes, who is not comes
            if 0 in change:
                with patch.context() as cut, pytest.raises(KeyboardInterrupt):  # when stretches are written
                    cut.setattr(copy_stage, "decide_again", _interrupt)
                    put(store, take_part(pile, have))
            put(store, take_part(pile, have))
            assert is_same(store, take_part(pile, have))


def test_update_copies__a_changed_site_or_date_counts(store: Store) -> None:
    closing = "Write to the editor at the old mill and say where you live, for letters without a name are not read."
    pieces = {f"{n}": f"{text}\n\n{closing}" for n, text in enumerate((*QUAY, *MILL))}
    for sites in (dict.fromkeys(pieces, "Echo"), {name: name for name in pieces}):
        pile = lay_pile(pieces, sites)
        put(store, pile)
        assert is_same(store, pile)
    later = pile["documents"].set_column(3, "published_at", pa.nulls(len(pieces), pa.timestamp("us", "UTC")))
    put(store, pile | {"documents": later})
    assert is_same(store, pile | {"documents": later})


def test_update_copies__goes_on_where_it_was_cut_short(
    newsroom: Tables, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, take_part(newsroom, set(newsroom["documents"]["document_id"].to_pylist()[::2])))
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(Store, "save_part", _interrupt)
        put(store, newsroom)
    assert store.recall(DECIDED) is None
    update_copies(store, HERE)
    assert is_same(store, newsroom) and store.recall(DECIDED) is not None


def test_update_copies__writes_nothing_where_nothing_changed(newsroom: Tables, store: Store) -> None:
    put(store, newsroom)
    assert update_copies(store, HERE)["changed"] == 0


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt

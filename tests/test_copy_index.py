"""The index of a store's fingerprints."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater import copy_index
from headwater.copies.cells import pack_rows
from headwater.copies.partners import Entries, list_entries
from headwater.copy_index import look_up, pick_entries, update_index
from headwater.states import FINGERPRINTS
from headwater.store import Store, open_store

MARK = 1 << 32


def lay_prints(texts: Iterable[int]) -> pa.Table:
    """A document for each text; text t has the fingerprints t, t + 1 ... t + 4 and one that all have."""
    listed = sorted(texts)
    count = len(listed)
    hashes = np.array([(v % 40 + 1) * MARK for t in listed for v in (*range(t, t + 5), 45)], np.uint64)
    bounds = np.arange(count + 1) * 6
    return pa.table(
        {
            "document_id": np.array(listed, np.int64),
            "inputs": np.array(listed, np.int64),
            "digest": np.array(listed, np.int64) * MARK,
            "words": np.full(count, 9, np.int32),
            "hashes": pack_rows(hashes, bounds),
            "places": pack_rows(np.tile(np.arange(6, dtype=np.int32), count), bounds),
        }
    ).cast(FINGERPRINTS.schema)


def scan(prints: pa.Table, hashes: list[int]) -> Entries:
    return pick_entries(list_entries(prints), np.array(hashes, np.uint64) * np.uint64(MARK), np.empty(0, np.uint32))


def index_prints(store: Store, prints: pa.Table) -> None:
    """The store has these fingerprints, and an index of them."""
    store.save({"fingerprints": prints})
    update_index(store)


def is_same(one: Entries | None, other: Entries) -> bool:
    return one is not None and np.array_equal(one.keys, other.keys) and np.array_equal(one.places, other.places)


@settings(derandomize=True, deadline=None, max_examples=25)
@given(st.lists(st.sets(st.integers(-30, 60), max_size=20), min_size=1, max_size=8), st.integers(1, 9))
def test_look_up__finds_what_a_plain_scan_finds_after_any_adds_and_removes(
    tmp_path_factory: pytest.TempPathFactory, changes: list[set[int]], block: int
) -> None:
    path, texts = tmp_path_factory.mktemp("index") / "pile.duckdb", set[int]()
    with pytest.MonkeyPatch.context() as patch, open_store(path) as store:
        patch.setattr(copy_index, "BLOCK", block)
        patch.setattr(copy_index, "_STEP", 7)
        for change in changes:
            texts ^= change  # who is there goes, who is not comes
            index_prints(store, lay_prints(texts))
            for hashes in ([3, 4, 17], [6], [99], list(range(50))):
                found = look_up(store, np.array(hashes, np.uint32))
                assert is_same(found, scan(lay_prints(texts), hashes)) or (found is None and not texts)


@pytest.fixture
def store(tmp_path: Path) -> Iterable[Store]:
    with open_store(tmp_path / "pile.duckdb") as opened:
        yield opened


def test_update_index__writes_a_run_for_what_is_new(store: Store) -> None:
    for texts in (range(100), range(105), range(106)):
        index_prints(store, lay_prints(texts))
    runs = store.ask("SELECT DISTINCT run FROM fingerprint_blocks")
    before = store.ask("SELECT * FROM fingerprint_blocks ORDER BY run, first")
    index_prints(store, lay_prints(range(106)))
    assert runs.num_rows < 4 and store.ask("SELECT * FROM fingerprint_blocks ORDER BY run, first").equals(before)


def test_update_index__many_small_runs_become_few(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copy_index, "BLOCK", 10)
    for count in range(5, 100, 5):
        index_prints(store, lay_prints(range(count)))
    assert store.ask("SELECT DISTINCT run FROM fingerprint_blocks").num_rows <= 5


def test_update_index__two_texts_with_the_same_first_bits_do_not_take_each_other_along(store: Store) -> None:
    both = pa.concat_tables([lay_prints([1]), lay_prints(range(10, 20))])
    twin = lay_prints([1]).set_column(0, FINGERPRINTS.schema.field(0), pa.array([2], pa.int64()))
    twin = twin.set_column(2, FINGERPRINTS.schema.field(2), pa.array([MARK + 5], pa.int64()))
    for prints in (pa.concat_tables([both, twin]), both):
        index_prints(store, prints)
        assert is_same(look_up(store, np.arange(50, dtype=np.uint32)), scan(prints, list(range(50))))


def test_look_up__a_store_without_an_index_says_so(store: Store) -> None:
    assert look_up(store, np.array([3], np.uint32)) is None

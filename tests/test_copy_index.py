"""The index of a store's fingerprints."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater import copy_index
from headwater.copies.cells import pack_rows, unpack_rows
from headwater.copies.partners import Entries, list_entries
from headwater.copies.partners_kernels import pick_rows
from headwater.copy_index import look_up, scan_texts, update_index
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


def scan(store: Store, prints: pa.Table, hashes: list[int]) -> Entries:
    """What a look at all fingerprints finds, with the numbers that the store gave the texts."""
    known = store.ask("SELECT digest, number FROM entered_texts").to_pydict()
    numbers = dict(zip(known["digest"], known["number"], strict=True))
    rows = list_entries(prints, np.array([numbers[d] for d in prints["digest"].to_pylist()], np.int32)).rows
    return Entries(rows[pick_rows(rows, np.array(sorted(hashes), np.uint64) * np.uint64(MARK))[0]])


def seek(store: Store, hashes: list[int]) -> Entries | None:
    return look_up(store, np.array(hashes, np.uint64) * np.uint64(MARK))


def index_prints(store: Store, prints: pa.Table) -> None:
    """The store has these fingerprints, and an index of them."""
    store.save({"fingerprints": prints})
    update_index(store)


def is_same(one: Entries | None, other: Entries) -> bool:
    return one is not None and np.array_equal(one.rows, other.rows)


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
                found = seek(store, hashes)
                assert is_same(found, scan(store, lay_prints(texts), hashes)) or (found is None and not texts)
            known = store.ask("SELECT number FROM entered_texts WHERE NOT gone ORDER BY digest LIMIT 3")["number"]
            prints = lay_prints(sorted(texts)[:3])
            assert (
                scan_texts(store, known.to_numpy()).tolist()
                == np.unique(unpack_rows(prints["hashes"], np.uint64)[0]).tolist()
            )


@pytest.fixture
def store(tmp_path: Path) -> Iterable[Store]:
    with open_store(tmp_path / "pile.duckdb") as opened:
        yield opened


def test_update_index__writes_a_run_for_what_is_new(store: Store) -> None:
    for texts in (range(100), range(105), range(106)):
        index_prints(store, lay_prints(texts))
    runs = store.ask("SELECT DISTINCT run FROM fingerprint_entries")
    before = store.ask("SELECT * FROM fingerprint_entries ORDER BY run, block")
    index_prints(store, lay_prints(range(106)))
    assert runs.num_rows < 4 and store.ask("SELECT * FROM fingerprint_entries ORDER BY run, block").equals(before)


def test_update_index__many_small_runs_become_few(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copy_index, "BLOCK", 10)
    for count in range(5, 100, 5):
        index_prints(store, lay_prints(range(count)))
    assert store.ask("SELECT DISTINCT run FROM fingerprint_entries").num_rows <= 5


def test_look_up__a_store_without_an_index_says_so(store: Store) -> None:
    assert seek(store, [3]) is None

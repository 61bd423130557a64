"""The index of a store's fingerprints."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.copies.cells import pack_rows, unpack_rows
from headwater.copies.partners import Entries, list_entries
from headwater.copies.partners_kernels import pick_rows
from headwater.errors import StoreError
from headwater.pipeline import copy_index
from headwater.pipeline.copy_index import look_up, scan_texts, update_index
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
    found = look_up(store, np.array(hashes, np.uint64) * np.uint64(MARK))
    return found and found[0]


def index_prints(store: Store, prints: pa.Table) -> None:
    """The store has these fingerprints, and an index of them."""
    store.save({"fingerprints": prints})
    update_index(store)


def is_same(one: Entries | None, other: Entries) -> bool:
    return one is not None and sorted(one.rows.tolist()) == other.rows.tolist()


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


def list_runs(store: Store) -> dict[str, int]:
    """The files of the index, with their times of change."""
    return {file.name: file.stat().st_mtime_ns for file in store.path.with_name("pile.duckdb.index").iterdir()}


def test_update_index__writes_a_run_for_what_is_new(store: Store) -> None:
    for texts in (range(100), range(105), range(106)):
        index_prints(store, lay_prints(texts))
    before = list_runs(store)
    index_prints(store, lay_prints(range(106)))
    assert store.count("fingerprint_runs") == len(before) < 4 and list_runs(store) == before


def test_update_index__many_small_runs_become_few(store: Store) -> None:
    for count in range(5, 100, 5):
        index_prints(store, lay_prints(range(count)))
    assert store.count("fingerprint_runs") == len(list_runs(store)) <= 5


@pytest.mark.parametrize("what", ["missing", "cut short", "of another store"])
def test_update_index__a_run_that_is_not_the_stores_is_made_anew(store: Store, what: str) -> None:
    index_prints(store, lay_prints(range(100)))
    [file] = store.path.with_name("pile.duckdb.index").iterdir()
    whole = file.read_bytes()
    other = whole[:16] + bytes(8) + whole[24:]
    file.write_bytes({"missing": b"", "cut short": whole[:-8], "of another store": other}[what])
    if what == "missing":
        file.unlink()
    assert seek(store, [3]) is None
    update_index(store)
    assert is_same(seek(store, [3, 17]), scan(store, lay_prints(range(100)), [3, 17]))


def test_update_index__says_where_there_is_no_room(store: Store) -> None:
    store.save({"fingerprints": lay_prints(range(10))})
    store.path.with_name("pile.duckdb.index").write_text("a file, where a folder is needed", encoding="utf-8")
    with pytest.raises(StoreError, match="could not be written"):
        update_index(store)
    assert store.count("fingerprint_runs") == store.count("entered_texts") == 0


def test_look_up__a_store_without_an_index_says_so(store: Store) -> None:
    assert seek(store, [3]) is None

"""The index of a store's fingerprints: which texts have one, found without the others being read.

Entries (copies/partners.py) lie in sorted runs, cut into blocks, as in a log-structured merge tree (O'Neil and others
1996): what came since the last run is a new one, merged with all that are not much larger, so that a text is written
again only as often as the pile doubles. A text that no document has any more is marked, and counts again when one has;
when a quarter of all texts is gone all is written anew. What is found does not depend on the order of all this.
"""

import itertools
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from headwater.copies.cells import pack_rows, unpack_rows
from headwater.copies.partners import Entries, Marks, list_entries, mark_texts, merge_entries
from headwater.states import FINGERPRINT_BLOCKS, INDEXED_TEXTS

if TYPE_CHECKING:
    from headwater.store import Store

BLOCK = 2_000
"""Entries of a block: 24 KB; the pages of the database are 256 KB."""
_STEP = 100_000
"""Texts whose fingerprints are laid down at a time."""
_GONE = 4
"""All is written anew when of so many texts one is gone."""
_WIDTH = 3
"""Numbers of 4 bytes in an entry."""

Ints = NDArray[np.int64]


def update_index(store: "Store") -> None:
    """Make the index say what the state table `fingerprints` says; writes only what is new, or what runs are merged."""
    prints = store.number_rows("fingerprints", "digest")
    now, firsts = np.unique(prints["digest"].to_numpy(), return_index=True)
    indexed = store.read("indexed_texts")
    had, was_gone = indexed["digest"].to_numpy(), indexed["gone"].to_numpy()
    gone = ~np.isin(had, now)
    new = ~np.isin(now, had)
    come = now[new]
    if not len(come) and np.array_equal(gone, was_gone):
        return
    marks = np.concatenate([mark_texts(had[~gone]), mark_texts(come)])
    if _GONE * gone.sum() > len(had) or np.isin(mark_texts(had[gone]), marks).any():
        store.change({"fingerprint_blocks": (_list_blocks(store), FINGERPRINT_BLOCKS.build()),
                      "indexed_texts": (indexed, INDEXED_TEXTS.build())})  # fmt: skip
        update_index(store)
        return
    rows = pa.table({"digest": np.concatenate([had, come]), "gone": np.concatenate([gone, np.zeros(len(come), bool)])})
    changed = rows.filter(pa.array(np.concatenate([gone != was_gone, np.ones(len(come), bool)])))
    blocks = _add_run(store, _list_new(store, prints["row"].to_numpy()[firsts[new]])) if len(come) else ()
    store.change({"indexed_texts": (changed, changed)} | ({"fingerprint_blocks": blocks} if blocks else {}))


def look_up(store: "Store", hashes: Marks) -> Entries | None:
    """The entries with fingerprints of which the first bits are given, in order; None where the store has no index."""
    blocks = FINGERPRINT_BLOCKS.build() if FINGERPRINT_BLOCKS.name in store.lacks else _list_blocks(store)
    if not blocks.num_rows:
        return None
    wanted = np.unique(hashes).astype(np.uint64) << np.uint64(32)
    runs, firsts, rows = (blocks[name].to_numpy() for name in ("run", "first", "row"))
    parts = [np.flatnonzero(runs == run) for run in np.unique(runs)]
    here = np.concatenate([part[_list_ranges(*_find_ranges(firsts[part], wanted, 1))] for part in parts])
    cells = store.read_rows("fingerprint_blocks", rows[here]).sort_by([("run", "ascending"), ("first", "ascending")])
    gone = mark_texts(store.ask_once("SELECT digest FROM indexed_texts WHERE gone")["digest"].to_numpy())
    bounds = np.append(np.flatnonzero(np.diff(cells["run"].to_numpy(), prepend=-1)), cells.num_rows)
    found = [
        pick_entries(_unpack_entries(cells["entries"].slice(low, high - low)), wanted, gone)
        for low, high in itertools.pairwise(bounds.tolist())
    ]
    return found[0] if len(found) == 1 else merge_entries(found)


def pick_entries(entries: Entries, wanted: NDArray[np.uint64], gone: Marks) -> Entries:
    """Those entries, in order, whose key begins as a wanted one does, and that are of no text that is gone."""
    rows = _list_ranges(*_find_ranges(entries.keys, wanted, 0))
    picked = Entries(entries.keys[rows], entries.places[rows])
    if not len(gone):
        return picked
    kept = ~np.isin(picked.texts, gone)
    return Entries(picked.keys[kept], picked.places[kept])


def _find_ranges(keys: NDArray[np.uint64], wanted: NDArray[np.uint64], before: int) -> tuple[Ints, Ints]:
    """From where to where keys begin as each wanted one does; also so many before."""
    lows = np.maximum(np.searchsorted(keys, wanted, "left") - before, 0)
    return lows, np.maximum(np.searchsorted(keys, wanted + np.uint64((1 << 32) - 1), "right"), lows)


def _list_blocks(store: "Store") -> pa.Table:
    return store.ask_once("SELECT run, first, rowid AS row FROM fingerprint_blocks ORDER BY run, first")


def _list_ranges(lows: Ints, highs: Ints) -> Ints:
    """The numbers from each low to its high, both in order, each once."""
    lows = lows.copy()
    lows[1:] = np.maximum(lows[1:], highs[:-1])
    counts = np.maximum(highs - lows, 0)
    return np.repeat(lows - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())


def _list_new(store: "Store", rows: Ints) -> Entries:
    """The entries of some rows of `fingerprints`, so many at a time."""
    rows = np.sort(rows)
    pieces = (store.read_rows("fingerprints", rows[low : low + _STEP]) for low in range(0, len(rows), _STEP))
    return merge_entries([list_entries(prints) for prints in pieces])


def _add_run(store: "Store", new: Entries) -> tuple[pa.Table, pa.Table]:
    """(blocks that go, blocks that come) when entries are added: with them in one run all runs hardly larger."""
    runs = store.ask("SELECT run, count(*) AS blocks FROM fingerprint_blocks GROUP BY run ORDER BY blocks")
    numbers, sizes = runs["run"].to_numpy(), runs["blocks"].to_numpy() * BLOCK
    total, merged = len(new.keys), list[int]()
    for number, size in zip(numbers.tolist(), sizes.tolist(), strict=True):
        if size > 2 * total:
            break
        total, merged = total + size, [*merged, number]
    listed = ", ".join(map(str, merged)) or "NULL"
    gone = store.ask(f"SELECT * FROM fingerprint_blocks WHERE run IN ({listed}) ORDER BY run, first")
    entries = merge_entries([new, _unpack_entries(gone["entries"])]) if merged else new
    return gone, _cut_blocks(entries, int(numbers.max(initial=-1)) + 1)


def _cut_blocks(entries: Entries, run: int) -> pa.Table:
    size = len(entries.keys)
    bounds = np.append(np.arange(0, size, BLOCK), size)
    flat = np.empty((size, _WIDTH), np.uint32)
    flat[:, :2] = entries.keys.view(np.uint32).reshape(-1, 2)
    flat[:, 2] = entries.places
    cells = pack_rows(flat, bounds)
    columns = {"run": np.full(len(bounds) - 1, run, np.int32), "first": entries.keys[bounds[:-1]], "entries": cells}
    return pa.table(columns).cast(FINGERPRINT_BLOCKS.schema)


def _unpack_entries(cells: pa.ChunkedArray) -> Entries:
    flat = unpack_rows(cells, np.uint32)[0].reshape(-1, _WIDTH)
    return Entries(np.ascontiguousarray(flat[:, :2]).view(np.uint64).ravel(), flat[:, 2].astype(np.int32))

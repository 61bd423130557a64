"""The index of a store's fingerprints: which texts have one, found without the others being read.

Entries (copies/partners.py) lie in sorted runs, cut into blocks, as in a log-structured merge tree (O'Neil and others
1996): what came since the last run is a new one, merged with all that are not much larger, so that a text is written
again only as often as the pile doubles. A text that no document has any more is marked, and counts again when one has;
when a quarter of all texts is gone all is written anew. What is found does not depend on the order of all this.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from headwater.copies.cells import pack_rows, unpack_rows
from headwater.copies.partners import Entries, list_entries, merge_entries
from headwater.copies.partners_kernels import pick_rows
from headwater.states import COMPARED_NOTICES, ENTERED_TEXTS, FINGERPRINT_ENTRIES

if TYPE_CHECKING:
    from headwater.store import Store

BLOCK = 2_000
"""Entries of a block: 32 KB; the pages of the database are 256 KB."""
_STEP = 100_000
"""Texts whose fingerprints are laid down at a time."""
_READ = 2_000
"""Blocks that are read at a time: 64 MB."""
_CELLS = 20_000
"""Blocks of one array: less than the 2 GB that one may hold."""
_GONE = 4
"""All is written anew when of so many texts one is gone."""

Keys = NDArray[np.uint64]
Ints = NDArray[np.int64]
Short = NDArray[np.int32]


def update_index(store: "Store") -> None:
    """Make the index say what the state table `fingerprints` says; writes only what is new, or what runs are merged."""
    prints = store.number_rows("fingerprints", "digest")
    now, firsts = np.unique(prints["digest"].to_numpy(), return_index=True)
    entered = store.read(ENTERED_TEXTS.name)
    had, was_gone = entered["digest"].to_numpy(), entered["gone"].to_numpy()
    gone, new = ~np.isin(had, now), ~np.isin(now, had)
    if _GONE * gone.sum() > len(had):
        blocks = _list_blocks(store)
        nothing = {table.name: (store.read(table.name), table.build()) for table in (ENTERED_TEXTS, COMPARED_NOTICES)}
        store.change({FINGERPRINT_ENTRIES.name: (blocks, FINGERPRINT_ENTRIES.build())} | nothing)
        update_index(store)
        return
    changed = entered.set_column(2, ENTERED_TEXTS.schema.field("gone"), pa.array(gone)).filter(gone != was_gone)
    numbers = np.arange(new.sum(), dtype=np.int32) + np.int32(entered["number"].to_numpy().max(initial=-1) + 1)
    if len(numbers):
        nobody = pa.nulls(len(numbers), pa.int64())
        columns = [now[new], numbers, np.zeros(len(numbers), bool), nobody, nobody, np.zeros(len(numbers), bool)]
        changed = pa.concat_tables([changed, pa.table(columns, ENTERED_TEXTS.schema)])
        blocks = _add_run(store, _list_new(store, prints["row"].to_numpy()[firsts[new]], numbers))
        store.change({ENTERED_TEXTS.name: (changed, changed), FINGERPRINT_ENTRIES.name: blocks})
    elif changed.num_rows:
        store.change({ENTERED_TEXTS.name: (changed, changed)})


def look_up(store: "Store", hashes: Keys) -> Entries | None:
    """The entries with some fingerprints, in order; None where the store has no index."""
    if FINGERPRINT_ENTRIES.name in store.lacks or not _list_blocks(store).num_rows:
        return None
    gone = store.ask_once("SELECT number FROM entered_texts WHERE gone")["number"].to_numpy()
    rows = gather_rows(store, np.unique(hashes))[0]
    return merge_entries([Entries(rows[~np.isin(Entries(rows).texts, gone)] if len(gone) else rows)])


def gather_rows(store: "Store", wanted: Keys) -> tuple[Keys, Short]:
    """(the rows of all entries with some fingerprints, given in order; which of these each has), run by run, those of
    texts that are gone among them. Only the blocks that may hold one are read."""
    blocks = _list_blocks(store)
    runs, firsts, numbers = (blocks[name].to_numpy() for name in ("run", "first", "row"))
    found, which = [np.empty((0, 2), np.uint64)], [np.empty(0, np.int32)]
    for run in np.unique(runs):
        own = np.flatnonzero(runs == run)
        lows = np.maximum(np.searchsorted(firsts[own], wanted, "left") - 1, 0)
        needed = own[_list_ranges(lows, np.maximum(np.searchsorted(firsts[own], wanted, "right"), lows))]
        for low in range(0, len(needed), _READ):
            for rows in _read_entries(store, int(run), numbers[needed[low : low + _READ]]):
                picked, own_which = pick_rows(rows, wanted)
                found.append(rows[picked])
                which.append(own_which)
    return np.concatenate(found), np.concatenate(which)


def _read_entries(store: "Store", run: int, numbers: Ints) -> Iterator[Keys]:
    """The entries of some blocks of a run, given by the numbers of their rows, in order, piece by piece; where that is
    quicker, also those of blocks between them."""
    first, last = int(numbers.min()), int(numbers.max())
    if 2 * len(numbers) > last - first:
        where = f"rowid BETWEEN {first} AND {last} AND run = {run}"
        cells = store.ask(f"SELECT block, entries FROM {FINGERPRINT_ENTRIES.name} WHERE {where}")
    else:
        cells = store.read_rows(FINGERPRINT_ENTRIES.name, numbers, "block", "entries")
    if (np.diff(cells["block"].to_numpy()) < 0).any():
        cells = cells.sort_by("block")
    for part in cells["entries"].chunks:
        yield _unpack_entries(pa.chunked_array([part])).rows


def scan_texts(store: "Store", numbers: Ints) -> Keys:
    """The fingerprints of the texts with some numbers, each once; everything is read, where there are any."""
    blocks = _list_blocks(store)
    found = [np.empty(0, np.uint64)]
    for run in np.unique(blocks["run"].to_numpy()) if len(numbers) else ():
        rows = blocks["row"].to_numpy()[blocks["run"].to_numpy() == run]
        for low in range(0, len(rows), _READ):
            pieces = _read_entries(store, int(run), rows[low : low + _READ])
            found += [entries[np.isin(Entries(entries).texts, numbers), 0] for entries in pieces]
    return np.unique(np.concatenate(found))


def _list_blocks(store: "Store") -> pa.Table:
    return store.ask_once(f"SELECT run, block, first, rowid AS row FROM {FINGERPRINT_ENTRIES.name} ORDER BY run, block")


def _list_ranges(lows: Ints, highs: Ints) -> Ints:
    """The numbers from each low to its high, both in order, each once."""
    lows = lows.copy()
    lows[1:] = np.maximum(lows[1:], highs[:-1])
    counts = np.maximum(highs - lows, 0)
    return np.repeat(lows - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())


def _list_new(store: "Store", rows: Ints, numbers: Short) -> Entries:
    """The entries of texts with these rows of `fingerprints` and these numbers, so many at a time."""
    order, parts = np.argsort(rows), list[Entries]()
    for low in range(0, len(rows), _STEP):
        here = order[low : low + _STEP]
        prints = store.read_rows("fingerprints", rows[here], "rowid", "hashes", "places").sort_by("rowid")
        parts.append(list_entries(prints, numbers[here]))
    return merge_entries(parts)


def _add_run(store: "Store", new: Entries) -> tuple[pa.Table, pa.Table]:
    """(blocks that go, blocks that come) when entries are added: with them in one run all runs hardly larger."""
    runs = store.ask(f"SELECT run, count(*) AS blocks FROM {FINGERPRINT_ENTRIES.name} GROUP BY run ORDER BY blocks")
    numbers, sizes = runs["run"].to_numpy(), runs["blocks"].to_numpy() * BLOCK
    total, merged = len(new.rows), list[int]()
    for number, size in zip(numbers.tolist(), sizes.tolist(), strict=True):
        if size > 2 * total:
            break
        total, merged = total + size, [*merged, number]
    listed = ", ".join(map(str, merged)) or "NULL"
    gone = store.ask(f"SELECT * FROM {FINGERPRINT_ENTRIES.name} WHERE run IN ({listed}) ORDER BY run, block")
    entries = merge_entries([new, _unpack_entries(gone["entries"])]) if merged else new
    return gone, _cut_blocks(entries, int(numbers.max(initial=-1)) + 1)


def _cut_blocks(entries: Entries, run: int) -> pa.Table:
    parts = [FINGERPRINT_ENTRIES.build()]
    for low in range(0, len(entries.rows), _CELLS * BLOCK):
        rows = entries.rows[low : low + _CELLS * BLOCK]
        bounds = np.append(np.arange(0, len(rows), BLOCK), len(rows))
        runs = np.full(len(bounds) - 1, run, np.int32)
        numbers = np.arange(len(runs), dtype=np.int32) + np.int32(low // BLOCK)
        cells = [runs, numbers, rows[bounds[:-1], 0], pack_rows(rows, bounds)]
        parts.append(pa.table(cells, parts[0].schema))
    return pa.concat_tables(parts)


def _unpack_entries(cells: pa.ChunkedArray) -> Entries:
    return Entries(unpack_rows(cells, np.uint64)[0].reshape(-1, 2))

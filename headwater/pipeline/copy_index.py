"""The index of a store's fingerprints: which texts have one, found without the others being read.

Entries (copies/partners.py) lie in sorted runs, as in a log-structured merge tree (O'Neil and others 1996): what came
since the last run is a new one, merged with all that are not much larger, so that a text is written again only as often
as the pile doubles. A text that no document has any more is marked, and counts again when one has; when a quarter of
all texts is gone all is written anew. What is found does not depend on the order of all this.

A run is a file in a folder beside the store, mapped into memory where it is read: of a hundred million entries the few
pages that hold what is asked for. The store lists its runs, each with a check of what is in it. A run is written before
the store lists it, and taken away when it does not any more. Where one is missing, or is another store's, there is no
index until the stage copies makes it anew.
"""

import itertools
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from headwater.copies.numbers import find_numbers, is_among, list_once
from headwater.copies.partners import Entries, list_entries, merge_entries
from headwater.copies.partners_kernels import count_entries, pick_entries, pick_fingerprints, spread_entries
from headwater.copies.sharing import Share
from headwater.errors import StoreError
from headwater.mixing import mix_numbers
from headwater.states import COMPARED_NOTICES, ENTERED_TEXTS, FINGERPRINT_RUNS
from headwater.work import Work

if TYPE_CHECKING:
    from headwater.store import Store

BLOCK = 256
"""Entries of a block, of which the first fingerprint is listed: 4 KB, a page of memory."""
_STEP = 100_000
"""Texts whose fingerprints are laid down at a time."""
_PIECE = 1 << 14
"""Fingerprints that one task looks up."""
_GONE = 4
"""All is written anew when of so many texts one is gone."""
_HEAD = 4
"""Numbers before the first fingerprints of the blocks: how many entries, entries of a block, the check, nothing."""

Keys = NDArray[np.uint64]
Ints = NDArray[np.int64]
Short = NDArray[np.int32]
Bools = NDArray[np.bool_]
Run = tuple[Keys, Keys, int]
"""Entries in order, the first fingerprint of every block of them, and entries of a block."""


def update_index(store: "Store") -> None:
    """Make the index say what the state table `fingerprints` says; writes only what is new, or what runs are merged."""
    prints = store.number_rows("fingerprints", "digest")
    now = prints["digest"].to_numpy()
    entered = store.ask(f"SELECT * FROM {ENTERED_TEXTS.name}").cast(ENTERED_TEXTS.schema)
    had, was_gone = entered["digest"].to_numpy(), entered["gone"].to_numpy()
    gone = ~is_among(had, now)
    if len(had) and (_GONE * gone.sum() > len(had) or _open_runs(store) is None):
        tables = (FINGERPRINT_RUNS, ENTERED_TEXTS, COMPARED_NOTICES)
        store.change({table.name: (store.read(table.name), table.build()) for table in tables})
        update_index(store)
        return
    changed = entered.set_column(2, ENTERED_TEXTS.schema.field("gone"), pa.array(gone)).filter(gone != was_gone)
    new = list_once(now[~is_among(now, had)])
    numbers = np.arange(len(new), dtype=np.int32) + np.int32(entered["number"].to_numpy().max(initial=-1) + 1)
    changes = {ENTERED_TEXTS.name: (changed, changed)} if changed.num_rows else {}
    if len(new):
        nobody, no = pa.nulls(len(new), pa.int64()), np.zeros(len(new), np.bool_)
        changed = pa.concat_tables([changed, pa.table([new, numbers, no, nobody, nobody, no], ENTERED_TEXTS.schema)])
        entries = _list_new(store, prints["row"].to_numpy()[find_numbers(new, now)], numbers)
        changes = {ENTERED_TEXTS.name: (changed, changed), FINGERPRINT_RUNS.name: _add_run(store, entries)}
    if changes:
        store.change(changes)
    _sweep_runs(store)


def look_up(store: "Store", hashes: Keys) -> tuple[Entries, Ints] | None:
    """(the entries with some fingerprints, in the order of these; the digests of all texts by their numbers); None
    where the store has no index."""
    runs = _open_runs(store) if FINGERPRINT_RUNS.name not in store.lacks else None
    if not runs:
        return None
    digests, gone = store.remember("texts by number", lambda: _number_texts(store))
    wanted = list_once(hashes)
    rows = np.concatenate([pick_entries(*run, wanted) for run in runs])
    rows = rows[~gone[Entries(rows).texts]] if gone.any() else rows
    return Entries(rows[np.argsort(rows[:, 0], kind="stable")] if len(runs) > 1 else rows), digests


def _number_texts(store: "Store") -> tuple[Ints, Bools]:
    """(the digests of all texts by their numbers; whether no document has them any more)."""
    texts = store.ask("SELECT digest, number, gone FROM entered_texts")
    digests, gone = np.empty(texts.num_rows, np.int64), np.empty(texts.num_rows, np.bool_)
    for name, values in (("digest", digests), ("gone", gone)):
        values[texts["number"].to_numpy()] = texts[name].to_numpy()
    return digests, gone


def gather_groups(store: "Store", wanted: Keys, places: Short, work: Work) -> Share:
    """The groups of some fingerprints, given in order: all texts that have each, as the place that the number of a text
    has (none: -1), and where in them. Only the pages that may hold one are read."""
    sizes, runs = np.zeros(len(wanted), np.int32), _open_runs(store) or []
    cuts = list(itertools.pairwise([*range(0, len(wanted), _PIECE), len(wanted)]))
    tasks = ((runs, wanted[low:high], places, sizes[low:high]) for low, high in cuts)
    starts = list(work.map_kernels(_count_piece, tasks))
    at = np.cumsum(sizes, dtype=np.int64) - sizes
    found = np.empty(sizes.sum(), np.int32), np.empty(sizes.sum(), np.int32)
    pieces = zip(starts, cuts, strict=True)
    for _ in work.map_kernels(
        _spread_piece, ((runs, own, wanted[low:high], places, at[low:high], found) for own, (low, high) in pieces)
    ):
        pass
    return sizes, *found


def _count_piece(task: tuple[list[Run], Keys, Short, Short]) -> list[Ints]:
    runs, wanted, places, sizes = task
    return [count_entries(*run, wanted, places, sizes) for run in runs]


def _spread_piece(task: tuple[list[Run], list[Ints], Keys, Short, Ints, tuple[Short, Short]]) -> None:
    runs, starts, wanted, places, at, found = task
    for (rows, _, _), own in zip(runs, starts, strict=True):
        spread_entries(rows, own, wanted, places, at, *found)


def scan_texts(store: "Store", numbers: Ints) -> Keys:
    """The fingerprints of the texts with some numbers, each once; everything is read, where there are any."""
    marks = np.zeros(int(numbers.max(initial=-1)) + 1, np.bool_)
    marks[numbers] = True
    runs = (_open_runs(store) or ()) if len(numbers) else ()
    return list_once(np.concatenate([np.empty(0, np.uint64), *(pick_fingerprints(run[0], marks) for run in runs)]))


def _list_new(store: "Store", rows: Ints, numbers: Short) -> Entries:
    """The entries of texts with these rows of `fingerprints` and these numbers, so many at a time."""
    order, parts = np.argsort(rows), list[Entries]()
    for low in range(0, len(rows), _STEP):
        here = order[low : low + _STEP]
        prints = store.read_rows("fingerprints", rows[here], "rowid", "hashes", "places").sort_by("rowid")
        parts.append(list_entries(prints, numbers[here]))
    return merge_entries(parts)


def _add_run(store: "Store", new: Entries) -> tuple[pa.Table, pa.Table]:
    """(rows of `fingerprint_runs` that go, that come) when entries are added: with them in one run all runs that are
    hardly larger."""
    runs = store.read(FINGERPRINT_RUNS.name).sort_by("entries")
    total, count = len(new.rows), 0
    for size in runs["entries"].to_pylist():
        if size > 2 * total:
            break
        total, count = total + size, count + 1
    merged = runs.slice(0, count)
    opened = (_open_run(store, row) for row in merged.to_pylist())
    parts = [new, *(Entries(run[0]) for run in opened if run is not None)]
    number = int(runs["run"].to_numpy().max(initial=-1)) + 1
    return merged, _write_run(store, number, (merge_entries(parts) if count else new).rows)


def _find_folder(store: "Store") -> Path:
    return store.path.with_name(f"{store.path.name}.index")


def _find_file(store: "Store", run: int) -> Path:
    return _find_folder(store) / f"{run:06}.entries"


def _write_run(store: "Store", number: int, rows: Keys) -> pa.Table:
    """Write a run; its row of `fingerprint_runs`."""
    file = _find_file(store, number)
    firsts = np.ascontiguousarray(rows[::BLOCK, 0])
    check = _check_run(rows, firsts)
    part = file.with_suffix(".part")
    try:
        file.parent.mkdir(exist_ok=True)
        with part.open("wb") as stream:
            for numbers in (np.array([len(rows), BLOCK, check, 0], np.uint64), firsts, np.ascontiguousarray(rows)):
                stream.write(numbers.data)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(file)
    except OSError as error:
        raise StoreError(
            f"{file} could not be written: {error.strerror or error}.",
            "Make room, and run the same command again; what was finished is kept, and it carries on.",
        ) from error
    return pa.table([[number], [len(rows)], [check]], FINGERPRINT_RUNS.schema)


def _check_run(rows: Keys, firsts: Keys) -> int:
    """A number that tells a run from others: of the first entries of its blocks, and of how many entries it has."""
    mixed = mix_numbers(firsts, rows[::BLOCK, 1], np.arange(len(firsts), dtype=np.uint64))
    return int(np.bitwise_xor.reduce(mixed, initial=np.uint64(len(rows))) >> np.uint64(1))


def _open_runs(store: "Store") -> list[Run] | None:
    """The runs of a store, the first the first; None where one is missing."""

    def open_all() -> list[Run] | None:
        listed = store.read(FINGERPRINT_RUNS.name).to_pylist()
        runs = [run for row in listed if (run := _open_run(store, row)) is not None]
        return runs if len(runs) == len(listed) else None

    return store.remember("runs of the index", open_all)


def _open_run(store: "Store", row: dict[str, int]) -> Run | None:
    """The run of a row of `fingerprint_runs`, as it lies in its file; None where that is not there, or another."""
    try:
        numbers = np.asarray(np.memmap(_find_file(store, row["run"]), np.uint64, "r"))
    except (OSError, ValueError):
        return None
    if len(numbers) < _HEAD or numbers[:3:2].tolist() != [row["entries"], row["check"]]:
        return None
    size, block = (int(number) for number in numbers[:2])
    blocks = -(-size // block)
    if len(numbers) != _HEAD + blocks + 2 * size:
        return None
    return numbers[_HEAD + blocks :].reshape(-1, 2), numbers[_HEAD : _HEAD + blocks], block


def _sweep_runs(store: "Store") -> None:
    """Take away what the store does not list: runs that were merged, and what a run that was cut short left."""
    listed = {_find_file(store, number) for number in store.read(FINGERPRINT_RUNS.name)["run"].to_pylist()}
    folder = _find_folder(store)
    for file in set(folder.iterdir()) - listed if folder.is_dir() else ():
        with suppress(OSError):  # somebody may be reading it
            file.unlink()

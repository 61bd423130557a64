"""The fingerprints of a pile in shares of the hashes: each article is read, each share joined by one task."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from headwater.articles.problems import Problem, build_problems
from headwater.copies.cells import unpack_rows
from headwater.copies.fingerprints import read_fingerprints
from headwater.copies.sharing import Share
from headwater.copies.sharing_kernels import join_items, mark_spots
from headwater.partitions import Place, list_partitions, read_runs, remove_partition, write_partition
from headwater.pipeline.copy_prints_kernels import name_owners, share_prints
from headwater.pipeline.copy_sources import Source, read_source
from headwater.states import FINGERPRINTS
from headwater.tables import DOCUMENTS, PROBLEMS

Ints = NDArray[np.int64]
Short = NDArray[np.int32]

INDEX = pa.schema(
    [
        *(DOCUMENTS.schema.field(name) for name in ("document_id", "uri", "site", "published_at")),
        *(FINGERPRINTS.schema.field(name) for name in ("digest", "words")),
        *(pa.field(name, pa.int32()) for name in ("size", "prints", "row")),
    ]
)
"""What is known of every article: what was read of it, the bytes of its text, how many fingerprints it has, its row in
its source."""
PRINTS = pa.schema([("hash", pa.uint64()), ("row", pa.int32()), ("spot", pa.int32())])
"""Fingerprints with the rows of their documents, and their spots there."""
_SHARED = pa.schema([("size", pa.int32()), ("owner", pa.int32()), ("spot", pa.int32())])
_OWNERS = pa.schema([("owner", pa.int32())])
_ITEMS = pa.schema([("value", pa.int32())])


def write_articles(task: tuple[Place, Source, int, int]) -> None:
    """Write the articles of a source as `index` and their fingerprints as `prints`, a run for each share of each piece
    of about so many bytes; the `problems` when all is done."""
    place, source, size, shares = task
    index: list[pa.Table] = []
    problems: list[pa.Table] = []

    def read() -> Iterator[pa.Table]:
        rows = 0
        for articles in read_source(place, source, size):
            failed: dict[int, str] = {}
            prints, kept = read_fingerprints(articles.documents, articles.regions, failed)
            index.append(_list_articles(articles.documents, prints, articles.rows, kept))
            yield from cut_shares(prints, rows, shares)
            rows += prints.num_rows
            problems.extend((articles.problems, note_failed(failed)))

    write_partition(place.below("prints"), source.name, PRINTS, read())
    write_partition(place.below("index"), source.name, INDEX, [pa.concat_tables([INDEX.empty_table(), *index])])
    write_partition(place.below("problems"), source.name, PROBLEMS.schema, problems)


def _list_articles(documents: pa.Table, prints: pa.Table, rows: Ints, kept: Ints) -> pa.Table:
    documents = documents.append_column("row", pa.array(rows.astype(np.int32)))
    documents = documents.append_column("size", pc.binary_length(documents["text"]))
    if len(kept) < documents.num_rows:
        documents = documents.take(pa.array(kept))
    columns = {name: documents[name] for name in INDEX.names if name in documents.column_names}
    columns |= {name: prints[name] for name in ("digest", "words")}
    columns["prints"] = pc.divide(pc.binary_length(prints["hashes"]), 8)
    return pa.table({name: columns[name] for name in INDEX.names}).cast(INDEX)


def cut_shares(prints: pa.Table, first: int, shares: int) -> Iterator[pa.Table]:
    """The fingerprints of documents as PRINTS, a run a share; of those with the same text the first one's. So many
    documents of the source stand before them."""
    wanted = np.zeros(prints.num_rows, np.bool_)
    wanted[np.unique(prints["digest"].to_numpy(), return_index=True)[1]] = True
    hashes, bounds = unpack_rows(prints["hashes"], np.uint64)
    spots = mark_spots(unpack_rows(prints["places"], np.int32)[0], bounds)
    hashes, rows, spots, ends = share_prints(hashes, spots, bounds, wanted, shares)
    whole = pa.table([hashes, rows + np.int32(first), spots], schema=PRINTS)
    yield from (whole.slice(low, high - low) for low, high in itertools.pairwise(ends.tolist()))


def note_failed(failed: dict[int, str]) -> pa.Table:
    """Rows of `problems` for documents (by id) that the stage copies failed on."""
    return build_problems(
        Problem("", "failed", f"The stage copies failed on document {number} ({error}).", "Please report it.", number)
        for number, error in sorted(failed.items())
    )


def write_owners(place: Place, owners: Sequence[Short]) -> None:
    """Write the text of every document of every source (-1: another document's fingerprints are taken)."""
    to = place.below("owners")
    if "owners" not in list_partitions(to):
        write_partition(to, "owners", _OWNERS, (pa.table([own], schema=_OWNERS) for own in owners))


def join_prints(task: tuple[Place, Sequence[str], int, int]) -> None:
    """Write those fingerprints of one share of so many that two texts have as `shared`, group by group: the first of a
    group has its size, the others 0."""
    place, names, share, shares = task
    owners = [run["owner"].to_numpy() for run in read_runs(place.below("owners"), "owners")]
    runs = [(own, run) for own, name in zip(owners, names, strict=True)
            for run in read_runs(place.below("prints"), name, share, shares)]  # fmt: skip
    room = sum(run.num_rows for _, run in runs)
    items = np.empty(room, np.uint64), np.empty(room, np.int32), np.empty(room, np.int32)
    at = 0
    for own, run in runs:
        hashes, rows, places = (run[c].to_numpy() for c in PRINTS.names)
        at = name_owners(hashes, rows, places, own, items, at)
    sizes, texts, places = join_items(*(column[:at] for column in items))
    first = np.zeros(len(texts), np.int32)
    first[np.cumsum(sizes) - sizes] = sizes
    shared = pa.table([first, texts, places], schema=_SHARED)
    write_partition(place.below("shared"), f"{share:06}", _SHARED, [shared])


def read_shared(place: Place, name: str) -> Share:
    """The fingerprints of a share that two texts have."""
    [table] = read_runs(place.below("shared"), name)
    first, owners, places = (table[c].to_numpy() for c in _SHARED.names)
    return first[first > 0], owners, places


@dataclass(frozen=True)
class SharedPrints:
    """The shares of those names, as often as one goes through them."""

    place: Place
    names: tuple[str, ...]

    def __iter__(self) -> Iterator[Share]:
        return (read_shared(self.place, name) for name in self.names)


@dataclass(frozen=True)
class SpanFiles:
    """A shelf of arrays in partitions: bounds, and numbers that have 32 bits."""

    place: Place

    def __setitem__(self, name: str, arrays: tuple[Any, ...]) -> None:
        runs = (pa.table([array.astype(np.int32, copy=False)], schema=_ITEMS) for array in arrays)
        write_partition(self.place, name, _ITEMS, runs)

    def __getitem__(self, name: str) -> tuple[Any, ...]:
        bounds, *columns = (np.array(run["value"].to_numpy()) for run in read_runs(self.place, name))
        return bounds.astype(np.int64), *columns

    def __delitem__(self, name: str) -> None:
        remove_partition(self.place, name)

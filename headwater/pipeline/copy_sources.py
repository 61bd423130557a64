"""What the articles of a pile are read from, twice: row groups of Parquet tables as they lie, and other files through a
partition that takes what was read of them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray
from pyarrow import fs

from headwater.articles import ReadOptions
from headwater.articles.files import Input, find_inputs
from headwater.articles.problems import Problem, build_problems
from headwater.articles.text_columns import COLUMNS, find_columns, read_columns, stream_again, stream_texts
from headwater.copies.fingerprints import METHOD
from headwater.errors import InputError
from headwater.partitions import Place, hold_run, is_held, list_partitions, open_place, read_runs, write_partition
from headwater.tables import DOCUMENTS, PROBLEMS, REGIONS
from headwater.work import Work

Ints = NDArray[np.int64]

_REGION = pa.struct([REGIONS.schema.field(name) for name in ("start", "end", "kind")])
_REGIONS = pa.field("regions", pa.list_(_REGION))
TEXTS = pa.schema([DOCUMENTS.schema.field("text"), _REGIONS])
"""What is read of an article the second time."""
_OTHERS = pa.schema([*(DOCUMENTS.schema.field(name) for name in COLUMNS), _REGIONS])
_ARTICLE = 1 << 12
"""Bytes of an article in a file that is no plain table, about."""
_AHEAD = 1 << 20
"""Bytes of a column that are read at a time (and nothing ahead): a row group may be larger than the memory."""


@dataclass(frozen=True)
class Source:
    """Some rows that are read by one task: a row group of a Parquet file (where it lies, its size and time, columns,
    bytes of a text about), or a run of the partition of other files; and the name of the partitions made of it."""

    name: str
    run: int
    given: Input | None = None
    place: str = ""
    stamp: tuple[int, int] = (0, 0)
    columns: tuple[tuple[str, str], ...] = ()
    width: int = 0


@dataclass(frozen=True)
class Sources:
    """What is read: row groups of plain tables, other files, bytes of all, a hash that changes when any does, and the
    number of articles, about."""

    groups: tuple[Source, ...]
    others: tuple[Input, ...]
    size: int
    stamp: str
    documents: int


@dataclass(frozen=True)
class Articles:
    """Some articles of a source: rows of documents (COLUMNS), the row of each in the source, regions, problems."""

    documents: pa.Table
    rows: Ints
    regions: pa.Table
    problems: pa.Table


def find_sources(paths: Sequence[str | Path], options: ReadOptions) -> Sources:
    """The row groups of every Parquet file with a column of plain text, and the files that are read in another way.

    Paths are those of find_inputs, and addresses of files and folders in an object store. Raises InputError where
    nothing is there.
    """
    groups: list[Source] = []
    others: list[Input] = []
    size, documents = 0, 0
    stamp = blake2b(repr((METHOD, options)).encode(), digest_size=8)
    for given, place in _find_files(paths):
        seen = _read_stamp(place)
        stamp.update(repr((place, seen)).encode())
        found, held, rows = _find_groups(given, place, seen, options, len(groups))
        if not found and "://" in place:
            raise InputError(
                f"{place} is no Parquet file with a column of article text.", "Name the column that does with --text."
            )
        groups += found
        size += held if found else seen[0]
        documents += rows if found else seen[0] // _ARTICLE
        if not found:
            others.append(given)
    return Sources(tuple(groups), tuple(others), size, stamp.hexdigest(), documents)


def _find_files(paths: Sequence[str | Path]) -> Iterator[tuple[Input, str]]:
    for path in paths:
        if "://" not in str(path):
            yield from ((given, given.path) for given in find_inputs([path]))
            continue
        system, root = open_place(str(path))
        above = root.rstrip("/").rpartition("/")[0]
        start = str(path).rstrip("/")[: -len(root.rstrip("/"))]
        try:
            info = system.get_file_info(root)
            below = system.get_file_info(fs.FileSelector(root, recursive=True)) if not info.is_file else [info]
        except OSError as error:
            raise InputError(
                f"{path} cannot be read: {error}", "Look at the address and at who may read it."
            ) from error
        for found in sorted(i.path for i in below if i.is_file and not i.base_name.startswith((".", "_"))):
            yield Input(start + found, found[len(above) + 1 :] if above else found), start + found


def _read_stamp(place: str) -> tuple[int, int]:
    system, path = open_place(place)
    info = system.get_file_info(path)
    return info.size or 0, info.mtime_ns or 0


def _find_groups(
    given: Input, place: str, stamp: tuple[int, int], options: ReadOptions, count: int
) -> tuple[list[Source], int, int]:
    """The row groups of a Parquet file, so many having been found before, the bytes of their texts, about, and its
    rows."""
    if given.data is not None:
        return [], 0, 0
    system, path = open_place(place)
    try:
        with system.open_input_file(path) as stream:
            if stream.read(4) != b"PAR1":
                return [], 0, 0
            with pq.ParquetFile(stream, buffer_size=_AHEAD, pre_buffer=False) as file:
                found = find_columns(given, file, options)
                if found is None:
                    return [], 0, 0
                columns, width = tuple(found[0].items()), found[1]
                groups = [
                    Source(f"{count + g:06}", g, given, place, stamp, columns, width)
                    for g in range(file.num_row_groups)
                ]
                return groups, file.metadata.num_rows * width, file.metadata.num_rows
    except (pa.ArrowException, OSError):
        return [], 0, 0  # damaged or odd: the reader of rows says what is wrong


def write_others(
    place: Place, given: Sequence[Input], options: ReadOptions, size: int, work: Work, alone: bool
) -> list[Source]:
    """Read the files that are no plain Parquet tables into the partition `others`, and its runs as sources; `alone`:
    there are no other files."""
    problems = place.below("problems")
    if "others" not in list_partitions(problems):
        try:
            pile = read_columns(given, options, work)
        except InputError as error:
            if alone:
                raise
            pile = {"documents": DOCUMENTS.build().select(COLUMNS), "regions": REGIONS.build()}
            pile["problems"] = build_problems([Problem(given[0].path, "no_text", error.what, error.mend)])
        ids = pile["documents"]["document_id"].to_numpy()
        _, firsts = np.unique(ids, return_index=True)
        documents = pile["documents"].take(pa.array(firsts)).combine_chunks()
        regions = _fold_regions(ids[firsts], pile["regions"])
        write_partition(
            place.below("others"), "others", _OTHERS, _cut_runs(documents.append_column(_REGIONS, [regions]), size)
        )
        write_partition(problems, "others", PROBLEMS.schema, [pile["problems"]])
    count = sum(1 for _ in read_runs(place.below("others"), "others"))
    return [Source(f"others-{run:04}", run) for run in range(count)]


def _cut_runs(documents: pa.Table, size: int) -> Iterator[pa.Table]:
    number = np.cumsum(pc.binary_length(documents["text"]).to_numpy()) // size
    for rows in np.split(np.arange(len(number)), np.flatnonzero(np.diff(number)) + 1):
        yield documents.slice(rows[0], len(rows)) if len(rows) else documents


def read_source(place: Place, source: Source, size: int) -> Iterator[Articles]:
    """The articles of a source, about `size` bytes at a time; held in memory for read_again where there is room."""
    if source.given is None:
        run = _read_other(place, source)
        yield Articles(run.select(COLUMNS), np.arange(run.num_rows), unfold_regions(run), PROBLEMS.build())
        return
    columns = dict(source.columns)
    with _open_group(source) as file:
        for documents, rows, problems in stream_texts(
            source.given, file, source.run, columns, _count_rows(source, file, size)
        ):
            hold_run(place.below("held"), source.name, documents.select(["text"]).append_column("row", pa.array(rows)))
            yield Articles(documents, rows, REGIONS.build(), problems)


def read_again(place: Place, source: Source, size: int, wanted: Ints) -> Iterator[tuple[Ints, pa.Table]]:
    """(which of them, rows of TEXTS) of wanted rows (in order) of a source, about `size` bytes of it at a time.

    Raises InputError where the file is not what it was.
    """
    for rows, texts in _stream_rows(place, source, size):
        low, high = np.searchsorted(wanted, (rows[0], rows[-1] + 1)) if len(rows) else (0, 0)
        yield np.arange(low, high), texts.take(pa.array(np.searchsorted(rows, wanted[low:high])))


def _stream_rows(place: Place, source: Source, size: int) -> Iterator[tuple[Ints, pa.Table]]:
    """(rows, what TEXTS has of each) of a source, in order."""
    if source.given is None:
        run = _read_other(place, source).select(TEXTS.names)
        yield np.arange(run.num_rows), run
        return
    held = place.below("held")
    if is_held(held, source.name):
        for run in read_runs(held, source.name):
            yield run["row"].to_numpy(), _add_no_regions(run["text"])
        return
    if _read_stamp(source.place) != source.stamp:
        raise InputError(f"{source.place} changed while it was read.", "Run the same command again.")
    first = 0
    with _open_group(source) as file:
        for texts in stream_again(file, source.run, dict(source.columns), _count_rows(source, file, size)):
            yield np.arange(first, first + len(texts)), _add_no_regions(texts)
            first += len(texts)


def _read_other(place: Place, source: Source) -> pa.Table:
    return next(read_runs(place.below("others"), "others", source.run))


@contextmanager
def _open_group(source: Source) -> Iterator[pq.ParquetFile]:
    system, path = open_place(source.place)
    with system.open_input_file(path) as stream, pq.ParquetFile(stream, buffer_size=_AHEAD, pre_buffer=False) as file:
        yield file


def _count_rows(source: Source, file: pq.ParquetFile, size: int) -> int:
    """Rows of a source that have about so many bytes; equal texts may be written once."""
    about = file.metadata.row_group(source.run)
    width = max(source.width, about.total_byte_size // max(about.num_rows, 1), 1)
    return max(1, min(int(about.num_rows), size // int(width)))


def _add_no_regions(texts: pa.ChunkedArray) -> pa.Table:
    none = pa.ListArray.from_arrays(pa.array(np.zeros(len(texts) + 1, np.int32)), pa.array([], _REGION))
    return pa.table([texts, none], schema=TEXTS)


def _fold_regions(ids: Ints, regions: pa.Table) -> pa.Array:
    """The regions of each document (ids in order) as a list."""
    regions = regions.filter(pc.is_in(regions["document_id"], pa.array(ids))).sort_by("document_id").combine_chunks()
    bounds = np.searchsorted(regions["document_id"].to_numpy(), np.append(ids, np.iinfo(np.int64).max))
    cells = pa.StructArray.from_arrays(
        [_join_chunks(regions[field.name]).cast(field.type) for field in _REGION], fields=list(_REGION)
    )
    return pa.ListArray.from_arrays(pa.array(bounds.astype(np.int32)), cells)


def _join_chunks(column: pa.ChunkedArray) -> pa.Array:
    joined = column.combine_chunks()
    return pa.concat_arrays(joined.chunks) if isinstance(joined, pa.ChunkedArray) else joined


def unfold_regions(articles: pa.Table) -> pa.Table:
    """The regions of articles, as rows."""
    counts = pc.list_value_length(articles["regions"]).to_numpy()
    cells = _join_chunks(pc.list_flatten(articles["regions"]))
    columns = {field.name: cells.field(field.name) for field in _REGION}
    return pa.table({"document_id": np.repeat(articles["document_id"].to_numpy(), counts)} | columns)

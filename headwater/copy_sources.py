"""The articles of any files as partitions: each with its text, its regions and its fingerprints, a run at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from pyarrow import fs

from headwater.articles import ReadOptions
from headwater.articles.files import Input, find_inputs
from headwater.articles.problems import Problem, build_problems
from headwater.articles.text_columns import COLUMNS, find_columns, read_columns, stream_texts
from headwater.copies.fingerprints import METHOD, take_fingerprints
from headwater.errors import InputError
from headwater.partitions import join_place, open_place, write_partition
from headwater.states import FINGERPRINTS
from headwater.tables import DOCUMENTS, PROBLEMS, REGIONS
from headwater.work import Work, map_here

_REGION = pa.struct([REGIONS.schema.field(name) for name in ("start", "end", "kind")])
ARTICLES = pa.schema(
    [
        *(DOCUMENTS.schema.field(name) for name in COLUMNS),
        pa.field("size", pa.int32()),
        pa.field("prints", pa.int32()),
        pa.field("regions", pa.list_(_REGION)),
        *(FINGERPRINTS.schema.field(name) for name in ("digest", "words", "hashes", "places")),
    ]
)
"""What is kept of every article: what was read of it, the bytes of its text, how many
fingerprints it has, its regions, its fingerprints."""
_AHEAD = 1 << 20
"""Bytes of a column that are read at a time: a row group may be larger than the memory."""
ALONE = Work(map_kernels=map_here)
"""One thing after the other: a task has one core."""


@dataclass(frozen=True)
class Source:
    """One row group of a Parquet file: the file, where it lies, its columns, and the name of its partition."""

    given: Input
    place: str
    columns: dict[str, str]
    group: int
    name: str


@dataclass(frozen=True)
class Sources:
    """What is read: row groups of plain tables, other files, and a hash that changes when any of them does."""

    groups: tuple[Source, ...]
    others: tuple[Input, ...]
    stamp: str


def find_sources(paths: Sequence[str | Path], options: ReadOptions) -> Sources:
    """The row groups of every Parquet file with a column of plain text, and the files that are read in another way.

    Paths are those of find_inputs, and addresses of files and folders in an object store. Raises InputError where
    nothing is there.
    """
    groups: list[Source] = []
    others: list[Input] = []
    stamp = blake2b(repr((METHOD, options)).encode(), digest_size=8)
    for given, place in _find_files(paths):
        stamp.update(repr((place, _read_stamp(place))).encode())
        found = _find_groups(given, place, options, len(groups))
        if not found and "://" in place:
            raise InputError(
                f"{place} is no Parquet file with a column of article text.", "Name the column that does with --text."
            )
        groups += found
        if not found:
            others.append(given)
    return Sources(tuple(groups), tuple(others), stamp.hexdigest())


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


def _find_groups(given: Input, place: str, options: ReadOptions, count: int) -> list[Source]:
    if given.data is not None:
        return []
    system, path = open_place(place)
    try:
        with system.open_input_file(path) as stream:
            if stream.read(4) != b"PAR1":
                return []
        with system.open_input_file(path) as stream, pq.ParquetFile(stream, buffer_size=_AHEAD) as file:
            columns = find_columns(given, file, options)
            groups = range(file.num_row_groups) if columns else ()
            return [Source(given, place, columns or {}, g, f"{count + g:06}") for g in groups]
    except (pa.ArrowException, OSError):
        return []  # damaged or odd: the reader of rows says what is wrong


def write_articles(task: tuple[str, Source, int]) -> None:
    """Write one row group as a partition of `articles`, about so many bytes a run; its `problems` when all is done."""
    folder, source, size = task
    system, path = open_place(source.place)
    problems: list[pa.Table] = []

    def read() -> Iterator[pa.Table]:
        with system.open_input_file(path) as stream, pq.ParquetFile(stream, buffer_size=_AHEAD) as file:
            for documents, found in stream_texts(source.given, file, source.group, source.columns, size):
                made, failed = _add_fingerprints(documents, REGIONS.build())
                problems.extend((found, failed))
                yield made

    write_partition(join_place(folder, "articles"), source.name, ARTICLES, read())
    write_partition(join_place(folder, "problems"), source.name, PROBLEMS.schema, problems)


def write_others(to: tuple[str, int], given: Sequence[Input], options: ReadOptions, work: Work, alone: bool) -> None:
    """The same for files that are no plain Parquet tables, read here; `alone`: there are no others that are."""
    folder, size = to
    try:
        pile = read_columns(given, options, work)
    except InputError as error:
        if alone:
            raise
        pile = {"documents": DOCUMENTS.build().select(COLUMNS), "regions": REGIONS.build()}
        pile["problems"] = build_problems([Problem(given[0].path, "no_text", error.what, error.mend)])
    problems = [pile["problems"]]

    def cut() -> Iterator[pa.Table]:
        for documents in _cut_runs(pile["documents"], size):
            made, failed = _add_fingerprints(documents, pile["regions"])
            problems.append(failed)
            yield made

    write_partition(join_place(folder, "articles"), "others", ARTICLES, cut())
    write_partition(join_place(folder, "problems"), "others", PROBLEMS.schema, problems)


def _cut_runs(documents: pa.Table, size: int) -> Iterator[pa.Table]:
    number = np.cumsum(pc.binary_length(documents["text"]).to_numpy()) // size
    for rows in np.split(np.arange(len(number)), np.flatnonzero(np.diff(number)) + 1):
        yield documents.slice(rows[0], len(rows)) if len(rows) else documents


def _add_fingerprints(documents: pa.Table, regions: pa.Table) -> tuple[pa.Table, pa.Table]:
    """(rows of ARTICLES, problems of those that could not be read)."""
    failed: dict[int, str] = {}
    _, first = np.unique(documents["document_id"].to_numpy(), return_index=True)
    documents = documents.take(pa.array(first)).combine_chunks()
    prints = take_fingerprints(documents, regions, FINGERPRINTS.build(), ALONE, failed)
    if failed:
        documents = documents.filter(pc.is_in(documents["document_id"], prints["document_id"].combine_chunks()))
    columns = {name: documents[name] for name in COLUMNS}
    columns["size"] = pc.binary_length(documents["text"])
    columns["prints"] = pc.divide(pc.binary_length(prints["hashes"]), 8)
    columns["regions"] = _fold_regions(documents["document_id"].to_numpy(), regions)
    columns |= {name: prints[name] for name in ("digest", "words", "hashes", "places")}
    return pa.table(columns).cast(ARTICLES), note_failed(failed)


def note_failed(failed: dict[int, str]) -> pa.Table:
    """Rows of `problems` for documents (by id) that the stage copies failed on."""
    return build_problems(
        Problem("", "failed", f"The stage copies failed on document {number} ({error}).", "Please report it.", number)
        for number, error in sorted(failed.items())
    )


def _fold_regions(ids: "np.typing.NDArray[np.int64]", regions: pa.Table) -> pa.Array:
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

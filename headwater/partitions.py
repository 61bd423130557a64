"""A work folder of Parquet partitions: tables cut into runs, on this machine or in an object store.

A partition is one file whose row groups are its runs. It is written under another name and moved when it is whole, so
that what is there is finished, and a run that was stopped goes on from it.
"""

import posixpath
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import fs

from headwater.errors import HeadwaterError
from headwater.work import MapFunction


@lru_cache(maxsize=64)
def open_place(place: str) -> tuple[fs.FileSystem, str]:
    """The file system of a path or of an address that pyarrow knows (s3://, gs://, …), and the path within it.

    Raises HeadwaterError for an address of a kind that it does not know.
    """
    if "://" not in place:
        return fs.LocalFileSystem(), str(Path(place).absolute())
    try:
        system, path = fs.FileSystem.from_uri(place)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise HeadwaterError(f"{place} cannot be reached: {error}", "Give a path or an address like s3://…") from error
    return system, path


def join_place(place: str, *names: str) -> str:
    """A place below another one.

    >>> join_place("s3://news/parts", "texts", "0001.parquet")
    's3://news/parts/texts/0001.parquet'
    """
    return posixpath.join(place, *names)


def list_partitions(place: str) -> set[str]:
    """The names of the finished partitions in a folder, none where it is not there."""
    system, path = open_place(place)
    found = system.get_file_info(fs.FileSelector(path, allow_not_found=True))
    return {info.base_name.removesuffix(".parquet") for info in found if info.base_name.endswith(".parquet")}


def write_partition(place: str, name: str, schema: pa.Schema, runs: Iterable[pa.Table]) -> None:
    """Write one partition, a row group for each run."""
    system, path = open_place(place)
    started = f"{path}/{name}.{uuid.uuid4().hex}.part"
    try:
        system.create_dir(path)
        with system.open_output_stream(started) as stream, pq.ParquetWriter(
            stream, schema, compression="lz4", use_dictionary=False, write_statistics=False, store_schema=False
        ) as writer:  # fmt: skip
            for run in runs:
                writer.write_table(run.cast(schema), row_group_size=max(run.num_rows, 1))
        system.move(started, f"{path}/{name}.parquet")
    except OSError as error:
        raise HeadwaterError(
            f"A partition could not be written to {place}: {error}",
            "Make room there, or name another folder with --work; what is finished is kept there.",
        ) from error


@lru_cache(maxsize=4096)
def _read_head(place: str, name: str) -> pq.FileMetaData:
    system, path = open_place(place)
    with system.open_input_file(f"{path}/{name}.parquet") as stream:
        return pq.read_metadata(stream)


def count_runs(place: str, name: str) -> int:
    """How many runs a partition has."""
    return int(_read_head(place, name).num_row_groups)


def read_run(place: str, name: str, run: int | None = None, columns: Sequence[str] | None = None) -> pa.Table:
    """One run of a partition, or all of it; all columns or some."""
    system, path = open_place(place)
    with (
        system.open_input_file(f"{path}/{name}.parquet") as stream,
        pq.ParquetFile(stream, metadata=_read_head(place, name), pre_buffer=False) as file,
    ):
        names = None if columns is None else [*columns]
        if run is None:
            return file.read(columns=names, use_threads=False)
        return file.read_row_group(run, columns=names, use_threads=False)


def run_step(
    map_tasks: MapFunction, function: Callable[[Any], Any], place: str, tasks: Iterable[tuple[str, Any]]
) -> Iterator[str]:
    """Run those tasks (name of the partition that it writes to a folder, what the function is given) that are not
    finished, and give the name of each in turn."""
    have = list_partitions(place)
    waiting = []
    for name, task in tasks:
        if name in have:
            yield name
        else:
            waiting.append((name, task))
    for (name, _), _ in zip(waiting, map_tasks(function, (task for _, task in waiting)), strict=True):
        yield name


def remove_place(place: str) -> None:
    """Take a work folder away, where it is there."""
    system, path = open_place(place)
    if system.get_file_info(path).type == fs.FileType.Directory:
        system.delete_dir(path)

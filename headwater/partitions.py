"""Partitions of tables, cut into runs: in memory while there is room, else files in a folder or an object store.

A file holds a record batch for each run (Arrow IPC). It is written under another name and moved when it is whole, so
that what is there is finished, and a run that was stopped goes on from it.
"""

import posixpath
import threading
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.ipc
from pyarrow import fs

from headwater.errors import HeadwaterError
from headwater.work import MapFunction

_ENDING = ".arrow"


class Memory:
    """Partitions that are held in memory, by address, while there is room for so many bytes."""

    def __init__(self, room: int) -> None:
        self._room, self._lock = room, threading.Lock()
        self._held: dict[str, list[pa.Table]] = {}
        self._refused: set[str] = set()

    def add(self, address: str, run: pa.Table) -> bool:
        """Hold one more run of a partition; where there is no room for it (False) the partition is not held at all."""
        with self._lock:
            self._room -= run.nbytes
            if self._room >= 0 and address not in self._refused:
                self._held.setdefault(address, []).append(run)
                return True
            self._refused.add(address)
            self._room += run.nbytes + sum(held.nbytes for held in self._held.pop(address, []))
            return False

    def find(self, address: str) -> list[pa.Table] | None:
        """The runs of a partition, if it is held."""
        return self._held.get(address)

    def list_names(self, folder: str) -> set[str]:
        """The names of the partitions of a folder that are held."""
        return {address.removeprefix(f"{folder}/") for address in list(self._held) if address.startswith(f"{folder}/")}

    def drop(self, folder: str, *names: str) -> None:
        """Hold some partitions of a folder, or all, no longer."""
        for name in names or self.list_names(folder):
            runs = self._held.pop(f"{folder}/{name}", [])
            with self._lock:
                self._room += sum(run.nbytes for run in runs)


@dataclass(frozen=True)
class Place:
    """Where partitions lie: a folder (a path, or an address that pyarrow knows), and the memory that takes them while
    it has room. With memory the folder is but for what has no room, and is taken away in the end."""

    folder: str
    memory: Memory | None = None

    def below(self, name: str) -> "Place":
        """A folder in this one."""
        return Place(posixpath.join(self.folder, name), self.memory)


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


def list_partitions(place: Place) -> set[str]:
    """The names of the finished partitions in a folder, none where it is not there."""
    system, path = open_place(place.folder)
    found = system.get_file_info(fs.FileSelector(path, allow_not_found=True))
    names = {info.base_name.removesuffix(_ENDING) for info in found if info.base_name.endswith(_ENDING)}
    return names | (place.memory.list_names(place.folder) if place.memory else set())


def write_partition(place: Place, name: str, schema: pa.Schema, runs: Iterable[pa.Table]) -> None:
    """Write one partition of a few runs; of none, with one that is empty."""
    cast = (run.cast(schema) for run in runs)
    left: Iterator[pa.Table] = chain([next(cast, schema.empty_table())], cast)
    if place.memory is not None:
        taken = []
        try:
            for run in left:
                taken.append(run)
                if not place.memory.add(f"{place.folder}/{name}", run):
                    break
            else:
                return
        except BaseException:
            place.memory.drop(place.folder, name)
            raise
        left = chain(taken, left)
    _write_file(place.folder, name, schema, left)


def hold_run(place: Place, name: str, run: pa.Table) -> None:
    """Hold one more run of a partition that can be made again, if there is room for it."""
    if place.memory is not None:
        place.memory.add(f"{place.folder}/{name}", run)


def _write_file(folder: str, name: str, schema: pa.Schema, runs: Iterable[pa.Table]) -> None:
    system, path = open_place(folder)
    started = f"{path}/{name}.{uuid.uuid4().hex}.part"
    try:
        system.create_dir(path)
        with system.open_output_stream(started) as stream, pa.ipc.new_file(stream, schema) as writer:
            for run in runs:
                for batch in run.combine_chunks().to_batches() or [pa.RecordBatch.from_pylist([], schema)]:
                    writer.write_batch(batch)
        system.move(started, f"{path}/{name}{_ENDING}")
    except BaseException as error:
        with suppress(OSError):
            system.delete_file(started)
        if not isinstance(error, OSError):
            raise
        raise HeadwaterError(
            f"A partition could not be written to {folder}: {error}",
            "Make room there, or name another folder with --work; what is finished is kept there.",
        ) from error


def _find_held(place: Place, name: str) -> list[pa.Table] | None:
    return place.memory.find(f"{place.folder}/{name}") if place.memory is not None else None


def _open_file(place: Place, name: str) -> Any:
    system, path = open_place(place.folder)
    whole = f"{path}/{name}{_ENDING}"
    local = isinstance(system, fs.LocalFileSystem)
    return pa.ipc.open_file(pa.memory_map(whole) if local else system.open_input_file(whole))


def is_held(place: Place, name: str) -> bool:
    """Whether a partition is held in memory."""
    return _find_held(place, name) is not None


def read_runs(place: Place, name: str, first: int = 0, step: int = 1) -> Iterator[pa.Table]:
    """The runs of a partition, from one of them on, each so many after the one before."""
    held = _find_held(place, name)
    if held is not None:
        yield from held[first::step]
        return
    file = _open_file(place, name)
    for run in range(first, file.num_record_batches, step):
        yield pa.Table.from_batches([file.get_batch(run)])


def run_step(
    map_tasks: MapFunction, function: Callable[[Any], Any], place: Place, tasks: Iterable[tuple[str, Any]]
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


def drop_partitions(place: Place) -> None:
    """Hold the partitions of a folder no longer, now that nobody reads them again; files in a folder that is kept
    stay, for another run."""
    if place.memory is not None:
        place.memory.drop(place.folder)
        remove_place(place.folder)


def remove_partition(place: Place, name: str) -> None:
    """Take away one partition of a folder, where it is there."""
    if place.memory is not None:
        place.memory.drop(place.folder, name)
    system, path = open_place(place.folder)
    with suppress(OSError):
        system.delete_file(f"{path}/{name}{_ENDING}")


def remove_place(folder: str) -> None:
    """Take a folder away, where it is there."""
    system, path = open_place(folder)
    if system.get_file_info(path).type == fs.FileType.Directory:
        system.delete_dir(path)

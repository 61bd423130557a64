"""Archives: the files in a zip or tar as if they lay in a folder; nothing is unpacked onto the disk.

An entry that climbs out of the archive, is a link or a device, is locked, or unpacks to far more than news does, is a
problem of its own and costs no other.
"""

import posixpath
import struct
import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from headwater.articles.faults import PACKING
from headwater.articles.files import Input, keep_names, open_given, open_raw
from headwater.articles.problems import Problem

ARCHIVES = frozenset({"zip", "tar"})
MAX_ENTRY = 256 << 20
"""Bytes of one entry: as much as is read of a page."""
_MAX_TOTAL = 8 << 30
_MAX_ENTRIES = 1_000_000
_BOMB, _BOMB_FROM = 400, 16 << 20
"""How many times its packed size an entry may have, from so many bytes on: pages pack to a fiftieth at best."""
_BLOCK = 1 << 20
_DEEPEST = 3
"""Archives inside archives."""
_BROKEN = (*PACKING, tarfile.TarError, pa.ArrowException, struct.error)


@dataclass
class _Budget:
    """What may still be unpacked of one archive."""

    left: int = _MAX_TOTAL


def read_archive(given: Input, kind: str) -> Iterator[Input | Problem]:
    """Every file of an archive, in order of name, with its bytes; those that may not be read as problems."""
    if given.path.count("!") >= _DEEPEST:
        yield _refuse(given, "", "lies in too many archives", "Unpack it.")
        return
    try:
        yield from _read_zip(given) if kind == "zip" else _read_tar(given)
    except _BROKEN as error:
        what = f"{given.uri} is damaged or cut short: {error}."
        yield Problem(given.path, "broken_archive", what, "Fetch or pack it again.")


def _read_zip(given: Input) -> Iterator[Input | Problem]:
    budget = _Budget()
    with open_raw(given) as stream, zipfile.ZipFile(stream) as archive:
        named = [(e.filename.replace("\\", "/"), e) for e in archive.infolist() if not e.is_dir()]
        kept = keep_names(name for name, _ in named)
        listed = sorted(
            ((name, e) for name, e in named if name in kept), key=lambda one: (one[0], one[1].header_offset)
        )
        for name, entry in listed[:_MAX_ENTRIES]:
            if why := _find_fault(name) or _weigh(entry.file_size, entry.compress_size, budget):
                yield _refuse(given, name, *why)
            elif entry.flag_bits & 1:
                yield _refuse(given, name, "is locked with a password", "Unpack it yourself and name the folder.")
            elif (entry.external_attr >> 16) & 0o170000 == 0o120000:
                yield _refuse(given, name, "is a link", "Pack the file itself.")
            else:
                yield _read_entry(given, name, archive, entry)


def _read_entry(given: Input, name: str, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Input | Problem:
    try:
        with archive.open(entry) as file:
            return _make_input(given, name, file.read(MAX_ENTRY))
    except _BROKEN as error:
        return _refuse(given, name, f"is damaged: {error}", "Pack it again.", "broken_archive")


def _read_tar(given: Input) -> Iterator[Input | Problem]:
    budget = _Budget()
    names: list[str] = []
    with suppress(*_BROKEN), open_given(given) as stream, tarfile.open(fileobj=stream, mode="r|") as archive:
        names.extend(entry.name for entry in archive if not entry.isdir())
    kept = keep_names(names)
    with open_given(given) as stream, tarfile.open(fileobj=stream, mode="r|") as archive:
        for entry in archive:
            name = entry.name
            if name not in kept:
                continue
            if not entry.isfile():
                yield _refuse(given, name, "is a link or a device", "Pack the file itself.")
            elif why := _find_fault(name) or _weigh(entry.size, entry.size, budget):
                yield _refuse(given, name, *why)
            elif (file := archive.extractfile(entry)) is not None:
                data = file.read(MAX_ENTRY)
                if len(data) < entry.size:
                    raise EOFError("it ends within a file")
                yield _make_input(given, name, data)
        if _has_more(archive):
            raise tarfile.ReadError("the head of a file in it is broken, and those behind it are lost")


def _has_more(archive: tarfile.TarFile) -> bool:
    """Whether something is left behind the last file that was found: tarfile takes a broken head for the end."""
    rest: Any = archive.fileobj
    while block := rest.read(_BLOCK):
        if block.strip(b"\0"):
            return True
    return False


def _find_fault(name: str) -> tuple[str, str] | None:
    """What is wrong with the name of an entry."""
    if name.startswith("/") or ".." in name.split("/") or (len(name) > 1 and name[1] == ":") or "\x00" in name:
        return "has a path that leads out of the archive", "Pack it again from the folder above."
    return None


def _weigh(size: int, packed: int, budget: _Budget) -> tuple[str, str] | None:
    """What is wrong with the size of an entry; the budget is used up by it otherwise."""
    if size > MAX_ENTRY:
        return f"is larger than {MAX_ENTRY >> 20} MB", "Unpack it and name the folder."
    if size > _BOMB_FROM and size > _BOMB * max(1, packed):
        return "unpacks to far more than it should", "Leave it out."
    budget.left -= size
    if budget.left < 0:
        return f"lies beyond the {_MAX_TOTAL >> 30} GB that are unpacked", "Unpack the archive and name the folder."
    return None


def _make_input(given: Input, name: str, data: bytes) -> Input:
    inner = posixpath.normpath(name).encode("utf-8", "replace").decode("utf-8")
    return Input(f"{given.path}!/{inner}", f"{given.uri}/{inner}", data)


def _refuse(given: Input, name: str, why: str, mend: str, reason: str = "unsafe") -> Problem:
    inner = name.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")
    path = f"{given.path}!/{inner}" if inner else given.path
    return Problem(path, reason, f"{given.uri}/{inner} {why}.".replace("/ ", " "), mend)

# Paths stay text here: `..` is resolved without following links, and a name may hold bytes that are no text.
# ruff: noqa: PTH100, PTH111, PTH112, PTH114, PTH116, PTH118, PTH120, PTH122, PTH123, PTH207
"""Which files the arguments mean, where each stands, and their bytes, uncompressed and hashed."""

import glob
import gzip
import hashlib
import io
import os
import re
import stat
import sys
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import pyarrow as pa

from headwater.articles.problems import Problem
from headwater.errors import InputError

_PAGE = (".html", ".htm", ".xhtml", ".mht", ".mhtml")
_SAVED_PARTS = re.compile(
    r"(?:_files|-Dateien|_fichiers|_archivos|_bestanden|_elemei|\.files|_file|_pliki|_arquivos)$", re.IGNORECASE
)
"""How browsers name the folder of pictures and scripts beside a page that was saved whole, in several languages."""
_NO_ARTICLES = frozenset({"thumbs.db", "desktop.ini", "__macosx"})
_STORES = (".duckdb", ".duckdb.wal", ".duckdb.index")
"""A store that lies among what is read into it, and what lies beside the store."""
_GZIP, _ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
_CHUNK = 1 << 20
_MOST_PIPED = 4 << 30
_HEAD, _WORTH = 1 << 16, 1 << 12
"""Bytes that tell what a file is, and those of a broken one below which it is not read at all."""


@dataclass(frozen=True, slots=True)
class Input:
    """One file: where it is, and its uri (the last part of the argument with the path below it).

    `data` are the bytes of one that lies in no folder: an entry of an archive, standard input.
    """

    path: str
    uri: str
    data: bytes | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Opened:
    """The head of a file, uncompressed, and the hash of its bytes as they lie there."""

    head: bytes
    size: int
    source_hash: int


class BrokenArchiveError(Exception):
    """A compressed file that is damaged or cut short."""


def find_inputs(paths: Sequence[str | Path | Input]) -> Iterator[Input]:
    """Every file that the arguments mean: files, folders and what is below them, patterns; each once, in order of name.

    `-` is standard input. An Input that was found before stays as it is. Left out in silence: hidden files, and the
    folder of pictures beside a saved page (NAME_files). Raises InputError when an argument is neither there nor a
    pattern that something matches.
    """
    if not paths:
        raise InputError("No file was given.", "Name the files or folders that hold the articles.")
    seen: set[Input] = set()
    for argument in paths:
        if isinstance(argument, Input):
            seen.add(argument)
            yield argument
            continue
        if str(argument) == "-":
            yield _read_standard_input()
            continue
        for found in _expand(str(argument)):
            root = os.path.abspath(found)
            for path in sorted(_walk(root)) if os.path.isdir(root) else [root]:
                below = os.path.relpath(path, os.path.dirname(root))
                made = Input(_write_path(path), _write_path(below))
                if made not in seen:
                    seen.add(made)
                    yield made


def _read_standard_input() -> Input:
    if sys.stdin is None or sys.stdin.isatty():
        raise InputError("Nothing is piped into headwater.", "Use `-` behind a pipe: COMMAND | headwater trace - …")
    data = sys.stdin.buffer.read(_MOST_PIPED + 1)
    if len(data) > _MOST_PIPED:
        raise InputError(f"More than {_MOST_PIPED >> 30} GB were piped in.", "Save it as a file and name that.")
    return Input("stdin", "stdin", data)


def open_input(given: Input) -> Opened | Problem:
    """The hash and the uncompressed head of a file, or why there is none."""
    if given.data is not None:
        return _open_data(given, given.data)
    try:
        if stat.S_ISDIR(mode := os.stat(given.path).st_mode):
            if not os.path.islink(given.path):
                raise PermissionError
            what = f"{given.uri} is a link to a folder, which is not followed."
            return Problem(given.path, "not_a_file", what, "Name the folder that it leads to.")
        if not stat.S_ISREG(mode):
            return Problem(
                given.path, "not_a_file", f"{given.uri} is no ordinary file.", "Copy its content into a file."
            )
        digest, size = hashlib.blake2b(digest_size=8), 0
        with open(given.path, "rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
        with open_given(given) as stream:
            head, broken = read_at_most(stream, _HEAD)
    except PermissionError:
        return Problem(
            given.path,
            "no_permission",
            f"{given.uri} may not be read by this user.",
            "Give yourself the right to read it.",
        )
    except FileNotFoundError:
        return Problem(
            given.path,
            "not_a_file",
            f"{given.uri} is a link that leads nowhere.",
            "Put the file where the link points, or remove the link.",
        )
    except OSError as error:
        return Problem(
            given.path,
            "unreadable",
            f"{given.uri} could not be read: {error.strerror or error}.",
            "Check the disk, then try again.",
        )
    return _check_head(given, Opened(head, size, int.from_bytes(digest.digest(), "big", signed=True)), broken)


def _open_data(given: Input, data: bytes) -> Opened | Problem:
    with open_given(given) as stream:
        head, broken = read_at_most(stream, _HEAD)
    digest = hashlib.blake2b(data, digest_size=8).digest()
    return _check_head(given, Opened(head, len(data), int.from_bytes(digest, "big", signed=True)), broken)


def _check_head(given: Input, opened: Opened, broken: str) -> Opened | Problem:
    """What was opened, or that it breaks off at once; of a web archive the records that are whole are read."""
    if broken and len(opened.head) < _WORTH and not opened.head.startswith(b"WARC/"):
        return break_archive(given, broken)
    if not opened.head:
        return Problem(given.path, "empty", f"{given.uri} is empty.", "Save it again.")
    return opened


def break_archive(given: Input, why: str) -> Problem:
    """The problem of a compressed file that breaks off."""
    return Problem(
        given.path, "broken_archive", f"{given.uri} is damaged or cut short: {why}.", "Fetch or compress it again."
    )


def open_given(given: Input) -> IO[bytes]:
    """The bytes of an input as a stream, uncompressed if it is gzip or Zstandard (told from its first bytes)."""
    return open_bytes(given.path) if given.data is None else _unpack(io.BytesIO(given.data))


def open_raw(given: Input) -> IO[bytes]:
    """The bytes of an input as they lie there."""
    return open(given.path, "rb") if given.data is None else io.BytesIO(given.data)


def open_bytes(path: str) -> IO[bytes]:
    """The bytes of a file as open_given gives them."""
    return _unpack(open(path, "rb"))


def _unpack(file: IO[bytes]) -> IO[bytes]:
    magic = file.read(4)
    file.seek(0)
    if magic.startswith(_GZIP):
        return gzip.GzipFile(fileobj=file)  # type: ignore[return-value]
    if magic == _ZSTD:
        return pa.CompressedInputStream(pa.PythonFile(file), "zstd")  # type: ignore[no-any-return]
    return file


def read_at_most(stream: IO[bytes], size: int) -> tuple[bytes, str]:
    """Up to so many bytes of a stream, and what broke it off before its end ("": nothing)."""
    parts: list[bytes] = []
    left = size
    read = getattr(stream, "read1", stream.read)  # gives what is there before a break
    try:
        while left > 0 and (part := read(min(left, _CHUNK))):
            parts.append(part)
            left -= len(part)
    except (EOFError, zlib.error, gzip.BadGzipFile, pa.ArrowException) as error:
        return b"".join(parts), str(error)
    except OSError as error:
        if error.errno is not None:
            raise
        return b"".join(parts), str(error)
    return b"".join(parts), ""


def read_lines(given: Input, limit: int) -> Iterator[bytes | None]:
    """The lines of an input, None in place of one longer than `limit` bytes; BrokenArchiveError where it breaks off."""
    with open_given(given) as stream:
        rest, skipping = b"", False
        read = getattr(stream, "read1", stream.read)  # gives what is there before a break
        while True:
            try:
                chunk = read(_CHUNK)
            except (EOFError, OSError, zlib.error, pa.ArrowException) as error:
                raise BrokenArchiveError(str(error)) from error
            if not chunk:
                break
            *whole, rest = (rest + chunk).split(b"\n")
            for line in whole:
                yield None if skipping or len(line) > limit else line
                skipping = False
            if len(rest) > limit:
                rest, skipping = b"", True
        if rest or skipping:
            yield None if skipping else rest


def _expand(argument: str) -> Iterable[str]:
    if os.path.lexists(argument):
        return [argument]
    if glob.has_magic(argument) and (matches := sorted(glob.glob(os.path.expanduser(argument), recursive=True))):
        return matches
    expanded = os.path.expanduser(argument)
    if os.path.lexists(expanded):
        return [expanded]
    if glob.has_magic(argument):
        raise InputError(
            f"Nothing matches {argument}.", "Check the pattern; quote it if the shell should leave it alone."
        )
    raise InputError(f"There is no {argument}.", "Check the spelling, or go to the folder that holds it.")


def _walk(root: str) -> Iterator[str]:
    closed: list[str] = []
    for folder, folders, names in os.walk(root, onerror=lambda error: closed.append(str(error.filename))):
        pages = {os.path.splitext(name)[0] for name in names if name.lower().endswith(_PAGE)}
        folders[:] = [f for f in folders if not _is_passed_over(f) and not _is_saved_part(f, pages)]
        yield from filter(os.path.islink, (os.path.join(folder, name) for name in folders))
        yield from (os.path.join(folder, name) for name in names if not _is_passed_over(name))
    yield from closed


def keep_names(names: Iterable[str]) -> set[str]:
    """Of the paths in an archive those that are read: no hidden ones, no store, none in the folder beside a saved page.

    >>> sorted(keep_names(["p/a.html", "p/a_files/ad.html", "p/.b", "c.txt", "p.duckdb", "p.duckdb.index/0.entries"]))
    ['c.txt', 'p/a.html']
    """
    listed = list(names)
    pages = {os.path.splitext(name)[0] for name in listed if name.lower().endswith(_PAGE)}
    return {name for name in listed if not _is_left_out(name.split("/"), pages)}


def _is_left_out(parts: Sequence[str], pages: set[str]) -> bool:
    if any(_is_passed_over(part) for part in parts if part not in ("", ".", "..")):
        return True
    return any(_is_saved_part("/".join(parts[:end]), pages) for end in range(1, len(parts)))


def _is_passed_over(name: str) -> bool:
    return name.startswith(".") or name.lower() in _NO_ARTICLES or name.lower().endswith(_STORES)


def _is_saved_part(folder: str, pages: set[str]) -> bool:
    match = _SAVED_PARTS.search(folder)
    return match is not None and folder[: match.start()] in pages


def _write_path(path: str) -> str:
    """With `/` between the parts on every system, and no byte that is no text."""
    return path.replace(os.sep, "/").encode("utf-8", "replace").decode("utf-8")

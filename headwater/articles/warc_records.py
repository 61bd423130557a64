"""The records of a WARC file (ISO 28500), packed or not, found again wherever one is damaged or has a wrong length."""

import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from os import SEEK_END
from typing import IO

from headwater.articles.files import Input, open_given, open_raw

MAX_RECORD = 64 << 20
"""Bytes of one record that are looked at: a page of news has a hundredth of that."""
_CHUNK = 1 << 18
_LEAST = 64
"""Bytes that tell whether another record follows."""
_MAX_HEAD = 1 << 16
_MEMBER = 1 << 12
"""Packed bytes of a member that give its first ones."""
_GZIP = b"\x1f\x8b\x08"
_GZIP_START = re.compile(re.escape(_GZIP))
_GZIP_ALONE = 31
"""How zlib is told that a gzip member follows, with its head."""
_DIGITS = 16
_HEAD = re.compile(rb"WARC/\d[^\n]{0,20}\n(?:[^\r\n][^\n]*\n)*\r?\n")
_MARK = re.compile(rb"WARC/\d\.\d+\r?\n[A-Za-z-]+:")
"""Where a record begins, told without its neighbour's length."""
_NEXT = re.compile(rb"\s*(?:WARC/\d|$)")
_EMPTY = re.compile(rb"\r?\n\r?\n")
_LOST = b"\0\n"
"""What stands in the place of packed bytes that cannot be unpacked: no record, and the end of one that had begun."""
_END = re.compile(rb"\r?\n\r?\n\Z")


@dataclass(frozen=True)
class WarcRecord:
    """One record: where it begins in the file, the fields of its head, its block (of a longer one
    than MAX_RECORD only more than that), what is wrong with
    it ("": nothing), and whether some of it is missing."""

    place: int
    fields: Mapping[str, str]
    block: bytes
    fault: str = ""
    cut: bool = False


@dataclass
class _Window:
    """The bytes before us, unpacked; `starts` are places in the file where what follows was packed by itself."""

    pieces: Iterator[tuple[int | None, bytes]]
    data: bytearray = field(default_factory=bytearray)
    passed: int = 0
    starts: list[tuple[int, int]] = field(default_factory=list)

    def fill(self, size: int) -> bool:
        """Whether there are so many bytes."""
        while len(self.data) < size:
            place, piece = next(self.pieces, (None, b""))
            if not piece:
                return False
            if place is not None:
                self.starts.append((self.passed + len(self.data), place))
            self.data += piece
        return True

    def drop(self, size: int, place: int = 0) -> int:
        """Leave so many bytes out, from a place on; gives their number."""
        del self.data[place : place + size]
        self.passed += size
        return size

    def skip_space(self) -> bool:
        """Go on to what is no line end, and have a head's length of it; whether there is something."""
        while self.fill(1) and self.data[0] in b"\r\n":
            self.drop(1)
        self.fill(_MAX_HEAD)
        return bool(self.data)

    def find_place(self) -> int:
        """Where the next byte lies in the file: of packed ones the start of their member, and how far on they are."""
        while len(self.starts) > 1 and self.starts[1][0] <= self.passed:
            self.starts.pop(0)
        unpacked, place = self.starts[0] if self.starts else (0, 0)
        return place + self.passed - unpacked


def cut_records(given: Input) -> Iterator[WarcRecord]:
    """Every record of a WARC file, in order; what cannot be one is a record without fields or block, with its fault.

    A record ends where its length says if another begins there, or the file ends; else it ends where the next begins.
    """
    with open_raw(given) as file:
        packed = file.read(len(_GZIP)) == _GZIP
        file.seek(0)
        if packed:
            yield from _cut_window(_Window(_unpack_members(file)))
            return
    with open_given(given) as file:
        yield from _cut_window(_Window(_read_pieces(file)))


def _cut_window(window: _Window) -> Iterator[WarcRecord]:
    while window.skip_space():
        place = window.find_place()
        head = _HEAD.match(window.data)
        if head is None or head.end() > _MAX_HEAD:
            _read_to_mark(window)
            yield WarcRecord(place, {}, b"", "no record begins there", True)
            continue
        fields = read_fields(head.group())
        window.drop(head.end())
        yield _read_block(window, place, fields)


def _read_block(window: _Window, place: int, fields: Mapping[str, str]) -> WarcRecord:
    said = fields.get("content-length", "")
    size = int(said) if said.isdecimal() and len(said) < _DIGITS else None
    if size is not None and size <= MAX_RECORD:
        window.fill(size + _LEAST)
        if len(window.data) >= size and _ends_at(window.data, size):
            block = bytes(window.data[:size])
            window.drop(size)
            return WarcRecord(place, fields, block)
    block, length, closed = _read_to_mark(window)
    if length == size:
        return WarcRecord(place, fields, block)
    if closed:
        what = f"its length is given as {said or 'nothing'} and is {length}"
        return WarcRecord(place, fields, block, what)
    return WarcRecord(place, fields, block, "it breaks off before its end", True)


def _ends_at(data: bytearray, size: int) -> bool:
    """Whether a block of this size is followed by another record, or the end, or by an empty line that is not the one
    under the head of an answer."""
    return bool(_NEXT.match(data, size) or (_EMPTY.match(data, size) and _EMPTY.search(data, 0, size)))


def _read_to_mark(window: _Window) -> tuple[bytes, int, bool]:
    """What stands before the next record, its length, and whether it ends as records do; of a longer one than is
    looked at its first MAX_RECORD bytes and its last."""
    looked, skipped = 1, 0
    while (match := _MARK.search(window.data, looked)) is None:
        looked = max(0, len(window.data) - _LEAST)
        if looked > MAX_RECORD + _CHUNK:
            skipped += window.drop(looked - MAX_RECORD, MAX_RECORD)
            looked = MAX_RECORD
        if not window.fill(len(window.data) + 1):
            break
    end = match.start() if match else len(window.data)
    data = bytes(window.data[:end])
    window.drop(end)
    closed = _END.search(data, max(0, end - _LEAST))
    block = data[: closed.start()] if closed else data
    return block, skipped + len(block), closed is not None


def read_fields(head: bytes) -> dict[str, str]:
    """The fields of a head by their names in small letters; of several with one name the first.

    >>> read_fields(b"WARC/1.0\\r\\nWARC-Type: response\\r\\nContent-Length:  12\\r\\n\\r\\n")
    {'warc-type': 'response', 'content-length': '12'}
    """
    fields: dict[str, str] = {}
    text = re.sub(r"\r?\n[ \t]+", " ", head.decode("utf-8", "replace"))
    for line in text.split("\n")[1:]:
        name, colon, value = line.partition(":")
        if colon:
            fields.setdefault(name.strip().lower(), value.strip())
    return fields


def _read_pieces(file: IO[bytes]) -> Iterator[tuple[int | None, bytes]]:
    while piece := file.read(_CHUNK):
        yield None, piece


def _unpack_members(file: IO[bytes]) -> Iterator[tuple[int | None, bytes]]:
    """What the members of a gzip file hold, in pieces, the first of each with its place; what is damaged is passed
    over up to the next one with a record."""
    start: int | None = 0
    while start is not None:
        file.seek(start)
        unpacker, place = zlib.decompressobj(_GZIP_ALONE), start
        try:
            while not unpacker.eof and (data := file.read(_CHUNK)):
                if piece := unpacker.decompress(data):
                    yield (start if place == start else None), piece
                place += len(data)
        except zlib.error:
            place = start + 1
        place -= len(unpacker.unused_data)
        start = _find_member(file, place)
        if start != place and file.seek(0, SEEK_END) > place:
            yield place, _LOST


def _find_member(file: IO[bytes], place: int) -> int | None:
    """Where the next gzip member begins that holds a record; None where there is none."""
    while True:
        file.seek(place)
        data = file.read(_CHUNK)
        for match in _GZIP_START.finditer(data):
            if _is_member(file, place + match.start()):
                return place + match.start()
        if len(data) < _CHUNK:
            return None
        place += len(data) - len(_GZIP)


def _is_member(file: IO[bytes], place: int) -> bool:
    file.seek(place)
    try:
        return zlib.decompressobj(_GZIP_ALONE).decompress(file.read(_MEMBER), 5).startswith(b"WARC/")
    except zlib.error:
        return False

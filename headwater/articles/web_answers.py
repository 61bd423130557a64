"""What a web server answered, as web archives keep it: its head, and its body however it was packed."""

import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass

import pyarrow as pa

from headwater.articles.encodings import is_binary
from headwater.articles.warc_records import MAX_RECORD, read_fields

_HEAD = re.compile(rb"HTTP/\d\S* +(\d{3})[^\n]*\n(?:[^\r\n][^\n]*\n)*\r?\n")
_CHUNK = re.compile(rb"\s*([0-9a-fA-F]{1,8})[ \t]*(?:;[^\n]*)?\r?\n")
_GZIP = b"\x1f\x8b"
_STEP = 1 << 16
_ANY_ZLIB, _BARE = 47, -15
"""How zlib is told of a gzip or zlib head, and that there is none."""

Unpacked = tuple[bytes, bool]
"""Bytes, and whether they are whole."""


@dataclass(frozen=True)
class Answer:
    """An answer: its status (None: there is no head), kind and encoding of its body, the body unpacked, and whether
    that is whole."""

    status: int | None
    kind: str
    charset: str | None
    body: bytes
    whole: bool = True


def read_answer(block: bytes, kind: str = "") -> Answer:
    """An answer as far as it can be unpacked; `kind` is that of a body without a head of its own.

    A body that is not packed as its head says, since the crawler had unpacked it, is taken as it is.

    >>> read_answer(b"HTTP/1.1 200 OK\\r\\nContent-Type: text/html; charset=utf-8\\r\\n\\r\\n<p>Hi").body
    b'<p>Hi'
    """
    match = _HEAD.match(block)
    fields = read_fields(match.group()) if match else {}
    body, whole = block[match.end() :] if match else block, True
    packings = f"{fields.get('content-encoding', '')},{fields.get('transfer-encoding', '')}".lower().split(",")
    for packing in reversed([name.strip() for name in packings]):
        if (unpack := _UNPACKERS.get(packing)) is not None:
            body, complete = unpack(body)
            whole = whole and complete
    if body.startswith(_GZIP):
        body, complete = _unpack_zlib(body)
        whole = whole and complete
    said = fields.get("content-type", "") or kind
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", said, re.IGNORECASE)
    return Answer(
        int(match.group(1)) if match else None,
        said.partition(";")[0].strip().lower(),
        charset.group(1) if charset else None,
        body,
        whole and not is_binary(body[:_STEP]),
    )


def _join_chunks(body: bytes) -> Unpacked:
    parts: list[bytes] = []
    at = 0
    while match := _CHUNK.match(body, at):
        size = int(match.group(1), 16)
        if size == 0:
            return b"".join(parts), True
        part = body[match.end() : match.end() + size]
        parts.append(part)
        at = match.end() + size
    return (b"".join(parts), False) if parts else _take_unpacked(body)


def _unpack_zlib(body: bytes) -> Unpacked:
    for how in (_ANY_ZLIB, _BARE):
        unpacker, parts = zlib.decompressobj(how), bytearray()
        try:
            for start in range(0, len(body), _STEP):
                parts += unpacker.decompress(body[start : start + _STEP], MAX_RECORD + 1)
                if unpacker.eof or len(parts) > MAX_RECORD:
                    break
        except zlib.error:
            pass
        if parts:
            return bytes(parts[: MAX_RECORD + 1]), unpacker.eof or len(parts) > MAX_RECORD
    return _take_unpacked(body)


def _unpack_with(codec: str) -> Callable[[bytes], Unpacked]:
    def unpack(body: bytes) -> Unpacked:
        parts = bytearray()
        try:
            with pa.CompressedInputStream(pa.BufferReader(body), codec) as stream:
                while len(parts) <= MAX_RECORD and (part := stream.read(_STEP)):
                    parts += part
        except (pa.ArrowException, OSError):
            return (bytes(parts), False) if parts else _take_unpacked(body)
        return bytes(parts[: MAX_RECORD + 1]), True

    return unpack


def _take_unpacked(body: bytes) -> Unpacked:
    """A body as it is; whole where it can be text."""
    return body, not is_binary(body[:_STEP])


_UNPACKERS: dict[str, Callable[[bytes], Unpacked]] = {
    "chunked": _join_chunks,
    **dict.fromkeys(("gzip", "x-gzip", "deflate"), _unpack_zlib),
    "br": _unpack_with("brotli"),
    "zstd": _unpack_with("zstd"),
}
"""What undoes each way of packing."""

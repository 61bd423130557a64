"""Web archives: the records of WARC files, and the page in a webarchive of Safari."""

import plistlib
from collections.abc import Iterator
from datetime import UTC
from email.message import Message
from typing import Any
from xml.parsers.expat import ExpatError

from headwater.articles.files import Input, open_given, open_raw, read_at_most
from headwater.articles.options import ReadOptions
from headwater.articles.problems import Problem
from headwater.articles.records import Record, write_page

MAX_RECORD = 64 << 20
"""Bytes of one record that are looked at: a page of news has a hundredth of that."""
_MAX_FILE = 1 << 30
_PAGES = ("text/html", "application/xhtml+xml", "application/xhtml")


def read_warc(given: Input, options: ReadOptions) -> Iterator[Record | Problem]:
    """The pages of a WARC file, packed or not: responses that were answered with 200, and resources; FILE#OFFSET each.

    Bodies are unpacked (chunked, gzip, deflate, brotli) by fastwarc. A file that breaks off gives what was whole.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    kinds = WarcRecordType.response | WarcRecordType.resource
    pages = others = 0
    with open_raw(given) as stream:
        records = iter(ArchiveIterator(stream, record_types=kinds, parse_http=False))
        while True:
            try:
                record = next(records)
            except StopIteration:
                break
            except (OSError, ValueError, RuntimeError) as error:
                yield _break_off(given, str(error))
                break
            made = _read_record(given, record, options)
            pages, others = pages + isinstance(made, Record), others + (made is None)
            if made is not None:
                yield made
    if not pages:
        yield Problem(
            given.path,
            "no_text",
            f"{given.uri} holds no page ({others} other records).",
            "Archive the pages themselves.",
        )


def read_webarchive(given: Input, options: ReadOptions) -> Iterator[Record | Problem]:
    """The page of a webarchive, as Safari saves it: a property list with the page and what belongs to it."""
    with open_given(given) as stream:
        data, broken = read_at_most(stream, _MAX_FILE)
    try:
        main: dict[str, Any] = plistlib.loads(data)["WebMainResource"]
        page = bytes(main["WebResourceData"])
        url, charset = main.get("WebResourceURL"), main.get("WebResourceTextEncodingName")
    except (plistlib.InvalidFileException, ExpatError, ValueError, KeyError, TypeError, RecursionError, OverflowError):
        why = broken or "it is no property list with a page in it"
        yield Problem(given.path, "broken_archive", f"{given.uri} cannot be read: {why}.", "Save the page again.")
        return
    yield Record(0, write_page(page, str(url) if url else None, None, str(charset) if charset else None, options))


def _read_record(given: Input, record: Any, options: ReadOptions) -> Record | Problem | None:
    """A page; None where the record is none, or was answered with an error; a problem where it is not whole."""
    place = int(record.stream_pos)
    size = record.headers.get("Content-Length")
    try:
        block = record.reader.read(MAX_RECORD + 1)
        if size is None or len(block) < min(record.content_length, MAX_RECORD):
            return _break_off(given, "the record ends before its length", place)
        if len(block) > MAX_RECORD:
            return _refuse_long(given, place)
        page = _read_page(record, block)
    except (OSError, ValueError, RuntimeError) as error:
        return _break_off(given, str(error), place)
    if page is None or len(page[0]) > MAX_RECORD:
        return _refuse_long(given, place) if page else None
    saved = record.record_date.astimezone(UTC).isoformat() if record.record_date else None
    url = record.headers.get("WARC-Target-URI", "").strip("<> ") or None
    return Record(place, write_page(page[0], url, saved, page[1], options))


def _read_page(record: Any, block: bytes) -> tuple[bytes, str | None] | None:
    """The page and the encoding that its server named; None where it is no page, or no good answer.

    It is unpacked in a record of its own: where that fails, the one of the archive must still lead to the next.
    """
    from fastwarc.warc import WarcRecord

    inner = WarcRecord()
    inner.set_bytes_content(block)
    if record.is_http:
        inner.is_http = True
        inner.parse_http(auto_decode="all")
    http = inner.http_headers
    if http is not None and http.status_code not in (200, None):
        return None
    kind = Message()
    said = inner.http_content_type if http is not None else record.headers.get("Content-Type")
    kind["Content-Type"] = said or ""
    if kind.get_content_type() not in _PAGES:
        return None
    return inner.reader.read(MAX_RECORD + 1), kind.get_content_charset()


def _refuse_long(given: Input, place: int) -> Problem:
    what = f"The record at {place} of {given.uri} is larger than {MAX_RECORD >> 20} MB."
    return Problem(given.path, "too_long", what, "No page is that long; leave it out.", place)


def _break_off(given: Input, why: str, place: int | None = None) -> Problem:
    where = f"at {place}" if place is not None else "at some record"
    return Problem(
        given.path, "broken_archive", f"{given.uri} is damaged or cut short {where}: {why}.", "Fetch it again.", place
    )

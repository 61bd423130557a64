"""Web archives: the records of WARC files, and the page in a webarchive of Safari."""

import plistlib
from collections.abc import Iterator
from datetime import UTC
from typing import Any
from xml.parsers.expat import ExpatError

from headwater.articles.dates import read_date
from headwater.articles.files import Input, open_given, read_at_most
from headwater.articles.formats import tell_kind
from headwater.articles.options import ReadOptions
from headwater.articles.problems import Problem
from headwater.articles.records import Record, write_page
from headwater.articles.warc_records import MAX_RECORD, WarcRecord, cut_records
from headwater.articles.web_answers import Answer, read_answer

_MAX_FILE = 1 << 30
_PAGES = ("text/html", "application/xhtml+xml", "application/xhtml")
_UNNAMED = ("", "application/octet-stream", "application/http", "unknown/unknown")
"""Kinds that say nothing: the body itself is looked at."""
_LOOKED_AT = 4096
_OTHERS = ("warcinfo", "request", "metadata", "revisit", "conversion", "continuation")
"""Types of records that hold no page as it was answered."""


def read_warc(given: Input, options: ReadOptions) -> Iterator[Record | Problem]:
    """The pages of a WARC file, packed or not: responses that were answered with 200, and resources; FILE#OFFSET each.

    Bodies are unpacked (chunked, gzip, deflate, brotli, zstd). A damaged record is a problem and costs no other; one
    that only has a wrong length is read up to where the next begins.
    """
    pages = others = 0
    for record in cut_records(given):
        if record.fault:
            yield _note_fault(given, record)
        made = None if record.cut else _read_record(given, record, options)
        pages, others = pages + isinstance(made, Record), others + (made is None)
        if made is not None:
            yield made
    if not pages:
        what = f"{given.uri} holds no page ({others} other records)."
        yield Problem(given.path, "no_text", what, "Archive the pages themselves.")


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


def _read_record(given: Input, record: WarcRecord, options: ReadOptions) -> Record | Problem | None:
    """A page; None where the record is none, or was answered with an error; a problem where it is not whole."""
    if record.fields.get("warc-type", "").lower() in _OTHERS:
        return None
    if len(record.block) > MAX_RECORD:
        return _refuse_long(given, record.place)
    answer = read_answer(record.block, record.fields.get("content-type", ""))
    if answer.status not in (200, None) or not _is_page(answer):
        return None
    if len(answer.body) > MAX_RECORD:
        return _refuse_long(given, record.place)
    if not answer.whole:
        return _break_off(given, "its body is not whole, or packed in a way that it does not name", record.place)
    when = read_date(record.fields.get("warc-date", ""))
    saved = when.at.astimezone(UTC).isoformat() if when and when.precision == "instant" else None
    url = record.fields.get("warc-target-uri", "").strip("<> ") or None
    return Record(record.place, write_page(answer.body, url, saved, answer.charset, options))


def _is_page(answer: Answer) -> bool:
    """Whether an answer is a page, by its kind, or where that says nothing by its bytes."""
    if answer.kind in _UNNAMED:
        return tell_kind(answer.body[:_LOOKED_AT], "").name == "html"
    return answer.kind in _PAGES


def _refuse_long(given: Input, place: int) -> Problem:
    what = f"The record at {place} of {given.uri} is larger than {MAX_RECORD >> 20} MB."
    return Problem(given.path, "too_long", what, "No page is that long; leave it out.", place)


def _note_fault(given: Input, record: WarcRecord) -> Problem:
    if record.cut:
        return _break_off(given, record.fault, record.place)
    what = f"The record at {record.place} of {given.uri} is damaged: {record.fault}."
    mend = "It was read up to the next record; fetch it again if it is not whole."
    return Problem(given.path, "broken_archive", what, mend, record.place)


def _break_off(given: Input, why: str, place: int) -> Problem:
    what = f"{given.uri} is damaged or cut short at {place}: {why}."
    return Problem(given.path, "broken_archive", what, "Fetch it again; the other records were read.", place)

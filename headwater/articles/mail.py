"""Messages: pages saved as one file (MHTML), newsletters as mail (EML), and boxes of them (mbox)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from email.utils import parseaddr, parsedate_to_datetime

from headwater.articles.encodings import decode_bytes
from headwater.articles.files import BrokenArchiveError, Input, open_given, read_at_most, read_lines
from headwater.articles.options import ReadOptions
from headwater.articles.problems import Problem
from headwater.articles.records import Record, write_page, write_row

MAX_MESSAGE = 64 << 20
"""Bytes of one message with all its pictures."""
_SENT = re.compile(rb"From \S+.*\d{4}\s*$")
_QUOTED = re.compile(rb"^>+From ", re.MULTILINE)


def read_mail(given: Input, kind: str, options: ReadOptions) -> Iterator[Record | Problem]:
    """The messages of a file of the kind mhtml, mail or mbox, numbered from 1 in a box."""
    if kind == "mbox":
        for number, data in enumerate(_cut_box(given), 1):
            yield from _read_message(given, data, number, options)
        return
    with open_given(given) as stream:
        data, broken = read_at_most(stream, MAX_MESSAGE + 1)
    if broken:
        raise BrokenArchiveError(broken)
    yield from _read_page(given, data, options) if kind == "mhtml" else _read_message(given, data, 0, options)


def _read_page(given: Input, data: bytes, options: ReadOptions) -> Iterator[Record | Problem]:
    """The page of an MHTML file: its first part that is one, with the address and time that the browser wrote."""
    message = _parse(data)
    part = _find_part(message, "text/html") if message else None
    if message is None or part is None:
        yield _refuse(given, 0, "it holds no page")
        return
    url = message.get("Snapshot-Content-Location") or part.get("Content-Location") or message.get("Content-Location")
    address = str(url) if url and str(url).startswith("http") else None
    page = write_page(_read_bytes(part), address, _read_date(message), part.get_content_charset(), options)
    yield from _list_faults(given, 0, message)
    yield Record(0, page)


def _read_message(given: Input, data: bytes, number: int, options: ReadOptions) -> Iterator[Record | Problem]:
    """A message as a row: subject, sender's domain, date, and its page or else its text."""
    message = _parse(data) if len(data) <= MAX_MESSAGE else None
    if message is None:
        yield _refuse(given, number, "it is damaged, or larger than 64 MB")
        return
    part = _find_part(message, "text/html") or _find_part(message, "text/plain")
    if part is None:
        yield _refuse(given, number, "it holds no text")
        return
    name, address = parseaddr(_read_header(message, "From"))
    fields = {
        "title": _read_header(message, "Subject"), "text": _read_text(part), "published": _read_date(message),
        "site": address.rpartition("@")[2] or None, "byline": name or None,
    }  # fmt: skip
    yield from _list_faults(given, number, message)
    yield Record(number, write_row(fields, options))


def _list_faults(given: Input, number: int, message: Message) -> Iterator[Problem]:
    """What is wrong with the make of a message of which something was read all the same."""
    try:
        faults = [fault for part in message.walk() for fault in part.defects]
    except (RecursionError, AttributeError):
        return
    if faults:
        why = f"it is damaged or cut short ({type(faults[0]).__name__})"
        yield replace(_refuse(given, number, why), mend="Save it again; what was whole of it was read.")


def _cut_box(given: Input) -> Iterator[bytes]:
    """The messages of a box: each begins with a line "From ADDRESS DATE" behind an empty one."""
    lines: list[bytes] = []
    size, empty = 0, True
    for line in read_lines(given, MAX_MESSAGE):
        if line is None:
            continue
        if empty and _SENT.match(line):
            if lines:
                yield b"\n".join(lines)
            lines, size = [], 0
        elif size <= MAX_MESSAGE:
            lines.append(_QUOTED.sub(lambda match: match.group()[1:], line))
            size += len(line) + 1
        empty = not line.strip()
    if lines:
        yield b"\n".join(lines)


def _parse(data: bytes) -> Message | None:
    try:
        return BytesParser(policy=compat32).parsebytes(data)
    except (MessageError, ValueError, RecursionError, LookupError, TypeError, AttributeError):
        return None


def _find_part(message: Message, kind: str) -> Message | None:
    """The first part of a kind that is no attachment."""
    try:
        for part in message.walk():
            if part.get_content_type() == kind and "attachment" not in str(part.get("Content-Disposition", "")).lower():
                return part
    except (RecursionError, ValueError, AttributeError):
        return None
    return None


def _read_bytes(part: Message) -> bytes:
    try:
        data = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        data = None
    return data if isinstance(data, bytes) else str(part.get_payload()).encode("utf-8", "replace")


def _read_text(part: Message) -> str:
    return decode_bytes(_read_bytes(part), declared=part.get_content_charset(), markup=True)[0]


def _read_header(message: Message, name: str) -> str:
    value = message.get(name)
    try:
        return " ".join(str(make_header(decode_header(str(value)))).split()) if value else ""
    except (LookupError, ValueError, MessageError):
        return " ".join(str(value).split())


def _read_date(message: Message) -> str | None:
    try:
        return parsedate_to_datetime(str(message["Date"])).isoformat() if message["Date"] else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _refuse(given: Input, number: int, why: str) -> Problem:
    what = f"Message {number} of {given.uri}" if number else given.uri
    return Problem(given.path, "broken_row", f"{what} could not be read: {why}.", "Save it again.", number or None)

"""Records: pages and articles that lie several in one file (web archives, feeds, mail), each with what its frame says.

A page becomes the bytes that a browser would have saved, with its address and time in the comment that browsers write;
everything else becomes a row with the usual names of fields.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from headwater.articles.encodings import decode_bytes
from headwater.articles.files import BrokenArchiveError, Input, break_archive
from headwater.articles.options import ReadOptions
from headwater.articles.problems import Problem

RECORDS = frozenset({"warc", "webarchive", "mhtml", "mail", "mbox", "feed"})
"""The kinds of files that hold records."""


@dataclass(frozen=True)
class Record:
    """One record: its number in the file (0: the file is one record), and a page's bytes or a row's fields."""

    number: int
    content: bytes | Mapping[str, Any]


def read_records(given: Input, kind: str, options: ReadOptions) -> Iterator[Record | Problem]:
    """Every page or article of a file of one of the kinds in RECORDS, and a problem for each that cannot be read."""
    try:
        if kind in ("warc", "webarchive"):
            from headwater.articles.web_archives import read_warc, read_webarchive

            yield from (read_warc if kind == "warc" else read_webarchive)(given, options)
        elif kind == "feed":
            from headwater.articles.feeds import read_feed

            yield from read_feed(given, options)
        else:
            from headwater.articles.mail import read_mail

            yield from read_mail(given, kind, options)
    except BrokenArchiveError as error:
        yield break_archive(given, str(error))


def write_page(page: bytes, url: str | None, saved: str | None, charset: str | None, options: ReadOptions) -> bytes:
    """A page as a browser saves it: where it was and when (if known) in a comment above it.

    >>> write_page(b"<p>Hi", "https://vik.example/a b", None, None, ReadOptions())
    b'<!-- saved from url=(0025)https://vik.example/a%20b -->\\n<p>Hi'
    """
    text = decode_bytes(page, declared=_find_codec(charset), markup=True)[0]
    address = "%20".join(url.split()).replace("-->", "") if url else None
    comment = ""
    if address and saved:
        comment = f"<!-- Page saved with SingleFile url: {address} saved date: {saved.replace('-->', '')} -->\n"
    elif address:
        comment = f"<!-- saved from url=({len(address):04})" + address + " -->\n"
    return (comment + text).encode(_find_codec(options.encoding) or "utf-8", "replace")


def write_row(fields: Mapping[str, str | None], options: ReadOptions) -> dict[str, Any]:
    """A row with these fields under the names by which they will be looked for; empty ones are left out."""
    return {getattr(options, thing, None) or thing: value for thing, value in fields.items() if value}


def _find_codec(name: str | None) -> str | None:
    """The name of an encoding where there is such; None where it means nothing here."""
    try:
        "".encode(name or "")
    except LookupError:
        return None
    return name

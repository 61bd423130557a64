"""Feeds: RSS and Atom in their dialects, and the sitemaps of news, which hold links and no text."""

import re
from collections.abc import Iterator
from html import escape, unescape
from typing import Any

from lxml import etree

from headwater.articles.encodings import decode_bytes
from headwater.articles.files import BrokenArchiveError, Input, open_given, read_at_most
from headwater.articles.options import ReadOptions
from headwater.articles.problems import Problem
from headwater.articles.records import Record, write_row

_MAX_FEED = 64 << 20
"""Bytes of a feed that are read; the longest that outlets serve have one."""
_TAG = re.compile(r"<(?:script|style)\b.*?</(?:script|style)\s*>|<[/!?A-Za-z][^>]{0,2000}>", re.IGNORECASE | re.DOTALL)
_HEAD = 1 << 16
_OPTIONS: dict[str, Any] = {
    "resolve_entities": False, "no_network": True, "huge_tree": False, "load_dtd": False, "remove_comments": True,
    "remove_pis": True,
}  # fmt: skip
_KEPT = "\ue000"
"""What stands for an ampersand while the parser looks: a character that no text has."""
_TRAP = re.compile(r"<!\[CDATA\[.*?\]\]>|&|<(?:br|hr|img|wbr)\b[^<>]*>", re.DOTALL | re.IGNORECASE)
"""What the parser trips over, where it does not stand inside a stretch that is no markup."""
_KEPT_REFERENCE = re.compile(_KEPT + r"((?:#?\w{1,40};)?)")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ENTRIES = frozenset({"item", "entry", "url"})
_FIELDS = {
    "title": ("title", "headline"),
    "text": ("encoded", "content", "fulltext", "description", "summary"),
    "published": ("pubdate", "published", "date", "publication_date", "issued", "created", "updated", "modified"),
    "modified": ("updated", "modified"),
    "byline": ("creator", "author"),
    "url": ("link", "origlink", "guid", "id", "loc"),
    "site": ("source",),
    "language": ("language",),
}
"""Local names of elements by what they hold, the more telling first."""


def read_feed(given: Input, options: ReadOptions) -> Iterator[Record | Problem]:
    """The entries of a feed as rows, numbered from 1; an entry without text is a problem, and all of them are one."""
    with open_given(given) as stream:
        data, broken = read_at_most(stream, _MAX_FEED)
    if broken:
        raise BrokenArchiveError(broken)
    root, sound = _parse(data)
    if not sound:
        what = f"{given.uri} is no sound XML: what stands behind the fault may be missing or cut short."
        yield Problem(given.path, "broken_archive", what, "Fetch it again; what could be read was.")
    entries = [] if root is None else [e for e in root.iter("{*}*") if _name(e) in _ENTRIES]
    rows = [_read_entry(entry) for entry in entries]
    if not any(row.get("text") for row in rows):
        reason = "links_only" if rows else "empty"
        what = f"{given.uri} is a feed with {len(rows)} entries and no text; nothing is fetched."
        yield Problem(given.path, reason, what, "Save the pages that it links to: docs/getting-articles.md says how.")
        return
    for number, row in enumerate(rows, 1):
        if row.get("text"):
            yield Record(number, write_row(row, options))
        else:
            what = f"Entry {number} of {given.uri} has no text."
            yield Problem(given.path, "no_text", what, "Save the page that it links to.", number)


def _parse(data: bytes) -> tuple[etree._Element | None, bool]:
    """The tree of a feed, however broken, and whether it was sound; no entity is resolved, and nothing is fetched.

    In one that is not sound, what begins with an ampersand is kept from the parser: behind a fault it would leave out
    every later one, and with `&lt;` all the marks of a page. Elements that a page need not close are closed.
    """
    if b"<!ENTITY" not in data[:_HEAD]:
        try:
            return etree.fromstring(data.lstrip(), etree.XMLParser(recover=False, **_OPTIONS)), True
        except (etree.XMLSyntaxError, ValueError):
            pass
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", decode_bytes(data, markup=True)[0])
    text = _CONTROL.sub(" ", _TRAP.sub(_disarm, text))
    parser = etree.XMLParser(recover=True, **_OPTIONS)
    try:
        root = etree.fromstring(text.strip(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None, False
    for element in () if root is None else root.iter("{*}*"):
        element.text, element.tail = _restore(element.text), _restore(element.tail)
    return root, not any(error.level >= etree.ErrorLevels.FATAL for error in parser.error_log)


def _disarm(match: re.Match[str]) -> str:
    found = match.group()
    if found == "&":
        return _KEPT
    return found if found.startswith("<!") else found[:-1].rstrip("/") + "/>"


def _restore(text: str | None) -> str | None:
    return _KEPT_REFERENCE.sub(lambda match: unescape("&" + match.group(1)), text) if text and _KEPT in text else text


def _read_entry(entry: etree._Element) -> dict[str, str | None]:
    found: dict[str, list[etree._Element]] = {}
    for child in entry.iter("{*}*"):
        if child is not entry and (child.getparent() is entry or _name(child) in ("publication_date", "name", "title")):
            found.setdefault(_name(child), []).append(child)
    row = {
        thing: next(filter(None, (_read_field(thing, found.get(n, [])) for n in names)), None)
        for thing, names in _FIELDS.items()
    }
    title = row["title"]
    row["title"] = " ".join(_TAG.sub(" ", title).split()) if title else None
    return row


def _read_field(thing: str, elements: list[etree._Element]) -> str | None:
    for element in elements:
        if thing == "url":
            value = element.get("href") if element.get("rel", "alternate") == "alternate" else None
            value = value or (element.text or "").strip()
            if value.startswith("http"):
                return value
        elif value := _read_words(element):
            return value
    return None


def _read_words(element: etree._Element) -> str:
    """What an element holds: its text, the name in it, or the tags of a page as they are."""
    if len(element) and _name(element) == "author":
        return " ".join("".join(e.itertext()) for e in element if _name(e) == "name").strip()
    if len(element):
        inner = "".join(etree.tostring(child, encoding="unicode") for child in element)
        return (escape(element.text or "", quote=False) + inner).strip()
    return "".join(element.itertext()).strip()


def _name(element: etree._Element) -> str:
    """An element's name without its namespace, in small letters."""
    return str(element.tag).rpartition("}")[2].rpartition(":")[2].lower()

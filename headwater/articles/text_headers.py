"""The fields that people write above a text they keep: "Title: …", "Date: …", "URL: …"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from headwater.articles.lines import Line

_FIELD = re.compile(
    r"(title|headline|date|published|posted|updated|time|author|by|byline|source|publication|publisher|outlet|newspaper|from|url|"
    r"link|section|id|page|language|words|word count|length|copyright|retrieved|accessed|saved)\s*[:=]\s*(\S.*)",
    re.IGNORECASE,
)
_NAMES = {
    **dict.fromkeys(("source", "publication", "publisher", "outlet", "newspaper", "from"), "site"),
    **dict.fromkeys(("by", "author"), "byline"),
    "headline": "title",
    "link": "url",
}
_MOST = 12
"""Lines of a header at most."""


@dataclass(frozen=True)
class Header:
    """How many lines of a text are its header, what they say, and the line of each of the things said."""

    size: int
    fields: dict[str, str]
    places: dict[str, int]


def read_header(lines: Sequence[Line]) -> Header:
    """The header of a text: lines of fields at its top, two at least, or one that names the title or the address.

    >>> from headwater.articles.lines import find_lines
    >>> read_header(find_lines("Title: Harbour closed\\nSource: Vik Herald\\n\\nThe harbour was closed.")).fields
    {'title': 'Harbour closed', 'site': 'Vik Herald'}
    """
    fields: dict[str, str] = {}
    places: dict[str, int] = {}
    size = 0
    for i, line in enumerate(lines[:_MOST]):
        match = _FIELD.fullmatch(line.text) if len(line.text) < 300 else None
        if match is None:
            break
        name = match.group(1).lower()
        name = _NAMES.get(name, name)
        if name == "site" and match.group(2).startswith("http"):
            name = "url"
        fields.setdefault(name, match.group(2).strip(" <>\"'"))
        places.setdefault(name, i)
        size = i + 1
    telling = size > 1 or "title" in fields or "url" in fields
    return Header(size, fields, places) if telling and size < len(lines) else Header(0, {}, {})

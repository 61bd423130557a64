"""What a browser wrote into a page that it saved: where it was, and when."""

import re
from datetime import datetime

from headwater.articles.dates import read_date

_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)\s*(\S+?)\s*-->", re.IGNORECASE)
_SINGLE_FILE = re.compile(
    r"<!--\s*Page saved with SingleFile\s+url:\s*(\S+)\s+saved date:\s*([^\n<]*?)\s*(?:-->|\n)", re.IGNORECASE
)
_OTHERS = re.compile(
    (
        r"<!--\s*(?:Mirrored from\s+(?P<mirror>\S+)\s+by HTTrack[^>]*?,\s*(?P<mirrored>[^>]*?)|"
        r"(?:archived|retrieved|downloaded)\s+from[: ]\s*(?P<other>https?://\S+)[^>]*?)\s*-->"
    ),
    re.IGNORECASE,
)
_HEAD = 20_000


def read_saving(page: str) -> tuple[str | None, datetime | None]:
    """The address a page was saved from and the time of saving, as far as its comments say.

    >>> read_saving("<!-- saved from url=(0031)https://harbour.example/bridge-1 -->")
    ('https://harbour.example/bridge-1', None)
    """
    head = page[:_HEAD]
    if match := _SINGLE_FILE.search(head):
        when = read_date(match.group(2))
        return match.group(1), when.at if when and when.precision == "instant" else None
    if match := _SAVED_FROM.search(head):
        return (match.group(1) if match.group(1).startswith("http") else None), None
    if match := _OTHERS.search(head):
        when = read_date(match.group("mirrored") or "")
        address = match.group("other") or "http://" + match.group("mirror")
        return address, when.at if when and when.precision == "instant" else None
    return None, None

"""Addresses of copies that archives, caches and translators keep: whose page it is, who keeps it, and since when."""

import re
from datetime import UTC, datetime
from urllib.parse import parse_qs, unquote, urlsplit

_SNAPSHOT = re.compile(r"/(\d{4}[\d.]{0,6}-?\d{0,6})(?:[a-z]{2}_|\*)?/+((?:https?:/|www\.).+)$", re.IGNORECASE)
"""A moment and an address in the path, as web archives of every make write them."""
_SURE = 8
"""Digits of such a moment from which it is one on any host; a bare year only at an archive that is known."""
_ARCHIVES = frozenset(
    {
        "archive.org", "archive.today", "archive.ph", "archive.is", "archive.li", "archive.fo", "archive.md",
        "archive.vn", "webcitation.org", "perma.cc", "ghostarchive.org", "googleusercontent.com", "archive-it.org",
        "arquivo.pt", "12ft.io", "removepaywall.com", "bingj.com", "freezepage.com", "megalodon.jp", "ampproject.org",
        "translate.goog", "bing-amp.com",
    }
)  # fmt: skip
_CARRIED = re.compile(r"^(?:translate\.google\.[\w.]+|(?:www\.)?google\.[\w.]+|(?:www\.)?bing\.com)$")
"""Hosts that show others' pages under some of their addresses."""
_AMP = re.compile(r"/(?:amp|c|v|a|r|wp)/(s/)?((?:[\w-]+\.)+[a-z]{2,}(?:[/?].*)?)$", re.IGNORECASE)
_QUERY = ("url", "u", "q", "p", "d", "src")


def split_archive(url: str) -> tuple[str, str | None, datetime | None]:
    """The address that an archive or a cache keeps a copy of, the archive's host, and when the copy was made.

    >>> split_archive("https://web.archive.org/web/20230519103000/https://harbour.example/a")[:2]
    ('https://harbour.example/a', 'web.archive.org')
    >>> split_archive("https://harbour-example.cdn.ampproject.org/c/s/harbour.example/a")[0]
    'https://harbour.example/a'
    """
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
    except ValueError:
        return url, None, None
    known = any(host == name or host.endswith(f".{name}") for name in _ARCHIVES)
    if (match := _SNAPSHOT.search(url)) and (known or len(re.sub(r"\D", "", match.group(1))) >= _SURE):
        return _clean(match.group(2)), host, _read_stamp(match.group(1))
    if not known and not _CARRIED.match(host):
        return url, None, None
    if match := _AMP.search(parts.path + (f"?{parts.query}" if parts.query else "")):
        return ("https://" if match.group(1) or host.endswith(".com") else "http://") + match.group(2), host, None
    if host.endswith(".translate.goog"):
        return _undo_translation(host, parts.path, parts.query), host, None
    query = parse_qs(parts.query)
    if not known and not (parts.path.startswith("/translate") or query.get("q", [""])[0].startswith("cache:")):
        return url, None, None
    for name in _QUERY:
        cached = re.sub(r"^cache:(?:[\w-]{8,14}:)?", "", query.get(name, [""])[0]).split(" ")[0]
        if cached.startswith("http") or (cached != query.get(name, [""])[0] and "." in cached):
            return _clean(unquote(cached)), host, None
    path = re.match(r"/((?:https?:/|www\.).+)", parts.path)
    return (_clean(path.group(1)), host, None) if path else (url, host if known else None, None)


def _undo_translation(host: str, path: str, query: str) -> str:
    """The address behind one of translate.goog: its dots are hyphens, and its own hyphens are doubled."""
    name = host.removesuffix(".translate.goog").replace("--", "\0").replace("-", ".").replace("\0", "-")
    kept = "&".join(part for part in query.split("&") if part and not part.startswith("_x_tr"))
    return f"https://{name}{path}" + (f"?{kept}" if kept else "")


def _clean(url: str) -> str:
    """An address with its scheme, and without the port that goes without saying."""
    url = re.sub(r"^(https?):/+", r"\1://", url, flags=re.IGNORECASE)
    url = url if "://" in url[:8] else f"https://{url}"
    return re.sub(r"^(?:(http://[^/:]+):80|(https://[^/:]+):443)(?=/|$)", r"\1\2", url, flags=re.IGNORECASE)


def _read_stamp(stamp: str) -> datetime | None:
    digits = re.sub(r"\D", "", stamp)
    padded = digits + "00000101000000"[len(digits) :] if len(digits) >= 4 else ""
    try:
        return datetime.strptime(padded[:14], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None

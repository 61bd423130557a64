"""Pages as archives and caches show them: the publisher's address, the moment of the copy, and the toolbar gone."""

import re
from dataclasses import dataclass
from datetime import datetime

from headwater.articles.archive_addresses import split_archive
from headwater.articles.dates import read_date
from headwater.articles.identity import find_site
from headwater.articles.page_tree import Element, fold_space

_TOOLBARS = frozenset(
    {"wm-ipp-base", "wm-ipp", "wm-ipp-print", "wm-ipp-inside", "donato", "google-cache-hdr", "cacheHeader"}
)
"""Ids of what archives put above a page."""
_FRAMES = frozenset({"HEADER", "FOOTER", "hashtags", "DIVALREADY", "DIVSHARE"})
"""Ids of what archives of screenshots put around a page; believed only where an archive's address was found."""
_ATTRIBUTES = ("href", "src", "content", "action", "poster", "data-src")
_STAMP = re.compile(r"FILE ARCHIVED ON (\d\d:\d\d:\d\d) (\w{3} \d\d, \d{4}) AND RETRIEVED", re.IGNORECASE)
_CACHED = re.compile(
    r"(?:this is|es handelt sich um|il s'agit de)\b.{0,40}\bcache\b.{0,20}?(https?://\S+?)\.?\s.{0,80}?"
    r"(?:as it appeared on|wie sie am|telle qu'elle était le)\s+(.{8,40}?\d\d:\d\d(?::\d\d)?(?:\s(?:GMT|UTC))?)",
    re.IGNORECASE | re.DOTALL,
)
_MARKS = (
    "archive.",
    "wm-ipp",
    "ampproject.org",
    "translate.goog",
    "arquivo.pt",
    "cache of http",
    "cache de http",
    "Cache von",
)
"""Words one of which every copy in an archive or a cache has somewhere."""
_HEAD = 3_000
"""Characters of text at the top of a page in which a cache says that it is one."""


@dataclass(frozen=True)
class Archived:
    """Where a page was published, and where and when the copy was made that was read; None: not known, or no copy."""

    url: str | None = None
    host: str | None = None
    captured: datetime | None = None


def open_archive(tree: Element, page: str, url: str | None) -> Archived:
    """Undo what an archive or a cache did to a page: its addresses in links are the publisher's, its toolbar is gone.

    The tree is changed in place; `url` is where the page was saved from, where that is known.
    """
    address, host, captured = split_archive(url) if url else (None, None, None)
    if host is None and not any(mark in page for mark in _MARKS):
        return Archived(url)
    stated: list[str] = []
    for node in tree.iter():
        for name in _ATTRIBUTES if isinstance(node.tag, str) else ():
            value = node.get(name) or ""
            whole = f"https://web.archive.org{value}" if value.startswith("/web/") else value
            original, there, when = split_archive(whole) if "http" in whole else (whole, None, None)
            if there and original != whole:
                node.set(name, original)
                host = host or there
                if _is_own(node):
                    captured = captured or when
                    stated.append(original)
    address = next(iter(stated), address) if address == url else address or next(iter(stated), None)
    captured = _read_stamp(page) or captured
    cached = _CACHED.search(fold_space((tree.text_content() or "")[:_HEAD]))
    if cached:
        address, host = (address if address != url else None) or cached.group(1), host or find_site(url) or "cache"
        when_read = read_date(cached.group(2))
        captured = captured or (when_read.at if when_read else None)
    if host:
        _drop_frames(tree, cached is not None)
    return Archived(None if host and address == url else address, host, captured)


def _is_own(node: Element) -> bool:
    """Whether an address is the page's own: its canonical link, not one of its pictures."""
    return bool(node.tag in ("link", "meta") and {"canonical", "bookmark", "og:url"} & {
        *(node.get("rel") or "").lower().split(), (node.get("property") or "").lower(),
    })  # fmt: skip


def _read_stamp(page: str) -> datetime | None:
    match = _STAMP.search(page, max(0, len(page) - 5_000)) or _STAMP.search(page)
    found = read_date(f"{match.group(2)} {match.group(1)} GMT") if match else None
    return found.at if found and found.precision == "instant" else None


def _drop_frames(tree: Element, cached: bool) -> None:
    for node in list(tree.iter("*")):
        if node.getparent() is not None and (
            node.get("id") in _TOOLBARS
            or node.get("id") in _FRAMES
            or (cached and node.tag in ("div", "table") and _is_cache_line(node))
            or (node.tag == "meta" and (node.get("content") or "").startswith(("archive.", "web.archive.", "Wayback")))
        ):
            node.drop_tree()


def _is_cache_line(node: Element) -> bool:
    text = node.text_content()
    return len(text) < 1_500 and _CACHED.search(text) is not None

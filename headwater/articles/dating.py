"""When an article appeared, once it is known whose it is: zones by site and language, a dateline, contradictions."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from headwater.articles.dates import find_date
from headwater.articles.item import Item, Published, Signal

_URL_DATE = re.compile(
    r"[/_-]((?:19|20)\d\d)[/_-]?(0[1-9]|1[0-2]|[1-9])(?:[/_-]?(0[1-9]|[12]\d|3[01]|[1-9]))?(?=[/_.-]|$)"
)
_WIDTHS = {"instant": timedelta(0), "day": timedelta(days=1), "month": timedelta(days=31), "year": timedelta(days=366)}
_SLACK = timedelta(days=1, hours=12)
"""How far apart two places may be before they contradict each other: zones, and papers dated ahead."""
_DATELINE_SLACK = timedelta(days=3)
"""A text may be older than the day on which it is put online, and its dateline older still."""


def date_item(item: Item) -> Item:
    """The item with its times in its own zone, with the date of its dateline where no other is known, and with what
    contradicts its date as signals.

    >>> item = Item("VIK, 19.05.2023 (dpa) - Die Fähre fährt.", ((0, 23, "dateline"),))
    >>> date_item(item).published.at.date().isoformat()
    '2023-05-19'
    """
    times = (item.published, item.modified, item.captured)
    placed = tuple(place_date(moment, item.site, item.language) for moment in times)
    if placed != times:
        item = replace(item, published=placed[0], modified=placed[1], captured=placed[2])
    line = _read_dateline_date(item)
    if item.published is None:
        return replace(item, published=line[0] if line else read_url_date(item.url))
    stated = [(line[0], line[1])] if line else []
    if (there := read_url_date(item.url)) is not None and item.url:
        stated.append((there, item.url))
    found = find_contradictions(item.published, stated)
    known = {signal.target for signal in item.signals if signal.kind == "contradiction"}
    new = [signal for signal in found if signal.target not in known]
    return replace(item, signals=(*item.signals, *new)) if new else item


def place_date(moment: Published | None, site: str | None, language: str | None) -> Published | None:
    """A time that was written without a zone, in the zone of its site or language; as it is where that is not known.

    >>> noon = Published(datetime(2023, 5, 19, 12, tzinfo=UTC), "instant", "text", local=True)
    >>> place_date(noon, "vik.example", "de").at.hour, place_date(noon, "vik.ru", "en").at.hour
    (10, 9)
    """
    if moment is None or not moment.local or moment.precision != "instant":
        return moment
    zone = _load_zones().get(("site", (site or "").rsplit(".", 1)[-1])) or _load_zones().get(
        ("language", language or "")
    )
    if zone is None:
        return moment
    return replace(moment, at=moment.at.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC), local=False)


def read_url_date(url: str | None) -> Published | None:
    """The day or month in the path of an address; None where it has none.

    >>> read_url_date("https://vik.example/2018/04/ferry.html").precision, read_url_date("https://vik.example/a-2018")
    ('month', None)
    """
    path = re.sub(r"^https?://[^/]+", "", url or "").split("?")[0]
    for match in _URL_DATE.finditer(path):
        year, month, day = match.groups()
        if day is None and "/" not in match.group()[:1] + path[match.end() : match.end() + 1]:
            continue
        try:
            at = datetime(int(year), int(month), int(day or 1), tzinfo=UTC)
        except ValueError:
            continue
        return Published(at, "day" if day else "month", "url")
    return None


def find_contradictions(published: Published, stated: Iterable[tuple[Published, str]]) -> list[Signal]:
    """A signal for every other statement of when the text appeared that cannot be true beside the one believed.

    `stated` are moments with the words or the address that give them. Those that were changed later say so themselves
    and are no contradiction; which one is believed is the business of whoever read them.
    """
    found = []
    for other, words in stated:
        slack = _DATELINE_SLACK if other.basis == "text" else _SLACK
        early, late = sorted((published, other), key=lambda p: p.at)
        if late.at - (early.at + _WIDTHS[early.precision]) <= slack:
            continue
        day = other.at.date().isoformat()[: {"year": 4, "month": 7}.get(other.precision, 10)]
        found.append(Signal("contradiction", "same", day, f"{other.basis}: {' '.join(words.split())[:200]}"))
    return found


def believe_date(stated: Sequence[Published], captured: Published | None) -> Published | None:
    """Of several statements of when a text appeared, in the order of trust, the first that can be true.

    A text cannot have appeared after the copy of it was saved; where all are later, the first is believed.
    """
    if captured is None:
        return stated[0] if stated else None
    last = captured.at + _WIDTHS[captured.precision] + _SLACK
    return next((s for s in stated if s.at <= last), stated[0] if stated else None)


def _read_dateline_date(item: Item) -> tuple[Published, str] | None:
    """The day in the first dateline, where it has its year."""
    for start, end, kind in sorted(item.regions):
        if kind == "dateline":
            found = find_date(item.text[start:end], day_first=True)
            if found and found[0].precision == "day":
                return replace(found[0], basis="text"), item.text[start:end]
            return None
    return None


@lru_cache(maxsize=1)
def _load_zones() -> dict[tuple[str, str], str]:
    lines = (files("headwater.articles") / "data" / "zones.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return {(kind, key): zone for kind, key, zone in rows}

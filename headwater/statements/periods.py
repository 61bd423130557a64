"""Times that are no day, month or year of the calendar: quarters, seasons, decades, ranges, feasts, weekends."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from headwater.statements.calendar_words import (
    COUNT,
    DAY,
    MONTH,
    MONTHS,
    YEAR,
    Parts,
    end_month,
    read_month,
    read_number,
)

_ORDER = r"(?P<order>first|second|third|fourth|last|final|1st|2nd|3rd|4th)"
_ORDERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_OF = rf"(?:(?: of|,)? (?:fiscal )?{YEAR}| of (?P<which>this|last|next|the) year)"
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""The month in which a season begins, as meteorologists count and in the northern half of the world."""
_FEASTS = {"new year's day": (1, 1), "new year's eve": (12, 31), "christmas day": (12, 25), "christmas eve": (12, 24),
           "boxing day": (12, 26), "valentine's day": (2, 14), "halloween": (10, 31), "may day": (5, 1),
           "bastille day": (7, 14), "independence day": (7, 4), "st patrick's day": (3, 17), "epiphany": (1, 6),
           "all saints' day": (11, 1), "armistice day": (11, 11)}  # fmt: skip
_FEAST = "|".join(" ".join(w.capitalize() for w in feast.split()).replace("'", "['’]") for feast in _FEASTS)
_TO = r"(?: ?[-–—] ?| (?:to|and|until|till|through) )"
_MONTH_2 = MONTH.replace("?P<month>", "?P<month_2>")
_YEAR_2 = YEAR.replace("?P<year>", "?P<year_2>")
_DAY_2 = DAY.replace("?P<day>", "?P<day_2>")

PERIODS: list[tuple[str, re.Pattern[str]]] = [
    ("days", re.compile(rf"\b{DAY}{_TO}{_DAY_2}(?: of)? {MONTH}(?:,? {YEAR})?\b")),
    ("days", re.compile(rf"\b{MONTH} {DAY}{_TO}{_DAY_2}(?:,? {YEAR})?\b(?!\s?(?:percent|%))")),
    ("months", re.compile(rf"\b(?:[Bb]etween|[Ff]rom) {MONTH}{_TO}{_MONTH_2}(?: {YEAR})?\b(?! \d)")),
    ("years", re.compile(rf"\b(?:[Bb]etween|[Ff]rom) {YEAR}{_TO}{_YEAR_2}\b")),
    ("quarter_end", re.compile(
        rf"\b(?P<unit>quarter|half|half-year|year) (?:ended|ending|to|that ended) (?:on )?"
        rf"(?:{MONTH} {DAY}|{_DAY_2} {_MONTH_2})(?:,? {YEAR})?\b")),
    ("quarter", re.compile(rf"\b(?:the )?{_ORDER}[ -](?P<unit>quarter|half){_OF}\b", re.I)),
    ("quarter", re.compile(rf"\b(?:the )?{_ORDER}[ -](?P<unit>quarter)\b", re.I)),
    ("quarter", re.compile(r"\b(?P<which>last|this|next) (?P<unit>quarter)\b", re.I)),
    ("short_quarter", re.compile(rf"\b(?P<unit>[QH])(?P<order>[1-4])(?:(?: of)? {YEAR})?\b")),
    ("part", re.compile(rf"\b(?:the )?(?P<end>first|last|final) {COUNT} months of {YEAR}\b", re.I)),
    ("season", re.compile(
        rf"\b(?P<season>spring|summer|autumn|fall|winter)(?: of|,)? {YEAR}(?:[-–/](?P<next>\d\d|\d{{4}}))?\b", re.I)),
    ("season", re.compile(r"\b(?P<which>last|this|next) (?P<season>spring|summer|autumn|fall|winter)\b", re.I)),
    ("season", re.compile(r"\b(?:in|during|since|until|by) the (?P<season>spring|summer|autumn|winter)\b", re.I)),
    ("decade", re.compile(r"\b(?P<decade>1[89]\d0|20\d0)s\b")),
    ("feast", re.compile(rf"\b(?P<feast>{_FEAST})(?:,? {YEAR})?\b(?!\s[A-Z])")),
    ("weekend", re.compile(r"\b(?P<which>the|last|this|next) weekend\b", re.I)),
]  # fmt: skip
"""Kinds of RESOLVERS with how they are written; the first that matches some words has them."""

_NAMES = tuple(name[:3].capitalize() for name in MONTHS)
PERIOD_SIGNS = {
    "days": _NAMES, "months": _NAMES, "years": ("etween", "rom"), "quarter_end": ("quarter", "half", "year"),
    "quarter": ("uarter", "half"), "short_quarter": ("Q", "H1", "H2"), "part": ("months of",),
    "season": ("pring", "ummer", "utumn", "all", "inter"), "decade": ("0s",), "feast": ("y", "E", "en"),
    "weekend": ("weekend",),
}  # fmt: skip
"""What a stretch must have for a pattern to be worth trying."""


def _cover_months(year: int, month: int, many: int) -> tuple[date, date]:
    """The first and last day of so many months from one on."""
    last = year * 12 + month - 1 + many - 1
    return date(year, month, 1), end_month(last // 12, last % 12 + 1)


def _find_begun(month: int, today: date) -> int:
    """The year in which a stretch of time that begins with a month has begun last."""
    return today.year - (month > today.month)


def _near_year(month: int, day: int, today: date) -> int:
    """The year in which a day of the calendar is nearest to today."""
    return min((today.year + n for n in (-1, 0, 1)), key=lambda y: abs((date(y, month, min(day, 28)) - today).days))


def _resolve_days(parts: Parts, today: date) -> tuple[date, date]:
    month, first, last = read_month(parts["month"] or ""), int(parts["day"] or 0), int(parts["day_2"] or 0)
    year = int(parts["year"] or 0) or _near_year(month, last, today)
    if first >= last:
        raise ValueError("no range")
    return date(year, month, first), date(year, month, last)


def _resolve_months(parts: Parts, today: date) -> tuple[date, date]:
    first, last = read_month(parts["month"] or ""), read_month(parts["month_2"] or "")
    year = int(parts["year"] or 0) or _find_begun(last, today)
    return date(year - (first > last), first, 1), end_month(year, last)


def _resolve_years(parts: Parts, today: date) -> tuple[date, date]:
    return date(int(parts["year"] or 0), 1, 1), date(int(parts["year_2"] or 0), 12, 31)


def _resolve_quarter_end(parts: Parts, today: date) -> tuple[date, date]:
    month = read_month(parts["month"] or parts["month_2"] or "")
    day = int(parts["day"] or parts["day_2"] or 0)
    year = int(parts["year"] or 0) or today.year - (date(today.year, month, day) > today)
    many = {"quarter": 3, "year": 12}.get(parts["unit"] or "", 6)
    begin = year * 12 + month - many
    return date(begin // 12, begin % 12 + 1, 1), date(year, month, day)


def _resolve_quarter(parts: Parts, today: date) -> tuple[date, date]:
    many = 3 if (parts["unit"] or "").casefold() in ("quarter", "q") else 6
    which, order = (parts.get("which") or "").casefold(), (parts.get("order") or "").casefold()
    if which and not order:  # the quarter before, of, or after today
        begin = today.year * 12 + (today.month - 1) // 3 * 3 + {"last": -3, "this": 0, "next": 3}[which]
        return _cover_months(begin // 12, begin % 12 + 1, 3)
    number = _ORDERS.get(order) or (int(order) if order.isdigit() else 12 // many)
    month = (number - 1) * many + 1
    if parts.get("year"):
        year = int(parts["year"] or 0)
    elif which in ("this", "last", "next"):
        year = today.year + {"this": 0, "last": -1, "next": 1}[which]
    else:
        year = today.year if which == "the" else _find_begun(month, today)
    return _cover_months(year, month, many)


def _resolve_part(parts: Parts, today: date) -> tuple[date, date]:
    many = read_number(parts["count"] or "")
    month = 1 if (parts["end"] or "").casefold() == "first" else 13 - many
    return _cover_months(int(parts["year"] or 0), month, many)


def _resolve_season(parts: Parts, today: date) -> tuple[date, date]:
    month = _SEASONS[(parts["season"] or "").casefold()]
    which = (parts.get("which") or "").casefold()
    begun = _find_begun(month, today)
    running = begun * 12 + month - 1 + 3 > today.year * 12 + today.month - 1
    if parts.get("year"):
        year = int(parts["year"] or 0)
    elif which == "next":
        year = begun + 1
    elif which == "last":
        year = begun - running
    else:
        year = begun if running or which != "this" else today.year
    return _cover_months(year, month, 3)


def _resolve_decade(parts: Parts, today: date) -> tuple[date, date]:
    year = int(parts["decade"] or 0)
    return date(year, 1, 1), date(year + 9, 12, 31)


def _resolve_feast(parts: Parts, today: date) -> tuple[date, date]:
    month, day = _FEASTS[(parts["feast"] or "").casefold().replace("’", "'")]
    value = date(int(parts["year"] or 0) or _near_year(month, day, today), month, day)
    return value, value


def _resolve_weekend(parts: Parts, today: date) -> tuple[date, date]:
    """Saturday and Sunday: the last that began, or the one to come ("this" in the week, "next")."""
    last = today - timedelta(days=(today.weekday() - 5) % 7)
    which = (parts["which"] or "").casefold()
    ahead = which == "next" or (which == "this" and today.weekday() < 5)
    running = which == "last" and today.weekday() >= 5
    saturday = last + timedelta(days=7 * (ahead - running))
    return saturday, saturday + timedelta(days=1)


RESOLVERS: dict[str, Callable[[Parts, date], tuple[date, date]]] = {
    "days": _resolve_days, "months": _resolve_months, "years": _resolve_years, "quarter_end": _resolve_quarter_end,
    "quarter": _resolve_quarter, "short_quarter": _resolve_quarter, "part": _resolve_part, "season": _resolve_season,
    "decade": _resolve_decade, "feast": _resolve_feast, "weekend": _resolve_weekend,
}  # fmt: skip
"""From what a pattern found and the day of publication to the first and last day; ValueError where it is no time."""


def find_periods(text: str, start: int, end: int) -> Iterator[tuple[str, re.Match[str]]]:
    """What of PERIODS stands in a stretch, pattern by pattern.

    >>> [m.group() for _, m in find_periods("It ran in the 1990s and the winter of 2010-11.", 0, 46)]
    ['winter of 2010-11', '1990s']
    """
    stretch = text[start:end]
    for kind, pattern in PERIODS:
        if any(sign in stretch for sign in PERIOD_SIGNS[kind]):
            for match in pattern.finditer(text, start, end):
                yield kind, match

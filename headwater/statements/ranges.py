"""Times from one end to another: ranges of days, months and years, and stretches that end or begin with today."""

import re
from datetime import date, timedelta

from headwater.statements.calendar_words import (
    COUNT,
    DAY,
    DAY_2,
    MONTH,
    MONTH_2,
    YEAR,
    YEAR_2,
    Parts,
    end_month,
    find_begun,
    read_month,
    read_number,
    shift_back,
)

_TO = r"(?: ?[-–—] ?| (?:to|and|until|till|through) )"
_UNIT = r"(?P<unit>day|week|fortnight|month|year|decade)"
_NO_PERCENT = r"(?!\s?(?:percent|%))"

RANGES: list[tuple[str, re.Pattern[str]]] = [
    ("days", re.compile(rf"\b{DAY}{_TO}{DAY_2}(?: of)? {MONTH}(?:,? {YEAR})?\b")),
    ("days", re.compile(rf"\b{MONTH} {DAY}{_TO}{DAY_2}(?:,? {YEAR})?\b{_NO_PERCENT}")),
    ("days", re.compile(rf"\b{MONTH} {DAY}{_TO}{MONTH_2} {DAY_2}(?:,? {YEAR})?\b{_NO_PERCENT}")),
    ("days", re.compile(rf"\b{DAY} {MONTH}{_TO}{DAY_2} {MONTH_2}(?: {YEAR})?\b")),
    ("months", re.compile(rf"\b(?:[Bb]etween|[Ff]rom) {MONTH}{_TO}{MONTH_2}(?: {YEAR})?\b(?! \d)")),
    ("months", re.compile(rf"\b{MONTH}[-–—]{MONTH_2}(?: {YEAR})?\b(?! \d)")),
    ("years", re.compile(rf"\b(?:[Bb]etween|[Ff]rom) {YEAR}{_TO}{YEAR_2}\b")),
    ("years", re.compile(rf"\b{YEAR}[-–—/]{YEAR_2}\b(?![-–—])")),
    ("season_year", re.compile(rf"\b{YEAR}[-–/](?P<short>\d\d)\b(?![-–\d/])")),
    ("months_to", re.compile(
        rf"\b(?:the )?{COUNT} months (?:(?:ended|ending|through|to|until)(?: the end of)?) "
        rf"{MONTH}(?: {DAY})?(?:,? {YEAR})?\b", re.I)),
    ("months_to", re.compile(
        rf"\bthe (?P<whole>year) (?:(?:to|through)(?: the end of)?) {MONTH}(?: {DAY})?(?:,? {YEAR})?\b", re.I)),
    ("rolling", re.compile(rf"\bthe (?P<way>last|past|previous|next|coming|following) (?:{COUNT} )?{_UNIT}s?\b", re.I)),
    ("rolling", re.compile(rf"\b(?P<way>[Pp]ast|[Ll]ast|[Nn]ext) {COUNT} {_UNIT}s\b")),
    ("recent", re.compile(r"\b(?:in|over|during) (?:the )?(?:most )?recent (?:day|week|month|year|decade)s\b", re.I)),
    ("recent", re.compile(r"\b(?:more |most |as )?(?P<recent>recently|lately)\b(?!-)", re.I)),
    ("recent", re.compile(r"\b(?:[Aa] few|[Ss]everal|[Ss]ome|[Mm]any) (?:day|week|month|year|decade)s ago\b")),
]  # fmt: skip
"""Kinds of RANGE_RESOLVERS with how they are written."""

_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
RANGE_SIGNS = {
    "days": _NAMES, "months": _NAMES, "years": ("18", "19", "20"), "season_year": ("19", "20"),
    "months_to": ("onths ", "he year"), "rolling": ("ast", "ext", "coming", "previous", "following"),
    "recent": ("recent", "Recent", "ately", "ago"),
}  # fmt: skip
"""What a stretch must have for a pattern to be worth trying."""


def _near_year(month: int, day: int, today: date) -> int:
    """The year in which a day of the calendar is nearest to today."""
    return min((today.year + n for n in (-1, 0, 1)), key=lambda y: abs((date(y, month, min(day, 28)) - today).days))


def _resolve_days(parts: Parts, today: date) -> tuple[date, date]:
    month, first, last = read_month(parts["month"] or ""), int(parts["day"] or 0), int(parts["day_2"] or 0)
    month_2 = read_month(parts["month_2"] or "") if parts.get("month_2") else month
    year = int(parts.get("year") or 0) or _near_year(month_2, last, today)
    begin, end = date(year - (month > month_2), month, first), date(year, month_2, last)
    if begin >= end:
        raise ValueError("no range")
    return begin, end


def _resolve_months(parts: Parts, today: date) -> tuple[date, date]:
    first, last = read_month(parts["month"] or ""), read_month(parts["month_2"] or "")
    year = int(parts["year"] or 0) or find_begun(last, today)
    return date(year - (first > last), first, 1), end_month(year, last)


def _resolve_years(parts: Parts, today: date) -> tuple[date, date]:
    first, last = int(parts["year"] or 0), int(parts["year_2"] or 0)
    if first >= last:
        raise ValueError("no range")
    return date(first, 1, 1), date(last, 12, 31)


def _resolve_season_year(parts: Parts, today: date) -> tuple[date, date]:
    """Two years of which the second is cut short: "2015-16"; not "2015-08", which is a month."""
    year = int(parts["year"] or 0)
    last = year - year % 100 + int(parts["short"] or 0)
    if last <= year:
        raise ValueError("no range")
    return date(year, 1, 1), date(last, 12, 31)


def _resolve_months_to(parts: Parts, today: date) -> tuple[date, date]:
    many = 12 if parts.get("whole") else read_number(parts["count"] or "")
    month = read_month(parts["month"] or "")
    year = int(parts["year"] or 0) or find_begun(month, today)
    begin = year * 12 + month - many
    return date(begin // 12, begin % 12 + 1, 1), end_month(year, month)


def _resolve_rolling(parts: Parts, today: date) -> tuple[date, date]:
    """So many days, weeks … up to today or from today on."""
    unit, many = (parts["unit"] or "").casefold(), read_number(parts["count"] or "") if parts.get("count") else 1
    way = (parts["way"] or "").casefold()
    if not parts.get("count") and way in ("next", "last", "following", "previous"):
        raise ValueError("no stretch that ends today")  # "the next day" counts from another time
    back = way in ("last", "past", "previous")
    unit, many = {"fortnight": ("week", 2 * many), "decade": ("year", 10 * many)}.get(unit, (unit, many))
    other = shift_back(today, unit, many if back else -many)
    return (other, today) if back else (today, other)


def _resolve_recent(parts: Parts, today: date) -> tuple[date | None, date]:
    return None, today


RANGE_RESOLVERS = {
    "days": _resolve_days, "months": _resolve_months, "years": _resolve_years, "season_year": _resolve_season_year,
    "months_to": _resolve_months_to, "rolling": _resolve_rolling, "recent": _resolve_recent,
}  # fmt: skip
"""From what a pattern found and the day of publication to the first day (None: open) and the last."""


def cover_weekend(today: date, ahead: bool) -> tuple[date, date]:
    """Saturday and Sunday: those that began last, or those to come.

    >>> [d.isoformat() for d in cover_weekend(date(2023, 5, 19), True)]
    ['2023-05-20', '2023-05-21']
    """
    saturday = today - timedelta(days=(today.weekday() - 5) % 7) + timedelta(days=7 * ahead)
    return saturday, saturday + timedelta(days=1)

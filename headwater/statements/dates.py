"""Time expressions in a text, resolved against the day it was published."""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from headwater.intervals import Span

MONTHS = {
    m: i + 1
    for i, m in enumerate(
        [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ]
    )
}
_SHORT = {m[:3]: n for m, n in MONTHS.items()} | {"sept": 9}
_DAYS = {d: i for i, d in enumerate(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])}
_NUMBERS = {
    w: i + 1
    for i, w in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    )
} | {"a": 1, "an": 1}
_MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>1[89]\d\d|20\d\d)"
_WEEKDAY = r"(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_COUNT = r"(?P<count>\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"


def _behind(words: str) -> str:
    """A look-behind for any of some words, each capitalised or not, with a space."""
    forms = [f for word in words.split() for f in (word, word.capitalize())]
    return "(?:" + "|".join(rf"(?<=\b{form} )" for form in forms) + ")"


_PATTERNS = [
    ("day", re.compile(rf"\b{_MONTH} {_DAY}(?:,? {_YEAR})?\b(?!\s?(?:percent|%))")),
    ("day", re.compile(rf"\b{_DAY}(?: of)? {_MONTH}(?:,? {_YEAR})?\b")),
    ("day", re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<number>\d\d)-(?P<day>\d\d)\b")),
    ("month", re.compile(rf"\b{_MONTH},? {_YEAR}\b")),
    ("month", re.compile(rf"\b(?P<which>[Ll]ast|[Nn]ext|[Tt]his) {_MONTH}\b(?! \d)")),
    ("month", re.compile(rf"{_behind('in since until early late by during')}{_MONTH}\b(?! \d)")),
    ("weekday", re.compile(
        rf"\b(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his) )?{_WEEKDAY}(?: (?:morning|afternoon|evening|night))?\b")),
    ("near", re.compile(
        r"\b(?P<near>[Yy]esterday|[Tt]oday|"
        r"[Tt]onight|[Tt]omorrow|[Ll]ast night|[Tt]his (?:morning|afternoon|evening))\b")),
    ("unit", re.compile(
        r"\b(?:(?:[Ee]arlier|[Ll]ater) )?(?P<which>[Ll]ast|[Tt]his|[Nn]ext) (?P<unit>week|month|year)\b")),
    ("ago", re.compile(rf"\b{_COUNT} (?P<unit>day|week|month|year)s? (?:ago|earlier)\b", re.I)),
    ("year", re.compile(rf"{_behind('in since by until during of from early late')}{_YEAR}\b(?![-.,]?\d)")),
]  # fmt: skip


_NAMES = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
# What a stretch must have for a pattern to be worth trying: most have none of it.
_SIGNS: dict[str, Sequence[str]] = {
    "day": (*_NAMES, "-"), "month": _NAMES, "weekday": ("day",), "near": ("day", "night", "morrow", "this ", "This "),
    "unit": ("week", "month", "year"), "ago": ("ago", "AGO", "arlier"), "year": ("18", "19", "20"),
}  # fmt: skip


@dataclass(frozen=True)
class TimeExpression:
    """A time expression: its place, the first and last day it can mean, and whether it needed a day to start from."""

    span: Span
    first: date | None
    last: date | None
    relative: bool


def find_dates(text: str, start: int, end: int, today: date | None) -> list[TimeExpression]:
    """The time expressions of a stretch, in order; without `today` what is relative has no days.

    >>> [(e.first.isoformat(), e.last.isoformat()) for e in find_dates("In January he left.", 0, 19, date(2023, 5, 19))]
    [('2023-01-01', '2023-01-31')]
    """
    found: list[TimeExpression] = []
    stretch = text[start:end]
    for kind, pattern in _PATTERNS:
        if not any(word in stretch for word in _SIGNS[kind]):
            continue
        for match in pattern.finditer(text, start, end):
            if all(match.end() <= f.span[0] or match.start() >= f.span[1] for f in found):
                found += _resolve(kind, match, today)
    return sorted(found, key=lambda f: f.span)


def _resolve(kind: str, match: re.Match[str], today: date | None) -> Iterator[TimeExpression]:
    parts = match.groupdict()
    absolute = bool(parts.get("year"))
    if not absolute and today is None:
        yield TimeExpression(match.span(), None, None, True)
        return
    try:
        first, last = _RESOLVERS[kind](parts, today or date(2000, 1, 1))
    except (ValueError, OverflowError):
        return
    yield TimeExpression(match.span(), first, last, not absolute)


def _month_number(parts: dict[str, str | None]) -> int:
    if parts.get("number"):
        return int(parts["number"] or 0)
    name = (parts["month"] or "").rstrip(".").casefold()
    return MONTHS.get(name) or _SHORT[name]


def _resolve_day(parts: dict[str, str | None], today: date) -> tuple[date, date]:
    month, day = _month_number(parts), int(parts["day"] or 0)
    if parts.get("year"):
        value = date(int(parts["year"] or 0), month, day)
        return value, value
    near = [date(today.year + n, month, day) for n in (-1, 0, 1) if day <= monthrange(today.year + n, month)[1]]
    value = min(near, key=lambda d: abs((d - today).days))
    return value, value


def _resolve_month(parts: dict[str, str | None], today: date) -> tuple[date, date]:
    month = _month_number(parts)
    if parts.get("year"):
        year = int(parts["year"] or 0)
    elif (parts.get("which") or "").casefold() == "next":
        year = today.year + (month <= today.month)
    elif (parts.get("which") or "").casefold() == "last":
        year = today.year - (month >= today.month)
    elif parts.get("which"):
        year = today.year
    else:
        year = today.year - (month > today.month)
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _resolve_weekday(parts: dict[str, str | None], today: date) -> tuple[date, date]:
    back = (today.weekday() - _DAYS[(parts["weekday"] or "").casefold()]) % 7
    which = (parts.get("which") or "").casefold()
    if which == "next":
        value = today + timedelta(days=(7 - back) % 7 or 7)
    elif which == "last":
        value = today - timedelta(days=back or 7)
    else:
        value = today - timedelta(days=back)
    return value, value


def _resolve_near(parts: dict[str, str | None], today: date) -> tuple[date, date]:
    shift = {"yesterday": -1, "last night": -1, "tomorrow": 1}.get((parts["near"] or "").casefold(), 0)
    value = today + timedelta(days=shift)
    return value, value


def _cover_unit(day: date, unit: str) -> tuple[date, date]:
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    if unit == "month":
        return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
    if unit == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    return day, day


def _shift_back(day: date, unit: str, count: int) -> date:
    if unit == "day":
        return day - timedelta(days=count)
    if unit == "week":
        return day - timedelta(weeks=count)
    months = day.year * 12 + day.month - 1 - count * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _resolve_unit(parts: dict[str, str | None], today: date) -> tuple[date, date]:
    unit = parts["unit"] or ""
    shift = {"last": 1, "this": 0, "next": -1}[(parts["which"] or "").casefold()]
    return _cover_unit(_shift_back(today, unit, shift), unit)


def _resolve_ago(parts: dict[str, str | None], today: date) -> tuple[date, date]:
    count = (parts["count"] or "").casefold()
    unit = (parts["unit"] or "").casefold()
    return _cover_unit(_shift_back(today, unit, _NUMBERS.get(count) or int(count)), unit)


def _resolve_year(parts: dict[str, str | None], today: date) -> tuple[date, date]:
    year = int(parts["year"] or 0)
    return date(year, 1, 1), date(year, 12, 31)


_RESOLVERS = {
    "day": _resolve_day, "month": _resolve_month, "weekday": _resolve_weekday, "near": _resolve_near,
    "unit": _resolve_unit, "ago": _resolve_ago, "year": _resolve_year,
}  # fmt: skip


def open_day(day: date) -> datetime:
    """The first moment of a day, UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def close_day(day: date) -> datetime:
    """The last microsecond of a day, UTC."""
    return datetime(day.year, day.month, day.day, 23, 59, 59, 999999, tzinfo=UTC)

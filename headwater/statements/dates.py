"""Time expressions in a text, resolved against the day it was published."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from headwater.intervals import Span
from headwater.statements.calendar_words import (
    COUNT,
    DAY,
    MONTH,
    WEEKDAY,
    WEEKDAYS,
    YEAR,
    Parts,
    cover_unit,
    end_month,
    find_begun,
    read_month,
    read_number,
    shift_back,
)
from headwater.statements.periods import PERIOD_SIGNS, PERIODS, RESOLVERS
from headwater.statements.ranges import RANGE_RESOLVERS, RANGE_SIGNS, RANGES
from headwater.statements.tense import looks_ahead


def _behind(words: str) -> str:
    """A look-behind for any of some words, each capitalised or not, with a space."""
    forms = [f for word in words.split() for f in (word, word.capitalize())]
    return "(?:" + "|".join(rf"(?<=\b{form} )" for form in forms) + ")"


_MONTHS_BUT_MAY = MONTH.replace("|May", "")
_BEFORE_YEARS = "in since by until during of from early late before after through between and to than"
_DAYS = [
    ("day", re.compile(rf"\b{MONTH} {DAY}(?:,? {YEAR})?\b(?!\s?(?:percent|%))")),
    ("day", re.compile(rf"\b{DAY}(?: of)? {MONTH}(?:,? {YEAR})?\b")),
    ("day", re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<number>\d\d)-(?P<day>\d\d)\b")),
    ("written", re.compile(
        r"(?<![\d/.])(?P<one>\d{1,2})(?P<mark>[/.])(?P<two>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d)\b")),
    ("month_year", re.compile(rf"\b{MONTH}(?: of)? (?P<which>last|this|next) year\b")),
    ("month", re.compile(rf"\b{MONTH},? {YEAR}\b")),
    ("month", re.compile(rf"\b(?P<which>[Ll]ast|[Nn]ext|[Tt]his) {MONTH}\b(?! \d)")),
    ("month", re.compile(
        rf"(?:{_behind('in since until early late by during before through')}|(?<=\b[Mm]id-)){MONTH}\b(?! \d| [A-Z])")),
    ("month", re.compile(rf"(?:{_behind('to after for from of between the a')}){_MONTHS_BUT_MAY}\b(?! \d| [A-Z])")),
    ("own_month", re.compile(rf"(?<![\w’'] )(?<![\w’'])\b{_MONTHS_BUT_MAY}"
                         r"(?=['’]s [a-z]| (?:was|is|has|had|saw|brought|marks?|will)\b)")),
    ("weekday_of", re.compile(rf"\b{WEEKDAY}(?: of)? (?P<which>last|this|next) week\b")),
    ("weekday_ago", re.compile(rf"\b{COUNT} (?P<unit>week)s? ago(?: on)? {WEEKDAY}\b", re.I)),
    ("weekday", re.compile(
        rf"\b(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his|[Cc]oming|[Pp]ast) )?{WEEKDAY}"
        r"(?: (?:morning|afternoon|evening|night))?\b")),
    ("near", re.compile(
        r"\b(?P<near>(?:the )?day before yesterday|(?:the )?day after tomorrow|[Yy]esterday|[Tt]oday|"
        r"[Tt]onight|[Tt]omorrow|[Ll]ast night|[Tt]his (?:morning|afternoon|evening))\b")),
    ("unit", re.compile(
        r"\b(?:(?:[Ee]arlier|[Ll]ater) )?(?P<which>[Ll]ast|[Tt]his|[Nn]ext) (?P<unit>week|month|year|decade)\b")),
    ("running", re.compile(
        r"\b(?:end|beginning|start|middle|turn|close|course) of the (?P<unit>week|month|year|decade)\b(?! [\d\[(])")),
    ("ago", re.compile(
        rf"\b{COUNT} (?P<unit>day|week|fortnight|month|year|decade|century)(?:s|ies)? (?:ago|earlier)\b", re.I)),
    ("year", re.compile(rf"{_behind(_BEFORE_YEARS)}{YEAR}\b(?![-.,–]?\d)")),
    ("year", re.compile(rf"{_behind('the a his her its their this that')}{YEAR}(?= [a-z]+)(?! (?:people|or|and|to|"
                        r"miles?|feet|tons?|men|women|square|workers|employees|jobs|dollars|euros)\b)")),
]  # fmt: skip


_NAMES = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
# What a stretch must have for a pattern to be worth trying: most have none of it.
_DAY_SIGNS: dict[str, Sequence[str]] = {
    "day": (*_NAMES, "-"), "written": ("/", "."), "month_year": _NAMES, "own_month": _NAMES, "month": _NAMES,
    "weekday_of": ("day",),
    "weekday_ago": ("ago",), "weekday": ("day",), "near": ("day", "night", "morrow", "this ", "This "),
    "unit": ("week", "month", "year", "decade"), "running": (" of the ",), "ago": ("ago", "AGO", "arlier"),
    "year": ("18", "19", "20"),
}  # fmt: skip
_PATTERNS = [*PERIODS, *RANGES, *_DAYS]
_SIGNS = {**PERIOD_SIGNS, **RANGE_SIGNS, **_DAY_SIGNS}
_TENSED = frozenset({"weekday", "weekend", "month", "day"})
"""Kinds for which it matters whether the verb beside them is of the future."""


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
        if any(sign in stretch for sign in _SIGNS[kind]):
            for match in pattern.finditer(text, start, end):
                if all(match.end() <= f.span[0] or match.start() >= f.span[1] for f in found):
                    found += _resolve(kind, match, today)
    return _count_on(text, start, end, sorted(found, key=lambda f: f.span))


_STEP = re.compile(
    rf"\b(?:(?:the (?P<which>next|following|previous|same) (?P<unit>day|week|month|year)(?! (?:of|in|to)\b))"
    rf"|(?:the |a )?(?P<unit_2>day|week|month|year) (?P<side>after|before)(?=[,.;]| [a-z]+ed\b)"
    rf"|(?P<same>that) (?P<unit_3>day|week|month|year)\b"
    rf"|{COUNT} (?P<units>day|week|month|year)s? (?P<way>later|earlier|after that|before that))\b",
    re.I,
)


def _count_on(text: str, start: int, end: int, found: list[TimeExpression]) -> list[TimeExpression]:
    """The expressions with those that count from the one before them: "the next day", "two weeks later"."""
    for match in _STEP.finditer(text, start, end):
        before = [f for f in found if f.span[1] <= match.start() and f.first is not None]
        same = [f for f in found if f.span[0] < match.end() and match.start() < f.span[1]]
        if not before or before[-1].first is None:
            continue
        parts = match.groupdict()
        unit = (parts["unit"] or parts["units"] or parts["unit_2"] or parts["unit_3"] or "day").casefold()
        back = (parts["which"] or parts["side"] or parts["way"] or "").casefold() in _BACK
        many = read_number(parts["count"]) if parts["count"] else 0 if parts["same"] or parts["which"] == "same" else 1
        first, last = cover_unit(shift_back(before[-1].first, unit, many if back else -many), unit)
        found = [f for f in found if f not in same]
        found.append(replace(before[-1], span=match.span(), first=first, last=last))
        found.sort(key=lambda f: f.span)
    return found


_BACK = frozenset({"previous", "before", "earlier", "before that"})


def _resolve(kind: str, match: re.Match[str], today: date | None) -> Iterator[TimeExpression]:
    parts = match.groupdict()
    absolute = any(parts.get(name) for name in ("year", "year_2", "decade", "century", "named", "short"))
    if not absolute and today is None:
        yield TimeExpression(match.span(), None, None, True)
        return
    if not absolute and kind in _TENSED and looks_ahead(match.string, *match.span()):
        parts["ahead"] = "yes"
    try:
        first, last = _ALL[kind](parts, today or date(2000, 1, 1))
    except (ValueError, OverflowError):
        return
    yield TimeExpression(match.span(), first, last, not absolute)


def _read_month(parts: Parts) -> int:
    return int(parts["number"] or 0) if parts.get("number") else read_month(parts["month"] or "")


def _resolve_day(parts: Parts, today: date) -> tuple[date, date]:
    month, day = _read_month(parts), int(parts["day"] or 0)
    if parts.get("year"):
        value = date(int(parts["year"] or 0), month, day)
        return value, value
    near = [date(today.year + n, month, day) for n in (-1, 0, 1) if day <= monthrange(today.year + n, month)[1]]
    coming = [d for d in near if d >= today] if parts.get("ahead") else []
    value = min(coming or near, key=lambda d: abs((d - today).days))
    return value, value


def _resolve_written(parts: Parts, today: date) -> tuple[date, date]:
    """A day in figures; the day before the month unless that is none."""
    day, month = int(parts["one"] or 0), int(parts["two"] or 0)
    if month > 12:
        day, month = month, day
    value = date(int(parts["year"] or 0), month, day)
    return value, value


def _resolve_month_year(parts: Parts, today: date) -> tuple[date, date]:
    month = read_month(parts["month"] or "")
    year = today.year + {"last": -1, "this": 0, "next": 1}[parts["which"] or ""]
    return date(year, month, 1), end_month(year, month)


def _resolve_month(parts: Parts, today: date) -> tuple[date, date]:
    month = _read_month(parts)
    if parts.get("year"):
        year = int(parts["year"] or 0)
    elif (parts.get("which") or "").casefold() == "next":
        year = today.year + (month <= today.month)
    elif (parts.get("which") or "").casefold() == "last":
        year = today.year - (month >= today.month)
    elif parts.get("which"):
        year = today.year
    elif parts.get("ahead"):
        year = today.year + (month < today.month)
    else:
        year = find_begun(month, today)
    return date(year, month, 1), end_month(year, month)


def _resolve_weekday(parts: Parts, today: date) -> tuple[date, date]:
    back = (today.weekday() - WEEKDAYS[(parts["weekday"] or "").casefold()]) % 7
    which = (parts.get("which") or "").casefold()
    if which in ("next", "coming"):
        value = today + timedelta(days=(7 - back) % 7 or 7)
    elif parts.get("ahead") and which != "last":
        value = today + timedelta(days=(7 - back) % 7)
    elif which in ("last", "past"):
        value = today - timedelta(days=back or 7)
    else:
        value = today - timedelta(days=back)
    return value, value


def _resolve_weekday_of(parts: Parts, today: date) -> tuple[date, date]:
    monday, _ = cover_unit(today, "week")
    weeks = {"last": -1, "this": 0, "next": 1}[parts["which"] or ""]
    value = monday + timedelta(weeks=weeks, days=WEEKDAYS[(parts["weekday"] or "").casefold()])
    return value, value


def _resolve_weekday_ago(parts: Parts, today: date) -> tuple[date, date]:
    back = (today.weekday() - WEEKDAYS[(parts["weekday"] or "").casefold()]) % 7
    value = today - timedelta(days=back, weeks=read_number(parts["count"] or ""))
    return value, value


def _resolve_near(parts: Parts, today: date) -> tuple[date, date]:
    near = (parts["near"] or "").casefold().removeprefix("the ")
    shift = {"day before yesterday": -2, "yesterday": -1, "last night": -1, "tomorrow": 1, "day after tomorrow": 2}
    value = today + timedelta(days=shift.get(near, 0))
    return value, value


def _resolve_unit(parts: Parts, today: date) -> tuple[date, date]:
    unit = parts["unit"] or ""
    shift = {"last": 1, "this": 0, "next": -1}[(parts["which"] or "").casefold()]
    return cover_unit(shift_back(today, unit, shift), unit)


def _resolve_running(parts: Parts, today: date) -> tuple[date, date]:
    return cover_unit(today, parts["unit"] or "")


def _resolve_ago(parts: Parts, today: date) -> tuple[date, date]:
    count = (parts["count"] or "").casefold()
    unit = (parts["unit"] or "").casefold()
    unit = "century" if unit.startswith("centur") else unit
    return cover_unit(shift_back(today, unit, read_number(count)), unit)


def _resolve_year(parts: Parts, today: date) -> tuple[date, date]:
    year = int(parts["year"] or 0)
    return date(year, 1, 1), date(year, 12, 31)


_ALL: Mapping[str, Callable[[Parts, date], tuple[date | None, date]]] = {
    **RESOLVERS, **RANGE_RESOLVERS,
    "written": _resolve_written, "month_year": _resolve_month_year, "own_month": _resolve_month,
    "weekday_of": _resolve_weekday_of,
    "weekday_ago": _resolve_weekday_ago, "running": _resolve_running,
    "day": _resolve_day, "month": _resolve_month, "weekday": _resolve_weekday, "near": _resolve_near,
    "unit": _resolve_unit, "ago": _resolve_ago, "year": _resolve_year,
}  # fmt: skip


def open_day(day: date) -> datetime:
    """The first moment of a day, UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def close_day(day: date) -> datetime:
    """The last microsecond of a day, UTC."""
    return datetime(day.year, day.month, day.day, 23, 59, 59, 999999, tzinfo=UTC)

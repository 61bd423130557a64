"""Times that are no day, month or year of the calendar: quarters, seasons, decades, centuries, feasts, weekends."""

import re
from collections.abc import Callable
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
)
from headwater.statements.feasts import FEAST, SIGNS, resolve_feast
from headwater.statements.ranges import cover_weekend

_ORDER = r"(?P<order>first|second|third|fourth|last|final|1st|2nd|3rd|4th)"
_ORDERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_OF = rf"(?:(?: of|,)? (?:fiscal )?{YEAR}| of (?P<which>this|last|next|the) year)"
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""The month in which a season begins, as meteorologists count and in the northern half of the world."""
_CENTURIES = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth twenty-first"
)
_DECADES = {"twenties": 2, "thirties": 3, "forties": 4, "fifties": 5, "sixties": 6, "seventies": 7, "eighties": 8,
            "nineties": 9}  # fmt: skip

PERIODS: list[tuple[str, re.Pattern[str]]] = [
    ("quarter_end", re.compile(
        rf"\b(?P<unit>quarter|half|half-year|year) (?:ended|ending|to|that ended) (?:on )?"
        rf"(?:{MONTH} {DAY}|{DAY_2} {MONTH_2})(?:,? {YEAR})?\b")),
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
    ("decade", re.compile(rf"\bthe (?P<named>{'|'.join(_DECADES)})\b", re.I)),
    ("decade", re.compile(r"\b(?:the |mid-|early |late )['’](?P<short>[2-9]0)s\b")),
    ("century", re.compile(
        rf"\b(?P<century>\d{{1,2}}|{_CENTURIES.replace(' ', '|')})(?:st|nd|rd|th)?[ -]century\b", re.I)),
    ("fiscal", re.compile(
        rf"\b(?:(?:fiscal|financial)(?: year)? {YEAR}|FY ?{YEAR_2})\b")),
    ("week_of", re.compile(
        rf"\bthe (?P<order>first|second|third|fourth|last|final) (?:full )?week (?:of|in) {MONTH}(?: {YEAR})?\b")),
    ("feast", FEAST),
    ("weekend", re.compile(r"\b(?P<which>the|last|this|next|past|previous|coming|following) weekend\b", re.I)),
]  # fmt: skip
"""Kinds of RESOLVERS with how they are written; the first that matches some words has them."""

PERIOD_SIGNS = {
    "quarter_end": ("quarter", "half", "year"),
    "quarter": ("uarter", "half"), "short_quarter": ("Q", "H1", "H2"), "part": ("months of",),
    "season": ("pring", "ummer", "utumn", "all", "inter"), "decade": ("0s", "ties"),
    "century": ("entury",), "fiscal": ("iscal", "inancial", "FY"), "week_of": ("week ",), "feast": SIGNS,
    "weekend": ("weekend",),
}  # fmt: skip
"""What a stretch must have for a pattern to be worth trying."""


def _cover_months(year: int, month: int, many: int) -> tuple[date, date]:
    """The first and last day of so many months from one on."""
    last = year * 12 + month - 1 + many - 1
    return date(year, month, 1), end_month(last // 12, last % 12 + 1)


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
        year = today.year if which == "the" else find_begun(month, today)
    return _cover_months(year, month, many)


def _resolve_part(parts: Parts, today: date) -> tuple[date, date]:
    many = read_number(parts["count"] or "")
    month = 1 if (parts["end"] or "").casefold() == "first" else 13 - many
    return _cover_months(int(parts["year"] or 0), month, many)


def _resolve_season(parts: Parts, today: date) -> tuple[date, date]:
    month = _SEASONS[(parts["season"] or "").casefold()]
    which = (parts.get("which") or "").casefold()
    begun = find_begun(month, today)
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
    year = int(parts.get("decade") or 0)
    if not year:
        named = parts.get("named")
        year = 1900 + (10 * _DECADES[named.casefold()] if named else int(parts["short"] or 0))
    return date(year, 1, 1), date(year + 9, 12, 31)


def _resolve_century(parts: Parts, today: date) -> tuple[date, date]:
    name = (parts["century"] or "").casefold()
    number = int(name) if name.isdigit() else _CENTURIES.split().index(name) + 1
    return date(100 * number - 99, 1, 1), date(100 * number, 12, 31)


def _resolve_fiscal(parts: Parts, today: date) -> tuple[date, date]:
    """A fiscal year as if it were one of the calendar: nothing in a text says where it begins."""
    year = int(parts["year"] or parts["year_2"] or 0)
    return date(year, 1, 1), date(year, 12, 31)


def _resolve_week_of(parts: Parts, today: date) -> tuple[date, date]:
    month = read_month(parts["month"] or "")
    year = int(parts["year"] or 0) or find_begun(month, today)
    order = _ORDERS.get((parts["order"] or "").casefold())
    if order is None:
        last = end_month(year, month)
        return last - timedelta(days=6), last
    return date(year, month, 7 * order - 6), date(year, month, 7 * order)


def _resolve_weekend(parts: Parts, today: date) -> tuple[date, date]:
    """The weekend that began last, or the one to come ("this" in the week, "next", where the verb says so)."""
    which = (parts["which"] or "").casefold()
    early = today.weekday() < 5
    ahead = which in ("next", "coming") or (early and (which == "this" or bool(parts.get("ahead"))))
    running = which in ("last", "past", "previous") and not early
    return cover_weekend(today - timedelta(days=7 * running), ahead)


RESOLVERS: dict[str, Callable[[Parts, date], tuple[date, date]]] = {
    "quarter_end": _resolve_quarter_end,
    "quarter": _resolve_quarter, "short_quarter": _resolve_quarter, "part": _resolve_part, "season": _resolve_season,
    "decade": _resolve_decade, "century": _resolve_century, "fiscal": _resolve_fiscal, "week_of": _resolve_week_of,
    "feast": resolve_feast, "weekend": _resolve_weekend,
}  # fmt: skip
"""From what a pattern found and the day of publication to the first and last day; ValueError where it is no time."""

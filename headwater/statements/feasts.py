"""Feasts and holidays: days of the calendar, days counted from Easter, weekdays of a month."""

import re
from datetime import date, timedelta

from headwater.statements.calendar_words import YEAR, Parts, end_month

_FIXED = {"new year's day": (1, 1), "new year's eve": (12, 31), "christmas day": (12, 25), "christmas eve": (12, 24),
          "christmas": (12, 25), "boxing day": (12, 26), "valentine's day": (2, 14), "halloween": (10, 31),
          "may day": (5, 1), "bastille day": (7, 14), "independence day": (7, 4), "st patrick's day": (3, 17),
          "epiphany": (1, 6), "all saints' day": (11, 1), "armistice day": (11, 11), "veterans day": (11, 11),
          "juneteenth": (6, 19), "canada day": (7, 1), "australia day": (1, 26), "all souls' day": (11, 2)}  # fmt: skip
_FROM_EASTER = {"easter": 0, "easter sunday": 0, "good friday": -2, "easter monday": 1, "maundy thursday": -3,
                "palm sunday": -7, "ash wednesday": -46, "shrove tuesday": -47, "holy saturday": -1, "pentecost": 49,
                "whit monday": 50, "ascension day": 39, "corpus christi": 60}  # fmt: skip
_WEEKDAYS = {"thanksgiving": (11, 3, 4), "thanksgiving day": (11, 3, 4), "labor day": (9, 0, 1),
             "memorial day": (5, 0, -1), "martin luther king jr. day": (1, 0, 3), "martin luther king day": (1, 0, 3),
             "presidents' day": (2, 0, 3), "columbus day": (10, 0, 2)}  # fmt: skip
"""Month, weekday (Monday is 0) and which of that month; -1 is the last."""
_NAMES = sorted((*_FIXED, *_FROM_EASTER, *_WEEKDAYS), key=lambda name: (-len(name), name))
_FEAST = "|".join(" ".join(w.capitalize() for w in name.split()).replace("'", "['’]") for name in _NAMES)
FEAST = re.compile(rf"\b(?P<feast>{_FEAST})(?:,? {YEAR})?\b(?!\s[A-Z]|['’]?s?-)")
"""How a feast is written."""
SIGNS = ("y", "E", "en", "Pent", "Christ", "Thanks", "Corpus", "June")
"""What a stretch must have for a feast to be worth looking for."""


def resolve_feast(parts: Parts, today: date) -> tuple[date, date]:
    """The day of a feast in its year, or else the one nearest to today.

    >>> resolve_feast({"feast": "Good Friday"}, date(2023, 4, 19))[0].isoformat()
    '2023-04-07'
    """
    name = (parts["feast"] or "").casefold().replace("’", "'")
    years = [int(parts["year"] or 0)] if parts.get("year") else [today.year + n for n in (-1, 0, 1)]
    value = min((_find_day(name, year) for year in years), key=lambda day: abs((day - today).days))
    return value, value


def _find_day(name: str, year: int) -> date:
    if name in _FIXED:
        return date(year, *_FIXED[name])
    if name in _FROM_EASTER:
        return find_easter(year) + timedelta(days=_FROM_EASTER[name])
    month, weekday, which = _WEEKDAYS[name]
    if which < 0:
        last = end_month(year, month)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))


def find_easter(year: int) -> date:
    """Easter Sunday of a year, by the anonymous Gregorian algorithm (Nature, 20 April 1876).

    >>> find_easter(2024).isoformat()
    '2024-03-31'
    """
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    h = (19 * a + b - d - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    rest = (32 + 2 * e + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * rest) // 451
    month, day = divmod(h + rest - 7 * m + 114, 31)
    return date(year, month, day + 1)

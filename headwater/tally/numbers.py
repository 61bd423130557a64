"""Numbers as they are compared: each with a unit, so that a share is never held against a sum.

A rounded number is the same number ("nearly 112,000", "111,800"); how far rounding may go is decided in
decisions_kernels. "One" counts nothing, and neither do clock times or ordinals.
"""

import functools
import re
from types import MappingProxyType

from headwater.tally.decisions_kernels import UNITS
from headwater.tally.words import read_lines

COUNT, MONEY, PERCENT, YEAR, DAY, TIMES = range(UNITS)
"""The units: things counted, sums of money, shares, calendar years, days of a month, how often something happened."""

_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "mn": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9,
    "trillion": 1e12, "tn": 1e12,
}  # fmt: skip
_MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*"
_NUMBER = re.compile(
    rf"(?P<month>\b{_MONTHS}\.?\s+)?(?P<money>(?:us|au|ca|hk|nz)?[$€£¥]\s?)?"
    r"(?<![\w.])(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?![\w:]*:\d)"
    r"(?P<scale>[\s-]?(?:hundred|thousand|million|billion|trillion|mn|bn|tn|k|m)\b)?"
    rf"(?P<after>(?:st|nd|rd|th)\b|\s?%|[\s-]per\s?cent\b|\s(?:dollars|euros|pounds|yen|yuan)\b|\s+{_MONTHS}\b)?",
    re.IGNORECASE,
)
_TIMES = re.compile(r"\s+times\b(?!\s+(?:as|more|less|fewer|the|that|what|\w+er)\b)")
"""Behind a number: so often. "Three times as much" and "four times larger" tell how much."""


def find_numbers(text: str) -> list[tuple[int, float]]:
    """(unit, value) of every number of a text, each once, in order of unit and value.

    >>> find_numbers("26% of its staff, or nearly 112,000 jobs, since 1993")
    [(0, 112000.0), (2, 26.0), (3, 1993.0)]
    >>> find_numbers("$1.5 billion for ten ships on May 3")
    [(0, 10.0), (1, 1500000000.0), (4, 3.0)]
    >>> find_numbers("closed nine times, now three times as high")
    [(0, 3.0), (5, 9.0)]
    """
    return sorted({(unit, value) for unit, value, _, _ in locate_numbers(text)})


def locate_numbers(text: str) -> list[tuple[int, float, int, int]]:
    """(unit, value, start, end) of every number of a text, in order.

    >>> locate_numbers("twelve of 40")
    [(0, 12.0, 0, 6), (0, 40.0, 10, 12)]
    """
    found = []
    for match in _NUMBER.finditer(text):
        value = float(match["digits"].replace(",", ""))
        scale = _SCALES.get((match["scale"] or "").strip(" -").lower(), 1.0)
        unit = _name_unit(match, value, scale)
        if unit is not None:
            found.append((unit, value * scale, match.start(), match.end()))
    words = read_number_words()
    spelled = ((words.get(match[0]), *match.span()) for match in re.finditer(r"[a-z]+", text.lower()))
    found += [(COUNT, value, start, end) for value, start, end in spelled if value is not None]
    often = [
        (TIMES if unit == COUNT and _TIMES.match(text, end) else unit, value, start, end)
        for unit, value, start, end in found
    ]
    return sorted(often, key=lambda number: number[2:])


def _name_unit(match: re.Match[str], value: float, scale: float) -> int | None:
    after = (match["after"] or "").strip(" -").lower()
    if after in {"%", "per cent", "percent"}:
        return PERCENT
    if match["money"] or after in {"dollars", "euros", "pounds", "yen", "yuan"}:
        return MONEY
    if (match["month"] or (after[:3].isalpha() and len(after) > 2)) and value <= 31 and scale == 1:
        return DAY
    if after in {"st", "nd", "rd", "th"} or (value == 1 and scale == 1):
        return None
    plain = match["digits"].isdigit() and len(match["digits"]) == 4 and scale == 1
    return YEAR if plain and 1800 <= value <= 2100 else COUNT


@functools.cache
def read_number_words() -> MappingProxyType[str, float]:
    """Number words and their values."""
    return MappingProxyType(
        {word: float(value) for word, value in (line.split() for line in read_lines("number_words.txt"))}
    )

"""The words of times: months, weekdays, numbers, and the patterns that they make."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta

_LISTS = {
    "months": "january february march april may june july august september october november december",
    "days": "monday tuesday wednesday thursday friday saturday sunday",
    "numbers": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty",
}
MONTHS = {name: number for number, name in enumerate(_LISTS["months"].split(), 1)}
_SHORT = {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}
WEEKDAYS = {name: number for number, name in enumerate(_LISTS["days"].split())}
_NUMBERS = {name: number for number, name in enumerate(_LISTS["numbers"].split(), 1)} | {
    "a": 1, "an": 1, "a couple of": 2, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "a hundred": 100,
}  # fmt: skip
MONTH = (
    rf"(?P<month>{'|'.join(MONTHS).title()}"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
YEAR = r"(?P<year>1[89]\d\d|20\d\d)"
MONTH_2, DAY_2, YEAR_2 = (MONTH.replace("<month>", "<month_2>"), DAY.replace("<day>", "<day_2>"),
                          YEAR.replace("<year>", "<year_2>"))  # fmt: skip
"""The same for the other end of a stretch."""
WEEKDAY = rf"(?P<weekday>{'|'.join(WEEKDAYS).title()})"
COUNT = (
    rf"(?P<count>\d{{1,3}}|a couple of|a hundred|an?|(?:thirty|forty|fifty|sixty|"
    rf"{'|'.join(sorted(_LISTS['numbers'].split(), key=len, reverse=True))})\b)"
)
Parts = Mapping[str, str | None]


def read_month(name: str) -> int:
    """The number of a month by its name, long or short.

    >>> read_month("Sept."), read_month("May")
    (9, 5)
    """
    low = name.rstrip(".").casefold()
    return MONTHS.get(low) or _SHORT[low]


def read_number(word: str) -> int:
    """A small number in words or figures.

    >>> read_number("three"), read_number("12")
    (3, 12)
    """
    return _NUMBERS.get(word.casefold()) or int(word)


def end_month(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def find_begun(month: int, today: date) -> int:
    """The year in which a stretch of time that begins with a month has begun last."""
    return today.year - (month > today.month)


def cover_unit(day: date, unit: str) -> tuple[date, date]:
    """The first and last day of the week, month or year around a day (a decade: its year); else the day itself."""
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    if unit == "month":
        return day.replace(day=1), end_month(day.year, day.month)
    if unit in ("year", "decade", "century"):
        return date(day.year, 1, 1), date(day.year, 12, 31)
    return day, day


def shift_back(day: date, unit: str, count: int) -> date:
    """The day so many days, weeks, months or years before another; after it where the count is negative.

    >>> shift_back(date(2023, 3, 31), "month", 1).isoformat()
    '2023-02-28'
    """
    if unit == "day":
        return day - timedelta(days=count)
    if unit in ("week", "fortnight"):
        return day - timedelta(weeks=count * (2 if unit == "fortnight" else 1))
    months = day.year * 12 + day.month - 1 - count * {"month": 1, "year": 12, "decade": 120, "century": 1200}[unit]
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))

"""Places: the rows of the payload refer to one another by their place in its lists, which is shorter than an id."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Places:
    """The place in the payload of each document, claim, text (by family id), source and comparison (child, parent)."""

    documents: dict[int, int]
    claims: dict[int, int]
    texts: dict[int, int]
    sources: dict[int, int]
    comparisons: dict[tuple[int, int], int]


def drop_empty(row: dict[str, Any]) -> dict[str, Any]:
    """A row without what is unknown, false or empty (0 stays): the page takes a missing field for that.

    >>> drop_empty({"a": None, "b": 0, "c": False, "d": [], "e": ""})
    {'b': 0}
    """
    return {
        key: value for key, value in row.items() if value is not None and value is not False and value not in ("", [])
    }


def write_time(at: datetime | None) -> str | None:
    """A time as the page reads it, to the minute, UTC.

    >>> write_time(datetime(2026, 3, 2, 8, 12))
    '2026-03-02T08:12Z'
    """
    return at.strftime("%Y-%m-%dT%H:%MZ") if at else None

"""What a user can say about the input: which field is which, the order of days and months, the encoding."""

from dataclasses import asdict, dataclass
from functools import lru_cache

from headwater.outlets import hash_added
from headwater.schema import make_id

READING = 16
"""Raised whenever reading changes what it makes of the same bytes: files read before are then read again."""


@dataclass(frozen=True)
class ReadOptions:
    """Which column of a table holds what (None: found by its usual name), and how dates and bytes are meant.

    id         column whose value names a row in its uri, FILE#VALUE, in place of the row's number
    day_first  03/04/2024 is the third of April (True) or the fourth of March (False); None: told from the text
    encoding   of every text file; None: told from the bytes
    meta       path of a table that says address, outlet, date and the like of loose files (file_facts.py)
    outlets    path of a table of outlets that is laid over headwater's own (outlet_files.py)
    """

    text: str | None = None
    title: str | None = None
    url: str | None = None
    published: str | None = None
    modified: str | None = None
    captured: str | None = None
    site: str | None = None
    byline: str | None = None
    language: str | None = None
    id: str | None = None
    day_first: bool | None = None
    encoding: str | None = None
    meta: str | None = None
    outlets: str | None = None


def hash_options(options: ReadOptions) -> int:
    """A number that changes whenever the same bytes could be read differently, but for what is said of single files.

    >>> hash_options(ReadOptions()) == hash_options(ReadOptions(text="corpo"))
    False
    """
    return _hash_said(options, hash_added())


@lru_cache(maxsize=64)
def _hash_said(options: ReadOptions, added: int) -> int:
    said = {name: value for name, value in asdict(options).items() if name not in ("meta", "outlets")}
    said |= {"added": added} if added else {}
    return make_id(READING, *(f"{name}={value}" for name, value in sorted(said.items())))

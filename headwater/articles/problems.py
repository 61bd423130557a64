"""What can be wrong with an input, in a fixed list of reasons, and how it is said."""

from collections.abc import Iterable
from dataclasses import dataclass

import pyarrow as pa

from headwater.tables import PROBLEMS

REASONS = {
    "empty": "the file holds nothing",
    "no_permission": "the file may not be read by this user",
    "not_a_file": "a device, a pipe, a link that leads nowhere",
    "unreadable": "the system could not read the file",
    "binary": "not text, and no format that is known",
    "not_supported": "a format that is known and not read (PDF, Word, pictures)",
    "broken_archive": "a compressed file that is damaged or cut short",
    "unsafe": "an entry of an archive that leads out of it, is a link, is locked, or unpacks to far too much",
    "many_articles": "one text file that holds several articles",
    "no_text_column": "a table without a column of article text",
    "links_only": "a table with addresses and no text",
    "unknown_column": "a column that was named is not in the table",
    "broken_row": "a row that could not be read",
    "no_text": "an article without a word",
    "too_long": "longer than any article",
    "encoding": "characters that could not be read",
    "date": "a date that cannot be right",
    "future_date": "a date long after those of all other articles",
    "duplicate": "the same article as another input",
    "failed": "reading it failed",
}
"""The values of problems.reason."""


@dataclass(frozen=True)
class Problem:
    """One input that gave nothing, or less than all of itself: what is wrong, and what to do (a sentence each)."""

    source_path: str
    reason: str
    what: str
    mend: str
    source_offset: int | None = None


@dataclass(frozen=True)
class Note:
    """A problem of an item whose place is not known yet."""

    reason: str
    what: str
    mend: str


def build_problems(problems: Iterable[Problem]) -> pa.Table:
    """Problems as rows of the table of that name; of equal keys the last one stays."""
    rows = {
        (p.source_path, p.source_offset, p.reason): {
            "source_path": p.source_path,
            "source_offset": p.source_offset,
            "stage": "articles",
            "reason": p.reason,
            "detail": f"{p.what} {p.mend}".strip(),
        }
        for p in problems
    }
    return PROBLEMS.build(rows.values())

"""What can be wrong with an input, in a fixed list of reasons, and how it is said."""

from collections.abc import Iterable
from dataclasses import dataclass

import pyarrow as pa

from headwater.tables import PROBLEMS

REASONS = {
    "empty": "the file holds nothing",
    "no_permission": "the file may not be read by this user",
    "not_a_file": "a device, a pipe, a link that leads nowhere or to a folder",
    "unreadable": "the system could not read the file",
    "binary": "not text, and no format that is known",
    "not_supported": "a format that is known and not read (pictures, databases), or needs an extra (PDF)",
    "broken_archive": "a compressed file, a web archive or a feed that is damaged or cut short",
    "unsafe": "an entry of an archive that leads out of it, is a link, is locked, or unpacks to far too much; XML that "
    "declares entities",
    "locked": "a file that opens with a password only",
    "many_articles": "one file with several articles that could not be told apart",
    "unmatched": "what --meta says of a file that is not there",
    "no_text_column": "a table without a column of article text",
    "links_only": "a table with addresses and no text",
    "unknown_column": "a column that was named is not in the table",
    "broken_row": "a row that could not be read",
    "no_text": "an article without a word",
    "paywall": "a page that only says that its text is for subscribers",
    "consent_page": "a page that only asks for consent to cookies",
    "error_page": "a page that only says that there is nothing to read, or not for this visitor",
    "index_page": "a list of articles: a front page, a section, a tag, somebody's profile, a search",
    "own_report": "a report that headwater wrote",
    "media_page": "a video, a sound or pictures with hardly a text",
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

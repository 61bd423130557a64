"""What a line is that recurs in an outlet: told from how it looks, and from where and how often it stands."""

import hashlib
import re
from dataclasses import dataclass

from headwater.articles.line_rules import (
    find_credit,
    is_bio,
    is_buttons,
    is_byline,
    is_caption,
    is_date_line,
    is_notice,
    is_offer,
)
from headwater.articles.templates import is_template

_STOP = re.compile(r"""[.!?…。！？]["'”’»)\]*]*$""")
_STOPS = (".", ".”", '."', "?")
"""The commonest of these ends."""
_TAIL = 8
"""Characters that a stop and the marks behind it take."""
_NUMBER = re.compile(r"(?<![\d.,$€£])\d+(?![\d.,]*\s?(?:%|per\s?cent))(?![.,]\d)")
"""A whole number; figures with a point, a sign or a share are what a line says."""
_NAMES = re.compile(r"[^\W\d_a-zß-öø-ÿ][\w'’.-]*(?:\s(?:(?:of|the|and|for|de|von)\s)?[^\W\d_a-zß-öø-ÿ][\w'’.-]*)*")
_FORM = 8
"""Words beside the names of a line that is a form, in which an outlet sets its topics or its authors."""
_ADDRESS = re.compile(r"[\w.]+@\s?[\w.]+\.\w|https?://|\bwww\.|\[email.protected\]|(?:^|\s)@\w{3,}")
_QUOTED = re.compile(r"""["“„«‘]""")
_QUOTATION = re.compile(r"""[“„«][^”“»]*[”“»]?|"[^"]*"?""")
_SAID = 0.3
"""Share of a line in quotation marks from which it is somebody's speech; below, they are around a name."""

_PLAIN = 2
"""Articles in which a line that looks like none of the story must stand; of 200 such lines of 12,000 articles all were
chrome, notices, captions or about an author."""
_EDGE, _SHORT, _INSIDE, _SPOKEN = 4, 3, 6, 10
"""Articles in which other lines must stand: those at the edge, those that are no sentence, those within the story,
and those that quote. Of 205 such lines 2 were news: a poll's figures and a stock phrase of an interview."""
_MOSTLY = 0.75
"""Share of the articles in which a line at the edge stands there."""
_HEADING = 80


@dataclass(frozen=True)
class Recurrence:
    """In how many articles of an outlet a line stands, and in what share of them at their edge."""

    articles: int
    edge: float


def fold_line(line: str) -> int:
    """The hash of a line for comparing: space and case alike, and of what is no sentence numbers too, and names where
    there is more than names.

    >>> fold_line("Slideshow (12 Images)") == fold_line("Slideshow  (4 images)")
    True
    >>> fold_line("It is 7.") == fold_line("It is 8.")
    False
    >>> fold_line("Add Vik to see all of the latest on it") == fold_line("Add Lund to see all of the latest on it")
    True
    """
    text = " ".join(line.split())
    if not text.endswith(_STOPS) and not _STOP.search(text[-_TAIL:]):
        named = _NAMES.sub("*", text)
        text = _NUMBER.sub("0", named if len(named.replace("*", "").split()) >= _FORM else text)
    text = text.lower()
    return int.from_bytes(
        hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True
    )


def name_line(line: str, recurs: Recurrence) -> str | None:
    """What a line that recurs is: chrome, notice, bio, caption, credit, byline, section; None where it may be news.

    >>> name_line("Sign up for the Harbour Daily newsletter.", Recurrence(2, 1.0))
    'chrome'
    >>> name_line("The port has been closed since 1990.", Recurrence(3, 0.3)) is None
    True
    """
    if (kind := name_look(line, recurs)) is not None:
        return kind
    if not _STOP.search(line) and len(line) < _HEADING:
        return _name_short(line) if recurs.articles >= _SHORT else None
    if sum(map(len, _QUOTATION.findall(line))) >= _SAID * len(line):
        return "chrome" if recurs.articles >= _SPOKEN else None
    least = _EDGE if recurs.edge >= _MOSTLY else _INSIDE
    return "chrome" if recurs.articles >= least else None


def name_look(line: str, recurs: Recurrence) -> str | None:
    """What a line plainly says of itself, believed more readily of one that recurs; None where it says nothing.

    >>> name_look("Sign up for the Harbour Daily newsletter.", Recurrence(2, 1.0))
    'chrome'
    """
    if recurs.articles < _PLAIN:
        return None
    at_edge = recurs.edge >= _MOSTLY
    if is_byline(line):
        return "byline"
    if is_caption(line):
        return "caption"
    if find_credit(line) == (0, len(line)):
        return "credit"
    if is_notice(line):
        return "notice"
    if at_edge and is_bio(line):
        return "bio"
    plain = is_date_line(line) or is_buttons(line) or is_template(line) or (is_offer(line) and not _QUOTED.search(line))
    return "chrome" if plain or (at_edge and _ADDRESS.search(line)) else None


def _name_short(line: str) -> str:
    """A line that is no sentence: chrome, or a heading that an outlet uses again and again."""
    words = [word for word in re.findall(r"\w+", line) if not word.isdigit()]
    loud = not words or line.isupper() or line.endswith(":") or not line[0].isalnum()
    return "chrome" if loud or len(words) < 2 else "section"

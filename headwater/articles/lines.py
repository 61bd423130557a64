"""The lines of a plain text, with offsets: paragraphs, hard-wrapped lines made one, a date before the first words."""

import re
from typing import NamedTuple

from headwater.intervals import Span

_ENDS = re.compile(r"""[.!?…:;。！？"”’»)\]]\s*$""")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|"
    r"dec(?:ember)?)\.?"
)
_DAY_OF_WEEK = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?"
_CLOCK = (
    r"(?:,?\s*(?:at\s+|@\s*|T|-\s*|\|\s*)?\d{1,2}[:.]\d{2}(?::\d{2})?(?:\.\d+)?\s*(?:[ap]\.?m\.?)?\s*(?:Z|"
    r"UTC|GMT|[ECMP][SD]?T|CES?T|BST|[+-]\d{2}:?\d{2})?)?"
)
DATE = (
    rf"{_DAY_OF_WEEK}(?:\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}|"
    rf"{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}(?:st|nd|rd|th|\.)?\s+{_MONTH},?\s+\d{{4}}){_CLOCK}"
)
"""A calendar date as sites write it, with or without a weekday before and a time behind."""
_LABEL = (
    r"(?:date(?:d|line)?|published(?:\s+(?:on|at))?|posted(?:\s+(?:on|at))?|(?:last\s+)?updated(?:\s+(?:on|"
    r"at))?|pub(?:lication)?\s*date|first\s+published|issued|released?)"
)
_DATE_BEFORE_TEXT = re.compile(
    rf"\s*(?:(?:{_LABEL})\s*[:\-–—|]?\s*[\[(]?{DATE}[\])]?|[\[(]?{DATE}[\])]?)"
    rf"\.?\s*[-–—|:•·]?(?:\s+|(?<=[\dZ\])]))(?=[“\"'‘«(]?[A-ZÀ-ÞĀ-ſΑ-ΩА-Я])",
    re.IGNORECASE,
)
_MARKS = "“\"'‘«("
"""Marks with which a sentence can open."""


class Line(NamedTuple):
    """One line or paragraph of a text: its span without the space around it, its indentation, empty lines before it."""

    start: int
    end: int
    text: str
    indent: int
    gap: int


def find_lines(text: str) -> list[Line]:
    """Every line that holds something; hard-wrapped lines of a paragraph are one.

    >>> [line.text for line in find_lines("Title\\n\\n  One.\\nTwo.")]
    ['Title', 'One.', 'Two.']
    """
    lines: list[Line] = []
    at = gap = 0
    for raw in text.split("\n"):
        body = raw.strip()
        if body:
            start = at + len(raw) - len(raw.lstrip())
            lines.append(Line(start, start + len(body), body, start - at, gap))
            gap = 0
        else:
            gap += 1
        at += len(raw) + 1
    return _unwrap_lines(text, lines)


def split_date(line: Line) -> tuple[Line, Line] | None:
    """A date that a site put before the first words of a text, and the rest of the line; None where there is none.

    >>> [part.text for part in split_date(Line(0, 32, "date 2023-05-19 The council met.", 0, 0))]
    ['date 2023-05-19', 'The council met.']
    >>> [part.text for part in split_date(Line(0, 30, "2023-05-19The council met then.", 0, 0))]
    ['2023-05-19', 'The council met then.']
    """
    match = _DATE_BEFORE_TEXT.match(line.text)
    if match is None or len(line.text) - match.end() < 12:
        return None
    words, apart = line.text[match.end() :].lstrip(_MARKS), line.text[match.end() - 1].isspace()
    if not words[:1].isupper() or not (apart or words[1:2].islower() or words[1:2].isspace()):
        return None
    head = line.text[: match.end()].rstrip()
    date = Line(line.start, line.start + len(head), head, line.indent, line.gap)
    return date, Line(line.start + match.end(), line.end, line.text[match.end() :], 0, 0)


def cut_span(line: Line, span: Span) -> Span:
    """A stretch of a line as a stretch of the text."""
    return line.start + span[0], line.start + span[1]


def _unwrap_lines(text: str, lines: list[Line]) -> list[Line]:
    """Lines broken at a fixed width are put together again, where a text is clearly made of such lines."""
    joints = [i for i in range(1, len(lines)) if _continues(lines[i - 1], lines[i])]
    width = max((len(line.text) for line in lines), default=0)
    if width > 100 or len(joints) < 3 or len(joints) < 0.4 * len(lines):
        return lines
    made: list[Line] = []
    for i, line in enumerate(lines):
        if i and line.gap == 0 and len(lines[i - 1].text) > 0.7 * width and abs(line.indent - lines[i - 1].indent) < 2:
            last = made[-1]
            made[-1] = Line(
                last.start, line.end, " ".join(text[last.start : line.end].split("\n")), last.indent, last.gap
            )
        else:
            made.append(line)
    return made


def _continues(before: Line, line: Line) -> bool:
    return line.gap == 0 and line.text[:1].islower() and not _ENDS.search(before.text) and len(before.text) > 45

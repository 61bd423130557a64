"""Quotation marks: which stretches of a paragraph are quoted, in any of the common styles."""

import re

from headwater.intervals import Span

_OPEN = {"“": "”", "„": "“”", "«": "»", "‹": "›", "「": "」", "『": "』", "»": "«"}
_MARK = re.compile(r"[“”„«»‹›「」『』\"‘’']")


def find_quotations(text: str) -> list[Span]:
    """(start, end) of every quotation, its marks included; one that is opened and never closed runs to the end.

    Double marks come first; single marks count only where no double ones stand around them. A quotation that goes on
    over several paragraphs is opened anew in each and closed in the last, so an unclosed one is quoted to the end.

    >>> [ "He said “no” and 'maybe so' twice."[s:e] for s, e in find_quotations("He said “no” and 'maybe so' twice.")]
    ['“no”', "'maybe so'"]
    """
    found: list[Span] = []
    start, closers, single = -1, "", False
    for match in _MARK.finditer(text):
        at, mark = match.start(), match.group()
        before = text[at - 1] if at else " "
        after = text[at + 1] if at + 1 < len(text) else " "
        opens = not before.isalnum() and before not in ".,!?…%)" and not after.isspace()
        if start >= 0 and mark in closers and not (single and (after.isalnum() or not _closes(text, at))):
            found.append((start, at + 1))
            start = -1
        elif start >= 0 and single and mark in '"“':
            start, closers, single = at, '"' if mark == '"' else "”", False
        elif start < 0:
            if mark == '"' and opens:
                start, closers, single = at, '"”', False
            elif mark in _OPEN and (mark != "»" or opens):
                start, closers, single = at, _OPEN[mark] + ('"' if mark == "“" else ""), False
            elif mark in "‘'’" and opens and (at == 0 or before in ' (—–-\n"“') and _pairs(text, at):
                start, closers, single = at, "'’", True
    if start >= 0 and not single:
        found.append((start, len(text)))
    return found


def _closes(text: str, at: int) -> bool:
    """Whether a single mark can end a quotation: not the apostrophe of a plural genitive before a lower-case noun."""
    before = text[at - 1] if at else " "
    return not before.isspace() and (before != "s" or not re.match(r"\s[a-z]", text[at + 1 : at + 3]))


def _pairs(text: str, at: int) -> bool:
    """Whether a single mark that could open has a mark that closes it within the paragraph."""
    return bool(re.search(r"[^\s][’'](?!\w)", text[at + 1 :]))


def measure_kind(text: str, contents: list[Span], quotations: list[Span]) -> str:
    """direct: every content is a quotation as a whole; mixed: some of it is quoted; indirect: none.

    >>> measure_kind("“No,” he said.", [(0, 5)], [(0, 5)]), measure_kind("It is “no” to him", [(0, 17)], [(6, 10)])
    ('direct', 'mixed')
    """
    if not quotations:
        return "indirect"
    quoted = whole = 0
    for start, end in contents:
        inner = text[start:end]
        letters = sum(c.isalnum() for c in inner)
        under = sum(
            sum(c.isalnum() for c in text[max(start, s) : min(end, e)]) for s, e in quotations if s < end and start < e
        )
        quoted, whole = quoted + under, whole + letters
    if quoted == 0:
        return "indirect"
    return "direct" if quoted >= whole else "mixed"

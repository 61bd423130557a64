"""The paragraphs and lines of a text in which hints of origin are looked for, and where each stands in it."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from headwater.articles.agency_marks import find_closing_agencies
from headwater.articles.target_choice import PICTURES

Region = tuple[int, int, str]

_LONGEST = 20_000
"""Characters of a paragraph that are read: no paragraph of news is longer."""
_TELLING = frozenset({"notice", "credit", "chrome", "byline", "bio", "section"})


class Stretch(NamedTuple):
    """A paragraph or line of a text, what it is, and whether it opens or closes the text."""

    start: int
    text: str
    kind: str
    opens: bool
    closes: bool
    above: bool
    """Whether it stands above the first paragraph, where a copyright is a picture's."""

    @property
    def edge(self) -> bool:
        return self.opens or self.closes

    @property
    def telling(self) -> bool:
        """Whether a line here is likely to be about the text itself."""
        return self.kind in _TELLING or (self.edge and len(self.text) < 600)


def cut_stretches(text: str, regions: Sequence[Region]) -> list[Stretch]:
    """The paragraphs in order; pictures' captions and credits say where the picture is from, not the text."""
    captions = [(s, e) for s, e, kind in regions if kind == "caption"]
    bodies = [(s, e) for s, e, kind in regions if kind == "body"]
    first, told = (min(s for s, _ in bodies), max(e for _, e in bodies)) if bodies else (0, 0)
    spans = [
        (start, end, kind)
        for start, end, kind in sorted(regions)
        if kind not in ("caption", "dateline")
        and not (
            kind == "credit"
            and (
                (start < told and not _is_desk(text, start, end, first))
                or any(s <= start and end <= e for s, e in captions)
            )
        )
    ]
    if not spans:
        spans = [(m.start(), m.end(), "body") for m in re.finditer(r"[^\n]+", text)]
    last = len(spans) - 5
    return [
        Stretch(start, text[start : min(end, start + _LONGEST)], kind, number < 4, number >= last, start < first)
        for number, (start, end, kind) in enumerate(spans)
    ]


def _is_desk(text: str, start: int, end: int, first: int) -> bool:
    """Whether a credit near the first paragraph is the text's: an agency and its place, and nothing of a picture."""
    line = text[start:end]
    if start > first + 1_500 or len(line) > 40 or PICTURES.search(line) or ":" in line or "/" in line:
        return False
    return find_closing_agencies(line) is not None

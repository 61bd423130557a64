"""Figures that claims give for the same: what each says, when it was first said, on how many sources."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

_WORDS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|"
    "nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|dozens?|hundreds?|thousands?|half|no(?:body|ne)?"
)
_SCALE = r"(?:[\s-](?:hundred|thousand|million|billion|trillion|dozen|mn|bn|tn|per\scent|percent)\b|\s?%)?"
_FIGURE = re.compile(rf"(?<![\w.,])(?:[$€£¥]\s?)?(?:\d[\d,.]*\d|\d|\b(?:{_WORDS})\b){_SCALE}", re.IGNORECASE)


def tell_figures(wordings: Sequence[str]) -> list[str]:
    """Of claims that differ in a figure the figure of each, "" where none sets it apart.

    >>> tell_figures(["Twelve of 40 hands died", "15 of 40 hands died", "more than $3 million of 40"])
    ['Twelve', '15', '$3 million']
    """
    found = [_FIGURE.findall(wording) for wording in wordings]
    common = set.intersection(*({word.casefold() for word in words} for words in found)) if found else set()
    return [next((word for word in words if word.casefold() not in common), "") for words in found]


def order_figures(claims: Iterable[tuple[int, str, datetime]]) -> list[tuple[int, str]]:
    """Claims that differ in a figure in the order in which they were first reported, each with its figure.

    Reads the id of each, its wording, and when it was first reported; gives nothing where one of them tells none.

    >>> order_figures([(7, "15 died", datetime(2026, 3, 4)), (9, "12 died", datetime(2026, 3, 3))])
    [(9, '12'), (7, '15')]
    """
    rows = sorted(claims, key=lambda row: (row[2], row[0]))
    figures = tell_figures([wording for _, wording, _ in rows])
    return [(row[0], figure) for row, figure in zip(rows, figures, strict=True)] if all(figures) else []

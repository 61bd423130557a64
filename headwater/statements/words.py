"""The words and marks of a stretch of text, as the statements stage reads them."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from headwater.intervals import Span
from headwater.text import fold_quotes

_TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}(?:-\w+)*|(?:[A-Z]\.)(?=\s[A-Z])"
    r"|(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Capt|Cmdr|Adm|Maj|Rev|Hon|St|Jr|Sr|Inc|Corp|Co|Ltd|No|Jan|Feb|Aug|Sept|Oct|Nov|Dec)"
    r"\.(?:-(?:Col|Gen|Cmdr)\.?)?"
    r"|\$?\d+(?:[.,:/]\d+)*%?(?:st|nd|rd|th|s|bn|m)?(?![^\W_])|\.\.\.|…|--+|\w+(?:[-’'&]\w+)*|[^\w\s]"
)


@dataclass(frozen=True)
class Words:
    """The words and marks of one stretch of text: where each stands, and each folded for comparing."""

    text: str
    spans: tuple[Span, ...]
    low: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.spans)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each word begins."""
        return tuple(start for start, _ in self.spans)

    def find_inside(self, spans: Iterable[Span]) -> list[int]:
        """The numbers of the words that begin inside spans, in their order."""
        starts = self.starts
        return [i for s, e in spans for i in range(bisect_left(starts, s), bisect_left(starts, e))]

    def fold_inside(self, spans: Iterable[Span]) -> list[str]:
        """The folded words inside spans."""
        return [self.low[i] for i in self.find_inside(spans)]

    def cover(self, first: int, last: int) -> Span:
        """The characters from word `first` to before word `last`."""
        return self.spans[first][0], self.spans[last - 1][1]

    def choose(self, numbers: Sequence[int]) -> "Words":
        """Some of the words, as a text of their own."""
        return Words(self.text, tuple(self.spans[i] for i in numbers), tuple(self.low[i] for i in numbers))

    def read(self, number: int) -> str:
        """A word as it is written."""
        start, end = self.spans[number]
        return self.text[start:end]


def cut_words(text: str) -> Words:
    """Words and marks with offsets; abbreviations ("U.S.", "Lt.-Col.") and numbers stay whole.

    >>> [w for w in cut_words("Lt.-Col. Ray said the U.S. pays $1,200.").low]
    ['lt.-col.', 'ray', 'said', 'the', 'u.s.', 'pays', '$1,200', '.']
    """
    spans = tuple(match.span() for match in _TOKEN.finditer(text))
    folded = fold_quotes(text)
    return Words(text, spans, tuple(folded[s:e].casefold() for s, e in spans))

"""The words and marks of a stretch of text, as the statements stage reads them."""

import re
from dataclasses import dataclass

from headwater.intervals import Span
from headwater.text import fold_word

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

    def cover(self, first: int, last: int) -> Span:
        """The characters from word `first` to before word `last`."""
        return self.spans[first][0], self.spans[last - 1][1]

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
    return Words(text, spans, tuple(fold_word(text[s:e]) for s, e in spans))

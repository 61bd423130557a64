"""A text as numbered words: words, numbers and marks with their places, folded so that style does not hide a copy."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from headwater.descent.alignment_kernels import RUN, align_words, drop_strays
from headwater.text import fold_quotes

_TOKEN = re.compile(
    r"per\s?cent\b|(?:[^\W\d_]\.){2,}|\.\.\.|(?:\. ){2}\.|\d+(?:[.,:]\d+)*|"
    r"[^\W\d_]+(?:[\u0300-\u036f]|['’](?=[^\W\d_])|[^\W\d_])*|[^\w\s]|_",
    re.IGNORECASE,
)
_BRITISH = re.compile(r"(?<=\w{4})is(e|es|ed|ing|ation|ations|er|ers)$")
"""Also of "promise": that the fold is no word does no harm, since both sides are folded alike."""
_LIGHT = 3
"""A run of matched words no heavier than this ("of", a comma and "the") proves nothing between two gaps."""
_ROOM = 5


@dataclass(frozen=True)
class Reading:
    """A text cut into tokens: where each stands, its number (equal numbers: equal but for style) and its weight."""

    text: str
    starts: np.ndarray
    ends: np.ndarray
    numbers: np.ndarray
    weights: np.ndarray

    def __len__(self) -> int:
        return len(self.starts)

    def find_place(self, start: int, end: int) -> tuple[int, int]:
        """[first, last) of the tokens that a stretch of the text touches."""
        low = int(np.searchsorted(self.ends, start, "right"))
        return low, max(low, int(np.searchsorted(self.starts, end, "left")))

    def find_span(self, low: int, high: int) -> tuple[int, int]:
        """[start, end) in the text of the tokens [low, high); for none of them the empty place before `low`."""
        if low < high:
            return int(self.starts[low]), int(self.ends[high - 1])
        place = int(self.ends[low - 1]) if low > 0 else (int(self.starts[0]) if len(self.starts) else 0)
        return place, place


class Vocabulary:
    """The numbers of the words of one family of texts; only equality means anything."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def read(self, text: str) -> Reading:
        """A text as numbered words."""
        starts, ends, numbers, weights = [], [], [], []
        known = self._numbers
        for match in _TOKEN.finditer(text):
            word = fold_token(match.group())
            starts.append(match.start())
            ends.append(match.end())
            numbers.append(known.setdefault(word, len(known)))
            weights.append(weigh_token(word))
        as_array = [np.array(values, np.int64) for values in (starts, ends, numbers, weights)]
        return Reading(text, *as_array)


@cache
def read_folds() -> dict[str, str]:
    """Spellings and styles of one word, each with the form that stands for it: {"colour": "color", "per cent": "%"}."""
    lines = files("headwater.descent").joinpath("data/folds.tsv").read_text("utf-8").splitlines()
    folds = {}
    for line in lines:
        if line and not line.startswith("#"):
            form, *others = line.split("\t")
            folds.update(dict.fromkeys(others, form))
    return folds


@cache
def fold_token(token: str) -> str:
    """What a token is compared by: case, quotation marks, dashes, dots of abbreviations and common house style away.

    >>> [fold_token(t) for t in ("“", "–", "U.S.", "US", "us", "Per cent", "recognise", "1,200")]
    ['"', '-', 'u.s.', 'u.s.', 'us', '%', 'recognize', '1200']
    """
    if token in ("US", "U.S."):
        return "u.s."
    word = fold_quotes(token).casefold()
    if word[0].isdigit():
        return re.sub(r",(?=\d{3}(?!\d))", "", word)
    if len(word) == 1 and not word.isalnum():
        return '"' if word in "\"'`´" else word
    if word.startswith((".", "…")) and not word.strip(". …"):
        return "…"
    if "." in word:
        word = word.replace(".", "")
    word = re.sub(r"\s+", " ", word)
    return read_folds().get(word) or _BRITISH.sub(r"iz\1", word)


def weigh_token(word: str) -> int:
    """How much an equal word says: marks 1, short words 2, others 4."""
    if not word[0].isalnum():
        return 1
    return 2 if len(word) < 4 else 4


def align_readings(a: Reading, b: Reading, *, gaps: bool = True) -> np.ndarray:
    """For every token of a its counterpart in b, or -1; what only style tells apart is a counterpart."""
    to = align_words(a.numbers, b.numbers, a.weights, RUN, gaps)
    if gaps:
        drop_strays(to, a.weights, len(b), _LIGHT, _ROOM)
    return to

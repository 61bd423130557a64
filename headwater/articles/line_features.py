"""What a classifier sees of each line of a page: its shape, its words, its place, and its neighbours."""

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from headwater.articles.line_rules import (
    find_credit,
    is_bio,
    is_buttons,
    is_byline,
    is_caption,
    is_date_line,
    is_notice,
    is_offer,
)  # fmt: skip
from headwater.articles.lines import Line
from headwater.text import find_words

Floats = npt.NDArray[np.float32]

_BULLET = re.compile(r"(?:[*+•·▪▸►»–—-]|o(?=\s))\s+")
_END = tuple(".!?…。！？:;,")
_LINK = re.compile(r"https?://|www\.|@\w|\.com\b|\.org\b|#\w")
_QUOTES = '"“”„«»‘’「」'
_REACH = (1, 2)
_WINDOWS = (2, 5, 12)
_SMOOTHED = ("words", "prose", "offer", "bullet", "ends", "topic")

OWN = (  # in the order of _describe_line
    "words", "letters", "ends_stop", "ends", "bullet", "indent", "gap", "gap_after", "upper", "title_case", "digits",
    "commas", "quotes", "bars", "link", "word_length", "short_words", "repeated", "offer", "buttons", "date", "byline",
    "caption", "credit", "notice", "bio", "prose", "topic", "starts_upper", "sentences", "question", "unspaced",
)  # fmt: skip
"""What is seen of a line by itself."""

_PLACE = ("place", "words_before", "body_indent", "same_indent", "from_prose", "after_prose", "prose_share", "size")

FEATURES = (
    *OWN,
    *(f"{name}{sign}{i}" for i in _REACH for sign in "-+" for name in OWN),
    *(f"{name}~{w}" for w in _WINDOWS for name in _SMOOTHED),
    *_PLACE,
)
"""The names of the columns of describe_lines."""


def describe_lines(lines: Sequence[Line]) -> Floats:
    """One row a line, one column a feature, in the order of FEATURES."""
    texts = [_BULLET.sub("", line.text, count=1) or line.text for line in lines]
    words = [[text[s:e] for s, e in find_words(text)] for text in texts]
    seen = Counter(text.lower() for text in texts)
    topic = _count_topic(words)
    own = np.array(
        [
            _describe_line(line, text, word, seen[text.lower()], topic)
            for line, text, word in zip(lines, texts, words, strict=True)
        ],
        np.float32,
    ).reshape(len(lines), len(OWN))
    own[:-1, OWN.index("gap_after")] = own[1:, OWN.index("gap")]
    near = [_shift(own, sign * i) for i in _REACH for sign in (-1, 1)]
    smooth = [_smooth(own[:, [OWN.index(name) for name in _SMOOTHED]], w) for w in _WINDOWS]
    return np.hstack([own, *near, *smooth, _describe_places(lines, own)]).astype(np.float32)


def _describe_line(line: Line, text: str, words: Sequence[str], times: int, topic: Counter[str]) -> list[float]:
    letters = sum(c.isalpha() for c in text) or 1
    count = len(words) or 1
    stripped = text.rstrip("\"”’»)' ")
    stops = stripped.endswith((".", "!", "?", "…", "。", "！", "？"))
    long = [w.lower() for w in words if len(w) > 4]
    upper, signs = sum(c.isupper() for c in text), sum(text.count(c) for c in "|>/•·")
    shape = [
        np.log1p(len(words)), np.log1p(len(text)), stops, text.endswith(_END), line.text != text, np.log1p(line.indent),
        min(line.gap, 3), 0.0, upper / letters, sum(w[:1].isupper() for w in words) / count,
        sum(c.isdigit() for c in text) / len(text), np.log1p(text.count(",")),
        np.log1p(sum(text.count(q) for q in _QUOTES)), np.log1p(signs), bool(_LINK.search(text)),
        sum(map(len, words)) / count, sum(len(w) <= 3 and w.islower() for w in words) / count, min(times, 5),
    ]  # fmt: skip
    said = [
        is_offer(text), is_buttons(text), is_date_line(text), is_byline(text), is_caption(text),
        find_credit(text) is not None, is_notice(text), is_bio(text),
    ]  # fmt: skip
    place = [
        stops and len(words) > 12, sum(topic[w] > 1 for w in long) / (len(long) + 1.0), text[:1].isupper(),
        np.log1p(len(re.findall(r"[.!?。！？](?:\s|$)", text))), text.rstrip().endswith("?"),
        sum(ord(c) > 0x2E7F for c in text) / len(text),
    ]  # fmt: skip
    return [*shape, *said, *place]


def _count_topic(words: Sequence[Sequence[str]]) -> Counter[str]:
    """How many long lines hold each long word: an article says its own words again and again, a menu does not."""
    return Counter(w for line in words if len(line) > 12 for w in {word.lower() for word in line if len(word) > 4})


def _describe_places(lines: Sequence[Line], own: Floats) -> Floats:
    n = len(lines)
    weight = np.expm1(own[:, OWN.index("words")])
    prose = own[:, OWN.index("prose")] * weight
    indents = np.array([line.indent for line in lines])
    total = prose.sum() or 1.0
    by_indent = {i: prose[indents == i].sum() / total for i in set(indents.tolist())}
    numbers = np.arange(n)
    where = np.flatnonzero(prose > 0)
    last = np.maximum.accumulate(np.where(prose > 0, numbers, -99))
    following = np.minimum.accumulate(np.where(prose > 0, numbers, n + 99)[::-1])[::-1]
    columns = [
        numbers / max(1, n - 1),
        np.cumsum(weight) / (weight.sum() or 1.0),
        np.array([by_indent[i] for i in indents.tolist()]),
        np.concatenate([[0.0], (np.diff(indents) == 0).astype(float)]),
        np.log1p(np.clip(numbers - last, 0, 99)),
        np.log1p(np.clip(following - numbers, 0, 99)),
        np.cumsum(prose) / total,
        np.full(n, np.log1p(n) - np.log1p(len(where))),
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def _shift(own: Floats, by: int) -> Floats:
    """The rows of neighbours; beyond the ends a row of -1."""
    moved = np.full_like(own, -1.0)
    if by > 0:
        moved[:-by] = own[by:]
    else:
        moved[-by:] = own[:by]
    return moved if len(own) > abs(by) else np.full_like(own, -1.0)


def _smooth(columns: Floats, reach: int) -> Floats:
    """The mean over the lines at most `reach` away."""
    sums = np.vstack([np.zeros((1, columns.shape[1]), np.float32), np.cumsum(columns, axis=0)])
    numbers = np.arange(len(columns))
    low, high = np.maximum(0, numbers - reach), np.minimum(len(columns), numbers + reach + 1)
    means: Floats = ((sums[high] - sums[low]) / (high - low)[:, None]).astype(np.float32)
    return means

"""In how many articles of one outlet a line stands, counted over flat columns of hashes that come in pieces.

The pieces are gone through twice: for the hashes that occur more than once, a number each, and then for the lines that
have one of these. Nothing else is held of all lines.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from headwater.mixing import mix_columns

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

_COPIED = 0.4
"""Share of an article's other characters in lines that recur, from which it is one text with another article of its
outlet, and counts for nothing. Of 12,000 articles 118 pairs of updates lie above, none of the lines that recur below
it three times is news."""
_HEAD, _FOOT = (8, 2), (4, 4)
"""The edge of an article: an eighth of its lines, two at most, and its last quarter, four lines at most."""


@dataclass(frozen=True)
class Lines:
    """Lines in order: number of the article, of its outlet, hash, place, whether inside a region. Of an article that
    has one line here all are here."""

    document: Ints
    house: Ints
    key: Ints
    start: Ints
    end: Ints
    inner: Bools

    @classmethod
    def unpack(cls, documents: Ints, houses: Ints, keys: Sequence[bytes], places: Sequence[bytes]) -> "Lines":
        """The lines of articles, of which each has a number, an outlet, the hashes of its lines and their places."""
        sizes = np.array([len(listed) // 8 for listed in keys], np.int64)
        place = np.frombuffer(b"".join(places), np.int32).reshape(-1, 3).astype(np.int64)
        key = np.frombuffer(b"".join(keys), np.int64)
        whose = np.repeat(documents, sizes), np.repeat(houses, sizes)
        return cls(*whose, key, place[:, 0], place[:, 1], place[:, 2] > 0)


@dataclass(frozen=True)
class Found:
    """Lines that recur, in order: number of the article, place, whether inside a region, number of the text; and of
    each text the first of these lines that has it, in how many articles it counts, and in what share of these it stands
    at the edge."""

    document: Ints
    start: Ints
    end: Ints
    inner: Bools
    number: Ints
    first: Ints
    articles: Ints
    edge: Floats


def count_lines(read: Callable[[], Iterable[Lines]], count: int) -> Found:
    """Lines that at least two articles of an outlet have, and in how many of these each counts.

    `read` gives all lines in pieces, each time it is called; `count` is the number of articles. An article counts where
    less than 0.4 of its other characters lie in lines that recur.
    """
    whole, digest, twice = _survey_lines(read, count)
    document, start, end, number, flags = _take_lines(read, twice)
    inner, edge = flags[:, 0], flags[:, 1]
    firsts = np.zeros(count, bool)
    firsts[np.unique(digest, return_index=True)[1]] = True
    once = firsts[document]
    recurs = _count_articles(number, document, once, len(twice))[number] > 1
    size = end - start
    shared = np.bincount(document, weights=size * recurs, minlength=count)
    others = (shared[document] - size) / np.maximum(1, whole[document] - size)
    counts = once & recurs & (others < _COPIED)
    articles = _count_articles(number, document, counts, len(twice))
    at_edge = _count_articles(number, document, counts & edge, len(twice))
    wanted = np.flatnonzero(articles[number] > 1)
    listed, first, again = np.unique(number[wanted], return_index=True, return_inverse=True)
    return Found(
        document[wanted], start[wanted], end[wanted], inner[wanted], again.reshape(-1), first, articles[listed],
        at_edge[listed] / articles[listed],
    )  # fmt: skip


def _survey_lines(read: Callable[[], Iterable[Lines]], count: int) -> tuple[Ints, Ints, Ints]:
    """Of each article the characters in its lines, and a hash of them all; hashes that occur more than once, sorted."""
    whole, digest = np.zeros(count, np.int64), np.zeros(count, np.int64)
    keys = [np.empty(0, np.int64)]
    for lines in read():
        if not len(lines.document):
            continue
        mixed, first = mix_columns(lines.house, lines.key), _find_starts(lines.document)
        at = np.arange(len(mixed)) - np.repeat(first, np.diff(np.append(first, len(mixed))))
        owners = lines.document[first]
        digest[owners] = np.add.reduceat(mix_columns(mixed, at), first)
        whole[owners] = np.add.reduceat(lines.end - lines.start, first)
        keys.append(mixed)
    listed = np.concatenate(keys)
    keys.clear()
    listed.sort()
    again = listed[1:][listed[1:] == listed[:-1]]
    return whole, digest, np.unique(again)


def _take_lines(read: Callable[[], Iterable[Lines]], twice: Ints) -> tuple[Ints, Ints, Ints, Ints, Bools]:
    """Of the lines whose hash occurs more than once, in order of their articles: article, start, end, number of the
    hash, and whether it lies inside a region and at the edge."""
    parts = [np.empty((0, 6), np.int64)]
    for lines in read():
        mixed = mix_columns(lines.house, lines.key)
        number = np.searchsorted(twice, mixed)
        there = np.flatnonzero(np.append(twice, 0)[number] == mixed) if len(twice) else np.empty(0, np.int64)
        edge = _find_edges(lines.document)
        columns = (lines.document, lines.start, lines.end, number, lines.inner, edge)
        parts.append(np.stack([column[there].astype(np.int64) for column in columns], axis=1))
    found = np.concatenate(parts)
    found = found[np.argsort(found[:, 0], kind="stable")]
    document, start, end, number = (np.ascontiguousarray(column) for column in found[:, :4].T)
    return document, start, end, number, found[:, 4:] > 0


def _find_starts(document: Ints) -> Ints:
    """Where the lines of each article begin."""
    new = np.ones(len(document), bool)
    new[1:] = document[1:] != document[:-1]
    return np.flatnonzero(new)


def _find_edges(document: Ints) -> Bools:
    """Which lines stand at the beginning or the end of their article; one at either end always does."""
    first = _find_starts(document)
    lines = np.diff(np.append(first, len(document)))
    head, foot = (np.repeat(np.clip(lines // share, 1, most), lines) for share, most in (_HEAD, _FOOT))
    at = np.arange(len(document)) - np.repeat(first, lines)
    edge: Bools = (at < head) | (at >= np.repeat(lines, lines) - foot)
    return edge


def _count_articles(number: Ints, document: Ints, counts: Bools, size: int) -> Ints:
    """In how many articles each text stands, among the lines that count."""
    pairs = np.unique(np.stack([number[counts], document[counts]]), axis=1)
    return np.bincount(pairs[0], minlength=size).astype(np.int64)

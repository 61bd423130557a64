"""In how many articles of one outlet a line stands, counted over flat columns of hashes."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

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
    """The lines of all articles in order: number of the article, of its site (-1: unknown), hash, place, inside."""

    document: Ints
    site: Ints
    key: Ints
    start: Ints
    end: Ints
    inner: Bools

    @classmethod
    def unpack(cls, sites: Sequence[str | None], keys: Sequence[bytes], places: Sequence[bytes]) -> "Lines":
        """The lines of articles, of which each has a site, the hashes of its lines and their places."""
        numbers = {site: number for number, site in enumerate(sorted({site for site in sites if site}))}
        sizes = np.array([len(listed) // 8 for listed in keys], np.int64)
        document = np.repeat(np.arange(len(keys), dtype=np.int64), sizes)
        site = np.array([numbers.get(site or "", -1) for site in sites], np.int64)
        place = np.frombuffer(b"".join(places), np.int32).reshape(-1, 3).astype(np.int64)
        key = np.frombuffer(b"".join(keys), np.int64)
        return cls(document, site[document], key, place[:, 0], place[:, 1], place[:, 2] > 0)


@dataclass(frozen=True)
class Found:
    """Lines that recur: their places among all lines and the number of the text that each has; and of each text the
    first line that has it, in how many articles it counts, and in what share of these it stands at the edge."""

    lines: Ints
    number: Ints
    first: Ints
    articles: Ints
    edge: Floats


def count_lines(lines: Lines) -> Found:
    """Lines that at least two articles of a site have, and in how many of these it counts.

    An article counts where less than 0.4 of its other characters lie in lines that recur.
    """
    count = int(lines.document[-1]) + 1 if len(lines.document) else 0
    number = _number_texts(lines)
    texts = int(number.max()) + 1 if len(number) else 0
    once = _find_firsts(lines, number, count)[lines.document] & (lines.site >= 0)
    recurs = _count_articles(number, lines.document, once, texts)[number] > 1
    size = lines.end - lines.start
    whole = np.bincount(lines.document, weights=size, minlength=count)
    shared = np.bincount(lines.document, weights=size * recurs, minlength=count)
    others = (shared[lines.document] - size) / np.maximum(1, whole[lines.document] - size)
    counts = once & recurs & (others < _COPIED)
    edge = _find_edges(lines.document, count)
    articles = _count_articles(number, lines.document, counts, texts)
    at_edge = _count_articles(number, lines.document, counts & edge, texts)
    wanted = np.flatnonzero(articles[number] > 1)
    listed, first, again = np.unique(number[wanted], return_index=True, return_inverse=True)
    return Found(wanted, again.reshape(-1), wanted[first], articles[listed], at_edge[listed] / articles[listed])


def _find_edges(document: Ints, count: int) -> Bools:
    """Which lines stand at the beginning or the end of their article; one at either end always does."""
    first = np.searchsorted(document, np.arange(count))
    lines = np.searchsorted(document, np.arange(count), side="right") - first
    head, foot = (np.clip(lines // share, 1, most) for share, most in (_HEAD, _FOOT))
    at = np.arange(len(document)) - first[document]
    edge: Bools = (at < head[document]) | (at >= (lines - foot)[document])
    return edge


def _number_texts(lines: Lines) -> Ints:
    """A number for each text of each site."""
    order = np.lexsort((lines.key, lines.site))
    site, key = lines.site[order], lines.key[order]
    new = np.ones(len(order), bool)
    new[1:] = (site[1:] != site[:-1]) | (key[1:] != key[:-1])
    number = np.empty(len(order), np.int64)
    number[order] = np.cumsum(new) - 1
    return number


def _find_firsts(lines: Lines, number: Ints, count: int) -> Bools:
    """Articles without those that are the same, line by line, as one before them at their site."""
    at = np.arange(len(number)) - np.searchsorted(lines.document, lines.document)
    mixed = (number + 1) * 0x9E3779B97F4A7C1 + at * 0x2545F4914F6CDD1D
    digest = np.zeros(count, np.int64)
    np.add.at(digest, lines.document, mixed ^ (mixed >> 31))
    firsts = np.zeros(count, bool)
    firsts[np.unique(digest, return_index=True)[1]] = True
    return firsts


def _count_articles(number: Ints, document: Ints, counts: Bools, size: int) -> Ints:
    """In how many articles each text stands, among the lines that count."""
    pairs = np.unique(np.stack([number[counts], document[counts]]), axis=1)
    return np.bincount(pairs[0], minlength=size).astype(np.int64)

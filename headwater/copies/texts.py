"""Documents with the same text: one stands for all of them, and what it shares is shared by all."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from headwater.copies.candidates import WHOLE

Ints = NDArray[np.int64]
Reach = NDArray[np.int8]

FIRST, EACH, ALL = 0, 1, 2
"""Which documents with a text have passages with other texts: the earliest, so far as that is enough to see how all
hang together; each, with the earliest with the other text; each with each."""


@dataclass(frozen=True)
class Texts:
    """Distinct texts in the order of their digests: text t is that of the documents members[bounds[t]:bounds[t + 1]]
    (rows, the earliest first)."""

    digests: Ints
    members: Ints
    bounds: Ints

    @property
    def leads(self) -> Ints:
        """The earliest document of every text."""
        return self.members[self.bounds[:-1]]

    @property
    def sizes(self) -> Ints:
        """How many documents have each text."""
        return np.diff(self.bounds)


def order_texts(about: pa.Table, digests: Ints) -> tuple[Texts, Ints]:
    """(the texts of documents, in the order of their ids; numbers of the texts, the one published first first).

    Undated documents count as published after all others, the smaller id first.
    """
    published = about["published_at"].cast(pa.int64()).fill_null(np.iinfo(np.int64).max).to_numpy()
    order = np.argsort(published, kind="stable")
    ages = np.empty(len(order), np.int64)
    ages[order] = np.arange(len(order))
    texts = collapse_texts(digests, ages)
    return texts, np.argsort(ages[texts.leads])


def collapse_texts(digests: Ints, ages: Ints) -> Texts:
    """The texts of documents, by the digest and the age (0 the earliest) of each."""
    by_age = np.empty(len(ages), np.int64)
    by_age[ages] = np.arange(len(ages))
    members = by_age[np.argsort(digests[by_age], kind="stable")]
    firsts = np.flatnonzero(np.diff(digests[members], prepend=digests[members[:1]] - 1)) if len(digests) else members
    bounds = np.append(firsts, len(members)).astype(np.int64)
    return Texts(digests[members[firsts]], members, bounds)


def pair_equals(texts: Texts, pairs: Ints) -> Ints:
    """The pairs of texts, with one of each text that several documents have and itself, in order."""
    several = np.flatnonzero(texts.sizes > 1)
    both = np.concatenate([pairs, np.stack([several, several], axis=1)])
    return both[np.argsort(both[:, 0] << 32 | both[:, 1])]


def find_reach(sizes: Ints, pairs: Ints) -> Reach:
    """How far texts reach, which so many documents have: ALL where its family, all texts that it is paired with, is of
    up to WHOLE documents; FIRST where it is paired with more than WHOLE texts; else EACH."""
    family, partners = sizes.astype(np.int64), np.zeros(len(sizes), np.int64)
    apart = pairs[pairs[:, 0] != pairs[:, 1]]
    for here, there in ((0, 1), (1, 0)):
        family = family + np.bincount(apart[:, here], sizes[apart[:, there]], len(sizes)).astype(np.int64)
        partners += np.bincount(apart[:, here], minlength=len(sizes))
    return np.where(family <= WHOLE, ALL, np.where(partners <= WHOLE, EACH, FIRST)).astype(np.int8)


def spread_pairs(texts: Texts, pairs: Ints, reach: Reach) -> tuple[Ints, Ints, Ints]:
    """(row of its pair of texts, document with the first text, document with the second) of every pair of documents.

    Where both texts reach all, every document with the one and every document with the other; else only pairs in which
    one document is the earliest with its text, and of a text that reaches first no other is in them.
    """
    sizes = texts.sizes
    small = (reach[pairs] == ALL).all(axis=1)
    equal = pairs[:, 0] == pairs[:, 1]
    a, b = sizes[pairs].T
    own, others = np.where(reach[pairs] == FIRST, 1, sizes[pairs]).T
    rows, ones, twos = [], [], []
    for kind, counts in ((small, a * b), (~small & equal, a), (~small & ~equal, own + others - 1)):
        row = np.repeat(np.flatnonzero(kind), counts[kind])
        k = np.arange(len(row)) - np.repeat(np.cumsum(counts[kind]) - counts[kind], counts[kind])
        if kind is small:
            one, two = k // b[row], k % b[row]
        else:
            first = np.where(equal, a, own)[row]
            one, two = np.where(k < first, k, 0), np.where(k < first, 0, k - first + 1)
        kept = ~equal[row] | (one > two)
        rows.append(row[kept])
        ones.append(texts.members[texts.bounds[pairs[row[kept], 0]] + one[kept]])
        twos.append(texts.members[texts.bounds[pairs[row[kept], 1]] + two[kept]])
    row, one, other = (np.concatenate(parts) for parts in (rows, ones, twos))
    order = np.argsort(np.minimum(one, other) << 32 | np.maximum(one, other))  # rows are far below 2^31
    return row[order], one[order], other[order]

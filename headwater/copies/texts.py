"""Documents with the same text: one stands for all of them, and what it shares is shared by all."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from headwater.copies.candidates import WHOLE

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


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
    return both[np.lexsort((both[:, 1], both[:, 0]))]


def find_whole(sizes: Ints, pairs: Ints) -> Bools:
    """Of texts that so many documents have, those whose family, all texts that they are paired with, is of up to WHOLE
    documents."""
    family = sizes.astype(np.int64)
    apart = pairs[pairs[:, 0] != pairs[:, 1]]
    for here, there in ((0, 1), (1, 0)):
        family = family + np.bincount(apart[:, here], sizes[apart[:, there]], len(sizes)).astype(np.int64)
    return np.asarray(family <= WHOLE, np.bool_)


def spread_pairs(texts: Texts, pairs: Ints, whole: Bools) -> tuple[Ints, Ints, Ints]:
    """(row of its pair of texts, document with the first text, document with the second) of every pair of documents.

    Every document with the one text and every document with the other; where the family of one is not whole only those
    pairs in which one document is the earliest with its text.
    """
    sizes = texts.sizes
    small = whole[pairs].all(axis=1)
    equal = pairs[:, 0] == pairs[:, 1]
    a, b = sizes[pairs[:, 0]], sizes[pairs[:, 1]]
    rows, ones, others = [], [], []
    for kind, counts in ((small, a * b), (~small & equal, a), (~small & ~equal, a + b - 1)):
        row = np.repeat(np.flatnonzero(kind), counts[kind])
        k = np.arange(len(row)) - np.repeat(np.cumsum(counts[kind]) - counts[kind], counts[kind])
        if kind is small:
            one, other = k // b[row], k % b[row]
        else:
            one, other = np.where(k < a[row], k, 0), np.where(k < a[row], 0, k - a[row] + 1)
        kept = ~equal[row] | (one > other)
        rows.append(row[kept])
        ones.append(texts.members[texts.bounds[pairs[row[kept], 0]] + one[kept]])
        others.append(texts.members[texts.bounds[pairs[row[kept], 1]] + other[kept]])
    row, one, other = (np.concatenate(parts) for parts in (rows, ones, others))
    order = np.lexsort((np.maximum(one, other), np.minimum(one, other)))
    return row[order], one[order], other[order]

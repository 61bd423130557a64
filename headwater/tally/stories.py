"""Which documents could speak of one story, so that only their contents need comparing.

A document is the unit vector of its forty most telling terms; two documents are compared when the cosine is at least
LEAST. That depends on the two texts alone, and a term costs what its own rarity lets it cost: none that more than one
article in twenty has takes part.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from headwater.tally.propositions import Words
from headwater.tally.stories_kernels import link_documents

Array = npt.NDArray[Any]

TELLING = 2.9
"""The least weight of a telling term: one article in eighteen has it."""

KEPT = 40
"""Telling terms kept of a document."""

LEAST = 0.13
"""The least cosine of two documents of one story; 19 in 20 pairs of texts of one labelled story reach .15."""


@dataclass(frozen=True)
class Picked:
    """The telling terms of documents: `pointer[d]:pointer[d + 1]` are those of document d, a unit vector."""

    pointer: Array
    term: Array
    weight: Array


def pick_terms(words: Words, documents: int) -> Picked:
    """The telling terms of every document of a batch."""
    told = words.weight >= TELLING
    owner, term, raw = words.owner[told].astype(np.int64), words.term[told], words.weight[told]
    order = np.lexsort((term, owner))
    owner, term, raw = owner[order], term[order], raw[order]
    new = np.ones(len(owner), bool)
    new[1:] = (owner[1:] != owner[:-1]) | (term[1:] != term[:-1])
    first = np.flatnonzero(new)
    counts = np.diff(np.append(first, len(owner)))
    owner, term = owner[first], term[first]
    weight = raw[first] * np.log1p(counts)
    best = np.lexsort((term, -weight, owner))
    rank = np.arange(len(owner)) - np.searchsorted(owner, owner)
    kept = np.sort(best[rank < KEPT])
    owner, term, weight = owner[kept], term[kept], weight[kept].astype(np.float64)
    norm = np.sqrt(np.bincount(owner, weight**2, minlength=documents))
    pointer = np.searchsorted(owner, np.arange(documents + 1)).astype(np.int64)
    return Picked(pointer, term, (weight / norm[owner]).astype(np.float32))


def join_picked(parts: Sequence[Picked]) -> Picked:
    """The telling terms of the documents of all batches."""
    ends = np.cumsum([0, *(part.pointer[-1] for part in parts)])
    pointer = np.concatenate([np.zeros(1, np.int64), *(p.pointer[1:] + e for p, e in zip(parts, ends, strict=False))])
    empty = np.empty(0, np.int64)
    return Picked(
        pointer,
        np.concatenate([empty, *(part.term for part in parts)]),
        np.concatenate([empty.astype(np.float32), *(part.weight for part in parts)]),
    )


def link_stories(picked: Picked, fresh: Array) -> tuple[Array, Array, Array]:
    """(left, right, likeness) of the documents to compare, in order of `right`, left <= right.

    Pairs of two documents that are not fresh are left out; a fresh document is compared with itself.
    """
    vocabulary, term = np.unique(picked.term, return_inverse=True)
    rows = np.repeat(np.arange(len(picked.pointer) - 1, dtype=np.int32), np.diff(picked.pointer))
    order = np.argsort(term, kind="stable")
    postings = np.searchsorted(term[order], np.arange(len(vocabulary) + 1))
    mine = (picked.pointer, term.astype(np.int64), picked.weight)
    left, right, likeness = link_documents(mine, (postings, rows[order], picked.weight[order]), fresh, LEAST)
    sort = np.lexsort((left, right))
    return left[sort], right[sort], likeness[sort]

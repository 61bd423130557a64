"""Which documents could speak of one story, so that only their contents need comparing.

A document is the unit vector of its forty most telling terms; two documents are compared when the cosine is at least
LEAST. That depends on the two texts alone, and a term costs what its own rarity lets it cost: none that more than one
article in twenty has takes part.
"""

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

LEAST = 0.08
"""The least cosine of two documents of one story. Any two texts of one labelled story reach .1; see docs/builders/tally.md."""


def pick_terms(words: Words) -> tuple[Array, Array]:
    """The telling terms of a document, in order, and their weights as a unit vector."""
    told = words.weight >= TELLING
    term, first, counts = np.unique(words.term[told], return_index=True, return_counts=True)
    weight = words.weight[told][first] * np.log1p(counts)
    best = np.sort(np.lexsort((term, -weight))[:KEPT])
    norm = float(np.sqrt((weight[best] ** 2).sum())) or 1.0
    return term[best], (weight[best] / norm).astype(np.float32)


def link_stories(picked: list[tuple[Array, Array]], fresh: Array) -> tuple[Array, Array, Array]:
    """(left, right, likeness) of the documents to compare, each with itself too; pairs of two that are not fresh are left out."""
    sizes = [len(term) for term, _ in picked]
    pointer = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    hashes = np.concatenate([term for term, _ in picked]) if picked else np.empty(0, np.int64)
    weight = np.concatenate([weight for _, weight in picked]) if picked else np.empty(0, np.float32)
    vocabulary, term = np.unique(hashes, return_inverse=True)
    rows = np.repeat(np.arange(len(picked), dtype=np.int32), sizes)
    order = np.argsort(term, kind="stable")
    postings = np.searchsorted(term[order], np.arange(len(vocabulary) + 1))
    return link_documents(pointer, term.astype(np.int64), weight, postings, rows[order], fresh, LEAST)

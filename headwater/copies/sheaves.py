"""Pairs of texts in sheaves: as many as memory has room for, cut so that hardly a text is in two of them.

Chance phrases tie a third of the texts of a large pile into one web of pairs; sorted by their numbers alone, 74,000
texts of 100,000 documents were read 118,000 times, in this order 76,000. A family has more pairs in it than lead out
of it, so the next text is always the one with most pairs to those before it.
"""

import itertools
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from headwater.copies.sheaves_kernels import cut_pairs, list_neighbours, number_texts

Ints = NDArray[np.int64]


def cut_sheaves(pairs: Ints, sizes: Ints, most: int) -> Iterator[Ints]:
    """Rows of pairs of texts, a sheaf at a time, whose texts (of these sizes) together have hardly more than `most`
    bytes; those with the same first text stand together, and near those that are alike.

    >>> pairs = np.array([[0, 3], [1, 4], [0, 5], [1, 2]])
    >>> [rows.tolist() for rows in cut_sheaves(pairs, np.full(6, 10), 25)]
    [[2, 0], [3, 1]]
    """
    if not len(pairs):
        return
    numbers = number_texts(*list_neighbours(pairs, len(sizes)))[pairs]
    order = np.lexsort((numbers.min(axis=1), numbers.max(axis=1)))
    for low, high in itertools.pairwise(cut_pairs(pairs[order], sizes, most).tolist()):
        rows = order[low:high]
        yield rows[np.lexsort((numbers[rows, 1], numbers[rows, 0]))]

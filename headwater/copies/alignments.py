"""The stretches that candidate pairs share: seed, chain with gaps, fill, extend, cut to exact ends.

As minimap2 does for genomes (Li 2018): words that stand in a row in both texts are chained where they keep their
order and no gap is longer than a passage allows; what lies between two runs is aligned word by word, and both ends are
stretched as long as equal words outweigh the others.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from headwater.copies.fingerprints import read_words, tabulate_characters
from headwater.copies.passages_kernels import COLUMNS, align_pairs
from headwater.schema import Tables
from headwater.work import Work

BATCH = 50_000
"""Pairs in one batch of a map step: a second or two of work, and enough to be worth a process."""


@dataclass(frozen=True)
class Stretches:
    """What pairs share, one row a stretch, pairs in order; `values` are the columns COLUMNS, by name.

    firsts and seconds are the numbers of the two documents; blocks of row r are blocks[bounds[r]:bounds[r + 1]], each
    (start in first, start in second, length).
    """

    firsts: NDArray[np.int32]
    seconds: NDArray[np.int32]
    values: dict[str, NDArray[np.int32]]
    blocks: NDArray[np.int32]
    bounds: NDArray[np.int64]


@dataclass(frozen=True)
class Batch:
    """Some pairs, as rows of the documents that are in them, and these documents with their regions."""

    pairs: NDArray[np.int32]
    documents: pa.Table
    regions: pa.Table


def align_candidates(pile: Tables, pairs: NDArray[np.int32], work: Work) -> Stretches:
    """Every stretch that pairs of documents (rows of pile's documents) share, before it is decided what is a copy."""
    rows, blocks = [np.zeros((0, len(COLUMNS)), np.int32)], [np.zeros((0, 3), np.int32)]
    done = 0
    for found, cut in work.map(align_batch, _cut_batches(pile, pairs)):
        found[:, 0] += done
        rows.append(found)
        blocks.append(cut)
        done = min(done + BATCH, len(pairs))
        work.tell(done, len(pairs), "pairs")
    table = np.concatenate(rows)
    values = {name: np.ascontiguousarray(table[:, k]) for k, name in enumerate(COLUMNS)}
    bounds = np.concatenate([[0], np.cumsum(values["blocks"], dtype=np.int64)])
    firsts, seconds = pairs[values["pair"]].T if len(pairs) else np.zeros((2, 0), np.int32)
    return Stretches(firsts, seconds, values, np.concatenate(blocks), bounds)


def align_batch(batch: Batch) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Rows of COLUMNS, and blocks, of one batch of pairs."""
    words = read_words(batch.documents, batch.regions)
    sides = (words.hashes, words.starts, words.ends, words.traits, words.bounds, words.points, words.point_bounds)
    return align_pairs(sides, tabulate_characters(), batch.pairs)


def _cut_batches(pile: Tables, pairs: NDArray[np.int32]) -> Iterator[Batch]:
    documents, regions = pile["documents"], pile["regions"]
    for low in range(0, len(pairs), BATCH):
        here = pairs[low : low + BATCH]
        used, places = np.unique(here, return_inverse=True)
        yield Batch(places.reshape(here.shape).astype(np.int32), documents.take(pa.array(used)), regions)

"""The stretches that candidate pairs share: seed, chain with gaps, fill, extend, cut to exact ends.

As minimap2 does for genomes (Li 2018): words that stand in a row in both texts are chained where they keep their
order and no gap is longer than a passage allows; what lies between two runs is aligned word by word, and both ends are
stretched as long as equal words outweigh the others.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from headwater.copies.fingerprints import mix_numbers, pack_rows, read_words, tabulate_characters, unpack_rows
from headwater.copies.passages_kernels import COLUMNS, align_pairs
from headwater.failures import halve_list, map_apart
from headwater.schema import Tables
from headwater.states import SHARED_STRETCHES
from headwater.work import Work

BATCH = 100_000
"""Pairs in one batch of the map step: a few seconds of work, and enough to be worth a process."""
LEAST_EVIDENCE = 5
"""Words of runs beyond their first three under which a stretch is never part of a passage, and is not kept."""

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Batch:
    """Some pairs, as rows of the documents that are in them, these documents with their regions, and what to save."""

    pairs: NDArray[np.int32]
    documents: pa.Table
    regions: pa.Table
    keys: pa.Table


def align_candidates(pile: Tables, pairs: Ints, known: pa.Table, work: Work, failed: dict[int, str]) -> pa.Table:
    """The state table `shared_stretches` of pairs (rows of pile's documents), what is known of them taken over.

    `pile` holds documents, regions and the state table `fingerprints`, documents in the order of their ids. Pairs that
    could not be compared are not in it, but both documents are added to `failed`, each with an error.
    """
    inputs = pile["fingerprints"]["inputs"].to_numpy().view(np.uint64)
    ids = pile["documents"]["document_id"].to_numpy()
    mixed = mix_numbers(inputs[pairs[:, 0]], inputs[pairs[:, 1]]).view(np.int64)
    keys = pa.table({"a_document_id": ids[pairs[:, 0]], "b_document_id": ids[pairs[:, 1]], "inputs": mixed})
    kept = known.filter(pc.is_in(known["inputs"], pa.array(mixed)))
    new = np.flatnonzero(pc.is_in(pa.array(mixed), kept["inputs"].combine_chunks()).to_numpy(False) == 0)
    parts, done = [kept], len(pairs) - len(new)
    for tried in map_apart(work, align_batch, _cut_batches(pile, pairs, keys, new), _halve_batch):
        for part in tried.done:
            work.keep({"shared_stretches": part})
            parts.append(part)
            done += part.num_rows
        for batch, error in tried.failed:
            failed |= {batch.keys[side][0].as_py(): error for side in ("a_document_id", "b_document_id")}
            done += 1
        work.tell(done, len(pairs), "pairs")
    return pa.concat_tables(parts).sort_by([(c, "ascending") for c in SHARED_STRETCHES.key]).combine_chunks()


def align_batch(batch: Batch) -> pa.Table:
    """The rows of `shared_stretches` for one batch of pairs."""
    words = read_words(batch.documents, batch.regions)
    sides = (words.hashes, words.starts, words.ends, words.traits, words.bounds, words.points, words.point_bounds)
    rows, blocks = align_pairs(sides, tabulate_characters(), batch.pairs)
    ends = np.cumsum(rows[:, COLUMNS.index("blocks")])
    kept = rows[:, COLUMNS.index("evidence")] >= LEAST_EVIDENCE
    blocks = blocks[np.repeat(kept, np.diff(ends, prepend=0))]
    rows = rows[kept]
    bounds = np.searchsorted(rows[:, 0], np.arange(len(batch.pairs) + 1))
    block_bounds = np.concatenate([[0], np.cumsum(rows[:, COLUMNS.index("blocks")])])[bounds]
    measured = {"measures": pack_rows(rows[:, 1:], bounds), "blocks": pack_rows(blocks, block_bounds)}
    return pa.table({c: batch.keys[c] for c in batch.keys.column_names} | measured).cast(SHARED_STRETCHES.schema)


def _cut_batches(pile: Tables, pairs: Ints, keys: pa.Table, new: Ints) -> Iterator[Batch]:
    for low in range(0, len(new), BATCH):
        rows = new[low : low + BATCH]
        yield _take_batch(pile["documents"], pile["regions"], pairs[rows], keys.take(pa.array(rows)))


def _take_batch(documents: pa.Table, regions: pa.Table, pairs: NDArray[Any], keys: pa.Table) -> Batch:
    """Pairs (rows of documents) with no other documents and regions than theirs."""
    used, places = np.unique(pairs, return_inverse=True)
    documents = documents.take(pa.array(used))
    regions = regions.filter(pc.is_in(regions["document_id"], pa.array(documents["document_id"].to_numpy())))
    return Batch(places.reshape(-1, 2).astype(np.int32), documents, regions, keys)


def _halve_batch(batch: Batch) -> list[Batch]:
    return [
        _take_batch(batch.documents, batch.regions, batch.pairs[rows], batch.keys.take(pa.array(rows)))
        for rows in halve_list(np.arange(len(batch.pairs)))
    ]


@dataclass(frozen=True)
class Stretches:
    """What pairs share, one row a stretch; `values` are what passages_kernels.COLUMNS says, by name.

    firsts and seconds are the rows of the two documents among the documents, `pair` the row of shared_stretches;
    blocks of row r are blocks[bounds[r]:bounds[r + 1]], each (start in first, start in second, length).
    """

    firsts: Ints
    seconds: Ints
    values: dict[str, NDArray[np.int32]]
    blocks: NDArray[np.int32]
    bounds: Ints


def unpack_stretches(shared: pa.Table, documents: pa.Table) -> Stretches:
    """The rows of `shared_stretches` as columns, a row a stretch."""
    width = len(COLUMNS) - 1
    flat, bounds = unpack_rows(shared["measures"], np.int32)
    measures = flat.reshape(-1, width)
    values = {name: np.ascontiguousarray(measures[:, k]) for k, name in enumerate(COLUMNS[1:])}
    pair = np.repeat(np.arange(shared.num_rows), np.diff(bounds) // width)
    values["pair"] = pair.astype(np.int32)
    ids = documents["document_id"].to_numpy()
    firsts, seconds = (np.searchsorted(ids, shared[c].to_numpy()[pair]) for c in ("a_document_id", "b_document_id"))
    blocks, _ = unpack_rows(shared["blocks"], np.int32)
    block_bounds = np.concatenate([[0], np.cumsum(values["blocks"], dtype=np.int64)])
    return Stretches(firsts, seconds, values, blocks.reshape(-1, 3), block_bounds)

"""The stretches that candidate pairs share: seed, chain with gaps, fill, extend, cut to exact ends.

As minimap2 does for genomes (Li 2018): words that stand in a row in both texts are chained where they keep their
order and no gap is longer than a passage allows; what lies between two runs is aligned word by word, and both ends are
stretched as long as equal words outweigh the others.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from headwater.copies.cells import pack_rows, take_rows, unpack_rows
from headwater.copies.characters import tabulate_characters
from headwater.copies.passages_kernels import COLUMNS, align_pairs
from headwater.copies.sheaves import cut_sheaves
from headwater.copies.words import read_words
from headwater.failures import halve_list, map_apart
from headwater.mixing import mix_numbers
from headwater.states import SHARED_STRETCHES
from headwater.work import HERE, Work

BATCH = 1 << 24
"""Bytes of text in one batch of the map step, about: what is made of them in memory is thirty times as much."""

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Batch:
    """Some pairs, as rows of the documents that are in them, these documents with their regions, and what to save."""

    pairs: NDArray[np.int32]
    documents: pa.Table
    regions: pa.Table
    keys: pa.Table


def align_candidates(
    pile: tuple[pa.Table, pa.Table],
    texts: tuple[Ints, Ints],
    pairs: Ints,
    known: pa.Table,
    work: Work,
    failed: dict[int, str],
) -> pa.Table:
    """The state table `shared_stretches` of pairs of texts, what is known of them taken over.

    pile: documents and regions. texts: row of a document with each text, and the text's digest, in the order of the
    digests. Pairs that could not be compared are left out, but both documents are added to `failed`, with an error.
    """
    rows, digests = texts
    keys = pa.table({"a_digest": digests[pairs[:, 0]], "b_digest": digests[pairs[:, 1]]})
    mixed, known_mixed = _mix_keys(keys), _mix_keys(known)
    kept = known.filter(pc.is_in(known_mixed, mixed))
    new = np.flatnonzero(~pc.is_in(mixed, _mix_keys(kept)).to_numpy(False))
    batches = _cut_batches(*pile, rows[pairs[new]], keys.take(new))
    parts, done = [kept], kept.num_rows
    for part in align_batches(batches, work, failed):
        work.keep({"shared_stretches": part})
        parts.append(part)
        done += part.num_rows
        work.tell(done, len(pairs), "pairs")
    return pa.concat_tables(parts).sort_by([(c, "ascending") for c in SHARED_STRETCHES.key]).combine_chunks()


def align_batches(batches: Iterable[Batch], work: Work, failed: dict[int, str]) -> Iterator[pa.Table]:
    """The rows of `shared_stretches` of batches of pairs, a part at a time; of what could not be compared the documents
    are added to `failed`, with an error."""
    for tried in map_apart(replace(work, map=work.map_kernels), align_batch, batches, _halve_batch):
        yield from tried.done
        for batch, error in tried.failed:
            failed |= dict.fromkeys(batch.documents["document_id"].to_pylist(), error)


def align_pairs_here(batch: Batch, failed: dict[int, str]) -> pa.Table:
    """The same of one batch of pairs of which nothing is known, in the order of the batch, in this thread."""
    [tried] = map_apart(HERE, align_batch, [batch], _halve_batch)
    for part, error in tried.failed:
        failed |= dict.fromkeys(part.documents["document_id"].to_pylist(), error)
    return pa.concat_tables([SHARED_STRETCHES.build(), *tried.done])


def _mix_keys(keys: pa.Table) -> pa.Array:
    digests = (keys[c].to_numpy().view(np.uint64) for c in SHARED_STRETCHES.key)
    return pa.array(mix_numbers(*digests).view(np.int64))


def align_batch(batch: Batch) -> pa.Table:
    """The rows of `shared_stretches` for one batch of pairs."""
    words = read_words(batch.documents, batch.regions)
    sides = (words.hashes, words.places, words.bounds, words.texts)
    rows, blocks = align_pairs(sides, tabulate_characters(), batch.pairs)
    bounds = np.searchsorted(rows[:, 0], np.arange(len(batch.pairs) + 1))
    block_bounds = np.concatenate([[0], np.cumsum(rows[:, COLUMNS.index("blocks")])])[bounds]
    measured = {"measures": pack_rows(rows[:, 1:], bounds), "blocks": pack_rows(blocks, block_bounds)}
    return pa.table({c: batch.keys[c] for c in batch.keys.column_names} | measured).cast(SHARED_STRETCHES.schema)


def _cut_batches(documents: pa.Table, regions: pa.Table, pairs: Ints, keys: pa.Table) -> Iterator[Batch]:
    for rows in cut_sheaves(pairs, pc.binary_length(documents["text"]).to_numpy(), BATCH):
        yield take_batch(documents, regions, pairs[rows], keys.take(pa.array(rows)))


def take_batch(documents: pa.Table, regions: pa.Table, pairs: NDArray[Any], keys: pa.Table) -> Batch:
    """Pairs (rows of documents) with no other documents and regions than theirs, in the order in which they need them:
    a pair's words are then still in the processor's cache."""
    used, firsts, places = np.unique(pairs, return_index=True, return_inverse=True)
    order = np.argsort(firsts)
    documents = take_rows(documents, used).combine_chunks().take(pa.array(order))
    places = np.argsort(order)[places]
    if regions.num_rows:
        regions = regions.filter(pc.is_in(regions["document_id"], pa.array(documents["document_id"].to_numpy())))
    return Batch(places.reshape(-1, 2).astype(np.int32), documents, regions, keys)


def _halve_batch(batch: Batch) -> list[Batch]:
    return [
        take_batch(batch.documents, batch.regions, batch.pairs[rows], batch.keys.take(pa.array(rows)))
        for rows in halve_list(np.arange(len(batch.pairs)))
    ]


@dataclass(frozen=True)
class Stretches:
    """What pairs share, one row a stretch; `values` are what passages_kernels.COLUMNS says, by name.

    firsts and seconds are the rows of the two documents among the documents, `pair` the number of their pair; row r has
    the blocks blocks[lows[r]:lows[r] + values["blocks"][r]], each (start in one, start in the other, length), where the
    first document is the other if `turned`.
    """

    firsts: Ints
    seconds: Ints
    turned: NDArray[np.bool_]
    values: dict[str, NDArray[np.int32]]
    blocks: NDArray[np.int32]
    lows: Ints


def unpack_stretches(shared: pa.Table, pairs: tuple[Ints, Ints, Ints]) -> Stretches:
    """The rows of `shared_stretches` as columns, a row a stretch and pair of documents.

    pairs: row of shared_stretches, and the two documents (of the first text, of the second), of every pair of them.
    """
    width = len(COLUMNS) - 1
    flat, bounds = unpack_rows(shared["measures"], np.int32)
    measures = flat.reshape(-1, width)
    blocks, _ = unpack_rows(shared["blocks"], np.int32)
    lows = np.concatenate([[0], np.cumsum(measures[:, COLUMNS.index("blocks") - 1], dtype=np.int64)])
    texts, ones, others = pairs
    counts = (np.diff(bounds) // width)[texts]
    pair = np.repeat(np.arange(len(texts)), counts)
    first = np.cumsum(counts) - counts
    rows = np.arange(len(pair)) - first[pair] + (bounds[:-1] // width)[texts][pair]
    turned = (ones > others)[pair]
    firsts, seconds = np.minimum(ones, others)[pair], np.maximum(ones, others)[pair]
    values = {name: np.ascontiguousarray(measures[rows, k]) for k, name in enumerate(COLUMNS[1:])}
    for name in [name for name in values if name.startswith("a_")]:
        a, b = values[name], values["b" + name[1:]]
        values[name], values["b" + name[1:]] = np.where(turned, b, a), np.where(turned, a, b)
    values["pair"] = pair.astype(np.int32)
    return Stretches(firsts, seconds, turned, values, blocks.reshape(-1, 3), lows[rows])

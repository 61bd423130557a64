"""What of a store the stage copies has to read: the documents that are new or were changed, found by a hash of each.

Texts are read a piece at a time; what is held of all documents is a row without its text and its fingerprints.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from headwater.copies.fingerprints import BATCH, fingerprint_batches, hash_inputs
from headwater.copies.numbers import find_numbers, is_among
from headwater.schema import quote_names
from headwater.states import FINGERPRINTS
from headwater.tables import DOCUMENTS, REGIONS
from headwater.work import Work

if TYPE_CHECKING:
    from headwater.store import Store

_FIRST = 1_000
"""Texts that are read at first; then as many as make a batch, by the size of those before."""

Ints = NDArray[np.int64]

TEXTS = pa.schema([DOCUMENTS.schema.field(name) for name in ("document_id", "text")])
REGIONS_READ = pa.schema([REGIONS.schema.field(name) for name in ("document_id", "start", "end", "kind")])
ABOUT = pa.schema(
    [
        *(DOCUMENTS.schema.field(name) for name in ("document_id", "site", "published_at")),
        *(FINGERPRINTS.schema.field(name) for name in ("digest", "words")),
        pa.field("row", pa.int64()),
    ]
)
"""What is held of every document that could be read; `row` is its number in the store."""


def read_changes(store: "Store", work: Work, failed: dict[int, str]) -> tuple[pa.Table, pa.Table]:
    """(rows of ABOUT, in the order of the ids; all regions, in the same order).

    Brings the state table `fingerprints` up to date; documents that could not be read are not in it, but in `failed`.
    """
    documents = _order_rows(store.number_rows("documents", "document_id", "site", "published_at"))
    regions = _order_rows(store.ask(f"SELECT {quote_names(REGIONS_READ.names)} FROM regions").cast(REGIONS_READ))
    inputs = hash_inputs(documents, regions)
    known = store.ask("SELECT inputs, digest, words FROM fingerprints").combine_chunks()
    at = find_numbers(inputs, known["inputs"].to_numpy())
    if (gone := known.filter(pa.array(~is_among(known["inputs"].to_numpy(), inputs)))).num_rows:
        store.drop([FINGERPRINTS.name], "inputs", gone["inputs"].combine_chunks())
    ids, there = documents["document_id"].to_numpy(), at >= 0
    digests, words = np.zeros(len(ids), np.int64), np.zeros(len(ids), np.int32)
    digests[there], words[there] = (known[name].to_numpy()[at[there]] for name in ("digest", "words"))
    new, done = np.flatnonzero(~there), known.num_rows - gone.num_rows
    for part in fingerprint_batches(_list_batches(store, documents, new, regions, inputs), work, failed):
        store.append({FINGERPRINTS.name: part})
        rows = np.searchsorted(ids, part["document_id"].to_numpy())
        digests[rows], words[rows], there[rows] = part["digest"].to_numpy(), part["words"].to_numpy(), True
        done += part.num_rows
        work.tell(done, documents.num_rows, "articles")
    kept = documents.append_column("digest", pa.array(digests)).append_column("words", pa.array(words))
    kept = kept if there.all() else kept.filter(pa.array(there))
    return kept.select(ABOUT.names).cast(ABOUT).combine_chunks(), regions


def _order_rows(table: pa.Table) -> pa.Table:
    """Rows in the order of their documents; what was appended lies in a few pieces, each in order."""
    ids = table["document_id"].to_numpy()
    return table.take(pa.array(np.argsort(ids, kind="stable"))).combine_chunks()


def _list_batches(
    store: "Store", documents: pa.Table, new: Ints, regions: pa.Table, inputs: Ints
) -> Iterator[tuple[pa.Table, pa.Table, Ints]]:
    ids = documents["document_id"].to_numpy()
    for texts in read_texts(store, documents["row"].to_numpy()[new]):
        yield texts, take_regions(regions, texts["document_id"]), inputs[np.searchsorted(ids, texts["document_id"])]


def read_texts(store: "Store", rows: Ints) -> Iterator[pa.Table]:
    """Ids and texts of the documents of a store with these numbers, about a batch at a time."""
    rows, size, low = np.sort(rows), _FIRST, 0
    while low < len(rows):
        texts = store.read_rows("documents", rows[low : low + size], *TEXTS.names).cast(TEXTS).combine_chunks()
        yield texts
        low += size
        size = max(1, min(4 * size, size * BATCH // max(texts.nbytes, 1)))


def take_regions(regions: pa.Table, ids: pa.ChunkedArray) -> pa.Table:
    """The regions of some documents, of regions in the order of their documents."""
    owners, wanted = regions["document_id"].to_numpy(), np.sort(ids.to_numpy())
    lows, highs = (np.searchsorted(owners, wanted, side) for side in ("left", "right"))
    counts = highs - lows
    return regions.take(pa.array(np.repeat(lows - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())))

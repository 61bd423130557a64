"""The fingerprints of a pile: one pass over the bytes of every text.

A fingerprint is the hash of five words in a row. Of every eight such runs at least one is kept, the one of the smallest
hash (winnowing: Schleimer, Wilkerson and Aiken 2003). The promise: two texts that share twelve words in a row (in
scripts without spaces, twelve characters) have a fingerprint in common, wherever the stretch stands in them. Words are
those of text.find_words, with soft hyphens and joiners inside, compared as characters.py says; only words of section
headings and body are read, never titles, chrome, notices, credits, bylines, bios, or captions: those go with a picture
or a gallery, which unrelated articles of an outlet show (691 of 1,142 passages within the outlets of 12,000 articles).
"""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from headwater.copies.cells import pack_rows, take_rows
from headwater.copies.characters import tabulate_characters
from headwater.copies.fingerprints_kernels import scan_fingerprints
from headwater.copies.numbers import find_numbers
from headwater.failures import halve_list, map_apart
from headwater.mixing import mix_numbers
from headwater.states import FINGERPRINTS
from headwater.work import HERE, Work

Ints = NDArray[np.int64]
Texts = tuple[NDArray[np.uint8], NDArray[np.uint64], Ints]
"""Texts as they lie in memory: their bytes, the eight bytes at every byte as a number, where each text begins."""

METHOD = 7
"""Raised whenever other fingerprints or other stretches would come of the same text: what is known is then not used."""
BATCH = 1 << 25
"""Bytes of text in one batch of the map step, about: a tenth of a second of work."""
_BLOCK = 64
"""Bytes that the kernels read at once."""

_READ = ("section", "body")
_SKIPPED = ("title", "caption", "chrome", "notice", "bio", "credit", "byline", "dateline")
_END = 1 << 40
"""Beyond the end of every text."""


def lay_texts(column: pa.ChunkedArray) -> Texts:
    """A column of texts as the kernels read it; copied only where it is in pieces."""
    chunks = column.cast(pa.large_string()).chunks or [pa.array([], pa.large_string())]
    text = chunks[0] if len(chunks) == 1 else pa.concat_arrays(chunks)  # of one, too, this would make a copy
    _, offsets, data = text.buffers()
    bounds = np.frombuffer(offsets, np.int64)[text.offset : text.offset + len(text) + 1]
    flat = np.frombuffer(data if data and data.size >= _BLOCK else bytes(data or b"").ljust(_BLOCK), np.uint8)
    return flat, np.ndarray((len(flat) - 7,), np.uint64, flat, 0, (1,)), bounds


def cut_spans(documents: pa.Table, regions: pa.Table) -> tuple[Ints, Ints, Ints]:
    """(starts, ends, bounds) of the code points in which the words of each document are read: inside a region that can
    be copied and outside all others; everything where there is no region."""
    rows, starts, ends, signs = _place_regions(documents, regions)
    rows, at = np.concatenate([rows, rows]), np.concatenate([starts, ends])
    step, skips = np.concatenate([signs, -signs]), np.concatenate([signs, signs]) < 0
    order = np.argsort(rows << 32 | at)
    rows, at, step, skips = rows[order], at[order], step[order], skips[order]
    inside = np.cumsum(np.where(skips, 0, step)) > 0
    inside &= np.cumsum(np.where(skips, step, 0)) == 0
    last = np.append((rows[1:] != rows[:-1]) | (at[1:] != at[:-1]), True)[: len(rows)]
    rows, at, inside = rows[last], at[last], inside[last]
    before = np.concatenate([[False], inside])[:-1]
    opens, closes = inside & ~before, before & ~inside
    free = np.bincount(rows, minlength=documents.num_rows) == 0
    counts = np.where(free, 1, np.bincount(rows[opens], minlength=documents.num_rows))
    bounds = np.concatenate([[0], np.cumsum(counts)])
    all_starts, all_ends = np.zeros(bounds[-1], np.int64), np.full(bounds[-1], _END)
    marked = ~np.repeat(free, counts)
    all_starts[marked], all_ends[marked] = at[opens], at[closes]
    return all_starts, all_ends, bounds


def _place_regions(documents: pa.Table, regions: pa.Table) -> tuple[Ints, Ints, Ints, Ints]:
    """(row of its document, start, end, 1 where it is read or -1 where it is skipped) of the regions that matter."""
    row = find_numbers(*(table["document_id"].to_numpy() for table in (regions, documents)))
    read, skipped = (pc.is_in(regions["kind"], pa.array(k)).to_numpy().astype(np.int64) for k in (_READ, _SKIPPED))
    here = (row >= 0) & (read + skipped > 0)
    starts, ends = (regions[c].to_numpy().astype(np.int64) for c in ("start", "end"))
    return row[here], starts[here], ends[here], (read - skipped)[here]


def hash_inputs(documents: pa.Table, regions: pa.Table) -> Ints:
    """A number for each document that stays the same as long as what is read of it does (its text is its id's)."""
    spans = cut_spans(documents, regions)
    ids = documents["document_id"].to_numpy().astype(np.int64).view(np.uint64)
    return mix_numbers(np.full(len(ids), METHOD, np.uint64), ids, _hash_spans(spans)).view(np.int64)


def _hash_spans(spans: tuple[Ints, Ints, Ints]) -> NDArray[np.uint64]:
    starts, ends, bounds = spans
    mixed = np.cumsum(mix_numbers(starts.view(np.uint64), ends.view(np.uint64)), dtype=np.uint64)
    return np.diff(np.concatenate([np.zeros(1, np.uint64), mixed])[bounds])


def take_fingerprints(
    documents: pa.Table, regions: pa.Table, known: pa.Table, work: Work, failed: dict[int, str]
) -> pa.Table:
    """The state table `fingerprints` of documents, in the order of their ids, what is known of them taken over.

    Documents that could not be read are not in it, but added to `failed`, each with its error.
    """
    inputs = hash_inputs(documents, regions)
    kept = known.filter(pc.is_in(known["inputs"], pa.array(inputs)))
    new = np.flatnonzero(~pc.is_in(pa.array(inputs), kept["inputs"].combine_chunks()).to_numpy(False))
    parts, done = [kept], kept.num_rows
    batches = _cut_batches(take_rows(documents, new) if len(kept) else documents, regions, inputs[new])
    for part in fingerprint_batches(batches, work, failed):
        work.keep({"fingerprints": part})
        parts.append(part)
        done += part.num_rows
        work.tell(done, documents.num_rows, "articles")
    return pa.concat_tables(parts).sort_by("document_id")


def fingerprint_batches(
    batches: Iterable[tuple[pa.Table, pa.Table, Ints]], work: Work, failed: dict[int, str]
) -> Iterator[pa.Table]:
    """The rows of `fingerprints` of batches of fingerprint_batch, a part at a time; what could not be read is added to
    `failed`, with its error."""
    for tried in map_apart(replace(work, map=work.map_kernels), fingerprint_batch, batches, _halve_batch):
        yield from tried.done
        failed |= {row["document_id"][0].as_py(): error for (row, _, _), error in tried.failed}


def read_fingerprints(documents: pa.Table, regions: pa.Table, failed: dict[int, str]) -> tuple[pa.Table, Ints]:
    """The same of some documents of which nothing is known, in their order, in this thread; and the rows of those that
    could be read. `inputs` holds these rows."""
    batch = (documents, regions, np.arange(documents.num_rows))
    [tried] = map_apart(HERE, fingerprint_batch, [batch], _halve_batch)
    failed |= {row["document_id"][0].as_py(): error for (row, _, _), error in tried.failed}
    prints = pa.concat_tables([FINGERPRINTS.build(), *tried.done])
    return prints, prints["inputs"].to_numpy()


def _cut_batches(documents: pa.Table, regions: pa.Table, inputs: Ints) -> Iterator[tuple[pa.Table, pa.Table, Ints]]:
    sizes = pc.binary_length(documents["text"]).to_numpy()
    number = np.cumsum(sizes) // BATCH
    bounds = np.concatenate([np.flatnonzero(np.diff(number, prepend=-1)), [len(sizes)]])
    for low, high in itertools.pairwise(bounds.tolist()):
        part = documents.slice(low, high - low)
        yield part, _regions_of(part, regions), inputs[low:high]


def _regions_of(documents: pa.Table, regions: pa.Table) -> pa.Table:
    ids = documents["document_id"].to_numpy()
    return regions.filter(pc.is_in(regions["document_id"], pa.array(ids))) if regions.num_rows else regions


def fingerprint_batch(batch: tuple[pa.Table, pa.Table, Ints]) -> pa.Table:
    """The fingerprints of some documents: (documents, regions, hash of each document's inputs)."""
    documents, regions, inputs = batch
    spans = cut_spans(documents, regions)
    texts = lay_texts(documents["text"])
    hashes, places, bounds, words, digests = scan_fingerprints(texts, spans, tabulate_characters())
    method = np.full(len(digests), METHOD, np.uint64)
    return pa.table(
        {
            "document_id": documents["document_id"],
            "inputs": inputs,
            "digest": mix_numbers(method, digests, _hash_spans(spans)).view(np.int64),
            "words": words,
            "hashes": pack_rows(hashes, bounds),
            "places": pack_rows(places, bounds),
        }
    ).cast(FINGERPRINTS.schema)


def _halve_batch(batch: tuple[pa.Table, pa.Table, Ints]) -> list[tuple[pa.Table, pa.Table, Ints]]:
    documents, regions, inputs = batch
    halves = halve_list(np.arange(documents.num_rows))
    return [(documents.take(pa.array(rows)), regions, inputs[rows]) for rows in halves]

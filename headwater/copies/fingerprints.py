"""The words of a pile, with their places, and the fingerprints of their runs: one pass over the text.

A fingerprint is the hash of five words in a row. Of every eight such runs at least one is kept, the one of the smallest
hash (winnowing: Schleimer, Wilkerson and Aiken 2003), so that two texts that share twelve words in a row share a
fingerprint wherever the stretch stands in them. Words are those of text.find_words, folded for case and accents; only
words of titles, section headings, body and captions are read, never chrome, notices, credits, bylines or bios.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from headwater.copies.fingerprints_kernels import (
    APOSTROPHE,
    CAPITAL,
    DIGIT,
    DOUBLE_QUOTE,
    LINE_END,
    MARK,
    POINT,
    SENTENCE_END,
    SPACE,
    UNSPACED,
    WORD_CHARACTER,
    decode_texts,
    flag_quoted,
    mark_quoted,
    mark_wanted,
    scan_words,
    winnow_hashes,
)
from headwater.failures import halve_list, map_apart
from headwater.states import FINGERPRINTS
from headwater.work import Work

Ints = NDArray[np.int64]

METHOD = 1
"""Raised whenever other fingerprints or other stretches would come of the same text: what is known is then not used."""
BATCH = 20_000
"""Documents in one batch of the map step: about a second of work."""
LENGTH, WINDOW = 5, 8
"""Words in a run, and runs of which one is kept: on simulated rewrites a window of 16 loses pairs that 8 finds."""

_READ = ("section", "body", "caption")
_SKIPPED = ("title", "chrome", "notice", "bio", "credit", "byline", "dateline")
_LAST = 0x20000
"""Code points above this are ideographs, emoji and the like: nothing there folds."""

_UNSPACED_RANGES = ((0xE00, 0xEFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x30FF), (0x3400, 0x4DBF),
                    (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))  # fmt: skip
_FOLDED_MARKS = {"'": "’‘‚‛", '"': "“”„«»", "-": "–—‑‐", " ": "\u00a0\u2009\u202f\t"}


@dataclass(frozen=True)
class Words:
    """The words of some documents, flat: document d has the words bounds[d]:bounds[d + 1].

    hashes equal where words are equal after folding; starts and ends are code points of the document's text; traits
    are the bits NUMBER, NAME and QUOTED. points and point_bounds are the texts themselves as code points.
    """

    hashes: NDArray[np.uint64]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    traits: NDArray[np.uint8]
    bounds: NDArray[np.int64]
    points: NDArray[np.uint32]
    point_bounds: NDArray[np.int64]


@cache
def tabulate_characters() -> tuple[NDArray[np.uint16], NDArray[np.uint32]]:
    """(class bits, folded code point or 0 for a combining mark) of every code point."""
    classes, folds = np.zeros(0x110000, np.uint16), np.arange(0x110000, dtype=np.uint32)
    for point in range(_LAST):
        character = chr(point)
        if character.isalnum():
            classes[point] |= WORD_CHARACTER | (DIGIT if character.isdecimal() else 0)
            classes[point] |= CAPITAL if character.isupper() else 0
            folds[point] = ord(_fold_character(character))
        elif character.isspace():
            classes[point] |= SPACE
    for point in range(_LAST, 0x110000):
        if chr(point).isalnum():
            classes[point] |= WORD_CHARACTER
    for low, high in _UNSPACED_RANGES:
        classes[low : high + 1] |= UNSPACED
    for characters, bit in (("'’", APOSTROPHE), (".,", POINT), ("\n\r\u2028\u2029", LINE_END), (".!?…:;", SENTENCE_END),
                            ('"“”„«»「」『』', DOUBLE_QUOTE)):  # fmt: skip
        classes[[ord(c) for c in characters]] |= bit
    classes[0x300:0x370] |= MARK
    folds[0x300:0x370] = 0
    for plain, marks in _FOLDED_MARKS.items():
        folds[[ord(m) for m in marks]] = ord(plain)
    return classes, folds


def _fold_character(character: str) -> str:
    folded = character.casefold()
    plain = [c for c in unicodedata.normalize("NFD", folded) if not unicodedata.combining(c)]
    if len(plain) == 1:
        return plain[0]
    return folded if len(folded) == 1 else character.lower()[0]


def read_words(documents: pa.Table, regions: pa.Table) -> Words:
    """The words of documents (document_id, text; in this order) inside the regions that can be copied."""
    text = documents["text"].cast(pa.large_string()).combine_chunks()
    text = pa.concat_arrays(text.chunks) if isinstance(text, pa.ChunkedArray) else text
    _, offsets, data = text.buffers()
    ends = np.frombuffer(offsets, np.int64)[text.offset : text.offset + len(text) + 1]
    points, point_bounds = decode_texts(np.frombuffer(data or b"", np.uint8), ends)
    classes, folds = tabulate_characters()
    wanted = mark_wanted(point_bounds, *place_regions(documents, regions))
    hashes, starts, stops, traits, bounds = scan_words(points, point_bounds, wanted, classes, folds)
    flag_quoted(traits, starts, bounds, mark_quoted(points, point_bounds, classes), point_bounds)
    return Words(hashes, starts, stops, traits, bounds, points, point_bounds)


def place_regions(documents: pa.Table, regions: pa.Table) -> tuple[Ints, Ints, Ints, Ints]:
    """(row of its document, start, end, 1 where it is read or -1 where it is skipped) of the regions that matter."""
    row = pc.index_in(regions["document_id"], pa.array(documents["document_id"].to_numpy()))
    row = row.fill_null(-1).to_numpy().astype(np.int64)
    read, skipped = (pc.is_in(regions["kind"], pa.array(k)).to_numpy().astype(np.int64) for k in (_READ, _SKIPPED))
    here = (row >= 0) & (read + skipped > 0)
    starts, ends = (regions[c].to_numpy().astype(np.int64) for c in ("start", "end"))
    return row[here], starts[here], ends[here], (read - skipped)[here]


def hash_inputs(documents: pa.Table, regions: pa.Table) -> Ints:
    """A number for each document that stays the same as long as what is read of it does (its text is its id's)."""
    rows, starts, ends, signs = place_regions(documents, regions)
    mixed = mix_numbers(starts.astype(np.uint64), ends.astype(np.uint64), signs.astype(np.uint64))
    total = np.zeros(documents.num_rows, np.uint64)
    np.add.at(total, rows, mixed)
    ids = documents["document_id"].to_numpy().astype(np.int64).view(np.uint64)
    return mix_numbers(np.full(len(ids), METHOD, np.uint64), ids, total).view(np.int64)


def mix_numbers(*columns: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """One number for each row of columns of numbers (a hash)."""
    value = np.full(len(columns[0]), 0x9E3779B97F4A7C15, np.uint64)
    for column in columns:
        value = (value ^ column) * np.uint64(0xBF58476D1CE4E5B9)
        value ^= value >> np.uint64(29)
    return value


def take_fingerprints(
    documents: pa.Table, regions: pa.Table, known: pa.Table, work: Work, failed: dict[int, str]
) -> pa.Table:
    """The state table `fingerprints` of documents (in the order of their ids), what is known of them taken over.

    Documents that could not be read are not in it, but added to `failed`, each with its error.
    """
    inputs = hash_inputs(documents, regions)
    here = pc.index_in(known["inputs"], pa.array(inputs)).is_valid()
    kept = known.filter(here)
    new = np.flatnonzero(pc.index_in(pa.array(inputs), kept["inputs"].combine_chunks()).is_null().to_numpy(False))
    batches = (
        (documents.take(pa.array(rows)), regions, inputs[rows]) for rows in np.split(new, range(BATCH, len(new), BATCH))
    )
    parts = [kept]
    for tried in map_apart(work, fingerprint_batch, batches if len(new) else (), _halve_batch):
        for part in tried.done:
            work.keep({"fingerprints": part})
            parts.append(part)
        failed |= {row["document_id"][0].as_py(): error for (row, _, _), error in tried.failed}
        work.tell(sum(p.num_rows for p in parts), documents.num_rows, "articles")
    return pa.concat_tables(parts).sort_by("document_id").combine_chunks()


def fingerprint_batch(batch: tuple[pa.Table, pa.Table, Ints]) -> pa.Table:
    """The fingerprints of some documents: (documents, regions, hash of each document's inputs)."""
    documents, regions, inputs = batch
    words = read_words(documents, regions)
    hashes, places, bounds = winnow_hashes(words.hashes, words.bounds, LENGTH, WINDOW)
    return pa.table(
        {
            "document_id": documents["document_id"],
            "inputs": inputs,
            "words": np.diff(words.bounds).astype(np.int32),
            "hashes": pack_rows(hashes, bounds),
            "places": pack_rows(places, bounds),
        }
    ).cast(FINGERPRINTS.schema)


def _halve_batch(batch: tuple[pa.Table, pa.Table, Ints]) -> list[tuple[pa.Table, pa.Table, Ints]]:
    documents, regions, inputs = batch
    return [
        (documents.take(pa.array(rows)), regions, inputs[rows]) for rows in halve_list(np.arange(documents.num_rows))
    ]


def pack_rows(values: NDArray[Any], bounds: Ints) -> pa.Array:
    """Values as bytes, those between two bounds in one cell."""
    flat = np.ascontiguousarray(values)
    width = flat.itemsize * (flat.shape[1] if flat.ndim > 1 else 1)
    offsets = pa.py_buffer((bounds * width).astype(np.int32).tobytes())
    return pa.Array.from_buffers(pa.binary(), len(bounds) - 1, [None, offsets, pa.py_buffer(flat.tobytes())])


def unpack_rows(column: pa.ChunkedArray, kind: type[np.generic]) -> tuple[NDArray[Any], Ints]:
    """(values, bounds) of what pack_rows made."""
    chunks = column.cast(pa.large_binary()).chunks
    cells = pa.concat_arrays(chunks) if chunks else pa.array([], pa.large_binary())
    _, offsets, data = cells.buffers()
    if not len(cells):
        return np.empty(0, kind), np.zeros(1, np.int64)
    bounds = np.frombuffer(offsets, np.int64)[cells.offset : cells.offset + len(cells) + 1]
    values = np.frombuffer((data or pa.py_buffer(b""))[int(bounds[0]) : int(bounds[-1])], kind)
    return values, (bounds - bounds[0]) // np.dtype(kind).itemsize

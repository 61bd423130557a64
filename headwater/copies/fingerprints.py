"""The words of a pile, with their places, and the fingerprints of their runs: one pass over the text.

A fingerprint is the hash of five words in a row. Of every eight such runs at least one is kept, the one of the smallest
hash (winnowing: Schleimer, Wilkerson and Aiken 2003), so that two texts that share twelve words in a row share a
fingerprint wherever the stretch stands in them. Words are those of text.find_words, folded for case and accents; only
words of titles, section headings, body and captions are read, never chrome, notices, credits, bylines or bios.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache

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
    QUOTED,
    SENTENCE_END,
    SPACE,
    UNSPACED,
    WORD_CHARACTER,
    decode_texts,
    mark_quoted,
    mark_wanted,
    scan_words,
    winnow_hashes,
)

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
    text = documents["text"].combine_chunks().cast(pa.large_string())
    text = text.chunk(0) if isinstance(text, pa.ChunkedArray) else text
    _, offsets, data = text.buffers()
    ends = np.frombuffer(offsets, np.int64)[text.offset : text.offset + len(text) + 1]
    points, point_bounds = decode_texts(np.frombuffer(data or b"", np.uint8), ends)
    classes, folds = tabulate_characters()
    wanted = mark_wanted(point_bounds, *_place_regions(documents, regions))
    hashes, starts, stops, traits, bounds = scan_words(points, point_bounds, wanted, classes, folds)
    quoted = mark_quoted(points, point_bounds, classes)
    owner = np.repeat(point_bounds[:-1], np.diff(bounds))
    traits |= np.where(quoted[owner + starts], np.uint8(QUOTED), np.uint8(0))
    return Words(hashes, starts, stops, traits, bounds, points, point_bounds)


def _place_regions(
    documents: pa.Table, regions: pa.Table
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """(row of its document, start, end, 1 where it is read or -1 where it is skipped) of the regions that matter."""
    row = pc.index_in(regions["document_id"], documents["document_id"].combine_chunks())
    row = np.nan_to_num(row.to_numpy(zero_copy_only=False).astype(np.float64), nan=-1).astype(np.int64)
    kinds = regions["kind"]
    read = pc.is_in(kinds, pa.array(_READ)).to_numpy(zero_copy_only=False).astype(np.int64)
    skipped = pc.is_in(kinds, pa.array(_SKIPPED)).to_numpy(zero_copy_only=False).astype(np.int64)
    here = (row >= 0) & (read + skipped > 0)
    starts, ends = (regions[c].to_numpy(zero_copy_only=False).astype(np.int64) for c in ("start", "end"))
    return row[here], starts[here], ends[here], (read - skipped)[here]


def take_fingerprints(words: Words) -> tuple[NDArray[np.uint64], NDArray[np.int32], NDArray[np.int64]]:
    """(hash, number of its first word in the document, bounds) of the fingerprints of every document."""
    return winnow_hashes(words.hashes, words.bounds, LENGTH, WINDOW)

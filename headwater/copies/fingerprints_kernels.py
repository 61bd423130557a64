"""Compiled steps of fingerprints.py: code points, words, quotation marks and winnowed hashes of runs of words.

Every kernel works on flat arrays of a batch of documents: document d has the items bounds[d]:bounds[d + 1].
"""

import numpy as np
from numpy.typing import NDArray

from headwater.kernel import compile_kernel

WORD_CHARACTER, DIGIT, UNSPACED, MARK, APOSTROPHE, POINT = 1, 2, 4, 8, 16, 32
DOUBLE_QUOTE, SPACE, LINE_END, CAPITAL, SENTENCE_END = 64, 128, 256, 512, 1024
"""Classes of code points, as bits."""

NUMBER, NAME, QUOTED, OPENS = 1, 2, 4, 8
"""What is known of a word, as bits: it has a digit, is capitalised inside a sentence, stands in quotation marks, is the
first of a line or of what is read."""


@compile_kernel
def decode_texts(data: NDArray[np.uint8], offsets: NDArray[np.int64]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """(code points, bounds) of texts in UTF-8."""
    points = np.empty(offsets[-1] - offsets[0], np.uint32)
    bounds = np.zeros(len(offsets), np.int64)
    at = 0
    for d in range(len(offsets) - 1):
        p, end = offsets[d], offsets[d + 1]
        while p < end:
            byte = np.uint32(data[p])
            if byte < 0x80:
                points[at] = byte
                p += 1
            else:
                more = 1 if byte < 0xE0 else (2 if byte < 0xF0 else 3)
                value = byte & np.uint32(0x3F >> more)
                for k in range(1, more + 1):
                    value = np.uint32((value << np.uint32(6)) | (np.uint32(data[p + k]) & np.uint32(0x3F)))
                points[at] = value
                p += more + 1
            at += 1
        bounds[d + 1] = at
    return points[:at].copy(), bounds


@compile_kernel
def _take_word(
    points: NDArray[np.uint32], classes: NDArray[np.uint16], folds: NDArray[np.uint32], start: int, end: int
) -> tuple[int, np.uint64, int]:
    """(end, hash, the bits of all its classes) of the word that begins at a code point."""
    q, seen, value = start, 0, np.uint64(0xCBF29CE484222325)
    while q < end:
        point = points[q]
        c = classes[point]
        if q > start:
            if c & UNSPACED or seen & UNSPACED:
                break
            if not c & (WORD_CHARACTER | MARK):
                if q + 1 >= end:
                    break
                following = classes[points[q + 1]]
                decimal = c & POINT and classes[points[q - 1]] & DIGIT and following & DIGIT
                elided = c & APOSTROPHE and following & WORD_CHARACTER and not following & DIGIT
                if not (decimal or elided):
                    break
        if folds[point]:
            value = (value ^ np.uint64(folds[point])) * np.uint64(0x100000001B3)
        seen |= c
        q += 1
    value ^= value >> np.uint64(32)
    value *= np.uint64(0x9E3779B97F4A7C15)
    return q, value ^ (value >> np.uint64(29)), seen


@compile_kernel
def scan_words(
    points: NDArray[np.uint32],
    bounds: NDArray[np.int64],
    wanted: NDArray[np.uint8],
    classes: NDArray[np.uint16],
    folds: NDArray[np.uint32],
) -> tuple[NDArray[np.uint64], NDArray[np.int32], NDArray[np.int32], NDArray[np.uint8], NDArray[np.int64]]:
    """(hash, start, end, what is known, bounds) of every word that begins at a wanted code point."""
    size = len(points)
    hashes, starts, ends = np.empty(size, np.uint64), np.empty(size, np.int32), np.empty(size, np.int32)
    traits, word_bounds = np.zeros(size, np.uint8), np.zeros(len(bounds), np.int64)
    at = 0
    for d in range(len(bounds) - 1):
        low, high = bounds[d], bounds[d + 1]
        p, fresh, opens = low, True, True
        while p < high:
            c = classes[points[p]]
            if not c & (WORD_CHARACTER | UNSPACED):
                fresh = fresh or (c & (SENTENCE_END | LINE_END)) != 0
                opens = opens or (c & LINE_END) != 0
                p += 1
                continue
            q, value, seen = _take_word(points, classes, folds, p, high)
            if wanted[p]:
                hashes[at], starts[at], ends[at] = value, p - low, q - low
                if seen & DIGIT:
                    traits[at] |= NUMBER
                if c & CAPITAL and not fresh:
                    traits[at] |= NAME
                if opens:
                    traits[at] |= OPENS
                at += 1
            p, fresh, opens = q, False, not wanted[p]
        word_bounds[d + 1] = at
    return hashes[:at].copy(), starts[:at].copy(), ends[:at].copy(), traits[:at].copy(), word_bounds


@compile_kernel
def mark_wanted(
    bounds: NDArray[np.int64],
    documents: NDArray[np.int64],
    starts: NDArray[np.int64],
    ends: NDArray[np.int64],
    signs: NDArray[np.int64],
) -> NDArray[np.uint8]:
    """1 for every code point inside a region of sign 1 and outside all of sign -1; all 1 where no region is given."""
    wanted = np.zeros(bounds[-1], np.uint8)
    seen = np.zeros(len(bounds) - 1, np.uint8)
    for sign in (1, -1):
        for r in range(len(documents)):
            d = documents[r]
            seen[d] = 1
            if signs[r] == sign:
                low, high = bounds[d] + starts[r], min(bounds[d] + ends[r], bounds[d + 1])
                wanted[low:high] = 1 if sign == 1 else 0
    for d in range(len(seen)):
        if not seen[d]:
            wanted[bounds[d] : bounds[d + 1]] = 1
    return wanted


@compile_kernel
def mark_quoted(
    points: NDArray[np.uint32], bounds: NDArray[np.int64], classes: NDArray[np.uint16]
) -> NDArray[np.uint8]:
    """1 for every code point between a quotation mark that opens and one that closes, or the end of its paragraph.

    Whether a mark opens is told by the space around it, not by its shape: a page often has the wrong shape.
    """
    quoted = np.zeros(len(points), np.uint8)
    for d in range(len(bounds) - 1):
        low, high = bounds[d], bounds[d + 1]
        opened = -1
        for p in range(low, high):
            c = classes[points[p]]
            if (c & LINE_END and p + 1 < high and classes[points[p + 1]] & LINE_END) or p + 1 == high:
                if opened >= 0:
                    quoted[opened:p] = 1
                opened = -1
            elif c & DOUBLE_QUOTE:
                after = p + 1 < high and not classes[points[p + 1]] & (SPACE | LINE_END)
                previous = classes[points[p - 1]] if p > low else np.uint16(SPACE)
                before = not previous & (SPACE | LINE_END)
                if opened >= 0 and (before or not after):
                    quoted[opened:p] = 1
                    opened = -1
                elif opened < 0 and after and (previous & UNSPACED or not previous & WORD_CHARACTER):
                    opened = p
    return quoted


@compile_kernel
def flag_quoted(
    traits: NDArray[np.uint8],
    starts: NDArray[np.int32],
    bounds: NDArray[np.int64],
    quoted: NDArray[np.uint8],
    point_bounds: NDArray[np.int64],
) -> None:
    """Set QUOTED in the traits of the words that begin at a quoted code point."""
    for d in range(len(bounds) - 1):
        for w in range(bounds[d], bounds[d + 1]):
            if quoted[point_bounds[d] + starts[w]]:
                traits[w] |= QUOTED


@compile_kernel
def winnow_hashes(
    hashes: NDArray[np.uint64], bounds: NDArray[np.int64], length: int, window: int
) -> tuple[NDArray[np.uint64], NDArray[np.int32], NDArray[np.int64]]:
    """(hash, first word, bounds) of the runs of `length` words that are the smallest in some `window` of runs."""
    kept, places = np.empty(len(hashes), np.uint64), np.empty(len(hashes), np.int32)
    kept_bounds = np.zeros(len(bounds), np.int64)
    at = 0
    for d in range(len(bounds) - 1):
        low, count = bounds[d], bounds[d + 1] - bounds[d] - length + 1
        runs = np.empty(max(count, 0), np.uint64)
        for i in range(count):
            value = np.uint64(0)
            for k in range(length):
                value = (value ^ hashes[low + i + k]) * np.uint64(0x9E3779B97F4A7C15)
                value ^= value >> np.uint64(31)
            runs[i] = value
        best = -1
        for last in range(min(window, count) - 1 if count > 0 else 0, count):
            first = max(0, last - window + 1)
            if best < first:
                best = first
                for i in range(first + 1, last + 1):
                    if runs[i] <= runs[best]:
                        best = i
            elif runs[last] <= runs[best]:
                best = last
            else:
                continue
            kept[at], places[at] = runs[best], best
            at += 1
        kept_bounds[d + 1] = at
    return kept[:at].copy(), places[:at].copy(), kept_bounds

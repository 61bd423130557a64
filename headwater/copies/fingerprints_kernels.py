"""Compiled steps of fingerprints.py: winnowed hashes of runs of words, read from the bytes of the texts.

Document d has the items bounds[d]:bounds[d + 1] of a flat array of a batch of documents.
"""

import numpy as np
from numpy.typing import NDArray

from headwater.copies.words_kernels import Bytes, Characters, Eights, hash_words
from headwater.kernel import compile_kernel

Hashes = NDArray[np.uint64]
Ints = NDArray[np.int64]

LENGTH, WINDOW = 5, 8
"""Words in a run, and runs of which one is kept."""
_BASE = 0x9E3779B97F4A7C15


@compile_kernel
def hash_bytes(data: Bytes, eights: Eights, start: int, end: int) -> np.uint64:
    """A hash of all bytes of a text."""
    value, p = np.uint64(end - start) ^ np.uint64(_BASE), start
    while p + 8 <= end:
        value = (value ^ eights[p]) * np.uint64(0xBF58476D1CE4E5B9)
        value ^= value >> np.uint64(29)
        p += 8
    rest = np.uint64(0)
    while p < end:
        rest = (rest << np.uint64(8)) | np.uint64(data[p])
        p += 1
    value = (value ^ rest) * np.uint64(0xBF58476D1CE4E5B9)
    return value ^ (value >> np.uint64(31))


@compile_kernel
def keep_wanted(hashes: Hashes, places: NDArray[np.int32], n: int, starts: Ints, ends: Ints) -> int:
    """Drop the words that begin in none of some spans of code points; how many are left."""
    s, kept = 0, 0
    for i in range(n):
        while s < len(ends) and ends[s] <= places[i]:
            s += 1
        if s == len(ends):
            break
        if places[i] >= starts[s]:
            hashes[kept], places[kept] = hashes[i], places[i]
            kept += 1
    return kept


@compile_kernel
def roll_words(hashes: Hashes, n: int, length: int, runs: Hashes) -> int:
    """Fill in a hash of every run of `length` words, by its first word; how many there are."""
    power, rolling = np.uint64(1), np.uint64(0)
    for _ in range(length):
        power *= np.uint64(_BASE)
    for i in range(n):
        rolling = rolling * np.uint64(_BASE) + hashes[i]
        if i >= length:
            rolling -= hashes[i - length] * power
        if i >= length - 1:
            mixed = (rolling ^ (rolling >> np.uint64(31))) * np.uint64(0xBF58476D1CE4E5B9)
            runs[i - length + 1] = mixed ^ (mixed >> np.uint64(29))
    return max(0, n - length + 1)


@compile_kernel
def winnow_runs(runs: Hashes, n: int, window: int, kept: Hashes, places: NDArray[np.int32]) -> int:
    """Fill in hash and place of the runs that are the smallest of some window of runs; how many there are.

    Of equals the one that was the smallest of the window before, else the last; and one hash not twice in a row.
    """
    best, smallest, at = 0, runs[0], 0
    for i in range(n):
        if runs[i] < smallest:
            best, smallest = i, runs[i]
        elif best <= i - window:
            best = i - window + 1
            for k in range(best + 1, i + 1):
                if runs[k] <= runs[best]:
                    best = k
            smallest = runs[best]
        elif i != n - 1 and i != window - 1:
            continue
        if (i >= window - 1 or i == n - 1) and (at == 0 or kept[at - 1] != smallest):
            kept[at], places[at] = smallest, best
            at += 1
    return at


@compile_kernel
def scan_fingerprints(
    texts: tuple[Bytes, Eights, Ints], spans: tuple[Ints, Ints, Ints], characters: Characters, sizes: tuple[int, int]
) -> tuple[Hashes, NDArray[np.int32], Ints, NDArray[np.int32], Hashes]:
    """(hash, first word, bounds) of the runs kept, words and a hash of the text of every document.

    texts: bytes, the same by eights, offsets. spans: starts, ends, bounds of the code points in which words are read.
    sizes: words in a run, and runs of which the smallest is kept.
    """
    data, eights, offsets = texts
    starts, ends, span_bounds = spans
    length, window = sizes
    count = len(offsets) - 1
    room = (offsets[count] - offsets[0]) // 2 + count + 8
    kept, places, at = np.empty(room, np.uint64), np.empty(room, np.int32), 0
    bounds, words, digests = np.zeros(count + 1, np.int64), np.zeros(count, np.int32), np.empty(count, np.uint64)
    longest = 0
    for d in range(count):
        longest = max(longest, offsets[d + 1] - offsets[d])
    hashes, runs, begins = (
        np.empty(longest + 1, np.uint64),
        np.empty(longest + 1, np.uint64),
        np.empty(longest + 1, np.int32),
    )
    for d in range(count):
        low, high = offsets[d], offsets[d + 1]
        digests[d] = hash_bytes(data, eights, low, high)
        n = hash_words((data, eights), (low, high), characters, hashes, begins)
        first, last = span_bounds[d], span_bounds[d + 1]
        n = keep_wanted(hashes, begins, n, starts[first:last], ends[first:last])
        many = roll_words(hashes, n, length, runs)
        if many:
            at += winnow_runs(runs, many, window, kept[at:], places[at:])
        bounds[d + 1], words[d] = at, n
    return kept[:at].copy(), places[:at].copy(), bounds, words, digests

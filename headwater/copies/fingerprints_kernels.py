"""Compiled steps of fingerprints.py: winnowed hashes of runs of words, read from the bytes of the texts.

Document d has the items bounds[d]:bounds[d + 1] of a flat array of a batch of documents.
"""

import numpy as np
from numpy.typing import NDArray

from headwater.copies.words_kernels import Bytes, Characters, Eights, hash_words, make_room
from headwater.kernel import compile_kernel

Hashes = NDArray[np.uint64]
Ints = NDArray[np.int64]
Places = NDArray[np.int32]

WINDOW = 8
"""Runs of five words of which one is kept."""
_FACTOR, _SEED = 0xBF58476D1CE4E5B9, 0x9E3779B97F4A7C15


@compile_kernel
def hash_bytes(eights: Eights, data: Bytes, start: int, end: int) -> np.uint64:
    """A hash of all bytes of a text: four of each 32 apart, so that no multiplication waits for another."""
    factor, p = np.uint64(_FACTOR), start
    one = two = three = four = np.uint64(end - start) ^ np.uint64(_SEED)
    while p + 32 <= end:
        one, two = (one ^ eights[p]) * factor, (two ^ eights[p + 8]) * factor
        three, four = (three ^ eights[p + 16]) * factor, (four ^ eights[p + 24]) * factor
        one, two = one ^ (one >> np.uint64(29)), two ^ (two >> np.uint64(29))
        three, four = three ^ (three >> np.uint64(29)), four ^ (four >> np.uint64(29))
        p += 32
    value = ((one * factor + two) * factor + three) * factor + four
    while p < end:
        value = (value ^ np.uint64(data[p])) * factor
        value ^= value >> np.uint64(29)
        p += 1
    return value ^ (value >> np.uint64(31))


@compile_kernel
def keep_wanted(hashes: Hashes, places: Places, n: int, starts: Ints, ends: Ints) -> int:
    """Drop the words that begin in none of some spans of code points; how many are left."""
    if n == 0 or (len(starts) == 1 and starts[0] <= places[0] and ends[0] > places[n - 1]):
        return n
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
def _turn(value: np.uint64, bits: int) -> np.uint64:
    return (value << np.uint64(bits)) | (value >> np.uint64(64 - bits))


@compile_kernel
def hash_runs(hashes: Hashes, n: int, runs: Hashes) -> int:
    """Fill in a hash of every run of five words, by its first word; how many there are."""
    for i in range(n - 4):
        near = hashes[i] ^ _turn(hashes[i + 1], 13) ^ _turn(hashes[i + 2], 26)
        runs[i] = near ^ _turn(hashes[i + 3], 39) ^ _turn(hashes[i + 4], 52)
    return max(0, n - 4)


@compile_kernel
def winnow_runs(runs: Hashes, n: int, smallest: Hashes, kept: Hashes, places: Places) -> int:
    """Fill in hash and place of the runs that are the smallest of some window of runs; how many there are.

    Of equals the last in the first window that has it; and one hash not twice in a row. Fewer runs than a window are
    one window; runs and smallest, an array to work in, must have room for as many, the others for one of each window.
    """
    runs[n:WINDOW] = ~np.uint64(0)
    windows, at = max(n, WINDOW) - WINDOW + 1, 1
    for i in range(windows):
        least = runs[i]
        for k in range(1, WINDOW):
            least = min(least, runs[i + k])
        smallest[i] = least
    kept[0], places[0] = smallest[0], 0
    for i in range(1, windows):
        if smallest[i] != smallest[i - 1]:
            kept[at], places[at] = smallest[i], i
            at += 1
    for k in range(at):
        place = min(places[k] + WINDOW, n) - 1
        while runs[place] != kept[k]:
            place -= 1
        places[k] = place
    return at


@compile_kernel
def scan_fingerprints(
    texts: tuple[Bytes, Eights, Ints], spans: tuple[Ints, Ints, Ints], characters: Characters
) -> tuple[Hashes, Places, Ints, Places, Hashes]:
    """(hash, first word, bounds) of the runs kept, words and a hash of the text of every document.

    texts: bytes, the same by eights, offsets. spans: starts, ends, bounds of the code points in which words are read.
    """
    data, eights, offsets = texts
    starts, ends, span_bounds = spans
    count, at = len(offsets) - 1, 0
    room = (offsets[count] - offsets[0] + count) // 2 + 1
    kept, places = np.empty(room, np.uint64), np.empty(room, np.int32)
    bounds, words, digests = np.zeros(count + 1, np.int64), np.zeros(count, np.int32), np.empty(count, np.uint64)
    edges = make_room(offsets)
    hashes, runs, begins = np.empty(len(edges), np.uint64), np.empty(len(edges), np.uint64), np.empty_like(edges)
    for d in range(count):
        low, high = offsets[d], offsets[d + 1]
        digests[d] = hash_bytes(eights, data, low, high)
        n = hash_words((data, eights), (low, high), characters, hashes, begins, edges)
        first, last = span_bounds[d], span_bounds[d + 1]
        n = keep_wanted(hashes, begins, n, starts[first:last], ends[first:last])
        many = hash_runs(hashes, n, runs)
        if many:
            at += winnow_runs(runs, many, hashes, kept[at:], places[at:])
        bounds[d + 1], words[d] = at, n
    return kept[:at].copy(), places[:at].copy(), bounds, words, digests

"""Compiled step of text_columns.py: a hash of every cell of a column."""

import numpy as np
from numpy.typing import NDArray

from headwater.kernel import compile_kernel


@compile_kernel
def hash_cells(
    data: NDArray[np.uint8], eights: NDArray[np.uint64], bounds: NDArray[np.int64], seeds: NDArray[np.uint64]
) -> NDArray[np.uint64]:
    """A 64-bit hash of each cell data[bounds[d]:bounds[d + 1]], begun from a seed: eight bytes at a time, mixed as in
    MurmurHash (Appleby 2008). eights: the eight bytes at every byte as a number."""
    out = np.empty(len(bounds) - 1, np.uint64)
    first, second = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9)
    for d in range(len(out)):
        low, high = bounds[d], bounds[d + 1]
        value = seeds[d] ^ (np.uint64(high - low) * first)
        p = low
        while p + 8 <= high:
            value = (value ^ eights[p]) * second
            value ^= value >> np.uint64(32)
            p += 8
        word = np.uint64(0)
        for k in range(high - p):
            word |= np.uint64(data[p + k]) << np.uint64(8 * k)
        value = (value ^ word) * first
        value ^= value >> np.uint64(29)
        value *= second
        out[d] = value ^ (value >> np.uint64(32))
    return out


def read_eights(data: NDArray[np.uint8]) -> NDArray[np.uint64]:
    """The eight bytes at every byte as a number, without a copy."""
    return np.ndarray((max(len(data) - 7, 0),), np.uint64, data, 0, (1,))

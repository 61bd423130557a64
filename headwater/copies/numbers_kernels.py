"""Compiled steps of numbers.py: numbers looked up in a table."""

import numpy as np
from numpy.typing import NDArray

from headwater.copies.sharing_kernels import FACTOR
from headwater.kernel import compile_kernel

Ints = NDArray[np.int64]


@compile_kernel
def find_places(values: Ints, among: Ints) -> Ints:
    """Where each value first stands among others, -1 where it does not."""
    bits = 4
    while (1 << bits) < 2 * len(among):
        bits += 1
    shift, mask = np.uint64(64 - bits), (1 << bits) - 1
    table, places = np.empty(1 << bits, np.int64), np.full(1 << bits, -1, np.int32)
    for i in range(len(among)):
        slot = np.int64((np.uint64(among[i]) * FACTOR) >> shift)
        while places[slot] >= 0 and table[slot] != among[i]:
            slot = (slot + 1) & mask
        if places[slot] < 0:
            table[slot], places[slot] = among[i], i
    found = np.empty(len(values), np.int64)
    for i in range(len(values)):
        slot = np.int64((np.uint64(values[i]) * FACTOR) >> shift)
        while places[slot] >= 0 and table[slot] != values[i]:
            slot = (slot + 1) & mask
        found[i] = places[slot]
    return found

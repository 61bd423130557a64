"""Compiled steps of partners.py: entries in order, and what a text shares with others."""

import numpy as np
from numpy.typing import NDArray

from headwater.kernel import compile_kernel

Keys = NDArray[np.uint64]
Ints = NDArray[np.int64]
Short = NDArray[np.int32]

_PART = 14
"""Entries that are sorted at a time, about, as a power of two: they fit into the cache of a core."""


@compile_kernel
def sort_entries(keys: Keys, places: Short) -> tuple[Keys, Short]:
    """Entries in the order of their keys, of equal ones as they were."""
    bits = 0
    while (len(keys) >> bits) > (1 << _PART):
        bits += 1
    shift = np.uint64(63 - bits)
    bounds = np.zeros((1 << bits) + 1, np.int64)
    for key in keys:
        bounds[np.int64((key >> np.uint64(1)) >> shift) + 1] += 1
    bounds = np.cumsum(bounds)
    at = bounds[:-1].copy()
    parted, parted_places = np.empty(len(keys), np.uint64), np.empty(len(keys), np.int32)
    for i in range(len(keys)):
        part = np.int64((keys[i] >> np.uint64(1)) >> shift)
        parted[at[part]], parted_places[at[part]] = keys[i], places[i]
        at[part] += 1
    for p in range(len(bounds) - 1):
        low, high = bounds[p], bounds[p + 1]
        order = np.argsort(parted[low:high], kind="mergesort")
        parted[low:high] = parted[low:high][order]
        parted_places[low:high] = parted_places[low:high][order]
    return parted, parted_places


@compile_kernel
def group_texts(texts: NDArray[np.uint32]) -> tuple[Short, int]:
    """(number of the text of every entry, how many texts), the first that comes the first."""
    size = 16
    while size < 2 * len(texts):
        size *= 2
    table, numbers, slots, count = (
        np.zeros(size, np.uint32),
        np.full(size, -1, np.int32),
        np.empty(len(texts), np.int32),
        0,
    )
    for i in range(len(texts)):
        slot = np.int64((np.uint64(texts[i]) * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(24)) & (size - 1)
        while numbers[slot] >= 0 and table[slot] != texts[i]:
            slot = (slot + 1) & (size - 1)
        if numbers[slot] < 0:
            table[slot], numbers[slot] = texts[i], count
            count += 1
        slots[i] = numbers[slot]
    return slots, count


@compile_kernel
def measure_nearness(
    numbers: Short, count: int, here: Short, there: Short, rare: NDArray[np.bool_], apart: int
) -> tuple[Short, Short]:
    """(entries, most of them near each other, one rare or three at least; else 0) of every text.

    Entries stand in the order of their places in the one text (here); there: in the other.
    """
    bounds = np.zeros(count + 1, np.int64)
    for number in numbers:
        bounds[number + 1] += 1
    bounds = np.cumsum(bounds)
    at, lists = bounds[:-1].copy(), np.empty(len(numbers), np.int64)
    for i in range(len(numbers)):
        lists[at[numbers[i]]] = i
        at[numbers[i]] += 1
    most = np.zeros(count, np.int32)
    for t in range(count):
        low, high = bounds[t], bounds[t + 1]
        if high - low < 2:
            continue
        first = low
        for j in range(low, high):
            while here[lists[j]] - here[lists[first]] > apart:
                first += 1
            near, few = 0, False
            for k in range(first, high):
                if here[lists[k]] - here[lists[j]] > apart:
                    break
                if abs(there[lists[k]] - there[lists[j]]) <= apart:
                    near += 1
                    few |= rare[lists[k]]
            if near > 2 or (near == 2 and few):
                most[t] = max(most[t], near)
    return np.diff(bounds).astype(np.int32), most

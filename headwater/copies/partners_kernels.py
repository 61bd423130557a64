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
def sort_entries(rows: Keys) -> Keys:
    """Rows of two numbers in order."""
    bits = 0
    while (len(rows) >> bits) > (1 << _PART):
        bits += 1
    shift = np.uint64(63 - bits)
    bounds = np.zeros((1 << bits) + 1, np.int64)
    for k in range(len(rows)):
        bounds[np.int64((rows[k, 0] >> np.uint64(1)) >> shift) + 1] += 1
    bounds = np.cumsum(bounds)
    at, parted = bounds[:-1].copy(), np.empty((len(rows), 2), np.uint64)
    for k in range(len(rows)):
        part = np.int64((rows[k, 0] >> np.uint64(1)) >> shift)
        parted[at[part]] = rows[k]
        at[part] += 1
    for p in range(len(bounds) - 1):
        low, high = bounds[p], bounds[p + 1]
        own = parted[low:high][np.argsort(parted[low:high, 1], kind="mergesort")]
        parted[low:high] = own[np.argsort(own[:, 0].copy(), kind="mergesort")]
    return parted


@compile_kernel
def pick_rows(rows: Keys, wanted: Keys) -> tuple[Ints, Short]:
    """(which rows, in order, begin with a wanted number, of an ordered list; which of these each begins with)."""
    found, which, at = np.empty(len(rows), np.int64), np.empty(len(rows), np.int32), 0
    k = np.searchsorted(wanted, rows[0, 0]) if len(rows) else 0
    for r in range(len(rows)):
        key = rows[r, 0]
        while k < len(wanted) and wanted[k] < key:
            k += 1
        if k == len(wanted):
            break
        if wanted[k] == key:
            found[at], which[at] = r, k
            at += 1
    return found[:at].copy(), which[:at].copy()


@compile_kernel
def _find_first(rows: Keys, firsts: Keys, block: int, key: int) -> int:
    """The first of ordered rows that begins with a number, or a greater one."""
    low = max(int(np.searchsorted(firsts, key)) - 1, 0) * block
    high = min(low + block, len(rows))
    while low < high:
        middle = (low + high) // 2
        if rows[middle, 0] < key:
            low = middle + 1
        else:
            high = middle
    return low


@compile_kernel
def pick_entries(rows: Keys, firsts: Keys, block: int, wanted: Keys) -> Keys:
    """The rows, in order, that begin with a wanted number, with the first numbers of every so many rows."""
    starts, total = np.empty(len(wanted), np.int64), 0
    for k in range(len(wanted)):
        starts[k] = row = _find_first(rows, firsts, block, wanted[k])
        while row < len(rows) and rows[row, 0] == wanted[k]:
            row += 1
        total += row - starts[k]
    found, at = np.empty((total, 2), np.uint64), 0
    for k in range(len(wanted)):
        row = starts[k]
        while row < len(rows) and rows[row, 0] == wanted[k]:
            found[at] = rows[row]
            at, row = at + 1, row + 1
    return found


@compile_kernel
def count_entries(rows: Keys, firsts: Keys, block: int, wanted: Keys, places: Short, sizes: Short) -> Ints:
    """Where the rows begin that begin with each wanted number; how many texts of these have a place (others -1) is
    added to the sizes."""
    starts = np.empty(len(wanted), np.int64)
    for k in range(len(wanted)):
        starts[k] = row = _find_first(rows, firsts, block, wanted[k])
        while row < len(rows) and rows[row, 0] == wanted[k]:
            sizes[k] += places[rows[row, 1] >> np.uint64(32)] >= 0
            row += 1
    return starts


@compile_kernel
def spread_entries(
    rows: Keys, starts: Ints, wanted: Keys, places: Short, at: Ints, owners: Short, spots: Short
) -> None:
    """Write the places of the texts of these rows, and their spots there, where those of each wanted number go next."""
    for k in range(len(wanted)):
        row, m = starts[k], at[k]
        while row < len(rows) and rows[row, 0] == wanted[k]:
            place = places[rows[row, 1] >> np.uint64(32)]
            if place >= 0:
                owners[m], spots[m] = place, rows[row, 1] & np.uint64(0xFFFFFFFF)
                m += 1
            row += 1
        at[k] = m


@compile_kernel
def pick_fingerprints(rows: Keys, marks: NDArray[np.bool_]) -> Keys:
    """The fingerprints of entries whose texts are marked by their numbers."""
    found, at = np.empty(1024, np.uint64), 0
    for row in range(len(rows)):
        text = rows[row, 1] >> np.uint64(32)
        if text < np.uint64(len(marks)) and marks[text]:
            if at == len(found):
                more = np.empty(2 * at, np.uint64)
                more[:at] = found
                found = more
            found[at] = rows[row, 0]
            at += 1
    return found[:at].copy()


@compile_kernel
def group_texts(texts: Short) -> tuple[Short, int]:
    """(number of the text of every entry, how many texts), the first that comes the first."""
    size = 16
    while size < 2 * len(texts):
        size *= 2
    table, numbers, slots, count = (
        np.zeros(size, np.int32),
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

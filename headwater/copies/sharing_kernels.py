"""Compiled steps of sharing.py: fingerprints are parted so that a table of them fits the cache, and joined there."""

import numpy as np
from numpy.typing import NDArray

from headwater.kernel import compile_kernel

Keys = NDArray[np.uint64]
Ints = NDArray[np.int64]
Short = NDArray[np.int32]

FACTOR = np.uint64(0x9E3779B97F4A7C15)
"""2^64 by the golden ratio: spreads keys evenly, of which winnowing keeps the small ones (Knuth 1973, section 6.4)."""
PART = 1 << 14
"""Keys that are joined at a time, about: a table of them fits into the cache of a core."""
TURNS = 3
"""Bits of a spot that hold the number of a fingerprint in its text, as far as they go: of two within eight words, and
the next one is seldom further, they tell whether others stand between."""


@compile_kernel
def mark_spots(places: Short, bounds: Ints) -> Short:
    """The spots of the fingerprints of texts: the place (the number of its first word) and, in the lowest bits, its own
    number in the text."""
    spots = np.empty(len(places), np.int32)
    for t in range(len(bounds) - 1):
        for i in range(bounds[t], bounds[t + 1]):
            spots[i] = places[i] << TURNS | (i - bounds[t]) & ((1 << TURNS) - 1)
    return spots


@compile_kernel
def is_next(spot: int, after: int) -> bool:
    """Whether of two fingerprints of a text, given by their spots, the second is the next after the first."""
    return ((after >> TURNS) - (spot >> TURNS)) <= 1 << TURNS and (after - spot) & ((1 << TURNS) - 1) == 1


@compile_kernel
def take_share(keys: Keys, owners: Short, places: Short, share: tuple[int, int]) -> tuple[Keys, Short, Short]:
    """The items whose keys belong to share n of m, in order."""
    number, shares = np.uint64(share[0]), np.uint64(share[1])
    count = 0
    for key in keys:
        count += ((key * FACTOR) >> np.uint64(32)) * shares >> np.uint64(32) == number
    taken, taken_owners, taken_places = np.empty(count, np.uint64), np.empty(count, np.int32), np.empty(count, np.int32)
    at = 0
    for i in range(len(keys)):
        if ((keys[i] * FACTOR) >> np.uint64(32)) * shares >> np.uint64(32) == number:
            taken[at], taken_owners[at], taken_places[at] = keys[i], owners[i], places[i]
            at += 1
    return taken, taken_owners, taken_places


@compile_kernel
def part_items(keys: Keys, owners: Short, places: Short) -> tuple[Keys, Ints]:
    """(items as rows of key and owner beside place, bounds of the parts): divided by their keys, in order within a
    part."""
    bits = 0
    while (len(keys) >> bits) > PART:
        bits += 1
    mask = np.uint64((1 << bits) - 1)
    bounds = np.zeros((1 << bits) + 1, np.int64)
    for key in keys:
        bounds[np.int64((key * FACTOR >> np.uint64(20)) & mask) + 1] += 1
    bounds = np.cumsum(bounds)
    at, parted = bounds[:-1].copy(), np.empty((len(keys), 2), np.uint64)
    for i in range(len(keys)):
        part = np.int64((keys[i] * FACTOR >> np.uint64(20)) & mask)
        slot = at[part]
        parted[slot, 0] = keys[i]
        parted[slot, 1] = np.uint64(owners[i]) << np.uint64(32) | np.uint64(places[i])
        at[part] = slot + 1
    return parted, bounds


@compile_kernel
def _find_slots(part: Keys, table: Keys, counts: Short, last: Short, slots: Short) -> int:
    """Where each key of a part stands in a table (-1 where its owner has it already), with the number of owners of
    each; how much of the table is used."""
    size = 16
    while size < 2 * len(part):
        size *= 2
    counts[:size] = 0
    for i in range(len(part)):
        key, owner = part[i, 0], np.int32(part[i, 1] >> np.uint64(32))
        slot = np.int64((key * FACTOR) >> np.uint64(40)) & (size - 1)
        while counts[slot] and table[slot] != key:
            slot = (slot + 1) & (size - 1)
        if counts[slot] and last[slot] == owner:
            slots[i] = -1
        else:
            table[slot], last[slot], slots[i] = key, owner, slot
            counts[slot] += 1
    return size


@compile_kernel
def join_items(keys: Keys, owners: Short, places: Short) -> tuple[Short, Short, Short]:
    """(sizes of the groups, owners and places of their members, group by group): keys that two owners or more have.

    All items of an owner stand in a row; of a key that it has again only the first is a member.
    """
    parted, bounds = part_items(keys, owners, places)
    most, room = 1, 16
    for p in range(len(bounds) - 1):
        most = max(most, bounds[p + 1] - bounds[p])
    while room < 2 * most:
        room *= 2
    table, counts, last = np.empty(room, np.uint64), np.empty(room, np.int32), np.empty(room, np.int32)
    starts, slots = np.empty(room, np.int64), np.empty(most, np.int32)
    sizes, number = np.empty(len(keys) // 2 + 1, np.int32), 0
    member_owners, member_places, at = np.empty(len(keys), np.int32), np.empty(len(keys), np.int32), 0
    for p in range(len(bounds) - 1):
        part = parted[bounds[p] : bounds[p + 1]]
        for slot in range(_find_slots(part, table, counts, last, slots)):
            starts[slot] = -1
            if counts[slot] > 1:
                starts[slot], sizes[number] = at, counts[slot]
                at, number = at + counts[slot], number + 1
        for i in range(len(part)):
            slot = slots[i]
            if slot >= 0 and starts[slot] >= 0:
                member_owners[starts[slot]] = part[i, 1] >> np.uint64(32)
                member_places[starts[slot]] = part[i, 1] & np.uint64(0xFFFFFFFF)
                starts[slot] += 1
    return sizes[:number].copy(), member_owners[:at].copy(), member_places[:at].copy()


@compile_kernel
def spread_members(
    share: tuple[Short, Short, Short], firsts: tuple[int, int], at: Ints, groups: Short, places: Short
) -> None:
    """Lay the members of the groups of a share (sizes, owners, places) where their owners' items go next.

    firsts: the number of the first group, and of the first text; texts before it, or beyond those of `at`, are passed.
    """
    sizes, owners, member_places = share
    first, low = firsts
    m = 0
    for g in range(len(sizes)):
        for _ in range(sizes[g]):
            t = owners[m] - low
            if 0 <= t < len(at):
                i = at[t]
                groups[i], places[i] = first + g, member_places[m]
                at[t] = i + 1
            m += 1


@compile_kernel
def sort_places(bounds: Ints, groups: Short, places: Short) -> None:
    """Put the items of every text into the order of their places."""
    kept, starts = np.empty((1024, 2), np.int32), np.empty(1025, np.int64)
    for t in range(len(bounds) - 1):
        low, high = bounds[t], bounds[t + 1]
        size = high - low
        if size > len(kept):
            kept = np.empty((2 * size, 2), np.int32)
            starts = np.empty(2 * size + 1, np.int64)
        most = np.int64(1)
        for i in range(low, high):
            most = max(most, places[i] + 1)
        starts[: size + 1] = 0
        for i in range(low, high):
            kept[i - low, 0], kept[i - low, 1] = groups[i], places[i]
            starts[places[i] * size // most + 1] += 1
        for k in range(size):
            starts[k + 1] += starts[k]
        for i in range(size):
            bucket = kept[i, 1] * size // most
            groups[low + starts[bucket]], places[low + starts[bucket]] = kept[i, 0], kept[i, 1]
            starts[bucket] += 1
        for i in range(low + 1, high):
            group, place, k = groups[i], places[i], i
            while k > low and places[k - 1] > place:
                groups[k], places[k] = groups[k - 1], places[k - 1]
                k -= 1
            groups[k], places[k] = group, place


@compile_kernel
def number_groups_anew(groups: Short, sizes: Short, numbers: Short, new_sizes: Short, count: int) -> int:
    """Number groups in the order in which the items show them (what stands in a row in texts lies in a row in memory),
    those without a number yet (-1) from `count` on, with their sizes; how many have one by now."""
    for i in range(len(groups)):
        g = groups[i]
        if numbers[g] < 0:
            numbers[g], new_sizes[count] = count, sizes[g]
            count += 1
        groups[i] = numbers[g]
    return count


@compile_kernel
def add_members(
    items: tuple[Ints, Short, Short, Short],
    first: int,
    numbers: Short,
    at: Ints,
    members: tuple[Short, Short, Short],
) -> None:
    """Write the items (bounds, groups, places, groups before) of texts from `first` on as members (owners, places,
    groups before) of the groups that have a number, where those go next."""
    bounds, groups, places, before = items
    owners, member_places, member_before = members
    for t in range(len(bounds) - 1):
        for i in range(bounds[t], bounds[t + 1]):
            number = numbers[groups[i]]
            if number >= 0:
                m = at[number]
                owners[m], member_places[m], member_before[m] = first + t, places[i], before[i]
                at[number] = m + 1


@compile_kernel
def take_texts(bounds: Ints, groups: Short, places: Short, texts: Ints) -> tuple[Ints, Short, Short]:
    """(how many items each has, groups, places) of some texts."""
    counts = np.empty(len(texts), np.int64)
    for k in range(len(texts)):
        counts[k] = bounds[texts[k] + 1] - bounds[texts[k]]
    taken, taken_places, at = np.empty(counts.sum(), np.int32), np.empty(counts.sum(), np.int32), 0
    for t in texts:
        for i in range(bounds[t], bounds[t + 1]):
            taken[at], taken_places[at] = groups[i], places[i]
            at += 1
    return counts, taken, taken_places

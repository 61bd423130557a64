"""Compiled steps of candidates.py: fingerprints that texts share, representatives, counting, nearest relatives.

Text t has the items bounds[t]:bounds[t + 1] of a flat array; texts are in the order of their age, and so are the
members of a group.
"""

import numpy as np
from numpy.typing import NDArray

from headwater.kernel import compile_kernel

Keys = NDArray[np.uint64]
Ints = NDArray[np.int64]
Short = NDArray[np.int32]

PART = 1 << 14
"""Keys that are grouped at a time, about: a table of them fits into the cache of a core."""


COMMON, RARE, ENOUGH = 2, 3, 6
"""What a fingerprint in common is worth that many texts have, or few, and what makes a pair of texts be looked at: of
40,000 generated articles two thirds of all pairs had but two set phrases in common."""


@compile_kernel
def part_keys(keys: Keys, owners: Short) -> tuple[Keys, Short, Ints, Ints]:
    """(keys, their owners, their numbers, bounds of the parts): the keys divided by their first bits, in order within a
    part."""
    bits = 0
    while (len(keys) >> bits) > PART:
        bits += 1
    shift = np.uint64(63 - bits)
    bounds = np.zeros((1 << bits) + 1, np.int64)
    for key in keys:
        bounds[np.int64((key >> np.uint64(1)) >> shift) + 1] += 1
    bounds = np.cumsum(bounds)
    at, order = bounds[:-1].copy(), np.empty(len(keys), np.int64)
    parted, parted_owners = np.empty(len(keys), np.uint64), np.empty(len(keys), np.int32)
    for i in range(len(keys)):
        part = np.int64((keys[i] >> np.uint64(1)) >> shift)
        parted[at[part]], parted_owners[at[part]], order[at[part]] = keys[i], owners[i], i
        at[part] += 1
    return parted, parted_owners, order, bounds


@compile_kernel
def _find_slot(table: Keys, filled: Short, key: np.uint64) -> int:
    slot = np.int64((key * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(24)) & (len(table) - 1)
    while filled[slot] and table[slot] != key:
        slot = (slot + 1) & (len(table) - 1)
    return int(slot)


@compile_kernel
def group_keys(keys: Keys, owners: Short) -> tuple[Short, int]:
    """(group of every key, how many groups): keys that two owners or more have; -1 for others, and where an owner has
    the key again."""
    parted, parted_owners, order, bounds = part_keys(keys, owners)
    groups, count = np.full(len(keys), -1, np.int32), 0
    for p in range(len(bounds) - 1):
        size = 16
        while size < 2 * (bounds[p + 1] - bounds[p]):
            size *= 2
        table, filled, last = np.empty(size, np.uint64), np.zeros(size, np.int32), np.full(size, -1, np.int32)
        slots = np.empty(bounds[p + 1] - bounds[p], np.int32)
        for i in range(bounds[p], bounds[p + 1]):
            slot = _find_slot(table, filled, parted[i])
            table[slot], slots[i - bounds[p]] = parted[i], slot
            filled[slot] += parted_owners[i] != last[slot]
            last[slot] = parted_owners[i]
        last[:] = -1
        numbers = np.full(size, -1, np.int32)
        for i in range(bounds[p], bounds[p + 1]):
            slot = slots[i - bounds[p]]
            if filled[slot] > 1 and parted_owners[i] != last[slot]:
                if numbers[slot] < 0:
                    numbers[slot] = count
                    count += 1
                groups[order[i]] = numbers[slot]
                last[slot] = parted_owners[i]
    return groups, count


@compile_kernel
def list_members(groups: Short, count: int, owners: Short, places: Short) -> tuple[Ints, Short, Short, Ints]:
    """(bounds, owners, places) of the members of every group, in order, and where each item stands among them."""
    bounds = np.zeros(count + 1, np.int64)
    for g in groups:
        bounds[g + 1] += 1
    bounds = np.cumsum(bounds)
    at, slots = bounds[:-1].copy(), np.empty(len(groups), np.int64)
    member_owners, member_places = np.empty(len(groups), np.int32), np.empty(len(groups), np.int32)
    for i in range(len(groups)):
        slot = at[groups[i]]
        at[groups[i]] += 1
        slots[i], member_owners[slot], member_places[slot] = slot, owners[i], places[i]
    return bounds, member_owners, member_places, slots


@compile_kernel
def _share_more(
    bounds: Ints, groups: Short, places: Short, marks: Short, pair: tuple[int, int, int], until: int, enough: int
) -> bool:
    """Whether two texts (and a mark of the first) share two groups before a word of the second, or enough of all."""
    a, b, mark = pair
    for i in range(bounds[a], bounds[a + 1]):
        marks[groups[i]] = mark
    common, before = 0, 0
    for i in range(bounds[b], bounds[b + 1]):
        if marks[groups[i]] == mark:
            common += 1
            before += places[i] < until
    return before > 1 or common > enough


@compile_kernel
def find_closings(
    items: tuple[Ints, Short, Short], members: tuple[Ints, Short, Short], words: Short, limits: tuple[int, int]
) -> NDArray[np.bool_]:
    """Which groups are of a notice: most of their members stand at the end of texts that share nothing before it.

    items: bounds, groups, places. members: bounds, owners, places. limits: members from which a group is looked at,
    words at the end of a text. A few pairs of neighbours tell whether the texts share more; of short texts, whether
    they share half of their words (of nine words two fingerprints are kept).
    """
    member_bounds, owners, member_places = members
    least, reach = limits
    closings = np.zeros(len(member_bounds) - 1, np.bool_)
    marks, mark = np.full(len(member_bounds), -1, np.int32), 0
    for g in range(len(closings)):
        low, high = member_bounds[g], member_bounds[g + 1]
        if high - low < least:
            continue
        last = 0
        for m in range(low, high):
            last += words[owners[m]] - member_places[m] <= reach
        if 10 * last < 8 * (high - low):
            continue
        step, more, tried = max(1, (high - low) // 8), 0, 0
        for m in range(low, high - 1, step):
            a, b = owners[m], owners[m + 1]
            more += _share_more(*items, marks, (a, b, mark), words[b] - reach, min(words[a], words[b]) // 9)
            mark, tried = mark + 1, tried + 1
        closings[g] = 2 * more < tried
    return closings


@compile_kernel
def link_items(bounds: Ints, groups: Short, places: Short, apart: int) -> tuple[Keys, Short, Ints]:
    """(key, owner, bounds) of two shared fingerprints that follow each other in a text, at most `apart` words on."""
    keys, owners, at = np.empty(len(groups), np.uint64), np.empty(len(groups), np.int32), 0
    link_bounds = np.zeros(len(bounds), np.int64)
    for t in range(len(bounds) - 1):
        for i in range(bounds[t] + 1, bounds[t + 1]):
            if places[i] - places[i - 1] <= apart:
                key = (np.uint64(groups[i - 1]) << np.uint64(32) | np.uint64(groups[i])) * np.uint64(0x9E3779B97F4A7C15)
                keys[at], owners[at] = (key ^ (key >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9), t
                at += 1
        link_bounds[t + 1] = at
    return keys[:at].copy(), owners[:at].copy(), link_bounds


@compile_kernel
def choose_representatives(bounds: Ints, owners: Short, worth: Short, limits: tuple[int, int]) -> NDArray[np.bool_]:
    """Which members stand for their group, where it is larger than the first limit: as many as the second limit says of
    the earliest, and as many of those with most worth (of equals the earliest)."""
    some, few = limits
    chosen, best = np.zeros(len(owners) + few, np.bool_), np.empty(few, np.int64)
    for g in range(len(bounds) - 1):
        low, high = bounds[g], bounds[g + 1]
        if high - low <= some:
            continue
        chosen[low : low + few] = True
        have = 0
        for m in range(low, high):
            value = worth[owners[m]]
            if have == few and value <= worth[owners[best[few - 1]]]:
                continue
            at = min(have, few - 1)
            while at > 0 and worth[owners[best[at - 1]]] < value:
                best[at] = best[at - 1]
                at -= 1
            best[at] = m
            have = min(few, have + 1)
        chosen[best[:have]] = True
    return chosen[: len(owners)]


@compile_kernel
def _count_items(
    t: int,
    prints: tuple[Ints, Short, Short, Ints],
    groups: tuple[Ints, Short, Short, NDArray[np.bool_], Ints, Ints],
    limits: tuple[int, int, int, int],
    counted: tuple[NDArray[np.int8], Short, Short, Short],
) -> int:
    """Count the fingerprints that a text shares with each earlier one; how many texts were touched."""
    bounds, group_of, places, slots = prints
    group_bounds, owners, member_places, stands, chosen, chosen_bounds = groups
    count, here, there, touched = counted
    few, some, _, apart = limits
    number = 0
    for i in range(bounds[t], bounds[t + 1]):
        low, high = group_bounds[group_of[i]], group_bounds[group_of[i] + 1]
        every, place = high - low <= some or stands[slots[i]], places[i]
        first, worth = 0 if every else chosen_bounds[group_of[i]], RARE if high - low <= few else COMMON
        for k in range(slots[i] - low if every else chosen_bounds[group_of[i] + 1] - first):
            m = low + k if every else chosen[first + k]
            if m >= slots[i]:
                break
            other, place_there = owners[m], member_places[m]
            if count[other] == 0:
                touched[number] = other
                number += 1
                count[other] = worth
            elif count[other] < ENOUGH:
                near = abs(place - here[other]) <= apart and abs(place_there - there[other]) <= apart
                count[other] = min(ENOUGH, count[other] + worth) if near else worth
            here[other], there[other] = place, place_there
    return number


@compile_kernel
def _count_links(
    t: int,
    number: int,
    links: tuple[Ints, Short, Ints, Ints, Short],
    limits: tuple[int, int, int, int],
    counted: tuple[NDArray[np.int8], Short, Short, Short],
) -> int:
    """Count the links that a text shares with each earlier one; how many texts were touched by then.

    One link that few texts have is enough; of those that many have, two.
    """
    bounds, groups, slots, group_bounds, owners = links
    count, _, _, touched = counted
    few, _, whole, _ = limits
    for k in range(number):  # else what is linked would count twice
        count[touched[k]] = ENOUGH if count[touched[k]] == ENOUGH else 1
    for i in range(bounds[t], bounds[t + 1]):
        low, high = group_bounds[groups[i]], group_bounds[groups[i] + 1]
        for m in range(low, slots[i] if high - low <= whole else low):
            other = owners[m]
            if count[other] == 0:
                touched[number] = other
                number += 1
            count[other] = min(ENOUGH, count[other] + (ENOUGH if high - low <= few else RARE))
    return number


@compile_kernel
def count_shared(
    prints: tuple[Ints, Short, Short, Ints],
    groups: tuple[Ints, Short, Short, NDArray[np.bool_], Ints, Ints],
    links: tuple[Ints, Short, Ints, Ints, Short],
    limits: tuple[int, int, int, int],
    span: tuple[int, int],
) -> Short:
    """(text, earlier text) that may share a stretch, for the texts span[0]:span[1].

    prints: bounds, groups, places and slots of the shared fingerprints. groups: bounds, owners, places of the members,
    which of them are representatives, all representatives and their bounds. links: bounds, groups and slots of the
    links, bounds and owners of their members. limits: members up to which a group is rare, up to which a group of
    fingerprints, and one of links, is compared all with all; words that two fingerprints may lie apart in both texts.
    """
    size = len(prints[0]) - 1
    count, touched = np.zeros(size, np.int8), np.empty(size, np.int32)
    counted = (count, np.zeros(size, np.int32), np.zeros(size, np.int32), touched)
    found, at = np.empty((1024, 2), np.int32), 0
    for t in range(span[0], span[1]):
        number = _count_links(t, _count_items(t, prints, groups, limits, counted), links, limits, counted)
        for other in touched[:number]:
            if count[other] == ENOUGH:
                if at == len(found):
                    more = np.empty((2 * at, 2), np.int32)
                    more[:at] = found
                    found = more
                found[at, 0], found[at, 1] = t, other
                at += 1
            count[other] = 0
    return found[:at].copy()


@compile_kernel
def measure_likeness(bounds: Ints, groups: Short, most: int, pairs: Short, wanted: NDArray[np.bool_]) -> Short:
    """How many groups the two texts of every wanted pair have in common; pairs stand in the order of their first."""
    marks, counts = np.full(most, -1, np.int32), np.zeros(len(pairs), np.int32)
    marked = -1
    for p in range(len(pairs)):
        if not wanted[p]:
            continue
        a, b = pairs[p, 0], pairs[p, 1]
        if a != marked:
            for g in groups[bounds[a] : bounds[a + 1]]:
                if g >= 0:
                    marks[g] = a
            marked = a
        for g in groups[bounds[b] : bounds[b + 1]]:
            if g >= 0 and marks[g] == a:
                counts[p] += 1
    return counts

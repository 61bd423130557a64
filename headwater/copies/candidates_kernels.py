"""Compiled steps of candidates.py: notices, settled groups, representatives, counting, nearest relatives.

Text t has the items bounds[t]:bounds[t + 1] of a flat array; texts are in the order of their age, and so are the
members of a group.
"""

import numpy as np
from numpy.typing import NDArray

from headwater.kernel import compile_kernel

Keys = NDArray[np.uint64]
Ints = NDArray[np.int64]
Short = NDArray[np.int32]

COMMON, RARE, ENOUGH = 2, 3, 6
"""What a fingerprint in common is worth that many texts have, or few, and what makes a pair of texts be looked at: of
40,000 generated articles two thirds of all pairs had but two set phrases in common."""
TOUCHED, LINKED, DONE = 8, 16, 32
"""Bits beside what two texts have in common so far: they were met, share a link that many have, share enough."""


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
def follow_groups(items: tuple[Ints, Short, Short], sizes: Short, apart: int) -> tuple[Short, Short]:
    """(the group before, the group after) each group, where it is the same one in all texts that have the group, at
    most `apart` words away; else -1. Groups of size 0 are passed over."""
    bounds, groups, places = items
    before, after = np.full(len(sizes), -2, np.int32), np.full(len(sizes), -2, np.int32)
    for t in range(len(bounds) - 1):
        last, place = np.int32(-1), 0
        for i in range(bounds[t], bounds[t + 1]):
            g = groups[i]
            if sizes[g] == 0:
                continue
            near = last >= 0 and places[i] - place <= apart
            if last >= 0:
                follower = g if near else np.int32(-1)
                after[last] = follower if after[last] == -2 or after[last] == follower else -1
            leader = last if near else np.int32(-1)
            before[g] = leader if before[g] == -2 or before[g] == leader else -1
            last, place = g, places[i]
        if last >= 0:
            after[last] = -1
    return before, after


@compile_kernel
def number_groups(
    before: Short, after: Short, sizes: Short, limits: tuple[int, int]
) -> tuple[Short, Short, Short, tuple[int, int]]:
    """(new number of every group or -1; by new number their sizes, and how many fingerprints each stands for; (large
    groups, groups to count)).

    A rare group that has the same group before or after it in all its texts is settled: they all share a link that few
    texts have. Of such groups in a row with the same texts the first stands for all. Large groups come first, then the
    other groups to count, then the settled ones. limits: members up to which a group is rare, and is not large.
    """
    little, some = limits
    numbers, kinds = np.full(len(sizes), -1, np.int32), np.zeros(len(sizes), np.int8)
    counts = np.zeros(4, np.int64)
    for g in range(len(sizes)):
        if sizes[g] == 0:
            kinds[g] = 3
        elif sizes[g] <= little and (before[g] >= 0 or after[g] >= 0):
            kinds[g] = 3 if before[g] >= 0 and sizes[before[g]] == sizes[g] else 2
        else:
            kinds[g] = 0 if sizes[g] > some else 1
        counts[kinds[g]] += 1
    at = np.cumsum(counts) - counts
    weights, new_sizes = np.ones(counts[:3].sum(), np.int32), np.empty(counts[:3].sum(), np.int32)
    for g in range(len(sizes)):
        if kinds[g] == 3:
            continue
        numbers[g] = at[kinds[g]]
        new_sizes[numbers[g]] = sizes[g]
        at[kinds[g]] += 1
        if kinds[g] == 2:
            run = after[g]
            while run >= 0 and sizes[run] == sizes[g] and before[run] >= 0:
                weights[numbers[g]] += 1
                run = after[run]
    return numbers, new_sizes, weights, (counts[0], counts[0] + counts[1])


@compile_kernel
def keep_items(
    items: tuple[Ints, Short, Short], numbers: Short, sizes: Short, counted: int, apart: int
) -> tuple[tuple[Ints, Short, Short], Short, Short]:
    """(items whose groups have a number, by that number; the group before each, where both are to be counted and near,
    or -1; how many pairs of neighbours every text had, with those that are left out)."""
    bounds, groups, places = items
    total = 0
    for g in groups:
        total += numbers[g] >= 0
    kept, kept_places = np.empty(total, np.int32), np.empty(total, np.int32)
    before, kept_bounds = np.empty(total, np.int32), np.zeros(len(bounds), np.int64)
    pairs, at = np.zeros(len(bounds) - 1, np.int32), 0
    for t in range(len(bounds) - 1):
        last, place = np.int32(-1), 0
        for i in range(bounds[t], bounds[t + 1]):
            g = groups[i]
            if sizes[g] == 0:
                continue
            near = last >= 0 and places[i] - place <= apart
            pairs[t] += near
            number = numbers[g]
            if number >= 0:
                link = near and number < counted and 0 <= numbers[last] < counted
                kept[at], kept_places[at], before[at] = number, places[i], numbers[last] if link else -1
                at += 1
            last, place = g, places[i]
        kept_bounds[t + 1] = at
    return (kept_bounds, kept, kept_places), before, pairs


@compile_kernel
def sort_links(members: tuple[Ints, Short, Short, Short], large: int) -> None:
    """Put the members of the large groups, which are the first, into the order of the groups before them."""
    bounds, owners, places, before = members
    for g in range(large):
        low, high = bounds[g], bounds[g + 1]
        order = np.argsort(before[low:high], kind="mergesort")
        owners[low:high], places[low:high] = owners[low:high][order], places[low:high][order]
        before[low:high] = before[low:high][order]


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


Members = tuple[Ints, Short, Short, Short]
Counted = tuple[NDArray[np.int8], Short, Short, Short]


@compile_kernel
def _touch(other: int, counted: Counted, number: int) -> int:
    """Note that a text is touched; how many are by now."""
    counts, _, _, touched = counted
    if counts[other] == 0:
        touched[number] = other
        counts[other] = TOUCHED
        return number + 1
    return number


@compile_kernel
def _count_members(
    t: int,
    place: int,
    members: Members,
    span: tuple[int, int],
    worth: tuple[int, int],
    counted: Counted,
    number: int,
) -> int:
    """Count a fingerprint for all earlier texts among some members of its group; how many texts are touched by now.

    worth: of the fingerprint, and how near it must stand to the one before.
    """
    counts, here, there, _ = counted
    _, owners, places, _ = members
    value, apart = worth
    for m in range(span[0], span[1]):
        other, place_there = owners[m], places[m]
        if other >= t or counts[other] & DONE:
            continue
        number = _touch(other, counted, number)
        have = counts[other] & 7
        if have and (abs(place - here[other]) > apart or abs(place_there - there[other]) > apart):
            have = 0
        have += value
        counts[other] = counts[other] & ~7 | have if have < ENOUGH else DONE
        here[other], there[other] = place, place_there
    return number


@compile_kernel
def _count_links(
    t: int, link: int, members: Members, span: tuple[int, int], rare: bool, counted: Counted, number: int
) -> int:
    """Count a link for all earlier texts among some members of a group that have the same group before them. One link
    that few texts have is enough; of those that many have, two."""
    _, owners, _, before = members
    counts = counted[0]
    for m in range(span[0], span[1]):
        other = owners[m]
        if other < t and before[m] == link:
            number = _touch(other, counted, number)
            counts[other] = DONE if rare or counts[other] & LINKED else counts[other] | LINKED
    return number


@compile_kernel
def _find_links(before: Short, link: int, span: tuple[int, int], ordered: bool) -> tuple[int, int, int]:
    """(first, end, how many) of the members of a group with a group before them; ordered by it, or else among all."""
    low, high = span
    if ordered:
        low += np.searchsorted(before[low:high], link)
        high = low + np.searchsorted(before[low:high], link, "right")
        return low, high, high - low
    count = 0
    for m in range(low, high):
        count += before[m] == link
    return low, high, count


@compile_kernel
def _count_text(
    t: int,
    items: Members,
    members: Members,
    stands: Members,
    kinds: tuple[int, int],
    limits: tuple[int, int, int],
    counted: Counted,
) -> tuple[int, int]:
    """Count what a text shares with each earlier one: how many texts are touched, and its links with too many."""
    bounds, groups, places, before = items
    little, whole, apart = limits
    number, wide = 0, 0
    for i in range(bounds[t], bounds[t + 1]):
        g = groups[i]
        own = (members[0][g], members[0][g + 1])
        if g >= kinds[1]:
            for other in members[1][own[0] : own[1]]:
                if other >= t:
                    break
                number = _touch(other, counted, number)
                counted[0][other] = DONE
            continue
        worth = (RARE if own[1] - own[0] <= little else COMMON, apart)
        if g >= kinds[0] or (stands[1][stands[0][g] : stands[0][g + 1]] == t).any():
            number = _count_members(t, places[i], members, own, worth, counted, number)
        else:
            some = (stands[0][g], stands[0][g + 1])
            number = _count_members(t, places[i], stands, some, worth, counted, number)
        if before[i] >= 0:
            low, high, have = _find_links(members[3], before[i], own, g < kinds[0])
            wide += have > whole
            if 1 < have <= whole:
                number = _count_links(t, before[i], members, (low, high), have <= little, counted, number)
    return number, wide


@compile_kernel
def count_shared(
    items: Members,
    members: Members,
    stands: Members,
    kinds: tuple[int, int],
    limits: tuple[int, int, int],
    span: tuple[int, int],
) -> tuple[Short, Short]:
    """((text, earlier text) that may share a stretch, for the texts span[0]:span[1]; links of each with too many).

    items: bounds, groups, places, groups before. members: bounds, owners, places, groups before. stands: the same of
    those that stand for large groups. kinds: the groups up to the first number are large, those from the second on are
    settled. limits: members up to which a group is rare, and up to which the texts of a link are compared all with all;
    words that two fingerprints may lie apart in both texts.
    """
    size = len(items[0]) - 1
    counts, touched = np.zeros(size, np.int8), np.empty(size, np.int32)
    counted = (counts, np.zeros(size, np.int32), np.zeros(size, np.int32), touched)
    found, at, wide = np.empty((1024, 2), np.int32), 0, np.zeros(span[1] - span[0], np.int32)
    for t in range(span[0], span[1]):
        number, wide[t - span[0]] = _count_text(t, items, members, stands, kinds, limits, counted)
        for other in touched[:number]:
            if counts[other] & DONE:
                if at == len(found):
                    more = np.empty((2 * at, 2), np.int32)
                    more[:at] = found
                    found = more
                found[at, 0], found[at, 1] = t, other
                at += 1
            counts[other] = 0
    return found[:at].copy(), wide


@compile_kernel
def measure_likeness(bounds: Ints, groups: Short, weights: Short, pairs: Short, wanted: NDArray[np.bool_]) -> Short:
    """How many fingerprints the two texts of every wanted pair have in common, by what each group stands for; pairs
    stand in the order of their first."""
    marks, counts = np.full(len(weights), -1, np.int32), np.zeros(len(pairs), np.int32)
    marked = -1
    for p in range(len(pairs)):
        if not wanted[p]:
            continue
        a, b = pairs[p, 0], pairs[p, 1]
        if a != marked:
            for g in groups[bounds[a] : bounds[a + 1]]:
                marks[g] = a
            marked = a
        for g in groups[bounds[b] : bounds[b + 1]]:
            if marks[g] == a:
                counts[p] += weights[g]
    return counts

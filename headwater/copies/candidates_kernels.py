"""Compiled steps of candidates.py: notices, representatives, counting, nearest relatives.

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
DONE = ENOUGH + 1
"""What is enough, and reaches far enough."""


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
def count_ends(items: tuple[Ints, Short, Short], words: Short, reach: int, ends: Short) -> None:
    """Count, for every group, the texts that have it in their last words."""
    bounds, groups, places = items
    for t in range(len(bounds) - 1):
        i = bounds[t + 1] - 1
        while i >= bounds[t] and words[t] - places[i] <= reach:
            ends[groups[i]] += 1
            i -= 1


@compile_kernel
def choose_neighbours(bounds: Ints, owners: Short) -> tuple[Short, Short]:
    """(group, two texts): a few pairs of neighbours among the members of every group."""
    count = 0
    for g in range(len(bounds) - 1):
        size = bounds[g + 1] - bounds[g]
        step = max(1, size // 8)
        count += max(0, size - 1 + step - 1) // step
    groups, pairs, at = np.empty(count, np.int32), np.empty((count, 2), np.int32), 0
    for g in range(len(bounds) - 1):
        for m in range(bounds[g], bounds[g + 1] - 1, max(1, (bounds[g + 1] - bounds[g]) // 8)):
            groups[at], pairs[at, 0], pairs[at, 1] = g, owners[m], owners[m + 1]
            at += 1
    return groups, pairs


@compile_kernel
def share_more(
    items: tuple[Ints, Short, Short], words: Short, pairs: Ints, reach: int, groups: int
) -> NDArray[np.bool_]:
    """Which pairs of texts share something before the last words of the second; of short texts, half of their words (of
    nine words two fingerprints are kept). groups: how many there are."""
    marks, more = np.full(groups, -1, np.int32), np.zeros(len(pairs), np.bool_)
    for p in range(len(pairs)):
        a, b = pairs[p, 0], pairs[p, 1]
        more[p] = _share_more(*items, marks, (a, b, p), words[b] - reach, min(words[a], words[b]) // 9)
    return more


@compile_kernel
def sort_links(members: tuple[Ints, Short, Short, Short], large: int, ranks: Short) -> None:
    """Put the members of the large groups, which are the first, into the order of the groups before them, and of these
    the texts of smaller rank first."""
    bounds, owners, places, before = members
    for g in range(large):
        low, high = bounds[g], bounds[g + 1]
        keys = np.empty(high - low, np.int64)
        for m in range(low, high):
            keys[m - low] = np.int64(before[m]) << 32 | np.int64(ranks[owners[m]])
        order = np.argsort(keys)
        owners[low:high], places[low:high] = owners[low:high][order], places[low:high][order]
        before[low:high] = before[low:high][order]


@compile_kernel
def count_wide(members: tuple[Ints, Short, Short, Short], large: int, whole: int, texts: int) -> Short:
    """How many links every text has that more than `whole` texts have; of the large groups, in order."""
    bounds, owners, _, before = members
    wide = np.zeros(texts, np.int32)
    for g in range(large):
        first = bounds[g]
        for m in range(bounds[g] + 1, bounds[g + 1] + 1):
            if m < bounds[g + 1] and before[m] == before[first]:
                continue
            if before[first] >= 0 and m - first > whole:
                for k in range(first, m):
                    wide[owners[k]] += 1
            first = m
    return wide


@compile_kernel
def choose_representatives(bounds: Ints, owners: Short, ranks: Short, limits: tuple[int, int]) -> NDArray[np.bool_]:
    """Which members stand for their group, where it is larger than the first limit: as many as the second limit says of
    the earliest, and as many of those with the smallest rank."""
    some, few = limits
    chosen, best = np.zeros(len(owners) + few, np.bool_), np.empty(few, np.int64)
    for g in range(len(bounds) - 1):
        low, high = bounds[g], bounds[g + 1]
        if high - low <= some:
            continue
        chosen[low : low + few] = True
        have = 0
        for m in range(low, high):
            value = ranks[owners[m]]
            if have == few and value > ranks[owners[best[few - 1]]]:
                continue
            at = min(have, few - 1)
            while at > 0 and ranks[owners[best[at - 1]]] > value:
                best[at] = best[at - 1]
                at -= 1
            best[at] = m
            have = min(few, have + 1)
        chosen[best[:have]] = True
    return chosen[: len(owners)]


Members = tuple[Ints, Short, Short, Short]
Counted = tuple[Short, Short, NDArray[np.bool_]]
"""A row for every text (what is in common, places of the last in both texts, where it begins); the texts touched; which
texts are in a crowd."""


@compile_kernel
def _count_members(
    at: tuple[int, int, int],
    members: Members,
    span: tuple[int, int],
    asked: tuple[int, bool],
    worth: tuple[int, int, int],
    counted: Counted,
    number: int,
) -> int:
    """Count a fingerprint, or a link, for all earlier texts among some members of its group; how many texts are touched
    by now.

    at: the text, the place, and words back to where the link begins. asked: the group before, which members must have,
    or -1; whether texts in a crowd are passed over. worth: of the fingerprint, how near to the one before it must
    stand, and how far all must reach.
    """
    common, touched, crowded = counted
    _, owners, places, before = members
    t, place, gap = at
    value, apart, reach = worth
    link, alone = asked
    for m in range(span[0], span[1]):
        other, place_there = owners[m], places[m]
        row = common[other]
        if other >= t or row[0] == DONE or (link >= 0 and before[m] != link) or (alone and crowded[other]):
            continue
        have = row[0]
        if have == 0:
            touched[number] = other
            number += 1
        if have and abs(place - row[1]) <= apart and abs(place_there - row[2]) <= apart:
            row[3] = min(row[3], place - gap)
        else:
            have, row[3] = 0, place - gap
        row[1], row[2] = place, place_there
        have = min(ENOUGH, have + value)
        row[0] = DONE if have == ENOUGH and place - row[3] >= reach else have
    return number


@compile_kernel
def _stands_among(t: int, owners: Short, span: tuple[int, int]) -> bool:
    found = False
    for k in range(span[0], span[1]):
        found |= owners[k] == t
    return found


@compile_kernel
def _meet_founders(t: int, owners: Short, span: tuple[int, int], few: int, counted: Counted, number: int) -> int:
    """Bring a text in a crowd together with the few that stand first among the members of a link, or, where it is one
    of them, with all in a crowd; of those the earlier ones. How many texts are touched by now."""
    common, touched, crowded = counted
    first = min(span[0] + few, span[1])
    for m in range(span[0], span[1] if _stands_among(t, owners, (span[0], first)) else first):
        other = owners[m]
        if other < t and crowded[other]:
            if common[other, 0] == 0:
                touched[number] = other
                number += 1
            common[other, 0] = DONE
    return number


@compile_kernel
def _find_links(before: Short, link: int, span: tuple[int, int], ordered: bool) -> tuple[int, int, int]:
    """(first, end, how many) of the members of a group with a group before them; ordered by it, or else among all."""
    low, high = span
    if ordered:
        first = low + int(np.searchsorted(before[low:high], link))
        last = low + int(np.searchsorted(before[low:high], link, "right"))
        return first, last, last - first
    count = 0
    for m in range(low, high):
        count += before[m] == link
    return low, high, count


@compile_kernel
def _count_text(
    text: tuple[int, int],
    items: Members,
    members: Members,
    stands: Members,
    kinds: tuple[int, int],
    limits: tuple[int, int, int, int, int],
    counted: Counted,
) -> int:
    """Count what a text (its number, and which it is of the items) shares with each earlier one: how many texts are
    touched."""
    bounds, groups, places, before = items
    little, few, whole, apart, reach = limits
    number, (t, k) = 0, text
    crowd = counted[2][t]
    for i in range(bounds[k], bounds[k + 1]):
        g, place = groups[i], places[i]
        own = (members[0][g], members[0][g + 1])
        if g >= kinds[1]:
            asked = (-1, False)
            number = _count_members((t, place, reach), members, own, asked, (ENOUGH, apart, reach), counted, number)
            continue
        worth, asked = (RARE if own[1] - own[0] <= little else COMMON, apart, reach), (-1, crowd and g < kinds[0])
        if g >= kinds[0] or _stands_among(t, stands[1], (stands[0][g], stands[0][g + 1])):
            number = _count_members((t, place, 0), members, own, asked, worth, counted, number)
        else:
            some = (stands[0][g], stands[0][g + 1])
            number = _count_members((t, place, 0), stands, some, asked, worth, counted, number)
        if before[i] >= 0:
            start, stop, have = _find_links(members[3], before[i], own, g < kinds[0])
            if crowd and g < kinds[0]:
                number = _meet_founders(t, members[1], (start, stop), few, counted, number)
            if 1 < have <= (max(little, whole) if g < kinds[0] else little):
                at, worth = (t, place, place - places[i - 1]), (ENOUGH if have <= little else RARE, apart, reach)
                asked = (before[i], crowd and have > little)
                number = _count_members(at, members, (start, stop), asked, worth, counted, number)
    return number


@compile_kernel
def count_shared(
    items: Members,
    members: Members,
    stands: Members,
    kinds: tuple[int, int],
    limits: tuple[int, int, int, int, int],
    span: tuple[int, int, int],
    crowded: NDArray[np.bool_],
) -> Short:
    """Pairs (text, earlier text) that may share a stretch, for the texts span[0]:span[1].

    items: bounds, groups, places, groups before, of texts from span[2] on. members: bounds, owners, places, groups
    before. stands: the same of those that stand for large groups. kinds: the groups up to the first number are large,
    those from the second on are settled. limits: members up to which a group is rare; how many stand for a link in a
    crowd; members up to which the texts of a link are compared all with all; words that two fingerprints may lie apart
    in both texts, and that all of them must reach over. crowded: which texts are in a crowd.
    """
    size = span[1]
    common, touched = np.zeros((size, 4), np.int32), np.empty(size, np.int32)
    found, at = np.empty((1024, 2), np.int32), 0
    for t in range(span[0], span[1]):
        counted = (common, touched, crowded)
        number = _count_text((t, t - span[2]), items, members, stands, kinds, limits, counted)
        for other in touched[:number]:
            if common[other, 0] == DONE:
                if at == len(found):
                    more = np.empty((2 * at, 2), np.int32)
                    more[:at] = found
                    found = more
                found[at, 0], found[at, 1] = t, other
                at += 1
            common[other, 0] = 0
    return found[:at].copy()


@compile_kernel
def measure_likeness(
    ones: tuple[Ints, Short, Short], others: tuple[Ints, Short, Short], weights: Short, pairs: Short
) -> Short:
    """How many fingerprints the two texts of every pair have in common, by what each group stands for, less how often
    what stands before one of them differs: a change costs its words, and one more however long it is.

    Pairs stand in the order of their first. ones, others: bounds, groups, groups before of the texts of either side.
    """
    marks, counts = np.full((len(weights), 2), -1, np.int32), np.zeros(len(pairs), np.int32)
    marked = -1
    for p in range(len(pairs)):
        a, b = pairs[p, 0], pairs[p, 1]
        if a != marked:
            for i in range(ones[0][a], ones[0][a + 1]):
                marks[ones[1][i], 0], marks[ones[1][i], 1] = a, ones[2][i]
            marked = a
        for i in range(others[0][b], others[0][b + 1]):
            g, before = others[1][i], others[2][i]
            if marks[g, 0] == a:
                counts[p] += weights[g] - (marks[g, 1] != before)
    return counts

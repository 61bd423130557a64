"""Compiled steps of candidates.py: notices, representatives, counting, nearest relatives.

Text t has the items bounds[t]:bounds[t + 1] of a flat array; texts are in the order of their age, and so are the
members of a group.
"""

import numpy as np
from numpy.typing import NDArray

from headwater.copies.sharing_kernels import TURNS
from headwater.kernel import compile_kernel

Keys = NDArray[np.uint64]
Ints = NDArray[np.int64]
Short = NDArray[np.int32]

COMMON, RARE, ENOUGH = 2, 3, 6
"""What a fingerprint in common is worth that many texts have, or few (or one that follows the same one in both), and
what makes a pair of texts be looked at: of 40,000 generated articles two thirds of all pairs had but two set phrases in
common."""
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
            before += places[i] >> TURNS < until
    return before > 1 or common > enough


@compile_kernel
def count_ends(items: tuple[Ints, Short, Short], words: Short, reach: int, ends: Short) -> None:
    """Count, for every group, the texts that have it in their last words."""
    bounds, groups, places = items
    for t in range(len(bounds) - 1):
        i = bounds[t + 1] - 1
        while i >= bounds[t] and words[t] - (places[i] >> TURNS) <= reach:
            ends[groups[i]] += 1
            i -= 1


@compile_kernel
def choose_neighbours(bounds: Ints, owners: Short, most: int) -> tuple[Short, Short]:
    """(group, two texts): so many pairs of neighbours among the earliest members of every group."""
    count = 0
    for g in range(len(bounds) - 1):
        count += max(0, min(bounds[g + 1] - bounds[g] - 1, most))
    groups, pairs, at = np.empty(count, np.int32), np.empty((count, 2), np.int32), 0
    for g in range(len(bounds) - 1):
        for m in range(bounds[g], min(bounds[g + 1] - 1, bounds[g] + most)):
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
def sort_links(members: tuple[Ints, Short, Short, Short], large: int) -> None:
    """Put the members of the large groups, which are the first, into the order of the groups before them, and of these
    the earliest text first."""
    bounds, owners, places, before = members
    for g in range(large):
        low, high = bounds[g], bounds[g + 1]
        keys = np.empty(high - low, np.int64)
        for m in range(low, high):
            keys[m - low] = np.int64(before[m]) << 32 | (m - low)
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
def choose_founders(
    members: tuple[Ints, Short, Short, Short], large: int, ranks: Short, crowded: NDArray[np.bool_], few: int
) -> NDArray[np.bool_]:
    """Which members of the large groups, in order, stand for their link in a crowd: of the texts in one those of the
    smallest rank, so many."""
    bounds, owners, _, before = members
    chosen, best = np.zeros(bounds[large], np.bool_), np.empty(few + 1, np.int64)
    for g in range(large):
        have = 0
        for m in range(bounds[g], bounds[g + 1]):
            if m > bounds[g] and before[m] != before[m - 1]:
                chosen[best[:have]] = True
                have = 0
            if before[m] < 0 or not crowded[owners[m]]:
                continue
            value, at = ranks[owners[m]], have
            while at > 0 and ranks[owners[best[at - 1]]] > value:
                best[at] = best[at - 1]
                at -= 1
            best[at] = m
            have = min(few, have + 1)
        chosen[best[:have]] = True
    return chosen


Members = tuple[Ints, Short, Short, Short]
Counted = tuple[Short, Short, NDArray[np.bool_]]
"""A row for every text (what is in common, places of the last in both texts, where it begins); the texts touched; which
texts are in a crowd."""


@compile_kernel
def _count_members(
    at: tuple[int, int, int, int],
    members: Members,
    span: tuple[int, int],
    alone: bool,
    worth: tuple[int, int, int, int],
    counted: Counted,
    number: int,
) -> int:
    """Count a fingerprint for all earlier texts among some members of its group; how many texts are touched by now.

    at: the text, the place, the group before (or -1), and words back to that. alone: whether texts in a crowd are
    passed over. worth: of the fingerprint, and of it with the one before in common; how near to what is in common
    before it must stand, and how far all must reach.
    """
    common, touched, crowded = counted
    _, owners, places, before = members
    t, place, link, gap = at
    value, linked, apart, reach = worth
    for m in range(span[0], span[1]):
        other, place_there = owners[m], places[m]
        row = common[other]
        if other >= t or row[0] == DONE or (alone and crowded[other]):
            continue
        same = link >= 0 and before[m] == link
        start = place - gap if same else place
        have = row[0]
        if have == 0:
            touched[number] = other
            number += 1
        if have and abs(place - row[1]) <= apart and abs(place_there - row[2]) <= apart:
            row[3] = min(row[3], start)
        else:
            have, row[3] = 0, start
        row[1], row[2] = place, place_there
        have = min(ENOUGH, have + (linked if same else value))
        row[0] = DONE if have == ENOUGH and place - row[3] >= reach else have
    return number


@compile_kernel
def _meet_founders(
    t: int, members: Members, founders: Ints, span: tuple[int, int], counted: Counted, number: int
) -> int:
    """Bring a text in a crowd together with those that stand for a link, or, where it is one of them, with all in a
    crowd that have it; of those the earlier ones. How many texts are touched by now."""
    common, touched, crowded = counted
    owners = members[1]
    first, last = np.searchsorted(founders, span[0]), np.searchsorted(founders, span[1])
    among = False
    for k in range(first, last):
        among |= owners[founders[k]] == t
    for k in range(span[0] if among else first, span[1] if among else last):
        other = owners[k if among else founders[k]]
        if other < t and crowded[other]:
            if common[other, 0] == 0:
                touched[number] = other
                number += 1
            common[other, 0] = DONE
    return number


@compile_kernel
def _find_link(members: Members, g: int, link: int) -> tuple[int, int]:
    """From where to where the members of a large group have another before it."""
    low, high = members[0][g], members[0][g + 1]
    start = low + int(np.searchsorted(members[3][low:high], link))
    return start, low + int(np.searchsorted(members[3][low:high], link, "right"))


@compile_kernel
def _count_large(
    at: tuple[int, int, int, int],
    members: Members,
    founders: Ints,
    group: int,
    limits: tuple[int, int, int, int, int],
    counted: Counted,
    number: int,
) -> int:
    """Count a link that ends in a large group; how many texts are touched by now."""
    little, few, whole, apart, reach = limits
    first, last = _find_link(members, group, at[2])
    have, crowd = last - first, counted[2][at[0]]
    if crowd:
        number = _meet_founders(at[0], members, founders, (first, last), counted, number)
    last = last if have <= max(little, whole) else first + few
    worth = (0, ENOUGH if have <= little else RARE, apart, reach)
    return _count_members(at, members, (first, last), crowd and have > little, worth, counted, number)


@compile_kernel
def _count_text(
    text: tuple[int, int],
    items: Members,
    members: Members,
    founders: Ints,
    kinds: tuple[int, int],
    limits: tuple[int, int, int, int, int],
    counted: Counted,
) -> int:
    """Count what a text (its number, and which it is of the items) shares with each earlier one: how many texts are
    touched."""
    bounds, groups, places, before = items
    little, _, _, apart, reach = limits
    number, (t, k) = 0, text
    for i in range(bounds[k], bounds[k + 1]):
        g, link = groups[i], before[i]
        at = (t, places[i], link, places[i] - places[i - 1] if link >= 0 else 0)
        span = (members[0][g], members[0][g + 1])
        if g >= kinds[1]:
            number = _count_members(at, members, span, False, (ENOUGH, ENOUGH, apart, 0), counted, number)
        elif g >= kinds[0]:
            rare = link >= 0 and (members[3][span[0] : span[1]] == link).sum() <= little
            worth = (RARE if span[1] - span[0] <= little else COMMON, ENOUGH if rare else RARE, apart, reach)
            number = _count_members(at, members, span, False, worth, counted, number)
        elif link >= 0:
            number = _count_large(at, members, founders, g, limits, counted, number)
    return number


@compile_kernel
def count_shared(
    items: Members,
    members: Members,
    founders: Ints,
    kinds: tuple[int, int],
    limits: tuple[int, int, int, int, int],
    span: tuple[int, int, int],
    about: tuple[NDArray[np.bool_], NDArray[np.bool_]],
) -> Short:
    """Pairs (text, earlier text) that may share a stretch, for those of the texts span[0]:span[1] that are asked for.

    items: bounds, groups, places, groups before, of texts from span[2] on. members: bounds, owners, places, groups
    before. founders: the members that stand for a link in a crowd. kinds: the groups up to the first number are large,
    those from the second on are settled. limits: members up to which a group is rare; the earliest that stand for a
    link of very many; members up to which the texts of a link are compared all with all; words that two fingerprints
    may lie apart in both texts, and that all of them must reach over. about: which texts are in a crowd, and which are
    asked for.
    """
    size = span[1]
    common, touched = np.zeros((size, 4), np.int32), np.empty(size, np.int32)
    found, at = np.empty((1024, 2), np.int32), 0
    crowded, asked = about
    for t in range(span[0], span[1]):
        if not asked[t]:
            continue
        number = _count_text((t, t - span[2]), items, members, founders, kinds, limits, (common, touched, crowded))
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
    ones: tuple[Ints, Short, Short], others: tuple[Ints, Short, Short], about: tuple[Short, int], pairs: Short
) -> Short:
    """How many fingerprints the two texts of every pair have in common, by what each group stands for, less how often
    of two large ones in a row the first differs: a change costs its words, and one more however long it is.

    Pairs stand in the order of their first. ones, others: bounds, groups, groups before of the texts of either side.
    about: what each group stands for, and how many are large.
    """
    weights, large = about
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
                was = marks[g, 1]
                counts[p] += weights[g]
                if g < large:
                    counts[p] -= (was if was < large else -1) != (before if before < large else -1)
    return counts


@compile_kernel
def choose_first(texts: Short, keys: Ints, most: int, size: int) -> NDArray[np.bool_]:
    """Which rows come first by their keys, so many of each of `size` texts; of equal ones the earlier row."""
    bounds = np.zeros(size + 1, np.int64)
    for text in texts:
        bounds[text + 1] += 1
    for t in range(size):
        bounds[t + 1] = bounds[t] + min(bounds[t + 1], most)
    best, have = np.empty(bounds[-1], np.int64), np.zeros(size, np.int32)
    for row in range(len(texts)):
        t = texts[row]
        low, at = bounds[t], bounds[t] + have[t]
        if at == bounds[t + 1] and keys[best[at - 1]] <= keys[row]:
            continue
        at = min(at, bounds[t + 1] - 1)
        while at > low and keys[best[at - 1]] > keys[row]:
            best[at] = best[at - 1]
            at -= 1
        best[at] = row
        have[t] = min(have[t] + 1, most)
    chosen = np.zeros(len(texts), np.bool_)
    chosen[best] = True
    return chosen

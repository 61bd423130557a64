"""Compiled steps of recounts.py: which texts are counted again when some came and others went."""

import numpy as np
from numpy.typing import NDArray

from headwater.copies.candidates_kernels import ENOUGH, RARE
from headwater.copies.sharing_kernels import TURNS
from headwater.kernel import compile_kernel

Ints = NDArray[np.int64]
Short = NDArray[np.int32]
Bools = NDArray[np.bool_]
Flags = NDArray[np.uint8]
Members = tuple[Ints, Short, Short, Short]

NOW, THEN, SAME = 1, 2, 4
"""What is told of a text: that it is there, that it was, and that it is as it was."""


@compile_kernel
def count_present(
    share: tuple[Short, Short, Short], flags: Flags, mark: int, words: Short, reach: int
) -> tuple[Short, Short]:
    """(texts of which something is told, those that have it in their last words) of every group."""
    sizes, owners, spots = share
    now, ends, m = np.zeros(len(sizes), np.int32), np.zeros(len(sizes), np.int32), 0
    for g in range(len(sizes)):
        for _ in range(sizes[g]):
            if flags[owners[m]] & mark:
                now[g] += 1
                ends[g] += words[owners[m]] - (spots[m] >> TURNS) <= reach
            m += 1
    return now, ends


@compile_kernel
def _count_sides(owners: Short, flags: Flags, span: tuple[int, int]) -> tuple[int, int, int]:
    """How many of some members are there, how many were, how many are as they were."""
    now, then, same = 0, 0, 0
    for m in range(span[0], span[1]):
        flag = flags[owners[m]]
        now += (flag & NOW) > 0
        then += (flag & THEN) > 0
        same += (flag & SAME) > 0
    return now, then, same


@compile_kernel
def _is_other(owners: Short, flags: Flags, span: tuple[int, int], limits: tuple[int, int, int, int]) -> bool:
    """Whether a link, of these members, speaks for another pair of texts that stayed, or no longer for one."""
    little, _, whole, few = limits
    now, then, same = _count_sides(owners, flags, span)
    if (now > little) != (then > little) or (now > whole) != (then > whole):
        return True
    if now <= whole:
        return False
    head = _count_sides(owners, flags, (span[0], span[0] + few))
    return then > same or head[0] > head[2]


@compile_kernel
def mark_changes(
    members: Members, changed: Bools, flags: Flags, limits: tuple[int, int, int, int], again: Bools
) -> None:
    """Mark the texts that have a group or a link which is of another kind than before: members in the order of the
    groups before them, and of these the earliest first, those that went last. changed: the groups that are a notice's,
    or were, but not both. limits: texts up to which a group is rare, up to which it is not large, up to which the texts
    of a link are compared all with all, and how many stand for others."""
    bounds, owners, _, before = members
    little, some, _, _ = limits
    for g in range(len(bounds) - 1):
        low, high = bounds[g], bounds[g + 1]
        now, then, _ = _count_sides(owners, flags, (low, high))
        if changed[g] or (now > little) != (then > little) or (now > some) != (then > some):
            again[owners[low:high]] = True
            continue
        first = low
        for m in range(low + 1, high + 1):
            if m < high and before[m] == before[first]:
                continue
            if before[first] >= 0 and _is_other(owners, flags, (first, m), limits):
                again[owners[first:m]] = True
            first = m


@compile_kernel
def mark_later(
    items: tuple[Ints, Short, Short, Short],
    members: Members,
    come: Ints,
    flags: Flags,
    limits: tuple[int, int, int, int],
    again: Bools,
) -> None:
    """Mark the later texts that may share enough with one that came; what they have in common is taken to stand near
    each other."""
    bounds, groups, _, before = items
    little, some, whole, few = limits
    totals, touched = np.zeros(len(flags), np.int32), np.empty(len(flags), np.int32)
    for t in come:
        count = 0
        for i in range(bounds[t], bounds[t + 1]):
            low, high = members[0][groups[i]], members[0][groups[i] + 1]
            large = _count_sides(members[1], flags, (low, high))[0] > some
            first = low + int(np.searchsorted(members[3][low:high], before[i]))
            last = low + int(np.searchsorted(members[3][low:high], before[i], "right"))
            now = _count_sides(members[1], flags, (first, last))[0] if before[i] >= 0 else 0
            if large and before[i] < 0:
                continue
            if large and now > whole:
                among = False
                for m in range(first, min(last, first + few)):
                    among |= members[1][m] == t
                if not among:
                    continue
            for m in range(first if large else low, last if large else high):
                other = members[1][m]
                if other <= t or not flags[other] & SAME:
                    continue
                if totals[other] == 0:
                    touched[count] = other
                    count += 1
                totals[other] += ENOUGH if before[i] >= 0 and first <= m < last and now <= little else RARE
        for other in touched[:count]:
            if totals[other] >= ENOUGH:
                again[other] = True
            totals[other] = 0

"""Compiled steps of candidates.py: counting, for every document, the fingerprints it shares with each later one."""

import numpy as np
from numpy.typing import NDArray

from headwater.kernel import compile_kernel


@compile_kernel
def group_fingerprints(
    hashes: NDArray[np.uint64], owners: NDArray[np.int32], order: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """(members, bounds, slots): the fingerprints of every hash that two documents or more have, one a document.

    `order` sorts the fingerprints by hash, then by document. The members of group g are members[bounds[g]:bounds[g+1]],
    in the order of their documents. A fingerprint's slot is its place in `members`, or -1 where no other document has
    its hash, or its document has had it before.
    """
    members, bounds = np.empty(len(order), np.int64), np.empty(len(order) // 2 + 2, np.int64)
    slots = np.full(len(order), -1, np.int64)
    count, at, i = 0, 0, 0
    bounds[0] = 0
    while i < len(order):
        j, first = i, at
        while j < len(order) and hashes[order[j]] == hashes[order[i]]:
            if at == first or owners[order[j]] != owners[members[at - 1]]:
                members[at] = order[j]
                at += 1
            j += 1
        if at - first < 2:
            at = first
        else:
            for m in range(first, at):
                slots[members[m]] = m
            count += 1
            bounds[count] = at
        i = j
    return members[:at].copy(), bounds[: count + 1].copy(), slots


@compile_kernel
def count_shared(
    prints: tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int32]],
    groups: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]],
    limits: tuple[int, int, int],
    span: tuple[int, int],
) -> NDArray[np.int32]:
    """(document, later document, fingerprints shared near another one) for the documents span[0]:span[1].

    prints: bounds, owners and places of the fingerprints. groups: members, bounds and slots of group_fingerprints, and
    the group of every member. limits: members up to which a group is compared all with all; how many of a larger
    group, its first documents, are compared with the others; words that two fingerprints may lie apart in both texts.
    """
    bounds, owners, places = prints
    members, group_bounds, slots, group_of = groups
    whole, some, apart = limits
    size = len(bounds) - 1
    count, last_here, last_there = np.zeros(size, np.int32), np.zeros(size, np.int32), np.zeros(size, np.int32)
    touched, found, at = np.empty(size, np.int32), np.empty((1024, 3), np.int32), 0
    for d in range(span[0], span[1]):
        number = 0
        for f in range(bounds[d], bounds[d + 1]):
            if slots[f] < 0:
                continue
            low, high = group_bounds[group_of[slots[f]]], group_bounds[group_of[slots[f]] + 1]
            if high - low > whole and slots[f] - low >= some:
                continue
            for m in range(slots[f] + 1, high):
                other, place = owners[members[m]], places[members[m]]
                if count[other] == 0:
                    touched[number] = other
                    number += 1
                    count[other] = 1
                elif abs(places[f] - last_here[other]) <= apart and abs(place - last_there[other]) <= apart:
                    count[other] += 1
                last_here[other], last_there[other] = places[f], place
        for k in range(number):
            other = touched[k]
            if count[other] >= 2:
                if at == len(found):
                    more = np.empty((2 * at, 3), np.int32)
                    more[:at] = found
                    found = more
                found[at, 0], found[at, 1], found[at, 2] = d, other, count[other]
                at += 1
            count[other] = 0
    return found[:at].copy()

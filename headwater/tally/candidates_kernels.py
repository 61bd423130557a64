"""Pairs of contents worth comparing, in every pair of documents: those that share enough telling words."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from headwater.kernel import compile_kernel

LIGHT = 0.8
"""Lighter words are no reason to compare; half of all articles have a word of this weight."""

_Rows = tuple[NDArray[Any], NDArray[Any], NDArray[Any], NDArray[Any], NDArray[Any]]
_Three = tuple[NDArray[Any], NDArray[Any], NDArray[Any]]


@compile_kernel
def list_places(document: int, rows: _Rows, head: NDArray[Any], places: _Three) -> tuple[int, _Three]:
    """Enter the words of a document's rows into a table: head[term] is a place, `places` (row, next place, term)."""
    first, starts, ends, term, weight = rows
    at_row, after, used = places
    placed = 0
    for b in range(first[document + 1] - 1, first[document] - 1, -1):
        for x in range(starts[b], ends[b]):
            if weight[x] <= LIGHT:
                continue
            if placed == len(used):
                at_row = np.concatenate((at_row, np.empty(placed, np.int32)))
                after = np.concatenate((after, np.empty(placed, np.int32)))
                used = np.concatenate((used, np.empty(placed, np.int32)))
            at_row[placed], after[placed], used[placed] = b, head[term[x]], term[x]
            head[term[x]] = placed
            placed += 1
    return placed, (at_row, after, used)


@compile_kernel
def gather_candidates(left: NDArray[Any], right: NDArray[Any], rows: _Rows, least: NDArray[Any]) -> _Three:
    """(a, b, number of the pair of documents) of all pairs of rows whose shared terms weigh `least[p]`, two or more.

    `rows` is (first row of every document, where the terms of every row begin, where they end, terms numbered from 0,
    weights). Pairs of documents come in order of `right`. In a document with itself every pair is met once, a < b.
    """
    first, starts, ends, term, weight = rows
    out = (np.empty(1024, np.int32), np.empty(1024, np.int32), np.empty(1024, np.int32))
    filled, placed, current = 0, 0, -1
    head = np.full(1 if len(term) == 0 else term.max() + 1, -1, np.int32)
    places = (np.empty(1024, np.int32), np.empty(1024, np.int32), np.empty(1024, np.int32))
    shared = np.zeros(len(starts), np.float32)
    count = np.zeros(len(starts), np.int32)
    touched = np.empty(len(starts) + 1, np.int32)
    for p in range(len(left)):
        i, j = left[p], right[p]
        if j != current:
            for k in range(placed):
                head[places[2][k]] = -1
            placed, places = list_places(j, rows, head, places)
            current = j
        for a in range(first[i], first[i + 1]):
            met = 0
            for x in range(starts[a], ends[a]):
                k = head[term[x]] if weight[x] > LIGHT else -1
                while k >= 0:
                    b = places[0][k]
                    if count[b] == 0:
                        touched[met] = b
                        met += 1
                    count[b] += 1
                    shared[b] += weight[x]
                    k = places[1][k]
            if filled + met > len(out[0]):
                more = np.empty(max(len(out[0]), met), np.int32)
                out = (np.concatenate((out[0], more)), np.concatenate((out[1], more)), np.concatenate((out[2], more)))
            for b in touched[:met]:
                if count[b] > 1 and shared[b] >= least[p] and (i != j or b > a):
                    out[0][filled], out[1][filled], out[2][filled] = a, b, p
                    filled += 1
                count[b] = 0
                shared[b] = 0.0
    return out[0][:filled], out[1][:filled], out[2][:filled]

"""Pairs of contents worth comparing, in every pair of documents: those that share enough telling words."""

import numpy as np

from headwater.kernel import compile_kernel


@compile_kernel
def gather_candidates(left, right, rows, starts, ends, term, weight, least):  # type: ignore[no-untyped-def]
    """(a, b, number of the pair of documents) of all pairs of rows whose shared terms weigh `least[p]`, two or more.

    `rows[d]:rows[d + 1]` are the rows of document d, `starts[a]:ends[a]` the terms of row a, numbered from 0. Pairs of
    documents come in order of `right`: the terms of one document at a time stand in a table, every term with the rows
    that have it. In a document with itself every pair is met once, a < b.
    """
    room = 1024
    out_a = np.empty(room, np.int32)
    out_b = np.empty(room, np.int32)
    out_p = np.empty(room, np.int32)
    filled = 0
    words = 0 if len(term) == 0 else term.max() + 1
    head = np.full(words, -1, np.int32)
    at_row = np.empty(1024, np.int32)
    after = np.empty(1024, np.int32)
    used = np.empty(1024, np.int32)
    longest = 0
    for d in range(len(rows) - 1):
        longest = max(longest, rows[d + 1] - rows[d])
    shared = np.zeros(longest, np.float32)
    count = np.zeros(longest, np.int32)
    touched = np.empty(longest, np.int32)
    placed = 0
    current = -1
    for p in range(len(left)):
        i, j = left[p], right[p]
        if j != current:
            for k in range(placed):
                head[used[k]] = -1
            placed = 0
            for b in range(rows[j + 1] - 1, rows[j] - 1, -1):
                for x in range(starts[b], ends[b]):
                    if weight[x] <= 0.8:
                        continue
                    if placed == len(used):
                        at_row = np.concatenate((at_row, np.empty(placed, np.int32)))
                        after = np.concatenate((after, np.empty(placed, np.int32)))
                        used = np.concatenate((used, np.empty(placed, np.int32)))
                    at_row[placed], after[placed], used[placed] = b - rows[j], head[term[x]], term[x]
                    head[term[x]] = placed
                    placed += 1
            current = j
        for a in range(rows[i], rows[i + 1]):
            met = 0
            for x in range(starts[a], ends[a]):
                if weight[x] <= 0.8:
                    continue
                k = head[term[x]]
                while k >= 0:
                    b = at_row[k]
                    if count[b] == 0:
                        touched[met] = b
                        met += 1
                    count[b] += 1
                    shared[b] += weight[x]
                    k = after[k]
            for k in range(met):
                b = touched[k]
                if count[b] > 1 and shared[b] >= least[p] and (i != j or rows[j] + b > a):
                    if filled == room:
                        room *= 2
                        out_a = np.concatenate((out_a, np.empty(filled, np.int32)))
                        out_b = np.concatenate((out_b, np.empty(filled, np.int32)))
                        out_p = np.concatenate((out_p, np.empty(filled, np.int32)))
                    out_a[filled], out_b[filled], out_p[filled] = a, rows[j] + b, p
                    filled += 1
                count[b] = 0
                shared[b] = 0.0
    return out_a[:filled], out_b[:filled], out_p[:filled]

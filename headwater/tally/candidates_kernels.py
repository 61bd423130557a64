"""Pairs of contents worth comparing, in every pair of documents: those that share enough telling words."""

import numpy as np

from headwater.kernel import compile_kernel


@compile_kernel
def gather_candidates(left, right, rows, starts, ends, term, weight, least):  # type: ignore[no-untyped-def]
    """(a, b, number of the pair of documents) of all pairs of rows whose shared terms weigh at least `least`, two or more.

    `rows[d]:rows[d + 1]` are the rows of document d, `starts[a]:ends[a]` the terms of row a. In a document with itself every pair is met once, a < b.
    """
    room = 1024
    out_a = np.empty(room, np.int32)
    out_b = np.empty(room, np.int32)
    out_p = np.empty(room, np.int32)
    filled = 0
    for p in range(len(left)):
        i, j = left[p], right[p]
        for a in range(rows[i], rows[i + 1]):
            for b in range(a + 1 if i == j else rows[j], rows[j + 1]):
                x, y = starts[a], starts[b]
                xe, ye = ends[a], ends[b]
                shared = 0.0
                words = 0
                while x < xe and y < ye:
                    if term[x] < term[y]:
                        x += 1
                    elif term[y] < term[x]:
                        y += 1
                    else:
                        if weight[x] > 0.8:
                            shared += weight[x]
                            words += 1
                        x += 1
                        y += 1
                if words >= 2 and shared >= least:
                    if filled == room:
                        room *= 2
                        out_a = np.concatenate((out_a, np.empty(filled, np.int32)))
                        out_b = np.concatenate((out_b, np.empty(filled, np.int32)))
                        out_p = np.concatenate((out_p, np.empty(filled, np.int32)))
                    out_a[filled], out_b[filled], out_p[filled] = a, b, p
                    filled += 1
    return out_a[:filled], out_b[:filled], out_p[:filled]

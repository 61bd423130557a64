"""Which documents could speak of one story: the shared weight of their telling terms, for every pair that shares one."""

import numpy as np

from headwater.kernel import compile_kernel


@compile_kernel
def link_documents(pointer, term, weight, postings, members, strength, fresh, least):  # type: ignore[no-untyped-def]
    """(left, right, likeness) of all pairs of rows, left <= right, with at least one fresh row and likeness >= least.

    `pointer`, `term`, `weight`: the telling terms of every row, its weights a unit vector; `postings[t]:postings[t+1]`
    are the places of term t in `members` and `strength`: the rows that have it and with which weight. Every fresh row
    is linked with itself.
    """
    rows = len(pointer) - 1
    room = 1024
    left = np.empty(room, np.int32)
    right = np.empty(room, np.int32)
    likeness = np.empty(room, np.float32)
    filled = 0
    total = np.zeros(rows, np.float32)
    touched = np.empty(rows, np.int32)
    for row in range(rows):
        count = 0
        for p in range(pointer[row], pointer[row + 1]):
            t = term[p]
            for k in range(postings[t], postings[t + 1]):
                other = members[k]
                if other < row or not (fresh[row] or fresh[other]):
                    continue
                if total[other] == 0.0:
                    touched[count] = other
                    count += 1
                total[other] += weight[p] * strength[k]
        if fresh[row] and total[row] == 0.0:
            touched[count] = row
            count += 1
            total[row] = 1.0
        for i in range(count):
            other = touched[i]
            if total[other] >= least or other == row:
                if filled == room:
                    room *= 2
                    left = np.concatenate((left, np.empty(filled, np.int32)))
                    right = np.concatenate((right, np.empty(filled, np.int32)))
                    likeness = np.concatenate((likeness, np.empty(filled, np.float32)))
                left[filled], right[filled] = row, other
                likeness[filled] = total[other]
                filled += 1
            total[other] = 0.0
    return left[:filled], right[:filled], likeness[:filled]

"""Which documents could speak of one story: the shared weight of their telling terms."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from headwater.kernel import compile_kernel

_Three = tuple[NDArray[Any], NDArray[Any], NDArray[Any]]


@compile_kernel
def link_documents(picked: _Three, postings: _Three, fresh: NDArray[Any], least: float) -> _Three:
    """(left, right, likeness) of all pairs of rows, left <= right, with at least one fresh row and likeness >= least.

    `picked` is (pointer, term, weight): the telling terms of every row, its weights a unit vector; `postings` is
    (pointer, row, weight): the rows that have a term. Every fresh row is linked with itself.
    """
    pointer, term, weight = picked
    places, members, strength = postings
    rows = len(pointer) - 1
    left = np.empty(1024, np.int32)
    right = np.empty(1024, np.int32)
    likeness = np.empty(1024, np.float32)
    filled = 0
    total = np.zeros(rows, np.float32)
    touched = np.empty(rows + 1, np.int32)
    for row in range(rows):
        count = 0
        if fresh[row]:
            touched[0] = row
            count = 1
            total[row] = 1.0
        for p in range(pointer[row], pointer[row + 1]):
            for k in range(places[term[p]], places[term[p] + 1]):
                other = members[k]
                if other <= row or not (fresh[row] or fresh[other]):
                    continue
                if total[other] == 0.0:
                    touched[count] = other
                    count += 1
                total[other] += weight[p] * strength[k]
        if filled + count > len(left):
            more = max(len(left), count)
            left = np.concatenate((left, np.empty(more, np.int32)))
            right = np.concatenate((right, np.empty(more, np.int32)))
            likeness = np.concatenate((likeness, np.empty(more, np.float32)))
        for i in range(count):
            other = touched[i]
            if total[other] >= least or other == row:
                left[filled], right[filled], likeness[filled] = row, other, total[other]
                filled += 1
            total[other] = 0.0
    return left[:filled], right[:filled], likeness[:filled]

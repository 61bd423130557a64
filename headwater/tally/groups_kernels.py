"""Connected components of pairs."""

import numpy as np

from headwater.kernel import compile_kernel


@compile_kernel
def find_roots(size, left, right):  # type: ignore[no-untyped-def]
    """The smallest member of the component of each of `size` things tied by the pairs (left[i], right[i])."""
    parent = np.arange(size)
    for i in range(len(left)):
        a, b = left[i], right[i]
        while parent[a] != a:
            parent[a] = parent[parent[a]]
            a = parent[a]
        while parent[b] != b:
            parent[b] = parent[parent[b]]
            b = parent[b]
        if a < b:
            parent[b] = a
        else:
            parent[a] = b
    for a in range(size):
        parent[a] = parent[parent[a]]
    return parent

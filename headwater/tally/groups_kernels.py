"""Connected components of pairs."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from headwater.kernel import compile_kernel


@compile_kernel
def find_roots(size: int, left: NDArray[Any], right: NDArray[Any]) -> NDArray[Any]:
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

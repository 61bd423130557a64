"""Whole numbers mixed into one, the same in every run: what has not changed is told by it."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

_SEED, _FACTOR = 0x9E3779B97F4A7C15, np.uint64(0xBF58476D1CE4E5B9)
"""The step of the golden ratio and the first multiplier of SplitMix64 (Steele, Lea and Flood 2014)."""


def mix_numbers(*columns: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """One number for each row of columns of numbers (a hash)."""
    value = np.full(len(columns[0]), _SEED, np.uint64)
    for column in columns:
        value = (value ^ column) * _FACTOR
        value ^= value >> np.uint64(29)
    return value


def mix_columns(*columns: NDArray[Any]) -> NDArray[np.int64]:
    """One id for each row of columns of whole numbers of any sign.

    >>> a, b = np.array([1, 2, 1]), np.array([2, 1, 2])
    >>> (mix_columns(a, b) == mix_columns(b, a)).tolist(), len(set(mix_columns(a, b).tolist()))
    ([False, False, False], 2)
    """
    return mix_numbers(*(np.asarray(column).astype(np.int64).view(np.uint64) for column in columns)).view(np.int64)

"""Compiled steps of copy_prints.py: fingerprints divided into shares, and given to the texts that have them."""

import numpy as np
from numpy.typing import NDArray

from headwater.kernel import compile_kernel

Hashes = NDArray[np.uint64]
Ints = NDArray[np.int64]
Short = NDArray[np.int32]
Bools = NDArray[np.bool_]


@compile_kernel
def share_prints(
    hashes: Hashes, places: Short, bounds: Ints, wanted: Bools, shares: int
) -> tuple[Hashes, Short, Short, Ints]:
    """(hash, document, place, bounds of the shares) of the fingerprints of wanted documents, in order in each share.

    Document d has those of bounds[d]:bounds[d + 1]; the remainder of a hash says its share.
    """
    ends = np.zeros(shares + 1, np.int64)
    for d in range(len(wanted)):
        for i in range(bounds[d], bounds[d + 1] if wanted[d] else bounds[d]):
            ends[np.int64(hashes[i] % np.uint64(shares)) + 1] += 1
    ends = np.cumsum(ends)
    at = ends[:-1].copy()
    out, owners, out_places = np.empty(ends[-1], np.uint64), np.empty(ends[-1], np.int32), np.empty(ends[-1], np.int32)
    for d in range(len(wanted)):
        for i in range(bounds[d], bounds[d + 1] if wanted[d] else bounds[d]):
            share = np.int64(hashes[i] % np.uint64(shares))
            out[at[share]], owners[at[share]], out_places[at[share]] = hashes[i], d, places[i]
            at[share] += 1
    return out, owners, out_places, ends


@compile_kernel
def name_owners(
    hashes: Hashes, rows: Short, places: Short, owners: Short, to: tuple[Hashes, Short, Short], at: int
) -> int:
    """Fill in, from `at` on, (hash, owner, place) of the fingerprints whose document (by row) has an owner that is not
    -1; where they end."""
    to_hashes, to_owners, to_places = to
    for i in range(len(hashes)):
        owner = owners[rows[i]]
        if owner >= 0:
            to_hashes[at], to_owners[at], to_places[at] = hashes[i], owner, places[i]
            at += 1
    return at

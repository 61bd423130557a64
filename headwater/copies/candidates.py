"""Which documents may share a stretch: a sort of all fingerprints, and a count for each document.

No fingerprint is left out for being frequent: a text with a thousand copies has only frequent ones. Up to WHOLE
documents with one fingerprint all pairs of them are counted; of a larger group the first FEW documents (the earliest
published) stand for it and are compared with all others, so that the work grows with the copies and not with their
square. What is counted is kept for one document at a time; no list of pairs of fingerprints is ever made.
"""

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from headwater.copies.candidates_kernels import count_shared, group_fingerprints
from headwater.copies.fingerprints import unpack_rows

WHOLE, FEW = 256, 16
"""Documents compared all with all, and representatives of more. Families beyond 200 are rare and mostly reposts."""

APART = 60
"""Words between two shared fingerprints that speak for one stretch; a gap of more than 40 ends a passage anyway."""


def find_candidates(prints: pa.Table, order: NDArray[np.int64]) -> NDArray[np.int64]:
    """Pairs of documents that share two fingerprints or more near each other, as rows of `prints`, in order.

    `prints` is the state table `fingerprints`; `order` says which of its documents come first where a few must stand
    for many. The smaller row of a pair comes first.
    """
    ordered = prints.take(pa.array(order))
    hashes, bounds = unpack_rows(ordered["hashes"], np.uint64)
    places, _ = unpack_rows(ordered["places"], np.int32)
    owners = np.repeat(np.arange(len(order), dtype=np.int32), np.diff(bounds))
    members, group_bounds, slots = group_fingerprints(hashes, owners, np.argsort(hashes, kind="stable"))
    group_of = np.repeat(np.arange(len(group_bounds) - 1), np.diff(group_bounds))
    found = count_shared(
        (bounds, owners, places), (members, group_bounds, slots, group_of), (WHOLE, FEW, APART), (0, len(order))
    )
    pairs = np.sort(order[found[:, :2]], axis=1)
    return pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]

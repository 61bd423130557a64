"""From signatures to pairs, for peers that give signatures only: locality-sensitive hashing in bands, then a check.

25 bands of 5 rows of 128 are what datasketch chooses for a threshold of .5. Two texts are a pair when a band is the
same and half of the signature is; this is quick in numpy, so that the time is the peer's own.
"""

import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

BANDS, ROWS, THRESHOLD = 25, 5, 0.5


def find_pairs(signatures: np.ndarray) -> np.ndarray:
    """Rows (i, j) of signatures that agree in a band and in half of their numbers."""
    keys = [np.empty(0, np.int64)]
    for band in range(BANDS):
        part = signatures[:, band * ROWS : (band + 1) * ROWS].astype(np.uint64)
        value = np.zeros(len(part), np.uint64)
        for k in range(ROWS):
            value = (value ^ part[:, k]) * np.uint64(0x9E3779B97F4A7C15)
            value ^= value >> np.uint64(29)
        order = np.argsort(value, kind="stable")
        bounds = np.flatnonzero(
            np.diff(value[order], prepend=value[order[:1]] + np.uint64(1), append=value[order[-1:]] + np.uint64(1))
        )
        for low, high in pairwise(bounds):
            if high - low > 1:
                members = np.sort(order[low:high])
                i, j = np.triu_indices(len(members), 1)
                keys.append(members[i] << 32 | members[j])
        keys = [np.unique(np.concatenate(keys))]
    pairs = np.stack([keys[0] >> 32, keys[0] & 0xFFFFFFFF], 1)
    alike = [
        (signatures[part[:, 0]] == signatures[part[:, 1]]).mean(axis=1) >= THRESHOLD
        for part in np.array_split(pairs, max(1, len(pairs) // 100_000))
    ]
    return pairs[np.concatenate(alike)]


def write_pairs(ids: pa.Array | pa.ChunkedArray, pairs: np.ndarray, path: str) -> None:
    """Write pairs of rows as pairs of ids."""
    columns = {side: ids.take(pa.array(pairs[:, k])) for k, side in enumerate("ab")}
    pq.write_table(pa.table(columns), path)


def read_arguments() -> tuple[list[str], str]:
    """The parts of the pile and the file to write: DRIVER PILE PAIRS."""
    return sorted(str(p) for p in Path(sys.argv[1]).glob("part-*.parquet")), sys.argv[2]


def read_rows(parts: list[str]) -> pa.Table:
    """The ids and texts of a pile."""
    return pa.concat_tables(pq.read_table(p, columns=["id", "text"]) for p in parts)

"""Numbers packed into cells of a table."""

from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Ints = NDArray[np.int64]


def pack_rows(values: NDArray[Any], bounds: Ints) -> pa.Array:
    """Values as bytes, those between two bounds in one cell."""
    flat = np.ascontiguousarray(values)
    width = flat.itemsize * (flat.shape[1] if flat.ndim > 1 else 1)
    offsets = pa.py_buffer((bounds * width).astype(np.int32))
    return pa.Array.from_buffers(pa.binary(), len(bounds) - 1, [None, offsets, pa.py_buffer(flat)])


def unpack_rows(column: pa.ChunkedArray, kind: type[np.generic]) -> tuple[NDArray[Any], Ints]:
    """(values, bounds) of what pack_rows made."""
    parts, sizes = [], [np.zeros(1, np.int64)]
    for cells in column.cast(pa.large_binary()).chunks:
        _, offsets, data = cells.buffers()
        bounds = np.frombuffer(offsets, np.int64)[cells.offset : cells.offset + len(cells) + 1]
        if len(cells):
            parts.append(np.frombuffer((data or pa.py_buffer(b""))[int(bounds[0]) : int(bounds[-1])], kind))
            sizes.append(np.diff(bounds) // np.dtype(kind).itemsize)
    values = parts[0] if len(parts) == 1 else np.concatenate([np.empty(0, kind), *parts])
    return values, np.cumsum(np.concatenate(sizes))


def take_rows(table: pa.Table, rows: Ints) -> pa.Table:
    """Some rows of a table, in ascending order, without its columns being put together first."""
    batches = [batch for batch in table.to_batches() if batch.num_rows]
    bounds = np.cumsum([0, *(batch.num_rows for batch in batches)])
    cuts = np.searchsorted(rows, bounds)
    parts = [
        batch.take(pa.array(rows[low:high] - first))
        for batch, first, low, high in zip(batches, bounds[:-1], cuts[:-1], cuts[1:], strict=True)
        if high > low
    ]
    return pa.Table.from_batches(parts, table.schema)

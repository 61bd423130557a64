"""One number for each row of some columns, the same in every run, so that what has not changed is told by it."""

import hashlib
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from headwater.mixing import mix_columns

Array = npt.NDArray[Any]

METHOD = 16
"""Raised whenever a rule, a word list or a number of this stage changes: nothing that is known is then taken over."""


def sum_groups(group: Array, values: Array, size: int) -> Array:
    """The sum of the values of each of `size` groups, whatever their order; numbers run over and begin anew."""
    total = np.zeros(size, np.uint64)
    np.add.at(total, group, values.view(np.uint64))
    return total.view(np.int64)


def digest_values(column: pa.ChunkedArray | pa.Array) -> Array:
    """One number for each value of an Arrow column; of null another than of any value.

    >>> digest_values(pa.array(["a", None, "a", ""])).tolist()[::2] == [digest_words("a")] * 2
    True
    """
    if pa.types.is_string(column.type):
        column = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
        column = pa.concat_arrays(column.chunks) if isinstance(column, pa.ChunkedArray) else column
        coded = column.dictionary_encode()
        numbers = np.array([*(digest_words(word) for word in coded.dictionary.to_pylist()), 0], np.int64)
        return np.asarray(numbers[coded.indices.fill_null(len(numbers) - 1).to_numpy(zero_copy_only=False)])
    given = column.is_valid().to_numpy() if isinstance(column, pa.ChunkedArray) else column.is_valid().to_numpy(False)
    whole = pc.fill_null(column.cast(pa.int64()), 0)
    return mix_columns(whole.to_numpy() if isinstance(whole, pa.ChunkedArray) else whole.to_numpy(False), given)


def digest_words(*words: str) -> int:
    """One number for some words."""
    digest = hashlib.blake2b(digest_size=8)
    for word in words:
        data = word.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(4, "big") + data)
    return int.from_bytes(digest.digest(), "big", signed=True)


def digest_answers(asked: pa.ChunkedArray, answers: Mapping[str, int]) -> Array:
    """One number for each list of names: what is answered to them all (a name that is not there: nothing)."""
    size = len(asked)
    lists = pa.concat_arrays(asked.chunks) if asked.num_chunks else pa.array([], asked.type)
    flat, group = pc.list_flatten(lists), pc.list_parent_indices(lists).to_numpy().astype(np.int64)
    if not len(flat):
        return np.zeros(size, np.int64)
    names = sorted(answers)
    numbers = np.array([*(answers[name] for name in names), 0], np.int64)
    place = pc.index_in(flat, pa.array(names, pa.string())).fill_null(len(names)).to_numpy(zero_copy_only=False)
    return sum_groups(group, mix_columns(digest_values(flat), numbers[place], place < len(names)), size)

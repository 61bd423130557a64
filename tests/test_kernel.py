"""What a kernel does in one machine instruction is what plain Python does."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from headwater.kernel import compile_kernel, count_ones, count_zeros, mark_bytes


@compile_kernel
def _count(value: np.uint64) -> tuple[np.uint64, np.uint64]:
    return count_ones(value), count_zeros(value)


@compile_kernel
def _mark(data: np.ndarray, place: int, low: int, high: int) -> np.uint64:
    return mark_bytes(data, place, low, high)


@given(st.integers(0, 2**64 - 1))
def test_count_ones_and_zeros__compiled_agree_with_plain_python(value: int) -> None:
    number = np.uint64(value)
    assert _count(number) == (count_ones(number), count_zeros(number))


@given(st.binary(min_size=64, max_size=90), st.integers(0, 255), st.integers(0, 255))
def test_mark_bytes__compiled_agrees_with_plain_python(text: bytes, low: int, high: int) -> None:
    data = np.frombuffer(text, np.uint8)
    for place in range(len(data) - 63):
        assert _mark(data, place, min(low, high), max(low, high)) == mark_bytes(
            data, place, min(low, high), max(low, high)
        )

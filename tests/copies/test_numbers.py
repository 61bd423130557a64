"""Numbers looked up among others."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.copies.numbers import find_numbers, is_among, list_once

NUMBERS = st.lists(st.integers(-3, 3) | st.integers(-(2**63), 2**63 - 1), max_size=40)


@settings(derandomize=True, deadline=None)
@given(NUMBERS, NUMBERS)
def test_find_numbers__finds_what_a_dictionary_finds(values: list[int], among: list[int]) -> None:
    first = {number: len(among) - 1 - place for place, number in enumerate(reversed(among))}
    found = find_numbers(np.array(values, np.int64), np.array(among, np.int64))
    assert found.tolist() == [first.get(value, -1) for value in values]


def test_is_among__reads_numbers_without_sign_and_every_second_one() -> None:
    pairs = np.array([[2**64 - 1, 1], [7, 2]], np.uint64)
    assert is_among(pairs[:, 0], np.array([2**64 - 1], np.uint64)).tolist() == [True, False]


@settings(derandomize=True, deadline=None)
@given(NUMBERS)
def test_list_once__is_what_numpy_gives(values: list[int]) -> None:
    assert list_once(np.array(values, np.int64)).tolist() == np.unique(np.array(values, np.int64)).tolist()

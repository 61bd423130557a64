"""The kernels agree with their slow twins."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from headwater.descent.alignment_kernels import (
    align_words,
    chain_longest,
    drop_strays,
    fill_gap,
    hash_runs,
    match_unique,
    spread_matches,
)
from tests.reference import descent as slow

WORDS = st.lists(st.integers(-1, 4), max_size=6)
LONG = st.lists(st.integers(0, 30), max_size=60)


def _array(values: list[int]) -> np.ndarray:
    return np.array(values, np.int64)


@given(st.lists(st.integers(-1, 9), max_size=20), st.lists(st.integers(-1, 9), max_size=20))
def test_match_unique__agrees_with_its_twin(a: list[int], b: list[int]) -> None:
    assert match_unique(_array(a), _array(b)).tolist() == slow.match_unique(a, b)


@given(st.lists(st.integers(-1, 12), max_size=9, unique_by=lambda x: x if x >= 0 else object()))
def test_chain_longest__is_increasing_and_as_long_as_can_be(places: list[int]) -> None:
    chain = [places[i] for i in chain_longest(_array(places))]
    assert all(x < y for x, y in pairwise(chain)) and -1 not in chain
    assert len(chain) == slow.measure_chain(places)


@given(WORDS, WORDS, st.lists(st.integers(1, 4), min_size=6, max_size=6))
def test_fill_gap__weighs_as_much_as_the_best_of_all_alignments(a: list[int], b: list[int], weights: list[int]) -> None:
    to = fill_gap(_array(a), _array(b), _array(weights[: len(a)])).tolist()
    assert all(place < 0 or a[k] == b[place] for k, place in enumerate(to))
    assert slow.weigh_choice(to, weights) == slow.weigh_alignment(a, b, weights)


@given(LONG, LONG)
def test_align_words__matches_equal_words_in_order(a: list[int], b: list[int]) -> None:
    to = align_words(_array(a), _array(b), _array([4] * len(a)), 4, True)
    places = [p for p in to.tolist() if p >= 0]
    assert all(a[k] == b[p] for k, p in enumerate(to.tolist()) if p >= 0)
    assert all(x < y for x, y in pairwise(places))


@given(LONG, st.integers(0, 59), st.integers(0, 9))
def test_align_words__finds_all_but_what_was_cut(a: list[int], start: int, size: int) -> None:
    b = a[:start] + a[start + size :]
    to = align_words(_array(b), _array(a), _array([4] * len(b)), 4, True)
    assert (to >= 0).all()


def test_hash_runs__hides_runs_with_a_word_taken_out() -> None:
    hashes = hash_runs(_array([1, 2, -1, 1, 2]), 2).tolist()
    assert hashes[0] == hashes[3] and hashes[1] == hashes[2] == -1


def test_spread_matches__carries_a_match_to_its_neighbours_but_not_past_another() -> None:
    to = _array([-1, 1, -1, -1])
    spread_matches(_array([5, 6, 7, 8]), _array([5, 6, 7, 9]), to)
    assert to.tolist() == [0, 1, 2, -1]


def test_drop_strays__undoes_a_lone_light_word_between_gaps() -> None:
    to = _array([0, -1, -1, -1, -1, -1, 6, -1, -1, -1, -1, -1, 12])
    weights = _array([4] * 6 + [2] + [4] * 6)
    drop_strays(to, weights, 13, 3, 5)
    assert to[6] == -1 and to[0] == 0 and to[12] == 12

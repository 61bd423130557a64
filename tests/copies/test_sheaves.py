"""Pairs of texts in sheaves."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from headwater.copies import sheaves_kernels
from headwater.copies.sheaves import cut_sheaves
from headwater.copies.sheaves_kernels import cut_pairs, list_neighbours, number_texts
from tests.reference import copies as slow

PAIRS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=30)


@given(PAIRS)
def test_number_texts__agrees_with_its_twin(pairs: list[tuple[int, int]]) -> None:
    numbers = number_texts(*list_neighbours(np.array(pairs, np.int64).reshape(-1, 2), 10))
    assert numbers.tolist() == slow.number_texts(pairs, 10, sheaves_kernels.MOST_TIES)


def test_number_texts__one_text_with_very_many_neighbours() -> None:
    pairs = [(0, n) for n in range(1, 200)] + [(n, 200) for n in range(1, 200)]
    numbers = number_texts(*list_neighbours(np.array(pairs, np.int64), 201))
    assert numbers.tolist() == slow.number_texts(pairs, 201, sheaves_kernels.MOST_TIES)


@given(PAIRS, st.integers(0, 40))
def test_cut_sheaves__every_pair_is_in_one_sheaf(pairs: list[tuple[int, int]], most: int) -> None:
    rows = [r.tolist() for r in cut_sheaves(np.array(pairs, np.int64).reshape(-1, 2), np.full(10, 5), most)]
    assert sorted(row for sheaf in rows for row in sheaf) == list(range(len(pairs)))
    assert all(5 * len({t for row in sheaf for t in pairs[row]}) <= most + 10 for sheaf in rows)


def test_cut_sheaves__families_are_read_once_though_chance_ties_them() -> None:
    rng = np.random.default_rng(2)
    names = rng.permutation(600)
    family = [(f + i, f + j) for f in range(0, 600, 6) for i in range(6) for j in range(i)]
    chance = [(int(a), int(b)) for a, b in rng.integers(0, 600, (100, 2))]
    pairs = names[np.array(family + chance)]
    pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
    reads = sum(len(np.unique(pairs[rows])) for rows in cut_sheaves(pairs, np.full(600, 1), 60))
    assert reads < 1.25 * 600


def test_cut_pairs__begins_a_batch_where_the_texts_are_too_many() -> None:
    pairs = np.array([[0, 1], [0, 2], [1, 2], [3, 4], [4, 5]])
    assert cut_pairs(pairs, np.array([10, 10, 10, 10, 10, 10]), 25).tolist() == [0, 2, 4, 5]

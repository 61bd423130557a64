"""The best tree of parents."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from headwater.descent.arborescence import find_arborescence
from tests.reference import descent as slow


@given(st.integers(2, 5), st.lists(st.integers(-9, 9), min_size=25, max_size=25))
def test_find_arborescence__is_a_tree_and_the_best(count: int, values: list[int]) -> None:
    scores = np.array(values[: count * count], float).reshape(count, count)
    parents = find_arborescence(scores)
    for node in range(1, count):
        steps = 0
        while node != 0:
            node, steps = parents[node], steps + 1
            assert steps <= count
    found = sum(scores[parents[c], c] for c in range(1, count))
    assert found == slow.find_best_tree(scores.tolist())

"""How likely every edge is over all trees."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from headwater.descent.marginals import weigh_edges
from tests.reference import descent as slow


@given(st.integers(2, 5), st.lists(st.integers(-4, 4), min_size=25, max_size=25))
def test_weigh_edges__is_the_share_of_the_weight_of_all_trees(count: int, values: list[int]) -> None:
    scores = np.array(values[: count * count], float).reshape(count, count)
    scores[scores == -4] = -np.inf
    scores[0, 1:] = np.where(np.isfinite(scores[0, 1:]), scores[0, 1:], -3)
    assert np.allclose(weigh_edges(scores), slow.weigh_edges(scores.tolist()), atol=1e-9)


def test_weigh_edges__stays_sound_where_two_are_far_surer_of_each_other_than_of_the_root() -> None:
    scores = np.array([[-np.inf, -20.0, -20.0], [-np.inf, -np.inf, 5.0], [-np.inf, 5.0, -np.inf]])
    found = weigh_edges(scores)
    assert np.allclose(found[:, 1:].sum(axis=0), 1, atol=1e-3) and np.allclose(found[0, 1:], 0.5, atol=1e-3)

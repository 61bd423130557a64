"""Components divided where their members do not hang together."""

import numpy as np

from headwater.tally.groups import divide_components


def test_divide_components__parts_what_is_apart_though_a_third_is_like_both() -> None:
    left, right, likely = np.array([0, 1]), np.array([1, 2]), np.array([0.95, 0.9])
    assert divide_components(3, left, right, likely).tolist() == [0, 0, 0]
    apart = np.array([0]), np.array([2])
    assert divide_components(3, left, right, likely, apart=apart).tolist() == [0, 0, 2]

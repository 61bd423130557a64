"""Components divided where their members do not hang together."""

import numpy as np

from headwater.tally.groups import divide_components


def test_divide_components__parts_what_is_apart_though_a_third_is_like_both() -> None:
    left, right, likely = np.array([0, 1]), np.array([1, 2]), np.array([0.95, 0.9])
    assert divide_components(3, left, right, likely).tolist() == [0, 0, 0]
    apart = np.array([0]), np.array([2])
    assert divide_components(3, left, right, likely, apart=apart).tolist() == [0, 0, 2]


def test_divide_components__lets_what_may_be_the_same_speak_but_not_tie() -> None:
    chain = np.array([0, 1, 2]), np.array([1, 2, 3])
    likely = np.array([0.7, 0.7, 0.7])
    assert divide_components(4, *chain, likely).tolist() == [0, 0, 2, 2]
    left, right = np.append(chain[0], [0, 1]), np.append(chain[1], [2, 3])
    assert divide_components(4, left, right, np.append(likely, [0.45, 0.45])).tolist() == [0, 0, 0, 0]
    assert divide_components(3, np.array([0, 1]), np.array([1, 2]), np.array([0.9, 0.45])).tolist() == [0, 0, 2]


def test_divide_components__takes_a_pair_that_shares_nothing_for_less_than_one_that_does() -> None:
    left, right = np.array([0, 1]), np.array([1, 2])
    assert divide_components(3, left, right, np.array([0.9, 0.75])).tolist() == [0, 0, 0]
    told = divide_components(3, np.append(left, 0), np.append(right, 2), np.array([0.9, 0.5, 0.1]))
    assert told.tolist() == [0, 0, 2]

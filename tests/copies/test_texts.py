"""Documents with the same text."""

import numpy as np
import pytest

from headwater.copies import texts
from headwater.copies.texts import ALL, EACH, FIRST, collapse_texts, find_reach, spread_pairs


def test_find_reach__tells_small_families_large_ones_and_what_hundreds_go_back_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(texts, "WHOLE", 3)
    pairs = np.array([[0, 1], [2, 2], [2, 3], [2, 4], [2, 5], [2, 6], [3, 4]])
    reach = find_reach(np.array([1, 2, 2, 1, 1, 1, 2, 4, 1]), pairs)
    assert reach.tolist() == [ALL, ALL, FIRST, EACH, EACH, ALL, EACH, EACH, ALL]


def test_spread_pairs__of_a_text_that_reaches_first_only_the_earliest_is_paired_with_others() -> None:
    documents = np.array([10, 10, 20, 20, 20, 30])  # the texts of six documents, the earliest first
    found = collapse_texts(documents, np.arange(6))
    pairs = np.array([[0, 0], [0, 1], [1, 1], [1, 2]])

    def spread(*reach: int) -> list[tuple[int, int]]:
        _, ones, others = spread_pairs(found, pairs, np.array(reach, np.int8))
        return sorted((min(pair), max(pair)) for pair in zip(ones.tolist(), others.tolist(), strict=True))

    equal_apart, equal_all = [(0, 1), (2, 3), (2, 4)], [(0, 1), (2, 3), (2, 4), (3, 4)]
    each = [(a, b) for a in (0, 1) for b in (2, 3, 4)]
    assert spread(ALL, ALL, ALL) == sorted(equal_all + each + [(2, 5), (3, 5), (4, 5)])
    assert spread(EACH, EACH, EACH) == sorted([*equal_apart, (0, 2), (1, 2), (0, 3), (0, 4), (2, 5), (3, 5), (4, 5)])
    assert spread(EACH, FIRST, EACH) == sorted([*equal_apart, (0, 2), (1, 2), (2, 5)])

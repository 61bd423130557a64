"""Which fingerprints texts share."""

from unittest.mock import patch

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from headwater.copies import sharing
from headwater.copies.sharing import group_items
from headwater.copies.sharing_kernels import list_members, sort_places
from tests.reference.copies import group_items as group_slowly

FACTOR = np.uint64(0x9E3779B97F4A7C15)
PRINTS = st.lists(st.tuples(st.integers(1, 9), st.integers(0, 3)), max_size=7).map(
    lambda steps: [(value, sum(step for _, step in steps[:n]) + n) for n, (value, _) in enumerate(steps)]
)


@given(st.lists(PRINTS, max_size=8), st.sampled_from([2, 1 << 22]))
def test_group_items__agrees_with_its_twin(documents: list[list[tuple[int, int]]], share: int) -> None:
    flat = np.array([item for prints in documents for item in prints], np.int64).reshape(-1, 2)
    owners = np.repeat(np.arange(len(documents), dtype=np.int32), [len(prints) for prints in documents])
    with patch.object(sharing, "SHARE", share):
        items = group_items(flat[:, 0].astype(np.uint64) * FACTOR, owners, flat[:, 1].astype(np.int32), len(documents))
    slow = group_slowly(documents)
    assert np.diff(items.bounds).tolist() == [len(shared) for shared in slow]
    assert items.places.tolist() == [place for shared in slow for _, place in shared]
    named: dict[int, int] = {}
    for group, value in zip(items.groups.tolist(), [value for shared in slow for value, _ in shared], strict=True):
        assert named.setdefault(value, group) == group
    assert sorted(named.values()) == list(range(len(items.sizes)))
    assert items.sizes.tolist() == np.bincount(items.groups, minlength=len(items.sizes)).tolist()


@given(st.lists(st.lists(st.integers(0, 1 << 30), unique=True, max_size=30), max_size=4))
def test_sort_places__puts_the_items_of_every_text_in_order(texts: list[list[int]]) -> None:
    places = np.array([place for text in texts for place in text], np.int32)
    groups = np.arange(len(places), dtype=np.int32)
    before = places.copy()
    sort_places(np.cumsum([0, *map(len, texts)]), groups, places)
    assert places.tolist() == [place for text in texts for place in sorted(text)]
    assert before[groups].tolist() == places.tolist()


def test_sort_places__a_long_text_of_which_all_but_the_last_stand_together() -> None:
    places = np.append(np.random.default_rng(3).permutation(200_000), 2_000_000_000).astype(np.int32)
    groups = places.copy()
    sort_places(np.array([0, len(places)]), groups, places)
    assert (np.diff(places) > 0).all() and np.array_equal(groups, places)


@given(st.lists(st.lists(st.integers(0, 5), unique=True), max_size=6), st.integers(0, 4))
def test_list_members__lists_the_texts_of_every_group(texts: list[list[int]], least: int) -> None:
    groups = np.array([group for text in texts for group in text], np.int32)
    sizes = np.bincount(groups, minlength=6).astype(np.int32)
    bounds, owners, members = list_members(np.cumsum([0, *map(len, texts)]), groups, sizes, least)
    for group in range(6):
        wanted = [t for t, text in enumerate(texts) if group in text] if sizes[group] >= least else []
        assert owners[bounds[group] : bounds[group + 1]].tolist() == wanted
        assert (groups[members[bounds[group] : bounds[group + 1]]] == group).all()

"""Which fingerprints texts share."""

from unittest.mock import patch

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from headwater.copies import sharing
from headwater.copies.sharing import group_items
from headwater.copies.sharing_kernels import add_members, sort_places, take_texts
from tests.reference.copies import group_items as group_slowly

FACTOR = np.uint64(0x9E3779B97F4A7C15)
PRINTS = st.lists(st.tuples(st.integers(1, 9), st.integers(0, 3)), max_size=7).map(
    lambda steps: [(value, sum(step for _, step in steps[:n]) + n) for n, (value, _) in enumerate(steps)]
)


@given(st.lists(PRINTS, max_size=8), st.sampled_from([2, 1 << 22]), st.sampled_from([1, 4, 1 << 62]))
def test_group_items__agrees_with_its_twin(documents: list[list[tuple[int, int]]], share: int, span: int) -> None:
    flat = np.array([item for prints in documents for item in prints], np.int64).reshape(-1, 2)
    owners = np.repeat(np.arange(len(documents), dtype=np.int32), [len(prints) for prints in documents])
    with patch.multiple(sharing, SHARE=share, SPAN=span):
        items = group_items(flat[:, 0].astype(np.uint64) * FACTOR, owners, flat[:, 1].astype(np.int32), len(documents))
    slow = group_slowly(documents)
    assert [first for first, _ in items.walk()] == items.cuts[:-1]
    bounds, all_groups, all_places = zip(*(own for _, own in items.walk()), strict=True)
    assert [count for own in bounds for count in np.diff(own).tolist()] == [len(shared) for shared in slow]
    groups, places = np.concatenate(all_groups), np.concatenate(all_places)
    assert places.tolist() == [place for shared in slow for _, place in shared]
    named: dict[int, int] = {}
    for group, value in zip(groups.tolist(), [value for shared in slow for value, _ in shared], strict=True):
        assert named.setdefault(value, group) == group
    assert sorted(named.values()) == list(range(len(items.sizes)))
    assert items.sizes.tolist() == np.bincount(groups, minlength=len(items.sizes)).tolist()


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


@given(st.lists(st.lists(st.integers(0, 5), unique=True), max_size=6), st.sets(st.integers(0, 5)), st.integers(0, 6))
def test_add_members__lists_the_texts_of_groups_span_by_span(
    texts: list[list[int]], wanted: set[int], cut: int
) -> None:
    groups = sorted(wanted)
    numbers = np.array([groups.index(g) if g in wanted else -1 for g in range(6)], np.int32)
    sizes = [sum(g in text for text in texts) for g in groups]
    at = np.cumsum([0, *sizes])[:-1]
    members = (np.empty(sum(sizes), np.int32), np.empty(sum(sizes), np.int32), np.empty(sum(sizes), np.int32))
    for first, span in ((0, texts[:cut]), (len(texts[:cut]), texts[cut:])):
        flat = np.array([g for text in span for g in text], np.int32)
        add_members((np.cumsum([0, *map(len, span)]), flat, flat + 10, flat + 20), first, numbers, at, members)
    owners = [t for g in groups for t, text in enumerate(texts) if g in text]
    assert members[0].tolist() == owners
    assert members[1].tolist() == [10 + g for g in np.repeat(groups, sizes)]
    assert members[2].tolist() == [20 + g for g in np.repeat(groups, sizes)]


@given(st.lists(st.lists(st.integers(0, 9)), max_size=6), st.data())
def test_take_texts__takes_all_items_of_some(texts: list[list[int]], data: st.DataObject) -> None:
    some = sorted(data.draw(st.sets(st.sampled_from(range(len(texts)))))) if texts else []
    flat = np.array([g for text in texts for g in text], np.int32)
    counts, groups, places = take_texts(np.cumsum([0, *map(len, texts)]), flat, flat + 10, np.array(some, np.int64))
    assert counts.tolist() == [len(texts[t]) for t in some]
    assert groups.tolist() == (places - 10).tolist() == [g for t in some for g in texts[t]]

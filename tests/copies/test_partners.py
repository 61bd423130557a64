"""Which stored texts an asked text is compared with."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.copies import partners
from headwater.copies.candidates import APART
from headwater.copies.cells import pack_rows
from headwater.copies.partners import Entries, choose_partners, cut_entries, list_entries, mark_texts, merge_entries
from headwater.copies.partners_kernels import group_texts, sort_entries
from tests.reference import copies as reference

PRINTS = st.dictionaries(st.integers(0, 11), st.integers(0, 150), max_size=10)


def lay_entries(texts: dict[int, dict[int, int]]) -> Entries:
    rows = [(value << 32 | text, place) for text, prints in texts.items() for value, place in prints.items()]
    keys, places = np.array([row[0] for row in rows], np.uint64), np.array([row[1] for row in rows], np.int32)
    return merge_entries([Entries(keys, places)])


@settings(derandomize=True, deadline=None, max_examples=200)
@given(PRINTS, st.dictionaries(st.integers(0, 2**32 - 1), PRINTS, max_size=12))
def test_choose_partners__are_those_of_the_slow_twin(asked: dict[int, int], pile: dict[int, dict[int, int]]) -> None:
    found = lay_entries({t: {v: p for v, p in prints.items() if v in asked} for t, prints in pile.items()})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(partners, "WHOLE", 3)
        patch.setattr(partners, "NEAREST", 2)
        patch.setattr(partners, "EACH", 1)
        chosen = choose_partners(lay_entries({7: asked}), found)
    assert set(chosen.tolist()) == reference.choose_partners(asked, pile, 3, 2, 1, APART)


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 2**64 - 1), st.integers(0, 99)), max_size=60), st.integers(1, 400))
def test_sort_entries__is_a_stable_sort(rows: list[tuple[int, int]], times: int) -> None:
    keys, places = np.array([r[0] for r in rows] * times, np.uint64), np.arange(len(rows) * times, dtype=np.int32)
    sorted_keys, sorted_places = sort_entries(keys, places)
    order = np.argsort(keys, kind="stable")
    assert np.array_equal(sorted_keys, keys[order]) and np.array_equal(sorted_places, places[order])


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.lists(st.integers(0, 2**32 - 1) | st.sampled_from([0, 7, 1 << 20]), max_size=50))
def test_group_texts__numbers_them_as_they_come(texts: list[int]) -> None:
    numbers, count = group_texts(np.array(texts, np.uint32))
    order = list(dict.fromkeys(texts))
    assert numbers.tolist() == [order.index(t) for t in texts] and count == len(order)


def test_list_entries__reads_one_text_once_and_the_first_place_of_a_fingerprint() -> None:
    digests = np.array([9 << 40, 9 << 40, -5])
    cells = np.array([1 << 40, 2 << 40, 1 << 40] * 3, np.uint64), np.array([4, 5, 6] * 3, np.int32)
    bounds = np.array([0, 3, 6, 9])
    prints = pa.table({"digest": digests, "hashes": pack_rows(cells[0], bounds), "places": pack_rows(cells[1], bounds)})
    entries = list_entries(prints)
    assert entries.hashes.tolist() == [256, 256, 512, 512] and entries.places.tolist() == [4, 4, 5, 5]
    assert entries.texts.tolist() == mark_texts(digests[1:]).tolist() * 2


def test_cut_entries__gives_each_text_what_has_its_fingerprints() -> None:
    asked, pile = {3: {1: 0, 2: 9}, 8: {2: 5}}, {5: {1: 1, 2: 2}, 6: {2: 3}}
    parts = [
        (own.texts.tolist(), found.keys.tolist()) for own, found in cut_entries(lay_entries(asked), lay_entries(pile))
    ]
    two = [(2 << 32) + 5, (2 << 32) + 6]
    assert parts == [([3, 3], [(1 << 32) + 5, *two]), ([8], two)]

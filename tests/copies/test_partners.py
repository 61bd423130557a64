"""Which stored texts an asked text is compared with."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.copies import partners
from headwater.copies.candidates import APART
from headwater.copies.cells import pack_rows
from headwater.copies.partners import Entries, choose_partners, cut_entries, list_entries, merge_entries, take_texts
from headwater.copies.partners_kernels import (
    count_entries,
    group_texts,
    pick_entries,
    pick_fingerprints,
    pick_rows,
    sort_entries,
    spread_entries,
)
from headwater.copies.sharing_kernels import TURNS
from tests.reference import copies as reference

PRINTS = st.dictionaries(st.integers(0, 11), st.integers(0, 150), max_size=10)


def lay_entries(texts: dict[int, dict[int, int]]) -> Entries:
    rows = [(value, text << 32 | place << TURNS) for text, prints in texts.items() for value, place in prints.items()]
    return merge_entries([Entries(np.array(rows, np.uint64).reshape(-1, 2))])


@settings(derandomize=True, deadline=None, max_examples=200)
@given(PRINTS, st.dictionaries(st.integers(0, 2**31 - 1), PRINTS, max_size=12))
def test_choose_partners__are_those_of_the_slow_twin(asked: dict[int, int], pile: dict[int, dict[int, int]]) -> None:
    found = lay_entries({t: {v: p for v, p in prints.items() if v in asked} for t, prints in pile.items()})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(partners, "WHOLE", 3)
        patch.setattr(partners, "NEAREST", 2)
        patch.setattr(partners, "EACH", 1)
        chosen = choose_partners(lay_entries({7: asked}), found)
    assert set(chosen.tolist()) == reference.choose_partners(asked, pile, 3, 2, 1, APART)


NUMBERS = st.integers(0, 2**64 - 1) | st.integers(0, 9)


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.lists(st.tuples(NUMBERS, NUMBERS), max_size=60), st.integers(1, 400))
def test_sort_entries__puts_rows_in_order(rows: list[tuple[int, int]], times: int) -> None:
    table = np.array(rows * times, np.uint64).reshape(-1, 2)
    assert sort_entries(table).tolist() == sorted(map(list, rows * times))


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.lists(st.integers(0, 12), max_size=30), st.sets(st.integers(0, 12)))
def test_pick_rows__finds_what_begins_with_a_wanted_number(keys: list[int], wanted: set[int]) -> None:
    rows = np.array([(key, n) for n, key in enumerate(sorted(keys))], np.uint64).reshape(-1, 2)
    found, which = pick_rows(rows, np.array(sorted(wanted), np.uint64))
    assert found.tolist() == [n for n, key in enumerate(sorted(keys)) if key in wanted]
    assert [sorted(wanted)[k] for k in which] == rows[found, 0].tolist()


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.lists(st.integers(0, 12), max_size=30), st.sets(st.integers(0, 12)), st.integers(1, 9))
def test_pick_entries__finds_by_blocks_what_a_look_at_all_finds(keys: list[int], wanted: set[int], block: int) -> None:
    rows = np.array([(key, n) for n, key in enumerate(sorted(keys))], np.uint64).reshape(-1, 2)
    among = np.array(sorted(wanted), np.uint64)
    found = pick_entries(rows, np.ascontiguousarray(rows[::block, 0]), block, among)
    assert found.tolist() == rows[pick_rows(rows, among)[0]].tolist()


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.lists(st.integers(0, 12), max_size=30), st.sets(st.integers(0, 12)), st.sets(st.integers(0, 29)))
def test_spread_entries__lays_those_of_texts_that_have_a_place(
    keys: list[int], wanted: set[int], there: set[int]
) -> None:
    rows = np.array([(key, n << 32 | n + 5) for n, key in enumerate(sorted(keys))], np.uint64).reshape(-1, 2)
    among, firsts = np.array(sorted(wanted), np.uint64), np.ascontiguousarray(rows[::3, 0])
    places = np.array([100 - n if n in there else -1 for n in range(30)], np.int32)
    sizes = np.zeros(len(among), np.int32)
    starts = count_entries(rows, firsts, 3, among, places, sizes)
    own = [[n for n, key in enumerate(sorted(keys)) if key == k and n in there] for k in sorted(wanted)]
    assert sizes.tolist() == list(map(len, own))
    at, owners, spots = np.cumsum(sizes) - sizes, np.zeros(sizes.sum(), np.int32), np.zeros(sizes.sum(), np.int32)
    spread_entries(rows, starts, among, places, at, owners, spots)
    assert owners.tolist() == [100 - n for texts in own for n in texts]
    assert spots.tolist() == [n + 5 for texts in own for n in texts]


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 9)), max_size=30), st.sets(st.integers(0, 5)))
def test_pick_fingerprints__finds_those_of_some_texts(entries: list[tuple[int, int]], texts: set[int]) -> None:
    rows = np.array([(key, text << 32 | 3) for key, text in entries], np.uint64).reshape(-1, 2)
    marks = np.isin(np.arange(max(texts, default=-1) + 1), list(texts))
    assert pick_fingerprints(rows, marks).tolist() == [key for key, text in entries if text in texts]


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.lists(st.integers(0, 2**31 - 1) | st.sampled_from([0, 7, 1 << 20]), max_size=50))
def test_group_texts__numbers_them_as_they_come(texts: list[int]) -> None:
    numbers, count = group_texts(np.array(texts, np.int32))
    order = list(dict.fromkeys(texts))
    assert numbers.tolist() == [order.index(t) for t in texts] and count == len(order)


def test_list_entries__reads_one_text_once_and_the_first_place_of_a_fingerprint() -> None:
    digests = np.array([9 << 40, 9 << 40, -5])
    cells = np.array([1 << 40, 2 << 40, 1 << 40] * 3, np.uint64), np.array([4, 5, 6] * 3, np.int32)
    bounds = np.array([0, 3, 6, 9])
    prints = pa.table({"digest": digests, "hashes": pack_rows(cells[0], bounds), "places": pack_rows(cells[1], bounds)})
    texts = take_texts(prints)
    assert texts["digest"].to_pylist() == [-5, 9 << 40]
    entries = list_entries(texts, np.array([3, 8]))
    assert entries.hashes.tolist() == [1 << 40] * 2 + [2 << 40] * 2 and entries.places.tolist() == [4, 4, 5, 5]
    assert entries.texts.tolist() == [3, 8] * 2


def test_cut_entries__gives_each_text_what_has_its_fingerprints() -> None:
    asked, pile = {3: {1: 0, 2: 9}, 8: {2: 5}}, {5: {1: 1, 2: 2}, 6: {2: 3}}
    parts = [
        (own.texts.tolist(), list(zip(found.hashes.tolist(), found.texts.tolist(), strict=True)))
        for own, found in cut_entries(lay_entries(asked), lay_entries(pile))
    ]
    assert parts == [([3, 3], [(1, 5), (2, 5), (2, 6)]), ([8], [(2, 5), (2, 6)])]

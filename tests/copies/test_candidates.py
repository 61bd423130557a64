"""Which pairs are looked at."""

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from headwater.copies.candidates import FEW, WHOLE, find_candidates
from headwater.copies.candidates_kernels import count_shared, group_fingerprints
from headwater.copies.fingerprints import pack_rows
from tests.reference.copies import count_shared as count_slowly


def _flatten(documents: list[list[tuple[int, int]]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    flat = [p for prints in documents for p in prints]
    bounds = np.cumsum([0, *(len(prints) for prints in documents)])
    return np.array([p[0] for p in flat], np.uint64), np.array([p[1] for p in flat], np.int32), bounds


def _table(documents: list[list[tuple[int, int]]]) -> pa.Table:
    hashes, places, bounds = _flatten(documents)
    return pa.table({"hashes": pack_rows(hashes, bounds), "places": pack_rows(places, bounds)})


PRINTS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 12)), max_size=6).map(
    lambda p: sorted(p, key=lambda x: x[1])
)


@given(st.lists(PRINTS, min_size=1, max_size=7), st.integers(2, 5), st.integers(1, 3), st.integers(0, 8))
def test_count_shared__agrees_with_its_twin(
    documents: list[list[tuple[int, int]]], whole: int, some: int, apart: int
) -> None:
    hashes, places, bounds = _flatten(documents)
    owners = np.repeat(np.arange(len(documents), dtype=np.int32), np.diff(bounds))
    members, group_bounds, slots = group_fingerprints(hashes, owners, np.argsort(hashes, kind="stable"))
    group_of = np.repeat(np.arange(len(group_bounds) - 1), np.diff(group_bounds))
    groups, limits = (members, group_bounds, slots, group_of), (whole, some, apart)
    found = count_shared((bounds, owners, places), groups, limits, (0, len(documents)))
    assert {(int(a), int(b)): int(n) for a, b, n in found} == count_slowly(documents, whole, some, apart)


def test_find_candidates__pairs_every_two_of_a_family_of_two_hundred() -> None:
    family = [[(h, 5 * h) for h in range(10)] for _ in range(200)]
    assert len(find_candidates(_table(family), np.arange(200))) == 200 * 199 // 2


def test_find_candidates__grows_with_a_large_family_and_not_with_its_square() -> None:
    size = 4 * WHOLE
    family = [[(h, 5 * h) for h in range(10)] for _ in range(size)]
    order = np.arange(size)[::-1]
    pairs = find_candidates(_table(family), order)
    assert len(pairs) < FEW * size
    assert {int(b) for _, b in pairs} >= set(range(size - FEW, size))
    assert len(np.unique(pairs)) == size


def test_find_candidates__one_shared_fingerprint_or_two_far_apart_are_too_little() -> None:
    far = [[(1, 0), (2, 900)], [(1, 0), (2, 50)], [(1, 3)], [(1, 0), (2, 48)]]
    assert find_candidates(_table(far), np.arange(4)).tolist() == [[1, 3]]
    assert find_candidates(_table([[], []]), np.arange(2)).tolist() == []

"""The compiled steps of passages.py do what their slow twins do."""

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.copies.passages_kernels import count_covering, take_blocks
from tests.reference.copies import count_covering as count_slowly
from tests.reference.copies import take_blocks as take_slowly

SPANS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 30), st.integers(1, 20)), max_size=12)
BLOCKS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(1, 9)), min_size=1, max_size=9)


@settings(derandomize=True)
@given(SPANS, st.lists(st.tuples(st.integers(0, 3), st.integers(0, 50)), max_size=9))
def test_count_covering__counts_the_stretches_of_a_document_that_cover_a_place(
    spans: list[tuple[int, int, int]], places: list[tuple[int, int]]
) -> None:
    found = [(d, first, first + size) for d, first, size in spans]
    starts, ends = (np.sort(np.array([s[0] << 32 | s[k] for s in found], np.int64)) for k in (1, 2))
    bounds = np.array([sum(s[0] < d for s in found) for d in range(5)])
    owners, middles = (np.array([p[k] for p in places], np.int64) for k in (0, 1))
    counted = count_covering(starts, ends, bounds, owners, middles)
    assert counted.tolist() == [count_slowly(found, *place) for place in places]


@settings(derandomize=True)
@given(BLOCKS, st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8), st.booleans()), max_size=6))
def test_take_blocks__turns_the_blocks_of_a_turned_pair(
    blocks: list[tuple[int, int, int]], asked: list[tuple[int, int, bool]]
) -> None:
    rows = [(low % len(blocks), count % (len(blocks) - low % len(blocks) + 1), turned) for low, count, turned in asked]
    lows, counts, turned = (np.array([row[k] for row in rows], kind) for k, kind in enumerate((int, np.int32, bool)))
    sides, bounds = take_blocks(np.array(blocks, np.int32), lows, counts, turned)
    taken = [[*zip(*(side[a:b].tolist() for side in sides), strict=True)] for a, b in itertools.pairwise(bounds)]
    assert taken == [take_slowly(blocks[low : low + count], way) for low, count, way in rows]

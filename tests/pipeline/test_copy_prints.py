"""The fingerprints of a pile in shares: the kernels agree with their twins."""

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from headwater.pipeline.copy_prints_kernels import name_owners, share_prints
from tests.reference import copy_prints as slow

DOCUMENTS = st.lists(
    st.tuples(st.booleans(), st.lists(st.tuples(st.integers(0, 2**64 - 1), st.integers(0, 99)), max_size=5)), max_size=6
)


@given(DOCUMENTS, st.integers(1, 4))
def test_share_prints__agrees_with_its_twin(given: list[tuple[bool, list[tuple[int, int]]]], shares: int) -> None:
    prints = [own for _, own in given]
    wanted = [kept for kept, _ in given]
    flat = [item for own in prints for item in own]
    hashes, places = np.array([h for h, _ in flat], np.uint64), np.array([p for _, p in flat], np.int32)
    bounds = np.cumsum([0, *(len(own) for own in prints)])
    shared = share_prints(hashes, places, bounds, np.array(wanted, np.bool_), shares)
    made = list(zip(*(column.tolist() for column in shared[:3]), strict=True))
    cut = [made[low:high] for low, high in itertools.pairwise(shared[3].tolist())]
    assert cut == slow.share_prints(prints, wanted, shares)


def test_name_owners__leaves_out_documents_without_one() -> None:
    hashes, rows = np.array([5, 6, 7, 8], np.uint64), np.array([0, 1, 1, 2], np.int32)
    to = np.zeros(6, np.uint64), np.zeros(6, np.int32), np.zeros(6, np.int32)
    end = name_owners(hashes, rows, np.arange(4, dtype=np.int32), np.array([4, -1, 9], np.int32), to, 1)
    assert end == 3
    assert [column.tolist() for column in to] == [[0, 5, 8, 0, 0, 0], [0, 4, 9, 0, 0, 0], [0, 0, 3, 0, 0, 0]]

"""Stretches of tokens as blocks of characters that are the same in two texts."""

import itertools

import numpy as np

from headwater.descent.readings import Reading
from headwater.intervals import Block


def list_blocks(a: Reading, b: Reading, a_equal: np.ndarray, b_equal: np.ndarray) -> list[Block]:
    """(start in a, start in b, length) of what is the same, character by character, in aligned tokens, in order."""
    if not len(a_equal):
        return []
    a_start, a_end = a.starts[a_equal], a.ends[a_equal]
    b_start, b_end = b.starts[b_equal], b.ends[b_equal]
    joined = (a_equal[1:] == a_equal[:-1] + 1) & (b_equal[1:] == b_equal[:-1] + 1)
    steady = (a_start - b_start)[1:] == (a_start - b_start)[:-1]
    whole = (a_end - a_start) == (b_end - b_start)
    cuts = np.flatnonzero(~(joined & steady & whole[1:] & whole[:-1])) + 1
    blocks: list[Block] = []
    edges = [0, *cuts.tolist(), len(a_equal)]
    for low, high in itertools.pairwise(edges):
        _add_run(
            blocks, a.text, b.text, (int(a_start[low]), int(a_end[high - 1])), (int(b_start[low]), int(b_end[high - 1]))
        )
    return blocks


def _add_run(blocks: list[Block], a: str, b: str, a_span: tuple[int, int], b_span: tuple[int, int]) -> None:
    """Add one run of tokens: as it is where both texts have the same characters, else without those that differ."""
    one, other = a[a_span[0] : a_span[1]], b[b_span[0] : b_span[1]]
    if len(one) != len(other):
        return
    start = 0
    if one != other:
        for k, (x, y) in enumerate(zip(one, other, strict=True)):
            if x != y:
                if k > start:
                    blocks.append((a_span[0] + start, b_span[0] + start, k - start))
                start = k + 1
    if len(one) > start:
        blocks.append((a_span[0] + start, b_span[0] + start, len(one) - start))

"""Which pairs are looked at."""

from typing import Any
from unittest.mock import patch

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.copies import candidates, sharing
from headwater.copies.candidates import FEW, LITTLE, NEAREST, REACH, WHOLE, find_candidates
from headwater.copies.candidates_kernels import choose_first
from headwater.copies.cells import pack_rows
from tests.reference.copies import find_candidates as find_slowly


def _table(documents: list[list[tuple[int, int]]]) -> pa.Table:
    flat = [p for prints in documents for p in prints]
    bounds = np.cumsum([0, *(len(prints) for prints in documents)])
    hashes = np.array([p[0] for p in flat], np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    return pa.table(
        {
            "words": np.full(len(documents), 1_000, np.int32),
            "hashes": pack_rows(hashes, bounds),
            "places": pack_rows(np.array([p[1] for p in flat], np.int32), bounds),
        }
    )


PRINTS = st.lists(st.tuples(st.integers(1, 6), st.integers(0, 12)), max_size=6, unique_by=lambda p: p[1]).map(
    lambda p: sorted(p, key=lambda x: x[1])
)


LIMITS = st.tuples(*(st.integers(*ends) for ends in ((1, 3), (2, 4), (1, 2), (2, 5), (0, 8), (1, 6))))


@given(st.lists(PRINTS, min_size=1, max_size=8), LIMITS, st.sampled_from([(3, 1 << 62), (1 << 20, 4), (2, 1)]))
def test_find_candidates__agrees_with_its_twin(
    documents: list[list[tuple[int, int]]], limits: tuple[int, int, int, int, int, int], cut: tuple[int, int]
) -> None:
    named: dict[str, Any] = dict(zip(("LITTLE", "SOME", "FEW", "WHOLE", "APART", "REACH"), limits, strict=True))
    with patch.multiple(candidates, **named, TASK=cut[0], CROWDED=2.0), patch.object(sharing, "SPAN", cut[1]):
        found = find_candidates(_table(documents)).tolist()
    assert found == sorted(map(list, find_slowly(documents, limits)))


CROWDED_LIMITS = st.tuples(*(st.integers(*ends) for ends in ((1, 2), (2, 3), (1, 2), (2, 4), (2, 8), (1, 6))))


@given(st.lists(PRINTS, min_size=4, max_size=8), CROWDED_LIMITS, st.sampled_from([0.1, 0.4, 0.9]), st.integers(1, 3))
def test_find_candidates__agrees_with_its_twin_in_a_crowd(
    documents: list[list[tuple[int, int]]],
    limits: tuple[int, int, int, int, int, int],
    crowded: float,
    founders: int,
) -> None:
    named: dict[str, Any] = dict(zip(("LITTLE", "SOME", "FEW", "WHOLE", "APART", "REACH"), limits, strict=True))
    named |= {"CROWDED": crowded, "FOUNDERS": founders, "NEAREST": len(documents)}
    with patch.multiple(candidates, **named):
        found = find_candidates(_table(documents)).tolist()
    assert found == sorted(map(list, find_slowly(documents, limits, (crowded, founders))))


def test_find_candidates__pairs_every_two_of_a_family_of_two_hundred() -> None:
    family = [[(h + 1, 5 * h) for h in range(10)] for _ in range(200)]
    assert len(find_candidates(_table(family))) == 200 * 199 // 2


def test_find_candidates__grows_with_a_large_family_and_not_with_its_square() -> None:
    size = 4 * WHOLE
    family = [[(h + 1, 5 * h) for h in range(10)] for _ in range(size)]
    pairs = find_candidates(_table(family))
    assert len(pairs) <= (NEAREST + 2 * FEW) * size
    assert {a for a, _ in pairs.tolist()} >= {0} and {b for a, b in pairs.tolist() if a == 0} == set(range(1, size))


def _grow_family(shape: str, size: int, rng: np.random.Generator) -> tuple[list[list[int]], list[int]]:
    """The fingerprints of the texts of a family, in order, and the parent of each.

    `few`, `many`: one or six fingerprints of any earlier text are changed. `hubs`: of one that has children already, as
    a rule. `cuts`: every outlet writes a lead of its own and cuts from the end. `site`: one page again and again, with
    news above, of which only so much is kept.
    """
    texts, parents = [rng.integers(1, 1 << 40, 60).tolist()], [-1]
    for n in range(1, size):
        parent = int(rng.integers(0, n))
        if shape == "hubs" and rng.random() < 0.7:
            parent = max(0, parents[parent])
        if shape == "site":
            parent = max(0, n - 1 - int(rng.integers(0, 3)))
        text = list(texts[parent])
        for place in rng.integers(0, len(text), {"few": 1, "many": 6}.get(shape, 2)):
            text[place] = int(rng.integers(1, 1 << 40))
        if shape == "cuts" and rng.random() < 0.5:
            text[:4] = rng.integers(1, 1 << 40, 4).tolist()
            text = text[: max(20, round(len(text) * rng.uniform(0.8, 1)))]
        if shape == "site" and rng.random() < 0.02:
            text = [*rng.integers(1, 1 << 40, 6).tolist(), *text][:60]
        texts.append(text)
        parents.append(parent)
    return texts, parents


@pytest.mark.parametrize("shape", ["few", "many", "hubs", "cuts", "site"])
def test_find_candidates__in_a_large_family_every_text_meets_its_parent(shape: str) -> None:
    rng = np.random.default_rng(5)
    size = 8 * WHOLE
    family, parents = _grow_family(shape, size, rng)
    texts = [[(value, 4 * place) for place, value in enumerate(text)] for text in family]
    pairs = []
    for order in (np.arange(size), rng.permutation(size)):
        where = np.argsort(order)
        found = set(map(tuple, find_candidates(_table([texts[n] for n in order])).tolist()))
        met = [tuple(sorted((int(where[n]), int(where[parents[n]])))) in found for n in range(1, size)]
        assert np.mean(met) > 0.99
        pairs.append(len(found))
    assert shape in ("many", "site") or max(pairs) < (NEAREST + 4) * size  # these are a web of families of up to WHOLE


def test_find_candidates__one_phrase_is_too_little() -> None:
    near = [[(1, 10), (2, 12), (3, 12 + REACH - 3)], [(1, 50), (2, 52), (3, 52 + REACH - 3)]]
    assert find_candidates(_table(near)).tolist() == []
    assert find_candidates(_table([[*near[0], (4, 10 + REACH)], [*near[1], (4, 50 + REACH)]])).tolist() == [[0, 1]]


def test_find_candidates__a_rare_one_and_a_common_one_are_too_little() -> None:
    some = [[(value, 10 * value + 3 * text) for value in (1, 2)] for text in range(2)]
    others = [[(2, 0), (50 + text, 9)] for text in range(LITTLE)]
    assert find_candidates(_table([*some, *others])).tolist() == []
    assert find_candidates(_table([*some, *others[:-2]])).tolist() == [[0, 1]]


def test_find_candidates__one_shared_fingerprint_or_two_far_apart_are_too_little() -> None:
    far = [[(1, 0), (2, 900)], [(1, 0), (2, 50)], [(1, 3)], [(1, 0), (2, 48)]]
    assert find_candidates(_table(far)).tolist() == [[1, 3]]
    assert find_candidates(_table([[], []])).tolist() == []


@given(
    st.lists(PRINTS, min_size=4, max_size=16),
    LIMITS,
    st.sampled_from([1, 5, 20]),
    st.tuples(st.integers(2, 4), st.integers(0, 12)),
)
def test_find_candidates__is_the_same_for_spans_of_any_size(
    documents: list[list[tuple[int, int]]],
    limits: tuple[int, int, int, int, int, int],
    span: int,
    ends: tuple[int, int],
) -> None:
    named: dict[str, Any] = dict(zip(("LITTLE", "SOME", "FEW", "WHOLE", "APART", "REACH"), limits, strict=True))
    table = _table(documents).set_column(0, "words", pa.array(np.full(len(documents), 14, np.int32)))
    named |= {"CLOSINGS": ends[0], "CLOSING_WORDS": ends[1], "NEAREST": 1, "CROWDED": 0.1}
    with patch.multiple(candidates, **named):
        whole = find_candidates(table).tolist()
        with patch.object(sharing, "SPAN", span), patch.object(candidates, "PIECE", 1):
            assert find_candidates(table).tolist() == whole


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(-3, 3)), max_size=30), st.integers(1, 4))
def test_choose_first__chooses_what_a_sort_puts_first(rows: list[tuple[int, int]], most: int) -> None:
    texts, keys = np.array([t for t, _ in rows], np.int32), np.array([k for _, k in rows], np.int64)
    order = sorted(range(len(rows)), key=lambda row: (rows[row], row))
    first = {row for t in range(5) for row in [row for row in order if rows[row][0] == t][:most]}
    assert set(np.flatnonzero(choose_first(texts, keys, most, 5)).tolist()) == first

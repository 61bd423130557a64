"""The minimum vertex cut against trying everything."""

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.tally.independence import (
    DOCUMENT,
    NAMED,
    OUTLET,
    UNNAMED,
    Flow,
    Kind,
    find_cut,
    find_low_cut,
    merge_vertices,
)
from tests.reference.tally import find_cuts, is_reached, list_partitions, prefer_cut


@st.composite
def _draw_flow(draw: st.DrawFn) -> Flow:
    sources = draw(st.integers(1, 4))
    outlets = draw(st.integers(0, 2))
    documents = draw(st.integers(1, 4))
    kinds = (
        [draw(st.sampled_from([NAMED, UNNAMED])) for _ in range(sources)] + [OUTLET] * outlets + [DOCUMENT] * documents
    )
    texts = range(sources, len(kinds))
    arcs = {(s, t) for s in range(sources) for t in texts if draw(st.booleans())}
    arcs |= {(a, b) for a, b in combinations(texts, 2) if kinds[b] == DOCUMENT and draw(st.booleans())}
    roots = set(range(sources)) | {t for t in texts if draw(st.integers(0, 4)) == 0}
    reports = {t for t in texts if kinds[t] == DOCUMENT}
    return Flow(
        tuple(kinds), tuple(f"v{i}" for i in range(len(kinds))), frozenset(arcs), frozenset(roots), frozenset(reports)
    )


def _sort(sources: int, pairs: list[tuple[int, int]]) -> list[Kind]:
    """A kind for each source, from the pairs that could be one."""
    near: list[set[int]] = [set() for _ in range(sources)]
    for a, b in pairs:
        near[a].add(b)
        near[b].add(a)
    return [Kind((v,), frozenset(others)) for v, others in enumerate(near)]


@given(_draw_flow())
@settings(max_examples=150)
def test_find_cut__is_a_smallest_cut_of_the_kinds_named_first(flow: Flow) -> None:
    cut = find_cut(flow)
    smallest = find_cuts(flow)
    assert set(cut) in smallest and not is_reached(flow, set(cut))
    assert Counter(flow.kinds[v] for v in cut) == prefer_cut(flow)


@given(_draw_flow(), st.lists(st.booleans(), min_size=6, max_size=6))
@settings(max_examples=120)
def test_find_low_cut__is_the_smallest_over_all_ways_to_put_sources_together(flow: Flow, could: list[bool]) -> None:
    sources = [v for v, kind in enumerate(flow.kinds) if kind in (NAMED, UNNAMED)]
    pairs = [pair for pair, yes in zip(combinations(sources, 2), could, strict=False) if yes]
    allowed = {frozenset(p) for p in pairs}
    best = min(
        len(find_cuts(merge_vertices(flow, parts))[0])
        for parts in list_partitions(sources)
        if all(frozenset(p) in allowed for part in parts for p in combinations(part, 2))
    )
    cut, exact = find_low_cut(flow, _sort(len(sources), pairs))
    assert exact and len(cut) == best


@pytest.mark.parametrize("sources", [20, 3000])
def test_find_low_cut__puts_many_that_could_be_one_together_at_once(sources: int) -> None:
    kinds = (UNNAMED,) * sources + (DOCUMENT,) * sources
    arcs = frozenset((i, sources + i) for i in range(sources))
    labels = tuple(f"v{i}" for i in range(2 * sources))
    flow = Flow(kinds, labels, arcs, frozenset(range(sources)), frozenset(range(sources, 2 * sources)))
    chain = list(combinations(range(min(sources, 20)), 2)) if sources == 20 else [(0, i) for i in range(1, 3)]
    cut, exact = find_low_cut(flow, _sort(sources, chain))
    assert exact and len(cut) == (1 if sources == 20 else sources - 1)


def test_find_cut__names_as_many_reports_as_it_takes() -> None:
    labels = ("a", "b", "c", "x", "y")
    arcs = frozenset((s, d) for s in range(3) for d in (3, 4))
    flow = Flow((NAMED,) * 3 + (DOCUMENT,) * 2, labels, arcs, frozenset(range(3)), frozenset((3, 4)))
    assert find_cut(flow) == [3, 4]

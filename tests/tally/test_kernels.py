"""Every kernel against its slow twin."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from headwater.tally.candidates_kernels import gather_candidates
from headwater.tally.decisions_kernels import agree_numbers, compare_rows
from headwater.tally.groups_kernels import find_roots
from headwater.tally.predicates_kernels import DENIED, MAIN, compare_parts, mark_parts
from headwater.tally.propositions import read_words
from headwater.tally.stories_kernels import link_documents
from headwater.tally.words_kernels import HAS_DIGIT, UPPER
from headwater.text import find_words
from tests.reference import tally as slow

Array = NDArray[Any]

_ROWS = st.dictionaries(
    st.integers(0, 8), st.tuples(st.sampled_from([0.5, 1.0, 4.0]), st.sampled_from([0.0, 0.5]), st.booleans())
)
_LETTERS = st.text(alphabet=st.sampled_from("aBcé'’ .,-:\n19U東京\u0301ﬁ😀"), max_size=60)


def _lay_rows(rows: list[slow.Row]) -> tuple[Array, Array, Array, Array, Array]:
    pointer = np.concatenate([[0], np.cumsum([len(row) for row in rows])]).astype(np.int64)
    flat = [(term, *row[term]) for row in rows for term in sorted(row)]
    return (
        pointer,
        np.array([f[0] for f in flat], np.int32),
        np.array([f[1] for f in flat], np.float32),
        np.array([f[2] for f in flat], np.float32),
        np.array([f[3] for f in flat], bool),
    )


@given(st.integers(1, 12), st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=15))
def test_find_roots__agrees_with_its_twin(size: int, pairs: list[tuple[int, int]]) -> None:
    pairs = [(a % size, b % size) for a, b in pairs]
    left, right = np.array([a for a, _ in pairs], np.int64), np.array([b for _, b in pairs], np.int64)
    assert find_roots(size, left, right).tolist() == slow.find_roots(size, pairs)


@given(st.lists(st.dictionaries(st.integers(0, 6), st.floats(0.125, 1.0, width=16)), min_size=1, max_size=7), st.data())
def test_link_documents__agrees_with_its_twin(vectors: list[dict[int, float]], data: st.DataObject) -> None:
    fresh = data.draw(st.lists(st.booleans(), min_size=len(vectors), max_size=len(vectors)))
    pointer = np.concatenate([[0], np.cumsum([len(v) for v in vectors])]).astype(np.int64)
    flat = [(row, t, v[t]) for row, v in enumerate(vectors) for t in sorted(v)]
    term = np.array([t for _, t, _ in flat], np.int64)
    weight = np.array([w for _, _, w in flat], np.float32)
    order = np.argsort(term, kind="stable")
    postings = np.searchsorted(term[order], np.arange(8)).astype(np.int64)
    rows = np.array([r for r, _, _ in flat], np.int32)
    left, right, likeness = link_documents(
        (pointer, term, weight), (postings, rows[order], weight[order]), np.array(fresh, bool), 0.3
    )
    found = dict(zip(zip(left.tolist(), right.tolist(), strict=True), likeness.tolist(), strict=True))
    wanted = slow.link_documents(vectors, fresh, 0.3)
    near = {p for p in found.keys() | wanted.keys() if abs(found.get(p, 0.3) - wanted.get(p, 0.3)) > 1e-4}
    assert not near


@given(st.lists(st.lists(_ROWS, max_size=4), min_size=1, max_size=4), st.data())
def test_gather_candidates__agrees_with_its_twin(documents: list[list[slow.Row]], data: st.DataObject) -> None:
    number = st.integers(0, len(documents) - 1)
    drawn = data.draw(st.lists(st.tuples(number, number), max_size=6, unique=True))
    pairs = sorted({(min(p), max(p)) for p in drawn}, key=lambda p: (p[1], p[0]))
    pointer, term, weight, _, _ = _lay_rows([row for d in documents for row in d])
    first = np.concatenate([[0], np.cumsum([len(d) for d in documents])]).astype(np.int64)
    left, right = np.array([a for a, _ in pairs], np.int32), np.array([b for _, b in pairs], np.int32)
    found = gather_candidates(
        left, right, (first, pointer[:-1], pointer[1:], term, weight), np.full(len(pairs), 2.0, np.float64)
    )
    listed = list(zip(*(column.tolist() for column in found), strict=True))
    assert len(listed) == len(set(listed))
    assert set(listed) == slow.gather_candidates(documents, pairs, 2.0)


@given(_ROWS, _ROWS)
def test_compare_rows__agrees_with_its_twin(a: slow.Row, b: slow.Row) -> None:
    none = np.zeros(3, np.int64)
    terms = _lay_rows([a, b])
    found = compare_rows(
        np.array([0]), np.array([1]), terms, (none, np.empty(0, np.int64)),
        (none, np.empty(0, np.int32), np.empty(0, np.float64)),
    )[0]  # fmt: skip
    assert np.allclose(found[[0, 1, 2, 4, 5]], slow.compare_rows(a, b), atol=1e-5)


_WORDS = st.tuples(
    st.sampled_from([0, 0, 0, 1, 2, 3, 4, 8, 8, 16, 16, 36, 64, 128, 128, 264, 513, 513]), st.sampled_from([0.5, 4.0]), st.booleans(), st.booleans()
)  # fmt: skip


@given(st.lists(st.lists(_WORDS, max_size=8), max_size=3))
@settings(max_examples=300)
def test_mark_parts__agrees_with_its_twin(contents: list[list[tuple[int, float, bool, bool]]]) -> None:
    flat = [(row, *word) for row, words in enumerate(contents) for word in words]
    found = mark_parts(
        np.array([f[0] for f in flat], np.int64), np.array([f[1] for f in flat], np.int64),
        np.array([f[2] for f in flat], np.float32), np.array([f[3] for f in flat], bool),
        np.array([f[4] for f in flat], bool),
    )  # fmt: skip
    assert found.tolist() == [part for words in contents for part in slow.mark_parts(words)]


_PARTS = st.dictionaries(
    st.integers(0, 6), st.tuples(st.sampled_from([0.5, 1.0, 4.0]), st.booleans(), st.integers(0, 31)), max_size=6
)


@given(_PARTS, _PARTS, st.tuples(st.booleans(), st.booleans()))
def test_compare_parts__agrees_with_its_twin(a: slow.Parts, b: slow.Parts, denied: tuple[bool, bool]) -> None:
    flat = [(term, *row[term]) for row in (a, b) for term in sorted(row)]
    terms = (
        np.array([0, len(a), len(flat)], np.int64), np.array([f[0] for f in flat], np.int32),
        np.array([f[1] for f in flat], np.float32), np.array([f[2] for f in flat], bool),
        np.array([f[3] for f in flat], np.int8),
    )  # fmt: skip
    found = compare_parts(np.array([0]), np.array([1]), terms, np.array(denied))
    assert np.allclose(found[0], slow.compare_parts(a, b, denied))


@pytest.mark.parametrize(
    ("text", "mains"),
    [
        ("The skipper was found dead after his boat sank", {"found"}),
        ("A raid by the island's armed guards freed a hostage and killed nine", {"freed", "killed"}),
        ("The firm, which closed a mill, will not sell its port", {"sell"}),
        ("The decision to close the mill underlines our thrift", set()),
        ("The final decision to close the mill was made in May", {"close"}),
        ("The firm has a plan to close the mill", {"plan", "close"}),
        ("The firm announced its decision to close the mill", {"announced", "close"}),
    ],
)
def test_mark_parts__finds_what_the_main_clause_says(text: str, mains: set[str]) -> None:
    words = read_words([text])
    parts = mark_parts(
        np.zeros(len(words.term), np.int64), words.kind, words.weight, (words.flags & UPPER) > 0,
        (words.flags & UPPER) > 0,
    )  # fmt: skip
    read = [text[s:e] for s, e in find_words(text)]
    found = {word for word, part in zip(read, parts.tolist(), strict=True) if part & MAIN}
    assert found == mains
    assert not any(
        part & DENIED for word, part in zip(read, parts.tolist(), strict=True) if word != "sell" and word != "port"
    )


def test_agree_numbers__lets_rounding_pass_within_a_unit() -> None:
    def compare(a: list[tuple[int, float]], b: list[tuple[int, float]]) -> tuple[int, int]:
        both = a + b
        unit, value = np.array([u for u, _ in both], np.int32), np.array([v for _, v in both])
        return agree_numbers(unit, value, (0, len(a)), (len(a), len(both)))

    assert compare([(0, 111_800.0)], [(0, 112_000.0)]) == (1, 0)
    assert compare([(0, 10.0)], [(0, 9.0)]) == (0, 1)
    assert compare([(2, 26.0)], [(0, 26.0)]) == (0, 0)
    assert compare([(3, 1993.0)], [(3, 1994.0)]) == (0, 1)


@given(st.lists(_LETTERS, min_size=1, max_size=4))
@settings(max_examples=200)
def test_read_words__cuts_as_text_does_but_for_initials(texts: list[str]) -> None:
    words = read_words(texts)
    for number, text in enumerate(texts):
        mine = [e - words.bounds[number] for e, o in zip(words.ends, words.owner, strict=True) if o == number]
        if "." not in text:
            assert mine == [e for _, e in find_words(text)]
        assert all(0 < e <= len(text) for e in mine) and mine == sorted(mine)


def test_read_words__keeps_the_country_apart_from_the_pronoun() -> None:
    words = read_words(["The U.S. and the US told us. J.P. Moor of the U.S.A. left at 9.30.", "us"])
    by = dict(zip(["The", "U.S", "and", "the", "US", "told", "us"], words.term.tolist(), strict=False))
    assert by["U.S"] == by["US"] != by["us"] and by["us"] == words.term[-1]
    assert (words.flags[1] & UPPER) and not (words.flags[1] & HAS_DIGIT)


def test_read_words__reads_a_text_alike_whatever_stands_beside_it() -> None:
    texts = ["NATO left, and IT said so.", "Nato left, and it said so."]
    both = read_words(texts)
    for number, text in enumerate(texts):
        alone, mine = read_words([text]), both.owner == number
        for name in ("term", "weight", "rate", "flags", "kind"):
            assert getattr(both, name)[mine].tolist() == getattr(alone, name).tolist(), name

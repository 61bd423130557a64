"""Runs, chains, ends and blocks."""

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from headwater.copies.alignments_kernels import (
    LEAST_SCORE,
    MOST_GAP,
    chain_runs,
    find_runs,
    follow_chain,
    hash_seeds,
    index_seeds,
    list_chains,
    make_index,
)
from headwater.copies.characters import tabulate_characters
from headwater.copies.matches_kernels import EDGE, make_desk, match_between, reach_beyond
from headwater.copies.passages_kernels import COLUMNS, align_pairs
from headwater.copies.words import read_words
from tests.copies.piles import MILL, QUAY, lay_pile
from tests.reference import copies as slow

WORDS = st.lists(st.integers(0, 3), max_size=24)


def _hash(values: list[int]) -> np.ndarray:
    return np.array(values, np.int64).view(np.uint64) * np.uint64(0x9E3779B97F4A7C15)


def _find_runs(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    seeds, index = (hash_seeds(a), hash_seeds(b)), make_index(len(a))
    reached = np.full(len(a) + len(b) + 1, -1, np.int32), 0
    return find_runs(a, b, seeds, (index, index_seeds(seeds[0], index)), reached, np.empty(len(b) + 1, np.int32))


@given(WORDS, WORDS)
def test_find_runs__agrees_with_its_twin(one: list[int], two: list[int]) -> None:
    a, b = _hash(one), _hash(two)
    runs = _find_runs(a, b)
    assert sorted(map(tuple, runs.tolist())) == slow.find_runs(one, two)


PARTS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), min_size=1, max_size=6)


def _put_together(seed: int, parts: list[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """A text of few words, and one made of parts of it with other words between them."""
    one = np.random.default_rng(seed).integers(0, 12, 80).tolist()
    return one, [
        word for number, (start, length) in enumerate(parts) for word in [*one[start : start + length], -number]
    ]


@given(st.integers(0, 99), PARTS)
def test_find_runs__agrees_with_its_twin_where_runs_are_long(seed: int, parts: list[tuple[int, int]]) -> None:
    one, two = _put_together(seed, parts)
    assert sorted(map(tuple, _find_runs(_hash(one), _hash(two)).tolist())) == slow.find_runs(one, two)


@given(st.integers(0, 99), PARTS)
def test_chain_runs__agrees_with_its_twin(seed: int, parts: list[tuple[int, int]]) -> None:
    one, two = _put_together(seed, parts)
    runs = _find_runs(_hash(one), _hash(two))
    scores, before = chain_runs(runs)
    assert np.allclose(scores, slow.score_chains(runs.tolist(), MOST_GAP), atol=1e-3)
    assert all(p < s for s, p in enumerate(before.tolist()))


@given(st.integers(0, 99), PARTS)
def test_list_chains__agrees_with_its_twin(seed: int, parts: list[tuple[int, int]]) -> None:
    one, two = _put_together(seed, parts)
    runs = _find_runs(_hash(one), _hash(two))
    taken = np.zeros(len(one), np.uint8), np.zeros(len(two), np.uint8)
    kept, bounds = list_chains(runs, taken)
    chains = [kept[low:high].tolist() for low, high in itertools.pairwise(bounds)]
    scores, before = chain_runs(runs)
    assert chains == slow.list_chains(runs.tolist(), scores.tolist(), before.tolist(), LEAST_SCORE)
    assert not taken[0].any() and not taken[1].any()


def test_find_runs__goes_through_a_seed_that_is_too_frequent() -> None:
    chorus = [1, 2, 3]
    one = [word for n in range(10, 19) for word in (*chorus, n)]
    a = _hash(one)
    assert [0, 0, len(one)] in _find_runs(a, a).tolist()


def test_find_runs__one_word_a_million_times_ends() -> None:
    a = _hash([7] * 1_000_000)
    assert len(_find_runs(a, a)) == 0


@given(st.lists(st.integers(0, 30), min_size=12, max_size=40), WORDS, st.integers(4, 8))
def test_chain_runs__chains_keep_the_order_and_no_gap_is_too_long(one: list[int], new: list[int], place: int) -> None:
    one = [*one, 90, 91, 92, 93]
    two = [*one[:place], *new, *one[place:]]
    a, b = _hash(one), _hash(two)
    runs = _find_runs(a, b)
    scores, before = chain_runs(runs)
    used = np.zeros(len(runs), np.uint8)
    chain = follow_chain(runs, before, int(np.argmax(scores)), used).tolist()
    assert scores.max() >= max(n for _, _, n in runs.tolist())
    for (i, j, n), (k, m, length) in itertools.pairwise(chain):
        assert length > 0 and 0 <= k - i - n <= MOST_GAP and 0 <= m - j - n <= MOST_GAP
    assert all(one[i : i + n] == two[j : j + n] for i, j, n in chain)


@given(st.lists(st.integers(0, 3), max_size=9), st.lists(st.integers(0, 3), max_size=9))
def test_match_between__matches_equal_words_in_order_and_enough_of_them(one: list[int], two: list[int]) -> None:
    runs = np.empty((9, 3), np.int32)
    count = match_between(_hash(one), _hash(two), make_desk(), runs, 0, (0, 0))
    pairs = [[i + k, j + k] for i, j, n in runs[:count].tolist() for k in range(n)]
    assert all(one[i] == two[j] for i, j in pairs)
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in itertools.pairwise(pairs))
    assert 3 * len(pairs) >= slow.count_matches(one, two)


@given(WORDS, WORDS, st.randoms(use_true_random=False))
def test_reach_beyond__agrees_with_its_twin(one: list[int], two: list[int], rng: object) -> None:
    edges = [w == 3 for w in one], [w % 2 == 1 for w in two]
    desk = make_desk()
    for view, words, ends in ((desk.one, one, edges[0]), (desk.two, two, edges[1])):
        view.words[: len(words)], view.edges[: len(words)] = _hash(words), ends
    i, j = reach_beyond(desk, len(one), len(two))
    best = slow.reach_beyond(one, two, edges, EDGE)
    assert (i == 0) == (best == 0) and (j == 0) == (i == 0)
    if i:
        assert one[i - 1] == two[j - 1]
        assert slow.reach_beyond(one[:i], two[:j], (edges[0][:i], edges[1][:j]), EDGE) == best


def _align(one: str, two: str) -> list[tuple[dict[str, int], list[list[int]]]]:
    pile = lay_pile({"a": one, "b": two})
    words = read_words(pile["documents"], pile["regions"])
    sides = (words.hashes, words.places, words.bounds, words.texts)
    rows, blocks = align_pairs(sides, tabulate_characters(), np.array([[0, 1]], np.int32))
    ends = np.cumsum(rows[:, COLUMNS.index("blocks")])
    return [
        (dict(zip(COLUMNS, row.tolist(), strict=True)), blocks[end - row[COLUMNS.index("blocks")] : end].tolist())
        for row, end in zip(rows, ends, strict=True)
    ]


CHANGE = st.tuples(
    st.integers(0, 100), st.sampled_from(["", "new", "“new words”", "Ä", "e\u0301", "\n\n", "東京", "’", "—"])
)


@given(st.lists(CHANGE, max_size=12))
def test_align_pairs__blocks_hold_and_are_in_order(changes: list[tuple[int, str]]) -> None:
    words = QUAY[0].split(" ")
    for place, new in changes:
        words[place % len(words)] = new
    one, two = QUAY[0], " ".join(words).replace("'", "’")
    _, folds, _ = tabulate_characters()
    for row, blocks in _align(one, two):
        reached = (row["a_start"], row["b_start"])
        for a, b, length in blocks:
            assert length > 0 and a >= reached[0] and b >= reached[1]
            assert [folds[ord(c)] for c in one[a : a + length]] == [folds[ord(c)] for c in two[b : b + length]]
            reached = (a + length, b + length)
        assert reached == (row["a_end"], row["b_end"])


def test_align_pairs__one_changed_word_leaves_two_blocks_with_their_marks() -> None:
    two = QUAY[0].replace("three of its", "seven of its")
    ((row, blocks),) = _align(QUAY[0], two)
    assert (row["a_start"], row["a_end"]) == (0, len(QUAY[0])) and row["b_end"] == len(two)
    assert [QUAY[0][a : a + n][-10:] for a, _, n in blocks] == ["found that", "he timber."]
    assert row["shared"] == row["a_words"] - 1


def test_align_pairs__takes_the_first_word_across_words_that_one_side_lacks() -> None:
    two = QUAY[0].replace("The harbour master", "The old and tired harbour master", 1)
    ((row, _),) = _align("By the way.\n" + QUAY[0], "Quite so.\n" + two)
    assert row["a_start"] == len("By the way.\n") and row["b_start"] == len("Quite so.\n")


def test_align_pairs__a_long_insertion_or_a_move_begins_a_new_stretch() -> None:
    long = _align("\n\n".join(QUAY[:2]), "\n\n".join([QUAY[0], MILL[0], QUAY[1]]))
    assert [r["shared"] > 35 for r, _ in long] == [True, True]
    short = _align("\n\n".join(QUAY[:2]), "\n\n".join([QUAY[0], "It had rained all week.", QUAY[1]]))
    assert len(short) == 1
    moved = _align("\n\n".join(QUAY[:2]), "\n\n".join([QUAY[1], QUAY[0]]))
    assert len(moved) == 2


def test_align_pairs__unrelated_texts_share_nothing_that_is_kept() -> None:
    assert _align("\n\n".join(QUAY), "\n\n".join(MILL)) == []

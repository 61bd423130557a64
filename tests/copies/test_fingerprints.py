"""Words, regions, quotation marks and winnowing."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.copies.cells import pack_rows, unpack_rows
from headwater.copies.characters import tabulate_characters
from headwater.copies.fingerprints import fingerprint_batch, hash_inputs, lay_texts
from headwater.copies.fingerprints_kernels import WINDOW, winnow_runs
from headwater.copies.words import Words, read_words
from headwater.copies.words_kernels import (
    DIGIT,
    NAME,
    NUMBER,
    OPENS,
    QUOTED,
    SPACE,
    WORD_CHARACTER,
    find_edges,
    hash_words,
    make_room,
)
from headwater.text import find_words
from tests.copies.piles import MILL, QUAY, lay_pile
from tests.reference.words import find_stretches, winnow

TEXT = st.text(
    st.one_of(st.sampled_from("ab Z’'.,-19\n“”\"éß̈東タไष🙂  "), st.characters(exclude_categories=["Cs"])), max_size=60
)


def _read(*texts: str) -> Words:
    pile = lay_pile({f"{n:03d}": text for n, text in enumerate(texts)})
    return read_words(pile["documents"], pile["regions"])


@given(st.lists(TEXT, min_size=1, max_size=4))
def test_read_words__finds_the_words_of_text_find_words(texts: list[str]) -> None:
    words = _read(*texts)
    for d, text in enumerate(texts):
        low, high = words.bounds[d], words.bounds[d + 1]
        assert list(zip(words.places[0][low:high], words.places[1][low:high], strict=True)) == find_words(text)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Straße José IT’S", "straße jose it's"),
        ("cafe\u0301", "Café"),
        ("Ĳ", "ĳ"),
        ("ﬁsh Ａ１", "fish a1"),
        ("co\u00adop na\u00efve", "coop naive"),
    ],
)
def test_read_words__folds_case_accents_and_apostrophes(one: str, two: str) -> None:
    words = _read(one, two)
    half = len(words.hashes) // 2
    assert (words.hashes[:half] == words.hashes[half:]).all()


def test_read_words__tells_other_words_apart() -> None:
    words = _read("resume coop 12 1,2 東 京 its it's", "résumés co op 13 12 京 東")
    assert len(set(words.hashes.tolist())) == 12


def test_read_words__reads_only_what_can_be_copied() -> None:
    text = "A headline\n\nThe body stands here. Photo: A. Painter\n\nA boat in the bay\n\nAll rights reserved."
    skip = [("title", "A headline"), ("credit", "Photo: A. Painter"), ("notice", "All rights reserved.")]
    skip.append(("caption", "A boat in the bay"))
    pile = lay_pile({"a": text}, skip={"a": skip})
    words = read_words(pile["documents"], pile["regions"])
    assert [text[s:e] for s, e in zip(words.places[0], words.places[1], strict=True)] == [
        "The",
        "body",
        "stands",
        "here",
    ]


def test_read_words__without_regions_reads_the_whole_text() -> None:
    pile = lay_pile({"a": "one two three"})
    assert len(read_words(pile["documents"], pile["regions"].slice(0, 0)).hashes) == 3


def test_read_words__knows_numbers_names_quotations_and_openings() -> None:
    text = "Then Ada said: “We sold 12 boats.” Nobody laughed.\nOn Monday it rained."
    words = _read(text)
    known = {text[s:e]: t for s, e, t in zip(words.places[0], words.places[1], words.places[4], strict=True)}
    assert [w for w, t in known.items() if t & NUMBER] == ["12"]
    assert [w for w, t in known.items() if t & NAME] == ["Ada", "Monday"]
    assert [w for w, t in known.items() if t & QUOTED] == ["We", "sold", "12", "boats"]
    assert [w for w, t in known.items() if t & OPENS] == ["Then", "On"]


@given(st.lists(TEXT, min_size=1, max_size=4))
def test_hash_words__reads_the_same_words_from_bytes(texts: list[str]) -> None:
    words = _read(*texts)
    pile = lay_pile({f"{n:03d}": text for n, text in enumerate(texts)})
    data, eights, bounds = lay_texts(pile["documents"]["text"])
    known: dict[int, int] = {}
    for d, text in enumerate(texts):
        hashes, starts = np.empty(len(data) + 1, np.uint64), np.empty(len(data) + 1, np.int32)
        span = (bounds[d], bounds[d + 1])
        n = hash_words((data, eights), span, tabulate_characters(), hashes, starts, make_room(bounds))
        low, high = words.bounds[d], words.bounds[d + 1]
        assert starts[:n].tolist() == words.places[0][low:high].tolist()
        for one, other in zip(words.hashes[low:high].tolist(), hashes[:n].tolist(), strict=True):
            assert known.setdefault(one, other) == other, text
    assert len(set(known.values())) == len(known)


@given(st.lists(st.text("ab Z'.,-19é”東", max_size=300), min_size=1, max_size=3))
def test_find_edges__agrees_with_its_twin(texts: list[str]) -> None:
    data, _, bounds = lay_texts(pa.chunked_array([texts]))
    edges = make_room(bounds)
    for low, high, text in zip(bounds[:-1], bounds[1:], texts, strict=True):
        n = find_edges(data, (low, high), edges)
        assert edges[:n].tolist() == [edge for stretch in find_stretches(text.encode()) for edge in stretch]


@given(st.lists(st.text("ab Z'’.,-19é”東", min_size=50, max_size=300), min_size=1, max_size=2))
def test_read_words__finds_words_that_lie_across_blocks(texts: list[str]) -> None:
    words = _read(*texts)
    for d, text in enumerate(texts):
        low, high = words.bounds[d], words.bounds[d + 1]
        assert list(zip(words.places[0][low:high], words.places[1][low:high], strict=True)) == find_words(text)


@given(st.lists(st.integers(0, 6), max_size=40))
def test_winnow_runs__agrees_with_its_twin(values: list[int]) -> None:
    runs, n = np.array([*values, *[0] * WINDOW], np.uint64), len(values)
    kept, places = np.empty(n + 1, np.uint64), np.empty(n + 1, np.int32)
    count = winnow_runs(runs, n, np.empty_like(runs), kept, places) if n else 0
    assert places[:count].tolist() == winnow(values, WINDOW)
    assert kept[:count].tolist() == [values[p] for p in places[:count]]


@given(st.integers(0, 30), st.integers(0, 30))
def test_fingerprints__twelve_words_in_a_row_share_one(before: int, after: int) -> None:
    shared = " ".join(QUAY[0].split()[:14])
    one = " ".join(MILL[0].split()[:before]) + f" {shared} " + " ".join(MILL[1].split()[:after])
    two = " ".join(MILL[2].split()[: after + 3]) + f" {shared} " + " ".join(QUAY[2].split()[:before])
    pile = lay_pile({"a": one, "b": two})
    prints = fingerprint_batch((pile["documents"], pile["regions"], np.array([1, 2])))
    hashes, bounds = unpack_rows(prints["hashes"], np.uint64)
    assert set(hashes[: bounds[1]].tolist()) & set(hashes[bounds[1] :].tolist())


@given(
    st.text("港務局關閉了北碼頭因為木樁腐爛", max_size=40),
    st.text("海灣對面的小鎮起重機更慢", max_size=40),
    st.booleans(),
)
def test_fingerprints__twelve_characters_without_spaces_share_one(before: str, after: str, apart: bool) -> None:
    shared = "我們昨天在湖邊看見一隻白鳥"
    pile = lay_pile({"a": before + shared + after, "b": after + (" — " if apart else "") + shared + before})
    prints = fingerprint_batch((pile["documents"], pile["regions"], np.array([1, 2])))
    hashes, bounds = unpack_rows(prints["hashes"], np.uint64)
    assert set(hashes[: bounds[1]].tolist()) & set(hashes[bounds[1] :].tolist())


def test_hash_inputs__changes_with_what_is_read_and_with_nothing_else() -> None:
    plain = lay_pile({"a": "one two three", "b": "four"})
    other = lay_pile({"a": "one two three", "b": "four"}, skip={"a": [("chrome", "two")]})
    section = lay_pile({"a": "one two three", "b": "four"}, skip={"a": [("byline", "two")]})
    first, second, third = (hash_inputs(p["documents"], p["regions"]) for p in (plain, other, section))
    changed = [int(a != b) for a, b in zip(first, second, strict=True)]
    assert sum(changed) == 1 and (second == third).all()


@given(st.lists(st.lists(st.integers(0, 99), max_size=5), max_size=5))
def test_unpack_rows__gives_back_what_was_packed(rows: list[list[int]]) -> None:
    values = np.array([v for row in rows for v in row], np.int32)
    bounds = np.cumsum([0, *(len(row) for row in rows)])
    back, back_bounds = unpack_rows(pa.chunked_array([pack_rows(values, bounds)]), np.int32)
    assert back.tolist() == values.tolist() and back_bounds.tolist() == bounds.tolist()


def test_tabulate_characters__folds_one_for_one() -> None:
    _, folds, ligatures = tabulate_characters()
    assert chr(folds[ord("É")]) == "e" and chr(folds[ord("—")]) == "-" and folds[0x301] == 0
    assert chr(folds[ord("İ")]) == "i" and chr(folds[ord("Ａ")]) == "a" and folds[0xAD] == 0
    assert [bytes(ligatures[folds[ord(c)] - 0x110000].tolist()) for c in "ßﬁﬃ"] == [b"ss\0", b"fi\0", b"ffi"]


def test_tabulate_characters__knows_every_letter_digit_and_space() -> None:
    classes, _, _ = tabulate_characters()
    characters = [chr(point) for point in range(len(classes))]
    for bit, test in ((WORD_CHARACTER, str.isalnum), (DIGIT, str.isdecimal), (SPACE, str.isspace)):
        assert np.array_equal(classes & bit != 0, [test(c) for c in characters])

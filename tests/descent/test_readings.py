"""Texts as numbered words, quotations, and aligned blocks."""

from hypothesis import given
from hypothesis import strategies as st

from headwater.descent.blocks import list_blocks
from headwater.descent.quotations import mark_quoted
from headwater.descent.readings import Vocabulary, align_readings


@given(st.text(max_size=80))
def test_read__places_every_mark_and_word_in_any_text(text: str) -> None:
    reading = Vocabulary().read(text)
    covered = "".join(text[s:e] for s, e in zip(reading.starts, reading.ends, strict=True))
    assert "".join(covered.split()) == "".join(c for c in "".join(text.split()) if c in covered)
    assert all(0 <= s < e <= len(text) for s, e in zip(reading.starts, reading.ends, strict=True))


@given(st.lists(st.sampled_from(["the", "boat", "and", "U.S.", "US", "colour", "color", "“so”", "4.2", "bn", ",", "."]), max_size=30),
       st.lists(st.sampled_from(["the", "boat", "and", "U.S.", "US", "colour", "color", "“so”", "4.2", "bn", ",", "."]), max_size=30))  # fmt: skip
def test_list_blocks__are_the_same_characters_on_both_sides(one: list[str], two: list[str]) -> None:
    words = Vocabulary()
    a, b = words.read(" ".join(one)), words.read(" ".join(two))
    to = align_readings(a, b)
    here = (to >= 0).nonzero()[0]
    last = 0
    for start, other, length in list_blocks(a, b, here, to[here]):
        assert length > 0 and start >= last and a.text[start : start + length] == b.text[other : other + length]
        last = start + length


def test_align_readings__sees_through_house_style() -> None:
    words = Vocabulary()
    a, b = (
        words.read("The U.S. programme rose 5 per cent in Sept"),
        words.read("The US program rose five percent in September"),
    )
    assert align_readings(a, b).tolist() == list(range(8))


def _quoted(text: str) -> list[str]:
    reading = Vocabulary().read(text)
    marks = mark_quoted(reading)
    return [text[s:e] for s, e, inside in zip(reading.starts, reading.ends, marks, strict=True) if inside]


def test_mark_quoted__knows_marks_of_every_sort() -> None:
    assert _quoted('He said "we go" and left.') == ["we", "go"]
    assert _quoted("He said “we go“ and left.") == ["we", "go"]
    assert _quoted("He said ‘we don’t go’ and left Ann’s house.") == ["we", "don’t", "go"]


def test_mark_quoted__ends_an_open_quotation_with_its_paragraph() -> None:
    assert _quoted("“We go on\n\n“and on” she said") == ["We", "go", "on", "and", "on"]

"""Whose words a text gives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.copies.words import read_words
from headwater.copies.words_kernels import QUOTED
from tests.copies.piles import lay_pile
from tests.reference.quotations import find_quoted


def _mark(text: str) -> tuple[list[str], list[bool]]:
    pile = lay_pile({"a": text})
    words = read_words(pile["documents"], pile["regions"])
    marked = zip(words.places[0], words.places[1], words.places[4], strict=True)
    found = [(text[start:end], bool(trait & QUOTED)) for start, end, trait in marked]
    return [word for word, _ in found], [quoted for _, quoted in found]


def _quoted(text: str) -> str:
    return " ".join(word for word, quoted in zip(*_mark(text), strict=True) if quoted)


@given(st.text(st.sampled_from("ab1C 東\"“”'’:\n.—(@"), max_size=40))
def test_mark_quotations__agrees_with_its_twin(text: str) -> None:
    assert _mark(text)[1] == find_quoted(text)


@given(
    st.lists(
        st.sampled_from(["Ada Low", "Bo Kim", "Bo Kim:", "Yes.", "A long line of words", "x (@a) “b", ""]), max_size=14
    )
)
def test_mark_quotations__agrees_with_its_twin_on_talks(lines: list[str]) -> None:
    assert _mark("\n".join(lines))[1] == find_quoted("\n".join(lines))


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("She said: “We sold 12 boats.” Nobody laughed.", "We sold 12 boats"),
        ('“The "safe" quay is shut,” he said.', "The safe quay is shut"),
        ("‘We sold the last boat,’ she said of the boys’ club. It's gone.", "We sold the last boat"),
        ("'All of this is open\n\nNot this", "All of this is open"),
        ("Elle dit : «\u00a0Le bac est plein\u00a0» et rit.", "Le bac est plein"),
        ("The ‘Gull’ sank.", ""),
        ("The “Gull” is lost for good,” she said. No 12” pipe\n\nIs left,” he said", "Gull is lost for good Is left"),
        ("他说：「我们不走」然后离开了。", "我 们 不 走"),
        ("The letter reads:\n\nWe are not amused\n\nNor was he", "We are not amused"),
        ("ADA LOW: No more boats\n\nHe wrote: no more", "ADA LOW No more boats"),
        ("No more boats! — Ada Low (@ada) May 3, 2026\n\nHe laughed", "No more boats Ada Low ada May 3 2026"),
        ("No more boats!\n\n— Ada Low (@ada) May 3, 2026", "No more boats Ada Low ada May 3 2026"),
        ("Later she (@ada) wrote of boats", ""),
        ("They met." + "\n\nAda Low\n\nNo.\n\nBo Kim\n\nYes." * 3, " ".join(["Ada Low No Bo Kim Yes"] * 3)),
        ("They met." + "\n\nRead More\n\nIt rained." * 4, ""),
    ],
)
def test_mark_quotations__knows_marks_posts_and_announced_lines(text: str, quoted: str) -> None:
    assert _quoted(text) == quoted

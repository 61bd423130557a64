"""What is a passage and what is not."""

import pytest

from headwater.copies import find_copies
from headwater.schema import make_id
from tests.copies.piles import MILL, QUAY, lay_pile

OWN = [
    f"{a} {b} in {t} {c}, and {d} for {e} {n} years."
    for n, (a, b, t, c, d, e) in enumerate(
        [
            ("Beekeepers", "met", "Arno Vale", "over cheese", "queens were scarce", "almost"),
            ("A piano", "fell", "Brindle", "onto a hedge", "nobody played it again", "some"),
            ("Two judges", "retired", "Cobham Reach", "to breed geese", "the gavel lay idle", "about"),
            ("The comet", "shone", "Dell", "above the tannery", "calendars were printed", "roughly"),
            ("Miners", "sang", "Eyre", "beneath the chapel", "the roof held", "nearly"),
            ("An actor", "slept", "Foxhole", "through the siege", "critics forgave him", "over"),
        ],
        3,
    )
]


def _article(n: int, *inside: str) -> str:
    """A text that shares nothing with others but what is put inside."""
    words = [f"{w}{'aeiou'[n % 5]}{n}" for w in (MILL[n % 3] + " " + MILL[(n + 1) % 3]).split()]
    return "\n\n".join([OWN[n], " ".join(words[:50]), *inside, " ".join(words[50:])])


def _pairs(texts: dict[str, str], sites: dict[str, str | None] | None = None) -> dict[tuple[str, str], str]:
    names = {make_id(name): name for name in texts}
    rows = find_copies(lay_pile(texts, sites))["passages"].to_pylist()
    return {tuple(sorted((names[r["a_document_id"]], names[r["b_document_id"]]))): r["kind"] for r in rows}  # type: ignore[misc]


def test_choose_passages__an_excerpt_of_one_paragraph_is_a_copy() -> None:
    assert _pairs({"wire": "\n\n".join(QUAY), "blog": _article(0, QUAY[1])}) == {("blog", "wire"): "copy"}


def test_choose_passages__a_paragraph_that_many_took_from_one_text_stays_a_copy() -> None:
    texts = {f"blog{n}": _article(n, QUAY[1]) for n in range(6)} | {"wire": "\n\n".join(QUAY)}
    assert {("blog" + str(n), "wire") for n in range(6)} <= set(_pairs(texts))


def test_choose_passages__words_that_both_quote_are_a_quotation() -> None:
    said = "We told them in the spring, and again at harvest, that the dam would not hold a second winter of this kind"
    texts = {"a": _article(0, f"“{said},” Ines Quill told reporters."), "b": _article(1, f'Then Quill said: "{said}."')}
    assert _pairs(texts) == {("a", "b"): "quotation"}


def test_choose_passages__who_said_it_and_where_is_part_of_a_quotation() -> None:
    said = "the sluices were never built to stand two winters"
    first = f'Speaking on the pier at noon, the keeper of the locks told the harbour board that "{said}," and left.'
    second = f"At noon the keeper of the locks told the harbour board that “{said}.”"
    assert _pairs({"a": _article(0, first), "b": _article(1, second)}) == {("a", "b"): "quotation"}


def test_choose_passages__a_quotation_of_two_texts_that_share_a_little_else_stays_one() -> None:
    said = "We told them in the spring, and again at harvest, that the dam would not hold a second winter of this kind"
    with_quote = {
        "a": _article(0, QUAY[1], f"“{said},” said Ines Quill."),
        "b": _article(1, f'"{said}," Quill wrote.', QUAY[1]),
    }
    rows = find_copies(lay_pile(with_quote))["passages"].to_pylist()
    assert sorted(row["kind"] for row in rows) == ["copy", "quotation"]


def test_choose_passages__what_many_quote_is_no_set_phrase() -> None:
    said = "we told them in the spring and again at harvest that no dam of sand would hold a second winter"
    more = [" ".join(f"mud{n}of{k}" for k in range(30)) for n in range(6)]
    texts = {str(n): _article(n, f"Of {n + 3} who spoke, Quill said: “{said}.”", more[n]) for n in range(6)}
    rows = _pairs(texts)
    assert len(rows) == 15 and set(rows.values()) == {"quotation"}


def test_choose_passages__the_same_names_in_other_sentences_are_none() -> None:
    names = "Ada Alvik of Cobham Reach, Bo Quill of Brindle, Ines Vale of Dell and Karim Low of Ferrow Sound"
    texts = {
        "a": _article(0, f"Only {names} voted for the dam."),
        "b": _article(1, f"Against it stood {names}, who left."),
    }
    assert _pairs(texts) == {}


def test_choose_passages__speech_between_names_on_lines_of_their_own_is_a_quotation() -> None:
    said = "we told them in the spring and again at harvest that the dam would not hold a second winter of this kind"
    talk = "\n\n".join(["Ada Low", "And then?", "Bo Kim", "Not yet."] * 3 + ["Ada Low", said])
    assert _pairs({"a": _article(0, talk), "b": _article(1, f"She said {said}.")}) == {("a", "b"): "quotation"}


@pytest.mark.parametrize("site", [None, "The Ferrow Bugle"])
def test_choose_passages__an_outlets_own_notice_is_none(site: str | None) -> None:
    notice = (
        "The Ferrow Bugle has told the truth about Ferrow Sound and its islands since 1871. Do you know something that we "
        "ought to know? Write to the night desk at bugle@ferrow.example."
    )
    texts = {str(n): f"{_article(n)}\n\n{notice}" for n in range(2)}
    assert _pairs(texts, dict.fromkeys(texts, site)) == {}
    recurring = {str(n): _article(n, notice) for n in range(5)}
    assert _pairs(recurring, dict.fromkeys(recurring, "The Ferrow Bugle")) == {}


@pytest.mark.parametrize("place", ["{1}\n\n{0}", "{0}\n\n{1}"])
def test_choose_passages__a_note_on_the_author_or_the_column_is_none(place: str) -> None:
    note = (
        "Ada Alvik, who has sailed on every ferry of the sound and on most of its rafts, teaches the history of ropes at the "
        "evening school of Brindle and was for eleven winters the keeper of the lamp at Cobham Reach. In this column she "
        "looks each month at what has been washed ashore and who left it there."
    )
    texts = {str(n): place.format(_article(n), note) for n in range(2)}
    assert _pairs(texts, dict.fromkeys(texts, "The Ferrow Bugle")) == {}
    assert _pairs(texts) == {("0", "1"): "copy"}


def test_choose_passages__a_list_that_closes_several_texts_of_an_outlet_is_none() -> None:
    asked = "Those who answered: " + ", ".join(
        f"{a}{b} of {b}holm" for a in ("al", "bri", "co", "da", "el", "fu") for b in "aeiou"
    )
    texts = {str(n): f"{_article(n)}\n\n{asked}." for n in range(3)}
    assert _pairs(texts, dict.fromkeys(texts, "The Ferrow Bugle")) == {}
    assert len(_pairs(texts)) == 3


def test_choose_passages__an_agencys_notice_is_none() -> None:
    notice = "Copyright 2026 Northern Wire. All rights reserved. No part of this may be printed, read aloud or sold."
    assert _pairs({str(n): f"{_article(n)}\n\n{notice}" for n in range(3)}) == {}


def test_choose_passages__a_form_filled_in_with_other_numbers_is_none() -> None:
    def fill(n: int) -> str:
        return (
            f"The river at the old bridge stood at {n + 203} centimetres at noon, against {n + 187} the day before. The "
            f"gauge at the weir showed {n + 311}, the one at the mouth {n + 96}. Barges with a draught of more than "
            f"{n + 140} centimetres must wait at the lock until the level falls below {n + 250} centimetres again."
        )

    assert _pairs({"monday": fill(0), "tuesday": fill(13)}) == {}
    assert _pairs({"monday": fill(0), "other": fill(0).replace("203", "230")}) == {("monday", "other"): "copy"}


def test_choose_passages__set_phrases_and_lists_of_names_are_none() -> None:
    phrase = "the chairman of the standing committee on fisheries, harbours and inland waterways said in a statement"
    names = "Ada Alvik of Ashton, Bruno Cormond of Brindle, Carla Selberg of Cobham and Dario Quinsted of Dell"
    assert _pairs({str(n): _article(n, f"“No,” {phrase}.") for n in range(3)}) == {}
    assert _pairs({str(n): _article(n, f"Present were {names}.") for n in range(2)}) == {}


def test_choose_passages__what_one_quotes_and_the_other_shows_as_a_post_is_a_quotation() -> None:
    said = "We told them in the spring, and again at harvest, that the dam would not hold a second winter of this kind"
    texts = {
        "a": _article(0, f"{said}! — Ines Quill (@quill) May 3, 2026"),
        "b": _article(1, f'Quill wrote: "{said}."'),
    }
    assert _pairs(texts) == {("a", "b"): "quotation"}
    texts["b"] = _article(1, f"Under the old dam {said}, as everybody knows who has walked there in the snow.")
    assert _pairs({"b": texts["b"], "c": _article(2, said + ".")}) == {("b", "c"): "copy"}


def test_choose_passages__who_says_it_and_where_makes_no_copy_of_a_quotation() -> None:
    said = "We told them in the spring, and again at harvest, that the dam would not hold a second winter of this kind"
    where = "Ines Quill told reporters on the steps of the town hall"
    texts = {"a": _article(0, f"“{said},” {where} on Monday."), "b": _article(1, f'"{said}," {where} in Dell.')}
    assert _pairs(texts) == {("a", "b"): "quotation"}

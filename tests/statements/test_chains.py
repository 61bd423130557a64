"""Through whom a statement came."""

import pytest

from headwater.statements.chains import find_outlets, find_via
from headwater.statements.sources import is_outlet
from headwater.statements.words import cut_words
from tests.statements.articles import find_said


def test_find_via__names_the_outlet_in_the_source() -> None:
    text = (
        "The navy offered to share data, according to unnamed officials who passed the papers to the Axel news outlet."
    )
    found = find_said(text, "The navy offered")
    assert found["who"]["kind"] == "unnamed_group"
    assert found["source"].startswith("unnamed officials")
    text = text.replace("Axel news outlet", "Harbour Gazette")
    assert find_said(text, "The navy offered")["via"] == "the Harbour Gazette"


def test_find_via__names_the_outlet_that_was_told() -> None:
    found = find_said("Tom Ray told the Harbour Gazette that the crane was broken.", "the crane was broken")
    assert (found["who"]["name"], found["via"]) == ("Tom Ray", "the Harbour Gazette")


def test_find_cited__makes_the_cited_the_source() -> None:
    text = "The mill will close, the Harbour Gazette reported on Sunday, citing two people familiar with the plan."
    found = find_said(text, "The mill will close")
    assert found["source"] == "two people familiar with the plan"
    assert found["who"]["kind"] == "unnamed_group"
    assert "the Harbour Gazette" in found["via"]


@pytest.mark.parametrize("name", ["the Harbour Gazette", "Reuters", "gazette.example.com", "the Axel news agency"])
def test_is_outlet__knows_papers_agencies_and_sites(name: str) -> None:
    assert is_outlet(name)


@pytest.mark.parametrize("name", ["Tom Ray", "the people", "familiar with the intelligence", "the harbour", ""])
def test_is_outlet__knows_what_is_none(name: str) -> None:
    assert not is_outlet(name)


def test_find_outlets__leaves_common_words_alone() -> None:
    words = cut_words("At Dawn of Day the Time Tunnel opened.")
    assert find_outlets(words, 0, len(words)) == []


def test_judge_draft__takes_the_outlet_that_was_told_out_of_the_content() -> None:
    text = "The Harbour Gazette asked around. A sailor told the Gazette the crane was broken."
    found = find_said(text, "the crane was broken")
    assert (found["content"], found["via"]) == ("the crane was broken", "the Gazette")


def test_find_according__passes_over_whom_the_outlet_cites() -> None:
    text = "According to the Harbour Gazette, citing three sailors, the crane was broken."
    found = find_said(text, "the crane was broken")
    assert (found["content"], found["source"]) == ("the crane was broken", "three sailors")


def test_find_via__names_an_outlet_by_its_kind() -> None:
    words = cut_words("The bridge is shut, the warden told the broadcaster NRV on Monday.")
    [via] = find_via(words, (20, 30), ((0, 18),), 0, len(words))
    assert words.text[slice(*via)] == "the broadcaster NRV"

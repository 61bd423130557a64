"""One thing in full, and who said what."""

import pytest

from headwater.errors import InputError
from headwater.store import Store
from headwater.views.articles import show_one
from headwater.views.claims import list_claims
from headwater.views.said import SURE, SaidChoice, list_said
from headwater.views.texts import list_texts


def test_show_one__shows_an_article_with_its_text_and_what_is_said_in_it(docks: Store) -> None:
    answer = show_one(docks, "union.html")
    article = answer["article"]
    assert (answer["what"], article["published"], article["published_basis"]) == (
        "article",
        "2026-03-02 12:00",
        "json-ld",
    )
    assert article["text"].startswith("Union calls for inquiry")
    assert [s["content"] for s in article["statements"]] == [
        "Three people of the night shift were injured",
        "the fuel store “a disgrace”",
    ]
    assert article["statements"][0]["claim"] is not None


def test_show_one__shows_a_version_of_the_pile_as_its_article(docks: Store) -> None:
    version = list_texts(docks)["texts"][0]["versions"][0]
    assert show_one(docks, version["version"])["article"]["id"] == version["article"]["id"]


def test_show_one__shows_an_unseen_original_with_what_comes_from_it(docks: Store) -> None:
    original = show_one(docks, "Coastal Agency report")["original"]
    assert original["text"].startswith("Repairs to the quay")
    assert len(original["copies"]) == 2
    assert [claim["wording"] for claim in original["claims"]] == ["Repairs to the quay will cost 2 million crowns"]


def test_show_one__shows_a_claim_in_the_words_of_each_report(docks: Store) -> None:
    claim = list_claims(docks)["claims"][0]
    shown = show_one(docks, claim["id"])["claim"]
    assert len(shown["statements"]) == 5
    assert [s["stance"] for s in shown["statements"]].count("doubts") == 1


def test_show_one__shows_a_text_a_source_and_a_statement(docks: Store) -> None:
    text = list_texts(docks)["texts"][0]
    assert show_one(docks, text["id"])["text"] == text
    source = list_said(docks)["sources"][0]
    shown = show_one(docks, source["id"])
    assert shown["source"]["source"] == source["source"]
    statement = shown["source"]["statements"][0]
    assert show_one(docks, statement["id"])["statement"]["content"] == statement["content"]


def test_show_one__refuses_what_nobody_knows(docks: Store) -> None:
    with pytest.raises(InputError, match="Nothing here"):
        show_one(docks, "zebra")


def test_list_said__gives_each_statement_of_a_source_once(docks: Store) -> None:
    answer = list_said(docks)
    officials = next(s for s in answer["sources"] if s["source"] == "two port officials (unnamed)")
    assert officials["articles"] == 4
    assert officials["different"] == len(officials["statements"]) == 4
    assert [s["articles"] for s in officials["statements"]] == [3, 3, 1, 1]
    assert all(source["kind"] != "unstated" for source in answer["sources"])
    assert list_said(docks, SaidChoice(limit=2))["more"] == 3


def test_list_said__leaves_out_what_is_not_sure(docks: Store) -> None:
    everything, sure = (list_said(docks, SaidChoice(sure=only, limit=0))["sources"] for only in (False, True))
    listed, kept = ([said for s in sources for said in s["statements"]] for sources in (everything, sure))
    assert 0 < len(kept) == len([said for said in listed if said["confidence"] >= SURE])


def test_list_said__keeps_to_what_is_asked_for(docks: Store) -> None:
    everybody = list_said(docks, SaidChoice(limit=0))["sources"]
    unnamed = list_said(docks, SaidChoice(unnamed=True, limit=0))["sources"]
    assert {s["kind"] for s in unnamed} <= {"unnamed_person", "unnamed_group"}
    assert 0 < len(unnamed) < len(everybody)
    by = list_said(docks, SaidChoice(by="PORT officials", limit=0))["sources"]
    assert by
    assert all("port" in s["source"] and "officials" in s["source"] for s in by)
    word = unnamed[0]["statements"][0]["content"].split()[-1].casefold()
    about = list_said(docks, SaidChoice(about=word, limit=0))["sources"]
    assert about
    assert all(word in said["content"].casefold() for s in about for said in s["statements"])
    assert list_said(docks, SaidChoice(about="no such word anywhere"))["sources"] == []


def test_list_said__keeps_to_what_came_through_an_outlet(docks: Store) -> None:
    through = list_said(docks, SaidChoice(via="Calder WIRE", limit=0))["sources"]
    assert through
    assert all("calder wire" in said["via_words"].casefold() for s in through for said in s["statements"])

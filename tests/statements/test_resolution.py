"""Whom the words of a source mean, within one document."""

import pytest

from headwater.statements.descriptions import read_description
from tests.statements.articles import find_said, list_said, read_text


@pytest.mark.parametrize(
    ("text", "content", "name", "kind"),
    [
        ("Tom Ray runs the port. He said it was safe.", "it was safe", "Tom Ray", "person"),
        ("Port chief Ute Sand met Tom Ray. She said it was safe.", "it was safe", "Ute Sand", "person"),
        ("Mayor Ute Sand spoke first. Sand said it was safe.", "it was safe", "Ute Sand", "person"),
        ("Navy spokesman Tom Ray came. The spokesman said it was safe.", "it was safe", "Tom Ray", "person"),
        ("The Kremlin said it was unaware of the plan.", "unaware", "government of Russia", "organisation"),
        ("Downing Street said it was unaware of the plan.", "unaware", "government of United Kingdom", "organisation"),
        (
            "The Dam Agency has sued. It said the wall was cracked.",
            "the wall was cracked",
            "Dam Agency",
            "organisation",
        ),
        ("Mayor Tom Ray left. His office said he was ill.", "he was ill", None, "organisation"),
        ("Reuters reported that the mill had closed.", "the mill had closed", "Reuters", "outlet"),
        ("Iga Sosna was there. Sosna said it was safe.", "it was safe", "Iga Sosna", "person"),
        ("Port spokesman Tom Ray and others came. “Yes, we know that,” he said.", "we know", "Tom Ray", "person"),
    ],
)
def test_resolve_source__finds_the_name(text: str, content: str, name: str | None, kind: str) -> None:
    who = find_said(text, content)["who"]
    assert who["kind"] == kind
    if name is not None:
        assert who["name"] == name


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("A harbour official", "unnamed_person"),
        ("Two harbour officials", "unnamed_group"),
        ("People familiar with the matter", "unnamed_group"),
        ("The report", "document"),
        ("An insider", "unnamed_person"),
        ("Witnesses", "unnamed_group"),
    ],
)
def test_read_description__tells_kinds_of_unnamed_sources(source: str, kind: str) -> None:
    who = find_said(f"{source} said the mill had closed.", "the mill had closed")["who"]
    assert (who["kind"], who["name"]) == (kind, None)
    assert who["described_as"].casefold() == source.casefold()


def test_resolve_source__keeps_one_unnamed_official_one() -> None:
    text = "A Dravian official said the plan was old.\n\nThe Dravian official said that it had failed."
    assert find_said(text, "the plan was old")["source_id"] == find_said(text, "it had failed")["source_id"]


def test_resolve_source__keeps_another_official_apart() -> None:
    text = "A Dravian official said the plan was old.\n\nAnother Dravian official said that it had failed."
    assert find_said(text, "the plan was old")["source_id"] != find_said(text, "it had failed")["source_id"]


def test_read_description__takes_the_nations_as_affiliation() -> None:
    text = "The plan is dead, according to unnamed Dravian and Lusonian officials."
    assert find_said(text, "The plan is dead")["who"]["affiliation"] == "Dravian and Lusonian"


def test_sources__of_unnamed_people_differ_from_text_to_text() -> None:
    text = "A harbour official said the mill had closed."
    assert find_said(text, "the mill")["source_id"] != find_said(text + " It rained.", "the mill")["source_id"]


def test_sources__have_the_office() -> None:
    who = find_said("Tom Ray, a spokesman for the Port Authority, said it was safe.", "it was safe")["who"]
    assert (who["name"], who["role"], who["affiliation"]) == ("Tom Ray", "spokesman", "Port Authority")


def test_statements__name_only_sources_that_are_there() -> None:
    rows = read_text("The mill reportedly closed. Tom Ray said so. “It is over,” she said.\n\nThe rest is silence.")
    assert {s["source_id"] for s in rows["statements"]} == {s["source_id"] for s in rows["sources"]}
    assert [s for s in list_said("The mill reportedly closed.") if s["who"]["kind"] == "unstated"]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("The coastguard", "coast guard"),
        ("The tunnel authority", "tunnel authority"),
        ("The fire brigade", "fire brigade"),
        ("Police", "police"),
        ("The company", None),
        ("The union", None),
        ("The panel", None),
        ("The valley's forest office", "forest office"),
        ("Ostry Shipyards", "Ostry Shipyards"),
        ("The canal's owner, Blue Heron Airways,", "Blue Heron Airways"),
    ],
)
def test_name_body__bodies_are_organisations(source: str, name: str | None) -> None:
    who = find_said(f"{source} said the gate had closed.", "the gate had closed")["who"]
    assert who["kind"] == "organisation"
    assert (who["name"] or "").casefold() == (name or "").casefold()


def test_name_body__keeps_two_bodies_of_one_noun_apart() -> None:
    text = "The labour ministry said the mill was shut. The water ministry said the dam was full."
    assert find_said(text, "the dam was full")["who"]["name"] == "water ministry"


@pytest.mark.parametrize(
    ("text", "content", "name"),
    [
        ("The mill will close, the Fenn Gazette said.\n\nThe Dravian newspaper said the owner had fled.", "the owner", "Fenn Gazette"),
        ("Reuters was there.\n\nThe German news agency said it was early.", "it was early", "Reuters"),
        ("The spy agency told Reuters it had no files.\n\nThe agency said it would look again.", "it would look", None),
        ("Hale & Co estimates the deal is dead. The team forecasts that nobody will buy.", "nobody will buy", "Hale & Co"),
    ],
)  # fmt: skip
def test_resolve_source__knows_who_is_meant_by_a_description(text: str, content: str, name: str | None) -> None:
    assert find_said(text, content)["who"]["name"] == name


def test_resolve_source__gives_an_outlets_own_sources_to_it() -> None:
    who = find_said("Axios has an update. According to its source, the rats eat shoes.", "the rats eat shoes")["who"]
    assert (who["described_as"], who["affiliation"]) == ("its source", "Axios")


def test_read_description__sees_the_source_within_a_body() -> None:
    who = find_said("“That is a go,” a source within the port office told CNBC.", "That is a go")["who"]
    assert who["kind"] == "unnamed_person"


@pytest.mark.parametrize(
    ("text", "content", "name", "kind"),
    [
        ("Ohio Rep. Tom Ray, a moderate, said it was safe.", "it was safe", "Tom Ray", "person"),
        ("Axios's Ann Marsh reported that the mill had closed.", "the mill had closed", "Ann Marsh", "person"),
        ("Port spokesman Taher al-Nasri said it was safe.", "it was safe", "Taher al-Nasri", "person"),
        ("The Fenn Justice Department said it was safe.", "it was safe", "Fenn Justice Department", "organisation"),
        ("Suddenly Nicole left. She was tired. Nicole said it was safe.", "it was safe", "Nicole", "person"),
        ("Ann Ray and Tom Voss said it was safe.", "it was safe", "Ann Ray", "person"),
        ("Illinois says it is safe. He left.", "it is safe", "Illinois", "organisation"),
        ("Russia and the Guild said it was safe.", "it was safe", "government of Russia", "organisation"),
    ],
)
def test_read_named__finds_who_is_named(text: str, content: str, name: str, kind: str) -> None:
    who = find_said(text, content)["who"]
    assert (who["name"], who["kind"]) == (name, kind)


@pytest.mark.parametrize(
    ("source", "kind", "affiliation"),
    [
        ("52 percent of voters", "unnamed_group", None),
        ("A majority of the council", "unnamed_group", None),
        ("A survey last week by the Fenn Trust", "document", "Fenn Trust"),
        ("The latest storm advisory", "document", None),
        ("Another harbour official", "unnamed_person", None),
        ("Several Fenn Harbour aides", "unnamed_group", "Fenn Harbour"),
        ("The defendants", "unnamed_group", None),
        ("A harbour official's note", "document", None),
    ],
)
def test_read_description__knows_its_noun_and_whose_it_is(source: str, kind: str, affiliation: str | None) -> None:
    who = find_said(f"{source} said the mill had closed.", "the mill had closed")["who"]
    assert (who["kind"], who["affiliation"]) == (kind, affiliation)


def test_resolve_source__takes_no_pronoun_for_a_person() -> None:
    text = "Ann Ray came home. I hope she said that we would win. “It is over,” she said."
    assert find_said(text, "It is over")["who"]["name"] == "Ann Ray"


def test_read_description__leaves_the_genitive_out() -> None:
    source = read_description("the harbour judge’s")
    assert (source.kind, source.described_as, source.role) == ("unnamed_person", "the harbour judge", "judge")


@pytest.mark.parametrize(
    ("text", "content", "name", "kind"),
    [
        ("The Fund to Save Bridges said the arch was cracked.", "the arch", "Fund to Save Bridges", "organisation"),
        ("Otley County declared the well unsafe.", "unsafe", "Otley County", "organisation"),
        ("I told the crew that the well was unsafe.", "the well was unsafe", None, "unstated"),
        (
            "Mayor Ute Sand met the crew. One witness said it was old. Nothing came of it, and Sand left. She said it leaked.",
            "it leaked",
            "Ute Sand",
            "person",
        ),
        (
            "Anna Kemp went up. “Kemp should go,” Ute Sand said. Tom Ray also praised her and he said it was safe.",
            "it was safe",
            "Tom Ray",
            "person",
        ),
        (
            "President Kemp came. Anna Kemp smiled. Her aide Tom Ray left. She said it was safe.",
            "safe",
            "Anna Kemp",
            "person",
        ),
    ],
)
def test_resolve_source__follows_who_the_text_is_about(text: str, content: str, name: str | None, kind: str) -> None:
    who = find_said(text, content)["who"]
    assert (who["kind"], who["name"]) == (kind, name)


@pytest.mark.parametrize(
    "text",
    [
        "The port was shut.\n\nMayor Ute Sand told reporters the sea wall held.\n\n“Nobody was hurt in the flood at all.”",
        "“It was an old wall,” Tom Ray said.\n\nMayor Ute Sand reacts:\n\n“Nobody was hurt in the flood at all.”",
        "“Nobody was hurt in the flood at all, and nobody will be.” Ute Sand, Harbour Gazette",
        "Nobody was hurt in the flood at all. pic.twitter.com/a1 — Ute Sand (@utesand) March 3, 2026",
    ],
)
def test_resolve_source__gives_a_quotation_to_who_stands_beside_it(text: str) -> None:
    assert find_said(text, "Nobody was hurt")["who"]["name"] == "Ute Sand"

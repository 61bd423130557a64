"""The parts of reading a page: headlines, bylines, datelines, templates, outlets, blocks, saving, JSON-LD."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.articles.bylines import read_byline, split_names
from headwater.articles.captions import find_credit_part
from headwater.articles.datelines import find_dateline
from headwater.articles.headlines import choose_headline, strip_site
from headwater.articles.linked_data import find_article, read_linked_data
from headwater.articles.outlets import find_outlet, find_target_site, is_media_name, is_same_outlet
from headwater.articles.page_tree import find_blocks, parse_page
from headwater.articles.saved_pages import read_saving
from headwater.articles.templates import is_template


@pytest.mark.parametrize(
    ("headlines", "shown", "chosen"),
    [
        ({"json-ld": "Bridge closes", "og": "A town without a bridge"}, ["Bridge closes"], "Bridge closes"),
        ({"json-ld": "Bridge closes | Courier"}, ["Bridge closes"], "Bridge closes"),
        (
            {"og": "Why the old bridge closes", "json-ld": "Harbour: Why the old bridge closes"},
            [],
            "Why the old bridge closes",
        ),
        (
            {"json-ld": "Bridge news today", "title": "Bridge news today", "og": "Bridge closes"},
            ["Bridge closes"],
            "Bridge closes",
        ),
        ({"og": "Bridge closes", "title": "Bridge closes"}, ["Harbour bridge will close"], "Bridge closes"),
        ({"title": "Bridge closes - Courier"}, [], "Bridge closes"),
        ({}, ["Bridge closes"], "Bridge closes"),
        ({}, [], None),
    ],
)
def test_choose_headline__of_several(headlines: dict[str, str], shown: list[str], chosen: str | None) -> None:
    assert choose_headline(headlines, shown, ["The Courier", "Courier"]) == chosen


def test_strip_site__keeps_what_is_no_name() -> None:
    assert strip_site("Closed - and then open", ["Courier"]) == "Closed - and then open"
    assert strip_site("Courier", ["Courier"]) == "Courier"


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ana Ruiz and Tom Hale, Fjord Daily | March 4, 2024", ["Ana Ruiz", "Tom Hale", "Fjord Daily"]),
        ("Von Mira Lund, Redakteurin für Verkehr", ["Mira Lund"]),
        ("By Ana Ruiz March 4, 2024 at 07:56 UTC", ["Ana Ruiz"]),
        ("Autor: Lars Beck", ["Lars Beck"]),
        ("Par Zoé Martin", ["Zoé Martin"]),
        ("3 minute read", []),
    ],
)
def test_read_byline__names(line: str, names: list[str]) -> None:
    assert read_byline(line) == names


def test_read_byline__labelled_only_with_a_label() -> None:
    assert read_byline("Die Redaktion empfiehlt", labelled=True) == []
    assert read_byline("Ana Ruiz", labelled=True) == []
    assert read_byline("By Ana Ruiz", labelled=True) == ["Ana Ruiz"]


def test_split_names__only_where_each_part_is_a_name() -> None:
    assert split_names(["Ana Ruiz, Tom Hale and Mira Lund"]) == ["Ana Ruiz", "Tom Hale", "Mira Lund"]
    assert split_names(["Health and Science Desk"]) == ["Health and Science Desk"]


@pytest.mark.parametrize(
    ("paragraph", "dateline"),
    [
        ("GENEVA (AP) — The talks go on.", "GENEVA (AP) —"),
        ("LONDON, March 4 (Reuters) - The talks go on.", "LONDON, March 4 (Reuters) -"),
        ("Tarnvik (dpa) - Die Brücke ist zu.", "Tarnvik (dpa) -"),
        ("MADRID, 3 May. (EUROPA PRESS) - El puente está cerrado.", "MADRID, 3 May. (EUROPA PRESS) -"),
        ("TARNVIK, Norway — The bridge is closed.", "TARNVIK, Norway —"),
        ("The bridge — closed since May — is open.", None),
        ("He said no. The bridge is closed.", None),
        ("A man (47) was hurt.", None),
    ],
)
def test_find_dateline__opens_a_story(paragraph: str, dateline: str | None) -> None:
    found = find_dateline(paragraph)
    assert (paragraph[slice(*found)] if found else None) == dateline


def test_find_dateline__a_place_with_a_full_stop_only_where_asked() -> None:
    assert find_dateline("Tarnvik. Die Brücke ist zu.") is None
    assert find_dateline("Tarnvik. Die Brücke ist zu.", plain_place=True) == (0, 8)
    assert find_dateline("Nein. Die Brücke ist zu.", plain_place=True) is None


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        (
            "Help Tarnvik Courier. Good journalism takes patience, and readers pay for it. Chip in from $7 each week.",
            True,
        ),
        ("Sign up for our daily newsletter and get the news in your inbox.", True),
        ("Help reached the village on Tuesday, the mayor said.", False),
        ("The council wants to give members of the club a say.", False),
        ("Try as they might, the engineers could not save the bridge.", False),
        ("“Support independent journalism,” she told the crowd, and they cheered for our newsletter.", False),
    ],
)
def test_is_template__about_the_outlet(line: str, is_one: bool) -> None:
    assert is_template(line, ["Tarnvik Courier"]) is is_one


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("<p>The old bridge. (Photo: Ana Ruiz/Hafenfoto)</p>", "Photo: Ana Ruiz/Hafenfoto"),
        ("<p>The old bridge in winter. <span class='credit'>Lars Beck</span></p>", "Lars Beck"),
        ("<p>The old bridge, Foto: Lars Beck</p>", "Foto: Lars Beck"),
        ("<p>The old bridge in winter. © Lars Beck | Hafenfoto</p>", "© Lars Beck | Hafenfoto"),
        ("<p>The old bridge, closed since Monday (Lars Beck/AP)</p>", "Lars Beck/AP"),
        ("<p>The old bridge in winter, seen from the ferry.</p>", None),
    ],
)
def test_find_credit_part__in_a_caption(caption: str, credit: str | None) -> None:
    tree = parse_page(caption)
    assert tree is not None
    block = find_blocks(tree)[0]
    found = find_credit_part(block)
    assert (block.text[slice(*found)] if found else None) == credit


def test_find_outlet__known_by_any_of_its_names() -> None:
    names = ("the Associated Press", "AP", "apnews.com")
    assert {outlet.name for name in names if (outlet := find_outlet(name))} == {"Associated Press"}
    assert find_outlet("Time") is not None
    assert find_outlet("time") is None


def test_is_media_name__by_ending_or_domain() -> None:
    assert is_media_name("Tarnvik Gazette")
    assert is_media_name("tarnvik.example")
    assert not is_media_name("Edda Voss")
    assert find_target_site("Tarnvik Gazette", "see https://www.tarnvikgazette.example/a)") == "tarnvikgazette.example"


def test_is_same_outlet__names_and_domains() -> None:
    assert is_same_outlet("Associated Press", ["https://www.apnews.example/a"])
    assert is_same_outlet("Tarnvik Courier", ["tarnvikcourier-online.example"])
    assert not is_same_outlet("Tarnvik Courier", ["tarnvikrecord.example", None])


def test_read_saving__comments_of_browsers() -> None:
    mirrored = (
        "<!-- Mirrored from tarnvik.example/a.html by HTTrack Website Copier/3.x, Mon, 04 Mar 2024 10:00:00 GMT -->"
    )
    assert read_saving(mirrored) == ("http://tarnvik.example/a.html", datetime(2024, 3, 4, 10, tzinfo=UTC))
    assert read_saving("<!-- saved from url=(0014)about:internet -->") == (None, None)
    assert read_saving("<p>nothing</p>") == (None, None)


def test_read_linked_data__graphs_lists_and_slips() -> None:
    source = '<script type="application/ld+json">{"@graph": [{"@type": "WebPage"}, {"@type": ["NewsArticle"], "headline": "Bridge closes",}]}</script>'
    tree = parse_page(
        f"<html><head>{source}<script type='application/ld+json'>broken</script></head><body>a</body></html>"
    )
    assert tree is not None
    assert find_article(read_linked_data(tree))["headline"] == "Bridge closes"
    assert find_article([]) == {}


@settings(derandomize=True, max_examples=60, deadline=None)
@given(
    st.recursive(
        st.text("ab <>&", max_size=8),
        lambda inner: st.lists(inner, max_size=4).map(lambda parts: "<div>" + "<br>".join(parts) + "</div>"),
        max_leaves=12,
    )
)
def test_find_blocks__lose_no_letter(page: str) -> None:
    tree = parse_page(f"<body><div>{page}</div></body>")
    assert tree is not None
    found = "".join(b.text for b in find_blocks(tree))
    assert [c for c in found if c in "ab"] == [c for c in tree.text_content() if c in "ab"]

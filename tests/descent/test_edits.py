"""Edits along an edge: their places and kinds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.descent.piles import FERRY, Page, day, list_edits, trace_pile


def _edit(old: str, new: str) -> list[tuple[str, str, str]]:
    """The edits of a copy in which some words became others."""
    assert any(old in p for p in FERRY)
    copy = [p.replace(old, new) for p in FERRY]
    return list_edits(
        trace_pile(Page("a.html", FERRY, "one.example", day(6)), Page("b.html", copy, "two.example", day(7)))
    )


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("240 passengers", "420 passengers", "number"),
        ("two electric", "three electric", "number"),
        ("Tuesday", "Monday", "date"),
        ("Ilse", "Greta", "name"),
        ("Mayor Ilse", "Governor Ilse", "role"),
        ("Councillor Piet", "Vice Councillor Piet", "role"),
        ("did not support", "did support", "negation"),
        ("asked for", "never asked for", "negation"),
        ("will reportedly cost", "will cost", "hedge_dropped"),
        ("would cut off", "would possibly cut off", "hedge_added"),
        (", according to minutes seen by residents", "", "source_dropped"),
        ("wake the whole town", "wake the entire town", "quote"),
        ("replace the old", "renew the old", "wording"),
        ("council of", "Council of", "house_style"),
        ("4.2 million", "4.2m", "house_style"),
        ("harbour", "harbor", "spelling"),
        ("“We", '"We', "typography"),
        ("eleven years", "twenty years", "number"),
        ("next spring", "next year’s spring", "insert"),
        ("by next spring", "by the next spring", "wording"),
        ("240 passengers", "no fewer than 240 passengers", "insert"),
        ("carry 240", "carry two hundred and forty", "house_style"),
    ],
)
def test_list_edits__names_the_kind_of_one_change(old: str, new: str, kind: str) -> None:
    assert [found for found, _, _ in _edit(old, new)] == [kind]


def test_list_edits__gives_the_words_on_both_sides() -> None:
    assert _edit("240", "420") == [("number", "240", "420")]


def test_list_edits__gives_a_loss_an_empty_place_in_the_child() -> None:
    assert _edit("old chain", "chain") == [("cut", "old", "")]


def test_list_edits__says_what_only_one_page_has_region_by_region() -> None:
    made = trace_pile(
        Page("a.html", FERRY, "one.example", day(6), title="Electric boats for the harbour", footer="Popular articles"),
        Page("b.html", FERRY, "two.example", day(7), notice="This article first appeared elsewhere."),
    )
    assert list_edits(made) == [
        ("cut", "Electric boats for the harbour", ""),
        ("cut", "Popular articles", ""),
        ("insert", "", "This article first appeared elsewhere."),
    ]


def test_list_edits__reports_a_paragraph_that_moved() -> None:
    copy = [FERRY[0], FERRY[2], FERRY[3], FERRY[4], FERRY[5], FERRY[1]]
    made = trace_pile(Page("a.html", FERRY, "one.example", day(6)), Page("b.html", copy, "two.example", day(7)))
    moves = [new for kind, _, new in list_edits(made) if kind == "move"]
    assert moves == [FERRY[1]] or moves == [FERRY[1].rstrip(".")]


def test_list_edits__puts_what_makes_a_report_wrong_before_style() -> None:
    copy = [p.replace("did not", "did").replace("“", '"').replace("Tuesday", "Monday") for p in FERRY]
    made = trace_pile(Page("a.html", FERRY, "one.example", day(6)), Page("b.html", copy, "two.example", day(7)))
    ranked = sorted(made["edits"].to_pylist(), key=lambda e: -e["weight"])
    assert [e["kind"] for e in ranked][:3] == ["negation", "date", "typography"]


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 12), st.text(max_size=9)), max_size=5))
def test_list_edits__stay_inside_both_texts_whatever_was_changed(changes: list[tuple[int, int, str]]) -> None:
    copy = list(FERRY)
    for paragraph, place, words in changes:
        parts = copy[paragraph].split(" ")
        parts[place % len(parts)] = words.replace("\n", " ")
        copy[paragraph] = " ".join(parts)
    made = trace_pile(Page("a.html", FERRY, "one.example", day(6)), Page("b.html", copy, "two.example", day(7)))
    texts = dict(zip(made["documents"]["document_id"].to_pylist(), made["documents"]["text"].to_pylist(), strict=True))
    length = {v["version_id"]: len(texts[v["document_id"]]) for v in made["versions"].to_pylist() if v["document_id"]}
    edges = {e["edge_id"]: e for e in made["edges"].to_pylist()}
    for edge in edges.values():
        for block in edge["blocks"]:
            assert edge["child_start"] <= block["child_start"] and edge["parent_start"] <= block["parent_start"]
            assert block["child_start"] + block["length"] <= edge["child_end"]
    for edit in made["edits"].to_pylist():
        edge = edges[edit["edge_id"]]
        assert 0 <= edit["child_start"] <= edit["child_end"] <= length[edge["child_id"]]
        assert 0 <= edit["parent_start"] <= edit["parent_end"] <= length[edge["parent_id"]]
        assert edit["child_end"] > edit["child_start"] or edit["parent_end"] > edit["parent_start"]


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("Piet Okafor of the quay asked twice for a survey.", "Joris Okafor of the quay asked twice for a survey.", "name"),
        ("But residents of the quay asked twice for a survey.", "Yet residents of the quay asked twice for a survey.",
         "wording"),
    ],
)  # fmt: skip
def test_list_edits__knows_a_first_name_at_the_head_of_a_sentence(old: str, new: str, kind: str) -> None:
    one = Page("a.html", [FERRY[0], old, *FERRY[1:]], "one.example", day(6))
    two = Page("b.html", [FERRY[0], new, *FERRY[1:]], "two.example", day(7))
    assert [edit[0] for edit in list_edits(trace_pile(one, two))] == [kind]


def test_list_edits__finds_no_change_of_a_name_in_a_sentence_that_stands_in_the_place_of_another() -> None:
    ours = "Village baker Pelle Holm fined eleven scouts, so it was said, who had slept under the old roof of Tarn in June."
    theirs = "Harbour pilot Anna Quist sold nine brown goats and a bell that nobody else wanted to the miller of Marrow in June."
    one = Page("a.html", [*FERRY[:3], theirs, *FERRY[3:]], "one.example", day(6))
    two = Page("b.html", [*FERRY[:3], ours, *FERRY[3:]], "two.example", day(7))
    assert {edit[0] for edit in list_edits(trace_pile(one, two))} <= {"wording", "cut", "insert", "typography"}


def _edit_sentences(old: list[str], new: list[str]) -> list[tuple[str, str, str]]:
    """The edits of a copy whose second paragraph is other than the parent's."""
    pages = [[*FERRY[:2], paragraph, *FERRY[3:]] for paragraph in (" ".join(old), " ".join(new))]
    one = Page("a.html", pages[0], "one.example", day(6))
    return list_edits(trace_pile(one, Page("b.html", pages[1], "two.example", day(7))))


BAKERY = "The bakery on Mill Lane will close in June and its ovens go to the school"
QUAY = "Two cranes on the old quay were sold for scrap last winter without a tender"


def test_list_edits__tells_a_change_at_the_end_of_a_sentence_from_what_was_put_in_behind_it() -> None:
    old, new = [f"{BAKERY}, according to three aides."], [f"{BAKERY}.", f"{QUAY}."]
    assert _edit_sentences(old, new) == [
        ("insert", "", f"{QUAY}."),
        ("source_dropped", ", according to three aides", ""),
    ]


def test_list_edits__finds_an_attribution_that_moved_to_the_head_of_its_sentence() -> None:
    old = [f"{BAKERY}, according to three aides.", f"{QUAY}, according to senior brokers."]
    new = [f"According to three aides, t{BAKERY[1:]}.", f"According to senior brokers, t{QUAY[1:]}."]
    moves = [edit for edit in _edit_sentences(old, new) if edit[0] == "move"]
    assert moves == [
        ("move", ", according to senior brokers", "According to senior brokers,"),
        ("move", ", according to three aides", "According to three aides,"),
    ]


def test_list_edits__takes_another_sentence_of_the_same_make_for_another_sentence() -> None:
    old = ["Asked about the ovens, Yarrow answered that nobody should lose sleep over a bakery."]
    new = ["Asked about the slipway, Venning answered that nobody minds walking to a shop."]
    assert {kind for kind, _, _ in _edit_sentences(old, new)} <= {"wording", "cut", "insert", "typography"}


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("Timothy Vance", "Tim Vance", "house_style"),
        ("the North Harbour Union", "the NHU", "house_style"),
        ("Timothy Vance", "Conrad Vance", "name"),
        ("on 3 May", "on May 3", "house_style"),
        ("on 3 May", "on 4 May", "date"),
        ("1,200 crates", "twelve hundred crates", "house_style"),
        ("1,200 crates", "1.2k crates", "house_style"),
        ("1,200 crates", "1,300 crates", "number"),
    ],
)
def test_list_edits__compares_numbers_by_value_names_by_whom_they_mean_and_days(old: str, new: str, kind: str) -> None:
    line = (
        "Timothy Vance of the North Harbour Union counted 1,200 crates of herring on the quay on 3 May after the storm."
    )
    assert old in line
    assert [edit[0] for edit in _edit_sentences([line], [line.replace(old, new)])] == [kind]

"""Differences between two texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.errors import InputError
from headwater.store import Store
from headwater.views.differences import find_differences, quote_around


def test_find_differences__gives_the_worst_first_and_counts_style(docks: Store) -> None:
    answer = find_differences(docks, "tidewater.html", "harbor.html")
    part = answer["parts"][0]
    assert answer["direct"]
    assert (part["old"]["name"], part["new"]["name"], part["order"]) == (
        "harborpost.example",
        "tidewatertimes.example",
        "certain",
    )
    assert [change["kind"] for change in part["changes"]] == ["number", "number", "hedge_dropped", "name", "insert"]
    assert [change["weight"] for change in part["changes"]] == sorted(
        (c["weight"] for c in part["changes"]), reverse=True
    )
    assert part["style"] == {"typography": 2}
    assert (part["changes"][2]["old"], part["changes"][2]["new"]) == ("may have begun", "began")


def test_find_differences__shows_style_when_all_is_asked_for(docks: Store) -> None:
    few, everything = (
        find_differences(docks, "harbor.html", "tidewater.html", with_all=x)["parts"][0] for x in (False, True)
    )
    assert len(everything["changes"]) - len(few["changes"]) == 2
    assert everything["style"] == few["style"]


def test_find_differences__does_not_depend_on_the_order_asked(docks: Store) -> None:
    assert find_differences(docks, "harbor.html", "tidewater.html") == find_differences(
        docks, "tidewater.html", "harbor.html"
    )


def test_find_differences__goes_the_way_between_two_copies_of_one_text(docks: Store) -> None:
    answer = find_differences(docks, "mail.txt", "tidewater.html")
    assert not answer["direct"]
    assert [(p["new"]["name"], p["old"]["name"]) for p in answer["parts"]] == [
        ("eveningmail.example", "harborpost.example"),
        ("tidewatertimes.example", "harborpost.example"),
    ]
    unseen = find_differences(docks, "clips.csv#1", "clips.csv#2")
    assert {p["old"]["name"] for p in unseen["parts"]} == {"Coastal Agency report"}


@pytest.mark.parametrize(("a", "b"), [("harbor.html", "union.html"), ("harbor.html", "Calder Wire report")])
def test_find_differences__refuses_what_is_not_one_text(docks: Store, a: str, b: str) -> None:
    with pytest.raises(InputError, match="not one text"):
        find_differences(docks, a, b)


def test_find_differences__refuses_one_article_twice(docks: Store) -> None:
    with pytest.raises(InputError, match="same article"):
        find_differences(docks, "harbor", "harbor.html")


@given(st.text(max_size=300), st.integers(0, 300), st.integers(0, 300))
def test_quote_around__quotes_the_text_as_it_stands(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    end = min(start + length, len(text))
    before, after = quote_around(text, start, end)
    assert text[:start].endswith(before.removeprefix("…"))
    assert text[end:].startswith(after.removesuffix("…"))

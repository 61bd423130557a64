"""An agency's item, outlets that carry it, and texts that share a little with one another: invented, with and without dates."""

from dataclasses import replace
from typing import Any

import pytest

from headwater.schema import Tables
from tests.descent.piles import FERRY, SCHOOL, Page, day, list_parents, trace_pile

ITEM = Page("item.html", ["PORT ANSEL (NCP) - " + FERRY[0], *FERRY[1:]], "northcoastpress.example", day(6, 9))
CARRIED = Page(
    "carried.html",
    [FERRY[0].replace("electric", "battery"), *FERRY[1:5]],
    "eveningpost.example",
    day(6, 12),
    signals=(("credit_line", "from", "North Coast Press"),),
)
SILENT = Page("silent.html", [*FERRY[:4], "Nobody else was hurt."], "daily.example", day(6, 15))


def _name_edges(made: Tables) -> dict[tuple[str, str], dict[str, Any]]:
    """Edges by (child, parent); of an unseen original its name."""
    uris = dict(zip(made["documents"]["document_id"].to_pylist(), made["documents"]["uri"].to_pylist(), strict=True))
    names = {v["version_id"]: uris.get(v["document_id"], v["name"]) for v in made["versions"].to_pylist()}
    return {(names[e["child_id"]], names[e["parent_id"]]): e for e in made["edges"].to_pylist()}


@pytest.mark.parametrize("dated", [True, False])
@pytest.mark.parametrize("linked", [True, False])
def test_trace_descent__puts_an_agency_s_item_above_the_outlets_that_carry_it(dated: bool, linked: bool) -> None:
    pages = [ITEM, CARRIED, SILENT]
    if not dated:
        pages = [replace(page, published=None) for page in pages]
    if not linked:
        pages = [replace(page, signals=()) for page in pages]
    made = trace_pile(*pages)
    parents = list_parents(made)
    if dated or linked:
        assert parents == {"item.html": None, "carried.html": "item.html", "silent.html": "item.html"}
    edges = _name_edges(made)
    if linked:
        assert edges["carried.html", "item.html"]["credited"] == "yes"
        assert edges["silent.html", "item.html"]["credited"] == "no"
    if not dated and not linked:
        assert all(edge["confidence"] < 0.95 for edge in edges.values())


@pytest.mark.parametrize("dated", [True, False])
def test_trace_descent__gives_outlets_that_credit_an_agency_that_is_not_there_its_unseen_report(dated: bool) -> None:
    credit = (("credit_line", "from", "North Coast Press"),)
    pages = [CARRIED, Page("other.html", [*FERRY[1:], SCHOOL[3]], "ledger.example", day(6, 13), signals=credit)]
    if not dated:
        pages = [replace(page, published=None) for page in pages]
    parents = list_parents(trace_pile(*pages))
    assert parents == {"carried.html": "(North Coast Press report)", "other.html": "(North Coast Press report)"}


def test_trace_descent__says_partly_where_an_agency_that_is_not_there_gave_some_of_a_text() -> None:
    whole, part = (("credit_line", "from", "North Coast Press"),), (("credit_line", "part", "North Coast Press"),)
    pages = [
        replace(CARRIED, signals=whole),
        Page("two.html", [*FERRY[1:], SCHOOL[3]], "ledger.example", day(6, 12), signals=whole),
        Page("three.html", [*FERRY[2:], SCHOOL[1]], "clarion.example", day(6, 13), signals=part),
    ]
    edges = _name_edges(trace_pile(*pages))
    found = {child: e["credited"] for (child, parent), e in edges.items() if parent == "North Coast Press report"}
    assert found.get("three.html", "partly") == "partly" and found["two.html"] == "yes"


def test_trace_descent__does_not_say_who_was_first_where_two_texts_share_a_little() -> None:
    """What both may have from a document: dates alone do not make the later one a copy of the other."""
    mine = [f"The county museum keeps a list of item {n} in room {n} of the old wing." for n in range(40)]
    yours = [f"Anglers at pier {n} landed {n} eels before noon, said the warden." for n in range(40)]
    one = Page("one.html", [*mine[:20], FERRY[3], FERRY[4], *mine[20:]], "one.example", day(6))
    two = Page("two.html", [*yours[:20], FERRY[3], FERRY[4], *yours[20:]], "two.example", day(7))
    [edge] = trace_pile(one, two)["edges"].to_pylist()
    assert edge["confidence"] < 0.6 and "both may have it from elsewhere" in edge["basis"]
    credit = (("credit_line", "part", "one.example"),)
    [edge] = trace_pile(one, replace(two, signals=credit))["edges"].to_pylist()
    assert edge["confidence"] > 0.6

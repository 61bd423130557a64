"""Families whose dates or credits say nothing, or contradict themselves."""

from dataclasses import replace
from typing import Any

import pytest

from headwater.schema import Tables
from tests.descent.piles import FERRY, Page, day, lay_pile, trace_pile

FIRST = Page("first.html", FERRY, "alder.example", day(6))
SECOND = Page("second.html", FERRY[:4], "birch.example", day(7))
THIRD = Page("third.html", [FERRY[0].replace("Tuesday", "Monday"), *FERRY[1:4]], "cedar.example", day(8))


def _check(made: Tables) -> list[dict[str, Any]]:
    """The edges, after a look that nothing went wrong: no problem, no cycle, no child born before its parent."""
    assert made["problems"].num_rows == 0
    born = {v["version_id"]: v["born_at"] for v in made["versions"].to_pylist()}
    edges: list[dict[str, Any]] = made["edges"].to_pylist()
    above = {(e["child_id"], e["parent_id"]) for e in edges}
    for _ in born:
        above |= {(a, d) for a, b in above for c, d in above if b == c}
    assert all(child != parent for child, parent in above)
    for edge in edges:
        child, parent = born[edge["child_id"]], born[edge["parent_id"]]
        assert child is None or parent is None or parent <= child
    return edges


def test_trace_descent__ties_a_family_without_any_date() -> None:
    edges = _check(trace_pile(*(replace(page, published=None) for page in (FIRST, SECOND, THIRD))))
    assert len(edges) >= 2 and all(edge["confidence"] < 0.99 for edge in edges)


def test_trace_descent__is_not_sure_where_all_dates_are_equal() -> None:
    pages = [replace(page, published=day(6), paragraphs=FERRY) for page in (FIRST, SECOND, THIRD)]
    assert all(edge["confidence"] < 0.75 for edge in _check(trace_pile(*pages)))


@pytest.mark.parametrize("dated", [True, False])
def test_trace_descent__breaks_the_circle_of_two_texts_that_each_name_the_other(dated: bool) -> None:
    pages = [
        replace(FIRST, signals=(("credit_line", "from", "birch.example"),)),
        replace(SECOND, paragraphs=FERRY, signals=(("credit_line", "from", "alder.example"),)),
    ]
    if not dated:
        pages = [replace(page, published=None) for page in pages]
    [edge] = _check(trace_pile(*pages))
    assert "against it" in edge["basis"]


def test_trace_descent__breaks_a_circle_of_three_that_each_name_the_next() -> None:
    names = ["birch.example", "cedar.example", "alder.example"]
    pages = [
        replace(page, paragraphs=FERRY, signals=(("credit_line", "from", name),))
        for page, name in zip((FIRST, SECOND, THIRD), names, strict=True)
    ]
    assert len(_check(trace_pile(*pages))) == 2


def test_trace_descent__takes_an_outlet_that_credits_itself_for_no_copy() -> None:
    own = (("credit_line", "from", "alder.example"), ("copyright", "from", "alder.example"))
    made = trace_pile(replace(FIRST, signals=own), SECOND)
    [edge] = _check(made)
    names = dict(zip(made["documents"]["document_id"].to_pylist(), made["documents"]["uri"].to_pylist(), strict=True))
    documents = {v["version_id"]: names.get(v["document_id"]) for v in made["versions"].to_pylist()}
    assert (documents[edge["child_id"]], documents[edge["parent_id"]]) == ("second.html", "first.html")
    assert all(v["document_id"] is not None for v in made["versions"].to_pylist())


def test_trace_descent__outvotes_a_date_before_the_event() -> None:
    """A copy that credits its source and is dated years before it: the credit holds, and its birth is the family's."""
    early = replace(SECOND, published=day(1).replace(year=2019), signals=(("permission", "from", "alder.example"),))
    made = trace_pile(FIRST, early, replace(THIRD, signals=(("credit_line", "from", "alder.example"),)))
    _check(made)
    documents = dict(
        zip(made["documents"]["uri"].to_pylist(), made["documents"]["document_id"].to_pylist(), strict=True)
    )
    versions = {v["document_id"]: v for v in made["versions"].to_pylist()}
    parents = {e["child_id"]: e["parent_id"] for e in made["edges"].to_pylist()}
    child, first = versions[documents["second.html"]], versions[documents["first.html"]]
    assert parents[child["version_id"]] == first["version_id"]
    assert child["born_basis"] == "family" or first["born_basis"] == "family"
    assert lay_pile(early)["documents"]["published_at"].to_pylist() == [early.published]

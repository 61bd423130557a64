"""Outlets that cite each other: found, shown, counted once."""

from pathlib import Path

import pytest

from headwater.store import open_store
from headwater.tables import TABLES
from headwater.views.circles import find_circles
from headwater.views.claims import ClaimChoice, list_claims
from tests.tally.newsstand import Newsstand

SAID = "the old bridge at Port Ansel will be torn down before the winter"


def find_all(stand: Newsstand, path: Path) -> tuple[list[list[str]], list[tuple[int, int]]]:
    """The circles of a stand, and the intervals of the claims that `claims --circular` lists."""
    tables = stand.tables() | stand.tally()
    with open_store(path / "pile.duckdb") as store:
        store.append({name: rows for name, rows in tables.items() if name in TABLES})
        listed = list_claims(store, ClaimChoice(circular=True, with_all=True))["claims"]
        assert [c["circle"] for c in listed] == list(find_circles(store).values())
        return list(find_circles(store).values()), [(c["independent_low"], c["independent_high"]) for c in listed]


def cite(stand: Newsstand, name: str, site: str, day: int, cited: str = "") -> None:
    text = f"{cited} reported that {SAID}." if cited else f"In Ansel {SAID}."
    number = stand.print_article(name, text, site, day)
    stand.quote(number, SAID, ("outlet", cited) if cited else ("unstated", ""))


@pytest.mark.parametrize("first", [True, False])
def test_find_circles__an_outlet_that_cites_another_for_what_that_had_from_it(tmp_path: Path, first: bool) -> None:
    stand = Newsstand()
    if first:
        cite(stand, "early", "quaycourier.example", 3)
    cite(stand, "other", "dockpost.example", 4, "the Quay Courier")
    cite(stand, "later", "quaycourier.example", 9, "the Dock Post")
    circles, intervals = find_all(stand, tmp_path)
    assert [sorted(circle) for circle in circles] == [["dockpost.example", "quaycourier.example"]]
    assert intervals == [(1, 1)]


def test_find_circles__none_where_all_have_it_from_one(tmp_path: Path) -> None:
    stand = Newsstand()
    cite(stand, "early", "quaycourier.example", 3)
    for day, name in ((4, "dockpost"), (5, "millgazette")):
        cite(stand, name, f"{name}.example", day, "the Quay Courier")
    assert find_all(stand, tmp_path) == ([], [])


def test_find_circles__none_where_an_outlet_cites_itself(tmp_path: Path) -> None:
    stand = Newsstand()
    cite(stand, "early", "quaycourier.example", 3)
    cite(stand, "later", "quaycourier.example", 5, "the Quay Courier")
    assert find_all(stand, tmp_path)[0] == []

"""What the page tells over time, what falls with what, and the figures that claims give."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.views.figures import tell_figures
from headwater.views.flows import keep_standing, list_needed
from headwater.views.payload import Payload, build_payload
from tests.views.docks import HURT, write_docks
from tests.views.strange import write_strange


@pytest.fixture(scope="module")
def payload() -> Payload:
    return build_payload(write_docks())


def _list(payload: Payload, wording: str) -> list[tuple[str, str | None]]:
    """(kind, words) of the events of a claim."""
    claims = payload["index"]["claims"]
    return [(e["kind"], e.get("words")) for e in payload["index"]["events"] if claims[e["claim"]]["wording"] == wording]


def test_list_events__tells_the_life_of_a_claim_in_order(payload: Payload) -> None:
    told = _list(payload, HURT)
    assert [kind for kind, _ in told] == ["said", "figure", "joined", "record", "denied", "last"]
    assert ("joined", "Mara Okoye") in told and ("record", "Mara Okoye") in told


def test_list_events__names_no_article_without_a_date(payload: Payload) -> None:
    documents = payload["index"]["documents"]
    assert all(documents[e["document"]]["at"] == e["at"] for e in payload["index"]["events"])


def test_list_events__takes_any_pile() -> None:
    events = build_payload(write_strange())["index"]["events"]
    assert events == sorted(events, key=lambda e: e["at"])


def test_claims__say_without_what_nothing_is_left_of_them(payload: Payload) -> None:
    alone = {row["wording"]: row.get("alone") for row in payload["index"]["claims"]}
    assert alone["The fire was put out within an hour"] == ["Ilo Varga", "the article of harborpost.example"]
    assert alone[HURT] is None


def test_keep_standing__lets_a_circle_stand_until_it_is_broken() -> None:
    circle = {"nodes": [{}, {}], "links": [{"from": 0, "to": 1}, {"from": 1, "to": 0}]}
    assert keep_standing(circle, set()) == {0, 1} and keep_standing(circle, {0}) == {1}


@pytest.mark.parametrize(
    ("wordings", "figures"),
    [
        (["12 of 40 died", "15 of 40 died"], ["12", "15"]),
        (["Twelve died", "the dead are 1,500", "no dead"], ["Twelve", "1,500", "no"]),
        (["it costs $3 million", "it costs 4 million crowns"], ["$3 million", "4 million"]),
        (["26 % of the staff", "many of the staff"], ["26 %", ""]),
        ([], []),
    ],
)
def test_tell_figures__tells_what_sets_claims_apart(wordings: list[str], figures: list[str]) -> None:
    assert tell_figures(wordings) == figures


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=14), st.sets(st.integers(0, 7), min_size=1))
@settings(derandomize=True)
def test_list_needed__is_what_taking_each_node_away_shows(pairs: list[tuple[int, int]], reports: set[int]) -> None:
    nodes = [{"stance": "asserts"} if place in reports else {} for place in range(8)]
    flow = {"nodes": nodes, "links": [{"from": a, "to": b} for a, b in pairs if a != b]}
    assert list_needed(flow) == [n for n in range(8) if not keep_standing(flow, {n}) & reports]

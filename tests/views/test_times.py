"""What the page tells over time, what falls with what, and the figures that claims give."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.pipeline.stages import Analysis
from headwater.store import open_store
from headwater.views.figures import tell_figures
from headwater.views.flows import keep_standing, list_needed
from headwater.views.payload import Payload, build_payload
from headwater.views.pile import TABLES_READ
from tests.piles import trace_into
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


def test_list_events__tells_no_article_of_an_unknown_hour_as_first_on_its_day(tmp_path: Path) -> None:
    words = "The Lower Quay will be closed on Friday, harbour master Berit Ask said."
    rows = [("early.example", "2026-03-02"), ("late.example", "2026-03-02T09:30:00Z"), ("last.example", "2026-03-03")]
    pile = tmp_path / "pile.jsonl"
    lines = [{"url": f"https://{s}/q", "site": s, "title": "Quay", "published": at, "text": words} for s, at in rows]
    pile.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    trace_into(tmp_path / "pile.duckdb", pile, analysis=Analysis("rules"))
    with open_store(tmp_path / "pile.duckdb", read_only=True) as store:
        index = build_payload({name: store.read(name) for name in TABLES_READ})["index"]
    [claim] = [row for row in index["claims"] if row["plain"] and "closed" in row["wording"]]
    assert index["documents"][claim["first"]]["outlet"] == "late.example"
    events = [e for e in index["events"] if index["claims"][e["claim"]] == claim]
    assert (events[0]["kind"], events[0]["document"]) == ("said", claim["first"])


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

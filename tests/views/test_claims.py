"""The ranked list of claims."""

import pytest

from headwater.store import Store
from headwater.views.claims import ClaimChoice, list_claims
from headwater.views.terminal.claims import say_count
from tests.views.docks import FOUR, HURT, NO_HURT, STORE


def _wordings(store: Store, **choice: object) -> list[str]:
    return [claim["wording"] for claim in list_claims(store, ClaimChoice(**choice))["claims"]]  # type: ignore[arg-type]


def test_list_claims__ranks_headlines_and_leads_then_reports_less_sources(docks: Store) -> None:
    answer = list_claims(docks)
    claims = answer["claims"]
    assert claims[0]["wording"] == HURT
    assert [claim["leading"] for claim in claims] == sorted((claim["leading"] for claim in claims), reverse=True)
    gaps = [2 * c["reports"] - c["independent_low"] - c["independent_high"] for c in claims if c["leading"]]
    assert gaps == sorted(gaps, reverse=True)
    assert answer["articles"] == 10


def test_list_claims__leaves_out_single_reports_attitudes_and_questions_unless_all(docks: Store) -> None:
    few, everything = list_claims(docks), list_claims(docks, ClaimChoice(with_all=True))
    assert all(claim["reports"] > 1 for claim in few["claims"])
    assert few["left_out"] == len(everything["claims"]) - len(few["claims"]) == 5
    assert {FOUR, NO_HURT, "the fuel store “a disgrace”"} <= {claim["wording"] for claim in everything["claims"]}
    assert everything["left_out"] == 0


@pytest.mark.parametrize(
    ("choice", "count"),
    [
        ({"about": "dock hurt"}, 1),
        ({"about": "DOCKS marlow"}, 1),
        ({"about": "ocks"}, 0),
        ({"about": "night shift"}, 1),
        ({"about": "[dock"}, 0),
        ({"about": "million.*"}, 0),
        ({"about": "2 million"}, 1),
        ({"at_least": 2}, 1),
        ({"at_most": 1}, 1),
        ({"at_most": 0}, 0),
        ({"on_record": True}, 2),
        ({"site": "www.Northern.example"}, 1),
        ({"site": "eveningmail", "about": "fire"}, 1),
        ({"site": "nowhere"}, 0),
        ({"limit": 0}, 3),
        ({"limit": 1}, 1),
    ],
)
def test_list_claims__gives_those_asked_for(docks: Store, choice: dict[str, object], count: int) -> None:
    assert len(_wordings(docks, **choice)) == count


def test_list_claims__says_how_many_more_there_are(docks: Store) -> None:
    answer = list_claims(docks, ClaimChoice(limit=1, with_all=True))
    assert (len(answer["claims"]), answer["more"]) == (1, 7)


def test_list_claims__says_who_says_doubts_and_denies(docks: Store) -> None:
    claim = list_claims(docks)["claims"][0]
    says = [(v["source"], v["via"], v["articles"], v["on_record"]) for v in claim["voices"] if v["stance"] == "says"]
    assert says == [
        ("two port officials (unnamed)", ["Calder Wire"], 3, False),
        ("Mara Okoye, head, dock workers’ union", [], 1, True),
    ]
    assert claim["articles_by_stance"] == {"says": 4, "doubts": 1, "asks": 0}
    assert [v["outlets"] for v in claim["voices"] if v["stance"] == "doubts"] == [["ledger.example"]]
    relations = {relation["kind"]: relation for relation in claim["relations"]}
    assert relations["denied_by"]["wording"] == NO_HURT
    assert relations["denied_by"]["voices"][0]["source"] == "Jorun Hale, port minister"
    assert relations["other_numbers"]["wording"] == FOUR


def test_list_claims__tells_what_is_not_in_the_pile_and_names_articles(docks: Store) -> None:
    claims = list_claims(docks)["claims"]
    hurt, repairs = claims[0], next(c for c in claims if "million" in c["wording"])
    assert hurt["rests_on"][0] == {"name": "Calder Wire", "in_pile": False}
    assert hurt["rests_on"][1] == {"name": "Mara Okoye"}
    assert repairs["rests_on"][1]["outlet"] == "southern.example"
    assert [vertex["name"] for vertex in repairs["rests_on_low"]] == ["Coastal Agency"]
    assert say_count(repairs) == "1 to 2 independent sources"


def test_list_claims__reads_a_hedged_claim_of_two_wordings_by_any_of_them(docks: Store) -> None:
    assert _wordings(docks, about=STORE.split()[0], with_all=True)


def test_list_claims__names_outlets_of_one_group(docks: Store) -> None:
    claims = {claim["wording"]: claim["groups"] for claim in list_claims(docks)["claims"]}
    assert claims[HURT] == [{"group": "Coast Papers", "outlets": ["eveningmail.example", "harborpost.example"]}]
    assert claims["The fire was put out within an hour"] == []

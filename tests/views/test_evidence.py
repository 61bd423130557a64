"""The evidence for counts and for directions."""

from pathlib import Path
from typing import Any

import pytest

from headwater.schema import make_id
from headwater.store import Store, open_store
from headwater.tables import TABLES
from headwater.views.directions import explain_direction
from headwater.views.evidence import explain_count
from headwater.views.names import find_id
from tests.views.docks import HURT, write_docks


@pytest.fixture(scope="module")
def why_hurt(docks: Store) -> dict[str, Any]:
    claims = docks.read("claims").to_pylist()
    return explain_count(docks, next(c["claim_id"] for c in claims if c["wording"] == HURT))


def test_explain_count__climbs_from_each_report_to_its_origin(why_hurt: dict[str, Any]) -> None:
    assert [report["article"]["file"] for report in why_hurt["reports"]] == [
        "harbor.html",
        "union.html",
        "evening/mail.txt",
        "column.html",
        "mirror.txt",
    ]
    mail = why_hurt["reports"][2]
    assert [step["step"] for step in mail["steps"]] == ["copied", "said"]
    assert mail["steps"][0]["parent"]["name"] == "harborpost.example"
    assert mail["origin"] == mail["origin"] | {"via": "Calder Wire", "on_record": False, "named": False}
    assert mail["origin"]["text"]["in_pile"] is False
    assert why_hurt["reports"][3]["stance"] == "doubts"


def test_explain_count__quotes_the_sentence_that_says_so(why_hurt: dict[str, Any]) -> None:
    union = why_hurt["reports"][1]["statement"]
    assert (
        union["sentence"]
        == "Three people of the night shift were injured, said Mara Okoye, head of the dock workers’ union."
    )
    assert union["content"] == "Three people of the night shift were injured"


def test_explain_count__names_the_weakest_link_and_what_it_takes_for_granted(why_hurt: dict[str, Any]) -> None:
    assert why_hurt["weakest"]["step"] == "copied"
    assert why_hurt["weakest"]["order"] == "unknown"
    assert why_hurt["weakest"]["child"]["name"] == "mirror.txt"
    assert len(why_hurt["assumptions"]) >= 3


def test_explain_direction__says_what_speaks_for_it_and_what_was_ruled_out(docks: Store) -> None:
    step = explain_direction(docks, "harbor.html", "tidewater.html")["steps"][0]
    assert (step["parent"]["name"], step["child"]["name"], step["order"]) == (
        "harborpost.example",
        "tidewatertimes.example",
        "certain",
    )
    assert any("first appeared in the Harbor Post" in line for line in step["speaks_for"])
    assert any("2026-03-02 07:10" in line for line in step["speaks_for"])
    assert step["ruled_out"][0]["what"] == "that harborpost.example took it from tidewatertimes.example"
    assert "older" in step["ruled_out"][0]["reason"]
    rival = step["ruled_out"][1]
    assert (rival["article"]["file"], rival["words"]) == ("evening/mail.txt", 21)
    assert "Three dock workers" in step["stretches"][0]["old"]
    assert "Four dock workers" in step["stretches"][0]["new"]


def test_explain_direction__rules_nothing_out_where_the_order_is_unknown(docks: Store) -> None:
    step = explain_direction(docks, "mirror.txt", "harbor.html")["steps"][0]
    assert step["order"] == "unknown"
    assert step["ruled_out"][0]["reason"].startswith("not ruled out")
    assert step["speaks_against"] == ["No date is known of mirror.txt."]


def test_explain_direction__goes_through_what_lies_between(docks: Store) -> None:
    answer = explain_direction(docks, "mail.txt", "tidewater.html")
    assert len(answer["steps"]) == 2
    assert answer["shared"][0]["text"].startswith("The harbour of Marlow")


def test_explain_direction__says_so_where_nothing_is_shared(docks: Store) -> None:
    answer = explain_direction(docks, "union.html", "denial.html")
    assert (answer["steps"], answer["shared"]) == ([], [])


def test_explain_direction__takes_an_unseen_text(docks: Store) -> None:
    answer = explain_direction(docks, "clips.csv#1", "Coastal Agency report")
    assert answer["steps"][0]["parent"]["in_pile"] is False
    assert find_id(docks, answer["steps"][0]["parent"]["version"], "v")


def test_explain_count__says_that_a_way_goes_on_from_another_report(tmp_path: Path) -> None:
    with open_store(tmp_path / "docks.duckdb") as store:
        tables = write_docks()
        harbor = make_id("v", "harbor.html")
        origins = tables["claim_origins"].to_pylist()
        copied = next(o for o in origins if len(o["path"]) == 2 and o["via"] == "Calder Wire")
        copied |= {"version_id": harbor, "via": None}
        store.save(tables | {"claim_origins": TABLES["claim_origins"].build(origins)})
        answer = explain_count(store, copied["claim_id"])
    ways = {way["article"]["file"]: way["goes_on"] for way in answer["reports"]}
    assert sum(ways.values()) == 1 and not ways["harbor.html"]

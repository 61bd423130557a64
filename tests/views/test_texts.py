"""The list of texts and their copies."""

from headwater.store import Store
from headwater.views.terminal.texts import say_changes, say_taken
from headwater.views.texts import TextChoice, list_texts


def test_list_texts__puts_the_most_copied_first(docks: Store) -> None:
    answer = list_texts(docks)
    assert [text["articles"] for text in answer["texts"]] == [4, 2]
    assert (answer["articles"], answer["alone"], answer["more"]) == (10, 4, 0)
    assert (answer["texts"][0]["from"], answer["texts"][0]["to"]) == ("2026-03-02 07:10", "2026-03-03")


def test_list_texts__says_where_each_is_from_and_how_sure_that_is(docks: Store) -> None:
    fire = list_texts(docks)["texts"][0]
    taken = {version["name"]: version["taken_from"] for version in fire["versions"]}
    assert taken["harborpost.example"] == []
    assert {name: edges[0]["order"] for name, edges in taken.items() if edges} == {
        "tidewatertimes.example": "certain",
        "eveningmail.example": "probable",
        "mirror.txt": "unknown",
    }
    assert fire["earliest"] == next(v["version"] for v in fire["versions"] if v["name"] == "harborpost.example")
    assert taken["tidewatertimes.example"][0]["changes"] == {"hedge_dropped": 1, "insert": 1, "name": 1, "number": 2}
    assert taken["tidewatertimes.example"][0]["style"] == 2


def test_list_texts__shows_an_original_that_is_not_in_the_pile(docks: Store) -> None:
    repairs = list_texts(docks, TextChoice(about="quay"))["texts"][0]
    assert repairs["originals_not_in_pile"] == ["Coastal Agency report"]
    assert [v["in_pile"] for v in repairs["versions"]].count(False) == 1


def test_list_texts__gives_those_asked_for(docks: Store) -> None:
    assert [t["articles"] for t in list_texts(docks, TextChoice(site="WWW.harborpost.example"))["texts"]] == [4]
    assert [t["articles"] for t in list_texts(docks, TextChoice(about="fire docks"))["texts"]] == [4]
    assert list_texts(docks, TextChoice(about="nothing like it"))["texts"] == []
    limited = list_texts(docks, TextChoice(limit=1))
    assert (len(limited["texts"]), limited["more"]) == (1, 1)


def test_say_taken__never_claims_an_order_that_is_not_known() -> None:
    edge = {"kind": "repost", "name": "A", "credited": "yes"}
    assert say_taken(edge | {"order": "certain"}) == "from A: repost, says so"
    assert say_taken(edge | {"order": "probable"}) == "probably from A: repost, says so"
    assert say_taken(edge | {"order": "unknown"}) == "same text, order unknown, as A"


def test_say_changes__counts_style_on_its_own() -> None:
    assert (
        say_changes({"changes": {"cut": 1, "quote": 2}, "style": 31})
        == "2 quotations, 1 cut; 31 of typography and style"
    )
    assert say_changes({"changes": {}, "style": 0}) == "nothing"

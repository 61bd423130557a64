"""How claims bear on each other, in invented stories."""

from itertools import pairwise

import pytest

from headwater.tally.opposites import OPPOSITE
from headwater.tally.restrictions import is_restricted
from headwater.tally.signs import counts_the_same, denies_the_same
from tests.tally.newsstand import Newsstand, Source

TOLL = "{} people were killed in the flood at Sorrel Weir"
RESCUE: Source = ("organisation", "the rescue service")
MILL = "Grain mill of Tarn.\n\nTarn grain mill hands wait in Tarn. {} said {}. The grain mill of Tarn is old."
CLOSES = "the Tarn grain mill will close in autumn"
MAYOR: Source = ("person", "Ilse Toren", "mayor")


def _relate(stand: Newsstand) -> list[tuple[str, str, str]]:
    """(first words of a claim, kind, first words of the other), sorted."""
    tallied = stand.tally()
    worded = {row["claim_id"]: row["wording"] for row in tallied["claims"].to_pylist()}
    rows = tallied["claim_relations"].to_pylist()
    return sorted((worded[r["claim_id"]], r["kind"], worded[r["other_id"]]) for r in rows)


def _tell_tolls(told: list[tuple[str, int | None, str, Source]], words: str = TOLL) -> Newsstand:
    """A flood whose dead are counted again: (figure, day, site, source) of each article."""
    stand = Newsstand()
    for number, (figure, day, site, source) in enumerate(told):
        content = words.format(figure)
        text = f"Flood at Sorrel Weir.\n\n{content}, {source[1]} said. The flood broke Sorrel Weir on Monday."
        stand.quote(stand.print_article(f"p{number}", text, site, day), content, source)
    return stand


def test_relate_claims__a_later_figure_of_one_voice_replaces_the_earlier() -> None:
    days = [("Twelve", 3, "a.example"), ("15", 4, "b.example"), ("17", 6, "c.example")]
    found = _relate(_tell_tolls([(figure, day, site, RESCUE) for figure, day, site in days]))
    tolls = [TOLL.format(figure) for figure, _, _ in days]
    assert {(b, "updates", a) for a, b in pairwise(tolls)} <= set(found)
    assert {kind for _, kind, _ in found} == {"updates"}


def test_relate_claims__a_later_figure_of_one_outlet_replaces_the_earlier() -> None:
    police: Source = ("organisation", "Weir police")
    found = _relate(_tell_tolls([("12", 3, "a.example", RESCUE), ("15", 4, "a.example", police)]))
    assert found == [(TOLL.format(15), "updates", TOLL.format(12))]


def test_relate_claims__a_figure_that_moved_replaces_the_earlier() -> None:
    stand = _tell_tolls([("12", 3, "a.example", RESCUE)])
    content = "the number of people killed in the flood at Sorrel Weir has risen to 15"
    text = f"Flood at Sorrel Weir.\n\nWeir police said {content}. The flood broke Sorrel Weir on Monday."
    stand.quote(stand.print_article("later", text, "b.example", 5), content, ("organisation", "Weir police"))
    assert _relate(stand) == [(content, "updates", TOLL.format(12))]


@pytest.mark.parametrize("day", [3, None])
def test_relate_claims__two_figures_of_a_day_or_of_no_day_conflict(day: int | None) -> None:
    found = _relate(_tell_tolls([("12", day or 3, "a.example", RESCUE), ("15", day, "b.example", RESCUE)]))
    assert [kind for _, kind, _ in found] == ["number_differs"]


def test_relate_claims__figures_of_two_voices_conflict_whatever_their_days() -> None:
    other: Source = ("person", "Lin Duval", "harbour master")
    found = _relate(_tell_tolls([("12", 3, "a.example", RESCUE), ("15", 5, "b.example", other)]))
    assert found == [(TOLL.format(15), "number_differs", TOLL.format(12))]


def test_relate_claims__numbers_of_different_things_bear_nothing_on_each_other() -> None:
    stand = Newsstand()
    contents = [
        "60 jobs went at the Tarn grain mill, a record",
        "a record 90 tonnes were ground at the Tarn grain mill",
    ]
    for number, content in enumerate(contents):
        paper = stand.print_article(f"p{number}", MILL.format("Ilse Toren", content), f"p{number}.example")
        stand.quote(paper, content, MAYOR)
    assert _relate(stand) == []


def _tell_mill(*contents: str) -> list[tuple[str, str, str]]:
    stand = Newsstand()
    for number, content in enumerate(contents):
        who: Source = MAYOR if number % 2 else ("person", "Lin Duval", "mill hand")
        paper = stand.print_article(f"p{number}", MILL.format(who[1], content), f"p{number}.example")
        stand.quote(paper, content, who)
    return _relate(stand)


@pytest.mark.parametrize(
    "more", [" if the council refuses the loan", " unless a buyer is found", ", except its bakery"]
)
def test_relate_claims__what_holds_only_under_a_restriction_is_narrower(more: str) -> None:
    assert _tell_mill(CLOSES, CLOSES + more) == [(CLOSES + more, "narrower", CLOSES)]


def test_relate_claims__a_condition_that_both_name_sets_nothing_apart() -> None:
    assert _tell_mill(CLOSES + " if the council refuses the loan", CLOSES + " if no loan comes from the council") == []


def test_relate_claims__a_narrower_claim_does_not_count_for_the_wider() -> None:
    stand = Newsstand()
    for number, content in enumerate([CLOSES, CLOSES + " if the council refuses the loan"]):
        paper = stand.print_article(f"p{number}", MILL.format("Ilse Toren", content), f"p{number}.example")
        stand.quote(paper, content, MAYOR)
    assert [row["reports"] for row in stand.tally()["claim_counts"].to_pylist()] == [1, 1]


def test_relate_claims__a_copy_that_lost_its_condition_says_another_thing() -> None:
    stand = Newsstand()
    long = MILL.format("Ilse Toren", f"{CLOSES} if the council refuses the loan")
    short = MILL.format("Ilse Toren", CLOSES)
    papers = [stand.print_article(n, text, f"{n}.example", d) for n, text, d in [("a", long, 2), ("b", short, 3)]]
    stand.quote(papers[0], f"{CLOSES} if the council refuses the loan", MAYOR)
    stand.quote(papers[1], CLOSES, MAYOR)
    stand.copy(papers[1], papers[0], long[: long.index(" if the")])
    assert [kind for _, kind, _ in _relate(stand)] == ["narrower"]


@pytest.mark.parametrize(
    ("content", "restricted"),
    [
        ("the ferry sails unless the wind turns", True),
        ("the ferry sails only on Sundays", True),
        ("the sale goes ahead, pending the board's approval", True),
        ("the ferry sails even if the wind turns", False),
        ("the ferry sails not only on Sundays", False),
        ("it sails as if nothing had happened", False),
        ("the only ferry sails on Sundays", False),
        ("little is known, if anything", False),
        ("he told it on condition of anonymity", False),
    ],
)
def test_is_restricted__reads_conditions_and_exceptions(content: str, restricted: bool) -> None:
    assert is_restricted(content) is restricted


@pytest.mark.parametrize(
    ("left", "right", "denies"),
    [
        ("the board did not sell the mill", "the board sold the mill", True),
        ("nobody was hurt at the weir", "three hands were hurt at the weir", True),
        ("the board sold the mill", "the board has sold the mill", True),
        ("it is not the first time that the mill was sold", "the mill was sold", False),
        ("the board sold not only the mill", "the board sold the mill", False),
        ("if nobody pays, the mill will be sold", "the mill will be sold", False),
    ],
)
def test_denies_the_same__reads_what_a_negation_denies(left: str, right: str, denies: bool) -> None:
    assert denies_the_same(left, right) is denies


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("12 people died at the weir", "the number of dead at the weir has risen to at least 15", True),
        ("the mill costs $3 million", "the price of the mill is $4 million", True),
        ("the mill costs $3 million", "30 hands work at the mill", False),
        ("12 people died", "twelve died", False),
    ],
)
def test_counts_the_same__asks_what_each_number_counts(left: str, right: str, same: bool) -> None:
    assert counts_the_same(left, right) is same


def test_opposite__is_surer_than_the_same() -> None:
    assert 0.5 < OPPOSITE < 1

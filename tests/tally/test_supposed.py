"""Counts without an outlet, a source or an article."""

from headwater.schema import Tables, make_id
from headwater.tally import tally_claims
from headwater.tally.outlets import fold_outlet
from headwater.tally.supposed import Removed, count_without
from tests.tally.newsstand import Newsstand, Source

VOSS: Source = ("person", "Ilse Voss", "mayor", "Port Ansel")
CLERK: Source = ("unnamed_person", "a clerk")
SAID = "the old bridge at Port Ansel will be torn down before the winter"


def lay_stand() -> tuple[Newsstand, dict[str, int]]:
    """Voss to the Courier, which the Bay copied and the Lowland copied from there; a clerk through the Herald."""
    stand = Newsstand()
    words = f"Mayor Ilse Voss said that {SAID}."
    places = {name: stand.print_article(name, words, f"{name}.example", day) for name, day in
              (("courier", 3), ("bay", 4), ("lowland", 5))}  # fmt: skip
    for number in places.values():
        stand.quote(number, SAID, VOSS)
    stand.copy(places["bay"], places["courier"], words)
    stand.copy(places["lowland"], places["bay"], words)
    text = f"A clerk told the Hill Herald that {SAID}."
    places["upland"] = stand.print_article("upland", text, "upland.example", 5)
    stand.quote(places["upland"], SAID, CLERK, via="Hill Herald")
    return stand, places


def count(made: Tables) -> list[tuple[int, int]]:
    return [(r["reports"], r["independent_low"]) for r in made["claim_counts"].to_pylist()]


def without(stand: Newsstand, removed: Removed) -> tuple[Tables, list[int]]:
    tables = stand.tables()
    made = tables | tally_claims(tables, tables, tables)
    assert count(made) == [(4, 2)]
    return count_without(made, made, made, made, removed)


def test_count_without__an_article_takes_its_copies_and_their_copies_along() -> None:
    stand, places = lay_stand()
    made, gone = without(stand, Removed(frozenset({places["courier"]})))
    assert (count(made), gone) == ([(1, 1)], [])
    assert made["claim_statements"].num_rows == 1


def test_count_without__a_source_takes_all_that_has_it_from_there() -> None:
    stand, _ = lay_stand()
    source = make_id("person", "Ilse Voss", "Port Ansel", None)
    made, gone = without(stand, Removed(sources=frozenset({source})))
    assert (count(made), gone) == ([(1, 1)], [])


def test_count_without__an_outlet_that_is_not_in_the_pile() -> None:
    stand, _ = lay_stand()
    herald = Removed(outlets=frozenset({fold_outlet("Hill Herald")}), names=frozenset({"Hill Herald"}))
    made, gone = without(stand, herald)
    assert (count(made), gone) == ([(3, 1)], [])


def test_count_without__leaves_nothing_of_a_claim_that_rests_on_it_alone() -> None:
    stand, places = lay_stand()
    herald = Removed(frozenset({places["courier"]}), frozenset({fold_outlet("Hill Herald")}), names=frozenset({"Hill"}))
    made, gone = without(stand, herald)
    assert count(made) == [] and len(gone) == 1
    assert made["claims"].num_rows == made["claim_statements"].num_rows == 0


def test_count_without__changes_nothing_where_nothing_is_taken_away() -> None:
    stand, _ = lay_stand()
    made, gone = without(stand, Removed(outlets=frozenset({"valleypost"}), names=frozenset({"Valley Post"})))
    assert (count(made), gone) == ([(4, 2)], [])

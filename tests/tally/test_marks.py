"""Whose a text is by its marks, and what that makes of a count."""

import pytest

from headwater.tally.marks import Mark, read_marks
from tests.tally.newsstand import NOBODY, Newsstand, read_interval

CLOSE = "the Brennick swing bridge will close to lorries before winter"
Row = tuple[str, str, str, str]
"""Kind, direction, target and evidence of a signal."""

WIRE: Row = ("agency", "from", "Harbour Wire", "BRENNICK (Harbour Wire) -")


def _print(stand: Newsstand, name: str, site: str | None, *marks: Row) -> int:
    text = f"Brennick swing bridge.\n\nIt is said, as Harbour Wire has it, that {CLOSE}. Traders in {name} are worried about lorries."
    paper = stand.print_article(name, text, site)
    for number, (kind, direction, target, evidence) in enumerate(marks):
        stand.add(
            "signals", signal_id=number + paper % 1000, document_id=paper, kind=kind, direction=direction,
            target=target, evidence=evidence,
        )  # fmt: skip
    return paper


@pytest.mark.parametrize(
    ("site", "marks", "mark"),
    [
        (None, [WIRE], Mark(agency="Harbour Wire")),
        ("one.example", [WIRE], Mark(agency="Harbour Wire")),
        ("harbourwire.example", [WIRE], Mark()),
        (None, [WIRE, ("agency", "from", "Coast Press", "(Coast Press)")], Mark()),
        (None, [("agency", "part", "Coast Press", "With files from Coast Press")], None),
        (None, [("credit_line", "part", "KVB", "KVB's Ana Rey contributed to this report")], Mark(own="KVB")),
        ("one.example", [("credit_line", "part", "KVB", "KVB's Ana Rey contributed to this report")], Mark()),
        (
            "one.example",
            [("credit_line", "from", "Quay Courier", "Source: Quay Courier")],
            Mark(credited="Quay Courier"),
        ),
    ],
)
def test_read_marks__tells_whose_a_text_is(site: str | None, marks: list[Row], mark: Mark | None) -> None:
    stand = Newsstand()
    paper = _print(stand, "one", site, *marks)
    tables = stand.tables()
    read = read_marks(tables, tables)
    assert read.get(paper) == mark or (mark == Mark() and read.get(paper) in (None, mark))


def test_tally_claims__takes_an_agency_s_text_without_a_site_for_the_agency_s() -> None:
    stand = Newsstand()
    own, cites = _print(stand, "one", None, WIRE), _print(stand, "two", "two.example")
    said = [stand.quote(own, CLOSE, ("unnamed_person", "a clerk"))]
    said.append(stand.quote(cites, CLOSE, ("unnamed_person", "an official"), via="Harbour Wire"))
    count = stand.count(said)
    assert read_interval(count) == (1, 1) and count["cut"] == ["one.txt"]


def test_tally_claims__sends_what_an_outlet_printed_of_an_agency_through_the_agency() -> None:
    stand = Newsstand()
    said = []
    for name, who in (("one", "Ana Rey"), ("two", "Pavel Orrin")):
        said.append(stand.quote(_print(stand, name, f"{name}.example", WIRE), CLOSE, ("person", who)))
    count = stand.count(said)
    assert read_interval(count) == (1, 1) and count["cut"] == ["Harbour Wire"] and count["on_record"] == 2


def test_tally_claims__hears_who_posted_what_a_text_tells() -> None:
    post = "a joke picture of the Brennick bridge as a trap for lorries"
    stand = Newsstand()
    one = stand.print_article("one", f"Engineer Olof Brandt posted {post}. It was seen by many.", "one.example")
    two = stand.print_article("two", f"The bridge. Olof Brandt showed {post}.", "two.example")
    said = [stand.quote(one, f"Engineer Olof Brandt posted {post}", NOBODY)]
    said.append(stand.quote(two, post, ("person", "Olof Brandt", "engineer")))
    count = stand.count(said)
    assert read_interval(count) == (1, 1) and count["cut"] == ["Olof Brandt"]


def test_tally_claims__knows_a_ministry_by_its_name_whatever_small_words_are_in_it() -> None:
    stand = Newsstand()
    board = ("organisation", "Brennick's Ministry of Roads")
    one = _print(stand, "one", "one.example")
    text = f"Brennick's Ministry of Roads has decided. The ministry said {CLOSE}."
    two = stand.print_article("two", text, "two.example")
    said = [stand.quote(one, CLOSE, board), stand.quote(two, CLOSE, ("organisation", "the ministry"))]
    count = stand.count(said)
    assert read_interval(count) == (1, 1) and count["on_record"] == 1

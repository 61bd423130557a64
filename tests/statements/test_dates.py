"""Time expressions."""

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.statements import extract_statements
from headwater.statements.dates import close_day, find_dates, open_day
from headwater.tables import TABLES
from tests.statements.articles import lay_pile, read_text

MAY_19 = date(2023, 5, 19)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("In January it closed.", "2023-01-01", "2023-01-31"),
        ("It closed in June.", "2022-06-01", "2022-06-30"),
        ("It closed on Wednesday.", "2023-05-17", "2023-05-17"),
        ("It opens next Monday.", "2023-05-22", "2023-05-22"),
        ("It closed last Friday.", "2023-05-12", "2023-05-12"),
        ("It closed yesterday.", "2023-05-18", "2023-05-18"),
        ("It closed on April 12, 2021.", "2021-04-12", "2021-04-12"),
        ("It closed on 12 April 2021.", "2021-04-12", "2021-04-12"),
        ("It closed on Dec. 30.", "2022-12-30", "2022-12-30"),
        ("It closed last month.", "2023-04-01", "2023-04-30"),
        ("It closed two years ago.", "2021-01-01", "2021-12-31"),
        ("It was built in 1962.", "1962-01-01", "1962-12-31"),
        ("It closed in March 2020.", "2020-03-01", "2020-03-31"),
        ("It grew in the fourth quarter.", "2022-10-01", "2022-12-31"),
        ("It shrank in the second half of 2021.", "2021-07-01", "2021-12-31"),
        ("It grew in the quarter ended March 31.", "2023-01-01", "2023-03-31"),
        ("It shut for the winter of 2019-20.", "2019-12-01", "2020-02-29"),
        ("It opens next autumn.", "2023-09-01", "2023-11-30"),
        ("It shut last winter.", "2022-12-01", "2023-02-28"),
        ("It was busy over the weekend.", "2023-05-13", "2023-05-14"),
        ("It shut on Boxing Day.", "2022-12-26", "2022-12-26"),
        ("It was rebuilt in the 1970s.", "1970-01-01", "1979-12-31"),
        ("It ran from 2009 to 2014.", "2009-01-01", "2014-12-31"),
        ("It runs from 3 to 9 June.", "2023-06-03", "2023-06-09"),
    ],
)
def test_find_dates__resolves(text: str, first: str, last: str) -> None:
    found = find_dates(text, 0, len(text), MAY_19)
    assert [(f.first and f.first.isoformat(), f.last and f.last.isoformat()) for f in found] == [(first, last)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("It closed on 2 March 2021. The next day it rained.", "2021-03-03"),
        ("It closed on 2 March 2021. Two weeks earlier it was full.", "2021-02-15"),
    ],
)
def test_find_dates__counts_on_from_the_time_before(text: str, first: str) -> None:
    found = find_dates(text, 0, len(text), MAY_19)
    assert found[-1].first is not None
    assert found[-1].first.isoformat() == first


def test_find_dates__does_not_count_on_from_nothing() -> None:
    text = "The next day it rained."
    assert find_dates(text, 0, len(text), MAY_19) == []


@pytest.mark.parametrize("text", ["They may march on.", "A will of iron.", "Room 2021 is free.", "May I come?"])
def test_find_dates__takes_no_other_word_for_one(text: str) -> None:
    assert find_dates(text, 0, len(text), MAY_19) == []


def test_find_dates__knows_nothing_without_a_day() -> None:
    found = find_dates("In January it closed.", 0, 21, None)
    assert [(f.first, f.last, f.relative) for f in found] == [(None, None, True)]


def test_find_dates__leaves_out_days_that_are_none() -> None:
    assert find_dates("on February 31, 2021", 0, 20, MAY_19) == []


@settings(derandomize=True, max_examples=200, deadline=None)
@given(
    st.text(alphabet="January 2023,.Mondaylstweekyrgo15é\n", max_size=80), st.dates(date(1990, 1, 1), date(2050, 1, 1))
)
def test_find_dates__stay_in_the_text_and_in_order(text: str, today: date) -> None:
    found = find_dates(text, 0, len(text), today)
    assert all(0 <= f.span[0] < f.span[1] <= len(text) for f in found)
    assert all(a.span[1] <= b.span[0] for a, b in pairwise(found))
    assert all(f.first is None or f.last is None or f.first <= f.last for f in found)


def test_open_and_close_day__hold_the_whole_day() -> None:
    assert (close_day(MAY_19) - open_day(MAY_19)).total_seconds() > 86399


def test_dates__say_what_they_were_resolved_against() -> None:
    text = "In January it closed. It was built in 1962."
    assert [d["basis"] for d in read_text(text)["dates"]] == ["document", "text"]
    assert [d["basis"] for d in read_text(text, published=None)["dates"]] == [None, "text"]


def test_dates__take_the_day_of_the_family_where_the_text_has_none() -> None:
    pile = lay_pile("In January it closed.", published=None)
    number = pile["documents"].column("document_id")[0].as_py()
    born = {"version_id": 1, "document_id": number, "family_id": 1, "born_at": datetime(2023, 5, 19, tzinfo=UTC)}
    versions = TABLES["versions"].build([{**born, "born_basis": "family"}])
    row = extract_statements(pile, {"versions": versions})["dates"].to_pylist()[0]
    assert (row["basis"], row["value_start"].date(), row["value_end"].date()) == (
        "family",
        date(2023, 1, 1),
        date(2023, 1, 31),
    )

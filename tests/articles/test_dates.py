"""Dates as sites write them, and the line that says when a text appeared."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.articles.dates import FIRST_YEAR, LAST_YEAR, find_date_line, read_date
from headwater.articles.plain import read_text

MOMENTS = [
    ("2024-04-30T16:17:29+02:00", "2024-04-30T14:17:29", "instant"),
    ("2024-04-30 16:17:29 +02:00", "2024-04-30T14:17:29", "instant"),
    ("2024-05-06T07:56Z", "2024-05-06T07:56:00", "instant"),
    ("20230519T103000Z", "2023-05-19T10:30:00", "instant"),
    ("Tue, 14 May 2024 10:00:00 GMT", "2024-05-14T10:00:00", "instant"),
    ("Mon May 13 2024 10:00:00 GMT+0200 (CEST)", "2024-05-13T08:00:00", "instant"),
    ("May 6, 2024 at 07:56 UTC", "2024-05-06T07:56:00", "instant"),
    ("05/19/2023 3:04 PM", "2023-05-19T15:04:00", "instant"),
    ("Apr. 3, 2024, 6:01 a.m. ET", "2024-04-03T10:01:00", "instant"),
    ("January 2, 2024, 5 am", "2024-01-02T05:00:00", "instant"),
    ("Freitag, 28.04.2023, 19:25 Uhr", "2023-04-28T19:25:00", "instant"),
    ("le 19 mai 2023 à 10h30", "2023-05-19T10:30:00", "instant"),
    ("2025年1月14日 01時28分", "2025-01-14T01:28:00", "instant"),
    ("2024. 5. 3. 10:00", "2024-05-03T10:00:00", "instant"),
    ("28 апреля 2023, 10:00", "2023-04-28T10:00:00", "instant"),
    ("1715000000", "2024-05-06T12:53:20", "instant"),
    ("May 19th, 2023", "2023-05-19T00:00:00", "day"),
    ("19 de mayo de 2023", "2023-05-19T00:00:00", "day"),
    ("29 Nisan 2024", "2024-04-29T00:00:00", "day"),
    ("2024-02-20T00:00:00", "2024-02-20T00:00:00", "day"),
    ("19.05.2023", "2023-05-19T00:00:00", "day"),
    ("19/05/2023", "2023-05-19T00:00:00", "day"),
    ("03/04/2024", "2024-01-01T00:00:00", "year"),
    ("May 2023", "2023-05-01T00:00:00", "month"),
    ("2023", "2023-01-01T00:00:00", "year"),
]


@pytest.mark.parametrize(("written", "at", "precision"), MOMENTS)
def test_read_date__reads_what_sites_write(written: str, at: str, precision: str) -> None:
    found = read_date(written)
    assert found is not None
    assert (found.at.isoformat(), found.precision, found.basis) == (at + "+00:00", precision, "text")


@pytest.mark.parametrize(
    "written",
    ["2024-02-30", "31.04.2024", "1899-12-30", "9999-12-31", "May 5, 1850", "no date", "", "12345", "99/99/2024"],
)
def test_read_date__refuses_what_cannot_be(written: str) -> None:
    assert read_date(written) is None


def test_read_date__order_of_day_and_month_as_told() -> None:
    first, second = read_date("03/04/2024", day_first=True), read_date("03/04/2024", day_first=False)
    assert first and second
    assert (first.at.month, second.at.month) == (4, 3)


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.datetimes())
def test_read_date__iso_times_come_back(moment) -> None:  # type: ignore[no-untyped-def]
    found = read_date(moment.replace(microsecond=0).isoformat() + "Z")
    if FIRST_YEAR <= moment.year <= LAST_YEAR:
        assert found is not None
        assert found.at.replace(tzinfo=None) == moment.replace(microsecond=0)
    else:
        assert found is None


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.text(max_size=80), st.booleans() | st.none())
def test_read_date__never_fails(text: str, day_first: bool | None) -> None:
    found = read_date(text, day_first=day_first)
    assert found is None or FIRST_YEAR <= found.at.year <= LAST_YEAR


@pytest.mark.parametrize(
    ("lines", "day", "number"),
    [
        (["Bridge closes", "Posted on May 19, 2023 by Ana Ruiz"], "2023-05-19", 1),
        (["date 2023-05-19 The council met on Monday and closed the bridge."], "2023-05-19", 0),
        (["Updated May 21, 2023", "Published: May 19, 2023"], "2023-05-19", 1),
        (["Veröffentlicht am 19. Mai 2023, 14:30 Uhr"], "2023-05-19", 0),
        (["Publié le 19 mai 2023"], "2023-05-19", 0),
        (["By Ana Ruiz | 19 May 2023"], "2023-05-19", 0),
        (["Friday, May 19, 2023"], "2023-05-19", 0),
        (["Last updated: May 21, 2023"], "2023-05-21", 0),
    ],
)
def test_find_date_line__lines_that_say_when(lines: list[str], day: str, number: int) -> None:
    found = find_date_line(lines)
    assert found is not None
    assert (found[0].at.date().isoformat(), found[1], found[0].basis) == (day, number, "text")


@pytest.mark.parametrize(
    "line",
    [
        "The mayor meets the engineers at the bridge in Tarnvik, April 12, 2021 (Photo: Ana Ruiz/Hafenfoto)",
        "On May 19, 2023 the bridge was closed for good.",
        "The bridge of 1931 carries four thousand cars a day.",
        "She was born on 3 May 1961 in a village by the fjord, and she never left it again in all her life.",
    ],
)
def test_find_date_line__never_a_date_of_the_story(line: str) -> None:
    assert find_date_line([line]) is None


@pytest.mark.parametrize(("label", "body", "month"), [
    ("Publié le 07/10/2024 à 18h30", "Le maire a dit mardi que le port serait fermé pendant des semaines, faute d'argent.", 10),
    ("Pubblicato il 07/10/2024", "Il sindaco ha detto martedì che il porto resterà chiuso per settimane, per mancanza di soldi.", 10),
    ("Gepubliceerd op 07-10-2024", "De burgemeester zei dinsdag dat de haven wekenlang gesloten blijft, want er is geen geld.", 10),
    ("Published 07/10/2024", "The mayor said on Tuesday that the harbour would stay closed for weeks, for want of money.", None),
])  # fmt: skip
def test_read_text__reads_numbers_of_a_date_as_its_language_writes_them(
    label: str, body: str, month: int | None
) -> None:
    item = read_text(f"Titel\n\n{label}\n\n{body}\n\n{body}")
    found = item.published if item else None
    assert (found and found.at.month) == month

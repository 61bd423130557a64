"""Zones, datelines and contradictions of dates; all places and sites are invented."""

from datetime import UTC, datetime

import pytest

from headwater.articles.dates import find_changed_line, find_date_line, is_dated_byline
from headwater.articles.dating import believe_date, date_item, find_contradictions, place_date, read_url_date
from headwater.articles.item import Item, Published


def make_moment(day: str, precision: str = "day", basis: str = "json-ld", *, local: bool = False) -> Published:
    return Published(datetime.fromisoformat(day).replace(tzinfo=UTC), precision, basis, local)


@pytest.mark.parametrize(
    ("site", "language", "hour"),
    [
        ("vik.de", "en", 10), ("vik.example", "de", 10), ("vik.example", "tr", 9), ("vik.example", "zh", 4),
        ("vik.uk", "en", 11), ("vik.example", "en", 12), ("vik.example", "es", 12), ("vik.ar", "es", 15), (None, None, 12),
    ],
)  # fmt: skip
def test_place_date__by_site_then_by_language(site: str | None, language: str | None, hour: int) -> None:
    noon = make_moment("2023-05-19T12:00", "instant", local=True)
    placed = place_date(noon, site, language)
    assert placed is not None
    assert placed.at.hour == hour


def test_place_date__leaves_days_and_times_with_a_zone() -> None:
    day, moment = make_moment("2023-05-19", local=True), make_moment("2023-05-19T12:00", "instant")
    assert (place_date(day, "vik.de", "de"), place_date(moment, "vik.de", "de")) == (day, moment)


@pytest.mark.parametrize(
    ("url", "day", "precision"),
    [
        ("https://vik.example/2023/05/19/ferry", "2023-05-19", "day"),
        ("https://vik.example/news/2023-05-19-ferry", "2023-05-19", "day"),
        ("https://vik.example/2023/may/ferry", None, None),
        ("https://vik.example/2018/04/ferry.html", "2018-04-01", "month"),
        ("https://vik.example/a-20231", None, None),
        (None, None, None),
    ],
)
def test_read_url_date__days_and_months(url: str | None, day: str | None, precision: str | None) -> None:
    found = read_url_date(url)
    assert (found and found.at.date().isoformat(), found and found.precision) == (day, precision)


def test_find_contradictions__what_cannot_be_true_beside_the_date() -> None:
    published = make_moment("2024-04-25T06:18", "instant")
    same_day, month = make_moment("2024-04-25"), make_moment("2018-04-01", "month", "url")
    next_day = make_moment("2024-04-26", basis="meta")
    found = find_contradictions(published, [(same_day, "a"), (next_day, "b"), (month, "https://vik.example/2018/04/a")])
    assert [(s.kind, s.direction, s.target) for s in found] == [("contradiction", "same", "2018-04")]


def test_believe_date__not_one_after_the_copy_was_saved() -> None:
    late, early, saved = make_moment("2024-06-01"), make_moment("2024-05-01"), make_moment("2024-05-03")
    assert believe_date([late, early], saved) == early
    assert believe_date([late, early], None) == late
    assert believe_date([late], saved) == late
    assert believe_date([], saved) is None


def test_date_item__dateline_only_where_no_other_date_is_known() -> None:
    text = "VIK, May 19, 2023 (AP) — The ferry sails."
    item = Item(text, ((0, 24, "dateline"), (0, len(text), "body")))
    dated = date_item(item).published
    assert dated is not None
    assert (dated.at.date().isoformat(), dated.basis) == ("2023-05-19", "text")
    known = date_item(Item(text, item.regions, published=make_moment("2024-05-19")))
    assert known.published == make_moment("2024-05-19")
    assert [s.target for s in known.signals] == ["2023-05-19"]


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        (["Stand: 19.05.2023, 08:15 Uhr"], "2023-05-19"),
        (["Publié le 19 mai 2023"], "2023-05-19"),
        (["Data publikacji: 19.05.2023"], "2023-05-19"),
        (["Son güncelleme: 19 Mayıs 2023"], "2023-05-19"),
        (["نشر في 19 أيار 2023"], "2023-05-19"),
        (["آخر تحديث: 19 كانون الثاني 2023"], "2023-01-19"),
        (["发布时间：2023年5月19日"], "2023-05-19"),
        (["19.05.2023 - Ana Ruiz"], "2023-05-19"),
    ],
)
def test_find_date_line__in_other_languages(lines: list[str], day: str) -> None:
    found = find_date_line(lines)
    assert found is not None
    assert found[0].at.date().isoformat() == day


def test_find_changed_line__only_with_a_label_that_says_so() -> None:
    assert find_changed_line(["Publié le 19 mai 2023"]) is None
    changed = find_changed_line(["Publié le 19 mai 2023", "Mis à jour le 20 mai 2023"])
    assert changed is not None
    assert changed.at.day == 20


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("Posted on May 19, 2023 by Ana Ruiz", True),
        ("19 maggio 2023 | di Ana Ruiz", True),
        ("Friday, May 19, 2023 - Ana Ruiz", True),
        ("On May 19, 2023 the ferry sank.", False),
        ("Ana Ruiz was born on May 19, 1963", False),
    ],
)
def test_is_dated_byline__a_date_and_an_author(line: str, is_one: bool) -> None:
    assert is_dated_byline(line) is is_one

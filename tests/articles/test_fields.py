"""What the fields of a row become."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.articles.fields import read_row, tell_day_first
from headwater.articles.item import Item
from headwater.articles.options import ReadOptions

TEXT = "The harbour of Vik was closed on Tuesday.\n\nNobody knew why, said Ana Ruiz."


def read(row: dict[str, Any], **options: Any) -> Item:
    item, _ = read_row(row, ReadOptions(**options))
    assert item is not None
    return item


@pytest.mark.parametrize("text", ["text", "body", "content", "maintext", "Article Body", "full-text"])
@pytest.mark.parametrize("title", ["title", "headline", "Headline"])
def test_read_row__finds_text_and_title_by_their_usual_names(text: str, title: str) -> None:
    item = read({text: TEXT, title: "Harbour closed"})
    assert item.text == f"Harbour closed\n\n{TEXT}" and item.title == "Harbour closed"
    assert next((item.text[s:e], kind) for s, e, kind in item.regions) == ("Harbour closed", "title")
    assert sum(kind == "body" for *_, kind in item.regions) == 2


@pytest.mark.parametrize("name", ["published", "date", "published_at", "pubDate", "date_publish", "Publication Date"])
def test_read_row__finds_the_date(name: str) -> None:
    published = read({"text": TEXT, name: "2023-05-19"}).published
    assert published and (published.at.date().isoformat(), published.precision, published.basis) == (
        "2023-05-19",
        "day",
        "row",
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [("site", "vik.example"), ("source", {"id": None, "name": "vik.example"}), ("publisher", "vik.example")],
)
def test_read_row__finds_the_site(name: str, value: object) -> None:
    assert read({"text": TEXT, name: value}).site == "vik.example"


@pytest.mark.parametrize(
    ("name", "value"),
    [("authors", ["Ana Ruiz", "Tom Hale"]), ("author", "Ana Ruiz, Tom Hale"), ("byline", "Ana Ruiz, Tom Hale")],
)
def test_read_row__finds_the_authors(name: str, value: object) -> None:
    assert read({"text": TEXT, name: value}).byline == "Ana Ruiz, Tom Hale"


def test_read_row__keeps_every_other_field() -> None:
    extra = read({"text": TEXT, "tags": ["a", "b"], "views": 7, "empty": None, "link": "https://vik.example/1"}).extra
    assert extra == {"tags": ["a", "b"], "views": 7}


def test_read_row__takes_the_columns_it_is_told() -> None:
    row = {"text": "not this", "corpo": TEXT, "titolo": "Harbour", "quando": "2023-05-19"}
    item = read(row, text="corpo", title="titolo", published="quando")
    assert item.text.startswith("Harbour\n\nThe harbour") and item.published
    assert item.extra == {"text": "not this"}


def test_read_row__takes_the_next_name_where_the_first_is_empty() -> None:
    assert read({"text": "", "body": TEXT}).text == TEXT


def test_read_row__does_not_say_the_title_twice() -> None:
    assert read({"title": "Harbour closed", "text": f"HARBOUR CLOSED\n\n{TEXT}"}).text == f"Harbour closed\n\n{TEXT}"


@pytest.mark.parametrize(
    "row", [{"title": "Only a title"}, {"text": None}, {"text": "   "}, {"text": "nan"}, {"text": "—"}, {}]
)
def test_read_row__gives_nothing_without_a_word(row: dict[str, Any]) -> None:
    assert read_row(row, ReadOptions())[0] is None


@pytest.mark.parametrize("value", ["2023-02-30", "1899-12-30", "9999-12-31", "next Tuesday", "99/99/9999"])
def test_read_row__leaves_out_a_date_that_cannot_be_right_and_says_so(value: str) -> None:
    item, notes = read_row({"text": TEXT, "date": value}, ReadOptions())
    assert item is not None and item.published is None
    assert [note.reason for note in notes] == ["date"] and item.extra == {"date": value}


def test_read_row__takes_a_time_without_a_zone_as_utc() -> None:
    published = read({"text": TEXT, "date": "2023-05-19 14:30:00"}).published
    assert published and published.at.isoformat() == "2023-05-19T14:30:00+00:00"


@pytest.mark.parametrize("value", [1684506600, 1684506600000, "1684506600"])
def test_read_row__reads_seconds_since_1970(value: object) -> None:
    published = read({"text": TEXT, "timestamp": value}).published
    assert published and published.at.isoformat() == "2023-05-19T14:30:00+00:00"


def test_read_row__keeps_script_and_tags_in_a_title_as_text() -> None:
    item = read({"title": "<script>alert(1)</script> Harbour", "text": TEXT + " <script>alert(2)</script>"})
    assert item.title == "<script>alert(1)</script> Harbour" and "alert(2)" in item.text


def test_read_row__reads_html_as_html() -> None:
    page = "".join(
        f"<p>{p} It was the third time this year that a ship could not leave the bay of Vik.</p>"
        for p in TEXT.split("\n\n")
    )
    item = read({"title": "Harbour closed", "html": page})
    assert "<p>" not in item.text and "Nobody knew why" in item.text
    assert sum(kind == "body" for *_, kind in item.regions) == 2


def test_read_row__unescapes_entities() -> None:
    assert (
        read({"title": "Ruiz &amp; Hale", "text": "It&#8217;s closed, said Ruiz &amp; Hale."}).text
        == "Ruiz & Hale\n\nIt’s closed, said Ruiz & Hale."
    )


def test_tell_day_first__needs_a_number_above_twelve_and_no_contradiction() -> None:
    assert tell_day_first({"date": date} for date in ("1/2/2024", "5/17/2024")) is False
    assert tell_day_first({"date": date} for date in ("17/5/2024", "5/17/2024")) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda x: st.lists(x, max_size=3) | st.dictionaries(st.text(max_size=5), x, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(["text", "title", "date", "url", "author", "source", "x"]), JSON, max_size=7))
def test_read_row__never_fails_and_offsets_hold(row: dict[str, Any]) -> None:
    item, _ = read_row(row, ReadOptions())
    if item is not None:
        item.text.encode("utf-8")
        assert all(0 <= s < e <= len(item.text) for s, e, _ in item.regions)

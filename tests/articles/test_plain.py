"""Plain texts, bare and with all their chrome, divided as a reader would."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.articles.item import Item
from headwater.articles.plain import divide_article, read_text

PAGES = Path(__file__).parent / "pages"
"""Texts with every line marked in front by the first letters of what it is; invented, as everything in them."""
KINDS = {
    "TI": "title", "SE": "section", "BY": "byline", "CA": "caption", "CR": "credit", "NO": "notice", "BI": "bio", "BO": "body", "CH": "chrome",
}  # fmt: skip


def read_page(path: Path) -> tuple[str, list[tuple[str, str]]]:
    """The text of a marked page, and (kind, line) of every line that is not empty."""
    marked = [
        line[:2].strip() and (KINDS[line[:2]], line[3:]) for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return "\n".join(line[1] if line else "" for line in marked), [line for line in marked if line]


@pytest.mark.parametrize("head", ["2023-05-19", "date 2023-05-19", "May 19, 2023", "[2023-05-19 10:30]", "2023-05-19 "])
@pytest.mark.parametrize("first", ["The crane of Vik", "A crane in Vik", "“The crane of Vik"])
def test_read_text__takes_a_glued_date_off_the_first_sentence(head: str, first: str) -> None:
    item = read(
        f"{head}{first} fell into the basin at night.\n\nNobody was hurt, the mayor of Vik said to those there."
    )
    assert item.published is not None and item.published.at.date().isoformat() == "2023-05-19"
    assert (0, len(head.strip()), "chrome") in item.regions
    assert min(start for start, _, kind in item.regions if kind == "body") == len(head)


def read(text: str) -> Item:
    item = read_text(text)
    assert item is not None
    return item


def pieces(item: Item, *kinds: str) -> list[str]:
    return [item.text[start:end] for start, end, kind in item.regions if kind in kinds]


@pytest.mark.parametrize("path", sorted(PAGES.glob("*.txt")), ids=lambda path: path.stem)
def test_read_text__divides_a_page_as_a_reader_would(path: Path) -> None:
    text, lines = read_page(path)
    item = read(text)
    found = [
        (kind, item.text[s:e])
        for s, e, kind in item.regions
        if kind not in ("dateline", "credit") or (s, e, kind) == (s, e, "credit")
    ]
    assert item.title == next((line for kind, line in lines if kind == "title"), None)
    for kind, line in lines:
        line = line.strip()
        allowed = (
            {kind}
            | ({"section", "body"} if kind in ("section", "body") and len(line) < 60 else set())
            | ({"chrome"} if kind == "section" else set())
        )
        allowed |= {"section"} if kind == "chrome" and len(line) < 30 else set()
        assert any(k in allowed and line == t for k, t in found), f"{kind}: {line}"


@pytest.mark.parametrize("path", sorted(PAGES.glob("*.txt")), ids=lambda path: path.stem)
def test_read_text__leaves_an_article_without_chrome_whole(path: Path) -> None:
    _, lines = read_page(path)
    paragraphs = [line for kind, line in lines if kind == "body"]
    for title in ("", next((line for kind, line in lines if kind == "title"), "")):
        item = read("\n\n".join([title, *paragraphs] if title else paragraphs))
        assert pieces(item, "body", "section") == [p.strip() for p in paragraphs]
        assert item.title == (title or None)


def test_read_text__takes_a_header_with_a_date_off_the_first_sentence() -> None:
    item = read(
        " date 2024-05-04 The harbour of Vik was closed on Tuesday, the mayor said.\n\nNobody knows for how long it will stay so, he added."
    )
    assert pieces(item, "body")[0].startswith("The harbour") and pieces(item, "chrome") == ["date 2024-05-04"]
    assert item.published and (
        item.published.at.date().isoformat(),
        item.published.precision,
        item.published.basis,
    ) == ("2024-05-04", "day", "text")
    assert item.title is None


@pytest.mark.parametrize(
    "start", ["On May 4, 2024 the harbour", "May 4, 2024 was a cold day when the harbour", "In 2024-25 the harbour"]
)
def test_read_text__leaves_a_date_inside_a_sentence_alone(start: str) -> None:
    text = f"{start} of Vik was closed, the mayor said on the radio.\n\nNobody knows for how long it will stay so, he added."
    item = read(text)
    assert pieces(item, "body")[0].startswith(start) and item.published is None


def test_read_text__puts_hard_wrapped_lines_together() -> None:
    wrapped = "The harbour of Vik was closed on Tuesday after a storm that\nnobody had foreseen, the mayor said on the radio in the\nevening.\n\nShips will have to wait in the bay until Friday, according\nto the harbour office, which has no room for them all at\nthe moment. The ferry goes."
    assert len(pieces(read(wrapped), "body")) == 2


def test_read_text__marks_the_dateline_and_the_credit_in_a_caption() -> None:
    item = read(
        "Storm closes harbour\n\nWaves at Vik on Tuesday. (Photo: Tor Berg/NPA)\n\nVIK, Norland (NPA) — The harbour was closed on Tuesday.\n\nNobody knows for how long, the mayor said."
    )
    assert pieces(item, "dateline") == ["VIK, Norland (NPA) —"]
    assert pieces(item, "credit") == ["Photo: Tor Berg/NPA"]
    assert pieces(item, "caption") == ["Waves at Vik on Tuesday. (Photo: Tor Berg/NPA)"]


def test_read_text__knows_authors_from_people_in_the_news() -> None:
    body = "The council closed the hall on Monday. Mia Strand voted against it.\n\nSwimmers were angry, the Post reported.\n\n"
    assert pieces(read(f"Hall closed\n\n{body}Mia Strand is a columnist and a member of the council."), "bio") == []
    assert pieces(read(f"Hall closed\n\nBy Olof Brandt\n\n{body}Olof Brandt is a columnist of the Post."), "bio") == [
        "Olof Brandt is a columnist of the Post."
    ]


@pytest.mark.parametrize("text", ["", "\n\n", "--- *** ---", "12 34 56"])
def test_read_text__gives_nothing_without_a_word(text: str) -> None:
    assert read_text(text) is None


@settings(max_examples=60)
@given(st.lists(st.text(max_size=80), max_size=8).map("\n".join))
def test_read_text__covers_every_line_once_and_offsets_hold(text: str) -> None:
    item = read_text(text)
    if item is None:
        return
    assert all(0 <= s < e <= len(item.text) for s, e, _ in item.regions)
    covered = sorted((s, e) for s, e, kind in item.regions if kind not in ("dateline",))
    joined = "".join(item.text[s:e] for s, e in dict.fromkeys(covered))
    assert set(re.sub(r"\s", "", item.text)) <= set(re.sub(r"\s", "", joined))


@settings(max_examples=60)
@given(st.text(max_size=300), st.text(max_size=40).map(lambda s: " ".join(s.split())))
def test_divide_article__keeps_the_text_and_offsets_hold(text: str, title: str) -> None:
    item = divide_article(text, title=title)
    if item is not None:
        assert all(0 <= s < e <= len(item.text) for s, e, _ in item.regions)
        assert item.text.startswith(title)


@pytest.mark.parametrize(
    "line", ["https://vik.example/a", "URL: https://vik.example/a", "Source: <https://vik.example/a>"]
)
def test_read_text__takes_the_address_that_stands_above(line: str) -> None:
    article = "Harbour closed\n\nThe harbour of Vik was closed on Tuesday, the mayor said.\n\nNobody knows for how long, he added."
    assert read(f"{line}\n\n{article}").url == "https://vik.example/a"
    assert read(f"{article}\n\nSee https://vik.example/a").url is None


@pytest.mark.parametrize(
    "header",
    [
        "Title: Harbour closed\nSource: Vik Herald\nDate: 2024-05-04",
        "Date: May 4, 2024\nHeadline: Harbour closed\nURL: https://vik.example/a\nPublication: Vik Herald",
    ],
)
def test_read_text__reads_the_fields_that_stand_above(header: str) -> None:
    item = read(
        f"{header}\n\nThe harbour of Vik was closed on Tuesday, the mayor said.\n\nNobody knows for how long, he added."
    )
    assert (item.title, item.site) == ("Harbour closed", "Vik Herald") and pieces(item, "title") == ["Harbour closed"]
    assert item.published and item.published.at.date().isoformat() == "2024-05-04"
    assert len(pieces(item, "body")) == 2


@pytest.mark.parametrize(
    "date",
    [
        "May 4, 2024",
        "4 May 2024",
        "2024/05/04",
        "Sat, 04 May 2024 10:30:00 +0000",
        "[May 4, 2024]",
        "Updated May 4, 2024 |",
        "MAY 4, 2024 -",
    ],
)
def test_read_text__takes_any_date_off_the_first_sentence(date: str) -> None:
    item = read(
        f"{date} Norland has closed the harbour of Vik, the mayor said.\n\nNobody knows for how long, he added."
    )
    assert pieces(item, "body")[0].startswith("Norland has")
    assert item.published and item.published.at.date().isoformat() == "2024-05-04"


def test_divide_article__takes_the_menus_out_of_a_row_that_is_a_page() -> None:
    menu = "\n".join(f"Section {i}" for i in range(40))
    body = "\n".join(
        f"The harbour of Vik was closed on day {i} of the storm, the mayor said in a statement." for i in range(8)
    )
    item = divide_article(f"{menu}\n{body}", title="Harbour closed")
    assert item is not None and len(pieces(item, "body")) == 8 and "Section 3" in pieces(item, "chrome")

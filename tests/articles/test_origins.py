"""Whose an article is and which item it is, as the stage says it of files: archives, aggregators, outlets, numbers."""

from collections import Counter
from pathlib import Path

import pytest

from headwater.articles import read_articles
from headwater.articles.html import read_html
from headwater.articles.publishers import identify_item
from headwater.articles.signals import find_signals

STORY = "".join(
    f"<p>{line}</p>"
    for line in (
        "The harbour council of Vik voted on Tuesday to replace the old chain ferry with two electric boats.",
        "Mayor Ilse Brandt said the boats would carry 240 passengers an hour and halve the noise along the quay.",
        "Fishermen objected that the new landing would cut off the slipway which their families have used.",
    )
)


def _read(head: str = "", before: str = "", around: str = "{}") -> dict[str, object]:
    article = around.format(f"<article><h1>Ferries for Vik</h1>{STORY}</article>")
    item, _ = read_html(f"{before}<html><head><title>Ferries for Vik</title>{head}</head><body>{article}</body></html>")
    assert item is not None
    return vars(identify_item(item))


SAVED = "<!-- saved from url=(0070){} -->\n"


@pytest.mark.parametrize(
    ("head", "before", "url", "site", "host"),
    [
        ("", "https://web.archive.org/web/20230519103000/https://harbour.example/a", "https://harbour.example/a",
         "harbour.example", "web.archive.org"),
        ('<link rel="bookmark" href="http://archive.today/20230519103000/https://harbour.example/b">',
         "https://archive.ph/AbCdE", "https://harbour.example/b", "harbour.example", "archive.ph"),
        ("", "https://harbour-example.cdn.ampproject.org/c/s/harbour.example/amp/c", "https://harbour.example/amp/c",
         "harbour.example", "harbour-example.cdn.ampproject.org"),
        ("", "https://m.harbour.co.uk/d", "https://m.harbour.co.uk/d", "harbour.co.uk", None),
        ("", "https://amp.cnn.com/e", "https://amp.cnn.com/e", "cnn.com", None),
        ('<meta name="provider" content="Vik Herald">', "https://www.msn.com/en-us/news/f",
         "https://www.msn.com/en-us/news/f", "Vik Herald", "www.msn.com"),
        ('<meta name="source" content="Reuters">', "https://www.yahoo.com/news/g.html",
         "https://www.yahoo.com/news/g.html", "reuters.com", "www.yahoo.com"),
    ],
)  # fmt: skip
def test_read_html__names_the_publisher_and_where_it_was_found(
    head: str, before: str, url: str, site: str, host: str | None
) -> None:
    item = _read(head, SAVED.format(before))
    assert (item["url"], item["site"], item["host"]) == (url, site, host)


def test_read_articles__resolves_the_name_of_a_known_outlet_and_keeps_it_as_written(tmp_path: Path) -> None:
    table = tmp_path / "rows.csv"
    table.write_text(
        "site,title,text\n" + "".join(
            f'{name},Ferry {name},"The ferry of Vik sails again, the council of {name} said on Monday after a long meeting."\n'
            for name in ("The Beeb", "NYT", "Vik Herald", "nytimes.com")
        ),
        encoding="utf-8",
    )  # fmt: skip
    rows = read_articles([table])["documents"].sort_by("uri").to_pylist()
    assert [row["site"] for row in rows] == ["bbc.co.uk", "nytimes.com", "Vik Herald", "nytimes.com"]
    assert [row["extra"] for row in rows] == ['{"site": "The Beeb"}', '{"site": "NYT"}', None, None]


@pytest.mark.parametrize(
    ("first", "second", "number"),
    [
        ("© dpa-infocom, dpa:240516-99-53606/3", "dpa:240516-99-53606/3", "dpa:240516-99-53606/3"),
        ("AP-WF-05-16-24 1830GMT", "(AP-WF-05-16-24 1830GMT)", "AP-WF-05-16-24 1830GMT"),
        ("BC-EU--Vik-Ferries,1st Ld-Writethru", "BC-EU--Vik-Ferries", "BC-EU--Vik-Ferries"),
        ("urn:newsml:afp.com:20240516T183000Z:TX-PAR-ABC12", "Id: urn:newsml:afp.com:20240516T183000Z:TX-PAR-ABC12",
         "urn:newsml:afp.com:20240516T183000Z:TX-PAR-ABC12"),
        ("afp-20240516-1234567", "Ref. afp-20240516-1234567", "afp-20240516-1234567"),
        ("tag:reuters.com,2024:newsml_KBN2XY12A", "tag:reuters.com,2024:newsml_KBN2XY12A",
         "tag:reuters.com,2024:newsml_KBN2XY12A"),
    ],
)  # fmt: skip
def test_read_articles__gives_two_copies_of_an_item_the_same_number(
    tmp_path: Path, first: str, second: str, number: str
) -> None:
    for name, line in (("a", first), ("b", second)):
        told = f"The ferry of Vik will sail again on Monday, said {name}.\n\nThe quay stays closed.\n\n{line}\n"
        (tmp_path / f"{name}.txt").write_text(f"Ferry sails again\n\n{told}", encoding="utf-8")
    rows = read_articles([tmp_path])["signals"].to_pylist()
    assert Counter(row["target"] for row in rows if row["direction"] == "same") == {number: 2}


@pytest.mark.parametrize(
    ("line", "target"),
    [
        ("The Namibian Harbour Board (NBC) closed the quay, and the NBC report says why.", "NBC"),
        ("Die Norddeutsche Bau-Behörde (NBB) sperrt den Kai.", None),
        ("The Norwegian Bureau of Currents (NBC) said so in an NBC report on Monday.", None),
    ],
)
def test_find_signals__takes_initials_that_a_text_spells_out_for_what_they_mean(line: str, target: str | None) -> None:
    assert ({s.target for s in find_signals(line, (), language="en")} & {"NBC"}) == ({target} if target else set())


def test_find_signals__takes_who_speaks_for_an_outlet_and_headlines_in_capitals_for_no_source() -> None:
    for line in (
        "A spokesman for Fox News said the host had left.",
        "FOX NEWS REPORTS THAT THE MAYOR OF VIK HAS RESIGNED",
        "He was a Daily Mail columnist and wrote books for children.",
        "The course is hard, according to the AP exam board.",
        "He told the Express train's conductor that he had no ticket.",
        "Water ministry spokeswoman Petra Lund confirmed that the dam is safe.",
    ):
        assert find_signals(line, (), language="en") == ()


@pytest.mark.parametrize(
    "line",
    [
        "In der Zeit danach, sagte der Bürgermeister, habe sich viel verändert.",
        "Im Bild erklärte der Minister das neue Gerät.",
        "Laut Standard müssen die Rohre zehn Jahre halten.",
        "Der Sprecher sagte der Presse nichts Neues.",
    ],
)
def test_find_signals__takes_german_nouns_for_no_outlets(line: str) -> None:
    assert find_signals(line, (), language="de") == ()

"""Who an article is."""

import pytest

from headwater.articles.identity import find_site, identify_item, make_document_id, split_archive, tell_language
from headwater.articles.item import Item


def test_make_document_id__depends_on_url_or_else_uri_and_on_the_text() -> None:
    assert make_document_id("a.txt", None, "x") != make_document_id("b.txt", None, "x")
    assert make_document_id("a.txt", "https://vik.example/1", "x") == make_document_id(
        "b.txt", "https://vik.example/1", "x"
    )
    assert make_document_id("a.txt", None, "x") != make_document_id("a.txt", None, "y")


@pytest.mark.parametrize(
    ("address", "site"),
    [
        ("https://www.vik.example/a?b=c", "vik.example"),
        ("http://news.vik.co.uk:8080/x", "vik.co.uk"),
        ("WWW.VIK.EXAMPLE", "vik.example"),
        ("Vik Herald", None),
        ("", None),
        (None, None),
        ("file:///pages/a.html", None),
    ],
)
def test_find_site__is_the_registrable_domain(address: str | None, site: str | None) -> None:
    assert find_site(address) == site


def test_split_archive__finds_the_address_the_archive_and_the_time() -> None:
    url, host, at = split_archive("https://web.archive.org/web/20230519103000id_/http://vik.example:80/a")
    assert (url, host, at and at.isoformat()) == (
        "http://vik.example:80/a",
        "web.archive.org",
        "2023-05-19T10:30:00+00:00",
    )
    assert split_archive("https://archive.ph/aBc12")[:2] == ("https://archive.ph/aBc12", "archive.ph")
    assert (
        split_archive("https://webcache.googleusercontent.com/search?q=cache:https://vik.example/a")[0]
        == "https://vik.example/a"
    )
    assert split_archive("https://vik.example/2023/05/a") == ("https://vik.example/2023/05/a", None, None)


def test_identify_item__takes_the_domain_before_a_name_and_keeps_the_name() -> None:
    item = identify_item(Item("text", url="https://www.vik.example/a", site="Vik Herald"))
    assert item.site == "vik.example" and item.extra == {"site": "Vik Herald"}
    assert identify_item(Item("text", site="Vik Herald")).site == "Vik Herald"
    assert identify_item(Item("text", site="www.vik.example")).site == "vik.example"


def test_identify_item__tells_the_publisher_from_the_place_where_it_was_found() -> None:
    item = identify_item(Item("text", url="https://news.yahoo.com/a", site="Vik Herald"))
    assert (item.site, item.host) == ("Vik Herald", "news.yahoo.com")
    archived = identify_item(Item("text", url="https://web.archive.org/web/2023/https://vik.example/a"))
    assert (archived.site, archived.host, archived.url) == ("vik.example", "web.archive.org", "https://vik.example/a")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The harbour was closed on Tuesday after a storm, the mayor said.", "en"),
        ("Der Hafen wurde am Dienstag nach einem Sturm geschlossen, sagte die Bürgermeisterin.", "de"),
        ("Le port a été fermé mardi après une tempête, a déclaré le maire.", "fr"),
        ("港は火曜日の嵐のあと閉鎖されたと市長が述べた。橋も通行止めとなっている。", "ja"),
        ("أغلق الميناء يوم الثلاثاء بعد عاصفة، بحسب رئيس البلدية", "ar"),
        ("12 34", None),
    ],
)
def test_tell_language__knows_the_language(text: str, language: str | None) -> None:
    assert tell_language(text) == language


def test_identify_item__reads_the_language_of_the_body_not_of_the_menu() -> None:
    menu = "Home News Sport Weather Subscribe now for the latest news in your inbox every morning " * 6
    body = "Der Hafen wurde am Dienstag nach einem Sturm geschlossen, sagte die Bürgermeisterin der Stadt."
    item = Item(f"{menu}\n{body}", ((0, len(menu), "chrome"), (len(menu) + 1, len(menu) + 1 + len(body), "body")))
    assert identify_item(item).language == "de"

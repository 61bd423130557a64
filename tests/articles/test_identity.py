"""Who an article is."""

import pytest

from headwater.articles.archive_addresses import split_archive
from headwater.articles.html import read_html
from headwater.articles.identity import find_site, make_document_id, tell_language
from headwater.articles.item import Item
from headwater.articles.publishers import choose_publisher, identify_item, is_aggregator


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
        "http://vik.example/a",
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


@pytest.mark.parametrize(
    ("address", "url", "host"),
    [
        ("https://archive.ph/2023.05.19-103000/https://vik.example/a", "https://vik.example/a", "archive.ph"),
        ("https://web.archive.org/web/2023*/https://vik.example/a", "https://vik.example/a", "web.archive.org"),
        ("https://wayback.archive-it.org/12/20230519103000/http://vik.example/a", "http://vik.example/a", "wayback.archive-it.org"),
        ("https://arquivo.pt/wayback/20230519103000/https://vik.example/a", "https://vik.example/a", "arquivo.pt"),
        ("https://webarchive.vikgov.example/20230519103000/https://vik.example/a", "https://vik.example/a", "webarchive.vikgov.example"),
        ("https://www-vik-example.cdn.ampproject.org/v/s/www.vik.example/a?amp_js_v=1", "https://www.vik.example/a?amp_js_v=1", "www-vik-example.cdn.ampproject.org"),
        ("https://www.google.com/amp/s/vik.example/amp/a", "https://vik.example/amp/a", "www.google.com"),
        ("https://webcache.googleusercontent.com/search?q=cache:aBcDeFgH12:vik.example/a+bridge", "https://vik.example/a", "webcache.googleusercontent.com"),
        ("https://vik--post-example.translate.goog/a?_x_tr_sl=de&id=3", "https://vik-post.example/a?id=3", "vik--post-example.translate.goog"),
        ("https://translate.google.com/translate?sl=de&u=https://vik.example/a", "https://vik.example/a", "translate.google.com"),
        ("https://12ft.io/https://vik.example/a", "https://vik.example/a", "12ft.io"),
        ("https://vik.example/news/2023/https-is-here", "https://vik.example/news/2023/https-is-here", None),
        ("https://www.google.com/search?q=vik", "https://www.google.com/search?q=vik", None),
    ],
)  # fmt: skip
def test_split_archive__archives_and_caches_of_many_makes(address: str, url: str, host: str | None) -> None:
    assert split_archive(address)[:2] == (url, host)


PAGE = (
    "<html><head><title>Bridge closes | Vik Herald</title>{head}</head><body>{top}<article><h1>Bridge closes</h1>"
    "<p>The council of Vik voted on Monday to close the old harbour bridge for the whole of the winter.</p>"
    "<p>The bridge, which opened in 1931, carries about four thousand cars a day. <a href='{link}'>The plan</a> was "
    "made in March, when engineers found cracks in three of its nine arches.</p></article>{foot}</body></html>"
)


def test_read_html__a_page_from_an_archive_is_the_publisher_s() -> None:
    prefix = "https://web.archive.org/web/20230519103000/"
    page = PAGE.format(
        head=f"<link rel='canonical' href='{prefix}https://vik.example/a'><meta property='og:site_name' content='Vik Herald'>",
        top="<div id='wm-ipp-base'><p>The Wayback Machine has 12 captures of this page, from 2022 to 2024.</p></div>",
        link=f"{prefix}https://fjord.example/plan/a-1",
        foot="<!-- FILE ARCHIVED ON 10:30:00 May 19, 2023 AND RETRIEVED FROM THE INTERNET ARCHIVE ON 11:00:00 -->",
    )
    item, _ = read_html(page)
    assert item is not None and item.captured is not None
    assert (item.url, item.host) == ("https://vik.example/a", "web.archive.org")
    assert item.captured.at.isoformat() == "2023-05-19T10:30:00+00:00"
    assert "captures" not in item.text
    assert [(s.target, s.target_site) for s in item.signals if s.kind == "link"] == [
        ("https://fjord.example/plan/a-1", "fjord.example")
    ]
    assert not [s for s in item.signals if s.kind == "canonical"]


def test_read_html__a_page_from_a_cache_says_so_itself() -> None:
    top = (
        "<div><div>This is Google's cache of https://vik.example/a. It is a snapshot of the page as it appeared on "
        "12 May 2024 10:22:31 GMT. The current page could have changed.</div></div>"
    )
    item, _ = read_html(PAGE.format(head="", top=top, link="/x", foot=""))
    assert item is not None and item.captured is not None
    assert (item.url, item.captured.at.isoformat()) == ("https://vik.example/a", "2024-05-12T10:22:31+00:00")
    assert "snapshot" not in item.text


@pytest.mark.parametrize(
    ("url", "head", "site", "host"),
    [
        ("https://www.msn.com/en-us/news/a/bridge-1", "<meta name='publisher' content='Vik Herald'>", "Vik Herald", "www.msn.com"),
        ("https://news.yahoo.com/bridge-1.html", '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Bridge closes", "publisher": {"name": "Yahoo News"}, "provider": {"name": "Reuters", "url": "https://www.reuters.com/"}}</script>', "reuters.com", "news.yahoo.com"),
        ("https://apple.news/AbCdEf", "", "Vik Herald", "apple.news"),
        ("https://www.smartnews.com/p/1", "<link rel='canonical' href='https://vik.example/a'>", "vik.example", "www.smartnews.com"),
        ("https://flipboard.com/a/1", "<meta property='og:site_name' content='Flipboard'><meta name='source' content='The Associated Press'>", "apnews.com", "flipboard.com"),
        ("https://www.aol.com/bridge-1.html", "<meta property='og:site_name' content='AOL'>", "Vik Herald", "www.aol.com"),
        ("https://vik.example/a", "<meta name='source' content='Reuters'>", "vik.example", None),
    ],
)  # fmt: skip
def test_read_html__an_aggregator_is_the_host_and_no_publisher(
    url: str, head: str, site: str, host: str | None
) -> None:
    item, _ = read_html(PAGE.format(head=head, top="", link="/x", foot=""), url=url)
    assert item is not None
    item = identify_item(item)
    assert (item.site, item.host) == (site, host)


def test_identify_item__an_aggregator_s_own_text_is_its_own() -> None:
    item = identify_item(Item("text", url="https://news.yahoo.com/a", site="Yahoo News"))
    assert (item.site, item.host) == ("yahoo.com", None)


def test_choose_publisher__none_where_all_is_the_aggregator_s() -> None:
    assert is_aggregator("https://news.google.com/articles/1")
    assert choose_publisher("https://www.msn.com/a", ["MSN", "msn news"], ["https://www.msn.com/b"]) is None

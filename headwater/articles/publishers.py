"""Whose an article is: the publisher's address and site, and where it was found when that is somewhere else."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from headwater.articles.archive_addresses import split_archive
from headwater.articles.identity import SAMPLE, find_site, has_letters, tell_languages
from headwater.articles.item import Item, Published
from headwater.articles.linked_data import read_text
from headwater.articles.metadata import Facts
from headwater.articles.outlets import find_target_site, is_agency_name, is_media_name, is_same_outlet

_AGGREGATORS = frozenset(
    {
        "msn.com", "yahoo.com", "aol.com", "google.com", "apple.news", "apple.com", "smartnews.com", "newsbreak.com",
        "flipboard.com", "pressreader.com", "feedly.com", "dailyhunt.in", "upday.com", "inoreader.com", "reddit.com",
        "newslookup.com", "allsides.com", "ground.news", "yahoo.co.jp", "line.me", "toutiao.com", "naver.com",
        "daum.net", "ucnews.in", "inshorts.com", "opera.com", "squidapp.co", "nuzzel.com", "msn.cn", "newsnow.co.uk",
        "bing.com", "sohu.com", "163.com", "web.de", "gmx.net", "t-online.de", "orange.fr", "sapo.pt", "uol.com.br",
        "newsis.com", "rambler.ru", "yandex.ru", "dzen.ru", "onet.pl", "wp.pl", "interia.pl", "libero.it",
        "virgilio.it", "scoop.it", "bundle.app", "briefly.co", "particle.news", "newsify.co", "drudgereport.com",
        "realclearpolitics.com",
    }
)  # fmt: skip
"""Sites that show other outlets' texts, under an address of their own."""
_OWN_NEWSROOMS = frozenset(
    {
        "t-online.de", "uol.com.br", "onet.pl", "wp.pl", "interia.pl", "sohu.com", "163.com", "newsis.com", "sapo.pt",
        "realclearpolitics.com", "rambler.ru",
    }
)  # fmt: skip
"""Those of them that have a newsroom too: another publisher is believed only where the text says so outright."""


_SOURCES = (
    "source", "article:source", "og:source", "publisher", "syndication-source", "original-source", "dc.source",
    "dcterms.source", "article:publisher", "sourcename", "provider",
)  # fmt: skip
"""Meta elements in which aggregators name the publisher."""


def is_aggregator(address: str | None) -> bool:
    """Whether an address is of a site that shows other outlets' texts.

    >>> is_aggregator("https://www.msn.com/en-us/news/a"), is_aggregator("https://harbour.example/a")
    (True, False)
    """
    return find_site(address) in _AGGREGATORS


def choose_publisher(url: str | None, names: Iterable[str | None], addresses: Iterable[str | None]) -> str | None:
    """Who published a text that an aggregator shows: the first address or name that is not the aggregator's own.

    >>> choose_publisher("https://www.msn.com/a", ["MSN", "Vik Herald"], [])
    'Vik Herald'
    """
    own = find_site(url) or ""
    for address in addresses:
        there = find_site(split_archive(address)[0]) if address and "://" in address else None
        if there and there != own and there not in _AGGREGATORS:
            return there
    label = own.split(".")[0]
    for name in names:
        plain = (name or "").strip()
        if plain and not is_same_outlet(plain, [own]) and not plain.lower().replace(" ", "").startswith(label):
            return find_target_site(plain) or plain
    return None


def find_publisher(facts: Facts) -> str | None:
    """Who published a text that an aggregator's page shows, as its head says; None on an outlet's own page."""
    own = find_site(facts.url)
    if own not in _AGGREGATORS or own in _OWN_NEWSROOMS:
        return None
    article, meta = facts.article, facts.meta
    things = [article.get(key) for key in ("provider", "sourceOrganization", "isBasedOn", "publisher")]
    addresses = [thing.get("url") for thing in things if isinstance(thing, Mapping)]
    addresses += [facts.canonical, *(v for name in _SOURCES for v in meta.get(name, ()))]
    tail = re.split(r"\s[|–—-]\s", facts.headlines.get("title", ""))
    names = [
        *map(read_text, things),
        *(value for name in _SOURCES for value in meta.get(name, ())),
        *facts.sites,
        *(name for name in reversed(tail[1:]) if is_media_name(name)),
        *filter(is_agency_name, facts.authors),
    ]
    there = [address for address in addresses if isinstance(address, str)]
    return choose_publisher(facts.url, [name for name in names if "://" not in name], there)


def identify_item(item: Item) -> Item:
    """The item with its own address where it was found in an archive, its site, its host and its language."""
    return identify_items([item])[0]


def identify_items(items: Sequence[Item]) -> list[Item]:
    """Each item as identify_item has it; the languages of all are told at once."""
    open_ = [number for number, item in enumerate(items) if not item.language]
    told = dict(zip(open_, tell_languages([_read_prose(items[number]) for number in open_]), strict=True))
    return [_identify_item(item, told.get(number)) for number, item in enumerate(items)]


def _identify_item(item: Item, language: str | None) -> Item:
    url, host, captured = split_archive(item.url) if item.url else (None, None, None)
    own = find_site(url) if url and not (host and url == item.url) else None
    named = (find_site(item.site) or find_target_site(item.site) or item.site) if item.site else None
    if own in _AGGREGATORS and own not in _OWN_NEWSROOMS and (told := choose_publisher(url, [item.site], [])):
        own, named, host = None, told, host or (urlsplit(url or "").hostname or own)
    extra = dict(item.extra)
    if item.site and (own or named) not in (item.site, find_site(item.site)):
        extra.setdefault("site", item.site)
    return replace(
        item,
        url=url,
        site=own or named,
        host=item.host or host,
        captured=item.captured or _date_snapshot(captured),
        language=item.language or language,
        extra=extra,
    )


def _date_snapshot(at: datetime | None) -> Published | None:
    """When an archive says that it took its copy: to the second, or the day."""
    if at is None:
        return None
    return Published(at, "instant" if (at.hour, at.minute, at.second) != (0, 0, 0) else "day", "url")


def _read_prose(item: Item) -> str:
    """The first body paragraphs: menus and buttons say little about the language of an article."""
    parts: list[str] = []
    for start, end, kind in item.regions:
        if kind == "body":
            parts.append(item.text[start:end])
            if sum(map(len, parts)) > SAMPLE:
                break
    prose = "\n".join(parts)
    return prose if has_letters(prose) else item.text

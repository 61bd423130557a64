"""What a page says of itself in its head: address, headlines, authors, dates, site, language."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from headwater.articles.identity import find_site
from headwater.articles.item import Published
from headwater.articles.linked_data import Thing, find_article, read_linked_data, read_list, read_text, resolve_thing
from headwater.articles.outlets import is_same_outlet
from headwater.articles.page_dates import read_modified, read_stated
from headwater.articles.page_tree import Element, fold_space

_AUTHOR_META = [
    "author",
    "article:author_name",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "cxenseparse:author",
    "byl",
    "authors",
    "creator",
]
_NO_NAME = re.compile(
    r"https?:|www\.|@|^\W*$|\b(?:developer|webmaster|admin(?:istrator)?|null|undefined)\b|^[\d\W]+$|[{}<>]",
    re.IGNORECASE,
)
_BY = re.compile(r"^(?:by|von|par|por|di|door|av|af|przez|text(?:e)?(?:\s+by|\s+von)?|from)\s*:?\s+", re.IGNORECASE)
_MAX_NAME = 120


@dataclass(frozen=True)
class Facts:
    """What the head of a page says; headlines and sites in the order in which they are believed."""

    url: str | None = None
    canonical: str | None = None
    headlines: dict[str, str] = field(default_factory=dict)
    site: str | None = None
    sites: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    stated: tuple[tuple[Published, str], ...] = ()
    modified: Published | None = None
    language: str | None = None
    description: str = ""
    section: str = ""
    body: str = ""
    pictures: tuple[tuple[str, str], ...] = ()
    article: Thing = field(default_factory=dict)
    types: frozenset[str] = frozenset()
    free: bool | None = None
    words: int = 0
    meta: dict[str, list[str]] = field(default_factory=dict)


def read_facts(tree: Element, url: str | None = None) -> Facts:
    """What the head of a page says of it: JSON-LD first, then meta elements and links."""
    meta = _read_meta(tree)
    things = read_linked_data(tree)
    canonical = _first(
        link.get("href") for link in tree.iterfind(".//link") if "canonical" in (link.get("rel") or "").lower().split()
    )
    article = find_article(things, url or canonical or _first(meta.get("og:url", ())))
    publisher = read_text(resolve_thing(article.get("publisher"), things))
    names = [publisher, *meta.get("og:site_name", ()), *meta.get("application-name", ()), *meta.get("publisher", ())]
    sites = tuple(dict.fromkeys(n for n in map(fold_space, names) if n and not n.startswith("http")))
    address = url or _believe_url(tree, canonical, meta, article, sites)
    return Facts(
        url=address,
        canonical=canonical,
        headlines=_read_headlines(tree, meta, article),
        site=_first(meta.get("og:site_name", ())) or publisher or None,
        sites=sites,
        authors=_read_authors(article, things, meta, sites),
        stated=tuple(read_stated(article, things, meta, tree)),
        modified=read_modified(article, meta),
        language=_read_language(tree, article, meta),
        description=fold_space(_first([*meta.get("og:description", ()), *meta.get("description", ())]) or ""),
        section=_first([read_text(article.get("articleSection")), *meta.get("article:section", ())]) or "",
        body=_read_body(article),
        pictures=_read_pictures(article, things),
        article=article,
        types=frozenset(str(kind) for thing in things for kind in read_list(thing.get("@type"))),
        free=_read_free(article, things),
        words=_read_count(article.get("wordCount")),
        meta=meta,
    )


def _read_free(article: Thing, things: list[Thing]) -> bool | None:
    """Whether the whole text is open to all, as JSON-LD says; None where it does not."""
    for thing in (article, *things):
        if (value := thing.get("isAccessibleForFree")) is not None:
            return str(value).lower().rsplit("/", 1)[-1] not in ("false", "0", "no")
    return None


def _read_count(value: Any) -> int:
    found = re.match(r"\d{1,6}", read_text(value) if isinstance(value, str) else str(value))
    return int(found.group()) if found else 0


def _read_meta(tree: Element) -> dict[str, list[str]]:
    """The contents of meta elements and of microdata by lower-case name."""
    meta: dict[str, list[str]] = {}
    for node in tree.iter("meta"):
        content = node.get("content")
        if not content or not content.strip():
            continue
        for key in ("property", "name", "itemprop", "http-equiv"):
            if name := node.get(key):
                meta.setdefault(name.strip().lower(), []).append(content.strip())
    return meta


def _read_headlines(tree: Element, meta: dict[str, list[str]], article: Thing) -> dict[str, str]:
    title = next((node.text for node in tree.iterfind(".//head/title") if node.text), None) or next(
        (node.text for node in tree.iter("title") if node.text), ""
    )
    found = {
        "json-ld": read_text(article.get("headline")) or read_text(article.get("name")),
        "og": fold_space(_first(meta.get("og:title", ())) or ""),
        "twitter": fold_space(_first(meta.get("twitter:title", ())) or ""),
        "title": fold_space(title or ""),
    }
    return {name: text for name, text in found.items() if text}


def _read_authors(
    article: Thing, things: list[Thing], meta: dict[str, list[str]], sites: tuple[str, ...]
) -> tuple[str, ...]:
    """The names of those who wrote it; an outlet is named only where nobody else is."""
    listed = [
        read_text(resolve_thing(author, things))
        for author in read_list(article.get("author")) or read_list(article.get("creator"))
    ]
    if isinstance(article.get("author"), dict) and isinstance(article["author"].get("name"), list):
        listed = [read_text(name) for name in article["author"]["name"]]
    names = clean_names(listed)
    if not names or not [n for n in names if not is_outlet(n, sites)]:
        for key in _AUTHOR_META:
            if found := [n for n in clean_names(meta.get(key, ())) if not is_outlet(n, sites)]:
                return tuple(found)
    return tuple(names)


def clean_names(names: Iterable[str]) -> list[str]:
    """Names without "by", addresses and placeholders left out.

    >>> clean_names(["By Ana Ruiz ", "https://x.example/ana", ""])
    ['Ana Ruiz']
    """
    found = [_BY.sub("", fold_space(name)).strip(" ,;|·•-") for name in names if name]
    return list(dict.fromkeys(n for n in found if n and len(n) <= _MAX_NAME and not _NO_NAME.search(n)))


def is_outlet(name: str, sites: Iterable[str]) -> bool:
    """Whether a name is that of the outlet itself.

    >>> is_outlet("Harbour Daily Staff", ["The Harbour Daily"]), is_outlet("Ana Ruiz", ["The Harbour Daily"])
    (True, False)
    """
    words = set(re.findall(r"\w+", name.lower())) - _STAFF_WORDS
    return any(words <= set(re.findall(r"\w+", site.lower())) for site in sites) if words else True


_STAFF_WORDS = frozenset(
    [
        "the",
        "staff",
        "news",
        "desk",
        "newsroom",
        "team",
        "online",
        "web",
        "redaktion",
        "editors",
        "editorial",
        "www",
        "com",
        "de",
        "der",
        "die",
        "das",
        "nachrichten",
        "digital",
    ]
)


def _read_language(tree: Element, article: Thing, meta: dict[str, list[str]]) -> str | None:
    root = tree if tree.tag == "html" else tree.getroottree().getroot()
    stated = [
        root.get("lang"),
        read_text(article.get("inLanguage")),
        *meta.get("og:locale", ()),
        *meta.get("content-language", ()),
    ]
    for value in stated:
        if match := re.match(r"([a-zA-Z]{2})(?:[-_][A-Za-z]{2,4})?(?:[-_]\w+)*\s*$", value or ""):
            return match.group(1).lower()
    return None


def _read_body(article: Thing) -> str:
    body = article.get("articleBody")
    return body if isinstance(body, str) else "\n".join(b for b in read_list(body) if isinstance(b, str))


def _read_pictures(article: Thing, things: list[Thing]) -> tuple[tuple[str, str], ...]:
    """(caption, credit) of the article's pictures, as far as JSON-LD says."""
    pictures = []
    for value in [
        *read_list(article.get("image")),
        *read_list(article.get("associatedMedia")),
        *read_list(article.get("primaryImageOfPage")),
    ]:
        image = resolve_thing(value, things)
        if isinstance(image, dict):
            caption = read_text(image.get("caption")) or read_text(image.get("description"))
            credit = next(
                (
                    c
                    for key in ("creditText", "author", "creator", "copyrightHolder", "copyrightNotice")
                    if (c := read_text(image.get(key)))
                ),
                "",
            )
            if caption or credit:
                pictures.append((caption, "" if credit.startswith("http") else credit))
    return tuple(dict.fromkeys(pictures))


def _believe_url(
    tree: Element, canonical: str | None, meta: dict[str, list[str]], article: Thing, sites: tuple[str, ...]
) -> str | None:
    """The address a page gives as its own, where nobody says where it was saved from.

    Where it gives several of different sites (a canonical link names the site that a text was taken from) it is the one
    that fits the outlet's name.
    """
    main = article.get("mainEntityOfPage")
    stated = [
        *meta.get("og:url", ()),
        main.get("@id") if isinstance(main, dict) else main,
        canonical,
        article.get("url"),
    ]
    urls = [v for v in stated if isinstance(v, str) and re.match(r"https?://[^/\s]+/.*\w", v)]
    if len({find_site(u) for u in urls}) > 1:
        fitting = [u for u in urls if any(is_same_outlet(name, [u]) for name in sites)]
        return (fitting or urls)[0]
    return None if not urls or _is_foreign(tree, urls[0], sites) else urls[0]


def _is_foreign(tree: Element, url: str, sites: tuple[str, ...]) -> bool:
    """Whether a page's only address is another's: it does not fit the page's name, and nothing in it is from there."""
    if not sites or any(is_same_outlet(name, [url]) for name in sites):
        return False
    site = find_site(url) or ""
    links = (node.get("href") or node.get("src") or "" for node in tree.iter("a", "img", "link", "script"))
    return sum(1 for link in links if link.startswith("http") and site in link and find_site(link) == site) < 3


def _first(values: Iterable[str | None]) -> str | None:
    return next((v.strip() for v in values if v and v.strip()), None)

"""Hints of origin in the head of a page (canonical links to elsewhere, isBasedOn, syndication-source) and its links."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

from headwater.articles.archive_addresses import split_archive
from headwater.articles.identity import find_site
from headwater.articles.item import Signal
from headwater.articles.linked_data import read_list, read_text
from headwater.articles.metadata import Facts
from headwater.articles.outlets import find_target_site, is_agency_name, is_same_outlet
from headwater.articles.page_tree import Block, Element, fold_space
from headwater.articles.signals import find_signals

_NO_SOURCES = frozenset(
    {
        "facebook.com", "twitter.com", "x.com", "t.co", "instagram.com", "linkedin.com", "pinterest.com",
        "whatsapp.com",
        "wa.me", "t.me", "telegram.me", "tiktok.com", "google.com", "apple.com", "amazon.com",
        "amazon.co.uk", "amazon.de",
        "youtube.com", "youtu.be", "wikipedia.org", "bit.ly", "reddit.com", "threads.net", "bsky.app",
        "spotify.com", "deezer.com", "podigee.io", "apple.co", "soundcloud.com", "flickr.com", "paypal.com",
        "patreon.com", "webgains.com", "awin1.com", "pxl.to", "amzn.to", "goo.gl", "tinyurl.com", "ow.ly", "buff.ly",
        "dlvr.it",
        "eventbrite.com", "change.org", "linktr.ee", "flipboard.com", "mailchimp.com",
    }
)  # fmt: skip
"""Sites that a link goes to for other reasons than that news is from there."""
_FRONT = re.compile(r"/?(?:[a-z]{2}(?:-[a-z]{2})?/)?(?:start|home|index\.\w+)?/?", re.IGNORECASE)
_SHOP = re.compile(
    r"/(?:products?|shop|store|tickets?|subscri\w+|newsletters?|podcasts?|episode|apps?|abo|donate|syndication)(?:/|$)"
)
"""Paths of an address that lead to a front page, or to what is sold or heard there, and to nothing that is cited."""
_WRAPPED = re.compile(r"(?:safelinks\.protection\.outlook\.com|google\.\w+/url|l\.facebook\.com|urldefense\.com)")
_NEAR = 8
"""Blocks from the article in which a line that the reading dropped may still say whose text it is."""
_SYNDICATION = (
    "syndication-source",
    "original-source",
    "dcterms.source",
    "dc.source",
    "og:original_source",
    "article:original_source",
)


def find_page_signals(tree: Element, facts: Facts) -> tuple[Signal, ...]:
    """What the head of a page says of where its text is from; what points at the page itself says nothing."""
    found = [
        *_read_canonical(facts), *_read_meta(facts), *_read_based_on(facts), *_read_links(tree, facts),
        *_read_authors(facts), *_read_citations(facts),
    ]  # fmt: skip
    return tuple(dict.fromkeys(found))


def find_links(block: Block, start: int, facts: Facts) -> Iterator[Signal]:
    """The links of a paragraph to documents on other sites, with the words that carry them."""
    own = (facts.url, *facts.sites)
    for link in block.element.iter("a"):
        href, words = _unwrap((link.get("href") or "").strip()), fold_space(link.text_content())
        path = urlsplit(href).path if href.startswith("http") else ""
        if _FRONT.fullmatch(path) or _SHOP.search(path):
            continue
        site = find_site(href) if href.startswith(("http://", "https://")) else None
        at = block.text.find(words) if len(words) > 1 else -1
        ours = {find_site(facts.url), find_site(facts.canonical)}
        if site and at >= 0 and site not in _NO_SOURCES | ours and not is_same_outlet(site, own):
            yield Signal("link", "part", href, words[:300], (start + at, start + at + len(words)), site)


def find_dropped_signals(
    blocks: Sequence[Block], kinds: Sequence[str], facts: Facts, language: str | None
) -> list[Signal]:
    """Whose text it is, by the lines beside the article that are no part of it ("Quelle: ino/dpa"): agencies alone."""
    bodies = [i for i, kind in enumerate(kinds) if kind == "body"]
    found: dict[str, Signal] = {}
    for i in range(max(0, bodies[0] - _NEAR), min(len(blocks), bodies[-1] + _NEAR + 1)) if bodies else ():
        text = blocks[i].text
        if kinds[i] or len(text) > 90 or blocks[i].linked > 0.5 * len(text) or "©" in text:
            continue
        for signal in find_signals(text, ((0, len(text), "credit"),), url=facts.url, language=language):
            if signal.kind in ("agency", "credit_line") and is_agency_name(signal.target) and ":" not in signal.target:
                found.setdefault(signal.target, replace(signal, span=None))
    return list(found.values())


def lend_sites(said: Iterable[Signal], links: Iterable[Signal]) -> Iterator[Signal]:
    """Signals of the text with the site of the link that their words carry, where they name none."""
    links = list(links)
    for signal in said:
        start, end = signal.span or (0, 0)
        near = [
            k for k in links if k.span and start <= k.span[0] and k.span[1] <= end + 1 and signal.target in k.evidence
        ]
        yield replace(signal, target_site=near[0].target_site) if near and signal.target_site is None else signal


def _read_canonical(facts: Facts) -> Iterator[Signal]:
    """A canonical link to another site says outright that the text is that site's."""
    there = find_site(facts.canonical) if facts.canonical and "://" in facts.canonical else None
    if (
        facts.canonical
        and there
        and there != find_site(facts.url)
        and split_archive(facts.canonical)[1] is None
        and not any(is_same_outlet(name, [there]) for name in facts.sites)
    ):
        yield Signal(
            "canonical", "from", facts.canonical, f'<link rel="canonical" href="{facts.canonical}">', None, there
        )


def _read_meta(facts: Facts) -> Iterator[Signal]:
    for name in _SYNDICATION:
        for value in facts.meta.get(name, ()):
            if not _is_self(value, facts) and (len(value) < 60 or "://" in value):
                yield Signal(
                    "syndication", "from", value, f'<meta name="{name}" content="{value}">', None, find_site(value)
                )


def _read_authors(facts: Facts) -> Iterator[Signal]:
    """An agency that the head names as the author."""
    for name in facts.authors:
        if is_agency_name(name.strip()) and not _is_self(name, facts):
            yield Signal(
                "agency", "from", name.strip(), f"author: {name.strip()}", None, find_target_site(name.strip())
            )


def _read_citations(facts: Facts) -> Iterator[Signal]:
    """The journal or publisher of a scholarly page, where it is not the page's own outlet."""
    for name in ("citation_journal_title", "citation_publisher", "citation_conference_title"):
        for value in facts.meta.get(name, ())[:1]:
            if not _is_self(value, facts) and not is_same_outlet(value, (facts.url, *facts.sites)):
                yield Signal(
                    "citation", "from", value, f'<meta name="{name}" content="{value}">', None, find_site(value)
                )


def _unwrap(href: str) -> str:
    """The address that a mail program or a search engine wrapped into its own."""
    if not _WRAPPED.search(href):
        return href
    query = parse_qs(urlsplit(href).query)
    return next((v[0] for k in ("url", "q", "u") if (v := query.get(k))), href)


def _read_based_on(facts: Facts) -> Iterator[Signal]:
    for key, kind in (
        ("isBasedOn", "based_on"),
        ("isBasedOnUrl", "based_on"),
        ("sourceOrganization", "agency"),
        ("provider", "agency"),
    ):
        for value in read_list(facts.article.get(key)):
            target = _read_target(value)
            if target and not _is_self(target, facts):
                yield Signal(
                    kind,
                    "from" if kind == "agency" else "part",
                    target,
                    f'"{key}": "{target}"',
                    None,
                    find_site(target) or find_target_site(target),
                )


def _read_target(value: Any) -> str:
    if isinstance(value, dict):
        return next((v for k in ("url", "@id", "name") if isinstance(v := value.get(k), str) and v), "")
    return read_text(value)


def _read_links(tree: Element, facts: Facts) -> Iterator[Signal]:
    for link in tree.iter("link", "a"):
        rels = (link.get("rel") or "").lower().split()
        href = link.get("href") or ""
        if ("syndication-source" in rels or "original-source" in rels) and href and not _is_self(href, facts):
            yield Signal("syndication", "from", href, f'rel="{" ".join(rels)}" href="{href}"', None, find_site(href))


def _is_self(target: str, facts: Facts) -> bool:
    """Whether a target is this page or its own outlet."""
    if "://" in target or target.startswith(("/", "#")):
        whole = urljoin(facts.url or "", target)
        return not urlsplit(whole).netloc or find_site(whole) == find_site(facts.url)
    return any(target.lower() == site.lower() for site in facts.sites)

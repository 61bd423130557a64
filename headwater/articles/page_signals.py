"""Hints of origin in the head of a page (canonical links to elsewhere, isBasedOn, syndication-source) and its links."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin, urlsplit

from headwater.articles.identity import find_site
from headwater.articles.item import Signal
from headwater.articles.linked_data import read_list, read_text
from headwater.articles.metadata import Facts
from headwater.articles.outlets import is_same_outlet
from headwater.articles.page_tree import Block, Element, fold_space

_NO_SOURCES = frozenset(
    {
        "facebook.com", "twitter.com", "x.com", "t.co", "instagram.com", "linkedin.com", "pinterest.com",
        "whatsapp.com",
        "wa.me", "t.me", "telegram.me", "tiktok.com", "google.com", "apple.com", "amazon.com",
        "amazon.co.uk", "amazon.de",
        "youtube.com", "youtu.be", "wikipedia.org", "bit.ly", "reddit.com", "threads.net", "bsky.app",
    }
)  # fmt: skip
"""Sites that a link goes to for other reasons than that news is from there."""
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
    found = [*_read_canonical(facts), *_read_meta(facts), *_read_based_on(facts), *_read_links(tree, facts)]
    return tuple(dict.fromkeys(found))


def find_links(block: Block, start: int, facts: Facts) -> Iterator[Signal]:
    """The links of a paragraph to pages of other sites, with the words that carry them."""
    for link in block.element.iter("a"):
        href, words = (link.get("href") or "").strip(), fold_space(link.text_content())
        site = find_site(href) if href.startswith(("http://", "https://")) else None
        at = block.text.find(words) if len(words) > 1 else -1
        if site and at >= 0 and site not in _NO_SOURCES and site != find_site(facts.url):
            yield Signal("link", "part", href, words[:300], (start + at, start + at + len(words)), site)


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
                    find_site(target),
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

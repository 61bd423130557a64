"""Saved pages of invented outlets in several designs, with the chrome that real ones have, around given texts."""

import json
import random
from collections.abc import Callable, Mapping
from html import escape

Row = Mapping[str, str]

_SECTIONS = ("Home", "News", "Politics", "Business", "Sport", "Culture", "Opinion", "Weather", "Jobs", "Subscribe")
_OFFERS = ("Sign up for our newsletter", "Follow us on social media", "Most read", "Related articles", "Share this")
_SCRIPT = "<script>window.data=" + json.dumps({f"key{i}": "x" * 40 for i in range(600)}) + "</script>"
_STYLE = "<style>" + "".join(f".c{i}{{margin:{i}px;color:#333}}" for i in range(1200)) + "</style>"


def write_page(number: int, row: Row) -> str:
    """A page around the text of a row (url, site, published, title, text); its design and chrome follow the number."""
    draw = random.Random(number)
    head, body = _DESIGNS[number % len(_DESIGNS)](row, draw)
    foot = _write_foot(draw)
    return f"<!DOCTYPE html><html lang='en'><head>{head}{_STYLE}{_SCRIPT}</head><body>{body}{foot}</body></html>"


def _list_links(draw: random.Random, count: int) -> str:
    words = ("harbour", "council", "storm", "bridge", "vote", "ferry", "school", "budget", "winter", "court")
    items = (" ".join(draw.choice(words) for _ in range(draw.randint(4, 9))).capitalize() for _ in range(count))
    return "".join(f'<li><a href="/story/{draw.randrange(10**6)}">{item}</a></li>' for item in items)


def _write_foot(draw: random.Random) -> str:
    """What stands below every page: teasers and the map of the site."""
    cards = (f'<div class="card c{i}"><ul>{_list_links(draw, 3)}</ul></div>' for i in range(40))
    return f'<section class="teasers">{"".join(cards)}</section><div class="map">{_write_menu() * 4}</div>'


def _write_menu() -> str:
    return "<ul>" + "".join(f'<li><a href="/{name.lower()}">{name}</a></li>' for name in _SECTIONS) + "</ul>"


def _list_paragraphs(row: Row) -> list[str]:
    return [escape(line) for line in row["text"].split("\n") if line.strip()]


def _write_modern(row: Row, draw: random.Random) -> tuple[str, str]:
    data = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": row["title"],
        "datePublished": row["published"], "author": [{"@type": "Person", "name": "Ana Ruiz"}],
        "publisher": {"@type": "Organization", "name": row["site"]}, "mainEntityOfPage": row["url"],
    }  # fmt: skip
    head = (
        f'<title>{escape(row["title"])} | {row["site"]}</title><link rel="canonical" href="{row["url"]}">'
        f'<meta property="og:title" content="{escape(row["title"])}"><meta property="og:type" content="article">'
        f'<script type="application/ld+json">{json.dumps(data)}</script>'
    )
    figure = (
        '<figure><img src="/a.jpg" alt="The quay"><figcaption>The quay on Friday. Photo: Ana Ruiz</figcaption></figure>'
    )
    text = "".join(f"<p>{line}</p>" for line in _list_paragraphs(row))
    body = (
        f"<header><nav>{_write_menu()}</nav></header><main><article><h1>{escape(row['title'])}</h1>"
        f'<p class="byline">By Ana Ruiz</p>{figure}<div class="article-body">{text}</div></article></main>'
        f'<aside class="related"><h2>{draw.choice(_OFFERS)}</h2><ul>{_list_links(draw, 20)}</ul></aside>'
        f"<footer>© 2024 {row['site']}. All rights reserved.</footer>"
    )
    return head, body


def _write_table(row: Row, draw: random.Random) -> tuple[str, str]:
    text = "<br><br>".join(_list_paragraphs(row))
    body = (
        f"<table><tr><td>{_write_menu()}</td><td><font size=5>{escape(row['title'])}</font><br>"
        f"<small>Posted on {row['published'][:10]} by staff</small><br><br>{text}</td>"
        f"<td><ul>{_list_links(draw, 30)}</ul></td></tr></table>"
    )
    return f"<title>{escape(row['title'])}</title>", body


def _write_blog(row: Row, draw: random.Random) -> tuple[str, str]:
    lines = _list_paragraphs(row)
    quoted = "".join(
        f"<blockquote><p>{line}</p></blockquote>" if i % 7 == 3 else f"<p>{line}</p>" for i, line in enumerate(lines)
    )
    comments = "".join(f"<li class='comment'><p>{line[:200]}</p></li>" for line in lines[:8])
    body = (
        f"<div id='page'><div class='post'><h2 class='entry-title'>{escape(row['title'])}</h2>"
        f"<time datetime='{row['published']}'>{row['published'][:10]}</time><div class='entry-content'>{quoted}</div>"
        f"<div class='sharedaddy'>{draw.choice(_OFFERS)}</div></div><ol class='commentlist'>{comments}</ol>"
        f"<div id='sidebar'><ul>{_list_links(draw, 25)}</ul></div></div>"
    )
    return f"<title>{escape(row['title'])} – {row['site']}</title><meta name='generator' content='Blog 5'>", body


def _write_boxes(row: Row, draw: random.Random) -> tuple[str, str]:
    text = "".join(
        f'<div class="c{i}"><div class="c{i + 1}"><span>{line}</span></div></div>'
        + (
            f'<div class="promo"><h3>{draw.choice(_OFFERS)}</h3><ul>{_list_links(draw, 3)}</ul></div>'
            if i % 5 == 4
            else ""
        )
        for i, line in enumerate(_list_paragraphs(row))
    )
    cards = "".join(
        f'<div class="card"><a href="/c/{i}"><h3>Storm {i}</h3><p>Read more</p></a></div>' for i in range(40)
    )
    head = (
        f"<title>{escape(row['title'])}</title><meta property='article:published_time' content='{row['published']}'>"
        f"<meta name='author' content='Tom Hale'>"
    )
    body = (
        f"<div class='top'>{_write_menu()}</div><div class='story'><h1>{escape(row['title'])}</h1>{text}</div>{cards}"
    )
    return head, body


_DESIGNS: tuple[Callable[[Row, random.Random], tuple[str, str]], ...] = (
    _write_modern, _write_table, _write_blog, _write_boxes,
)  # fmt: skip

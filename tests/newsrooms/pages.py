"""A simulated pile as files: pages with all their chrome, plain text with chrome, rows; and the truth beside it."""

import json
from datetime import datetime
from html import escape
from pathlib import Path
from random import Random
from typing import Any

from tests.newsrooms.articles import Article
from tests.newsrooms.rooms import Newsroom
from tests.newsrooms.truth import list_copies, list_descent, list_documents, list_texts

_SECTIONS = ("Home", "World", "Politics", "Business", "Sports", "Opinion")
_WRAPS = {"main": ("<main>", "</main>"), "article": ("<article>", "</article>"),
          "story": ('<div class="story-body">', "</div>")}  # fmt: skip
_TIMES = ("date", "published_at", "published")


def write_newsroom(room: Newsroom, folder: Path, seed: int) -> None:
    """Write articles/ and truth/ into a folder."""
    rng = Random(seed)
    seen = room.list_seen()
    rows: dict[str, list[dict[str, Any]]] = {}
    for article in seen:
        if "#" in article.name:
            rows.setdefault(article.name.split("#")[0], []).append(_write_row(article))
            continue
        path = folder / "articles" / article.name
        path.parent.mkdir(parents=True, exist_ok=True)
        others = rng.sample(seen, min(4, len(seen)))
        text = write_page(article, others, rng) if article.outlet.form == "html" else write_plain(article, others, rng)
        path.write_text(text, encoding="utf-8")
    (folder / "articles").mkdir(parents=True, exist_ok=True)
    for name, listed in rows.items():
        _write_rows(folder / "articles" / name, listed)
    (folder / "truth").mkdir(exist_ok=True)
    truth = {"copies": list_copies, "descent": list_descent, "documents": list_documents, "texts": list_texts}
    for name, make in truth.items():
        _write_rows(folder / "truth" / f"{name}.jsonl", make(room))


def _write_rows(path: Path, rows: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def _write_row(article: Article) -> dict[str, Any]:
    time = _TIMES[len(article.outlet.domain) % 3]
    row = {"url": article.url, "title": article.title, "text": article.text, "author": article.reporter}
    return row | {"site": article.outlet.domain} | ({time: article.date} if article.date else {})


def _say_date(article: Article) -> str:
    if not article.date:
        return ""
    if len(article.date) == 10:
        return f"{datetime.fromisoformat(article.date):%B} {int(article.date[8:])}, {article.date[:4]}"
    at = datetime.fromisoformat(article.date.replace("Z", "+00:00"))
    return f"{at:%B} {at.day}, {at.year} at {at:%H:%M} UTC"


def write_plain(article: Article, others: list[Article], rng: Random) -> str:
    """An article with all that stands around it on its page, as plain text."""
    lines = [article.outlet.name, "Skip to content", "  ".join(_SECTIONS), "Search", "", article.title, ""]
    lines += [
        f"By {article.reporter}",
        *([_say_date(article)] if article.date else []),
        "Share  Tweet  Email  Print",
        "",
    ]
    paragraphs = article.text.split("\n\n")
    advert = rng.randrange(1, len(paragraphs)) if rng.random() < 0.4 and len(paragraphs) > 4 else -1
    for k, paragraph in enumerate(paragraphs):
        lines += [*(["Advertisement", ""] if k == advert else []), paragraph, ""]
    lines += [rng.choice(("Most read", "Read next", "More on this")), *(o.title for o in others), ""]
    lines += [f"© {article.born.year} {article.outlet.name}. All rights reserved."]
    return "\n".join([*lines, "About us | Contact | Privacy policy | Terms of use", ""])


def write_page(article: Article, others: list[Article], rng: Random) -> str:
    """An article as a page of its outlet."""
    outlet, title = article.outlet, escape(article.title)
    opening, closing = _WRAPS[outlet.layout]
    nav = "".join(f'<li><a href="/{s.lower()}">{s}</a></li>' for s in _SECTIONS)
    stamp = f' <time datetime="{article.date}">{_say_date(article)}</time>' if article.date else ""
    links = "".join(f'<li><a href="{o.url}">{escape(o.title)}</a></li>' for o in others)
    return "\n".join([
        '<!DOCTYPE html>\n<html lang="en"><head>',
        f"<title>{title} | {escape(outlet.name)}</title>\n<meta charset=\"utf-8\">",
        f'<meta property="og:title" content="{title}">\n<meta property="og:site_name" content="{escape(outlet.name)}">',
        f'<link rel="canonical" href="{article.canonical or article.url}">',
        *_write_metadata(article),
        "</head><body>",
        f'<header><a href="/">{escape(outlet.name)}</a><nav><ul>{nav}</ul></nav></header>',
        opening,
        f"<h1>{title}</h1>",
        f'<div class="byline">By {escape(article.reporter)}{stamp}</div>',
        '<div class="share"><a href="#">Share</a> <a href="#">Tweet</a> <a href="#">Email</a></div>',
        *_write_paragraphs(article, rng),
        closing,
        f'<aside class="related"><h3>{rng.choice(("Read next", "Most popular"))}</h3><ul>{links}</ul></aside>',
        f"<footer><p>© {article.born.year} {escape(outlet.name)}. All rights reserved. "
        '<a href="/privacy">Privacy policy</a> <a href="/terms">Terms of use</a></p></footer>',
        "</body></html>\n",
    ])  # fmt: skip


def _write_metadata(article: Article) -> list[str]:
    style = len(article.outlet.domain) % 3
    lines = []
    if style != 1 and article.date:
        lines.append(f'<meta property="article:published_time" content="{article.date}">')
    if style != 2:
        fields: dict[str, Any] = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": article.title,
            "publisher": {"@type": "Organization", "name": article.outlet.name},
            "author": {"@type": "Person", "name": article.reporter},
            "mainEntityOfPage": article.url,
        }
        fields |= {"datePublished": article.date} if article.date else {}
        lines.append(f'<script type="application/ld+json">{json.dumps(fields)}</script>')
    return lines


def _write_paragraphs(article: Article, rng: Random) -> list[str]:
    lines = []
    for k, paragraph in enumerate((article.dateline + article.body).split("\n\n")):
        lines.append(f"<p>{escape(paragraph, quote=False)}</p>")
        if k == 1 and rng.random() < 0.2:
            caption = f"A view of the town. ({escape(article.outlet.name)} photo)"
            lines.append(
                f'<figure><img src="/img/{rng.randint(1, 99)}.jpg" alt=""><figcaption>{caption}</figcaption></figure>'
            )
        elif k == 2 and rng.random() < 0.4:
            lines.append('<div class="ad">Advertisement</div>')
    if article.credit:
        lines.append(f'<p class="credit">{escape(article.credit, quote=False)}</p>')
    return lines + [f'<p class="about">{escape(notice, quote=False)}</p>' for notice in article.outlet.notices]

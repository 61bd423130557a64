"""Plain text into regions: an article with a title before it, or a whole page with its chrome."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from headwater.articles.article_lines import label_article
from headwater.articles.calls import label_calls
from headwater.articles.datelines import find_dateline
from headwater.articles.dates import find_changed_line, find_date_line, order_by_language
from headwater.articles.identity import tell_language
from headwater.articles.item import Item, Published
from headwater.articles.line_gates import Look, find_looks
from headwater.articles.line_rules import find_credit, is_date_line
from headwater.articles.lines import Line, cut_span, find_lines, split_date
from headwater.articles.page_lines import divide_page, has_chrome
from headwater.articles.text_headers import read_header

Region = tuple[int, int, str]

_ADDRESS = re.compile(
    r"((?:url|link|address|web|source|original|retrieved\s+from|from|permalink|quelle|fuente)\s*[:=]\s*)?<?(https?://[^\s<>\"]+[^\s<>\".,;)])>?",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"\b\d{1,2}[/-]\d{1,2}[/-]\d{2,4}\b")
"""A date whose month may stand before its day."""
_LETTER = re.compile(r"\w")
_HEAD = 4
"""Lines at either end of a text where the address it was saved from is looked for."""


@dataclass(frozen=True)
class Article:
    """An article without chrome, before it is known what its lines are: its headline and its text in lines."""

    body: str
    lines: Sequence[Line]
    title: str = ""
    url: str | None = None


def lay_article(text: str, *, title: str = "", url: str | None = None) -> Article | None:
    """A row's text in lines, without the headline where it begins with it; None where there is no word."""
    body = "\n".join(line.rstrip() for line in text.strip("\n").split("\n"))
    lines = find_lines(body)
    if not any(c.isalpha() for c in body):
        return None
    if title and lines and _same_words(lines[0].text, title) and len(lines) > 1:
        body = body[lines[0].end :].lstrip("\n")
        lines = find_lines(body)
    return Article(body, lines, title, url)


def divide_article(text: str, *, title: str = "", url: str | None = None) -> Item | None:
    """An article without chrome (a row's text): title, empty line, text; one body region a paragraph.

    Credits, captions, notices, lines about the author and datelines are told apart; nothing else is taken out of the
    body. None where there is no word.
    """
    article = lay_article(text, title=title, url=url)
    return divide_articles([article])[0] if article else None


def divide_articles(articles: Sequence[Article]) -> list[Item]:
    """Each article as divide_article has it; the lines of all are looked at in one go."""
    looks = iter(find_looks([line.text for article in articles for line in article.lines]))
    return [_divide_article(article, list(islice(looks, len(article.lines)))) for article in articles]


def _divide_article(article: Article, looks: Sequence[Look]) -> Item:
    lines, title = article.lines, article.title
    labels = label_article(lines, title, looks)
    if has_chrome(lines):
        labels = ["chrome" if label == "title" else label for label in divide_page(lines)]
    if asked := [i for i, look in enumerate(looks) if "call" in look.kinds]:
        labels = label_calls([line.text for line in lines], labels, asked)
    whole = f"{title}\n\n{article.body}" if title else article.body
    shift = len(whole) - len(article.body)
    regions: list[Region] = [(0, len(title), "title")] if title else []
    for line, look, label in zip(lines, looks, labels, strict=True):
        if label == "caption" or (label == "body" and look.marked):
            regions.extend((start + shift, end + shift, kind) for start, end, kind in mark_line(line, label))
        else:
            regions.append((line.start + shift, line.end + shift, label))
    byline = next((line.text for line, label in zip(lines, labels, strict=True) if label == "byline"), None)
    return Item(whole, tuple(sorted(regions)), url=article.url, title=title or None, byline=byline)


def read_text(text: str, *, day_first: bool | None = None) -> Item | None:
    """A plain text file: an article, with or without a headline, or a page with all its chrome.

    None where there is no word.
    """
    body = "\n".join(line.rstrip() for line in text.strip("\n").split("\n"))
    lines = _part_dates(find_lines(body))
    if not any(c.isalpha() for c in body):
        return None
    header = read_header(lines)
    labels = ["chrome"] * header.size + divide_page(lines[header.size :])
    if "title" in header.fields:
        labels = ["chrome" if label == "title" else label for label in labels]
    labels = label_calls([line.text for line in lines], labels)
    first = labels.index("body") if "body" in labels else -1
    regions = [
        region
        for i, (line, label) in enumerate(zip(lines, labels, strict=True))
        for region in mark_line(line, label, opens=i == first)
    ]
    if (place := header.places.get("title")) is not None:
        start = body.index(header.fields["title"], lines[place].start)
        regions.append((start, start + len(header.fields["title"]), "title"))
    if day_first is None and any(map(_NUMBERS.search, _list_dates(lines, labels))):
        day_first = order_by_language(tell_language(body))
    labelled = list(zip(labels, lines, strict=True))
    titles, bylines = ([line.text for label, line in labelled if label == kind] for kind in ("title", "byline"))
    return Item(
        body,
        tuple(sorted(regions)),
        title=header.fields.get("title") or (" ".join(titles[0].split()) if titles else None),
        byline=header.fields.get("byline") or (bylines[0] if bylines else None),
        published=find_published(lines, labels, day_first),
        modified=find_changed_line(_list_dates(lines, labels), day_first=day_first),
        url=find_address(lines),
        site=header.fields.get("site"),
    )


def mark_line(line: Line, label: str, *, opens: bool = False) -> list[Region]:
    """The regions of one line: itself, a credit inside a caption, the dateline that opens a paragraph, or the text."""
    regions = [(line.start, line.end, label)]
    if label == "caption" and (credit := find_credit(line.text)):
        regions.append((*cut_span(line, credit), "credit"))
    elif label == "body" and (opening := find_dateline(line.text, plain_place=opens)):
        regions.append((*cut_span(line, opening), "dateline"))
    return regions


def find_address(lines: Sequence[Line]) -> str | None:
    """The address that whoever saved a text wrote above or below it, alone in its line or with a label.

    >>> find_address(find_lines("URL: https://vik.example/a\\n\\nThe harbour was closed."))
    'https://vik.example/a'
    """
    for line in lines[:_HEAD]:
        if match := _ADDRESS.fullmatch(line.text):
            return match.group(2)
    labelled = (match for line in lines[-_HEAD:] if (match := _ADDRESS.fullmatch(line.text)) and match.group(1))
    return next((match.group(2) for match in labelled), None)


def _part_dates(lines: Sequence[Line]) -> list[Line]:
    parted: list[Line] = []
    for i, line in enumerate(lines):
        parts = split_date(line) if i < 5 else None
        parted.extend(parts or (line,))
    return parted


def find_published(lines: Sequence[Line], labels: Sequence[str], day_first: bool | None) -> Published | None:
    """When the text says it appeared: a date near its head, or else at its foot; never one in the article itself."""
    found = find_date_line(_list_dates(lines, labels), day_first=day_first)
    return found[0] if found else None


def _list_dates(lines: Sequence[Line], labels: Sequence[str]) -> list[str]:
    """The lines that say when the text appeared or was changed."""
    dated = {"byline": lambda text: find_date_line([text], day_first=True) is not None, "chrome": is_date_line}
    return [line.text for line, label in zip(lines, labels, strict=True) if label in dated and dated[label](line.text)]


def _same_words(line: str, title: str) -> bool:
    begins = _LETTER.search(line), _LETTER.search(title)
    if begins[0] and begins[1] and begins[0].group().lower() != begins[1].group().lower():
        return False
    return _fold(line) == _fold(title)


def _fold(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().lower()

"""What the bytes of one file hold: one article or many, each as the page, text, row or draft that it is."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from headwater.articles.bundles import count_articles
from headwater.articles.drafts import Draft
from headwater.articles.encodings import clean_text, count_odd, decode_bytes
from headwater.articles.exports import divide_export, is_export_page
from headwater.articles.item import MAX_TEXT
from headwater.articles.markdown import read_markdown
from headwater.articles.news_files import read_news
from headwater.articles.office import OFFICE, read_office
from headwater.articles.options import ReadOptions
from headwater.articles.page_sheets import write_sheet
from headwater.articles.problems import Note


@dataclass(frozen=True)
class Page:
    """The markup of a page."""

    text: str


@dataclass(frozen=True)
class PlainText:
    """A text, with chrome or without, and where its file says that it is from."""

    text: str
    url: str | None = None


Content = Page | PlainText | Draft | Mapping[str, Any]
Cut = tuple[list[Content], list[Note]]

_SENTENCE = re.compile(r"^[^<>{}]{40,}[.!?…。][\"'”’»)]*\s*$", re.MULTILINE)
_SPLIT = "Split it into one file an article, or make it a table with a row each."


def cut_contents(kind: str, data: bytes, uri: str, options: ReadOptions) -> Cut:
    """The articles of a file of a kind (formats.py), and what was odd about it or them."""
    if kind in OFFICE:
        sheet, notes = read_office(kind, data, uri)
        if sheet is None:
            return [], notes
        contents, odd = _cut_text(sheet.text, uri, lambda text: sheet.draft or PlainText(text, sheet.url))
        return contents, [*notes, *odd]
    if kind == "news":
        drafts, notes = read_news(data, uri)
        return list(drafts), notes
    text, lost = decode_bytes(data, encoding=options.encoding, markup=kind == "html")
    lost += count_odd(text)
    text = clean_text(text)
    notes = [_note_lost(lost, uri)] if lost else []
    if kind == "markdown":
        contents, odd = _cut_text(text, uri, _write_markdown)
    elif kind == "html":
        contents, odd = _cut_text(write_sheet(text), uri, None) if is_export_page(data) else ([], [])
        contents = contents or ([] if odd else [Page(text)])
        notes += _note_outside(text, uri)
    else:
        contents, odd = _cut_text(text, uri, PlainText)
    return contents, [*notes, *odd]


def _write_markdown(text: str) -> Content:
    """A draft where the marks say what is what; else the words without marks, as a text that may have chrome."""
    draft = read_markdown(text)
    if draft.title or draft.url or draft.site:
        return draft
    return PlainText("\n\n".join(words for _, words in draft.paragraphs))


def _cut_text(text: str, uri: str, write: Callable[[str], Content] | None) -> Cut:
    """The articles of a text that a database handed out; else the text as `write` has it, if it is clearly but one."""
    division = divide_export(text)
    if division is not None:
        notes = [_note_missing(division.lost, division.database, uri)] if division.lost else []
        if division.unread and not division.lost:
            what = f"{division.unread} lines of {uri} that look like sentences belong to none of its articles."
            notes = [Note("many_articles", what, "Check whether the file is whole; its articles were read.")]
        return list(division.drafts), notes
    if len(text) <= MAX_TEXT and (count := count_articles(text)) > 1:
        what = f"{uri} holds about {count} articles; read as one they would be one report."
        return [], [Note("many_articles", what, _SPLIT)]
    return [write(text)] if write else [], []


def _note_missing(lost: int, database: str, uri: str) -> Note:
    what = f"{lost} of the articles that {uri} has from {database} could not be told apart or hold no text."
    return Note("many_articles", what, "The others were read. Export these again, one file an article.")


def _note_outside(page: str, uri: str) -> list[Note]:
    """A note where sentences stand before a page begins or behind its end: they are no part of it."""
    outside = (page[: page.find("<")], page.rpartition("</html>")[2] if "</html>" in page else "")
    if not any(_SENTENCE.search(text) for text in outside):
        return []
    what = f"A text stands before or behind the page in {uri}, and was left out."
    return [Note("many_articles", what, "Save each by itself.")]


def _note_lost(lost: int, uri: str) -> Note:
    return Note("encoding", f"{lost} characters of {uri} could not be read.", "Say its encoding with --encoding.")

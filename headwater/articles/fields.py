"""Which field of a row is what: the usual names, the names a user gives, and the item that a row becomes."""

import html as html_entities
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from importlib.resources import files
from typing import Any

from headwater.articles.dates import FIRST_YEAR, LAST_YEAR, read_date
from headwater.articles.encodings import clean_text
from headwater.articles.item import Item, Published
from headwater.articles.options import ReadOptions
from headwater.articles.problems import Note

Row = Mapping[str, Any]

USUAL_NAMES: dict[str, tuple[str, ...]] = {
    thing: tuple(names.split())
    for thing, names in (
        line.split("\t")
        for line in files("headwater.articles")
        .joinpath("data/field_names.tsv")
        .read_text(encoding="utf-8")
        .splitlines()
        if not line.startswith("#")
    )
}
"""Folded field names by what they hold, the more telling first; of several with a value the first is taken."""

_INNER_NAMES = ("name", "title", "value", "text", "rendered", "main", "id")
_MARKUP = re.compile(r"</(?:p|div|article|section|h[1-6]|ul|body|html|blockquote)\s*>|<br\s*/?>|<p[\s>]", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|[lr][sd]quo|[mn]dash|hellip|#\d{2,5}|#x[0-9a-fA-F]{2,4});")
_NUMBERS = re.compile(r"\s*(\d{1,2})[/.-](\d{1,2})[/.-]\d{2,4}\b")
_DATE_NAMES = frozenset((*USUAL_NAMES["published"], *USUAL_NAMES["modified"]))
_EMPTY = frozenset({"", "nan", "none", "null", "n/a", "na", "-", "[]", "{}", "nat", "unknown"})
_LONGEST_EMPTY = max(map(len, _EMPTY))


_DEEPEST = 20
"""Objects and lists in one another inside which a value is looked for."""


def fold_name(name: object) -> str:
    """A field name for comparing.

    >>> fold_name(" Pub Date"), fold_name("article-body")
    ('pub_date', 'article_body')
    """
    return re.sub(r"[\s\-.:]+", "_", str(name).strip().lstrip("\ufeff").lower()).strip("_")


def match_fields(names: Iterable[str], options: ReadOptions) -> dict[str, list[str]]:
    """For each thing that a row may hold, the names of its fields, the best first.

    A name that the user gave stands alone.

    >>> match_fields(["Headline", "body", "tags"], ReadOptions())["title"]
    ['Headline']
    """
    return _match_names(tuple(names), options)


@lru_cache(maxsize=256)
def _match_names(names: tuple[str, ...], options: ReadOptions) -> dict[str, list[str]]:
    folded: dict[str, list[str]] = {}
    for name in names:
        folded.setdefault(fold_name(name), []).append(name)
    fields: dict[str, list[str]] = {}
    for thing, usual in USUAL_NAMES.items():
        given = getattr(options, thing)
        wanted = [fold_name(given)] if given else usual
        fields[thing] = [name for want in wanted for name in folded.get(want, [])]
    return fields


def tell_day_first(rows: Iterable[Row]) -> bool | None:
    """Whether the dates of a table begin with the day: some number above 12 says so, where none says the contrary.

    >>> tell_day_first([{"date": "03/04/2024"}, {"date": "25/04/2024"}]), tell_day_first([{"date": "03/04/2024"}])
    (True, None)
    """
    first = second = False
    for row in rows:
        for name, value in row.items():
            if fold_name(name) in _DATE_NAMES and (match := _NUMBERS.match(str(value))):
                first, second = first or int(match.group(1)) > 12, second or int(match.group(2)) > 12
    return first if first != second else None


@dataclass(frozen=True)
class _OpenRow:
    """A row of which the text is still to be divided: what its fields say, and the rest of them."""

    values: Mapping[str, str | None]
    title: str
    extra: dict[str, Any]
    dates: tuple[Published | None, ...]
    """When it was published, changed and captured."""
    notes: list[Note]


def read_row(row: Row, options: ReadOptions) -> tuple[Item | None, list[Note]]:
    """One article from a row: title, empty line, text; every field that was not used goes to `extra`.

    None where the row holds no text; the notes say what was odd about it.
    """
    return read_rows([(row, options)])[0]


def read_rows(rows: Sequence[tuple[Row, ReadOptions]]) -> list[tuple[Item | None, list[Note]]]:
    """Each row as read_row has it; plain texts are divided together."""
    from headwater.articles.plain import (  # a tenth of a second of patterns that columns can do without
        divide_articles,
        lay_article,
    )

    found: list[tuple[Item | None, list[Note]]] = []
    waiting = []
    for row, options in rows:
        opened = _open_row(row, options)
        text = (opened.values["text"] or "") if opened else ""
        item, notes = _read_markup(text, opened.title, opened.values["url"]) if opened else (None, [])
        if opened and item is None and not notes:
            article = lay_article(_clean_body(text), title=opened.title, url=opened.values["url"])
            if article is not None:
                waiting.append((len(found), article, opened))
        found.append((_close_row(item, opened), opened.notes) if opened and item else (None, notes))
    divided = divide_articles([article for _, article, _ in waiting])
    for (place, _, opened), item in zip(waiting, divided, strict=True):
        found[place] = (_close_row(item, opened), opened.notes)
    return found


def _open_row(row: Row, options: ReadOptions) -> _OpenRow | None:
    used: dict[str, str] = {}
    fields = _match_names(tuple(row), options)
    values = {thing: _first_value(row, names, thing, used) for thing, names in fields.items()}
    if not values["text"]:
        return None
    taken = set(used.values())
    extra = {name: _as_json(value) for name, value in row.items() if name not in taken and not _is_nothing(value)}
    published, notes = _read_published(values["published"], options)
    if notes:
        extra[used["published"]] = _as_json(row[used["published"]])
    dates = (published, *(_read_published(values[thing], options)[0] for thing in ("modified", "captured")))
    return _OpenRow(values, _one_line(values["title"]), extra, dates, notes)


def _close_row(item: Item, opened: _OpenRow) -> Item:
    published, modified, captured = opened.dates
    values = opened.values
    return replace(
        item,
        url=values["url"] or item.url,
        site=values["site"],
        byline=_one_line(values["byline"]) or item.byline,
        language=_read_language(values["language"]),
        published=published or item.published,
        modified=modified or item.modified,
        captured=captured,
        extra={**item.extra, **opened.extra},
    )


def has_markup(text: str) -> bool:
    """Whether a row's text is markup, or has entities of markup in it.

    >>> has_markup("The pier &amp; the quay"), has_markup("<p>One.</p><p>Two.</p>"), has_markup("a < b")
    (True, True, False)
    """
    return _is_markup(text) or _ENTITY.search(text[:20_000]) is not None


def _read_markup(text: str, title: str, url: str | None) -> tuple[Item | None, list[Note]]:
    """What a text that is markup holds; nothing where it is none, or is no page to the reader of pages."""
    if not _is_markup(text):
        return None, []
    from headwater.articles.html import read_html

    whole = re.search(r"<(?:html|body)\b", text[:5_000], re.IGNORECASE) is not None
    return read_html(text if whole else _write_page(text, title), url=url, fragment=not whole)


def _is_markup(text: str) -> bool:
    return "<" in text and len(_MARKUP.findall(text[:20_000])) > 1


def _clean_body(text: str) -> str:
    """A text as lines, without the tags and entities that were left in it."""
    if _is_markup(text):
        text = re.sub(r"<[^>]+>", " ", text)
    return clean_text(html_entities.unescape(text) if _ENTITY.search(text) else text)


def _write_page(fragment: str, title: str) -> str:
    head = html_entities.escape(title)
    return f"<html><head><title>{head}</title></head><body><article><h1>{head}</h1>{fragment}</article></body></html>"


def _one_line(value: str | None) -> str:
    text = " ".join(clean_text(value or "").split())
    return html_entities.unescape(text) if _ENTITY.search(text) else text


def _first_value(row: Row, names: list[str], thing: str, used: dict[str, str]) -> str | None:
    for name in names:
        if thing != "published" and isinstance(row[name], (int, float)) and not isinstance(row[name], bool):
            continue
        if not _is_nothing(value := _write_value(row[name])):
            used[thing] = name
            return value
    return None


def _write_value(value: Any, deepest: int = _DEEPEST) -> str:
    """A value as text: the name inside an object, the names of a list with commas between, sentences as paragraphs."""
    if isinstance(value, str):
        return value.strip() if deepest else ""
    if not deepest:
        return ""
    if isinstance(value, Mapping):
        return next((_write_value(value[k], deepest - 1) for k in _INNER_NAMES if value.get(k)), "")
    if isinstance(value, (list, tuple)):
        paragraphs = all(isinstance(v, str) for v in value) and any(map(_is_paragraph, value))
        return ("\n\n" if paragraphs else ", ").join(filter(None, (_write_value(v, deepest - 1) for v in value)))
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return "" if value is None else str(value).strip()


def _is_paragraph(text: str) -> bool:
    return len(text) > 80 or (len(text.split()) > 3 and text.rstrip(" \"'”’»)").endswith((".", "!", "?", "…", "。")))


def _is_nothing(value: Any) -> bool:
    if isinstance(value, str):
        bare = value.strip()
        return len(bare) <= _LONGEST_EMPTY and bare.lower() in _EMPTY
    return value is None or value != value


def _as_json(value: Any) -> Any:
    try:
        json.dumps(value, allow_nan=False)
    except RecursionError:
        return None
    except (TypeError, ValueError):
        if isinstance(value, Mapping):
            return {str(k): _as_json(v) for k, v in value.items()}
        return [_as_json(v) for v in value] if isinstance(value, (list, tuple)) else _write_value(value)
    return value


def _read_language(value: str | None) -> str | None:
    match = re.match(r"([a-z]{2})(?:[-_][A-Za-z]{2,4})?$", (value or "").lower())
    return match.group(1) if match else None


def _read_published(value: str | None, options: ReadOptions) -> tuple[Published | None, list[Note]]:
    """The date of a field, and a note where it is none that can be right."""
    if not value:
        return None, []
    if found := read_date(value, day_first=options.day_first):
        return replace(found, basis="row"), []
    why = f"The date {value[:60]!r} cannot be right (impossible, unreadable, or outside {FIRST_YEAR} to {LAST_YEAR})."
    return None, [Note("date", why, "Mend it or leave it empty; the article was read without it.")]

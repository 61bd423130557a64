"""What a page says of itself in JSON-LD: the object that is the article, and what hangs on it."""

import html as html_entities
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from headwater.articles.page_tree import Element, fold_space

Thing = Mapping[str, Any]

_ARTICLE = re.compile(r"Article|Posting|Reportage|(?<!Claim)Review$|Report$", re.IGNORECASE)
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_CDATA = re.compile(r"^\s*(?://)?\s*(?:<!\[CDATA\[|<!--)|(?://)?\s*(?:\]\]>|-->)\s*;?\s*$")
_MAX_THINGS = 5000


def read_linked_data(tree: Element) -> list[Thing]:
    """Every object in a page's JSON-LD, in order, lists taken apart; broken scripts are mended or left out."""
    things: list[Thing] = []
    for script in tree.iterfind(".//script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text:
            continue
        value = _parse_script(_CDATA.sub("", script.text))
        things.extend(_take_apart(value))
    return things[:_MAX_THINGS]


def find_article(things: list[Thing], url: str | None = None) -> Thing:
    """The object that is the article itself: of several the one of this address, else the fullest."""
    articles = [t for t in things if _ARTICLE.search(_write_type(t))]
    if not articles:
        return {}
    here = _fold_url(url)
    return max(
        articles,
        key=lambda t: (bool(here) and here in _read_addresses(t), "datePublished" in t, "headline" in t, len(t)),
    )


def read_text(value: Any, deepest: int = 20) -> str:
    """A value as one line of text, whatever it is wrapped in, up to so many times.

    >>> read_text([{"name": "Ana &amp; Co"}])
    'Ana & Co'
    """
    if isinstance(value, str):
        return fold_space(
            _TAG.sub(" ", html_entities.unescape(html_entities.unescape(value)))
            if "&" in value or "<" in value
            else value
        )
    inner: Iterable[Any] = ()
    if isinstance(value, Mapping):
        inner = map(value.get, ("name", "headline", "@value", "text", "@id"))
    elif isinstance(value, list):
        inner = value
    return next(filter(None, (read_text(v, deepest - 1) for v in inner)), "") if deepest else ""


_TAG = re.compile(r"<[^<>]{1,400}>")


def read_list(value: Any) -> list[Any]:
    """A value as a list: nothing, one or many."""
    return list(value) if isinstance(value, list) else [] if value is None else [value]


def resolve_thing(value: Any, things: list[Thing]) -> Any:
    """The object that a value names by its @id, where the page holds it; else the value."""
    if isinstance(value, Mapping) and "name" not in value and (name := value.get("@id")):
        return next((t for t in things if t.get("@id") == name and len(t) > len(value)), value)
    return value


def _parse_script(source: str) -> Any:
    for attempt in (
        source,
        _TRAILING_COMMA.sub(r"\1", source),
        re.sub(r"[\x00-\x1f]+", " ", source).replace("\\'", "'"),
    ):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _take_apart(value: Any) -> Iterator[Thing]:
    waiting = [value]
    for _ in range(_MAX_THINGS):
        if not waiting:
            return
        value = waiting.pop()
        if isinstance(value, list):
            waiting.extend(reversed(value))
        elif isinstance(value, Mapping):
            yield value
            inner = (value.get(key) for key in ("mainEntity", "mainEntityOfPage", "@graph"))
            waiting.extend(v for v in inner if isinstance(v, (list, Mapping)))


def _write_type(thing: Thing) -> str:
    return " ".join(str(t) for t in read_list(thing.get("@type")))


def _read_addresses(thing: Thing) -> set[str]:
    main = thing.get("mainEntityOfPage")
    found = [thing.get("url"), thing.get("@id"), main.get("@id") if isinstance(main, Mapping) else main]
    return {_fold_url(v) for v in found if isinstance(v, str)}


def _fold_url(url: str | None) -> str:
    return re.sub(r"^https?://(?:www\.)?|[?#].*$|/$", "", url or "").lower()

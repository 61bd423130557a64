"""When a page says that it was published and changed: JSON-LD, meta elements, time elements."""

import re
from dataclasses import replace

from headwater.articles.dates import read_date
from headwater.articles.item import Published
from headwater.articles.linked_data import Thing, read_list, read_text
from headwater.articles.page_tree import Element, fold_space

_PUBLISHED_META = [
    "article:published_time",
    "article:published",
    "og:published_time",
    "og:article:published_time",
    "rnews:datepublished",
    "datepublished",
    "date_published",
    "datecreated",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.created",
    "dc.date",
    "dcterms.date",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:publishtime",
    "cxenseparse:recs:publishtime",
    "publishdate",
    "publish-date",
    "publish_date",
    "pubdate",
    "publication_date",
    "publication-date",
    "published_time",
    "date",
    "article_date_original",
    "article.published",
    "originalpublicationdate",
    "created",
    "ptime",
    "displaydate",
    "last-published",
    "timestamp",
]
_CLEAR = 6
"""Names at the head of that list that mean the publication of this very text, and nothing else."""
_BESIDE = re.compile(
    r"comment|related|recommend|teaser|sidebar|widget|read-?more|more-?(?:stories|news)|caption|latest|most-?read|ticker|promo",
    re.IGNORECASE,
)
_UP = 6
"""Elements up from a time to what it belongs to."""
_MODIFIED_META = [
    "article:modified_time",
    "article:modified",
    "og:updated_time",
    "og:article:modified_time",
    "datemodified",
    "date_modified",
    "dcterms.modified",
    "dc.date.modified",
    "last-modified",
    "lastmod",
    "revision_date",
    "article:updated",
    "updated_time",
]


def read_stated(
    article: Thing, things: list[Thing], meta: dict[str, list[str]], tree: Element
) -> list[tuple[Published, str]]:
    """Every statement of the moment of publication with its words: JSON-LD first, then meta; else a time element.

    A time without its zone, or a mere day, is made exact by another place that gives the same moment in full.
    """
    stated = [(v, "json-ld") for v in _read_dates(article, "datePublished", "dateCreated")]
    stated += [
        (v, "json-ld")
        for t in things
        if t.get("@type") in ("WebPage", "ItemPage", ["WebPage"])
        for v in _read_dates(t, "datePublished")
    ]
    stated += [(v, "meta") for name in _PUBLISHED_META for v in meta.get(name, ())]
    found = [
        (replace(p, basis=basis), v)
        for v, basis in stated
        if (p := read_date(v)) is not None and p.precision in ("instant", "day")
    ]
    meant = {v for name in _PUBLISHED_META[:_CLEAR] for v in meta.get(name, ())[:1]}
    created = set(_read_dates(article, "dateCreated"))
    others = [(p, v) for p, v in found[1:] if (p.basis == "json-ld" and v not in created) or v in meant]
    if not found:
        shown = _read_times(tree)
        return [(shown, "<time>")] if shown else []
    first, written = found[0]
    if first.precision == "day" or not _has_zone(written):
        first = _sharpen_date(first, written, found[1:])
    return [(first, written), *others]


def _sharpen_date(first: Published, written: str, others: list[tuple[Published, str]]) -> Published:
    """The same moment where another place gives its zone, or its time; else as it is."""
    local = re.findall(r"\d\d:\d\d", written)
    for other, text in others:
        if other.precision != "instant" or not _has_zone(text):
            continue
        same_clock = bool(local) and local[0] in text and written[:10] == text[:10]
        if same_clock or (first.precision == "day" and text[:10] == first.at.date().isoformat()):
            return other
    return first


def _has_zone(text: str) -> bool:
    """Whether a written time says where on earth it is meant.

    >>> _has_zone("2024-05-16T10:00:00Z"), _has_zone("2024-05-16 10:00"), _has_zone("2024-05-16")
    (True, False, False)
    """
    return (
        bool(re.search(r"(?:\d\s?(?:Z|[+-]\d{2}:?\d{2})|\b(?:GMT|UTC|[A-Z]{1,3}[SD]?T)\b.{0,8})\s*$", text))
        and ":" in text
    )


def _read_times(tree: Element) -> Published | None:
    """The first time element that is marked as the date of publication, or the only one of the article's head."""
    candidates: list[tuple[int, Published]] = []
    for node in tree.iter("time", "abbr", "span", "meta"):
        marks = " ".join((node.get("itemprop") or "", node.get("class") or "", node.get("property") or "")).lower()
        if node.tag != "time" and not re.search(r"datepublished|published|pubdate", marks):
            continue
        if _is_beside(node):
            continue
        value = node.get("datetime") or node.get("content") or node.get("title") or fold_space(node.text_content())[:80]
        if (
            "modified" in marks
            or "updated" in marks
            or not (found := read_date(value))
            or found.precision not in ("instant", "day")
        ):
            continue
        rank = 2 if "publish" in marks or "pubdate" in marks or node.get("pubdate") is not None else 1
        candidates.append((rank, replace(found, basis="time")))
    return max(candidates, key=lambda c: c[0])[1] if candidates else None


def _is_beside(node: Element) -> bool:
    """Whether an element is of a caption, a comment, a related story or a frame of the page, by what it stands in."""
    above = node.getparent()
    for _ in range(_UP):
        if above is None or above.tag in ("article", "main", "body"):
            return False
        marks = f"{above.get('class') or ''} {above.get('id') or ''}"
        if above.tag in ("aside", "figure", "figcaption", "footer", "nav") or _BESIDE.search(marks):
            return True
        above = above.getparent()
    return False


def _read_dates(thing: Thing, *keys: str) -> list[str]:
    return [
        text
        for key in keys
        for value in read_list(thing.get(key))
        if (text := str(value) if isinstance(value, int) else read_text(value))
    ]


def read_modified(article: Thing, meta: dict[str, list[str]]) -> Published | None:
    """When the page says that it was last changed."""
    stated = [(v, "json-ld") for v in _read_dates(article, "dateModified")]
    stated += [(v, "meta") for name in _MODIFIED_META for v in meta.get(name, ())]
    found = ((read_date(value), basis) for value, basis in stated)
    return next((replace(p, basis=basis) for p, basis in found if p and p.precision in ("instant", "day")), None)

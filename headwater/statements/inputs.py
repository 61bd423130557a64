"""What the stage reads of every document, and a hash of it, so that only what is new or touched is read again."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from headwater.intervals import Span, is_inside, join_spans
from headwater.schema import Tables, make_id

METHOD = "15"
"""Raised whenever a rule, a lexicon or a model changes what is found: everything is then read again."""

_GAPS = frozenset({"chrome", "notice", "bio", "byline"})
"""Regions that are no words of the paragraph inside which they stand."""


@dataclass(frozen=True)
class Article:
    """What the stage reads of one document; `gaps` are links and the like inside its paragraphs, blank in `text`."""

    document_id: int
    text: str
    regions: tuple[tuple[int, int, str], ...]
    analysed: str
    language: str | None
    published_at: datetime | None
    born_at: datetime | None
    gaps: tuple[Span, ...] = ()
    dropped: str = ""
    """What readers say is no statement of it, by words: where that changes, it is read again."""


def gather_articles(pile: Tables, descent: Tables, dropped: Mapping[int, str] | None = None) -> list[Article]:
    """Every document with its regions, and the birth of its text where only its family knows it, by id.

    `dropped` is what readers say is no statement, by document.
    """
    regions: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    columns = [pile["regions"].column(c).to_pylist() for c in ("document_id", "start", "end", "kind")]
    for document_id, start, end, kind in zip(*columns, strict=True):
        regions[document_id].append((start, end, kind))
    born: dict[int, datetime] = {}
    if (versions := descent.get("versions")) is not None:
        for row in versions.select(["document_id", "born_at", "born_basis"]).to_pylist():
            if row["document_id"] is not None and row["born_at"] is not None and row["born_basis"] == "family":
                born[row["document_id"]] = row["born_at"]
    articles = []
    for row in pile["documents"].select(["document_id", "text", "analysed", "language", "published_at"]).to_pylist():
        number = row["document_id"]
        gaps = find_gaps(regions[number])
        articles.append(
            Article(number, blank_spans(row["text"], gaps), tuple(sorted(regions[number])), row["analysed"],
                    row["language"], row["published_at"], None if row["published_at"] else born.get(number), gaps,
                    (dropped or {}).get(number, ""))
        )  # fmt: skip
    return sorted(articles, key=lambda a: a.document_id)


def find_gaps(regions: Sequence[tuple[int, int, str]]) -> tuple[Span, ...]:
    """What stands inside a paragraph and is none of its words: links written out, appeals, a line about the author.

    >>> find_gaps([(0, 90, "body"), (20, 50, "chrome"), (92, 99, "chrome")])
    ((20, 50),)
    """
    gaps: list[Span] = []
    body = (0, 0)
    for start, end, kind in sorted(regions):
        if kind == "body":
            body = (start, end)
        elif kind in _GAPS and is_inside((start, end), body) and (start, end) != body:
            gaps.append((start, end))
    return tuple(join_spans(gaps))


def blank_spans(text: str, gaps: Sequence[Span]) -> str:
    """The text with spaces for what stands in the gaps, so that offsets hold.

    >>> blank_spans("Mayor Ruiz Ana Ruiz MORE said", [(11, 24)])
    'Mayor Ruiz               said'
    """
    for start, end in gaps:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def hash_article(article: Article, tagger: str) -> int:
    """The hash of everything that the rows of a document depend on, the name of the tagger that reads it included."""
    regions = " ".join(f"{start} {end} {kind}" for start, end, kind in article.regions)
    return make_id(
        METHOD, article.document_id, article.text, regions, article.analysed, article.language,
        article.published_at, article.born_at, tagger, *([article.dropped] if article.dropped else []),
    )  # fmt: skip

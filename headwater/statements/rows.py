"""One document's rows of every table of the stage."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from headwater.intervals import Span
from headwater.schema import make_id
from headwater.statements.dates import close_day, find_dates, open_day
from headwater.statements.drafts import Draft
from headwater.statements.inputs import Article
from headwater.statements.mentions import Cast, gather_cast
from headwater.statements.quotes import measure_kind
from headwater.statements.resolution import resolve_source
from headwater.statements.sources import UNSTATED, Source, identify_source
from headwater.statements.stretches import Stretch, read_hedge_of

Rows = dict[str, list[dict[str, Any]]]
SAID_IN = frozenset({"title", "body"})
"""Regions whose statements count; a caption, a credit or a biography is not the story."""
READ_IN = SAID_IN | {"caption", "dateline"}
"""Regions that are read for introductions and dates too."""


def write_rows(article: Article, read: Callable[[str], Stretch]) -> Rows:
    """The rows of statements, spans, statement_sources, roles and dates of one document."""
    stretches = (
        [(s, k, read(article.text[s:e])) for s, e, k in cut_stretches(article)] if article.analysed != "none" else []
    )
    rows: Rows = {"statements": [], "spans": [], "statement_sources": [], "roles": [], "dates": []}
    _write_roles(article, stretches, rows)
    _write_dates(article, rows)
    introductions = [i for _, _, stretch in stretches for i in stretch.introductions]
    cast = gather_cast(introductions, [(offset, stretch.words) for offset, _, stretch in stretches])
    sources: dict[int, Source] = {}
    for offset, kind, stretch in stretches:
        if kind in SAID_IN:
            _write_statements(article, offset, stretch, cast, sources, rows)
    rows["statement_sources"] = [
        {"document_id": article.document_id, "source_id": number, "name": s.name, "kind": s.kind,
         "described_as": s.described_as, "role": s.role, "affiliation": s.affiliation}
        for number, s in sorted(sources.items())
    ]  # fmt: skip
    return rows


def cut_stretches(article: Article) -> list[tuple[int, int, str]]:
    """The stretches to read, in order: regions of the kinds that are read, cut at empty lines."""
    found: list[tuple[int, int, str]] = []
    reached = 0
    for start, end, kind in sorted(article.regions):
        if kind not in READ_IN or kind == "dateline":
            continue
        at = max(start, reached) if kind in SAID_IN else start
        for piece in article.text[at:end].split("\n\n"):
            if piece.strip():
                found.append((at, at + len(piece), kind))
            at += len(piece) + 2
        reached = max(reached, end) if kind in SAID_IN else reached
    return found


def _write_roles(article: Article, stretches: list[tuple[int, str, Stretch]], rows: Rows) -> None:
    for offset, _, stretch in stretches:
        for found in stretch.introductions:
            rows["roles"].append({
                "document_id": article.document_id, "start": offset + found.span[0], "end": offset + found.span[1],
                "name": found.name, "rank": found.rank, "role": found.role, "affiliation": found.affiliation,
            })  # fmt: skip


def _write_dates(article: Article, rows: Rows) -> None:
    known = article.published_at or article.born_at
    against = "document" if article.published_at else "family" if article.born_at else None
    today: date | None = known.date() if known else None
    for start, end, kind in sorted(set(article.regions)):
        if kind in READ_IN and kind != "dateline":
            for found in find_dates(article.text, start, end, today):
                rows["dates"].append({
                    "document_id": article.document_id, "start": found.span[0], "end": found.span[1],
                    "value_start": open_day(found.first) if found.first else None,
                    "value_end": close_day(found.last) if found.last else None,
                    "basis": against if found.relative else "text",
                })  # fmt: skip
    seen: set[Span] = set()
    rows["dates"] = [
        r for r in rows["dates"] if (r["start"], r["end"]) not in seen and not seen.add((r["start"], r["end"]))
    ]  # type: ignore[func-returns-value]


def _write_statements(
    article: Article, offset: int, stretch: Stretch, cast: Cast, sources: dict[int, Source], rows: Rows
) -> None:
    numbers: dict[int, int] = {}
    who: dict[int, Source] = {}
    for draft in sorted(stretch.drafts, key=lambda d: (d.content[0], d.outer is not None)):
        source = who[id(draft)] = _find_source(article, offset, draft, cast, who)
        source_id = identify_source(source, article.document_id)
        sources.setdefault(source_id, source)
        spans = {role: _shift(getattr(draft, role), offset) for role in ("source", "cue", "content", "via", "hedge")}
        number = make_id(
            "statement",
            article.document_id,
            draft.force == "assertion",
            spans["content"],
            spans["source"],
            spans["cue"],
        )
        numbers[id(draft)] = number
        if any(row["statement_id"] == number for row in rows["statements"][-20:]):
            continue
        hedge = " ".join(stretch.words.text[s:e] for s, e in draft.hedge) or read_hedge_of(stretch.words, draft.content)
        rows["statements"].append({
            "statement_id": number, "document_id": article.document_id, "force": draft.force, "source_id": source_id,
            "kind": measure_kind(stretch.words.text, list(draft.content), list(stretch.quotations)),
            "outer_id": draft.outer, "hedge": hedge, "negated": draft.negated,
            "said_at": _find_time(rows, spans), "confidence": draft.confidence,
        })  # fmt: skip
        for role, places in spans.items():
            rows["spans"] += [{"statement_id": number, "role": role, "start": s, "end": e} for s, e in places]
    for row in rows["statements"]:
        if isinstance(row["outer_id"], Draft):
            row["outer_id"] = numbers.get(id(row["outer_id"]))


def _find_source(article: Article, offset: int, draft: Draft, cast: Cast, who: dict[int, Source]) -> Source:
    if not draft.source:
        return UNSTATED
    start, end = (offset + at for at in draft.source[0])
    outer = who.get(id(draft.outer)) if draft.outer is not None else None
    return resolve_source(cast, article.text[start:end], (start, end), article.text, outer)


def _shift(spans: tuple[Span, ...], offset: int) -> list[Span]:
    return sorted({(s + offset, e + offset) for s, e in spans})


def _find_time(rows: Rows, spans: dict[str, list[Span]]) -> datetime | None:
    """When it was said: a date within 40 characters behind the cue or the source, outside the content."""
    near = spans["cue"] + spans["source"]
    for found in rows["dates"]:
        if found["value_start"] and any(0 <= found["start"] - e <= 40 for _, e in near):
            if not any(s <= found["start"] < e for s, e in spans["content"]):
                return found["value_start"]  # type: ignore[no-any-return]
    return None

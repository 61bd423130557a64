"""One document's rows of every table of the stage."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from headwater.statements.dates import close_day, find_dates, open_day
from headwater.statements.inputs import Article
from headwater.statements.lexica import READ_BY_RULES
from headwater.statements.mentions import gather_cast
from headwater.statements.signatures import find_name_line
from headwater.statements.statement_rows import Reading, Rows, write_statements
from headwater.statements.stretches import Stretch

_DASH = re.compile(r"\s*(?:(?:-{1,2}|[–—])\s+)?")
SAID_IN = frozenset({"title", "body"})
"""Regions whose statements count; a caption, a credit or a biography is not the story."""
READ_IN = SAID_IN | {"caption", "dateline"}
"""Regions that are read for introductions and dates too."""


def write_rows(article: Article, read: Callable[[str, str | None], Stretch]) -> Rows:
    """The rows of statements, spans, statement_sources, roles and dates of one document."""
    language = None if article.analysed == "full" and article.language not in READ_BY_RULES else article.language or ""
    cut = cut_stretches(article) if article.analysed != "none" else []
    stretches = [(start, kind, read(article.text[start:end], language)) for start, end, kind in cut]
    rows: Rows = {"statements": [], "spans": [], "statement_sources": [], "roles": [], "dates": []}
    _write_roles(article, stretches, rows)
    _write_dates(article, rows)
    introductions = [i for _, _, stretch in stretches for i in stretch.introductions]
    cast = gather_cast(introductions, [(offset, stretch.words) for offset, _, stretch in stretches])
    reading = Reading(article, cast, rows["dates"])
    for offset, kind, stretch in sign_quotations(stretches):
        if kind in SAID_IN:
            write_statements(reading, offset, stretch)
    if article.analysed == "full":
        _carry_headline(reading)
    rows["statements"], rows["spans"] = list(reading.statements.values()), reading.spans
    rows["statement_sources"] = [
        {"document_id": article.document_id, "source_id": number, "name": s.name, "kind": s.kind,
         "described_as": s.described_as, "role": s.role, "affiliation": s.affiliation}
        for number, s in sorted(reading.sources.items())
    ]  # fmt: skip
    return rows


def sign_quotations(stretches: Sequence[tuple[int, str, Stretch]]) -> list[tuple[int, str, Stretch]]:
    """Stretches (where each begins, its kind, what was read) where quotations that nobody is said to have said are
    whose name stands alone in the paragraph below them."""
    signed = list(stretches)
    for place in range(1, len(signed)):
        offset, kind, line = signed[place]
        name = find_name_line(line.words) if len(line.words) <= 16 else None
        above = place - 1
        while name is not None and above >= 0 and _is_loose(signed[above][2]):
            begin, above_kind, stretch = signed[above]
            source = (offset + name[0] - begin, offset + name[1] - begin)
            drafts = tuple(replace(d, source=(source,), loose=False, confidence=0.8) for d in stretch.drafts)
            signed[above] = (begin, above_kind, replace(stretch, drafts=drafts))
            signed[place] = (offset, kind, replace(line, drafts=()))
            above -= 1
    return signed


def _is_loose(stretch: Stretch) -> bool:
    return bool(stretch.drafts) and all(d.loose and not d.source for d in stretch.drafts)


_STEM = re.compile(r"\w{4,}")
_CARRIED = 0.5
"""Share of a headline's telling words that a statement must have to be the same."""


def _carry_headline(reading: Reading) -> None:
    """Give what unnamed sources say the outlet that only the headline names: "Port to open, Axios reports"."""
    article, spans = reading.article, reading.spans
    titles = [(start, end) for start, end, kind in article.regions if kind == "title"]
    places = {(s["statement_id"], s["role"]): (s["start"], s["end"]) for s in reversed(spans)}
    told = []
    for number, row in reading.statements.items():
        source, content = places.get((number, "source")), places.get((number, "content"))
        headed = content is not None and any(s <= content[0] < e for s, e in titles)
        if source and content and headed and reading.sources[row["source_id"]].kind == "outlet":
            told.append((source, _list_stems(article.text[slice(*content)])))
    for number, row in reading.statements.items() if told else ():
        content = places.get((number, "content"))
        unnamed = reading.sources[row["source_id"]].kind.startswith("unnamed")
        if content is None or not unnamed or row["outer_id"] is not None or (number, "via") in places:
            continue
        stems = _list_stems(article.text[slice(*content)])
        for source, wanted in told:
            if len(wanted) >= 2 and len(wanted & stems) >= _CARRIED * len(wanted):
                spans.append({"statement_id": number, "role": "via", "start": source[0], "end": source[1]})
                break


def _list_stems(text: str) -> frozenset[str]:
    return frozenset(word[:5].casefold() for word in _STEM.findall(text))


def cut_stretches(article: Article) -> list[tuple[int, int, str]]:
    """The stretches to read, in order: regions of the kinds that are read, cut at empty lines."""
    found: list[tuple[int, int, str]] = []
    reached = 0
    for start, end, kind in sorted(article.regions):
        if kind not in READ_IN or kind == "dateline":
            continue
        at = max(_pass_dateline(article, start), reached) if kind in SAID_IN else start
        for piece in article.text[at:end].split("\n\n"):
            if piece.strip():
                found += [(at + s, at + e, kind) for s, e in _cut_long(piece)]
            at += len(piece) + 2
        reached = max(reached, end) if kind in SAID_IN else reached
    return found


LONGEST = 20_000
"""Characters that are read as one stretch at most: no paragraph has as many, and reading takes their square."""


def _cut_long(piece: str) -> list[tuple[int, int]]:
    """A paragraph, or its parts where it is too long: they end with a sentence, else with a word."""
    parts, at = [], 0
    while len(piece) - at > LONGEST:
        stop = max(piece.rfind(mark, at, at + LONGEST) + 1 for mark in (". ", "\n"))
        stop = stop if stop > at else piece.rfind(" ", at, at + LONGEST) + 1
        stop = stop if stop > at else at + LONGEST
        parts.append((at, stop))
        at = stop
    return [*parts, (at, len(piece))]


def _pass_dateline(article: Article, start: int) -> int:
    """Where a paragraph begins behind its dateline and the dash after it."""
    for begin, end, kind in article.regions:
        if kind == "dateline" and begin == start and (dash := _DASH.match(article.text, end)) is not None:
            return dash.end()
    return start


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
    unique = {(row["start"], row["end"]): row for row in rows["dates"]}
    rows["dates"] = [unique[place] for place in sorted(unique)]

"""The rows of statements and spans of one document."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from headwater.intervals import Span, subtract_spans
from headwater.schema import make_id
from headwater.statements.drafts import Draft
from headwater.statements.inputs import Article
from headwater.statements.lexica import READ_BY_RULES
from headwater.statements.likelihood import rate_draft, rate_plain
from headwater.statements.mentions import Cast
from headwater.statements.plain_sources import repeat_speaker, resolve_plain
from headwater.statements.quotes import measure_kind
from headwater.statements.resolution import resolve_source
from headwater.statements.sources import UNSTATED, Source, identify_source
from headwater.statements.stretches import Stretch, read_hedge_of

Row = dict[str, Any]
Rows = dict[str, list[Row]]
_ROLES = ("source", "cue", "content", "via", "hedge")


@dataclass(frozen=True)
class Reading:
    """One document while its statements are read in order: its cast, its dates, and what was found so far."""

    article: Article
    cast: Cast
    dates: list[Row]
    sources: dict[int, Source] = field(default_factory=dict)
    statements: dict[int, Row] = field(default_factory=dict)
    spans: list[Row] = field(default_factory=list)
    quoted: list[tuple[int, Source]] = field(default_factory=list)
    """Who was quoted so far, and where."""


def write_statements(reading: Reading, offset: int, stretch: Stretch) -> None:
    """Add the statements of a stretch that begins at `offset` to a reading."""
    numbers: dict[int, int] = {}
    who: dict[int, Source] = {}
    for draft in sorted(stretch.drafts, key=lambda d: (_begin_outermost(d), _count_outer(d), d.content[0])):
        source = who[id(draft)] = _find_source(reading, offset, draft, who)
        spans = {role: _shift(getattr(draft, role), offset) for role in _ROLES}
        if draft.outer is not None and not spans["via"] and _is_relay(who.get(id(draft.outer))):
            spans["via"] = _shift(draft.outer.source, offset)
        outer_id = numbers.get(id(draft.outer)) if draft.outer is not None else None
        numbers[id(draft)] = _write_statement(reading, stretch, draft, source, (spans, outer_id))


def _count_outer(draft: Draft) -> int:
    """How many statements one stands inside."""
    return 0 if draft.outer is None else 1 + _count_outer(draft.outer)


def _begin_outermost(draft: Draft) -> Span:
    """Where the statement begins that one stands inside, and no other around that."""
    return draft.content[0] if draft.outer is None else _begin_outermost(draft.outer)


def _write_statement(
    reading: Reading, stretch: Stretch, draft: Draft, source: Source, placed: tuple[dict[str, list[Span]], int | None]
) -> int:
    spans, outer_id = placed
    document_id = reading.article.document_id
    own_voice = draft.force == "assertion"
    number = make_id("statement", document_id, own_voice, spans["content"], spans["source"], spans["cue"])
    if number in reading.statements:
        return number
    source_id = identify_source(source, document_id)
    reading.sources.setdefault(source_id, source)
    kind = measure_kind(stretch.words.text, list(draft.content), list(stretch.quotations))
    if draft.outer is None and kind != "indirect" and source.kind != "unstated":
        reading.quoted.append((spans["content"][0][0], source))
    quoted, plain = kind != "indirect", reading.article.analysed != "full" or reading.article.language in READ_BY_RULES
    hedge = " ".join(stretch.words.text[s:e] for s, e in draft.hedge) or read_hedge_of(stretch.words, draft.content)
    reading.statements[number] = {
        "statement_id": number, "document_id": document_id, "kind": kind, "force": draft.force, "source_id": source_id,
        "outer_id": outer_id, "hedge": hedge, "negated": draft.negated, "said_at": _find_time(reading, spans),
        "confidence": rate_plain(draft, quoted) if plain else rate_draft(stretch.words, draft, quoted),
    }  # fmt: skip
    for role, places in spans.items():
        parts = [part for place in places for part in _pass_gaps(reading.article, place)]
        reading.spans.extend({"statement_id": number, "role": role, "start": s, "end": e} for s, e in parts)
    return number


def _pass_gaps(article: Article, span: Span) -> list[Span]:
    """A span without the gaps in it, and without space at the ends of what is left."""
    if not any(start < span[1] and span[0] < end for start, end in article.gaps):
        return [span]
    parts = []
    for start, end in subtract_spans(span, article.gaps):
        words = article.text[start:end]
        if words.strip():
            parts.append((start + len(words) - len(words.lstrip()), start + len(words.rstrip())))
    return parts


def _find_source(reading: Reading, offset: int, draft: Draft, who: dict[int, Source]) -> Source:
    language = reading.article.language or ""
    if not draft.source and draft.cue and not draft.loose and language in READ_BY_RULES:
        return repeat_speaker(reading.cast, offset + draft.cue[0][0])
    if not draft.source:
        return _find_speaker(reading, offset) if draft.loose else UNSTATED
    start, end = (offset + at for at in draft.source[0])
    outer = who.get(id(draft.outer)) if draft.outer is not None else None
    text = reading.article.text
    if language in READ_BY_RULES:
        return resolve_plain(reading.cast, (start, end), text, language)
    return resolve_source(reading.cast, text[start:end], (start, end), text, outer)


def _find_speaker(reading: Reading, offset: int) -> Source:
    """Who says a quotation of the paragraph at `offset` that nobody is said to have said.

    It is whoever was quoted last; or, where nobody is quoted in the paragraph before, who says something there, and
    whom it is about where it ends with a colon.
    """
    before = reading.article.text[:offset].rstrip()
    begin = before.rfind("\n\n") + 1
    at, last = reading.quoted[-1] if reading.quoted else (-1, UNSTATED)
    spoken = [source for place, source in reading.cast.spoken if place >= begin and source.kind == "person"]
    if last.kind == "document" and spoken:  # "…, Ann Ray said, according to her website"
        last = spoken[-1]
    if at >= begin:
        return last
    named = [reading.cast.people[key] for place, key in reading.cast.mentions if begin <= place < offset]
    return (spoken or (named if before.endswith(":") else []) or [last])[-1]


def _is_relay(source: Source | None) -> bool:
    """Whether what stands inside a statement of this source came through it: it is an outlet."""
    return source is not None and source.kind == "outlet"


def _shift(spans: tuple[Span, ...], offset: int) -> list[Span]:
    return sorted({(s + offset, e + offset) for s, e in spans})


def _find_time(reading: Reading, spans: dict[str, list[Span]]) -> datetime | None:
    """When it was said: a date at most 40 characters behind the cue or the source, outside the content."""
    near = spans["cue"] + spans["source"]
    for found in reading.dates:
        gaps = [reading.article.text[e : found["start"]] for _, e in near if 0 <= found["start"] - e <= 40]
        close = found["value_start"] and any("." not in gap and "\n" not in gap for gap in gaps)
        if close and not any(s <= found["start"] < e for s, e in spans["content"]):
            return found["value_start"]  # type: ignore[no-any-return]
    return None

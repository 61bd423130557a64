"""One article as a reader hands it on, before it is known whether the pile has it already."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from headwater.intervals import Span

MAX_TEXT = 1_000_000
"""Characters; the longest of 12,000 news articles has 0.1 of that, and one word of 20 MB must not cost the others."""


@dataclass(frozen=True)
class Signal:
    """A hint of origin (a row of `signals` without its ids); span None: page metadata."""

    kind: str
    direction: str
    target: str
    evidence: str
    span: Span | None = None
    target_site: str | None = None


@dataclass(frozen=True)
class Published:
    """When something was published: the moment (UTC, the start of a day, month or year), how exact, and from where."""

    at: datetime
    precision: str
    basis: str
    local: bool = False
    """Whether the time was written without a zone, and is taken as if it were that of Greenwich."""


@dataclass(frozen=True)
class Item:
    """What a reader (html, rows, plain) makes of one input: the columns of `documents`, its regions and its signals."""

    text: str
    regions: tuple[tuple[int, int, str], ...] = ()
    signals: tuple[Signal, ...] = ()
    url: str | None = None
    site: str | None = None
    title: str | None = None
    byline: str | None = None
    language: str | None = None
    published: Published | None = None
    modified: Published | None = None
    captured: Published | None = None
    host: str | None = None
    extra: dict[str, Any] = field(default_factory=dict)

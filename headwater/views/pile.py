"""The tables of a store as the views look things up in them: rows by id, and rows by what they belong to."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

import pyarrow as pa

from headwater.schema import pick_rows
from headwater.tables import TABLES
from headwater.views.claims import LEAD
from headwater.views.decisions import EFFECTS

Row = TypeVar("Row", bound=tuple[Any, ...])
Key = TypeVar("Key", bound=Hashable)


class Document(NamedTuple):
    """A row of `documents`, as far as the views show it."""

    document_id: int
    uri: str
    url: str | None
    site: str | None
    outlet_group: str | None
    title: str | None
    byline: str | None
    language: str | None
    published_at: datetime | None
    published_precision: str | None
    published_basis: str | None
    captured_at: datetime | None
    text: str
    host: str | None
    analysed: str

    @property
    def outlet(self) -> str:
        """The publisher, or where none is known the last part of the uri."""
        return self.site or self.uri.rsplit("/", 1)[-1]


class Version(NamedTuple):
    """A row of `versions`."""

    version_id: int
    document_id: int | None
    name: str | None
    text: str | None
    family_id: int
    born_at: datetime | None
    born_basis: str | None


class Edge(NamedTuple):
    """A row of `edges`."""

    edge_id: int
    child_id: int
    child_start: int
    child_end: int
    parent_id: int
    parent_start: int
    parent_end: int
    blocks: list[dict[str, int]]
    kind: str
    basis: str
    confidence: float
    credited: str


class Edit(NamedTuple):
    """A row of `edits`."""

    edge_id: int
    child_start: int
    child_end: int
    parent_start: int
    parent_end: int
    kind: str
    weight: float


class Statement(NamedTuple):
    """A row of `statements`."""

    statement_id: int
    document_id: int
    kind: str
    force: str
    source_id: int
    outer_id: int | None
    hedge: str | None
    negated: bool
    said_at: datetime | None


class Span(NamedTuple):
    """A row of `spans`."""

    statement_id: int
    role: str
    start: int
    end: int


class Source(NamedTuple):
    """A row of `sources`."""

    source_id: int
    name: str | None
    kind: str
    described_as: str | None
    role: str | None
    affiliation: str | None


class Count(NamedTuple):
    """A row of `claim_counts`."""

    claim_id: int
    reports: int
    texts: int
    sites: int
    independent_low: int
    independent_high: int
    on_record: int
    cut: list[str]
    cut_low: list[str]
    reason: str
    confidence: float


class Claim(NamedTuple):
    """A row of `claims`."""

    claim_id: int
    wording: str
    first_statement_id: int


class Carrier(NamedTuple):
    """A row of `claim_statements`."""

    claim_id: int
    statement_id: int
    stance: str


class Relation(NamedTuple):
    """A row of `claim_relations`."""

    claim_id: int
    other_id: int
    kind: str


class Origin(NamedTuple):
    """A row of `claim_origins`."""

    claim_id: int
    statement_id: int
    source_id: int
    via: str | None
    version_id: int
    on_record: bool
    path: list[str]
    reason: str


class Region(NamedTuple):
    """A row of `regions`."""

    document_id: int
    start: int
    end: int
    kind: str


class Signal(NamedTuple):
    """A row of `signals`."""

    document_id: int
    start: int | None
    end: int | None
    kind: str
    direction: str
    target: str
    evidence: str


@dataclass(frozen=True)
class Pile:
    """A store's rows, by id and by what they belong to.

    `begins` is where the content of each statement begins, `leads` the headline and the lead of each document.
    """

    documents: dict[int, Document]
    by_uri: dict[str, Document]
    versions: dict[int, Version]
    version_of: dict[int, int]
    edges: dict[int, Edge]
    edges_into: dict[int, list[Edge]]
    edits: dict[int, list[Edit]]
    statements: dict[int, Statement]
    said_in: dict[int, list[Statement]]
    spans: dict[int, list[Span]]
    sources: dict[int, Source]
    claims: dict[int, Claim]
    counts: dict[int, Count]
    carriers: dict[int, list[Carrier]]
    claims_of: dict[int, list[Carrier]]
    origins: dict[int, list[Origin]]
    relations: list[Relation]
    regions: dict[int, list[Region]]
    signals: dict[int, list[Signal]]
    begins: dict[int, int]
    leads: dict[int, list[tuple[int, int]]]

    def body_of(self, version_id: int) -> str | None:
        """The text of a version, its document's or its own; None where no more than a name is known."""
        version = self.versions[version_id]
        return version.text if version.document_id is None else self.documents[version.document_id].text


TABLES_READ = (*(name for name in TABLES if name != "passages"), *EFFECTS)
"""What the views read of a store."""


def read_rows(table: pa.Table, kind: type[Row]) -> Iterator[Row]:
    """The rows of a table as named tuples whose fields are columns of it."""
    return map(kind._make, pick_rows(table, *kind._fields))  # type: ignore[attr-defined]


def group_rows(rows: Iterable[Row], field: str) -> dict[Any, list[Row]]:
    """Rows by the value of one field, in their order."""
    groups: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, field)].append(row)
    return dict(groups)


def read_pile(tables: Mapping[str, pa.Table]) -> Pile:
    """Everything the views look up, from the tables of a store."""
    documents = {row.document_id: row for row in read_rows(tables["documents"], Document)}
    versions = {row.version_id: row for row in read_rows(tables["versions"], Version)}
    edges = {row.edge_id: row for row in read_rows(tables["edges"], Edge)}
    statements = {row.statement_id: row for row in read_rows(tables["statements"], Statement)}
    carriers = list(read_rows(tables["claim_statements"], Carrier))
    spans = group_rows(read_rows(tables["spans"], Span), "statement_id")
    regions = group_rows(read_rows(tables["regions"], Region), "document_id")
    return Pile(
        documents=documents,
        by_uri={d.uri: d for d in documents.values()},
        versions=versions,
        version_of={v.document_id: v.version_id for v in versions.values() if v.document_id is not None},
        edges=edges,
        edges_into=group_rows(edges.values(), "child_id"),
        edits=group_rows(read_rows(tables["edits"], Edit), "edge_id"),
        statements=statements,
        said_in=group_rows(statements.values(), "document_id"),
        spans=spans,
        sources={row.source_id: row for row in read_rows(tables["sources"], Source)},
        claims={row.claim_id: row for row in read_rows(tables["claims"], Claim)},
        counts={row.claim_id: row for row in read_rows(tables["claim_counts"], Count)},
        carriers=group_rows(carriers, "claim_id"),
        claims_of=group_rows(carriers, "statement_id"),
        origins=group_rows(read_rows(tables["claim_origins"], Origin), "claim_id"),
        relations=list(read_rows(tables["claim_relations"], Relation)),
        regions=regions,
        signals=group_rows(read_rows(tables["signals"], Signal), "document_id"),
        begins={number: min(s.start for s in rows if s.role == "content") for number, rows in spans.items()},
        leads={number: _find_leads(rows) for number, rows in regions.items()},
    )


def _find_leads(regions: list[Region]) -> list[tuple[int, int]]:
    titles = [(r.start, r.end) for r in regions if r.kind == "title"]
    bodies = [(r.start, min(r.end, r.start + LEAD)) for r in regions if r.kind == "body"]
    return [min(spans) for spans in (titles, bodies) if spans]

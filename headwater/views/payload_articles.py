"""What the page knows of articles and of who said what: texts with their marks, and sayings by source."""

from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from headwater.schema import write_id
from headwater.views.flows import word_order
from headwater.views.pile import Document, Edge, Pile, Source, Statement
from headwater.views.places import Places, drop_empty, write_time
from headwater.views.verdicts import name_source

SAYINGS_OF_ONE = 400
"""How many sayings of one source the page holds."""


def rank_documents(pile: Pile) -> list[int]:
    """Document ids, those that share a claim or a text first, then by date: the last are left out first."""
    shared = {
        pile.statements[c.statement_id].document_id
        for claim_id, carriers in pile.carriers.items()
        if pile.counts[claim_id].reports > 1
        for c in carriers
    }
    for edge in pile.edges.values():
        ends = (pile.versions[edge.child_id].document_id, pile.versions[edge.parent_id].document_id)
        shared |= {document_id for document_id in ends if document_id is not None}

    def rank(document: Document) -> tuple[Any, ...]:
        at = document.published_at
        return (document.document_id not in shared, at is None, at.isoformat() if at else "", document.uri)

    return [d.document_id for d in sorted(pile.documents.values(), key=rank)]


def list_documents(pile: Pile, places: Places) -> list[dict[str, Any]]:
    """A row an article, in the order of `places.documents`."""
    return [_list_document(pile, places, pile.documents[document_id]) for document_id in places.documents]


def _list_document(pile: Pile, places: Places, document: Document) -> dict[str, Any]:
    version = pile.versions[pile.version_of[document.document_id]]
    url = document.url or ""
    return drop_empty(
        {
            "id": write_id("d", document.document_id),
            "title": document.title,
            "outlet": document.outlet,
            "uri": document.uri,
            "url": url if url.lower().startswith(("http://", "https://")) else None,
            "at": write_time(document.published_at),
            "precision": document.published_precision,
            "basis": document.published_basis,
            "captured": write_time(document.captured_at),
            "byline": document.byline,
            "language": document.language,
            "words": len(document.text.split()),
            "analysed": document.analysed,
            "host": document.host,
            "text": places.texts.get(version.family_id),
        }
    )


def show_articles(pile: Pile, places: Places, roles: pa.Table, dates: pa.Table) -> Iterator[dict[str, Any]]:
    """The text of each article with everything that is marked in it, in the order of `places.documents`."""
    offices: dict[int, list[list[Any]]] = {}
    for row in roles.to_pylist():
        words = ", ".join(row[name] for name in ("rank", "name", "role", "affiliation") if row[name])
        offices.setdefault(row["document_id"], []).append([row["start"], row["end"], words])
    times: dict[int, list[list[Any]]] = {}
    for row in dates.to_pylist():
        moment = [row["start"], row["end"], write_time(row["value_start"]), write_time(row["value_end"])]
        times.setdefault(row["document_id"], []).append(moment)
    for d in places.documents:
        extra = drop_empty({"offices": offices.get(d), "dates": times.get(d)})
        yield _show_article(pile, places, pile.documents[d]) | extra


def _show_article(pile: Pile, places: Places, document: Document) -> dict[str, Any]:
    document_id = document.document_id
    version = pile.version_of[document_id]
    edges = sorted(pile.edges_into.get(version, ()), key=lambda e: e.child_start)
    said = list_marked(pile, places, document_id)
    seat = {s.statement_id: place for place, s in enumerate(said)}
    signals = pile.signals.get(document_id, ())
    return drop_empty(
        {
            "text": document.text,
            "regions": [[r.start, r.end, r.kind] for r in pile.regions.get(document_id, ())],
            "copied": [_show_copied(pile, places, edge) for edge in edges],
            "statements": [_show_statement(pile, places, s, seat) for s in said],
            "hints": [
                drop_empty(
                    {"start": s.start, "end": s.end, "direction": s.direction, "target": s.target, "words": s.evidence}
                )
                for s in signals
            ],
        }
    )


def list_marked(pile: Pile, places: Places, document_id: int) -> list[Statement]:
    """The statements marked in an article: all, but of the text's own voice only what makes a claim that is shown."""

    def is_shown(statement: Statement) -> bool:
        return any(c.claim_id in places.claims for c in pile.claims_of.get(statement.statement_id, ()))

    return [s for s in pile.said_in.get(document_id, ()) if s.force != "assertion" or is_shown(s)]


def _show_copied(pile: Pile, places: Places, edge: Edge) -> dict[str, Any]:
    parent = pile.versions[edge.parent_id]
    at = None if parent.document_id is None else places.documents[parent.document_id]
    return drop_empty(
        {
            "start": edge.child_start,
            "end": edge.child_end,
            "document": at,
            "name": (parent.name or "an original that is not in this pile") if at is None else None,
            "kind": edge.kind,
            "sure": word_order(edge.confidence),
            "credited": edge.credited,
            "basis": edge.basis,
            "comparison": places.comparisons.get((edge.child_id, edge.parent_id)),
        }
    )


def _show_statement(pile: Pile, places: Places, statement: Statement, seat: dict[int, int]) -> dict[str, Any]:
    source = pile.sources[statement.source_id]
    claims = pile.claims_of.get(statement.statement_id, ())
    outer = None if statement.outer_id is None else seat.get(statement.outer_id)
    spans = pile.spans.get(statement.statement_id, ())
    return drop_empty(
        {
            "kind": statement.kind,
            "force": statement.force,
            "who": name_source(source),
            "named": source.name is not None,
            "unstated": source.kind == "unstated",
            "office": ", ".join(word for word in (source.role, _tell_affiliation(source)) if word),
            "source": places.sources.get(source.source_id),
            "hedge": statement.hedge,
            "negated": statement.negated,
            "said_at": write_time(statement.said_at),
            "outer": outer,
            "claims": [[places.claims[c.claim_id], c.stance] for c in claims if c.claim_id in places.claims],
            "spans": [[s.start, s.end, s.role] for s in spans],
        }
    )


def list_sources(pile: Pile, places: Places) -> list[dict[str, Any]]:
    """A row a source, in the order of `places.sources`."""
    said = _group_said(pile)
    rows = []
    for source_id in places.sources:
        source, statements = pile.sources[source_id], said.get(source_id, [])
        documents = {s.document_id for s in statements}
        row: dict[str, Any] = {"id": write_id("o", source_id), "who": name_source(source), "kind": source.kind}
        row |= {"role": source.role, "affiliation": _tell_affiliation(source)}
        rows.append(drop_empty(row | {"statements": len(statements), "documents": len(documents)}))
    return rows


def rank_sources(pile: Pile) -> list[int]:
    """Ids of the sources that say something, named ones and the most quoted first."""
    said = _group_said(pile)
    spoken = [s for s in pile.sources.values() if s.kind != "unstated" and s.source_id in said]
    spoken.sort(
        key=lambda s: (s.name is None, -len({x.document_id for x in said[s.source_id]}), name_source(s), s.source_id)
    )
    return [s.source_id for s in spoken]


def _group_said(pile: Pile) -> dict[int, list[Statement]]:
    said: dict[int, list[Statement]] = {}
    for statement in pile.statements.values():
        if statement.force != "assertion":
            said.setdefault(statement.source_id, []).append(statement)
    return said


def _tell_affiliation(source: Source) -> str | None:
    """Whom a source speaks for, where its office does not say so."""
    told = source.affiliation and source.affiliation.casefold() in (source.role or "").casefold()
    return None if told else source.affiliation


def show_sayings(pile: Pile, places: Places) -> Iterator[list[list[list[int]]]]:
    """Where the words of each source stand, (article, statement) a wording, in the order of `places.sources`."""
    said = _group_said(pile)
    seats = {s.statement_id: n for d in places.documents for n, s in enumerate(list_marked(pile, places, d))}
    for source_id in places.sources:
        yield _show_sayings(pile, places, said.get(source_id, []), seats)


def _show_sayings(
    pile: Pile, places: Places, statements: list[Statement], seats: dict[int, int]
) -> list[list[list[int]]]:
    rows: dict[str, list[list[int]]] = {}
    for statement in sorted(statements, key=lambda s: (places.documents[s.document_id], s.statement_id)):
        text = pile.documents[statement.document_id].text
        spans = [s for s in pile.spans.get(statement.statement_id, ()) if s.role == "content"]
        words = " ".join(text[s.start : s.end] for s in sorted(spans, key=lambda s: s.start))
        place = [places.documents[statement.document_id], seats[statement.statement_id]]
        rows.setdefault(" ".join(words.casefold().split()), []).append(place)
    return list(rows.values())[:SAYINGS_OF_ONE]

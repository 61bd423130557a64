"""What the page knows of time: when each source of a claim came in, when it was denied, hardened, last reported."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from headwater.intervals import count_overlap
from headwater.views.flows import follow_links
from headwater.views.payload_claims import FIGURES, Flows, is_plain, list_dated, order_document
from headwater.views.pile import Document, Pile
from headwater.views.places import Places, drop_empty, write_time

Event = dict[str, Any]

EVENTS = 5_000
"""How many events the page lists at most, the claims that lead first."""

LONG = 160
"""Characters of what was changed that an event quotes on each side."""

_HARDENING = {"hedge_dropped", "source_dropped"}
_ORDER = ("said", "joined", "record", "denied", "figure", "hardened", "last")
"""What is told first of what happened at one time."""


def list_events(pile: Pile, places: Places, flows: Flows) -> list[Event]:
    """What happened to each claim that several articles make, by time; what has no date is left out.

    Kinds: said (the first report), joined (another of what the high count rests on), record (a named source speaks
    first-hand), denied, figure (another figure is given, or takes this one's place), hardened (a copy lost a hedge or
    the source), last (the last report).
    """
    related = _find_related(pile, places)
    events: list[tuple[datetime, Event]] = []
    for claim_id in (c for c in places.claims if is_plain(pile, c)):
        told = [
            *_tell_reports(pile, claim_id, flows[claim_id]),
            *related.get(claim_id, []),
            *_tell_hardening(pile, claim_id),
        ]
        for kind, document, more in told:
            events.append((order_document(document)[0], _write_event(places, claim_id, kind, document, more)))
        if len(events) > EVENTS:
            break
    events.sort(key=lambda row: (row[0], row[1]["claim"], _ORDER.index(row[1]["kind"]), row[1]["document"]))
    return [event for _, event in events]


Told = tuple[str, Document, dict[str, Any]]
"""The kind of an event, the article in which it happened, and what else is told of it."""


def _write_event(places: Places, claim_id: int, kind: str, document: Document, more: dict[str, Any]) -> Event:
    place = {"claim": places.claims[claim_id], "document": places.documents[document.document_id]}
    return {"kind": kind, "at": write_time(document.published_at), **place, **drop_empty(more)}


def _tell_reports(pile: Pile, claim_id: int, flow: dict[str, Any]) -> Iterator[Told]:
    """The first report and the last, when each of what the count rests on came in, and who first spoke on record."""
    dated = list_dated(pile, claim_id)
    if not dated:
        return
    yield "said", dated[0], {}
    for node in (place for place, node in enumerate(flow["nodes"]) if node.get("rests")):
        reached = _reach(flow, node)
        first = next((d for d in dated if d.document_id in reached), None)
        if first is not None and first.document_id != dated[0].document_id:
            yield "joined", first, {"words": flow["nodes"][node]["label"]}
    spoken = [o for o in pile.origins.get(claim_id, ()) if o.on_record]
    heard = [(pile.documents[pile.statements[o.statement_id].document_id], o.source_id) for o in spoken]
    heard = sorted(((d, s) for d, s in heard if d.published_at), key=lambda pair: (order_document(pair[0]), pair[1]))
    if heard:
        source = pile.sources[heard[0][1]]
        yield "record", heard[0][0], {"words": source.name or source.described_as}
    if len(dated) > 1:
        yield "last", dated[-1], {}


def _reach(flow: dict[str, Any], start: int) -> set[int]:
    """The articles that hang on a node of a flow, itself among them."""
    nodes = flow["nodes"]
    return {nodes[n]["document"] for n in follow_links(flow, {start}, set()) if "document" in nodes[n]}


def _find_related(pile: Pile, places: Places) -> dict[int, list[Told]]:
    """When claims were first denied, or first given with another figure, by the claim."""
    related: dict[int, list[Told]] = {}
    for row in pile.relations:
        if row.claim_id in places.claims and row.other_id in places.claims:
            dated = list_dated(pile, row.claim_id)
            if dated and row.kind == "denies":
                told = ("denied", dated[0], {"other": places.claims[row.claim_id]})
                related.setdefault(row.other_id, []).append(told)
            if dated and row.kind in FIGURES:
                told = ("figure", dated[0], {"other": places.claims[row.claim_id], "replaced": row.kind == "updates"})
                related.setdefault(row.other_id, []).append(told)
    return related


def _tell_hardening(pile: Pile, claim_id: int) -> Iterator[Told]:
    """The copies in which the claim lost a hedge or its source."""
    for carrier in pile.carriers[claim_id]:
        document = pile.documents[pile.statements[carrier.statement_id].document_id]
        if document.published_at is None:
            continue
        contents = [(s.start, s.end) for s in pile.spans.get(carrier.statement_id, ()) if s.role in ("content", "cue")]
        for edge in pile.edges_into.get(pile.version_of[document.document_id], ()):
            parent = pile.body_of(edge.parent_id) or ""
            for edit in pile.edits.get(edge.edge_id, ()):
                spot = (edit.child_start - 1, max(edit.child_end, edit.child_start) + 1)
                if edit.kind in _HARDENING and any(count_overlap(spot, span) for span in contents):
                    lost = " ".join(parent[edit.parent_start : edit.parent_end].split())[:LONG]
                    yield "hardened", document, {"words": lost, "lost": edit.kind.removesuffix("_dropped")}

"""What the page knows of claims: a row each for the list, and for each its picture, its sayings and its neighbours."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from headwater.intervals import Span, join_spans
from headwater.schema import write_id
from headwater.text import find_sentences
from headwater.views.circles import circle_ties
from headwater.views.figures import order_figures
from headwater.views.flows import list_needed
from headwater.views.groups import gather_groups, say_group
from headwater.views.pile import Carrier, Document, Pile
from headwater.views.places import Places, drop_empty, write_time
from headwater.views.verdicts import name_rest, name_rests, name_source, tidy_wording, word_verdict
from headwater.views.voices import find_latest, name_speaker

SAYINGS_SHOWN = 200
"""How many statements of one claim the page quotes; how many more there are is said."""
SPEAKERS = 8
"""How many who say, doubt or deny a claim its row in the list names; how many more there are is said."""
CONTEXT = 420
"""Characters of an article that are quoted around a statement."""
Flows = dict[int, dict[str, Any]]
"""The picture of each claim (flows.py), drawn once for all that is told of it."""
_DENIES = "denies"
FIGURES = frozenset({"number_differs", "updates"})
"""Relations of claims that differ in a figure."""
_SAID = {"statement", "hearsay", "assertion"}


def rank_claims(pile: Pile) -> list[int]:
    """Claim ids in the order of `headwater claims`, those that it lists only with --all after the others."""

    def rank(claim_id: int) -> tuple[Any, ...]:
        count = pile.counts[claim_id]
        excess = 2 * count.reports - count.independent_low - count.independent_high
        place = min(pile.begins[c.statement_id] for c in pile.carriers[claim_id])
        return (not is_plain(pile, claim_id), not is_leading(pile, claim_id), -excess, -count.reports, place, claim_id)

    return sorted(pile.claims, key=rank)


def is_plain(pile: Pile, claim_id: int) -> bool:
    """Whether a claim is listed without being asked for: more than one report, and said, not felt or asked."""
    return pile.counts[claim_id].reports > 1 and any(
        c.stance != "questions" and pile.statements[c.statement_id].force in _SAID for c in pile.carriers[claim_id]
    )


def is_leading(pile: Pile, claim_id: int) -> bool:
    """Whether the headline or the lead of some article makes the claim."""
    return any(_stands_first(pile, c.statement_id) for c in pile.carriers[claim_id])


def _stands_first(pile: Pile, statement_id: int) -> bool:
    at = pile.begins[statement_id]
    return any(start <= at < end for start, end in pile.leads.get(pile.statements[statement_id].document_id, ()))


def list_claims(pile: Pile, places: Places, flows: Flows) -> list[dict[str, Any]]:
    """A row a claim for the list, in the order of `places.claims`."""
    denied, circles = _count_denials(pile), _find_circles(pile)
    listed = (_list_claim(pile, places, claim_id, denied.get(claim_id, [])) for claim_id in places.claims)
    return [
        drop_empty(row | {"circle": circles.get(claim_id), "alone": _list_alone(pile, claim_id, flows[claim_id])})
        for row, claim_id in zip(listed, places.claims, strict=True)
    ]


def _find_circles(pile: Pile) -> dict[int, list[str]]:
    """The claims for which outlets cite each other, as `headwater claims --circular` finds them."""
    ties = (
        (claim_id, pile.statements[o.statement_id].document_id, pile.versions[o.version_id].document_id, o.via)
        for claim_id, origins in pile.origins.items()
        if pile.counts[claim_id].reports > 1
        for o in origins
    )
    return circle_ties(ties, {number: document.outlet for number, document in pile.documents.items()})


def _list_alone(pile: Pile, claim_id: int, flow: dict[str, Any]) -> list[str]:
    """Everything without which nothing is left of a claim of several reports, by name: what it rests on first."""
    count = pile.counts[claim_id]
    if count.reports == 1 or count.independent_high > 1:
        return []
    needed = (flow["nodes"][place] for place in list_needed(flow))
    called = (
        f"the article of {node['label']}" if "document" in node else node["label"].removesuffix(" report")
        for node in needed
    )
    return list(dict.fromkeys([*(name_rest(pile, entry) for entry in count.cut), *called]))


def _count_denials(pile: Pile) -> dict[int, list[int]]:
    denied: dict[int, list[int]] = {}
    for relation in pile.relations:
        if relation.kind == _DENIES:
            denied.setdefault(relation.other_id, []).append(relation.claim_id)
    return denied


def _list_claim(pile: Pile, places: Places, claim_id: int, deniers: list[int]) -> dict[str, Any]:
    claim, count = pile.claims[claim_id], pile.counts[claim_id]
    carriers = pile.carriers[claim_id]
    asserting = [c for c in carriers if c.stance == "asserts"]
    dated = list_dated(pile, claim_id)
    first = dated[0].document_id if dated else pile.statements[claim.first_statement_id].document_id
    carried = dict.fromkeys(pile.statements[c.statement_id].document_id for c in carriers)
    denials = [c for other in deniers for c in pile.carriers[other] if c.stance == "asserts"]
    return drop_empty(
        {
            "id": write_id("c", claim_id),
            "wording": tidy_wording(claim.wording),
            "verdict": word_verdict(count, len(pile.documents), name_rests(pile, count.cut)),
            "reports": count.reports,
            "texts": count.texts,
            "outlets": count.sites,
            "groups": [
                say_group(g)
                for g in gather_groups((pile.documents[d].site, pile.documents[d].outlet_group) for d in carried)
            ],
            "low": count.independent_low,
            "high": count.independent_high,
            "record": count.on_record,
            "denied": len({pile.statements[c.statement_id].document_id for c in denials}),
            "leading": is_leading(pile, claim_id),
            "plain": is_plain(pile, claim_id),
            "first": places.documents[first],
            "documents": sorted(places.documents[number] for number in carried),
            **_name_speakers(pile, "says", asserting),
            **_name_speakers(pile, "doubts", [c for c in carriers if c.stance == "doubts"]),
            **_name_speakers(pile, "deniers", denials),
        }
    )


def _name_speakers(pile: Pile, field: str, carriers: list[Carrier]) -> dict[str, Any]:
    """Who speaks, as the climb from each statement found it; those in most articles first."""
    spoken = {c.statement_id for c in carriers}
    claims = dict.fromkeys(c.claim_id for c in carriers)
    names: dict[str, tuple[str, set[int]]] = {}
    for origin in (o for claim_id in claims for o in pile.origins.get(claim_id, ())):
        source = pile.sources[origin.source_id]
        if source.kind == "unstated" or origin.statement_id not in spoken:
            continue
        called = (
            name_speaker(source._asdict() | {"via": origin.via}) if source.kind == "outlet" else name_source(source)
        )
        name = called + (f" (through {origin.via})" if origin.via and origin.via != called else "")
        names.setdefault(name.casefold(), (name, set()))[1].add(pile.statements[origin.statement_id].document_id)
    listed = [name for name, articles in sorted(names.values(), key=lambda item: (-len(item[1]), item[0]))]
    return {field: listed[:SPEAKERS], f"{field}_more": max(0, len(listed) - SPEAKERS) or None}


def show_claims(pile: Pile, places: Places, flows: Flows) -> Iterator[dict[str, Any]]:
    """What is shown of each claim when it is opened, in the order of `places.claims`."""
    related = _relate_claims(pile, places)
    ordered = list(places.claims)
    for claim_id in ordered:
        ties = related.get(claim_id, [])
        shown = _show_claim(pile, places, claim_id, ties) | {"flow": _place_flow(flows[claim_id], places)}
        yield shown | drop_empty({"figures": _tell_figures(pile, places, claim_id, ties, ordered)})


def _place_flow(flow: dict[str, Any], places: Places) -> dict[str, Any]:
    """A flow whose documents are places in the payload."""
    nodes = [n | {"document": places.documents[n["document"]]} if "document" in n else n for n in flow["nodes"]]
    return {"nodes": [drop_empty(node) for node in nodes], "links": flow["links"]}


def _show_claim(pile: Pile, places: Places, claim_id: int, related: list[dict[str, Any]]) -> dict[str, Any]:
    count, carriers = pile.counts[claim_id], pile.carriers[claim_id]
    ordered = sorted(carriers, key=lambda c: _order_saying(pile, c))
    return drop_empty(
        {
            "reason": count.reason,
            "confidence": round(count.confidence, 3),
            "rests": name_rests(pile, count.cut),
            "rests_low": name_rests(pile, count.cut_low) if count.cut_low != count.cut else [],
            "sayings": [_quote_saying(pile, places, c) for c in ordered[:SAYINGS_SHOWN]],
            "more": max(0, len(ordered) - SAYINGS_SHOWN),
            "related": related,
        }
    )


def _tell_figures(
    pile: Pile, places: Places, claim_id: int, ties: list[dict[str, Any]], ordered: list[int]
) -> list[dict[str, Any]]:
    """The figures that a claim and those beside it give, in order of time; none where they cannot be told."""
    told = {ordered[tie["claim"]] for tie in ties if tie["kind"] in FIGURES}
    dated = {number: list_dated(pile, number)[:1] for number in ({claim_id, *told} if told else ())}
    rows = ((n, pile.claims[n].wording, order_document(first[0])[0] if first else find_latest(None, None))
            for n, first in dated.items())  # fmt: skip
    return [{"claim": places.claims[number], "figure": figure} for number, figure in order_figures(rows)]


def list_dated(pile: Pile, claim_id: int) -> list[Document]:
    """The articles with a date that carry a claim, in the order of time (and, of one time, of their ids as shown)."""
    documents = {pile.statements[c.statement_id].document_id for c in pile.carriers[claim_id]}
    return sorted((d for n in documents if (d := pile.documents[n]).published_at), key=order_document)


def order_document(document: Document) -> tuple[datetime, str]:
    """Where a document stands in time, of an unknown hour at the end of its day; those without a date last."""
    return find_latest(document.published_at, document.published_precision), write_id("d", document.document_id)


def _order_saying(pile: Pile, carrier: Carrier) -> tuple[Any, ...]:
    document = pile.documents[pile.statements[carrier.statement_id].document_id]
    return (order_document(document)[0], document.uri, carrier.statement_id)


def _quote_saying(pile: Pile, places: Places, carrier: Carrier) -> dict[str, Any]:
    statement = pile.statements[carrier.statement_id]
    document, source = pile.documents[statement.document_id], pile.sources[statement.source_id]
    spans = pile.spans.get(statement.statement_id, [])
    start, end = find_context(document, [(s.start, s.end) for s in spans])
    marks = sorted((s.start, s.end, s.role) for s in spans if start <= s.start < s.end <= end)
    return drop_empty(
        {
            "document": places.documents[statement.document_id],
            "stance": carrier.stance,
            "kind": statement.kind,
            "force": statement.force,
            "source": places.sources.get(statement.source_id),
            "who": name_source(source),
            "start": start,
            "end": end,
            "marks": [list(mark) for mark in marks],
            "said_at": write_time(statement.said_at),
        }
    )


def find_context(document: Document, spans: list[Span]) -> Span:
    """The sentences of a document that hold most of some spans, at most CONTEXT characters or so."""
    whole = join_spans(spans, gap=CONTEXT)[:1]
    if not whole:
        return (0, 0)
    start, end = whole[0]
    before = max(document.text.rfind("\n", 0, start) + 1, start - CONTEXT)
    line = document.text.find("\n", end)
    after = min(len(document.text) if line < 0 else line, end + CONTEXT)
    sentences = [s for s in find_sentences(document.text, before, after) if s[0] < end and s[1] > start]
    return (min([start, *(s[0] for s in sentences)]), max([end, *(s[1] for s in sentences)]))


def _relate_claims(pile: Pile, places: Places) -> dict[int, list[dict[str, Any]]]:
    related: dict[int, list[dict[str, Any]]] = {}
    for row in pile.relations:
        if row.claim_id in places.claims and row.other_id in places.claims:
            here, there = places.claims[row.claim_id], places.claims[row.other_id]
            related.setdefault(row.claim_id, []).append({"kind": row.kind, "claim": there, "from_here": True})
            related.setdefault(row.other_id, []).append({"kind": row.kind, "claim": here, "from_here": False})
    return related

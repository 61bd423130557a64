"""The picture of one claim: who speaks to which text, and which text was copied by which report."""

from dataclasses import dataclass, field
from typing import Any

from headwater.schema import read_id
from headwater.views.pile import Count, Origin, Pile, Source
from headwater.views.verdicts import name_source

ORDER_KNOWN = 0.6
"""Below this confidence the order of two texts counts as unknown (DESIGN.md, section 5)."""
ORDER_SURE = 0.9
"""Below this one text is "probably from" the other."""

Node = dict[str, Any]


@dataclass
class Flow:
    """Nodes by key, and links from one to another with how sure each is."""

    nodes: dict[str, Node] = field(default_factory=dict)
    links: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)

    def link(self, start: str, end: str, kind: str, sure: str = "sure") -> None:
        """Tie two nodes; of two ties between the same nodes the first stays, and none goes back."""
        if start != end and (end, start) not in self.links:
            self.links.setdefault((start, end), (kind, sure))


def word_order(confidence: float) -> str:
    """How sure the order of two texts is: sure, probable, unknown.

    >>> word_order(0.95), word_order(0.7), word_order(0.5)
    ('sure', 'probable', 'unknown')
    """
    return "sure" if confidence >= ORDER_SURE else "probable" if confidence >= ORDER_KNOWN else "unknown"


def draw_flow(pile: Pile, claim_id: int) -> dict[str, Any]:
    """The flow of a claim: nodes (sources, outlets that are not in the pile, texts and reports) and links between them.

    A node's `document` is a document's id (not yet a place in the payload). `rests` marks what the high count rests on,
    `rests_low` what the low count does.
    """
    flow = Flow()
    stances: dict[int, str] = {}
    for carrier in pile.carriers[claim_id]:
        document = pile.statements[carrier.statement_id].document_id
        if stances.get(document) != "asserts":
            stances[document] = carrier.stance
    for document in sorted(stances):
        _add_version(flow, pile, pile.version_of[document])
    reports = {pile.version_of[document] for document in stances}
    for origin in pile.origins.get(claim_id, ()):
        _climb(flow, pile, origin, reports)
    for document, stance in stances.items():
        flow.nodes[f"v{pile.version_of[document]}"] |= {"kind": "report", "stance": stance}
    _mark_rests(flow, pile, pile.counts[claim_id])
    keys = {key: place for place, key in enumerate(flow.nodes)}
    links = [
        {"from": keys[a], "to": keys[b], "kind": kind, "sure": sure} for (a, b), (kind, sure) in flow.links.items()
    ]
    return {"nodes": list(flow.nodes.values()), "links": links}


def keep_standing(flow: dict[str, Any], gone: set[int]) -> set[int]:
    """The nodes of a flow that something still reaches when some are gone.

    Where nodes have it from one another only, in a circle, each of them begins.

    >>> ties = [{"from": 0, "to": 1}, {"from": 1, "to": 2}, {"from": 3, "to": 2}]
    >>> keep_standing({"nodes": [{}] * 4, "links": ties}, {0})
    {2, 3}
    """
    return set(follow_links(flow, _find_begins(flow), gone))


def _find_begins(flow: dict[str, Any]) -> set[int]:
    places = set(range(len(flow["nodes"])))
    begins = places - {link["to"] for link in flow["links"]}
    return begins | (places - follow_links(flow, begins, set()).keys())


def list_needed(flow: dict[str, Any]) -> list[int]:
    """The nodes without any one of which no report of a flow stands any more.

    Each of them lies on every way to a report, so only those on one way are tried.

    >>> ties = [{"from": 0, "to": 1}, {"from": 1, "to": 2}, {"from": 1, "to": 3}]
    >>> list_needed({"nodes": [{}, {}, {"stance": "asserts"}, {"stance": "asserts"}], "links": ties})
    [0, 1]
    """
    reports = {place for place, node in enumerate(flow["nodes"]) if "stance" in node}
    before = follow_links(flow, _find_begins(flow), set())
    way, place = list[int](), min(reports, default=None)
    while place is not None:
        way.append(place)
        place = before[place]
    return [place for place in sorted(way) if not keep_standing(flow, {place}) & reports]


def follow_links(flow: dict[str, Any], begins: set[int], gone: set[int]) -> dict[int, int | None]:
    """The nodes that links lead to from some, those among them, past none that is gone; for each the node before it on
    a shortest way."""
    below: dict[int, list[int]] = {}
    for link in flow["links"]:
        below.setdefault(link["from"], []).append(link["to"])
    reached: dict[int, int | None] = dict.fromkeys(sorted(begins - gone))
    queue = list(reached)
    for place in queue:
        more = [other for other in below.get(place, ()) if other not in reached and other not in gone]
        reached |= dict.fromkeys(more, place)
        queue.extend(dict.fromkeys(more))
    return reached


def _climb(flow: Flow, pile: Pile, origin: Origin, reports: set[int]) -> None:
    own = pile.version_of[pile.statements[origin.statement_id].document_id]
    at = _add_version(flow, pile, own)
    for step in origin.path:
        letter, number = read_id(step)
        if letter == "e" and (edge := pile.edges.get(number)):
            child, parent = _add_version(flow, pile, edge.child_id), _add_version(flow, pile, edge.parent_id)
            flow.link(child, at, "cites")
            flow.link(parent, child, "copy", word_order(edge.confidence))
            at = parent
        elif letter == "s" and (statement := pile.statements.get(number)):
            above = _add_version(flow, pile, pile.version_of[statement.document_id])
            flow.link(above, at, "cites")
            at = above
    end = _add_version(flow, pile, origin.version_id)
    flow.link(end, at, "cites")
    if origin.version_id in reports - {own}:
        return  # that text's own statements go on from there
    source = pile.sources[origin.source_id]
    speaks = source.kind != "outlet" or source.name or not origin.via  # "the paper" is the outlet that it came through
    if origin.via and flow.nodes[end]["kind"] == "unseen":
        flow.nodes[end]["names"].append(origin.via)
    elif origin.via and not _is_called(flow.nodes[end], origin.via):
        outlet = f"w{origin.via.casefold()}"
        flow.nodes.setdefault(outlet, {"kind": "unseen", "label": origin.via, "names": [origin.via]})
        flow.link(outlet, end, "cites")
        end = outlet
    if speaks:
        flow.link(_add_source(flow, pile, origin), end, "says")


def _add_source(flow: Flow, pile: Pile, origin: Origin) -> str:
    source = pile.sources[origin.source_id]
    key = f"o{source.source_id}"
    node = flow.nodes.setdefault(
        key,
        {
            "kind": "unstated" if source.kind == "unstated" else "source",
            "label": name_source(source),
            "note": ", ".join(word for word in (source.role, source.affiliation) if word) if source.name else "",
            "named": bool(source.name),
            "on_record": False,
            "names": _list_names(source),
        },
    )
    node["on_record"] = node["on_record"] or origin.on_record
    return key


def _list_names(source: Source) -> list[str]:
    names = [word for word in (source.name, source.described_as, source.affiliation) if word]
    if source.affiliation:  # as the count names who speaks for an organisation
        names.append(f"{source.affiliation} ({source.name or source.described_as})")
    return names


def _add_version(flow: Flow, pile: Pile, version_id: int) -> str:
    key, version = f"v{version_id}", pile.versions[version_id]
    if key not in flow.nodes:
        if version.document_id is None:
            name = version.name or "an original that is not in this pile"
            flow.nodes[key] = {"kind": "unseen", "label": name, "names": [version.name] if version.name else []}
        else:
            document = pile.documents[version.document_id]
            names = [name for name in (document.uri, document.site) if name]
            flow.nodes[key] = {
                "kind": "text",
                "label": document.outlet,
                "document": document.document_id,
                "names": names,
            }
    return key


def _is_called(node: Node, name: str) -> bool:
    folded = name.casefold()
    return any(folded == other.casefold() or other.casefold() == f"{folded} report" for other in node["names"])


def _is_body_of(node: Node, entry: str) -> bool:
    """Whether a node is the body that what a count rests on speaks for: "coast guard" of "Coastguard (Ana Rey)"."""
    body = entry.partition(" (")[0] if entry.endswith(")") else ""
    return node["kind"] == "source" and bool(body) and _fold_label(node["label"]) == _fold_label(body)


def _fold_label(label: str) -> str:
    return "".join(c for c in label.casefold().removeprefix("the ") if c.isalnum())


def _mark_rests(flow: Flow, pile: Pile, count: Count) -> None:
    for field_name, entries in (("rests", count.cut), ("rests_low", count.cut_low)):
        for entry in entries:
            called = [node for node in flow.nodes.values() if _is_called(node, entry)]
            first = sorted(called, key=lambda node: "document" in node and entry not in pile.by_uri)[:1]
            for node in [*first, *(node for node in flow.nodes.values() if _is_body_of(node, entry))]:
                node[field_name] = True
    for node in flow.nodes.values():
        del node["names"]

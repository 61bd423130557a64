"""What the page knows of texts that articles share: their versions, who took from whom, and what was changed."""

from collections import Counter
from typing import Any

from headwater.intervals import join_spans
from headwater.schema import write_id
from headwater.views.flows import word_order
from headwater.views.groups import gather_groups, say_group
from headwater.views.pile import Edge, Pile, Version
from headwater.views.places import Places, drop_empty, write_time

_STYLE = {"typography", "spelling", "house_style"}


def find_texts(pile: Pile) -> list[int]:
    """Family ids of the texts that two or more articles share, the most copied first."""
    shared: dict[int, set[int]] = {}
    for edge in pile.edges.values():
        for version_id in (edge.child_id, edge.parent_id):
            shared.setdefault(pile.versions[version_id].family_id, set()).add(version_id)
    seen = {
        family: sum(pile.versions[v].document_id is not None for v in members) for family, members in shared.items()
    }
    return sorted((family for family in shared if seen[family] > 1), key=lambda family: (-seen[family], family))


def pair_edges(pile: Pile) -> dict[tuple[int, int], list[Edge]]:
    """Edges by (child, parent), the largest pair first."""
    pairs: dict[tuple[int, int], list[Edge]] = {}
    for edge in pile.edges.values():
        pairs.setdefault((edge.child_id, edge.parent_id), []).append(edge)
    return dict(sorted(pairs.items(), key=lambda item: (-sum(e.child_end - e.child_start for e in item[1]), item[0])))


def list_texts(pile: Pile, places: Places) -> list[dict[str, Any]]:
    """A row a text, in the order of `places.texts`: its versions by time, and the ties between them."""
    pairs: dict[int, list[tuple[tuple[int, int], list[Edge]]]] = {}
    for pair, edges in pair_edges(pile).items():
        pairs.setdefault(pile.versions[pair[0]].family_id, []).append((pair, edges))
    return [_list_text(pile, places, family, pairs[family]) for family in places.texts]


def _list_text(
    pile: Pile, places: Places, family: int, pairs: list[tuple[tuple[int, int], list[Edge]]]
) -> dict[str, Any]:
    versions = sorted({v for pair, _ in pairs for v in pair}, key=lambda v: _order_version(pile, v))
    seat = {version_id: place for place, version_id in enumerate(versions)}
    shown = [_show_version(pile, places, pile.versions[v]) for v in versions]
    first = next((row["document"] for row in shown if "document" in row), None)
    documents = [d for d in (pile.versions[v].document_id for v in versions) if d is not None]
    changes = Counter(edit.kind for _, edges in pairs for edge in edges for edit in pile.edits.get(edge.edge_id, ()))
    outlets = ((pile.documents[d].site, pile.documents[d].outlet_group) for d in documents)
    return drop_empty(
        {
            "id": write_id("t", family),
            "title": next((t for d in documents if (t := pile.documents[d].title)), None) or _begin(pile, documents),
            "versions": shown,
            "ties": [_tie(pile, places, pair, edges, seat) for pair, edges in pairs],
            "first": first,
            "outlets": len({pile.documents[d].outlet for d in documents}),
            "groups": [say_group(group) for group in gather_groups(outlets)],
            "changes": dict(sorted(changes.items())),
        }
    )


def _begin(pile: Pile, documents: list[int]) -> str:
    words = pile.documents[documents[0]].text.split()[:12] if documents else []
    return " ".join(words) + " …"


def _order_version(pile: Pile, version_id: int) -> tuple[Any, ...]:
    """Originals that nobody has and nobody dates first, then by time, articles without a date last."""
    version = pile.versions[version_id]
    unseen = version.document_id is None
    if version.born_at is None:
        return (0 if unseen else 2, "", version_id)
    return (1, version.born_at.isoformat(), not unseen, version_id)


def _show_version(pile: Pile, places: Places, version: Version) -> dict[str, Any]:
    row = {"at": write_time(version.born_at), "basis": version.born_basis}
    if version.document_id is None:
        return drop_empty(row | {"name": version.name or "an original that is not in this pile", "words": version.text})
    document = pile.documents[version.document_id]
    precision = document.published_precision if version.born_at == document.published_at else "day"
    return drop_empty(row | {"document": places.documents[version.document_id], "precision": precision})


def _tie(pile: Pile, places: Places, pair: tuple[int, int], edges: list[Edge], seat: dict[int, int]) -> dict[str, Any]:
    main = max(edges, key=lambda e: e.child_end - e.child_start)
    edits = [edit for edge in edges for edit in pile.edits.get(edge.edge_id, ())]
    style = sum(edit.kind in _STYLE for edit in edits)
    body = pile.body_of(pair[0]) or " "
    covered = sum(end - start for start, end in join_spans((e.child_start, e.child_end) for e in edges))
    return drop_empty(
        {
            "child": seat[pair[0]],
            "parent": seat[pair[1]],
            "kind": main.kind,
            "sure": word_order(main.confidence),
            "credited": main.credited,
            "share": round(covered / len(body), 3),
            "basis": main.basis,
            "changes": len(edits) - style,
            "style": style,
            "comparison": places.comparisons.get(pair),
        }
    )


def list_comparisons(pile: Pile, places: Places) -> list[dict[str, Any]]:
    """The two sides of each comparison, in the order of `places.comparisons`."""
    return [
        {"child": _side(pile, places, child), "parent": _side(pile, places, parent)}
        for child, parent in places.comparisons
    ]


def _side(pile: Pile, places: Places, version_id: int) -> dict[str, Any]:
    version = pile.versions[version_id]
    if version.document_id is None:
        return drop_empty({"name": version.name or "an original that is not in this pile"})
    return {"document": places.documents[version.document_id]}


def show_comparisons(pile: Pile, places: Places) -> list[dict[str, Any]]:
    """What is shown when two versions are compared: what is the same, and each change, worst first."""
    pairs = pair_edges(pile)
    return [_show_comparison(pile, pair, pairs[pair]) for pair in places.comparisons]


def _show_comparison(pile: Pile, pair: tuple[int, int], edges: list[Edge]) -> dict[str, Any]:
    main = max(edges, key=lambda e: e.child_end - e.child_start)
    parent = pile.versions[pair[1]]
    blocks = sorted((b["child_start"], b["parent_start"], b["length"]) for e in edges for b in e.blocks)
    edits = [edit for edge in edges for edit in pile.edits.get(edge.edge_id, ())]
    edits.sort(key=lambda e: (-e.weight, e.child_start, e.parent_start))
    return drop_empty(
        {
            "kind": main.kind,
            "sure": word_order(main.confidence),
            "basis": main.basis,
            "credited": main.credited,
            "words": parent.text if parent.document_id is None else None,
            "blocks": [list(block) for block in blocks],
            "edits": [[e.kind, e.child_start, e.child_end, e.parent_start, e.parent_end] for e in edits],
        }
    )

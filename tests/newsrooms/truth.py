"""What the scorers read: copied stretches, parents and edits, and what looks like copying and is not."""

from itertools import combinations
from typing import Any

from tests.newsrooms.articles import Article
from tests.newsrooms.copying import Taken, pair_siblings
from tests.newsrooms.rooms import Newsroom, list_taken

Row = dict[str, Any]


def list_copies(room: Newsroom) -> list[Row]:
    """One row a copied stretch, one a pair of siblings' stretch, one a group."""
    rows: list[Row] = []
    unseen: dict[str, list[tuple[Article, Taken]]] = {}
    by_name = {a.name: a for a in room.articles}
    for article in room.list_seen():
        for taken in list_taken(room, article):
            hidden = by_name[taken.parent].unseen
            for copy, source in taken.list_stretches():
                row = {"copy": article.name, "source": taken.parent, "kind": article.kind, "copy_span": list(copy)}
                rows.append(row | {"source_span": None if hidden else list(source)})
            if hidden:
                unseen.setdefault(taken.parent, []).append((article, taken))
    for children in unseen.values():
        for (one, from_one), (two, from_two) in combinations(children, 2):
            for here, there in pair_siblings(from_two, from_one):
                row = {"copy": two.name, "source": one.name, "kind": "sibling"}
                rows.append(row | {"copy_span": list(here), "source_span": list(there)})
    return rows + list_groups(room)


def list_descent(room: Newsroom) -> list[Row]:
    """One row a document: its parents with their stretches, and its edits; then the groups."""
    by_name = {a.name: a for a in room.articles}
    families = _group_relatives(room)
    rows: list[Row] = []
    for article in room.list_seen():
        parents, edits = [], []
        for taken in list_taken(room, article):
            stretches = [list(copy) for copy, _ in taken.list_stretches()]
            parent = by_name[taken.parent]
            relatives = next(f for f in families.values() if parent in f)
            also = _find_equals(article, taken, relatives, parent)
            parents.append({"parent": parent.name, "also": also, "stretches": stretches})
            if not parent.unseen:
                edits += [_write_edit(article, parent, edit) for edit in taken.edits]
        rows.append({"document": article.name, "parents": parents, "edits": edits})
    return rows + list_groups(room)


def _write_edit(article: Article, parent: Article, edit: Any) -> Row:
    return {
        "kind": edit.kind,
        "also": list(edit.also),
        "parent": parent.name,
        "child_text": article.text[slice(*edit.child)],
        "parent_text": parent.text[slice(*edit.parent)],
        "child_span": list(edit.child),
        "parent_span": list(edit.parent),
    }


def _find_equals(article: Article, taken: Taken, relatives: list[Article], parent: Article) -> list[str]:
    """Other documents, no younger, that have the parent's words of every stretch, and so could as well be the parent."""
    words = [_plain(parent.text[slice(*source)]) for _, source in taken.list_stretches()]
    possible = [r for r in relatives if r not in (article, parent) and r.born <= article.born and not r.unseen]
    return [r.name for r in possible if all(w in _plain(r.text) for w in words)]


def _group_relatives(room: Newsroom) -> dict[str, list[Article]]:
    """The articles that come from each original, by the name of the original."""
    roots: dict[str, set[str]] = {}
    for article in room.articles:  # parents are published before their copies
        roots[article.name] = set().union(*(roots[t.parent] for t in article.taken)) or {article.name}
    return {root: [a for a in room.articles if root in roots[a.name]] for root in roots if root in roots[root]}


def _plain(text: str) -> str:
    return " ".join("".join(c.lower() if c.isalnum() else " " for c in text).split())


def list_groups(room: Newsroom) -> list[Row]:
    """Documents that share boilerplate, a notice, a template (false), or what somebody said (neutral)."""
    rows: list[Row] = []
    seen = room.list_seen()
    for outlet in room.outlets:
        names = [a.name for a in seen if a.outlet is outlet]
        if outlet.notices and names:
            rows.append({"group": "boilerplate", "documents": sorted(names), "counts": "false"})
    noted = sorted(a.name for a in seen if a.credit or a.outlet.notices)
    rows.append({"group": "notice", "documents": noted, "counts": "false"})
    alike = [("quotation", said, "neutral") for said in room.quotations]
    alike += [("template", filled, "false") for filled in room.templates.values()]
    rows.extend({"group": g, "documents": sorted(a.name for a in listed), "counts": c} for g, listed, c in alike)
    return rows


def list_documents(room: Newsroom) -> list[Row]:
    """What is known of each document, for reading and for tests."""
    return [
        {
            "document": a.name,
            "outlet": a.outlet.name,
            "kind": a.kind,
            "group": a.group,
            "depth": a.depth,
            "born": f"{a.born:%Y-%m-%dT%H:%M:%SZ}",
            "date": a.date,
            "date_status": a.date_status,
            "credit": a.credit,
            "names_parent": bool(a.taken and (a.credit or a.canonical)),
            "canonical": a.canonical,
        }
        for a in room.list_seen()
    ]


def list_texts(room: Newsroom) -> list[Row]:
    """Every document's text as published, and its address."""
    return [{"document": a.name, "text": a.text, "also": [a.url]} for a in room.list_seen()]

"""Circles: outlets that cite each other for one claim, so that none of them is where it comes from."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from headwater.outlets import find_by_host
from headwater.views.voices import name_outlet

if TYPE_CHECKING:
    from headwater.store import Store

_TIES = """
SELECT DISTINCT o.claim_id, s.document_id AS child, v.document_id AS parent, o.via
FROM claim_origins o JOIN claim_counts n USING (claim_id) JOIN statements s USING (statement_id)
JOIN versions v USING (version_id)
WHERE n.reports > 1 AND {claims} AND (v.document_id IS DISTINCT FROM s.document_id OR o.via IS NOT NULL)
ORDER BY o.claim_id, child, parent, o.via"""

Tie = tuple[int, int, int | None, str | None]
"""A claim, an article of it, the article in the pile that it has it from, and the outlet that it names."""


def find_circles(store: "Store", claims: Iterable[int] | None = None) -> dict[int, list[str]]:
    """Of some claims, or of all, those with a circle: outlets by name, each of which has it from the next, and the last
    from the first.

    Reads what the tally wrote, documents and versions. A circle adds nothing to a count: taking one of its outlets away
    breaks it, and what does not lead out of it is one.
    """
    listed = None if claims is None else sorted(set(claims))
    where = "true" if listed is None else "o.claim_id IN (SELECT unnest(?))"
    rows = store.ask(_TIES.format(claims=where), [] if listed is None else [listed]).to_pylist()
    numbers = sorted({n for row in rows for n in (row["child"], row["parent"]) if n is not None})
    sql = "SELECT document_id, site, uri FROM documents WHERE document_id IN (SELECT unnest(?))"
    names = {row["document_id"]: name_outlet(row) for row in store.ask(sql, [numbers]).to_pylist()}
    return circle_ties(((row["claim_id"], row["child"], row["parent"], row["via"]) for row in rows), names)


def circle_ties(ties_of: Iterable[Tie], names: Mapping[int, str]) -> dict[int, list[str]]:
    """The circles of claims, from where each article has a claim from; `names` are the outlets of articles.

    >>> circle_ties([(1, 8, None, "Harbour Times"), (1, 9, None, "The Vik Post")], {8: "Vik Post", 9: "Harbour Times"})
    {1: ['Harbour Times', 'Vik Post']}
    """
    ties: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    called: dict[str, str] = {}
    for claim, document, other, via in ties_of:
        child = names[document]
        parent = names[other] if other is not None and other != document else via
        if parent:
            ends = _fold(child), _fold(parent)
            called |= {ends[0]: child, ends[1]: called.get(ends[1], parent)}
            ties[claim][ends[0]].add(ends[1])
    circles = {claim: find_circle(near) for claim, near in ties.items()}
    return {claim: [called[key] for key in circle] for claim, circle in circles.items() if circle}


def find_circle(near: Mapping[str, Iterable[str]]) -> list[str]:
    """The shortest circle of a graph, of equals the first by name; empty where there is none.

    >>> find_circle({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"d"}})
    ['b', 'c']
    """
    best: list[str] = []
    for start in sorted(near):
        ways = {start: [start]}
        queue = [start]
        for at in queue:
            for other in sorted(near.get(at, ())):
                if other == start and at != start and (not best or len(ways[at]) < len(best)):
                    best = ways[at]
                if other not in ways:
                    ways[other] = [*ways[at], other]
                    queue.append(other)
    return best


def _fold(name: str) -> str:
    """An outlet by its name or its site, so that both meet.

    >>> _fold("The Harbour Times"), _fold("harbourtimes.example")
    ('harbourtimes', 'harbourtimes')
    """
    known = find_by_host(name) if "." in name else None
    label = known.name if known else name.removeprefix("www.").split(".")[0] if " " not in name else name
    return re.sub(r"[\W_]+", "", label.casefold().removeprefix("the "))


def say_circle(circle: list[str]) -> str:
    """A circle in words.

    >>> say_circle(["Harbour Times", "Sorrel Insider"])
    'Harbour Times has it from Sorrel Insider, which has it from Harbour Times: counted once'
    """
    first, *rest = [*circle, circle[0]]
    return f"{first} has it from {', which has it from '.join(rest)}: counted once"

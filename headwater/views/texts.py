"""Which articles are one text: the earliest in the pile, its copies, where each is from, and what was changed."""

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from headwater.schema import write_id
from headwater.views.claims import make_patterns
from headwater.views.groups import gather_groups
from headwater.views.names import make_whole, measure_ids
from headwater.views.voices import Row, count_articles, read_articles, write_birth

if TYPE_CHECKING:
    from headwater.store import Store

CERTAIN, LIKELY = 0.9, 0.6
"""Confidence in a direction from which a reader is told so outright, and below which the order is unknown."""

STYLE = ("typography", "spelling", "house_style")
"""Kinds of change that are counted together, as typography and style."""


@dataclass(frozen=True)
class TextChoice:
    """Which texts are asked for: words of a headline, an outlet; how many."""

    about: str = ""
    site: str = ""
    limit: int = 20


def list_texts(store: "Store", choice: TextChoice = TextChoice()) -> Row:
    """The texts that more than one article has, the most copied first.

    Reads documents and what the descent wrote. Returns articles (how many the pile has), alone (how many of them share
    their text with none), texts, more (how many are not among the rows) and short_ids.
    """
    wheres, parameters = ["articles > 1 OR articles > 0 AND unseen > 0 AND copied"], list[Any]()
    if choice.site:
        wheres.append("list_contains(list_transform(sites, lambda x: contains(lower(x), ?)), true)")
        parameters.append(make_whole(choice.site).strip().lower().removeprefix("www."))
    if patterns := make_patterns(choice.about):
        same = " AND ".join(["regexp_matches(x, ?)"] * len(patterns))
        wheres.append(f"list_contains(list_transform(titles, lambda x: {same}), true)")
        parameters += patterns
    where = " AND ".join(f"({condition})" for condition in wheres)
    rows = store.ask(_FAMILIES.format(where=where), [*parameters, choice.limit or 2**31]).to_pylist()
    total = rows[0]["total"] if rows else 0
    return {
        "articles": count_articles(store),
        "alone": _count_alone(store),
        "texts": read_texts(store, [row["family_id"] for row in rows]),
        "more": total - len(rows),
        "short_ids": measure_ids(store, "dtv"),
    }


def read_texts(store: "Store", family_ids: list[int]) -> list[Row]:
    """Texts in full: each with its versions in order of time, and each version with what it was taken from."""
    versions = store.ask(_VERSIONS, [family_ids]).to_pylist()
    articles = read_articles(store, [v["document_id"] for v in versions if v["document_id"] is not None])
    edges = _read_edges(store, [v["version_id"] for v in versions])
    families: dict[int, list[Row]] = defaultdict(list)
    shown = {v["version_id"]: describe_version(v, articles) for v in versions}
    for version in versions:
        row = dict(shown[version["version_id"]])
        row["taken_from"] = [
            _describe_edge(edge, shown[edge["parent_id"]])
            for edge in edges[version["version_id"]]
            if edge["parent_id"] in shown
        ]
        families[version["family_id"]].append(row)
    return [_describe_text(number, families[number]) for number in family_ids if number in families]


def describe_version(version: Row, articles: dict[int, Row]) -> Row:
    """One text of a family as lists show it: the article, or what is known of an original that is not in the pile."""
    article = articles.get(version["document_id"])
    born = write_birth(version["born_at"])
    row: Row = {
        "version": write_id("v", version["version_id"]),
        "in_pile": article is not None,
        "born_basis": version["born_basis"],
    }
    if article is not None:
        dated = article["published"] or (born if version["born_basis"] != "document" else None)
        late = (
            version["born_basis"] == "family"
            and born
            and article["published"]
            and born < article["published"][: len(born)]
        )
        return row | {"article": article, "name": article["outlet"], "date": dated, "copied_by": born if late else None}
    return row | {"article": None, "name": version["name"] or "an original without a name", "date": born}


def say_order(confidence: float) -> str:
    """How sure the order of two texts is: certain, probable or unknown.

    >>> say_order(0.95), say_order(0.7), say_order(0.5)
    ('certain', 'probable', 'unknown')
    """
    return "certain" if confidence >= CERTAIN else "probable" if confidence >= LIKELY else "unknown"


def tell_apart(one: Row, other: Row) -> tuple[str, str]:
    """The names of two texts; where the outlet is the same, with the date, else the file.

    >>> a = {"name": "harbor.example", "date": "2026-03-02", "article": {"file": "x/a.html"}}
    >>> tell_apart(a, a | {"name": "gull.example"}), tell_apart(a, a | {"date": "2026-03-04"})
    (('harbor.example', 'gull.example'), ('harbor.example of 2026-03-02', 'harbor.example of 2026-03-04'))
    >>> tell_apart(a, a | {"article": {"file": "x/b.html"}})
    ('a.html', 'b.html')
    """
    if one["name"] != other["name"]:
        return one["name"], other["name"]
    if one["date"] and other["date"] and one["date"] != other["date"]:
        return f"{one['name']} of {one['date']}", f"{other['name']} of {other['date']}"
    files = [
        shown["article"]["file"].rsplit("/", 1)[-1] if shown["article"] else shown["version"] for shown in (one, other)
    ]
    return files[0], files[1]


_FAMILIES = """
WITH families AS (
    SELECT family_id, count(document_id) AS articles, count(*) - count(document_id) AS unseen,
        list(DISTINCT coalesce(site, '')) AS sites, list(coalesce(title, '')) AS titles, min(born_at) AS born_at
    FROM versions LEFT JOIN documents USING (document_id) GROUP BY family_id),
copied AS (
    SELECT DISTINCT family_id FROM edges JOIN versions ON version_id = child_id)
SELECT f.family_id, count(*) OVER () AS total
FROM (SELECT *, family_id IN (SELECT family_id FROM copied) AS copied FROM families) f
WHERE {where} ORDER BY articles DESC, born_at NULLS LAST, family_id LIMIT ?"""

_VERSIONS = """
SELECT version_id, document_id, name, family_id, born_at, born_basis FROM versions
WHERE family_id IN (SELECT unnest(?)) ORDER BY family_id, born_at NULLS LAST, document_id IS NOT NULL, version_id"""

_EDGES = """
WITH chosen AS (SELECT * FROM edges WHERE child_id IN (SELECT unnest(?))),
changes AS (
    SELECT edge_id, map_from_entries(list((kind, n))) AS changes FROM (
        SELECT edge_id, kind, count(*) AS n FROM edits WHERE edge_id IN (SELECT edge_id FROM chosen) GROUP BY ALL)
    GROUP BY edge_id)
SELECT chosen.* EXCLUDE blocks, list_sum(list_transform(blocks, lambda x: x.length)) AS shared, changes
FROM chosen LEFT JOIN changes USING (edge_id) ORDER BY child_id, child_start"""


def _read_edges(store: "Store", version_ids: list[int]) -> dict[int, list[Row]]:
    """For each child its parents, the one that gave most first: one row a pair, over all stretches."""
    pairs: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for row in store.ask(_EDGES, [version_ids]).to_pylist():
        pairs[row["child_id"], row["parent_id"]].append(row)
    parents: dict[int, list[Row]] = defaultdict(list)
    for (child, _), rows in pairs.items():
        main = max(rows, key=lambda row: (row["child_end"] - row["child_start"], -row["child_start"]))
        changes: dict[str, int] = defaultdict(int)
        for row in rows:
            for kind, number in dict(row["changes"] or {}).items():
                changes[kind] += number
        size = sum(row["child_end"] - row["child_start"] for row in rows)
        parents[child].append(main | {"size": size, "stretches": len(rows), "changes": dict(sorted(changes.items()))})
    for rows in parents.values():
        rows.sort(key=lambda row: (-row["size"], row["child_start"]))
    return parents


def _describe_edge(edge: Row, parent: Row) -> Row:
    return {
        "edge": write_id("e", edge["edge_id"]),
        "version": parent["version"],
        "name": parent["name"],
        "article": parent["article"]["id"] if parent["article"] else None,
        "kind": edge["kind"],
        "order": say_order(edge["confidence"]),
        "confidence": edge["confidence"],
        "credited": edge["credited"],
        "stretches": edge["stretches"],
        "characters": edge["size"],
        "changes": {kind: n for kind, n in edge["changes"].items() if kind not in STYLE},
        "style": sum(n for kind, n in edge["changes"].items() if kind in STYLE),
    }


def _describe_text(number: int, versions: list[Row]) -> Row:
    articles = [v["article"] for v in versions if v["article"]]
    earliest = next(
        (v for v in versions if not v["taken_from"] and v["in_pile"]), next((v for v in versions if v["in_pile"]), None)
    )
    dates = sorted(v["date"] for v in versions if v["in_pile"] and v["date"])
    return {
        "id": write_id("t", number),
        "title": next((a["title"] for a in articles if a["title"]), None),
        "opening": articles[0]["opening"] if articles else None,
        "articles": len(articles),
        "outlets": len({a["site"] for a in articles if a["site"]}),
        "groups": gather_groups((a["site"], a["group"]) for a in articles),
        "from": dates[0] if dates else None,
        "to": dates[-1] if dates else None,
        "earliest": earliest["version"] if earliest else None,
        "earliest_certain": bool(earliest and earliest["date"]) and not any(_is_order_unknown(v) for v in versions),
        "originals_not_in_pile": [v["name"] for v in versions if not v["in_pile"]],
        "versions": versions,
    }


def _is_order_unknown(version: Row) -> bool:
    return bool(version["taken_from"]) and version["taken_from"][0]["order"] == "unknown"


def _count_alone(store: "Store") -> int:
    sql = """
        SELECT count(*) AS n FROM (
            SELECT family_id FROM versions GROUP BY family_id HAVING count(document_id) = 1
            EXCEPT SELECT family_id FROM edges JOIN versions ON version_id = child_id)"""
    return int(store.ask(sql)["n"][0].as_py())

"""What changed between two texts, worst first; typography and style counted together."""

from collections import defaultdict
from typing import TYPE_CHECKING

from headwater.errors import InputError
from headwater.schema import write_id
from headwater.views.names import clip, find_id, measure_ids
from headwater.views.texts import STYLE, describe_version, say_order
from headwater.views.voices import Row, read_articles

if TYPE_CHECKING:
    from headwater.store import Store

AROUND = 60
"""Characters of the sentence that are quoted on either side of a change."""


def find_differences(store: "Store", first: str, second: str, *, with_all: bool = False) -> Row:
    """What was changed between two texts, in the words of both, step by step where one was not taken from the other.

    Reads versions, edges, edits. Returns parts (each with old, new, order, kind, credited; changes, worst first; style:
    how many of each kind of typography and style, which are among the changes only with_all), direct (one part) and
    short_ids. Raises InputError when the two are not one text.
    """
    pair = find_pair(store, first, second)
    way = find_way(store, pair)
    if not way:
        raise InputError(
            f"{clip(first)} and {clip(second)} are not one text: neither was copied from the other.",
            f"What they share, if anything: headwater why {store.path} A B",
        )
    parts = [_compare(store, *step, with_all) for step in way]
    return {"direct": len(parts) == 1, "parts": parts, "short_ids": measure_ids(store, "dv")}


def _compare(store: "Store", child: Row, parent: Row, with_all: bool) -> Row:
    edges = read_edges(store, child["version_id"], parent["version_id"])
    edits = store.ask(_EDITS, [[edge["edge_id"] for edge in edges]]).to_pylist()
    texts = (parent["text"] or "", child["text"] or "")
    return {
        "old": parent["shown"],
        "new": child["shown"],
        "order": say_order(edges[0]["confidence"]),
        "kind": edges[0]["kind"],
        "credited": edges[0]["credited"],
        "changes": [_quote_edit(edit, *texts) for edit in edits if with_all or edit["kind"] not in STYLE],
        "style": {kind: n for kind in STYLE if (n := sum(edit["kind"] == kind for edit in edits))},
    }


def find_pair(store: "Store", first: str, second: str) -> tuple[Row, Row]:
    """Two texts by what a person calls them: their rows of versions, with the text and how lists show them.

    Raises InputError when one is not found, or both are the same.
    """
    pair = find_version(store, first), find_version(store, second)
    if pair[0]["version_id"] == pair[1]["version_id"]:
        raise InputError(f"{clip(first)} and {clip(second)} are the same article.", "Give two different ones.")
    return pair


def find_version(store: "Store", typed: str) -> Row:
    """A text by what a person calls it: its row of versions, with the text and how lists show it."""
    letter, number = find_id(store, typed, "dv")
    key = "document_id" if letter == "d" else "version_id"
    rows = read_versions(store, key, [number])
    if not rows:
        raise InputError(
            f"It is not known yet where {clip(typed)} is from: the pile was traced only in part.",
            f"Finish it: headwater trace ARTICLES -o {store.path}",
        )
    return rows[0]


def read_versions(store: "Store", key: str, numbers: list[int]) -> list[Row]:
    """Rows of versions, each with its text and with how lists show it."""
    sql = f"""
        SELECT v.* EXCLUDE text, coalesce(d.text, v.text) AS text
        FROM versions v LEFT JOIN documents d USING (document_id)
        WHERE v.{key} IN (SELECT unnest(?)) ORDER BY version_id"""
    rows = store.ask(sql, [numbers]).to_pylist()
    articles = read_articles(store, [row["document_id"] for row in rows if row["document_id"] is not None])
    return [row | {"shown": describe_version(row, articles)} for row in rows]


def find_way(store: "Store", pair: tuple[Row, Row]) -> list[tuple[Row, Row]]:
    """The shortest way from one text to another along what was copied: (child, parent) for each step; none: empty."""
    start, goal = pair[0]["version_id"], pair[1]["version_id"]
    if pair[0]["family_id"] != pair[1]["family_id"]:
        return []
    before = _walk(store, pair[0]["family_id"], start)
    if goal not in before:
        return []
    numbers = [goal]
    while numbers[-1] != start:
        numbers.append(before[numbers[-1]])
    rows = {row["version_id"]: row for row in read_versions(store, "version_id", numbers)}
    way = []
    for one, other in zip(numbers[::-1], numbers[-2::-1], strict=False):
        child = read_edges(store, one, other)[0]["child_id"]
        way.append((rows[child], rows[other if child == one else one]))
    return way


def _walk(store: "Store", family: int, start: int) -> dict[int, int]:
    """From where each version of a family is first reached, breadth first; parents before children."""
    sql = """
        SELECT DISTINCT child_id, parent_id FROM edges JOIN versions ON version_id = child_id WHERE family_id = ?
        ORDER BY child_id, parent_id"""
    near: dict[int, list[int]] = defaultdict(list)
    pairs = [(row["child_id"], row["parent_id"]) for row in store.ask(sql, [family]).to_pylist()]
    for one, other in [*pairs, *((parent, child) for child, parent in pairs)]:
        near[one].append(other)
    before, waiting = {start: start}, [start]
    for number in waiting:
        for other in near[number]:
            if other not in before:
                before[other] = number
                waiting.append(other)
    return before


def read_edges(store: "Store", one: int, other: int) -> list[Row]:
    """The stretches that one of two versions took from the other, the longest first."""
    sql = """
        SELECT * FROM edges WHERE child_id = $1 AND parent_id = $2 OR child_id = $2 AND parent_id = $1
        ORDER BY child_end - child_start DESC, child_start, edge_id"""
    rows: list[Row] = store.ask(sql, [one, other]).to_pylist()
    return rows


_EDITS = """
SELECT * FROM edits WHERE edge_id IN (SELECT unnest(?))
ORDER BY weight DESC, child_start, parent_start, edit_id"""


def _quote_edit(edit: Row, parent: str, child: str) -> Row:
    old, new = (edit["parent_start"], edit["parent_end"]), (edit["child_start"], edit["child_end"])
    return {
        "id": write_id("x", edit["edit_id"]),
        "kind": edit["kind"],
        "weight": edit["weight"],
        "old": parent[slice(*old)],
        "new": child[slice(*new)],
        "old_start": old[0],
        "new_start": new[0],
        "old_around": quote_around(parent, *old),
        "new_around": quote_around(child, *new),
    }


def quote_around(text: str, start: int, end: int) -> list[str]:
    """The words before and after a stretch, as far as its sentence or line goes and no further than is easily read.

    >>> quote_around("One. The blaze hurt three people. Two.", 20, 25)
    ['The blaze hurt ', ' people.']
    """
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    cut_before = max((before.rfind(mark) + len(mark) for mark in (". ", "\n", "? ", "! ") if mark in before), default=0)
    if cut_before == 0 and start > AROUND:
        cut_before = before.find(" ") + 1
        before = "…" + before[cut_before:]
    else:
        before = before[cut_before:]
    ends = [after.find(mark) + 1 for mark in (". ", "? ", "! ", "\n") if mark in after]
    if ends:
        after = after[: min(ends)].rstrip("\n")
    elif end + AROUND < len(text):
        after = after[: after.rfind(" ") + 1 or None].rstrip() + "…"
    return [before, after]

"""The evidence that one text was taken from another: the stretches, what speaks for that, what was ruled out."""

from typing import TYPE_CHECKING, Any

from headwater.decisions import STAGE_OF
from headwater.schema import write_id
from headwater.views.decisions import find_text_decisions
from headwater.views.differences import find_pair, find_way, read_edges, read_versions
from headwater.views.names import measure_ids
from headwater.views.texts import say_order, tell_apart
from headwater.views.voices import BASES, Row, write_birth

if TYPE_CHECKING:
    from headwater.store import Store


def explain_direction(store: "Store", first: str, second: str) -> Row:
    """Why one of two texts is taken to be from the other, or how else they hang together.

    Reads versions, edges, passages, signals. Returns steps (one a pair on the way between them; none when they are not
    one text), shared (what they share nevertheless) and short_ids. Raises InputError when a text is not found.
    """
    pair = find_pair(store, first, second)
    way = find_way(store, pair)
    return {
        "question": "texts",
        "first": pair[0]["shown"],
        "second": pair[1]["shown"],
        "steps": [_explain_step(store, child, parent) for child, parent in way],
        "shared": [] if len(way) == 1 else _read_shared(store, *pair),
        "decided": _read_decided(store, *pair),
        "short_ids": measure_ids(store, "dv"),
    }


def _read_decided(store: "Store", first: Row, second: Row) -> list[Row]:
    """What readers decided of the two texts together, where both are articles."""
    ids = [row["document_id"] for row in (first, second) if row["document_id"] is not None]
    decided = find_text_decisions(store, ids) if len(ids) == 2 else []
    return [row for row in decided if STAGE_OF[row["kind"]] == "descent"]


def _explain_step(store: "Store", child: Row, parent: Row) -> Row:
    edges = read_edges(store, child["version_id"], parent["version_id"])
    confidence = edges[0]["confidence"]
    speaks_for, speaks_against = _weigh_dates(child, parent)
    basis = [reason for edge in edges for reason in edge["basis"].split("; ")]
    credits = [
        f"{who} says: “{words}”" for who, words in _read_credits(store, child, parent) if words not in " ".join(basis)
    ]
    speaks_for = [*dict.fromkeys(basis), *dict.fromkeys(credits), *speaks_for]
    return {
        "child": child["shown"],
        "parent": parent["shown"],
        "kind": edges[0]["kind"],
        "order": say_order(confidence),
        "confidence": confidence,
        "credited": edges[0]["credited"],
        "stretches": [_quote_stretch(edge, child["text"] or "", parent["text"] or "") for edge in edges],
        "words": len((child["text"] or "").split()),
        "speaks_for": speaks_for,
        "speaks_against": speaks_against,
        "ruled_out": [_rule_out_reverse(child, parent, confidence), *_rule_out_others(store, child, parent, edges)],
    }


def _quote_stretch(edge: Row, child: str, parent: str) -> Row:
    new, old = child[edge["child_start"] : edge["child_end"]], parent[edge["parent_start"] : edge["parent_end"]]
    return {
        "id": write_id("e", edge["edge_id"]),
        "new": new,
        "old": old,
        "new_start": edge["child_start"],
        "old_start": edge["parent_start"],
        "words": len(new.split()),
        "same": round(min(1.0, sum(block["length"] for block in edge["blocks"]) / max(len(new), 1)), 2),
    }


def _weigh_dates(child: Row, parent: Row) -> tuple[list[str], list[str]]:
    """What the dates say for the direction, and what against it."""
    names = tell_apart(child["shown"], parent["shown"])
    if child["born_at"] is None or parent["born_at"] is None:
        undated = " and ".join(name for name, row in zip(names, (child, parent), strict=True) if row["born_at"] is None)
        return [], [f"No date is known of {undated}."]
    line = "Dates: " + "; ".join(f"{row['shown']['name']} {_say_date(row)}" for row in (child, parent))
    if parent["born_at"] < child["born_at"]:
        return [line], []
    return [], [line + ("; they do not tell the two apart" if parent["born_at"] == child["born_at"] else "")]


def _say_date(row: Row) -> str:
    shown = row["shown"]
    if row["born_basis"] == "document" and shown["article"]:
        basis = shown["article"]["published_basis"]
        return f"{shown['date']} (from {BASES.get(basis, basis)})"
    basis = {"family": "from its copies", "capture": "when it was saved", "signal": "from what its copies say"}.get(
        row["born_basis"], ""
    )
    return f"{write_birth(row['born_at'])} at the latest ({basis})" if basis else str(shown["date"])


def _read_credits(store: "Store", child: Row, parent: Row) -> list[tuple[str, str]]:
    """The words by which the child says that it is from the parent, or the parent that the child has it."""
    sql = """
        SELECT document_id, evidence, target, target_site, direction, "start" FROM signals
        WHERE document_id IN (SELECT unnest(?)) ORDER BY document_id, "start" NULLS LAST, signal_id"""
    found = []
    documents = [row["document_id"] for row in (child, parent) if row["document_id"] is not None]
    for row in store.ask(sql, [documents]).to_pylist():
        of_child = row["document_id"] == child["document_id"]
        wanted = parent if of_child else child
        if row["direction"] in (("from", "part", "same") if of_child else ("to",)) and _is_meant(row, wanted):
            who = child if of_child else parent
            found.append((who["shown"]["name"], row["evidence"]))
    return found


def _is_meant(signal: Row, version: Row) -> bool:
    article = version["shown"]["article"]
    if article is None:
        return bool(version["name"]) and signal["target"].casefold() in version["name"].casefold()
    site = (article["site"] or "").casefold()
    squeezed = "".join(c for c in signal["target"].casefold() if c.isalnum())
    return bool(site) and (
        signal["target_site"] == site or (len(squeezed) > 3 and squeezed in site.replace("-", "").replace(".", ""))
    )


def _rule_out_reverse(child: Row, parent: Row, confidence: float) -> Row:
    names = tell_apart(child["shown"], parent["shown"])
    if confidence < 0.6:
        reason = "not ruled out; nothing settles which of the two came first"
    elif child["born_at"] and parent["born_at"] and parent["born_at"] < child["born_at"]:
        reason = f"{names[1]} is the older of the two" + (
            "" if confidence >= 0.9 else ", as far as the dates can be trusted"
        )
    else:
        reason = "the signs above point the other way" + ("" if confidence >= 0.9 else ", though not beyond doubt")
    return {"what": f"that {names[1]} took it from {names[0]}", "article": None, "words": None, "reason": reason}


_RIVALS = """
WITH shared AS (
    SELECT b_document_id AS other_id, a_start AS first, a_end AS last, shared_tokens, kind
    FROM passages WHERE a_document_id = $1
    UNION ALL SELECT a_document_id, b_start, b_end, shared_tokens, kind FROM passages WHERE b_document_id = $1)
SELECT v.version_id, sum(shared_tokens)::INTEGER AS words, bool_and(shared.kind = 'quotation') AS quoted
FROM shared JOIN versions v ON v.document_id = other_id
WHERE v.version_id <> $2 AND first < $4 AND last > $3
AND NOT EXISTS (SELECT 1 FROM edges WHERE child_id = $5 AND parent_id = v.version_id)
GROUP BY v.version_id, v.born_at ORDER BY words DESC, v.version_id"""


def _rule_out_others(store: "Store", child: Row, parent: Row, edges: list[Row]) -> list[Row]:
    """Every other article that has words of these stretches, and why the child is not taken to have them from there."""
    if child["document_id"] is None:
        return []
    start, end = min(edge["child_start"] for edge in edges), max(edge["child_end"] for edge in edges)
    rivals = store.ask(
        _RIVALS, [child["document_id"], parent["version_id"], start, end, child["version_id"]]
    ).to_pylist()
    rows = {
        row["version_id"]: row for row in read_versions(store, "version_id", [rival["version_id"] for rival in rivals])
    }
    pairs = store.ask("SELECT DISTINCT child_id, parent_id FROM edges").to_pylist() if rivals else []
    up: dict[int, set[int]] = {}
    for pair in pairs:
        up.setdefault(pair["child_id"], set()).add(pair["parent_id"])
    ruled_out = []
    for rival in rivals:
        other = rows[rival["version_id"]]
        names = tell_apart(child["shown"], other["shown"])
        ruled_out.append(
            {
                "what": f"that {names[0]} took it from {names[1]}",
                "article": other["shown"]["article"],
                "words": rival["words"],
                "reason": _say_why_not(rival, other, child, parent, up),
            }
        )
    return ruled_out


def _say_why_not(rival: Row, other: Row, child: Row, parent: Row, up: dict[int, set[int]]) -> str:
    name = tell_apart(other["shown"], parent["shown"])[0]
    if rival["quoted"]:
        return "they only quote the same words of somebody"
    if child["version_id"] in _climb(other["version_id"], up):
        return f"{name} has it from {child['shown']['name']} itself"
    if parent["version_id"] in _climb(other["version_id"], up):
        return f"{name} is itself a copy of {parent['shown']['name']}"
    if other["version_id"] in _climb(parent["version_id"], up):
        return f"{parent['shown']['name']} stands between them, and is nearer in its words"
    if other["born_at"] and child["born_at"] and other["born_at"] > child["born_at"]:
        return f"{name} is later ({other['shown']['date']})"
    return f"{parent['shown']['name']} is nearer in its words"


def _climb(start: int, up: dict[int, set[int]]) -> set[int]:
    reached: set[int] = set()
    waiting = [start]
    while waiting:
        for number in up.get(waiting.pop(), ()):
            if number not in reached:
                reached.add(number)
                waiting.append(number)
    return reached


def _read_shared(store: "Store", one: Row, other: Row) -> list[dict[str, Any]]:
    """What two articles share that were not taken from one another, in words."""
    if one["document_id"] is None or other["document_id"] is None:
        return []
    a, b = sorted((one, other), key=lambda row: int(row["document_id"]))
    sql = """
        SELECT * EXCLUDE blocks FROM passages WHERE a_document_id = ? AND b_document_id = ?
        ORDER BY shared_tokens DESC, passage_id"""
    rows = store.ask(sql, [a["document_id"], b["document_id"]]).to_pylist()
    return [
        {
            "kind": row["kind"],
            "words": row["shared_tokens"],
            "similarity": row["similarity"],
            "text": a["text"][row["a_start"] : row["a_end"]],
        }
        for row in rows
    ]

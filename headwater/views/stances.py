"""Who says a claim, who doubts it, who asks, who denies it, and in how many articles each."""

from collections import defaultdict
from datetime import datetime
from typing import TYPE_CHECKING

from headwater.schema import write_id
from headwater.views.figures import order_figures
from headwater.views.voices import NO_SOURCE, Row, find_latest, name_outlet, name_speaker, write_time

if TYPE_CHECKING:
    from headwater.store import Store

_STANCES = {"asserts": "says", "doubts": "doubts", "questions": "asks"}
_RELATIONS = {
    "denies": ("denied_by", "denies"),
    "number_differs": ("other_numbers", "other_numbers"),
    "narrower": ("narrower", "wider"),
    "updates": ("updated_by", "updates"),
}
"""How a relation reads for the claim that is borne on, and for the one that bears on it."""

_FIGURES = ("other_numbers", "updated_by", "updates")

_STATEMENTS = """
SELECT m.claim_id, m.stance, s.document_id, d.site, d.uri,
    coalesce(oo.kind, os.kind) AS kind, coalesce(oo.name, os.name) AS name,
    coalesce(oo.described_as, os.described_as) AS described_as, coalesce(oo.role, os.role) AS role,
    coalesce(oo.affiliation, os.affiliation) AS affiliation, o.via, coalesce(o.on_record, false) AS on_record
FROM claim_statements m JOIN statements s USING (statement_id) JOIN documents d USING (document_id)
JOIN sources os ON os.source_id = s.source_id
LEFT JOIN claim_origins o ON o.claim_id = m.claim_id AND o.statement_id = m.statement_id
LEFT JOIN sources oo ON oo.source_id = o.source_id AND (oo.kind <> 'unstated' OR os.kind = 'unstated')
WHERE m.claim_id IN (SELECT unnest(?)) ORDER BY m.claim_id, m.statement_id, o.source_id"""


def collect_stances(store: "Store", numbers: list[int]) -> dict[int, Row]:
    """For each claim: voices (who says, doubts, asks), articles by stance, how other claims bear on it, and figures.

    Figures are what it and those beside it give for the same, in order of time: id, figure, the count, when first said.

    A voice is a source as the climb found it, the outlet it came through, and the articles that carry it. An article is
    counted once: it says so if any of its statements does, else it doubts, else it asks.
    """
    relations = _read_relations(store, numbers)
    others = {row["other"] for rows in relations.values() for row in rows}
    voices = _read_voices(store, sorted({*numbers, *others}))
    others.update(numbers)
    heads = _read_heads(store, sorted(others))
    return {
        number: {
            "voices": voices[number]["voices"],
            "articles_by_stance": voices[number]["articles"],
            "relations": [
                {
                    "kind": row["kind"],
                    "id": write_id("c", row["other"]),
                    "wording": heads[row["other"]]["wording"],
                    "voices": voices[row["other"]]["voices"],
                    "articles": sum(voices[row["other"]]["articles"].values()),
                }
                for row in relations[number]
            ],
            "figures": _list_figures(number, relations[number], heads),
        }
        for number in numbers
    }


def _read_voices(store: "Store", numbers: list[int]) -> dict[int, Row]:
    rows: dict[int, list[Row]] = defaultdict(list)
    for row in store.ask(_STATEMENTS, [numbers]).to_pylist():
        rows[row["claim_id"]].append(row)
    return {number: {"voices": _gather(rows[number]), "articles": _count_stances(rows[number])} for number in numbers}


def _gather(rows: list[Row]) -> list[Row]:
    """One voice a stance and source, those in most articles first; no source given last."""
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        groups[_STANCES[row["stance"]], name_speaker(row)].append(row)
    voices = [
        {
            "stance": stance,
            "source": source,
            "named": members[0]["name"] is not None,
            "via": sorted({row["via"] for row in members if row["via"]}),
            "on_record": any(row["on_record"] for row in members),
            "articles": len({row["document_id"] for row in members}),
            "outlets": sorted({name_outlet(row) for row in members}),
        }
        for (stance, source), members in groups.items()
    ]
    order = list(_STANCES.values())
    return sorted(
        voices,
        key=lambda v: (
            order.index(v["stance"]),
            v["source"] == NO_SOURCE,
            -v["articles"],
            not v["on_record"],
            v["source"],
        ),
    )


def _count_stances(rows: list[Row]) -> dict[str, int]:
    best: dict[int, str] = {}
    order = list(_STANCES.values())
    for row in rows:
        stance = _STANCES[row["stance"]]
        before = best.get(row["document_id"], stance)
        best[row["document_id"]] = min(before, stance, key=order.index)
    return {stance: list(best.values()).count(stance) for stance in order}


def _read_relations(store: "Store", numbers: list[int]) -> dict[int, list[Row]]:
    sql = """
        SELECT claim_id, other_id, kind FROM claim_relations
        WHERE claim_id IN (SELECT unnest($1)) OR other_id IN (SELECT unnest($1)) ORDER BY claim_id, other_id, kind"""
    relations: dict[int, list[Row]] = {number: [] for number in numbers}
    for row in store.ask(sql, [numbers]).to_pylist():
        bears, is_borne = _RELATIONS[row["kind"]][1], _RELATIONS[row["kind"]][0]
        pairs = ((row["claim_id"], row["other_id"], bears), (row["other_id"], row["claim_id"], is_borne))
        for number, other, kind in pairs:
            if number in relations and {"other": other, "kind": kind} not in relations[number]:
                relations[number].append({"other": other, "kind": kind})
    return relations


_HEADS = """
SELECT claim_id, wording, independent_low, independent_high, published_at, published_precision
FROM claims JOIN claim_counts USING (claim_id) JOIN claim_statements USING (claim_id)
JOIN statements USING (statement_id) JOIN documents USING (document_id)
WHERE claim_id IN (SELECT unnest(?)) ORDER BY claim_id, document_id"""


def _read_heads(store: "Store", numbers: list[int]) -> dict[int, Row]:
    """Of claims the wording, the count, and when the first article of them appeared (in the order of find_latest)."""
    heads: dict[int, Row] = {}
    for row in store.ask(_HEADS, [numbers]).to_pylist():
        first = heads.setdefault(row["claim_id"], row)
        if _find_latest(row) < _find_latest(first):
            heads[row["claim_id"]] = row
    return heads


def _find_latest(row: Row) -> datetime:
    return find_latest(row["published_at"], row["published_precision"])


def _list_figures(number: int, relations: list[Row], heads: dict[int, Row]) -> list[Row]:
    """The figures that a claim and those beside it give; none where they cannot be told."""
    told = {row["other"] for row in relations if row["kind"] in _FIGURES}
    rows = [heads[n] for n in ({number, *told} if told else ())]
    dated = ((r["claim_id"], r["wording"], _find_latest(r)) for r in rows)
    return [
        {
            "id": write_id("c", claim_id),
            "figure": figure,
            "independent_low": heads[claim_id]["independent_low"],
            "independent_high": heads[claim_id]["independent_high"],
            "first": write_time(heads[claim_id]["published_at"], heads[claim_id]["published_precision"]),
        }
        for claim_id, figure in order_figures(dated)
    ]

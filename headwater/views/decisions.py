"""What readers decided: in words, with what became of it, and what the program thought."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pyarrow as pa

from headwater.decisions import (
    ALONE,
    APPLIED,
    CONTRADICTED,
    LOST,
    STAGE_OF,
    Place,
    read_decisions,
    read_place,
    write_place,
)
from headwater.errors import InputError
from headwater.quoted import Contents, find_around, find_quoted, quote_statement
from headwater.schema import pick_rows, write_id
from headwater.states import DECIDED
from headwater.views.names import clip, find_id
from headwater.views.voices import Row, write_time

if TYPE_CHECKING:
    from headwater.store import Store

_LETTERS = {"articles": "d", "descent": "d", "statements": "so", "tally": "cs"}
"""What a person may name for the decisions of each stage, beside an article and words quoted from it."""

_SAYS = {
    "date": "{a} was published {value}",
    "site": "{a} is of {value}",
    "copy": "{a} was taken from {b}",
    "reversed": "{b} was taken from {a}, and not the other way round",
    "not_copy": "neither {a} nor {b} was taken from the other",
    "no_statement": "{a} is no statement",
    "same_source": "{a} and {b} have one source",
    "different_source": "{a} and {b} have two sources",
    "same_claim": "{a} and {b} are one claim",
    "not_same_claim": "{a} and {b} are two claims",
}
WAITING = "waiting"
"""The effect of a decision that no run has met yet."""
EFFECTS = tuple(table.name for table in DECIDED.values())
"""The state tables that say what became of decisions."""


def place_typed(store: "Store", kind: str, typed: str) -> str:
    """What a person means by an id, a file name or an article with words in quotation marks, as a decision names it.

    Raises InputError where nothing, or more than one thing, goes by that name, or no statement stands at those words.
    """
    place = read_place(typed)
    if STAGE_OF[kind] in ("articles", "descent"):
        return write_place(find_id(store, typed, "d")[1])
    if place.words:
        number = find_id(store, place.name, "d")[1]
        text, contents = _read_contents(store, number)
        if find_quoted(place, text, contents) is not None:
            return write_place(number, place.words, place.number)
        around = find_around(place.words, text, contents)
        if len(around) == 1:
            return write_place(number, *quote_statement(around[0], text, contents))
        many = f"{len(around)} statements" if around else "No statement"
        raise InputError(
            f"{many} of {clip(place.name)} {'have' if around else 'has'} {clip(place.words)} in what is said.",
            f"Quote one whole: headwater show {store.path} {place.name} lists them.",
        )
    letter, number = find_id(store, typed, _LETTERS[STAGE_OF[kind]])
    sql = {
        "s": "SELECT statement_id, document_id FROM statements WHERE statement_id = ?",
        "c": """SELECT statement_id, document_id FROM claims JOIN statements ON statement_id = first_statement_id
            WHERE claim_id = ?""",
        "o": """SELECT statement_id, document_id FROM statements WHERE source_id = ?
            ORDER BY document_id, statement_id LIMIT 1""",
    }[letter]
    row = store.ask(sql, [number]).to_pylist()[0]
    text, contents = _read_contents(store, row["document_id"])
    return write_place(row["document_id"], *quote_statement(row["statement_id"], text, contents))


def _read_contents(store: "Store", document_id: int) -> tuple[str, Contents]:
    sql = """
        SELECT statement_id, p."start", p."end" FROM spans p JOIN statements USING (statement_id)
        WHERE document_id = ? AND role = 'content' ORDER BY statement_id, p."start" """
    contents: Contents = defaultdict(list)
    for row in store.ask(sql, [document_id]).to_pylist():
        contents[row["statement_id"]].append((row["start"], row["end"]))
    text = store.ask("SELECT text FROM documents WHERE document_id = ?", [document_id])["text"][0].as_py()
    return str(text), contents


def list_decisions(store: "Store") -> list[Row]:
    """Every decision: id, kind, says (what, in words), note, by, at, effect, thought and detail; oldest first."""
    return _describe_some(store, "SELECT * FROM decisions", _read_effects(store))


def find_claim_decisions(store: "Store", claims: Iterable[int]) -> dict[int, list[Row]]:
    """The decisions on statements of each claim, and on their sources, that are applied."""
    numbers = sorted(set(claims))
    found: dict[int, list[Row]] = {number: [] for number in numbers}
    effects = _read_effects(store)
    if not effects or not numbers:
        return found
    sql = "SELECT claim_id, statement_id FROM claim_statements WHERE claim_id IN (SELECT unnest(?))"
    touched = trace_touched(effects, pick_rows(store.ask(sql, [numbers]), "claim_id", "statement_id"))
    wanted = sorted({number for listed in touched.values() for number in listed})
    said = {row["id"]: row for row in _describe_some(store, _SOME, effects, wanted)}
    return found | {claim: [said[write_id("k", n)] for n in listed] for claim, listed in touched.items()}


def find_text_decisions(store: "Store", documents: Iterable[int]) -> list[Row]:
    """The decisions that are about these articles and no other, and about more than statements of a claim."""
    effects = _read_effects(store)
    return _describe_some(store, _SOME, effects, pick_about(effects, documents)) if effects else []


def trace_touched(effects: Mapping[int, Row], members: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    """The applied decisions, by id, that are about a statement of each claim; `members` are (claim, statement)."""
    about: dict[int, set[int]] = defaultdict(set)
    for number, row in effects.items():
        if row["effect"] == APPLIED and STAGE_OF[row["kind"]] in ("statements", "tally"):
            for end in (row["subject_id"], row["object_id"]):
                about[end].add(number)
    touched: dict[int, set[int]] = defaultdict(set)
    for claim, statement in members:
        if statement in about:
            touched[claim] |= about[statement]
    return {claim: sorted(numbers) for claim, numbers in sorted(touched.items())}


def pick_about(effects: Mapping[int, Row], documents: Iterable[int]) -> list[int]:
    """The decisions, by id, that are about some articles and no other: all but those on two statements."""
    wanted = set(documents)
    picked = []
    for number, row in sorted(effects.items()):
        ends = {row[end] for end in ("subject_id", "object_id") if row[end] is not None}
        whole = STAGE_OF[row["kind"]] in ("articles", "descent") or row["kind"] == ALONE
        if whole and ends and ends <= wanted:
            picked.append(number)
    return picked


_SOME = "SELECT * FROM decisions WHERE decision_id IN (SELECT unnest(?))"


def _read_effects(store: "Store") -> dict[int, Row]:
    return gather_effects({t: store.read(t) for t in ("decisions", *EFFECTS) if t not in store.lacks})


def gather_effects(tables: Mapping[str, pa.Table]) -> dict[int, Row]:
    """What became of every decision, by id; reads decisions and the state tables of the stages."""
    found: dict[int, Row] = {}
    for number, kind in pick_rows(tables["decisions"], "decision_id", "kind"):
        nothing = dict.fromkeys(("subject_id", "object_id", "thought", "detail"))
        found[number] = {"effect": WAITING, "kind": kind, **nothing}
    for name in EFFECTS:
        for row in tables[name].to_pylist() if name in tables else ():
            if row["decision_id"] in found:
                found[row["decision_id"]] |= row
    return found


def _describe_some(store: "Store", sql: str, effects: Mapping[int, Row], *parameters: list[int]) -> list[Row]:
    rows = store.ask(sql, parameters)
    if not rows.num_rows:
        return []
    return describe_decisions(rows, store.ask("SELECT document_id, uri, url, site FROM documents"), effects)


def describe_decisions(rows: pa.Table, documents: pa.Table, effects: Mapping[int, Row]) -> list[Row]:
    """Rows of `decisions` in words, oldest first; reads document_id, uri, url and site of documents."""
    columns = pick_rows(documents, "document_id", "uri", "site")
    named = {number: _name_article(uri, site) for number, uri, site in columns}
    places = {d.decision_id: d for d in read_decisions({"decisions": rows, "documents": documents}, STAGE_OF)}
    described = []
    for row in sorted(rows.to_pylist(), key=lambda r: (r["decided_at"] or _EVER, r["decision_id"])):
        decision, effect = places[row["decision_id"]], effects[row["decision_id"]]
        ends = [p for p in (decision.subject, decision.object) if p is not None]
        words = [_say_place(p, named.get(p.document_id or 0, p.name)) for p in ends]
        described.append(
            {
                "id": write_id("k", row["decision_id"]),
                "kind": row["kind"],
                "says": _SAYS[row["kind"]].format(a=words[0], b=words[-1], value=row["value"]),
                "note": row["note"],
                "by": row["decided_by"],
                "at": write_time(row["decided_at"]),
                **{name: effect[name] for name in ("effect", "thought", "detail")},
            }
        )
    return described


_EVER = datetime.min.replace(tzinfo=UTC)


def _name_article(uri: str, site: str | None) -> str:
    file = uri.rsplit("/", 1)[-1]
    return f"{site} ({file})" if site else file


def _say_place(place: Place, name: str) -> str:
    return f"“{place.words}” in {name}" if place.words else name


def say_decision(row: Row) -> str:
    """A decision in a line: what a reader says, why, and what the program thought.

    >>> row = {"says": "a is no statement", "thought": "statement of b (0.90)", "note": None, "by": "Ana"}
    >>> say_decision(row | {"effect": "applied", "detail": None})
    'a is no statement (Ana); the program: statement of b (0.90)'
    """
    who = f" ({row['by']})" if row["by"] else ""
    note = f": {row['note']}" if row["note"] else ""
    thought = f"; the program: {row['thought']}" if row["thought"] else ""
    amiss = f"; not applied: {row['detail']}" if row["effect"] in (LOST, CONTRADICTED) else ""
    waiting = "; not applied yet" if row["effect"] == WAITING else ""
    return f"{row['says']}{who}{note}{thought}{amiss}{waiting}"

"""What readers settled of statements: what is none, whose two are one source's, whose are two's."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from headwater.decisions import (
    APPLIED,
    Decision,
    Effect,
    find_contradictions,
    note_contradicted,
    note_lost,
    read_decisions,
)
from headwater.quoted import find_pairs, find_statements
from headwater.schema import Tables, make_id, pick_rows

_KINDS = ("no_statement", "same_source", "different_source")


@dataclass(frozen=True)
class Settled:
    """The decisions on statements, and the documents in which they quote them."""

    decisions: tuple[Decision, ...]
    documents: pa.Table

    @property
    def concerns_sources(self) -> bool:
        """Whether a decision says whose two statements are."""
        return any(d.kind != "no_statement" for d in self.decisions)

    def list_dropped(self) -> dict[int, str]:
        """What is quoted, of each document, as no statement: its rows depend on that."""
        dropped: dict[int, list[str]] = defaultdict(list)
        for decision in self.decisions:
            if decision.kind == "no_statement" and decision.subject.document_id is not None:
                dropped[decision.subject.document_id].append(f"{decision.subject.words} {decision.subject.number}")
        return {number: "\n".join(sorted(quoted)) for number, quoted in dropped.items()}


@dataclass
class Voices:
    """Who says each statement while decisions are applied.

    `raw` is the source that its document alone shows, `joined` the source that a source stands for in this pile, `rows`
    what documents show of sources (rows of statement_sources).
    """

    raw: dict[int, int]
    document_of: dict[int, int]
    joined: dict[int, int]
    rows: list[dict[str, Any]]

    def find(self, statement: int) -> int:
        """The source of a statement."""
        return self.joined.get(self.raw[statement], self.raw[statement])

    def name(self, source: int) -> str:
        """What a source is called."""
        shown = [r for r in self.rows if r["source_id"] == source]
        names = sorted({str(r["name"] or r["described_as"] or "") for r in shown} - {""}, key=lambda n: (-len(n), n))
        return names[0] if names else "a text's own voice"


def read_voices(tables: Tables, joined: dict[int, int]) -> Voices:
    """Who says each statement before any decision; `joined` is changed by decisions."""
    return Voices(
        dict(pick_rows(tables["statement_speakers"], "statement_id", "source_id")),
        dict(pick_rows(tables["statements"], "statement_id", "document_id")),
        joined,
        tables["statement_sources"].to_pylist(),
    )


def read_settled(pile: Tables) -> Settled:
    """The decisions of readers on statements and sources."""
    listed = tuple(read_decisions(pile, _KINDS))
    wanted = pa.array(sorted({n for d in listed for n in d.list_documents()}), pa.int64())
    documents = pile["documents"].select(["document_id", "text"])
    return Settled(listed, documents.filter(pc.is_in(documents["document_id"], wanted)))


def drop_statements(tables: Tables, settled: Settled) -> tuple[Tables, list[Effect]]:
    """The tables without the statements that readers say are none, and what became of those decisions.

    What stood inside such a statement stands inside the one around it.
    """
    decisions = [d for d in settled.decisions if d.kind == "no_statement"]
    if not decisions:
        return tables, []
    found = find_statements((d.subject for d in decisions), settled.documents, tables)
    gone = sorted(set(found.values()))
    rows = tables["statements"].filter(pc.is_in(tables["statements"]["statement_id"], pa.array(gone, pa.int64())))
    outer = dict(pick_rows(rows, "statement_id", "outer_id"))
    effects = [_note_dropped(d, found.get(d.subject), rows, tables) for d in decisions]
    left = dict(tables)
    for name in ("statements", "spans", "statement_speakers"):
        left[name] = tables[name].filter(pc.invert(pc.is_in(tables[name]["statement_id"], pa.array(gone, pa.int64()))))
    left["statements"] = _lift_inner(left["statements"], outer)
    left["statement_sources"] = _keep_speaking(left, {d.subject.document_id for d in decisions})
    return left, effects


def _keep_speaking(tables: Tables, documents: set[int | None]) -> pa.Table:
    """What documents show of sources, without those of some documents that say nothing there any more."""
    document_of = dict(pick_rows(tables["statements"], "statement_id", "document_id"))
    speakers = pick_rows(tables["statement_speakers"], "statement_id", "source_id")
    left = {(document_of[s], source) for s, source in speakers if document_of[s] in documents}
    shown = pick_rows(tables["statement_sources"], "document_id", "source_id")
    keep = [pair[0] not in documents or pair in left for pair in shown]
    return tables["statement_sources"].filter(pa.array(keep, pa.bool_()))


def _lift_inner(statements: pa.Table, outer: Mapping[int, int | None]) -> pa.Table:
    def lift(number: int | None) -> int | None:
        while number is not None and number in outer:
            number = outer[number]
        return number

    place = statements.schema.get_field_index("outer_id")
    lifted = pa.array([lift(number) for number in statements["outer_id"].to_pylist()], pa.int64())
    return statements.set_column(place, statements.schema.field(place), lifted)


def _note_dropped(decision: Decision, number: int | None, rows: pa.Table, tables: Tables) -> Effect:
    if number is None:
        return note_lost(decision)
    row = next(row for row in rows.to_pylist() if row["statement_id"] == number)
    raw = dict(pick_rows(tables["statement_speakers"], "statement_id", "source_id"))[number]
    shown = Voices({}, {}, {}, tables["statement_sources"].to_pylist()).name(raw)
    thought = f"{row['force']} of {shown} ({row['confidence']:.2f})"
    return Effect(decision.decision_id, APPLIED, decision.subject.document_id, thought=thought)


def settle_sources(voices: Voices, tables: Tables, settled: Settled) -> list[Effect]:
    """Change who says what as readers decided; returns what became of those decisions.

    Two that are one become the one that has a name, or else the first; of two that are not one the second gets an id of
    its own, in its article, where both have the same name.
    """
    decisions = [d for d in settled.decisions if d.kind != "no_statement"]
    pairs, effects = find_pairs(decisions, settled.documents, tables, ("source", "content"))
    same = {d.decision_id for d in decisions if d.kind == "same_source"}
    nodes = {n: (_name_node(voices, a), _name_node(voices, b)) for n, (a, b) in pairs.items()}
    clashing = find_contradictions(
        {n: pair for n, pair in nodes.items() if n in same}, {n: pair for n, pair in nodes.items() if n not in same}
    )
    for number, (a, b) in sorted(pairs.items(), key=lambda item: (item[0] in same, item[0])):
        if number in clashing:
            effects.append(note_contradicted(number, clashing[number], (a, b)))
            continue
        one, other = voices.find(a), voices.find(b)
        names = voices.name(one), voices.name(other)
        thought = f"one source, {names[0]}" if one == other else f"two sources, {names[0]} and {names[1]}"
        effects.append(Effect(number, APPLIED, a, b, thought))
        if number in same:
            _join(voices, one, other)
        elif one == other:
            _part(voices, a, b)
    return effects


def _name_node(voices: Voices, statement: int) -> int:
    return make_id(voices.document_of[statement], voices.raw[statement])


def _join(voices: Voices, one: int, other: int) -> None:
    named = {row["source_id"] for row in voices.rows if row["name"]}
    kept, gone = (other, one) if other in named and one not in named else (one, other)
    if kept != gone:
        for number in [n for n, stands in voices.joined.items() if stands == gone]:
            voices.joined[number] = kept
        voices.joined[gone] = kept


def _part(voices: Voices, a: int, b: int) -> None:
    """Of two statements of one source the second becomes another's, with all that its article has from the same."""
    raw = voices.raw[b]
    if voices.raw[a] != raw:
        voices.joined.pop(raw if raw in voices.joined else voices.raw[a])
        return
    document = voices.document_of[b]
    alone = voices.document_of[a] == document
    apart = make_id("apart", raw, document, b if alone else None)
    own = [row for row in voices.rows if row["document_id"] == document and row["source_id"] == raw]
    voices.rows += [row | {"source_id": apart} for row in own]
    for statement, source in voices.raw.items():
        if source == raw and (statement == b if alone else voices.document_of[statement] == document):
            voices.raw[statement] = apart

"""What readers settled of an article: when it was published, and by whom."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from headwater.decisions import (
    APPLIED,
    LOST,
    Decision,
    Effect,
    note_contradicted,
    note_lost,
    read_decisions,
)
from headwater.schema import Tables
from headwater.states import DECIDED
from headwater.tables import DECISIONS, DOCUMENTS

_FIELDS = ("published_at", "published_precision", "published_basis", "site")
_FORMS = (("%Y", "year"), ("%Y-%m", "month"), ("%Y-%m-%d", "day"))

Row = dict[str, Any]


def restore_documents(tables: Tables, decided: pa.Table | None) -> Tables:
    """The stage's tables as they were read, without what readers settled; `decided` is decided_articles."""
    rows = decided.to_pylist() if decided is not None else []
    read = {row["subject_id"]: {n: row[n] for n in _FIELDS} for row in rows if row["effect"] == APPLIED}
    return tables | {"documents": _set_fields(tables["documents"], read)} if read else tables


def settle_documents(tables: Tables, decisions: pa.Table | None) -> Tables:
    """The tables with the date and site that readers gave articles, and the state table decided_articles.

    A date's basis is then "given". Of two dates (or sites) that readers gave one article neither is taken.
    """
    given = {"documents": tables["documents"], "decisions": DECISIONS.build() if decisions is None else decisions}
    listed = read_decisions(given, ("date", "site"))
    found = [(d, _read_value(d)) for d in listed]
    clashing = _find_clashing(listed)
    wanted = [d.subject.document_id for d in listed if d.subject.document_id is not None]
    read = {row["document_id"]: row for row in _pick(tables["documents"], wanted)}
    settled: dict[int, Row] = {}
    rows = []
    for decision, value in found:
        number = decision.subject.document_id
        effect = vars(_judge(decision, value, clashing.get(decision.decision_id, [])))
        if effect["effect"] == APPLIED and number is not None and value is not None:
            settled.setdefault(number, {}).update(value)
            effect |= {name: read[number][name] for name in _FIELDS}
            effect |= {"subject_id": number, "thought": _say_read(decision.kind, read[number])}
        rows.append(effect)
    return tables | {
        "documents": _set_fields(tables["documents"], settled) if settled else tables["documents"],
        "decided_articles": DECIDED["articles"].build(rows),
    }


def read_date(value: str) -> tuple[datetime, str] | None:
    """A date and how exact it is, from what a reader wrote; None where it is none.

    >>> read_date("2031-03"), read_date("2031-03-04T07:10:00Z"), read_date("in spring")
    ((datetime.datetime(2031, 3, 1, 0, 0, tzinfo=datetime.timezone.utc), 'month'), \
(datetime.datetime(2031, 3, 4, 7, 10, tzinfo=datetime.timezone.utc), 'instant'), None)
    """
    for form, precision in _FORMS:
        try:
            return datetime.strptime(value.strip(), form).replace(tzinfo=UTC), precision
        except ValueError:
            continue
    try:
        at = datetime.fromisoformat(value.strip())
    except ValueError:
        return None
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC), "instant"


def _read_value(decision: Decision) -> Row | None:
    """The columns that a decision gives, or None where its value says nothing."""
    value = (decision.value or "").strip()
    if decision.kind == "site":
        return {"site": value} if value else None
    read = read_date(value)
    if read is None:
        return None
    return {"published_at": read[0], "published_precision": read[1], "published_basis": "given"}


def _judge(decision: Decision, value: Row | None, others: list[int]) -> Effect:
    if decision.subject.document_id is None:
        return note_lost(decision)
    if value is None:
        return Effect(decision.decision_id, LOST, detail=f"{decision.value or 'Nothing'} is no {decision.kind}.")
    if others:
        return note_contradicted(decision.decision_id, others)
    return Effect(decision.decision_id, APPLIED)


def _find_clashing(listed: Sequence[Decision]) -> dict[int, list[int]]:
    """Decisions that give one article another date or site than others, with those."""
    found: dict[int, list[int]] = {}
    for one in listed:
        for other in listed:
            same = one.subject.document_id is not None and one.subject.document_id == other.subject.document_id
            if same and one.kind == other.kind and one.value != other.value:
                found.setdefault(one.decision_id, []).append(other.decision_id)
    return found


def _say_read(kind: str, row: Row) -> str:
    if kind == "site":
        return row["site"] or "no outlet is known"
    if row["published_at"] is None:
        return "no date is known"
    form = {precision: form for form, precision in _FORMS}.get(row["published_precision"], "%Y-%m-%d %H:%M")
    return str(row["published_at"].strftime(form))


def _pick(documents: pa.Table, wanted: Sequence[int]) -> list[Row]:
    mask = pc.is_in(documents["document_id"], pa.array(sorted(set(wanted)), pa.int64()))
    rows: list[Row] = documents.select(["document_id", *_FIELDS]).filter(mask).to_pylist()
    return rows


def _set_fields(documents: pa.Table, settled: dict[int, Row]) -> pa.Table:
    """The documents with other values in some of their columns, in some rows."""
    ids = documents["document_id"].to_pylist()
    for name in _FIELDS:
        if name in documents.column_names and any(name in row for row in settled.values()):
            column = documents[name].to_pylist()
            values = [settled.get(number, {}).get(name, value) for number, value in zip(ids, column, strict=True)]
            place = documents.schema.get_field_index(name)
            field = DOCUMENTS.schema.field(name)
            documents = documents.set_column(place, field, pa.array(values, field.type))
    return documents

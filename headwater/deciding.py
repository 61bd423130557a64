"""What readers decide, written into a store: one by one, from a file, and taken back.

A decision notes from which stage on the store has something to do; stages.apply_decisions or the next trace does it.
"""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from headwater.decisions import ALONE, STAGE_OF, VALUED, name_decision
from headwater.errors import InputError
from headwater.pipeline.stages import STAGE_NAMES
from headwater.schema import write_id
from headwater.states import UNFINISHED
from headwater.store import Store, open_store
from headwater.tables import DECISIONS

_COLUMNS = ("kind", "subject", "object", "value", "note", "decided_by")

Row = dict[str, Any]


def make_row(given: Mapping[str, str | None]) -> Row:
    """A row of `decisions` from its kind, subject, object, value, note and decided_by.

    Raises InputError where the kind is none, or something is missing or too much for it.
    """
    row: Row = {name: (given.get(name) or "").strip() or None for name in _COLUMNS}
    kind = row["kind"] or ""
    if kind not in STAGE_OF:
        raise InputError(
            f"There is no kind of decision {kind or 'without a name'}.", f"Kinds are {', '.join(STAGE_OF)}."
        )
    if row["subject"] is None:
        raise InputError(f"The decision {kind} is about nothing.", "Say which article, and which words of it.")
    if kind in VALUED and row["value"] is None:
        raise InputError(f"The decision {kind} gives no {kind}.", f"Say which {kind} the article has.")
    if kind not in (*VALUED, ALONE) and row["object"] is None:
        raise InputError(f"The decision {kind} is about two things, and names one.", "Name the other.")
    if kind in (*VALUED, ALONE):
        row["object"] = None
    return row | {"decision_id": name_decision(kind, row["subject"], row["object"])}


def add_decisions(store: Store, rows: Iterable[Row]) -> list[int]:
    """Write decisions, each in place of one of the same id; returns the ids."""
    listed = {row["decision_id"]: {"decided_at": datetime.now(UTC), **row} for row in rows}
    store.append({"decisions": DECISIONS.build(listed.values())})
    _note_stages(store, (row["kind"] for row in listed.values()))
    return list(listed)


def undo_decision(store: Store, typed: str) -> Row:
    """Take a decision back, by its id or the beginning of it; returns its row. Raises InputError where none has it."""
    rows = [row for row in store.read("decisions").to_pylist() if _is_meant(typed, row["decision_id"])]
    if len(rows) != 1:
        what = "No decision goes" if not rows else f"{len(rows)} decisions go"
        raise InputError(f"{what} by {typed}.", f"`headwater decide {store.path}` lists them.")
    gone = DECISIONS.build(rows)
    store.change({"decisions": (gone, gone.slice(0, 0))})
    _note_stages(store, [rows[0]["kind"]])
    return dict(rows[0])


def note_file(path: str | Path, file: str | Path) -> int:
    """Write the decisions of a file (CSV, JSON lines or Parquet, as `export` writes them) into a store.

    Returns how many. Raises InputError where it cannot be read, or a line of it is no decision.
    """
    rows = read_file(Path(file))
    with open_store(path) as store:
        return len(add_decisions(store, rows))


def read_file(file: Path) -> list[Row]:
    """The decisions of a file; of what export wrote the times stay."""
    rows = []
    for number, given in enumerate(_read_rows(file), 1):
        try:
            at = _read_time(given.get("decided_at"))
            rows.append(make_row({k: _read_text(given.get(k)) for k in _COLUMNS}) | ({"decided_at": at} if at else {}))
        except InputError as error:
            raise InputError(f"Decision {number} of {file}: {error.what}", error.mend) from error
    return rows


def _read_rows(file: Path) -> Sequence[Mapping[str, Any]]:
    try:
        if file.suffix == ".parquet":
            rows: list[Row] = pq.read_table(file).to_pylist()
            return rows
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise InputError(
            f"{file} cannot be read: {error}", "Name a file of decisions: CSV, JSON lines, Parquet."
        ) from error
    if file.suffix in (".jsonl", ".ndjson"):
        try:
            listed = [json.loads(line) for line in text.splitlines() if line.strip()]
        except ValueError as error:
            raise InputError(f"{file} is not JSON lines: {error}", "Write one object a line.") from error
        if not all(isinstance(row, dict) for row in listed):
            raise InputError(f"{file} has a line that is no object.", "Write one object a line.")
        return listed
    rows = list(csv.DictReader(text.splitlines(keepends=True)))
    if rows and not {"kind", "subject"} <= set(rows[0]):
        raise InputError(f"{file} has no columns kind and subject.", f"Its columns are {', '.join(_COLUMNS)}.")
    return rows


def _read_text(value: Any) -> str | None:
    return (
        None
        if value is None
        else str(value).removeprefix("'")
        if str(value).startswith(("'=", "'+", "'-", "'@"))
        else str(value)
    )


def _read_time(value: Any) -> datetime | None:
    if isinstance(value, datetime):
        return value
    try:
        return datetime.fromisoformat(str(value)).astimezone(UTC) if value else None
    except ValueError:
        return None


def _is_meant(typed: str, number: int) -> bool:
    return len(typed) > 4 and write_id("k", number).startswith(typed.strip().lower())


def _note_stages(store: Store, kinds: Iterable[str]) -> None:
    """Note the first stage that has something to do, of those already noted and those that the kinds concern."""
    stages = [STAGE_NAMES.index(STAGE_OF[kind]) for kind in kinds]
    before = store.recall(UNFINISHED)
    if before in STAGE_NAMES:
        stages.append(STAGE_NAMES.index(before))
    if stages:
        store.note(UNFINISHED, STAGE_NAMES[min(stages)])

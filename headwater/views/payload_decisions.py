"""What the page knows of readers' decisions: a line each, and which claims and articles they are about."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from headwater.schema import pick_rows, write_id
from headwater.views.decisions import describe_decisions, gather_effects, pick_about, say_decision, trace_touched

Row = dict[str, Any]


@dataclass(frozen=True)
class Decided:
    """Rows for the index, and of claims and articles, by id, the places of those that are about them."""

    rows: list[Row]
    claims: dict[int, list[int]]
    documents: dict[int, list[int]]


def read_decided(tables: Mapping[str, pa.Table]) -> Decided:
    """The decisions of readers, from the tables of a store."""
    effects = gather_effects(tables)
    if not effects:
        return Decided([], {}, {})
    described = describe_decisions(tables["decisions"], tables["documents"], effects)
    rows = [{"id": row["id"], "line": say_decision(row), "effect": row["effect"]} for row in described]
    place = {row["id"]: at for at, row in enumerate(rows)}
    claims = trace_touched(effects, pick_rows(tables["claim_statements"], "claim_id", "statement_id"))
    ends = {row[end] for row in effects.values() for end in ("subject_id", "object_id")}
    documents = {number: pick_about(effects, [number]) for number in ends if number is not None}
    return Decided(
        rows,
        {number: [place[write_id("k", n)] for n in listed] for number, listed in claims.items()},
        {number: [place[write_id("k", n)] for n in listed] for number, listed in documents.items() if listed},
    )


def mark_decided(rows: list[Row], numbers: Iterable[int], decided: Mapping[int, list[int]]) -> list[Row]:
    """The rows of an index, each with the places of the decisions about it; `numbers` are their ids in order."""
    return [
        row | {"decided": decided[number]} if number in decided else row
        for number, row in zip(numbers, rows, strict=True)
    ]

"""The tables of the stage from its parts: what was known and still holds, and what was read anew."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from headwater.decisions import build_effects
from headwater.schema import Tables
from headwater.statements.namesakes import join_names
from headwater.statements.reading import ROWS_OF
from headwater.statements.settled import Settled, drop_statements, read_voices, settle_sources
from headwater.states import STATES
from headwater.tables import TABLES

_KEYS = {name: (TABLES.get(name) or STATES[name]).key for name in ROWS_OF}


def list_done(known: Tables | None, hashes: Mapping[int, int]) -> set[int]:
    """The documents that `known` holds with the inputs that they have now."""
    if not known or "statement_inputs" not in known:
        return set()
    table = known["statement_inputs"]
    pairs = list(zip(table.column("document_id").to_pylist(), table.column("input_hash").to_pylist(), strict=True))
    # A run that was killed can leave the rows of a document's old and new inputs side by side: it is read again.
    often = Counter(number for number, _ in pairs)
    return {number for number, value in pairs if hashes.get(number) == value and often[number] == 1}


def keep_known(known: Tables | None, hashes: Mapping[int, int]) -> Tables:
    """The rows of `known` that still hold."""
    done = pa.array(sorted(list_done(known, hashes)), pa.int64())
    if not known or not len(done):
        return {}
    kept = {}
    for name in ROWS_OF:
        if name not in ("spans", "statement_speakers"):
            kept[name] = known[name].filter(pc.is_in(known[name].column("document_id"), value_set=done))
    numbers = kept["statements"].column("statement_id").combine_chunks()
    for name in ("spans", "statement_speakers"):
        kept[name] = known[name].filter(pc.is_in(known[name].column("statement_id"), value_set=numbers))
    return kept


def assemble_tables(parts: Sequence[Tables], settled: Settled) -> Tables:
    """All parts together, each table in the order of its key without repeated keys, `sources` made from them, and what
    readers decided applied."""
    tables: Tables = {}
    for name in ROWS_OF:
        schema = (TABLES.get(name) or STATES[name]).schema
        tables[name] = _merge_parts([p[name].cast(schema) for p in parts if name in p] or [schema.empty_table()], name)
    tables, effects = drop_statements(tables, settled)
    shown, speakers = tables["statement_sources"], tables["statement_speakers"].column("source_id").to_pylist()
    joined = join_names(shown.to_pylist())
    if settled.concerns_sources:
        voices = read_voices(tables, joined)
        effects += settle_sources(voices, tables, settled)
        shown, speakers = STATES["statement_sources"].build(voices.rows), list(voices.raw.values())
    told = pa.array([joined.get(number, number) for number in speakers], pa.int64())
    place = tables["statements"].schema.get_field_index("source_id")
    tables["statements"] = tables["statements"].set_column(place, TABLES["statements"].schema.field(place), told)
    tables["sources"] = _merge_sources(shown, joined)
    return tables | build_effects("statements", effects)


def _merge_parts(parts: Sequence[pa.Table], name: str) -> pa.Table:
    """Rows in the order of the key; of rows with one key the first.

    What is known comes in order, and no two parts have rows of one document: what is in order in each part need mostly
    be ordered by the first column alone, which is much faster.
    """
    key = _KEYS[name]
    whole = pa.concat_tables([_order_rows(part, key) for part in parts])
    order = np.argsort(whole.column(key[0]).to_numpy(), kind="stable")
    whole = _order_rows(whole.take(pa.array(order)) if (np.diff(order) < 0).any() else whole, key)
    _, equal = _compare_rows(whole, key)
    return whole.filter(pa.array(np.append(True, ~equal))) if equal.any() else whole


def _order_rows(table: pa.Table, key: tuple[str, ...]) -> pa.Table:
    after, equal = _compare_rows(table, key)
    return table if (after | equal).all() else table.sort_by([(c, "ascending") for c in key])


def _compare_rows(table: pa.Table, key: tuple[str, ...]) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Of each row but the first whether it comes after the one before it, and whether it has the same key."""
    equal = np.ones(max(0, table.num_rows - 1), bool)
    after = np.zeros(max(0, table.num_rows - 1), bool)
    for name in key:
        column = table.column(name)
        values = column.to_numpy() if not pa.types.is_string(column.type) else _rank_words(column)
        after |= equal & (values[1:] > values[:-1])
        equal &= values[1:] == values[:-1]
    return after, equal


def _rank_words(column: pa.ChunkedArray) -> npt.NDArray[np.int64]:
    """For each word its place among the distinct words in order."""
    words = pc.unique(column).sort()
    return np.asarray(pc.index_in(column, words).to_numpy(), np.int64)


def _merge_sources(table: pa.Table, joined: Mapping[int, int]) -> pa.Table:
    """One row a source: of what its documents show, every column's most frequent value, of equals the smallest."""
    names = TABLES["sources"].schema.names
    own = table.column("source_id").to_numpy()
    told = np.array([joined.get(number, number) for number in own.tolist()], np.int64)
    _, of, counts = np.unique(told, return_inverse=True, return_counts=True)
    alone = (counts[of] == 1) & (told == own)
    several = _merge_several(table.filter(pa.array(~alone)), joined)
    return pa.concat_tables([table.filter(pa.array(alone)).select(names), several]).sort_by("source_id")


def _merge_several(table: pa.Table, joined: Mapping[int, int]) -> pa.Table:
    shown: dict[int, list[tuple[str | None, ...]]] = defaultdict(list)
    columns = [
        table.column(c).to_pylist() for c in ("source_id", "name", "kind", "described_as", "role", "affiliation")
    ]
    for number, name, kind, *rest in zip(*columns, strict=True):
        own = number not in joined
        shown[joined.get(number, number)].append((name if own else None, kind if own else None, *rest))
    rows = []
    for number, seen in sorted(shown.items()):
        best = [_find_most(values) for values in zip(*seen, strict=True)] if len(seen) > 1 else seen[0]
        rows.append(
            dict(
                zip(("source_id", "name", "kind", "described_as", "role", "affiliation"), (number, *best), strict=True)
            )
        )
    return TABLES["sources"].build(rows)


def _find_most(values: Sequence[str | None]) -> str | None:
    """The most frequent value, of equals the smallest; None only where there is no other."""
    counts = Counter(value for value in values if value is not None)
    return min(counts.items(), key=lambda item: (-item[1], item[0]))[0] if counts else None

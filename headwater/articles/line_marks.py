"""Lines that are marked because they recur: kept with the lines of their article, and laid over its regions."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from headwater.mixing import mix_columns
from headwater.schema import Tables
from headwater.states import ARTICLE_LINES
from headwater.tables import REGIONS

MARKS = pa.schema([*REGIONS.schema, pa.field("inside", pa.bool_())])
"""A line that recurs: where it stands, what it is, whether it lies inside a body region that stays."""
_SPAN = ("document_id", "start", "end")


def list_marks(lines: pa.Table) -> pa.Table:
    """What is marked in articles (document_id and marks of article_lines), a row of MARKS each."""
    column = lines["marks"].combine_chunks()
    column = pa.concat_arrays(column.chunks) if isinstance(column, pa.ChunkedArray) else column
    flat = pa.Table.from_struct_array(pc.list_flatten(column))
    flat = flat.append_column("document_id", lines["document_id"].take(pc.list_parent_indices(column)))
    return flat.select(MARKS.names).cast(MARKS)


def set_marks(lines: pa.Table, marks: pa.Table) -> pa.Table:
    """Rows of article_lines with these marks, sorted by article and place, and no others."""
    owners, ids = marks["document_id"].to_numpy(), lines["document_id"].to_numpy()
    low, high = (np.searchsorted(owners, ids, side) for side in ("left", "right"))
    rows = np.repeat(low - np.cumsum(high - low) + (high - low), high - low) + np.arange((high - low).sum())
    field = ARTICLE_LINES.schema.field("marks")
    names = [inner.name for inner in field.type.value_type]
    cells = [marks[name].take(pa.array(rows)).combine_chunks() for name in names]
    nested = pa.StructArray.from_arrays(cells, fields=list(field.type.value_type))
    listed = pa.ListArray.from_arrays(pa.array(np.append(0, np.cumsum(high - low)), pa.int32()), nested)
    return lines.set_column(lines.column_names.index("marks"), field, listed.cast(field.type))


def exchange_marks(had: pa.Table, now: pa.Table) -> tuple[pa.Table, pa.Table]:
    """Rows of regions that go, and those that come, where some lines were marked and now others are."""
    had, now = _leave_out(had, now, MARKS.names), _leave_out(now, had, MARKS.names)
    before, after = (marks.filter(pc.invert(marks["inside"])) for marks in (had, now))
    gone = [had, _say_body(_leave_out(after, before, _SPAN))]
    come = [now, _say_body(_leave_out(before, after, _SPAN))]
    made, left = (pa.concat_tables(parts).select(REGIONS.schema.names).cast(REGIONS.schema) for parts in (come, gone))
    return left, made


def change_marks(tables: Tables, had: pa.Table, now: pa.Table) -> Tables:
    """The tables with the regions that other marks make of theirs."""
    gone, come = exchange_marks(had, now)
    if not gone.num_rows and not come.num_rows:
        return tables
    kept = tables["regions"].join(gone, keys=list(REGIONS.key), join_type="left anti")
    both = pa.concat_tables([kept.select(REGIONS.schema.names).cast(REGIONS.schema), come])
    return tables | {"regions": both.sort_by([(name, "ascending") for name in REGIONS.key])}


def unmark_lines(tables: Tables) -> Tables:
    """The tables as they were read, without what was marked because it recurs."""
    return change_marks(tables, list_marks(tables["article_lines"]), MARKS.empty_table())


def _leave_out(marks: pa.Table, others: pa.Table, names: tuple[str, ...] | list[str]) -> pa.Table:
    """The marks that others do not have, by some columns."""
    own, other = (mix_columns(*(_count_cells(table, name) for name in names)) for table in (marks, others))
    return marks.filter(pa.array(~np.isin(own, other)))


def _count_cells(table: pa.Table, name: str) -> NDArray[np.int64]:
    """A column as whole numbers."""
    column = pc.index_in(table[name], pa.array(_KINDS)) if name == "kind" else table[name]
    cells: NDArray[np.int64] = column.cast(pa.int64()).to_numpy()
    return cells


_KINDS = next(column.values for column in REGIONS.columns if column.name == "kind")


def _say_body(marks: pa.Table) -> pa.Table:
    kinds = pa.repeat("body", marks.num_rows)
    return marks.set_column(marks.column_names.index("kind"), MARKS.field("kind"), kinds)

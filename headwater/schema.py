"""What a table is made of, ids and how they are written, and the rules that follow from the columns alone."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

Tables = dict[str, pa.Table]
"""Tables by name: what a stage reads, and what it gives back."""

_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32: no i, l, o, u, so that an id can be read out loud and typed."""


@dataclass(frozen=True)
class Column:
    """One column: its Arrow type, its meaning, and what holds for its values."""

    name: str
    type: pa.DataType
    meaning: str
    required: bool = True
    values: tuple[str, ...] = ()
    refers: str = ""


@dataclass(frozen=True)
class Rule:
    """Something that holds for every row, and the SQL that selects the rows for which it does not."""

    name: str
    text: str
    sql: str


@dataclass(frozen=True)
class Table:
    """One table: the stage that writes it, its key, the letter of its ids, its columns and its own rules; and the
    columns that tell whether a row is as it was (none: all do)."""

    name: str
    stage: str
    meaning: str
    key: tuple[str, ...]
    letter: str
    columns: tuple[Column, ...]
    rules: tuple[Rule, ...] = ()
    told_by: tuple[str, ...] = ()

    @property
    def schema(self) -> pa.Schema:
        """The Arrow schema."""
        return pa.schema([pa.field(c.name, c.type, nullable=not c.required) for c in self.columns])

    def build(self, rows: Iterable[Mapping[str, Any]] = ()) -> pa.Table:
        """An Arrow table of rows, in the order of the columns; columns that a row lacks are null.

        Raises KeyError for a column that the table does not have.
        """
        listed = list(rows)
        names = [c.name for c in self.columns]
        if unknown := {name for row in listed for name in row} - set(names):
            raise KeyError(f"{self.name} has no column {', '.join(sorted(unknown))}")
        columns = [pa.array([row.get(c.name) for row in listed], c.type) for c in self.columns]
        return pa.Table.from_arrays(columns, schema=self.schema)


def need(name: str, type_: pa.DataType, meaning: str, values: str = "", refers: str = "") -> Column:
    """A column that is never null."""
    return Column(name, type_, meaning, True, tuple(values.split()), refers)


def may(name: str, type_: pa.DataType, meaning: str, values: str = "", refers: str = "") -> Column:
    """A column that is null where nothing is known."""
    return Column(name, type_, meaning, False, tuple(values.split()), refers)


def document() -> Column:
    """The column that says which document a row belongs to."""
    return need("document_id", pa.int64(), "the document", refers="documents")


def span(what: str, required: bool = True) -> tuple[Column, Column]:
    """The columns start and end of a stretch of documents.text."""
    return (
        Column("start", pa.int32(), f"where {what} begins", required),
        Column("end", pa.int32(), f"where {what} ends", required),
    )


def make_id(*parts: object) -> int:
    """A stable int64 from the parts of a natural key; None and "" are told apart, and so are "ab","c" and "a","bc".

    >>> make_id("a", 1) == make_id("a", 1), make_id("ab", "c") == make_id("a", "bc"), make_id(None) == make_id("")
    (True, False, False)
    """
    digest = hashlib.blake2b(digest_size=8)
    for part in parts:
        data = b"\x00" if part is None else str(part).encode("utf-8", "surrogatepass") + b"\x01"
        digest.update(len(data).to_bytes(4, "big") + data)
    return int.from_bytes(digest.digest(), "big", signed=True)


def write_id(letter: str, number: int) -> str:
    """An id as a person reads it: the letter of its table and thirteen digits in base 32.

    >>> write_id("c", 7), write_id("c", -1)
    ('c0000000000007', 'cfzzzzzzzzzzzz')
    """
    value = number % 2**64
    return letter + "".join(_DIGITS[value >> shift & 31] for shift in range(60, -1, -5))


def read_id(text: str) -> tuple[str, int]:
    """The letter and the number of a written id; ValueError if it is none.

    >>> read_id(write_id("c", -12345))
    ('c', -12345)
    """
    value = 0
    for digit in text[1:].lower():
        value = value * 32 + _DIGITS.index(digit)
    if len(text) != 14 or value >= 2**64:
        raise ValueError(f"{text} is not an id")
    return text[0], value - 2**64 if value >= 2**63 else value


def pick_rows(table: pa.Table, *columns: str) -> Iterator[tuple[Any, ...]]:
    """The values of some columns of a table, row by row.

    >>> list(pick_rows(pa.table({"a": [1, 2], "b": ["x", "y"], "c": [0, 0]}), "b", "a"))
    [('x', 1), ('y', 2)]
    """
    return zip(*(table.column(name).to_pylist() for name in columns), strict=True)


def quote_names(names: Iterable[str]) -> str:
    """Column names for SQL, quoted (`end` is a word of SQL).

    >>> quote_names(["start", "end"])
    '"start", "end"'
    """
    return ", ".join(f'"{name}"' for name in names)


def derive_rules(table: Table, tables: Mapping[str, Table]) -> Iterator[Rule]:
    """The rules that follow from a table's columns: required, vocabulary, references, one row a key, spans in text."""
    name, key = table.name, quote_names(table.key)
    yield Rule(f"{name}_key", "one row a key", f"SELECT {key} FROM {name} GROUP BY {key} HAVING count(*) > 1")
    for c in table.columns:
        if c.required:
            yield Rule(
                f"{name}_{c.name}_given",
                f"{c.name} is never null",
                f'SELECT {key} FROM {name} WHERE "{c.name}" IS NULL',
            )
        if c.values:
            words = ", ".join(f"'{v}'" for v in c.values)
            sql = f'SELECT {key} FROM {name} WHERE "{c.name}" NOT IN ({words})'
            yield Rule(f"{name}_{c.name}_known", f"{c.name} is one of {', '.join(c.values)}", sql)
        if c.refers:
            other = tables[c.refers].key[0]
            sql = (
                f'SELECT {key} FROM {name} t WHERE "{c.name}" IS NOT NULL '
                f'AND NOT EXISTS (SELECT 1 FROM {c.refers} o WHERE o.{other} = t."{c.name}")'
            )
            yield Rule(f"{name}_{c.name}_resolves", f"every {c.name} is a row of {c.refers}", sql)
    columns = {c.name for c in table.columns}
    if {"document_id", "start", "end"} <= columns:
        yield _place_rule(name, "")
    elif {"statement_id", "start", "end"} <= columns:
        yield _place_rule(name, "JOIN statements USING (statement_id)")


def _place_rule(name: str, join: str) -> Rule:
    """Every text is measured once, not once a span."""
    sizes = "(SELECT document_id, length(text) AS size FROM documents)"
    sql = (
        f'SELECT "start", "end" FROM {name} {join} JOIN {sizes} USING (document_id) '
        'WHERE "start" < 0 OR "start" > "end" OR "end" > size'
    )
    return Rule(f"{name}_in_text", "every span lies in its text", sql)

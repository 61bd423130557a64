"""The store: one DuckDB file with every table; the only file that imports the database.

A save writes only the rows that differ, in one transaction, and only when every rule of tables.py holds; so a run that
is killed at any moment leaves a store that opens, with the rows of the last save.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar, cast

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from headwater.errors import InputError, RuleError, StoreError
from headwater.schema import Rule, Table, Tables, derive_rules, quote_names
from headwater.states import INDEXES, STATES
from headwater.tables import FORMAT_VERSION, TABLES

T = TypeVar("T")

MEMORY_LIMIT = "2GB"
"""What the database may use beside the stages' own tables; the whole way over 12,000 articles stays under 6 GB."""

_ALL = TABLES | STATES | INDEXES
_FORMER = ("fingerprint_blocks", "indexed_texts", "fingerprint_entries", "compared_documents")
"""Tables of earlier versions that nothing reads any more."""
_SOUGHT = {"documents": "document_id", "regions": "document_id"}
"""Columns by which single rows are sought: the database finds them without reading the table."""
_TYPES = {
    pa.int64(): "BIGINT",
    pa.int32(): "INTEGER",
    pa.int16(): "SMALLINT",
    pa.int8(): "TINYINT",
    pa.uint32(): "UINTEGER",
    pa.string(): "VARCHAR",
    pa.bool_(): "BOOLEAN",
    pa.float64(): "DOUBLE",
    pa.float32(): "FLOAT",
    pa.uint64(): "UBIGINT",
    pa.binary(): "BLOB",
    pa.timestamp("us", tz="UTC"): "TIMESTAMPTZ",
}


_FULL = ("No space left on device", "could not allocate block", "File too large")
"""What the database says when its disk is full."""
_LIST_TABLES = "SELECT table_name FROM information_schema.tables"


class Store:
    """An open store. Use `open_store`, which closes it and says in plain words what is wrong with a file."""

    def __init__(self, path: Path, connection: duckdb.DuckDBPyConnection, lacks: Iterable[str] = ()) -> None:
        self.path = path
        self.lacks = frozenset(lacks)
        """Tables that were invented after this store was made, where it is only read."""
        self._connection = connection
        self._made: dict[str, Any] = {}
        self._writing = False

    def read(self, name: str) -> pa.Table:
        """A whole table, sorted by its key."""
        table = _ALL[name]
        return self.ask(f"SELECT {quote_names(table.schema.names)} FROM {name} ORDER BY {quote_names(table.key)}").cast(
            table.schema
        )

    def read_all(self, names: Iterable[str]) -> Tables:
        """Several whole tables by name."""
        return {name: self.read(name) for name in names}

    def ask(self, sql: str, parameters: Sequence[Any] = ()) -> pa.Table:
        """The answer to a question in DuckDB's SQL over the tables."""
        return self._connection.sql(sql, params=list(parameters)).to_arrow_table()

    def remember(self, name: str, make: Callable[[], T]) -> T:
        """What is made of the rows of this store, remembered until something is written: for what every look into an
        index needs."""
        if name not in self._made:
            self._made[name] = make()
        return cast(T, self._made[name])

    def number_rows(self, name: str, *columns: str) -> pa.Table:
        """Some columns of a table with `row`, the number by which read_rows finds each row until one is taken out."""
        return self.ask(f"SELECT rowid AS row, {quote_names(columns)} FROM {name}")

    def read_rows(self, name: str, rows: NDArray[np.int64], *columns: str) -> pa.Table:
        """Some columns (none: all) of the rows with these numbers, in any order; no others are read."""
        names = quote_names(columns or _ALL[name].schema.names)
        with self._named({"_rows": pa.table({"row": rows})}):
            return self.ask(f"SELECT {names} FROM {name} WHERE rowid IN (SELECT row FROM _rows)")

    def read_of(self, name: str, column: str, values: pa.Array | NDArray[np.int64], *columns: str) -> pa.Table:
        """Some columns (none: all) of the rows that have one of these values in a column, in any order."""
        names = quote_names(columns or _ALL[name].schema.names)
        with self._named({"_values": pa.table({"value": values})}):
            return self.ask(f'SELECT {names} FROM {name} WHERE "{column}" IN (SELECT value FROM _values)')

    def count(self, name: str) -> int:
        """How many rows a table has."""
        return int(self.ask(f"SELECT count(*) AS n FROM {name}")["n"][0].as_py())

    def save(self, *bundles: Tables) -> int:
        """Make tables be what the bundles hold, in one transaction; returns how many rows were written or taken out.

        Raises RuleError, and changes nothing, when a row breaks a rule of tables.py.
        """
        given = {name: rows for bundle in bundles for name, rows in bundle.items()}
        changed = 0
        with self.transaction():
            for name, rows in given.items():
                changed += self._replace(_ALL[name], rows)
            self._check_rules(given)
        return changed

    def _check_rules(self, names: Iterable[str]) -> None:
        for name in names:
            if name in TABLES and (broken := next(self.find_broken_rules([name]), None)):
                rule, count, example = broken
                raise RuleError(
                    f"{count} rows of {name} break a rule: {rule.text} (for example {example})",
                    "This is a bug of headwater: please report it with the articles that show it.",
                )

    def save_part(self, name: str, rows: pa.Table, numbers: NDArray[np.int64], beside: Tables) -> int:
        """Make the rows of one table with these numbers (number_rows) be others, in one transaction; returns how many
        rows were written or taken out.

        Rules are looked at in these rows alone, with `beside`, rows of the tables that they speak of. Raises RuleError,
        and changes nothing, when a row breaks one.
        """
        self.check({name: rows}, beside)
        with self.transaction(), self._named({"_rows": pa.table({"row": numbers})}):
            return self._replace(_ALL[name], rows, "WHERE rowid IN (SELECT row FROM _rows)")

    def append(self, part: Tables) -> None:
        """Add or replace rows of a stage that is still running, in one transaction, rules unchecked."""
        self.change({name: (rows, rows) for name, rows in part.items()})

    def change(self, changes: Mapping[str, tuple[pa.Table, pa.Table]]) -> None:
        """Take the rows with some keys out of tables and put others in, in one transaction, rules unchecked."""
        with self.transaction():
            for name, (gone, come) in changes.items():
                if gone.num_rows:
                    self._with_rows(gone, _delete_same_keys(_ALL[name], "_new"))
                if come.num_rows:
                    self._with_rows(come, _insert(_ALL[name], "_new"))

    def drop(self, names: Iterable[str], column: str, values: pa.Array | NDArray[np.int64], keep: bool = False) -> int:
        """Take out the rows of tables that have one of these values in a column (keep: those that have none of them);
        returns how many. The column `rowid` is the number of number_rows."""
        gone, word = 0, "NOT IN" if keep else "IN"
        with self.transaction(), self._named({"_values": pa.table({"value": values})}):
            for name in names:
                sql = f"DELETE FROM {name} WHERE {column} {word} (SELECT value FROM _values)"
                row = self._connection.execute(sql).fetchone()
                gone += row[0] if row else 0
        return gone

    def check(self, tables: Tables, beside: Tables) -> None:
        """Raise RuleError where one of these rows breaks a rule, with `beside`, rows of the tables that rules speak
        of."""
        with self._named(tables | beside):
            self._check_rules(tables)

    def find_broken_rules(self, names: Iterable[str] = TABLES) -> Iterator[tuple[Rule, int, str]]:
        """Every rule that some row breaks: the rule, how many rows, and one of them as text."""
        for name in names:
            table = TABLES[name]
            for rule in [*derive_rules(table, TABLES), *table.rules]:
                rows = self.ask(rule.sql)
                if rows.num_rows:
                    first = ", ".join(f"{k} {v}" for k, v in rows.slice(0, 1).to_pylist()[0].items())
                    yield rule, rows.num_rows, first

    def suppose(self, tables: Tables) -> None:
        """Have other rows in some tables for as long as this store is open; the file stays as it is."""
        self._made.clear()
        for name, rows in tables.items():
            names = quote_names(_ALL[name].schema.names)
            self._with_rows(rows, f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT {names} FROM _new")

    def note(self, key: str, value: str | None) -> None:
        """Remember a word about the store itself (None: forget it)."""
        self._connection.execute("DELETE FROM meta WHERE key = ?", [key])
        if value is not None:
            self._connection.execute("INSERT INTO meta VALUES (?, ?)", [key, value])

    def recall(self, key: str) -> str | None:
        """What was noted under a key, or None."""
        rows = self._connection.execute("SELECT value FROM meta WHERE key = ?", [key]).fetchall()
        return str(rows[0][0]) if rows else None

    def _replace(self, table: Table, rows: pa.Table, where: str = "") -> int:
        """Make the rows of a table (those of which a condition in SQL is true) be others."""
        name, names = table.name, quote_names(table.schema.names)
        if self.count(name) == 0:
            self._with_rows(rows, _insert(table, "_new"))
            return int(rows.num_rows)
        told, have = quote_names(table.told_by or table.schema.names), f"{name} {where}"
        gone = f"CREATE OR REPLACE TEMP TABLE _gone AS (SELECT {told} FROM {have} EXCEPT SELECT {told} FROM _new)"
        come = f"CREATE OR REPLACE TEMP TABLE _come AS (SELECT {names} FROM _new EXCEPT SELECT {names} FROM {have})"
        if table.told_by:
            come = f"CREATE OR REPLACE TEMP TABLE _come AS (FROM _new ANTI JOIN {name} USING ({told}))"
        self._with_rows(rows, f"{gone}; {come}")
        self._connection.execute(f"{_delete_same_keys(table, '_gone')}; {_insert(table, '_come')}")
        changed = self.ask("SELECT (SELECT count(*) FROM _gone) + (SELECT count(*) FROM _come) AS n")["n"][0].as_py()
        self._connection.execute("DROP TABLE _gone; DROP TABLE _come")
        return int(changed)

    def _with_rows(self, rows: pa.Table, sql: str) -> None:
        with self._named({"_new": rows}):
            self._connection.execute(sql)

    @contextmanager
    def _named(self, tables: Tables) -> Iterator[None]:
        """Tables by names that SQL knows them by, even where tables of the store have these names."""
        try:
            for name, rows in tables.items():
                self._connection.register(name, rows)
            yield
        finally:
            for name in tables:
                self._connection.unregister(name)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written in the block is there in the end, or none of it; one inside another is part of that."""
        self._made.clear()
        if self._writing:
            yield
            return
        self._connection.execute("BEGIN")
        self._writing = True
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            with suppress(duckdb.Error):  # a database that could not write has closed itself
                self._connection.execute("ROLLBACK")
            raise
        finally:
            self._writing = False

    def close(self) -> None:
        """Write what is pending and let go of the file."""
        self._connection.close()


@contextmanager
def open_store(path: str | Path, *, read_only: bool = False, create: bool = True) -> Iterator[Store]:
    """Open a store, or make an empty one where there is no file (unless read_only or not create).

    A store that was made here is taken away again when nothing could be read into it (InputError). Raises StoreError
    when the file is no store, is in use, is of another version, or may not be made and is not there, and when its disk
    is full.
    """
    path = Path(path)
    made = not path.exists()
    if made and (read_only or not create):
        raise StoreError(
            f"There is no store at {path}.", f"Make one from your articles: headwater trace ARTICLES -o {path}"
        )
    connection = _connect(path, read_only)
    try:
        known = {row[0] for row in connection.execute(_LIST_TABLES).fetchall()}
        if not known and not read_only:
            _create(connection)
        elif "meta" not in known:
            raise _explain_stranger(path)
        later = STATES | INDEXES
        store = Store(path, connection, later.keys() - known if read_only else ())
        if (version := store.recall("format_version")) != str(FORMAT_VERSION):
            raise StoreError(
                f"{path} is a store of format {version}; this headwater writes format {FORMAT_VERSION}.",
                "Trace the articles again into a new file, or use the headwater that made this one.",
            )
        if not read_only:
            for name in sorted(later.keys() - known) if known else ():
                connection.execute(_create_table(later[name]))
            for name in known.intersection(_FORMER):
                connection.execute(f"DROP TABLE {name}")
            for name, column in _SOUGHT.items():
                connection.execute(f"CREATE INDEX IF NOT EXISTS {name}_sought ON {name} ({column})")
        yield store
    except InputError:
        connection.close()
        if made:
            path.unlink(missing_ok=True)
        raise
    except duckdb.Error as error:
        if any(words in str(error) for words in _FULL):
            raise _explain(path, str(error)) from error
        raise
    finally:
        connection.close()


def write_ddl() -> str:
    """The SQL that creates every table, as the store has them."""
    return "\n".join(_create_table(table) for table in _ALL.values())


def _connect(path: Path, read_only: bool) -> duckdb.DuckDBPyConnection:
    if path.is_dir() or not path.absolute().parent.is_dir():
        raise StoreError(
            f"{path} cannot be a store: it is a folder, or its folder does not exist.",
            "Name a file, such as pile.duckdb.",
        )
    try:
        connection = duckdb.connect(str(path), read_only=read_only)
    except duckdb.Error as error:
        raise _explain(path, str(error)) from error
    connection.execute(f"SET memory_limit = '{MEMORY_LIMIT}'; SET TimeZone = 'UTC'")
    return connection


def _explain(path: Path, error: str) -> StoreError:
    words = error.lower()
    if any(full in error for full in _FULL):
        return StoreError(
            f"{path} could not be written: no space is left on its disk.",
            "Make room, and run the same command again; what was finished is kept, and it carries on.",
        )
    if "lock" in words or "being used by another process" in words or "already open" in words:
        return StoreError(
            f"{path} is in use by another program.", "Wait until it has finished, or close it, and try again."
        )
    if "not a valid duckdb" in words or "magic bytes" in words:
        return _explain_stranger(path)
    if "permission" in words or "read-only" in words or "cannot open file" in words:
        return StoreError(f"{path} cannot be opened: no permission.", "Check who owns the file and its folder.")
    return StoreError(f"{path} cannot be opened: {error.splitlines()[0]}", "Trace the articles again into a new file.")


def _explain_stranger(path: Path) -> StoreError:
    """What is said of a file that is something else, be it a database or what a database can be opened on (a CSV)."""
    return StoreError(f"{path} is no store of headwater.", "Name a store that `headwater trace` made, or a new file.")


def _create(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("BEGIN; CREATE TABLE meta (key VARCHAR, value VARCHAR)")
    connection.execute("INSERT INTO meta VALUES ('format_version', ?)", [str(FORMAT_VERSION)])
    connection.execute(write_ddl())
    connection.execute("COMMIT")


def _create_table(table: Table) -> str:
    lines = [f'  "{c.name}" {_write_type(c.type)}{" NOT NULL" if c.required else ""}' for c in table.columns]
    return f"CREATE TABLE {table.name} (\n" + ",\n".join(lines) + "\n);"


def _write_type(type_: pa.DataType) -> str:
    if pa.types.is_list(type_):
        return _write_type(type_.value_type) + "[]"
    if pa.types.is_struct(type_):
        return "STRUCT(" + ", ".join(f'"{f.name}" {_write_type(f.type)}' for f in type_) + ")"
    return _TYPES[type_]


def _insert(table: Table, rows: str) -> str:
    names = quote_names(table.schema.names)
    return f"INSERT INTO {table.name} ({names}) SELECT {names} FROM {rows} ORDER BY {quote_names(table.key)}"


def _delete_same_keys(table: Table, rows: str) -> str:
    same = " AND ".join(f'{table.name}."{k}" IS NOT DISTINCT FROM g."{k}"' for k in table.key)
    return f"DELETE FROM {table.name} USING {rows} g WHERE {same}"

"""Files that other programs read: one file a table, or three sheets that a person can open."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from headwater.errors import HeadwaterError
from headwater.schema import Table, write_id
from headwater.tables import TABLES
from headwater.work import SILENT, Watch

if TYPE_CHECKING:
    from headwater.store import Store

FORMATS = ("parquet", "csv", "jsonl")

_LETTERS = {"family_id": "f"}
_HASHES = ("text_hash", "source_hash")

FLAT = {
    "articles": """
        SELECT d.uri AS article, d.title, d.site, d.url, d.byline, d.language, d.published_at AS published,
          d.published_precision AS published_precision, length(d.text) AS characters,
          count(DISTINCT s.statement_id) FILTER (s.force <> 'assertion') AS statements
        FROM documents d LEFT JOIN statements s USING (document_id) GROUP BY ALL ORDER BY d.uri""",
    "copies": """
        SELECT c.uri AS article, c.title AS title, c.site AS site, c.url AS url,
          coalesce(p.uri, pv.name) AS taken_from, p.title AS taken_from_title, p.site AS taken_from_site,
          p.url AS taken_from_url, e.kind, e.confidence, e.basis, e.credited,
          substr(c.text, e.child_start + 1, e.child_end - e.child_start) AS words
        FROM edges e JOIN versions cv ON cv.version_id = e.child_id JOIN versions pv ON pv.version_id = e.parent_id
        JOIN documents c ON c.document_id = cv.document_id LEFT JOIN documents p ON p.document_id = pv.document_id
        ORDER BY c.uri, e.child_start""",
    "claims": """
        SELECT k.wording AS claim, n.independent_low, n.independent_high, n.on_record, n.reports, n.texts, n.sites,
          array_to_string(n.cut, '; ') AS rests_on, n.reason, cs.stance, d.uri AS article, d.title, d.site, d.url,
          o.name AS said_by, o.described_as AS described_as
        FROM claims k JOIN claim_counts n USING (claim_id) JOIN claim_statements cs USING (claim_id)
        JOIN statements s USING (statement_id) JOIN documents d USING (document_id) JOIN sources o USING (source_id)
        ORDER BY n.reports DESC, k.claim_id, d.uri, s.statement_id""",
}
"""The three sheets of --flat: articles, copies, claims, with titles, sites and links in every row."""


def export_tables(
    store: "Store", folder: str | Path, form: str = "parquet", *, flat: bool = False, watch: Watch = SILENT
) -> list[Path]:
    """Write every table, empty ones too, as FOLDER/TABLE.FORM (or the three flat sheets); returns the paths.

    Parquet keeps ids as int64; in CSV and JSON lines they are texts with the letter of their table.
    Raises HeadwaterError for another format or a folder that cannot be made.
    """
    if form not in FORMATS:
        raise HeadwaterError(f"There is no export format {form}.", f"Choose one of {', '.join(FORMATS)}.")
    folder = Path(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise HeadwaterError(
            f"The folder {folder} cannot be made: {error.strerror}.", "Name another with -o."
        ) from error
    paths = []
    count = len(FLAT if flat else TABLES)
    for name, rows, table in watch.follow("export", _list_sheets(store, flat), count, "tables"):
        paths.append(folder / f"{name}.{form}")
        write_table(paths[-1], rows, table)
    return paths


def write_table(path: Path, rows: pa.Table, table: Table | None = None) -> None:
    """Write rows to one file, in the format that its name ends in; `table` says which columns are ids."""
    form = path.suffix.removeprefix(".")
    if form == "parquet":
        pq.write_table(rows, path)
    else:
        _WRITERS[form](path, rows.column_names, _spell_rows(rows, table))


def _list_sheets(store: "Store", flat: bool) -> Iterator[tuple[str, pa.Table, Table | None]]:
    if flat:
        yield from ((name, store.ask(sql), None) for name, sql in FLAT.items())
    else:
        yield from ((name, store.read(name), table) for name, table in TABLES.items())


def spell_row(row: dict[str, Any], table: Table | None = None) -> dict[str, Any]:
    """A row for people and scripts: ids as texts with their letter, times in ISO 8601.

    >>> spell_row({"claim_id": 7, "reports": 2}, TABLES["claim_counts"])
    {'claim_id': 'c0000000000007', 'reports': 2}
    """
    letters = _list_letters(table)
    return {name: _spell_value(value, letters.get(name)) for name, value in row.items()}


def _list_letters(table: Table | None) -> dict[str, str]:
    letters = dict(_LETTERS)
    for column in table.columns if table else ():
        if column.refers:
            letters[column.name] = TABLES[column.refers].letter
        elif table and (column.name,) == table.key and table.letter:
            letters[column.name] = table.letter
    return letters | dict.fromkeys(_HASHES, "h")


def _spell_value(value: Any, letter: str | None) -> Any:
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if letter and isinstance(value, int):
        return write_id(letter, value)
    return value


def _spell_rows(rows: pa.Table, table: Table | None) -> Iterator[dict[str, Any]]:
    for batch in rows.to_batches(max_chunksize=10_000):
        for row in batch.to_pylist():
            yield spell_row(row, table)


def _write_jsonl(path: Path, names: list[str], rows: Iterable[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def _write_csv(path: Path, names: list[str], rows: Iterable[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(names)
        for row in rows:
            writer.writerow([_spell_cell(row[name]) for name in names])


def _spell_cell(value: Any) -> Any:
    if isinstance(value, (list, dict)):
        value = json.dumps(value, ensure_ascii=False)
    if isinstance(value, str):
        value = value.replace("\x00", "\ufffd")
        # A spreadsheet would run such a cell as a formula (OWASP, CSV injection).
        return "'" + value if value.startswith(("=", "+", "-", "@", "\t", "\r")) else value
    return value


_WRITERS: dict[str, Callable[[Path, list[str], Iterable[dict[str, Any]]], None]] = {
    "csv": _write_csv,
    "jsonl": _write_jsonl,
}

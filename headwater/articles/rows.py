"""The rows of JSON, JSON lines, CSV, TSV and Parquet files, numbered from 1."""

import codecs
import csv
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import pyarrow as pa

from headwater.articles.encodings import clean_text, decode_bytes
from headwater.articles.fields import USUAL_NAMES, fold_name, match_fields
from headwater.articles.files import BrokenArchiveError, Input, break_archive, open_given, read_at_most, read_lines
from headwater.articles.formats import find_delimiter
from headwater.articles.options import ReadOptions
from headwater.articles.problems import Problem

NumberedRow = tuple[int, Mapping[str, Any]]
TABLES = frozenset({"json", "jsonl", "csv", "parquet"})
"""The kinds of files that hold rows."""

MAX_LINE = 200 << 20
"""Bytes of one line of JSON: no article is that long, and one line must not take the memory of all."""
_MAX_JSON = 1 << 30
_WRAPPERS = (
    "articles",
    "items",
    "data",
    "results",
    "documents",
    "docs",
    "entries",
    "posts",
    "news",
    "records",
    "rows",
    "stories",
    "hits",
    "response",
)
_OPEN_QUOTE = 2000
"""Lines after which a quotation mark in a CSV file is taken for one that was never closed."""

csv.field_size_limit(2**31 - 1)


def read_rows(given: Input, kind: str, options: ReadOptions) -> Iterator[NumberedRow | Problem]:
    """Every row of a file with its number, and a problem in the place of each that cannot be read."""
    readers = {"json": _read_json, "jsonl": _read_json_lines, "csv": _read_csv, "parquet": _read_parquet}
    try:
        yield from readers[kind](given, options)
    except BrokenArchiveError as error:
        yield break_archive(given, str(error))


def check_columns(given: Input, names: Iterable[str], options: ReadOptions) -> Problem | None:
    """What is wrong with a table that has no column of text, or lacks one that was named."""
    names = [name for name in names if name is not None]
    listed = ", ".join(map(str, names[:40])) or "none"
    folded = {fold_name(name) for name in names}
    for thing, column in ((t, getattr(options, t)) for t in (*USUAL_NAMES, "id")):
        if column and fold_name(column) not in folded:
            return Problem(
                given.path,
                "unknown_column",
                f"{given.uri} has no column {column} (it has: {listed}).",
                f"Name another column for {thing}.",
            )
    fields = match_fields(names, options)
    if fields["text"]:
        return None
    if fields["url"]:
        return Problem(
            given.path, "links_only", f"{given.uri} has addresses and no text (columns: {listed}); nothing is fetched.",
            "Save the pages first: docs/getting-articles.md says how. If a column holds the text, name it with --text.",
        )  # fmt: skip
    return Problem(
        given.path,
        "no_text_column",
        f"{given.uri} has no column of article text (it has: {listed}).",
        "Name the one that holds the text with --text.",
    )


def _read_json(given: Input, options: ReadOptions) -> Iterator[NumberedRow | Problem]:
    text, lost = _read_whole(given, options)
    twice: list[str] = []
    try:
        value = json.loads(text.lstrip("\ufeff \t\r\n"), strict=False, object_pairs_hook=partial(_build_row, twice))
    except (ValueError, RecursionError) as error:
        if text.lstrip("\ufeff \t\r\n").startswith("{") and "\n{" in text.replace("\r", ""):
            yield from _read_json_lines(given, options)
            return
        yield Problem(
            given.path,
            "broken_row",
            f"{given.uri} is no valid JSON: {error}.",
            "Save it again, or mend the place named.",
        )
        return
    if twice:
        yield _note_twice(given, twice)
    if lost:
        yield _note_lost(given, lost)
    yield from _number_values(given, _unwrap(value, options), options)


def _build_row(twice: list[str], pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """An object; names that stand in it twice go to `twice`."""
    row = dict(pairs)
    if len(row) < len(pairs):
        twice.extend(name for name, count in Counter(name for name, _ in pairs).items() if count > 1)
    return row


def _note_twice(given: Input, twice: Sequence[str], number: int | None = None) -> Problem:
    what = f"{given.uri} has an object with two fields {twice[0]}; the last of them was read."
    return Problem(given.path, "broken_row", what, "Give each a name of its own.", number)


def _note_lost(given: Input, lost: int) -> Problem:
    what = f"{lost} characters of {given.uri} could not be read."
    return Problem(given.path, "encoding", what, "Say its encoding with --encoding.")


def _number_values(given: Input, value: Any, options: ReadOptions) -> Iterator[NumberedRow | Problem]:
    if isinstance(value, Mapping):
        yield (0, value) if (problem := check_columns(given, value, options)) is None else problem
        return
    if not isinstance(value, list) or not value:
        yield Problem(
            given.path,
            "no_text_column",
            f"{given.uri} holds no object with fields.",
            "Give articles as objects with the fields title and text.",
        )
        return
    rows = [
        row["_source"] if isinstance(row, Mapping) and isinstance(row.get("_source"), Mapping) else row for row in value
    ]
    if problem := check_columns(given, {k: None for row in rows if isinstance(row, Mapping) for k in row}, options):
        yield problem
        return
    for number, row in enumerate(rows, 1):
        yield (number, row) if isinstance(row, Mapping) else _break_row(given, number, "it is no object with fields")


def _unwrap(value: Any, options: ReadOptions) -> Any:
    """The list of articles inside an answer of a news service ({"status": "ok", "articles": […]})."""
    for _ in range(3):
        if not isinstance(value, Mapping) or (
            match_fields(value, options)["text"]
            and isinstance(next(iter(match_fields(value, options)["text"])), str)
            and isinstance(value[match_fields(value, options)["text"][0]], str)
        ):
            break
        lists = [value[k] for k in _WRAPPERS if isinstance(value.get(k), (list, dict))] or [
            v for v in value.values() if isinstance(v, list) and v and isinstance(v[0], Mapping)
        ]
        if not lists or (isinstance(lists[0], list) and not (lists[0] and isinstance(lists[0][0], Mapping))):
            break
        value = lists[0]
    return value


def _read_json_lines(given: Input, options: ReadOptions) -> Iterator[NumberedRow | Problem]:
    number, names, checked = 0, dict[str, None](), False
    for line in _recode_lines(given, options):
        if line is not None and not line.strip(b" \t\r\n\xef\xbb\xbf"):
            continue
        number += 1
        if line is None:
            yield Problem(
                given.path,
                "too_long",
                f"Line {number} of {given.uri} is longer than {MAX_LINE >> 20} MB.",
                "Split it.",
                number,
            )
            continue
        twice: list[str] = []
        build = partial(_build_row, twice)
        try:
            text = decode_bytes(line, encoding=options.encoding)[0].lstrip("\ufeff")
            row = json.loads(text, strict=False, object_pairs_hook=build)
        except (ValueError, RecursionError) as error:
            yield _break_row(given, number, str(error))
            continue
        if not isinstance(row, Mapping):
            yield _break_row(given, number, "it is no object with fields")
            continue
        names.update(dict.fromkeys(row))
        if not checked and (problem := check_columns(given, names, options)) and number < 20:
            last = problem
            continue
        checked = True
        if twice:
            yield _note_twice(given, twice, number)
        yield number, row
    if not checked and names:
        yield last
    elif not number:
        yield Problem(given.path, "empty", f"{given.uri} holds no row.", "Save it again.")


def _recode_lines(given: Input, options: ReadOptions) -> Iterator[bytes | None]:
    """The lines of a file as UTF-8 bytes, whichever way their ends are written."""
    with open_given(given) as stream:
        head, _ = read_at_most(stream, 4096)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or head.count(0) > 0.3 * len(head):
        text, _ = _read_whole(given, options)
        return iter(text.encode("utf-8", "replace").split(b"\n"))
    return read_lines(given, MAX_LINE)


def _read_csv(given: Input, options: ReadOptions) -> Iterator[NumberedRow | Problem]:
    with open_given(given) as stream:
        data, broken = read_at_most(stream, _MAX_JSON)
    text, lost = decode_bytes(data, encoding=options.encoding)
    text = clean_text(text)
    stated = re.match(r"\ufeff?sep=(.)\n", text)  # a line that spreadsheets write for each other
    text = text[stated.end() :] if stated else text
    delimiter = stated.group(1) if stated else find_delimiter(text) or ","
    records = _cut_records(text.split("\n"), delimiter)
    header = next(records, None)
    names = [name.strip() for name in header] if isinstance(header, list) else []
    if problem := check_columns(given, names, options):
        yield problem
        return
    if lost:
        yield _note_lost(given, lost)
    number = 0
    for number, cells in enumerate(records, 1):
        if isinstance(cells, int):
            yield _break_row(given, number, f"a quotation mark is opened in line {cells} and never closed")
        elif len(cells) > len(names) and any(cell.strip() for cell in cells[len(names) :]):
            yield _break_row(given, number, f"it has {len(cells)} cells, and the table {len(names)} columns")
        else:
            yield number, dict(zip(names, cells, strict=False))
    if not number:
        yield Problem(given.path, "empty", f"{given.uri} holds no row.", "Save it again.")
    if broken or len(data) >= _MAX_JSON:
        yield break_archive(given, broken or "it is larger than 1 GB and was read so far")


def _read_whole(given: Input, options: ReadOptions) -> tuple[str, int]:
    with open_given(given) as stream:
        data, broken = read_at_most(stream, _MAX_JSON)
    if broken:
        raise BrokenArchiveError(broken)
    return decode_bytes(data, encoding=options.encoding)


def _cut_records(lines: list[str], delimiter: str) -> Iterator[list[str] | int]:
    """The cells of every record; the number of a line in place of one whose quotation mark is never closed."""
    opens = re.compile(rf'(?:^|{re.escape(delimiter)})\s*"')
    at = 0
    while at < len(lines):
        end = at + 1
        if opens.search(lines[at]):
            open_ = lines[at].count('"') % 2 == 1
            while open_ and end < min(len(lines), at + _OPEN_QUOTE):
                open_ = open_ ^ (lines[end].count('"') % 2 == 1)
                end += 1
            if open_:
                yield at + 1
                at += 1
                continue
        record = "\n".join(lines[at:end])
        at = end
        if record.strip():
            yield from csv.reader(record.splitlines(keepends=True), delimiter=delimiter, skipinitialspace=True)


def _read_parquet(given: Input, options: ReadOptions) -> Iterator[NumberedRow | Problem]:
    import pyarrow.parquet as pq

    try:
        source = given.path if given.data is None else pa.BufferReader(given.data)
        with pq.ParquetFile(source, page_checksum_verification=True) as file:
            if problem := check_columns(given, file.schema_arrow.names, options):
                yield problem
                return
            number = 0
            for batch in file.iter_batches(batch_size=512):
                for row in _list_rows(batch):
                    number += 1
                    yield (number, row) if row is not None else _break_row(given, number, "a text in it is no UTF-8")
            if not number:
                yield Problem(given.path, "empty", f"{given.uri} holds no row.", "Save it again.")
    except (pa.ArrowException, OSError, ValueError) as error:
        yield Problem(
            given.path,
            "unreadable",
            f"{given.uri} is a damaged Parquet file: {str(error).splitlines()[0]}.",
            "Fetch it again.",
        )


def _list_rows(batch: pa.RecordBatch) -> Iterable[Mapping[str, Any] | None]:
    """The rows of a batch; None in place of one whose bytes are no text."""
    try:
        return list(batch.to_pylist())
    except UnicodeDecodeError:
        if batch.num_rows == 1:
            return [None]
        return [row for number in range(batch.num_rows) for row in _list_rows(batch.slice(number, 1))]


def _break_row(given: Input, number: int, why: str) -> Problem:
    return Problem(
        given.path,
        "broken_row",
        f"Row {number} of {given.uri} could not be read: {why}.",
        "Mend the row; the others were read.",
        number,
    )

"""What there is to read: every input that is not known already, as tasks; and what was read before."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from headwater.articles.archives import ARCHIVES, read_archive
from headwater.articles.fields import tell_day_first
from headwater.articles.files import Input, Opened, break_archive, find_inputs, open_given, open_input, read_at_most
from headwater.articles.formats import Kind, tell_kind
from headwater.articles.item_reading import Task
from headwater.articles.merging import drop_items
from headwater.articles.options import ReadOptions, hash_options
from headwater.articles.problems import Problem
from headwater.articles.records import RECORDS, read_records
from headwater.articles.rows import NumberedRow, read_rows
from headwater.schema import Tables

_MAX_PAGE = 256 << 20
"""Bytes of one page or text that are looked at."""


_HEAD = 1000
"""Rows of a table that tell whether its dates begin with the day or with the month."""


@dataclass(frozen=True)
class Found:
    """What the search came upon besides tasks: files (rows of article_files), problems, files known already.

    `expected` is how many articles each input will give: an estimate for tables.
    """

    files: list[dict[str, object]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    paths: set[str] = field(default_factory=set)
    known: list[Input] = field(default_factory=list)
    expected: dict[Input, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Before:
    """What was read before: whole files (path, uri, hash), and rows of files that a killed run had begun."""

    files: frozenset[tuple[str, str, int]]
    rows: frozenset[tuple[str, str, int, int | None]]


def recall_reading(tables: Tables, options: ReadOptions) -> Before:
    """What need not be read again: what was read with the same options."""
    reading = hash_options(options)
    files = tables["article_files"]
    same = files.filter(pc.equal(files["reading"], reading))
    whole = frozenset(zip(*(same[c].to_pylist() for c in ("source_path", "uri", "source_hash")), strict=True))
    spares = tables["article_spares"].filter(pc.equal(tables["article_spares"]["reading"], reading))
    places = zip(*(spares[c].to_pylist() for c in ("source_path", "uri", "source_hash", "source_offset")), strict=True)
    rows = frozenset(
        (path, uri.rsplit("#", 1)[0] if offset else uri, digest, offset) for path, uri, digest, offset in places
    )
    return Before(whole, rows)


def forget_files(tables: Tables, files: Sequence[dict[str, object]]) -> Tables:
    """The tables without what these files had given when they were read with other options."""
    read = {(f["source_path"], f["source_hash"]): f["reading"] for f in files}
    old = zip(*(tables["article_files"][c].to_pylist() for c in ("source_path", "source_hash", "reading")), strict=True)
    stale = {(path, digest) for path, digest, reading in old if read.get((path, digest), reading) != reading}
    if not stale:
        return tables
    masks = [
        pa.array(
            [
                place in stale
                for place in zip(*(tables[n][c].to_pylist() for c in ("source_path", "source_hash")), strict=True)
            ],
            pa.bool_(),
        )
        for n in ("documents", "article_spares")
    ]
    return drop_items(tables, *masks)


def find_tasks(
    paths: Sequence[str | Path | Input], options: ReadOptions, before: Before, found: Found
) -> Iterator[Task]:
    """Every page, text and row that is not known, in order; what else the search comes upon is added to `found`."""
    found.expected.update(dict.fromkeys(find_inputs(paths), 1))
    for given in list(found.expected):
        yield from _search_input(given, options, before, found)


def _search_input(given: Input, options: ReadOptions, before: Before, found: Found) -> Iterator[Task]:
    opened = open_input(given)
    if isinstance(opened, Problem):
        found.paths.add(given.path)
        found.problems.append(opened)
        found.expected[given] = 0
        return
    if (given.path, given.uri, opened.source_hash) in before.files:
        found.known.append(given)
        found.expected[given] = 0
        return
    found.paths.add(given.path)
    kind = tell_kind(opened.head, given.path)
    yield from (_search_archive if kind.name in ARCHIVES else _read_input)(given, opened, kind, options, before, found)
    reading = hash_options(options)
    row = {"source_path": given.path, "uri": given.uri, "source_hash": opened.source_hash, "reading": reading}
    found.files.append(row)


def _search_archive(
    given: Input, opened: Opened, kind: Kind, options: ReadOptions, before: Before, found: Found
) -> Iterator[Task]:
    found.expected[given] = 0
    for inner in read_archive(given, kind.name):
        if isinstance(inner, Problem):
            found.paths.add(inner.source_path)
            found.problems.append(inner)
        else:
            found.expected[inner] = 1
            yield from _search_input(inner, options, before, found)


def _read_input(
    given: Input, opened: Opened, kind: Kind, options: ReadOptions, before: Before, found: Found
) -> Iterator[Task]:
    if kind.refused:
        found.problems.append(
            Problem(given.path, kind.refused, f"{given.uri} is {kind.what}, which headwater does not read.", kind.mend)
        )
    elif kind.name in RECORDS:
        for record in read_records(given, kind.name, options):
            if isinstance(record, Problem):
                found.problems.append(record)
            elif (given.path, given.uri, opened.source_hash, record.number or None) not in before.rows:
                form = "html" if isinstance(record.content, bytes) else "row"
                yield Task(given, opened.source_hash, form, record.content, record.number)
    elif kind.name in ("html", "text"):
        if (given.path, given.uri, opened.source_hash, None) in before.rows:
            return
        try:
            with open_given(given) as stream:
                data, broken = read_at_most(stream, _MAX_PAGE)
        except OSError as error:
            found.problems.append(
                Problem(given.path, "unreadable", f"{given.uri} could not be read: {error}.", "Try again.")
            )
            return
        if broken or len(data) >= _MAX_PAGE:
            found.problems.append(break_archive(given, broken) if broken else _refuse_long(given))
            return
        yield Task(given, opened.source_hash, kind.name, data)
    else:
        rows = read_rows(given, kind.name, options)
        head = list(islice(rows, _HEAD))
        found.expected[given] = _estimate_rows(head, given, opened)
        day_first = (
            options.day_first
            if options.day_first is not None
            else tell_day_first(row[1] for row in head if not isinstance(row, Problem))
        )
        for row in chain(head, rows):
            if isinstance(row, Problem):
                found.problems.append(row)
            elif (given.path, given.uri, opened.source_hash, row[0] or None) not in before.rows:
                yield Task(given, opened.source_hash, "row", row[1], row[0], day_first)


def _refuse_long(given: Input) -> Problem:
    what = f"{given.uri} is larger than {_MAX_PAGE >> 20} MB, more than any page."
    return Problem(given.path, "too_long", what, "Split it, or make it a table with a row for each article.")


def _estimate_rows(head: Sequence[NumberedRow | Problem], given: Input, opened: Opened) -> int:
    """How many rows a table has, by the length of its first ones; packed text is taken to be a third of its length."""
    if len(head) < _HEAD:
        return len(head)
    if given.path.endswith(".parquet"):
        import pyarrow.parquet as pq

        with pq.ParquetFile(io.BytesIO(given.data) if given.data is not None else given.path) as file:
            return int(file.metadata.num_rows)
    each = sum(len(str(row)) for row in head) / len(head)
    packed = given.path.endswith((".gz", ".zst"))
    return max(len(head), round(opened.size * (3 if packed else 1) / each))

"""What there is to read: every input that is not known already, as tasks; and what was read before."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path
from typing import Any

import pyarrow as pa

from headwater.articles.archives import ARCHIVES, read_archive
from headwater.articles.fields import tell_day_first
from headwater.articles.file_facts import Facts, FileFacts, hash_reading
from headwater.articles.files import Input, Opened, break_archive, find_inputs, open_given, open_input, read_at_most
from headwater.articles.formats import Kind, tell_kind
from headwater.articles.item_reading import Task
from headwater.articles.merging import drop_items
from headwater.articles.options import ReadOptions
from headwater.articles.problems import Problem
from headwater.articles.records import RECORDS, read_records
from headwater.articles.rows import TABLES, NumberedRow, read_rows
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
    """What was read before: whole files (path, uri, hash, reading), and rows of files that a killed run had begun.

    `begun` are the files of those rows: one that is read at once has all its articles there.
    """

    files: frozenset[tuple[str, str, int, int]]
    rows: frozenset[tuple[str, str, int, int, int | None]]
    begun: frozenset[tuple[str, str, int, int]]


def recall_reading(tables: Tables) -> Before:
    """What need not be read again in the same way."""
    names = ("source_path", "uri", "source_hash", "reading")
    whole = frozenset(zip(*(tables["article_files"][c].to_pylist() for c in names), strict=True))
    spares = tables["article_spares"]
    places = zip(*(spares[c].to_pylist() for c in (*names, "source_offset")), strict=True)
    rows = frozenset(
        (path, uri.rsplit("#", 1)[0] if offset else uri, digest, reading, offset)
        for path, uri, digest, reading, offset in places
    )
    return Before(whole, rows, frozenset(row[:4] for row in rows))


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


@dataclass(frozen=True)
class _Search:
    """What every file of a run is searched with."""

    options: ReadOptions
    before: Before
    found: Found
    said: FileFacts


@dataclass(frozen=True)
class _File:
    """One file that is there: its head and hash, what is said of it, and the hash of how it is read."""

    given: Input
    opened: Opened
    facts: Facts
    reading: int

    @property
    def key(self) -> tuple[str, str, int, int]:
        """What tells whether it was read before."""
        return self.given.path, self.given.uri, self.opened.source_hash, self.reading

    def make_task(self, kind: str, data: bytes | Mapping[str, Any], number: int = 0, **how: Any) -> Task:
        """A task without the bytes of the whole file; what is said of a file is said of its only article."""
        given = replace(self.given, data=None)
        return Task(given, self.opened.source_hash, kind, data, number, facts={} if number else self.facts, **how)


def find_tasks(
    paths: Sequence[str | Path | Input], said: FileFacts, options: ReadOptions, before: Before, found: Found
) -> Iterator[Task]:
    """Every page, text and row that is not known, in order; what else the search comes upon is added to `found`.

    `said` is what the user says of files.
    """
    search = _Search(options, before, found, said)
    inputs = list(find_inputs(paths))
    found.expected.update((_leave_bytes(given), 1) for given in inputs)
    for given in inputs:
        yield from _search_input(given, search)


def _leave_bytes(given: Input) -> Input:
    return replace(given, data=None)


def _search_input(given: Input, search: _Search) -> Iterator[Task]:
    found, opened = search.found, open_input(given)
    if isinstance(opened, Problem):
        found.paths.add(given.path)
        found.problems.append(opened)
        found.expected[given] = 0
        return
    kind = tell_kind(opened.head, given.path)
    packed = kind.name in ARCHIVES
    facts = search.said.find(given)
    file = _File(given, opened, facts, hash_reading(search.options, search.said.all_facts if packed else facts))
    if file.key in search.before.files:
        found.known.append(_leave_bytes(given))
        found.expected[given] = 0
        return
    found.paths.add(given.path)
    several = False
    for task in (_search_archive if packed else _read_input)(file, kind, search):
        several = several or task.number > 0
        yield task
    if several and facts and not packed:
        found.problems.append(_note_several(given))
    found.files.append(dict(zip(("source_path", "uri", "source_hash", "reading"), file.key, strict=True)))


def _note_several(given: Input) -> Problem:
    what = f"{given.uri} holds several articles, and --meta says something of it as if it were one."
    return Problem(given.path, "unmatched", what, "Say it in the file, a column each; it was read without.")


def _search_archive(file: _File, kind: Kind, search: _Search) -> Iterator[Task]:
    search.found.expected[file.given] = 0
    for inner in read_archive(file.given, kind.name):
        if isinstance(inner, Problem):
            search.found.paths.add(inner.source_path)
            search.found.problems.append(inner)
        else:
            search.found.expected[_leave_bytes(inner)] = 1
            yield from _search_input(inner, search)


def _read_input(file: _File, kind: Kind, search: _Search) -> Iterator[Task]:
    given, problems = file.given, search.found.problems
    if kind.refused:
        what = f"{given.uri} is {kind.what}, which headwater does not read."
        problems.append(Problem(given.path, kind.refused, what, kind.mend))
    elif kind.name in RECORDS:
        for record in read_records(given, kind.name, search.options):
            if isinstance(record, Problem):
                problems.append(record)
            elif (*file.key, record.number or None) not in search.before.rows:
                form = "html" if isinstance(record.content, bytes) else "row"
                yield file.make_task(form, record.content, record.number)
    elif kind.name in TABLES:
        yield from _read_table(file, kind, search)
    elif file.key not in search.before.begun:
        page = _read_page(given)
        if isinstance(page, Problem):
            problems.append(page)
        else:
            yield file.make_task(kind.name, page)


def _read_page(given: Input) -> bytes | Problem:
    try:
        with open_given(given) as stream:
            data, broken = read_at_most(stream, _MAX_PAGE)
    except OSError as error:
        return Problem(given.path, "unreadable", f"{given.uri} could not be read: {error}.", "Try again.")
    if broken or len(data) >= _MAX_PAGE:
        return break_archive(given, broken) if broken else _refuse_long(given)
    return data


def _read_table(file: _File, kind: Kind, search: _Search) -> Iterator[Task]:
    rows = read_rows(file.given, kind.name, search.options)
    head = list(islice(rows, _HEAD))
    search.found.expected[file.given] = _estimate_rows(head, file.given, file.opened)
    day_first = search.options.day_first
    if day_first is None:
        day_first = tell_day_first(row[1] for row in head if not isinstance(row, Problem))
    for row in chain(head, rows):
        if isinstance(row, Problem):
            search.found.problems.append(row)
        elif (*file.key, row[0] or None) not in search.before.rows:
            yield file.make_task("row", row[1], row[0], day_first=day_first)


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

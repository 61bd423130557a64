"""What there is to read: every input that is not known already, as tasks; and what was read before."""

import io
from collections import Counter
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
from headwater.articles.options import ReadOptions
from headwater.articles.problems import Problem
from headwater.articles.records import RECORDS, read_records
from headwater.articles.rows import TABLES, NumberedRow, read_rows
from headwater.schema import Tables, pick_rows

_MAX_PAGE = 256 << 20
"""Bytes of one page or text that are looked at."""


FileKey = tuple[str, str, int, int]
"""Path, uri, hash of the bytes and of how they are read: a row of article_files."""

_HEAD = 1000
"""Rows of a table that tell whether its dates begin with the day or with the month."""


@dataclass(frozen=True)
class Found:
    """What the search came upon besides tasks: files read whole, problems, paths of files known already.

    The sum of `expected` is how many articles there will be: one a file until it is looked into; of tables an estimate.
    """

    files: list[FileKey] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    paths: set[str] = field(default_factory=set)
    known: list[str] = field(default_factory=list)
    expected: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Before:
    """What was read before: whole files (path, uri, hash, reading), and rows of files that a killed run had begun.

    `begun` are the files of those rows: one that is read at once has all its articles there.
    """

    files: frozenset[FileKey]
    rows: frozenset[tuple[str, str, int, int, int | None]]
    begun: frozenset[FileKey]


def recall_reading(tables: Tables) -> Before:
    """What need not be read again in the same way."""
    names = ("source_path", "uri", "source_hash", "reading")
    whole = frozenset(pick_rows(tables["article_files"], *names))
    places = pick_rows(tables["article_spares"], *names, "source_offset")
    rows = frozenset(
        (path, uri.rsplit("#", 1)[0] if offset else uri, digest, reading, offset)
        for path, uri, digest, reading, offset in places
    )
    return Before(whole, rows, frozenset(row[:4] for row in rows))


def find_stale(known: pa.Table, files: Sequence[FileKey]) -> dict[tuple[str, int], int]:
    """Of files (article_files has them as `known`) that were read again in another way: path and hash, and how now."""
    read = {(path, digest): reading for path, _, digest, reading in files}
    old = pick_rows(known, "source_path", "source_hash", "reading")
    return {(path, digest): read[path, digest] for path, digest, was in old if read.get((path, digest), was) != was}


def is_stale(items: pa.Table, stale: Mapping[tuple[str, int], int]) -> pa.Array:
    """Which rows of documents, or of article_spares, such files had given when they were read otherwise."""
    places = pick_rows(items, "source_path", "source_hash")
    readings = items["reading"].to_pylist() if "reading" in items.column_names else [None] * items.num_rows
    return pa.array(
        [place in stale and stale[place] != reading for place, reading in zip(places, readings, strict=True)],
        pa.bool_(),
    )


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
    def key(self) -> FileKey:
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
    found.expected["inputs"] = len(inputs)
    for given in inputs:
        yield from _search_input(given, search)


def _search_input(given: Input, search: _Search) -> Iterator[Task]:
    found, opened = search.found, open_input(given)
    if isinstance(opened, Problem):
        found.paths.add(given.path)
        found.problems.append(opened)
        found.expected["none"] -= 1
        return
    kind = tell_kind(opened.head, given.path)
    packed = kind.name in ARCHIVES
    facts = search.said.find(given)
    file = _File(given, opened, facts, hash_reading(search.options, search.said.all_facts if packed else facts))
    if file.key in search.before.files:
        found.known.append(given.path)
        found.expected["none"] -= 1
        return
    found.paths.add(given.path)
    several = False
    for task in (_search_archive if packed else _read_input)(file, kind, search):
        several = several or task.number > 0
        yield task
    if several and facts and not packed:
        found.problems.append(_note_several(given))
    found.files.append(file.key)


def _note_several(given: Input) -> Problem:
    what = f"{given.uri} holds several articles, and --meta says something of it as if it were one."
    return Problem(given.path, "unmatched", what, "Say it in the file, a column each; it was read without.")


def _search_archive(file: _File, kind: Kind, search: _Search) -> Iterator[Task]:
    search.found.expected["none"] -= 1
    for inner in read_archive(file.given, kind.name):
        if isinstance(inner, Problem):
            search.found.paths.add(inner.source_path)
            search.found.problems.append(inner)
        else:
            search.found.expected["entries"] += 1
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
    search.found.expected["rows"] += _estimate_rows(head, file.given, file.opened) - 1
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

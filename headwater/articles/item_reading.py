"""The map step: files and rows that the main process found, read into items by whichever process gets them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pyarrow as pa

from headwater.articles.contents import Content, Page, PlainText, cut_contents
from headwater.articles.dating import date_item
from headwater.articles.drafts import Draft, read_draft
from headwater.articles.fields import read_row, read_rows
from headwater.articles.file_facts import Facts, apply_facts, hash_reading
from headwater.articles.files import Input
from headwater.articles.hang_clock import end_hangs
from headwater.articles.item import MAX_TEXT, Item
from headwater.articles.items import build_item
from headwater.articles.link_expansions import mark_expansions
from headwater.articles.options import ReadOptions
from headwater.articles.plain import read_text
from headwater.articles.problems import Note, Problem
from headwater.articles.publishers import identify_items
from headwater.articles.signals import Said, find_all_signals
from headwater.articles.stubs import find_cut, refuse_text
from headwater.failures import DIED, describe_failure, halve_list
from headwater.states import ARTICLE_SPARES

_BATCH = 256
_WEIGHT = {"html": 12, "text": 3, "row": 1, "markdown": 3, "news": 3, "docx": 6, "rtf": 6, "pdf": 12}
"""How long one takes to read, roughly, so that batches take equally long."""
_GROUP = 1_000_000
"""Characters of rows that are read in one go: their lines lie side by side in memory, four bytes a character."""


@dataclass(frozen=True)
class Task:
    """What is read at once: a file (its bytes, with one article or many) or a row (number and fields of its file).

    `facts` are what is said of the file.
    """

    given: Input
    source_hash: int
    kind: str
    data: bytes | Mapping[str, Any]
    number: int = 0
    day_first: bool | None = None
    facts: Facts = field(default_factory=dict)


@dataclass(frozen=True)
class Batch:
    """Tasks that one process reads, and how."""

    tasks: tuple[Task, ...]
    options: ReadOptions


@dataclass(frozen=True)
class Reading:
    """What a batch gave: rows of article_spares, problems, and how many tasks it had."""

    items: pa.Table
    problems: tuple[Problem, ...]
    tasks: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class _Given:
    """One article of a task: its number there, its content, its place, what is said of its file, how it is read."""

    task: Task
    number: int
    content: Content
    place: Mapping[str, object]
    facts: Facts
    options: ReadOptions


_Made = tuple[dict[str, object] | None, list[Note]]
"""What an article gave: a row of article_spares, or none, and what was odd about it."""


def cut_tasks(tasks: Iterable[Task], options: ReadOptions) -> Iterator[Batch]:
    """Tasks in batches of about equal work."""
    waiting: list[Task] = []
    weight = 0
    for task in tasks:
        waiting.append(task)
        weight += _WEIGHT[task.kind] + (len(task.data) // 100_000 if isinstance(task.data, bytes) else 0)
        if weight >= _BATCH:
            yield Batch(tuple(waiting), options)
            waiting, weight = [], 0
    if waiting:
        yield Batch(tuple(waiting), options)


def read_batch(batch: Batch) -> Reading:
    """Read every task of a batch; what goes wrong with one article is a problem of that one alone."""
    rows: list[dict[str, object]] = []
    problems: list[Problem] = []
    for group in _cut_groups(_open_batch(batch, problems)):
        for given, (row, notes) in zip(group, _read_group(group), strict=True):
            rows.extend([row] if row else [])
            problems.extend(_place_note(note, given.task, given.number) for note in notes)
    return Reading(ARTICLE_SPARES.build(rows), tuple(problems), _list_places(batch))


def halve_batch(batch: Batch) -> list[Batch]:
    """A batch as two; none where it has one task."""
    return [replace(batch, tasks=tuple(half)) for half in halve_list(batch.tasks)]


def join_readings(readings: Sequence[Reading]) -> Reading:
    """What several batches gave, in their order, as of one."""
    return Reading(
        pa.concat_tables([reading.items for reading in readings]),
        tuple(problem for reading in readings for problem in reading.problems),
        tuple(task for reading in readings for task in reading.tasks),
    )


def lose_batch(batch: Batch) -> Reading:
    """What a batch gives that ends the process which reads it: a problem of each of its tasks."""
    problems = tuple(_place_note(_note_failure(t.given.uri, DIED), t, t.number) for t in batch.tasks)
    return Reading(ARTICLE_SPARES.build(), problems, _list_places(batch))


def _list_places(batch: Batch) -> tuple[tuple[str, int, int], ...]:
    return tuple((task.given.path, task.source_hash, task.number) for task in batch.tasks)


def _open_batch(batch: Batch, problems: list[Problem]) -> Iterator[_Given]:
    """Every article of a batch; what is wrong with whole tasks goes to `problems`."""
    for task in batch.tasks:
        options = batch.options if task.day_first is None else replace(batch.options, day_first=task.day_first)
        contents, notes = _open_task(task, batch.options)
        if task.facts and len(contents) > 1:
            what = f"{task.given.uri} holds several articles, and --meta says something of it as if it were one."
            notes = [*notes, Note("unmatched", what, "Divide it into one file an article; it was read without.")]
        problems.extend(_place_note(note, task, task.number) for note in notes)
        for number, content in contents:
            place = _place_content(task, number, batch.options)
            yield _Given(task, number, content, place, {} if number else task.facts, options)


def _cut_groups(articles: Iterable[_Given]) -> Iterator[list[_Given]]:
    """Rows together, as many as have so many characters; every other article by itself."""
    waiting: list[_Given] = []
    size = 0
    for given in articles:
        if isinstance(given.content, Mapping):
            waiting.append(given)
            size += sum(len(value) for value in given.content.values() if isinstance(value, str))
            if size < _GROUP:
                continue
            yield waiting
            waiting, size = [], 0
        else:
            yield [given]
    if waiting:
        yield waiting


def _open_task(task: Task, options: ReadOptions) -> tuple[list[tuple[int, Content]], list[Note]]:
    """The articles of a task, numbered from 1 where its file holds several; a record with several gives none."""
    if not isinstance(task.data, bytes):
        return [(task.number, task.data)], []
    try:
        with end_hangs():
            contents, notes = cut_contents(task.kind, task.data, task.given.uri, options)
    except Exception as error:
        return [], [_describe(task.given.uri, error)]
    if task.number and len(contents) > 1:
        what = f"The record at {task.number} of {task.given.uri} holds {len(contents)} articles."
        return [], [*notes, Note("many_articles", what, "Save the file in it by itself.")]
    if not contents and not notes:
        notes = [Note("no_text", f"{task.given.uri} holds no article.", "Save it again with its text.")]
    return list(enumerate(contents, 1)) if len(contents) > 1 else [(task.number, c) for c in contents], notes


def _read_group(group: Sequence[_Given]) -> list[_Made]:
    """What each article of a group gave; where something fails, each is read alone, so that the others lose nothing."""
    try:
        with end_hangs():
            return _read_articles(group)
    except Exception as error:
        if len(group) > 1:
            return [made for given in group for made in _read_group([given])]
        return [(None, [_describe(str(group[0].place["uri"]), error)])]


def _read_articles(group: Sequence[_Given]) -> list[_Made]:
    made: list[_Made] = []
    kept: list[tuple[int, Item]] = []
    for number, (given, (item, notes)) in enumerate(zip(group, _read_items(group), strict=True)):
        item, notes = _check_item(item, notes, str(given.place["uri"]))
        if item is not None:
            kept.append((number, apply_facts(item, given.facts) if given.facts else item))
        made.append((None, notes))
    signed = _add_signals([(item, isinstance(group[number].content, Draft)) for number, item in kept])
    for (number, _), item in zip(kept, signed, strict=True):
        made[number] = (build_item(mark_expansions(item), group[number].place), made[number][1])
    return made


def _read_items(group: Sequence[_Given]) -> list[tuple[Item | None, list[Note]]]:
    """The articles of a group as they stand: rows in one go, everything else one by one."""
    rows = [(given.content, given.options) for given in group if isinstance(given.content, Mapping)]
    return read_rows(rows) if rows else [_read_item(given.content, given.options) for given in group]


def _read_item(content: Content, options: ReadOptions) -> tuple[Item | None, list[Note]]:
    if isinstance(content, Draft):
        return read_draft(content, options)
    if isinstance(content, Page):
        from headwater.articles.html import read_html

        return read_html(content.text)
    if isinstance(content, PlainText):
        text = content.text
        item = Item(text) if len(text) > MAX_TEXT else read_text(text, day_first=options.day_first)
        return replace(item, url=item.url or content.url) if item else None, []
    return read_row(content, options)


def _describe(uri: str, error: Exception) -> Note:
    return _note_failure(uri, describe_failure(error))


def _note_failure(uri: str, why: str) -> Note:
    return Note("failed", f"{uri} could not be read ({why}).", "Please report it with the file.")


def _add_signals(given: Sequence[tuple[Item, bool]]) -> list[Item]:
    """Items with their own address, site and language, and with signals where their readers looked for none; beside
    each, whether its reader looked for all of them."""
    items = identify_items([item for item, _ in given])
    open_ = [n for n, item in enumerate(items) if not given[n][1] and not item.signals]
    found = find_all_signals([
        Said(items[n].text, items[n].regions, items[n].url, items[n].site, items[n].language) for n in open_
    ])  # fmt: skip
    for n, said in zip(open_, found, strict=True):
        items[n] = replace(items[n], signals=said) if said else items[n]
    for n, item in enumerate(items):
        if not any(signal.kind == "cut_short" for signal in item.signals) and (cut := find_cut(item)) is not None:
            items[n] = replace(item, signals=(*item.signals, cut))
    return [date_item(item) for item in items]


def _check_item(item: Item | None, notes: list[Note], uri: str) -> tuple[Item | None, list[Note]]:
    if item is None or not any(c.isalpha() for c in item.text):
        if not any(note.reason != "encoding" for note in notes):
            notes = [
                *notes,
                Note(
                    "no_text", f"{uri} holds no article text.", "If it should, save the page again with its text shown."
                ),
            ]
        return None, notes
    if len(item.text) > MAX_TEXT:
        what = f"{uri} has {len(item.text):,} characters, more than any article."
        return None, [*notes, Note("too_long", what, "Split it, or cut what is not the article.")]
    if (why := refuse_text(item)) is not None:
        return None, [*notes, why]
    return item, notes


def _place_content(task: Task, number: int, options: ReadOptions) -> dict[str, object]:
    uri = task.given.uri
    if number:
        named = task.data.get(options.id) if options.id and isinstance(task.data, Mapping) else None
        uri = f"{uri}#{number if named in (None, '') else named}"
    return {
        "uri": uri, "source_path": task.given.path, "source_offset": number or None, "source_hash": task.source_hash,
        "reading": hash_reading(options, task.facts),
    }  # fmt: skip


def _place_note(note: Note, task: Task, number: int) -> Problem:
    return Problem(task.given.path, note.reason, note.what, note.mend, number or None)

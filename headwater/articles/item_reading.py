"""The map step: files and rows that the main process found, read into items by whichever process gets them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pyarrow as pa

from headwater.articles.bundles import count_articles
from headwater.articles.dating import date_item
from headwater.articles.encodings import clean_text, decode_bytes
from headwater.articles.fields import read_row
from headwater.articles.file_facts import Facts, apply_facts, hash_reading
from headwater.articles.files import Input
from headwater.articles.identity import identify_item
from headwater.articles.item import MAX_TEXT, Item
from headwater.articles.items import build_item
from headwater.articles.link_expansions import mark_expansions
from headwater.articles.options import ReadOptions
from headwater.articles.plain import read_text
from headwater.articles.problems import Note, Problem
from headwater.articles.signals import find_signals
from headwater.failures import describe_failure
from headwater.states import ARTICLE_SPARES

_BATCH = 256
_WEIGHT = {"html": 12, "text": 3, "row": 1}
"""How long one takes to read, roughly, so that batches take equally long."""


@dataclass(frozen=True)
class Task:
    """One thing to read: a page or a text (bytes) or a row (number and fields), its file, and what is said of that."""

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
    """Read every task of a batch; what goes wrong with one is a problem of that one alone."""
    rows: list[dict[str, object]] = []
    problems: list[Problem] = []
    for task in batch.tasks:
        place = _place_task(task, batch.options) | {"reading": hash_reading(batch.options, task.facts)}
        try:
            item, notes = _read_task(task, batch.options)
            item, notes = _check_item(item, notes, str(place["uri"]))
            if item is not None:
                item = apply_facts(item, task.facts) if task.facts else item
                rows.append(build_item(mark_expansions(_add_signals(item)), place))
        except Exception as error:
            what = f"{place['uri']} could not be read ({describe_failure(error)})."
            notes = [Note("failed", what, "Please report it with the file.")]
        problems.extend(_place_note(note, task) for note in notes)
    return Reading(
        ARTICLE_SPARES.build(rows), tuple(problems), tuple((t.given.path, t.source_hash, t.number) for t in batch.tasks)
    )


def _read_task(task: Task, options: ReadOptions) -> tuple[Item | None, list[Note]]:
    if not isinstance(task.data, bytes):
        return read_row(task.data, replace(options, day_first=task.day_first))
    text, lost = decode_bytes(task.data, encoding=options.encoding, markup=task.kind == "html")
    notes = (
        [
            Note(
                "encoding",
                f"{lost} characters of {task.given.uri} could not be read.",
                "Say its encoding with --encoding.",
            )
        ]
        if lost
        else []
    )
    if task.kind == "html":
        from headwater.articles.html import read_html

        return read_html(clean_text(text)), notes
    if len(text) > MAX_TEXT:
        return Item(text), notes
    if (count := count_articles(text)) > 1:
        what = f"{task.given.uri} holds about {count} articles; read as one they would be one report."
        return None, [
            *notes,
            Note("many_articles", what, "Split it into one file an article, or make it a table with a row each."),
        ]
    return read_text(clean_text(text), day_first=options.day_first), notes


def _add_signals(item: Item) -> Item:
    """The item with its own address, site and language, and with signals where its reader found none."""
    item = identify_item(item)
    if not item.signals:
        said = find_signals(item.text, item.regions, url=item.url, site=item.site, language=item.language)
        item = replace(item, signals=said)
    return date_item(item)


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
    return item, notes


def _place_task(task: Task, options: ReadOptions) -> dict[str, object]:
    uri, offset = task.given.uri, task.number or None
    if task.number:
        named = task.data.get(options.id) if options.id and isinstance(task.data, Mapping) else None
        uri = f"{uri}#{task.number if named in (None, '') else named}"
    return {"uri": uri, "source_path": task.given.path, "source_offset": offset, "source_hash": task.source_hash}


def _place_note(note: Note, task: Task) -> Problem:
    return Problem(task.given.path, note.reason, note.what, note.mend, task.number or None)

"""The contents of a pile's statements, read into propositions document by document."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from headwater.intervals import Span
from headwater.schema import Tables
from headwater.tally.propositions import Propositions, join_rows, read_document, read_words
from headwater.tally.stories import pick_terms
from headwater.work import Work, cut_batches

Array = npt.NDArray[Any]

BATCH = 500
"""Documents a batch."""

Task = tuple[int, str, list[tuple[int, tuple[Span, ...], bool]]]
"""A document's id and text, and (statement id, content spans, negated) of its statements."""


@dataclass(frozen=True)
class Contents:
    """Propositions of all statements, and of every document its rows and its telling terms."""

    rows: Propositions
    documents: Array
    first_row: Array
    picked: list[tuple[Array, Array]]
    spans: list[tuple[Span, ...]]


def read_contents(pile: Tables, said: Tables, work: Work) -> Contents:
    """The contents of all statements, in order of documents and statement ids."""
    tasks = list(_list_tasks(pile, said))
    parts: list[list[tuple[Any, ...]]] = []
    picked: list[tuple[Array, Array]] = []
    for done in work.map(read_batch, cut_batches(tasks, BATCH)):
        for rows, terms in done:
            parts.append(rows)
            picked.append(terms)
        work.tell(len(parts), len(tasks), "articles")
    documents = np.array([task[0] for task in tasks], np.int64)
    first_row = np.concatenate([[0], np.cumsum([len(part) for part in parts])]).astype(np.int64)
    spans = [spans for task in tasks for _, spans, _ in task[2]]
    return Contents(join_rows(documents.tolist(), parts), documents, first_row, picked, spans)


def read_batch(batch: list[Task]) -> list[tuple[list[tuple[Any, ...]], tuple[Array, Array]]]:
    """A map step: of every document the rows of its contents, and its telling terms."""
    done = []
    for _, text, contents in batch:
        words = read_words(text)
        done.append((read_document(text, words, contents), pick_terms(words)))
    return done


def _list_tasks(pile: Tables, said: Tables) -> Iterator[Task]:
    """Documents that have statements, in order of their ids."""
    spans = group_content_spans(said["spans"])
    statements = said["statements"].select(["document_id", "statement_id", "negated"])
    statements = statements.sort_by([("document_id", "ascending"), ("statement_id", "ascending")])
    texts = dict(zip(pile["documents"]["document_id"].to_pylist(), pile["documents"]["text"].to_pylist(), strict=True))
    at, listed = None, []
    for document, statement, negated in zip(*(c.to_pylist() for c in statements.columns), strict=True):
        if document != at and listed:
            yield at, texts[at], listed
            listed = []
        at = document
        listed.append((statement, spans.get(statement, ()), negated))
    if at is not None:
        yield at, texts[at], listed


def group_content_spans(spans: pa.Table) -> dict[int, tuple[Span, ...]]:
    """The content spans of every statement, in order."""
    import pyarrow.compute as pc

    content = spans.filter(pc.equal(spans["role"], "content"))
    found: dict[int, list[Span]] = {}
    columns = (content[name].to_pylist() for name in ("statement_id", "start", "end"))
    for statement, start, end in zip(*columns, strict=True):
        found.setdefault(statement, []).append((start, end))
    return {statement: tuple(sorted(listed)) for statement, listed in found.items()}

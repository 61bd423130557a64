"""The contents of a pile's statements, read into propositions document by document."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from headwater.intervals import Span
from headwater.schema import Tables
from headwater.tally.propositions import Propositions, join_rows, read_rows, read_words
from headwater.tally.stories import Picked, join_picked, pick_terms
from headwater.tally.testimony import Evidence
from headwater.work import Work, cut_batches

Array = npt.NDArray[Any]

BATCH = 500
"""Documents a batch."""

Task = tuple[int, str, list[int], list[bool], list[tuple[Span, ...]], list[str]]
"""A document's id and text, and of its statements the ids, whether negated, the content spans, and whom they are about
(Evidence.name_subject).
"""


@dataclass(frozen=True)
class Contents:
    """Propositions of all statements, and of every document its rows, its telling terms and its day."""

    rows: Propositions
    documents: Array
    first_row: Array
    picked: Picked
    day: Array

    def count_days(self, left: Array, right: Array) -> Array:
        """How many days apart the documents of two rows were published; 0 where that is unknown."""
        a, b = (self.day[np.searchsorted(self.documents, self.rows.document[rows])] for rows in (left, right))
        return np.asarray(np.nan_to_num(np.abs(a - b)))


def read_contents(pile: Tables, said: Tables, evidence: Evidence, work: Work) -> Contents:
    """The contents of all statements, in order of documents and statement ids."""
    tasks = _list_tasks(pile, said, evidence)
    parts: list[Propositions] = []
    picked: list[Picked] = []
    done = 0
    for rows, terms in work.map(read_batch, cut_batches(tasks, BATCH)):
        parts.append(rows)
        picked.append(terms)
        done += len(terms.pointer) - 1
        work.tell(done, len(tasks), "articles")
    documents = np.array([task[0] for task in tasks], np.int64)
    first_row = np.concatenate([[0], np.cumsum([len(task[2]) for task in tasks])]).astype(np.int64)
    born = dict(
        zip(pile["documents"]["document_id"].to_pylist(), pile["documents"]["published_at"].to_pylist(), strict=True)
    )
    day = np.array([born[d].timestamp() / 86_400 if born[d] else np.nan for d in documents.tolist()])
    return Contents(join_rows(parts), documents, first_row, join_picked(picked), day)


def read_batch(batch: list[Task]) -> tuple[Propositions, Picked]:
    """A map step: the rows of a batch of documents, and the telling terms of each document."""
    texts = [task[1] for task in batch]
    words = read_words(texts)
    sizes = [len(task[2]) for task in batch]
    statements = np.array([s for task in batch for s in task[2]], np.int64)
    negated = np.array([n for task in batch for n in task[3]], bool)
    spans = [listed for task in batch for listed in task[4]]
    subjects = [name for task in batch for name in task[5]]
    rows = read_rows(texts, words, np.repeat(np.arange(len(batch)), sizes), statements, negated, spans, subjects)
    ids = np.array([task[0] for task in batch], np.int64)
    return Propositions(**{**vars(rows), "document": ids[rows.document]}), pick_terms(words, len(batch))


def _list_tasks(pile: Tables, said: Tables, evidence: Evidence) -> list[Task]:
    """Documents that have statements, in order of their ids."""
    statements = said["statements"].select(["document_id", "statement_id"])
    statements = statements.sort_by([("document_id", "ascending"), ("statement_id", "ascending")])
    document, statement = (c.to_pylist() for c in statements.columns)
    texts = dict(zip(pile["documents"]["document_id"].to_pylist(), pile["documents"]["text"].to_pylist(), strict=True))
    tasks: list[Task] = []
    for d, s in zip(document, statement, strict=True):
        if not tasks or tasks[-1][0] != d:
            tasks.append((d, texts[d], [], [], [], []))
        tasks[-1][2].append(s)
        tasks[-1][3].append(evidence.is_denied(s))
        tasks[-1][4].append(evidence.contents.get(s, ()))
        tasks[-1][5].append(evidence.name_subject(s))
    return tasks

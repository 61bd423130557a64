"""The contents of a pile's statements: what is remembered of all of them, and the propositions of those that are read.

A document is read when it is new or changed, and when its contents are to be compared with others; of the rest it is
enough to know which statements are in the same words.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from headwater.intervals import Span
from headwater.schema import Tables
from headwater.tally.propositions import Propositions, join_rows, place_rows, read_rows, read_words
from headwater.tally.stories import Picked, join_picked, pick_terms
from headwater.tally.testimony import group_content_spans, take_said
from headwater.work import Work, cut_batches

Array = npt.NDArray[Any]

BATCH = 500
"""Documents a batch."""

FEW = 1_000
"""Up to so many documents are read in this process: to begin others would take longer."""

Task = tuple[int, str, list[int], list[bool], list[tuple[Span, ...]], list[str]]
"""A document's id and text, and of its statements the ids, whether negated, the content spans, and whom they are about
(Evidence.name_subject).
"""


@dataclass(frozen=True)
class Contents:
    """Statements in order of documents and ids, and of each document its rows, its telling terms and its day.

    `rows` has the terms, pairs and numbers of the documents that were `read`, of others none. `subject` is whom a
    content is about where it begins with a pronoun, `long` says which contents are long enough to be the same claim
    wherever they stand, `within` which row a content is nearly all of (or -1), `compared` which were compared with
    others in an earlier run; `content` is a number for each document, for all that its contents are compared by.
    """

    rows: Propositions
    subject: Array
    long: Array
    within: Array
    compared: Array
    content: Array
    documents: Array
    first_row: Array
    picked: Picked
    day: Array
    read: Array

    def count_days(self, left: Array, right: Array) -> Array:
        """How many days apart the documents of two rows were published; 0 where that is unknown."""
        a, b = (self.day[self.number_documents(rows)] for rows in (left, right))
        return np.asarray(np.nan_to_num(np.abs(a - b)))

    def number_documents(self, rows: Array) -> Array:
        """The place among `documents` of the document of each row."""
        return np.asarray(np.searchsorted(self.first_row, rows, "right") - 1)

    def read_more(self, numbers: Array, library: "Library") -> "Contents":
        """The same with some more documents read, by their place among `documents`."""
        wanted = np.zeros(len(self.documents), bool)
        wanted[numbers] = True
        new = wanted & ~self.read
        if not new.any():
            return self
        part, _ = library.read(self.documents[new], self.rows, self.subject)
        at = np.arange(len(self.rows))
        at[new[self.number_documents(at)]] = len(self.rows) + np.arange(len(part))
        return replace(self, rows=place_rows(join_rows([self.rows, part]), at), read=self.read | new)


@dataclass(frozen=True)
class Library:
    """What contents are read from: the texts of documents, and the spans of statements."""

    pile: Tables
    said: Tables
    work: Work

    def read(self, documents: Array, rows: Propositions, subject: Array) -> tuple[Propositions, Picked]:
        """All rows of some documents (of which statement, document and negated are known), and their telling terms."""
        parts, picked, done = [], [], 0
        size = BATCH if len(documents) > FEW else FEW
        for part, terms in self.work.map(read_batch, cut_batches(self._list_tasks(documents, rows, subject), size)):
            parts.append(part)
            picked.append(terms)
            done += len(terms.pointer) - 1
            self.work.tell(done, len(documents), "articles")
        return join_rows(parts), join_picked(picked)

    def _list_tasks(self, documents: Array, rows: Propositions, subject: Array) -> Iterator[Task]:
        papers = self.pile["documents"].select(["document_id", "text"])
        papers = papers.filter(pc.is_in(papers["document_id"], pa.array(documents)))
        texts = dict(zip(papers["document_id"].to_pylist(), papers["text"].to_pylist(), strict=True))
        contents = group_content_spans(take_said(self.said, pa.array(documents))[1])
        lows, highs = (np.searchsorted(rows.document, documents, side) for side in ("left", "right"))
        for number, low, high in zip(documents.tolist(), lows.tolist(), highs.tolist(), strict=True):
            listed = rows.statement[low:high].tolist()
            spans = [contents.get(s, ()) for s in listed]
            negated, about = rows.negated[low:high].tolist(), subject[low:high].tolist()
            yield number, texts[number], listed, negated, spans, about


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

"""Which lines of the articles of a store are marked because they recur: counted anew, and changed where they differ.

What is counted are the hashes in article_lines, read a piece at a time; texts are read of those articles alone of which
a line is looked at.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from headwater.articles.line_marks import exchange_marks, list_marks, set_marks, unmark_lines
from headwater.articles.recurrence import METHOD, choose_marks, print_lines
from headwater.pipeline.article_merging import PIECE, read_about
from headwater.states import ARTICLE_LINES
from headwater.tables import DOCUMENTS, REGIONS

if TYPE_CHECKING:
    from headwater.store import Store

Ints = NDArray[np.int64]

LINES = "lines printed"
"""The store's note of the method by which the rows of article_lines were made."""
_READ = {t.name: t.schema for t in (DOCUMENTS, REGIONS, ARTICLE_LINES)}
_PRINTS = 20_000
"""Rows of article_lines that are read at a time: 8 MB."""


def renew_lines(store: "Store") -> None:
    """Make the rows of article_lines anew where they were made by another method; what is marked stays so."""
    if store.recall(LINES) == str(METHOD):
        return
    ids = store.ask("SELECT document_id FROM documents")["document_id"].to_numpy()
    for low in range(0, len(ids), PIECE):
        own = np.sort(ids[low : low + PIECE])
        tables = {name: store.read_of(name, "document_id", own).cast(schema) for name, schema in _READ.items()}
        marks = list_marks(tables["article_lines"])
        lines = print_lines(tables["documents"], unmark_lines(tables)["regions"])
        store.change({"article_lines": (tables["article_lines"], set_marks(lines, _cut(marks, own)))})
    store.note(LINES, str(METHOD))


def mark_articles(store: "Store") -> int:
    """Name every line that recurs in its outlet for what it is, and no other; how many rows changed."""
    rows = store.number_rows("article_lines", "document_id")["row"].to_numpy()

    def read() -> Iterator[pa.Table]:
        for low in range(0, len(rows), _PRINTS):
            yield store.read_rows("article_lines", rows[low : low + _PRINTS], "document_id", "keys", "places")

    def read_texts(ids: Ints) -> Iterator[pa.Table]:
        for low in range(0, len(ids), PIECE):
            yield store.read_of("documents", "document_id", ids[low : low + PIECE], "document_id", "text")

    now = choose_marks(read_about(store, "site", "outlet_group"), read, read_texts)
    marked = store.ask("SELECT document_id, marks FROM article_lines WHERE len(marks) > 0")
    return _change(store, list_marks(marked), now)


def _change(store: "Store", had: pa.Table, now: pa.Table) -> int:
    """Mark other lines than before, articles by articles."""
    gone, come = exchange_marks(had, now)
    ids = np.unique(np.concatenate([table["document_id"].to_numpy() for table in (gone, come)]))
    for low in range(0, len(ids), PIECE):
        own = ids[low : low + PIECE]
        out, into, marks = (_cut(table, own) for table in (gone, come, now))
        lines = store.read_of("article_lines", "document_id", own).cast(ARTICLE_LINES.schema)
        texts = store.read_of("documents", "document_id", own, "document_id", "text")
        store.check({"regions": into}, {"documents": texts})
        store.change({"regions": (out, into), "article_lines": (lines, set_marks(lines, marks))})
    return int(gone.num_rows + come.num_rows)


def _cut(table: pa.Table, ids: Ints) -> pa.Table:
    """The rows of some articles, in order of these and of their places."""
    return table.filter(pc.is_in(table["document_id"], pa.array(ids))).sort_by(
        [(name, "ascending") for name in ("document_id", "start", "end")]
    )

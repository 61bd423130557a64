"""Which items a store shows: of each document the one at the smallest place, moved from article_spares by pieces.

Of all items ids are held; where they stand is read of those alone that are one document with others.
"""

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from headwater.articles.items import join_items, split_items
from headwater.articles.line_marks import unmark_lines
from headwater.articles.merging import PLACE, choose_items
from headwater.articles.recurrence import print_lines
from headwater.articles.settled import restore_documents
from headwater.schema import Tables, quote_names
from headwater.states import ARTICLE_LINES, ARTICLE_SPARES
from headwater.tables import DOCUMENTS, REGIONS, SIGNALS

if TYPE_CHECKING:
    from headwater.store import Store

Ints = NDArray[np.int64]

PIECE = 4_000
"""Articles that are read back at a time: with all that belongs to them some 30 MB."""
_SHOWN = {"documents": DOCUMENTS, "regions": REGIONS, "signals": SIGNALS, "article_lines": ARTICLE_LINES}
_TWICE = (
    "(SELECT document_id FROM (SELECT document_id FROM documents UNION ALL SELECT document_id FROM article_spares) "
    "GROUP BY document_id HAVING count(*) > 1)"
)
_EACH = f"SELECT rowid AS row, document_id, {quote_names(PLACE)}, {{shown}} AS shown FROM {{name}}"


def merge_spares(store: "Store") -> int:
    """Show of every document the item at the smallest place; how many documents and spares came or went."""
    promoted, demoted, kept = _choose(store)
    if demoted:
        _demote(store, demoted)
        promoted, _, kept = _choose(store)
    rows = np.sort(np.array(promoted, np.int64))
    for low in range(0, len(rows), PIECE):
        items = store.read_rows("article_spares", rows[low : low + PIECE]).cast(ARTICLE_SPARES.schema)
        shown = dict(zip(("documents", "regions", "signals"), split_items(items), strict=True))
        store.check(shown, {})
        shown["article_lines"] = print_lines(shown["documents"], shown["regions"])
        store.change({name: (table.schema.empty_table(), table) for name, table in shown.items()})
    return store.drop(["article_spares"], "rowid", np.array(kept, np.int64), keep=True) + len(demoted)


def _choose(store: "Store") -> tuple[list[int], list[int], list[int]]:
    """The numbers of spares to be shown, of documents no longer shown, of spares that stay."""
    sides = (("documents", True), ("article_spares", False))
    each = (f"{_EACH.format(name=name, shown=shown)} WHERE document_id IN {_TWICE}" for name, shown in sides)
    promoted, demoted, kept = choose_items(store.ask(" UNION ALL ".join(each)))
    alone = store.ask(f"SELECT rowid AS row FROM article_spares WHERE document_id NOT IN {_TWICE}")
    return [*promoted, *alone["row"].to_pylist()], demoted, kept


def _demote(store: "Store", rows: list[int]) -> None:
    """Take documents (by their numbers) out of what is shown, to article_spares."""
    ids = store.read_rows("documents", np.array(rows, np.int64), "document_id")["document_id"].to_numpy()
    decided = store.read("decided_articles")
    for low in range(0, len(ids), PIECE):
        own = ids[low : low + PIECE]
        shown: Tables = {
            name: store.read_of(name, "document_id", own).cast(table.schema) for name, table in _SHOWN.items()
        }
        shown = unmark_lines(restore_documents(shown, decided))
        with store.transaction():
            store.append({"article_spares": join_items(*(shown[name] for name in ("documents", "regions", "signals")))})
            drop_documents(store, own)


def drop_documents(store: "Store", ids: Ints) -> None:
    """Take documents out of what is shown, with all that belongs to them."""
    with store.transaction():
        store.drop(_SHOWN, "document_id", ids)
        store.drop(["decided_articles"], "subject_id", ids)


def read_about(store: "Store", *columns: str) -> pa.Table:
    """document_id and some columns of all documents as they were read, in the order of their ids."""
    names = quote_names(("document_id", *columns))
    documents = store.ask(f"SELECT {names} FROM documents ORDER BY document_id")
    return restore_documents({"documents": documents}, store.read("decided_articles"))["documents"]

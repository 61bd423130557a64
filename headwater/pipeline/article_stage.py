"""The stage articles against a store: the steps of read_articles, each over what is new and what that touches.

    article_spares     items are put there batch by batch, as they are read
    article_files      files that were read whole; what was read of them in another way goes
    documents          of each the item at the smallest place is shown, a piece at a time       (article_merging.py)
    regions            lines that recur are marked where they were not, and the reverse         (article_marks.py)
    problems           what is odd about the set of articles is said anew
    decided_articles   dates and sites that readers gave

The rows are those of read_articles, whatever the store held before. Of all articles ids and hashes are held; texts are
read back a piece at a time.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from headwater.articles.file_facts import read_file_facts
from headwater.articles.files import Input
from headwater.articles.merging import PLACE, find_last_date, note_duplicates, note_late, write_problems
from headwater.articles.options import ReadOptions
from headwater.articles.problems import Problem
from headwater.articles.reading import check_harvest, match_rows, note_files, read_items, renew_problems
from headwater.articles.search import Before, Found, find_stale, is_stale, recall_reading
from headwater.articles.settled import restore_documents, settle_documents
from headwater.pipeline.article_marks import mark_articles, renew_lines
from headwater.pipeline.article_merging import drop_documents, merge_spares, read_about
from headwater.schema import pick_rows, quote_names
from headwater.tables import DOCUMENTS
from headwater.work import Work

if TYPE_CHECKING:
    from headwater.articles.file_facts import FileFacts
    from headwater.store import Store

FINISHED = "articles finished"
"""The store's note that all items are shown, marked and settled as they should be; there is none while they are not."""
_SETTLED = ("document_id", "uri", "url", "published_at", "published_precision", "published_basis", "site")
"""What decisions are looked up by, and what they give."""
_OWN = ("documents", "regions", "signals", "problems")


def read_into(store: "Store", paths: Sequence[str | Path | Input], options: ReadOptions, work: Work) -> dict[str, int]:
    """Read files into a store, where `work.keep` puts what is read; rows read (of decisions), rows there in the end,
    rows changed.

    Raises InputError when a path is not there, and when nothing at all could be read.
    """
    said, found = read_file_facts(options.meta), Found()
    names = "source_path, uri, source_hash, reading"
    before = recall_reading({
        "article_files": store.ask(f"SELECT {names} FROM article_files"),
        "article_spares": store.ask(f"SELECT {names}, source_offset FROM article_spares"),
    })  # fmt: skip
    read = sum(items.num_rows for items in read_items(paths, (options, said), before, found, work))
    check_harvest(found, read + store.count("documents") + store.count("article_spares"))
    return _finish(store, _note_reading(store, found, before, said, work), work)


def remove_from(store: "Store", pattern: str, work: Work) -> dict[str, int]:
    """Take the articles whose source_path, uri or url match a pattern out of a store, as if they had never been read;
    rows as read_into says."""
    columns = {
        "documents": ("document_id", *PLACE, "url"),
        "article_spares": (*PLACE, "url"),
        "article_files": ("source_path", "uri"),
        "problems": ("source_path", "source_offset"),
    }
    tables = {name: store.number_rows(name, *own) for name, own in columns.items()}
    gone = {name: tables[name].filter(mask) for name, mask in match_rows(tables, pattern).items()}
    changed = sum(rows.num_rows for rows in gone.values())
    if changed:
        _begin(store, work)
        with store.transaction():
            drop_documents(store, gone.pop("documents")["document_id"].to_numpy())
            for name, rows in gone.items():
                store.drop([name], "rowid", rows["row"].combine_chunks())
    return _finish(store, changed, work)


def settle_again(store: "Store", work: Work) -> dict[str, int]:
    """Apply the decisions of readers as they are now; rows as read_into says."""
    return _finish(store, 0, work)


def _begin(store: "Store", work: Work) -> None:
    """Before the first row is written that calls for others."""
    work.keep({})
    store.note(FINISHED, None)


def _note_reading(store: "Store", found: Found, before: Before, said: "FileFacts", work: Work) -> int:
    """Note the files that were read whole and what problems there were; what was read of these files in another way is
    taken out. Rows changed."""
    files = store.read("article_files")
    problems = renew_problems({"problems": store.read("problems"), "article_files": files}, found, before, said)
    if not found.paths:
        return store.save({"problems": write_problems(problems, _find_set_problems(store))}) if said.rows else 0
    stale = find_stale(files, found.files)
    _begin(store, work)
    with store.transaction():
        if stale:
            shown = store.ask("SELECT document_id, source_path, source_hash FROM documents")
            drop_documents(store, shown.filter(is_stale(shown, stale))["document_id"].to_numpy())
            spares = store.number_rows("article_spares", "source_path", "source_hash", "reading")
            store.drop(["article_spares"], "rowid", spares.filter(is_stale(spares, stale))["row"].combine_chunks())
        return store.save({"article_files": note_files(files, found), "problems": write_problems(problems, [])})


def _finish(store: "Store", changed: int, work: Work) -> dict[str, int]:
    if store.recall(FINISHED) is None:
        _begin(store, work)
        renew_lines(store)
        changed += merge_spares(store) + mark_articles(store)
        problems = write_problems(store.read("problems"), _find_set_problems(store))
        changed += store.save({"problems": problems})
    changed += _settle(store, work)
    store.note(FINISHED, "yes")
    rows = sum(store.count(name) for name in _OWN)
    return {"rows_in": store.count("decisions"), "rows_out": rows, "changed": changed}


def _find_set_problems(store: "Store") -> list[Problem]:
    spares = store.ask(f"SELECT document_id, {quote_names(PLACE)} FROM article_spares")
    held = store.read_of("documents", "document_id", spares["document_id"].combine_chunks(), "document_id", *PLACE)
    problems = note_duplicates(held, spares)
    about = read_about(store, "published_at")
    limit = find_last_date(about["published_at"])
    if limit is not None:
        late = about.filter(pc.greater(about["published_at"], limit))
        rows = store.read_of("documents", "document_id", late["document_id"].combine_chunks(), "document_id", *PLACE)
        problems += note_late(rows.join(late, "document_id"))
    return problems


def _settle(store: "Store", work: Work) -> int:
    """Apply what readers settled of dates and sites; how many documents and rows of decided_articles changed."""
    decided, decisions = store.read("decided_articles"), store.read("decisions")
    if not decided.num_rows and not pc.is_in(decisions["kind"], pa.array(["date", "site"])).combine_chunks().true_count:
        return 0
    had = store.ask(f"SELECT {quote_names(_SETTLED)} FROM documents ORDER BY document_id")
    now = settle_documents(restore_documents({"documents": had}, decided), decisions)
    rows = zip(pick_rows(had, *_SETTLED), pick_rows(now["documents"], *_SETTLED), strict=True)
    other = now["documents"].filter(pa.array([was != is_now for was, is_now in rows], pa.bool_()))
    if other.num_rows or not now["decided_articles"].equals(decided):
        _begin(store, work)
    with store.transaction():
        if other.num_rows:
            whole = store.read_of("documents", "document_id", other["document_id"].combine_chunks())
            whole = whole.sort_by("document_id").cast(DOCUMENTS.schema)
            come = whole
            for name in _SETTLED:
                come = come.set_column(come.column_names.index(name), DOCUMENTS.schema.field(name), other[name])
            store.check({"documents": come}, {})
            store.change({"documents": (whole, come)})
        return int(other.num_rows) + store.save({"decided_articles": now["decided_articles"]})

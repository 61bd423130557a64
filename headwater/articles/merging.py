"""Items become the pile: one document of each id, the rest kept as spares, and what is odd about the set as a whole."""

from collections.abc import Mapping
from datetime import timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from headwater.articles.items import join_items, split_items
from headwater.articles.problems import Problem, build_problems
from headwater.articles.settled import restore_documents
from headwater.schema import Tables, pick_rows
from headwater.states import ARTICLE_SPARES, STATES
from headwater.tables import DOCUMENTS, PROBLEMS, REGIONS, SIGNALS, TABLES

OWN = ("documents", "regions", "signals", "problems", "article_files", "article_spares", "article_lines")
PLACE = ("source_path", "source_offset", "uri")
"""Where an item was read; of a document the smallest is shown."""
_FUTURE = timedelta(days=366)
_SHARE, _FEWEST = 0.95, 20


def complete(known: Mapping[str, pa.Table] | None) -> Tables:
    """The stage's own tables as they were read, before what readers settled; empty ones where `known` has none."""
    tables = TABLES | STATES
    have = known or {}
    return restore_documents({name: have.get(name, tables[name].build()) for name in OWN}, have.get("decided_articles"))


def merge_items(known: Tables, made: pa.Table) -> Tables:
    """The tables with more items (rows of article_spares): of each document the one at the smallest place is shown.

    Takes and returns documents, regions, signals and article_spares; a function of the set of items alone.
    """
    spares = pa.concat_tables([known["article_spares"], made]).combine_chunks()
    if not spares.num_rows:
        return dict(known)
    documents = known["documents"]
    shown = documents.select(["document_id", *PLACE]).append_column(
        "shown", pa.array([True] * documents.num_rows, pa.bool_())
    )
    waiting = spares.select(["document_id", *PLACE]).append_column(
        "shown", pa.array([False] * spares.num_rows, pa.bool_())
    )
    both = pa.concat_tables([shown, waiting]).append_column(
        "row", pa.array([*range(documents.num_rows), *range(spares.num_rows)], pa.int64())
    )
    promoted, demoted, kept = choose_items(both)
    tables = dict(known)
    if promoted or demoted:
        tables = _exchange(known, spares, promoted, demoted)
    left = [spares.take(pa.array(kept, pa.int64()))]
    if demoted:
        left.append(_take_documents(known, documents.take(pa.array(demoted, pa.int64()))))
    return tables | {"article_spares": _sort(pa.concat_tables(left), [*PLACE, "document_id"])}


def drop_items(tables: Tables, in_documents: pa.Array, in_spares: pa.Array) -> Tables:
    """The tables without some documents and spares (masks), as if these had never been read."""
    gone = tables["documents"].filter(in_documents)["document_id"]
    left = dict(tables)
    for name in ("documents", "regions", "signals"):
        left[name] = _leave_out(tables[name], gone)
    left["article_spares"] = tables["article_spares"].filter(pc.invert(in_spares))
    return merge_items(left, ARTICLE_SPARES.build())


def choose_items(both: pa.Table) -> tuple[list[int], list[int], list[int]]:
    """Row numbers: of spares to be shown, of documents no longer shown, of spares that stay (each place once).

    Reads document_id, source_path, source_offset, uri, shown (whether it is a document), row.
    """
    order = [("document_id", "ascending"), *((name, "ascending") for name in PLACE), ("shown", "descending")]
    promoted: list[int] = []
    demoted: list[int] = []
    kept: list[int] = []
    last_id, last_place = None, None
    for document, *place, shown, row in pick_rows(both.sort_by(order), "document_id", *PLACE, "shown", "row"):
        if document != last_id:
            if not shown:
                promoted.append(row)
        elif place != last_place:
            (demoted if shown else kept).append(row)
        last_id, last_place = document, place
    return promoted, demoted, kept


def _exchange(known: Tables, spares: pa.Table, promoted: list[int], demoted: list[int]) -> Tables:
    gone = known["documents"]["document_id"].take(pa.array(demoted, pa.int64()))
    names = ("documents", "regions", "signals")
    new = dict(zip(names, split_items(spares.take(pa.array(promoted, pa.int64()))), strict=True))
    keys = {"documents": DOCUMENTS.key, "regions": REGIONS.key, "signals": SIGNALS.key}
    return dict(known) | {n: _sort(pa.concat_tables([_leave_out(known[n], gone), new[n]]), keys[n]) for n in names}


def _leave_out(table: pa.Table, gone: pa.ChunkedArray) -> pa.Table:
    return table.filter(pc.invert(pc.is_in(table["document_id"], gone))) if len(gone) else table


def _take_documents(known: Tables, documents: pa.Table) -> pa.Table:
    return join_items(documents, known["regions"], known["signals"])


def find_set_problems(tables: Tables) -> list[Problem]:
    """What is odd about the set: the same article twice, and a date long after all others."""
    documents, limit = tables["documents"], find_last_date(tables["documents"]["published_at"])
    late = (
        documents.filter(pc.greater(documents["published_at"], limit)) if limit is not None else documents.slice(0, 0)
    )
    return [*note_duplicates(documents, tables["article_spares"]), *note_late(late)]


def note_duplicates(documents: pa.Table, spares: pa.Table) -> list[Problem]:
    """A problem for every spare in another place than the document that is shown for it."""
    wanted = documents.filter(pc.is_in(documents["document_id"], spares["document_id"].combine_chunks()))
    uris = {number: place for number, *place in pick_rows(wanted, "document_id", "uri", "source_path")}
    problems = []
    order = [(name, "ascending") for name in (*PLACE, "document_id")]
    for path, offset, uri, document in pick_rows(spares.sort_by(order), *PLACE, "document_id"):
        kept, where = uris[document]
        if where != path or offset is not None:
            what = f"{uri} is the same article as {kept}, which is kept."
            mend = "Nothing is lost; leave one of them out to be rid of this line."
            problems.append(Problem(path, "duplicate", what, mend, offset))
    return problems


def find_last_date(published: pa.ChunkedArray) -> pa.Scalar | None:
    """The moment behind which a date is odd: a year after nearly all of these; None where they are few."""
    dates = np.sort(published.drop_null().cast(pa.int64()).to_numpy())
    if len(dates) < _FEWEST:
        return None
    usual = int(dates[int(_SHARE * (len(dates) - 1))])
    return pa.scalar(usual + int(_FUTURE.total_seconds() * 1_000_000), pa.int64()).cast(published.type)


def note_late(late: pa.Table) -> list[Problem]:
    """A problem for every one of these documents, whose date lies long after all others."""
    order = [("published_at", "ascending"), ("document_id", "ascending")]
    return [
        Problem(
            path, "future_date", f"{uri} is dated {at:%Y-%m-%d}, more than a year after nearly all others.",
            "Check the date; it was kept.", offset,
        )
        for path, offset, uri, at in pick_rows(late.sort_by(order), *PLACE, "published_at")
    ]  # fmt: skip


def write_problems(read: pa.Table, found: list[Problem]) -> pa.Table:
    """The problems of reading with those of the set, sorted."""
    plain = read.filter(pc.invert(_is_of_set(read))) if read.num_rows else read
    made = build_problems(found)
    both = pa.concat_tables([plain, made])
    rows = {tuple(row[k] for k in PROBLEMS.key): row for row in both.to_pylist()}
    return _sort(PROBLEMS.build(rows.values()), PROBLEMS.key)


def _is_of_set(problems: pa.Table) -> pa.ChunkedArray:
    return pc.is_in(problems["reason"], pa.array(["duplicate", "future_date"]))


def _sort(table: pa.Table, key: tuple[str, ...] | list[str]) -> pa.Table:
    return table.sort_by([(name, "ascending") for name in key])

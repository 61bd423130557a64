"""What recurs in an outlet: lines that stand in several of its articles belong to the page and not to the story.

A line is a body region as it was read, or a sentence of a very long one. It counts in an article whose other lines
hardly recur; so the same story twice at one site (an update, a column sent to several desks) makes nothing of itself
recur, and identical texts count once at most. What is marked is a function of the set of documents; before more is
read, every mark is taken back.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from headwater.articles.line_counts import Lines, count_lines
from headwater.articles.recurring_lines import Recurrence, fold_line, name_line, name_look
from headwater.intervals import Span
from headwater.schema import Tables
from headwater.states import ARTICLE_LINES
from headwater.tables import REGIONS
from headwater.text import find_sentences

Ints = npt.NDArray[np.int64]

_METHOD = 2
"""Raised whenever it changes what a line is or how it is hashed."""
_LONG = 1500
"""Characters of a region from which it is a text without line breaks: 1 of 300 body lines of 12,000 articles."""
_KEY = 8
"""Bytes of the hash of a line."""
_INSIDE = frozenset({"chrome", "notice", "bio"})
"""Kinds that a sentence inside a paragraph can be."""


@dataclass(frozen=True)
class _Mark:
    """A line that recurs: where it stands, what it is, whether it lies inside a body region that stays."""

    start: int
    end: int
    kind: str
    inside: bool


def unmark_lines(tables: Tables) -> Tables:
    """The tables as they were read, without what was marked because it recurs."""
    lines = tables["article_lines"]
    marks = _list_marks(lines)
    if not marks.num_rows:
        return tables
    undone = _join_marks(tables["regions"], marks)
    kinds = pc.if_else(pc.is_valid(undone["inside"]), pa.scalar("body"), undone["kind"])
    undone = undone.set_column(undone.column_names.index("kind"), "kind", kinds)
    undone = undone.filter(pc.invert(pc.fill_null(undone["inside"], False)))
    return tables | {"regions": _sort(undone.select(REGIONS.schema.names).cast(REGIONS.schema))}


def mark_lines(tables: Tables) -> Tables:
    """The tables (as read) with every line that recurs in its outlet named for what it is, and the state of that."""
    documents = tables["documents"]
    prints = _print_lines(documents, tables["regions"], tables["article_lines"])
    marks = _choose_marks(documents, prints)
    column = ARTICLE_LINES.schema.field("marks")
    listed = [[vars(mark) for mark in marks.get(number, ())] for number in prints["document_id"].to_pylist()]
    lines = prints.set_column(prints.column_names.index("marks"), column, pa.array(listed, column.type))
    made = dict(tables) | {"article_lines": lines}
    return made | {"regions": _mark_regions(tables["regions"], lines)} if marks else made


def _mark_regions(regions: pa.Table, lines: pa.Table) -> pa.Table:
    marks = _list_marks(lines)
    replaced = marks.filter(pc.invert(marks["inside"]))
    body = replaced.set_column(
        replaced.column_names.index("kind"), "kind", pa.array(["body"] * replaced.num_rows, pa.string())
    )
    joined = _join_marks(regions, body.append_column("now", replaced["kind"]))
    kinds = pc.coalesce(joined["now"], joined["kind"])
    joined = joined.set_column(joined.column_names.index("kind"), "kind", kinds)
    names = REGIONS.schema.names
    inner = marks.filter(marks["inside"]).select(names)
    return _sort(pa.concat_tables([t.select(names).cast(REGIONS.schema) for t in (joined, inner)]))


def _join_marks(regions: pa.Table, marks: pa.Table) -> pa.Table:
    return regions.join(marks, keys=list(REGIONS.key), join_type="left outer")


def _list_marks(lines: pa.Table) -> pa.Table:
    """One row a mark: document_id, start, end, kind, inside."""
    column = lines["marks"].combine_chunks()
    column = pa.concat_arrays(column.chunks) if isinstance(column, pa.ChunkedArray) else column
    flat = pa.Table.from_struct_array(pc.list_flatten(column))
    return flat.append_column("document_id", lines["document_id"].take(pc.list_parent_indices(column)))


def _sort(table: pa.Table) -> pa.Table:
    return table.sort_by([(name, "ascending") for name in REGIONS.key])


def _print_lines(documents: pa.Table, regions: pa.Table, known: pa.Table) -> pa.Table:
    """Rows of article_lines for every document; known ones where the body is as it was."""
    body = regions.filter(pc.equal(regions["kind"], "body"))
    rows = pc.index_in(body["document_id"], pa.array(documents["document_id"].to_numpy())).to_numpy()
    starts, ends = (body[name].to_numpy().astype(np.int64) for name in ("start", "end"))
    inputs = _hash_bodies(documents.num_rows, rows, starts, ends)
    before = dict(zip(known["document_id"].to_pylist(), known["inputs"].to_pylist(), strict=True))
    ids = documents["document_id"].to_pylist()
    new = [place for place, number in enumerate(ids) if before.get(number) != inputs[place]]
    kept = pc.is_in(known["document_id"], pa.array(sorted(set(ids) - {ids[place] for place in new}), pa.int64()))
    order = np.argsort(rows, kind="stable")
    bounds = np.searchsorted(rows[order], np.arange(documents.num_rows + 1))
    texts = documents["text"].take(pa.array(new, pa.int64())).to_pylist()
    made = []
    for place, text in zip(new, texts, strict=True):
        own = order[bounds[place] : bounds[place + 1]]
        spans = cut_lines(text, sorted(zip(starts[own].tolist(), ends[own].tolist(), strict=True)))
        whole = set(zip(starts[own].tolist(), ends[own].tolist(), strict=True))
        keys = [fold_line(text[start:end]) for start, end in spans]
        spots = [(start, end, (start, end) not in whole) for start, end in spans]
        made.append({
            "document_id": ids[place], "inputs": int(inputs[place]), "marks": [],
            "keys": np.array(keys, np.int64).tobytes(), "places": np.array(spots, np.int32).tobytes(),
        })  # fmt: skip
    return pa.concat_tables([known.filter(kept), ARTICLE_LINES.build(made)]).sort_by("document_id")


def _hash_bodies(count: int, rows: Ints, starts: Ints, ends: Ints) -> Ints:
    """A number for the body regions of each document; the text itself is in its id."""
    mixed = (starts * 0x9E3779B97F4A7C1 + ends) * 0x2545F4914F6CDD1D
    total = np.full(count, _METHOD, np.int64)
    np.add.at(total, rows, mixed ^ (mixed >> 29))
    return total


def cut_lines(text: str, bodies: Sequence[Span]) -> list[Span]:
    """The lines of a text: its body regions, and the sentences of those that are very long.

    >>> cut_lines("Open. Shut.", [(0, 11)])
    [(0, 11)]
    """
    spans: list[Span] = []
    for start, end in bodies:
        spans.extend(find_sentences(text, start, end) if end - start > _LONG else [(start, end)])
    return spans


def _choose_marks(documents: pa.Table, prints: pa.Table) -> dict[int, list[_Mark]]:
    """The lines to be marked, by document: what recurs in its outlet, and what recurs in the group of its outlet, whose
    papers share paragraphs of their stories too, and plainly looks it."""
    order = documents.sort_by("document_id").select(["document_id", "site", "outlet_group", "text"])
    ids, texts = order["document_id"].to_pylist(), order["text"]
    marks: dict[int, dict[Span, _Mark]] = defaultdict(dict)
    for column, choose in (("site", name_line), ("outlet_group", name_look)):
        houses = order[column].to_pylist()
        if not any(houses):
            continue
        cells = (prints["keys"].to_pylist(), prints["places"].to_pylist())
        keys, places = ([cell if house else b"" for cell, house in zip(c, houses, strict=True)] for c in cells)
        lines = Lines.unpack(houses, keys, places)
        found = count_lines(lines)
        kinds: list[str | None] = []
        for number, first in enumerate(found.first.tolist()):
            text = texts[int(lines.document[first])].as_py()
            recurs = Recurrence(int(found.articles[number]), float(found.edge[number]))
            kinds.append(choose(text[lines.start[first] : lines.end[first]], recurs))
        for line, number in zip(found.lines.tolist(), found.number.tolist(), strict=True):
            if (kind := kinds[number]) is not None:
                span, inner = (int(lines.start[line]), int(lines.end[line])), bool(lines.inner[line])
                kind = kind if not inner or kind in _INSIDE else "chrome"
                marks[ids[int(lines.document[line])]].setdefault(span, _Mark(*span, kind, inner))
    sizes = dict(zip(prints["document_id"].to_pylist(), map(len, prints["keys"].to_pylist()), strict=True))
    return {
        number: [listed[span] for span in sorted(listed)]
        for number, listed in marks.items()
        if len(listed) < sizes[number] // _KEY
    }

"""What recurs in an outlet: lines that stand in several of its articles belong to the page and not to the story.

A line is a body region as it was read, or a sentence of a very long one. It counts in an article whose other lines
hardly recur; so the same story twice at one site (an update, a column sent to several desks) makes nothing of itself
recur, and identical texts count once at most. What is marked is a function of the set of documents; before more is
read, every mark is taken back.
"""

from collections.abc import Callable, Iterable, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from headwater.articles.line_counts import Found, Lines, count_lines
from headwater.articles.line_marks import MARKS, change_marks, set_marks
from headwater.articles.recurring_lines import Recurrence, fold_line, name_line, name_look
from headwater.intervals import Span
from headwater.mixing import mix_columns
from headwater.schema import Tables, pick_rows
from headwater.states import ARTICLE_LINES
from headwater.text import find_sentences

Ints = npt.NDArray[np.int64]
Texts = Callable[[Ints], Iterable[pa.Table]]
"""Gives document_id and text of documents, by their ids, in pieces."""

METHOD = 2
"""Raised whenever it changes what a line is or how it is hashed."""
_LONG = 1500
"""Characters of a region from which it is a text without line breaks: 1 of 300 body lines of 12,000 articles."""
_KEY = 8
"""Bytes of the hash of a line."""
_INSIDE = frozenset({"chrome", "notice", "bio"})
"""Kinds that a sentence inside a paragraph can be."""
_HOUSES: tuple[tuple[str, Callable[[str, Recurrence], str | None]], ...] = (
    ("site", name_line),
    ("outlet_group", name_look),
)
"""Columns of documents that say whose an article is, and what is said of a line that recurs there: papers of a group
share paragraphs of their stories too, so that there only what plainly looks it is marked."""


def mark_lines(tables: Tables) -> Tables:
    """The tables (as read) with every line that recurs in its outlet named for what it is, and the state of that."""
    documents = tables["documents"].sort_by("document_id")
    lines = _print_again(documents, tables["regions"], tables["article_lines"])
    marks = choose_marks(documents, lambda: [lines], lambda ids: [_pick(documents, ids)])
    return change_marks(tables | {"article_lines": set_marks(lines, marks)}, MARKS.empty_table(), marks)


def _pick(documents: pa.Table, ids: Ints) -> pa.Table:
    rows = np.searchsorted(documents["document_id"].to_numpy(), ids)
    return documents.select(["document_id", "text"]).take(pa.array(rows))


def print_lines(documents: pa.Table, regions: pa.Table) -> pa.Table:
    """Rows of article_lines, nothing marked, for documents (document_id, text) with their regions as they were read."""
    owners, starts, ends, inputs = _lay_bodies(documents, regions)
    bounds = np.searchsorted(owners, np.arange(documents.num_rows + 1))
    made = []
    for place, (number, text) in enumerate(
        zip(*(documents[c].to_pylist() for c in ("document_id", "text")), strict=True)
    ):
        own = slice(bounds[place], bounds[place + 1])
        bodies = sorted(zip(starts[own].tolist(), ends[own].tolist(), strict=True))
        spans, whole = cut_lines(text, bodies), set(bodies)
        keys = [fold_line(text[start:end]) for start, end in spans]
        spots = [(start, end, (start, end) not in whole) for start, end in spans]
        made.append({
            "document_id": number, "inputs": int(inputs[place]), "marks": [],
            "keys": np.array(keys, np.int64).tobytes(), "places": np.array(spots, np.int32).tobytes(),
        })  # fmt: skip
    return ARTICLE_LINES.build(made)


def _print_again(documents: pa.Table, regions: pa.Table, known: pa.Table) -> pa.Table:
    """Rows of article_lines for every document, in their order; known ones where the body is as it was."""
    now = mix_columns(documents["document_id"].to_numpy(), _lay_bodies(documents, regions)[3])
    had = mix_columns(*(known[name].to_numpy() for name in ("document_id", "inputs")))
    new = documents.filter(pa.array(~np.isin(now, had)))
    return pa.concat_tables([known.filter(pa.array(np.isin(had, now))), print_lines(new, regions)]).sort_by(
        "document_id"
    )


def _lay_bodies(documents: pa.Table, regions: pa.Table) -> tuple[Ints, Ints, Ints, Ints]:
    """Body regions of documents, sorted by the row of these: row, start, end; and a number for those of each document
    (the text itself is in its id)."""
    body = regions.filter(pc.equal(regions["kind"], "body"))
    rows = pc.fill_null(pc.index_in(body["document_id"], pa.array(documents["document_id"].to_numpy())), -1).to_numpy()
    order = np.argsort(rows, kind="stable")
    order = order[np.searchsorted(rows[order], 0) :]
    owners = rows[order].astype(np.int64)
    starts, ends = (body[name].to_numpy().astype(np.int64)[order] for name in ("start", "end"))
    mixed = (starts * 0x9E3779B97F4A7C1 + ends) * 0x2545F4914F6CDD1D
    total = np.full(documents.num_rows, METHOD, np.int64)
    np.add.at(total, owners, mixed ^ (mixed >> 29))
    return owners, starts, ends, total


def cut_lines(text: str, bodies: Sequence[Span]) -> list[Span]:
    """The lines of a text: its body regions, and the sentences of those that are very long.

    >>> cut_lines("Open. Shut.", [(0, 11)])
    [(0, 11)]
    """
    spans: list[Span] = []
    for start, end in bodies:
        spans.extend(find_sentences(text, start, end) if end - start > _LONG else [(start, end)])
    return spans


def choose_marks(documents: pa.Table, read: Callable[[], Iterable[pa.Table]], texts: Texts) -> pa.Table:
    """The lines to be marked (MARKS), of articles of which they are not all.

    Reads document_id, site and outlet_group of documents, sorted by their ids; `read` gives document_id, keys and
    places of article_lines in pieces, each time it is called.
    """
    ids = documents["document_id"].to_numpy()
    sizes = np.zeros(len(ids), np.int64)
    found = [MARKS.empty_table()]
    for column, choose in _HOUSES:
        houses = _number_houses(documents[column])
        if (houses < 0).all():
            continue
        lines = count_lines(lambda houses=houses: (_unpack(piece, ids, houses, sizes) for piece in read()), len(ids))  # type: ignore[misc]
        found.append(_build_marks(lines, _name_texts(lines, choose, ids, texts), ids))
    marks = pa.concat_tables(found)
    columns = [marks[name].to_numpy() for name in ("end", "start", "document_id")]
    order = np.lexsort((np.arange(marks.num_rows), *columns))  # of a line that both houses name, the outlet's word
    again = np.zeros(len(order), bool)
    again[1:] = np.all([column[order][1:] == column[order][:-1] for column in columns], axis=0)
    marks = marks.take(pa.array(order[~again]))
    own = np.searchsorted(ids, marks["document_id"].to_numpy())
    return marks.filter(pa.array(np.bincount(own, minlength=len(ids))[own] < sizes[own]))


def _number_houses(column: pa.ChunkedArray) -> Ints:
    """A number for the outlet of every article, -1 where it is unknown."""
    named = pc.if_else(pc.equal(column, ""), None, column)
    named = named.combine_chunks() if isinstance(named, pa.ChunkedArray) else named
    named = pa.concat_arrays(named.chunks) if isinstance(named, pa.ChunkedArray) else named
    numbers: Ints = named.dictionary_encode().indices.fill_null(-1).to_numpy(False).astype(np.int64)
    return numbers


def _unpack(piece: pa.Table, ids: Ints, houses: Ints, sizes: Ints) -> Lines:
    """The lines of a piece of article_lines whose outlet is known; how many an article has is noted in `sizes`."""
    places = np.searchsorted(ids, piece["document_id"].to_numpy())
    rows = np.argsort(places)
    rows = rows[houses[places[rows]] >= 0]
    piece, places = piece.select(["keys", "places"]).take(pa.array(rows)), places[rows]
    sizes[places] = pc.binary_length(piece["keys"]).to_numpy() // _KEY
    return Lines.unpack(places, houses[places], *(piece[name].to_pylist() for name in ("keys", "places")))


def _name_texts(
    lines: Found, choose: Callable[[str, Recurrence], str | None], ids: Ints, texts: Texts
) -> list[str | None]:
    """What each text that recurs is, told by the first line that has it."""
    kinds: list[str | None] = [None] * len(lines.first)
    owners = ids[lines.document[lines.first]]
    order = np.argsort(owners, kind="stable")
    listed = owners[order]
    for piece in texts(np.unique(owners)):
        for owner, text in pick_rows(piece, "document_id", "text"):
            low, high = (np.searchsorted(listed, owner, side) for side in ("left", "right"))
            for number in order[low:high].tolist():
                line = lines.first[number]
                recurs = Recurrence(int(lines.articles[number]), float(lines.edge[number]))
                kinds[number] = choose(text[lines.start[line] : lines.end[line]], recurs)
    return kinds


def _build_marks(lines: Found, kinds: list[str | None], ids: Ints) -> pa.Table:
    said = pa.array(kinds, pa.string()).take(pa.array(lines.number))
    kind = pc.if_else(
        pc.and_(pa.array(lines.inner), pc.invert(pc.is_in(said, pa.array(sorted(_INSIDE))))),
        pc.if_else(pc.is_valid(said), "chrome", None),
        said,
    )
    columns = [ids[lines.document], lines.start, lines.end, kind, lines.inner]
    marks = pa.table([pa.array(c).cast(f.type) for c, f in zip(columns, MARKS, strict=True)], MARKS.names)
    return marks.filter(pc.is_valid(marks["kind"])).cast(MARKS)

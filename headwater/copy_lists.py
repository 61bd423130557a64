"""Passages without a store: those of any pile, and those that a text shares with a pile in a store."""

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from headwater.articles import ReadOptions, read_texts
from headwater.copies import find_copies
from headwater.schema import Table, Tables, may, need
from headwater.tables import PASSAGES
from headwater.work import HERE, SILENT, Watch, Work

COPIES = Table(
    "copies",
    "copies",
    "every stretch that two documents share, with the documents' uris and, where asked for, the words",
    PASSAGES.key,
    PASSAGES.letter,
    (
        *PASSAGES.columns,
        need("a_uri", pa.string(), "the uri of the first document"),
        need("b_uri", pa.string(), "the uri of the second document"),
        may("a_text", pa.string(), "the stretch of the first document"),
        may("b_text", pa.string(), "the stretch of the second document"),
    ),
)


def list_copies(
    paths: Sequence[str | Path],
    *,
    options: ReadOptions | None = None,
    with_texts: bool = False,
    work: Work = HERE,
    watch: Watch = SILENT,
) -> Tables:
    """Every stretch that two of the articles in some files share: `copies` (passages with uris), and `problems`.

    A column of plain text in a Parquet or JSON lines file is taken as it stands: offsets are those of the column.
    Raises InputError when nothing could be read.
    """
    watch.stage("articles")
    own = Work(work.map, work.keep, watch.tell)
    pile = read_texts(paths, options=options, work=own)
    watch.stage("copies")
    passages = find_copies(pile, work=own)["passages"]
    return {"copies": _add_uris(passages, pile["documents"], with_texts), "problems": pile["problems"]}


def _add_uris(passages: pa.Table, documents: pa.Table, with_texts: bool) -> pa.Table:
    """The rows of COPIES, by uri and place."""
    rows = {side: pc.index_in(passages[f"{side}_document_id"], documents["document_id"]) for side in "ab"}
    for side, row in rows.items():
        passages = passages.append_column(f"{side}_uri", documents["uri"].take(row))
    passages = passages.sort_by([(c, "ascending") for c in ("a_uri", "a_start", "b_uri", "b_start", "passage_id")])
    if with_texts:
        for side in "ab":
            passages = passages.append_column(f"{side}_text", _cut_texts(passages, documents, side))
    return passages.combine_chunks()


def _cut_texts(passages: pa.Table, documents: pa.Table, side: str) -> pa.Array:
    rows = pc.index_in(passages[f"{side}_document_id"], documents["document_id"])
    places = zip(rows.to_pylist(), *(passages[f"{side}_{end}"].to_pylist() for end in ("start", "end")), strict=True)
    texts = documents["text"]
    return pa.array([texts[row].as_py()[start:end] for row, start, end in places], pa.string())

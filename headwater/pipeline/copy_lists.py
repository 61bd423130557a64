"""Passages without a store: those of any pile, and those that a text shares with a pile in a store."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from headwater.articles import ReadOptions, read_texts
from headwater.copies import find_copies
from headwater.copies.candidates import WHOLE
from headwater.copies.fingerprints import take_fingerprints
from headwater.copies.numbers import find_numbers
from headwater.copies.partners import Entries, choose_partners, cut_entries, list_entries, take_texts
from headwater.copies.partners_kernels import pick_rows
from headwater.memory import find_memory, plan_sizes
from headwater.pipeline.copy_index import look_up
from headwater.pipeline.copy_parts import Parts, find_in_parts, open_parts
from headwater.schema import Table, Tables, may, need, quote_names
from headwater.states import FINGERPRINTS
from headwater.tables import PASSAGES
from headwater.work import HERE, SILENT, Watch, Work

if TYPE_CHECKING:
    from headwater.store import Store

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
    parts: Parts | None = None,
    work: Work = HERE,
    watch: Watch = SILENT,
) -> Tables:
    """Every stretch that two of the articles in some files share: `copies` (passages with uris), and `problems`.

    A column of plain text in a Parquet or JSON lines file is taken as it stands: offsets are those of the column. Paths
    may be addresses in an object store, of Parquet files. `parts` says where the work is laid down and how much is
    held at a time (default: a folder that is taken away again, and half of the memory that is free); an unfinished run
    over the same files goes on from there. Raises InputError when nothing could be read.
    """
    if parts is None:
        with open_parts(None, plan_sizes(find_memory())) as own:
            return list_copies(paths, options=options, with_texts=with_texts, parts=own, work=work, watch=watch)
    watch.stage("copies")
    tables, texts = find_in_parts(paths, options or ReadOptions(), parts, replace(work, tell=watch.tell))
    rows = _add_uris(tables["passages"], tables["documents"], texts if with_texts else None)
    return {"copies": rows, "problems": tables["problems"]}


def locate_copies(
    store: "Store",
    paths: Sequence[str | Path],
    *,
    options: ReadOptions | None = None,
    with_texts: bool = False,
    work: Work = HERE,
    watch: Watch = SILENT,
) -> Tables:
    """Where the stretches of the articles in some files stand in a stored pile: `copies`, and `problems`.

    The articles of the files are a in every row, those of the store b; nothing is written to the store. An article that
    is in the store already is not compared with itself. Raises InputError when nothing could be read.
    """
    watch.stage("articles")
    own = replace(work, tell=watch.tell)
    asked = read_texts(paths, options=options, work=own)
    watch.stage("copies")
    prints = take_fingerprints(asked["documents"], asked["regions"], FINGERPRINTS.build(), own, {})
    ids = np.setdiff1d(_find_partners(store, prints), asked["documents"]["document_id"].to_numpy())
    numbers = ", ".join(map(str, ids.tolist())) or "NULL"
    pile = {
        name: store.ask(f"SELECT {quote_names(asked[name].column_names)} FROM {name} WHERE document_id IN ({numbers})")
        for name in ("documents", "regions")
    }
    pile = {name: pa.concat_tables([rows.cast(asked[name].schema), asked[name]]) for name, rows in pile.items()}
    passages = find_copies(pile, known={"fingerprints": prints}, work=own)["passages"]
    found = _put_first(passages, asked["documents"]["document_id"])
    return {
        "copies": _add_uris(found, pile["documents"], [pile["documents"]] if with_texts else None),
        "problems": asked["problems"],
    }


def _find_partners(store: "Store", prints: pa.Table) -> NDArray[np.int64]:
    """The stored documents whose texts are partners of those of some fingerprints: of one text at most the earliest."""
    prints = take_texts(prints)
    asked = list_entries(prints, np.arange(prints.num_rows))
    found = look_up(store, asked.hashes)
    if found is None:
        stored = take_texts(store.read("fingerprints"))
        entries, known = list_entries(stored, np.arange(stored.num_rows)), stored["digest"].to_numpy()
        found = Entries(entries.rows[pick_rows(entries.rows, np.unique(asked.hashes))[0]]), known
    entries, known = found
    chosen = [known[choose_partners(*sides)] for sides in cut_entries(asked, entries)]
    digests, all_ids = store.remember("documents by text", lambda: _list_documents(store))
    wanted = np.unique(np.concatenate([np.empty(0, np.int64), *chosen]))
    spans = zip(np.searchsorted(digests, wanted), np.searchsorted(digests, wanted, "right"), strict=True)
    rows = np.concatenate([np.empty(0, np.int64), *(np.arange(low, high) for low, high in spans)]).astype(np.int64)
    ids, digests = all_ids[rows], digests[rows]
    texts, place, sizes = np.unique(digests, return_inverse=True, return_counts=True)
    earliest = [
        store.ask(
            "SELECT document_id FROM documents WHERE document_id IN (SELECT document_id FROM fingerprints "
            "WHERE digest = ?) ORDER BY published_at, document_id LIMIT ?",
            [int(digest), WHOLE + 1],
        )["document_id"].to_numpy()
        for digest in texts[sizes > WHOLE]
    ]
    return np.concatenate([ids[(sizes <= WHOLE)[place]], *earliest])


def _list_documents(store: "Store") -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The texts of all documents, in order, and the documents."""
    rows = store.ask("SELECT digest, document_id FROM fingerprints")
    order = np.argsort(rows["digest"].to_numpy())
    return rows["digest"].to_numpy()[order], rows["document_id"].to_numpy()[order]


def _put_first(passages: pa.Table, asked: pa.ChunkedArray) -> pa.Table:
    """The passages between an asked document and another, the asked one as a."""
    first, second = (pc.is_in(passages[f"{side}_document_id"], asked) for side in "ab")
    straight = passages.filter(pc.and_not(first, second))
    turned = passages.filter(pc.and_not(second, first))
    columns = {name: turned[{"a": "b", "b": "a"}[name[0]] + name[1:] if name[:2] in ("a_", "b_") else name]
               for name in turned.column_names}  # fmt: skip
    blocks = pc.list_flatten(turned["blocks"]).combine_chunks()
    sides = [blocks.field(name) for name in ("b_start", "a_start", "length")]
    swapped = pa.StructArray.from_arrays(sides, fields=list(blocks.type))
    ends = np.concatenate([[0], np.cumsum(pc.list_value_length(turned["blocks"]).to_numpy())])
    columns["blocks"] = pa.ListArray.from_arrays(pa.array(ends, pa.int32()), swapped)
    return pa.concat_tables([straight, pa.table(columns).cast(straight.schema)])


def _add_uris(passages: pa.Table, documents: pa.Table, texts: Iterable[pa.Table] | None) -> pa.Table:
    """The rows of COPIES, by uri and place; texts (tables of document_id and text) where the words are asked for."""
    ids = documents["document_id"].to_numpy()
    rows = {side: find_numbers(passages[f"{side}_document_id"].to_numpy(), ids) for side in "ab"}
    for side, row in rows.items():
        passages = passages.append_column(f"{side}_uri", documents["uri"].take(pa.array(row)))
    passages = passages.take(_order_rows(passages, documents["uri"], rows))
    if texts is not None:
        for side, words in zip("ab", _cut_texts(passages, texts), strict=True):
            passages = passages.append_column(f"{side}_text", pa.array(words, pa.string()))
    return passages.combine_chunks()


def _order_rows(passages: pa.Table, uris: pa.ChunkedArray, rows: dict[str, NDArray[np.int64]]) -> pa.Array:
    """The rows of passages by a_uri, a_start, b_uri, b_start and passage_id: a uri is compared once."""
    ranks = pc.rank(uris, tiebreaker="dense").to_numpy().astype(np.int64)
    keys = [ranks[rows[side]] << 32 | passages[f"{side}_start"].to_numpy() for side in "ba"]
    return pa.array(np.lexsort((passages["passage_id"].to_numpy(), *keys)))


def _cut_texts(passages: pa.Table, texts: Iterable[pa.Table]) -> tuple[list[str], list[str]]:
    """The words of every passage in its first document and in its second."""
    sides = []
    for side in "ab":
        ids, starts, ends = (passages[f"{side}_{name}"].to_numpy() for name in ("document_id", "start", "end"))
        order = np.argsort(ids, kind="stable")
        sides.append((ids[order], order, starts, ends))
    words = ([""] * passages.num_rows, [""] * passages.num_rows)
    for table in texts:
        wanted = table["document_id"].to_numpy()
        for (ids, order, starts, ends), cut in zip(sides, words, strict=True):
            lows, highs = np.searchsorted(ids, wanted), np.searchsorted(ids, wanted, "right")
            for t in np.flatnonzero(highs > lows):
                text = table["text"][t].as_py()
                for row in order[lows[t] : highs[t]]:
                    cut[row] = text[starts[row] : ends[row]]
    return words

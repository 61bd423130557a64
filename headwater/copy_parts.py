"""Copies of a pile that lies in partitions: the steps of copies, each a task over a few partitions.

    articles  a row group of a file: texts with their fingerprints               (map, copy_sources.py)
    prints    a run of articles: its fingerprints in sorted shares               (map)
    shared    a share of all fingerprints: those that two texts have             (join)
    texts     a run of articles: the texts to be aligned, sheaf by sheaf         (map)
    stretches a sheaf of pairs whose texts hang together: what they share        (align)

Tasks run in threads of this process or as tasks of an engine (cluster.py); each reads partitions and writes one, so
what is held at a time is set by the sizes of runs, shares and sheaves, and a run that was stopped goes on. Between the
steps this process holds one row a document and the fingerprints that texts share, and decides which pairs are compared.
The kernels are those of find_copies, and so are the rows.
"""

import itertools
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from headwater.articles import ReadOptions
from headwater.copies.alignments import align_candidates
from headwater.copies.candidates import compare_texts
from headwater.copies.cells import take_rows, unpack_rows
from headwater.copies.passages import decide_passages
from headwater.copies.sharing import Grouped, lay_items
from headwater.copies.sharing_kernels import join_items
from headwater.copies.sheaves import cut_sheaves
from headwater.copies.texts import Texts, order_texts, pair_equals
from headwater.copy_sources import (
    ALONE,
    ARTICLES,
    Sources,
    find_sources,
    note_failed,
    unfold_regions,
    write_articles,
    write_others,
)
from headwater.errors import InputError
from headwater.memory import Sizes, check_need
from headwater.partitions import count_runs, join_place, list_partitions, read_run, run_step, write_partition
from headwater.schema import Tables
from headwater.states import SHARED_STRETCHES
from headwater.tables import PROBLEMS
from headwater.work import Work

Ints = NDArray[np.int64]

_INDEX = ("document_id", "uri", "site", "published_at", "size", "prints", "digest", "words")
_PRINTS = pa.schema([("hash", pa.uint64()), ("owner", pa.int32()), ("place", pa.int32())])
_SHARED = pa.schema([("size", pa.int32()), ("owner", pa.int32()), ("place", pa.int32())])
_TEXTS = pa.schema([ARTICLES.field(name) for name in ("document_id", "text", "regions")])


@dataclass(frozen=True)
class Parts:
    """Where the partitions lie (any place that Arrow can write to), and how large they are."""

    folder: str
    sizes: Sizes


@contextmanager
def open_parts(folder: str | None, sizes: Sizes) -> Iterator[Parts]:
    """Parts in a folder, or else in one of their own that is taken away again."""
    if folder is not None:
        yield Parts(folder, sizes)
        return
    with TemporaryDirectory(prefix="headwater-", ignore_cleanup_errors=True) as own:
        yield Parts(own, sizes)


@dataclass(frozen=True)
class Index:
    """One row a document (without twins) in the order of ids, with its run and its row there; and the runs of all
    partitions of articles, by name and number."""

    about: pa.Table
    runs: tuple[tuple[str, int], ...]


def find_in_parts(
    paths: Sequence[str | Path], options: ReadOptions, parts: Parts, work: Work
) -> tuple[Tables, Iterator[pa.Table]]:
    """`passages`, `documents` (all of them, without texts) and `problems` of some files; and id and text of all
    documents, read again a run at a time."""
    sources = find_sources(paths, options)
    sizes = parts.sizes
    folder = join_place(parts.folder, f"{sources.stamp}-{sizes.run}-{sizes.share}-{sizes.sheaf}")
    names = _read_sources(sources, options, (folder, sizes.run), work)
    index = _read_index(folder, names)
    about = index.about
    if not about.num_rows:
        raise InputError("None of the rows holds article text.", "Name the column that does with --text.")
    texts, order = order_texts(about, about["digest"].to_numpy())
    check_need(sizes, about.num_rows, 0)
    items = _share_prints((folder, sizes), index, texts.leads[order], work)
    leads = about.take(pa.array(texts.leads[order]))
    compared = compare_texts(items, leads["words"].to_numpy(), leads["prints"].to_numpy().astype(np.int64))
    pairs = pair_equals(texts, np.sort(order[compared], axis=1))
    shared, failed = _align_pairs((folder, sizes.sheaf), index, texts, pairs, work)
    passages = decide_passages(about, about["words"].to_numpy().astype(np.int64), texts, shared)
    problems = [*(read_run(join_place(folder, "problems"), name) for name in names), failed]
    stored = (read_run(join_place(folder, "articles"), *run, ["document_id", "text"]) for run in index.runs)
    return {"passages": passages, "documents": about, "problems": pa.concat_tables(problems)}, stored


def _read_sources(sources: Sources, options: ReadOptions, to: tuple[str, int], work: Work) -> list[str]:
    """The names of the partitions of articles: those of all sources, read now or before."""
    folder, size = to
    tasks = [(source.name, (folder, source, size)) for source in sources.groups]
    done = []
    for name in run_step(work.map_kernels, write_articles, join_place(folder, "problems"), tasks):
        done.append(name)
        work.tell(len(done), len(tasks), "partitions")
    if sources.others:
        if "others" not in list_partitions(join_place(folder, "problems")):
            write_others(to, sources.others, options, work, not done)
        done.append("others")
    return sorted(done)


def _read_index(folder: str, names: Sequence[str]) -> Index:
    place = join_place(folder, "articles")
    runs = [(name, run) for name in names for run in range(count_runs(place, name))]
    tables = []
    for number, run in enumerate(runs):
        table = read_run(place, *run, _INDEX)
        spots = {"run": np.full(table.num_rows, number, np.int32), "row": np.arange(table.num_rows, dtype=np.int32)}
        for name, column in spots.items():
            table = table.append_column(name, pa.array(column))
        tables.append(table)
    about = pa.concat_tables(tables) if tables else ARTICLES.empty_table().select(_INDEX)
    _, firsts = np.unique(about["document_id"].to_numpy(), return_index=True)
    return Index(about.take(pa.array(firsts)).combine_chunks(), tuple(runs))


def _list_spots(index: Index, rows: Ints) -> Iterator[tuple[int, Ints, Ints]]:
    """(run, rows there, which of the given documents they are) of every run that has some of the documents."""
    runs, places = (index.about[name].to_numpy()[rows] for name in ("run", "row"))
    order = np.lexsort((places, runs))
    bounds = np.searchsorted(runs[order], np.arange(len(index.runs) + 1))
    for run, (low, high) in enumerate(itertools.pairwise(bounds.tolist())):
        if high > low:
            yield run, places[order[low:high]].astype(np.int64), order[low:high]


def _share_prints(to: tuple[str, Sizes], index: Index, leads: Ints, work: Work) -> Grouped:
    """The fingerprints that some documents share; in the order of these, which are rows of the index."""
    folder, sizes = to
    shares = max(1, -(-int(pc.sum(index.about["prints"]).as_py()) // sizes.share))
    tasks = [
        (_name_run(index, run), (folder, index.runs[run], rows, owners.astype(np.int32), shares))
        for run, rows, owners in _list_spots(index, leads)
    ]
    names = list(run_step(work.map_kernels, sort_prints, join_place(folder, "prints"), tasks))
    joins = [(f"{share:06}", (folder, names, share)) for share in range(shares)]
    found, shared = [], 0
    for name in run_step(work.map_kernels, join_prints, join_place(folder, "shared"), joins):
        table = read_run(join_place(folder, "shared"), name)
        first, owners, places = (table[c].to_numpy() for c in _SHARED.names)
        found.append((first[first > 0], owners, places))
        shared += len(owners)
        work.tell(len(found), shares, "shares")
        check_need(sizes, index.about.num_rows, shared * shares // len(found))  # they are alike: hashes
    return lay_items(found, len(leads))


def _name_run(index: Index, run: int) -> str:
    name, number = index.runs[run]
    return f"{name}-{number:04}"


def sort_prints(task: tuple[str, tuple[str, int], Ints, NDArray[np.int32], int]) -> None:
    """Write the fingerprints of some rows of a run, each with its owner, as `prints`: one run a share."""
    folder, run, rows, owners, shares = task
    table = take_rows(read_run(join_place(folder, "articles"), *run, ["hashes", "places"]), rows)
    hashes, bounds = unpack_rows(table["hashes"], np.uint64)
    places, _ = unpack_rows(table["places"], np.int32)
    share = hashes % np.uint64(shares)
    order = np.argsort(share, kind="stable")
    columns = (hashes, np.repeat(owners, np.diff(bounds)), places)
    whole = pa.table([column[order] for column in columns], schema=_PRINTS)
    cuts = np.searchsorted(share[order], np.arange(shares + 1, dtype=np.uint64))
    runs = (whole.slice(low, high - low) for low, high in itertools.pairwise(cuts.tolist()))
    write_partition(join_place(folder, "prints"), f"{run[0]}-{run[1]:04}", _PRINTS, runs)


def join_prints(task: tuple[str, Sequence[str], int]) -> None:
    """Write those fingerprints of one share that two texts have as `shared`, group by group: the first of a group has
    its size, the others 0."""
    folder, names, share = task
    table = pa.concat_tables(read_run(join_place(folder, "prints"), name, share) for name in names)
    sizes, owners, places = join_items(*(table[c].to_numpy() for c in _PRINTS.names))
    first = np.zeros(len(owners), np.int32)
    first[np.cumsum(sizes) - sizes] = sizes
    shared = pa.table([first, owners, places], schema=_SHARED)
    write_partition(join_place(folder, "shared"), f"{share:06}", _SHARED, [shared])


def _align_pairs(to: tuple[str, int], index: Index, texts: Texts, pairs: Ints, work: Work) -> tuple[pa.Table, pa.Table]:
    """The rows of `shared_stretches` of pairs of texts, and problems with those that could not be compared."""
    folder, size = to
    lead_sizes = index.about["size"].to_numpy().astype(np.int64)[texts.leads]
    sheaves = [pairs[rows] for rows in cut_sheaves(pairs, lead_sizes, size)]
    lying = _sort_texts(folder, index, texts, sheaves, work)
    tasks = []
    for number, sheaf in enumerate(sheaves):
        ids = index.about["document_id"].to_numpy()[texts.leads[sheaf]]
        tasks.append((f"{number:06}", (folder, number, lying[number], ids, texts.digests[sheaf])))
    made, failed, done = [SHARED_STRETCHES.build()], [PROBLEMS.build()], 0
    for name in run_step(work.map_kernels, align_sheaf, join_place(folder, "stretches"), tasks):
        made.append(read_run(join_place(folder, "stretches"), name))
        failed.append(read_run(join_place(folder, "failures"), name))
        done += len(sheaves[int(name)])
        work.tell(done, len(pairs), "pairs")
    shared = pa.concat_tables(made).sort_by([(c, "ascending") for c in SHARED_STRETCHES.key]).combine_chunks()
    return shared, pa.concat_tables(failed)


def _sort_texts(
    folder: str, index: Index, texts: Texts, sheaves: Sequence[Ints], work: Work
) -> list[list[tuple[str, int]]]:
    """Where the texts of every sheaf lie: partitions of `texts` and their runs."""
    used = [np.unique(sheaf) for sheaf in sheaves]
    numbers = np.repeat(np.arange(len(used)), [len(rows) for rows in used])
    documents = texts.leads[np.concatenate([np.empty(0, np.int64), *used]).astype(np.int64)]
    lying: list[list[tuple[str, int]]] = [[] for _ in sheaves]
    tasks = []
    for run, rows, which in _list_spots(index, documents):
        order = np.lexsort((rows, numbers[which]))
        here, firsts = np.unique(numbers[which][order], return_index=True)
        name = _name_run(index, run)
        for k, sheaf in enumerate(here.tolist()):
            lying[sheaf].append((name, k))
        tasks.append((name, (folder, index.runs[run], rows[order], firsts)))
    for _ in run_step(work.map_kernels, sort_texts, join_place(folder, "texts"), tasks):
        pass
    return lying


def sort_texts(task: tuple[str, tuple[str, int], Ints, Ints]) -> None:
    """Write some rows of a run as `texts`, a run for each sheaf; the sheaves begin at `firsts` among the rows."""
    folder, run, rows, firsts = task
    table = read_run(join_place(folder, "articles"), *run, _TEXTS.names)
    bounds = [*firsts.tolist(), len(rows)]
    cut = (take_rows(table, rows[low:high]) for low, high in itertools.pairwise(bounds))
    write_partition(join_place(folder, "texts"), f"{run[0]}-{run[1]:04}", _TEXTS, cut)


def align_sheaf(task: tuple[str, int, Sequence[tuple[str, int]], Ints, Ints]) -> None:
    """Write what pairs of texts (by document id and by digest) share as `stretches`."""
    folder, number, lying, ids, digests = task
    place = join_place(folder, "texts")
    articles = pa.concat_tables(read_run(place, *run) for run in lying).combine_chunks()
    order = np.argsort(articles["document_id"].to_numpy())
    known = articles["document_id"].to_numpy()[order]
    distinct, firsts = np.unique(digests, return_index=True)
    rows = order[np.searchsorted(known, ids.ravel()[firsts])]
    failed: dict[int, str] = {}
    stretches = align_candidates(
        (articles.select(["document_id", "text"]), unfold_regions(articles)),
        (rows, distinct),
        np.searchsorted(distinct, digests),
        SHARED_STRETCHES.build(),
        ALONE,
        failed,
    )
    write_partition(join_place(folder, "failures"), f"{number:06}", PROBLEMS.schema, [note_failed(failed)])
    write_partition(join_place(folder, "stretches"), f"{number:06}", SHARED_STRETCHES.schema, [stretches])

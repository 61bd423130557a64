"""Copies of a pile that lies in partitions: the steps of copies, each a task over a few partitions.

    index, prints  a source (copy_sources.py): its articles, their fingerprints in shares     (map, copy_prints.py)
    shared         a share of all fingerprints: those that two texts have                      (join, copy_prints.py)
    texts          a source again: the texts to be aligned, sheaf by sheaf                     (map, copy_pairs.py)
    stretches      a sheaf of pairs whose texts hang together: what they share                 (align, copy_pairs.py)

Tasks run in threads of this process or as tasks of an engine (cluster.py); each reads partitions and writes one, so
what is held at a time is set by the sizes of pieces, shares and sheaves. Partitions lie in memory while there is room,
else in a folder (partitions.py); in a folder that is kept, a run that was stopped goes on. Between the steps this
process holds one row a document and the fingerprints that texts share, and decides which pairs are compared. The
kernels are those of find_copies, and so are the rows.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from headwater.articles import ReadOptions
from headwater.copies.passages import decide_passages
from headwater.copies.texts import order_texts, pair_equals
from headwater.errors import InputError
from headwater.memory import Sizes, check_need, plan_sizes
from headwater.partitions import Memory, Place, drop_partitions, read_runs, run_step
from headwater.pipeline.copy_comparison import Pieces, compare_prints, make_room
from headwater.pipeline.copy_pairs import align_texts, list_spots
from headwater.pipeline.copy_prints import INDEX, write_articles
from headwater.pipeline.copy_sources import Source, Sources, find_sources, read_again, write_others
from headwater.schema import Tables
from headwater.work import Work

Ints = NDArray[np.int64]

_SPARSE = 30
"""Bytes of text for every fingerprint, about: of English they are 31."""


@dataclass(frozen=True)
class Parts:
    """Where the partitions lie, and how large they are."""

    place: Place
    sizes: Sizes


@contextmanager
def open_parts(folder: str | None, sizes: Sizes) -> Iterator[Parts]:
    """Parts in a folder (a path, or an address), or else in memory, and what has no room there in a folder of their own
    that is taken away again."""
    if folder is not None:
        yield Parts(Place(folder), sizes)
        return
    with TemporaryDirectory(prefix="headwater-", ignore_cleanup_errors=True) as own:
        yield Parts(Place(own, Memory(sizes.held)), sizes)


@dataclass(frozen=True)
class Index:
    """`about` has one row a document (without twins) in the order of ids, with its source and its row there; digests
    and bounds are those of the articles of all sources: source s has the digests bounds[s]:bounds[s + 1]."""

    about: pa.Table
    digests: Ints
    bounds: Ints


def find_in_parts(
    paths: Sequence[str | Path], options: ReadOptions, parts: Parts, work: Work
) -> tuple[Tables, Iterator[pa.Table]]:
    """`passages`, `documents` (all of them, without texts) and `problems` of some files; and id and text of all
    documents, read again a piece at a time."""
    found, sizes = find_sources(paths, options), parts.sizes
    if sizes.memory is not None:
        sizes = plan_sizes(sizes.memory, sizes.workers, found.documents)
    place = parts.place.below(f"{found.stamp}-{sizes.run}-{sizes.share}-{sizes.sheaf}")
    shares = max(1, -(-found.size // (_SPARSE * sizes.share)))
    sources = _read_sources(place, found, options, (sizes.run, shares), work)
    index = _read_index(place, sources)
    make_room(sizes)
    about = index.about
    if not about.num_rows:
        raise InputError("None of the rows holds article text.", "Name the column that does with --text.")
    texts, order = order_texts(about, about["digest"].to_numpy())
    check_need(sizes, about.num_rows, 0)
    pieces = Pieces([source.name for source in sources], shares, index.digests, index.bounds)
    leads = about.select(["words", "prints"]).take(pa.array(texts.leads[order]))
    counts = leads["words"].to_numpy(), leads["prints"].to_numpy().astype(np.int64)
    compared = compare_prints(place, pieces, (texts, order), counts, sizes, work).pairs
    make_room(sizes)
    pairs = pair_equals(texts, np.sort(order[compared], axis=1))
    shared, failed = align_texts(place, (sources, sizes.run), about, (texts, pairs, sizes.sheaf), work)
    make_room(sizes)
    passages = decide_passages(about, about["words"].to_numpy().astype(np.int64), texts, shared)
    names = [*(["others"] if found.others else []), *(source.name for source in sources)]
    problems = [run for name in names for run in read_runs(place.below("problems"), name)]
    stored = _read_texts(place, (sources, sizes.run), about)
    return {"passages": passages, "documents": about, "problems": pa.concat_tables([*problems, failed])}, stored


def _read_sources(
    place: Place, found: Sources, options: ReadOptions, sizes: tuple[int, int], work: Work
) -> list[Source]:
    """Everything that was read, now or before: the articles of all sources lie in partitions."""
    sources = [*found.groups]
    if found.others:
        sources += write_others(place, found.others, options, sizes[0], work, not sources)
    tasks = [(source.name, (place, source, *sizes)) for source in sources]
    for done, _ in enumerate(run_step(work.map_kernels, write_articles, place.below("problems"), tasks), 1):
        work.tell(done, len(tasks), "partitions")
    return sources


def _read_index(place: Place, sources: Sequence[Source]) -> Index:
    tables = [run for source in sources for run in read_runs(place.below("index"), source.name)]
    counts = [table.num_rows for table in tables]
    all_articles = pa.concat_tables([INDEX.empty_table(), *tables])
    of = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    _, firsts = np.unique(all_articles["document_id"].to_numpy(), return_index=True)
    about = all_articles.append_column("source", pa.array(of)).take(pa.array(firsts)).combine_chunks()
    drop_partitions(place.below("index"))
    return Index(about, all_articles["digest"].to_numpy(), np.cumsum([0, *counts]))


def _read_texts(place: Place, sources: tuple[Sequence[Source], int], about: pa.Table) -> Iterator[pa.Table]:
    ids = about["document_id"].to_numpy()
    for source, rows, found in list_spots(about, len(sources[0])):
        for which, texts in read_again(place, sources[0][source], sources[1], rows):
            yield texts.select(["text"]).add_column(0, "document_id", pa.array(ids[found[which]]))

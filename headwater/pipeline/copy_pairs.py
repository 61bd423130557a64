"""Pairs of texts in sheaves: the texts of each are brought together, and a task aligns them."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from headwater.copies.alignments import Batch, align_pairs_here
from headwater.copies.sheaves import cut_sheaves
from headwater.copies.texts import Texts
from headwater.partitions import Place, drop_partitions, is_held, read_runs, run_step, write_partition
from headwater.pipeline.copy_prints import note_failed
from headwater.pipeline.copy_sources import TEXTS, Source, read_again, unfold_regions
from headwater.states import SHARED_STRETCHES
from headwater.tables import DOCUMENTS, PROBLEMS
from headwater.work import Work

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Held:
    """Rows of a source whose texts are held in memory, in order, and the ids of their documents."""

    source: Source
    rows: Ints
    ids: Ints


Lying = Held | tuple[str, int, int]
"""Where some texts of a sheaf lie: there, or in a partition of `texts`, the first of the runs and how many to the
next."""

_TEXTS = pa.schema([DOCUMENTS.schema.field("document_id"), *TEXTS])
_KEYS = SHARED_STRETCHES.schema.names[:2]


def align_texts(
    place: Place, sources: tuple[Sequence[Source], int], about: pa.Table, texts: tuple[Texts, Ints, int], work: Work
) -> tuple[pa.Table, pa.Table]:
    """The rows of `shared_stretches` of pairs of texts, and problems with those that could not be compared.

    sources: what is read, and how many bytes of it at a time. about: a row a document, with its source and row there.
    texts: all of them, the pairs, and the bytes of text in a sheaf.
    """
    known, pairs, size = texts
    sheaves = [pairs[rows] for rows in cut_sheaves(pairs, about["size"].to_numpy().astype(np.int64)[known.leads], size)]
    lying = _sort_texts(place, sources, about.take(pa.array(known.leads)), sheaves, work)
    ids = about["document_id"].to_numpy()[known.leads]
    tasks = [
        (f"{number:06}", (place, number, lying[number], ids[sheaf], known.digests[sheaf]))
        for number, sheaf in enumerate(sheaves)
    ]
    made, failed, done = [SHARED_STRETCHES.build()], [PROBLEMS.build()], 0
    for name in run_step(work.map_kernels, align_sheaf, place.below("stretches"), tasks):
        made += read_runs(place.below("stretches"), name)
        failed += read_runs(place.below("failures"), name)
        done += len(sheaves[int(name)])
        work.tell(done, len(pairs), "pairs")
    drop_partitions(place.below("texts"))
    shared = pa.concat_tables(made).sort_by([(c, "ascending") for c in SHARED_STRETCHES.key]).combine_chunks()
    return shared, pa.concat_tables(failed)


def _sort_texts(
    place: Place, sources: tuple[Sequence[Source], int], leads: pa.Table, sheaves: Sequence[Ints], work: Work
) -> list[list[Lying]]:
    """Where the texts of every sheaf lie; those that are not held are brought together sheaf by sheaf."""
    used = [np.unique(sheaf) for sheaf in sheaves]
    numbers = np.repeat(np.arange(len(used)), [len(rows) for rows in used])
    which = np.concatenate([np.empty(0, np.int64), *used]).astype(np.int64)
    lying: list[list[Lying]] = [[] for _ in sheaves]
    tasks = []
    for number, rows, found in list_spots(leads.take(pa.array(which)), len(sources[0])):
        source, ids = sources[0][number], leads["document_id"].to_numpy()[which[found]]
        here, spots = np.unique(numbers[found], return_inverse=True)
        held = is_held(place.below("held"), source.name)
        for k, sheaf in enumerate(here.tolist()):
            own = spots == k if held else ()
            lying[sheaf].append(Held(source, rows[own], ids[own]) if held else (source.name, k, len(here)))
        if not held:
            tasks.append((source.name, (place, source, sources[1], rows, spots, ids)))
    for _ in run_step(work.map_kernels, sort_texts, place.below("texts"), tasks):
        pass
    return lying


def list_spots(documents: pa.Table, sources: int) -> Iterator[tuple[int, Ints, Ints]]:
    """(source, rows there, which of the documents they are) of every source that has some of the documents."""
    of, rows = (documents[name].to_numpy() for name in ("source", "row"))
    order = np.lexsort((rows, of))
    bounds = np.searchsorted(of[order], np.arange(sources + 1))
    for source, (low, high) in enumerate(itertools.pairwise(bounds.tolist())):
        if high > low:
            yield source, rows[order[low:high]].astype(np.int64), order[low:high]


def sort_texts(task: tuple[Place, Source, int, Ints, Ints, Ints]) -> None:
    """Write some rows of a source (each with its number among the sheaves, and its id) as `texts`: of each piece of the
    source a run for each sheaf."""
    place, source, size, rows, spots, ids = task
    sheaves = int(spots.max()) + 1

    def cut() -> Iterator[pa.Table]:
        for which, texts in read_again(place, source, size, rows):
            texts = texts.add_column(0, "document_id", pa.array(ids[which]))
            order = np.argsort(spots[which], kind="stable")
            bounds = np.searchsorted(spots[which][order], np.arange(sheaves + 1))
            for low, high in itertools.pairwise(bounds.tolist()):
                yield texts.take(pa.array(order[low:high]))

    write_partition(place.below("texts"), source.name, _TEXTS, cut())


def align_sheaf(task: tuple[Place, int, Sequence[Lying], Ints, Ints]) -> None:
    """Write what pairs of texts (by document id and by digest) share as `stretches`."""
    place, number, lying, ids, digests = task
    articles = pa.concat_tables(texts for part in lying for texts in _read_texts(place, part))
    known = articles["document_id"].to_numpy()
    order = np.argsort(known)
    pairs = order[np.searchsorted(known[order], ids)].astype(np.int32)
    failed: dict[int, str] = {}
    keys = pa.table(dict(zip(_KEYS, digests.T, strict=True)))
    batch = Batch(pairs, articles.select(["document_id", "text"]), unfold_regions(articles), keys)
    stretches = align_pairs_here(batch, failed)
    write_partition(place.below("failures"), f"{number:06}", PROBLEMS.schema, [note_failed(failed)])
    write_partition(place.below("stretches"), f"{number:06}", SHARED_STRETCHES.schema, [stretches])


def _read_texts(place: Place, lying: Lying) -> Iterator[pa.Table]:
    if isinstance(lying, tuple):
        yield from read_runs(place.below("texts"), *lying)
        return
    for which, texts in read_again(place, lying.source, 0, lying.rows):
        yield texts.add_column(0, _TEXTS.field(0), pa.array(lying.ids[which]))

"""Which texts of a pile are compared: its fingerprints joined share by share, and laid text by text."""

from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from headwater.copies.candidates import Compared, compare_texts
from headwater.copies.sharing import lay_items
from headwater.copies.texts import Texts
from headwater.memory import MOST_HELD, Sizes, check_need, fit_span, release_freed_memory
from headwater.partitions import Place, drop_partitions, run_step
from headwater.pipeline.copy_prints import SharedPrints, SpanFiles, join_prints, read_shared, write_owners
from headwater.work import Work, map_threads

Ints = NDArray[np.int64]
Short = NDArray[np.int32]


@dataclass(frozen=True)
class Pieces:
    """Fingerprints in partitions of `prints`: the names of these, the shares that each has a run for, the digests of
    all their rows, and bounds: of partition n those of bounds[n]:bounds[n + 1]."""

    names: list[str]
    shares: int
    digests: Ints
    bounds: Ints


def compare_prints(
    place: Place, pieces: Pieces, known: tuple[Texts, Ints], counts: tuple[Short, Ints], sizes: Sizes, work: Work
) -> Compared:
    """What is found of all texts, which are numbered by their age.

    known: the texts, and the numbers of these in the order of their age. counts: the words and the fingerprints of
    each, in that order. Raises HeadwaterError where the memory is not enough.
    """
    texts, order = known
    documents = len(texts.members)
    ages = np.empty(len(order), np.int32)
    ages[order] = np.arange(len(order), dtype=np.int32)
    distinct, firsts = np.unique(pieces.digests, return_index=True)
    owners = np.full(len(pieces.digests), -1, np.int32)
    owners[firsts] = ages[np.searchsorted(texts.digests, distinct)]
    write_owners(place, np.split(owners, pieces.bounds[1:-1]))
    tasks = [(f"{share:06}", (place, pieces.names, share, pieces.shares)) for share in range(pieces.shares)]
    found, groups, shared = [], 0, 0
    for name in run_step(work.map_kernels, join_prints, place.below("shared"), tasks):
        found.append(name)
        own, texts_here, _ = read_shared(place, name)
        groups, shared = groups + len(own), shared + len(texts_here)
        work.tell(len(found), pieces.shares, "shares")
        check_need(sizes, documents, groups * pieces.shares // len(found))  # they are alike: hashes
    drop_partitions(place.below("prints"))
    most = fit_span(sizes, documents, shared)
    if most < shared:
        drop_partitions(place.below("held"))
    make_room(sizes)
    files = SpanFiles(Place(place.below("spans").folder))
    items = lay_items(SharedPrints(place, tuple(found)), len(order), files if most < shared else {}, most)
    drop_partitions(place.below("shared"))
    threads = partial(map_threads, workers=sizes.workers if sizes.memory is not None else None)
    return compare_texts(items, *counts, Work(map_kernels=threads))  # here: all that is counted lies in this process


def make_room(sizes: Sizes) -> None:
    """Between two steps, where memory is scarce: what the one has freed is not at once of use to the other."""
    if sizes.memory is not None and sizes.held < MOST_HELD:
        release_freed_memory()

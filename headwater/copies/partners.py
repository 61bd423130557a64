"""Which texts of a stored pile an asked text is compared with: told from entries alone, without a text being read.

An entry says that a text has a fingerprint, and where: the first 32 bits of the fingerprint and of the text's digest,
and the number of the word. All entries of a pile lie in order in an index (copy_index.py). The promise: a partner is
every text that shares with the asked one, near each other in both, two fingerprints of which one is had by at most
WHOLE texts, or three of any; but of the texts that share only fingerprints of more than WHOLE texts, the NEAREST that
share most, and for every such fingerprint the EACH that share most among those that have it. What is listed are the
passages of find_copies over the asked texts and their partners. So a text is missed only where all that it shares is
had by hundreds of texts, and others share more.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from headwater.copies.candidates import APART, NEAREST, WHOLE
from headwater.copies.cells import unpack_rows
from headwater.copies.partners_kernels import group_texts, measure_nearness, sort_entries

Keys = NDArray[np.uint64]
Short = NDArray[np.int32]
Marks = NDArray[np.uint32]

EACH = 4
"""Texts that are looked at for one fingerprint that very many have."""
_HALF = np.uint64(32)


@dataclass(frozen=True)
class Entries:
    """Entries in the order of their keys (first half: of the fingerprint, second half: of the text), one a key."""

    keys: Keys
    places: Short

    @property
    def hashes(self) -> Marks:
        """The first bits of the fingerprints."""
        return (self.keys >> _HALF).astype(np.uint32)

    @property
    def texts(self) -> Marks:
        """The first bits of the texts' digests."""
        return self.keys.astype(np.uint32)


def mark_texts(digests: NDArray[np.int64]) -> Marks:
    """The first bits of digests."""
    return (digests.view(np.uint64) >> _HALF).astype(np.uint32)


def list_entries(prints: pa.Table) -> Entries:
    """The entries of rows of the state table `fingerprints`, one text or many; of the same text again none."""
    _, firsts = np.unique(prints["digest"].to_numpy(), return_index=True)
    prints = prints.take(pa.array(firsts)) if len(firsts) < prints.num_rows else prints
    hashes, bounds = unpack_rows(prints["hashes"], np.uint64)
    places, _ = unpack_rows(prints["places"], np.int32)
    texts = np.repeat(mark_texts(prints["digest"].to_numpy()), np.diff(bounds))
    return merge_entries([Entries((hashes >> _HALF << _HALF) | texts, places)])


def merge_entries(parts: list[Entries]) -> Entries:
    """All entries in order, of those with one key the one that comes first in its text; the list is empty then, so that
    a large one is not held twice."""
    keys = np.concatenate([np.empty(0, np.uint64), *(part.keys for part in parts)])
    places = np.concatenate([np.empty(0, np.int32), *(part.places for part in parts)])
    parts.clear()
    keys, places = sort_entries(keys, places)
    first = np.ones(len(keys), np.bool_)
    np.not_equal(keys[1:], keys[:-1], out=first[1:])
    if first.all():
        return Entries(keys, places)
    return Entries(keys[first], np.minimum.reduceat(places, np.flatnonzero(first)))


def choose_partners(asked: Entries, found: Entries) -> Marks:
    """The partners of one text: its entries, and all those of other texts that have its fingerprints."""
    hashes = asked.hashes
    items = np.searchsorted(hashes, found.hashes)
    bounds = np.searchsorted(items, np.arange(len(hashes) + 1))
    sizes, turns = np.diff(bounds), np.argsort(asked.places, kind="stable")
    counts = sizes[turns]
    order = np.repeat(bounds[turns] - np.cumsum(counts) + counts, counts) + np.arange(len(items))  # by place, no sort
    items, texts, there = items[order], found.texts[order], found.places[order]
    numbers, count = group_texts(texts)
    rare = (sizes <= WHOLE)[items]
    shared, most = measure_nearness(numbers, count, asked.places[items], there, rare, APART)
    has_rare = np.bincount(numbers[rare], minlength=count) > 0
    chosen = (most > 0) & has_rare
    common = np.flatnonzero(~rare & ((most > 0) & ~has_rare)[numbers])
    order = common[np.lexsort((texts[common], -shared[numbers[common]], items[common]))]
    ranks = np.arange(len(order)) - np.searchsorted(items[order], items[order])
    marks = np.empty(count, np.uint32)
    marks[numbers] = texts
    others = np.flatnonzero((most > 0) & ~has_rare)
    chosen[others[np.lexsort((marks[others], -shared[others]))[:NEAREST]]] = True
    chosen[numbers[order[ranks < EACH]]] = True
    return np.sort(marks[chosen])


def cut_entries(asked: Entries, found: Entries) -> Iterator[tuple[Entries, Entries]]:
    """(its entries, all that have its fingerprints) of each of some texts."""
    hashes = found.hashes
    order = np.argsort(asked.texts, kind="stable")
    for rows in np.split(order, np.flatnonzero(np.diff(asked.texts[order])) + 1):
        own = Entries(asked.keys[rows], asked.places[rows])
        lows, highs = (np.searchsorted(hashes, own.hashes, side) for side in ("left", "right"))
        counts = highs - lows
        here = np.repeat(lows - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())
        yield own, Entries(found.keys[here], found.places[here])

"""Which texts of a stored pile an asked text is compared with: told from entries alone, without a text being read.

An entry says that a text, by its number, has a fingerprint, and where (its spot, sharing_kernels.mark_spots). All
entries of a pile lie in order in an index (copy_index.py). The promise: a partner is
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
from headwater.copies.sharing_kernels import TURNS, mark_spots

Keys = NDArray[np.uint64]
Short = NDArray[np.int32]

EACH = 4
"""Texts that are looked at for one fingerprint that very many have."""
_HALF = np.uint64(32)


@dataclass(frozen=True)
class Entries:
    """Entries in the order of their fingerprints and texts, one a fingerprint of a text: rows of two numbers, the
    fingerprint, and the text and the spot in halves."""

    rows: Keys

    @property
    def hashes(self) -> Keys:
        """The fingerprints."""
        return self.rows[:, 0]

    @property
    def texts(self) -> Short:
        """The numbers of the texts."""
        return (self.rows[:, 1] >> _HALF).astype(np.int32)

    @property
    def spots(self) -> Short:
        """Where the fingerprints stand in them."""
        return self.rows[:, 1].astype(np.uint32).view(np.int32)

    @property
    def places(self) -> Short:
        """The numbers of their first words."""
        return self.spots >> np.int32(TURNS)


def take_texts(prints: pa.Table) -> pa.Table:
    """Of rows of the state table `fingerprints` one a text, in the order of the digests."""
    return prints.take(pa.array(np.unique(prints["digest"].to_numpy(), return_index=True)[1]))


def list_entries(prints: pa.Table, numbers: Short) -> Entries:
    """The entries of rows of the state table `fingerprints`, one a text, with the numbers of these."""
    hashes, bounds = unpack_rows(prints["hashes"], np.uint64)
    spots = mark_spots(unpack_rows(prints["places"], np.int32)[0], bounds)
    texts = np.repeat(numbers.astype(np.uint64), np.diff(bounds))
    return merge_entries([Entries(np.stack([hashes, texts << _HALF | spots.view(np.uint32)], axis=1))])


def merge_entries(parts: list[Entries]) -> Entries:
    """All entries in order, of one fingerprint in a text the one that comes first; the list is empty then, so that a
    large one is not held twice."""
    rows = np.concatenate([np.empty((0, 2), np.uint64), *(part.rows for part in parts)])
    parts.clear()
    rows = sort_entries(rows)
    first = np.ones(len(rows), np.bool_)
    first[1:] = (rows[1:, 0] != rows[:-1, 0]) | (rows[1:, 1] >> _HALF != rows[:-1, 1] >> _HALF)
    return Entries(rows if first.all() else rows[first])


def choose_partners(asked: Entries, found: Entries) -> Short:
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
    marks = np.empty(count, np.int32)
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
        own = Entries(asked.rows[rows])
        lows, highs = (np.searchsorted(hashes, own.hashes, side) for side in ("left", "right"))
        counts = highs - lows
        here = np.repeat(lows - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())
        yield own, Entries(found.rows[here])

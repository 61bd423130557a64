"""Which texts may share a stretch: a grouping of all fingerprints, and a count for each text.

No fingerprint is left out for being frequent: a text with a thousand copies has only frequent ones. But a phrase that
many unrelated texts use must not bring every two of them together. So a fingerprint that few texts have brings all of
them together; of one that many have some texts stand for all (the earliest, and those with most of what is common);
and all that have the same two shared fingerprints in a row, up to a large family, are brought together again. A text
in a still larger family keeps its nearest relatives and the earliest. So the work grows with the texts, and no list of
pairs of fingerprints is ever made.
"""

import itertools
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from headwater.copies.candidates_kernels import (
    choose_representatives,
    count_shared,
    find_closings,
    measure_likeness,
    sort_links,
)
from headwater.copies.cells import unpack_rows
from headwater.copies.settling_kernels import count_large, follow_groups, keep_items, number_groups
from headwater.copies.sharing import Grouped, group_items
from headwater.copies.sharing_kernels import list_members
from headwater.work import HERE, Work

SOME, FEW = 32, 8
"""Texts with one fingerprint that are compared all with all, and of more how many stand for them of either sort."""
LITTLE = 8
"""Texts up to which a fingerprint is rare: two rare ones near each other are enough, of others it takes three."""
WHOLE = 256
"""The same for two fingerprints in a row: families beyond 200 are rare and mostly reposts."""
CLOSINGS, CLOSING_WORDS = 8, 120
"""Texts that end with the same words, and have nothing else in common, from which these words are a notice; and its
reach from the end. The words of a notice bring no texts together."""
NEAREST = 12
"""Nearest relatives that a text in a larger family is compared with."""
CROWDED = 0.25
"""Share of its pairs of fingerprints in groups beyond WHOLE from which a text counts as one of a larger family."""
APART = 60
"""Words between two shared fingerprints that speak for one stretch; a gap of more than 40 ends a passage anyway."""

REACH = 4
"""Words from the first to the last of the fingerprints that make two texts be compared; as each is of five words, less
is one phrase of eight. On 100,000 generated articles two pairs of five had no more than that, and few were copies."""
SPAN = 1 << 20
"""Items of the texts that one task counts for."""

Ints = NDArray[np.int64]
Short = NDArray[np.int32]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Links:
    """What is left of the items of texts to be counted, the groups before them (or -1), and how many fingerprints each
    group stands for; pairs of neighbours of every text, before any were left out; the first kinds[0] groups are large,
    those from kinds[1] on are settled."""

    items: Grouped
    before: Short
    weights: Short
    neighbours: Short
    kinds: tuple[int, int]


def find_candidates(prints: pa.Table, work: Work = HERE) -> Ints:
    """Pairs of texts that may share a stretch, as rows of `prints`, the smaller row first, in order.

    `prints` holds rows of the state table `fingerprints`, one a text, the earliest text first.
    """
    hashes, bounds = unpack_rows(prints["hashes"], np.uint64)
    places, _ = unpack_rows(prints["places"], np.int32)
    owners = np.repeat(np.arange(prints.num_rows, dtype=np.int32), np.diff(bounds))
    words, counts = prints["words"].to_numpy(), np.diff(bounds)
    return compare_texts(group_items(hashes, owners, places, prints.num_rows, work), words, counts, work)


def compare_texts(items: Grouped, words: Short, counts: Ints, work: Work = HERE) -> Ints:
    """The same, of the fingerprints that texts share; with the words and the number of fingerprints of every text.

    The items are let go as soon as they are counted: who holds on to them holds a third of the memory more.
    """
    sizes = _leave_closings(items, words)
    worth = (2 * count_large(items.bounds, items.groups, sizes, WHOLE) - counts).astype(np.int32)
    links = _settle_groups(items, sizes)
    del items, sizes
    found, wide = _count_spans(links, worth, work)
    found = found[_choose_near(found, links, wide)]
    pairs = np.sort(found[:, 1].astype(np.int64) << 32 | found[:, 0])
    return np.stack([pairs >> 32, pairs & 0xFFFFFFFF], axis=1)


def _leave_closings(items: Grouped, words: Short) -> Short:
    """The sizes of the groups, 0 for those of a notice."""
    bounds, owners, members = list_members(items.bounds, items.groups, items.sizes, CLOSINGS)
    about = (items.bounds, items.groups, items.places)
    closings = find_closings(about, (bounds, owners, items.places[members]), words, (CLOSINGS, CLOSING_WORDS))
    return np.where(closings, np.int32(0), items.sizes)


def _settle_groups(items: Grouped, sizes: Short) -> Links:
    about = (items.bounds, items.groups, items.places)
    limits = (LITTLE, SOME, REACH)
    numbers, kept_sizes, weights, kinds = number_groups(follow_groups(about, sizes, APART), sizes, limits)
    kept, before, neighbours = keep_items(about, numbers, sizes, kinds[1], APART)
    return Links(Grouped(*kept, kept_sizes), before, weights, neighbours, kinds)


def _count_spans(links: Links, worth: Short, work: Work) -> tuple[Short, Short]:
    """(pairs (text, earlier text) that share enough, links of every text that more than WHOLE texts have)."""
    items, large = links.items, links.kinds[0]
    bounds, owners, order = list_members(items.bounds, items.groups, items.sizes, 0)
    members = (bounds, owners, items.places[order], links.before[order])
    del order
    chosen = np.flatnonzero(choose_representatives(bounds[: large + 1], owners, worth, (SOME, FEW)))
    stands = (np.searchsorted(chosen, bounds[: large + 1]), *(column[chosen] for column in members[1:]))
    sort_links(members, large)
    about = (items.bounds, items.groups, items.places, links.before)
    limits = (LITTLE, WHOLE, APART, REACH)
    cuts = [0, *np.searchsorted(items.bounds, np.arange(SPAN, len(items.groups), SPAN)).tolist(), len(worth)]
    tasks = ((about, members, stands, links.kinds, limits, span) for span in itertools.pairwise(cuts))
    found, wide = zip(*work.map_kernels(_count_span, tasks), strict=True)
    return np.concatenate(found), np.concatenate(wide)


def _count_span(task: Any) -> tuple[Short, Short]:
    return count_shared(*task)


def _choose_near(found: Short, links: Links, wide: Short) -> Bools:
    """Which pairs (text, earlier text) are looked at: all, but those of two texts in a family beyond WHOLE only where
    one is among the nearest, or the earliest, of the other."""
    crowded = wide > CROWDED * np.maximum(links.neighbours, 1)
    crowded |= np.bincount(found.ravel(), minlength=len(wide)) > 4 * WHOLE
    both: Bools = crowded[found[:, 0]] & crowded[found[:, 1]]
    if not both.any():
        return np.ones(len(found), np.bool_)
    likeness = measure_likeness(links.items.bounds, links.items.groups, links.weights, found, both)
    rows = np.flatnonzero(both)
    chosen: Bools = ~both
    for here, there in ((0, 1), (1, 0)):
        a, b = found[rows, here], found[rows, there]
        for order, most in ((np.lexsort((b, -likeness[rows], a)), NEAREST), (np.lexsort((b, a)), 1)):
            ordered = a[order]
            first = np.searchsorted(ordered, ordered)
            chosen[rows[order[np.arange(len(order)) - first < most]]] = True
    return chosen

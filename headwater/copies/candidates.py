"""Which texts may share a stretch: a grouping of all fingerprints, and a count for each text.

No fingerprint is left out for being frequent: a text with a thousand copies has only frequent ones. But a phrase that
many unrelated texts use must not bring every two of them together. So a fingerprint that few texts have brings all of
them together; of one that many have some texts stand for all (the earliest, and those with most of what is common);
and all that have the same two shared fingerprints in a row, up to a large family, are brought together again. A text
in a still larger family keeps its nearest relatives and the earliest. So the work grows with the texts, and no list of
pairs of fingerprints is ever made.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from headwater.copies.candidates_kernels import (
    choose_representatives,
    count_shared,
    find_closings,
    group_keys,
    link_items,
    list_members,
    measure_likeness,
)
from headwater.copies.cells import unpack_rows
from headwater.mixing import mix_numbers

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

Ints = NDArray[np.int64]
Short = NDArray[np.int32]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Grouped:
    """Items of texts (text t has bounds[t]:bounds[t + 1]) with the group of each or -1, and the members of the groups:
    group g has members_bounds[g]:member_bounds[g + 1] of owners and places; slots say where an item stands there."""

    bounds: Ints
    groups: Short
    places: Short
    slots: Ints
    member_bounds: Ints
    owners: Short
    member_places: Short

    def count_large(self, limit: int) -> Short:
        """How many of its items are in groups of more members than a limit, for every text."""
        sizes = np.diff(self.member_bounds)
        large = sizes[self.groups] > limit
        total = np.concatenate([[0], np.cumsum(large)])
        return np.asarray(np.diff(total[self.bounds]), np.int32)


def group_items(keys: NDArray[np.uint64], owners: Short, places: Short, size: int) -> Grouped:
    """Items of `size` texts, those that share their key with another text: one of a key in a text."""
    groups, count = group_keys(keys, owners)
    kept = groups >= 0
    return lay_items(groups[kept], count, owners[kept], places[kept], size)


def lay_items(groups: Short, count: int, owners: Short, places: Short, size: int) -> Grouped:
    """Items of `size` texts, in the order of these, of which each is in one of `count` groups."""
    bounds = np.searchsorted(owners, np.arange(size + 1, dtype=np.int32)).astype(np.int64)
    member_bounds, member_owners, member_places, slots = list_members(groups, count, owners, places)
    return Grouped(bounds, groups, places, slots, member_bounds, member_owners, member_places)


def find_candidates(prints: pa.Table) -> Ints:
    """Pairs of texts that may share a stretch, as rows of `prints`, the smaller row first, in order.

    `prints` holds rows of the state table `fingerprints`, one a text, the earliest text first.
    """
    hashes, bounds = unpack_rows(prints["hashes"], np.uint64)
    places, _ = unpack_rows(prints["places"], np.int32)
    owners = np.repeat(np.arange(prints.num_rows, dtype=np.int32), np.diff(bounds))
    items = group_items(hashes, owners, places, prints.num_rows)
    return compare_texts(items, prints["words"].to_numpy(), np.diff(bounds))


def compare_texts(items: Grouped, words: Short, counts: Ints) -> Ints:
    """The same, of the fingerprints that texts share; with the words and the number of fingerprints of every text."""
    size = len(words)
    members = (items.member_bounds, items.owners, items.member_places)
    closings = find_closings((items.bounds, items.groups, items.places), members, words, (CLOSINGS, CLOSING_WORDS))
    if closings.any():
        kept = ~closings[items.groups]
        texts = np.repeat(np.arange(size, dtype=np.int32), np.diff(items.bounds))
        keys = mix_numbers(items.groups[kept].astype(np.uint64))
        items = group_items(keys, texts[kept], items.places[kept], size)
    keys, link_owners, _ = link_items(items.bounds, items.groups, items.places, APART)
    links = group_items(keys, link_owners, np.zeros(len(keys), np.int32), size)
    worth = (2 * items.count_large(WHOLE) - counts).astype(np.int32)
    members = (items.member_bounds, items.owners, items.member_places)
    stands = choose_representatives(items.member_bounds, items.owners, worth, (SOME, FEW))
    chosen = np.flatnonzero(stands)
    found = count_shared(
        (items.bounds, items.groups, items.places, items.slots),
        (*members, stands, chosen, np.searchsorted(chosen, items.member_bounds)),
        (links.bounds, links.groups, links.slots, links.member_bounds, links.owners),
        (LITTLE, SOME, WHOLE, APART),
        (0, size),
    )
    found = found[_choose_near(found, links, size)]
    pairs = np.sort(found.astype(np.int64), axis=1)
    return pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]


def _choose_near(found: Short, links: Grouped, size: int) -> Bools:
    """Which pairs (text, earlier text) are looked at: all, but those of two texts in a family beyond WHOLE only where
    one is among the nearest, or the earliest, of the other."""
    crowded = links.count_large(WHOLE) > CROWDED * np.maximum(np.diff(links.bounds), 1)
    crowded |= np.bincount(found.ravel(), minlength=size) > 4 * WHOLE
    both: Bools = crowded[found[:, 0]] & crowded[found[:, 1]]
    if not both.any():
        return np.ones(len(found), np.bool_)
    likeness = measure_likeness(links.bounds, links.groups, len(links.member_bounds), found, both)
    rows = np.flatnonzero(both)
    chosen: Bools = ~both
    for here, there in ((0, 1), (1, 0)):
        a, b = found[rows, here], found[rows, there]
        for order, most in ((np.lexsort((b, -likeness[rows], a)), NEAREST), (np.lexsort((b, a)), 1)):
            ordered = a[order]
            first = np.searchsorted(ordered, ordered)
            chosen[rows[order[np.arange(len(order)) - first < most]]] = True
    return chosen

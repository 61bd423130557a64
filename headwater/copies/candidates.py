"""Which texts may share a stretch: a grouping of all fingerprints, and a count for each text.

No fingerprint is left out for being frequent: a text with a thousand copies has only frequent ones. But a phrase that
many unrelated texts use must not bring every two of them together. So a fingerprint that few texts have brings all of
them together; one that many have does only with the next one in the text that many have, as a link: all texts that have
the same link are brought together, up to a large family. In a still larger one the earliest stand for a link, and among
texts most of which is like that, a crowd, those that stand first by rank: a parent has all of a child's links but where
the child was changed, and of all texts with a link the one that the others were made from has most of what is common
and least of what is not. A text in a crowd keeps its nearest relatives among these, and the earliest. So the work grows
with the texts, and no list of pairs of fingerprints is ever made.

What speaks for a pair is told by the two texts, and by how many texts have what they share. So when texts are added,
only those are counted again that share with the new ones, or of which a fingerprint or link has by now become too
frequent for a pair that was found (copy_additions.py).
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from headwater.copies.candidates_kernels import (
    choose_first,
    choose_founders,
    choose_neighbours,
    count_ends,
    count_shared,
    count_wide,
    measure_likeness,
    share_more,
    sort_links,
)
from headwater.copies.cells import unpack_rows
from headwater.copies.settling_kernels import (
    follow_groups,
    keep_items,
    number_groups,
    weigh_groups,
    weigh_texts,
)
from headwater.copies.sharing import Spans, group_items
from headwater.copies.sharing_kernels import add_members, mark_spots, take_texts
from headwater.work import HERE, Work

FINDING = 2
"""Raised whenever other pairs would be found of the same fingerprints: all texts of a store are then compared anew."""
SOME = 32
"""Texts with one fingerprint that are compared all with all."""
LITTLE = 8
"""Texts up to which a fingerprint is rare: two rare ones near each other are enough, of others it takes three."""
WHOLE, FEW = 256, 8
"""Texts with one link that are compared all with all (families beyond 200 are rare and mostly reposts), and of more how
many of the earliest stand for them."""
CLOSINGS, CLOSING_WORDS = 8, 120
"""Texts that end with the same words, and have nothing else in common, from which these words are a notice; and its
reach from the end. The words of a notice bring no texts together."""
NEAREST, FOUNDERS = 16, 12
"""Nearest relatives that a text in a larger family is compared with, and those that stand for a link there: of
generated families of 10,000 they hold the parent of .99 of all texts."""
CROWDED = 0.25
"""Links that more than WHOLE texts have, a fingerprint, from which a text counts as one of a larger family."""
COMMON = 7
"""A power of two: a fingerprint that more texts have speaks for a text as one that others were made from, one that
fewer have against it."""
APART = 60
"""Words between two shared fingerprints that speak for one stretch; a gap of more than 40 ends a passage anyway."""

REACH = 4
"""Words from the first to the last of the fingerprints that make two texts be compared; as each is of five words, less
is one phrase of eight. On 100,000 generated articles two pairs of five had no more than that, and few were copies."""
TASK = 1 << 20
"""Items of the texts that one task counts for."""
PIECE = 1 << 13
"""Groups whose texts are looked at together when notices are told."""

Ints = NDArray[np.int64]
Short = NDArray[np.int32]
Bools = NDArray[np.bool_]
Members = tuple[Ints, Short, Short, Short]
"""Bounds of groups, and of their members, in the order of the texts: owners, places, groups before."""


@dataclass(frozen=True)
class Links:
    """What is left of the items of texts to be counted, with the groups before them (or -1), and how many fingerprints
    each group stands for; the first kinds[0] groups are large, those from kinds[1] on are settled."""

    spans: Spans
    weights: Short
    kinds: tuple[int, int]


def find_candidates(prints: pa.Table, work: Work = HERE) -> Ints:
    """Pairs of texts that may share a stretch, as rows of `prints`, the smaller row first, in order.

    `prints` holds rows of the state table `fingerprints`, one a text, the earliest text first.
    """
    hashes, bounds = unpack_rows(prints["hashes"], np.uint64)
    spots = mark_spots(unpack_rows(prints["places"], np.int32)[0], bounds)
    owners = np.repeat(np.arange(prints.num_rows, dtype=np.int32), np.diff(bounds))
    items = group_items(hashes, owners, spots, prints.num_rows, work)
    return compare_texts(items, prints["words"].to_numpy(), np.diff(bounds), work).pairs


@dataclass(frozen=True)
class Compared:
    """Pairs of texts that may share a stretch, the smaller number first, in order; which texts are in a crowd; of every
    fingerprint that is a notice's a text that has it, and its spot there."""

    pairs: Ints
    crowded: Bools
    notices: tuple[Short, Short]


def compare_texts(items: Spans, words: Short, counts: Ints, work: Work = HERE) -> Compared:
    """What is found of the fingerprints that texts share, with the words and the number of fingerprints of every text.

    One span of texts is looked at after the other, with what is known of every group; the items are replaced on their
    shelf by what is left to be counted, and gone in the end.
    """
    sizes, notices = _leave_closings(items, words)
    return Compared(*count_texts(items, sizes, counts, np.ones(len(words), np.bool_), work), notices)


def count_texts(items: Spans, sizes: Short, counts: Ints, asked: Bools, work: Work = HERE) -> tuple[Ints, Bools]:
    """(pairs of each text that is asked for and an earlier one, which of those texts are in a crowd); of other texts
    not all items need be there. Groups of size 0 bring no texts together."""
    ranks = _rank_texts(items, sizes, counts)
    links = _settle_groups(items, sizes)
    del sizes
    found, crowded = _count_spans(links, (ranks, counts, asked), work)
    found = found[_choose_near(found, links, (ranks, crowded))]
    links.spans.drop()
    pairs = np.sort(found[:, 1].astype(np.int64) << 32 | found[:, 0])
    return np.stack([pairs >> 32, pairs & 0xFFFFFFFF], axis=1), crowded


def _leave_closings(items: Spans, words: Short) -> tuple[Short, tuple[Short, Short]]:
    """(the sizes of the groups, 0 for those of a notice: most of their members stand at the end of texts that share
    nothing before it; the first text of every such group, and the spot there)."""
    ends = np.zeros(len(items.sizes), np.int32)
    for first, own in items.walk():
        count_ends(own, words[first:], CLOSING_WORDS, ends)
    some = find_ends(items.sizes, ends)
    del ends
    sizes = items.sizes.copy()
    notices = [(np.empty(0, np.int32), np.empty(0, np.int32))]
    for at in range(0, len(some), PIECE):
        groups = some[at : at + PIECE]
        told, firsts = _find_closings(items, groups, words)
        sizes[groups[told]] = 0
        notices.append(firsts)
    owners, spots = (np.concatenate(column) for column in zip(*notices, strict=True))
    return sizes, (owners, spots)


def find_ends(sizes: Short, ends: Short) -> Ints:
    """The groups of so many texts, so many of which have them in their last words, that may be of a notice."""
    return np.flatnonzero((sizes >= CLOSINGS) & (ends >= 0.8 * sizes))


def _find_closings(items: Spans, groups: Ints, words: Short) -> tuple[Bools, tuple[Short, Short]]:
    """(which groups are of texts that share little else, by a few pairs of texts of each; the first member of these:
    texts, spots)."""
    bounds, owners, spots, _ = list_members(items, groups)
    of, pairs = choose_neighbours(bounds, owners, CLOSINGS - 1)
    texts = np.unique(pairs)
    parts: list[tuple[Ints, Short, Short]] = []
    for (first, (own_bounds, own_groups, places)), end in zip(items.walk(), items.cuts[1:], strict=True):
        low, high = np.searchsorted(texts, (first, end))
        parts.append(take_texts(own_bounds, own_groups, places, texts[low:high].astype(np.int64) - first))
    counts, taken, taken_places = (np.concatenate(column) for column in zip(*parts, strict=True))
    about = (np.concatenate([[0], np.cumsum(counts)]), taken, taken_places)
    told = share_little(about, words[texts], (of, np.searchsorted(texts, pairs)), (len(groups), len(items.sizes)))
    return told, (owners[bounds[:-1][told]], spots[bounds[:-1][told]])


def share_little(
    items: tuple[Ints, Short, Short], words: Short, pairs: tuple[Short, Ints], counts: tuple[int, int]
) -> Bools:
    """Which groups are of texts that share little else: told by the items and the words of a few texts, and pairs of
    these (the group of each, rows of the two). counts: of groups, and of what items speak of."""
    of, rows = pairs
    more = share_more(items, words, rows, CLOSING_WORDS, counts[1])
    return np.asarray(2 * np.bincount(of, more, counts[0]) < np.bincount(of, minlength=counts[0]))


def list_members(items: Spans, groups: Ints) -> Members:
    """The members of some groups, in order; without groups before where the items have none."""
    numbers = np.full(len(items.sizes), -1, np.int32)
    numbers[groups] = np.arange(len(groups), dtype=np.int32)
    bounds = np.concatenate([[0], np.cumsum(items.sizes[groups], dtype=np.int64)])
    owners, places, before = (np.empty(bounds[-1], np.int32) for _ in range(3))
    at = bounds[:-1].copy()
    for first, own in items.walk():
        add_members((*own[:3], own[-1]), first, numbers, at, (owners, places, before))
    return bounds, owners, places, before


def _rank_texts(items: Spans, sizes: Short, counts: Ints) -> Short:
    """The rank of every text, 0 for the one with most of what many texts have and least of what few have, as a text has
    it that others were made from (of equals the earliest)."""
    weights = weigh_groups(sizes)
    worth = np.concatenate([weigh_texts(own[0], own[1], weights) for _, own in items.walk()])
    ranks = np.empty(len(worth), np.int32)
    ranks[np.argsort(16 * COMMON * counts - worth, kind="stable")] = np.arange(len(worth), dtype=np.int32)
    return ranks


def _settle_groups(items: Spans, sizes: Short) -> Links:
    before, after, gaps = (np.full(len(sizes), value, np.int32) for value in (-2, -2, APART))
    for _, own in items.walk():
        follow_groups(own, sizes, APART, (before, after, gaps))
    numbers, kept_sizes, weights, kinds = number_groups((before, after, gaps), sizes, (LITTLE, SOME, REACH))
    del before, after, gaps
    for n, (_, own) in enumerate(items.walk()):
        kept, leaders = keep_items(own, numbers, kinds[1])
        items.replace(n, (*kept, leaders))
    return Links(Spans(items.cuts, kept_sizes, items.shelf, numbers), weights, kinds)


def _count_spans(links: Links, about: tuple[Short, Ints, Bools], work: Work) -> tuple[Short, Bools]:
    """(pairs (text, earlier text) that share enough, which texts are in a family beyond WHOLE). about: the rank of
    every text, how many fingerprints it has, whether it is counted."""
    ranks, counts, asked = about
    large = list_members(links.spans, np.arange(links.kinds[0]))
    sort_links(large, links.kinds[0])
    wide = count_wide(large, links.kinds[0], max(LITTLE, WHOLE), len(ranks))
    crowded = asked & (wide > CROWDED * np.maximum(counts, 1))
    founders = np.flatnonzero(choose_founders(large, links.kinds[0], ranks, crowded, FOUNDERS))
    counted: list[Short] = [np.empty((0, 2), np.int32)]
    for first, own in links.spans.walk():  # one after the other: the members of a span take most of the memory
        tasks = ((*task, (crowded, asked)) for task in _cut_tasks(links, (large, founders), first, own))
        counted += work.map_kernels(_count_span, tasks)
    return np.concatenate(counted), crowded


def _cut_tasks(
    links: Links, large: tuple[Members, Ints], first: int, own: tuple[Any, ...]
) -> Iterator[tuple[Any, ...]]:
    """What is counted for a span of texts from `first` on: with the members of the large groups, and those that stand
    for them, and the members of the other groups that these texts have."""
    bounds, groups, places, before = own
    (large_bounds, *large_columns), founders = large
    end, settled = links.kinds
    here = np.zeros(len(links.spans.sizes), np.bool_)
    here[groups] = True
    here[:end] = False
    present = np.flatnonzero(here)
    own_bounds, *columns = list_members(links.spans, present)
    members = [np.concatenate(pair) for pair in zip(large_columns, columns, strict=True)]
    del columns
    here[:end] = True
    numbers = np.cumsum(here, dtype=np.int32) - np.int32(1)
    about = (bounds, numbers[groups], places, before)
    all_members = (np.append(large_bounds, own_bounds[1:] + large_bounds[-1]), *members)
    kinds = (end, end + int(np.searchsorted(present, settled)))
    limits = (LITTLE, FEW, WHOLE, APART, REACH)
    inner = np.searchsorted(bounds, np.arange(TASK, len(groups), TASK)).tolist()
    for low, high in itertools.pairwise([0, *inner, len(bounds) - 1]):
        yield about, all_members, founders, kinds, limits, (first + low, first + high, first)


def _count_span(task: Any) -> Short:
    return count_shared(*task)


def _choose_near(found: Short, links: Links, about: tuple[Short, Bools]) -> Bools:
    """Which pairs (text, earlier text) are looked at: all, but those of two texts in a family beyond WHOLE only where,
    of those that the other shares with, one is the earliest, or has the smallest rank, or is among the nearest of those
    of smaller rank.

    about: the rank of every text, and which are in such a family.
    """
    ranks, crowded = about
    both: Bools = crowded[found[:, 0]] & crowded[found[:, 1]]
    if not both.any():
        return np.ones(len(found), np.bool_)
    rows = np.flatnonzero(both)
    own = found[rows]
    chosen: Bools = ~both
    turned = ranks[own[:, 0]] > ranks[own[:, 1]]
    above, below = np.where(turned, own[:, 1], own[:, 0]), np.where(turned, own[:, 0], own[:, 1])
    nearness = -_measure_likeness(own, links).astype(np.int64) << 32 | ranks[above]
    for texts, keys, most in (
        (below, nearness, NEAREST),
        (below, ranks[above].astype(np.int64), 1),
        (own[:, 0], own[:, 1].astype(np.int64), 1),
        (own[:, 1], own[:, 0].astype(np.int64), 1),
    ):
        chosen[rows[choose_first(np.ascontiguousarray(texts), keys, most, len(ranks))]] = True
    return chosen


def _measure_likeness(pairs: Short, links: Links) -> Short:
    """What the texts of pairs (in the order of the first) have in common, less where it differs."""
    likeness = np.zeros(len(pairs), np.int32)
    places = np.searchsorted(links.spans.cuts, pairs, "right") - 1
    of = places[:, 0] * len(links.spans.cuts) + places[:, 1]
    for number in np.flatnonzero(np.bincount(of)).tolist():
        n, k = divmod(number, len(links.spans.cuts))
        rows = np.flatnonzero(of == number)
        own = (pairs[rows] - (links.spans.cuts[n], links.spans.cuts[k])).astype(np.int32)
        ones, others = links.spans.read(n), links.spans.read(k)
        likeness[rows] = measure_likeness(
            _drop_places(ones), _drop_places(others), (links.weights, links.kinds[0]), own
        )
    return likeness


def _drop_places(own: tuple[Any, ...]) -> tuple[Any, ...]:
    bounds, groups, _, before = own
    return bounds, groups, before

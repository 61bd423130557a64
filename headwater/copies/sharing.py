"""Which fingerprints texts share: joined share by share, and laid text by text, a span of texts at a time."""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from headwater.copies.sharing_kernels import join_items, number_groups_anew, sort_places, spread_members, take_share
from headwater.work import HERE, Work

SHARE = 1 << 22
"""Fingerprints that one task joins, about."""
SPAN = 1 << 62
"""Items of a span of texts: all, for what came as one table has room."""

Ints = NDArray[np.int64]
Short = NDArray[np.int32]
Share = tuple[Short, Short, Short]
"""The sizes of groups, and the owners and places of their members, group by group."""


class Shelf(Protocol):
    """Where arrays are laid down by name and taken up again: a dictionary, or files."""

    def __setitem__(self, name: str, arrays: tuple[Any, ...], /) -> None: ...

    def __getitem__(self, name: str, /) -> tuple[Any, ...]: ...

    def __delitem__(self, name: str, /) -> None: ...


@dataclass(frozen=True)
class Spans:
    """Items of texts in the order of their places: the texts cuts[n]:cuts[n + 1] have those of span n. Each is a tuple
    of bounds (text cuts[n] + t has bounds[t]:bounds[t + 1]), groups, places and what else is told of items; group g has
    sizes[g] of them, each in another text. numbers[s] is the group that came as number s of the
    shares, or -1 where it has none."""

    cuts: list[int]
    sizes: Short
    shelf: Shelf
    numbers: Short

    def walk(self) -> Iterator[tuple[int, tuple[Any, ...]]]:
        """The first text and the items of every span."""
        for n, first in enumerate(self.cuts[:-1]):
            yield first, self.read(n)

    def read(self, n: int) -> tuple[Any, ...]:
        """The items of one span."""
        return self.shelf[f"{n:04}"]

    def replace(self, n: int, items: tuple[Any, ...]) -> None:
        """Put other items in place of those of span n."""
        self.shelf[f"{n:04}"] = items

    def drop(self) -> None:
        """Hold no items any longer."""
        for n in range(len(self.cuts) - 1):
            del self.shelf[f"{n:04}"]


def group_items(keys: NDArray[np.uint64], owners: Short, places: Short, size: int, work: Work = HERE) -> Spans:
    """Items of `size` texts, those that share their key with another text: one of a key in a text."""
    shares = max(1, -(-len(keys) // SHARE))
    tasks = ((keys, owners, places, (share, shares)) for share in range(shares))
    return lay_items(list(work.map_kernels(_join_share, tasks)), size, {}, SPAN)


def _join_share(task: tuple[NDArray[np.uint64], Short, Short, tuple[int, int]]) -> Share:
    return join_items(*(take_share(*task) if task[3][1] > 1 else task[:3]))


def lay_items(shares: Iterable[Share], size: int, shelf: Shelf, most: int) -> Spans:
    """The items of `size` texts that lie in shares of all groups, which are gone through again for every span of about
    so many items."""
    bounds, sizes = np.zeros(size + 1, np.int64), [np.empty(0, np.int32)]
    for own, owners, _ in shares:
        bounds[1:] += np.bincount(owners, minlength=size)
        sizes.append(own)
    np.cumsum(bounds, out=bounds)
    known = np.concatenate(sizes)
    del sizes
    inner = np.searchsorted(bounds, np.arange(most, bounds[-1], most)).tolist() if most < bounds[-1] else []
    cuts = sorted({0, *inner, size}) if size else [0, 0]
    numbers, sizes_anew, count = np.full(len(known), -1, np.int32), np.empty_like(known), 0
    for n, (low, high) in enumerate(itertools.pairwise(cuts)):
        own = bounds[low : high + 1] - bounds[low]
        groups, places = _lay_span(shares, low, own)
        count = number_groups_anew(groups, known, numbers, sizes_anew, count)
        shelf[f"{n:04}"] = (own, groups, places)
    return Spans(cuts, sizes_anew[:count], shelf, numbers)


def _lay_span(shares: Iterable[Share], low: int, bounds: Ints) -> tuple[Short, Short]:
    at, groups, places = bounds[:-1].copy(), np.empty(bounds[-1], np.int32), np.empty(bounds[-1], np.int32)
    first = 0
    for share in shares:
        spread_members(share, (first, low), at, groups, places)
        first += len(share[0])
    sort_places(bounds, groups, places)
    return groups, places

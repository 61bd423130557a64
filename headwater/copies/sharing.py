"""Which fingerprints texts share: joined share by share, and laid text by text."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headwater.copies.sharing_kernels import join_items, number_groups_anew, sort_places, spread_members, take_share
from headwater.work import HERE, Work

SHARE = 1 << 22
"""Fingerprints that one task joins, about."""

Ints = NDArray[np.int64]
Short = NDArray[np.int32]
Share = tuple[Short, Short, Short]
"""The sizes of groups, and the owners and places of their members, group by group."""


@dataclass(frozen=True)
class Grouped:
    """Items of texts in the order of their places: text t has bounds[t]:bounds[t + 1] of groups and places; group g has
    sizes[g] of them, each in another text."""

    bounds: Ints
    groups: Short
    places: Short
    sizes: Short


def group_items(keys: NDArray[np.uint64], owners: Short, places: Short, size: int, work: Work = HERE) -> Grouped:
    """Items of `size` texts, those that share their key with another text: one of a key in a text."""
    shares = max(1, -(-len(keys) // SHARE))
    tasks = ((keys, owners, places, (share, shares)) for share in range(shares))
    return lay_items(list(work.map_kernels(_join_share, tasks)), size)


def _join_share(task: tuple[NDArray[np.uint64], Short, Short, tuple[int, int]]) -> Share:
    return join_items(*(take_share(*task) if task[3][1] > 1 else task[:3]))


def lay_items(shares: Sequence[Share], size: int) -> Grouped:
    """The items of `size` texts that lie in shares of all groups."""
    bounds = np.zeros(size + 1, np.int64)
    for _, owners, _ in shares:
        bounds[1:] += np.bincount(owners, minlength=size)
    np.cumsum(bounds, out=bounds)
    at, groups, places = bounds[:-1].copy(), np.empty(bounds[-1], np.int32), np.empty(bounds[-1], np.int32)
    first = 0
    for share in shares:
        spread_members(share, first, at, groups, places)
        first += len(share[0])
    sort_places(bounds, groups, places)
    sizes = np.concatenate([np.empty(0, np.int32), *(share[0] for share in shares)])
    return Grouped(bounds, groups, places, number_groups_anew(groups, sizes))

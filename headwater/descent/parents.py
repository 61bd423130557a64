"""Which text each member of a family was taken from: the tree that is likeliest to be right, edge by edge."""

from dataclasses import dataclass

import numpy as np

from headwater.descent.arborescence import find_arborescence
from headwater.descent.marginals import weigh_edges
from headwater.descent.members import Member
from headwater.descent.stretches import Shared, Sheets, Stretch

_FEWEST = 25
"""Copied words that the main parent does not explain, from which a second parent is looked for."""
_FEWEST_HOUSE = 60
"""The same where both are of one outlet, whose pages have lines in common."""
_DOUBT = 0.0
"""Log odds from which a second parent is believed."""
_TIE = 1e-9
"""What the next node is less likely to be a parent than the one before where nothing else tells."""
_SHORTEST = 6
"""Equal words in a stretch that is left when another parent has given what lies beside it."""


@dataclass(frozen=True)
class Taken:
    """A stretch of a child and the stretch of the parent it was taken from; nodes by their place in the family."""

    child: int
    parent: int
    stretch: Stretch
    """`a` is the child, `b` the parent."""


def choose_parents(scores: np.ndarray) -> tuple[list[int], np.ndarray]:
    """The main parent of every node, -1 for none, and how likely each node is to be taken from each [parent, child].

    `scores` are log weights with the root as row 0. The tree is the one with most edges expected to be right.
    """
    chances = weigh_edges(scores)
    ties = _TIE * np.arange(len(scores))[:, None]
    worth = np.where(np.isfinite(scores), chances - ties, -np.inf)
    return [parent - 1 for parent in find_arborescence(worth)[1:]], chances[1:, 1:]


def assign_stretches(sheets: Sheets, parents: list[int], older: np.ndarray, members: tuple[Member, ...]) -> list[Taken]:
    """For every member the stretches that each of its parents gave: the main one first, others for what it lacks.

    `older` are log odds that one member [row] is older than another [column].
    """
    count = len(sheets.readings)
    above = _find_ancestors(parents)
    taken: list[Taken] = []
    for child in sorted(range(count), key=lambda c: (len(above[c]), c)):
        used = np.zeros(len(sheets.readings[child]), bool)
        main = parents[child]
        if 0 <= main < count:
            taken += _take(child, main, sheets.shared[child, main], used)
        elif main >= count:
            continue
        for _ in range(4):
            able = [n for n in sheets.neighbours[child] if child not in above[n] and older[n, child] >= _DOUBT]
            parent = _find_second(sheets, child, used, able, members)
            new = _take(child, parent, sheets.shared[child, parent], used) if parent >= 0 else []
            if not new:
                break
            taken += new
            for node in range(count):
                if node == child or child in above[node]:
                    above[node] |= above[parent] | {parent}
    return taken


def _find_ancestors(parents: list[int]) -> list[set[int]]:
    above: list[set[int]] = []
    for node in range(len(parents)):
        up, at = set(), parents[node]
        while at != -1 and at < len(parents):
            up.add(at)
            at = parents[at]
        above.append(up)
    return above


def _find_second(sheets: Sheets, child: int, used: np.ndarray, able: list[int], members: tuple[Member, ...]) -> int:
    """Of the members that may have, the one that explains most of what is still open in a child; -1 for none."""
    most, found = 0, -1
    for other in able:
        gain = sum(int((~used[s.a_equal]).sum()) for s in sheets.shared[child, other].stretches)
        fewest = _FEWEST_HOUSE if members[child].house & members[other].house else _FEWEST
        if gain >= fewest and gain > most:
            most, found = gain, other
    return found


def _take(child: int, parent: int, shared: Shared, used: np.ndarray) -> list[Taken]:
    """The stretches of a parent where nobody else gave the child's words, cut to that; marks them as used."""
    taken = []
    for stretch in shared.stretches:
        for part in _cut_free(stretch, used):
            taken.append(Taken(child, parent, part))
            used[part.a_low : part.a_high] = True
    return taken


def _cut_free(stretch: Stretch, used: np.ndarray) -> list[Stretch]:
    """The parts of a stretch that lie between used words."""
    free = np.flatnonzero(~used[stretch.a_equal])
    if not len(free):
        return []
    before = np.concatenate([[0], np.cumsum(used)])
    places = stretch.a_equal[free]
    cuts = np.flatnonzero(np.diff(before[places]) > 0) + 1
    found = []
    for part in np.split(free, cuts):
        if len(part) >= _SHORTEST:
            here, there = stretch.a_equal[part], stretch.b_equal[part]
            found.append(Stretch(int(here[0]), int(here[-1]) + 1, int(there[0]), int(there[-1]) + 1, here, there))
    return found

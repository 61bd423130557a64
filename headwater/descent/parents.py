"""Which text each member of a family was taken from: nearness, and the evidence for a direction, in one tree."""

from dataclasses import dataclass, field

import numpy as np

from headwater.descent.arborescence import find_arborescence
from headwater.descent.credits import count_credits
from headwater.descent.evidence import (
    Observation,
    compare_renown,
    observe_pair,
    sum_weights,
    weigh_lone_text,
)
from headwater.descent.members import Family
from headwater.descent.stretches import Shared, Sheets, Stretch

_FARTHEST = 7.0
"""However much farther than the nearest text another one is, it costs no more than this."""
_NOISE = 20.0
"""Changed places of the nearest text at which a difference counts half: two rewrites often change the same words."""
_LACK = 0.05
"""What a copied word of the child costs that the parent lacks: a paragraph of forty is as two changed places."""
ROOT = 1.5
"""Log odds against a text being the first of its family, of those that have words in common with others."""
_BREAK = 1.0
"""What it costs that the child skips or reorders what the parent has between two stretches."""
_CENTRE = 0.7
"""Log odds, for every other member that is nearer to this one than to any other, that it is where the family begins."""
_FROM = 4.0
"""Log odds from which one text is taken to be from another when a third one is placed (that of a credit line)."""
_VARIANTS = 2.5
"""Places where two texts agree against a third: fewer may be chance."""
_FEWEST = 25
"""Copied words that the main parent does not explain, from which a second parent is looked for."""
_DOUBT = 0.0
"""Log odds from which a second parent is believed."""
_SHORTEST = 6
"""Equal words in a stretch that is left when another parent has given what lies beside it."""


@dataclass(frozen=True)
class Taken:
    """A stretch of a child and the stretch of the parent it was taken from; nodes by their place in the family."""

    child: int
    parent: int
    stretch: Stretch
    """`a` is the child, `b` the parent."""


@dataclass(frozen=True)
class Lineage:
    """Who was taken from whom in one family."""

    taken: tuple[Taken, ...]
    main: tuple[int, ...]
    """The main parent of every member, -1 for none; unseen originals are numbered after the members."""
    weights: np.ndarray
    """Log odds that [p] is the parent and not the child of [c]."""
    observations: dict[tuple[int, int], list[Observation]] = field(default_factory=dict)


def measure_costs(sheets: Sheets) -> np.ndarray:
    """What it costs to explain every member [column] as taken from another [row]; infinite if nothing is shared."""
    count = len(sheets.readings)
    costs = np.full((count, count), np.inf)
    for (child, parent), shared in sheets.shared.items():
        cover = shared.cover(len(sheets.readings[child]))
        covered = int((sheets.copied[child] & cover).sum())
        lacking = int(sheets.copied[child].sum()) - covered
        changes = shared.changes * (1 + lacking / max(covered, lacking / 2, 1))
        costs[parent, child] = changes + _LACK * lacking + _BREAK * (len(shared.stretches) - 1)
    return costs


def weigh_directions(family: Family, sheets: Sheets) -> tuple[np.ndarray, dict[tuple[int, int], list[Observation]]]:
    """Log odds of each direction for every pair that shares text, and what they rest on (by a pair in order)."""
    count = len(family.members)
    weights = np.zeros((count, count))
    observations = {}
    credited = count_credits(family)
    for a, b in sorted(sheets.shared):
        if a < b:
            seen = observe_pair(family.members[a], family.members[b]) + weigh_lone_text(sheets, a, b)
            seen += compare_renown(family.members, (a, b), (credited[a], credited[b]))
            observations[a, b] = seen
            weights[a, b], weights[b, a] = sum_weights(seen), sum_weights(seen, -1)
    return weights, observations


def weigh_centres(costs: np.ndarray) -> np.ndarray:
    """Log odds that a member is where its family begins, by how many others have it as their nearest text."""
    count = len(costs)
    votes = np.zeros(count)
    for child in range(count):
        nearest = costs[:, child].min()
        if np.isfinite(nearest):
            closest = np.flatnonzero(costs[:, child] <= nearest + 0.5)
            votes[closest] += 1 / len(closest)
    return _CENTRE * np.maximum(votes - 1, 0)


def level_ancestors(
    sheets: Sheets, costs: np.ndarray, weights: np.ndarray, observations: dict[tuple[int, int], list[Observation]]
) -> np.ndarray:
    """The log odds by which parents are chosen: the ancestor of a nearer text is not nearer for being older.

    Where a child agrees with a text in variants against the one that this text is from (shared innovations), and names
    neither, dates and renown speak for the ancestor no more than for the nearer text. `costs` are of the members.
    """
    count = len(costs)
    changes = np.full((count, count), np.inf)
    for (a, b), shared in sheets.shared.items():
        changes[a, b] = shared.changes
    levelled = weights.copy()
    for top, child in sheets.shared:
        seen = observations.get((min(top, child), max(top, child)), [])
        if weights[top, child] <= 0 or any(o.told for o in seen):
            continue
        able = (weights[top, :count] >= _FROM) & (weights[:count, child] > 0) & (costs[:, child] < costs[top, child])
        near = np.flatnonzero(able & np.isfinite(changes[top]) & np.isfinite(changes[:, child]))
        common = (changes[top, near] + changes[top, child] - changes[near, child]) / 2
        near = near[common >= _VARIANTS]
        if len(near):
            levelled[top, child] = min(weights[top, child], float(weights[near, child].max()))
    return levelled


def choose_parents(costs: np.ndarray, weights: np.ndarray, roots: np.ndarray) -> list[int]:
    """The main parent of every node, -1 for none: the tree that explains the texts at the least cost.

    `costs` and `weights` as above, `roots` the log odds that a node is the first of its family.
    """
    count = len(costs)
    scores = np.full((count + 1, count + 1), -np.inf)
    scores[0, 1:] = roots - ROOT
    for child in range(count):
        nearest = costs[:, child].min()
        if np.isfinite(nearest):
            farther = np.minimum((costs[:, child] - nearest) / (1 + nearest / _NOISE), _FARTHEST)
            scores[1:, child + 1] = np.where(np.isfinite(costs[:, child]), weights[:, child] - farther, -np.inf)
    parents = [parent - 1 for parent in find_arborescence(scores)[1:]]
    return _adopt_roots(parents, costs, weights)


def _adopt_roots(parents: list[int], costs: np.ndarray, weights: np.ndarray) -> list[int]:
    """Give a root a parent where a text that may be older, and does not descend from it, holds the same words."""
    for child in range(len(parents)):
        if parents[child] != -1:
            continue
        able = [p for p in range(len(parents)) if np.isfinite(costs[p, child]) and weights[p, child] > 0]
        able = [p for p in able if not is_descendant(parents, p, child)]
        if able:
            parents[child] = min(able, key=lambda p: (costs[p, child] - weights[p, child], p))
    return parents


def is_descendant(parents: list[int], node: int, above: int) -> bool:
    """Whether `above` is `node` or stands over it in the tree."""
    while node != -1:
        if node == above:
            return True
        node = parents[node]
    return False


def assign_stretches(sheets: Sheets, parents: list[int], weights: np.ndarray) -> list[Taken]:
    """For every member the stretches that each of its parents gave: the main one first, others for what it lacks."""
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
            parent = _find_second(sheets, child, used, weights, above)
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


def _find_second(sheets: Sheets, child: int, used: np.ndarray, weights: np.ndarray, above: list[set[int]]) -> int:
    """The member that explains most of what is still open in a child, may be older, and does not descend from it."""
    best, parent = float(_FEWEST - 1), -1
    for other in range(len(sheets.readings)):
        shared = sheets.shared.get((child, other))
        if shared is None or child in above[other] or weights[other, child] < _DOUBT:
            continue
        gain = float(sum(int((~used[s.a_equal]).sum()) for s in shared.stretches)) + 0.1 * weights[other, child]
        if gain > best:
            best, parent = gain, other
    return parent


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

"""Every text that a member may have been taken from, with what speaks for it: what is weighed to choose the parents."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from headwater.descent.contents import compare_contents, find_joined, read_contents
from headwater.descent.credits import count_credits, is_foreign
from headwater.descent.evidence import Observation, compare_renown, is_agency, observe_pair, read_weights
from headwater.descent.innovations import weigh_innovations
from headwater.descent.members import Family
from headwater.descent.stretches import Sheets
from headwater.descent.unseen import Source, measure_distances, measure_own_changes

_NOISE = 20.0
"""Changed places of the nearest text at which a difference counts half: two rewrites often change the same words."""
_LACK = 0.05
"""What a copied word of the child costs that the parent lacks: a paragraph of forty is as two changed places."""
_BREAK = 1.0
"""What it costs that the child skips or reorders what the parent has between two stretches."""
_STEPS = (0.0, 2.0, 7.0, 40.0)
"""Between these the distance beyond that of the nearest text is weighed by one weight each."""
_OWN = 8.0
"""Places of its own beyond which a member's distance from an unseen text is weighed apart."""
_FAREST = -30.0
"""Log odds below which nothing is told apart."""

Amounts = dict[str, float]


@dataclass(frozen=True)
class Candidates:
    """What may have been taken from what in one family; nodes are its members, then unseen sources."""

    count: int
    """Members."""
    near: dict[tuple[int, int], Amounts]
    """By (parent, child), both members: how near they are."""
    seen: dict[tuple[int, int], list[Observation]]
    """By (first, second), first below second: what speaks for the first being the older."""
    unseen: dict[tuple[int, int], Amounts]
    """By (source, child): what speaks for the member being from an unseen source."""
    first: list[Amounts]
    """Of every member: what speaks for it being taken from nothing."""

    def list_seen(self, parent: int, child: int) -> tuple[list[Observation], int]:
        """What was observed of two members, and the sign by which it speaks for `parent` being the parent."""
        return self.seen.get((min(parent, child), max(parent, child)), []), 1 if parent < child else -1


def list_candidates(family: Family, sheets: Sheets, costs: np.ndarray) -> Candidates:
    """What may have been taken from what among the members, with what speaks for it."""
    members, count = family.members, len(family.members)
    credited, contents = count_credits(family), read_contents(sheets, members)
    seen = {}
    for a, b in sorted(sheets.shared):
        if a < b:
            rows = observe_pair(members[a], members[b]) + find_joined(sheets, a, b)
            rows += compare_renown(members, (a, b), (credited[a], credited[b]))
            seen[a, b] = rows + compare_contents(contents, sheets, a, b)
    votes, near = _count_votes(costs), {}
    rare = weigh_innovations(sheets, int(votes.argmax()))
    for child in range(count):
        nearest = costs[:, child].min()
        for parent in sheets.neighbours[child]:
            near[parent, child] = _measure_nearness(sheets, costs, (parent, child), float(nearest)) | {
                "rare": rare.get((parent, child), 0.0),
                "centre": float(np.log1p(votes[parent])),
                "renown": min(credited[parent] ** 0.5, 4.0),
                "agency": float(is_agency(members[parent])),
            }
    first = [
        {
            "first": 1.0,
            "centre": float(np.log1p(votes[place])),
            "foreign": float(any(is_foreign(hint, member) for hint in member.hints)),
            "renown": min(credited[place] ** 0.5, 4.0),
            "agency": float(is_agency(member)),
        }
        for place, member in enumerate(members)
    ]
    return Candidates(count, near, seen, {}, first)


def measure_costs(sheets: Sheets) -> np.ndarray:
    """How far every member [column] is from another [row]: places that differ, and what the other lacks."""
    count = len(sheets.readings)
    costs = np.full((count, count), np.inf)
    for (child, parent), shared in sheets.shared.items():
        cover = shared.cover(len(sheets.readings[child]))
        covered = int((sheets.copied[child] & cover).sum())
        lacking = int(sheets.copied[child].sum()) - covered
        changes = shared.changes * (1 + lacking / max(covered, lacking / 2, 1))
        costs[parent, child] = changes + _LACK * lacking + _BREAK * (len(shared.stretches) - 1)
    return costs


def _count_votes(costs: np.ndarray) -> np.ndarray:
    """For every member how many others have it as their nearest text, shared out among equals."""
    votes = np.zeros(len(costs))
    for child in range(len(costs)):
        nearest = costs[:, child].min()
        if np.isfinite(nearest):
            closest = np.flatnonzero(costs[:, child] <= nearest + 0.5)
            votes[closest] += 1 / len(closest)
    return votes


def _measure_nearness(sheets: Sheets, costs: np.ndarray, pair: tuple[int, int], nearest: float) -> Amounts:
    """How much farther a parent is than the nearest text, in pieces, and how much of the child it explains."""
    parent, child = pair
    farther = (costs[parent, child] - nearest) / (1 + nearest / _NOISE)
    amounts = {
        f"farther_{k}": float(np.clip(farther, low, high) - low) for k, (low, high) in enumerate(pairwise(_STEPS), 1)
    }
    copied = sheets.copied[child]
    shared = sheets.shared[child, parent]
    lacking = copied & ~shared.cover(len(copied))
    return amounts | {"lacking": float(lacking.sum() / max(1, copied.sum())), "cost": float(np.log1p(nearest))}


def add_unseen(
    candidates: Candidates, sheets: Sheets, sources: list[Source], own: np.ndarray, renown: int
) -> Candidates:
    """The same with every member that may be from one of some unseen sources (nodes after the members).

    `own` is how many places of every member are its own, `renown` how often the member that is credited most is.
    """
    lacks = _count_lacking(sheets)
    unseen = {}
    for k, source in enumerate(sources):
        for child in range(candidates.count):
            if not sheets.neighbours[child]:
                continue
            amounts = _compare_nameless(sheets, own, lacks, child)
            if source.name is not None:
                if child not in source.credited_by and not source.credited_by.intersection(sheets.neighbours[child]):
                    continue
                amounts = _compare_source(source, child, float(own[child]), renown)
            unseen[candidates.count + k, child] = amounts
    return Candidates(candidates.count, candidates.near, candidates.seen, unseen, candidates.first)


def measure_own(sheets: Sheets) -> np.ndarray:
    """How many places of every member are its own, as the others show."""
    apart = measure_distances(sheets)
    return np.array([measure_own_changes(apart, n) * int(copied.sum()) for n, copied in enumerate(sheets.copied)])


def _compare_source(source: Source, child: int, own: float, renown: int) -> Amounts:
    """What speaks for a member being from an unseen outlet that it, or one that shares text with it, credits."""
    how = "silent" if child not in source.credited_by else "inherited" if source.inherited else "credits"
    return {
        how: 1.0,
        "own": min(own, _OWN),
        "own_more": float(np.clip(own - _OWN, 0.0, _STEPS[-1])),
        f"{how}_named": float(np.log(len(source.credited_by))),
        f"{how}_renown": min(renown**0.5, 4.0),
    }


def _compare_nameless(sheets: Sheets, own: np.ndarray, lacks: np.ndarray, child: int) -> Amounts:
    """What speaks for a member being from a text that nobody has or names: that it, and all that share text with it,
    have places of their own or lack what others have."""
    near = [child, *sheets.neighbours[child]]
    return {
        "nameless": 1.0,
        "nameless_own": min(float(own[child]), _OWN),
        "nameless_lack": min(_LACK * float(lacks[child]), _OWN),
        "nameless_apart": min(float((own[near] + _LACK * lacks[near]).min()), _OWN),
        "nameless_many": float(np.log(len(near))),
    }


def _count_lacking(sheets: Sheets) -> np.ndarray:
    """Copied words that every member lacks, by the other with which it lacks most."""
    most = np.zeros(len(sheets.readings))
    for (other, node), shared in sheets.shared.items():
        copied = sheets.copied[other]
        most[node] = max(most[node], int((copied & ~shared.cover(len(copied))).sum()))
    return most


def weigh_older(candidates: Candidates) -> np.ndarray:
    """Log odds that [row] is older than [column], of all that is observed but what the texts tell; 0 for no pair."""
    odds = np.zeros((candidates.count, candidates.count))
    for (a, b), rows in candidates.seen.items():
        odds[a, b] = sum(o.weight for o in rows if not o.told)
        odds[b, a] = -odds[a, b]
    return odds


def score_candidates(candidates: Candidates, sources: int) -> np.ndarray:
    """Log weight of every [parent, child]; row 0 is being taken from nothing, column 0 is not used.

    Nearness and what the texts tell count as they are. What makes one text older counts as the log probability that it
    is, so that of two texts that are both surely older none is the likelier parent for being older still.
    """
    weights, count = read_weights(), candidates.count
    scores = np.full((count + sources + 1, count + sources + 1), -np.inf)
    older = weigh_older(candidates)
    for (parent, child), amounts in candidates.near.items():
        rows, sign = candidates.list_seen(parent, child)
        told = sum(sign * o.weight for o in rows if o.told)
        score = sum_amounts(weights["near"], amounts) + told - np.logaddexp(0, -older[parent, child])
        scores[parent + 1, child + 1] = max(score, _FAREST)
    for (source, child), amounts in candidates.unseen.items():
        scores[source + 1, child + 1] = sum_amounts(weights["unseen"], amounts)
    for child, amounts in enumerate(candidates.first):
        scores[0, child + 1] = sum_amounts(weights["first"], amounts)
    scores[0, count + 1 :] = 0.0
    return scores


def sum_amounts(weights: dict[str, float], amounts: Amounts) -> float:
    """Amounts times their weights.

    >>> sum_amounts({"far": -2.0}, {"far": 1.5})
    -3.0
    """
    return float(sum(weights[name] * amount for name, amount in amounts.items()))

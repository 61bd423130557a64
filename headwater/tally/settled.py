"""What readers settled of claims: which two statements are the same, which are not, and which sources are two."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt

from headwater.decisions import (
    APPLIED,
    Effect,
    find_contradictions,
    note_contradicted,
    read_decisions,
)
from headwater.quoted import find_pairs
from headwater.schema import Tables, pick_rows
from headwater.tally.inputs import Places

Array = npt.NDArray[Any]
Pair = tuple[int, int]

DECIDED, COPIED, WORDS = 3.0, 2.0, 1.0
"""How sure two statements are the same that a reader says are, that were copied from one another, that are in the same
words: what is surest stays together where a reader sets two statements of one claim apart."""


@dataclass(frozen=True)
class Settled:
    """Statements that readers say are the same, and that are not, by decision; what became of the other decisions."""

    same: Mapping[int, Pair]
    apart: Mapping[int, Pair]
    effects: tuple[Effect, ...]


def read_settled(pile: Tables, said: Tables) -> Settled:
    """The decisions of readers on what is the same claim, without those that are lost or contradict each other."""
    decisions = read_decisions(pile, ("same_claim", "not_same_claim"))
    pairs, effects = find_pairs(decisions, pile["documents"], said)
    kinds = {d.decision_id: d.kind for d in decisions}
    same = {n: pair for n, pair in pairs.items() if kinds[n] == "same_claim"}
    apart = {n: pair for n, pair in pairs.items() if kinds[n] != "same_claim"}
    clashing = find_contradictions(same, apart)
    effects += [note_contradicted(n, others, pairs[n]) for n, others in clashing.items()]
    same, apart = ({n: pair for n, pair in kept.items() if n not in clashing} for kept in (same, apart))
    return Settled(same, apart, tuple(effects))


def read_sources_apart(pile: Tables, said: Tables) -> frozenset[Pair]:
    """Sources that a reader says are two, as pairs both ways round, as the stage before found whose statements they are
    about."""
    decided = said.get("decided_statements")
    if decided is None or not decided.num_rows:
        return frozenset()
    different = {d.decision_id for d in read_decisions(pile, ("different_source",))}
    rows = [row for row in decided.to_pylist() if row["decision_id"] in different and row["effect"] == APPLIED]
    source_of = dict(pick_rows(said["statements"], "statement_id", "source_id")) if rows else {}
    pairs = {(source_of[row["subject_id"]], source_of[row["object_id"]]) for row in rows}
    return frozenset(pair for a, b in pairs if a != b for pair in ((a, b), (b, a)))


def settle_labels(
    label: Array, settled: Settled, places: Places, tied: Array, ties: tuple[Array, Array, Array]
) -> tuple[Array, list[Effect]]:
    """The labels of all rows with what readers settled, and what became of those decisions.

    `places` say at which row a statement stands; `tied` for every row the one that is compared for it; `ties` are rows
    that are the same, and how sure that is: (left, right, sure).
    Claims of which a reader says that two statements are the same become one. Where two of one claim are not the same
    it is parted: what is surest is joined first, never what is apart (Kruskal 1956, with pairs that may not meet).
    """
    if not settled.same and not settled.apart:
        return label, []
    before, label = label, label.copy()
    same, apart = (
        {n: tuple(places.find(np.array(pair, np.int64)).tolist()) for n, pair in pairs.items()}
        for pairs in (settled.same, settled.apart)
    )
    for a, b in sorted(same.values()):
        label[label == max(label[a], label[b])] = min(label[a], label[b])
    clash = sorted({label[a] for a, b in apart.values() if label[a] == label[b]})
    for group in clash:
        members = np.flatnonzero(label == group)
        edges = _list_edges(members, same.values(), tied, ties)
        label[members] = _part_group(members.tolist(), edges, list(apart.values()))
    effects = []
    for n, (a, b) in sorted(chain(same.items(), apart.items())):
        ends = settled.same.get(n) or settled.apart[n]
        effects.append(Effect(n, APPLIED, *ends, thought="the same claim" if before[a] == before[b] else "two claims"))
    return label, effects


def _list_edges(
    members: Array, same: Iterable[Pair], tied: Array, ties: tuple[Array, Array, Array]
) -> list[tuple[float, int, int]]:
    """The ties within one group, the surest first."""
    left, right, sure = ties
    inside = np.flatnonzero(np.isin(left, members) & np.isin(right, members))
    edges = list(zip((-sure[inside]).tolist(), left[inside].tolist(), right[inside].tolist(), strict=True))
    edges += [(-WORDS, row, int(tied[row])) for row in members.tolist() if tied[row] != row]
    held = set(members.tolist())
    edges += [(-DECIDED, a, b) for a, b in same if a in held and b in held]
    return sorted(edges)


def _part_group(members: Sequence[int], edges: Sequence[tuple[float, int, int]], apart: Sequence[Pair]) -> list[int]:
    """For every member the smallest of its part."""
    part = {row: row for row in members}

    def find(row: int) -> int:
        while part[row] != row:
            row = part[row]
        return row

    kept = [(a, b) for a, b in apart if a in part and b in part]
    for _, a, b in edges:
        a, b = sorted((find(a), find(b)))
        if a != b and not any({find(x), find(y)} == {a, b} for x, y in kept):
            part[b] = a
    return [find(row) for row in members]

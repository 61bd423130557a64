"""Which claims say what a sentence says: contents compared as the stage compares them, outside of any pile's claims."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from headwater.tally.contents import Task, read_batch
from headwater.tally.decisions import DENIES, LEAST, NARROWER, NUMBER_DIFFERS, judge_pairs
from headwater.tally.propositions import Propositions, join_rows
from headwater.tally.signs import has_negation
from headwater.tally.stories import Picked

Array = npt.NDArray[Any]

RATE = 0.05
"""How much of an article has a word of a sentence that stands alone: one sentence in twenty."""

ALONE = 0.2
"""The likeness to an article that a sentence is taken to have: between what two articles of one story have at least and
what is enough (decisions.ENOUGH), since nothing tells what story it is of."""

NEAR = 0.03
"""From this probability on a content is worth showing as one that is near."""


@dataclass(frozen=True)
class Match:
    """A statement of the pile beside one that is asked about, and how sure.

    It says the same, denies it, has another number (number_differs), holds only under a condition (narrower) or without
    one that is asked about (wider), or is near.
    """

    asked_id: int
    statement_id: int
    kind: str
    probability: float


def make_task(sentence: str) -> Task:
    """A sentence that stands alone as the one content of an article."""
    return 0, sentence, [0], [has_negation(sentence)], [((0, len(sentence)),)], [""]


def list_terms(asked: Sequence[Task]) -> dict[int, float]:
    """The telling terms of what is asked, by their hashes as state tables hold them, each with its weight."""
    _, picked = read_batch(list(asked))
    return dict(zip(picked.term.tolist(), picked.weight.tolist(), strict=True))


def match_contents(asked: Sequence[Task], tasks: Sequence[Task], alone: bool) -> list[Match]:
    """Every content of the pile that says what one asked about says, or nearly, the likeliest first.

    `alone` says that what is asked is a sentence, and not an article that tells a story.
    """
    if not tasks:
        return []
    mine, my_terms = read_batch(list(asked))
    theirs, their_terms = read_batch(list(tasks))
    if alone:
        mine = replace(mine, rate=np.full_like(mine.rate, RATE))
    both = join_rows([mine, theirs])
    number = {task[0]: place for place, task in enumerate(tasks)}
    near = np.full(len(tasks), ALONE) if alone else _liken(my_terms, their_terms, len(tasks))
    likeness = near[[number[document] for document in theirs.document.tolist()]]
    right = len(mine) + np.arange(len(theirs))
    found: list[Match] = []
    for row in range(len(mine)):
        found += _match_row(both, row, right, likeness)
    return sorted(found, key=lambda m: (-m.probability, m.asked_id, m.statement_id))


def _match_row(both: Propositions, row: int, right: Array, likeness: Array) -> list[Match]:
    left = np.full(len(right), row)
    kind, probability = judge_pairs(both, left, right, likeness, np.zeros(len(right)))
    return [
        Match(
            int(both.statement[row]),
            int(both.statement[right[i]]),
            _name_kind(int(kind[i]), float(probability[i]), bool(both.restricted[row])),
            float(probability[i]),
        )
        for i in np.flatnonzero(probability >= NEAR).tolist()
    ]


def _name_kind(kind: int, probability: float, restricted: bool) -> str:
    if probability < LEAST:
        return "near"
    other = "wider" if restricted else "narrower"
    return {DENIES: "denies", NUMBER_DIFFERS: "number_differs", NARROWER: other}.get(kind, "same")


def _liken(mine: Picked, theirs: Picked, count: int) -> Array:
    """The cosine of one article with each of some others, by their telling terms."""
    own = dict(zip(mine.term.tolist(), mine.weight.tolist(), strict=True))
    each = np.array([own.get(term, 0.0) for term in theirs.term.tolist()]) * theirs.weight
    of = np.repeat(np.arange(count), np.diff(theirs.pointer))
    return np.bincount(of, each, minlength=count)

"""Whether two contents say the same: decided on the pair alone, by what they share and what sets them apart."""

from typing import Any

import numpy as np
import numpy.typing as npt

from headwater.tally.decisions_kernels import compare_rows
from headwater.tally.propositions import Propositions

Array = npt.NDArray[Any]

SAME, DENIES, NUMBER_DIFFERS = range(3)
"""What two contents are to each other: the same, the same with the opposite sign, the same with another number."""

LEAST = 0.5
"""From this probability on two contents are the same."""

BIAS, WEIGHTS = -5.0, np.array([0.12, 3.5, 5.5, 2.0, 1.0, -0.25, 1.2])
"""Of shared weight, both shares, word pairs, names shared, names that only one has, and numbers that agree: set by
reasoning, checked on labelled stories (docs/builders/tally.md)."""

LIKENESS, ENOUGH = 5.0, 0.35
"""What the likeness of the two documents adds, and where it is enough: two texts of one story mean the same thing by
the same words."""


def judge_pairs(p: Propositions, left: Array, right: Array, likeness: Array) -> tuple[Array, Array]:
    """(kind, probability) of every pair; the probability of an opposite is that of what would be the same without it."""
    found = compare_rows(
        left,
        right,
        p.pointer,
        p.term,
        p.weight,
        p.rate,
        p.name,
        p.pair_pointer,
        p.pair,
        p.number_pointer,
        p.unit,
        p.value,
    )
    told = found[:, :7].astype(np.float64)
    told[:, 0] = np.minimum(told[:, 0], 20)
    told[:, 6] = np.minimum(told[:, 6], 2)
    probability = 1 / (1 + np.exp(-(BIAS + told @ WEIGHTS + LIKENESS * np.minimum(likeness, ENOUGH))))
    kind = np.full(len(left), SAME, np.int8)
    kind[p.negated[left] != p.negated[right]] = DENIES
    kind[(found[:, 7] > 0) & (found[:, 6] == 0)] = NUMBER_DIFFERS
    same_text = p.fold[left] == p.fold[right]
    probability[same_text] = 1.0
    return kind, probability

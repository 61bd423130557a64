"""Whether two contents say the same: decided on the pair alone, by what they share and what sets them apart."""

from typing import Any

import numpy as np
import numpy.typing as npt

from headwater.tally.decisions_kernels import compare_rows
from headwater.tally.numbers import TIMES
from headwater.tally.predicates_kernels import compare_parts
from headwater.tally.propositions import Propositions
from headwater.tally.signs import has_other_numbers

Array = npt.NDArray[Any]

SAME, DENIES, NUMBER_DIFFERS, NARROWER = range(4)
"""What two contents are to each other: the same, the same with the opposite sign, the same with another number, the
same but that one of them holds only under a condition or with an exception."""

LEAST = 0.5
"""From this probability on two contents are the same."""

POSSIBLE = 0.3
"""From this probability on two contents may be the same: where others tie them, it is known how much speaks for it."""

BIAS, WEIGHTS = -3.4, np.array([0.7, 2.5, 3.5, 1.0, 0.5, -0.55, 0.8])
"""Of telling words shared (names by half, six at most), both shares, word pairs, names shared, names that only one
has, and numbers that agree: set by reasoning, checked on labelled stories and on pairs of a mixed pile
(docs/decisions/same-claim-by-hand.md)."""

LIKENESS, ENOUGH = 10.0, 0.35
"""What the likeness of the two documents takes away where it is not enough: only texts of one story mean the same
thing by the same few words."""

APART, LONG_APART = 0.7, 2.5
"""What the logarithm of the tens of days between the two takes away, and the most: later news is other news."""

PREDICATE = 2.5
"""What it takes away, by halves, that one says something else of something than the other: who "was abducted" and who
"was freed" share a story, not a claim. Set by reasoning."""

SUBJECT = 3.0
"""What it takes away that each names who it is about, and none names the other's: two companies may cut as many jobs.
Set by reasoning."""

OFTEN = 3.0
"""What it takes away that one tells how often it happened: "closed by landslides nine times" is no report of the one
that closed the road today. Set by reasoning."""

REPLACED = 0.6
"""The share of word pairs from which two contents are one wording; a number replaced takes two pairs away."""


def judge_pairs(p: Propositions, left: Array, right: Array, likeness: Array, days: Array) -> tuple[Array, Array]:
    """(kind, probability) of every pair of rows, in documents of such likeness, so many days apart (0: unknown).

    The probability of an opposite is that of what would be the same without it.
    """
    terms = (p.pointer, p.term, p.weight, p.rate, p.name)
    found = compare_rows(left, right, terms, (p.pair_pointer, p.pair), (p.number_pointer, p.unit, p.value))
    told = found[:, :7].astype(np.float64)
    told[:, 0] = np.minimum(told[:, 0], 6)
    told[:, 6] = np.minimum(told[:, 6], 2)
    score = BIAS + told @ WEIGHTS + LIKENESS * (np.minimum(likeness, ENOUGH) - ENOUGH)
    parts = compare_parts(left, right, (p.pointer, p.term, p.weight, p.name, p.part), p.denied)
    said = PREDICATE * (parts[:, 0].astype(np.float64) - 0.5)
    score += np.where(p.document[left] == p.document[right], np.minimum(said, 0), said)
    score -= SUBJECT * parts[:, 3]
    often = np.bincount(
        np.searchsorted(p.number_pointer, np.flatnonzero(p.unit == TIMES), "right") - 1, minlength=len(p)
    )
    score -= OFTEN * ((often[left] > 0) != (often[right] > 0))
    score -= np.minimum(APART * np.log1p(days / 10), LONG_APART)
    probability = 1 / (1 + np.exp(-score))
    kind = np.where(p.restricted[left] != p.restricted[right], NARROWER, SAME).astype(np.int8)
    kind[parts[:, 1] > parts[:, 2]] = DENIES
    kind[(found[:, 7] > 0) & (found[:, 6] == 0)] = NUMBER_DIFFERS
    kind[_find_replaced(p, left, right, found[:, 3])] = NUMBER_DIFFERS
    same_text = p.fold[left] == p.fold[right]
    probability[same_text] = 1.0
    return kind, probability


def _find_replaced(p: Propositions, left: Array, right: Array, runs: Array) -> Array:
    """Pairs in the same words in which a number was replaced, whatever other numbers agree."""
    counts = np.diff(p.number_pointer)
    some = np.flatnonzero((runs >= REPLACED) & (counts[left] > 0) & (counts[right] > 0) & (left != right))
    return (
        some[[has_other_numbers(_list_numbers(p, left[i]), _list_numbers(p, right[i])) for i in some.tolist()]]
        if len(some)
        else some
    )


def _list_numbers(p: Propositions, row: int) -> list[tuple[int, float]]:
    at = slice(p.number_pointer[row], p.number_pointer[row + 1])
    return list(zip(p.unit[at].tolist(), p.value[at].tolist(), strict=True))

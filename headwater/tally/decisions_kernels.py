"""Two contents side by side: what they share and what sets them apart, for every pair of rows at once."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from headwater.kernel import compile_kernel

_Terms = tuple[NDArray[Any], NDArray[Any], NDArray[Any], NDArray[Any], NDArray[Any]]
_Pairs = tuple[NDArray[Any], NDArray[Any]]
_Numbers = tuple[NDArray[Any], NDArray[Any], NDArray[Any]]

FEATURES = 8
"""Telling words shared, share of the lighter, share of the heavier, shared word pairs over the fewer, shared names over
the lighter's, name weight that only one has, numbers that agree, units in which they differ."""

TELLING = 0.8
"""From this weight on a shared word counts: half of all articles have a lighter one."""


UNITS = 6
"""Units of numbers (numbers.py)."""


@compile_kernel
def agree_numbers(unit: NDArray[Any], value: NDArray[Any], a: tuple[int, int], b: tuple[int, int]) -> tuple[int, int]:
    """(numbers of both that agree, units in which both have numbers and none agrees)."""
    agree = 0
    differ = 0
    for u in range(UNITS):
        in_a = 0
        in_b = 0
        hits = 0
        for i in range(a[0], a[1]):
            if unit[i] != u:
                continue
            in_a += 1
            for j in range(b[0], b[1]):
                if unit[j] == u:
                    larger = max(abs(value[i]), abs(value[j]))
                    room = 0.025 * larger if u < 3 and larger > 20 else 0.0
                    if abs(value[i] - value[j]) <= room:
                        hits += 1
                        break
        for j in range(b[0], b[1]):
            if unit[j] == u:
                in_b += 1
        agree += hits
        if in_a and in_b and hits == 0:
            differ += 1
    return agree, differ


@compile_kernel
def damp(weight: float, rate: float) -> float:
    """What a word tells inside a story: less, the more sentences of the story have it."""
    return float(np.sqrt(weight) / (1.0 + 4.0 * rate))


@compile_kernel
def share_terms(a: int, b: int, terms: _Terms) -> tuple[float, float, float, float, float, float, float]:
    """(telling words shared, names half; weight shared, only a's, only b's; names shared, only a's, only b's)."""
    pointer, term, weight, rate, name = terms
    i, j = pointer[a], pointer[b]
    ie, je = pointer[a + 1], pointer[b + 1]
    told = 0.0
    shared = only_a = only_b = names = names_a = names_b = 0.0
    while i < ie or j < je:
        if j >= je or (i < ie and term[i] < term[j]):
            w = damp(weight[i], rate[i])
            only_a += w
            if name[i]:
                names_a += w
            i += 1
        elif i >= ie or term[j] < term[i]:
            w = damp(weight[j], rate[j])
            only_b += w
            if name[j]:
                names_b += w
            j += 1
        else:
            full = max(weight[i], weight[j])
            w = damp(full, 0.5 * (rate[i] + rate[j]))
            shared += w
            if full > TELLING:
                told += 0.5 if name[i] and name[j] else 1.0
            if name[i] or name[j]:
                names += w
            i += 1
            j += 1
    return told, shared, only_a, only_b, names, names_a, names_b


@compile_kernel
def share_pairs(a: int, b: int, pointer: NDArray[Any], pair: NDArray[Any]) -> float:
    """The share of the word pairs of the content with fewer of them that the other has too."""
    i, j = pointer[a], pointer[b]
    ie, je = pointer[a + 1], pointer[b + 1]
    fewer = min(ie - i, je - j)
    runs = 0
    while i < ie and j < je:
        if pair[i] < pair[j]:
            i += 1
        elif pair[j] < pair[i]:
            j += 1
        else:
            runs += 1
            i += 1
            j += 1
    return runs / fewer if fewer > 0 else 0.0


@compile_kernel
def compare_rows(
    left: NDArray[Any], right: NDArray[Any], terms: _Terms, pairs: _Pairs, numbers: _Numbers
) -> NDArray[Any]:
    """The FEATURES of every pair (left[i], right[i])."""
    out = np.zeros((len(left), FEATURES), np.float32)
    point, unit, value = numbers
    for p in range(len(left)):
        a, b = left[p], right[p]
        told, shared, only_a, only_b, names, names_a, names_b = share_terms(a, b, terms)
        agree, differ = agree_numbers(unit, value, (point[a], point[a + 1]), (point[b], point[b + 1]))
        light = shared + min(only_a, only_b)
        heavy = shared + max(only_a, only_b)
        out[p, 0] = told
        out[p, 1] = shared / light if light > 0 else 0.0
        out[p, 2] = shared / heavy if heavy > 0 else 0.0
        out[p, 3] = share_pairs(a, b, pairs[0], pairs[1])
        out[p, 4] = names / (names + min(names_a, names_b)) if names > 0 else 0.0
        out[p, 5] = min(names_a, names_b)
        out[p, 6] = agree
        out[p, 7] = differ
    return out

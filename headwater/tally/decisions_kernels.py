"""Two contents side by side: what they share and what sets them apart, for every pair of rows at once."""

import math

import numpy as np

from headwater.kernel import compile_kernel

FEATURES = 8
"""telling words shared, share of the lighter, share of the heavier, shared word pairs over the fewer, shared name weight over
the lighter's, name weight that only one has, numbers that agree, numbers that differ."""

TELLING = 0.8
"""From this weight on a shared word counts: half of all articles have a lighter one."""


@compile_kernel
def agree_numbers(unit, value, a0, a1, b0, b1):  # type: ignore[no-untyped-def]
    """(numbers of both that agree, units in which both have numbers and none agrees)."""
    agree = 0
    differ = 0
    for u in range(5):
        in_a = 0
        in_b = 0
        hits = 0
        for i in range(a0, a1):
            if unit[i] != u:
                continue
            in_a += 1
            for j in range(b0, b1):
                if unit[j] == u:
                    larger = max(abs(value[i]), abs(value[j]))
                    room = 0.025 * larger if u < 3 and larger > 20 else 0.0
                    if abs(value[i] - value[j]) <= room:
                        hits += 1
                        break
        for j in range(b0, b1):
            if unit[j] == u:
                in_b += 1
        agree += hits
        if in_a and in_b and hits == 0:
            differ += 1
    return agree, differ


@compile_kernel
def damp(weight, rate):  # type: ignore[no-untyped-def]
    """What a word tells inside a story: less, the more sentences of the story have it."""
    return math.sqrt(weight) / (1.0 + 4.0 * rate)


@compile_kernel
def compare_rows(left, right, pointer, term, weight, rate, name, pair_pointer, pair, number_pointer, unit, value):  # type: ignore[no-untyped-def]
    """FEATURES of every pair (left[i], right[i])."""
    out = np.zeros((len(left), 8), np.float32)
    for p in range(len(left)):
        a, b = left[p], right[p]
        i, j = pointer[a], pointer[b]
        ie, je = pointer[a + 1], pointer[b + 1]
        shared = 0.0
        told = 0
        only_a = 0.0
        only_b = 0.0
        names = 0.0
        names_a = 0.0
        names_b = 0.0
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
                w = damp(weight[i], 0.5 * (rate[i] + rate[j]))
                shared += w
                if weight[i] > TELLING:
                    told += 1
                if name[i] or name[j]:
                    names += w
                i += 1
                j += 1
        runs = 0
        i, j = pair_pointer[a], pair_pointer[b]
        ie, je = pair_pointer[a + 1], pair_pointer[b + 1]
        fewer = min(ie - i, je - j)
        while i < ie and j < je:
            if pair[i] < pair[j]:
                i += 1
            elif pair[j] < pair[i]:
                j += 1
            else:
                runs += 1
                i += 1
                j += 1
        agree, differ = agree_numbers(
            unit, value, number_pointer[a], number_pointer[a + 1], number_pointer[b], number_pointer[b + 1]
        )
        light = shared + min(only_a, only_b)
        heavy = shared + max(only_a, only_b)
        out[p, 0] = told
        out[p, 1] = shared / light if light > 0 else 0.0
        out[p, 2] = shared / heavy if heavy > 0 else 0.0
        out[p, 3] = runs / fewer if fewer > 0 else 0.0
        out[p, 4] = names / (names + min(names_a, names_b)) if names > 0 else 0.0
        out[p, 5] = min(names_a, names_b)
        out[p, 6] = agree
        out[p, 7] = differ
    return out

"""Changes that two texts share against most others: what few make, few made apart from one another."""

from collections import defaultdict

import numpy as np

from headwater.descent.stretches import Sheets, Stretch

_MOST = 12.0
"""What shared changes may amount to: beyond this nothing is told apart."""

Variant = tuple[int, int, tuple[int, ...]]
"""Between two words of the text that most are near to, what a member has in place of what stands there."""


def weigh_innovations(sheets: Sheets, centre: int) -> dict[tuple[int, int], float]:
    """How much the changes weigh that two members share against the text at the centre, by (one, other), both ways.

    A change of which one in n texts that have the place partakes weighs log n, so that the changes that many rewriters
    make for themselves weigh little (shared innovations, as in Lachmann's method; weights as in Robertson and Sparck
    Jones 1976).
    """
    size = len(sheets.readings)
    found = {n: _list_variants(sheets, n, centre) for n in range(size) if (n, centre) in sheets.shared}
    covers = np.zeros(len(sheets.readings[centre]) + 1, np.int64)
    holders: dict[Variant, list[int]] = defaultdict(list)
    for member, variants in found.items():
        for stretch in sheets.shared[member, centre].stretches:
            covers[stretch.b_low] += 1
            covers[stretch.b_high] -= 1
        for variant in variants:
            holders[variant].append(member)
    there = np.cumsum(covers)
    shared: dict[tuple[int, int], float] = defaultdict(float)
    for (low, _, _), members in holders.items():
        weight = float(np.log(max(1, there[low]) / len(members)))
        if len(members) < 2 or weight <= 0:
            continue
        for one in members:
            for other in members:
                if one != other and (one, other) in sheets.shared:
                    shared[one, other] += weight
    return {pair: min(weight, _MOST) for pair, weight in shared.items()}


def _list_variants(sheets: Sheets, member: int, centre: int) -> set[Variant]:
    numbers = sheets.readings[member].numbers
    return {
        variant for stretch in sheets.shared[member, centre].stretches for variant in _list_in_stretch(stretch, numbers)
    }


def _list_in_stretch(stretch: Stretch, numbers: np.ndarray) -> list[Variant]:
    a, b = stretch.a_equal, stretch.b_equal
    gaps = np.flatnonzero((np.diff(a) > 1) | (np.diff(b) > 1)).tolist()
    return [(int(b[k]), int(b[k + 1]), tuple(numbers[a[k] + 1 : a[k + 1]].tolist())) for k in gaps]

"""What two members of a family share, to the word, and how far apart the two texts are there."""

from dataclasses import dataclass

import numpy as np

from headwater.descent.members import FRAME_KINDS, Copied, Family
from headwater.descent.readings import Reading, Vocabulary, align_readings

GAP = 40
"""A gap of more words than this begins a new stretch, as in `copies`."""

FEWEST_KNOWN = 6
"""Words that a stretch must have in common where `copies` found the pair, and where it did not (FEWEST_NEW)."""
FEWEST_NEW = 16
_ROUNDS = 3
"""How often what is left of both texts is aligned again, so that moved paragraphs are found."""


@dataclass(frozen=True)
class Stretch:
    """Tokens [a_low, a_high) of one member and [b_low, b_high) of another, with the equal ones among them in order."""

    a_low: int
    a_high: int
    b_low: int
    b_high: int
    a_equal: np.ndarray
    b_equal: np.ndarray

    def turn(self) -> "Stretch":
        """The same stretch seen from the other member."""
        return Stretch(self.b_low, self.b_high, self.a_low, self.a_high, self.b_equal, self.a_equal)


@dataclass(frozen=True)
class Shared:
    """Everything that two members share: stretches in the order of the first, and how many places differ in them."""

    stretches: tuple[Stretch, ...]
    changes: float

    def turn(self) -> "Shared":
        """The same seen from the other member."""
        return Shared(tuple(sorted((s.turn() for s in self.stretches), key=lambda s: s.a_low)), self.changes)

    def cover(self, size: int) -> np.ndarray:
        """Which tokens of the first member lie in a stretch."""
        mask = np.zeros(size, bool)
        for stretch in self.stretches:
            mask[stretch.a_low : stretch.a_high] = True
        return mask


@dataclass(frozen=True)
class Sheets:
    """The members' texts as words, which of those words are copied text, and what every pair shares."""

    readings: tuple[Reading, ...]
    copied: tuple[np.ndarray, ...]
    shared: dict[tuple[int, int], Shared]
    """By (first, second), both ways round; a pair that shares nothing is not there."""


def read_sheets(family: Family, pairs: list[tuple[int, int]] | None = None) -> Sheets:
    """Read a family's texts and find what its members share; `pairs` limits which are compared."""
    vocabulary = Vocabulary()
    readings = tuple(vocabulary.read(member.text) for member in family.members)
    copied = tuple(_mark_copied(family, i, reading) for i, reading in enumerate(readings))
    known: dict[tuple[int, int], list[Copied]] = {}
    for passage in family.passages:
        known.setdefault((passage.a, passage.b), []).append(passage)
    count = len(readings)
    shared = {}
    for a, b in pairs or [(a, b) for a in range(count) for b in range(a + 1, count)]:
        found = _share(readings[a], readings[b], copied[a], copied[b], known.get((a, b), []))
        if found.stretches:
            shared[a, b], shared[b, a] = found, found.turn()
    return Sheets(readings, copied, shared)


def _mark_copied(family: Family, place: int, reading: Reading) -> np.ndarray:
    """Which tokens of a member lie in copied passages, without what belongs to the page."""
    mask = np.zeros(len(reading), bool)
    for passage in family.passages:
        if passage.kind == "copy" and place in (passage.a, passage.b):
            span = passage.a_span if place == passage.a else passage.b_span
            low, high = reading.find_place(*span)
            mask[low:high] = True
    for start, end in family.members[place].find_regions(FRAME_KINDS):
        low, high = reading.find_place(start, end)
        mask[low:high] = False
    return mask


def _share(a: Reading, b: Reading, in_a: np.ndarray, in_b: np.ndarray, known: list[Copied]) -> Shared:
    """The stretches of two texts within what is copied in both."""
    left, right = np.where(in_a, a.numbers, -1), np.where(in_b, b.numbers, -2)
    for passage in known:
        if passage.kind == "quotation":
            low, high = a.find_place(*passage.a_span)
            left[low:high] = -1
    fewest = FEWEST_KNOWN if any(p.kind == "copy" for p in known) else FEWEST_NEW
    found: list[Stretch] = []
    for _ in range(_ROUNDS):
        to = align_readings(
            Reading(a.text, a.starts, a.ends, left, a.weights), Reading(b.text, b.starts, b.ends, right, b.weights)
        )
        new = _cut_stretches(to, fewest)
        if not new:
            break
        found += new
        for stretch in new:
            left[stretch.a_low : stretch.a_high] = -1
            right[stretch.b_low : stretch.b_high] = -2
    found.sort(key=lambda s: s.a_low)
    return Shared(tuple(found), sum(count_changes(a, b, s) for s in found))


def _cut_stretches(to: np.ndarray, fewest: int) -> list[Stretch]:
    """The aligned tokens as stretches, cut at long gaps; what has too few words in common is left out."""
    here = np.flatnonzero(to >= 0)
    if not len(here):
        return []
    there = to[here]
    cuts = np.flatnonzero((np.diff(here) > GAP + 1) | (np.diff(there) > GAP + 1)) + 1
    stretches = []
    for one, other in zip(np.split(here, cuts), np.split(there, cuts), strict=True):
        if len(one) >= fewest:
            stretches.append(Stretch(int(one[0]), int(one[-1]) + 1, int(other[0]), int(other[-1]) + 1, one, other))
    return stretches


def count_changes(a: Reading, b: Reading, stretch: Stretch) -> float:
    """In how many places two texts differ within a stretch; a long one counts a little more, marks alone do not count."""
    step_a, step_b = np.diff(stretch.a_equal), np.diff(stretch.b_equal)
    changes = 0.0
    for k in np.flatnonzero((step_a > 1) | (step_b > 1)):
        low_a, low_b = int(stretch.a_equal[k]), int(stretch.b_equal[k])
        weight_a = int(a.weights[low_a + 1 : low_a + int(step_a[k])].sum())
        weight_b = int(b.weights[low_b + 1 : low_b + int(step_b[k])].sum())
        if max(weight_a, weight_b) > 1:
            changes += 1 + 0.02 * max(weight_a, weight_b)
    return changes

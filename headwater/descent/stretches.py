"""What two members of a family share, to the word, and how far apart the two texts are there."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from headwater.descent.credits import count_credits
from headwater.descent.members import Copied, Family
from headwater.descent.quotations import mark_quoted
from headwater.descent.readings import Reading, Vocabulary, align_readings
from headwater.intervals import join_spans

GAP = 40
"""A gap of more words than this begins a new stretch, as in `copies`."""

FEWEST_KNOWN = 6
"""Words that a stretch must have in common where `copies` found the pair, and where it did not (FEWEST_NEW)."""
FEWEST_NEW = 16
_FEW = 40
"""Members up to which all pairs of a family are compared; in larger ones these many for each member:"""
_NEAREST = 24
_OLDEST = 12
_WIDEST = 8
"""Members that share most with all others together."""
_FAMOUS = 6
"""Members that most others credit."""
_FEWEST_MOVED = 10
_DENSE = 0.6
"""Equal words, and their share, in a stretch that stands at another place."""
_MOSTLY = 0.6
"""Share of what two texts have in common that stands in quotation marks, from which it is a quotation."""
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

    @cached_property
    def neighbours(self) -> list[list[int]]:
        """The members that share something with each, in order."""
        found: list[list[int]] = [[] for _ in self.readings]
        for one, other in sorted(self.shared):
            found[one].append(other)
        return found


def read_sheets(family: Family) -> Sheets:
    """Read a family's texts and find what its members share."""
    vocabulary = Vocabulary()
    readings = tuple(vocabulary.read(member.text) for member in family.members)
    known: dict[tuple[int, int], list[Copied]] = {}
    for passage in family.passages:
        known.setdefault((passage.a, passage.b), []).append(passage)
    copied = _mark_copied(family, readings)
    quoted = tuple(mark_quoted(reading) for reading in readings)
    shared = {}
    held = _list_settled(family)
    for first, second in choose_pairs(family, known):
        found = _share(readings[first], readings[second], copied[first], copied[second], known.get((first, second), []))
        if found.stretches and ((first, second) in held or not _is_quotation(found, quoted[first])):
            shared[first, second], shared[second, first] = found, found.turn()
    return Sheets(readings, copied, shared)


def _list_settled(family: Family) -> set[tuple[int, int]]:
    """The pairs of which a reader says that one was taken from the other."""
    taken = family.settled.taken.values() if family.settled is not None else ()
    return {(min(pair), max(pair)) for pair in taken}


def _is_quotation(shared: Shared, quoted: np.ndarray) -> bool:
    """Whether all that two texts share is what somebody said, with the few words around it: both may have heard it."""
    equal = np.concatenate([stretch.a_equal for stretch in shared.stretches])
    inside = int(quoted[equal].sum())
    return inside >= _MOSTLY * len(equal) and len(equal) - inside < FEWEST_NEW


def choose_pairs(family: Family, known: dict[tuple[int, int], list[Copied]]) -> list[tuple[int, int]]:
    """The pairs that are compared: in a large family every member with its nearest, the oldest and credited."""
    count = len(family.members)
    if count <= _FEW:
        return [(a, b) for a in range(count) for b in range(a + 1, count)]
    shared: list[dict[int, int]] = [{} for _ in range(count)]
    for (a, b), passages in known.items():
        words = sum(p.shared for p in passages if p.kind == "copy")
        if words:
            shared[a][b] = shared[b][a] = words
    dates = [m.published for m in family.members]
    oldest = sorted((n for n in range(count) if dates[n] is not None), key=lambda n: (dates[n], n))[:_OLDEST]
    widest = sorted(range(count), key=lambda n: (-sum(shared[n].values()), n))[:_WIDEST]
    credits = count_credits(family)
    famous = sorted((n for n in range(count) if credits[n]), key=lambda n: (-credits[n], n))[:_FAMOUS]
    leading = {*oldest, *widest, *famous}
    pairs = _list_settled(family)
    for a in range(count):
        nearest = sorted(shared[a], key=lambda b: (-shared[a][b], b))[:_NEAREST]
        keys = frozenset(k for h in family.members[a].hints if h.direction != "to" for k in h.keys)
        credited = [b for b in shared[a] if keys and family.members[b].is_from(keys)]
        for b in {*nearest, *credited, *(o for o in leading if o in shared[a])} - {a}:
            pairs.add((min(a, b), max(a, b)))
    return sorted(pairs)


def _mark_copied(family: Family, readings: tuple[Reading, ...]) -> tuple[np.ndarray, ...]:
    """Which tokens of every member lie in copied passages, without what belongs to the page."""
    masks = tuple(np.zeros(len(reading), bool) for reading in readings)
    spans: list[set[tuple[int, int]]] = [set() for _ in readings]
    for passage in family.passages:
        if passage.kind == "copy":
            spans[passage.a].add(passage.a_span)
            spans[passage.b].add(passage.b_span)
    for place, reading in enumerate(readings):
        for span in join_spans(spans[place]):
            low, high = reading.find_place(*span)
            masks[place][low:high] = True
        for span in family.members[place].frames:
            low, high = reading.find_place(*span)
            masks[place][low:high] = False
    return masks


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
        new = [s for s in _cut_stretches(to, fewest) if not found or _is_dense(s)]
        if not new:
            break
        found = [part for stretch in found for part in _split_around(stretch, new)] + new
        for stretch in new:
            left[stretch.a_equal] = -1
            right[stretch.b_equal] = -2
        if min(np.count_nonzero(left >= 0), np.count_nonzero(right >= 0)) < fewest:
            break
    found.sort(key=lambda s: s.a_low)
    return Shared(tuple(found), sum(count_changes(a, b, s) for s in found))


def _is_dense(stretch: Stretch) -> bool:
    """Whether what was found among leftovers is a passage that stands elsewhere, and not words strewn over gaps."""
    longer = max(stretch.a_high - stretch.a_low, stretch.b_high - stretch.b_low)
    return len(stretch.a_equal) >= max(_FEWEST_MOVED, _DENSE * longer)


def _split_around(stretch: Stretch, others: list[Stretch]) -> list[Stretch]:
    """A stretch cut wherever another one stands in a gap of it, on either side."""
    cuts = set()
    for other in others:
        for equal, low in ((stretch.a_equal, other.a_low), (stretch.b_equal, other.b_low)):
            cut = int(np.searchsorted(equal, low))
            if 0 < cut < len(equal):
                cuts.add(cut)
    parts = zip(np.split(stretch.a_equal, sorted(cuts)), np.split(stretch.b_equal, sorted(cuts)), strict=True)
    return [Stretch(int(a[0]), int(a[-1]) + 1, int(b[0]), int(b[-1]) + 1, a, b) for a, b in parts if len(a)]


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
    """In how many places two texts differ within a stretch; a long one counts a little more, marks do not."""
    step_a, step_b = np.diff(stretch.a_equal), np.diff(stretch.b_equal)
    changes = 0.0
    for k in np.flatnonzero((step_a > 1) | (step_b > 1)):
        low_a, low_b = int(stretch.a_equal[k]), int(stretch.b_equal[k])
        weight_a = int(a.weights[low_a + 1 : low_a + int(step_a[k])].sum())
        weight_b = int(b.weights[low_b + 1 : low_b + int(step_b[k])].sum())
        if max(weight_a, weight_b) > 1:
            changes += 1 + 0.02 * max(weight_a, weight_b)
    return changes

"""What two texts themselves say of which of them is the older: what each has besides what both have."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from headwater.descent.evidence import Observation
from headwater.descent.members import Member
from headwater.descent.readings import Reading, fold_token
from headwater.descent.stretches import Shared, Sheets

_PART = 60
"""Words that make up a part of a text that is joined from two."""
_REST = 40
"""Words besides what is shared from which a text's rest can be asked what it is about."""
_OWN = 20
"""Words of one text alone that make a paragraph or a long sentence."""
_MOST = 3
"""However many paragraphs or hedges more one text has, they count as this many."""
_OF_CHILD = ("opening",)
"""Kinds of evidence that speak for the text of which they are said being the child."""
_LONGER = 1.05
"""How many times as long a text is that counts as the longer."""
_SIDE = ("title", "caption", "dateline")
_GUARDS = ("according", "reportedly", "allegedly", "apparently", "purportedly", "possibly", "perhaps", "probably",
           "may", "might", "could", "appears", "seems", "believed", "alleged", "unconfirmed")  # fmt: skip
"""Words that hold a sentence back or say whose it is; in copies they get lost more often than they are put in."""


@dataclass(frozen=True)
class Contents:
    """The words of one member that are of its text, and those of them that say what it is about."""

    label: str
    reading: Reading
    body: np.ndarray
    guards: np.ndarray

    @cached_property
    def heavy(self) -> np.ndarray:
        """Which tokens are words of some length within the text."""
        mask: np.ndarray = self.body & (self.reading.weights >= 4)
        return mask


def read_contents(sheets: Sheets, members: tuple[Member, ...]) -> list[Contents]:
    """The contents of every member of a family."""
    found = []
    for reading, member in zip(sheets.readings, members, strict=True):
        body = np.ones(len(reading), bool)
        for start, end in (*member.frames, *member.find_regions(_SIDE)):
            low, high = reading.find_place(start, end)
            body[low:high] = False
        words = [fold_token(reading.text[s:e]) for s, e in zip(reading.starts, reading.ends, strict=True)]
        guards = np.fromiter((word in _GUARDS for word in words), bool, len(words)) & body
        found.append(Contents(member.label, reading, body, guards))
    return found


@dataclass(frozen=True)
class _Side:
    """One of two texts beside what both have: words after the last shared one and before the first, guards."""

    after: int
    before: int
    guards: int
    rest: np.ndarray
    covered: np.ndarray


def _read_side(contents: Contents, shared: Shared) -> _Side:
    size = len(contents.reading)
    covered, equal = shared.cover(size), np.zeros(size, bool)
    for stretch in shared.stretches:
        equal[stretch.a_equal] = True
    places = np.flatnonzero(equal)
    low, high = int(places[0]), int(places[-1]) + 1
    rest = contents.heavy & ~covered
    return _Side(
        int(contents.body[high:].sum()),
        int(contents.body[:low].sum()),
        int((contents.guards & covered & ~equal).sum()),
        rest,
        covered,
    )


def compare_contents(contents: list[Contents], sheets: Sheets, parent: int, child: int) -> list[Observation]:
    """What the texts of two members say about `parent` being the parent of `child`."""
    shared = sheets.shared[parent, child]
    one, other = _read_side(contents[parent], shared), _read_side(contents[child], shared.turn())
    labels = contents[parent].label, contents[child].label

    def note(kind: str, amount: float, words: str) -> None:
        if amount:
            whose = labels[(amount > 0) == (kind in _OF_CHILD)]
            seen.append(Observation(kind, float(np.clip(amount, -_MOST, _MOST)), f"{whose} {words}"))

    seen: list[Observation] = []
    note("end", (one.after >= _OWN) - (other.after >= _OWN), "goes on where the other ends")
    note("opening", (other.before >= _OWN) - (one.before >= _OWN), "has an opening of its own")
    note(
        "longer", _compare_sizes(contents[parent], contents[child]), "is the longer: copies are cut more than extended"
    )
    note("guards", one.guards - other.guards, "has hedges or attributions that the other lacks")
    return seen + _compare_rests(contents, (parent, child), (one, other))


def _compare_sizes(one: Contents, other: Contents) -> int:
    """1 where the first is the longer, -1 where the second is."""
    sizes = [int(contents.body.sum()) for contents in (one, other)]
    return (sizes[0] > _LONGER * sizes[1]) - (sizes[1] > _LONGER * sizes[0])


def _compare_rests(contents: list[Contents], pair: tuple[int, int], sides: tuple[_Side, _Side]) -> list[Observation]:
    """In whose rest the words of the shared text stand too: there it belongs."""
    if min(int(side.rest.sum()) for side in sides) < _REST:
        return []
    first = contents[pair[0]]
    words = np.unique(first.reading.numbers[first.heavy & sides[0].covered])
    if not len(words):
        return []
    shares = [
        float(np.isin(words, contents[member].reading.numbers[side.rest]).mean() / np.sqrt(side.rest.sum()))
        for member, side in zip(pair, sides, strict=True)
    ]
    amount = float(np.log((shares[0] + 0.001) / (shares[1] + 0.001)))
    which = contents[pair[amount < 0]].label
    return [Observation("rest", amount, f"what both have fits the rest of {which} better")]


def find_joined(sheets: Sheets, parent: int, child: int) -> list[Observation]:
    """Whether one of the two joins the other's text with a third one that has nothing in common with it."""
    seen = []
    for one, other, sign in ((parent, child, 1.0), (child, parent, -1.0)):
        pair = sheets.shared[other, one]
        size = len(sheets.readings[other])
        rest = sheets.copied[other] & ~pair.cover(size)
        if int(rest.sum()) < _PART or _count_own(sheets, one, other) < _PART:
            continue
        for third in sheets.neighbours[other]:
            if third == one or (one, third) in sheets.shared:
                continue
            link = sheets.shared[other, third]
            if int((link.cover(size) & rest).sum()) >= _PART and _count_own(sheets, third, other) >= _PART:
                words = "one text joins this one with another that has nothing in common with it"
                seen.append(Observation("joined", sign, words))
                break
    return seen


def _count_own(sheets: Sheets, one: int, other: int) -> int:
    """Tokens of one text that the other lacks."""
    size = len(sheets.readings[one])
    return size - int(sheets.shared[one, other].cover(size).sum())

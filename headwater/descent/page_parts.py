"""The parts of two pages beside their texts: titles and captions compared, the rest matched where it is the same."""

import numpy as np

from headwater.descent.members import FRAME_KINDS
from headwater.descent.readings import Reading, align_readings
from headwater.descent.sides import Side
from headwater.descent.stretches import Stretch
from headwater.intervals import Span, subtract_spans

_ALIKE = 0.6
"""Share of equal words from which two titles or captions are versions of one."""
_FRAME = ("title", "caption", "section", "byline", "credit", "notice", "bio", "chrome")
"""Regions that are reported one by one."""
_WORDED = ("title", "caption")
"""Those of them whose words are compared; a byline or footer of another page is no edit of this one."""


def align_frames(child: Side, parent: Side, stretches: list[Stretch]) -> list[Stretch]:
    """What the titles and captions of both texts have in common, and the other page parts that are the same in both."""
    found = []
    free = [np.ones(len(r), bool) for r in (child.reading, parent.reading)]
    for s in stretches:
        free[0][s.a_low : s.a_high] = False
        free[1][s.b_low : s.b_high] = False
    for kind in _WORDED:
        sides = []
        for side, open_ in zip((child, parent), free, strict=True):
            mask = np.zeros(len(side.reading), bool)
            for wanted, part in ((True, kind), (False, "credit")):
                for start, end in side.member.find_regions((part,)):
                    low, high = side.reading.find_place(start, end)
                    mask[low:high] = wanted
            sides.append(mask & open_)
        if not sides[0].any() or not sides[1].any():
            continue
        a, b = child.reading, parent.reading
        one = Reading(a.text, a.starts, a.ends, np.where(sides[0], a.numbers, -1), a.weights)
        other = Reading(b.text, b.starts, b.ends, np.where(sides[1], b.numbers, -2), b.weights)
        found += _cut_frames(align_readings(one, other), sides, free)
    return found + _match_frames(child, parent, free)


def _match_frames(child: Side, parent: Side, free: list[np.ndarray]) -> list[Stretch]:
    """Page parts other than titles and captions that stand word for word in both: what differs there is the page's."""
    found = []
    for kind in set(_FRAME) - set(_WORDED):
        there = [parent.reading.find_place(*span) for span in parent.member.find_regions((kind,))]
        for span in child.member.find_regions((kind,)):
            low, high = child.reading.find_place(*span)
            numbers = child.reading.numbers[low:high]
            for at, to in there:
                same = to - at == high - low and np.array_equal(numbers, parent.reading.numbers[at:to])
                if same and free[0][low:high].all() and free[1][at:to].all():
                    found.append(Stretch(low, high, at, to, np.arange(low, high), np.arange(at, to)))
                    free[0][low:high] = False
                    free[1][at:to] = False
                    break
    return found


def _cut_frames(to: np.ndarray, sides: list[np.ndarray], free: list[np.ndarray]) -> list[Stretch]:
    """Aligned page parts as stretches, each within an unbroken run of its part on both sides."""
    here = np.flatnonzero(to >= 0)
    if len(here) < 2 or len(here) < _ALIKE * min(int(side.sum()) for side in sides):
        return []
    there = to[here]
    outside = [np.concatenate([[0], np.cumsum(~side)]) for side in sides]
    breaks = (np.diff(outside[0][here]) > 0) | (np.diff(outside[1][there]) > 0)
    found = []
    cuts = np.flatnonzero(breaks) + 1
    for a, b in zip(np.split(here, cuts), np.split(there, cuts), strict=True):
        found.append(Stretch(int(a[0]), int(a[-1]) + 1, int(b[0]), int(b[-1]) + 1, a, b))
        free[0][a[0] : a[-1] + 1] = False
        free[1][b[0] : b[-1] + 1] = False
    return found


def list_parts(side: Side) -> list[tuple[int, int, bool]]:
    """A document cut into its page parts and the body text between them; whether each is a page part."""
    text, member = side.reading.text, side.member
    parts: list[tuple[int, int, bool]] = []
    frames: list[Span] = []
    for kind in _FRAME:
        for start, end in member.find_regions((kind,)):
            for left in subtract_spans((start, end), frames):
                parts += [(*left, kind in FRAME_KINDS | {"caption", "title"})]
            frames.append((start, end))
    parts += [(start, end, False) for start, end in subtract_spans((0, len(text)), frames)]
    return sorted(parts)

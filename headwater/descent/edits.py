"""What was changed between a text and the one it was taken from: every change with its place on both sides, by kind."""

from dataclasses import dataclass

import numpy as np

from headwater.descent.edit_kinds import WEIGHTS, Change, name_kind
from headwater.descent.members import FRAME_KINDS, Member
from headwater.descent.quotations import mark_quoted
from headwater.descent.readings import Reading, align_readings
from headwater.descent.stretches import Stretch
from headwater.intervals import Span, subtract_spans

_LONG = 25
"""Tokens from which a replaced run is a cut and an insert: nothing in it was changed word for word."""
_ALIKE = 0.6
"""Share of equal words from which two titles or captions are versions of one."""
_WITHIN = ("number", "name", "date", "role", "quote", "negation", "hedge_dropped", "hedge_added", "source_changed")
"""Kinds of change within a sentence that both texts have."""
_COMMON = 0.4
"""The share of equal words from which two sentences are one: below it another sentence stands in its place."""
_MOVED = 3
"""Words in a phrase that was moved within a passage."""
_NEAR = 120
_FRAME_WEIGHT = 0.05
_FRAME = ("title", "caption", "section", "byline", "credit", "notice", "bio", "chrome")
"""Regions that are reported one by one."""
_WORDED = ("title", "caption")
"""Those of them whose words are compared; a byline or footer of another page is no edit of this one."""


@dataclass(frozen=True)
class Ends:
    """A child and its parent, as words and as documents."""

    child: Reading
    parent: Reading
    child_member: Member
    parent_member: Member


@dataclass(frozen=True)
class Edit:
    """One change: its place in both texts, its kind and weight, and the stretch it belongs to."""

    child: Span
    parent: Span
    kind: str
    weight: float
    stretch: int


def list_edits(ends: Ends, stretches: list[Stretch], *, whole: bool) -> list[Edit]:
    """Every change along the stretches that a child took from a parent; with `whole`, over both documents."""
    marks = [_mark_side(reading) for reading in (ends.child, ends.parent)]
    _mark_same(marks, stretches)
    edits: list[Edit] = []
    main = max(range(len(stretches)), key=lambda k: (len(stretches[k].a_equal), -k))
    for number, stretch in enumerate(stretches):
        edits += _list_inside(ends, stretch, number, marks)
    if whole:
        framed = _align_frames(ends, stretches)
        _mark_same(marks, framed)
        for stretch in framed:
            edits += _list_inside(ends, stretch, main, marks)
        edits += _list_outside(ends, [*stretches, *framed], main)
        edits += _list_moves(ends, stretches)
    unique = {(e.child, e.parent, e.kind, e.stretch): e for e in edits}
    return sorted(unique.values(), key=lambda e: (e.child, e.parent, e.kind))


def find_sentence_breaks(reading: Reading) -> np.ndarray:
    """The number of the sentence that every token stands in."""
    number, numbers = 0, np.zeros(len(reading), np.int64)
    text = reading.text
    for k in range(len(reading)):
        if k and "\n" in text[reading.ends[k - 1] : reading.starts[k]]:
            number += 1
        numbers[k] = number
        token = text[reading.starts[k] : reading.ends[k]]
        if token in ".!?" and k + 1 < len(reading) and text[reading.ends[k] : reading.ends[k] + 1].isspace():
            number += 1
    return numbers


@dataclass(frozen=True)
class _Side:
    """What is known of every token of one text: whether it is quoted, its sentence, whether both texts have it."""

    quoted: np.ndarray
    sentences: np.ndarray
    same: np.ndarray

    def share_sentence(self, span: Span) -> float:
        """The share of a sentence's words beside a change that both texts have; 1 where there are none."""
        number = self.sentences[min(span[0], len(self.sentences) - 1)]
        low, high = np.searchsorted(self.sentences, number, "left"), np.searchsorted(self.sentences, number, "right")
        rest = high - low - (min(span[1], high) - max(span[0], low))
        return float(self.same[low:high].sum() / rest) if rest > 0 else 1.0


Marks = list[_Side]


def _mark_side(reading: Reading) -> _Side:
    return _Side(mark_quoted(reading), find_sentence_breaks(reading), np.zeros(len(reading), bool))


def _mark_same(marks: Marks, stretches: list[Stretch]) -> None:
    for stretch in stretches:
        marks[0].same[stretch.a_equal] = True
        marks[1].same[stretch.b_equal] = True


def _list_inside(ends: Ends, stretch: Stretch, number: int, marks: Marks) -> list[Edit]:
    """The changes within one stretch: tokens that differ in style, gaps on either side, spaces."""
    found = []
    a, b = stretch.a_equal, stretch.b_equal
    for k in range(len(a)):
        i, j = int(a[k]), int(b[k])
        if _write(ends.child, i, i + 1) != _write(ends.parent, j, j + 1):
            found.append(((i, i + 1), (j, j + 1)))
        if k + 1 < len(a):
            after_i, after_j = int(a[k + 1]), int(b[k + 1])
            if after_i > i + 1 or after_j > j + 1:
                found += _split_gap(ends, (i + 1, after_i), (j + 1, after_j))
            elif (space := _compare_space(ends, i, j)) is not None:
                found.append(space)
    return [_name_edit(ends, child, parent, number, marks) for child, parent in _join_moved(ends, found)]


def _join_moved(ends: Ends, changes: list[tuple[Span, Span]]) -> list[tuple[Span, Span]]:
    """Changes, a loss and a gain of the same words near each other made one change from the old place to the new."""
    lost: dict[tuple[int, ...], list[tuple[Span, Span]]] = {}
    for child, parent in changes:
        words = _list_words(ends.parent, parent) if child[0] == child[1] >= 0 else ()
        if len(words) >= _MOVED:
            lost.setdefault(words, []).append((child, parent))
    joined: dict[tuple[Span, Span], tuple[Span, Span]] = {}
    for child, parent in changes:
        words = _list_words(ends.child, child) if parent[0] == parent[1] >= 0 else ()
        near = [old for old in lost.get(words, []) if old not in joined and abs(old[1][0] - parent[0]) <= _NEAR]
        if near:
            old = min(near, key=lambda o: abs(o[1][0] - parent[0]))
            joined[old] = joined[child, parent] = (child, old[1])
    return list(dict.fromkeys(joined.get(change, change) for change in changes))


def _list_words(reading: Reading, span: Span) -> tuple[int, ...]:
    return tuple(
        int(n) for n, w in zip(reading.numbers[slice(*span)], reading.weights[slice(*span)], strict=True) if w > 1
    )


def _compare_space(ends: Ends, i: int, j: int) -> tuple[Span, Span] | None:
    """The two neighbours where one text has a space between them and the other has none."""
    one = ends.child.text[ends.child.ends[i] : ends.child.starts[i + 1]]
    other = ends.parent.text[ends.parent.ends[j] : ends.parent.starts[j + 1]]
    if bool(one) == bool(other) or "\n" in one + other:
        return None
    return (-1 - i, -1 - i), (-1 - j, -1 - j)


def _split_gap(ends: Ends, child: Span, parent: Span) -> list[tuple[Span, Span]]:
    """A gap as changes: word by word where the words pair off, a cut and an insert where it is long."""
    one, other = child[1] - child[0], parent[1] - parent[0]
    if one == other and 1 < one <= 6:
        pairs = [
            (_write(ends.child, child[0] + k, child[0] + k + 1), _write(ends.parent, parent[0] + k, parent[0] + k + 1))
            for k in range(one)
        ]
        if all(_is_like(x, y) for x, y in pairs):
            return [((child[0] + k, child[0] + k + 1), (parent[0] + k, parent[0] + k + 1)) for k in range(one)]
    if one and other and max(one, other) > _LONG:
        return [(child, (parent[0], parent[0])), ((child[1], child[1]), parent)]
    return [(child, parent)]


def _is_like(one: str, other: str) -> bool:
    """Whether two tokens are of one sort: both numbers, both capitalised, both marks, both plain words."""
    return (one[0].isdigit(), one[0].isupper(), one[0].isalnum()) == (
        other[0].isdigit(),
        other[0].isupper(),
        other[0].isalnum(),
    )


def _name_edit(ends: Ends, child: Span, parent: Span, number: int, marks: Marks) -> Edit:
    """An edit from the tokens on both sides."""
    if child[0] < 0:
        i, j = -1 - child[0], -1 - parent[0]
        spans = (
            (int(ends.child.ends[i]), int(ends.child.starts[i + 1])),
            (int(ends.parent.ends[j]), int(ends.parent.starts[j + 1])),
        )
        return Edit(*spans, "typography", WEIGHTS["typography"], number)
    quoted = all(
        bool(marks[k].quoted[span[0] : span[1]].all()) and span[1] > span[0] for k, span in enumerate((child, parent))
    )
    change = Change(
        child=_list_tokens(ends.child, *child),
        parent=_list_tokens(ends.parent, *parent),
        child_sentence=_find_sentence(ends.child, child, marks[0].sentences),
        parent_sentence=_find_sentence(ends.parent, parent, marks[1].sentences),
        quoted=quoted,
        opens=_opens_sentence(marks[0].sentences, child) or _opens_sentence(marks[1].sentences, parent),
    )
    kind = "move" if _is_moved(ends, child, parent) else name_kind(change)
    if kind in _WITHIN and min(marks[0].share_sentence(child), marks[1].share_sentence(parent)) < _COMMON:
        kind = "wording" if change.child and change.parent else "insert" if change.child else "cut"
    if kind == "typography" and (child[0] == child[1] or parent[0] == parent[1]):
        child, parent, kind = _take_dotted(ends, child, parent)
    if kind == "role" and (child[0] == child[1] or parent[0] == parent[1]):
        child, parent = _take_next(ends, child, parent)
    weight = WEIGHTS[kind]
    if kind in ("cut", "insert", "wording"):
        size = max(child[1] - child[0], parent[1] - parent[0])
        weight = round(min(0.55, weight + 0.004 * size), 3)
    return Edit(ends.child.find_span(*child), ends.parent.find_span(*parent), kind, weight, number)


def _is_moved(ends: Ends, child: Span, parent: Span) -> bool:
    words = _list_words(ends.child, child)
    return len(words) >= _MOVED and words == _list_words(ends.parent, parent)


def _take_dotted(ends: Ends, child: Span, parent: Span) -> tuple[Span, Span, str]:
    """A lost or gained full stop of an abbreviation with the word it belongs to ("Mr.", "Mr"): house style."""
    reading, span = (ends.parent, parent) if child[0] == child[1] else (ends.child, child)
    other = child if child[0] == child[1] else parent
    mark, at = _write(reading, *span), span[0]
    if mark == "." and at > 0 and other[0] > 0 and reading.ends[at - 1] == reading.starts[at]:
        word, after = _write(reading, at - 1, at), reading.text[int(reading.ends[at]) :][:2]
        if len(word) <= 5 and word[0].isupper() and after[:1] == " ":
            return (child[0] - 1, child[1]), (parent[0] - 1, parent[1]), "house_style"
    return child, parent, "typography"


def _take_next(ends: Ends, child: Span, parent: Span) -> tuple[Span, Span]:
    """A lost or gained "vice" with the office that follows it, so that there is text on both sides."""
    return (child[0], min(child[1] + 1, len(ends.child))), (parent[0], min(parent[1] + 1, len(ends.parent)))


def _find_sentence(reading: Reading, span: Span, sentences: np.ndarray) -> tuple[str, ...]:
    if not len(sentences):
        return ()
    number = sentences[min(span[0], len(sentences) - 1)]
    low, high = np.searchsorted(sentences, number, "left"), np.searchsorted(sentences, number, "right")
    return _list_tokens(reading, int(low), int(high))


def _opens_sentence(sentences: np.ndarray, span: Span) -> bool:
    return span[0] < len(sentences) and (span[0] == 0 or sentences[span[0] - 1] != sentences[span[0]])


def _write(reading: Reading, low: int, high: int) -> str:
    return reading.text[reading.starts[low] : reading.ends[high - 1]]


def _list_tokens(reading: Reading, low: int, high: int) -> tuple[str, ...]:
    return tuple(reading.text[reading.starts[k] : reading.ends[k]] for k in range(low, high))


def _align_frames(ends: Ends, stretches: list[Stretch]) -> list[Stretch]:
    """What the titles and captions of both texts have in common, and the other page parts that are the same in both."""
    found = []
    free = [np.ones(len(r), bool) for r in (ends.child, ends.parent)]
    for s in stretches:
        free[0][s.a_low : s.a_high] = False
        free[1][s.b_low : s.b_high] = False
    for kind in _WORDED:
        sides = []
        for reading, member, open_ in zip(
            (ends.child, ends.parent), (ends.child_member, ends.parent_member), free, strict=True
        ):
            mask = np.zeros(len(reading), bool)
            for start, end in member.find_regions((kind,)):
                low, high = reading.find_place(start, end)
                mask[low:high] = True
            for start, end in member.find_regions(("credit",)):
                low, high = reading.find_place(start, end)
                mask[low:high] = False
            sides.append(mask & open_)
        if not sides[0].any() or not sides[1].any():
            continue
        a, b = ends.child, ends.parent
        one = Reading(a.text, a.starts, a.ends, np.where(sides[0], a.numbers, -1), a.weights)
        other = Reading(b.text, b.starts, b.ends, np.where(sides[1], b.numbers, -2), b.weights)
        found += _cut_frames(align_readings(one, other), sides, free)
    return found + _match_frames(ends, free)


def _match_frames(ends: Ends, free: list[np.ndarray]) -> list[Stretch]:
    """Page parts other than titles and captions that stand word for word in both: what differs there is the page's."""
    found = []
    for kind in set(_FRAME) - set(_WORDED):
        there = [ends.parent.find_place(*span) for span in ends.parent_member.find_regions((kind,))]
        for span in ends.child_member.find_regions((kind,)):
            low, high = ends.child.find_place(*span)
            numbers = ends.child.numbers[low:high]
            for at, to in there:
                same = to - at == high - low and np.array_equal(numbers, ends.parent.numbers[at:to])
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


def _list_outside(ends: Ends, stretches: list[Stretch], main: int) -> list[Edit]:
    """What only one side has, outside all stretches: one cut or insert for each region, for each run of body text."""
    found = []
    places = sorted((s.a_low, s.a_high, s.b_high) for s in stretches)
    others = sorted((s.b_low, s.b_high, s.a_high) for s in stretches)
    sides = ((ends.child, ends.child_member, places, "insert"), (ends.parent, ends.parent_member, others, "cut"))
    for reading, member, taken, kind in sides:
        across = ends.parent if kind == "insert" else ends.child
        spans = [(reading.find_span(low, high)) for low, high, _ in taken]
        for start, end, framed in _list_parts(reading, member):
            for left in subtract_spans((start, end), spans):
                low, high = reading.find_place(*left)
                if high <= low or not any(c.isalnum() for c in reading.text[left[0] : left[1]]):
                    continue
                here = reading.find_span(low, high)
                before = [after for _, at, after in taken if at <= low]
                spot = across.find_span(before[-1], before[-1]) if before else (0, 0)
                weight = _FRAME_WEIGHT if framed else round(min(0.55, WEIGHTS[kind] + 0.002 * (high - low)), 3)
                pair = (here, spot) if kind == "insert" else (spot, here)
                found.append(Edit(*pair, kind, weight, main))
    return found


def _list_parts(reading: Reading, member: Member) -> list[tuple[int, int, bool]]:
    """A document cut into its page parts and the body text between them; whether each is a page part."""
    text = reading.text
    parts: list[tuple[int, int, bool]] = []
    frames: list[Span] = []
    for kind in _FRAME:
        for start, end in member.find_regions((kind,)):
            for left in subtract_spans((start, end), frames):
                parts += [(*left, kind in FRAME_KINDS | {"caption", "title"})]
            frames.append((start, end))
    parts += [(start, end, False) for start, end in subtract_spans((0, len(text)), frames)]
    return sorted(parts)


def _list_moves(ends: Ends, stretches: list[Stretch]) -> list[Edit]:
    """Stretches that stand in another order in the child: those outside the heaviest run that keeps its order."""
    if len(stretches) < 2:
        return []
    order = sorted(range(len(stretches)), key=lambda k: stretches[k].a_low)
    best: list[tuple[int, int]] = []
    for at, k in enumerate(order):
        size = len(stretches[k].a_equal)
        before = [(best[p][0], p) for p in range(at) if stretches[order[p]].b_high <= stretches[k].b_low]
        top = max(before, default=(0, -1))
        best.append((top[0] + size, top[1]))
    at = max(range(len(order)), key=lambda p: best[p][0])
    kept = set()
    while at != -1:
        kept.add(order[at])
        at = best[at][1]
    found = []
    for k, stretch in enumerate(stretches):
        if k not in kept:
            child = ends.child.find_span(stretch.a_low, stretch.a_high)
            parent = ends.parent.find_span(stretch.b_low, stretch.b_high)
            found.append(Edit(child, parent, "move", WEIGHTS["move"], k))
    return found

"""What was changed between a text and the one it was taken from: every change with its place on both sides, by kind."""

from dataclasses import dataclass

import numpy as np

from headwater.descent.edit_kinds import WEIGHTS, Change, name_kind
from headwater.descent.gaps import Pair, list_changes, list_words
from headwater.descent.page_parts import align_frames, list_parts
from headwater.descent.sides import Ends, Side
from headwater.descent.stretches import Stretch
from headwater.intervals import Span, subtract_spans

_WITHIN = ("number", "name", "date", "role", "quote", "negation", "hedge_dropped", "hedge_added", "source_changed")
"""Kinds of change within a sentence that both texts have."""
_MOVED = 3
"""Words in a phrase that was moved within a passage."""
_FRAME_WEIGHT = 0.05


@dataclass(frozen=True)
class Edit:
    """One change: its place in both texts, its kind and weight, and the stretch it belongs to."""

    child: Span
    parent: Span
    kind: str
    weight: float
    stretch: int


def list_edits(child: Side, parent: Side, stretches: list[Stretch], *, whole: bool) -> list[Edit]:
    """Every change along the stretches that a child took from a parent; with `whole`, over both documents."""
    framed = align_frames(child, parent, stretches) if whole else []
    ends, taken = Ends(child, parent), _mark(child, parent, [*stretches, *framed])
    main = max(range(len(stretches)), key=lambda k: (len(stretches[k].a_equal), -k))
    edits: list[Edit] = []
    widened = []
    for number, stretch in enumerate([*stretches, *framed]):
        belongs = number if number < len(stretches) else main
        changes, wide = list_changes(ends, stretch, (~taken[0], ~taken[1]))
        edits += [_name_edit(ends, change, belongs) for change in changes]
        taken[0][wide.a_low : wide.a_high], taken[1][wide.b_low : wide.b_high] = True, True
        widened.append(wide)
    if whole:
        edits += _list_outside(ends, widened, main)
        edits += _list_moves(ends, stretches)
    unique = {(e.child, e.parent, e.kind, e.stretch): e for e in edits}
    return sorted(unique.values(), key=lambda e: (e.child, e.parent, e.kind))


def _mark(child: Side, parent: Side, stretches: list[Stretch]) -> tuple[np.ndarray, np.ndarray]:
    """Which tokens of the child and of the parent lie in stretches."""
    one, other = np.zeros(len(child.reading), bool), np.zeros(len(parent.reading), bool)
    for stretch in stretches:
        one[stretch.a_low : stretch.a_high] = True
        other[stretch.b_low : stretch.b_high] = True
    return one, other


def _name_edit(ends: Ends, change: Pair, number: int) -> Edit:
    """An edit from the tokens on both sides."""
    child, parent = change
    if child[0] < 0:
        spans = _find_space(ends.child, child), _find_space(ends.parent, parent)
        return Edit(*spans, "typography", WEIGHTS["typography"], number)
    kind = "move" if _is_moved(ends, change) else name_kind(_describe(ends, change))
    if kind in _WITHIN and not ends.are_one_sentence(child, parent):
        kind = (
            "wording" if child[1] > child[0] and parent[1] > parent[0] else "insert" if child[1] > child[0] else "cut"
        )
    if kind == "typography" and (child[0] == child[1] or parent[0] == parent[1]):
        child, parent, kind = _take_dotted(ends, child, parent)
    if kind == "role" and (child[0] == child[1] or parent[0] == parent[1]):
        child, parent = _take_next(ends, child, parent)
    weight = WEIGHTS[kind]
    if kind in ("cut", "insert", "wording"):
        size = max(child[1] - child[0], parent[1] - parent[0])
        weight = round(min(0.55, weight + 0.004 * size), 3)
    places = ends.child.reading.find_span(*child), ends.parent.reading.find_span(*parent)
    return Edit(*places, kind, weight, number)


def _find_space(side: Side, span: Span) -> Span:
    """The text between a token, given as -1 - token, and the next."""
    k = -1 - span[0]
    return int(side.reading.ends[k]), int(side.reading.starts[k + 1])


def _describe(ends: Ends, change: Pair) -> Change:
    """A change as its kind is told from it."""
    sides = list(zip((ends.child, ends.parent), change, strict=True))
    return Change(
        child=ends.child.list_tokens(*change[0]),
        parent=ends.parent.list_tokens(*change[1]),
        child_sentence=ends.child.list_tokens(*ends.child.find_sentence(change[0][0])),
        parent_sentence=ends.parent.list_tokens(*ends.parent.find_sentence(change[1][0])),
        quoted=all(high > low and bool(side.quoted[low:high].all()) for side, (low, high) in sides),
        opens=any(low < len(side.reading) and side.find_sentence(low)[0] == low for side, (low, _) in sides),
        language=ends.child.member.language,
    )


def _is_moved(ends: Ends, change: Pair) -> bool:
    words = list_words(ends.child.reading, change[0])
    return len(words) >= _MOVED and words == list_words(ends.parent.reading, change[1])


def _take_dotted(ends: Ends, child: Span, parent: Span) -> tuple[Span, Span, str]:
    """A lost or gained full stop of an abbreviation with the word it belongs to ("Mr.", "Mr"): house style."""
    side, span, other = (ends.parent, parent, child) if child[0] == child[1] else (ends.child, child, parent)
    reading, at = side.reading, span[0]
    if side.write(*span) == "." and at > 0 and other[0] > 0 and reading.ends[at - 1] == reading.starts[at]:
        word, after = side.write(at - 1, at), reading.text[int(reading.ends[at]) :][:2]
        if len(word) <= 5 and word[0].isupper() and after[:1] == " ":
            return (child[0] - 1, child[1]), (parent[0] - 1, parent[1]), "house_style"
    return child, parent, "typography"


def _take_next(ends: Ends, child: Span, parent: Span) -> tuple[Span, Span]:
    """A lost or gained "vice" with the office that follows it, so that there is text on both sides."""
    one, other = len(ends.child.reading), len(ends.parent.reading)
    return (child[0], min(child[1] + 1, one)), (parent[0], min(parent[1] + 1, other))


def _list_outside(ends: Ends, stretches: list[Stretch], main: int) -> list[Edit]:
    """What only one side has, outside all stretches: one cut or insert for each region, for each run of body text."""
    found = []
    places = sorted((s.a_low, s.a_high, s.b_high) for s in stretches)
    others = sorted((s.b_low, s.b_high, s.a_high) for s in stretches)
    for side, taken, kind in ((ends.child, places, "insert"), (ends.parent, others, "cut")):
        reading, across = side.reading, (ends.parent if kind == "insert" else ends.child).reading
        spans = [(reading.find_span(low, high)) for low, high, _ in taken]
        for start, end, framed in list_parts(side):
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
            child = ends.child.reading.find_span(stretch.a_low, stretch.a_high)
            parent = ends.parent.reading.find_span(stretch.b_low, stretch.b_high)
            found.append(Edit(child, parent, "move", WEIGHTS["move"], k))
    return found

"""From a parent's text to a copy's: slices of it, changes within them and new words, with every place known."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from tests.newsrooms.changes import Change

Span = tuple[int, int]


@dataclass(frozen=True)
class Edit:
    """One planted edit, with its places in both bodies."""

    kind: str
    also: tuple[str, ...]
    child: Span
    parent: Span


@dataclass(frozen=True)
class Taken:
    """What one copy took from one parent: runs (parent span, copy span) that are the same or changed, and edits."""

    parent: str
    runs: tuple[tuple[Span, Span], ...]
    edits: tuple[Edit, ...] = ()

    def list_stretches(self) -> list[tuple[Span, Span]]:
        """(copy span, parent span) of the stretches: runs that follow one another on both sides."""
        joined: list[tuple[Span, Span]] = []
        for parent, copy in self.runs:
            if joined and joined[-1][1][1] <= parent[0] <= joined[-1][1][1] + 2 and copy[0] <= joined[-1][0][1] + 2:
                joined[-1] = ((joined[-1][0][0], copy[1]), (joined[-1][1][0], parent[1]))
            else:
                joined.append((copy, parent))
        return joined

    def shift(self, copy: int, parent: int) -> "Taken":
        """The same with all places moved on: by what stands before the body, in the copy and in the parent."""

        def move(span: Span, by: int) -> Span:
            return span[0] + by, span[1] + by

        runs = tuple((move(p, parent), move(c, copy)) for p, c in self.runs)
        edits = tuple(Edit(e.kind, e.also, move(e.child, copy), move(e.parent, parent)) for e in self.edits)
        return Taken(self.parent, runs, edits)


@dataclass
class Draft:
    """A copy's body while it is put together."""

    text: str = ""
    taken: list[Taken] = field(default_factory=list)

    def begin_paragraph(self) -> None:
        """An empty line, where something stands before."""
        if self.text:
            self.text += "\n\n"

    def add_new(self, text: str) -> None:
        """A paragraph of the copy's own."""
        self.begin_paragraph()
        self.text += text

    def add_slices(self, name: str, body: str, slices: Sequence[Span], changes: Sequence[Change] = ()) -> None:
        """Slices of a parent's body, in this order, each as paragraphs of their own, with the changes that fall in them."""
        runs: list[tuple[Span, Span]] = []
        edits: list[Edit] = []
        for low, high in slices:
            self.begin_paragraph()
            at = low
            here = sorted((c for c in changes if low <= c.start and c.end <= high), key=lambda c: (c.start, c.end))
            for change in here:
                if change.start < at:
                    continue
                runs.append(((at, change.start), self._copy(body[at : change.start])))
                place = self._copy(change.new)
                runs.append(((change.start, change.end), place))
                if change.kind:
                    edits.append(_note_edit(change, place))
                at = change.end
            runs.append(((at, high), self._copy(body[at:high])))
        self.taken.append(Taken(name, tuple(r for r in runs if r[0][1] > r[0][0] or r[1][1] > r[1][0]), tuple(edits)))

    def _copy(self, text: str) -> Span:
        self.text += text
        return len(self.text) - len(text), len(self.text)


def _note_edit(change: Change, place: Span) -> Edit:
    if change.origin is None:
        return Edit(change.kind, change.also, place, (change.start, change.end))
    moved = change.origin[1] - change.origin[0]
    return Edit(change.kind, change.also, (place[0], place[0] + moved), change.origin)


def split_paragraphs(body: str) -> list[Span]:
    """The spans of the paragraphs of a body."""
    spans, at = [], 0
    for paragraph in body.split("\n\n"):
        spans.append((at, at + len(paragraph)))
        at += len(paragraph) + 2
    return spans


def pair_siblings(one: Taken, two: Taken) -> list[tuple[Span, Span]]:
    """(span in one, span in two) of what two copies took of the same words of one parent."""
    joined: list[tuple[Span, Span]] = []
    for mine, here in one.list_stretches():
        for theirs, there in two.list_stretches():
            low, high = max(here[0], there[0]), min(here[1], there[1])
            if high - low < 20:
                continue
            span_one, span_two = (_lift(one, low), _lift(one, high)), (_lift(two, low), _lift(two, high))
            if mine[0] <= span_one[0] < span_one[1] <= mine[1] and theirs[0] <= span_two[0] < span_two[1] <= theirs[1]:
                joined.append((span_one, span_two))
    return joined


def _lift(taken: Taken, place: int) -> int:
    for (low, high), (start, end) in taken.runs:
        if low <= place <= high:
            return min(start + place - low, end)
    before = [run for run in taken.runs if run[0][1] <= place]
    return before[-1][1][1] if before else taken.runs[0][1][0]


def is_in_order(spans: Sequence[Span]) -> bool:
    """Whether spans follow one another without overlap."""
    return all(a[1] <= b[0] for a, b in pairwise(spans))

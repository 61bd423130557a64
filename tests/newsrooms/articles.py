"""One article of a simulated pile, and the ways in which a copy is made of others."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from tests.newsrooms.changes import Change, draw_changes, front_attributions
from tests.newsrooms.copying import Draft, Span, Taken, split_paragraphs
from tests.newsrooms.outlets import Outlet

_STRAIGHT = str.maketrans("“”’‘—", "\"\"''–")
LIGHT = {"wording": 3.0, "number": 0.08, "name": 0.08, "date": 0.1, "role": 0.1, "quote": 0.02, "negation": 0.05,
         "hedge_added": 0.05, "hedge_dropped": 0.4, "source_dropped": 0.25, "source_changed": 0.25,
         "cut": 0.03, "insert": 0.02}  # fmt: skip
"""What an edited copy changes."""
HEAVY = LIGHT | {"wording": 0.75, "spelling": 0.3, "quote": 0.0, "cut": 0.06, "insert": 0.03}
"""What a rewrite changes, beside the order of its sentences' parts."""
STYLES: tuple[dict[str, float], ...] = (
    {"house_style": 0.95},
    {"spelling": 0.95},
    {"house_style": 0.95, "spelling": 0.95},
    {},
    {},
)


@dataclass
class Article:
    """One text of the pile (or an unseen one) and everything the truth says of it."""

    outlet: Outlet
    kind: str
    title: str
    body: str
    born: datetime
    dateline: str = ""
    taken: list[Taken] = field(default_factory=list)
    depth: int = 0
    group: str | None = None
    name: str = ""
    url: str = ""
    date: str | None = None
    date_status: str = "right"
    credit: str | None = None
    canonical: str | None = None
    unseen: bool = False
    reporter: str = ""

    @property
    def text(self) -> str:
        """The article as published, without title and page."""
        return "\n\n".join([self.dateline + self.body, *([self.credit] if self.credit else []), *self.outlet.notices])

    def list_taken(self, parents: dict[str, "Article"]) -> list[Taken]:
        """What it took, in places of the texts (not of the bodies)."""
        return [t.shift(len(self.dateline), len(parents[t.parent].dateline)) for t in self.taken]


@dataclass(frozen=True)
class Desk:
    """What a copy is made with: chance, and paragraphs and sentences that nobody else has."""

    rng: Random
    spare: list[str]

    def draw_paragraphs(self, count: int) -> list[str]:
        """Paragraphs of the copying outlet's own."""
        return [self.spare.pop() for _ in range(count) if self.spare]


def copy_article(desk: Desk, kind: str, parents: Sequence[Article], outlet: Outlet) -> Draft:
    """The body of a copy of one kind: repost, edited, abridged, expanded, excerpt, rewrite or merge (two parents)."""
    draft = Draft()
    make = {"excerpt": _excerpt, "expanded": _expand, "abridged": _abridge, "merge": _merge}.get(kind, _copy_whole)
    make(desk, draft, parents, kind)
    if outlet.straight_quotes:
        draft.text = draft.text.translate(_STRAIGHT)
    return draft


def _change(desk: Desk, body: str, kind: str) -> list[Change]:
    if kind == "repost":
        return []
    style = desk.rng.choice(STYLES)
    profile = HEAVY if kind == "rewrite" else LIGHT | style
    fronted = front_attributions(body, desk.rng, 0.6) if kind == "rewrite" else []
    drawn = [
        c
        for c in draw_changes(body, desk.rng, profile)
        if all(c.end + 1 < f.start or f.end + 1 < c.start for f in fronted)
    ]
    ready = []
    for c in drawn:
        new = c.new
        if "{sentence}" in new:
            own = [p.split(". ")[0].strip('.“”"') for p in desk.draw_paragraphs(1)]
            new = f" {own[0]}." if own else ""
        if new or not c.new:
            ready.append(Change(c.start, c.end, new, c.kind, c.also, c.origin))
    return ready + fronted


def _copy_whole(desk: Desk, draft: Draft, parents: Sequence[Article], kind: str) -> None:
    parent = parents[0]
    slices = split_paragraphs(parent.body)
    if kind == "rewrite":
        if desk.rng.random() < 0.5:
            draft.add_new(desk.draw_paragraphs(1)[0])
        slices = [s for k, s in enumerate(slices) if k < 2 or desk.rng.random() > 0.04]
    elif kind == "edited" and len(slices) > 6 and desk.rng.random() < 0.12:
        k = desk.rng.randrange(2, len(slices) - 2)
        slices[k], slices[k + 1] = slices[k + 1], slices[k]
    draft.add_slices(parent.name, parent.body, slices, _change(desk, parent.body, kind))


def _abridge(desk: Desk, draft: Draft, parents: Sequence[Article], kind: str) -> None:
    parent, slices = parents[0], split_paragraphs(parents[0].body)
    keep = max(2, round(len(slices) * desk.rng.uniform(0.25, 0.75)))
    kept = slices[:keep]
    if desk.rng.random() < 0.3 and keep + 2 < len(slices):
        kept = [*slices[: keep - 1], slices[keep + 1]]
    changes = _change(desk, parent.body, "edited") if desk.rng.random() < 0.4 else []
    draft.add_slices(parent.name, parent.body, kept, changes)


def _expand(desk: Desk, draft: Draft, parents: Sequence[Article], kind: str) -> None:
    parent, slices = parents[0], split_paragraphs(parents[0].body)
    slices = slices[: max(3, round(len(slices) * desk.rng.uniform(0.6, 1.0)))]
    places = sorted(desk.rng.sample(range(1, len(slices) + 1), min(len(slices), desk.rng.randint(1, 3))))
    changes = _change(desk, parent.body, "edited") if desk.rng.random() < 0.4 else []
    low = 0
    for place in places:
        draft.add_slices(parent.name, parent.body, slices[low:place], changes)
        for paragraph in desk.draw_paragraphs(desk.rng.randint(1, 2)):
            draft.add_new(paragraph)
        low = place
    if low < len(slices):
        draft.add_slices(parent.name, parent.body, slices[low:], changes)
    draft.taken = [_join(draft.taken)]


def _join(taken: Sequence[Taken]) -> Taken:
    return Taken(taken[0].parent, sum((t.runs for t in taken), ()), sum((t.edits for t in taken), ()))


def _excerpt(desk: Desk, draft: Draft, parents: Sequence[Article], kind: str) -> None:
    parent, slices = parents[0], split_paragraphs(parents[0].body)
    long = [k for k, s in enumerate(slices) if s[1] - s[0] > 170] or [0]
    first = desk.rng.choice(long)
    taken: list[Span] = slices[first : first + desk.rng.randint(1, 3)]
    before = desk.rng.randint(2, 6)
    for paragraph in desk.draw_paragraphs(before):
        draft.add_new(paragraph)
    draft.add_slices(parent.name, parent.body, taken)
    for paragraph in desk.draw_paragraphs(desk.rng.randint(2, 6)):
        draft.add_new(paragraph)


def _merge(desk: Desk, draft: Draft, parents: Sequence[Article], kind: str) -> None:
    for k, parent in enumerate(parents[:2]):
        slices = split_paragraphs(parent.body)
        keep = max(2, round(len(slices) * desk.rng.uniform(0.25, 0.8)))
        changes = _change(desk, parent.body, "edited") if desk.rng.random() < 0.3 else []
        draft.add_slices(parent.name, parent.body, slices[:keep], changes)
        if k == 0 and desk.rng.random() < 0.5:
            for paragraph in desk.draw_paragraphs(1):
                draft.add_new(paragraph)

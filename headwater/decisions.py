"""What readers settled: how a decision names the words that it is about, and what becomes of it in a stage.

A decision outranks the program and survives every run, so it names its objects by what lasts: a document (its id, file
name or address) and words quoted from it, never a row that the program made. Each stage reads the table `decisions`,
applies the kinds that concern it, and notes in a state table of its own (`decided_…`) what it would have thought.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import pyarrow as pa

from headwater.schema import Tables, make_id, read_id, write_id
from headwater.states import STATES
from headwater.tables import DECISIONS

STAGE_OF = {
    "date": "articles",
    "site": "articles",
    "copy": "descent",
    "not_copy": "descent",
    "reversed": "descent",
    "no_statement": "statements",
    "same_source": "statements",
    "different_source": "statements",
    "same_claim": "tally",
    "not_same_claim": "tally",
}
"""The kinds of decisions, and the first stage that each concerns."""

VALUED = ("date", "site")
"""Kinds that give an article a value."""

ALONE = "no_statement"
"""The kind that is about one thing and gives no value; the others are about two things."""

APPLIED, CONTRADICTED, LOST = "applied", "contradicted", "lost"
"""What becomes of a decision; lost: what it is about is not there, or not any more. It is kept, and tried again."""

_PLACE = re.compile(r"(?P<name>.*?\S)(?:\s+[\"“](?P<words>.*)[\"”](?:\s+(?P<number>\d+))?)?\s*", re.DOTALL)


@dataclass(frozen=True)
class Place:
    """A document as a decision names it, words quoted from it ("" for the whole), and which of several in those words.

    `document_id` is None where no article, or more than one, goes by that name.
    """

    name: str
    words: str = ""
    number: int = 1
    document_id: int | None = None


@dataclass(frozen=True)
class Decision:
    """One row of `decisions`, read."""

    decision_id: int
    kind: str
    subject: Place
    object: Place | None
    value: str | None

    def list_documents(self) -> list[int]:
        """The documents that it is about, or nothing where one of them is not there."""
        places = [place.document_id for place in (self.subject, self.object) if place is not None]
        return [number for number in places if number is not None] if None not in places else []


@dataclass(frozen=True)
class Effect:
    """What became of a decision in a stage: what it is about there (by id), what the program thought, what is amiss."""

    decision_id: int
    effect: str
    subject_id: int | None = None
    object_id: int | None = None
    thought: str | None = None
    detail: str | None = None


def write_place(document_id: int, words: str = "", number: int = 1) -> str:
    """A document and quoted words as a decision names them.

    >>> write_place(7, "It shut."), write_place(7)
    ('d0000000000007 "It shut."', 'd0000000000007')
    """
    quoted = f' "{" ".join(words.split())}"' if words else ""
    return write_id("d", document_id) + quoted + (f" {number}" if number > 1 else "")


def read_place(written: str) -> Place:
    """A document and quoted words from how a decision names them; the document is looked up later.

    >>> read_place('harbour.html "It shut." 2')
    Place(name='harbour.html', words='It shut.', number=2, document_id=None)
    """
    match = _PLACE.fullmatch(written.strip())
    if match is None:
        return Place(written.strip())
    return Place(match["name"], match["words"] or "", int(match["number"] or 1))


def name_decision(kind: str, subject: str, object_: str | None) -> int:
    """The id of a decision."""
    return make_id(kind, subject, object_)


def read_decisions(given: Mapping[str, pa.Table], kinds: Iterable[str]) -> list[Decision]:
    """The decisions of some kinds, in order of their ids, each with its documents looked up.

    Reads decisions (none where there is no such table) and document_id, uri and url of documents.
    """
    table = given.get("decisions", DECISIONS.build())
    wanted = set(kinds)
    rows = [row for row in table.to_pylist() if row["kind"] in wanted]
    if not rows:
        return []
    columns = (given["documents"][name].to_pylist() for name in ("document_id", "uri", "url"))
    names = _Names(list(zip(*columns, strict=True)))
    return [
        Decision(
            row["decision_id"],
            row["kind"],
            names.find(read_place(row["subject"])),
            names.find(read_place(row["object"])) if row["object"] is not None else None,
            row["value"],
        )
        for row in sorted(rows, key=lambda row: row["decision_id"])
    ]


class _Names:
    """Documents by id, by uri or the end of one, and by address."""

    def __init__(self, documents: Sequence[tuple[int, str, str | None]]) -> None:
        self.documents = documents
        self.ids = {number for number, _, _ in documents}

    def find(self, place: Place) -> Place:
        """The place with its document, where one alone goes by that name."""
        try:
            letter, number = read_id(place.name)
        except ValueError:
            letter, number = "", 0
        if letter == "d":
            return replace(place, document_id=number if number in self.ids else None)
        name = place.name.replace("\\", "/")
        exact = [n for n, uri, url in self.documents if name in (uri, url)]
        found = exact or [n for n, uri, _ in self.documents if uri.endswith("/" + name)]
        return replace(place, document_id=found[0] if len(found) == 1 else None)


def find_contradictions(
    together: Mapping[int, tuple[int, int]], apart: Mapping[int, tuple[int, int]]
) -> dict[int, list[int]]:
    """Decisions that contradict others, each with those: two things put together and set apart, directly or by way of
    others.

    `together` and `apart` are the two things that each decision, by id, is about.

    >>> find_contradictions({1: (10, 11), 2: (11, 12)}, {3: (10, 12), 4: (10, 13)})
    {1: [2, 3], 2: [1, 3], 3: [1, 2]}
    """
    near: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for decision, (a, b) in sorted(together.items()):
        near[a].append((b, decision))
        near[b].append((a, decision))
    clashing: dict[int, set[int]] = defaultdict(set)
    for decision, (a, b) in sorted(apart.items()):
        path = find_path(near, a, b)
        if path is not None:
            for one in (decision, *path):
                clashing[one].update({decision, *path} - {one})
    return {one: sorted(others) for one, others in sorted(clashing.items())}


def find_path(near: Mapping[int, Sequence[tuple[int, int]]], start: int, end: int) -> list[int] | None:
    """The decisions that lead from one thing to another, the fewest; None where none do.

    `near` are the things that each is tied to, and by which decision.

    >>> find_path({1: [(2, 70), (3, 71)], 2: [(3, 72)]}, 1, 3), find_path({1: [(2, 70)]}, 2, 1)
    ([71], None)
    """
    ways: dict[int, list[int]] = {start: []}
    queue = [start]
    for at in queue:
        if at == end:
            return ways[at]
        for other, decision in near.get(at, ()):
            if other not in ways:
                ways[other] = [*ways[at], decision]
                queue.append(other)
    return None


def note_contradicted(
    number: int, others: Iterable[int], ends: tuple[int, int] | tuple[None, None] = (None, None)
) -> Effect:
    """The effect of a decision that contradicts others; `ends` are the two that it is about there, by id."""
    named = ", ".join(write_id("k", other) for other in others)
    detail = f"It contradicts {named}: neither is applied." if named else "It is about one thing, not two."
    return Effect(number, CONTRADICTED, ends[0], ends[1], detail=detail)


def note_lost(decision: Decision) -> Effect:
    """The effect of a decision whose article, or quoted words, are not there."""
    for place in (decision.subject, decision.object):
        if place is not None and place.document_id is None:
            detail = f"No article here, or more than one, goes by {place.name}."
            return Effect(decision.decision_id, LOST, detail=detail)
    quoted = [place for place in (decision.subject, decision.object) if place is not None]
    words = " or ".join(f"“{place.words}”" for place in quoted)
    return Effect(decision.decision_id, LOST, detail=f"No statement stands any more where {words} is quoted from.")


def build_effects(stage: str, effects: Iterable[Effect]) -> Tables:
    """The state table of a stage that says what became of its decisions."""
    table = STATES[f"decided_{stage}"]
    return {table.name: table.build(vars(effect) for effect in sorted(effects, key=lambda e: e.decision_id))}

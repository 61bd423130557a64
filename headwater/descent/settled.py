"""What readers settled of copying: who was taken from whom, and who from neither."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from headwater.decisions import (
    APPLIED,
    LOST,
    Decision,
    Effect,
    find_path,
    note_contradicted,
    note_lost,
    read_decisions,
)
from headwater.schema import Tables, make_id, pick_rows
from headwater.tables import PASSAGES

if TYPE_CHECKING:
    from headwater.descent.members import Family

KINDS = ("copy", "reversed", "not_copy")
_SURE = 12.0
"""Log odds of a direction that a reader settled."""
DECIDED = "a reader decided so"
"""The basis of an edge that a reader settled, before what else is known of it."""

Pair = tuple[int, int]


@dataclass(frozen=True)
class Settled:
    """What is settled, by decision: (child, parent), and two of which neither was taken from the other.

    In the pile these are document ids, in a family the places of its members. `effects` are of decisions that are not
    applied, or whose effect no family shows.
    """

    taken: Mapping[int, Pair]
    apart: Mapping[int, Pair]
    effects: tuple[Effect, ...] = ()

    def place(self, places: Mapping[int, int]) -> "Settled | None":
        """What is settled of the members of one family, by their places; None where nothing is."""
        taken, apart = (
            {number: (places[a], places[b]) for number, (a, b) in pairs.items() if a in places and b in places}
            for pairs in (self.taken, self.apart)
        )
        return Settled(taken, apart) if taken or apart else None


def read_settled(pile: Tables, passages: pa.Table) -> Settled:
    """The decisions of readers on copying, without those that are lost or contradict each other."""
    listed = read_decisions(pile, KINDS)
    effects = [note_lost(d) for d in listed if len(d.list_documents()) < 2]
    pairs = {d.decision_id: _order_pair(d) for d in listed if len(d.list_documents()) == 2}
    apart = {d.decision_id for d in listed if d.kind == "not_copy"}
    clashing = _find_clashing(pairs, apart)
    effects += [note_contradicted(one, others) for one, others in clashing.items()]
    pairs = {number: pair for number, pair in pairs.items() if number not in clashing}
    settled = Settled(
        {number: pair for number, pair in pairs.items() if number not in apart},
        {number: pair for number, pair in pairs.items() if number in apart},
    )
    shown = _describe_shared(settled.apart, passages)
    effects += [Effect(n, APPLIED, *pair, thought=shown[n]) for n, pair in settled.apart.items()]
    return replace(settled, effects=tuple(effects))


def _order_pair(decision: Decision) -> Pair:
    """(child, parent), or for not_copy the two as they come."""
    first, second = decision.list_documents()
    return (second, first) if decision.kind == "reversed" else (first, second)


def _find_clashing(pairs: Mapping[int, Pair], apart: set[int]) -> dict[int, list[int]]:
    """Decisions that contradict others, with those: taken and not taken, or taken from each other in a circle."""
    found: dict[int, set[int]] = {}
    taken = {number: pair for number, pair in pairs.items() if number not in apart}
    parents: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for number, (child, parent) in sorted(taken.items()):
        parents[child].append((parent, number))
    for one, (child, parent) in sorted(taken.items()):
        around = find_path(parents, parent, child) or ()
        others = {n for n in apart if set(pairs[n]) == {child, parent}}.union(around)
        for other in others - {one}:
            found.setdefault(one, set()).add(other)
            found.setdefault(other, set()).add(one)
        if child == parent:
            found.setdefault(one, set())
    return {one: sorted(others) for one, others in sorted(found.items())}


def _describe_shared(apart: Mapping[int, Pair], passages: pa.Table) -> dict[int, str]:
    """What the program found in common of two texts."""
    if not apart:
        return {}
    wanted = pa.array(sorted({number for pair in apart.values() for number in pair}), pa.int64())
    near = passages.filter(pc.and_(*(pc.is_in(passages[c], wanted) for c in ("a_document_id", "b_document_id"))))
    words: dict[tuple[frozenset[int], str], int] = {}
    for a, b, kind, shared in pick_rows(near, "a_document_id", "b_document_id", "kind", "shared_tokens"):
        key = frozenset((a, b)), kind
        words[key] = words.get(key, 0) + shared
    said = {}
    for number, pair in apart.items():
        copied, quoted = (words.get((frozenset(pair), kind), 0) for kind in ("copy", "quotation"))
        only = f"they share a quotation of {quoted:,} words" if quoted else "they share no text"
        said[number] = f"they share {copied:,} words of one text" if copied else only
    return said


def settle_passages(passages: pa.Table, settled: Settled, documents: pa.Table) -> pa.Table:
    """The passages of texts that may be copies: none between two that are not, and where a reader says that one was
    taken from another and no passage does, one over the whole of both."""
    if not settled.taken and not settled.apart:
        return passages
    ends = list(pick_rows(passages, "a_document_id", "b_document_id", "kind"))
    gone = {frozenset(pair) for pair in settled.apart.values()}
    left = passages.filter(pa.array([frozenset((a, b)) not in gone for a, b, _ in ends], pa.bool_()))
    tied = {frozenset((a, b)) for a, b, kind in ends if kind == "copy"}
    missing = sorted({(min(p), max(p)) for p in settled.taken.values() if frozenset(p) not in tied})
    wanted = pa.array(sorted({number for pair in missing for number in pair}), pa.int64())
    rows = documents.filter(pc.is_in(documents["document_id"], wanted))
    sizes = {number: len(text) for number, text in pick_rows(rows, "document_id", "text")}
    whole = [
        {"passage_id": make_id("whole", a, b), "a_document_id": a, "a_start": 0, "a_end": sizes[a], "b_document_id": b,
         "b_start": 0, "b_end": sizes[b], "blocks": [], "shared_tokens": 0, "similarity": 0.0, "kind": "copy"}
        for a, b in missing
    ]  # fmt: skip
    return pa.concat_tables([left, PASSAGES.build(whole).cast(left.schema)])


def hold_decisions(settled: Settled | None, scores: np.ndarray, older: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The log weights of parents (row 0: none) and log odds of being older, where what is settled leaves no choice.

    A text that a reader says was taken from some others can be taken from those alone.
    """
    if settled is None:
        return scores, older
    scores, older = scores.copy(), older.copy()
    parents: dict[int, set[int]] = {}
    for child, parent in settled.taken.values():
        if np.isfinite(scores[parent + 1, child + 1]):
            parents.setdefault(child, set()).add(parent)
            older[parent, child], older[child, parent] = _SURE, -_SURE
            scores[child + 1, parent + 1] = -np.inf
    for a, b in settled.apart.values():
        scores[a + 1, b + 1] = scores[b + 1, a + 1] = -np.inf
        older[a, b] = older[b, a] = -_SURE
    for child, few in parents.items():
        others = [node for node in range(len(scores)) if node - 1 not in few]
        scores[others, child + 1] = -np.inf
    return scores, older


def note_taken(family: "Family", edges: Mapping[Pair, float], plain: Mapping[Pair, float]) -> list[Effect]:
    """What became of the decisions that one member was taken from another.

    `edges` are (child, parent) of the lineage and how sure each is, `plain` those without any decision.
    """
    effects, names = [], [member.label for member in family.members]
    for number, (child, parent) in sorted(family.settled.taken.items()) if family.settled else ():
        ends = family.members[child].document_id, family.members[parent].document_id
        if (child, parent) not in edges:
            detail = "The two share too few words that nothing else gave: no stretch can be shown."
            effects.append(Effect(number, LOST, *ends, detail=detail))
            continue
        thought = f"neither {names[child]} nor {names[parent]} was taken from the other"
        for pair in ((child, parent), (parent, child)):
            if pair in plain and not _is_only_settled(family, pair):
                thought = _say_taken(names[pair[0]], names[pair[1]], plain[pair])
        effects.append(Effect(number, APPLIED, *ends, thought=thought))
    return effects


def _is_only_settled(family: "Family", pair: Pair) -> bool:
    """Whether two members hang together by nothing but a decision."""
    own = [p for p in family.passages if {p.a, p.b} == set(pair) and p.kind == "copy"]
    return bool(own) and all(p.shared == 0 for p in own)


def _say_taken(child: str, parent: str, sure: float) -> str:
    if sure < 0.6:
        return f"{child} and {parent} have the same text, order unknown ({sure:.2f})"
    return f"{child} is {'probably ' if sure < 0.9 else ''}from {parent} ({sure:.2f})"

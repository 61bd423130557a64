"""Claims: the statements that say the same thing, and how claims bear on each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from headwater.intervals import count_overlap
from headwater.schema import Tables, make_id
from headwater.tally.comparisons import Pairs, compare_contents
from headwater.tally.contents import Contents, read_contents
from headwater.tally.decisions import NUMBER_DIFFERS, SAME, judge_pairs
from headwater.tally.groups import divide_components, join_components, split_runs
from headwater.tally.testimony import Evidence
from headwater.work import Work

Array = npt.NDArray[Any]

LONG = 12.0
"""Weight of a content from which the same words are the same claim in whatever articles they stand."""

WRAPPED = 0.6
"""The share of a content that a statement inside it must fill for both to be one claim."""

OPPOSITE = 0.75
"""From this probability of being the same but for it, another sign or number is a relation of two claims."""

WORDING = (8, 30)
"""Words of a clear wording, from and to."""


Relation = tuple[int, int, str]
"""A claim, another, and how the first bears on the second."""


@dataclass(frozen=True)
class Claim:
    """One claim: its id, its statements in order of their ids, with similarities to the wording, and its wording."""

    claim_id: int
    statements: tuple[int, ...]
    similarity: tuple[float, ...]
    wording: str
    first: int


def group_claims(
    pile: Tables, said: Tables, evidence: Evidence, known: Tables, work: Work
) -> tuple[list[Claim], list[Relation], Tables]:
    """Every statement compared, joined and divided: (claims in order of their ids, relations, state tables).

    Relations are (claim id, other id, kind), in order.
    """
    contents = read_contents(pile, said, evidence, work)
    tied, edited = _tie_copies(contents, evidence)
    chosen = tied == np.arange(len(tied))
    pairs, state = compare_contents(contents, chosen, known)
    same = pairs.kind == SAME
    apart = (
        np.concatenate([pairs.left[~same], tied[edited.left]]),
        np.concatenate([pairs.right[~same], tied[edited.right]]),
    )
    label = divide_components(len(tied), pairs.left[same], pairs.right[same], pairs.probability[same], apart=apart)
    label = label[tied]
    kept = _keep_claims(contents, label, evidence)
    order = np.flatnonzero(kept)[np.argsort(label[kept], kind="stable")]
    runs = split_runs(label[order])
    claims = [_word_claim(order[start:end], contents, evidence) for start, end in runs]
    ids = np.zeros(len(tied), np.int64)
    for claim, (start, _) in zip(claims, runs, strict=True):
        ids[label[order[start]]] = claim.claim_id
    began = {claim.claim_id: _date_statement(claim.first, evidence) for claim in claims}
    opposites = _pick_opposites(pairs, edited, contents, evidence)
    relations = _relate_claims(opposites, ids[label], kept, began, contents)
    return sorted(claims, key=lambda c: c.claim_id), relations, state


def _tie_copies(contents: Contents, evidence: Evidence) -> tuple[Array, Pairs]:
    """For every row the first row that says it in the same words, or that it was copied from or with.

    Also the copies that are not the same claim, because the edge changed a number in them or made them negated.
    """
    rows = contents.rows
    heavy = (
        np.add.reduceat(np.append(rows.weight, 0), rows.pointer[:-1]) * (np.diff(rows.pointer) > 0)
        if len(rows)
        else np.empty(0)
    )
    long = np.flatnonzero(heavy >= LONG)
    order = long[np.lexsort((long, rows.negated[long], rows.fold[long]))]
    alike = (np.diff(rows.fold[order]) == 0) & (rows.negated[order][1:] == rows.negated[order][:-1])
    left, right = [order[:-1][alike]], [order[1:][alike]]
    row_of = {s: i for i, s in enumerate(rows.statement.tolist())}
    pairs = [
        (row_of[s], row_of[t.copy.statement_id])
        for s, t in sorted(evidence.testimonies.items())
        if t.copy and t.copy.statement_id
    ]
    pairs += [(row_of[a], row_of[b]) for a, b in evidence.siblings]
    wrapped = [(row_of[a], row_of[b]) for a, b in _find_wrapped(evidence) if a in row_of and b in row_of]
    if wrapped:
        a, b = np.array(wrapped, np.int64).T
        left.append(a)
        right.append(b)
    a, b = np.array(sorted(set(pairs)), np.int64).reshape(-1, 2).T
    kind, likely = judge_pairs(rows, a, b, np.ones(len(a)), np.zeros(len(a)))
    left.append(a[kind == SAME])
    right.append(b[kind == SAME])
    other = kind != SAME
    edited = Pairs(a[other], b[other], kind[other], likely[other])
    tied = join_components(len(rows), np.concatenate(left), np.concatenate(right))
    attitudes = {row_of[s] for s, t in evidence.testimonies.items() if t.force == "attitude" and s in row_of}
    return _prefer_fuller(tied, {inner if inner in attitudes else outer for outer, inner in wrapped}), edited


def _find_wrapped(evidence: Evidence) -> list[tuple[int, int]]:
    """(outer, inner) of statements whose content is little more than the statement that stands inside them."""
    found = []
    for statement, t in sorted(evidence.testimonies.items()):
        if t.outer_id in evidence.contents:
            inner, outer = evidence.contents[statement], evidence.contents[t.outer_id]
            same = sum(count_overlap(a, b) for a in inner for b in outer)
            if same >= WRAPPED * sum(b - a for a, b in outer):
                found.append((t.outer_id, statement))
    return found


def _prefer_fuller(tied: Array, poorer: set[int]) -> Array:
    """The same groups, each called by the first row that is compared for all of it.

    Not by what wraps a statement ("The news comes after the ministry said …"), nor by an attitude without its subject
    ("to close the mill"), where there is another row.
    """
    best: dict[int, tuple[bool, int]] = {}
    for row, group in enumerate(tied.tolist()):
        best[group] = min(best.get(group, (True, len(tied))), (row in poorer, row))
    return np.array([best[group][1] for group in tied.tolist()], np.int64)


def _keep_claims(contents: Contents, label: Array, evidence: Evidence) -> Array:
    """Rows whose group is a claim: somebody says it, or the texts of two documents do in their own voice."""
    asserted = np.array([evidence.testimonies[s].force == "assertion" for s in contents.rows.statement.tolist()], bool)
    said = np.zeros(len(label), bool)
    said[label[~asserted]] = True
    first = np.full(len(label), np.iinfo(np.int64).max)
    last = np.full(len(label), np.iinfo(np.int64).min)
    np.minimum.at(first, label, contents.rows.document)
    np.maximum.at(last, label, contents.rows.document)
    return np.asarray(said[label] | (first[label] != last[label]), bool)


def _word_claim(rows: Array, contents: Contents, evidence: Evidence) -> Claim:
    """The claim of some rows: the clearest wording, the earliest statement."""
    listed = sorted(rows.tolist(), key=lambda r: contents.rows.statement[r])
    if len(listed) == 1:
        only = int(contents.rows.statement[listed[0]])
        return Claim(make_id(only), (only,), (1.0,), _quote(only, evidence), only)
    best = listed[0]
    similarity = np.ones(len(listed))
    if len(listed) > 1:
        best = min(listed, key=lambda r: _rank_wording(r, listed, contents, evidence))
        ones = np.full(len(listed), best)
        _, similarity = judge_pairs(contents.rows, ones, np.array(listed), np.ones(len(listed)), np.zeros(len(listed)))
        similarity[np.array(listed) == best] = 1.0
    statements = tuple(int(contents.rows.statement[r]) for r in listed)
    first = min(statements, key=lambda s: _date_statement(s, evidence))
    return Claim(
        make_id(statements[0]),
        statements,
        tuple(similarity.round(4).tolist()),
        _quote(int(contents.rows.statement[best]), evidence),
        first,
    )


def _rank_wording(row: int, listed: Sequence[int], contents: Contents, evidence: Evidence) -> tuple[float, Any]:
    statement = int(contents.rows.statement[row])
    sample = np.array(listed[:: max(1, len(listed) // 50)])
    _, near = judge_pairs(contents.rows, np.full(len(sample), row), sample, np.ones(len(sample)), np.zeros(len(sample)))
    words = len(_quote(statement, evidence).split())
    length = max(0, WORDING[0] - words) * 0.06 + max(0, words - WORDING[1]) * 0.02
    return round(length - float(near.mean()), 6), _date_statement(statement, evidence)


def _date_statement(statement: int, evidence: Evidence) -> tuple[bool, float, int]:
    at = evidence.papers[evidence.testimonies[statement].document_id].born_at
    return at is None, at.timestamp() if at else 0.0, statement


def _quote(statement: int, evidence: Evidence) -> str:
    text = evidence.texts[evidence.testimonies[statement].document_id]
    return " ".join(" … ".join(text[s:e] for s, e in evidence.contents[statement]).split())


def _relate_claims(
    pairs: Pairs, claim_of: Array, kept: Array, began: dict[int, tuple[bool, float, int]], contents: Contents
) -> list[Relation]:
    """How claims bear on each other, from pairs that would be the same but for a sign or a number."""
    found: set[Relation] = set()
    apart = np.flatnonzero((pairs.kind != SAME) & kept[pairs.left] & kept[pairs.right])
    for i in apart[claim_of[pairs.left[apart]] != claim_of[pairs.right[apart]]].tolist():
        left, right = int(pairs.left[i]), int(pairs.right[i])
        if pairs.kind[i] == NUMBER_DIFFERS:
            earlier, later = sorted((int(claim_of[left]), int(claim_of[right])), key=lambda c: (began[c], c))
            found.add((later, earlier, "number_differs"))
        else:
            denies, denied = (left, right) if contents.rows.negated[left] else (right, left)
            found.add((int(claim_of[denies]), int(claim_of[denied]), "denies"))
    return sorted(found)


def _pick_opposites(pairs: Pairs, edited: Pairs, contents: Contents, evidence: Evidence) -> Pairs:
    """Of pairs that are not the same claim those that speak of each other, and all edited copies.

    They are the same but for the sign or number, none stands inside the other, and they are no two places of one copied
    text.
    """
    family = _group_copied(evidence)
    ids = contents.rows.statement
    good = []
    for i in np.flatnonzero((pairs.kind != SAME) & (pairs.probability >= OPPOSITE)).tolist():
        a, b = int(ids[pairs.left[i]]), int(ids[pairs.right[i]])
        one_text = a in family and family[a] == family.get(b)
        inside = evidence.testimonies[a].document_id == evidence.testimonies[b].document_id and any(
            count_overlap(x, y) for x in evidence.contents[a] for y in evidence.contents[b]
        )
        if not (one_text or inside):
            good.append(i)
    names = ("left", "right", "kind", "probability")
    return Pairs(*(np.concatenate([getattr(pairs, n)[good], getattr(edited, n)]) for n in names))


def _group_copied(evidence: Evidence) -> dict[int, int]:
    """For every copied statement, and what it was copied from, a number of the text that they all are copies of."""
    tops: dict[int, int] = {}

    def find(version: int) -> int:
        while version in tops and tops[version] != version:
            version = tops[version]
        return version

    of: dict[int, int] = {}
    for statement, t in sorted(evidence.testimonies.items()):
        if t.copy is not None:
            of[statement] = t.copy.version_id
            a, b = sorted((find(t.copy.version_id), find(evidence.papers[t.document_id].version_id)))
            tops[b] = a
            if t.copy.statement_id is not None:
                of.setdefault(t.copy.statement_id, t.copy.version_id)
    return {statement: find(version) for statement, version in of.items()}

"""Claims: the statements that say the same thing, and how claims bear on each other."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from headwater.decisions import build_effects
from headwater.intervals import count_overlap
from headwater.schema import Tables
from headwater.tally.comparisons import Pairs, compare_contents, judge_copies
from headwater.tally.contents import Contents, Library
from headwater.tally.decisions import NUMBER_DIFFERS, SAME
from headwater.tally.groups import divide_components, join_components
from headwater.tally.inputs import Inputs, Places
from headwater.tally.settled import COPIED, settle_labels
from headwater.tally.testimony import Surroundings, group_content_spans

Array = npt.NDArray[Any]

OPPOSITE = 0.75
"""From this probability of being the same but for it, another sign or number is a relation of two claims."""

Relation = tuple[int, int, str]
"""A claim, another, and how the first bears on the second."""


@dataclass(frozen=True)
class Groups:
    """What is grouped: of every row its label (rows of one claim have one), and whether it is in a claim at all.

    `opposites` are pairs of rows that would be the same but for a sign or a number; `compared` the rows that were
    compared, for all that are tied to them.
    """

    contents: Contents
    label: Array
    kept: Array
    opposites: Pairs
    compared: Array
    state: Tables


def group_statements(
    contents: Contents, inputs: Inputs, around: Surroundings, library: Library, known: Tables
) -> Groups:
    """Every statement compared, joined and divided, and what readers settled applied."""
    contents, ties, copies = judge_copies(contents, *_list_copies(inputs, around), library, known)
    tied = _tie_rows(contents, inputs, ties)
    edited = _pick(ties, ties.kind != SAME)
    chosen = tied == np.arange(len(tied))
    contents, pairs, compared = compare_contents(contents, chosen, library, known)
    same = pairs.kind == SAME
    apart = (
        np.concatenate([pairs.left[~same], tied[edited.left]]),
        np.concatenate([pairs.right[~same], tied[edited.right]]),
    )
    label = divide_components(len(tied), pairs.left[same], pairs.right[same], pairs.probability[same], apart=apart)
    ties = _pick(ties, ties.kind == SAME)
    sure = np.concatenate([np.full(len(ties.left), COPIED), pairs.probability[same]])
    left, right = (np.concatenate([getattr(ties, s), getattr(pairs, s)[same]]) for s in ("left", "right"))
    label, effects = settle_labels(
        label[tied], around.settled, Places(contents.rows.statement), tied, (left, right, sure)
    )
    opposites = _join_pairs(_pick_opposites(pairs, contents, around, library), edited)
    state = {"compared_contents": compared, "compared_copies": copies}
    state |= build_effects("tally", [*around.settled.effects, *effects])
    return Groups(contents, label, _keep_claims(contents, label, inputs), opposites, chosen, state)


def _list_copies(inputs: Inputs, around: Surroundings) -> tuple[Array, Array]:
    """Rows that stand at both ends of an edge, or at one place of an unseen original."""
    pairs = [(s, copy.statement_id) for s, copy in around.copies.items() if copy.statement_id is not None]
    flat = np.array(sorted({*pairs, *around.siblings}), np.int64).reshape(-1, 2)
    places = Places(inputs.statement)
    left, right = places.find(flat[:, 0]), places.find(flat[:, 1])
    order = np.lexsort((right, left))
    return left[order], right[order]


def _tie_rows(contents: Contents, inputs: Inputs, ties: Pairs) -> Array:
    """For every row the first row that says it in the same words, that only wraps it, or that it was copied with."""
    rows = contents.rows
    long = np.flatnonzero(contents.long)
    order = long[np.lexsort((long, rows.negated[long], rows.fold[long]))]
    alike = (np.diff(rows.fold[order]) == 0) & (rows.negated[order][1:] == rows.negated[order][:-1])
    inner = np.flatnonzero(contents.within >= 0)
    outer = contents.within[inner]
    same = ties.kind == SAME
    tied = join_components(
        len(rows),
        np.concatenate([order[:-1][alike], outer, ties.left[same]]),
        np.concatenate([order[1:][alike], inner, ties.right[same]]),
    )
    poorer = np.zeros(len(rows), bool)
    wish = inputs.force[inner] == "attitude"
    poorer[np.where(wish, inner, outer)] = True
    return _prefer_fuller(tied, poorer)


def _prefer_fuller(tied: Array, poorer: Array) -> Array:
    """The same groups, each called by the first row that is compared for all of it.

    Not by what wraps a statement ("The news comes after the ministry said …"), nor by an attitude without its subject
    ("to close the mill"), where there is another row.
    """
    order = np.lexsort((np.arange(len(tied)), poorer, tied))
    group, first = np.unique(tied[order], return_index=True)
    return np.asarray(order[first][np.searchsorted(group, tied)])


def _keep_claims(contents: Contents, label: Array, inputs: Inputs) -> Array:
    """Rows whose group is a claim: somebody says it, or the texts of two documents do in their own voice."""
    said = np.zeros(len(label), bool)
    said[label[inputs.force != "assertion"]] = True
    first = np.full(len(label), np.iinfo(np.int64).max)
    last = np.full(len(label), np.iinfo(np.int64).min)
    np.minimum.at(first, label, contents.rows.document)
    np.maximum.at(last, label, contents.rows.document)
    return np.asarray(said[label] | (first[label] != last[label]), bool)


def relate_claims(groups: Groups, claim_of: Array, began: Mapping[int, tuple[bool, float, int]]) -> list[Relation]:
    """How claims bear on each other, in order.

    `claim_of` is the claim of every row, `began` when claims that differ by a number began.
    """
    found: set[Relation] = set()
    for left, right, kind in list_opposites(groups, claim_of):
        if kind == NUMBER_DIFFERS:
            earlier, later = sorted((int(claim_of[left]), int(claim_of[right])), key=lambda c: (began[c], c))
            found.add((later, earlier, "number_differs"))
        else:
            denies, denied = (left, right) if groups.contents.rows.negated[left] else (right, left)
            found.add((int(claim_of[denies]), int(claim_of[denied]), "denies"))
    return sorted(found)


def list_opposites(groups: Groups, claim_of: Array) -> list[tuple[int, int, int]]:
    """(row, row, kind) of opposites that lie in two claims."""
    pairs = groups.opposites
    apart = groups.kept[pairs.left] & groups.kept[pairs.right] & (claim_of[pairs.left] != claim_of[pairs.right])
    return list(zip(*(column[apart].tolist() for column in (pairs.left, pairs.right, pairs.kind)), strict=True))


def _pick_opposites(pairs: Pairs, contents: Contents, around: Surroundings, library: Library) -> Pairs:
    """Of pairs that are not the same claim those that speak of each other.

    They are the same but for the sign or number, none stands inside the other, and they are no two places of one copied
    text.
    """
    likely = _pick(pairs, (pairs.kind != SAME) & (pairs.probability >= OPPOSITE))
    ids, documents = contents.rows.statement, contents.rows.document
    inside = documents[likely.left] == documents[likely.right]
    near = np.unique(np.concatenate([ids[likely.left[inside]], ids[likely.right[inside]]]))
    spans = library.said["spans"]
    held = group_content_spans(spans.filter(pc.is_in(spans["statement_id"], pa.array(near))))
    family = _group_copied(contents, around)
    good = []
    for a, b, one in zip(ids[likely.left].tolist(), ids[likely.right].tolist(), inside.tolist(), strict=True):
        one_text = a in family and family[a] == family.get(b)
        overlap = one and any(count_overlap(x, y) for x in held[a] for y in held[b])
        good.append(not (one_text or overlap))
    return _pick(likely, np.array(good, bool))


def _group_copied(contents: Contents, around: Surroundings) -> dict[int, int]:
    """For every copied statement, and what it was copied from, a number of the text that they all are copies of."""
    tops: dict[int, int] = {}

    def find(version: int) -> int:
        while version in tops and tops[version] != version:
            version = tops[version]
        return version

    of: dict[int, int] = {}
    copied = np.array(sorted(around.copies), np.int64)
    documents = contents.rows.document[Places(contents.rows.statement).find(copied)]
    for statement, document in zip(copied.tolist(), documents.tolist(), strict=True):
        copy = around.copies[statement]
        of[statement] = copy.version_id
        a, b = sorted((find(copy.version_id), find(around.version_of[document])))
        tops[b] = a
        if copy.statement_id is not None:
            of.setdefault(copy.statement_id, copy.version_id)
    return {statement: find(version) for statement, version in of.items()}


def _pick(pairs: Pairs, mask: Array) -> Pairs:
    return Pairs(*(column[mask] for column in (pairs.left, pairs.right, pairs.kind, pairs.probability)))


def _join_pairs(a: Pairs, b: Pairs) -> Pairs:
    names = ("left", "right", "kind", "probability")
    return Pairs(*(np.concatenate([getattr(a, n), getattr(b, n)]) for n in names))

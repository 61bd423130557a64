"""Claims: the statements that say the same thing."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from headwater.decisions import build_effects
from headwater.schema import Tables
from headwater.tally.comparisons import Pairs, compare_contents, judge_copies, pick_pairs
from headwater.tally.contents import Contents, Library
from headwater.tally.decisions import LEAST, SAME
from headwater.tally.groups import divide_components, join_components
from headwater.tally.inputs import Inputs, Places
from headwater.tally.opposites import pick_opposites
from headwater.tally.settled import COPIED, settle_labels
from headwater.tally.testimony import Surroundings

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Groups:
    """What is grouped: of every row its label (rows of one claim have one), and whether it is in a claim at all.

    `opposites` are pairs of rows that would be the same but for a sign, a number or a restriction; `compared` the rows
    that were compared, for all that are tied to them.
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
    edited = pick_pairs(ties, ties.kind != SAME)
    chosen = tied == np.arange(len(tied))
    contents, pairs, compared = compare_contents(contents, chosen, library, known)
    same = pairs.kind == SAME
    apart = (
        np.concatenate([pairs.left[~same], tied[edited.left]]),
        np.concatenate([pairs.right[~same], tied[edited.right]]),
    )
    label = divide_components(len(tied), pairs.left[same], pairs.right[same], pairs.probability[same], apart=apart)
    ties, likely = pick_pairs(ties, ties.kind == SAME), pick_pairs(pairs, same & (pairs.probability >= LEAST))
    sure = np.concatenate([np.full(len(ties.left), COPIED), likely.probability])
    left, right = (np.concatenate([getattr(p, s) for p in (ties, likely)]) for s in ("left", "right"))
    label, effects = settle_labels(
        label[tied], around.settled, Places(contents.rows.statement), tied, (left, right, sure)
    )
    opposites = pick_opposites(pairs, edited, contents, around, library)
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

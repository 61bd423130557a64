"""Every pair of contents that could be the same, judged; pairs judged in an earlier run are taken from there."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from headwater.schema import Tables
from headwater.states import STATES
from headwater.tally.candidates_kernels import gather_candidates
from headwater.tally.contents import Contents, Library
from headwater.tally.decisions import LEAST, POSSIBLE, SAME, judge_pairs
from headwater.tally.inputs import Places
from headwater.tally.stories import link_stories

Array = npt.NDArray[Any]

SHARED = 2.5
"""Two contents whose shared words weigh less are not compared."""

CLOSE = 0.25
"""Two documents that are less alike have contents compared only if they share twice as much."""

ALONE = 0.0
"""The likeness of a document to itself, for its own contents: that they share its words says nothing."""

STEP = 200_000
"""Pairs of documents whose contents are compared at once."""


@dataclass(frozen=True)
class Pairs:
    """Pairs of rows of contents that may be the same, or would be but for a sign, a number or a restriction."""

    left: Array
    right: Array
    kind: Array
    probability: Array


def compare_contents(
    contents: Contents, chosen: Array, library: Library, known: Tables
) -> tuple[Contents, Pairs, pa.Table]:
    """Judge all pairs of chosen rows in documents of one story; the contents with those read that were compared.

    Also the state table compared_contents. A document is compared anew when a row of it is chosen that was not compared
    in the earlier run, as in one that is new or changed.
    """
    fresh = np.zeros(len(contents.documents), bool)
    fresh[contents.number_documents(np.flatnonzero(chosen & ~contents.compared))] = True
    kept = _keep_known(contents, chosen & ~fresh[contents.number_documents(np.arange(len(chosen)))], known)
    left, right, likeness = link_stories(contents.picked, fresh)
    contents = contents.read_more(np.concatenate([left, right]), library)
    rows = np.flatnonzero(chosen)
    term = np.unique(contents.rows.term, return_inverse=True)[1].astype(np.int32)
    sub = _Rows(contents, rows, np.searchsorted(rows, contents.first_row), term)
    steps = (slice(at, at + STEP) for at in range(0, len(left), STEP))
    parts = [kept, *(sub.judge(left[step], right[step], likeness[step]) for step in steps)]
    joined = [
        np.concatenate([getattr(part, name) for part in parts]) for name in ("left", "right", "kind", "probability")
    ]
    order = np.lexsort((joined[1], joined[0]))
    pairs = Pairs(*(column[order] for column in joined))
    return contents, pairs, _remember_pairs("compared_contents", contents.rows.statement, pairs)


def judge_copies(
    contents: Contents, left: Array, right: Array, library: Library, known: Tables
) -> tuple[Contents, Pairs, pa.Table]:
    """What rows tied by copying are to each other, whatever their articles; the contents with those read.

    Also the state table compared_copies. A pair is judged anew when the contents of one of its documents are not those
    of the earlier run.
    """
    old = ~contents.read[contents.number_documents(np.arange(len(contents.rows)))]
    kept = _keep_known(contents, old, known, "compared_copies")
    size = len(contents.rows)
    at = Places(kept.left * size + kept.right).find(left * size + right)
    new = at < 0
    kind, probability = np.zeros(len(left), np.int8), np.zeros(len(left))
    kind[~new], probability[~new] = kept.kind[at[~new]], kept.probability[at[~new]]
    contents = contents.read_more(contents.number_documents(np.concatenate([left[new], right[new]])), library)
    ones = np.ones(int(new.sum()))
    kind[new], probability[new] = judge_pairs(contents.rows, left[new], right[new], ones, ones - 1)
    pairs = Pairs(left, right, kind, probability)
    return contents, pairs, _remember_pairs("compared_copies", contents.rows.statement, pairs)


@dataclass(frozen=True)
class _Rows:
    """The chosen rows, where each document's begin among them, and all terms numbered from 0 in order of hashes."""

    contents: Contents
    rows: Array
    ends: Array
    term: Array

    def judge(self, left: Array, right: Array, likeness: Array) -> Pairs:
        p = self.contents.rows
        likeness = np.where(left == right, ALONE, likeness).astype(np.float64)
        least = SHARED * np.where(likeness >= CLOSE, 1.0, 2.0)
        starts, ends = p.pointer[self.rows], p.pointer[self.rows + 1]
        a, b, of = gather_candidates(left, right, (self.ends, starts, ends, self.term, p.weight), least)
        a, b = self.rows[a], self.rows[b]
        kind, probability = judge_pairs(p, a, b, likeness[of], self.contents.count_days(a, b))
        near = probability >= np.where(kind == SAME, POSSIBLE, LEAST)
        return Pairs(a[near], b[near], kind[near], probability[near])


def pick_pairs(pairs: Pairs, mask: Array) -> Pairs:
    """Those of some pairs for which a mask is true."""
    return Pairs(*(column[mask] for column in (pairs.left, pairs.right, pairs.kind, pairs.probability)))


def join_pairs(a: Pairs, b: Pairs) -> Pairs:
    """The pairs of both, one after the other."""
    names = ("left", "right", "kind", "probability")
    return Pairs(*(np.concatenate([getattr(a, n), getattr(b, n)]) for n in names))


def _keep_known(contents: Contents, old: Array, known: Tables, name: str = "compared_contents") -> Pairs:
    """Pairs of an earlier run, of two rows that are as they were."""
    table = known.get(name, STATES[name].build())
    places = Places(contents.rows.statement)
    left, right = (places.find(table[side].to_numpy()) for side in ("statement_id", "other_id"))
    good = (left >= 0) & (right >= 0)
    good[good] = old[left[good]] & old[right[good]]
    return Pairs(left[good], right[good], table["kind"].to_numpy()[good], table["probability"].to_numpy()[good])


def _remember_pairs(name: str, ids: Array, pairs: Pairs) -> pa.Table:
    """A state table of pairs."""
    columns = {
        "statement_id": ids[pairs.left],
        "other_id": ids[pairs.right],
        "kind": pairs.kind,
        "probability": pairs.probability,
    }
    compared = pa.table(columns, schema=STATES[name].schema)
    return compared.sort_by([("statement_id", "ascending"), ("other_id", "ascending")])

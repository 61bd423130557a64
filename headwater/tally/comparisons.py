"""Every pair of contents that could be the same, judged; pairs judged in an earlier run are taken from there."""

import hashlib
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from headwater.schema import Tables
from headwater.states import STATES
from headwater.tally.candidates_kernels import gather_candidates
from headwater.tally.contents import Contents
from headwater.tally.decisions import LEAST, METHOD, judge_pairs
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
    """Pairs of rows of contents that are the same, or would be but for a sign or a number."""

    left: Array
    right: Array
    kind: Array
    probability: Array


def compare_contents(contents: Contents, chosen: Array, known: Tables) -> tuple[Pairs, Tables]:
    """Judge all pairs of chosen rows in documents of one story; also the state tables of the next run.

    A document is judged anew when its chosen rows are not those of the earlier run.
    """
    rows = np.flatnonzero(chosen)
    ids = contents.rows.statement[rows]
    ends = np.searchsorted(rows, contents.first_row)
    digests = np.array(
        [
            _digest(ids[s:e], contents.rows.negated[rows[s:e]], contents.rows.subject[rows[s:e]])
            for s, e in pairwise(ends)
        ],
        np.int64,
    )
    fresh = ~_know_digest(contents.documents, digests, known)
    kept = _keep_known(contents, ids, fresh, known)
    left, right, likeness = link_stories(contents.picked, fresh)
    sub = _Rows(contents, rows, ends)
    steps = (slice(at, at + STEP) for at in range(0, len(left), STEP))
    parts = [kept, *(sub.judge(left[step], right[step], likeness[step]) for step in steps)]
    joined = [
        np.concatenate([getattr(part, name) for part in parts]) for name in ("left", "right", "kind", "probability")
    ]
    order = np.lexsort((joined[1], joined[0]))
    pairs = Pairs(*(column[order] for column in joined))
    return pairs, _remember(contents, digests, pairs)


@dataclass(frozen=True)
class _Rows:
    """The chosen rows, and where each document's begin among them."""

    contents: Contents
    rows: Array
    ends: Array

    def judge(self, left: Array, right: Array, likeness: Array) -> Pairs:
        p = self.contents.rows
        likeness = np.where(left == right, ALONE, likeness).astype(np.float64)
        least = SHARED * np.where(likeness >= CLOSE, 1.0, 2.0)
        starts, ends = p.pointer[self.rows], p.pointer[self.rows + 1]
        a, b, of = gather_candidates(left, right, (self.ends, starts, ends, p.term, p.weight), least)
        a, b = self.rows[a], self.rows[b]
        kind, probability = judge_pairs(p, a, b, likeness[of], self.contents.count_days(a, b))
        same = probability >= LEAST
        return Pairs(a[same], b[same], kind[same], probability[same])


def _digest(ids: Array, negated: Array, subject: Array) -> int:
    told = METHOD + ids.tobytes() + negated.tobytes() + subject.tobytes()
    digest = hashlib.blake2b(told, digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def _know_digest(documents: Array, digests: Array, known: Tables) -> Array:
    if "compared_documents" not in known:
        return np.zeros(len(documents), bool)
    table = known["compared_documents"]
    before = dict(zip(table["document_id"].to_pylist(), table["digest"].to_pylist(), strict=True))
    return np.array([before.get(d) == x for d, x in zip(documents.tolist(), digests.tolist(), strict=True)], bool)


def _keep_known(contents: Contents, ids: Array, fresh: Array, known: Tables) -> Pairs:
    """Pairs of an earlier run, of two documents that are as they were."""
    empty = np.empty(0, np.int64)
    if "compared_contents" not in known or not len(ids):
        return Pairs(empty, empty, np.empty(0, np.int8), np.empty(0, np.float64))
    table = known["compared_contents"]
    order = np.argsort(contents.rows.statement)
    held = contents.rows.statement[order]
    sides, good = [], np.ones(len(table), bool)
    old = ~fresh[np.searchsorted(contents.documents, contents.rows.document)]
    for name in ("statement_id", "other_id"):
        column = table[name].to_numpy()
        at = np.minimum(np.searchsorted(held, column), len(held) - 1)
        good &= held[at] == column
        good &= old[order[at]]
        sides.append(order[at])
    kind, probability = table["kind"].to_numpy(), table["probability"].to_numpy()
    return Pairs(sides[0][good], sides[1][good], kind[good], probability[good])


def _remember(contents: Contents, digests: Array, pairs: Pairs) -> Tables:
    documents = pa.table(
        {"document_id": contents.documents, "digest": digests}, schema=STATES["compared_documents"].schema
    )
    ids = contents.rows.statement
    columns = {
        "statement_id": ids[pairs.left],
        "other_id": ids[pairs.right],
        "kind": pairs.kind,
        "probability": pairs.probability,
    }
    compared = pa.table(columns, schema=STATES["compared_contents"].schema)
    return {
        "compared_documents": documents,
        "compared_contents": compared.sort_by([("statement_id", "ascending"), ("other_id", "ascending")]),
    }

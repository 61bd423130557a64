"""The wording of a claim: the clearest of its contents, and how like the others are to it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
import numpy.typing as npt

from headwater.schema import make_id
from headwater.tally.decisions import judge_pairs
from headwater.tally.predicates_kernels import VERB
from headwater.tally.propositions import Propositions, list_runs
from headwater.tally.testimony import Evidence

Array = npt.NDArray[Any]

LENGTH = (8, 30)
"""Words of a clear wording, from and to."""

PART = 0.3
"""What a wording without a predicate loses. Set by reasoning: as much as five words too few."""

OWN = frozenset([
    "i", "we", "my", "our", "i'm", "we're", "i've", "we've", "ich", "wir", "unser", "unsere", "mein", "meine", "je",
    "nous", "notre", "nos", "mon", "yo", "nosotros", "nuestro", "nuestra",
])  # fmt: skip
"""By these somebody speaks of oneself, and whoever reads a claim alone does not know who: they lose as much as PART."""

SAMPLE = 50
"""Members that a wording is compared with, at least, where a claim has more."""


@dataclass(frozen=True)
class Claim:
    """One claim: its id, its statements in order of their ids, with similarities to the wording, and its wording."""

    claim_id: int
    statements: tuple[int, ...]
    similarity: tuple[float, ...]
    wording: str
    first: int


def word_claims(members: Array, counts: Array, rows: Propositions, evidence: Evidence) -> list[Claim]:
    """Claims from their rows, in order of statements, `counts` rows a claim, one claim after the other."""
    starts = np.cumsum(counts) - counts
    best = _choose_rows(members, starts, counts, rows, evidence)
    owner = np.repeat(best, counts)
    _, similarity = judge_pairs(rows, owner, members, np.ones(len(members)), np.zeros(len(members)))
    similarity[owner == members] = 1.0
    similarity = similarity.round(4)
    ids = rows.statement[members]
    claims = []
    for start, count, row in zip(starts.tolist(), counts.tolist(), best.tolist(), strict=True):
        statements = tuple(ids[start : start + count].tolist())
        first = min(statements, key=lambda s: _date_statement(s, evidence)) if count > 1 else statements[0]
        near = tuple(similarity[start : start + count].tolist())
        claims.append(
            Claim(make_id(statements[0]), statements, near, _quote(int(rows.statement[row]), evidence), first)
        )
    return claims


def _choose_rows(members: Array, starts: Array, counts: Array, rows: Propositions, evidence: Evidence) -> Array:
    """Of every claim the row of its clearest content; of equals the earliest."""
    best = members[starts] if len(starts) else members
    several = np.flatnonzero(counts > 1)
    steps = np.maximum(1, counts[several] // SAMPLE)
    sampled = -(-counts[several] // steps)
    # Every member of a claim beside every one of its sample.
    left = np.repeat(list_runs(starts[several], counts[several]), np.repeat(sampled, counts[several]))
    place = list_runs(np.zeros(int(counts[several].sum()), np.int64), np.repeat(sampled, counts[several]))
    claim = np.repeat(np.arange(len(several)), counts[several] * sampled)
    right = starts[several][claim] + place * steps[claim]
    ones = np.ones(len(left))
    _, near = judge_pairs(rows, members[left], members[right], ones, ones - 1)
    total = np.bincount(left, near, minlength=len(members))
    ids, whole = rows.statement[members].tolist(), _have_predicates(rows, members)
    for number, count, samples in zip(several.tolist(), counts[several].tolist(), sampled.tolist(), strict=True):
        start = int(starts[number])
        ranks = [_rank_wording(ids[i], total[i] / samples, whole[i], evidence) for i in range(start, start + count)]
        best[number] = members[start + ranks.index(min(ranks))]
    return best


def _have_predicates(rows: Propositions, members: Array) -> Array:
    """Whether contents say something of something, and are no mere noun ("the plan")."""
    said = np.concatenate([[0], np.cumsum(rows.part & VERB > 0)])
    return np.asarray(said[rows.pointer[members + 1]] > said[rows.pointer[members]])


def _rank_wording(statement: int, near: float, whole: bool, evidence: Evidence) -> tuple[float, Any]:
    quoted = _quote(statement, evidence).casefold().replace("’", "'").split()
    length = max(0, LENGTH[0] - len(quoted)) * 0.06 + max(0, len(quoted) - LENGTH[1]) * 0.02
    own = not OWN.isdisjoint(word.strip('"“”„«».,;:!?()') for word in quoted)
    unclear = (0 if whole else PART) + (PART if own else 0)
    return round(length - near + unclear, 6), _date_statement(statement, evidence)


def date_statement(statement: int, born_at: datetime | None) -> tuple[bool, float, int]:
    """By when its text came to be, then by id; what has no date comes last."""
    return born_at is None, born_at.timestamp() if born_at else 0.0, statement


def _date_statement(statement: int, evidence: Evidence) -> tuple[bool, float, int]:
    return date_statement(statement, evidence.papers[evidence.testimonies[statement].document_id].born_at)


def _quote(statement: int, evidence: Evidence) -> str:
    text = evidence.texts[evidence.testimonies[statement].document_id]
    return " ".join(" … ".join(text[s:e] for s, e in evidence.contents[statement]).split())

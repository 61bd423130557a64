"""How claims bear on each other: one denies another, gives another number, replaces it, or restricts it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from headwater.schema import pick_rows
from headwater.tally.claims import Groups
from headwater.tally.contents import Library
from headwater.tally.decisions import NARROWER, NUMBER_DIFFERS
from headwater.tally.inputs import Places
from headwater.tally.speakers import Speaker, is_same_speaker, make_speaker
from headwater.tally.testimony import Surroundings, group_content_spans

Array = npt.NDArray[Any]

Relation = tuple[int, int, str]
"""A claim, another, and how the first bears on the second."""

_MOVED = re.compile(
    r"\b(?:(?:has|have|had)\s+(?:\w+\s+)?)?(?:ris(?:en|es|ing)|rose|climb(?:s|ed|ing)|grown?|grew|jump(?:s|ed)|swell(?:s|ed)|"
    r"increas(?:es|ed|ing)|mount(?:s|ed)|fell|fallen|falls|dropped|drops|shrunk|shrank)\s+(?:\w+\s+){0,2}to\b"
    r"|\b(?:revised|updated|corrected|raised|lowered)\b|\bby\s+now\b|\bnow\s+(?:stands?|puts?|at|counts?|says?)\b"
    r"|\b(?:up|down)\s+from\b|\bso\s+far\b",
    re.IGNORECASE,
)
"""Words by which a text says that its figure takes the place of an earlier one."""


@dataclass(frozen=True)
class _Said:
    """A statement that another may replace: of which site, by whom, when, to the day or exactly, in what words.

    `copied` is the statement that it was copied from.
    """

    statement: int
    copied: int | None
    site: str | None
    speaker: Speaker
    at: datetime | None
    exact: bool
    words: str


def relate_claims(
    groups: Groups,
    claim_of: Array,
    began: Mapping[int, tuple[bool, float, int]],
    library: Library,
    around: Surroundings,
) -> list[Relation]:
    """How claims bear on each other, in order.

    `claim_of` is the claim of every row, `began` when claims that bear on each other began. Of two numbers the later
    replaces the earlier where one outlet, or one named voice, gave both, or the later text says that the figure moved.
    """
    opposites = list_opposites(groups, claim_of)
    said = _read_said(
        {row for a, b, kind in opposites if kind == NUMBER_DIFFERS for row in (a, b)}, groups, library, around
    )
    found: set[Relation] = set()
    for left, right, kind in opposites:
        mine, other = int(claim_of[left]), int(claim_of[right])
        if kind == NUMBER_DIFFERS:
            if (began[mine], mine) < (began[other], other):
                mine, other, left, right = other, mine, right, left
            found.add((mine, other, "updates" if _replaces(said[left], said[right], around) else "number_differs"))
        else:
            mark = groups.contents.rows.restricted if kind == NARROWER else groups.contents.rows.negated
            bears = (mine, other) if mark[left] else (other, mine)
            found.add((*bears, "narrower" if kind == NARROWER else "denies"))
    return sorted(r for r in found if not _is_told_by_another(r, found, began))


def _is_told_by_another(r: Relation, found: set[Relation], began: Mapping[int, tuple[bool, float, int]]) -> bool:
    """Whether another relation of the two claims says more: a figure that is replaced, the denial that came later."""
    mine, other, kind = r
    if kind == "number_differs":
        return (mine, other, "updates") in found
    later = (began[mine], mine) < (began[other], other)
    return kind == "denies" and later and (other, mine, "denies") in found


def list_opposites(groups: Groups, claim_of: Array) -> list[tuple[int, int, int]]:
    """(row, row, kind) of opposites that lie in two claims."""
    pairs = groups.opposites
    apart = groups.kept[pairs.left] & groups.kept[pairs.right] & (claim_of[pairs.left] != claim_of[pairs.right])
    return list(zip(*(column[apart].tolist() for column in (pairs.left, pairs.right, pairs.kind)), strict=True))


def _replaces(later: _Said, earlier: _Said, around: Surroundings) -> bool:
    """Whether a figure takes the place of another: given on a later day, and by the same, or as one that moved."""
    if later.at is None or earlier.at is None:
        return False
    if not (later.at > earlier.at if later.exact and earlier.exact else later.at.date() > earlier.at.date()):
        return False
    a, b = later.speaker, earlier.speaker
    one_voice = a.named and b.named and is_same_speaker(a, b) and (a.source_id, b.source_id) not in around.apart
    one_voice = one_voice and later.copied != earlier.statement  # a copy with another number is no word of the speaker
    one_site = later.site is not None and later.site == earlier.site
    return one_voice or one_site or _MOVED.search(later.words) is not None


def _read_said(rows: set[int], groups: Groups, library: Library, around: Surroundings) -> dict[int, _Said]:
    """Rows of contents as what may replace another, or be replaced."""
    if not rows:
        return {}
    ids = groups.contents.rows.statement
    listed = pa.array(ids[sorted(rows)])
    statements, spans = (library.said[name] for name in ("statements", "spans"))
    statements = statements.filter(pc.is_in(statements["statement_id"], listed))
    held = group_content_spans(spans.filter(pc.is_in(spans["statement_id"], listed)))
    sources = library.said["sources"]
    heard = sources.filter(pc.is_in(sources["source_id"], statements["source_id"])).to_pylist()
    speakers = {row["source_id"]: make_speaker(row, around.outlets) for row in heard}
    papers = library.pile["documents"].select(["document_id", "site", "published_precision", "text"])
    papers = papers.filter(pc.is_in(papers["document_id"], statements["document_id"]))
    paper_of = {row["document_id"]: row for row in papers.to_pylist()}
    found = {}
    at = Places(ids)
    for number, document, source in pick_rows(statements, "statement_id", "document_id", "source_id"):
        paper = paper_of[document]
        words = " ".join(paper["text"][start:end] for start, end in held[number])
        exact = paper["published_precision"] == "instant"
        row = int(at.find(np.array([number]))[0])
        copied = around.copies[number].statement_id if number in around.copies else None
        born = around.born_at[document]
        found[row] = _Said(number, copied, paper["site"], speakers[source], born, exact, words)
    return found

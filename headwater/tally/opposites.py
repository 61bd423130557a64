"""Pairs of contents that speak of each other: they would be the same but for a sign, a number or a restriction."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from headwater.intervals import Span, count_overlap
from headwater.schema import pick_rows
from headwater.tally.comparisons import Pairs, join_pairs, pick_pairs
from headwater.tally.contents import Contents, Library
from headwater.tally.decisions import NARROWER, NUMBER_DIFFERS, SAME
from headwater.tally.inputs import Places
from headwater.tally.restrictions import is_restricted
from headwater.tally.signs import counts_the_same, denies_the_same, shares_half
from headwater.tally.testimony import Surroundings, group_content_spans
from headwater.tally.words import tell_difference

Array = npt.NDArray[Any]

OPPOSITE = 0.75
"""From this probability of being the same but for it, another sign, number or restriction relates two claims."""

WHOLE = 3
"""Telling words of a content, at least, that another is said to restrict: fewer are found in many."""


def pick_opposites(pairs: Pairs, edited: Pairs, contents: Contents, around: Surroundings, library: Library) -> Pairs:
    """Of pairs that are not the same claim those that speak of each other, and of copies those that were edited so.

    They are the same but for the sign, a number or a restriction, and their words show it; none stands inside the
    other, and but for `edited` they are no two places of one copied text.
    """
    likely = pick_pairs(pairs, (pairs.kind != SAME) & (pairs.probability >= OPPOSITE))
    free = len(likely.left)
    both = join_pairs(likely, edited)
    ids, documents = contents.rows.statement, contents.rows.document
    held, words = _read_words(np.unique(np.concatenate([both.left, both.right])), contents, library)
    family = _group_copied(contents, around)
    good = []
    for place, (left, right, kind) in enumerate(
        zip(*(c.tolist() for c in (both.left, both.right, both.kind)), strict=True)
    ):
        a, b = int(ids[left]), int(ids[right])
        one_text = a in family and family[a] == family.get(b)
        inside = documents[left] == documents[right] and any(count_overlap(x, y) for x in held[a] for y in held[b])
        apart = place >= free or not (one_text or inside)
        good.append(apart and _is_told(kind, words[a], words[b]))
    return pick_pairs(both, np.array(good, bool))


def _read_words(
    rows: Array, contents: Contents, library: Library
) -> tuple[Mapping[int, Sequence[Span]], Mapping[int, str]]:
    """Where the contents of some rows stand, and their words, by statement."""
    ids, documents = contents.rows.statement[rows], contents.rows.document[rows]
    spans = library.said["spans"]
    held = group_content_spans(spans.filter(pc.is_in(spans["statement_id"], pa.array(ids))))
    papers = library.pile["documents"].select(["document_id", "text"])
    papers = papers.filter(pc.is_in(papers["document_id"], pa.array(np.unique(documents))))
    texts = dict(pick_rows(papers, "document_id", "text"))
    listed = zip(ids.tolist(), documents.tolist(), strict=True)
    return held, {s: " ".join(texts[d][start:end] for start, end in held.get(s, ())) for s, d in listed}


def _is_told(kind: int, left: str, right: str) -> bool:
    """Whether the words of two contents show the sign, the number or the restriction that sets them apart."""
    if not shares_half(left, right):
        return False
    if kind == NUMBER_DIFFERS:
        return counts_the_same(left, right)
    if kind == NARROWER:
        wide, narrow = (left, right) if is_restricted(right) else (right, left)
        return not tell_difference(wide, narrow)[0] and len(tell_difference(wide, "")[0]) >= WHOLE
    return denies_the_same(left, right)


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

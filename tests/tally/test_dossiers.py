"""Whole stories, from the texts to the counts."""

import functools
import json
import tempfile
from pathlib import Path
from typing import Any

import pytest

import headwater as hw
from headwater.schema import Tables
from tests.tally.dossiers import Dossier, Expected, list_claims

CASES = list(list_claims())


@functools.cache
def _trace(dossier: Dossier) -> Tables:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pile.jsonl"
        rows = [
            {"url": f"https://{a.site}/{number}", "site": a.site, "published": f"2031-03-{a.day:02}T08:00:00Z",
             "title": a.title, "text": a.text}
            for number, a in enumerate(dossier.articles)
        ]  # fmt: skip
        path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
        pile = hw.read_articles([path])
    descent = hw.trace_descent(pile, hw.find_copies(pile))
    said = hw.extract_statements(pile, descent)
    tables: Tables = pile | said | hw.tally_claims(pile, descent, said)
    return tables


def _find_claims(dossier: Dossier, claim: Expected) -> set[int]:
    """The claims that hold a statement at the words of each carrier: of several statements there, the shortest."""
    tables = _trace(dossier)
    claim_of = {row["statement_id"]: row["claim_id"] for row in tables["claim_statements"].to_pylist()}
    documents = {d["url"].rsplit("/", 1)[1]: d for d in tables["documents"].to_pylist()}
    document_of = {s["statement_id"]: s["document_id"] for s in tables["statements"].to_pylist()}
    found = set()
    for number, words in claim.carriers:
        document = documents[str(number)]
        start = document["text"].index(words)
        spans = [
            (s["end"] - s["start"], claim_of[s["statement_id"]])
            for s in tables["spans"].to_pylist()
            if s["role"] == "content"
            and document_of[s["statement_id"]] == document["document_id"]
            and s["statement_id"] in claim_of
            and s["start"] < start + len(words)
            and s["end"] > start
        ]
        found.add(min(spans)[1])
    return found


def _count(dossier: Dossier, claim: Expected) -> dict[str, Any]:
    (number,) = _find_claims(dossier, claim)
    return next(dict(c) for c in _trace(dossier)["claim_counts"].to_pylist() if c["claim_id"] == number)


@pytest.mark.parametrize(("dossier", "claim"), CASES, ids=[f"{d.name} {c.name}".strip() for d, c in CASES])
def test_dossier__is_counted_as_a_careful_reader_counts(dossier: Dossier, claim: Expected) -> None:
    count = _count(dossier, claim)
    counted = (count["independent_low"], count["independent_high"], count["on_record"])
    assert counted == (claim.low, claim.high, claim.on_record), count["reason"]

"""Statements of some articles only: what is chosen has the rows that it always has, what is left out has none."""

from pathlib import Path

import pytest

from headwater.errors import HeadwaterError
from headwater.pipeline.choosing import describe_choice, parse_choice
from headwater.pipeline.stages import Analysis
from headwater.store import open_store
from tests.piles import SAMPLES, list_differences, read_rows, run_headwater, trace_into

FILES = sorted(SAMPLES.iterdir())
BY_DOCUMENT = ("statements", "roles", "dates")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("whole") / "pile.duckdb"
    trace_into(path, *FILES, until="statements")
    return path


CONDITIONS = {
    "copies": "document_id IN (SELECT unnest([a_document_id, b_document_id]) FROM passages WHERE kind = 'copy')",
    "words=harbour fire": "text ILIKE '%harbour%' AND text ILIKE '%fire%'",
    "site=brackwaterpost.example": "site = 'brackwaterpost.example'",
    "to=2026-03-05": "published_at < TIMESTAMPTZ '2026-03-06 00:00:00+00'",
}


def _list_analysed(path: Path, asked: str = "true") -> set[int]:
    with open_store(path, read_only=True) as store:
        rows = store.ask(f"SELECT document_id FROM documents WHERE analysed <> 'none' AND {asked}")
    return set(rows["document_id"].to_pylist())


def test_trace__reads_only_what_was_chosen_and_the_rest_when_that_is(whole: Path, tmp_path: Path) -> None:
    path = tmp_path / "pile.duckdb"
    path.write_bytes(whole.read_bytes())
    expected = read_rows(whole)
    seen = set()
    for condition, asked in CONDITIONS.items():
        trace_into(path, *FILES, analysis=Analysis(only=[condition]), until="statements")
        chosen = _list_analysed(path)
        assert chosen == _list_analysed(whole, asked)
        rows = read_rows(path)
        for name in BY_DOCUMENT:
            assert rows[name] == [row for row in expected[name] if row["document_id"] in chosen]
        seen.add(frozenset(chosen))
    assert len(seen) == len(CONDITIONS)
    trace_into(path, *FILES, until="statements")
    assert _list_analysed(path) == chosen
    trace_into(path, *FILES, analysis=Analysis(only=["all"]), until="statements")
    assert list_differences(whole, path) == []


def test_trace__says_what_was_left_out(tmp_path: Path) -> None:
    path = tmp_path / "pile.duckdb"
    ran = run_headwater(
        "trace", *FILES[:3], "-o", path, "--quiet", "--until", "statements", "--only", "words=harbour fire"
    )
    assert ran.returncode == 0
    assert "articles (words=harbour fire); the others are not analysed" in ran.stderr


def test_parse_choice__says_what_it_cannot_read() -> None:
    for condition in ("from=yesterday", "sites=a.example", "site="):
        with pytest.raises(HeadwaterError, match=r"cannot be read"):
            parse_choice([condition])


def test_describe_choice__is_what_was_typed() -> None:
    typed = ["copies", "site=a.example", "from=2026-01-01", "words=ferry strike"]
    assert describe_choice(parse_choice(typed)) == typed

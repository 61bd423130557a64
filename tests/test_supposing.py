"""What if: without an outlet, a source or an article, and as of a day; the store itself stays as it was."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from headwater.cli import commands
from headwater.errors import InputError
from headwater.pipeline.stages import STAGES, Analysis
from headwater.store import open_store
from headwater.supposing import keep_documents, suppose
from headwater.tables import TABLES
from headwater.tally import tally_claims
from headwater.views.claims import ClaimChoice, list_claims
from tests.piles import SAMPLES, read_rows, trace_into

ALL = ClaimChoice(with_all=True, limit=0)


@pytest.fixture(scope="module")
def pile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("supposing") / "pile.duckdb"
    trace_into(path, *sorted(SAMPLES.iterdir()), analysis=Analysis("rules"))
    return path


def list_wordings(answer: dict[str, Any]) -> set[str]:
    return {claim["wording"] for claim in answer["claims"]}


def test_suppose__without_an_outlet_nothing_that_rests_on_it_alone_is_left(pile: Path) -> None:
    before = read_rows(pile)
    with open_store(pile, read_only=True) as store:
        had = list_claims(store, ALL)
        supposed = suppose(store, ["Eastmark Tribune"], "")
        left = list_claims(store, ALL)
    resting = {c["wording"] for c in had["claims"] if {v["name"] for v in c["rests_on"]} == {"Eastmark Tribune"}}
    assert resting and resting <= {claim["wording"] for claim in supposed["fallen"]}
    assert list_wordings(had) - list_wordings(left) == {claim["wording"] for claim in supposed["fallen"]}
    assert not any("Eastmark Tribune" in str(c["rests_on"]) for c in left["claims"])
    assert read_rows(pile) == before


def test_suppose__as_of_a_day_is_what_a_run_over_the_articles_of_then_gives(pile: Path) -> None:
    with open_store(pile, read_only=True) as store:
        answer = suppose(store, [], "2026-03-05")
        there = store.read("documents").to_pylist()
        counted = {name: store.read(name).to_pylist() for name in STAGES[-1].writes}
        assert list(store.find_broken_rules(["claims", "claim_statements", "claim_counts", "statements"])) == []
    assert answer["undated"] == 0 and 0 < len(there) < 18
    assert all(row["published_at"].day <= 5 for row in there)
    with open_store(pile, read_only=True) as store:
        have = keep_documents(store.read_all(TABLES), {row["document_id"] for row in there})
        anew = tally_claims(have, have, have)
    assert counted == {name: anew[name].to_pylist() for name in counted}


@pytest.mark.parametrize("word", ["Tomas Hale", "calderwire.example", "calderwire-ferry.html"])
def test_suppose__takes_a_source_a_site_or_an_article(pile: Path, word: str) -> None:
    with open_store(pile, read_only=True) as store:
        assert suppose(store, [word], "")["fallen"]


@pytest.mark.parametrize(("without", "day"), [(["Nobody Gazette"], ""), ([], "in spring")])
def test_suppose__says_what_it_does_not_know(pile: Path, without: list[str], day: str) -> None:
    with open_store(pile, read_only=True) as store, pytest.raises(InputError):
        suppose(store, without, day)


def test_claims__says_what_is_supposed_and_what_is_left_of_nothing(pile: Path) -> None:
    shown = CliRunner().invoke(commands, ["claims", str(pile), "--without", "Eastmark Tribune", "--as-of", "2026-03"])
    assert shown.exit_code == 0
    assert "As of 2026-03" in shown.output and "nothing is left" in shown.output
    early = CliRunner().invoke(commands, ["claims", str(pile), "--as-of", "2001"])
    assert early.exit_code == 0 and "no article to count in" in early.output


def test_claims__says_what_can_be_taken_away(pile: Path) -> None:
    shown = CliRunner().invoke(commands, ["claims", str(pile), "--without", "Nobody"])
    error = shown.exception
    assert isinstance(error, InputError) and "outlet by its name" in error.mend, shown.output
    both = ["claims", str(pile), "--without", "sorrelinsider.example", "--without", "Eastmark Tribune"]
    assert "and what rests on them alone" in CliRunner().invoke(commands, both).output

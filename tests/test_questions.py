"""Sentences and drafts beside what a pile claims."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from headwater.cli import commands
from headwater.errors import InputError
from headwater.pipeline.stages import Analysis
from headwater.questions import NEAREST, ask_draft, ask_sentence
from headwater.store import open_store
from headwater.views.claims import ClaimChoice, is_sentence
from tests.piles import SAMPLES, trace_into

DRAFT = """Ferry accident: what is known

The Maren Dove struck a sandbank about two kilometres from the harbour entrance, spokesman Tomas Hale said.

Hale said that 300 passengers were taken off by half past eight.

“We will buy a submarine for the harbour,” a deputy said.
"""


@pytest.fixture(scope="module")
def pile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("questions") / "pile.duckdb"
    trace_into(path, *sorted(SAMPLES.iterdir()), analysis=Analysis("rules"))
    return path


def ask(pile: Path, sentence: str, limit: int = 5) -> list[tuple[str, str]]:
    """(how it matches, the words that match) of each claim."""
    with open_store(pile, read_only=True) as store:
        claims = ask_sentence(store, ClaimChoice(about=sentence, limit=limit))["claims"]
    return [(claim["match"]["kind"], claim["match"]["words"]) for claim in claims]


@pytest.mark.parametrize(
    ("sentence", "kind", "words"),
    [
        ("The Maren Dove hit a sandbank two kilometres from the harbour entrance.", "same", "sandbank"),
        ("The ferry ran aground off Port Sorrel with 300 people on board.", "number_differs", "aground"),
        ("Lake Sorrel will not be drained in the autumn.", "denies", "drained in the autumn"),
    ],
)
def test_ask_sentence__ranks_what_says_the_same_and_says_how_others_differ(
    pile: Path, sentence: str, kind: str, words: str
) -> None:
    found = ask(pile, sentence, 10)
    order = [("same", "denies", "number_differs", "narrower", "wider", "near").index(k) for k, _ in found]
    assert order == sorted(order)
    assert any(k == kind and words in there for k, there in found)


def test_ask_sentence__names_the_words_that_only_one_has(pile: Path) -> None:
    with open_store(pile, read_only=True) as store:
        answer = ask_sentence(store, ClaimChoice(about="Farmers along the Orrin will buy a submarine next summer."))
    match = answer["claims"][0]["match"]
    assert len(answer["claims"]) <= NEAREST and all(c["match"]["kind"] == "near" for c in answer["claims"])
    assert match["kind"] == "near" and "submarine" in match["only_asked"] and match["only_there"]
    assert answer["articles"] == 18


def test_ask_sentence__finds_nothing_where_nothing_is_near(pile: Path) -> None:
    assert ask(pile, "Zebras were painted green by bored acrobats yesterday.") == []


def test_ask_sentence__keeps_to_what_else_is_chosen(pile: Path) -> None:
    asked = "The ferry ran aground off Port Sorrel with 300 people on board."
    with open_store(pile, read_only=True) as store:
        every = ask_sentence(store, ClaimChoice(about=asked, limit=0))["claims"]
        few = ask_sentence(store, ClaimChoice(about=asked, limit=0, at_least=2, on_record=True))["claims"]
    assert few == [c for c in every if c["independent_low"] >= 2 and c["on_record"]] and few


def test_is_sentence__tells_words_from_sentences() -> None:
    assert not is_sentence("") and not is_sentence("Lake Sorrel drained")


def test_ask_draft__says_what_the_pile_carries_of_each_claim(pile: Path, tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text(DRAFT, encoding="utf-8")
    with open_store(pile, read_only=True) as store:
        answer = ask_draft(store, tmp_path / "draft.txt")
    found: dict[str, Any] = {
        word: next(row for row in answer["statements"] if word in row["content"])
        for word in ("sandbank", "300 passengers", "submarine")
    }
    assert found["sandbank"]["match"]["kind"] == "same" and found["sandbank"]["claim"]["reports"] == 4
    assert found["300 passengers"]["match"]["kind"] == "number_differs"
    assert found["submarine"]["match"] is None and found["submarine"]["claim"] is None
    assert [row["start"] for row in answer["statements"]] == sorted(row["start"] for row in answer["statements"])


def test_ask_draft__does_not_find_an_article_of_the_pile_in_itself(pile: Path) -> None:
    article = next(path for path in SAMPLES.iterdir() if "mayor" in path.name or path.suffix == ".txt")
    with open_store(pile, read_only=True) as store:
        answer = ask_draft(store, article)
        text = store.ask("SELECT text FROM documents WHERE ends_with(uri, ?)", [article.name])["text"][0].as_py()
    for row in answer["statements"]:
        if row["claim"] is not None and row["claim"]["reports"] == 1:
            assert row["match"]["words"] not in " ".join(text.split())


@pytest.mark.parametrize("text", [None, "Nothing.\n"])
def test_ask_draft__says_where_nothing_can_be_read(pile: Path, tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / "draft.txt").write_text(text, encoding="utf-8")
    with open_store(pile, read_only=True) as store, pytest.raises(InputError):
        ask_draft(store, tmp_path / "draft.txt")


def test_claims__about_a_sentence_and_in_a_draft(pile: Path, tmp_path: Path) -> None:
    runner = CliRunner()
    said = runner.invoke(
        commands, ["claims", str(pile), "--about", "The lake will not be drained in autumn", "-n", "3"]
    )
    assert said.exit_code == 0 and "compared" in said.output
    (tmp_path / "draft.txt").write_text(DRAFT, encoding="utf-8")
    drafted = runner.invoke(commands, ["claims", str(pile), "--in-draft", str(tmp_path / "draft.txt")])
    assert drafted.exit_code == 0 and "not in this pile" in drafted.output and "says the same" in drafted.output
    nothing = runner.invoke(commands, ["claims", str(pile), "--about", "Zebras were painted green by bored acrobats"])
    assert "Nothing here says that" in nothing.output

"""The commands that look at a store: help, JSON, words, strangers' text."""

import io
import json
import re
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import click
import pytest

from headwater.cli import run
from headwater.commands import VIEW_COMMANDS
from headwater.schema import read_id

LINES = {
    "texts": [],
    "claims": ["--all"],
    "show": ["harbor.html"],
    "diff": ["harbor.html", "tidewater.html"],
    "why": ["harbor.html", "tidewater.html"],
    "said": [],
}
NEVER = re.compile(
    r"\b(descent|tally|tallies|regions?|famil(y|ies)|min(imum)?[- ]cut|cut_low|vertex|vertices|edges?|version_id)\b",
    re.I,
)
"""Words of ours that a reader must not see ("cut" is a word for what was left out of a copy; as the name of what a
count rests on it must not be seen)."""


def _run(*words: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run(list(words))
    return code, out.getvalue(), err.getvalue()


def _list_ids(answer: Any) -> list[str]:
    if isinstance(answer, dict):
        return [
            x
            for key, value in answer.items()
            for x in ([value] if key in ("id", "edge", "version") else _list_ids(value))
            if x
        ]
    return [x for value in answer for x in _list_ids(value)] if isinstance(answer, list) else []


def test_lines__try_every_command() -> None:
    assert set(LINES) == {command.name for command in VIEW_COMMANDS}


@pytest.mark.parametrize("command", VIEW_COMMANDS, ids=lambda c: str(c.name))
def test_help__has_an_example_and_every_option_a_word(command: click.Command) -> None:
    code, out, _ = _run(str(command.name), "--help")
    assert code == 0
    assert f"Example: headwater {command.name} pile.duckdb" in out
    assert "--json" in out
    assert all(option.help for option in command.params if isinstance(option, click.Option))
    assert not NEVER.search(out)


@pytest.mark.parametrize("name", LINES)
def test_json__is_data_with_whole_ids_and_nothing_else(name: str, docks_path: Path) -> None:
    code, out, err = _run(name, str(docks_path), *LINES[name], "--json")
    assert (code, err) == (0, "")
    ids = _list_ids(json.loads(out))
    assert ids
    assert all(read_id(written) for written in ids)
    assert not re.search(r"-?\d{17,20}", out), "an id as a number is rounded by JavaScript"


@pytest.mark.parametrize("name", LINES)
def test_words__are_the_reader_s(name: str, docks_path: Path) -> None:
    lines = [LINES[name], ["hostile.html"], ["Calder Wire report"]] if name == "show" else [LINES[name]]
    for line in lines:
        code, out, err = _run(name, str(docks_path), *line)
        assert code == 0
        assert not NEVER.search(out.replace(str(docks_path), "") + err.replace(str(docks_path), ""))


def test_words__of_why_are_the_reader_s(docks_path: Path) -> None:
    claims = json.loads(_run("claims", str(docks_path), "--all", "--json")[1])["claims"]
    for claim in claims:
        code, out, err = _run("why", str(docks_path), claim["id"])
        assert (code, err) == (0, "")
        assert not NEVER.search(out)


def test_counts__always_say_out_of_how_many(docks_path: Path) -> None:
    out = _run("claims", str(docks_path), "--all", "--limit", "0")[1]
    assert out.count(" behind ") == out.count("among 10 articles")


@pytest.mark.parametrize("name", ["show", "claims", "texts", "said"])
def test_strangers_text__does_nothing(name: str, docks_path: Path) -> None:
    line = ["hostile.html"] if name == "show" else LINES[name]
    for more in ([], ["--json"]):
        _, out, _ = _run(name, str(docks_path), *line, *more)
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", out)
    if name == "show":
        assert "[bold]alert[/bold] <script>alert(1)</script>" in out


def test_why__takes_one_or_two(docks_path: Path) -> None:
    assert _run("why", str(docks_path))[0] == 2
    assert _run("why", str(docks_path), "a", "b", "c")[0] == 2


@pytest.mark.parametrize(
    "words", [["--about", "\udcff"], ["--site", "\udcff"], ["--about", "("], ["--about", "%_'\"\\"]]
)
def test_claims__takes_any_words(words: list[str], docks_path: Path) -> None:
    assert _run("claims", str(docks_path), *words)[:2] == (0, "No such claim in 10 articles.\n")


@pytest.mark.parametrize("words", [["report", "page.html"], ["sample", "sheet.csv", "--of", "edges"]])
def test_output__in_a_folder_that_is_not_there_is_said(words: list[str], docks_path: Path, tmp_path: Path) -> None:
    command, name, *more = words
    code, _, err = _run(command, str(docks_path), *more, "-o", str(tmp_path / "none" / name))
    assert code == 1 and err.endswith("No such file or directory.\nMake its folder first, or name another place.\n")


def test_said__tells_the_cue_of_a_denial(tmp_path: Path) -> None:
    from headwater.pipeline.stages import Analysis
    from headwater.store import open_store
    from tests.piles import trace_into

    article, path = tmp_path / "quay.txt", tmp_path / "pile.duckdb"
    article.write_text("Owner denies quay deal\n\nThe owner, Berit Ask, denied that the quay had been sold.\n", "utf-8")
    trace_into(path, article, analysis=Analysis("rules"))
    with open_store(path, read_only=True) as store:
        assert store.count("statements")
    said, shown = _run("said", str(path), "--by", "Ask")[1], _run("show", str(path), "quay.txt")[1]
    assert said.splitlines()[1].split("  (")[0].strip() == "denied that the quay had been sold"
    assert "\n    denied that the quay had been sold, claim" in shown


def test_views__answer_about_an_empty_store(tmp_path: Path) -> None:
    from headwater.store import open_store

    path = tmp_path / "empty.duckdb"
    with open_store(path):
        pass
    assert _run("claims", str(path))[:2] == (0, "There is no article to count in.\n")
    assert _run("texts", str(path))[0] == 0
    assert _run("said", str(path))[:2] == (0, "Nobody is quoted in 0 articles.\n")
    code, out, err = _run("show", str(path), "x.html")
    assert (code, out) == (1, "")
    assert len(err.splitlines()) == 2

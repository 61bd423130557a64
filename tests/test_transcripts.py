"""Golden transcripts: command lines and exactly what they print (tests/golden/*.txt).

A line that begins with `$ ` is a command; the lines after it are what it prints: standard output as it is, standard
error after `! `, an exit code other than 0 as `? code`. `$ COLUMNS=60 headwater …` runs it on a terminal of that width.
`make golden` writes them anew; the difference in git is the review.
"""

import io
import os
import re
import shlex
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from headwater.cli import run
from headwater.pipeline import stages
from headwater.store import open_store
from tests.views.docks import write_docks

ROOT = Path(__file__).parent.parent
GOLDEN = sorted((ROOT / "tests" / "golden").glob("*.txt"))
REWRITE = os.environ.get("HEADWATER_GOLDEN") == "rewrite"


_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


class _Screen(io.StringIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with the stores that the transcripts ask, the current one while they run."""
    path = tmp_path_factory.mktemp("transcripts")
    with open_store(path / "docks.duckdb") as store:
        store.save(write_docks())
    before = Path.cwd()
    if any("sample.duckdb" in golden.read_text(encoding="utf-8") for golden in GOLDEN):
        stages.trace(path / "sample.duckdb", [ROOT / "samples" / "pile"])
    os.chdir(path)
    yield path
    os.chdir(before)


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda path: path.stem)
def test_transcript__is_what_the_commands_print(golden: Path, folder: Path) -> None:
    expected = golden.read_text(encoding="utf-8")
    commands = [line for line in expected.splitlines() if line.startswith("$ ")]
    assert commands, f"{golden.name} has no command"
    actual = "\n".join(_play(command) for command in commands)
    if REWRITE:
        golden.write_text(actual, encoding="utf-8", newline="\n")
    assert actual == golden.read_text(encoding="utf-8")


def _play(command: str) -> str:
    words = shlex.split(command.removeprefix("$ "))
    width = words.pop(0).removeprefix("COLUMNS=") if words[0].startswith("COLUMNS=") else ""
    out, err = (_Screen(), _Screen()) if width else (io.StringIO(), io.StringIO())
    settings = {"COLUMNS": width, "TERM": "xterm"} if width else {}
    assert words.pop(0) == "headwater"
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        for name, value in settings.items():
            patch.setenv(name, value)
        code = run(words)
    lines = [command, *_COLOUR.sub("", out.getvalue()).splitlines()]
    lines += [f"! {line}".rstrip() for line in err.getvalue().splitlines()]
    lines += [f"? {code}"] if code else []
    return "\n".join(lines) + "\n"

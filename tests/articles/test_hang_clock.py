"""The clock ends what hangs, also where a library swallows what it raises, and nothing else."""

import time
from pathlib import Path

import pytest

from headwater.articles import hang_clock, item_reading, plain, read_articles
from headwater.articles.hang_clock import HangError, end_hangs


def _work(seconds: float) -> None:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def test_end_hangs__ends_work_that_takes_too_long() -> None:
    with pytest.raises(HangError), end_hangs(0.05):
        _work(5)


def test_end_hangs__tells_of_an_end_that_was_swallowed() -> None:
    def swallow() -> None:
        try:
            _work(5)
        except HangError:
            return

    with pytest.raises(HangError), end_hangs(0.05):
        swallow()


def test_end_hangs__leaves_others_alone() -> None:
    with end_hangs(0.2):
        _work(0.01)
    _work(0.3)


def test_read_articles__names_what_hangs_and_reads_the_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(f"The harbour of {name} is open again, the mayor said on Friday.")
    read_articles([tmp_path])  # what is compiled at the first article takes longer than the clock of this test
    working = plain.read_text

    def hang(text: str, **named: object) -> object:
        if "of b" in text:
            _work(20)
        return working(text, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(item_reading, "read_text", hang)
    monkeypatch.setattr(item_reading, "end_hangs", lambda: hang_clock.end_hangs(1.0))
    tables = read_articles([tmp_path])
    assert [Path(p["source_path"]).name for p in tables["problems"].to_pylist()] == ["b.txt"]
    assert "HangError" in tables["problems"]["detail"][0].as_py()
    assert tables["documents"].num_rows == 2

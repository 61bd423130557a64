"""What is shown of a long run: a bar on a terminal, plain lines elsewhere, nothing where it is soon done."""

import io
from pathlib import Path

import pytest

from headwater.store import Store
from headwater.tables import TABLES
from headwater.views import progress
from headwater.views.exports import export_tables
from headwater.views.page import write_report
from headwater.views.progress import Progress
from headwater.work import Watch


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class _Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> _Clock:
    clock = _Clock()
    monkeypatch.setattr(progress, "time", clock)
    return clock


def _work(shown: Progress, clock: _Clock, seconds: float) -> None:
    with shown:
        shown.stage("export")
        for done in range(1, 21):
            clock.now += seconds
            shown.tell(done, 20, "tables")


def test_progress__says_nothing_of_what_is_soon_done(clock: _Clock) -> None:
    for stream in (io.StringIO(), _Terminal()):
        _work(Progress(stream, patience=2), clock, 0.05)
        assert stream.getvalue() == ""


def test_progress__writes_plain_lines_into_a_pipe(clock: _Clock) -> None:
    stream = io.StringIO()
    _work(Progress(stream, patience=2), clock, 4)
    first, *lines = stream.getvalue().splitlines()
    assert first == "export ..." and "\x1b" not in stream.getvalue()
    assert lines[0] == "export: 3 of 20 tables, 0 a second, 68 seconds left" and len(lines) == 6


def test_progress__draws_a_bar_on_a_terminal(clock: _Clock) -> None:
    stream = _Terminal()
    _work(Progress(stream, patience=2), clock, 4)
    assert "export" in stream.getvalue() and "/20" in stream.getvalue()


def test_progress__is_quiet_where_asked(clock: _Clock) -> None:
    stream = _Terminal()
    _work(Progress(stream, quiet=True), clock, 4)
    assert stream.getvalue() == ""


def test_export_tables__tells_of_every_table(docks: Store, tmp_path: Path) -> None:
    told: list[tuple[int, int | None, str]] = []
    export_tables(docks, tmp_path, watch=Watch(tell=lambda *step: told.append(step)))
    assert told == [(n, len(TABLES), "tables") for n in range(1, len(TABLES) + 1)]


def test_write_report__tells_of_every_step(docks: Store, tmp_path: Path) -> None:
    names: list[str] = []
    told: list[tuple[int, int | None, str]] = []
    write_report(docks, tmp_path / "page.html", watch=Watch(names.append, lambda *step: told.append(step)))
    assert names == ["tables", "lists", "claims", "sources", "texts", "page"]
    ends = {unit: (done, total) for done, total, unit in told}
    assert set(ends) == {"tables", "claims", "sources", "articles"} and all(
        done == total for done, total in ends.values()
    )

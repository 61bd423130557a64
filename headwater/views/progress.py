"""What a long run shows while it works: a bar with a rate and an estimate on a terminal, plain lines when piped."""

import sys
import time
from types import TracebackType
from typing import Any, TextIO

ESTIMATE_AFTER = 500
"""Articles read before the whole run is estimated; smaller piles are done before anyone wonders."""

SECONDS_PER_READ_SECOND = 12.0
"""The whole way takes this many times as long as reading rows (docs/quality.md: 12,000 articles, two cores)."""

BYTES_PER_ARTICLE = 17_000
"""Of a finished store (the same pile)."""

LINE_EVERY = 10.0
"""Seconds between two plain lines."""

PATIENCE = 2.0
"""Seconds for which commands that are mostly done at once say nothing."""


class Progress:
    """Hears of stages and of what is done in them, and shows it on standard error; a context manager.

    Nothing is shown, unless it is `quiet`, before as many seconds as `patience` says.
    """

    def __init__(self, stream: TextIO | None = None, *, quiet: bool = False, patience: float = 0.0) -> None:
        self._stream = stream or sys.stderr
        self._quiet = quiet
        self._bar: Any = None
        self._task: Any = None
        self._name, self._began, self._said = "", time.monotonic(), 0.0
        self._estimated, self._announced = False, True
        self._speaks_at = time.monotonic() + patience

    def __enter__(self) -> "Progress":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def stage(self, name: str) -> None:
        """A stage begins."""
        self._name, self._began, self._said = name, time.monotonic(), time.monotonic()
        self._announced = False
        self._announce()

    def tell(self, done: int, total: int | None, unit: str) -> None:
        """So much of a stage is done."""
        self._announce()
        if not self._announced:
            return
        now = time.monotonic()
        rate = done / max(now - self._began, 0.001)
        if self._bar is not None:
            self._bar.update(self._task, completed=done, total=total, rate=f"{rate:,.0f} {unit} a second")
        elif now - self._said >= LINE_EVERY:
            self._said = now
            of = f" of {total:,}" if total else ""
            left = f", {describe_time((total - done) / rate)} left" if total and rate else ""
            self._say(f"{self._name}: {done:,}{of} {unit}, {rate:,.0f} a second{left}")
        if self._name == "articles" and total and not self._estimated and ESTIMATE_AFTER <= done < total:
            self._estimated = True
            whole = total / rate * SECONDS_PER_READ_SECOND
            size = total * BYTES_PER_ARTICLE / 1e6
            self._say(
                f"About {total:,} articles: some {describe_time(whole)} and {size:,.0f} MB of disk for the whole way."
            )

    def _announce(self) -> None:
        """Show the name of the stage, once, when the time has come."""
        if self._announced or self._quiet or time.monotonic() < self._speaks_at:
            return
        self._announced = True
        if not self._stream.isatty():
            self._say(f"{self._name} ...")
            return
        if self._bar is None:
            self._bar = _make_bar(self._stream)
            self._bar.start()
        if self._task is not None:
            self._bar.remove_task(self._task)
        self._task = self._bar.add_task(self._name, total=None, rate="")

    def _say(self, line: str) -> None:
        if self._bar is not None:
            self._bar.console.print(line, highlight=False, markup=False)
        else:
            print(line, file=self._stream, flush=True)


def describe_time(seconds: float) -> str:
    """A length of time in words.

    >>> describe_time(8), describe_time(200), describe_time(9000)
    ('8 seconds', '3 minutes', '2.5 hours')
    """
    if seconds < 90:
        return f"{seconds:.0f} seconds"
    return f"{seconds / 60:.0f} minutes" if seconds < 5400 else f"{seconds / 3600:.1f} hours"


def _make_bar(stream: TextIO) -> Any:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description:>10}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    return Bar(*columns, console=Console(file=stream), transient=True)

"""How a command that reads articles is run: its options, its processes, who hears of progress, Ctrl-C."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from headwater.articles import ReadOptions
    from headwater.views.progress import Progress
    from headwater.work import Watch, Work

Command = TypeVar("Command", bound=Callable[..., Any])

_READING = (
    click.option("--text", "text", metavar="COLUMN", help="The field of a row that holds the text."),
    click.option("--title", "title", metavar="COLUMN", help="The field of a row that holds the title."),
    click.option("--url", "url", metavar="COLUMN", help="The field of a row that holds the address."),
    click.option(
        "--published", "published", metavar="COLUMN", help="The field of a row that holds the date of publication."
    ),
    click.option("--site", "site", metavar="COLUMN", help="The field of a row that names the outlet."),
    click.option("--byline", "byline", metavar="COLUMN", help="The field of a row that names the authors."),
    click.option("--language", "language", metavar="COLUMN", help="The field of a row that holds the language."),
    click.option("--id", "id", metavar="COLUMN", help="The field of a row that tells it from the others."),
    click.option(
        "--day-first/--month-first", "day_first", default=None, help="What 03/04/2024 means, where it is not plain."
    ),
    click.option("--encoding", help="Of every text file, where the bytes do not tell."),
    click.option(
        "--meta", metavar="FILE", type=click.Path(dir_okay=False), help="A table of loose files: file, url, site, date."
    ),
)
OUTLETS = click.option(
    "--outlets",
    metavar="FILE",
    type=click.Path(dir_okay=False),
    help="A table of your own outlets: name, kind, sites, aliases, group (kept for later runs).",
)
WORKERS = click.option("--workers", type=click.IntRange(1), help="Processes to use (default: one a core).")
QUIET = click.option("--quiet", is_flag=True, help="No progress.")


def add_reading_options(command: Command) -> Command:
    """The options that say how articles are read; make_options takes what they give."""
    for option in reversed(_READING):
        command = option(command)
    return command


def make_options(reading: dict[str, Any]) -> "ReadOptions":
    """What was given with the options of reading."""
    from headwater.articles import ReadOptions

    return ReadOptions(**reading)


def make_work(workers: int | None) -> "Work":
    """Map steps in processes and threads of this machine."""
    from functools import partial

    from headwater.work import Work, map_processes, map_threads

    return Work(map=partial(map_processes, workers=workers), map_kernels=partial(map_threads, workers=workers))


def watch_run(progress: "Progress") -> "Watch":
    """Who hears of a run; it also ends one whose Ctrl-C was lost in a library that calls back into Python."""
    from headwater.work import Watch

    def stage(name: str) -> None:
        _stop_if_asked()
        progress.stage(name)

    def tell(done: int, total: int | None, unit: str) -> None:
        _stop_if_asked()
        progress.tell(done, total, unit)

    return Watch(stage, tell)


def note_interrupt(number: int, frame: object) -> None:
    """What Ctrl-C does: the run ends, now or when it next tells of its progress."""
    _ASKED_TO_STOP.append(number)
    raise KeyboardInterrupt


def _stop_if_asked() -> None:
    if _ASKED_TO_STOP:
        raise KeyboardInterrupt


_ASKED_TO_STOP: list[int] = []
"""The Ctrl-Cs of this process."""


def print_json(data: Any) -> None:
    """Data as JSON on standard output."""
    import json

    click.echo(json.dumps(data, ensure_ascii=False, indent=2))

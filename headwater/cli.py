"""The command line: one small function a command, and the one place where errors become messages.

Data goes to standard output, words to standard error. Exit 0: fine; 1: nothing could be done, and the user can mend it;
2: wrong usage; 130: stopped with Ctrl-C.
"""

import gc
import os
import signal
import sys
from pathlib import Path
from typing import Any

import click

from headwater.check_commands import CHECK_COMMANDS
from headwater.commands import VIEW_COMMANDS, warn_unfinished
from headwater.copy_commands import copies
from headwater.decide_commands import DECIDE_COMMANDS
from headwater.errors import HeadwaterError
from headwater.running import (
    OUTLETS,
    QUIET,
    WORKERS,
    add_reading_options,
    make_options,
    make_work,
    note_interrupt,
    print_json,
    watch_run,
)

STORE = click.Path(dir_okay=False, path_type=Path)
STAGE_NAMES = ("articles", "copies", "descent", "statements", "tally")
"""As in pipeline/stages.py, which is not imported before a command needs it (a test keeps the two alike)."""


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="headwater", message="headwater %(version)s")
def commands() -> None:
    """Tell how many independent sources really stand behind each claim in a pile of articles.

    \b
    headwater demo                            the sample pile, traced and shown
    headwater trace articles/ -o pile.duckdb  read your own; run it again to add more
    headwater claims pile.duckdb              the claims with their counts
    headwater report pile.duckdb -o pile.html one page that works offline
    """


@commands.command()
@click.argument("inputs", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    "path",
    type=STORE,
    default=Path("pile.duckdb"),
    show_default=True,
    help="The store to make or to add to.",
)
@click.option(
    "--tagger",
    type=click.Choice(("neural", "rules")),
    help="What finds who said what: the better or the faster one (default: as before, at first neural).",
)
@click.option(
    "--only",
    multiple=True,
    metavar="CONDITION",
    help="Read what is said only in some articles: copies, site=SITE, from=DATE, to=DATE, words=WORDS; all undoes it.",
)
@click.option("--until", type=click.Choice(STAGE_NAMES), default="tally", help="Stop after this stage.")
@click.option(
    "--decisions",
    type=click.Path(dir_okay=False, path_type=Path),
    help="What readers decided, as `headwater export` writes it: CSV, JSON lines, Parquet.",
)
@add_reading_options
@OUTLETS
@WORKERS
@QUIET
@click.option("--json", "as_json", is_flag=True, help="Print the number of rows of each table as JSON.")
def trace(
    inputs: tuple[str, ...],
    path: Path,
    until: str,
    tagger: str | None,
    only: tuple[str, ...],
    decisions: Path | None,
    workers: int | None,
    quiet: bool,
    as_json: bool,
    **reading: Any,
) -> None:
    """Read articles into a store and run every stage; prints the leading claims.

    INPUTS are files, folders and globs, or - for standard input: pages, plain text, JSON, CSV, TSV, Parquet, web
    archives, feeds, mail, each also as .gz or .zst, or in a .zip or .tar. Run it again with more, and only the new is
    worked on.

    --only chooses the articles whose statements are read, for piles of millions; all conditions must hold, of several
    site= or words= one. It is kept for later runs; with another choice what was left out is read then.

    \b
    Example: headwater trace articles/ clips.csv -o pile.duckdb
    Example: headwater trace articles/ -o pile.duckdb --only copies --only from=2026-03-01 --only words="harbour fire"
    """
    from headwater.deciding import note_file
    from headwater.pipeline import stages
    from headwater.views.progress import Progress

    if decisions is not None:
        note_file(path, decisions)
    with Progress(quiet=quiet) as progress:
        watch = watch_run(progress)
        rows = stages.trace(
            path,
            inputs,
            options=make_options(reading),
            until=until,
            analysis=stages.Analysis(tagger, only),
            work=make_work(workers),
            watch=watch,
        )
    _say_problems(path, rows["problems"])
    _say_left(path)
    if as_json:
        print_json(rows)
    elif until == "tally":
        _show_claims(path)


@commands.command()
@click.argument("path", metavar="STORE", type=STORE)
@click.argument("pattern")
@click.option("--json", "as_json", is_flag=True, help="Print the number of articles as JSON.")
def remove(path: Path, pattern: str, as_json: bool) -> None:
    """Take articles out of a store, as if they had never been read.

    PATTERN is matched with the path, the name and the address of each article (* and ? as in file names).

    \b
    Example: headwater remove pile.duckdb "clips.csv*"
    """
    from headwater.pipeline import stages
    from headwater.views.progress import Progress

    with Progress() as progress:
        gone = stages.remove(path, pattern, work=make_work(None), watch=watch_run(progress))
    if as_json:
        print_json({"removed": gone})
    else:
        click.echo(f"{gone} articles removed from {path}.", err=True)


@commands.command()
@click.argument("path", metavar="STORE", type=STORE)
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="The folder to write into.",
)
@click.option("--format", "form", type=click.Choice(("parquet", "csv", "jsonl")), default="parquet", show_default=True)
@click.option("--flat", is_flag=True, help="Three sheets for people: articles, copies, claims.")
@click.option("--json", "as_json", is_flag=True, help="Print the paths as JSON.")
def export(path: Path, folder: Path, form: str, flat: bool, as_json: bool) -> None:
    """Write every table to a file of its own.

    \b
    Example: headwater export pile.duckdb -o tables --format csv --flat
    """
    from headwater.store import open_store
    from headwater.views.exports import export_tables
    from headwater.views.progress import PATIENCE, Progress

    with open_store(path, read_only=True) as store, Progress(patience=PATIENCE) as progress:
        paths = export_tables(store, folder, form, flat=flat, watch=watch_run(progress))
    if as_json:
        print_json([str(p) for p in paths])
    else:
        click.echo("\n".join(str(p) for p in paths))


@commands.command()
@click.argument("path", metavar="STORE", type=STORE)
@click.option("--json", "as_json", is_flag=True, help="Print the broken rules as JSON.")
def validate(path: Path, as_json: bool) -> None:
    """Check every rule of every table.

    \b
    Example: headwater validate pile.duckdb
    """
    from headwater.states import UNFINISHED
    from headwater.store import open_store
    from headwater.tables import TABLES
    from headwater.views.progress import PATIENCE, Progress

    with open_store(path, read_only=True) as store, Progress(patience=PATIENCE) as progress:
        unfinished = store.recall(UNFINISHED)
        broken = [
            {"rule": r.name, "text": r.text, "rows": n, "example": example}
            for name in watch_run(progress).follow("validate", TABLES, len(TABLES), "tables")
            for r, n, example in store.find_broken_rules([name])
        ]
    if as_json:
        print_json({"broken": broken, "unfinished": unfinished})
    if unfinished:
        raise HeadwaterError(
            f"{path} is unfinished: the run ended in {unfinished}.",
            "Run the same `headwater trace` again; it carries on.",
        )
    if broken:
        lines = "; ".join(f"{b['text']} ({b['rule']}): {b['rows']} rows, such as {b['example']}" for b in broken)
        raise HeadwaterError(f"{path} breaks {len(broken)} rules: {lines}", "Trace the articles again into a new file.")
    if not as_json:
        click.echo(f"{path} keeps every rule.", err=True)


@commands.command()
@click.argument("path", metavar="STORE", type=STORE)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    help="The page to write (default: beside the store).",
)
@click.option("--json", "as_json", is_flag=True, help="Print the path, and what was left out, as JSON.")
def report(path: Path, output: Path | None, as_json: bool) -> None:
    """Write one page that opens offline: claims, texts, articles and what was changed.

    \b
    Example: headwater report pile.duckdb -o pile.html
    """
    from headwater.store import open_store
    from headwater.views.page import write_report
    from headwater.views.progress import PATIENCE, Progress

    output = output or path.with_suffix(".html")
    with open_store(path, read_only=True) as store, Progress(patience=PATIENCE) as progress:
        warn_unfinished(store)
        left_out = write_report(store, output, watch=watch_run(progress))
    if as_json:
        print_json({"path": str(output), "left_out": left_out})
    else:
        click.echo(str(output))


@commands.command()
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("demo"),
    show_default=True,
    help="Where the store and the report go.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the paths as JSON.")
def demo(folder: Path, as_json: bool) -> None:
    """Trace the sample pile, show its texts and leading claims, and write the report.

    \b
    Example: headwater demo
    """
    from headwater.commands import show_texts
    from headwater.pipeline import stages
    from headwater.store import open_store
    from headwater.views.page import write_report
    from headwater.views.progress import Progress

    folder.mkdir(parents=True, exist_ok=True)
    path, page = folder / "sample.duckdb", folder / "sample.html"
    path.unlink(missing_ok=True)
    with Progress() as progress:
        stages.trace(path, [_find_samples()], work=make_work(1), watch=watch_run(progress))
    with open_store(path, read_only=True) as store:
        write_report(store, page)
    if as_json:
        print_json({"store": str(path), "report": str(page)})
        return
    show_texts(path)
    _show_claims(path)
    click.echo(f"\nThe report: {page.resolve()}")


def _find_samples() -> Path:
    inside = Path(__file__).parent / "samples"
    return (inside if inside.is_dir() else Path(__file__).parent.parent / "samples") / "pile"


def _show_claims(path: Path) -> None:
    from headwater.commands import show_claims

    show_claims(path)
    click.echo(f"\nNext: headwater report {path}    or: headwater why {path} CLAIM", err=True)


def _say_problems(path: Path, count: int) -> None:
    if count:
        click.echo(
            f"{count} inputs gave nothing, or less than all of themselves; `headwater export` lists them as problems.",
            err=True,
        )


def _say_left(path: Path) -> None:
    """Say what was left as it is: articles read with other outlets, those whose statements the user did not choose, and
    decisions that could not be applied."""
    from headwater.decisions import CONTRADICTED, LOST
    from headwater.pipeline.choosing import EVERYTHING, count_chosen, describe_choice, recall_choice
    from headwater.pipeline.stages import OTHERWISE
    from headwater.store import open_store
    from headwater.views.decisions import list_decisions

    with open_store(path, read_only=True) as store:
        if stuck := sum(row["effect"] in (CONTRADICTED, LOST) for row in list_decisions(store)):
            many = "1 decision" if stuck == 1 else f"{stuck:,} decisions"
            click.echo(f"{many} could not be applied; `headwater decide {path}` says why.", err=True)
        if count := store.recall(OTHERWISE):
            told = f"{count} articles that were not named again keep what was read of them with the outlets of before"
            click.echo(f"{told}; name their files again to have them read with those of now.", err=True)
        choice = recall_choice(store)
        if choice != EVERYTHING:
            chosen, total = count_chosen(store, choice), store.count("documents")
            told = f"What is said was read in {chosen} of {total} articles ({', '.join(describe_choice(choice))})"
            click.echo(f"{told}; the others are not analysed. --only all reads them too.", err=True)


for command in (*VIEW_COMMANDS, *DECIDE_COMMANDS, *CHECK_COMMANDS, copies):
    commands.add_command(command)


def main() -> None:
    """Run the command line: the one boundary where an error becomes a message and an exit code."""
    signal.signal(signal.SIGINT, note_interrupt)
    gc.set_threshold(100_000)  # loading makes as many objects, none of them garbage: looking for it took 0.2 seconds
    code = run(sys.argv[1:])
    if "duckdb" not in sys.modules:  # whose binding counts what is left, and says so
        gc.freeze()  # at its end Python looks through everything once more
    sys.exit(code)


def run(arguments: list[str]) -> int:
    """Run one command and give its exit code; a traceback only for a bug, or with HEADWATER_DEBUG=1."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        commands.main(arguments, prog_name="headwater", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.Abort:
        return _stop()
    except KeyboardInterrupt:
        return _stop()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except HeadwaterError as error:
        if os.environ.get("HEADWATER_DEBUG"):
            raise
        click.echo(f"headwater: {error}", err=True)
        return 1
    except OSError as error:
        if os.environ.get("HEADWATER_DEBUG") or error.errno not in _MENDABLE:
            raise
        what = f"{error.filename}: {error.strerror}." if error.filename else str(error)
        click.echo(f"headwater: {what}\n{_MENDABLE[error.errno]}", err=True)
        return 1
    return 0


def _stop() -> int:
    click.echo("\nStopped. What was finished is kept; run the same command again to carry on.", err=True)
    return 130


_MENDABLE = {
    2: "Make its folder first, or name another place.",
    13: "Check who owns the file and its folder.",
    28: "The disk is full: make room, and run the same command again; it carries on.",
    20: "A part of that path is a file: name another place.",
    30: "Nothing can be written there: name another place.",
    36: "Name it shorter.",
    27: "The file may not grow further: raise the limit, and run the same command again; it carries on.",
}
"""Errors of the system that the user can mend, by number (errno: ENOENT, EACCES, ENOSPC, ENOTDIR, EROFS,
ENAMETOOLONG, EFBIG)."""

"""The commands by which readers decide."""

from pathlib import Path

import click

from headwater.commands import AS_JSON, STORE
from headwater.running import make_work, print_json, watch_run

KINDS = (
    "date",
    "site",
    "copy",
    "not_copy",
    "reversed",
    "no_statement",
    "same_source",
    "different_source",
    "same_claim",
    "not_same_claim",
)
"""As in decisions.py, which is not imported before a command needs it (a test keeps the two alike)."""


@click.command()
@STORE
@click.argument("kind", metavar="[KIND]", type=click.Choice(KINDS), required=False)
@click.argument("subject", metavar="[A]", required=False)
@click.argument("object_", metavar="[B]", required=False)
@click.option("--note", metavar="WORDS", help="Why.")
@click.option("--by", metavar="NAME", help="Who decides.")
@click.option("--undo", metavar="ID", help="Take a decision back.")
@click.option("--later", is_flag=True, help="Only note it: the next decide or trace applies it.")
@AS_JSON
def decide(
    path: Path,
    kind: str | None,
    subject: str | None,
    object_: str | None,
    note: str | None,
    by: str | None,
    undo: str | None,
    later: bool,
    as_json: bool,
) -> None:
    """Settle what the program got wrong; without KIND, list what was decided.

    A decision outranks the program, survives every run, and is shown as a reader's. It is applied at once: what it
    touches is counted anew. A and B are ids or file names, as the lists show them; a statement (or its source) is also
    an article and its words: 'harbour.html "the quay will be shut"'.

    \b
    copy A B              A was taken from B
    not_copy A B          neither was taken from the other
    reversed A B          it was not A that was taken from B, but B from A
    same_claim A B        two statements, or claims, say the same
    not_same_claim A B    they do not
    same_source A B       two statements, or sources, are of one source
    different_source A B  they are of two
    no_statement A        nobody says that
    date A 2026-03-02     when an article was published
    site A outlet.example whose it is

    \b
    Example: headwater decide pile.duckdb not_same_claim c7k2m s3f9a --note "another fire"
    Example: headwater decide pile.duckdb --undo k4w1x
    """
    if (kind is None) == (undo is None) and kind is not None:
        raise click.UsageError("Decide something, or take something back.")
    if kind is not None:
        told = _decide(path, (kind, subject, object_), note, by)
    elif undo is not None:
        told = _undo(path, undo)
    else:
        _show_decisions(path, as_json)
        return
    if not later:
        _apply(path)
    _say_outcome(path, told, later, as_json)


def _decide(path: Path, words: tuple[str, str | None, str | None], note: str | None, by: str | None) -> str:
    from headwater.articles.settled import read_date
    from headwater.deciding import add_decisions, make_row
    from headwater.decisions import ALONE, VALUED
    from headwater.errors import InputError
    from headwater.schema import write_id
    from headwater.store import open_store
    from headwater.views.decisions import place_typed
    from headwater.views.names import clip, make_whole

    kind, subject, other = words
    if kind == ALONE and other is not None:
        raise click.UsageError(f"{kind} is about one thing.")
    if kind == "date" and other and read_date(other) is None:
        raise InputError(f"{clip(other)} is no date.", "Write it as 2026-03-02, 2026-03 or 2026.")
    with open_store(path, create=False) as store:
        given = {"kind": kind, "note": make_whole(note or ""), "decided_by": make_whole(by or "")}
        given["subject"] = place_typed(store, kind, subject) if subject else ""
        if other is not None:
            given["value" if kind in VALUED else "object"] = (
                other if kind in VALUED else place_typed(store, kind, other)
            )
        return write_id("k", add_decisions(store, [make_row(given)])[0])


def _undo(path: Path, typed: str) -> str:
    from headwater.deciding import undo_decision
    from headwater.schema import write_id
    from headwater.store import open_store

    with open_store(path, create=False) as store:
        return write_id("k", undo_decision(store, typed)["decision_id"])


def _apply(path: Path) -> None:
    from headwater.pipeline.stages import apply_decisions
    from headwater.views.progress import PATIENCE, Progress

    with Progress(patience=PATIENCE) as progress:
        apply_decisions(path, work=make_work(None), watch=watch_run(progress))


def _say_outcome(path: Path, told: str, later: bool, as_json: bool) -> None:
    """What became of the decision that was made or taken back."""
    from headwater.store import open_store
    from headwater.views.decisions import list_decisions, say_decision

    with open_store(path, read_only=True) as store:
        rows = [row for row in list_decisions(store) if row["id"] == told]
    if as_json:
        print_json(rows[0] if rows else {"id": told, "undone": True})
        return
    if rows:
        click.echo(f"{told[:6]}  {say_decision(rows[0])}")
        click.echo(f"Take it back: headwater decide {path} --undo {told[:6]}", err=True)
    else:
        click.echo(f"{told[:6]}  taken back")
    if later:
        click.echo("It counts from the next `headwater decide` or `headwater trace` on.", err=True)


def _show_decisions(path: Path, as_json: bool) -> None:
    from headwater.store import open_store
    from headwater.views.decisions import list_decisions, say_decision
    from headwater.views.terminal.console import open_console, print_entry

    with open_store(path, read_only=True) as store:
        rows = list_decisions(store)
    if as_json:
        print_json(rows)
        return
    console = open_console()
    for row in rows:
        print_entry(console, say_decision(row), label=row["id"][:6], column=8)
    if not rows:
        click.echo("Nothing was decided by hand yet.", err=True)


DECIDE_COMMANDS = (decide,)

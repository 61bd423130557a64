"""The commands that look at a store: one small function each, an answer as data, and the same answer on a terminal."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from headwater.store import Store
    from headwater.views.claims import ClaimChoice
    from headwater.views.texts import TextChoice

STORE = click.argument("path", metavar="STORE", type=click.Path(dir_okay=False, path_type=Path))
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON, with whole ids.")
LIMIT = click.option(
    "-n", "--limit", type=click.IntRange(0), default=20, show_default=True, help="How many to show; 0 for all."
)


@click.command()
@STORE
@click.option("--about", default="", metavar="WORDS", help="Only claims with all of these words.")
@click.option(
    "--at-least",
    type=click.IntRange(0),
    metavar="N",
    help="Only with at least N independent sources (by the low count).",
)
@click.option(
    "--at-most",
    type=click.IntRange(0),
    metavar="N",
    help="Only with at most N independent sources (by the high count).",
)
@click.option("--on-record", is_flag=True, help="Only with a named source who speaks first-hand.")
@click.option("--site", default="", metavar="SITE", help="Only claims that an article of this outlet carries.")
@click.option("--all", "with_all", is_flag=True, help="Also attitudes, questions and claims of a single report.")
@LIMIT
@AS_JSON
def claims(path: Path, as_json: bool, **choice: Any) -> None:
    """List the claims with the number of independent sources behind each.

    First come claims that headlines and leads make, then those whose reports exceed their independent sources most.

    \b
    Example: headwater claims pile.duckdb --about "harbour fire" --at-most 1
    """
    from headwater.views.claims import ClaimChoice

    show_claims(path, ClaimChoice(**choice), as_json=as_json)


@click.command()
@STORE
@click.option("--about", default="", metavar="WORDS", help="Only texts with all of these words in a headline.")
@click.option("--site", default="", metavar="SITE", help="Only texts that an article of this outlet has.")
@LIMIT
@AS_JSON
def texts(path: Path, as_json: bool, **choice: Any) -> None:
    """List which articles are one text: the first, its copies, and what was changed.

    The first is the earliest in this pile. A text that is not in the pile, but that its copies name or show, is listed
    as such.

    \b
    Example: headwater texts pile.duckdb --site harbourpost.example
    """
    from headwater.views.texts import TextChoice

    show_texts(path, TextChoice(**choice), as_json=as_json)


def show_claims(path: Path, choice: "ClaimChoice | None" = None, *, as_json: bool = False) -> None:
    """Print the leading claims of a store."""

    def ask(store: "Store") -> Any:
        from headwater.views.claims import ClaimChoice, list_claims

        return list_claims(store, choice or ClaimChoice())

    def draw(console: Any, answer: Any) -> None:
        from headwater.views.terminal.claims import print_claims

        print_claims(console, answer, str(path))

    _answer(path, ask, draw, as_json)


def show_texts(path: Path, choice: "TextChoice | None" = None, *, as_json: bool = False) -> None:
    """Print which articles of a store are one text."""

    def ask(store: "Store") -> Any:
        from headwater.views.texts import TextChoice, list_texts

        return list_texts(store, choice or TextChoice())

    def draw(console: Any, answer: Any) -> None:
        from headwater.views.terminal.texts import print_texts

        print_texts(console, answer, str(path))

    _answer(path, ask, draw, as_json)


def _answer(path: Path, ask: Callable[["Store"], Any], draw: Callable[[Any, Any], None], as_json: bool) -> None:
    from headwater.store import open_store

    with open_store(path, read_only=True) as store:
        answer = ask(store)
    if as_json:
        from headwater.views.plain_data import write_json

        click.echo(write_json(answer))
        return
    from headwater.views.terminal.console import open_console

    draw(open_console(), answer)


VIEW_COMMANDS = (claims, texts)

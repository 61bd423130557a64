"""The commands that look at a store: one small function each, an answer as data, and the same answer on a terminal."""

from collections.abc import Callable
from functools import partial
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
@click.option(
    "--about",
    default="",
    metavar="WORDS",
    help="Only claims with all of these words; a whole sentence is compared with what is claimed here.",
)
@click.option(
    "--in-draft",
    "draft",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Which claims of a text that is not in the pile are here, each with its count.",
)
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
@click.option("--circular", is_flag=True, help="Only those for which outlets cite each other.")
@click.option("--all", "with_all", is_flag=True, help="Also attitudes, questions and claims of a single report.")
@click.option(
    "--without",
    multiple=True,
    metavar="OUTLET|SOURCE",
    help="As it would be without an outlet, a source or an article, and what rests on it alone (repeatable).",
)
@click.option("--as-of", default="", metavar="DATE", help="As it would be with what was published by then.")
@LIMIT
@AS_JSON
def claims(path: Path, as_json: bool, without: tuple[str, ...], as_of: str, draft: Path | None, **choice: Any) -> None:
    """List the claims with the number of independent sources behind each.

    First come claims that headlines and leads make, then those whose reports exceed their independent sources most.

    \b
    Example: headwater claims pile.duckdb --about "harbour fire" --at-most 1
    Example: headwater claims pile.duckdb --without "Eastmark Tribune" --as-of 2026-03-11
    Example: headwater claims pile.duckdb --about "The harbour fire was laid on purpose."
    """
    from headwater.views.claims import ClaimChoice

    show_claims(path, ClaimChoice(**choice), as_json=as_json, supposed=(without, as_of), draft=draft)


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


@click.command()
@STORE
@click.argument("name", metavar="ID")
@click.option(
    "--all", "with_all", is_flag=True, help="Also what stands around an article (menus, teasers), and every claim."
)
@AS_JSON
def show(path: Path, name: str, with_all: bool, as_json: bool) -> None:
    """Show one article, text, claim, source or statement in full.

    ID is an id (short, as the lists show it, or whole), or the file name or address of an article.

    \b
    Example: headwater show pile.duckdb c7k2m
    Example: headwater show pile.duckdb harbor.html
    """

    def ask(store: "Store") -> Any:
        from headwater.views.articles import show_one

        return show_one(store, name)

    def draw(console: Any, answer: Any) -> None:
        from headwater.views.terminal.articles import print_one

        print_one(console, answer, str(path), with_all)

    _answer(path, ask, draw, as_json)


@click.command()
@STORE
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@click.option("--all", "with_all", is_flag=True, help="Also typography and style, and long changes in full.")
@AS_JSON
def diff(path: Path, first: str, second: str, with_all: bool, as_json: bool) -> None:
    """Show what was changed between two articles that are one text, worst first.

    A and B are ids, file names or addresses, or the name of an original that is not in the pile.

    \b
    Example: headwater diff pile.duckdb harbor.html tidewater.html
    """

    def ask(store: "Store") -> Any:
        from headwater.views.differences import find_differences

        return find_differences(store, first, second, with_all=with_all)

    def draw(console: Any, answer: Any) -> None:
        from headwater.views.terminal.differences import print_differences

        print_differences(console, answer, with_all)

    _answer(path, ask, draw, as_json)


@click.command()
@STORE
@click.argument("names", metavar="A B | CLAIM", nargs=-1, required=True)
@click.option("--all", "with_all", is_flag=True, help="Every report, and every stretch in full.")
@AS_JSON
def why(path: Path, names: tuple[str, ...], with_all: bool, as_json: bool) -> None:
    """Give the evidence for a count, or for where a text is from, and what was ruled out.

    With one id, a claim: the way from each report to its origin, what the count rests on, the weakest link. With two
    articles (ids, file names, addresses): the words they share, what speaks for the order, what was ruled out.

    \b
    Example: headwater why pile.duckdb c7k2m
    Example: headwater why pile.duckdb harbor.html tidewater.html
    """
    if len(names) > 2:
        raise click.UsageError("Give one claim, or two articles.")

    def ask(store: "Store") -> Any:
        from headwater.views.evidence import explain

        return explain(store, names)

    def draw(console: Any, answer: Any) -> None:
        from headwater.views.terminal.evidence import print_evidence

        print_evidence(console, answer, with_all)

    _answer(path, ask, draw, as_json)


@click.command()
@STORE
@click.option("--by", default="", metavar="NAME", help="Only who has these words in name, office or description.")
@click.option("--about", default="", metavar="WORDS", help="Only statements with all of these words.")
@click.option("--unnamed", is_flag=True, help="Only sources that no article names.")
@click.option("--via", default="", metavar="OUTLET", help="Only what came through this outlet.")
@click.option("--sure", is_flag=True, help="Only what is surely said; of all that is found one in five may be none.")
@LIMIT
@AS_JSON
def said(path: Path, as_json: bool, **choice: Any) -> None:
    """List who said what: every source with its statements, those in most articles first.

    \b
    Example: headwater said pile.duckdb
    Example: headwater said pile.duckdb --unnamed --about "harbour fire" --via Reuters
    """

    def ask(store: "Store") -> Any:
        from headwater.views.said import SaidChoice, list_said

        return list_said(store, SaidChoice(**choice))

    def draw(console: Any, answer: Any) -> None:
        from headwater.views.terminal.said import print_said

        print_said(console, answer, str(path))

    _answer(path, ask, draw, as_json)


def show_claims(
    path: Path,
    choice: "ClaimChoice | None" = None,
    *,
    as_json: bool = False,
    supposed: tuple[tuple[str, ...], str] = ((), ""),
    draft: Path | None = None,
) -> None:
    """Print the leading claims of a store, those nearest to a sentence, or those of a draft.

    `supposed` is what they would be without, and the day as of which.
    """

    def ask(store: "Store") -> Any:
        from headwater.views.claims import ClaimChoice

        told = _suppose(store, *supposed)
        return _ask_claims(store, choice or ClaimChoice(), draft) | told

    _answer(path, ask, partial(_draw_claims, path), as_json)


def _suppose(store: "Store", without: tuple[str, ...], as_of: str) -> dict[str, Any]:
    if not without and not as_of:
        return {}
    from headwater.supposing import suppose
    from headwater.views.names import make_whole

    return {"supposed": suppose(store, [make_whole(typed) for typed in without], make_whole(as_of))}


def _ask_claims(store: "Store", choice: "ClaimChoice", draft: Path | None) -> Any:
    from headwater.views.claims import is_sentence, list_claims

    if draft is None and not is_sentence(choice.about):
        return list_claims(store, choice)
    from headwater.questions import ask_draft, ask_sentence

    return ask_sentence(store, choice) if draft is None else ask_draft(store, draft)


def _draw_claims(path: Path, console: Any, answer: Any) -> None:
    from headwater.views.terminal.claims import print_claims, print_supposed, say_next
    from headwater.views.terminal.questions import print_answer, print_draft

    if "supposed" in answer:
        print_supposed(console, answer["supposed"])
    if "draft" in answer:
        print_draft(console, answer)
    elif "asked" in answer:
        print_answer(console, answer)
    else:
        print_claims(console, answer)
        for line in say_next(answer, str(path)):
            click.echo(line, err=True)


def show_texts(path: Path, choice: "TextChoice | None" = None, *, as_json: bool = False) -> None:
    """Print which articles of a store are one text."""

    def ask(store: "Store") -> Any:
        from headwater.views.texts import TextChoice, list_texts

        return list_texts(store, choice or TextChoice())

    def draw(console: Any, answer: Any) -> None:
        from headwater.views.terminal.texts import print_texts

        print_texts(console, answer, str(path))

    _answer(path, ask, draw, as_json)


def warn_unfinished(store: "Store") -> None:
    """Say that a list is not whole where a run was stopped, ended by --until, or decisions wait for one."""
    from headwater.states import UNFINISHED

    if begun := store.recall(UNFINISHED):
        told = f"Not all of {store.path} is worked out yet: {begun}, and what comes after it, is still to do."
        click.echo(f"{told}\nFinish it: headwater trace ARTICLES -o {store.path}", err=True)


def _answer(path: Path, ask: Callable[["Store"], Any], draw: Callable[[Any, Any], None], as_json: bool) -> None:
    from headwater.store import open_store

    with open_store(path, read_only=True) as store:
        warn_unfinished(store)
        answer = ask(store)
    if as_json:
        from headwater.views.plain_data import write_json

        click.echo(write_json(answer))
        return
    from headwater.views.terminal.console import open_console

    draw(open_console(), answer)


VIEW_COMMANDS = (texts, claims, show, diff, why, said)

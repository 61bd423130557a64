"""Who said what, on a terminal."""

from rich.console import Console
from rich.text import Text

from headwater.views.names import shorten
from headwater.views.terminal.claims import print_hanging
from headwater.views.terminal.console import clean, count_of, print_entry, shorten_words
from headwater.views.voices import Row

_FORCES = {"statement": "says", "attitude": "thinks", "question": "asks", "hearsay": "is said to", "assertion": "says"}


def print_said(console: Console, answer: Row, store: str) -> None:
    """Every source with what it says, and how many more there are."""
    for source in answer["sources"]:
        print_source(console, source, answer["short_ids"], store, answer["narrowed"])
        console.print()
    shown, more = len(answer["sources"]), answer["more"]
    if not shown:
        what = "Nobody says such a thing" if answer["narrowed"] else "Nobody is quoted"
        print_entry(console, f"{what} in {count_of(answer['articles'], 'article')}.", style="dim")
    if more:
        print_entry(console, f"{shown} of {shown + more:,} sources; all of them: --limit 0", style="dim")


def print_source(console: Console, source: Row, lengths: dict[str, int], store: str, whole: bool = False) -> None:
    """One source: in how many articles it speaks, and what it says; with the text around it where asked for `whole`."""
    indent = max(lengths.values()) + 2
    head = Text().append(shorten(source["id"], lengths).ljust(indent), "cyan")
    head.append(clean(source["source"]), "bold")
    head.append(f"  in {count_of(source['articles'], 'article')}")
    print_hanging(console, head, indent)
    for statement in source["statements"]:
        print_statement(console, statement, lengths, indent)
        if whole and statement["sentence"] != statement["content"]:
            print_entry(console, clean(statement["sentence"]), indent=indent + 12, style="dim")
    if source["different"] > len(source["statements"]):
        left = source["different"] - len(source["statements"])
        print_entry(
            console,
            f"and {count_of(left, 'more statement')}: headwater show {store} {shorten(source['id'], lengths)}",
            indent=indent,
            style="dim",
        )


def print_statement(console: Console, statement: Row, lengths: dict[str, int], indent: int) -> None:
    """One statement: how it is put, its words, and where it stands."""
    article = statement["article"]
    where = f"{article['outlet']}, {article['published'] or 'no date'}"
    if statement["articles"] > 1:
        where += f" and {count_of(statement['articles'] - 1, 'other article')}"
    handle = f", claim {shorten(statement['claim'], lengths)}" if statement["claim"] else ""
    line = Text(clean(shorten_words(statement["content"], 60)))
    line.append(clean(f"  ({where}{handle})"), "dim")
    print_entry(console, line, label=_FORCES[statement["force"]], indent=indent, column=12)

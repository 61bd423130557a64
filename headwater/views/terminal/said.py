"""Who said what, on a terminal."""

import re

from rich.console import Console
from rich.text import Text

from headwater.views.names import shorten
from headwater.views.terminal.claims import print_hanging
from headwater.views.terminal.console import clean, count_of, print_entry, shorten_words
from headwater.views.voices import Row

_DENIES = re.compile(
    r"\b(?:den(?:y|ie)|reject|refut|dismiss|disput|rebut|contradict|not\b|never\b|bestr[ei]+t|dementier|widerspr|zurück|"
    r"nicht\b|kein|dém[ei]n|nie[rz]?\b|nié|rejet|réfut|contest|pas\b|jamais\b|nieg|neg(?:ar|ó|aron)|desm[ie]n|rechaz|no\b)"
    r"|n[’']t\b",
    re.IGNORECASE,
)
"""Cues that turn what is said round, in English, German, French and Spanish."""
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
    line = Text(clean(shorten_words(say_content(statement), 60)))
    line.append(clean(f"  ({where}{handle})"), "dim")
    label = "" if tells_cue(statement) else _FORCES[statement["force"]]
    print_entry(console, line, label=label, indent=indent, column=12)


def tells_cue(statement: Row) -> bool:
    """Whether a statement would be read as its opposite without its cue: "denied that it would shut".

    >>> row = {"cue_words": "denied", "negated": True}
    >>> tells_cue(row), tells_cue(row | {"cue_words": "said"}), tells_cue(row | {"negated": False})
    (True, False, False)
    """
    return bool(statement["negated"] and _DENIES.search(statement["cue_words"] or ""))


def say_content(statement: Row) -> str:
    """What is said, as lists tell it, with the cue where it would be read as its opposite without."""
    cue = (statement["cue_words"] or "").strip(" ,;:")
    return f"{cue} {statement['content']}" if tells_cue(statement) else str(statement["content"])

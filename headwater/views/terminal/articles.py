"""One article, text, claim, source or statement in full, on a terminal."""

from rich.console import Console
from rich.text import Text

from headwater.views.names import shorten
from headwater.views.terminal.claims import print_claim, print_decided, print_hanging
from headwater.views.terminal.console import clean, clean_lines, count_of, print_entry, print_heading, shorten_words
from headwater.views.terminal.said import print_source, print_statement, say_content
from headwater.views.terminal.texts import name_text, print_text, say_changes, say_copy, say_taken
from headwater.views.voices import BASES, NO_SOURCE, Row

COLUMN = 15
MOST_CLAIMS = 20
"""Claims that are shown of an original that is not in the pile, unless all are asked for."""

_HIDDEN = ("chrome",)
_STANCES = {"asserts": "says", "doubts": "doubts", "questions": "asks"}


def print_one(console: Console, answer: Row, store: str, with_all: bool) -> None:
    """Whatever was asked for, in full."""
    thing, lengths = answer[answer["what"]], answer["short_ids"]
    if answer["what"] == "article":
        _print_article(console, thing, lengths, with_all)
    elif answer["what"] == "text":
        print_text(console, thing, lengths)
    elif answer["what"] == "original":
        _print_original(console, thing, answer, with_all)
    elif answer["what"] == "claim":
        _print_claim(console, thing, answer, store)
    elif answer["what"] == "source":
        print_source(console, thing, lengths, store)
    else:
        _print_statement(console, thing, lengths)


def _print_article(console: Console, article: Row, lengths: dict[str, int], with_all: bool) -> None:
    _print_head(console, article["id"], article["title"] or article["opening"], lengths)
    published = article["published"]
    if published and article["published_basis"]:
        published += f" (from {BASES[article['published_basis']]})"
    facts = {
        "outlet": article["site"],
        "published": published or "no date",
        "by": article["byline"],
        "address": article["url"],
        "found at": article["host"],
        "file": article["file"],
        "language": article["language"],
    }
    for label, value in facts.items():
        if value:
            print_entry(console, str(value), label=label, column=COLUMN)
    print_decided(console, article["decided"], 0, COLUMN)
    for signal in article["signals"]:
        print_entry(console, f"“{signal['evidence']}”", label="says of itself", column=COLUMN)
    if article["one_text"]:
        _print_kin(console, article, lengths)
    print_heading(console, "The text")
    _print_body(console, article, with_all)
    if article["statements"]:
        print_heading(console, f"Who says what in it ({count_of(len(article['statements']), 'statement')})")
        for statement in article["statements"]:
            claim = f", claim {shorten(statement['claim'], lengths)}" if statement["claim"] else ""
            line = Text(clean(shorten_words(say_content(statement), 60)))
            line.append(clean(claim), "dim")
            hedge = f" ({statement['hedge']})" if statement["hedge"] else ""
            print_entry(console, Text(clean(statement["source"] + hedge), "bold"), indent=2)
            print_entry(console, line, indent=4)


def _print_kin(console: Console, article: Row, lengths: dict[str, int]) -> None:
    text = article["one_text"]
    own = next(v for v in text["versions"] if v["article"] and v["article"]["id"] == article["id"])
    for edge in own["taken_from"]:
        print_entry(console, f"{say_taken(edge)}; changed: {say_changes(edge)}", label="copied", column=COLUMN)
    copies = [v for v in text["versions"] if any(edge["version"] == own["version"] for edge in v["taken_from"])]
    for copy in copies:
        edge = next(edge for edge in copy["taken_from"] if edge["version"] == own["version"])
        said = say_copy(edge)
        print_entry(
            console,
            f"{name_text(copy)}: {said}; changed: {say_changes(edge)}",
            label="has a copy",
            column=COLUMN,
        )
    if len(text["versions"]) > 1:
        print_entry(
            console,
            f"{shorten(text['id'], lengths)}, in {count_of(text['articles'], 'article')}",
            label="one text",
            column=COLUMN,
        )


def _print_body(console: Console, article: Row, with_all: bool) -> None:
    """The text line by line; what is no part of the article (menus, teasers) is only counted, unless with_all."""
    at, hidden, blank = 0, 0, True
    chrome = [(r["start"], r["end"]) for r in article["regions"] if r["kind"] in _HIDDEN]
    for line in article["text"].split("\n"):
        start, end = at, at + len(line)
        at = end + 1
        outside = bool(line.strip()) and any(a <= start and end <= b for a, b in chrome)
        if outside and not with_all:
            hidden += len(line.split())
        elif line.strip() or not blank:
            for part in clean_lines(line):
                print_entry(console, Text(part, "dim" if outside else ""))
            blank = not line.strip()
    if hidden:
        console.print()
        print_entry(console, f"[{count_of(hidden, 'word')} around the article left out: --all]", style="dim")


def _print_original(console: Console, original: Row, answer: Row, with_all: bool) -> None:
    lengths = answer["short_ids"]
    _print_head(console, original["id"], original["name"], lengths)
    print_entry(console, "This text is not in the pile; it is known from the articles that name it or copied it.")
    if original["named_by"]:
        names = [f"{article['outlet']} ({article['published'] or 'no date'})" for article in original["named_by"]]
        print_entry(console, "; ".join(names), label="named by", column=COLUMN)
    if original["born"]:
        print_entry(console, f"{original['born']} at the latest", label="published", column=COLUMN)
    for copy in original["copies"]:
        edge = next(edge for edge in copy["taken_from"] if edge["version"] == original["id"])
        print_entry(
            console,
            f"{name_text(copy)}: {say_copy(edge)}",
            label="has a copy",
            column=COLUMN,
        )
    if original["text"]:
        print_heading(console, "Its text, as far as the copies show it")
        for line in clean_lines(original["text"]):
            print_entry(console, line)
    if original["claims"]:
        print_heading(console, "Claims that come from it")
        for claim in original["claims"] if with_all else original["claims"][:MOST_CLAIMS]:
            console.print()
            print_claim(console, claim, answer)
        if not with_all and len(original["claims"]) > MOST_CLAIMS:
            console.print()
            print_entry(console, f"and {len(original['claims']) - MOST_CLAIMS:,} more: --all", style="dim")


def _print_claim(console: Console, claim: Row, answer: Row, store: str) -> None:
    lengths = answer["short_ids"]
    print_claim(console, claim, answer)
    print_entry(console, claim["reason"], label="because", indent=max(lengths.values()) + 2, column=14)
    print_heading(console, "In the words of each report")
    for statement in claim["statements"]:
        article = statement["article"]
        line = Text().append(shorten(article["id"], lengths) + "  ", "cyan")
        line.append(clean(f"{article['outlet']}, {article['published'] or 'no date'}"), "bold")
        line.append(clean(f"  {_say_stance(statement)}"))
        console.print()
        print_entry(console, line)
        print_entry(console, f"“{statement['sentence']}”", indent=4)


def _say_stance(statement: Row) -> str:
    if statement["source"] == NO_SOURCE and statement["stance"] == "asserts":
        return NO_SOURCE
    return f"{statement['source']} {_STANCES[statement['stance']]}"


def _print_statement(console: Console, statement: Row, lengths: dict[str, int]) -> None:
    _print_head(console, statement["id"], statement["source"], lengths)
    print_statement(console, statement | {"articles": 1}, lengths, max(lengths.values()) + 2)
    print_entry(console, f"“{statement['sentence']}”", indent=max(lengths.values()) + 2)


def _print_head(console: Console, written: str, title: str, lengths: dict[str, int]) -> None:
    indent = max(lengths.values()) + 2
    head = Text().append(shorten(written, lengths).ljust(indent), "cyan")
    head.append(clean(title), "bold")
    print_hanging(console, head, indent)

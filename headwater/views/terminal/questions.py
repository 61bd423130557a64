"""What a pile has of a sentence or of a draft, on a terminal."""

from rich.console import Console
from rich.text import Text

from headwater.views.names import shorten
from headwater.views.terminal.claims import COLUMN, MOST_VOICES, print_claim, print_count, print_rests_on
from headwater.views.terminal.console import clean, count_of, print_entry, shorten_words
from headwater.views.voices import Row

_KINDS = {
    "same": "says the same",
    "denies": "the opposite",
    "number_differs": "another number",
    "narrower": "says it under a condition",
    "wider": "says it without the condition",
    "near": "near, but another claim",
}
_MOST = 8
"""Words that are named of those that only one of two has."""


def print_answer(console: Console, answer: Row) -> None:
    """The claims that say what a sentence says, and those that are near it."""
    if not any(claim["match"]["kind"] == "same" for claim in answer["claims"]):
        beside = " What comes nearest:" if answer["claims"] else ""
        said = f"Nothing here says that, in {count_of(answer['articles'], 'article')}.{beside}"
        print_entry(console, said, style="bold")
        if answer["claims"]:
            console.print()
    for claim in answer["claims"]:
        print_claim(console, claim, answer)
        _print_match(console, claim["match"], max(answer["short_ids"].values()) + 2)
        console.print()


def print_draft(console: Console, answer: Row) -> None:
    """Every claim of a draft, with what the pile has of it."""
    carried = [row for row in answer["statements"] if row["match"] and row["match"]["kind"] == "same"]
    said = f"{len(carried):,} of {count_of(len(answer['statements']), 'claim')} of {answer['draft']} are in this pile"
    print_entry(console, f"{said} of {count_of(answer['articles'], 'article')}.", style="bold")
    for row in answer["statements"]:
        console.print()
        line = Text(clean(f"“{shorten_words(row['content'], 50)}”"), "bold")
        line.append(clean(f"  {row['source']}"), "dim")
        print_entry(console, line)
        if row["claim"] is None:
            print_entry(console, "not in this pile", indent=4, style="dim")
            continue
        number = shorten(row["claim"]["id"], answer["short_ids"])
        print_entry(console, f"{_say_kind(row['match'])}: claim {number}, “{row['match']['words']}”", indent=4)
        print_count(console, row["claim"], answer, 4)
        print_rests_on(console, row["claim"], 4, 2 * MOST_VOICES)


def _say_kind(match: Row) -> str:
    return f"{_KINDS[match['kind']]} ({match['probability']:.2f})"


def _print_match(console: Console, match: Row, indent: int) -> None:
    print_entry(console, f"{_say_kind(match)}: “{match['words']}”", label="compared", indent=indent, column=COLUMN)
    if match["kind"] == "same":
        return
    mine, theirs = (", ".join(words[:_MOST]) for words in (match["only_asked"], match["only_there"]))
    parts = [f"only yours: {mine}" if mine else "", f"only there: {theirs}" if theirs else ""]
    line = "; ".join(part for part in parts if part)
    if line:
        print_entry(console, line, label="differs", indent=indent, column=COLUMN)

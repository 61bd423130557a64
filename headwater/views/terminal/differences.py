"""Differences between two texts on a terminal."""

from rich.console import Console
from rich.text import Text

from headwater.views.terminal.console import clean, count_of, print_entry, shorten_words
from headwater.views.terminal.texts import name_text, say_taken
from headwater.views.texts import tell_apart
from headwater.views.voices import Row

MOST_WORDS = 40
"""Words of one change that are quoted, unless all of them are asked for."""

_LABELS = {
    "hedge_dropped": "hedge dropped",
    "hedge_added": "hedge added",
    "source_dropped": "source dropped",
    "source_changed": "source changed",
    "quote": "quotation",
    "role": "office",
    "house_style": "house style",
    "insert": "added",
    "cut": "left out",
    "move": "moved",
}


def print_differences(console: Console, answer: Row, with_all: bool) -> None:
    """Each change with its kind and the words on both sides, worst first; style on one line."""
    if not answer["direct"]:
        print_entry(console, "Neither was taken from the other directly; this is the way from one to the other.")
        console.print()
    for part in answer["parts"]:
        _print_part(console, part, with_all)


def _print_part(console: Console, part: Row, with_all: bool) -> None:
    old, new = part["old"], part["new"]
    print_entry(console, Text(clean(f"{name_text(new)}, {say_taken(part | {'name': name_text(old)})}"), "bold"))
    names = tell_apart(old, new)
    column = max(len(name) for name in names) + 2
    for change in part["changes"]:
        console.print()
        style = "bold yellow" if change["weight"] >= 0.5 else "yellow"
        if change["kind"] in ("cut", "insert") and not (change["old"] and change["new"]):
            side = "old" if change["old"] else "new"
            print_entry(console, Text(_say_one_sided(change, side, names, part["order"]), style))
            print_entry(console, _quote(change, side, with_all), indent=2)
            continue
        print_entry(console, Text(_LABELS.get(change["kind"], change["kind"]), style))
        for side, name in zip(("old", "new"), names, strict=True):
            print_entry(console, _quote(change, side, with_all), label=clean(name), indent=2, column=column)
    console.print()
    style = sum(part["style"].values())
    if not part["changes"] and not style:
        print_entry(console, "Nothing was changed.")
    elif style and not with_all:
        print_entry(console, f"{style:,} of typography and style; with them: --all", style="dim")
    elif not style:
        print_entry(console, f"{count_of(len(part['changes']), 'change')}, none of typography and style", style="dim")


def _say_one_sided(change: Row, side: str, names: tuple[str, str], order: str) -> str:
    if order == "unknown":
        return clean(f"only in {names[side == 'new']}")
    return clean(f"{_LABELS[change['kind']]} by {names[1]}")


def _quote(change: Row, side: str, with_all: bool) -> Text:
    words, (before, after) = change[side], change[f"{side}_around"]
    if not words:
        return Text(clean(before)).append("«»", "dim").append(clean(after))
    shown = words if with_all else shorten_words(words, MOST_WORDS)
    line = Text()
    if len(words) < 200:
        line.append(clean(before))
    line.append("«" + clean(shown) + "»", "red" if side == "old" else "green")
    if len(words) < 200:
        line.append(clean(after))
    return line

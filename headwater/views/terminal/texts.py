"""Texts and their copies on a terminal."""

from collections import defaultdict

from rich.console import Console
from rich.text import Text

from headwater.views.groups import say_group
from headwater.views.names import shorten
from headwater.views.terminal.claims import print_hanging
from headwater.views.terminal.console import clean, count_of, print_entry
from headwater.views.voices import Row

MOST_COPIES = 12
"""Copies that a list shows of one text; the others are counted."""

_KINDS = {
    "repost": "repost",
    "edited": "edited copy",
    "abridged": "shortened copy",
    "expanded": "copy with additions",
    "excerpt": "excerpt",
    "rewrite": "rewritten copy",
    "quotation": "quotation",
}
_CREDITS = {"yes": "says so", "partly": "says so in part", "no": "does not say so", "unknown": ""}
_CHANGES = {
    "number": ("number", "numbers"),
    "name": ("name", "names"),
    "date": ("date", "dates"),
    "role": ("office", "offices"),
    "quote": ("quotation", "quotations"),
    "negation": ("negation", "negations"),
    "hedge_dropped": ("hedge dropped", "hedges dropped"),
    "hedge_added": ("hedge added", "hedges added"),
    "source_dropped": ("source dropped", "sources dropped"),
    "source_changed": ("source changed", "sources changed"),
    "wording": ("wording", "wordings"),
    "cut": ("cut", "cuts"),
    "insert": ("addition", "additions"),
    "move": ("move", "moves"),
}
"""Kinds of change in a reader's words, weightiest first."""


def print_texts(console: Console, answer: Row, store: str) -> None:
    """The list of texts, and how many more there are."""
    for text in answer["texts"]:
        print_text(console, text, answer["short_ids"], store=store, most=MOST_COPIES)
        console.print()
    shown, more = len(answer["texts"]), answer["more"]
    if not shown:
        print_entry(console, f"No such text in {count_of(answer['articles'], 'article')}.", style="dim")
    if more:
        print_entry(console, f"{shown} of {shown + more:,} texts that several articles have.", style="dim")
    if shown:
        alone = count_of(answer["alone"], "article")
        print_entry(console, f"{alone} of {answer['articles']:,} share no text with another.", style="dim")


def print_text(console: Console, text: Row, lengths: dict[str, int], *, store: str = "", most: int = 2**31) -> None:
    """One text: how many articles have it, then its versions, each under the one it was taken from."""
    indent = max(lengths.values()) + 2
    head = Text().append(shorten(text["id"], lengths).ljust(indent), "cyan")
    head.append(clean(text["title"] or text["opening"] or "(no words)"), "bold")
    print_hanging(console, head, indent)
    print_entry(console, _say_size(text), indent=indent)
    for group in text["groups"]:
        print_entry(console, say_group(group), indent=indent)
    order = _order_versions([v for v in text["versions"] if not _is_only_named(v, text)])
    for depth, version in order[:most]:
        _print_version(console, version, text, lengths, indent + 2 * min(depth, 6))
    if len(order) > most:
        left = count_of(len(order) - most, "more", "more")
        print_entry(
            console, f"and {left}: headwater show {store} {shorten(text['id'], lengths)}", indent=indent, style="dim"
        )
    if named := [v for v in text["versions"] if _is_only_named(v, text)]:
        names = "; ".join(f"{v['name']} ({shorten(v['version'], lengths)})" for v in named)
        print_entry(console, f"Named as where news is from, not in this pile: {names}", indent=indent)


def name_text(shown: Row) -> str:
    """One text in a few words: outlet and date, or the name of an original that is not in the pile."""
    if not shown["in_pile"]:
        return f"{shown['name']} (not in this pile)"
    return f"{shown['name']} ({shown['date'] or 'no date'})"


def say_taken(edge: Row) -> str:
    """Where a text is from, in words that go no further than what is known.

    >>> say_taken({"order": "probable", "kind": "edited", "name": "Axios", "credited": "yes"})
    'probably from Axios: edited copy, says so'
    >>> say_taken({"order": "unknown", "kind": "repost", "name": "Axios", "credited": "unknown"})
    'same text, order unknown, as Axios'
    """
    if edge["order"] == "unknown":
        return f"{_say_same(edge)}, as {edge['name']}"
    return f"{'probably ' if edge['order'] == 'probable' else ''}from {edge['name']}: {_say_kind(edge)}"


def say_copy(edge: Row) -> str:
    """What a copy is to the text it is listed under.

    >>> say_copy({"order": "probable", "kind": "edited", "credited": "no"})
    'probably an edited copy, does not say so'
    """
    if edge["order"] == "unknown":
        return _say_same(edge)
    article = "an" if _KINDS[edge["kind"]][0] in "aeiou" else "a"
    return f"{'probably ' if edge['order'] == 'probable' else ''}{article} {_say_kind(edge)}"


def _say_kind(edge: Row) -> str:
    credit = _CREDITS[edge["credited"]]
    return f"{_KINDS[edge['kind']]}, {credit}" if credit else _KINDS[edge["kind"]]


def _say_same(edge: Row) -> str:
    return f"same {'quotation' if edge['kind'] == 'quotation' else 'text'}, order unknown"


def say_changes(edge: Row) -> str:
    """What was changed along the way, weightiest first; style as one number.

    >>> say_changes({"changes": {"number": 1, "cut": 2}, "style": 31})
    '1 number, 2 cuts; 31 of typography and style'
    """
    changes = [count_of(edge["changes"][kind], *_CHANGES[kind]) for kind in _CHANGES if edge["changes"].get(kind)]
    parts = [", ".join(changes)] if changes else []
    parts += [f"{edge['style']:,} of typography and style"] if edge["style"] else []
    return "; ".join(parts) or "nothing"


def _say_size(text: Row) -> str:
    said = f"one text in {count_of(text['articles'], 'article')}"
    if text["outlets"]:
        known = "known " if any(v["article"] and not v["article"]["site"] for v in text["versions"]) else ""
        said += f" of {count_of(text['outlets'], known + 'outlet')}"
    if text["from"]:
        said += f", {text['from']}" if text["from"] == text["to"] else f", {text['from']} to {text['to']}"
    return said


def _is_only_named(version: Row, text: Row) -> bool:
    if version["in_pile"]:
        return False
    return not any(edge["version"] == version["version"] for v in text["versions"] for edge in v["taken_from"])


def _print_version(console: Console, version: Row, text: Row, lengths: dict[str, int], indent: int) -> None:
    line = Text()
    if version["in_pile"]:
        line.append(shorten(version["article"]["id"], lengths), "cyan")
        line.append(f"  {version['date'] or 'no date':<16}  ")
        line.append(clean(version["name"]), "bold")
        if version["copied_by"]:
            line.append(f"  (but already copied by {version['copied_by']})")
        if version["version"] == text["earliest"] and not version["taken_from"]:
            known = "" if text["earliest_certain"] else ", as far as is known"
            line.append(f"  the earliest in this pile{known}")
        title = version["article"]["title"]
        if title and title != text["title"]:
            line.append(clean(f"  {title}"), "dim")
    else:
        line.append(shorten(version["version"], lengths), "cyan")
        line.append("  not in this pile  ")
        line.append(clean(version["name"]), "bold italic")
    print_entry(console, line, indent=indent)
    for number, edge in enumerate(version["taken_from"]):
        prefix = "also in part: " if number else ""
        untouched = "; nothing changed" if edge["article"] else ""  # of an unseen original nobody knows
        changed = f"; changed: {say_changes(edge)}" if edge["changes"] or edge["style"] else untouched
        said = say_taken(edge | {"name": _name_parent(edge, text, lengths)})
        print_entry(console, prefix + said + changed, indent=indent + lengths["d"] + 2, style="dim")


def _name_parent(edge: Row, text: Row, lengths: dict[str, int]) -> str:
    """The outlet, with the id of the article where several of this text are of that outlet."""
    if edge["article"] and sum(v["name"] == edge["name"] for v in text["versions"]) > 1:
        return f"{edge['name']} ({shorten(edge['article'], lengths)})"
    return str(edge["name"])


def _order_versions(versions: list[Row]) -> list[tuple[int, Row]]:
    """Every version after the one it was mostly taken from, with its depth."""
    children: dict[str | None, list[Row]] = defaultdict(list)
    for version in versions:
        children[version["taken_from"][0]["version"] if version["taken_from"] else None].append(version)
    order: list[tuple[int, Row]] = []
    waiting = [(0, version) for version in reversed(children[None])]
    while waiting:
        depth, version = waiting.pop()
        order.append((depth, version))
        waiting += [(depth + 1, child) for child in reversed(children[version["version"]])]
    return order

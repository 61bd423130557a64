"""Claims on a terminal."""

from rich.console import Console
from rich.text import Text

from headwater.views.circles import say_circle
from headwater.views.decisions import say_decision
from headwater.views.groups import name_members
from headwater.views.names import shorten
from headwater.views.terminal.console import clean, count_of, print_entry, shorten_words
from headwater.views.verdicts import join_words, tidy_wording
from headwater.views.voices import NO_SOURCE, Row

MOST_VOICES = 3
"""Voices, other claims and things to rest on that a list names; the others are counted."""

MOST_FALLEN = 20
"""Claims that are named of those of which nothing is left."""

COLUMN = 14
_RELATIONS = {
    "denies": "it denies",
    "other_numbers": "other number",
    "narrower": "narrower",
    "wider": "wider",
    "updated_by": "updated by",
    "updates": "updates",
}


def print_claims(console: Console, answer: Row) -> None:
    """The ranked list, and how many more there are."""
    for claim in answer["claims"]:
        print_claim(console, claim, answer)
        console.print()
    shown, more = len(answer["claims"]), answer["more"]
    if not shown and not answer["articles"]:
        print_entry(console, "There is no article to count in.", style="dim")
    elif not shown:
        print_entry(console, f"No such claim in {count_of(answer['articles'], 'article')}.", style="dim")
    if more:
        print_entry(console, f"{shown:,} of {shown + more:,} claims", style="dim")


def print_supposed(console: Console, supposed: Row) -> None:
    """What the counts suppose, and the claims of which nothing is left."""
    if supposed["as_of"]:
        undated = count_of(supposed["undated"], "article without a date is", "articles without a date are")
        left = f"; {undated} left out" if supposed["undated"] else ""
        print_entry(console, f"As of {supposed['as_of']}{left}.", style="bold")
    if supposed["without"]:
        them = "it" if len(supposed["without"]) == 1 else "them"
        line = f"Without {join_words(supposed['without'])}, and what rests on {them} alone."
        print_entry(console, line, style="bold")
    if supposed["fallen"]:
        print_entry(console, f"Of {count_of(len(supposed['fallen']), 'claim')} nothing is left:")
    for claim in supposed["fallen"][:MOST_FALLEN]:
        reports = count_of(claim["reports"], "report")
        print_entry(
            console, f"{shorten_words(tidy_wording(claim['wording']), 30)} ({reports})", label="-", indent=2, column=2
        )
    if len(supposed["fallen"]) > MOST_FALLEN:
        print_entry(console, f"and {len(supposed['fallen']) - MOST_FALLEN:,} more: --json", indent=4, style="dim")
    console.print()


def say_next(answer: Row, store: str) -> list[str]:
    """What the list leaves out, and how to see it."""
    lines = []
    if answer["more"]:
        lines.append(f"All of them: headwater claims {store} --limit 0")
    if answer["left_out"]:
        left = count_of(answer["left_out"], "claim")
        lines.append(
            f"Left out: {left} of a single report, attitudes and questions; with them: headwater claims {store} --all"
        )
    if answer["claims"]:
        first = shorten(answer["claims"][0]["id"], answer["short_ids"])
        lines.append(f"How a count comes about: headwater why {store} {first}")
    return lines


def print_claim(console: Console, claim: Row, answer: Row) -> None:
    """One claim: its wording, its count, who says, doubts and denies it, what it rests on."""
    short = shorten(claim["id"], answer["short_ids"])
    indent = max(answer["short_ids"].values()) + 2
    wording = Text().append(short.ljust(indent), "cyan")
    wording.append(clean(tidy_wording(claim["wording"])), "bold")
    print_hanging(console, wording, indent)
    print_count(console, claim, answer, indent)
    print_voices(console, claim, answer, indent, MOST_VOICES)
    print_rests_on(console, claim, indent, 2 * MOST_VOICES)
    print_groups(console, claim, indent, COLUMN)
    print_circle(console, claim, indent, COLUMN)
    print_decided(console, claim["decided"], indent, COLUMN)


def print_groups(console: Console, claim: Row, indent: int, column: int) -> None:
    """Outlets behind the claim that share a newsroom or a content system."""
    for group in claim["groups"]:
        line = f"{group['group']}: {name_members(group)}"
        print_entry(console, line, label="one group", indent=indent, column=column)


def print_circle(console: Console, claim: Row, indent: int, column: int) -> None:
    """Outlets that cite each other for the claim."""
    if claim["circle"]:
        print_entry(console, say_circle(claim["circle"]), label="in a circle", indent=indent, column=column)


def print_decided(console: Console, decided: list[Row], indent: int, column: int) -> None:
    """What readers decided of a claim, of an article or of two."""
    for row in decided:
        print_entry(console, say_decision(row), label="a reader", indent=indent, column=column)


def print_hanging(console: Console, text: Text, indent: int) -> None:
    """A text whose further lines begin below its own words, beyond the handle in front of them."""
    handle, rest = text[:indent], text[indent:]
    width = console.width - indent
    lines = rest.wrap(console, max(width, 12)) if len(rest) > width else [rest]
    for line in lines:
        line.rstrip()
        console.print(handle + line, soft_wrap=True)
        handle = Text(" " * indent)


def print_count(console: Console, claim: Row, answer: Row, indent: int) -> None:
    """The number, the reports it stands against, and by how many of all articles."""
    low = claim["independent_low"]
    style = "green" if low > 1 else "yellow" if claim["reports"] > 1 else ""
    line = Text().append(say_count(claim), f"bold {style}".strip())
    line.append(f" behind {count_of(claim['reports'], 'report')} among {count_of(answer['articles'], 'article')}")
    facts = []
    if claim["reports"] > 1:
        facts.append(f"{count_of(claim['texts'], 'text')} from {count_of(claim['sites'], 'outlet')}")
    facts.append(f"{claim['on_record']} on record" if claim["on_record"] else "nobody on record")
    line.append(f"; {', '.join(facts)}")
    print_entry(console, line, indent=indent)


def say_count(claim: Row) -> str:
    """The count of independent sources in words.

    >>> say_count({"independent_low": 1, "independent_high": 3})
    '1 to 3 independent sources'
    >>> say_count({"independent_low": 1, "independent_high": 1})
    '1 independent source'
    """
    low, high = claim["independent_low"], claim["independent_high"]
    return count_of(low, "independent source") if low == high else f"{low} to {high} independent sources"


def print_voices(console: Console, claim: Row, answer: Row, indent: int, most: int) -> None:
    """Who says, doubts and asks, and the claims that deny it or differ from it, with who makes those."""
    for stance in ("says", "doubts", "asks"):
        voices = [v for v in claim["voices"] if v["stance"] == stance]
        if voices:
            line = say_voices(voices, claim["articles_by_stance"][stance], most)
            print_entry(console, line, label=stance, indent=indent, column=COLUMN)
    denials = [relation for relation in claim["relations"] if relation["kind"] == "denied_by"]
    others = [relation for relation in claim["relations"] if relation["kind"] != "denied_by"]
    for relation in _take_largest(denials, most):
        voices = [v for v in relation["voices"] if v["stance"] == "says"]
        said = say_voices(voices, relation["articles"], most)
        other = shorten(relation["id"], answer["short_ids"])
        print_entry(console, f"{said} (claim {other})", label="denies", indent=indent, column=COLUMN)
    for relation in _take_largest(others, most):
        articles, other = count_of(relation["articles"], "article"), shorten(relation["id"], answer["short_ids"])
        line = f"{shorten_words(tidy_wording(relation['wording']), 25)} (claim {other}, in {articles})"
        print_entry(console, line, label=_RELATIONS[relation["kind"]], indent=indent, column=COLUMN)
    if claim["figures"]:
        line = " … ".join(_say_figure(row, claim["id"], answer["short_ids"]) for row in claim["figures"])
        print_entry(console, line, label="figures", indent=indent, column=COLUMN)
    if (left := max(0, len(denials) - most) + max(0, len(others) - most)) > 0:
        rest = count_of(left, "more claim bears", "more claims bear")
        print_entry(console, f"{rest} on it", indent=indent + COLUMN, style="dim")


def _say_figure(row: Row, own: str, lengths: dict[str, int]) -> str:
    """A figure with its count and its day; of another claim which."""
    low, high = row["independent_low"], row["independent_high"]
    sources = count_of(low, "source") if low == high else f"{low} to {high} sources"
    other = "" if row["id"] == own else f"; claim {shorten(row['id'], lengths)}"
    return f"{row['figure']} ({sources}, {(row['first'] or 'no date')[:10]}{other})"


def _take_largest(relations: list[Row], most: int) -> list[Row]:
    return sorted(relations, key=lambda relation: -relation["articles"])[:most]


def say_voices(voices: list[Row], articles: int, most: int) -> str:
    """Sources with the outlet they came through and the number of articles, the first `most` of them by name."""
    parts = [_say_voice(voice, articles) for voice in voices[:most]]
    if len(voices) > most:
        parts.append(count_of(len(voices) - most, "other"))
    return f"{count_of(articles, 'article')}: {'; '.join(parts)}" if articles else "; ".join(parts)


def _say_voice(voice: Row, articles: int) -> str:
    via = [name for name in voice["via"] if name.casefold() not in voice["source"].casefold()]
    through = f", through {join_words(via)}" if via else ""
    if voice["source"] == NO_SOURCE:
        return f"{_name_some(voice['outlets'])}, {NO_SOURCE}{through}"
    record = ", on record" if voice["on_record"] else ""
    return f"{voice['source']}{record}{through}" + (f" ({voice['articles']:,})" if voice["articles"] < articles else "")


def _name_some(names: list[str]) -> str:
    return join_words(names) if len(names) < 4 else f"{', '.join(names[:2])} and {len(names) - 2} others"


def print_rests_on(console: Console, claim: Row, indent: int, most: int) -> None:
    """What the count rests on: of both bounds where they differ."""
    low, high = claim["rests_on_low"], claim["rests_on"]
    line = say_rests_on(high, most)
    if claim["independent_low"] != claim["independent_high"] and low != high:
        names = {vertex["name"] for vertex in low}
        more = [vertex for vertex in high if vertex["name"] not in names]
        also = len(more) < len(high)
        line = f"{say_rests_on(low, most)}; at most {'also ' if also else ''}on {say_rests_on(more, most)}"
    print_entry(console, line, label="rests on", indent=indent, column=COLUMN)


def say_rests_on(names: list[Row], most: int) -> str:
    """The sources, outlets or articles that would have to fall, in words, the first `most` of them by name."""
    files = [vertex["name"].rsplit("/", 1)[-1] for vertex in names if "article" in vertex and not vertex["outlet"]]
    parts = [_say_vertex(vertex) for vertex in names if "article" not in vertex or vertex["outlet"]]
    if files:
        parts.append(f"the article {files[0]}" if len(files) == 1 else f"the articles {_name_some(files)}")
    if len(parts) > most:
        parts[most:] = [count_of(len(parts) - most, "other")]
    return join_words(parts) or "nothing that could be named"


def _say_vertex(vertex: Row) -> str:
    if "article" not in vertex:
        return str(vertex["name"]) if vertex.get("in_pile", True) else f"{vertex['name']} (not in this pile)"
    return f"{vertex['outlet']} ({vertex['name'].rsplit('/', 1)[-1]})"

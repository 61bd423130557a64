"""The evidence for a count, or for where a text is from, on a terminal."""

from itertools import groupby

from rich.console import Console
from rich.text import Text

from headwater.views.names import shorten
from headwater.views.terminal.claims import (
    MOST_VOICES,
    print_circle,
    print_count,
    print_decided,
    print_groups,
    print_hanging,
    print_rests_on,
    print_voices,
)
from headwater.views.terminal.console import clean, count_of, print_entry, print_heading, shorten_words
from headwater.views.terminal.said import say_content, tells_cue
from headwater.views.terminal.texts import name_text, say_taken
from headwater.views.texts import tell_apart
from headwater.views.verdicts import tidy_wording
from headwater.views.voices import NO_SOURCE, Row

MOST_REPORTS, MOST_WORDS = 12, 60
"""Reports whose way is shown, and words of a stretch that are quoted, unless all are asked for."""

_STANCES = {"asserts": "", "doubts": " (which doubts it)", "questions": " (which asks)"}


def print_evidence(console: Console, answer: Row, with_all: bool) -> None:
    """Why a claim has its count, or why one text is taken to be from another."""
    if answer["question"] == "count":
        _print_count(console, answer, with_all)
    else:
        _print_direction(console, answer, with_all)


def _print_count(console: Console, answer: Row, with_all: bool) -> None:
    claim = answer["claim"]
    indent = max(answer["short_ids"].values()) + 2
    head = Text().append(shorten(claim["id"], answer["short_ids"]).ljust(indent), "cyan")
    head.append(clean(tidy_wording(claim["wording"])), "bold")
    print_hanging(console, head, indent)
    print_count(console, claim, answer, indent)
    print_voices(console, claim, answer, indent, 2**31 if with_all else 2 * MOST_VOICES)
    print_rests_on(console, claim, indent, 2**31)
    print_groups(console, claim, indent, 14)
    print_circle(console, claim, indent, 14)
    print_decided(console, claim["decided"], indent, 14)
    print_entry(console, claim["reason"], label="because", indent=indent, column=14)
    print_entry(
        console,
        f"{claim['confidence']:.2f} that the low count is not too high",
        label="confidence",
        indent=indent,
        column=14,
    )
    print_heading(console, "From each report to where it comes from")
    groups = [list(ways) for _, ways in groupby(answer["reports"], key=lambda way: way["article"]["id"])]
    for ways in groups if with_all else groups[:MOST_REPORTS]:
        console.print()
        _print_report(console, ways, answer["short_ids"])
    if not with_all and len(groups) > MOST_REPORTS:
        console.print()
        print_entry(console, f"and {len(groups) - MOST_REPORTS:,} more: --all", style="dim")
    if answer["weakest"]:
        print_heading(console, "The weakest link")
        print_entry(console, _say_link(answer["weakest"]), indent=2)
    print_heading(console, "What the count takes for granted")
    for line in answer["assumptions"]:
        print_entry(console, line, label="-", indent=2, column=2)


def _print_report(console: Console, ways: list[Row], lengths: dict[str, int]) -> None:
    """One report: each statement of the claim in it, and the way from there to where it comes from."""
    article = ways[0]["article"]
    line = Text().append(shorten(article["id"], lengths) + "  ", "cyan")
    line.append(clean(f"{article['outlet']}, {article['published'] or 'no date'}"), "bold")
    print_entry(console, line)
    shown = set()
    for way in ways:
        copied = tuple(step["id"] for step in way["steps"] if step["step"] == "copied")
        origin = way["origin"]
        who = () if way["goes_on"] else (origin["source"], origin["via"])
        key = (way["statement"]["sentence"], copied, who, origin["text"]["version"])
        if key not in shown:
            shown.add(key)
            _print_way(console, way)


def _print_way(console: Console, way: Row) -> None:
    print_entry(console, f"“{way['statement']['sentence']}”{_STANCES[way['stance']]}", indent=4)
    before = way["statement"]
    for step in way["steps"]:
        if step["step"] == "copied":
            credit = f" “{step['credit']}”" if step["credit"] else ""
            taken = say_taken(step | {"name": name_text(step["parent"])})
            print_entry(console, f"{taken}.{credit}", label="copied", indent=6, column=14)
        elif step["article"]["id"] != before["article"]["id"]:
            same = step["sentence"] == way["statement"]["sentence"]
            quoted = "the same words" if same else f"“{step['sentence']}”"
            print_entry(console, f"{step['article']['outlet']}: {quoted}", label="there", indent=6, column=14)
        elif step["sentence"] != before["sentence"]:
            print_entry(console, f"“{step['sentence']}”", label="further down", indent=6, column=14)
        before = step if step["step"] == "said" else before
    if way["goes_on"]:
        reason = f": {way['reason']}" if way["reason"] else ""
        line = f"from {name_text(way['origin']['text'])}, which is shown too{reason}"
        print_entry(console, line, label="goes on", indent=6, column=14)
    else:
        print_entry(console, _say_origin(way), label="ends", indent=6, column=14)


def _say_origin(report: Row) -> str:
    origin, text = report["origin"], report["origin"]["text"]
    if origin["via"] is None:
        where = f", in {name_text(text)}"
    else:
        named = origin["via"].casefold() in origin["source"].casefold()
        through = f"; {origin['via']} is" if named else f", through {origin['via']},"
        where = f"{through} not in this pile" if not text["in_pile"] else "" if named else through.rstrip(",")
    if origin["source"] == NO_SOURCE:
        return f"{report['reason'] or NO_SOURCE}{where}"
    reason = f": {report['reason']}" if report["reason"] else ""
    return f"{origin['source']}{', on record' if origin['on_record'] else ''}{where}{reason}"


def _say_link(step: Row) -> str:
    if step["step"] == "copied":
        if step["order"] == "unknown":
            both = f"{name_text(step['child'])} and {name_text(step['parent'])}"
            return f"Which of {both} came first is not known ({step['confidence']:.2f}): {step['basis']}."
        taken = say_taken(step | {"name": name_text(step["parent"])})
        return f"That {name_text(step['child'])} is {taken} ({step['confidence']:.2f}; {step['basis']})."
    content = shorten_words(say_content(step), 30)
    says = content if tells_cue(step) else f"says “{content}”"
    return f"That it is {step['source']} who {says} in {step['article']['outlet']} ({step['confidence']:.2f})."


def _print_direction(console: Console, answer: Row, with_all: bool) -> None:
    first, second = name_text(answer["first"]), name_text(answer["second"])
    if not answer["steps"]:
        print_entry(
            console, Text(clean(f"{first} and {second} are not one text: neither was copied from the other."), "bold")
        )
    elif len(answer["steps"]) > 1:
        print_entry(
            console,
            Text(clean(f"{first} and {second} are one text, but neither was taken from the other directly:"), "bold"),
        )
    print_decided(console, answer["decided"], 2, 10)
    for number, step in enumerate(answer["steps"]):
        if number or len(answer["steps"]) > 1:
            console.print()
        _print_step(console, step, with_all)
    if answer["shared"]:
        print_heading(console, "What the two share")
        for row in answer["shared"]:
            kind = (
                "a quotation that both give"
                if row["kind"] == "quotation"
                else f"of the longer one, {row['similarity']:.0%}"
            )
            print_entry(
                console, f"“{_quote(row['text'], with_all)}”", label=count_of(row["words"], "word"), indent=2, column=12
            )
            print_entry(console, kind, indent=14, style="dim")
    elif not answer["steps"]:
        print_entry(console, "They share no stretch of text.")


def _print_step(console: Console, step: Row, with_all: bool) -> None:
    named = say_taken(step | {"name": name_text(step["parent"])})
    print_entry(console, Text(clean(f"{name_text(step['child'])}, {named}"), "bold"))
    if step["order"] != "unknown":
        print_entry(console, f"{step['confidence']:.2f} that the order is right", indent=2, style="dim")
    print_heading(console, "The same words")
    names = tell_apart(step["parent"], step["child"])
    for stretch in step["stretches"]:
        share = f"{count_of(stretch['words'], 'word')}, {stretch['same']:.0%} the same, letter by letter"
        print_entry(console, share, indent=2, style="dim")
        for name, side in zip(names, ("old", "new"), strict=True):
            quoted = f"“{_quote(stretch[side], with_all)}”"
            print_entry(console, quoted, label=clean(name), indent=2, column=max(map(len, names)) + 2)
    title = "What is known of the order" if step["order"] == "unknown" else "What speaks for this order"
    for heading, lines in ((title, step["speaks_for"]), ("What does not", step["speaks_against"])):
        if lines:
            print_heading(console, heading)
            for line in lines:
                print_entry(console, line, label="-", indent=2, column=2)
    print_heading(console, "What was ruled out")
    for rival in step["ruled_out"]:
        words = f" (they share {count_of(rival['words'], 'word')})" if rival["words"] else ""
        print_entry(console, f"{rival['what']}{words}: {rival['reason']}.", label="-", indent=2, column=2)


def _quote(text: str, with_all: bool) -> str:
    return text if with_all else shorten_words(text, MOST_WORDS)

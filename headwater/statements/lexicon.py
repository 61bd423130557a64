"""The word lists of the stage, read once from data/."""

import json
from functools import cache
from importlib import resources
from typing import Any

_DATA = resources.files("headwater.statements") / "data"


@cache
def load_data(name: str) -> Any:
    """The content of a JSON file of the data folder."""
    return json.loads((_DATA / name).read_text(encoding="utf-8"))


@cache
def load_text(name: str) -> str:
    """The content of a text file of the data folder."""
    return (_DATA / name).read_text(encoding="utf-8")


@cache
def load_words(name: str) -> frozenset[str]:
    """One list of words.json."""
    return frozenset(load_data("words.json")[name].split())


def inflect_verb(verb: str) -> tuple[str, ...]:
    """The forms of an English verb: itself, third person, past, participle.

    >>> inflect_verb("deny"), inflect_verb("urge")
    (('deny', 'denies', 'denied', 'denying'), ('urge', 'urges', 'urged', 'urging'))
    """
    if verb in load_data("words.json")["irregular"]:
        return (verb, *load_data("words.json")["irregular"][verb].split())
    if verb.endswith("e"):
        return (verb, verb + "s", verb + "d", verb[:-1] + "ing")
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return (verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing")
    return (verb, verb + ("es" if verb.endswith(("s", "sh", "ch", "x")) else "s"), verb + "ed", verb + "ing")


@cache
def load_bare_cues() -> frozenset[str]:
    """The cue verbs in their bare form."""
    return frozenset(" ".join(v for k, v in load_data("cues.json").items() if k not in ("adjective", "noun")).split())


@cache
def load_demands() -> frozenset[str]:
    """Every form of the verbs by which somebody is asked or told to do something."""
    return frozenset(form for verb in load_data("cues.json")["demand"].split() for form in inflect_verb(verb))


@cache
def load_cues() -> dict[str, str]:
    """Every form of every cue verb with its class: statement, denial, question, attitude or demand."""
    classes: dict[str, str] = {}
    for kind in ("statement", "attitude", "denial", "question", "demand"):
        for verb in load_data("cues.json")[kind].split():
            for form in inflect_verb(verb):
                classes.setdefault(form, kind)
    return classes

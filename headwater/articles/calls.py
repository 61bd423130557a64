"""Sentences in which an outlet speaks to its reader in its own cause: sign up, support us, have you a tip."""

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from importlib.resources import files

from headwater.articles.word_gates import Gate, Rule, build_gate, choose_open, require

_LONGEST = 320
"""Characters of such a paragraph at most."""
_QUOTES = frozenset('"“”„«»')


def is_call(text: str) -> bool:
    """Whether a paragraph calls on the reader.

    >>> is_call("Sign up to receive our biggest stories."), is_call("Subscribers sign up by the thousand.")
    (True, False)
    >>> is_call("Support for the bridge grew, and gifts came in.")
    False
    """
    return find_calls([text])[0]


def find_calls(lines: Sequence[str]) -> list[bool]:
    """Which of some paragraphs call on the reader.

    >>> find_calls(["The pier is closed.", "Join 40,000 readers of our letter."])
    [False, True]
    """
    open_ = _load_gate().find_open_by_line(lines)
    return [_calls(line, rules, _load_pairs()) for line, rules in zip(lines, open_, strict=True)]


def label_calls(lines: Sequence[str], labels: Sequence[str], asked: Collection[int] | None = None) -> list[str]:
    """What each line of a text is, calls on the reader being no part of its body; its first line of body stays.

    `asked` are the lines that can be calls, where that is known already.

    >>> label_calls(["The pier is closed.", "Sign up for our newsletter."], ["body", "body"])
    ['body', 'chrome']
    """
    first = labels.index("body") if "body" in labels else len(labels)
    asked = [i for i in (range(len(labels)) if asked is None else asked) if labels[i] == "body" and i > first]
    calling = {i for i, calls in zip(asked, find_calls([lines[i] for i in asked]), strict=True) if calls}
    return ["chrome" if i in calling else label for i, label in enumerate(labels)]


_Pair = tuple[re.Pattern[str], re.Pattern[str]]


def _calls(line: str, open_: int, pairs: Sequence[_Pair]) -> bool:
    if not open_ or len(line) > _LONGEST or not _QUOTES.isdisjoint(line):
        return False
    return any(opening.match(line) and held.search(line) for opening, held in choose_open(pairs, open_))


def list_call_rules() -> list[Rule]:
    """What a paragraph must hold to be a call: a rule for each way in which they are worded."""
    return [require(*pair) for pair in _load_pairs()]


@lru_cache(maxsize=1)
def _load_pairs() -> tuple[_Pair, ...]:
    """How calls begin, and what they hold."""
    lines = (files("headwater.articles") / "data" / "call_lines.txt").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple(
        (re.compile(rf"\W{{0,3}}{opening}", re.IGNORECASE), re.compile(held, re.IGNORECASE)) for opening, held in rows
    )


@lru_cache(maxsize=1)
def _load_gate() -> Gate:
    return build_gate(list_call_rules())

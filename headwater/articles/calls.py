"""Sentences in which an outlet speaks to its reader in its own cause: sign up, support us, have you a tip."""

import re
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from headwater.articles.word_gates import Gate, build_gate, choose_open, require

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
    pairs, gate = _load_calls()
    return [_calls(line, open_, pairs) for line, open_ in zip(lines, gate.find_open_by_line(lines), strict=True)]


def label_calls(lines: Sequence[str], labels: Sequence[str]) -> list[str]:
    """What each line of a text is, calls on the reader being no part of its body; its first line of body stays.

    >>> label_calls(["The pier is closed.", "Sign up for our newsletter."], ["body", "body"])
    ['body', 'chrome']
    """
    first = labels.index("body") if "body" in labels else len(labels)
    return [
        "chrome" if label == "body" and calls and i > first else label
        for i, (label, calls) in enumerate(zip(labels, find_calls(lines), strict=True))
    ]


_Pair = tuple[re.Pattern[str], re.Pattern[str]]


def _calls(line: str, open_: int, pairs: Sequence[_Pair]) -> bool:
    if not open_ or len(line) > _LONGEST or not _QUOTES.isdisjoint(line):
        return False
    return any(opening.match(line) and held.search(line) for opening, held in choose_open(pairs, open_))


@lru_cache(maxsize=1)
def _load_calls() -> tuple[tuple[_Pair, ...], Gate]:
    """How calls begin and what they hold, and the gate that says of which paragraphs that is asked."""
    lines = (files("headwater.articles") / "data" / "call_lines.txt").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    pairs = tuple(
        (re.compile(rf"\W{{0,3}}{opening}", re.IGNORECASE), re.compile(held, re.IGNORECASE)) for opening, held in rows
    )
    return pairs, build_gate([require(*pair) for pair in pairs])

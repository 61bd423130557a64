"""What each line of a text can be, by the words that it holds and its signs: spares most lines most expressions."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from headwater.articles.calls import list_call_rules
from headwater.articles.house_lines import RULES
from headwater.articles.line_columns import find_shapes, lay_lines
from headwater.articles.line_columns_kernels import BRACKETED, ENDED, MARKED, SLASHED
from headwater.articles.line_rules import BIO, CAPTION_START, load_patterns
from headwater.articles.templates import TEMPLATES
from headwater.articles.word_gates import Gate, build_gate, choose_open, require

PICTURED = re.compile(
    r"(?:^Image\s.{20,}\s|[.!?]\s+)(?:Credit|Photo(?:graph)?)(?::\s*|\s+(?=[^\W\d_a-zß-öø-ÿ]))[^!?]{1,60}[^.!?]$|"
    r"[.!?]\s+[^.!?|]{3,60}\s\|\s[^.!?|]{2,40}$"
)
"""A caption that ends with who took the picture: "The quay on Friday. Photo: Ana Ruiz", "… Ana Ruiz | Coast Press"."""
BULLETS = "-–—•⦁* "
"""What stands before a line and is none of its words."""

Kinds = frozenset[str]
_NONE: Kinds = frozenset()
_SIGNS = ENDED | BRACKETED | SLASHED


class Look(NamedTuple):
    """A line without the bullets before it, what it can be by its words, and what its signs tell of it.

    sentence  it ends as sentences do, and begins with no bullet and holds no sign of a credit
    marked    it may open with a dateline
    """

    text: str
    kinds: Kinds
    sentence: bool
    marked: bool


def find_possible(lines: Sequence[str]) -> list[Kinds]:
    """What each line can be; what it cannot be need not be asked.

    >>> [sorted(kinds) for kinds in find_possible(["All rights reserved.", "The pier is shut."])]
    [['notice', 'template'], []]
    """
    gate, kinds = _load_gate()
    return [frozenset(choose_open(kinds, open_)) if open_ else _NONE for open_ in gate.find_open_by_line(lines)]


def find_looks(lines: Sequence[str]) -> list[Look]:
    """How each of the lines of one text or many looks.

    >>> [look.sentence for look in find_looks(["The pier is shut.", "The pier. (Photo: Ana Ruiz)", "- He left."])]
    [True, False, False]
    """
    gate, kinds = _load_gate()
    texts = [line.lstrip(BULLETS) for line in lines]
    columns = lay_lines(texts)
    looks = []
    for line, text, shape, open_ in zip(lines, texts, find_shapes(columns), gate.read_lines(columns), strict=True):
        whole = len(line) == len(text)
        possible = frozenset(choose_open(kinds, open_)) if open_ else _NONE
        looks.append(Look(text, possible, whole and shape & _SIGNS == ENDED, not whole or shape & MARKED > 0))
    return looks


@lru_cache(maxsize=1)
def _load_gate() -> tuple[Gate, tuple[str, ...]]:
    """The gate, and what each of its rules tells of."""
    rules = [(kind, require(pattern)) for kind in ("notice", "offer") for pattern in load_patterns(kind)]
    rules += [("template", require(*patterns)) for patterns in TEMPLATES]
    rules += [("pictured", require(PICTURED)), ("caption", require(CAPTION_START)), ("bio", require(BIO)), *RULES]
    rules += [("call", rule) for rule in list_call_rules()]
    return build_gate([rule for _, rule in rules]), tuple(kind for kind, _ in rules)

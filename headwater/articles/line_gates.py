"""What each line of a text can be, by the words that it holds: spares most lines most expressions."""

import re
from collections.abc import Iterable
from functools import lru_cache

from headwater.articles.line_rules import load_patterns
from headwater.articles.templates import TEMPLATES
from headwater.articles.word_gates import Gate, build_gate, choose_open, require

PICTURED = re.compile(
    r"(?:^Image\s.{20,}\s|[.!?]\s+)(?:Credit|Photo(?:graph)?)(?::\s*|\s+(?=[^\W\d_a-zß-öø-ÿ]))[^!?]{1,60}[^.!?]$|"
    r"[.!?]\s+[^.!?|]{3,60}\s\|\s[^.!?|]{2,40}$"
)
"""A caption that ends with who took the picture: "The quay on Friday. Photo: Ana Ruiz", "… Ana Ruiz | Coast Press"."""

Kinds = frozenset[str]


def find_possible(lines: Iterable[str]) -> list[Kinds]:
    """Which of notice, offer, template and pictured each line can be; what it cannot be need not be asked.

    >>> [sorted(kinds) for kinds in find_possible(["All rights reserved.", "The pier is shut."])]
    [['notice', 'template'], []]
    """
    gate, kinds = _load_gate()
    return [frozenset(choose_open(kinds, open_)) for open_ in gate.find_open_by_line(list(lines))]


@lru_cache(maxsize=1)
def _load_gate() -> tuple[Gate, tuple[str, ...]]:
    """The gate, and what each of its rules tells of."""
    rules = [(kind, require(pattern)) for kind in ("notice", "offer") for pattern in load_patterns(kind)]
    rules += [("template", require(*patterns)) for patterns in TEMPLATES]
    rules.append(("pictured", require(PICTURED)))
    return build_gate([rule for _, rule in rules]), tuple(kind for kind, _ in rules)

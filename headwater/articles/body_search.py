"""The main text of a page by its own make alone, for pages on which the extractor finds nothing."""

from collections.abc import Sequence

from headwater.articles.body_marks import ENDS, HEADS, is_aside
from headwater.articles.line_rules import is_byline, is_caption, is_date_line
from headwater.articles.page_tree import Block, Element

_FRAMES = frozenset({"nav", "footer", "aside", "form", "figcaption", "button", "dialog"})
_LEAST = 40
"""Characters from which a block that ends like a sentence is prose; short paragraphs come with their neighbours."""
_COST = 0.7
"""What a character that is no prose takes from the worth of an element that holds it, where one of prose adds 1."""
_LONG_LIST = 3
"""Paragraphs of prose that hold a text together, whatever else stands in its element."""


def find_prose(blocks: Sequence[Block]) -> list[bool]:
    """Which blocks are the prose of the element that has most of it and least else; none where a page has no prose.

    The worth of an element is the length of its paragraphs less that of its links, labels and teasers: measured on 131
    pages without the extractor (body F1 in docs/builders/articles.md).
    """
    open_ = _choose_shown(blocks)
    prose = [o and _is_prose(b) for o, b in zip(open_, blocks, strict=True)]
    worth: dict[Element, float] = {}
    for b, is_one, shown in zip(blocks, prose, open_, strict=True):
        value = len(b.text) - b.linked if is_one else -_COST * _weigh_rest(b) if shown else 0.0
        for e in b.above:
            worth[e] = worth.get(e, 0.0) + value
    best, depth = None, -1
    for b, is_one in zip(blocks, prose, strict=True):
        if is_one:
            for d, e in enumerate(b.above):
                if best is None or worth[e] > worth[best] or (worth[e] == worth[best] and d > depth):
                    best, depth = e, d
    if best is None:
        return [False] * len(blocks)
    return [is_one and best in b.above for is_one, b in zip(prose, blocks, strict=True)]


def _choose_shown(blocks: Sequence[Block]) -> list[bool]:
    """The blocks that a reader sees; all of them where the page shows its text only when a script has run."""
    hidden = sum(len(b.text) for b in blocks if b.hidden and _is_prose(b))
    seen = sum(len(b.text) for b in blocks if not b.hidden and _is_prose(b))
    return [hidden > 3 * seen or not b.hidden for b in blocks]


def _is_prose(block: Block) -> bool:
    text = block.text
    return (
        len(text) >= _LEAST
        and text.rstrip(" )]").endswith(ENDS)
        and block.tag not in HEADS
        and block.linked < 0.5 * len(text)
        and not any(e.tag in _FRAMES for e in block.above)
        and not is_aside(block)
        and not is_caption(text)
    )


def _weigh_rest(block: Block) -> float:
    """What a block that is no prose costs: links and labels all they have, headings and bylines of a text nothing."""
    if block.tag in HEADS and block.linked < 0.5 * len(block.text):
        return 0.0
    if any(e.tag in ("figure", "figcaption") for e in block.above[-4:]):
        return 0.0
    if len(block.text) < 100 and (is_date_line(block.text) or is_byline(block.text)):
        return 0.0
    return float(max(len(block.text), 15))

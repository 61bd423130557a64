"""Pages of several posts: front pages and sections that show one text after the other, each under its own headline."""

from collections import Counter
from collections.abc import Sequence
from urllib.parse import urlsplit

from headwater.articles.page_tree import Block, Element
from headwater.articles.stubs import count_words

_HEADS = frozenset({"h1", "h2", "h3", "h4"})
_FRAMES = ("nav", "footer", "aside", "header")
_POSTS = 3
"""Texts side by side from which a page is a list of them."""
_SHARE = 0.8
"""Share of the words of the page that they have, and of them that have a headline that leads to a page of its own."""
_LEAST = 15
"""Words that a text of such a list has at least."""

_Make = tuple[Element | None, str, str]


def shows_posts(blocks: Sequence[Block], kinds: Sequence[str], url: str | None, *, front: bool) -> bool:
    """Whether the text of a page is several posts: boxes of one make, each with a headline that leads to another page.

    On a front page or the page of a section (`front`) the headlines of articles need not be links.
    """
    for make, boxes in _group_boxes(blocks, kinds).items():
        leading = sum(_leads_away(headline, url) for headline in boxes)
        if len(boxes) >= _POSTS and (leading >= _SHARE * len(boxes) or (front and make[1] == "article")):
            return True
    return False


def _group_boxes(blocks: Sequence[Block], kinds: Sequence[str]) -> dict[_Make, list[Block]]:
    """The headlines that open boxes with a text below them, by the make of the box, where these hold most text."""
    words: Counter[Element] = Counter()
    body: Counter[Element] = Counter()
    opening: dict[Element, Block | None] = {}
    total = whole = 0
    for block, kind in zip(blocks, kinds, strict=True):
        told = count_words(block.text) if kind == "body" or _is_prose(block) else 0
        total, whole = total + told, whole + told * (kind == "body")
        for above in block.above:
            words[above] += told
            body[above] += told * (kind == "body")
            if block.tag in _HEADS or told:
                opening.setdefault(above, block if block.tag in _HEADS else None)
    groups: dict[_Make, list[Block]] = {}
    sizes: Counter[_Make] = Counter()
    inside: Counter[_Make] = Counter()
    for box, headline in opening.items():
        if headline is not None and words[box] >= _LEAST:
            make = (box.getparent(), str(box.tag), box.get("class") or "")
            groups.setdefault(make, []).append(headline)
            sizes[make] += words[box]
            inside[make] += body[box]
    return {
        make: boxes for make, boxes in groups.items() if sizes[make] >= _SHARE * total and whole - inside[make] < _LEAST
    }


def _is_prose(block: Block) -> bool:
    """Whether a block may be a paragraph of a post that the extractor left out."""
    framed = any(above.tag in _FRAMES for above in block.above)
    return block.tag == "p" and not block.hidden and not framed and block.linked < 0.5 * len(block.text)


def _leads_away(headline: Block, url: str | None) -> bool:
    """Whether a headline is a link to another page than this one."""
    link = next(iter(headline.element.iter("a")), None)
    above = next((e for e in reversed(headline.above) if e.tag == "a"), None)
    href = (link if link is not None else above if above is not None else headline.element).get("href") or ""
    if headline.linked < _SHARE * len(headline.text.replace(" ", "")) or href.startswith("#") or not href:
        return False
    return urlsplit(href).path.rstrip("/") != urlsplit(url or "").path.rstrip("/")

"""Which blocks of a page are its body: what the extractor found, without what it should not have, with what it lost.

The extractor (trafilatura) is asked first. Its errors are of a few kinds (counted on 131 pages of 20 languages): it
loses standfirsts that stand with the headline, cross-heads and single paragraphs; it keeps headlines a second time,
lists of links, boxes beside the text, and what every page of the site carries.
"""

import copy
import re
from collections import Counter
from collections.abc import Sequence

from headwater.articles.body_marks import ASIDE, ENDS, HEADS, STRONG_ASIDE, is_aside
from headwater.articles.body_search import find_prose
from headwater.articles.line_rules import is_buttons, is_byline, is_caption, is_date_line
from headwater.articles.page_tree import Block, Element

_TOKEN = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]|[^\W_]+")
_STANDFIRST = re.compile(
    r"stand-?first|sub-?(?:title|headline|head|line)|[^a-z]lead|teaser-?text|"
    r"intro|[^a-z]de[ck]k?[^a-z]|description|summary|excerpt|vorspann|chapo|"
    r"entradilla|sottotitolo|ingress|"
    r"abstract|perex|preamble|article__hero|sumario|strapline|tagline|synopsis|"
    r"manchet|headline-?text|__lead|article-header",
)
_NO_STANDFIRST = re.compile(
    r"caption|credit|copyright|legend|figure|image|photo|bild|foto|gallery|author|"
    r"byline|autor|meta|[^a-z]bio[^a-z]|date|disclaimer|[^a-z]note[^a-z]"
)


def fold_tokens(text: str) -> list[str]:
    """The words of a text in lower case; one a character in scripts without spaces.

    >>> fold_tokens("Die «Brücke», 東京!")
    ['die', 'brücke', '東', '京']
    """
    return _TOKEN.findall(text.lower())


_PULLED = (4, 40)
"""Words of a quotation that is set beside the text."""
_QUOTE_NAME = re.compile(r"quote|zitat|citation|[^a-z]pull|destacado|citaat|citat")
_SENTENCE = 40
"""Characters of a sentence: where the extractor finds none, the page is searched by its make."""
_BOLD_HEAD = 90
"""Characters of a cross-head that is a paragraph in bold at most."""


class Overlap:
    """A text that others are compared with, by its runs of four words and its lines."""

    def __init__(self, text: str) -> None:
        words = fold_tokens(text)
        self.runs = {tuple(words[i : i + 4]) for i in range(len(words) - 3)}
        self.lines = {" ".join(fold_tokens(line)) for line in text.split("\n")}

    def share(self, text: str) -> float:
        """How much of another text stands in this one: 1 for one of its lines, else the share of runs of four words."""
        words = fold_tokens(text)
        if " ".join(words) in self.lines:
            return 1.0
        if len(words) < 6:
            return 0.0
        return sum(tuple(words[i : i + 4]) in self.runs for i in range(len(words) - 3)) / (len(words) - 3)


def extract_text(tree: Element) -> str:
    """The main text as the extractor sees it, one paragraph a line; empty where it finds none."""
    import trafilatura

    return trafilatura.extract(copy.deepcopy(tree), include_comments=False, include_tables=True) or ""


def find_body(blocks: Sequence[Block], extracted: str, *, title: str, stated: str, description: str) -> list[str]:
    """For every block body, section (a cross-head) or nothing."""
    seen = Overlap(extracted + "\n" + stated)
    kept = [seen.share(b.text) > 0.7 for b in blocks]
    if not any(k and len(b.text) >= _SENTENCE and b.text.endswith(ENDS) for k, b in zip(kept, blocks, strict=True)):
        kept = [k or p for k, p in zip(kept, find_prose(blocks), strict=True)]
    _drop_repeats(blocks, kept)
    _drop_titles(blocks, kept, title)
    main = _find_main(blocks, kept)
    kept = [k and main in (*b.above, b.element) for k, b in zip(kept, blocks, strict=True)]
    _drop_asides(blocks, kept)
    if not any(kept):
        return [""] * len(blocks)
    _add_lost(blocks, kept, main)
    _drop_cards(blocks, kept, main)
    if not any(kept):
        return [""] * len(blocks)
    _add_standfirst(blocks, kept, title, description)
    _drop_lone_heads(blocks, kept)
    _add_first_head(blocks, kept)
    _drop_pulled(blocks, kept)
    return _name_heads(blocks, kept)


def _drop_repeats(blocks: Sequence[Block], kept: list[bool]) -> None:
    """What stands several times on a page is no paragraph ("Advertisement"); of a long one the first is kept."""
    counts = Counter(b.text for b in blocks)
    done: set[str] = set()
    for i, b in enumerate(blocks):
        if kept[i] and counts[b.text] > 1:
            if len(b.text) < 60 or b.text in done:
                kept[i] = False
            done.add(b.text)


def _drop_titles(blocks: Sequence[Block], kept: list[bool], title: str) -> None:
    words = fold_tokens(title)
    for i, b in enumerate(blocks):
        if kept[i] and (b.tag == "h1" or _is_like(fold_tokens(b.text), words)):
            kept[i] = False


def _is_like(a: list[str], b: list[str]) -> bool:
    return bool(a and b) and len(set(a) & set(b)) >= 0.8 * max(len(set(a)), len(set(b)))


def _find_main(blocks: Sequence[Block], kept: list[bool]) -> Element | None:
    """The deepest element that holds nine tenths of the prose."""
    weights: Counter[Element] = Counter()
    total = 0
    for b, k in zip(blocks, kept, strict=True):
        if k and len(b.text) > 60:
            weight = len(b.text) - b.linked
            total += weight
            for e in b.above:
                weights[e] += weight
    best, depth = None, -1
    for b, k in zip(blocks, kept, strict=True):
        if k:
            for d, e in enumerate(b.above):
                if d > depth and weights[e] >= 0.88 * total:
                    best, depth = e, d
    return best


def _drop_asides(blocks: Sequence[Block], kept: list[bool]) -> None:
    for i, b in enumerate(blocks):
        if kept[i] and is_aside(b):
            kept[i] = False


def _add_lost(blocks: Sequence[Block], kept: list[bool], main: Element | None) -> None:
    """Paragraphs and cross-heads between kept ones, of the same make as those."""
    where = [i for i, k in enumerate(kept) if k]
    makes = {(blocks[i].tag, blocks[i].element.getparent()) for i in where}
    counts = Counter(b.text for b in blocks)
    for i in range(where[0], where[-1]):
        b = blocks[i]
        if kept[i] or b.hidden or is_aside(b) or counts[b.text] > 1:
            continue
        like = (b.tag, b.element.getparent()) in makes
        prose = len(b.text) > 80 and b.text.rstrip().endswith(ENDS)
        if (b.tag in HEADS and b.element.getparent() in {p for _, p in makes} and len(b.text) < 160) or (
            like and (prose or b.tag == "p")
        ):
            kept[i] = True
    for i in range(where[-1] + 1, len(blocks)):
        b = blocks[i]
        if (b.tag, b.element.getparent()) not in makes or b.tag != "p" or not b.text.rstrip().endswith(ENDS):
            break
        kept[i] = not (b.hidden or is_aside(b) or counts[b.text] > 1)


def _drop_cards(blocks: Sequence[Block], kept: list[bool], main: Element | None) -> None:
    """Short texts that stand in one small box with a heading that is a link: teasers of other articles."""
    small: dict[Element, int] = {}
    linked: set[Element] = set()
    for b in blocks:
        for e in b.above[-4:]:
            if e is not main:
                small[e] = small.get(e, 0) + len(b.text)
                if b.tag in HEADS and b.linked > 0.8 * len(b.text):
                    linked.add(e)
    boxes = {e for e in linked if small[e] < 700}
    for i, b in enumerate(blocks):
        if kept[i] and len(b.text) < 400 and any(e in boxes for e in b.above[-4:]):
            kept[i] = False


def _drop_lone_heads(blocks: Sequence[Block], kept: list[bool]) -> None:
    """Headings over what was left out: lists of links, boxes, offers."""
    for i in range(len(blocks) - 1, -1, -1):
        b = blocks[i]
        if kept[i] and b.tag in HEADS and len(b.text) < 160:
            following = next((n for n in range(i + 1, min(len(blocks), i + 30)) if kept[n]), None)
            links = [
                n
                for n in range(i + 1, min(len(blocks), i + 3))
                if not kept[n] and blocks[n].linked > 0.5 * len(blocks[n].text)
            ]
            if following is None or (len(links) == 2 and following > i + 2):
                kept[i] = False


def _add_standfirst(blocks: Sequence[Block], kept: list[bool], title: str, description: str) -> None:
    """What stands between the headline and the body in the manner of a standfirst."""
    first = kept.index(True)
    words = fold_tokens(title)
    heads = [i for i, b in enumerate(blocks[:first]) if b.tag in ("h1", "h2") and _is_like(fold_tokens(b.text), words)]
    start = heads[-1] + 1 if heads else max(0, first - 12)
    holder = _find_shared(blocks[heads[-1]], blocks[first]) if heads else None
    told = Overlap(description)
    for i in range(start, first):
        b = blocks[i]
        if (
            b.linked > 0.5 * len(b.text)
            or is_date_line(b.text)
            or is_buttons(b.text)
            or is_byline(b.text)
            or len(b.text) < 30
        ):
            continue
        same = bool(description) and told.share(b.text) > 0.6
        named = bool(_STANDFIRST.search(b.names)) and (len(b.text.split()) > 5 or len(b.text) > 60)
        prose = holder in b.above and len(b.text) > 50 and b.text.endswith(ENDS) and not _NO_STANDFIRST.search(b.names)
        if same or (
            (named or prose)
            and not b.hidden
            and not STRONG_ASIDE.search(b.names)
            and not is_caption(b.text)
            and not ASIDE.search(b.names)
        ):
            kept[i] = True


def _find_shared(a: Block, b: Block) -> Element | None:
    """The smallest element around both, unless that is the page itself."""
    ends = set(b.above)
    shared = next((e for e in reversed(a.above) if e in ends), None)
    return None if shared is None or shared.tag in ("body", "html") else shared


def _add_first_head(blocks: Sequence[Block], kept: list[bool]) -> None:
    """The cross-head above the first paragraph, where a later one is of the same make: a live blog's first entry."""
    if True not in kept or (first := kept.index(True)) == 0:
        return
    head, make = blocks[first - 1], _name_make(blocks[first - 1])
    if head.tag in HEADS and head.tag != "h1" and len(head.text) < 160 and head.linked < 0.5 * len(head.text):
        kept[first - 1] = any(k and _name_make(b) == make for b, k in zip(blocks, kept, strict=True))


def _name_make(block: Block) -> tuple[str, str, str]:
    above = block.element.getparent()
    return (block.tag, *(("", "") if above is None else (str(above.tag), above.get("class") or "")))


def _drop_pulled(blocks: Sequence[Block], kept: list[bool]) -> None:
    """Quotations that are set large beside the text, and stand in it word for word."""
    words = {i: " ".join(fold_tokens(blocks[i].text)) for i, k in enumerate(kept) if k}
    for i, text in words.items():
        if not _PULLED[0] <= text.count(" ") + 1 <= _PULLED[1] or not _is_quotation(blocks[i]):
            continue
        inside = any(f" {text} " in f" {other} " and len(other) > len(text) for n, other in words.items() if n != i)
        kept[i] = not inside


def _is_quotation(block: Block) -> bool:
    """Whether a block is set as a quotation: by its element, its names or its marks."""
    quoted = block.text[:1] in '“"„«»‘' or any(e.tag in ("blockquote", "q") for e in block.above[-3:])
    return quoted or _QUOTE_NAME.search(block.names) is not None


def _name_heads(blocks: Sequence[Block], kept: list[bool]) -> list[str]:
    """Body, or section for a heading, and for a short line all in bold above a paragraph that is not."""
    where = [i for i, k in enumerate(kept) if k and blocks[i].tag not in HEADS]
    inside = range(where[0] + 1, where[-1]) if where else range(0)
    return [
        ""
        if not k
        else "section"
        if (b.tag in HEADS and len(b.text) < 160)
        or (i in inside and _is_bold_head(b) and not _is_bold_head(blocks[i + 1]))
        else "body"
        for i, (b, k) in enumerate(zip(blocks, kept, strict=True))
    ]


def _is_bold_head(block: Block) -> bool:
    letters = len(block.text.replace(" ", ""))
    return (
        block.bold >= 0.9 * letters
        and len(block.text) < _BOLD_HEAD
        and block.tag in ("p", "div")
        and not block.text.rstrip().endswith((".", "!", ":", ";", ",", "…", "”", '"', "»", "“", "。"))
        and block.linked < 0.5 * letters
        and not is_byline(block.text)
    )

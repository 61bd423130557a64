"""What the blocks around and between the body of a page are: captions, credits, bylines, notices, bios, labels."""

import re
from collections.abc import Sequence

from headwater.articles.bylines import read_byline
from headwater.articles.captions import find_boxes, is_picture_text, is_said_credit, name_pictures
from headwater.articles.dates import find_date
from headwater.articles.headlines import fold_words
from headwater.articles.line_rules import find_credit, is_agency_line, is_bio, is_byline, is_date_line, is_notice
from headwater.articles.page_tree import Block, Element
from headwater.articles.signals import find_signals
from headwater.articles.templates import is_template

_BYLINE_NAME = re.compile(
    r"by-?line|author(?!i[sz]|ity|-?bio|-?box)|autor|verfasser|auteur|[^a-z]firma[^a-z]|"
    r"[^a-z]writer|signature|contributor|journalist"
)
_BIO_NAME = re.compile(
    r"author-?(?:bio|box|info|desc|about|card)|about-?(?:the-?)?author|bio(?:graphy)?[^a-z]|"
    r"autoren-?(?:info|box)|contributor-?(?:bio|desc)"
)
_LABEL_NAME = re.compile(
    r"kicker|overline|roofline|topline|dachzeile|[^a-z]section|rubri|category|"
    r"eyebrow|flag|label|spitzmarke|ressort|topic|pretitle|supertitle|surtitre|"
    r"antetitulo|headtopic"
)
_NAMES_ONLY = re.compile(
    r"[^\W\d_a-zß-ÿ][\w.'’-]+(?:\s[^\W\d_a-zß-ÿ][\w.'’-]+){1,3}(?:\s?[/,&]\s?[^\W\d_a-zß-ÿ][\w.'’-]+(?:\s[^\W\d_a-zß-ÿ][\w.'’-]+)"
    r"{1,3}){0,3}"
)
_CLOCK = re.compile(
    r"\W*(?:\d{1,2}\s?[:.h]\s?\d{2}(?:[:.]\d{2})?(?:\s?[ap]\.?m\.?)?|\d{1,2}\s?[ap]\.?m\.?)\s?"
    r"(?:uhr|h|hrs|GMT|UTC|[ECMP][SD]T|CES?T|BST|MSK|local time)?\W*",
    re.IGNORECASE,
)
"""The time of an entry of a live blog."""
_REACHED = re.compile(
    r"[\w.]@\s?[\w.]+\.\w|(?:^|\s)@\w{3,}|"
    r"\b(?:on (?:Signal|Twitter|X|Bluesky|Mastodon)\b|(?-i:Contact|Email|Follow|Reach|Tipps)\b)"
)
"""How a writer is reached: a paragraph that says it of somebody is about its author, wherever it stands."""
_WORD_OF_LABEL = 6
_BEFORE, _BEHIND = 8, 14
"""Blocks before the headline and behind the body among which something about the article is looked for."""


def name_blocks(
    blocks: Sequence[Block],
    body: Sequence[str],
    tree: Element,
    *,
    title: str,
    sites: Sequence[str],
    authors: Sequence[str],
) -> list[str]:
    """The kind of region of every block; "" for what is no part of the article."""
    kinds = list(body)
    where = [i for i, kind in enumerate(kinds) if kind]
    if not where:
        return kinds
    first, last = where[0], where[-1]
    head = _find_headline(blocks, first, title)
    holder = _find_holder(blocks, head if head is not None else first, last)
    start, end = max(0, (first if head is None else min(head, first)) - _BEFORE), min(len(blocks), last + _BEHIND)
    zone = [
        i
        for i in range(start, end)
        if not kinds[i]
        and (holder is None or i > first or holder in blocks[i].above)
        and not _is_frame(blocks[i], holder)
    ]
    open_ = [i for i in zone if i != head and fold_words(blocks[i].text) != fold_words(title)]
    boxes = find_boxes(tree)
    captioned = [i for i in where if is_picture_text(blocks[i], boxes)]
    for i in captioned if len(captioned) < len(where) else ():
        kinds[i] = ""
        open_.append(i)
    near = [i for i in sorted(open_) if i <= last or (holder is not None and holder in blocks[i].above)]
    pictures = name_pictures(blocks, near, boxes, within=range((head if head is not None else first) + 1, last))
    for i, kind in pictures.items():
        kinds[i] = kind
    for i in open_:
        if not kinds[i]:
            kinds[i] = _name_other(blocks[i], i, head, first, last, authors)
    _name_ends(blocks, kinds, sites)
    _drop_doubles(blocks, kinds)
    return kinds


def _is_frame(block: Block, holder: Element | None) -> bool:
    """Whether a block stands in the page's own foot or menu and not in the article's."""
    frame = next((e for e in block.above if e.tag in ("footer", "nav")), None)
    return frame is not None and (holder is None or holder not in frame.iterancestors())


def _states_origin(text: str) -> bool:
    """Whether a line does nothing but say where the text is from."""
    if len(text) > 300:
        return False
    spans = [
        s.span
        for s in find_signals(text, ((0, len(text), "notice"),))
        if s.span and s.kind in ("permission", "credit_line", "first_reported", "copyright") and s.direction != "part"
    ]
    return any(end - start > 0.55 * len(text) for start, end in spans) or (bool(spans) and len(text) < 120)


def _find_headline(blocks: Sequence[Block], first: int, title: str) -> int | None:
    """The last heading before the body that says what the headline says."""
    words = set(fold_words(title).split())
    for i in range(first - 1, -1, -1):
        have = set(fold_words(blocks[i].text).split())
        if have and words and len(have & words) >= 0.7 * len(have | words):
            return i
    heads = [i for i in range(first) if blocks[i].tag == "h1"]
    return heads[-1] if heads else None


def _find_holder(blocks: Sequence[Block], head: int, last: int) -> Element | None:
    """The smallest element with both the headline and the end of the body, unless that is the page itself."""
    ends = set(blocks[last].above)
    shared = next((e for e in reversed(blocks[head].above) if e in ends), None)
    return None if shared is None or shared.tag in ("body", "html") else shared


def _name_other(block: Block, i: int, head: int | None, first: int, last: int, authors: Sequence[str]) -> str:
    text = block.text
    near_head = (head if head is not None else first - 4) - 3 <= i < first + 4
    if (is_notice(text) or (i > last and _states_origin(text))) and block.linked < 0.7 * len(text) and i > (head or 0):
        return "notice"
    if is_agency_line(text) and (near_head or last < i < last + 4):
        return "credit"
    if (find_credit(text) == (0, len(text)) or is_said_credit(text)) and (near_head or i < last) and len(text) < 120:
        return "credit"
    if first <= i + 1 and i < last and _CLOCK.fullmatch(text):
        return "chrome"
    told = read_byline(text, labelled=True) or _names_author(text, authors)
    if is_date_line(text) and not told and (near_head or i < last):
        return "chrome"
    if near_head or last < i < last + 6 or first < i < first + 3:
        named = bool(_BYLINE_NAME.search(block.names)) and len(text.split()) <= 14 and any(c.isupper() for c in text)
        if (
            (is_byline(text) or named or (not authors and block.tag == "p" and _NAMES_ONLY.fullmatch(text)) or told)
            and len(text) < 160
            and not _BIO_NAME.search(block.names)
        ):
            return "byline" if any(c.isalpha() for c in text) else ""
    if (
        i > first
        and (is_bio(text) or _BIO_NAME.search(block.names))
        and len(text.split()) > 5
        and block.linked < 0.7 * len(text)
    ):
        return "bio"
    if (
        head is not None
        and head - 4 <= i < head
        and len(text.split()) <= _WORD_OF_LABEL
        and (i == head - 1 or _LABEL_NAME.search(block.names))
    ):
        return "section" if any(c.isalpha() for c in text) else ""
    return ""


def _names_author(text: str, authors: Sequence[str]) -> bool:
    words = fold_words(text)
    return len(words.split()) < 14 and any(name and name in words for name in map(fold_words, authors))


def _name_ends(blocks: Sequence[Block], kinds: list[str], sites: Sequence[str]) -> None:
    """Notices, lines about the author and what every article of the outlet carries, taken for body till now."""
    where = [i for i, kind in enumerate(kinds) if kind == "body"]
    for position, i in enumerate(where):
        block = blocks[i]
        near_end, near_start = position >= len(where) - 4, position < 2
        if len(where) < 2:
            return
        if (near_end or near_start) and _states_origin(block.text):
            kinds[i] = "notice"
        elif (find_credit(block.text) == (0, len(block.text)) and len(block.text) < 100) or (
            (near_end or near_start) and is_agency_line(block.text)
        ):
            kinds[i] = "credit"
        elif is_notice(block.text) and (near_end or near_start or len(block.text) < 200) and len(block.text) < 450:
            kinds[i] = "notice"
        elif is_template(block.text, sites) and (near_end or near_start or len(block.text) < 250):
            kinds[i] = "chrome"
        elif (
            (near_end or _REACHED.search(block.text)) and position > 1 and is_bio(block.text) and len(block.text) < 500
        ):
            kinds[i] = "bio"
        elif near_start and (
            is_byline(block.text)
            or _NAMES_ONLY.fullmatch(block.text)
            or (is_dated(block.text) and read_byline(block.text, labelled=True))
        ):
            kinds[i] = "byline"
        elif near_start and is_dated(block.text):
            kinds[i] = "chrome"
        elif position and _BIO_NAME.search(block.names) and len(block.text) < 700:
            kinds[i] = "bio"


def is_dated(text: str) -> bool:
    """Whether a short line is mostly a date ("9. September 2025 um 15:46 Uhr / Ana Ruiz").

    >>> is_dated("Published Jul 17, 2024, 11:21am | Updated 6:39pm"), is_dated("On May 2, 2024 the bridge fell.")
    (True, False)
    """
    if len(text) > 120 or text.rstrip().endswith((".", "!", "?")):
        return False
    found = find_date(text)
    return (
        found is not None and found[0].precision in ("day", "instant") and found[1][1] - found[1][0] > 0.25 * len(text)
    )


def _drop_doubles(blocks: Sequence[Block], kinds: list[str]) -> None:
    """A caption or a byline that the page gives twice (for wide and narrow screens) is kept once."""
    seen: set[tuple[str, str]] = set()
    for i, kind in enumerate(kinds):
        if kind in ("caption", "credit", "byline", "notice", "bio", "section", "chrome"):
            key = (kind, fold_words(blocks[i].text))
            if key in seen and kind != "section":
                kinds[i] = ""
            seen.add(key)

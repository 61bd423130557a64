"""Pages that are no article, by their make: lists of articles, videos and pictures without a text, stubs, errors."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from headwater.articles.captions import is_plain_caption
from headwater.articles.item import Signal
from headwater.articles.metadata import Facts
from headwater.articles.page_tree import Block, Element
from headwater.articles.post_lists import shows_posts
from headwater.articles.problems import Note
from headwater.articles.stubs import count_words, find_stub, mark_cut, name_stub, note_stub

_HEADS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LISTS = re.compile(r"CollectionPage|SearchResultsPage|ProfilePage|^ItemList$|CategoryCode|^Blog$")
_MEDIA = re.compile(r"VideoObject|AudioObject|PodcastEpisode|RadioEpisode|TVEpisode|(?:Image|Media|Video)Gallery|Clip$")
_PROSE_TYPES = re.compile(r"Article|Posting|Reportage|Report$|Recipe")
_LIST_PATH = re.compile(
    r"/(?:tags?|topics?|themen?|thema|schlagwort|mots-?cles|etiquetas?|temas?|argomenti|categor(?:y|ies|ia|ie)|kategorie|"
    r"rubri(?:k|que|ca)|sections?|ressort|authors?|autor(?:en|es|i)?|auteurs?|contributors?|profiles?|people|search|suche|"
    r"recherche|buscar|busca|ricerca|zoeken|szukaj|archive?s?|archiv|latest|etiket|yazar|author|tagged|page)(?:/|$)",
    re.IGNORECASE,
)
"""Parts of an address that lead to lists of articles."""
_FRONTS = frozenset({"", "index.html", "index.php", "home", "blog", "news"})
"""Paths of front pages."""
_FRAMES = ("nav", "footer", "aside")
_CARD = 700
"""Characters of the box of a teaser at most."""
_TEASERS = (4, 8)
"""Headlines that are links, from which a page may be a list, and from which it is likely."""
_WORDS = (25, 60)
"""Words of prose outside such boxes below which a page hardly has a text, and below which it may be none."""
_LIST_WORDS = 120
"""Words from which a page is an article whatever else stands on it."""
_INDEX = 4
"""Points from which a page is a list; counted on invented pages of 12 systems and on 131 pages of articles."""
_PICTURES = 4
"""Captions from which a page without a text is a gallery."""
_MOST_SHOWN = 5
"""Points that what a page shows can add to what its head says."""
_BEHIND = 8
"""Blocks behind the text in which a page says that the rest is for subscribers."""
_FEW = 40
"""Words that a page has at most which says of itself that it is not free, and is a stub even without words for that."""
_LACKING = 1.6
"""How many times the words that are shown a page must state to be cut short."""


@dataclass(frozen=True)
class PageRead:
    """A page as it was read: its tree, its head, its blocks and what each is."""

    tree: Element
    facts: Facts
    blocks: Sequence[Block]
    kinds: Sequence[str]
    title: str


def refuse_page(page: PageRead) -> Note | None:
    """Why a page is no article, or None: an own report, an error, a question, a paywall, a list, a video, no text."""
    if page.facts.meta.get("generator") == ["headwater"]:
        return Note("own_report", "It is a report of headwater's own.", "Keep reports in another folder than articles.")
    words = _count_prose(page)
    stub = find_stub(page.title, _list_lines(page)) if words < _LIST_WORDS else None
    if stub is not None and (stub.reason != "paywall" or page.facts.free is not True):
        return stub
    if _is_index(page):
        return Note("index_page", "It is a list of articles.", "Save the articles that it leads to.")
    if words < _FEW and page.facts.free is False:
        return note_stub("paywall")
    return _refuse_media(page, words)


def _list_lines(page: PageRead) -> list[str]:
    """The lines that a reader sees and that are no link: where the page has a text, those of the text and behind it."""
    where = [i for i, kind in enumerate(page.kinds) if kind]
    near = range(max(0, where[0] - 3), where[-1] + _BEHIND) if where else range(len(page.blocks))
    told = [
        b.text
        for i, (b, kind) in enumerate(zip(page.blocks, page.kinds, strict=True))
        if kind == "body"
        or (not (b.hidden or _in_frame(b) or _is_link(b)) and b.text != page.title and (i in near or name_stub(b.text)))
    ]
    return list(dict.fromkeys(told))


def _is_link(block: Block) -> bool:
    return block.linked > 0.8 * len(block.text) and not name_stub(block.text)


def _in_frame(block: Block) -> bool:
    return any(e.tag in _FRAMES for e in block.above)


def _count_prose(page: PageRead) -> int:
    return sum(count_words(b.text) for b, kind in zip(page.blocks, page.kinds, strict=True) if kind == "body")


def find_cards(blocks: Sequence[Block], url: str | None) -> dict[Element, int]:
    """The small boxes around headlines that lead elsewhere, and how many of those each holds."""
    size: Counter[Element] = Counter()
    for b in blocks:
        for e in b.above:
            size[e] += len(b.text)
    here = urlsplit(url or "").path.rstrip("/")
    cards: dict[Element, int] = {}
    opened: set[Element] = set()
    for b in blocks:
        article = next((e for e in reversed(b.above) if e.tag == "article"), None) if b.tag in _HEADS else None
        opens = article is not None and article not in opened
        opened.update([article] if article is not None else [])
        headed = b.tag in _HEADS or b.tag in ("li", "div", "p", "span", "td", "a")
        if not headed or b.linked < 0.8 * len(b.text) or count_words(b.text) < 4 or _leads_here(b, here):
            continue
        small = [e for e in b.above[-4:] if e.tag not in ("body", "main") and size[e] < _CARD]
        if opens or small:
            box = article if opens else small[0]
            cards[box] = cards.get(box, 0) + 1
    return cards


def _leads_here(block: Block, here: str) -> bool:
    node = next(iter(block.element.iter("a")), None)
    node = node if node is not None else next((e for e in reversed(block.above) if e.tag == "a"), None)
    path = urlsplit(urljoin("https://x.example/", (node.get("href") if node is not None else None) or "#")).path
    return bool(here) and path.rstrip("/") == here


def _is_index(page: PageRead) -> bool:
    """Whether a page is a list of articles, a front page or somebody's profile: points for and against."""
    facts = page.facts
    path = urlsplit(facts.url or "").path
    declared = "article" in (facts.meta.get("og:type", [""])[0]).lower()
    told = any(_PROSE_TYPES.search(t) for t in facts.types)
    points = 3 * any(_LISTS.search(t) for t in facts.types) + (not told and not declared)
    points += 2 * bool(facts.url and (_LIST_PATH.search(path) or path.strip("/") == ""))
    points -= 3 * told + 2 * declared + 2 * bool(facts.stated and (told or declared))
    front = bool(facts.url and (_LIST_PATH.search(path) or path.strip("/") in _FRONTS))
    if (front or not (told or declared)) and shows_posts(page.blocks, page.kinds, facts.url, front=front):
        return True
    if points + _MOST_SHOWN < _INDEX:
        return False
    cards = find_cards(page.blocks, facts.url)
    own = [
        b
        for b, kind in zip(page.blocks, page.kinds, strict=True)
        if kind == "body" and not any(e in cards for e in b.above) and b.linked < 0.5 * len(b.text)
    ]
    words = sum(count_words(b.text) for b in own)
    teasers = sum(cards.values())
    if words >= _LIST_WORDS or teasers < _TEASERS[0]:
        return False
    points += 1 + (teasers >= _TEASERS[1]) + (words < _WORDS[0]) + (words < _WORDS[1])
    points += any("next" in (n.get("rel") or "").lower().split() for n in page.tree.iter("link", "a"))
    return points - bool(own and _under_head(page)) >= _INDEX


def _under_head(page: PageRead) -> bool:
    """Whether a paragraph of the body stands right below a headline that is no link."""
    for i, b in enumerate(page.blocks):
        if b.tag == "h1" and b.linked < 0.5 * len(b.text):
            return any(kind == "body" for kind in page.kinds[i + 1 : i + 6])
    return False


def _refuse_media(page: PageRead, words: int) -> Note | None:
    """Why a page is a video, a sound or a gallery and no text."""
    types = " ".join(sorted(page.facts.types))
    og = " ".join(page.facts.meta.get("og:type", ()))
    told = bool(_PROSE_TYPES.search(types))
    media = bool(_MEDIA.search(types)) or og.startswith(("video", "music"))
    below = [
        b
        for b, kind in zip(page.blocks, page.kinds, strict=True)
        if kind == "caption" or (kind == "body" and is_plain_caption(b))
    ]
    captions = sum(count_words(b.text) for b in below)
    words -= sum(count_words(b.text) for b in below if page.kinds[page.blocks.index(b)] == "body")
    played = next(page.tree.iter("video", "audio", "amp-video"), None) is not None or _has_player(page.tree)
    limit = (_WORDS[0] if told else _WORDS[1]) if media else _WORDS[0] // 2 if played else 0
    if words < limit:
        return Note("media_page", "It is a video or a sound with hardly a text.", "Save a page that has it in words.")
    if len(below) >= _PICTURES and words < _WORDS[0] and captions > 2 * words:
        return Note("media_page", "It is a gallery of pictures without a text.", "Save the article that it is part of.")
    return None


def _has_player(tree: Element) -> bool:
    return any(
        re.search(r"player|video|embed|youtube|vimeo|dailymotion|jwplatform|brightcove", node.get("src") or "")
        for node in tree.iter("iframe")
    )


def find_page_cut(page: PageRead) -> Signal | None:
    """The sign that a page shows less than its whole text: it says that it is not free, or how long the whole is."""
    facts, where = page.facts, [i for i, kind in enumerate(page.kinds) if kind == "body"]
    if not where or facts.free is True:
        return None
    said = next(
        (
            b.text
            for b in page.blocks[where[-1] + 1 : where[-1] + 1 + _BEHIND]
            if not b.hidden and not _in_frame(b) and len(b.text) < 300 and name_stub(b.text) == "paywall"
        ),
        "",
    )
    last = page.blocks[where[-1]].text.rstrip()
    broken = last.endswith(("…", "...", "[…]")) or not last.endswith(
        (".", "!", "?", "”", '"', "»", "。", "“", ")", "’")
    )
    words = _count_prose(page)
    if facts.words > _LACKING * words + 40 and (facts.free is False or said):
        return mark_cut("paywall", said or f'"wordCount": {facts.words}, and {words} words shown')
    if said and (broken or facts.free is False or words < _LIST_WORDS):
        return mark_cut("paywall", said)
    if facts.free is False and broken:
        return mark_cut("paywall", '"isAccessibleForFree": false')
    return None

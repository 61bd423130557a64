"""A saved page, or a fragment of HTML, as an article: its head, its main text, and what extractors drop."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from headwater.articles.archive_pages import Archived, open_archive
from headwater.articles.body_blocks import extract_text, find_body
from headwater.articles.bylines import read_bylines
from headwater.articles.captions import find_credit_part
from headwater.articles.datelines import find_dateline
from headwater.articles.dates import find_date_line, order_by_language
from headwater.articles.dating import believe_date, find_contradictions, read_url_date
from headwater.articles.headlines import choose_headline
from headwater.articles.identity import tell_language
from headwater.articles.item import Item, Published, Signal
from headwater.articles.metadata import Facts, read_facts
from headwater.articles.page_kinds import name_blocks
from headwater.articles.page_signals import find_dropped_signals, find_links, find_page_signals, lend_sites
from headwater.articles.page_tree import Block, Element, find_blocks, fold_space, parse_page
from headwater.articles.page_types import PageRead, find_page_cut, refuse_page
from headwater.articles.problems import Note
from headwater.articles.publishers import find_publisher
from headwater.articles.saved_pages import read_saving
from headwater.articles.signals import find_signals
from headwater.intervals import Span

Region = tuple[int, int, str]

_MOST_ELEMENTS, _MOST_LETTERS = 150_000, 8_000_000
"""Elements and characters of a page that is read: the largest of 131 has 0.1 of the former; so many take 15 seconds."""


def read_html(page: str, *, url: str | None = None, fragment: bool = False) -> tuple[Item | None, list[Note]]:
    """A page as an article; None where it has no word, or with a note that says why it is no article.

    Its head is read first (JSON-LD, meta, links, comments of the browser that saved it), then its tree twice: once by
    an extractor for the main text, and once for what extractors drop. `url` is where it is known to be from; a
    fragment is the text of an article and no page, so that its make says nothing.
    """
    tree = parse_page(page)
    if tree is None:
        return None, []
    if (why := _refuse_size(page, tree)) is not None:
        return None, [why]
    saved_from, captured_at = read_saving(page)
    archived = open_archive(tree, page, url or saved_from)
    facts = read_facts(tree, archived.url)
    blocks = find_blocks(tree)
    title = choose_headline(facts.headlines, _find_heads(tree), facts.sites)
    kinds = _name_all(tree, blocks, facts, title or "")
    read = PageRead(tree, facts, blocks, kinds, title or "")
    if not fragment and (why := refuse_page(read)) is not None:
        return None, [why]
    text, regions, starts = write_text(title, blocks, kinds)
    if not any(kind in ("title", "body") for _, _, kind in regions):
        return None, []
    byline = read_bylines(_find_bylines(blocks, kinds), facts)
    captured = _date_capture(captured_at, archived)
    published = believe_date([p for p, _ in facts.stated], captured)
    item = Item(
        text, regions, url=facts.url, site=find_publisher(facts) or facts.site, title=title, byline=byline,
        language=facts.language, published=published or _find_visible_date(blocks, kinds, tree, facts),
        modified=facts.modified, captured=captured, host=archived.host,
    )  # fmt: skip
    said = _find_all_signals(item, tree, facts, _Blocks(blocks, kinds, starts))
    cut = find_page_cut(read)
    return replace(item, signals=(*said, cut) if cut else said), []


def _refuse_size(page: str, tree: Element) -> Note | None:
    """Why a page is too large for an article: the time that it would take must not cost the others."""
    if page.count("<") < _MOST_ELEMENTS and len(page) < _MOST_LETTERS:
        return None
    shown = [node for node in tree.iter() if isinstance(node.tag, str) and node.tag not in ("script", "style")]
    letters = sum(len(node.text or "") + len(node.tail or "") for node in shown)
    if len(shown) < _MOST_ELEMENTS and letters < _MOST_LETTERS:
        return None
    what = f"The page has {len(shown):,} elements with {letters:,} characters, more than any article."
    return Note("too_long", what, "Save the article by itself.")


def _date_capture(saved: datetime | None, archived: Archived) -> Published | None:
    """When the copy was made: as the archive says, else as the browser that saved it."""
    if archived.captured is None:
        return Published(saved, "instant", "comment") if saved else None
    timed = (archived.captured.hour, archived.captured.minute, archived.captured.second) != (0, 0, 0)
    return Published(archived.captured, "instant" if timed else "day", "url")


@dataclass(frozen=True)
class _Blocks:
    """The blocks of a page, what each is, and where those of prose begin in the text."""

    blocks: Sequence[Block]
    kinds: Sequence[str]
    starts: Sequence[tuple[int, int]]


def _find_all_signals(item: Item, tree: Element, facts: Facts, page: _Blocks) -> tuple[Signal, ...]:
    """The hints of origin of a page: in its head, its words, its links, and the lines beside the article."""
    language = item.language or tell_language(item.text)
    links = [s for i, start in page.starts for s in find_links(page.blocks[i], start, facts)]
    linked = {signal.target_site for signal in links if signal.target_site}
    said = find_signals(item.text, item.regions, url=item.url, site=item.site, language=language, linked=linked)
    beside = find_dropped_signals(page.blocks, page.kinds, facts, language)
    lent = tuple(lend_sites(said, links))
    contradictions = find_contradictions(item.published, facts.stated) if item.published else ()
    return (
        *find_page_signals(tree, facts),
        *(s for s in beside if (s.direction, s.target.lower()) not in {(o.direction, o.target.lower()) for o in said}),
        *lent,
        *_keep_citations(links, lent, item.regions),
        *contradictions,
    )


def _keep_citations(links: Sequence[Signal], said: Sequence[Signal], regions: Sequence[Region]) -> list[Signal]:
    """The links that cite: not those in a line about the text itself, which only says whose it is."""
    notices = [(s, e) for s, e, kind in regions if kind in ("notice", "credit")]
    named = {
        (s.target_site, n) for s in said if s.span and s.direction == "from" for n in _find_around(s.span, notices)
    }
    return [
        link
        for link in links
        if link.span
        and not any((link.target_site, n) in named for n in _find_around(link.span, notices))
        and not (_find_around(link.span, notices) and "archiv" in link.target)
    ]


def _find_around(span: Span, regions: Sequence[Span]) -> list[Span]:
    return [(start, end) for start, end in regions if start <= span[0] and span[1] <= end]


def write_text(
    title: str | None, blocks: Sequence[Block], kinds: Sequence[str]
) -> tuple[str, tuple[Region, ...], list[tuple[int, int]]]:
    """The text in reading order, its regions, and where each block of prose begins: (number, offset).

    The title stands first, an empty line between paragraphs. A caption holds the region of its credit, the first
    paragraph that of its dateline.
    """
    parts: list[str] = []
    regions: list[Region] = []
    starts: list[tuple[int, int]] = []
    at = 0
    if title:
        parts.append(title)
        regions.append((0, len(title), "title"))
        at = len(title) + 2
    first = kinds.index("body") if "body" in kinds else -1
    for i, (block, kind) in enumerate(zip(blocks, kinds, strict=True)):
        if not kind:
            continue
        parts.append(block.text)
        regions.append((at, at + len(block.text), kind))
        if kind == "caption" and (span := find_credit_part(block)):
            regions.append((at + span[0], at + span[1], "credit"))
        elif kind == "body" and (span := find_dateline(block.text, plain_place=i == first)):
            regions.append((at, at + span[1], "dateline"))
        if kind in ("body", "notice", "credit"):
            starts.append((i, at))
        at += len(block.text) + 2
    return "\n\n".join(parts), tuple(sorted(set(regions))), starts


def _name_all(tree: Element, blocks: Sequence[Block], facts: Facts, title: str) -> list[str]:
    body = find_body(blocks, extract_text(tree), title=title, stated=facts.body, description=facts.description)
    if not any(body):
        body = ["body" if len(b.text.split()) > 7 and b.linked < 0.5 * len(b.text) else "" for b in blocks]
    if not any(body):
        body = ["body" if any(c.isalnum() for c in b.text) and b.text != title else "" for b in blocks]
    return name_blocks(blocks, body, tree, title=title, sites=facts.sites, authors=facts.authors)


def _find_bylines(blocks: Sequence[Block], kinds: Sequence[str]) -> list[Block]:
    """The bylines above the text or with its first words; without those, the ones below it."""
    first = kinds.index("body") if "body" in kinds else 0
    named = [i for i, kind in enumerate(kinds) if kind == "byline"]
    return [blocks[i] for i in named if i < first + 3] or [blocks[i] for i in named]


def _find_heads(tree: Element) -> list[str]:
    return [fold_space(node.text_content()) for node in tree.iter("h1")]


def _find_visible_date(blocks: Sequence[Block], kinds: Sequence[str], tree: Element, facts: Facts) -> Published | None:
    """A date that stands by itself near the headline; else the day in the address, or what htmldate finds."""
    where = [i for i, kind in enumerate(kinds) if kind in ("body", "byline")]
    for nearby in (range(where[0] - 15, where[0] + 2), range(where[-1] + 1, where[-1] + 15)) if where else ():
        near = [
            blocks[i].text
            for i in nearby
            if 0 <= i < len(blocks)
            and len(blocks[i].text) < 160
            and kinds[i] not in ("body", "caption")
            and blocks[i].linked < 0.5 * len(blocks[i].text)
        ]
        if found := find_date_line(near, day_first=order_by_language(facts.language)):
            return found[0]
    there = read_url_date(facts.url)
    return there if there and there.precision == "day" else _guess_date(tree)


def _guess_date(tree: Element) -> Published | None:
    from htmldate import find_date

    from headwater.articles.dates import read_date

    try:
        guess = find_date(tree, original_date=True, extensive_search=False, outputformat="%Y-%m-%d")
    except (ValueError, TypeError, AttributeError):
        return None
    found = read_date(guess) if guess else None
    return replace(found, basis="guess") if found else None

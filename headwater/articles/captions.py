"""Texts that belong to pictures: captions, and who took or owns the picture."""

import re
from collections.abc import Iterable, Sequence

from headwater.articles.bylines import read_byline
from headwater.articles.dates import find_date
from headwater.articles.line_rules import find_credit, is_buttons, is_byline, is_date_line, is_offer
from headwater.articles.page_tree import Block, Element, fold_space
from headwater.articles.templates import is_template
from headwater.intervals import Span

_CREDIT_NAME = re.compile(
    r"credit|copyright|[^a-z]rights|fotograf|photograph(?:er|y)|bildautor|bildrechte|"
    r"bildquelle|urheber|quelle|[_-]source|image-?source|[^a-z]author|agency|"
    r"courtesy|attribution|"
    r"[_-]meta[^a-z]|media_?_?src|cite"
)
_CAPTION_NAME = re.compile(
    r"caption|bildunterschrift|bildtext|legend|cutline|img-?desc|image-?desc|"
    r"media__text|photo-?desc|rich-image__desc|absatzbild__info|pie-?de-?foto|"
    r"didascalia|bildetekst"
)
_BOX_NAME = re.compile(r"figure|image|photo|picture|gallery|bild|foto|img|media|video|caption|absatzbild")
_AUTHOR_BOX = re.compile(r"author|byline|avatar|profile|autor|contributor")
_ENDS = re.compile(r"[.!?…。]['\"”’»)]*$")
_TRAILING = re.compile(r"(?<=[.!?。”\"’」])\s*([^.!?。()（）]{2,80})$")
_IN_MARKS = re.compile(r"[(（\[]\s*([^()（）\[\]]{2,90})\s*[)）\]]\.?\s*$")
_BEHIND_BAR = re.compile(r"\s(?:\||–|—|/|©|•)\s*([^|]{2,80})$")
_SAID = re.compile(
    r"(?:^|[\s.,;:!?…)”\"|(（–—/-])((?:©|\(c\)|（[CcＣ]）|Copyright\b|(?:Fotos?|"
    r"Photos?|Bild(?:er|quelle|rechte|nachweis)?|Images?|Pictures?|Credits?|"
    r"Crédits?|Quelle|Grafik|Illustration|Imagen|Imágenes|Fotografía|Fuente|"
    r"Zdroj|Fot\.|Фото|Kuva|Ljósmynd|mbl\.is)"
    r"(?:\s?credits?|\s?courtesy|\s?:\s?Handout)?\s?(?::|/|by\b|from\b|courtesy\b|"
    r"von\b)|(?:Photo|Foto|Image)s?\s(?:by|de|von|courtesy\sof)\s(?=[A-Z]))\s*\S.{1,110})$"
)
_PROSE = re.compile(r"[a-zß-ÿ]{2,}\s[a-zß-ÿ]{2,}")
_WHEN = re.compile(r"publi|updat|post|min|uhr|read|oppdater|aktualis|\d:\d\d|•|\|", re.IGNORECASE)
_STOCK = re.compile(
    r"(?:^\(.{2,60}\)$|\b(?:stock\.adobe|Getty|iStock|Shutterstock|AFP|REUTERS|"
    r"Reuters|dpa|Alamy|Imago|imago|AP|EPA|PA)\b)"
)
_PLAYER = re.compile(
    r"^(?:article\s+content|advert\w*|werbung|anzeige|publicit[ée]|publicidad|"
    r"author\s+of\s+the\s+article\W?|back\s+to\s+video|we\s+apologi[sz]e.*|lest\s+auch|"
    r"lesen\s+sie\s+auch|read\s+(?:also|next)|"
    r"what\s+to\s+read\s+next|you\s+may\s+like|related\s+articles?|current\s+issue|"
    r"bildbeitrag|audiobeitrag|videobeitrag|videografik|à\s+découvrir|à\s+lire\s+aussi|"
    r"ähnliche\s+nachrichten|bitte\s+aktivieren\s+sie.*|"
    r"latest\s+videos?\b.*|diesen\s+artikel\s+teilen|.*\b(?:link\s+kopieren|"
    r"einbetten\s+des\s+videos|anhören|listen|play|unmute|fullscreen)\b.*|コメントを書く)$",
    re.IGNORECASE,
)
_MAX_BOX = 900
"""Characters of text in the box of a picture; what holds more is no box but the article."""


def find_boxes(tree: Element) -> dict[Element, Element]:
    """For every element that a picture stands in, closely, that picture."""
    boxes: dict[Element, Element] = {}
    for picture in tree.iter("img", "picture", "video", "amp-img", "figure"):
        node, steps = picture, 0
        while node is not None and steps < 7:
            boxes.setdefault(node, picture)
            node, steps = node.getparent(), steps + 1
    return boxes


def name_pictures(
    blocks: Sequence[Block], inside: Iterable[int], boxes: dict[Element, Element], *, within: range = range(0)
) -> dict[int, str]:
    """Which of some blocks are captions and which are credits of pictures; `within`: where only the article can be."""
    groups: dict[Element, list[int]] = {}
    for i in inside:
        if _is_other_line(blocks[i].text) and blocks[i].tag != "figcaption":
            continue
        if (box := _find_box(blocks[i], boxes, i in within)) is not None:
            groups.setdefault(box, []).append(i)
    kinds: dict[int, str] = {}
    for members in groups.values():
        kinds.update(_name_box(blocks, members))
    return kinds


def find_credit_part(block: Block) -> Span | None:
    """Where a caption names who took or owns its picture: elements of its own, words that say so, or its last marks."""
    text = block.text
    if (span := _find_marked(block)) is not None:
        return span
    if match := _SAID.search(text):
        return _trim_marks(text, (match.start(1), len(text)))
    if (span := find_credit(text)) is not None:
        return span
    for pattern in (_IN_MARKS, _TRAILING, _BEHIND_BAR):
        match = pattern.search(text)
        if match and match.start() > 10 and len(match.group(1).split()) <= 9 and not _PROSE.match(match.group(1)):
            return match.span(1)
    return None


def _find_marked(block: Block) -> Span | None:
    """From the first to the last element of a caption that is called a credit, or that closes it after a full stop."""
    text = block.text
    spans = []
    for node in block.element.iter("span", "cite", "small", "em", "i", "strong", "b", "a", "div", "p"):
        part = fold_space(node.text_content())
        if (
            node is block.element
            or not 1 < len(part) <= 200
            or len(part) >= 0.9 * len(text)
            or (at := text.rfind(part)) < 0
        ):
            continue
        names = " " + (node.get("class") or "").lower() + " " + (node.get("itemprop") or "").lower() + " "
        closes = (
            at + len(part) == len(text)
            and at > 20
            and len(part.split()) <= 10
            and text[:at].rstrip().endswith((".", "!", "?", ")", "”", "|"))
        )
        if (
            node.tag in ("cite", "small")
            or _CREDIT_NAME.search(names)
            or (closes and not _ENDS.search(part) and not _PROSE.match(part))
        ):
            spans.append((at, at + len(part)))
    if not spans or min(spans)[0] < 3:
        return None
    return _trim_marks(text, (min(spans)[0], max(end for _, end in spans)))


def is_said_credit(text: str) -> bool:
    """Whether a line is nothing but a credit that says so.

    >>> is_said_credit("Bildrechte: Hafenfoto/Ana Ruiz"), is_said_credit("The bridge (Photo: Ana Ruiz)")
    (True, False)
    """
    return len(text) <= 200 and _SAID.match(text.lstrip("([")) is not None


def is_plain_caption(block: Block) -> bool:
    """Whether a block's element or names say that it is a caption, whatever stands around."""
    chain = [block.element, *reversed(block.above[:-1])][:3]
    if any(e.tag == "figcaption" for e in chain):
        return True
    own = _read_own_names(block)
    return len(block.text) < 600 and bool(
        re.search(r"caption|bildunterschrift|bildtext|cutline|img-?desc|image-?desc|absatzbild__info", own)
    )


def is_picture_text(block: Block, boxes: dict[Element, Element]) -> bool:
    """Whether a block is a plain caption, or stands with a picture in a small box that is called one."""
    if is_plain_caption(block):
        return True
    for node in (block.element, *reversed(block.above[-3:-1])):
        if node in boxes:
            names = " ".join((node.get(key) or "") for key in ("class", "id", "data-testid")).lower()
            named = node.tag == "figure" or _BOX_NAME.search(names) is not None
            return (
                named
                and len(block.text) < 500
                and len(fold_space(node.text_content())) < 600
                and node.find(".//h2") is None
            )
    return False


def _is_other_line(text: str) -> bool:
    """Whether a line by a picture is about the article: its date, its author, how to see the video."""
    if is_date_line(text) or is_byline(text) or is_buttons(text) or read_byline(text, labelled=True):
        return True
    if (
        sum(c.isalpha() for c in text) < 3
        or _PLAYER.search(text)
        or (is_offer(text) and len(text) < 160)
        or is_template(text)
    ):
        return True
    date = find_date(text) if len(text) < 110 else None
    return (
        date is not None
        and date[1][1] - date[1][0] > 0.25 * len(text)
        and date[0].precision in ("day", "instant")
        and _WHEN.search(text) is not None
    )


def _find_box(block: Block, boxes: dict[Element, Element], within: bool) -> Element | None:
    """The smallest element around a block that also holds a picture, if it is about that picture."""
    chain = [block.element, *reversed(block.above[:-1])][:6]
    box = next((e for e in chain if e in boxes), None)
    if block.tag == "figcaption" or any(e.tag == "figcaption" for e in chain[:3]):
        return box if box is not None else block.element
    if box is None:
        return block.element if _CAPTION_NAME.search(block.names) and len(block.text) < _MAX_BOX else None
    text = fold_space(box.text_content())
    names = block.names + " ".join((e.get("class") or "").lower() for e in chain[: chain.index(box) + 1])
    if len(text) > _MAX_BOX and not _CAPTION_NAME.search(block.names):
        return None
    headings = (
        box.find(".//h2") is not None
        or box.find(".//h3") is not None
        or box.find(".//h1") is not None
        or block.tag in ("h1", "h2", "h3")
    )
    plainly = box.tag == "figure" or _CAPTION_NAME.search(block.names) or _CREDIT_NAME.search(block.names)
    if _AUTHOR_BOX.search(block.names) and not _CAPTION_NAME.search(names) and box.tag != "figure":
        return None
    if plainly:
        return box
    fits = _BOX_NAME.search(names) or (within and len(text) < 500 and len(block.text.split()) > 3)
    return box if fits and not headings and block.linked < 0.3 * len(block.text) else None


def _name_box(blocks: Sequence[Block], members: list[int]) -> dict[int, str]:
    texts = {
        i: blocks[i].text
        for i in members
        if blocks[i].linked < 0.9 * len(blocks[i].text) or is_plain_caption(blocks[i])
    }
    if not texts:
        return {}
    kinds: dict[int, str] = {}
    longest = max(texts, key=lambda i: len(texts[i]))
    for i, text in texts.items():
        own = _read_own_names(blocks[i])
        said = is_said_credit(text)
        whole = find_credit(text)
        alone = whole == (0, len(text)) and not any(mark in text[:-1] for mark in (". ", "! ", "? "))
        if (
            said
            or alone
            or (_CREDIT_NAME.search(own) and not _CAPTION_NAME.search(own) and len(text) <= 200)
            or (len(text.split()) <= 8 and _STOCK.search(text) and not _ENDS.search(text) and ". " not in text)
        ):
            kinds[i] = "credit"
        elif i == longest:
            kinds[i] = "caption"
        elif len(text.split()) <= 9 and not _ENDS.search(text):
            kinds[i] = "credit" if len(text) > 2 else "chrome"
        else:
            kinds[i] = "caption" if len(text.split()) > 4 else "chrome"
    return kinds


def _read_own_names(block: Block) -> str:
    return (
        " " + " ".join((block.element.get(k) or "") for k in ("class", "itemprop", "id", "data-testid")).lower() + " "
    )


def _trim_marks(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start] in "([ |–—/,;":
        start += 1
    while end > start and text[end - 1] in ")] |,;":
        end -= 1
    return start, end

"""News as agencies exchange it: NewsML-G2, and NITF (in it or by itself).

Sources: IPTC, NewsML-G2 Guidelines (iptc.org/std/NewsML-G2/guidelines) and NITF 3.6 documentation (iptc.org/std/NITF).
"""

import html
import re
from collections.abc import Iterable, Iterator

from lxml import etree

from headwater.articles.drafts import Draft, Paragraph, keep_filled
from headwater.articles.encodings import clean_text, decode_bytes
from headwater.articles.item import Signal
from headwater.articles.news_heads import Head, find_names, local_name, read_newsml_head, read_nitf_head
from headwater.articles.outlets import is_agency_name
from headwater.articles.problems import Note

_KINDS = {
    "media-caption": "caption", "figcaption": "caption", "caption": "caption", "media-producer": "credit",
    "credit": "credit", "hl2": "section", "h2": "section", "h3": "section", "h4": "section", "h5": "section",
    "h6": "section", "byline": "byline", "dateline": "dateline", "note": "notice", "tagline": "notice",
    "byttl": "byline",    "hedline": "title", "h1": "title",
}  # fmt: skip
_BLOCKS = (
    frozenset(
        [
            "p",
            "li",
            "dd",
            "dt",
            "td",
            "th",
            "tr",
            "table",
            "ul",
            "ol",
            "dl",
            "div",
            "block",
            "section",
            "article",
            "aside",
            "header",
            "footer",
            "figure",
            "media",
            "bq",
            "blockquote",
            "pre",
            "body",
            "body.head",
            "body.content",
            "body.end",
            "abstract",
            "hl1",
            "br",
            "fn",
        ]
    )
    | _KINDS.keys()
)
_UNSEEN = frozenset({"script", "style", "head", "title", "distributor", "rights", "media-reference", "media-metadata"})
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,30});")
_DECLARES = re.compile(r"<!ENTITY\b")


def read_news(data: bytes, uri: str) -> tuple[list[Draft], list[Note]]:
    """The items of a file of NewsML-G2 or NITF that hold text, and what was odd.

    A file that declares entities is refused: news needs none. Nothing outside of the file is looked at.
    """
    text = clean_text(decode_bytes(data, markup=True)[0])
    if _DECLARES.search(text):
        what = f"{uri} declares entities, with which XML reads other files or grows without end."
        return [], [Note("unsafe", what, "Save it without its DOCTYPE if you trust it.")]
    root, broken = _parse(text)
    found = (
        []
        if root is None
        else [n for n in root.iter("{*}*") if local_name(n) in ("newsItem", "packageItem", "conceptItem")]
    )
    items = found or ([] if root is None else [n for n in root.iter("{*}*") if local_name(n) == "nitf"])
    drafts = [draft for item in items if (draft := _read_item(item)) is not None]
    notes = []
    if broken:
        notes.append(Note("broken_row", f"{uri} is damaged and was read in part: {broken}.", "Fetch it again."))
    if lost := len(items) - len(drafts):
        what = f"{lost} of {len(items)} items of {uri} hold no text (pictures, lists)."
        notes.append(Note("no_text", what, "Nothing is fetched; save the texts that they point to."))
    elif not items:
        notes.append(Note("no_text", f"{uri} holds no item of news.", "Save it again."))
    return drafts, notes


def _parse(text: str) -> tuple[etree._Element | None, str]:
    """The tree of a file however broken, and what was wrong with it."""
    text = _ENTITY.sub(lambda match: html.unescape(match.group()).replace("<", "&lt;").replace("&", "&amp;"), text)
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text.lstrip("\ufeff")).strip()
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, remove_comments=True, remove_pis=True,
        huge_tree=False,
    )  # fmt: skip
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        return None, str(error).splitlines()[0] if str(error) else "no XML"
    errors = [e for e in parser.error_log if e.level >= etree.ErrorLevels.ERROR]
    return root, f"{errors[0].message} (line {errors[0].line})" if errors else ""


def _read_item(item: etree._Element) -> Draft | None:
    """One item as a draft; None where it holds no text."""
    nitf = item if local_name(item) == "nitf" else next(iter(find_names(item, "nitf")), None)
    head = Head() if nitf is None else read_nitf_head(nitf)
    if item is not nitf:
        head = read_newsml_head(item).join(head)
    parts: list[Paragraph] = []
    for place in _find_bodies(item, nitf):
        parts.extend(keep_filled(_read_blocks(place, "")))
    title = head.title or next((text for kind, text in parts if kind == "title"), "")
    opening = [(kind, text) for kind, text in head.paragraphs if text not in {t for _, t in parts}]
    paragraphs = [*opening, *((k, t) for k, t in parts if k != "title"), ("notice", head.rights)]
    if not any(kind == "" for kind, _ in paragraphs):
        return None
    return Draft(
        keep_filled(paragraphs), title, url=head.url or None, site=head.site or None, byline=head.byline or None,
        published=head.published or None, modified=head.modified or None, language=head.language or None,
        signals=tuple(_find_signals(head)), extra={name: value for name, value in head.extra if value},
    )  # fmt: skip


def _find_bodies(item: etree._Element, nitf: etree._Element | None) -> Iterable[etree._Element]:
    if nitf is not None:
        return find_names(nitf, "body")[:1]
    inline = find_names(item, "inlineXML", "inlineData")
    return [next(iter(find_names(place, "body")), place) for place in inline[:1]]


def _read_blocks(node: etree._Element, kind: str) -> Iterator[Paragraph]:
    """The paragraphs below an element, each with what its element or one above says that it is."""
    kind = _KINDS.get(local_name(node), kind)
    text = node.text or ""
    for child in node:
        name = local_name(child)
        if name in _UNSEEN or not isinstance(child.tag, str):
            text += child.tail or ""
        elif name in _BLOCKS or any(local_name(below) in _BLOCKS for below in child.iter("{*}*")):
            yield kind, text
            yield from _read_blocks(child, kind)
            text = child.tail or ""
        else:
            text += "".join(child.itertext()) + (child.tail or "")
    yield kind, text


def _find_signals(head: Head) -> Iterator[Signal]:
    """Whose item it is, and its number: as the head of the file says it."""
    if head.number:
        number = f"{head.number}/{head.version}" if head.version else head.number
        yield Signal("item_number", "same", number, f"item {head.number}, version {head.version or '1'}")
    for tag, name in dict.fromkeys(head.owners):
        if tag == "copyright":
            yield Signal("copyright", "from", name, f"copyright holder: {name}")
        else:
            yield Signal("agency" if is_agency_name(name) else "credit_line", "from", name, f"{tag}: {name}")

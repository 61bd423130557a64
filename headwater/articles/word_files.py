"""Word files (DOCX): the paragraphs of the document, with what their styles say.

Read with the zip and XML readers that are here anyway: python-docx passes over inserted text, text boxes and content
controls, and unpacks whatever a file holds (docs/decisions/office-files.md). Source: ECMA-376, part 1, chapter 17.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping

from lxml import etree

from headwater.articles.drafts import Paragraph
from headwater.articles.faults import PACKING, FileFaultError

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_MAX_PART = 64 << 20
"""Bytes of the document part; a novel has one."""
_MAIN = re.compile(rb'Target="/?([^"]+)"[^>]*/officeDocument"|/officeDocument"[^>]*Target="/?([^"]+)"')
_KINDS = {"title": "title", "caption": "caption", "heading 1": "heading", "subtitle": "body"}
_CODE = re.compile(r"[A-Z]{2,3}")
_BROKEN = (*PACKING, KeyError)


def read_word(data: bytes) -> list[Paragraph]:
    """The paragraphs of a Word file: title, heading, section, caption where a style says so, else "".

    Tables are read row by row. Raises FileFaultError where it is damaged, locked, or unpacks to far too much.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            match = _MAIN.search(_unpack(archive, "_rels/.rels")) if "_rels/.rels" in names else None
            name = (match.group(1) or match.group(2)).decode("utf-8", "replace") if match else "word/document.xml"
            main = _parse(_unpack(archive, name))
            styles = f"{name.rpartition('/')[0]}/styles.xml"
            kinds = _read_styles(_parse(_unpack(archive, styles))) if styles in names else {}
    except FileFaultError:
        raise
    except _BROKEN as error:
        raise FileFaultError("broken_archive", f"is damaged: {error}", "Save it again.") from error
    body = main.find(f"{_W}body")
    return list(_read_paragraphs(main if body is None else body, kinds))


def _unpack(archive: zipfile.ZipFile, name: str) -> bytes:
    entry = archive.getinfo(name)
    if entry.flag_bits & 1:
        raise FileFaultError("locked", "is locked with a password", "Save it without one.")
    if entry.file_size > _MAX_PART:
        raise FileFaultError("unsafe", "unpacks to far more than it should", "Leave it out, or save its text as .txt.")
    with archive.open(entry) as file:
        return file.read(_MAX_PART)


def _parse(data: bytes) -> etree._Element:
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:4096]:
        raise FileFaultError("unsafe", "declares entities, which Word never does", "Leave it out.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=False, huge_tree=False)
    try:
        return etree.fromstring(data.replace(_STRICT.encode(), _W[1:-1].encode()), parser)
    except etree.XMLSyntaxError as error:
        raise FileFaultError("broken_archive", f"is damaged: {error.msg}", "Save it again.") from error


def _read_styles(styles: etree._Element) -> Mapping[str, str]:
    """What the styles of paragraphs say, by their ids, which differ from language to language."""
    kinds: dict[str, str] = {}
    for style in styles.iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        written = (name.get(f"{_W}val") or "").lower() if name is not None else ""
        kind = _KINDS.get(written) or ("section" if written.startswith("heading") else "")
        kinds[style.get(f"{_W}styleId") or ""] = kind
    return kinds


def _read_paragraphs(node: etree._Element, kinds: Mapping[str, str]) -> Iterator[Paragraph]:
    """Every paragraph in order, those of text boxes behind the one that holds the box; cells of a row in order."""
    row: etree._Element | None = None
    code = ""
    for paragraph in node.iter(f"{_W}p"):
        if any(
            True
            for _ in paragraph.iterancestors("{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")
        ):
            continue
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        text = _read_text(paragraph)
        inside = next(paragraph.iterancestors(f"{_W}tr"), None)
        if code and inside is row:
            text, code = f"{code}  {text}", ""
        elif code:
            yield "", code
            code = ""
        if inside is not None and _CODE.fullmatch(text.strip()) and inside is not row:
            code, row = text.strip(), inside
            continue
        row = inside
        for line in text.split("\n"):
            yield kinds.get(style.get(f"{_W}val") or "", "") if style is not None else "", line
    if code:
        yield "", code


def _read_text(paragraph: etree._Element) -> str:
    """The words of a paragraph; those that were deleted, codes of fields and boxes inside are not among them."""
    parts: list[str] = []
    for node in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}noBreakHyphen"):
        if next(node.iterancestors(f"{_W}p")) is not paragraph:
            continue
        name = etree.QName(node).localname
        parts.append((node.text or "") if name == "t" else {"tab": "  ", "noBreakHyphen": "-"}.get(name, "\n"))
    return "".join(parts)

"""Word, rich text and PDF files with given lines, as small as such files can be."""

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
STYLES = {"berschrift1": "heading 1", "berschrift2": "heading 2", "Beschriftung": "caption", "Titel": "Title"}
"""Ids of styles as a German Word writes them, and their names."""


def write_paragraph(text: str, style: str = "") -> str:
    """A paragraph of a Word file, cut into runs as Word does."""
    said = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    runs = (f'<w:r><w:t xml:space="preserve">{escape(part)}</w:t></w:r>' for part in (text[:7], text[7:]))
    return f"<w:p>{said}{''.join(runs)}</w:p>"


def write_docx(
    paragraphs: Sequence[str], *, first: str = "[Content_Types].xml", files: dict[str, bytes] | None = None
) -> bytes:
    """A Word file; a paragraph that begins with "<" is markup already. `first` is the part that stands first."""
    body = "".join(p if p.startswith("<") else write_paragraph(p) for p in paragraphs)
    styles = "".join(f'<w:style w:styleId="{i}"><w:name w:val="{name}"/></w:style>' for i, name in STYLES.items())
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": _RELS,
        "word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {_W}>{styles}</w:styles>",
        **(files or {}),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda name: name != first):
            archive.writestr(name, parts[name])
    return stream.getvalue()


def write_rtf(lines: Sequence[str]) -> bytes:
    """A rich text file with a table of fonts, a head, and signs outside of ASCII as Word writes them."""
    head = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss\fcharset0 Arial;}}{\info{\title X}}{\header Page\par}\pard\f0 "
    return (head + "".join(f"{_escape_rtf(line)}\\par\r\n" for line in lines) + "}").encode("ascii")


def _escape_rtf(line: str) -> str:
    return "".join(
        f"\\{c}"
        if c in "\\{}"
        else c
        if c.isascii()
        else f"\\u{ord(c)}?"
        if ord(c) < 0x8000
        else f"\\u{ord(c) - 65536}?"
        for c in line
    )


def write_pdf(lines: Sequence[str], *, sizes: dict[int, int] | None = None, frame: str = "", width: int = 90) -> bytes:
    """A PDF of lines broken at a width, with the sizes of some lines, and a line at the foot of every page."""
    laid: list[tuple[int, str]] = []
    for i, line in enumerate(lines):
        size = (sizes or {}).get(i, 10)
        words, row = line.split(" "), ""
        for word in words:
            if len(row) + len(word) >= width:
                laid.append((size, row))
                row = ""
            row = f"{row} {word}".strip()
        laid.append((size, row))
    pages: list[str] = []
    while laid:
        at, parts = 760, [f"BT /F1 8 Tf 50 30 Td ({frame} {len(pages) + 1}) Tj ET"] if frame else []
        while laid and at > 80:
            size, row = laid.pop(0)
            at -= size + 3
            sign = row.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
            parts.append(f"BT /F1 {size} Tf 50 {at} Td ({sign}) Tj ET" if row else "")
        pages.append("\n".join(parts))
    return _write_objects(pages)


def _write_objects(pages: Sequence[str]) -> bytes:
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for i, page in enumerate(pages):
        content = page.encode("cp1252", "replace")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * i} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n".encode() + content + b"\nendstream")
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.4\n")
    for number, content in enumerate(objects, 1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n".encode() + content + b"\nendobj\n")
    start = out.tell()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode())
    return out.getvalue()

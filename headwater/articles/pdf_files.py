"""PDF files: lines put together to paragraphs again, without what recurs at the head and foot of the pages.

Needs the extra `headwater[office]` (pypdfium2; why that one: docs/decisions/office-files.md).
"""

import re
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from headwater.articles.drafts import Paragraph
from headwater.articles.faults import FileFaultError

_MAX_PAGES, _MAX_SIGNS = 5_000, 50_000_000
_PASSWORD = 4
"""PDFium's error code of a file that is locked (fpdfview.h, FPDF_ERR_PASSWORD)."""
_HYPHEN = re.compile("[\x02\ufffe\u00ad]$")
_ENDS = re.compile("\n|(?<=\ufffe)")
"""Where lines end: PDFium writes U+FFFE alone in the place of a hyphen and the end of its line."""
_EDGE = 0.09
"""Share of a page's height at its head and foot where frames stand: printers leave 1.5 cm or more of A4's 29.7."""
_COUNT = re.compile(
    r"(?:page|seite|p\.|pág\.?|página|pagina)?\s*\d{1,4}\s*(?:(?:/|of|von|sur|de|di|van)\s*\d{1,4})?", re.I
)
_ADDRESS = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;)]")
_STOP = re.compile(r"""[.!?…:;。！？]["'”’»)\]]*$""")
_LARGER, _HEADLINE, _TOP = 1.2, 200, 12
"""How much larger than most the letters of headlines are; their characters, and the paragraphs above them."""
_SHORT = 0.75
"""Part of the widest line below which a line was not broken by the margin."""


@dataclass(frozen=True)
class _Line:
    """A line of a page: its words, its left and right end, its foot and head, in points from the page's lower left."""

    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def height(self) -> float:
        return max(1.0, self.top - self.bottom)


def read_pdf(data: bytes) -> tuple[list[Paragraph], str | None, str]:
    """The paragraphs of a PDF, the address at the foot of its pages where a browser printed it, and what is missing.

    Raises FileFaultError where the extra is missing, or the file is locked, damaged, or a scan without text.
    """
    try:
        import pypdfium2 as pdfium
    except ImportError:
        raise FileFaultError(
            "not_supported", "is a PDF, for which headwater needs an extra", 'Run: pip install "headwater[office]".'
        ) from None
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD or "password" in str(error).lower():
            raise FileFaultError("locked", "is locked with a password", "Save it without one.") from error
        raise FileFaultError("broken_archive", "is a damaged PDF", "Fetch it again.") from error
    try:
        count, pages = len(document), _read_pages(document, pdfium)
    finally:
        document.close()
    written = sum(any(c.isalnum() for line in lines for c in line.text) for lines, _ in pages)
    if not written:
        what = f"has {count} pages and no text on them: a scan"
        raise FileFaultError("no_text", what, "Run OCR over it first (for example ocrmypdf).")
    frame, url = _find_frame(pages)
    kept = [[line for line in lines if not _is_framed(line, height, frame)] for lines, height in pages]
    missing = f"has no text on {count - written} of its {count} pages: pictures, or damage" if written < count else ""
    return _join_pages(kept), url, missing


def _read_pages(document: Any, pdfium: Any) -> list[tuple[list[_Line], float]]:
    pages: list[tuple[list[_Line], float]] = []
    signs = 0
    for number in range(min(len(document), _MAX_PAGES)):
        try:
            page = document[number]
            sheet = page.get_textpage()
            lines = _read_lines(sheet)
            pages.append((lines, page.get_height()))
            sheet.close()
            page.close()
        except pdfium.PdfiumError:
            continue
        signs += sum(len(line.text) for line in lines)
        if signs > _MAX_SIGNS:
            raise FileFaultError("too_long", "holds more text than any newspaper", "Split it.")
    return pages


def _read_lines(sheet: Any) -> list[_Line]:
    """The lines of a page with their places, from those of their first and last signs."""
    lines: list[_Line] = []
    at = 0
    for raw in _ENDS.split(sheet.get_text_range(errors="replace")):
        text = raw.rstrip("\r")
        first, last = len(text) - len(text.lstrip()), len(text.rstrip()) - 1
        if text.strip():
            try:
                left, bottom, _, top = sheet.get_charbox(at + first, loose=True)
                _, _, right, _ = sheet.get_charbox(at + last, loose=True)
            except (RuntimeError, ValueError, IndexError):  # signs of two units shift the count: near the line before
                left, right, bottom, top = (
                    (lines[-1].left, lines[-1].right, lines[-1].bottom, lines[-1].top) if lines else (0, 0, 0, 0)
                )
            lines.append(_Line(text.strip(), left, right, bottom, top))
        at += len(raw) + (not raw.endswith("\ufffe"))
    return lines


def _fold(text: str) -> str:
    return re.sub(r"\d+", "0", " ".join(text.split()).lower())


def _at_edge(line: _Line, height: float) -> bool:
    return line.top > (1 - _EDGE) * height or line.bottom < _EDGE * height


def _find_frame(pages: Sequence[tuple[list[_Line], float]]) -> tuple[frozenset[str], str | None]:
    """The lines at heads and feet that recur on half of the pages, and an address that stands among such."""
    counts: Counter[str] = Counter()
    urls: Counter[str] = Counter()
    for lines, height in pages:
        edge = [line.text for line in lines if _at_edge(line, height)]
        counts.update({_fold(text) for text in edge})
        urls.update({match.group() for text in edge if (match := _ADDRESS.search(text))})
    frame = {text for text, count in counts.items() if count > 1 and count >= 0.5 * len(pages)}
    address = next((url for url, count in urls.most_common(1) if count >= 0.5 * len(pages)), None)
    return frozenset(frame), address


def _is_framed(line: _Line, height: float, frame: frozenset[str]) -> bool:
    if not _at_edge(line, height):
        return False
    return (
        _fold(line.text) in frame or _COUNT.fullmatch(line.text) is not None or _ADDRESS.search(line.text) is not None
    )


def _join_pages(pages: Sequence[Sequence[_Line]]) -> list[Paragraph]:
    """Lines as paragraphs: one begins below a gap, with another size of letters, or behind a line that ends short."""
    lines = [line for page in pages for line in page]
    gaps = [a.bottom - b.top for page in pages for a, b in pairwise(page) if a.bottom > b.bottom]
    usual = sorted(gaps)[len(gaps) // 4] if gaps else 0.0  # lines of one paragraph, where empty lines are many
    width = max((line.right - line.left for line in lines), default=0.0)
    paragraphs: list[tuple[float, str]] = []
    before: _Line | None = None
    for line in lines:
        if before is None or _begins(before, line, usual, width):
            paragraphs.append((line.height, line.text))
        else:
            size, text = paragraphs[-1]
            cut = _HYPHEN.search(text) if line.text[:1].islower() else None
            paragraphs[-1] = size, text[: cut.start()] + line.text if cut else f"{text} {line.text}"
        before = line
    return _name_paragraphs([(size, _HYPHEN.sub("-", text)) for size, text in paragraphs])


def _name_paragraphs(paragraphs: Sequence[tuple[float, str]]) -> list[Paragraph]:
    """The largest letters of the first paragraphs are the headline, what stands above it is no text of the article."""
    usual = statistics.median([size for size, text in paragraphs for _ in range(0, len(text), 20)] or [1.0])
    large = [size for size, text in paragraphs[:_TOP] if len(text) < _HEADLINE and size > _LARGER * usual]
    at = next((i for i, (size, _) in enumerate(paragraphs) if large and size == max(large)), None)
    named: list[Paragraph] = []
    for i, (size, text) in enumerate(paragraphs):
        kind = "section" if size > _LARGER * usual and len(text) < _HEADLINE else ""
        named.append(("title" if i == at else "chrome" if at and i < at else kind, text))
    return named


def _begins(before: _Line, line: _Line, usual: float, width: float) -> bool:
    """Whether a line begins a paragraph."""
    if _HYPHEN.search(before.text) and line.text[:1].islower():
        return False
    size = line.height
    if abs(size - before.height) > 0.12 * max(size, before.height):
        return True
    if line.bottom >= before.bottom:  # the next column or page
        return bool(_STOP.search(before.text)) or not line.text[:1].islower()
    if before.bottom - line.top > usual + 0.35 * size:
        return True
    short = before.right - before.left < _SHORT * width
    indented = line.left > before.left + 0.8 * size
    return (short or indented) and (bool(_STOP.search(before.text)) or not line.text[:1].islower())

"""What news databases hand out: one text with many articles, divided as the database laid it out."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from headwater.articles.drafts import Draft
from headwater.articles.europresse_exports import cut_europresse, read_europresse
from headwater.articles.factiva_exports import cut_factiva, read_factiva
from headwater.articles.nexis_exports import cut_nexis, read_nexis
from headwater.articles.proquest_exports import cut_proquest, read_proquest


@dataclass(frozen=True)
class Division:
    """The articles of a text, the database that handed it out, and how many articles in it gave none."""

    drafts: tuple[Draft, ...]
    database: str
    lost: int
    unread: int = 0


@dataclass(frozen=True)
class _Layout:
    """How a database lays out articles: its marks, where it cuts, and how an article is read."""

    database: str
    host: str
    marks: re.Pattern[str]
    cut: Callable[[Sequence[str]], list[list[str]]]
    read: Callable[[Sequence[str]], Draft | None]


_LAYOUTS = (
    _Layout(
        "ProQuest",
        "proquest.com",
        re.compile(r"ProQuest", re.IGNORECASE),
        cut_proquest,
        read_proquest,
    ),
    _Layout(
        "Factiva",
        "factiva.com",
        re.compile(r"^[^\n]{0,30}\b[A-Z][A-Z0-9]{0,9}0*(?:19|20)\d{6}[a-z0-9]{8,12}\s*$", re.MULTILINE),
        cut_factiva,
        read_factiva,
    ),
    _Layout(
        "Europresse",
        "europresse.com",
        re.compile(
            r"^\s*(?:\w+[·•])?\d{8}[·•][^\s·•<]+[·•][^\s·•<]+\s*$|^\s*Certificat émis le |"
            r"le présent document est protégé par les lois",
            re.I | re.M,
        ),
        cut_europresse,
        read_europresse,
    ),
    _Layout(
        "Nexis",
        "lexisnexis.com",
        re.compile(
            r"^\s*(?:End of Document|Ende des Dokuments|Fin du document|Fin del documento|Fim do documento|"
            r"Fine del documento|Einde van (?:het )?document)\s*$|"
            r"^\s*\d+ (?:of|von|de|sur|van|di|su) \d+ D[OÓ][CK]UMENT"
            r"|^\s*(?:LOAD-DATE|DATE-CHARGEMENT|FECHA-CARGA)\s*:",
            re.IGNORECASE | re.MULTILINE,
        ),
        cut_nexis,
        read_nexis,
    ),
)
_PROSE, _PROSE_WORDS = 40, 7
_COLUMN = re.compile(r"^[A-Z]{2,3}\s+")
_NO_PROSE = re.compile(
    r"^\s*[^:.]{1,40}:(?:\s|$)|[|©]|copyright|rights reserved|droits réservés|rechte vorbehalten|derechos reservados|"
    r"protégé par les lois|certificat émis",
    re.IGNORECASE,
)
_HEAD = 300_000
"""Characters in which an export shows whose it is."""


def divide_export(text: str) -> Division | None:
    """The articles of a text that a news database handed out; None where it is none, or cannot be divided.

    Told by the marks that a database prints with every article. One article laid out so is a division too.
    """
    lines: list[str] = []
    for layout in _LAYOUTS:
        if not layout.marks.search(text[:_HEAD]):
            continue
        lines = lines or text.split("\n")
        chunks = layout.cut(lines)
        read = [(chunk, _place(draft, layout)) for chunk in chunks if (draft := layout.read(chunk)) is not None]
        if chunks and len(read) >= 0.5 * len(chunks):
            unread = _count_unread(lines, chunks) + sum(_count_missing(chunk, draft) for chunk, draft in read)
            return Division(tuple(draft for _, draft in read), layout.database, len(chunks) - len(read), unread)
    return None


def _count_unread(lines: Sequence[str], chunks: Sequence[Sequence[str]]) -> int:
    """Lines of prose that were cut into no article."""
    cut = {line for chunk in chunks for line in chunk}
    return sum(line not in cut and _is_prose(line) for line in lines)


def _count_missing(chunk: Sequence[str], draft: Draft) -> int:
    """Lines of prose of an article that are nowhere in what was read of it."""
    said = "".join([draft.title, draft.byline or "", *(words for _, words in draft.paragraphs), *draft.extra.values()])
    there = "".join(said.split())
    return sum("".join(_COLUMN.sub("", line).split()) not in there for line in chunk if _is_prose(line))


def _is_prose(line: str) -> bool:
    """Whether a line is part of a sentence and no field, list or notice of rights."""
    words = line.split()
    if len(line) < _PROSE or len(words) < _PROSE_WORDS or _NO_PROSE.search(line):
        return False
    return sum(word[0].islower() for word in words) > len(words) / 2


def is_export_page(page: bytes) -> bool:
    """Whether a page may be what a database handed out: a quick look for its marks among tags."""
    head = page[:_PAGE_HEAD]
    if any(phrase in head for phrase in _ON_PAGE):
        return True
    return any(word in head for word in _NUMBERED) and _NUMBER_ON_PAGE.search(head) is not None


_PAGE_HEAD = 100_000
"""Bytes of a page among which the first article of an export ends; more would cost every other page a millisecond."""
_ON_PAGE = (
    b"End of Document", b"Ende des Dokuments", b"Fin du document", b" DOCUMENTS<", b" DOKUMENTEN<", b" DOCUMENTEN<",
    b" DOCUMENTOS<", b"LOAD-DATE:", b"ProQuest document", b"ProQuest-Dokument", b"document ProQuest",
    b"documento de ProQuest",
)  # fmt: skip
_NUMBERED = (
    b"Document ",
    b"Dokument ",
    b"Documento ",
    "Документ ".encode(),
    "文件 ".encode(),
    "·20".encode(),
    "•20".encode(),
)
_NUMBER_ON_PAGE = re.compile(
    r">\s*(?:(?:AN\s+)?(?:Document|Dokument|Documento|Документ|文件)\s+[A-Z][A-Z0-9]{0,9}0*(?:19|20)\d{6}"
    r"[a-z0-9]{8,12}|(?:\w+(?:·|•))?\d{8}(?:·|•)[^\s<]+(?:·|•)[^\s<]+)\s*<".encode()
)


def _place(draft: Draft, layout: _Layout) -> Draft:
    return replace(draft, host=layout.host, extra={"database": layout.database, **draft.extra})

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
        re.compile(r"^\s*(?:\w+[·•])?\d{8}[·•][\w-]+[·•][\w-]+\s*$|^\s*Certificat émis le |europresse", re.I | re.M),
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
_HEAD = 400_000
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
        drafts = [_place(draft, layout) for chunk in chunks if (draft := layout.read(chunk)) is not None]
        if chunks and len(drafts) >= 0.5 * len(chunks):
            return Division(tuple(drafts), layout.database, len(chunks) - len(drafts))
    return None


def is_export_page(page: str) -> bool:
    """Whether a page may be what a database handed out: a quick look for its marks among tags."""
    return any(word in page for word in _ON_PAGE_WORDS) and _ON_PAGE.search(page) is not None


_ON_PAGE = re.compile(
    r">\s*(?:End of Document|Ende des Dokuments|Fin du document|"
    r"(?:&nbsp;|\s)*\d+ (?:of|von|de|sur|van|di) \d+ DO[CK]UMENT|"
    r"(?:AN\s+)?(?:Document|Dokument|Documento|Документ|文件)\s+[A-Z][A-Z0-9]{0,9}0*(?:19|20)\d{6}[a-z0-9]{8,12}\s*<|"
    r"(?:\w+[·•])?\d{8}[·•][\w-]+[·•][\w-]+\s*<)|LOAD-DATE:|ProQuest document ID|ProQuest-Dokument-ID|"
    r"document ProQuest|documento (?:de |da )?ProQuest",
    re.IGNORECASE,
)


_ON_PAGE_WORDS = (
    "End of Document", "Ende des Dokuments", "Fin du document", "DOCUMENTS", "DOKUMENTE", "DOCUMENTEN", "DOCUMENTOS",
    "Document ", "Dokument ", "Documento ", "Документ ", "文件 ", "·20", "•20", "·19", "LOAD-DATE", "ProQuest",
)  # fmt: skip


def _place(draft: Draft, layout: _Layout) -> Draft:
    return replace(draft, host=layout.host, extra={"database": layout.database, **draft.extra})

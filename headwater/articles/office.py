"""Files of offices (Word, rich text, PDF): their paragraphs, what those are where the file says so, their faults."""

from collections.abc import Sequence
from dataclasses import dataclass

from headwater.articles.drafts import Draft, Paragraph, keep_filled
from headwater.articles.faults import FileFaultError
from headwater.articles.problems import Note

OFFICE = frozenset({"docx", "rtf", "pdf"})
"""The kinds of files that are read here."""
_LEADS = 3
"""Paragraphs before a title that is still the title of the whole."""


@dataclass(frozen=True)
class Sheet:
    """The text of a file, a paragraph a line, where it is from, and a draft where its looks say what its title is."""

    text: str
    url: str | None = None
    draft: Draft | None = None


def read_office(kind: str, data: bytes, uri: str) -> tuple[Sheet | None, list[Note]]:
    """The text of a file of one of the kinds in OFFICE; None where it has none, and why."""
    paragraphs: Sequence[Paragraph]
    url, missing = None, ""
    try:
        if kind == "pdf":
            from headwater.articles.pdf_files import read_pdf

            paragraphs, url, missing = read_pdf(data)
        elif kind == "docx":
            from headwater.articles.word_files import read_word

            paragraphs = read_word(data)
        else:
            from headwater.articles.rich_text import read_rich_text

            words, whole = read_rich_text(data)
            paragraphs = [("", line) for line in words.split("\n")]
            missing = "" if whole else "breaks off, or a brace in it is damaged"
    except FileFaultError as fault:
        return None, [Note(fault.reason, f"{uri} {fault.what}.", fault.mend)]
    text = ("\n" if kind == "rtf" else "\n\n").join(words for _, words in paragraphs)
    if not any(c.isalpha() for c in text):
        return None, [Note("no_text", f"{uri} holds no text.", "If it is a scan, run OCR over it first.")]
    notes = [Note("broken_archive", f"{uri} {missing}.", "Check it; what could be read was.")] if missing else []
    return Sheet(text, url, _write_draft(paragraphs, url)), notes


def _write_draft(paragraphs: Sequence[Paragraph], url: str | None) -> Draft | None:
    """A draft where a title or a first heading stands near the top; None where nothing says what is one."""
    kept = keep_filled(paragraphs)
    at = next((i for i, (kind, _) in enumerate(kept) if kind in ("title", "heading")), len(kept))
    if at == len(kept) or (at > _LEADS and kept[at][0] != "title"):
        return None
    rest = [("section" if kind in ("title", "heading") else kind, text) for kind, text in (*kept[:at], *kept[at + 1 :])]
    return Draft(tuple(rest), kept[at][1], url=url)

"""Articles as Europresse prints them: outlet, a line of section, date, length and page, headline, authors, text."""

import re
from collections.abc import Sequence

from headwater.articles.dates import find_date
from headwater.articles.drafts import Draft, Paragraph
from headwater.articles.export_lines import is_names, is_rights, join_paragraphs, read_label, strip_lines, turn_names
from headwater.articles.item import Signal

_NUMBER = re.compile(r"\s*((?:\w+[·•])?(?:19|20)\d{6}[·•][^\s·•]+[·•][^\s·•]+)\s*$")
_PAGE = re.compile(r"\b(?:p|pp|page|pages|s|pág|pag)\.?\s?([A-Z]{0,4}-?\d{1,3}[\w-]*)", re.IGNORECASE)
_LENGTH = re.compile(
    r"\b(\d{1,3}(?:[ ,\u00a0]\d{3})+|\d+)\s(?:mots|words|palabras|wörter|parole|palavras)\b", re.IGNORECASE
)
_REST = re.compile(
    r"[\s,;•·|@à-]*(?:\d{1,2}\s?[:h]\s?\d{2}(?:\s(?:UTC|GMT)\s?[+-]?\d{0,2}(?::\d\d)?)?)?[\s,;•·|-]*$", re.IGNORECASE
)
_FRAME = re.compile(
    r"\s*(?:certificat émis le|certificate issued|le présent document est protégé|this document is protected|"
    r"the present document|par les lois et conventions|règlements? applicables?|cet article est paru dans|"
    r"this article appeared in|documents sauvegardés|saved documents|sommaire|page \d+|europresse|"
    r"nom de la source|type de source|périodicité|couverture géographique|provenance|aire de diffusion|"
    r"tous droits réservés|référence bibliographique)",
    re.IGNORECASE,
)
_NAMES = 80
"""Characters of a line of authors."""
_OWN = re.compile(r"certificat émis le |le présent document est protégé", re.IGNORECASE)
_ILLUSTRATED = re.compile(r"\s*(?:illustrations?|illustration\(s\))\s*:?\s*$", re.IGNORECASE)


def cut_europresse(lines: Sequence[str]) -> list[list[str]]:
    """The lines of each article: from its outlet, which stands above the line with its date, to the next outlet; before
    them those of a first one that lacks such a line, where its number stands there."""
    kept = [line for line in lines if not _is_frame(line)]
    heads = [i for i, line in enumerate(kept) if _read_head(line)]
    if not any(_NUMBER.match(line) or _OWN.search(line) for line in lines):
        return []
    if not heads:
        return []
    starts = [max((above for above in range(i) if kept[above].strip()), default=i) for i in heads]
    chunks = [kept[a:b] for a, b in zip(starts, [*starts[1:], len(kept)], strict=True)]
    before = lines[: lines.index(kept[starts[0]])]
    return [list(before), *chunks] if any(_NUMBER.match(line) for line in before) else chunks


def read_europresse(lines: Sequence[str]) -> Draft | None:
    """The article of these lines; None where they hold none."""
    at = next((i for i, line in enumerate(lines) if _read_head(line)), None)
    if at is None:
        return None
    fields = _read_head(lines[at]) or {}
    site = next(iter(strip_lines(lines[:at])), None)
    number = next((match.group(1) for line in reversed(lines) if (match := _NUMBER.match(line))), "")
    rest = [line for line in lines[at + 1 :] if not _NUMBER.match(line)]
    rights = [line.strip() for line in rest if is_rights(line)]
    rest = [line for line in rest if not is_rights(line)]
    while rest and not rest[0].strip():
        rest.pop(0)
    title, bylines, body = _read_top(rest)
    if not any(line.strip() for line in body):
        return None
    stop = next((i for i, line in enumerate(body) if _ILLUSTRATED.match(line)), len(body))
    paragraphs: list[Paragraph] = [
        *(("byline", line) for line in bylines), *(("", text) for text in join_paragraphs(body[:stop])),
        *(("caption", text) for text in join_paragraphs(body[stop + 1 :])), ("notice", " ".join(rights)),
    ]  # fmt: skip
    signal = Signal("item_number", "same", f"europresse:{number}", number)
    return Draft(
        tuple(p for p in paragraphs if p[1]), title, site=site, byline=", ".join(bylines) or None,
        published=fields.get("date"), signals=(signal,) if number else (),
        extra={name: value for name, value in (fields | {"number": number}).items() if value and name != "date"},
    )  # fmt: skip


def _is_frame(line: str) -> bool:
    return len(line) < 400 and _FRAME.match(line) is not None


def _read_head(line: str) -> dict[str, str] | None:
    """Section, date, length and page, where a line is made of these: "Planète, 19 mai 2023 512 mots, p. 12"."""
    if len(line) > 160 or read_label(line) or not (found := find_date(line)) or found[0].precision in ("month", "year"):
        return None
    start, end = found[1]
    length, page = _LENGTH.search(line, end), _PAGE.search(line, end)
    rest = _PAGE.sub("", _LENGTH.sub("", line[end:]))
    before = re.sub(r"[\s,;•·|-]*(?:[^\W\d]{3,12}\.?)?,?\s*$", "", line[:start])
    if not _REST.match(rest) or len(before.split()) > 8 or before.endswith((".", "!", "?")):
        return None
    return {
        "section": before.strip(" ,;•·|-"), "date": line[start:end], "length": length.group() if length else "",
        "page": page.group(1) if page else "",
    }  # fmt: skip


def _read_top(lines: Sequence[str]) -> tuple[str, list[str], list[str]]:
    """The headline, the lines of authors below it, and what follows."""
    title = lines[0].strip() if lines else ""
    at, bylines = 1, list[str]()
    following = next((i for i in range(1, len(lines)) if lines[i].strip()), 0)
    if following and len(title.split()) < 3 and _is_headline(lines[following]):  # what stood above the headline
        title, at = f"{title}: {lines[following].strip()}", following + 1
    while at < len(lines) and len(bylines) < 3:
        line = turn_names(lines[at])
        if line and not (is_names(line) and len(lines[at]) < _NAMES):
            break
        bylines.extend([line] if line else [])
        at += 1
    return title, bylines, list(lines[at:])


def _is_headline(line: str) -> bool:
    return len(line.split()) > 2 and len(line) < 160 and not line.rstrip().endswith((".", "!", "?", "”", "»"))

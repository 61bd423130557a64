"""Articles as Factiva prints them: with codes before its fields (HD, WC, PD …), or in its plain display."""

import re
from collections.abc import Sequence
from importlib.resources import files

from headwater.articles.drafts import Draft, Paragraph
from headwater.articles.export_lines import (
    is_clock,
    is_dated,
    is_names,
    is_rights,
    join_paragraphs,
    read_words,
    strip_lines,
)
from headwater.articles.item import Signal

_NUMBER = re.compile(
    r"\s*(?:AN\s+)?(?:(?:document|dokument|documento|документ|belge|文件|文档|ドキュメント)\s+)?"
    r"([A-Z][A-Z0-9]{0,9}0*(?:19|20)\d{6}[a-z0-9]{8,12})\s*$",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"\s*(SE|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|LP|TD|CT|RF|CO|IN|NS|RE|IPC|IPD|PUB|AN|ART|CLM|CX|RIC|NR|HLP|AU)"
    r"(?:\s+(\S.*?))?\s*$"
)
_HEAD_CODES = {
    "SE": "section", "HD": "title", "BY": "byline", "CR": "credit", "WC": "words", "PD": "date", "ET": "time",
    "SN": "site", "ED": "edition", "PG": "page", "LA": "language", "CY": "rights", "AU": "byline",
}  # fmt: skip
_LANGUAGES = {
    word: code
    for code, words in (
        line.split("\t")
        for line in files("headwater.articles")
        .joinpath("data/language_names.tsv")
        .read_text(encoding="utf-8")
        .splitlines()
        if not line.startswith("#")
    )
    for word in words.split()
}
"""Codes of languages by their names in the languages of the menus."""
_SOURCE_CODE = re.compile(r"[A-Z][A-Z0-9]{1,9}")
_PAGE = re.compile(
    r"(?:(?:pages?|pg\.?|p\.|seiten?|s\.|página|pagina)\s*)?([A-Z]{0,3}\d{1,3}(?:[-,;]\s?[A-Z]{0,3}\d{1,3})*)", re.I
)
_BYLINE = re.compile(r"(?:by|von|par|por|di|door|автор)\s", re.IGNORECASE)
_FRAME = re.compile(r"\s*(?:(?:page|seite) \d+ (?:of|von) \d+.*|(?:©|\(c\)) ?\d{4} Factiva.*)$", re.IGNORECASE)
_HEADS = 8
"""Lines above the count of words among which section, headline and byline stand."""


def cut_factiva(lines: Sequence[str]) -> list[list[str]]:
    """The lines of each article: up to its number, which stands last; one that breaks off before it too."""
    lines = [line for line in lines if not _FRAME.match(line)]
    ends = [i for i, line in enumerate(lines) if _NUMBER.match(line)]
    chunks = [list(lines[a : b + 1]) for a, b in zip([0, *(end + 1 for end in ends)], ends, strict=False)]
    rest = list(lines[ends[-1] + 1 :]) if ends else []
    return [*chunks, rest] if any(read_words(line) and len(line) < 30 for line in rest) else chunks


def read_factiva(lines: Sequence[str]) -> Draft | None:
    """The article of these lines; None where they hold none."""
    number = next((match.group(1) for line in reversed(lines) if (match := _NUMBER.match(line))), "")
    coded = [i for i, line in enumerate(lines) if _CODE.match(line)]
    codes = {_CODE.match(lines[i]).group(1) for i in coded}  # type: ignore[union-attr]
    fields, body = _read_coded(lines, coded) if {"HD", "WC"} <= codes else _read_plain(lines)
    if not body:
        return None
    paragraphs: list[Paragraph] = [
        ("byline", fields.get("byline", "")), *(("", text) for text in join_paragraphs(body)),
        ("credit", fields.get("credit", "")), ("notice", fields.get("rights", "")),
    ]  # fmt: skip
    extra = {name: fields.get(name, "") for name in ("section", "page", "edition", "words")} | {"number": number}
    language = _LANGUAGES.get(fields.get("language", "").lower())
    signal = Signal("item_number", "same", f"factiva:{number}", f"Document {number}")
    return Draft(
        tuple(p for p in paragraphs if p[1]), fields.get("title", ""), site=fields.get("site"),
        byline=fields.get("byline"), published=f"{fields.get('date', '')} {fields.get('time', '')}".strip() or None,
        language=language, signals=(signal,) if number else (),
        extra={name: value for name, value in extra.items() if value},
    )  # fmt: skip


def _read_coded(lines: Sequence[str], coded: Sequence[int]) -> tuple[dict[str, str], list[str]]:
    """The fields and the text of an article with codes; a code stands before its value or above it."""
    fields: dict[str, str] = {}
    body: list[str] = []
    for at, end in zip(coded, [*coded[1:], len(lines)], strict=True):
        match = _CODE.match(lines[at])
        code, first = (match.group(1), match.group(2) or "") if match else ("", "")
        below = lines[at + 1 : end]
        if code in ("LP", "TD", "CT", "CX"):
            body.extend([first, *below, ""])
        elif thing := _HEAD_CODES.get(code):
            value = " ".join(strip_lines([first, *below]))
            fields[thing] = f"{fields[thing]} {value}" if thing in fields else value
    return fields, body if any(line.strip() for line in body) else []


def _read_plain(lines: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """The fields and the text of the plain display: what its short lines are is told from their look."""
    at = next((i for i, line in enumerate(lines) if read_words(line) and len(line.strip()) < 30), None)
    if at is None:
        return {}, []
    fields = _read_top(strip_lines(lines[:at])[-_HEADS:]) | {"words": lines[at].strip()}
    stop = at + 1
    for stop in range(at + 1, len(lines)):
        line = lines[stop].strip()
        if not line:
            if {"site", "language"} <= fields.keys():
                break
            continue
        thing = _name_line(line, fields)
        if thing is None:
            break
        fields[thing] = _PAGE.fullmatch(line).group(1) if thing == "page" else line  # type: ignore[union-attr]
    body = [line for line in lines[stop:] if not _NUMBER.match(line)]
    return fields, body if any(line.strip() for line in body) else []


def _name_line(line: str, fields: dict[str, str]) -> str | None:
    """What a line between the count of words and the text is; None where the text begins."""
    if "date" not in fields:
        return "date" if is_dated(line) else None
    if is_clock(line) and "time" not in fields:
        return "time"
    if "site" not in fields:
        return "site" if len(line) < 90 else None
    if "rights" not in fields and is_rights(line):
        return "rights"
    if "language" not in fields and line.lower() in _LANGUAGES:
        return "language"
    if "rights" in fields:
        return None
    if "code" not in fields and _SOURCE_CODE.fullmatch(line):
        return "code"
    if "page" not in fields and _PAGE.fullmatch(line):
        return "page"
    return "edition" if "edition" not in fields and "language" not in fields and len(line) < 60 else None


def _read_top(head: Sequence[str]) -> dict[str, str]:
    """Section, headline and byline of the lines above the count of words."""
    fields: dict[str, str] = {}
    rest = list(head)
    if len(rest) > 1 and (_BYLINE.match(rest[-1]) or (is_names(rest[-1]) and _is_headline(rest[-2]))):
        fields["byline"] = rest.pop()
    if len(rest) > 1 and len(rest[0].split()) < 5 and len(rest[0]) < len(rest[-1]):
        fields["section"] = rest.pop(0)
    return fields | ({"title": rest[-1]} if rest else {})


def _is_headline(line: str) -> bool:
    return len(line.split()) > 2 and not is_names(line)

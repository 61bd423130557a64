"""Articles as ProQuest prints them: "Document 1 of 10", a headline, and labelled fields around the full text."""

import re
from collections.abc import Sequence

from headwater.articles.drafts import Draft, Paragraph
from headwater.articles.export_lines import find_address, join_paragraphs, read_label, strip_lines, turn_names
from headwater.articles.item import Signal

_COUNT = re.compile(r"\s*\f?\s*(?:document|dokument|documento) (\d+) (?:of|von|de|sur|di) (\d+)\s*$", re.IGNORECASE)
_RULE = re.compile(r"\s*[_=-]{20,}\s*$")
_LINK = re.compile(
    r"\s*[\[(]?(?:proquest document link|proquest-dokument-link|lien vers le document proquest|lien proquest|"
    r"enlace de documentos de proquest|enlace al documento de proquest|link do documento proquest|"
    r"link al documento proquest|https?://\S*proquest\S*)[\])]?\s*$",
    re.IGNORECASE,
)
_FULL = re.compile(r"\s*(?:full text|volltext|texte intégral|texto completo|testo completo)\s*$", re.IGNORECASE)
_DETAILS = re.compile(r"\s*(?:details|detalles|détails|detalhes|dettagli)\s*$", re.IGNORECASE)
_END = re.compile(
    r"\s*(?:database copyright|copyright de la base|urheberrecht der datenbank|copyright da base|terms and conditions|"
    r"contact proquest|bibliography|citation style:|table of contents|copyright © \d{4} proquest|©? ?\d{4} proquest)",
    re.IGNORECASE,
)
_INFO = re.compile(
    r"(?P<site>[^;:\[]+)[^:]*?(?P<date>\d{1,2}\s[^\W\d]{3,12}\.?\s\d{4}|[^\W\d]{3,12}\.?\s\d{1,2},\s\d{4})\s*:?\s*(?P<page>[\w.-]*\w)?"
)
_LONGEST = 300
"""Characters of such a line: a damaged one of thousands would be searched for minutes."""
_DESK = re.compile(r"\s*:?\s*\[[^\[\]]*\]\s*$")
"""The edition or desk that stands behind a headline."""
_BEHIND = frozenset(
    {"publication", "date", "page", "title", "language", "number", "url", "copyright", "other", "section", "place"}
)
"""What the labels name of which one ends the text."""


def cut_proquest(lines: Sequence[str]) -> list[list[str]]:
    """The lines of each article: from its number on, the first also without one; up to the number of its database where
    several stand together; of a file with one, all."""
    starts = [i for i, line in enumerate(lines) if _COUNT.match(line)]
    if starts:
        chunks = [list(lines[a + 1 : b]) for a, b in zip(starts, [*starts[1:], len(lines)], strict=True)]
        before = list(lines[: starts[0]])
        chunks = [before, *chunks] if "publication" in _list_things(before) else chunks
        return [part for chunk in chunks for part in _cut_numbers(chunk)]
    things = _list_things(lines)
    if "publication" in things and things.count("number") > 1:
        return _cut_numbers(lines)
    return [list(lines)] if {"publication", "number"} <= set(things) else []


def _list_things(lines: Sequence[str]) -> list[str]:
    return [label[0] for line in lines if (label := read_label(line))]


def _cut_numbers(lines: Sequence[str]) -> list[list[str]]:
    """The articles of lines in which each ends with its number in the database."""
    ends = [i for i, line in enumerate(lines) if (label := read_label(line)) and label[0] == "number"]
    if len(ends) < 2:
        return [list(lines)]
    last = [*ends[:-1], len(lines) - 1]
    firsts = [0, *(_skip_tail(lines, end) for end in ends[:-1])]
    return [list(lines[a : b + 1]) for a, b in zip(firsts, last, strict=True)]


def read_proquest(lines: Sequence[str]) -> Draft | None:
    """The article of these lines; None where they hold no full text."""
    kept = [line for line in lines if not _RULE.match(line) and not _LINK.match(line)]
    end = next((i for i, line in enumerate(kept) if _END.match(line)), len(kept))
    kept = kept[:end]
    at = next((i for i, line in enumerate(kept) if _FULL.match(line) or (read_label(line) or ("",))[0] == "text"), None)
    head = kept[: len(kept) if at is None else at]
    fields = _read_fields(head)
    body: list[str] = []
    if at is not None:
        label = read_label(kept[at])
        stop = _find_end(kept, at + 1)
        body = [label[1] if label else "", *kept[at + 1 : stop]]
        fields |= _read_fields(kept[stop:])
    text = join_paragraphs(body)
    if not text and not (text := [fields.get("abstract", "")])[0]:
        return None
    first = next((line.strip() for line in kept if line.strip()), "")
    title = (first if read_label(first) is None else "") or fields.get("title", "")
    title = _DESK.sub("", title)
    return _write_draft(title, text, fields)


def _write_draft(title: str, text: Sequence[str], fields: dict[str, str]) -> Draft:
    info = _INFO.search(fields.get("publication_info", "")[:_LONGEST])
    said = info.groupdict() if info else {}
    site = fields.get("publication") or said.get("site") or ""
    number = re.sub(r"\D", "", fields.get("number", ""))
    byline = turn_names(fields.get("byline", ""))
    paragraphs: list[Paragraph] = [
        ("byline", byline), ("dateline", fields.get("dateline", "")), *(("", part) for part in text),
        ("caption", fields.get("graphic", "")), ("notice", fields.get("copyright", "")),
    ]  # fmt: skip
    extra = {
        "page": fields.get("page") or said.get("page") or "",
        "section": fields.get("section", ""),
        "number": number,
    }
    url = find_address(fields.get("url", ""))
    signal = Signal("item_number", "same", f"proquest:{number}", f"ProQuest document ID: {number}")
    return Draft(
        tuple(p for p in paragraphs if p[1]), title, url=url if url and "proquest" not in url else None,
        site=site.strip() or None, byline=byline or None, published=fields.get("date") or said.get("date"),
        signals=(signal,) if number else (),
        extra={name: value for name, value in extra.items() if value},
    )  # fmt: skip


def _read_fields(lines: Sequence[str]) -> dict[str, str]:
    """The labelled lines with the lines below each, up to an empty one behind a value."""
    fields: dict[str, str] = {}
    thing = ""
    for line in lines:
        if label := read_label(line):
            thing = label[0] if label[0] not in fields else "other"
            fields.setdefault(thing, label[1])
        elif not line.strip():
            thing = thing if thing and not fields[thing] else ""
        elif thing and not _DETAILS.match(line):
            fields[thing] = " ".join(strip_lines([fields[thing], line]))
    return fields


def _find_end(lines: Sequence[str], start: int) -> int:
    """Where the text ends: at the first of the labels that stand behind it, two of them near each other."""
    labels = [i for i in range(start, len(lines)) if (label := read_label(lines[i])) and label[0] in _BEHIND]
    for i in range(start, len(lines)):
        if _DETAILS.match(lines[i]) or (i in labels and any(i < other < i + 6 for other in labels)):
            return i
    return len(lines)


def _skip_tail(lines: Sequence[str], at: int) -> int:
    """Behind the number of an article and the fields that follow it."""
    at += 1
    while at < len(lines) and (read_label(lines[at]) or _END.match(lines[at]) or not lines[at].strip()):
        at += 1
    return at

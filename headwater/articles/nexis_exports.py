"""Articles as Nexis prints them: the older layout ("1 of 50 DOCUMENTS"), the newer one ("Body", "End of Document")."""

import re
from collections.abc import Sequence

from headwater.articles.drafts import Draft, Paragraph
from headwater.articles.export_lines import (
    find_address,
    is_clock,
    is_dated,
    is_rights,
    join_paragraphs,
    read_label,
    strip_lines,
)

_COUNT = re.compile(r"\s*\f?\s*(\d+) (?:of|von|de|sur|van|di|su) (\d+) D[OÓ][CK]UMENT\w*\s*$", re.IGNORECASE)
_END = re.compile(
    r"\s*(?:end of document|ende des dokuments|fin du document|fin del documento|fim do documento|fine del documento|"
    r"einde van (?:het )?document)\s*$",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\s*(?:body|text|textkörper|haupttext|corps|cuerpo|corpo|texte|texto|testo|inhoud)\s*:?\s*$", re.IGNORECASE
)
_TAIL = re.compile(
    r"\s*(?:classification|klassifi[kz]ierung|clasificación|classificação|classificazione|classificatie)\s*$",
    re.IGNORECASE,
)
_GRAPHIC = re.compile(r"\s*(?:graphic|grafik|graphique|gráfico|grafica|link to image)\s*$", re.IGNORECASE)
_NO_TEXT = re.compile(
    r"\s*(?:link to (?:image|original)|image|load-date:.*|page \d+ of \d+|seite \d+ von \d+)\s*$", re.IGNORECASE
)
_COVER = re.compile(
    r"(?:user name|date and time|job number|client/matter|search terms|search type|narrowed by|content type|"
    r"about lexisnexis|"
    r"privacy policy|documents? \(\d+\)|benutzername|dokumente? \(\d+\))",
    re.IGNORECASE,
)
_HEAD_THINGS = frozenset({"title", "byline", "section", "length", "dateline", "highlight", "graphic", "language"})
_AROUND = 12
"""Lines above the fields of an article among which its headline, outlet, date and copyright stand."""


def cut_nexis(lines: Sequence[str]) -> list[list[str]]:
    """The lines of each article: from its number on, the first also without one; or up to its "End of Document"."""
    starts = [i for i, line in enumerate(lines) if _COUNT.match(line)]
    if starts:
        chunks = [list(lines[a + 1 : b]) for a, b in zip(starts, [*starts[1:], len(lines)], strict=True)]
        before = list(lines[: starts[0]])
        return [before, *chunks] if any(_find_length(line) for line in before) else chunks
    ends = [i for i, line in enumerate(lines) if _END.match(line)]
    if ends:
        chunks = [list(lines[a:b]) for a, b in zip([0, *(end + 1 for end in ends[:-1])], ends, strict=True)]
        rest = list(lines[ends[-1] + 1 :])
        return [*chunks, rest] if any(_find_length(line) for line in rest) else chunks
    loads = [i for i, line in enumerate(lines) if (read_label(line) or ("",))[0] == "load_date"]
    return [list(lines)] if len(loads) == 1 and any(_find_length(line) for line in lines) else []


def read_nexis(lines: Sequence[str]) -> Draft | None:
    """The article of these lines; None where they hold none."""
    at = next((i for i, line in enumerate(lines) if _find_length(line) or _BODY.match(line)), None)
    if at is None:
        return None
    first = at
    while (
        first
        and ((label := read_label(lines[first - 1])) or not lines[first - 1].strip())
        and (label is None or label[0] in _HEAD_THINGS)
    ):
        first -= 1
    head = [line for line in strip_lines(lines[:first])[-_AROUND:] if not _COVER.search(line)]
    stop = _find_tail(lines, at)
    fields, body = _read_fields(lines, first, stop)
    more, _ = _read_fields(lines, stop, len(lines), tail=True)
    fields = {**more, **fields}
    title, site, published, edition, rights = _read_head(head, "title" in fields)
    title = fields.get("title") or title
    tail_rights = [line.strip() for line in lines[stop:] if is_rights(line)]
    body = [line for line in body if not _NO_TEXT.match(line)]
    paragraphs: list[Paragraph] = [
        ("byline", fields.get("byline", "")), ("dateline", fields.get("dateline", "")),
        ("body", fields.get("highlight", "")), *(("", text) for text in join_paragraphs(body)),
        ("caption", fields.get("graphic", "")), ("notice", fields.get("correction", "")),
        ("notice", ". ".join(line.rstrip(" .") for line in rights or tail_rights)),
    ]  # fmt: skip
    if not any(kind == "" for kind, _ in paragraphs):
        return None
    page = re.search(r"\b(?:Pg\.?|Page|S\.|Seite|p\.|Blz\.?|Pág\.?)\s*([\w-]+)", fields.get("section", ""))
    extra = {"section": fields.get("section", ""), "page": fields.get("page") or (page.group(1) if page else ""),
             "edition": edition, "length": fields.get("length", "")}  # fmt: skip
    return Draft(
        tuple(p for p in paragraphs if p[1]), title, url=find_address(fields.get("url", "")), site=site,
        byline=fields.get("byline"), published=published or fields.get("load_date"),
        extra={name: value for name, value in extra.items() if value},
    )  # fmt: skip


def _find_length(line: str) -> bool:
    label = read_label(line)
    return label is not None and label[0] == "length" and any(c.isdigit() for c in label[1])


def _find_tail(lines: Sequence[str], at: int) -> int:
    """Where the text ends: at "Classification", at a field in capitals, or at the copyright."""
    body = next((i for i in range(at, len(lines)) if _BODY.match(lines[i])), None)
    for i in range(body or at, len(lines)):
        line, label = lines[i], read_label(lines[i])
        if _TAIL.match(line) or (body is not None and _GRAPHIC.match(line)):
            return i
        loud = (
            label is not None
            and line.split(":")[0].isupper()
            and label[0] not in _HEAD_THINGS - {"graphic", "language"}
        )
        if body is None and (loud or (i > at + 2 and is_rights(line) and len(line) < 160)):
            return i
    return len(lines)


def _read_fields(
    lines: Sequence[str], start: int, stop: int, *, tail: bool = False
) -> tuple[dict[str, str], list[str]]:
    """The labelled lines of a stretch with what stands below them, and the lines behind the last of its head."""
    fields: dict[str, str] = {}
    thing, at = "", start
    for at in range(start, stop):
        line = lines[at]
        label = read_label(line)
        if label is not None and (tail or label[0] in _HEAD_THINGS):
            thing = label[0]
            fields.setdefault(thing, label[1])
        elif tail and _GRAPHIC.match(line):
            thing = "graphic"
        elif _BODY.match(line):
            return fields, list(lines[at + 1 : stop])
        elif not line.strip():
            thing = thing if tail and thing == "graphic" else ""
        elif thing and not is_rights(line) and not _TAIL.match(line):
            fields[thing] = f"{fields.get(thing, '')} {line.strip()}".strip()
        elif not tail:
            break
    else:
        at = stop
    return fields, list(lines[at:stop])


def _read_head(head: Sequence[str], titled: bool) -> tuple[str, str | None, str | None, str, list[str]]:
    """Headline, outlet, date, edition and copyright of the lines above the fields, in either order.

    `titled`: the headline is a field of its own.
    """
    rights = [line for line in head if is_rights(line)]
    plain = [line for line in head if line not in rights]
    dated = next((i for i in reversed(range(len(plain))) if is_dated(plain[i])), None)
    if dated is None:
        return (plain[-1] if plain else ""), None, None, "", rights
    before, after = plain[:dated], [line for line in plain[dated + 1 :] if not is_clock(line)]
    if titled:
        return "", (before[-1] if before else None), plain[dated], " ".join(after), rights
    if len(before) >= 2 and len(after) < 2:  # newer: headline, outlet, date, edition
        return before[-2], before[-1], plain[dated], " ".join(after), rights
    site = before[-1] if before else None
    edition = " ".join(after[:-1]) if len(after) > 1 else ""
    return (after[-1] if after else ""), site, plain[dated], edition, rights

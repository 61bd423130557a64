"""Markdown: what stands in front (YAML or TOML), headings, paragraphs, lists, pictures; links stay as their words."""

import html
import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from headwater.articles.drafts import Draft, Paragraph, keep_filled
from headwater.articles.fields import match_fields
from headwater.articles.options import ReadOptions

_FRONT = re.compile(r"\s*(---|\+\+\+)[ \t]*\n(.*?)\n(?:\1|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_PAIR = re.compile(r"([A-Za-z][\w .-]{0,40}?)\s*:(?:\s+(.*))?$")
_HEADING = re.compile(r" {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})\s*$")
_RULE = re.compile(r" {0,3}(?:[-*_]\s*){3,}$")
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s+(.*)")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_DEFINITION = re.compile(r" {0,3}\[[^\]^][^\]]{0,200}\]:\s*\S+")
_PICTURE = re.compile(
    r"!\[([^\[\]]{0,2000})\](?:\([^()\s]*(?:\([^()]*\)[^()\s]*)?(?:\s+[\"'][^\"']{0,500}[\"'])?\s*\)|\[[^\[\]]{0,200}\])"
)
_LINK = re.compile(
    r"\[([^\[\]]{1,2000})\](?:\([^()\s]*(?:\([^()]*\)[^()\s]*)?(?:\s+[\"'][^\"']{0,500}[\"'])?\s*\)|\[[^\[\]]{0,200}\])"
)
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^\s<>]{1,2000})>")
_EMPHASIS = re.compile(r"(?<![\w*\\])(\*{1,3}|_{1,3}|~~|`{1,2})(?=\S)([^\n]{1,400}?)(?<=\S)\1(?![\w*])")
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,500}>|<!--.*?-->", re.DOTALL)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!~>|\"'])")
_LONGEST = 20_000
"""Characters of a paragraph above which its emphasis stays as it is written."""
_HARD = re.compile(r" {2,}$|\\$")


def read_markdown(text: str) -> Draft:
    """The article of a text in Markdown: fields from what stands in front, and the first heading as its title.

    >>> draft = read_markdown("---\\nauthor: Ana Ruiz\\n---\\n# Storm\\n\\nThe [pier](https://vik.example) sank.")
    >>> draft.title, draft.byline, draft.paragraphs
    ('Storm', 'Ana Ruiz', (('', 'The pier sank.'),))
    """
    front = _FRONT.match(text)
    said = _read_front(front.group(1), front.group(2)) if front else {}
    body = text[front.end() :] if front and said else text
    parts = list(keep_filled(_read_blocks(body.split("\n"))))
    fields = match_fields(said, ReadOptions())
    values = {
        thing: next(filter(None, (_write(said[n]) for n in names)), "")
        for thing, names in fields.items()
        if thing != "text"
    }
    title = values.get("title", "")
    opening = next((i for i, part in enumerate(parts) if part[0] == ""), len(parts))
    heading = next((i for i, part in enumerate(parts[: opening + 1]) if part[0] == "title"), None)
    if heading is not None and (not title or parts[heading][1].lower() == title.lower()):
        title = parts.pop(heading)[1]
    paragraphs = tuple(("section" if kind == "title" else kind, words) for kind, words in parts)
    extra = {
        str(k): _write(v) for k, v in said.items() if _write(v) and all(k not in names[:1] for names in fields.values())
    }
    return Draft(
        paragraphs, title, url=values.get("url") or None, site=values.get("site") or None,
        byline=values.get("byline") or None, published=values.get("published") or None,
        modified=values.get("modified") or None, captured=values.get("captured") or None,
        language=values.get("language") or None, extra=extra,
    )  # fmt: skip


def _read_front(mark: str, text: str) -> Mapping[str, Any]:
    """The fields of what stands in front: TOML whole; of YAML plain values and lists, which is what people write."""
    if mark == "+++":
        try:
            return tomllib.loads(text)
        except (tomllib.TOMLDecodeError, RecursionError):
            return {}
    fields: dict[str, Any] = {}
    name = ""
    for line in text.split("\n"):
        pair = _PAIR.match(line)
        if pair and not line.startswith((" ", "\t")):
            name, value = pair.group(1), (pair.group(2) or "").strip()
            fields[name] = _read_value(value)
        elif name and line.strip().startswith("- ") and not isinstance(fields[name], str | None):
            fields[name].append(_unquote(line.strip()[2:]))
        elif name and line.strip().startswith("- ") and not fields[name]:
            fields[name] = [_unquote(line.strip()[2:])]
        elif name and line.startswith((" ", "\t")) and line.strip() and not isinstance(fields[name], list):
            fields[name] = f"{fields[name] or ''} {line.strip()}".strip()
    return {name: value for name, value in fields.items() if value}


def _read_value(value: str) -> str | list[str]:
    if value.startswith("[") and value.endswith("]"):
        return [_unquote(part) for part in value[1:-1].split(",") if part.strip()]
    return "" if value in ("|", ">", "|-", ">-", "null", "~") else _unquote(value)


def _unquote(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1].replace("''", "'") if value[0] == "'" else value[1:-1].replace('\\"', '"')
    return re.sub(r"\s+#.*$", "", value)


def _write(value: Any) -> str:
    if isinstance(value, Mapping):
        return str(value.get("name") or value.get("title") or "")
    if isinstance(value, list):
        return ", ".join(filter(None, map(_write, value)))
    return value.isoformat() if hasattr(value, "isoformat") else str(value).strip()


def _read_blocks(lines: list[str]) -> Iterator[Paragraph]:
    """The blocks of a text in order; the first headings of the first rank are titles."""
    block: list[str] = []
    fenced = False
    for line in [*lines, ""]:
        if _FENCE.match(line):
            fenced = not fenced
            yield from _write_block(block)
            block = []
        elif fenced:
            yield "", line
        elif block and _UNDERLINE.match(line) and len(block) == 1 and not _ITEM.match(block[0]):
            yield ("title" if "=" in line else "section"), _strip(block[0])
            block = []
        elif heading := _HEADING.match(line):
            yield from _write_block(block)
            yield ("title" if len(heading.group(1)) == 1 else "section"), _strip(heading.group(2))
            block = []
        elif not line.strip() or _RULE.match(line) or _DEFINITION.match(line):
            yield from _write_block(block)
            block = []
        else:
            quoted = re.sub(r"^ {0,3}(?:> ?)+", "", line)
            if _ITEM.match(quoted) or (block and _HARD.search(block[-1])):
                yield from _write_block(block)
                block = []
            block.append(quoted)


def _write_block(block: list[str]) -> Iterator[Paragraph]:
    """A paragraph or an item of a list, its pictures as captions; an item that is a link alone is no text."""
    text = " ".join(line.strip() for line in block)
    if not text:
        return
    yield from (("caption", _strip(match.group(1))) for match in _PICTURE.finditer(text))
    text = _PICTURE.sub(" ", text)
    item = _ITEM.match(text)
    if item and _LINK.fullmatch(item.group(1).strip()):
        yield "chrome", _strip(item.group(1))
    else:
        yield "", _strip(item.group(1) if item else text)


def _strip(text: str) -> str:
    """Words without their marks."""
    for _ in range(2):  # a picture in a link, an emphasis in another
        text = _LINK.sub(r"\1", _PICTURE.sub(r"\1", text))
    text = _TAG.sub("", _AUTOLINK.sub(r"\1", text))
    for _ in range(2 if len(text) < _LONGEST else 0):
        text = _EMPHASIS.sub(r"\2", text)
    return html.unescape(_ESCAPE.sub(r"\1", text)).strip()

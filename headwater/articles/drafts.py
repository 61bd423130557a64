"""Drafts: articles whose file says what each of their parts is (news XML, Markdown, Word, exports of databases)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from headwater.articles.article_lines import label_article
from headwater.articles.bylines import read_byline
from headwater.articles.dates import FIRST_YEAR, LAST_YEAR, read_date
from headwater.articles.encodings import clean_text
from headwater.articles.identity import tell_language
from headwater.articles.item import Item, Published, Signal
from headwater.articles.lines import Line
from headwater.articles.options import ReadOptions
from headwater.articles.outlets import find_outlet, find_target_site
from headwater.articles.page_lines import divide_page, has_chrome
from headwater.articles.plain import find_published, mark_line
from headwater.articles.problems import Note
from headwater.articles.signals import find_signals

Paragraph = tuple[str, str]
"""What a paragraph is (a kind of region; "": the file does not say), and its text."""

_PLACE = re.compile(r"\s*[(\[][^()\[\]]{2,40}[)\]]\s*$|[,;]\s(?!(?:The|Le|La|Les|Der|Die|Das|El|Il)\b).*$")
"""What databases put behind the name of an outlet: its city, its edition."""
_TURNED = re.compile(r"^([^,]+), (The|Le|La|Les|Der|Die|Das|El|Il)\b.*$")
_WEEKDAY = re.compile(r"((?:19|20)\d{2}),?\s+[^\W\d]{3,12}\.?\s+(?=\d{1,2}[:.h])")


@dataclass(frozen=True)
class Draft:
    """One article: its paragraphs in reading order without the title, and what its file says of it, as written."""

    paragraphs: tuple[Paragraph, ...]
    title: str = ""
    url: str | None = None
    site: str | None = None
    byline: str | None = None
    published: str | None = None
    modified: str | None = None
    captured: str | None = None
    language: str | None = None
    host: str | None = None
    signals: tuple[Signal, ...] = ()
    extra: dict[str, str] = field(default_factory=dict)


def read_draft(draft: Draft, options: ReadOptions) -> tuple[Item | None, list[Note]]:
    """The article of a draft: title, empty line, paragraphs; None where no paragraph holds a word.

    Paragraphs of which the file does not say what they are, are labelled as those of a row.
    """
    title = _fold(draft.title)
    paragraphs, opening = _join_dateline(keep_filled(draft.paragraphs))
    lines, kinds = _lay_lines(paragraphs, len(title) + 2 if title else 0)
    if not any(c.isalpha() for line in lines for c in line.text):
        return None, []
    unsaid = [line for line, kind in zip(lines, kinds, strict=True) if not kind]
    labels = iter(_label_lines(unsaid, title))
    kinds = [kind or next(labels) for kind in kinds]
    first = kinds.index("body") if "body" in kinds else -1
    regions = [(0, len(title), "title")] if title else []
    for i, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        if opening and i == opening[0]:
            regions.extend([(line.start, line.end, "body"), (line.start, line.start + opening[1], "dateline")])
        else:
            regions.extend(mark_line(line, kind, opens=i == first))
    text = "\n\n".join([*([title] if title else []), *(line.text for line in lines)])
    published, notes = _read_time(draft.published, options)
    published = published or find_published(lines, kinds, options.day_first)
    bylines = [line.text for line, kind in zip(lines, kinds, strict=True) if kind == "byline"]
    item = Item(
        text, tuple(sorted(set(regions))), url=draft.url, site=_find_site(draft.site), title=title or None,
        byline=_write_names(draft.byline or next(iter(bylines), "")), language=_read_language(draft.language),
        published=published, modified=_read_time(draft.modified, options)[0],
        captured=_read_time(draft.captured, options)[0], host=draft.host, extra=dict(draft.extra),
    )  # fmt: skip
    return _sign_item(item, draft), notes


def _label_lines(lines: Sequence[Line], title: str) -> list[str]:
    if not has_chrome(lines):
        return label_article(lines, title)
    return ["chrome" if label == "title" else label for label in divide_page(lines)]


def keep_filled(paragraphs: Iterable[Paragraph]) -> tuple[Paragraph, ...]:
    """The paragraphs that hold something, each on one line.

    >>> keep_filled([("", " A  pier\\nsank. "), ("caption", "")])
    (('', 'A pier sank.'),)
    """
    return tuple((kind, folded) for kind, text in paragraphs if (folded := _fold(text)))


def _write_names(line: str) -> str | None:
    """The names in a byline, or else the line."""
    return ", ".join(read_byline(_fold(line))) or _fold(line) or None


def _join_dateline(paragraphs: Sequence[Paragraph]) -> tuple[Sequence[Paragraph], tuple[int, int] | None]:
    """A dateline that stands by itself put before the first paragraph, as it is printed; where, and its length."""
    for i, ((kind, text), (next_kind, words)) in enumerate(pairwise(paragraphs)):
        if kind == "dateline" and next_kind in ("", "body"):
            mark = " " if text.endswith(("-", "–", "—", ":", ".")) else " – "
            whole = words if words.startswith(text) else f"{text}{mark}{words}"
            return (*paragraphs[:i], ("body", whole), *paragraphs[i + 2 :]), (i, len(text))
    return paragraphs, None


def _sign_item(item: Item, draft: Draft) -> Item:
    """The item with the hints in its words and in its file; in a database a copyright is the publisher's own."""
    language = item.language or tell_language(item.text)
    found = find_signals(item.text, item.regions, url=item.url, site=item.site, language=language)
    kept = [s for s in found if not (draft.host and s.kind == "copyright" and find_outlet(s.target) is None)]
    said = {(signal.kind, signal.target.lower()) for signal in kept}
    return replace(item, signals=(*(s for s in draft.signals if (s.kind, s.target.lower()) not in said), *kept))


def _lay_lines(paragraphs: Sequence[Paragraph], start: int) -> tuple[list[Line], list[str]]:
    """The paragraphs as lines of the text that begins with the title, an empty line between them; and their kinds."""
    lines: list[Line] = []
    kinds: list[str] = []
    for kind, text in paragraphs:
        lines.append(Line(start, start + len(text), text, 0, 1))
        kinds.append(kind)
        start += len(text) + 2
    return lines, kinds


def _fold(text: str) -> str:
    return " ".join(clean_text(text).split())


def _find_site(name: str | None) -> str | None:
    """The site of an outlet where the list of outlets has it; else its name without city and edition.

    >>> _find_site("Vik Herald, The (Vik)"), _find_site("New York Times, Late Edition; New York, N.Y.")
    ('The Vik Herald', 'nytimes.com')
    """
    if not name:
        return None
    plain = _PLACE.sub("", name).strip()
    plain = _PLACE.sub("", _TURNED.sub(r"\2 \1", plain)).strip() or name
    return find_target_site(name) or find_target_site(plain) or plain


def _read_language(value: str | None) -> str | None:
    match = re.match(r"([a-z]{2})(?:[-_][a-z]{2,4})*$", (value or "").strip().lower())
    return match.group(1) if match else None


def _read_time(value: str | None, options: ReadOptions) -> tuple[Published | None, list[Note]]:
    if not value:
        return None, []
    if found := read_date(_WEEKDAY.sub(r"\1 ", value), day_first=options.day_first):
        return replace(found, basis="meta"), []
    why = f"The date {value[:60]!r} cannot be right (impossible, unreadable, or outside {FIRST_YEAR} to {LAST_YEAR})."
    return None, [Note("date", why, "The article was read without it; say the date with --meta.")]

"""The fields that people write above a text they keep: "Title: …", "Date: …", "URL: …"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from headwater.articles.lines import Line

_WORDS = {
    "title": "title headline titel titre título titulo titolo tytuł başlık заголовок العنوان 标题",
    "date": "date datum fecha data tarih дата التاريخ 日期",
    "published": "published posted veröffentlicht publié publicado pubblicato gepubliceerd opublikowano yayınlanma "
    "опубликовано النشر 发布时间",
    "updated": "updated aktualisiert actualizado aggiornato bijgewerkt aktualizacja güncelleme обновлено "
    "تحديث 更新时间",
    "byline": "by author byline autor autorin auteur autore yazar автор الكاتب 作者",
    "site": "source publication publisher outlet newspaper from zeitung journal periódico diario giornale jornal "
    "krant gazeta gazete газета صحيفة 报纸",
    "url": "url link adresse lien enlace",
    "": "time section id page language words word_count length copyright retrieved accessed saved ressort "
    "rubrique sección sezione seite página pagina",
}
"""What people call the fields of a text that they keep, in the twelve languages; the last are read over."""
_NAMES = {word.replace("_", " "): name for name, words in _WORDS.items() for word in words.split()}
_FIELD = re.compile(rf"({'|'.join(sorted(_NAMES, key=len, reverse=True))})\s*[:=：]\s*(\S.*)", re.IGNORECASE)
_MOST = 12
"""Lines of a header at most."""


@dataclass(frozen=True)
class Header:
    """How many lines of a text are its header, what they say, and the line of each of the things said."""

    size: int
    fields: dict[str, str]
    places: dict[str, int]


def read_header(lines: Sequence[Line]) -> Header:
    """The header of a text: lines of fields at its top, two at least, or one that names the title or the address.

    >>> from headwater.articles.lines import find_lines
    >>> read_header(find_lines("Title: Harbour closed\\nSource: Vik Herald\\n\\nThe harbour was closed.")).fields
    {'title': 'Harbour closed', 'site': 'Vik Herald'}
    """
    fields: dict[str, str] = {}
    places: dict[str, int] = {}
    size = 0
    for i, line in enumerate(lines[:_MOST]):
        match = _FIELD.fullmatch(line.text) if len(line.text) < 300 else None
        if match is None:
            break
        written = match.group(1).lower()
        name = _NAMES[written] or written
        if name == "site" and match.group(2).startswith("http"):
            name = "url"
        fields.setdefault(name, match.group(2).strip(" <>\"'"))
        places.setdefault(name, i)
        size = i + 1
    telling = size > 1 or "title" in fields or "url" in fields
    return Header(size, fields, places) if telling and size < len(lines) else Header(0, {}, {})

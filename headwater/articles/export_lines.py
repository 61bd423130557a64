"""The lines that news databases print around an article: labels and values, dates, counts of words, copyright."""

import re
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files

from headwater.articles.dates import find_date

LABELS: dict[str, str] = {
    label: thing
    for thing, labels in (
        line.split("\t")
        for line in files("headwater.articles")
        .joinpath("data/export_labels.tsv")
        .read_text(encoding="utf-8")
        .splitlines()
        if not line.startswith("#")
    )
    for label in labels.split("|")
}
"""What a label names, by the label in small letters."""

_LABELLED = re.compile(r"\s*([^\W\d_][^:\n]{1,45}?)\s?[:：](?:\s+(.*\S))?\s*$")
_WORDS = re.compile(
    r"(\d{1,3}(?:[.,' \u00a0]\d{3})+|\d+)\s?(?:words?|wörter|worte|mots?|woorden|palabras|parole|palavras|słów|"
    r"słowa|kelime|sözcük|слов[ао]?|ord|字|كلمة)",
    re.IGNORECASE,
)
_RIGHTS = re.compile(
    r"(?:(?:\(c\)|©|\bcopyright)\s*(?:\(c\)|©|copyright)?.{0,80}\b(?:19|20)\d{2}\b|"
    r"\b(?:19|20)\d{2}\b.{0,60}(?:\(c\)|©|\bcopyright\b)|"
    r"^(?:all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|"
    r"tutti i diritti riservati|todos os direitos reservados|alle rechten voorbehouden|"
    r"wszelkie prawa zastrzeżone|все права защищены|tüm hakları saklıdır|版权所有)\W*$)",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?(?:\s?[A-Z]{2,4})?$", re.IGNORECASE)
_NAME = r"[^\W\d_a-z][\w.'’-]*(?: (?:de |van |von |der |la |al-)?[^\W\d_a-z][\w.'’-]*){1,3}"
_NAMES = re.compile(rf"{_NAME}(?:(?:,| and| und| et| y| e|;|/) {_NAME})*")
_TURNED_NAME = r"[^\W\d_a-z][^,;.\d]{1,40},\s[^\W\d_a-z][^,;\d]{1,40}"
_TURNED = re.compile(rf"{_TURNED_NAME}(?:;\s*{_TURNED_NAME})*;?")
_WRAP = range(45, 111)
"""Characters of a line that was broken at a fixed width."""


def read_label(line: str) -> tuple[str, str] | None:
    """What a labelled line names, and its value ("" where that stands below); None where it has no known label.

    >>> read_label("LENGTH: 512 words"), read_label("Full text:"), read_label("The mayor said: no.")
    (('length', '512 words'), ('text', ''), None)
    """
    match = _LABELLED.match(line)
    thing = LABELS.get(" ".join(match.group(1).lower().split())) if match else None
    return (thing, match.group(2) or "") if match and thing else None


def read_words(line: str) -> int | None:
    """The count of words that a line is, or that it begins with.

    >>> read_words("1,512 words"), read_words("512 mots"), read_words("Two words")
    (1512, 512, None)
    """
    match = _WORDS.match(line.strip())
    return int(re.sub(r"\D", "", match.group(1))) if match else None


def is_rights(line: str) -> bool:
    """Whether a line says whose copyright an article is.

    >>> is_rights("Copyright 2023 Vik Herald All Rights Reserved"), is_rights("She won the right to copy it.")
    (True, False)
    """
    return len(line) < 300 and _RIGHTS.search(line.strip()) is not None


def is_clock(line: str) -> bool:
    """Whether a line is a time of day."""
    return _CLOCK.match(line.strip()) is not None


def is_dated(line: str) -> bool:
    """Whether a line is a date and hardly anything else: a weekday, a time of day.

    >>> is_dated("May 19, 2023 Friday 10:30 AM GMT"), is_dated("vendredi 19 mai 2023"), is_dated("On May 19, it sank")
    (True, True, False)
    """
    if len(line) > 60 or not (found := find_date(line)) or found[0].precision in ("month", "year"):
        return False
    start, end = found[1]
    rest = re.sub(r"\d{1,2}[:.h]\d{2}(?:\s?[AaPp]\.?[Mm]\.?)?|\b(?:GMT|UTC|[A-Z]{2,4}T)\b", " ", line[end:])
    before = re.fullmatch(r"\W*(?:[^\W\d_]{2,12}\.?,?\W*)?", line[:start])
    return before is not None and re.fullmatch(r"[\s,.]*(?:[^\W\d_]{3,12}\.?)?[\s,.]*", rest) is not None


def is_names(line: str) -> bool:
    """Whether a line is the names of persons and nothing else.

    >>> is_names("Ana Ruiz and Tom de Hale"), is_names("Storm"), is_names("The harbour closes")
    (True, False, False)
    """
    return len(line) < 120 and _NAMES.fullmatch(line.strip()) is not None


def turn_names(names: str) -> str:
    """Names as they are printed, where they stand family name first; others as they are.

    >>> turn_names("Ruiz, Ana; Hale, Tom"), turn_names("Ana Ruiz, Vik")
    ('Ana Ruiz, Tom Hale', 'Ana Ruiz, Vik')
    """
    parts = [part.strip() for part in names.strip(" ;").split(";")]
    if not _TURNED.fullmatch(names.strip()) or any(" " in part.split(",")[0] for part in parts):
        return names.strip()
    return ", ".join(" ".join(reversed(part.split(", ", 1))) for part in parts)


def join_paragraphs(lines: Sequence[str]) -> list[str]:
    """The paragraphs of a text: between empty lines, with those lines put together that a fixed width had broken.

    >>> join_paragraphs(["One.", "Two.", "", "Three."])
    ['One.', 'Two.', 'Three.']
    """
    paragraphs: list[str] = []
    for block in _cut_blocks(lines):
        wrapped = len(block) > 1 and all(len(line.rstrip()) in _WRAP for line in block[:-1]) and len(block[-1]) <= 110
        paragraphs.extend([" ".join(line.strip() for line in block)] if wrapped else (line.strip() for line in block))
    return paragraphs


def find_address(text: str) -> str | None:
    """The address of an article in a text; that of a whole site says nothing of an article.

    >>> find_address("http://vik.example/a"), find_address("http://vik.example/")
    ('http://vik.example/a', None)
    """
    match = re.search(r"https?://[^\s<>\"/]+/[^\s<>\"]*[^\s<>\"/.,;)]", text)
    return match.group() if match else None


def strip_lines(lines: Iterable[str]) -> list[str]:
    """The lines that hold something, without the space around them."""
    return [stripped for line in lines if (stripped := line.strip())]


def _cut_blocks(lines: Sequence[str]) -> Iterator[list[str]]:
    block: list[str] = []
    for line in [*lines, ""]:
        if line.strip():
            block.append(line)
        elif block:
            yield block
            block = []

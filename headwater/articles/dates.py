"""Dates as sites write them: one value (an attribute, a field), and the line of a text that says when it appeared.

What is impossible, before 1900 or after 2099 is no date of publication. A time without a zone is taken as UTC.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from headwater.articles.item import Published

FIRST_YEAR, LAST_YEAR = 1900, 2099

_ZONES = {
    "z": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 60, "bst": 60, "cet": 60, "mez": 60, "cest": 120, "mesz": 120,
    "eet": 120, "eest": 180,
    "msk": 180, "trt": 180, "gst": 240, "pkt": 300, "ist": 330, "wib": 420, "sgt": 480, "hkt": 480, "jst": 540,
    "kst": 540, "aest": 600,
    "aedt": 660, "nzst": 720, "nzdt": 780, "sast": 120, "cat": 120, "eat": 180, "wat": 60, "est": -300,
    "edt": -240, "cst": -360,
    "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420, "akst": -540, "hst": -600, "brt": -180,
    "art": -180,
}  # fmt: skip
"""Minutes east of Greenwich of the zones that news sites write; of several meanings the commonest in news."""
_PLACES = {"et": "America/New_York", "ct": "America/Chicago", "mt": "America/Denver", "pt": "America/Los_Angeles"}
"""Zones whose name does not say whether it is summer."""

_CLOCK = (
    r"(?P<hour>\d{1,2})(?:(?:[:.時시]|h(?=\s?\d\d))\s?(?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d+)?)"
    r"?[分분]?|(?=\s?[apAP]\.?[mM]\b))"
    r"\s*(?P<half>[apAP]\.?\s?[mM]\b\.?)?(?:\s*(?:Uhr|Hrs?|h|Eastern|local\s+time|น\.)\b)?"
    r"\s*[(,]?(?P<zone>Z\b|(?:UTC|GMT)?\s?[+-]\d{2}:?\d{2}|[A-Z]{2,4}\b)?"
)
_GAP = r"(?:\s*[,|T•·–—@-]?\s*(?:at|um|à|a\s+las|alle(?:\s+ore)?|às|om|kl\.?|klo|v|о|в|ora|saat|ve)?\s*)"
_YEAR = r"(?P<year>(?:19|20)\d{2})"
_ISO = re.compile(
    rf"(?<!\d){_YEAR}(?P<mark>[-/.])\s?(?P<month>\d{{1,2}})(?P=mark)\s?(?P<day>\d{{1,2}})(?!\d)\.?(?:{_GAP}{_CLOCK})?"
)
_COMPACT = re.compile(
    rf"(?<!\d){_YEAR}(?P<month>\d{{2}})(?P<day>\d{{2}})(?:T?(?P<hour>\d{{2}})(?P<minute>\d{{2}})(?P<second>\d{{2}})"
    rf"?(?P<zone>Z|[+-]\d{{4}})?)?(?!\d)"
)
_CJK = re.compile(
    rf"{_YEAR}\s?[年년]\s*(?P<month>\d{{1,2}})\s?[月월]\s*(?:(?P<day>\d{{1,2}})\s?[日일]\s*(?:[（(][^）)]{{1,4}}[）)"
    rf"]\s*)?(?:{_CLOCK})?)?"
)
_NUMBERS = re.compile(
    rf"(?<!\d)(?P<first>\d{{1,2}})(?P<mark>[./-])\s?(?P<second_>\d{{1,2}})(?P=mark)\s?(?P<year>(?:19|"
    rf"20)\d{{2}}|\d{{2}})(?!\d)(?:{_GAP}{_CLOCK})?"
)
_WORD = r"(?P<name>[^\W\d_]{3,12}(?:\s(?:الثاني|الأول))?|آب)\.?"
_NAME_FIRST = re.compile(
    rf"\b{_WORD}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?:{_CLOCK}\s+(?:GMT\S*\s+)?)?{_YEAR}(?!\d)"
)
_NAME_FIRST_CLOCK = re.compile(rf"\b{_WORD}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}(?!\d)(?:{_GAP}{_CLOCK})?")
_DAY_FIRST = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?\s*(?:de\s+|of\s+|-\s?)?{_WORD}\s*(?:,|"
    rf"de|del|-)?\s*{_YEAR}(?!\d)(?:\s*(?:г|р|г\.|j)?\.?{_GAP}{_CLOCK})?"
)
_MONTH_ONLY = re.compile(rf"\b{_WORD},?\s+(?:de\s+)?{_YEAR}(?!\d)")
_YEAR_MONTH = re.compile(rf"(?<!\d){_YEAR}-(?P<month>\d{{2}})(?![\d-])")
_POSSIBLE = re.compile(r"(?:19|20)\d\d|\d[./-]")
"""What every date holds: a year of four digits, or a digit before what stands between two."""
_EPOCH = re.compile(r"\s*(\d{10})(?:\d{3})?\s*")
_LABEL = re.compile(
    r"\W*(?:first\s+|last\s+|originally\s+|laatst\s+|zuletzt\s+|última\s+|ultima\s+|ostatnia\s+|son\s+|آخر\s+|data\s+|fecha\s+de\s+|"
    r"date\s+de\s+|تاريخ\s+|تم\s+)*(?P<label>date(?:d|line)?|published|publish\s+date|"
    r"pub(?:lication)?\s*date|posted|updated?|modified|edited|created|issued|released|filed|"
    r"veröffentlicht|veröffentlichung|erschienen|erstellt|aktualisiert|aktualisierung|stand|datum|"
    r"publiée?|publication|mise?\s+à\s+jour|modifiée?|actualisée?|"
    r"publicad[oa]|publicaci[óo]n|actualizad[oa]|actualizaci[óo]n|atualizad[oa]|atualização|publicação|fecha|"
    r"pubblicat[oa]|pubblicazione|aggiornat[oa]|aggiornamento|data|"
    r"gepubliceerd|geplaatst|bijgewerkt|gewijzigd|publisert|oppdatert|publicerad|uppdaterad|udgivet|opdateret|"
    r"opublikowan[oay]|publikacji|publikacja|dodano|aktualizacja|zaktualizowano|julkaistu|"
    r"yayı[nm]lan\w*|yayın|güncellen?me|güncellendi|eklenme|опубликовано|публикация|обновлено|дата|изменено|"
    r"نشر|نُشر|النشر|تحديث|التحديث|发布时间|发布|发表于|发表|更新时间|更新于|更新|时间|日期|最后更新)(?:\b|(?=\d|[：:]))\s*(?:on|at|am|um|vom|"
    r"le|el|il|em|op|om|den|dne|dnia|tarihi|zamanı|в|في|بتاريخ)?\s*[:：|–—-]?\s*",
    re.IGNORECASE,
)
"""What sites write before the date of a text, in the twelve languages of the signals and some more."""
_CHANGED = re.compile(
    r"updat|modif|edit|aktuali[sz]|mise? à jour|actuali[sz]|atuali[sz]|aggiorn|bijgewerkt|gewijzigd|oppdater|"
    r"uppdater|opdater|güncel|обнов|измен|تحديث|更新",
    re.IGNORECASE,
)
_BY = r"(?:by|von|par|por|di|da|door|przez|av|af|autor|автор|بقلم|记者)"
_PERSON = (
    r"(?:(?-i:[^\W\d_a-zà-ÿ])[\w.'’-]*)(?:\s(?:(?:de|da|di|van|von|der|del)\s)?(?-i:[^\W\d_a-zà-ÿ])[\w.'’-]*){1,4}"
)
_BESIDE = re.compile(rf"\s*(?:(?:[|•·,–—-]|{_BY}\s)\s*){{1,2}}{_PERSON}\s*", re.IGNORECASE)
_NAMED = re.compile(
    rf"{_BY}\s{_PERSON}(?:\s*[,|•·–—-]|\s(?:on|am|vom|le|el|il|em|op|dnia|в|في))?\s*(?:\w+day,?)?", re.IGNORECASE
)
"""The author between the label of a date and the date: "Posted by Ana Ruiz on"."""
_SENTENCE_OF_SIGNS = re.compile(r"[一-鿿]{9,}|[ぁ-ヿ一-鿿]{12,}")
"""Signs in a row that are words of a sentence, in scripts without spaces."""
_WHOLE_LINE = 12
"""Words of a line without a label that may stand around its date ("Friday, May 19, 2023 at 10:00 by Ana Ruiz")."""


_WEEKDAY = re.compile(r"(?:(?:[^\W\d_]{1,3} )?[^\W\d_]{2,14},? )?")
"""What may stand between the label of a date and its day."""
_DAY_LEADS = frozenset({"de", "fr", "es", "it", "pt", "nl", "pl", "tr", "ru", "ar"})


def read_date(text: str, *, day_first: bool | None = None) -> Published | None:
    """The first date in a short text, with how exact it is; None where it holds none that can be right.

    `day_first` settles 03/04/2024; without it only the year of such a date is known. The basis is 'text'.

    >>> read_date("Posted on May 19, 2023 at 2:30 pm EDT").at.isoformat(), read_date("19.05.2023").precision
    ('2023-05-19T18:30:00+00:00', 'day')
    >>> read_date("2023-02-30") is None, read_date("03/04/2024").precision, read_date("May 2023").precision
    (True, 'year', 'month')
    """
    found = find_date(text, day_first=day_first)
    return found[0] if found else None


def find_date(text: str, *, day_first: bool | None = None) -> tuple[Published, tuple[int, int]] | None:
    """The first date in a short text and where it stands.

    >>> find_date("Updated 19 mai 2023")[1]
    (8, 19)
    """
    text = text[:400]
    if match := _EPOCH.fullmatch(text):
        return _accept(datetime.fromtimestamp(int(match.group(1)), UTC), "instant"), match.span()
    if not _POSSIBLE.search(text):
        return None
    for pattern in (_ISO, _CJK, _COMPACT, _NAME_FIRST_CLOCK, _NAME_FIRST, _DAY_FIRST, _NUMBERS):
        for match in pattern.finditer(text):
            if (found := _build(match, day_first)) is not None:
                return found, match.span()
    for match in (*_MONTH_ONLY.finditer(text), *_YEAR_MONTH.finditer(text)):
        if (found := _build(match, day_first)) is not None:
            return found, match.span()
    if match := re.fullmatch(rf"\s*{_YEAR}\s*", text):
        return Published(datetime(int(match.group("year")), 1, 1, tzinfo=UTC), "year", "text"), match.span("year")
    return None


def order_by_language(language: str | None) -> bool | None:
    """Whether a date in numbers begins with the day in a language (Unicode CLDR, short dates); None where that depends
    on the country, as in English.

    >>> order_by_language("fr"), order_by_language("en")
    (True, None)
    """
    return True if language in _DAY_LEADS else None


def find_date_line(lines: Sequence[str], *, day_first: bool | None = None) -> tuple[Published, int] | None:
    """When a plain text says that it appeared, and the number of the line that says so.

    Read are lines that are a date (with a label, an author or a weekday), and a labelled date that a site glued in
    front of the first sentence ("date 2023-05-19 The council …"). A date that says when the text was changed is taken
    only where no other stands; dates in sentences and captions never are.

    >>> lines = ["Bridge reopens", "Updated May 20, 2023", "Posted on May 19, 2023", "The bridge of May 2, 2021 …"]
    >>> published, number = find_date_line(lines)
    >>> published.at.date().isoformat(), number
    ('2023-05-19', 2)
    """
    changed: tuple[Published, int] | None = None
    for number, line in enumerate(lines):
        label = _LABEL.match(line)
        found = find_date(line[:200], day_first=day_first)
        if found is None or found[0].precision not in ("instant", "day") or not _is_date_line(line, label, found[1]):
            continue
        if label and _CHANGED.search(label.group("label")):
            changed = changed or (found[0], number)
            continue
        return found[0], number
    return changed


def read_beside(line: str) -> tuple[str, str] | None:
    """What stands before and behind the date of a line, but for its label, and a further date with a label; None where
    the line has no day.

    >>> read_beside("Publié le 4 mars 2024 à 17h25, mis à jour le 5 mars 2024"), read_beside("Vik, May 4, 2024")
    (('', ''), ('Vik, ', ''))
    """
    found = find_date(line, day_first=True)
    if found is None or found[0].precision not in ("day", "instant"):
        return None
    label = _LABEL.match(line)
    before = "" if label and _WEEKDAY.fullmatch(line[label.end() : found[1][0]]) else line[: found[1][0]]
    behind = line[found[1][1] :]
    tail = behind.lstrip(" ,;|·•–—-(")
    label, second = _LABEL.match(tail), find_date(tail)
    if label and second and label.end() >= second[1][0] and not tail[second[1][1] :].strip(" .)"):
        behind = ""
    return before, behind


def is_dated_byline(line: str) -> bool:
    """Whether a line is a date, with or without a label, and an author beside it.

    >>> is_dated_byline("Posted on May 19, 2023 by Ana Ruiz"), is_dated_byline("May 19, 2023 was warm.")
    (True, False)
    >>> is_dated_byline("Posted by Ana Ruiz on May 19, 2023")
    True
    """
    found = find_date(line) if len(line) < 120 else None
    if found is None or found[0].precision not in ("instant", "day"):
        return False
    label = _LABEL.match(line)
    before = line[label.end() if label else 0 : found[1][0]].strip(" ,|•·–—-")
    after = line[found[1][1] :]
    if not after.strip(" .") and _NAMED.fullmatch(before):
        return True
    return _DAYS.fullmatch(before) is not None and _BESIDE.fullmatch(after) is not None


def find_changed_line(lines: Sequence[str], *, day_first: bool | None = None) -> Published | None:
    """When a plain text says that it was changed: the first line with a date and a label that says so.

    >>> find_changed_line(["Posted on May 19, 2023", "Updated May 20, 2023"]).at.date().isoformat()
    '2023-05-20'
    """
    for line in lines:
        label = _LABEL.match(line)
        found = find_date(line[:200], day_first=day_first) if label and _CHANGED.search(label.group("label")) else None
        if found and found[0].precision in ("instant", "day") and _is_date_line(line, label, found[1]):
            return found[0]
    return None


def _is_date_line(line: str, label: re.Match[str] | None, span: tuple[int, int]) -> bool:
    if _SENTENCE_OF_SIGNS.search(line[span[1] :]):
        return False
    if label is not None and (label.end() >= span[0] or len(line[label.end() : span[0]].split()) <= 2):
        return True
    if span[0] == 0 and re.match(r"\s*[|•·:–—-]\s", line[span[1] :]):
        return True
    rest = (line[: span[0]] + " " + line[span[1] :]).split()
    ends_sentence = line.rstrip().endswith((".", "!", "?")) and len(rest) > 3
    return (
        len(rest) <= _WHOLE_LINE
        and not ends_sentence
        and len(line) <= 120
        and (len(rest) <= 3 or bool(_NEAR.search(line)))
    )


_DAYS = re.compile(
    r"(?:(?:mon|tues?|wednes|wed|thurs?|fri|satur|sat|sun)(?:day)?|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|"
    r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo)?[.,]?",
    re.IGNORECASE,
)
_NEAR = re.compile(
    (
        r"\b(?:by|von|par|por|di|updat\w*|publish\w*|post\w*|min(?:ute)?s?|read|"
        r"am|pm|uhr|\d{1,2}:\d{2}|stand|aktualisiert)\b|\|"
    ),
    re.IGNORECASE,
)


def _build(match: re.Match[str], day_first: bool | None) -> Published | None:
    got = match.groupdict()
    year = int(got["year"])
    year += 0 if year > 99 else 2000 if year < 70 else 1900
    if got.get("first"):
        order = _order_day(int(got["first"]), int(got["second_"]), got["mark"], day_first)
        if order is None:
            return _check(year, 1, 1, "year") if 1 <= int(got["first"]) <= 12 else None
        day, month = order
    else:
        month = int(got["month"]) if got.get("month") else _load_months().get((got.get("name") or "").lower(), 0)
        if not got.get("day"):
            return _check(year, month, 1, "month")
        day = int(got["day"])
    start = _check(year, month, day, "day")
    return _add_clock(start, got) if start and got.get("hour") else start


def _order_day(first: int, second: int, mark: str, day_first: bool | None) -> tuple[int, int] | None:
    """(day, month) of two numbers; None where they could be either."""
    if first > 12 or second > 12 or first == second:
        return (first, second) if first > 12 or second <= 12 else (second, first)
    if day_first is None and mark == ".":
        day_first = True
    if day_first is None:
        return None
    return (first, second) if day_first else (second, first)


def _check(year: int, month: int, day: int, precision: str) -> Published | None:
    try:
        at = datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return None
    return Published(at, precision, "text") if FIRST_YEAR <= year <= LAST_YEAR else None


def _add_clock(start: Published, got: dict[str, str | None]) -> Published:
    hour, minute, second = (int(got.get(k) or 0) for k in ("hour", "minute", "second"))
    if half := (got.get("half") or "").lower():
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    if hour > 23 or minute > 59 or second > 59:
        return start
    if (hour, minute, second) == (0, 0, 0):  # what systems write that know the day only
        return start
    at = start.at.replace(hour=hour, minute=minute, second=second)
    zone = got.get("zone") or ""
    return replace(_accept(at - timedelta(minutes=_read_zone(zone, at)), "instant"), local=not zone)


def _accept(at: datetime, precision: str) -> Published:
    return Published(at.astimezone(UTC), precision, "text")


def _read_zone(zone: str, at: datetime) -> int:
    """Minutes east of Greenwich; 0 where nothing is known.

    >>> noon = datetime(2024, 7, 1, 12, tzinfo=UTC)
    >>> _read_zone("+02:00", noon), _read_zone("GMT-0500", noon), _read_zone("ET", noon)
    (120, -300, -240)
    """
    if place := _PLACES.get(zone.lower()):
        offset = at.replace(tzinfo=ZoneInfo(place)).utcoffset()
        return int(offset.total_seconds()) // 60 if offset else 0
    if match := re.search(r"([+-])(\d{2}):?(\d{2})$", zone):
        return (1 if match.group(1) == "+" else -1) * (int(match.group(2)) * 60 + int(match.group(3)))
    return _ZONES.get(zone.lower(), 0)


@lru_cache(maxsize=1)
def _load_months() -> dict[str, int]:
    """Month numbers by name; a name that means two months in two languages (listopad) means neither."""
    months: dict[str, int] = {}
    twice: set[str] = set()
    for line in (files("headwater.articles") / "data" / "months.tsv").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        number, names = line.split("\t")
        for name in names.replace("_", "\N{NO-BREAK SPACE}").split(" "):
            name = name.replace("\N{NO-BREAK SPACE}", " ")
            if months.setdefault(name, int(number)) != int(number):
                twice.add(name)
    return {name: number for name, number in months.items() if name not in twice}

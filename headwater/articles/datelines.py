"""The place, and often the agency, that open a story, as papers of many languages write them."""

import re
from dataclasses import dataclass

from headwater.articles.outlets import is_agency_name
from headwater.intervals import Span

_UPPER = r"[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİĶŁŃŇŐŒŘŚŠŞŢŤŪŮŰŹŻŽ]"
_PLACE = (
    rf"(?:{_UPPER}[\w.'’-]*(?:[ /]{_UPPER}[\w.'’)-]*|\s(?:am|an|der|de|la|les|sur|"
    rf"do|da|del|upon|on|of|im|in)\s{_UPPER}[\w'’-]*){{0,4}})"
)
_CAPITALS = rf"(?:{_UPPER}(?:{_UPPER}|[.'’-])+(?:[ /]{_UPPER}(?:{_UPPER}|[.'’-])*){{0,4}})"
_MONTH = r"[^\W\d_]{3,10}\.?"
_DAY = (
    rf"(?:{_MONTH}\s\d{{1,2}}|\d{{1,2}}\.?\s(?:de\s)?{_MONTH})(?:,?\s(?:de\s)?\d{{4}}(?:\sг\.?)?)?|"
    r"\d{1,2}\.\d{1,2}\.(?:\d{4}|\d\d)?|\d{1,2}/\d{1,2}/\d{4}|\d{4}-\d\d-\d\d"
)
_MARK = r"(?P<mark>\s*[—–]\s*|\s*\.?--?\s+|\s*\.?-\s*(?=\S)|:\s)"
_DASH = r"\s*(?:—|–|--|\s-\s|\s-(?=[“\"A-ZÀ-Þ]))\s*"
_LATIN = (
    # LONDON, May 19 (Reuters) - / Bonn (epd). / NEW DELHI [India], May 19 (ANI): / SÃO PAULO, SP (FOLHAPRESS) -
    re.compile(
        rf"(?P<place>{_PLACE}(?:,\s{_PLACE}){{0,2}})(?:\s\[[^\]\n]{{2,20}}\])?,?\s*(?:(?:{_DAY})\.?,?\s*)?"
        rf"\(\s*(?P<agency>[^()\n]{{2,40}}?)\s*\)(?:{_MARK}|\s*\.?)"
    ),
    # (ANSA) - ROMA, 19 MAG - / (AP) —
    re.compile(rf"\(\s*(?P<agency>[^()\n]{{2,30}}?)\s*\){_MARK}(?:{_CAPITALS}(?:,\s?(?:{_DAY}))?\s*(?:—|–|-)(?=\s))?"),
    # TARNVIK, May 19, 2023 /PRNewswire/ --
    re.compile(
        rf"{_PLACE}(?:,\s{_PLACE}){{0,2}},?\s*(?:(?:{_DAY})\.?,?\s*)?"
        r"/(?P<agency>[\w -]{3,25})/(?P<mark>\s*(?:--?|—|–))"
    ),
    # TARNVIK — / TARNVIK, Norway, May 19 —
    re.compile(
        rf"(?P<place>{_CAPITALS})(?:,\s(?:{_PLACE}|[A-Z][a-z]+\.?)){{0,2}},?\s*(?:(?:{_DAY})\.?,?\s*)?(?:\(\s*[^()]{{2,30}}\s*\)"
        rf"\s*)?(?P<mark>{_DASH}|\.-\s+)"
    ),
    # Tarnvik, Norway —
    re.compile(
        rf"(?P<place>{_PLACE}(?:,\s{_PLACE}){{0,2}})(?:,?\s(?:{_DAY}),?)?\s*(?P<mark>(?:—|--)\s*(?=[A-ZÀ-Þ“\"‘]))"
    ),
)
_OTHERS = (
    # МОСКВА, 19 мая — РИА Новости. / МОСКВА, 19 мая. /ТАСС/. / Москва. 19 мая. INTERFAX.RU -
    re.compile(
        r"[А-ЯЁ][А-Яа-яЁё-]+(?:[ /-][А-ЯЁ][А-Яа-яЁё-]+){0,2}[.,]?"
        r"(?:\s\d{1,2}\s[а-яё]{3,8}(?:\s\d{4}(?:\s?г\.?)?)?)?[.,]?\s*"
        r"(?:[—–-]\s*(?P<known>[A-ZА-ЯЁ][\w. ]{1,24}?)(?:\.\s|,\s|\s[—–-]\s)|/(?P<slashed>[^/\n]{2,24})/(?P<mark>\.?)|"
        r"\((?P<agency>[^()\n]{2,24})\)\s*[—–-]|(?P<bare>[A-Z]{3,}[\w.]*|Интерфакс)\s[—–-])"
    ),
    # ТАРНВИК —
    re.compile(r"[А-ЯЁ][А-ЯЁ-]+(?:[ -][А-ЯЁ]+){0,2}(?:,\s\d{1,2}\s[а-яё]{3,8}\.?)?(?P<mark>\s[—–-]\s)"),
    # لندن (رويترز) - / واشنطن - أسوشيتد برس: / أنقرة/ الأناضول
    re.compile(
        r"[ء-ي]+(?:\s[ء-ي]+){0,2}(?:\s\d{1,2}\s[ء-ي]+(?:\s\d{4})?)?\s*(?:\((?P<agency>[^()\n]{2,25})\)(?P<mark>\s*[-–—:])|"
        r"[-–—/]\s*[(«\"]?(?P<known>[ء-ي]+(?:\.?\s?[ء-ي]+){0,2}?)[)»\"]?\s*(?:[:：–—-]|(?=\s)))"
    ),
    # 新华社北京5月19日电（记者王海平） / （中央社台北19日电） / 路透伦敦5月19日 -
    re.compile(
        r"[（(【]?(?P<agency>新华社|中新社|中新网|中央社|法新社|路透社?|美联社|彭博社?|人民网|新华网|央视网|共同社|时事社|韩联社|塔斯社|"
        r"俄新社|德新社|埃菲社|安莎社|合众国际社|(?P<own>本报|本台|本刊))[^，。：\n]{0,14}?"
        r"(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?P<mark>电|讯|\s[-–—])(?:[（(][^）)\n]{1,30}[）)])?[）)】]?"
    ),
)
_PLAIN_PLACE = re.compile(rf"(?P<place>{_PLACE}(?:/{_PLACE})?)\s*(?P<mark>[.:]|\s[-–])\s+(?=[A-ZÀ-Þ„“\"])")
"""The habit of German and Dutch regional papers: "Berlin. Die …", "Hengelo - De …"."""
_GERMANIC = re.compile(
    r"\b(?:der|das|und|ist|nicht|mit|auf|über|von|eine[mnrs]?|sind|wird|werden|dem|des|im|zum|zur|sich|als|wie|für|bei|nach|haben|auch|den|vom|aus|durch|wurden?|hatten?|beim|het|een|niet|wordt|zijn|sinds|voor)\b"
)
"""A word that paragraphs in those languages hold, and English ones do not."""
_SLUG = re.compile(r"[A-Z]{2}-[A-Z]{2}--")
"""How the number of an agency's item begins, and no dateline: "BC-EU--Vik-Ferries"."""
_SPLIT = re.compile(r"\s*[/,|+&]\s*|\s+(?:and|und|et|y|en|e)\s+")
_ACRONYM = re.compile(r"[A-ZÀ-ÞİĞŞ]{2,12}(?:[ -][A-ZÀ-ÞİĞŞ]{2,12})?")
_MARKED = re.compile(r"[(/—–]|--|[\s.]-")
"""Signs one of which every dateline in Latin letters has."""
_OTHER_SCRIPTS = "\u0370"
"""The first sign that is of no Latin alphabet."""
_LONGEST = 100
_COMMON = frozenset(
    re.findall(
        r"\w+",
        "yes no so but and however still now then today also first second finally indeed well perhaps maybe sure right "
        "wrong ja nein aber doch nun gut oui non mais sí si pero ok okay note update exclusive opinion analysis watch "
        "video photos warning breaking live report review comment the a an in on at mr mrs ms dr st der die das ein "
        "eine herr frau de het een le la les el il lo o",
    )
)
"""What opens a first paragraph and is no place."""


@dataclass(frozen=True)
class Dateline:
    """Where a dateline ends in its paragraph, and the spans of the agencies in it."""

    end: int
    agencies: tuple[Span, ...] = ()


def read_dateline(paragraph: str, *, plain_place: bool = False) -> Dateline | None:
    """The dateline that opens a paragraph in the manner of news; None where none does.

    `plain_place` also takes a place with a full stop or a dash ("Berlin. Die …"); only sensible for the first
    paragraph.

    >>> text = "BERLIN, May 19 (dpa/AFP) - The talks go on."
    >>> [text[slice(*span)] for span in read_dateline(text).agencies]
    ['dpa', 'AFP']
    """
    head = paragraph[: _LONGEST + 40]
    latin = head[:1] < _OTHER_SCRIPTS
    if _SLUG.match(head):
        return None
    for form in () if latin and not _is_marked(head) else _LATIN if latin else _OTHERS:
        match = form.match(head)
        if match is None or match.end() > _LONGEST or match.end() >= len(paragraph):
            continue
        if (found := _check_form(match)) is not None:
            return found
    match = _PLAIN_PLACE.match(head) if plain_place else None
    if match and match.end() <= 60 and len(match.group().split()) <= 3 + (match.group("mark").strip() in "-–"):
        words = match.group("place").lower().split()
        if words[0] not in _COMMON and "." not in match.group("place") and _GERMANIC.search(paragraph):
            return Dateline(len(match.group().rstrip()))
    return None


def _is_marked(head: str) -> bool:
    """Whether a Latin paragraph has a sign that every dateline has; most have not even one that is like it."""
    if "-" in head or "(" in head or "—" in head or "–" in head or "/" in head:
        return _MARKED.search(head, 0, _LONGEST) is not None
    return False


def find_dateline(paragraph: str, *, plain_place: bool = False) -> Span | None:
    """Where a paragraph opens with a dateline; None where it does not.

    >>> text = "GENEVA (AP) — The talks go on."
    >>> text[slice(*find_dateline(text))]
    'GENEVA (AP) —'
    """
    found = read_dateline(paragraph, plain_place=plain_place)
    return (0, found.end) if found else None


def _check_form(match: re.Match[str]) -> Dateline | None:
    """The dateline of a match, where it has what its form needs: a dash behind it, or an agency that is known."""
    groups = match.groupdict()
    place = groups.get("place") or ""
    if place.lower().split(",")[0].split(" ")[0] in _COMMON:
        return None
    name = next((g for g in ("agency", "known", "slashed", "bare") if groups.get(g)), None)
    end = len(match.group().rstrip())
    if name is None or groups.get("own"):
        return Dateline(end)
    written, start = groups[name] or "", match.start(name)
    parts = _find_parts(written, start)
    known = tuple(span for span in parts if _is_known(match.string[slice(*span)]))
    if known or match.string[start - 1 : start] == "/":
        return Dateline(end, known or tuple(parts))
    if name == "known" or not (name == "bare" or groups.get("mark")):
        return None
    loud = place.isupper() and _ACRONYM.fullmatch(written) is not None
    return Dateline(end, ((start, start + len(written)),) if loud or name == "bare" else ())


def _find_parts(written: str, start: int) -> list[Span]:
    parts, at = [], 0
    for cut in (*_SPLIT.finditer(written), None):
        stop = cut.start() if cut else len(written)
        parts.append((start + at, start + stop))
        at = cut.end() if cut else stop
    return parts


def _is_known(name: str) -> bool:
    return is_agency_name(name) or (is_agency_name(name.split(" ")[0]) and name.split(" ")[0].isupper())

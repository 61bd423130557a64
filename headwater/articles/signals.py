"""Hints of origin in the words of a text: where it first stood, who reported it, whose agency it is, where it went.

What an outlet says of its own texts ("© 2024 Harbour Daily" at the Harbour Daily) is no hint.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from headwater.articles.item import Signal
from headwater.articles.outlets import (
    find_outlet,
    find_target_site,
    has_media_word,
    is_agency_name,
    is_media_name,
    is_same_outlet,
)
from headwater.articles.signal_patterns import (
    AGENCY_ENDS,
    AGENCY_LINE,
    CONTRIBUTED,
    COPYRIGHT,
    ITEM_NUMBER,
    REPORTED,
    SELF_WORDS,
    STATED,
    UPDATE,
    Pattern,
)
from headwater.intervals import Span

Region = tuple[int, int, str]

_CUT = re.compile(
    r"\s(?:and|und|et|y)\s(?:is|are|was|has|have|it|may|appears|republished|"
    r"reposted|reprinted|used|wird|ist|est|se)\b.*|"
    r"\s\d{1,2}\.\d{1,2}\.\d{2,4}\b.*|,?\s(?:on|am|le|el|in|im|en)?\s?(?:(?:Mon|"
    r"Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|"
    r"July|August|September|October|November|December|Jan\.|Feb\.|Aug\.|Sept\.|"
    r"Oct\.|Nov\.|Dec\.)(?:\b|$).*|"
    r"[\s/](?:Copyright|All\s+Rights|Photo|Read|Click|By|Used|Posted|Published|"
    r"Reprinted|Republished|With|Under|Creative\s+Commons)\b.*"
)
_EDGES = " \t\n.,;:!?'\"“”‘’„«»*_()[]–—-|"
_BREAK = re.compile(r"\s*(?:,\s*(?:and|und|et|y)?|;|\band\b|\bund\b|\bet\b|\by\b|&)\s+")
_OWNED = re.compile(
    r"^(?:.*\s)?(?P<outlet>(?:[A-Z][\w.]*\s)*[A-Z][\w.]*)['’]s?\s+[A-Z]|^(?P<desk>.+?)\s+(?:writers?|"
    r"reporters?|correspondents?|staff|journalists?|contributors?)\b|\b(?:of|"
    r"for|from|at|with)\s+(?:the\s+|The\s+)?(?P<house>[A-Z][\w.’' -]+)$"
)
_OF_PICTURE = re.compile(r"(?:image|photo|picture|foto|bild|video|graphic|map)s?\W*$", re.IGNORECASE)
_PICTURES = re.compile(
    r"\b(?:Getty|Shutterstock|Alamy|iStock|EPA|Images?|Photos?|Pictures?|Imago|"
    r"Flickr|Unsplash|Fotolia|Depositphotos|123RF|Stock|Archiv|Infografi[ck]|"
    r"Gra(?:ph|f)ik|Screenshot)\b"
)
_NO_TARGETS = frozenset(
    [
        "original",
        "english",
        "englisch",
        "englischen",
        "print",
        "online",
        "web",
        "internet",
        "twitter",
        "facebook",
        "instagram",
        "youtube",
        "tiktok",
        "linkedin",
        "truth",
        "substack",
        "medium",
        "reddit",
        "telegram",
        "x",
        "germany",
        "deutschland",
        "france",
    ]
)
"""What can stand where an outlet is named and is none."""
_LONGEST = 20_000
"""Characters of a paragraph that are read: no paragraph of news is longer."""
_TELLING = frozenset({"notice", "credit", "chrome", "byline", "bio", "section"})


@dataclass(frozen=True)
class _Stretch:
    """A paragraph or line of a text, what it is, and whether it opens or closes the text."""

    start: int
    text: str
    kind: str
    edge: bool


def find_signals(
    text: str, regions: Sequence[Region], *, url: str | None = None, site: str | None = None
) -> tuple[Signal, ...]:
    """Every hint of origin that the words of a text give, with its place; regions say what each stretch is.

    >>> text = "Open.\\n\\nThis article originally appeared on Harbour News and is reposted with permission."
    >>> [(s.kind, s.direction, s.target) for s in find_signals(text, ())]
    [('permission', 'from', 'Harbour News')]
    """
    own = (url, site)
    found: dict[tuple[Span | None, str, str], Signal] = {}
    for stretch in _cut_stretches(text, regions):
        for signal in _read_stretch(stretch):
            if signal.kind in ("item_number", "update") or not is_same_outlet(signal.target, own):
                found.setdefault((signal.span, signal.kind, signal.target), signal)
    return tuple(_drop_weaker(sorted(found.values(), key=lambda s: (s.span or (-1, -1), s.kind, s.target))))


def _cut_stretches(text: str, regions: Sequence[Region]) -> Iterator[_Stretch]:
    """The paragraphs in order; pictures' captions and credits say where the picture is from, not the text."""
    captions = [(s, e) for s, e, kind in regions if kind == "caption"]
    told = max((e for _, e, kind in regions if kind == "body"), default=0)
    spans = [
        (start, end, kind)
        for start, end, kind in sorted(regions)
        if kind not in ("caption", "dateline")
        and not (kind == "credit" and (start < told or any(s <= start and end <= e for s, e in captions)))
    ]
    if not spans:
        spans = [(m.start(), m.end(), "body") for m in re.finditer(r"[^\n]+", text)]
    for number, (start, end, kind) in enumerate(spans):
        yield _Stretch(start, text[start : min(end, start + _LONGEST)], kind, number < 4 or number >= len(spans) - 5)


def _read_stretch(stretch: _Stretch) -> Iterator[Signal]:
    telling = stretch.kind in _TELLING or (stretch.edge and len(stretch.text) < 600)
    low = stretch.text.lower()
    if stretch.kind != "title" and (telling or any(word in low for word in SELF_WORDS)):
        for pattern in STATED:
            yield from _match_pattern(stretch, pattern, sure=telling)
    if (
        "contribut" in low
        or "reporting by" in low
        or "with files from" in low
        or "mit material" in low
        or "avec " in low
    ):
        yield from _read_contributors(stretch)
    if stretch.kind != "chrome" or telling:
        yield from _read_copyright(stretch)
    for pattern in REPORTED if has_media_word(stretch.text) else ():
        if any(word in low for word in pattern.words):
            yield from _match_pattern(stretch, pattern, sure=pattern.sure)
    yield from _read_agencies(stretch)
    for pattern in (*ITEM_NUMBER, *UPDATE):
        if any(word in low for word in pattern.words):
            for match in pattern.regex.finditer(stretch.text):
                yield _make(stretch, pattern, match, match.group("target"))


def _match_pattern(stretch: _Stretch, pattern: Pattern, *, sure: bool) -> Iterator[Signal]:
    for match in pattern.regex.finditer(stretch.text):
        target = _find_owner(clean_target(match.group("target")))
        parts = target.split("/")
        for part in parts if len(parts) > 1 and all(find_outlet(p) for p in parts) else [target]:
            if part and _is_fit(part, pattern, sure):
                yield _make(stretch, pattern, match, part)


def _is_fit(target: str, pattern: Pattern, sure: bool) -> bool:
    """Whether a target can be meant: listed, or named as outlets are, or the phrase leaves no doubt."""
    if find_outlet(target) is not None:
        return True
    if pattern.known or target.lower() in _NO_TARGETS or _PICTURES.search(target):
        return False
    named = any(c.isupper() or not c.isascii() for c in target) or "." in target
    return named and (is_media_name(target) or (sure and not pattern.listed))


def _find_owner(target: str) -> str:
    """The outlet of a desk or a column: "the New York Post's Page Six"."""
    owner = re.split(r"['’]s?\s", target, maxsplit=1)[0]
    return owner if owner != target and not is_media_name(target) and is_media_name(owner) else target


def _read_contributors(stretch: _Stretch) -> Iterator[Signal]:
    """The outlets among those who contributed: "Ana Ruiz and The Associated Press contributed to this report"."""
    for pattern in CONTRIBUTED:
        for match in pattern.regex.finditer(stretch.text) if len(stretch.text) < 5000 else ():
            for part in _BREAK.split(match.group("target")):
                name = clean_target(part)
                owned = _OWNED.search(part.strip())
                if owned and find_outlet(name) is None:
                    name = clean_target(next(filter(None, owned.groups()), ""))
                    name = (
                        clean_target(house.group("house"))
                        if (house := _OWNED.search(name)) and house.group("house")
                        else name
                    )
                if name and is_media_name(name):
                    yield _make(stretch, pattern, match, name)


def _read_copyright(stretch: _Stretch) -> Iterator[Signal]:
    if (
        "©" not in stretch.text
        and "opyright" not in stretch.text
        and "(c)" not in stretch.text.lower()
        and "COPYRIGHT" not in stretch.text
    ):
        return
    for match in COPYRIGHT.regex.finditer(stretch.text):
        target = clean_target(match.group("target"))
        telling = stretch.kind in ("notice", "credit") or (stretch.kind == "body" and stretch.edge)
        known = is_media_name(target) if target else False
        if not target or not (find_outlet(target) or (telling and (known or stretch.kind == "notice"))):
            continue
        if (
            len(stretch.text) < 600
            and not _OF_PICTURE.search(stretch.text[: match.start()])
            and not _PICTURES.search(target)
        ):
            yield _make(stretch, COPYRIGHT, match, target)


def _read_agencies(stretch: _Stretch) -> Iterator[Signal]:
    """Agencies in datelines, in bylines, and in the brackets that end a text."""
    rules: list[tuple[Pattern, bool]] = [
        (AGENCY_LINE, stretch.kind != "title"),
        (AGENCY_ENDS, stretch.edge and stretch.kind != "title"),
    ]
    for pattern, fits in rules:
        match = pattern.regex.search(stretch.text) if fits else None
        if match is None:
            continue
        for part in re.split(r"\s*[/,|+]\s*|\s+(?:and|und|et|y)\s+", match.group("target")):
            if is_agency_name(part):
                yield _make(stretch, pattern, match, part.strip(_EDGES))
    if stretch.kind == "byline":
        for part in re.split(
            r"\s*[,|/•·]\s*|\s+(?:and|und|et|with|für|for)\s+|^(?:by|von|par|por)\s+", stretch.text, flags=re.IGNORECASE
        ):
            if part and (outlet := find_outlet(part)) is not None and (outlet.agency or len(part) > 4):
                yield _make(stretch, AGENCY_LINE, re.search(re.escape(part), stretch.text), part.strip(_EDGES))


def clean_target(target: str) -> str:
    """The name of an outlet without what stands around it.

    >>> clean_target("All Harbour News and is reposted with permission"), clean_target("“Harbour Daily” on Monday")
    ('All Harbour News', 'Harbour Daily')
    """
    target = re.sub(r"^(?:the|by|from)\s", "", _CUT.sub("", " ".join(target.split())))
    target = re.sub(r"['’]s?$", "", target.strip(_EDGES)).strip(_EDGES)
    return target if 1 < len(target) <= 120 else ""


def _make(stretch: _Stretch, pattern: Pattern, match: re.Match[str] | None, target: str) -> Signal:
    start, end = match.span() if match else (0, len(stretch.text))
    evidence = " ".join(stretch.text[start:end].split())
    site = (
        None if pattern.kind in ("item_number", "update") else find_target_site(target, stretch.text[start : end + 120])
    )
    return Signal(
        pattern.kind, pattern.direction, target, evidence[:300], (stretch.start + start, stretch.start + end), site
    )


def _drop_weaker(signals: Sequence[Signal]) -> list[Signal]:
    """Of hints that overlap and name the same, the one that says most; `signals` in the order of the text."""
    by_target: dict[str, list[int]] = {}
    for number, signal in enumerate(signals):
        by_target.setdefault(signal.target, []).append(number)
    weaker: set[int] = set()
    for numbers in by_target.values():
        for place, a in enumerate(numbers):
            for b in numbers[place + 1 :]:
                if (signals[b].span or (0, 0))[0] >= (signals[a].span or (0, 0))[1]:
                    break
                weaker.add(b if _rank(signals[a]) < _rank(signals[b]) else a)
    return [signal for number, signal in enumerate(signals) if number not in weaker]


def _rank(signal: Signal) -> tuple[int, int, tuple[int, int], str]:
    start, end = signal.span or (0, 0)
    place = _ORDER.index(signal.kind) if signal.kind in _ORDER else 0
    return (place + (signal.direction == "part"), start - end, (start, end), signal.kind)


_ORDER = ("permission", "first_reported", "credit_line", "agency", "copyright")

"""Hints of origin in the words of a text: where it first stood, who reported it, whose agency it is, where it went.

What an outlet says of its own texts ("© 2024 Harbour Daily" at the Harbour Daily) is no hint.
docs/signals.md lists them all.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from headwater.articles.agency_marks import (
    find_byline_agencies,
    find_closing_agencies,
    find_opening_agencies,
    is_byline_form,
)
from headwater.articles.item import Signal
from headwater.articles.line_columns import find_shapes, lay_lines
from headwater.articles.line_columns_kernels import MARKED
from headwater.articles.outlet_mentions import find_mentions
from headwater.articles.outlets import find_outlet, find_target_site, has_media_word, is_same_outlet
from headwater.articles.phrase_places import Places
from headwater.articles.signal_choice import drop_echoes, drop_weaker
from headwater.articles.signal_patterns import COPYRIGHT, Pattern, Phrases, load_phrases
from headwater.articles.stretches import Region, Stretch, cut_stretches
from headwater.articles.target_choice import PICTURES, Reader, choose_targets, find_strangers
from headwater.articles.target_names import NO_TARGETS, clean_target, names_outlet, trim_target
from headwater.intervals import Span

_BREAK = re.compile(r"\s*(?:[,、]\s*(?:and|und|et|y|e|en|i|ve|и)?|;|(?<=\s)(?:and|und|et|y|e|en|i|ve|и)(?=\s)|&)\s+|、")
_OWNED = re.compile(
    r"^(?:.*?\s)??(?P<outlet>(?:[A-Z][\w.]*\s)*[A-Z][\w.]*)['’]s?\s+[A-Z]|^(?P<desk>.+?)\s+(?:writers?|"
    r"reporters?|correspondents?|staff|journalists?|contributors?)\b|\b(?:of|for|from|at|with|per|von|für|de|van|do)\s+"
    r"(?:(?:the|The|la|le|il|der|die|das|het|o)\s+)?(?P<house>[A-Z][\w.’' -]+)$|\((?P<paren>[A-Z][^()]{2,60})\)"
)
_OF_PICTURE = re.compile(r"(?:image|photo|picture|foto|bild|video|graphic|map)s?\W*$", re.IGNORECASE)
_FIRM = re.compile(
    r"\b(?:GmbH|AG|SE|KG|Ltd|Limited|LLC|Inc|Corp|S\.?A\.?|S\.?p\.?A|B\.?V|Media|Medien|Group|Verlag|Press|Publish\w+|Society|University)\b"
)
"""What makes the owner of a copyright a house and not a photographer."""
_LOUD = 25
"""Characters from which a paragraph in capitals is a headline."""
_STAFF = re.compile(
    r"\b(?:staff (?:writer|reporter)|(?:\w+ )?correspondent|bureau chief|reporter(?:in)?|(?:online-)?redakteur(?:in)?|"
    r"redaktionsleiter(?:in)?|korrespondent(?:in)?|volont[äa]r(?:in)?|envoyée? spéciale?|correspondante?|"
    r"corresponsal|enviad[oa](?: especial)?|redactora?|inviat[oa]|corrispondente|repórter|correspondente|verslaggever|"
    r"redacteur|korespondent(?:ka)?|wysłanni(?:k|czka)|muhabiri?|корреспондент|спецкор|собкор)\b|本报记者|مراسل",
    re.IGNORECASE,
)
"""What makes an author one of the outlet's own."""
_ROLE = 40
"""Characters of a line below the byline that says what its author is."""
_OWN = ("item_number", "update", "correction", "licence", "translation", "staff")
"""Kinds whose target is no outlet, so that it cannot be the text's own."""


@dataclass(frozen=True)
class Said:
    """A text whose hints are asked for, what each stretch of it is, and what is known of it.

    `language` spares the phrases of others; `linked` are sites that its links lead to: a name that is the label of
    one is that of an outlet.
    """

    text: str
    regions: Sequence[Region]
    url: str | None = None
    site: str | None = None
    language: str | None = None
    linked: Iterable[str] = ()


def find_signals(
    text: str,
    regions: Sequence[Region],
    *,
    url: str | None = None,
    site: str | None = None,
    language: str | None = None,
    linked: Iterable[str] = (),
) -> tuple[Signal, ...]:
    """Every hint of origin that the words of a text give, with its place; see Said for what else is known of it.

    >>> text = "Open.\\n\\nThis article originally appeared on Harbour News and is reposted with permission."
    >>> [(s.kind, s.direction, s.target) for s in find_signals(text, ())]
    [('permission', 'from', 'Harbour News')]
    """
    return find_all_signals([Said(text, regions, url, site, language, linked)])[0]


def find_all_signals(texts: Sequence[Said]) -> list[tuple[Signal, ...]]:
    """The hints of each of some texts, as find_signals has them; the words of all phrases are looked for at once."""
    readers = [Reader(said.language, load_phrases(said.language), _list_labels(said.linked)) for said in texts]
    stretches = [cut_stretches(said.text, said.regions) for said in texts]
    found: list[tuple[Signal, ...]] = [()] * len(texts)
    for phrases in {id(reader.phrases): reader.phrases for reader in readers}.values():
        places = [place for place, reader in enumerate(readers) if reader.phrases is phrases]
        asked = iter(_find_asked([(s, readers[place]) for place in places for s in stretches[place]], phrases))
        for place in places:
            own = [found for found in islice(asked, len(stretches[place])) if found is not None]
            found[place] = _read_text(texts[place], own, readers[place])
    return found


def _list_labels(sites: Iterable[str]) -> frozenset[str]:
    return frozenset(re.sub(r"[^a-z0-9]", "", site.split(".")[0]) for site in sites)


_Asked = tuple[Stretch, int, Places]
"""A stretch, the rules that are open for it, and where phrases among them can begin."""


def _find_asked(stretches: Sequence[tuple[Stretch, Reader]], phrases: Phrases) -> list[_Asked | None]:
    """What can stand in each stretch: rules of the phrases, without those that need an outlet where none is named; None
    where there is nothing to ask of it."""
    columns = lay_lines([stretch.text for stretch, _ in stretches])
    open_, shapes = phrases.gate.read_lines(columns), find_shapes(columns)
    named = [number for number, rules in enumerate(open_) if rules & phrases.known]
    for number, names in zip(named, find_mentions(columns.pick(named)), strict=True):
        open_[number] &= -1 if names else ~phrases.known
    some = [number for number, rules in enumerate(open_) if rules]
    for number in some:
        open_[number] = _close_groups(*stretches[number], open_[number])
    some = [number for number in some if open_[number]]
    begins = dict(zip(some, phrases.openings.find_places(columns.pick(some), [open_[n] for n in some]), strict=True))
    return [
        (stretch, open_[number], begins.get(number, {}))
        if open_[number] or stretch.edge or stretch.kind == "byline" or shapes[number] & MARKED
        else None
        for number, (stretch, _) in enumerate(stretches)
    ]


def _close_groups(stretch: Stretch, reader: Reader, open_: int) -> int:
    """The rules that are asked of a stretch, of those that are open for it."""
    groups, title = reader.phrases.groups, stretch.kind == "title"
    if open_ & groups["stated"] and (title or not (stretch.telling or open_ & groups["self"])):
        open_ &= ~groups["stated"]
    if open_ & groups["contributed"] and len(stretch.text) >= 5000:
        open_ &= ~groups["contributed"]
    if open_ & groups["reported"] and (title or not _may_report(stretch.text, reader)):
        open_ &= ~groups["reported"]
    if open_ & groups["copyright"] and stretch.kind == "chrome" and not stretch.telling:
        open_ &= ~groups["copyright"]
    return open_ & ~groups["self"]


def _read_text(said: Said, asked: Iterable[_Asked], reader: Reader) -> tuple[Signal, ...]:
    """The hints of a text in the stretches that are asked."""
    own = (said.url, said.site)
    found: dict[tuple[Span | None, str, str, str], Signal] = {}
    for stretch, open_, places in asked:
        for signal in drop_echoes(list(_read_stretch(stretch, open_, places, reader))):
            if signal.kind in _OWN or not _is_own(signal.target, own):
                found.setdefault((signal.span, signal.kind, signal.direction, signal.target), signal)
    strange = find_strangers(said.text, (signal.target for signal in found.values()))
    found = {key: signal for key, signal in found.items() if signal.target not in strange}
    if staff := _find_staff(said.text, said.regions, found.values()):
        found[staff.span, staff.kind, staff.direction, staff.target] = staff
    return tuple(drop_weaker(sorted(found.values(), key=lambda s: (s.span or (-1, -1), s.kind, s.target))))


def _is_own(target: str, own: Iterable[str | None]) -> bool:
    """Whether a target is the text's own outlet, in whatever case it stands ("der Kleinen Zeitung")."""
    return is_same_outlet(target, own) or is_same_outlet(re.sub(r"en(?= )", "e", target), own)


def _find_staff(text: str, regions: Sequence[Region], found: Iterable[Signal]) -> Signal | None:
    """The byline of one of the outlet's own above a dateline that names no agency: they were there themselves."""
    opening = [(s, e) for s, e, kind in regions if kind == "dateline"]
    if not opening or any(signal.kind in ("agency", "press_release") for signal in found):
        return None
    written = -_ROLE
    for start, end, kind in sorted(regions):
        short = end - start < (160 if kind == "byline" else _ROLE)
        if (kind == "byline" or start - written < _ROLE) and short and (match := _STAFF.search(text[start:end])):
            return Signal("staff", "from", match.group(), text[start:end], (start, end))
        written = end if kind == "byline" else written
    return None


_CHECKED = ("listed", "quoted", "known")
_PASSED = 2
"""Limits under which a name must be an outlet, and how many that are none a phrase may have before it."""


def _read_stretch(stretch: Stretch, open_: int, places: Places, reader: Reader) -> Iterator[Signal]:
    """The hints of a stretch, in which some rules are open."""
    phrases, text = reader.phrases, stretch.text
    for pattern in phrases.choose("stated", open_):
        yield from _read_matches(stretch, pattern.find(text, places), pattern, reader, sure=stretch.telling)
    for pattern in phrases.choose("contributed", open_):
        yield from _read_contributors(stretch, pattern.find(text, places), pattern, reader)
    if open_ & phrases.groups["copyright"]:
        yield from _read_copyright(stretch, reader)
    for pattern in phrases.choose("reported", open_):
        yield from _read_matches(stretch, pattern.find(text, places), pattern, reader, sure=pattern.limit == "sure")
    if stretch.kind != "title":
        yield from _read_agencies(stretch)
    if open_ & phrases.groups["numbers"]:
        yield from _read_numbers(stretch, open_, phrases)


def _may_report(text: str, reader: Reader) -> bool:
    """Whether a paragraph may name an outlet that it has news from: in English only where the word of one stands.

    One in capitals is the headline of another story.
    """
    if len(text) > _LOUD and text.isupper():
        return False
    return reader.language != "en" or bool(reader.linked) or " of the" in text.lower() or has_media_word(text)


def _read_numbers(stretch: Stretch, open_: int, phrases: Phrases) -> Iterator[Signal]:
    low = stretch.text.lower()
    for regex, words in phrases.choose_numbers(open_):
        if any(word in low for word in words):
            for match in regex.finditer(stretch.text):
                kind = "update" if match.re.groupindex.get("update") else "item_number"
                yield _make(stretch, (kind, "same"), match.span(), match.group("target"))


def _read_matches(
    stretch: Stretch, matches: Iterable[re.Match[str]], pattern: Pattern, reader: Reader, *, sure: bool
) -> Iterator[Signal]:
    made = (pattern.kind, pattern.direction)
    for match in matches:
        if mark := match.groupdict().get("mark"):
            yield _make(stretch, made, match.span(), mark)
            continue
        if not (targets := list(choose_targets(match, pattern, reader, sure=sure))):
            match, targets = _pass_over(match, pattern, reader)
        for target in targets:
            yield _make(stretch, made, match.span(), target)


def _pass_over(match: re.Match[str], pattern: Pattern, reader: Reader) -> tuple[re.Match[str], list[str]]:
    """The same phrase with the name behind one that is no outlet ("sagte der Wärter der „Rundschau“"): a name has a
    capital, so one that is passed over is written without."""
    tried, text = match, match.string
    for _ in range(_PASSED if pattern.limit in _CHECKED and "target" in pattern.regex.groupindex else 0):
        start, end = tried.span("target")
        name = text[start:end].lower()
        if start < 0 or len(name) != end - start or name == text[start:end]:
            break
        text = text[:start] + name + text[end:]
        if (again := pattern.regex.match(text, match.start())) is None:
            break
        tried = again
        if targets := list(choose_targets(tried, pattern, reader, sure=False)):
            return tried, targets
    return match, []


def _read_contributors(
    stretch: Stretch, matches: Iterable[re.Match[str]], pattern: Pattern, reader: Reader
) -> Iterator[Signal]:
    """The outlets among those who contributed: "Ana Ruiz and The Associated Press contributed to this report"."""
    for match in matches:
        for part in _BREAK.split(match.group("target")):
            name = clean_target(part)
            owned = _OWNED.search(part.strip())
            if owned and find_outlet(name) is None and pattern.limit != "sure":
                name = clean_target(next(filter(None, owned.groups()), ""))
                house = _OWNED.search(name)
                name = clean_target(house.group("house")) if house and house.group("house") else name
            sure = pattern.limit == "sure" and name[:1].isupper() and name.lower() not in NO_TARGETS
            if name and (sure or names_outlet(name, reader.language)):
                yield _make(stretch, (pattern.kind, pattern.direction), match.span(), name)


def _read_copyright(stretch: Stretch, reader: Reader) -> Iterator[Signal]:
    if len(stretch.text) >= 600 or stretch.above:
        return
    for match in COPYRIGHT.finditer(stretch.text):
        target = trim_target(clean_target(match.group("target")), reader.language)
        telling = stretch.kind in ("notice", "credit") or (stretch.kind == "body" and stretch.edge)
        known = names_outlet(target, reader.language) if target else False
        firm = known or (stretch.kind == "notice" and _FIRM.search(stretch.text[match.start() : match.end() + 12]))
        inside = stretch.kind == "body" and not stretch.edge and match.start() > 0
        if not target or inside or not (find_outlet(target) or (telling and firm)):
            continue
        if not _OF_PICTURE.search(stretch.text[: match.start()]) and not PICTURES.search(match.group("target")):
            yield _make(stretch, ("copyright", "from"), match.span(), target)


def _read_agencies(stretch: Stretch) -> Iterator[Signal]:
    """Agencies in datelines, in bylines, and in the brackets and lines that end a text."""
    made = ("agency", "from")
    if opening := find_opening_agencies(stretch.text, plain=stretch.opens):
        for span in opening[0]:
            target = stretch.text[slice(*span)]
            wire = stretch.text[max(0, span[0] - 1) : span[0]] == "/" or target == "ots"
            yield _make(stretch, ("press_release", "from") if wire else made, opening[1], target)
    near_edge = stretch.closes or (stretch.edge and len(stretch.text) < 40)
    closing = find_closing_agencies(stretch.text) if near_edge else None
    if closing is not None:
        yield from (_make(stretch, made, closing[1], name) for name, _ in closing[0])
    if stretch.kind == "byline" or (stretch.edge and is_byline_form(stretch.text)):
        for span in find_byline_agencies(stretch.text):
            yield _make(stretch, made, span, stretch.text[slice(*span)])


def _make(stretch: Stretch, made: tuple[str, str], span: Span, target: str) -> Signal:
    start, end = span
    evidence = " ".join(stretch.text[start:end].split())
    site = None if made[0] in _OWN else find_target_site(target, stretch.text[start : end + 120])
    return Signal(*made, target, evidence[:300], (stretch.start + start, stretch.start + end), site)

"""Who a source is across documents: one voice or two, and which unnamed ones could be one."""

import functools
import re
from dataclasses import dataclass
from types import MappingProxyType

from headwater.tally.outlets import name_outlet
from headwater.tally.words import choose_term, read_lines
from headwater.text import find_words

_SPEAKS_FOR = re.compile(
    r"spokes|press secretar|press officer|press office|representative of|communications director", re.IGNORECASE
)
_US = re.compile(r"^(?:U\.S(?:\.A)?|USA?)$")
_SMALL = frozenset(
    ["the", "a", "an", "of", "for", "and", "in", "at", "on", "to", "its", "his", "her", "their", "s", "inc", "corp", "corporation", "co", "company", "ltd", "llc", "plc", "group"]
)

COUNTRIES = frozenset(
    ["u.s", "russia", "china", "israel", "iran", "iraq", "syria", "yemen", "britain", "france", "germany", "turkey", "ukraine", "saudi", "egypt", "pakistan", "india", "japan", "korea", "canada", "australia", "denmark", "spain", "italy", "poland", "greece", "venezuela", "cuba", "mexico", "europe", "afghanistan", "palestinian", "uk", "usa", "taliban"]
)
"""Names of countries as terms: a country alone is nobody on record."""


@dataclass(frozen=True)
class Speaker:
    """A source as the count sees it: its kind, the words of its name, of whom it speaks for, and of its description."""

    source_id: int
    kind: str
    label: str
    named: bool
    on_record: bool
    name: tuple[str, ...]
    voice: tuple[str, ...]
    belongs: tuple[str, ...]
    about: frozenset[str]
    calling: frozenset[str]
    nation: frozenset[str]


def make_speaker(
    source_id: int, name: str | None, kind: str, described_as: str | None, role: str | None, affiliation: str | None
) -> Speaker:
    """A source as the count sees it.

    >>> make_speaker(1, "Ana Reyes", "person", None, "spokeswoman", "Port Authority").voice
    ('port', 'authority')
    """
    named = kind in ("person", "organisation", "document", "outlet") and bool(name)
    words = _fold_name(name or "")
    about = " ".join(part for part in (role, described_as) if part)
    speaks_for = _SPEAKS_FOR.search(about) is not None
    belongs = _fold_name(affiliation or "")
    voice = belongs if speaks_for and belongs else words if kind in ("organisation", "outlet", "document") else ()
    every = f"{name or ''} {about} {affiliation or ''}"
    terms = {choose_term(_US.sub("america", w.strip("."))) for w in re.findall(r"[\w.]+", every)} - _SMALL
    country = bool(words) and all(choose_term(w) in COUNTRIES for w in words)
    label = name or described_as or ""
    callings = frozenset(read_callings()[t] for t in terms if t in read_callings())
    return Speaker(
        source_id,
        kind,
        label or "unstated",
        named,
        named and not country and kind != "outlet",
        words,
        voice,
        belongs,
        frozenset(terms),
        callings,
        frozenset(terms & COUNTRIES) | _seats(every),
    )


def is_same_speaker(a: Speaker, b: Speaker) -> bool:
    """Whether two named sources are one: the same person, the same organisation, or two who speak for one organisation.

    >>> ana = make_speaker(1, "Ana Reyes", "person", None, "spokeswoman", "Port Authority")
    >>> is_same_speaker(ana, make_speaker(2, "the Port Authority", "organisation", None, None, None))
    True
    """
    if not (a.named and b.named):
        return a.source_id == b.source_id
    if a.voice and b.voice:
        return _is_one_body(a.voice, b.voice)
    if a.voice or b.voice:
        return bool(a.name and b.name and a.kind == b.kind == "person" and _is_one_person(a.name, b.name))
    return _is_one_person(a.name, b.name)


def could_be_one(a: Speaker, b: Speaker) -> bool:
    """Whether two sources that are told apart could be one all the same: for the low count.

    Unnamed ones could, unless their callings or countries exclude each other; an organisation's unsigned voice could be
    its own officer's; named and unnamed are never one.
    """
    if a.named != b.named:
        return False
    if not a.named:
        apart = bool(a.calling) and bool(b.calling) and not a.calling & b.calling
        foreign = bool(a.nation) and bool(b.nation) and not a.nation & b.nation
        return not apart and not foreign
    for body, person in ((a, b), (b, a)):
        if body.voice and not person.voice and _is_officer(person, body):
            return True
    if a.voice and b.voice and _is_country(a) != _is_country(b):
        return bool(a.nation & b.nation)
    return False


def _is_officer(person: Speaker, body: Speaker) -> bool:
    """Whether a person could be the one by whom an organisation speaks."""
    if person.belongs and _is_one_body(body.voice, person.belongs):
        return True
    if _is_country(body):
        return bool(body.nation & person.nation)
    own = {choose_term(w) for w in body.voice}
    return len(own & person.about) > 1 or bool(own & person.about) and bool(body.calling & person.calling)


def _is_country(speaker: Speaker) -> bool:
    return speaker.named and bool(speaker.name) and all(choose_term(w) in COUNTRIES for w in speaker.name)


def _fold_name(name: str) -> tuple[str, ...]:
    name = re.sub(r"['’]s\b", "", name)
    words = (name[s:e].casefold() for s, e in find_words(name))
    return tuple(w for w in words if w not in _SMALL)


def _is_one_person(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    if not a or not b or a[-1] != b[-1]:
        return bool(a) and bool(b) and ((len(a) == 1 and a[0] in b) or (len(b) == 1 and b[0] in a))
    if len(a) == 1 or len(b) == 1:
        return True
    return a[0] == b[0] or (a[0][0] == b[0][0] and (len(a[0]) == 1 or len(b[0]) == 1)) or a[0] in b or b[0] in a


def _is_one_body(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    first, second = {choose_term(w) for w in a}, {choose_term(w) for w in b}
    if name_outlet(" ".join(a)) == name_outlet(" ".join(b)) or first == second:
        return True
    fewer, more = sorted((first, second), key=len)
    if fewer <= more and (len(fewer) > 1 or not fewer <= COUNTRIES):
        return True
    letters = "".join(w[0] for w in (a if len(a) > len(b) else b))
    short = "".join(b if len(a) > len(b) else a)
    return len(short) > 1 and short == letters


def _seats(text: str) -> frozenset[str]:
    folded = text.casefold()
    return frozenset(country for seat, country in read_seats().items() if re.search(rf"\b{re.escape(seat)}\b", folded))


@functools.cache
def read_callings() -> MappingProxyType[str, str]:
    """Terms by which a kind of unnamed source is known, and that kind."""
    pairs: dict[str, str] = {}
    for line in read_lines("callings.txt"):
        calling, words = line.split(":")
        for word in words.split():
            pairs.setdefault(choose_term(word), calling)
    return MappingProxyType(pairs)


@functools.cache
def read_seats() -> MappingProxyType[str, str]:
    """Seats of power and whose voice they are."""
    pairs = (line.split("|") for line in read_lines("voices.txt"))
    return MappingProxyType({seat.strip().casefold(): country.strip() for seat, country in pairs})

"""Who a source is across documents: one voice or two, and which unnamed ones could be one."""

import functools
import re
from collections.abc import Container, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from headwater.tally.outlets import BESIDE, find_known, fold_outlet, name_outlet, read_common_names
from headwater.tally.words import choose_term, read_lines
from headwater.text import find_words

_SPEAKS_FOR = re.compile(
    r"spokes|press secretar|press officer|press office|\brep\b|representatives?\b|communications director",
    re.IGNORECASE,
)
_OWN_VOICE = re.compile(
    r"^(?:we|i|us|me|our|this reporter|exclusive|breaking|update|"
    r"(?:(?:the|some|several|many|new|recent|early|earlier|first|unconfirmed|unverified|conflicting|persistent|online)"
    r" )*"
    r"(?:reports?|rumou?rs?|speculation|gossip|hearsay|talk|chatter|scuttlebutt|word))$",
    re.IGNORECASE,
)
_BODY_NOUNS = (
    r"company|firm|group|agency|ministry|department|office|administration|government|hospital|"
    r"university|school|police|army|military|bank|airline|carmaker|automaker|retailer|"
    r"manufacturer|maker|union|party|club|team|league|board|council|commission|court|regulator|"
    r"watchdog|organi[sz]ation|institute|authority|operator|corporation|bureau"
)
_THE_BODY = re.compile(rf"^the (?:{_BODY_NOUNS})$", re.IGNORECASE)
"""An organisation that the text has named before: not unnamed, only not resolved."""
_PRESS = re.compile(
    r"\b(?:media|press|newspapers?|tabloids?|websites?|blogs?|broadcasters?|"
    r"(?:news|media) (?:outlets?|sources|organi[sz]ations)|(?:news|media|press) reports|networks)$",
    re.IGNORECASE,
)
_PIECE = r"(?:report|reports|story|article|column|piece|blog|blog post|post|paper|newspaper|exclusive|scoop|interview)"
_A_REPORT = re.compile(
    rf"^(?:(?:the|a|an|that|this|its|their|one)\s+)?(?:\w+\s+)?(?:news\s+)?{_PIECE}(?:\s+(?:by|from|in|on|at|of)\s+(?P<outlet>.+))?$",
    re.IGNORECASE,
)
_THEIRS = re.compile(r"^(?:(?:one|some|two|several|all) of )?(?:its|their)\b", re.IGNORECASE)
_POSSESSIVE = re.compile(
    r"^(?P<owner>.+?)['’]s?\s+(?:own\s+)?(?:sources?|insiders?|tipsters?|reporting)\b", re.IGNORECASE
)
_AUTHOR = re.compile(r"^(?P<owner>[A-Z][\w.-]+(?:\s[A-Z][\w.-]+){0,2})['’]s?\s")
"""Whose a document is: a post, a note, a filing is its author speaking."""
_TITLE = re.compile(
    r"^(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Rev|Sgt|Lt|Col|Gen|Capt|Maj|Cmdr|Adm|Sen|Rep|Gov|"
    r"President|Senator|Governor|Secretary|Minister|Judge|Justice|Chief|Officer|Detective|Mayor|King|Queen|Prince|Pope)\b\.?[\s-]*)+(?=\w)"
)
_KIN = frozenset(["sister", "brother", "mother", "father", "wife", "husband", "son", "daughter", "widow", "fiancee"])
"""Somebody's sister is one person in all texts of a story, named or not."""
_US = re.compile(r"^(?:U\.S(?:\.A)?|USA?)$")
_SMALL = frozenset([
    "the", "a", "an", "of", "for", "and", "in", "at", "on", "to", "its", "his", "her", "their", "s", "inc",
    "corp", "corporation", "co", "company", "ltd", "llc", "plc", "group",
])  # fmt: skip

_WIDE = frozenset(map(choose_term, (
    "regional", "local", "national", "federal", "state", "city", "county", "municipal", "provincial", "district",
)))  # fmt: skip
"""What a text says of a body that it does not call by its name."""

COUNTRIES = frozenset([
    "u.s", "russia", "china", "israel", "iran", "iraq", "syria", "yemen", "britain", "france", "germany",
    "turkey", "ukraine", "saudi", "egypt", "pakistan", "india", "japan", "korea", "canada", "australia",
    "denmark", "spain", "italy", "poland", "greece", "venezuela", "cuba", "mexico", "europe", "afghanistan",
    "palestinian", "uk", "usa", "taliban",
])  # fmt: skip
"""Names of countries as terms: a country alone is nobody on record."""


@dataclass(frozen=True)
class Speaker:
    """A source as the count sees it: its kind, the words of its name, of whom it speaks for, and of its description.

    `kind` is "unstated" for a text's own voice and "outlet" for another text, whose name may be unknown (""). `outlets`
    are those that an unnamed source belongs to ("the Courier's sources"); `theirs` says that it is "one of their
    sources", whoever they are; `bare` that it is a body that its text has named before ("the company").
    """

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
    outlets: tuple[str, ...] = ()
    theirs: bool = False
    bare: bool = False


def make_speaker(row: Mapping[str, Any], outlets: Container[str] = ()) -> Speaker:
    """A source (a row of `sources`) as the count sees it; `outlets` are folded names known to be outlets.

    >>> ana = {"source_id": 1, "name": "Ana Rey", "kind": "person", "role": "spokeswoman", "affiliation": "Port Board"}
    >>> make_speaker(ana).voice, make_speaker(ana).label
    (('port', 'board'), 'Port Board (Ana Rey)')
    """
    name, described, role, belongs = (row.get(c) or "" for c in ("name", "described_as", "role", "affiliation"))
    kind, label, press = _find_kind(row["kind"], name, described, belongs, outlets)
    about = f"{role} {described}"
    words, home = fold_name(name), fold_name(belongs)
    speaks_for = _SPEAKS_FOR.search(about) is not None and bool(home) and kind != "outlet"
    author = _AUTHOR.match(described) if kind == "document" and not name else None
    bare = kind == "organisation" and not name and _THE_BODY.match(described) is not None
    named = (kind in ("person", "organisation", "document", "outlet") and bool(name)) or speaks_for or bare
    named = named or author is not None
    voice = home if speaks_for else words if kind in ("organisation", "outlet") else ()
    if kind == "document":
        words = (fold_name(author["owner"]) if author else ()) or home or words
        voice = () if words != fold_name(name) else words
    if speaks_for and fold_outlet(belongs) != fold_outlet(label):
        label = f"{belongs} ({label})" if label else belongs
    every = f"{name} {about} {belongs}"
    terms = {choose_term(_US.sub("america", w.strip("."))) for w in re.findall(r"[\w.]+", every)} - _SMALL
    country = _names_country(fold_name(described) or words) if kind == "organisation" else _names_country(words)
    callings = frozenset(read_callings()[t] for t in terms if t in read_callings())
    return Speaker(
        row["source_id"],
        kind,
        label or ("" if kind == "outlet" else "unstated"),
        named,
        named and not (country and not speaks_for) and kind != "outlet",
        words,
        voice,
        home,
        frozenset(terms),
        callings,
        frozenset(terms & COUNTRIES) | _seats(every),
        press,
        not named and _THEIRS.match(described) is not None,
        bare,
    )


def _find_kind(
    kind: str, name: str, described: str, belongs: str, outlets: Container[str]
) -> tuple[str, str, tuple[str, ...]]:
    """(kind, label, outlets of an unnamed source): texts and the text's own voice are told from people who speak."""
    label = name or described
    if kind == "unstated" or _OWN_VOICE.match(label.strip()):
        return "unstated", "", ()
    if kind == "outlet":
        return "outlet", name_outlet(label), ()
    owner = name_outlet(belongs) if belongs else ""
    if kind == "document":
        match = _A_REPORT.match(label)
        inside = name_outlet(match["outlet"]) if match and match["outlet"] else ""
        for outlet in (owner, inside, name_outlet(label)):
            if outlet and _is_outlet(outlet, outlets):
                return "outlet", outlet, ()
        return ("outlet", owner or inside, ()) if match else (kind, label, ())
    if kind in ("person", "organisation"):
        outlet = name_outlet(label)
        press = _is_outlet(outlet, outlets) and not (kind == "person" and fold_outlet(outlet) in read_common_names())
        return ("outlet", outlet, ()) if press else (kind, label, ())
    if (paper := BESIDE.fullmatch(label)) is not None:
        return "outlet", name_outlet(paper[1]), ()
    if _PRESS.search(label):
        return "outlet", re.sub(r"^(?:the|some|several|local)\s+", "", label, flags=re.IGNORECASE), ()
    possessor = _POSSESSIVE.match(label)
    named = name_outlet(possessor["owner"]) if possessor else ""
    return kind, label, tuple(o for o in (owner, named) if o and (o == named or _is_outlet(o, outlets)))[:1]


def _is_outlet(name: str, outlets: Container[str]) -> bool:
    return fold_outlet(name) in outlets or find_known(name) is not None


def is_same_speaker(a: Speaker, b: Speaker) -> bool:
    """Whether two named sources are one: the same person, the same organisation, or two who speak for one organisation.

    >>> ana = {"source_id": 1, "name": "Ana Rey", "kind": "person", "role": "spokeswoman", "affiliation": "Port Board"}
    >>> board = {"source_id": 2, "name": "the Port Board", "kind": "organisation"}
    >>> is_same_speaker(make_speaker(ana), make_speaker(board))
    True
    """
    if not (a.named and b.named):
        return a.source_id == b.source_id or (bool(a.about & b.about & _KIN) and a.kind != "unnamed_group" != b.kind)
    if a.voice and b.voice:
        return _is_one_body(a.voice, b.voice)
    if a.voice or b.voice:
        return bool(a.name and b.name and a.kind == b.kind == "person" and _is_one_person(a.name, b.name))
    return _is_one_person(a.name, b.name)


def list_handles(speaker: Speaker) -> tuple[set[str], set[str]]:
    """What a source is known by, and what another is known by that could be the same speaker: others never are.

    >>> row = {"source_id": 1, "name": "Ana Rey", "kind": "person"}
    >>> [sorted(handles) for handles in list_handles(make_speaker(row))]
    [['in ana', 'in rey', 'last rey'], ['alone ana', 'alone rey', 'last rey']]
    """
    both = {f"kin {term}" for term in speaker.about & _KIN} if speaker.kind != "unnamed_group" else set()
    if not speaker.named:
        return both, both
    both = both | ({"body"} if speaker.voice else set()) | {f"last {word}" for word in speaker.name[-1:]}
    if len(speaker.name) == 1:
        return both | {f"alone {speaker.name[0]}"}, both | {f"in {speaker.name[0]}"}
    return both | {f"in {word}" for word in speaker.name}, both | {f"alone {word}" for word in speaker.name}


def could_be_one(a: Speaker, b: Speaker) -> bool:
    """Whether two sources that are told apart could be one all the same: for the low count.

    Unnamed ones could, unless their callings or countries exclude each other; an organisation's unsigned voice could be
    its own officer's; named and unnamed are never one.
    """
    for body, other in ((a, b), (b, a)):
        if body.bare:
            return could_be_called(body, other) if other.voice or other.bare else bool(body.calling & other.calling)
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
    return bool(a.voice and b.voice) and (_describes(a, b) or _describes(b, a))


def _describes(described: Speaker, body: Speaker) -> bool:
    """Whether a body without a capital ("the regional water authority") could be one with a name (Ray Water Authority).

    >>> rows = ("regional water authority", "Ray Water Authority", "Ray Police")
    >>> one, two, three = (make_speaker({"source_id": 1, "kind": "organisation", "name": row}) for row in rows)
    >>> _describes(one, two), _describes(two, one), _describes(one, three)
    (True, False, False)
    """
    own = {choose_term(w) for w in described.voice} - _WIDE
    return described.label.islower() and bool(own) and own <= {choose_term(w) for w in body.voice}


def _is_officer(person: Speaker, body: Speaker) -> bool:
    """Whether a person could be the one by whom an organisation speaks."""
    if person.belongs and _is_one_body(body.voice, person.belongs):
        return True
    if _is_country(body):
        return bool(body.nation & person.nation)
    own = {choose_term(w) for w in body.voice}
    return len(own & person.about) > 1 or (bool(own & person.about) and bool(body.calling & person.calling))


def _is_country(speaker: Speaker) -> bool:
    name = tuple(w for w in speaker.voice or speaker.name if w != "government")
    return speaker.named and _names_country(name)


def _names_country(words: tuple[str, ...]) -> bool:
    return bool(words) and all(choose_term(w) in COUNTRIES for w in words)


def could_be_called(bare: Speaker, body: Speaker) -> bool:
    """Whether a body could be meant by "the company", "the hospital": by the kind of body that its name shows, if any.

    >>> rows = ({"kind": "organisation", "described_as": "the firm"}, {"kind": "organisation", "name": "Ray Hospital"})
    >>> firm, ray = (make_speaker({"source_id": i, **row}) for i, row in enumerate(rows))
    >>> could_be_called(firm, ray)
    False
    """
    kind = choose_term(bare.label.split()[-1])
    shown = {choose_term(w) for w in body.voice} & _KINDS if not body.bare else {choose_term(body.label.split()[-1])}
    return kind in shown if kind not in _TRADES else not shown or bool(shown & _TRADES)


_TRADING = r"company|firm|group|bank|airline|carmaker|automaker|retailer|manufacturer|maker|operator"
_KINDS = frozenset(map(choose_term, _BODY_NOUNS.split("|")))
_TRADES = frozenset(map(choose_term, _TRADING.split("|")))
"""Bodies that trade: the name of a company rarely says that it is one."""


def is_vaguer(vague: Speaker, full: Speaker) -> bool:
    """Whether one description says of a source only what another says too ("officials", "two officials of the port").

    >>> rows = ("officials", "two officials who saw the plan", "a nurse")
    >>> few, full, nurse = (
    ...     make_speaker({"source_id": i, "kind": "unnamed_group", "described_as": row}) for i, row in enumerate(rows)
    ... )
    >>> is_vaguer(few, full), is_vaguer(full, few), is_vaguer(few, nurse)
    (True, False, False)
    """
    if vague.kind not in ("unnamed_person", "unnamed_group") or (vague.nation and full.nation - vague.nation):
        return False
    said = vague.about - COUNTRIES - {choose_term(w) for w in vague.voice}
    anybody = said <= _ANYBODY and not full.named
    return said <= full.about | _ANYBODY if anybody else bool(said) and said <= full.about


_ANYBODY = frozenset(map(choose_term, ("source", "sources", "insider", "insiders", "people", "person")))


def fold_name(name: str) -> tuple[str, ...]:
    """The words by which a name is compared: no title, no small words.

    >>> fold_name("Dr. Ana Rey of the Port Board's office")
    ('ana', 'rey', 'port', 'board', 'office')
    """
    name = _TITLE.sub("", name)
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
    if name_outlet(" ".join(a)) == name_outlet(" ".join(b)) or first == second or "".join(a) == "".join(b):
        return True
    fewer, more = sorted((first, second), key=len)
    if fewer <= more and (len(fewer) > 1 or not fewer <= COUNTRIES):
        return True
    letters = "".join(w[0] for w in (a if len(a) > len(b) else b))
    short = "".join(b if len(a) > len(b) else a)
    return len(short) > 1 and short == letters


def _seats(text: str) -> frozenset[str]:
    return frozenset(read_seats()[seat] for seat in _match_seats().findall(text.casefold()))


@functools.cache
def _match_seats() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, read_seats()))})\b")


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

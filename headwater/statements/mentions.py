"""The cast of one document: the people, organisations and outlets that it mentions, and where."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from headwater.statements.chains import find_outlets
from headwater.statements.clauses import is_finite
from headwater.statements.lexicon import load_words
from headwater.statements.names import is_name_word, load_set, read_name
from headwater.statements.roles import Introduction
from headwater.statements.sources import (
    Source,
    is_outlet,
    load_governments,
    load_places,
    load_source_words,
    trim_genitive,
)
from headwater.statements.words import Words


@dataclass
class Cast:
    """Who is mentioned in a document, in the order of the text, and who has spoken in it as far as it has been read."""

    people: dict[str, Source] = field(default_factory=dict)
    mentions: list[tuple[int, str]] = field(default_factory=list)
    subjects: list[tuple[int, str]] = field(default_factory=list)
    """The mentions of people that a verb follows."""
    bodies: list[tuple[int, str]] = field(default_factory=list)
    outlets: list[tuple[int, str]] = field(default_factory=list)
    groups: list[tuple[int, str]] = field(default_factory=list)
    """Groups of people without a name that a sentence begins with and is about: "Two divers have searched"."""
    spoken: list[tuple[int, Source]] = field(default_factory=list)
    described: dict[str, Source] = field(default_factory=dict)
    genders: dict[str, str] = field(default_factory=dict)


def gather_cast(introductions: Sequence[Introduction], stretches: Sequence[tuple[int, Words]]) -> Cast:
    """Everybody introduced by office, every name of two words with a known first name, organisations and outlets."""
    cast = Cast()
    full = _list_full_names(introductions, stretches)
    for found in introductions:
        add_person(cast, full.get(found.name, found.name), found.role or found.rank, found.affiliation)
    for offset, words in stretches:
        _gather_names(cast, offset, words)
        cast.groups += _list_groups(offset, words)
        cast.outlets += [(offset + s, words.text[s:e]) for s, e in find_outlets(words, 0, len(words), owners=True)]
    return cast


def _list_full_names(introductions: Sequence[Introduction], stretches: Sequence[tuple[int, Words]]) -> dict[str, str]:
    """For each surname of which a text has just one full name, with a known first name, that name: whoever is
    introduced by surname alone ("President Kemp") and named in full elsewhere is one."""
    alone = {found.name for found in introductions if " " not in found.name}
    names: dict[str, set[str]] = {}
    for _, words in stretches:
        for at in range(1, len(words)):
            first, low = words.read(at - 1), words.low[at - 1]
            last = trim_genitive(words.read(at)) if words.text[words.spans[at][0]].isupper() else ""
            if last in alone and first[0].isupper() and low not in load_set("ranks") | load_set("heads"):
                names.setdefault(last, set()).add(f"{first} {last}")
    return {
        last: name for last, (name, *more) in names.items() if not more and is_first_name(name.split()[0].casefold())
    }


def _gather_names(cast: Cast, offset: int, words: Words) -> None:
    at = 0
    while at < len(words):
        end = read_name(words, at, len(words)) if is_name_word(words, at) else at
        if end > at:
            name = trim_genitive(words.text[slice(*words.cover(at, end))])
            if end - at >= 2 and is_first_name(words.low[at]) and not is_outlet(name):
                add_person(cast, name, None, None)
            if (person := find_person(cast, name)) is not None:
                place = (offset + words.spans[at][0], person)
                cast.mentions.append(place)
                if _is_subject(words, end):
                    cast.subjects.append(place)
            elif is_body(name):
                _add_body(cast, offset, words, (at, end))
        elif (
            words.low[at].removesuffix("'s") in load_source_words("organisation")
            and (begin := _start_body(words, at)) is not None
        ):
            _add_body(cast, offset, words, (begin, at + 1))
        at = max(end, at + 1)


def _list_groups(offset: int, words: Words) -> list[tuple[int, str]]:
    """The groups that sentences begin with, as subjects of their verbs."""
    found = []
    groups = load_source_words("group") - load_words("pronoun_group") - load_words("pronoun_self")
    starts = [0, *(i + 1 for i in range(len(words) - 1) if words.low[i] in {".", "?", "!", "”"})]
    for first in starts:
        at = first
        while at < min(first + 4, len(words) - 1) and words.low[at] not in groups:
            at += 1
        plain = all(words.low[i][0].isalpha() and not is_finite(words.low[i]) for i in range(first, at))
        if plain and words.low[at] in groups and _is_subject(words, at + 1):
            start, end = words.cover(first, at + 1)
            found.append((offset + start, words.text[start:end]))
    return found


def is_first_name(low: str) -> bool:
    """Whether a folded word is a known first name."""
    return low in load_source_words("male") or low in load_source_words("female")


def add_person(cast: Cast, name: str, role: str | None, affiliation: str | None) -> str:
    """The fullest name of a person, who is added to the cast or gets the office that was not known yet."""
    key = find_person(cast, name) or " ".join(name.split())
    known = cast.people.get(key)
    if known is None or (known.role is None and role is not None):
        cast.people[key] = Source("person", key, None, role, affiliation)
    return key


def find_person(cast: Cast, name: str) -> str | None:
    """The fullest name of a person of the cast whom a name means: the same, or the surname of one.

    >>> cast = Cast()
    >>> add_person(cast, "Tom Ray", None, None), find_person(cast, "Mr. Ray"), find_person(cast, "Ann Ray")
    ('Tom Ray', 'Tom Ray', None)
    """
    name = " ".join(name.split())
    if name in cast.people:
        return name
    wanted = [w for w in name.casefold().split() if w not in load_set("ranks")]
    for key in cast.people if wanted else ():
        parts = key.casefold().split()
        if parts[-1] == wanted[-1] and (len(wanted) == 1 or wanted[0] == parts[0] or len(parts) == 1):
            return key
    return None


def find_full_name(text: str, surname: str) -> str | None:
    """The commonest full name in a text that ends in a surname, if it has one.

    >>> find_full_name("Iga Sosna spoke. Sosna left.", "Sosna")
    'Iga Sosna'
    """
    pattern = re.compile(rf"(?<![\w’'.-])([A-Z][\w’'-]+(?:\s[A-Z]\.)?)\s{re.escape(surname)}(?![\w-])")
    firsts = Counter(m.group(1) for m in pattern.finditer(text) if _is_first(text, m))
    best = min(
        firsts.items(), key=lambda kv: (not is_first_name(kv[0].split()[0].casefold()), -kv[1], kv[0]), default=None
    )
    return f"{best[0]} {surname}" if best else None


def _is_first(text: str, found: re.Match[str]) -> bool:
    """Whether the word before a surname is a first name, and no other word that begins a sentence or names a place."""
    low = found.group(1).split()[0].casefold()
    if not _can_be_first(low) or low in load_places():
        return False
    inside = text[max(0, found.start() - 2) : found.start()]
    leads = len(inside) < 2 or inside[1] != " " or not inside[0].isalnum()
    return (
        is_first_name(low)
        or not leads
        or not (low.endswith(("ly", "ever")) or re.search(rf"\b{re.escape(low)}\b", text))
    )


def _can_be_first(low: str) -> bool:
    grammar = (
        load_words("preposition") | load_words("determiner") | load_words("subordinator") | load_words("conjunction")
    )
    office = load_set("heads") | load_set("ranks") | load_set("modifiers") | load_set("domains")
    other = grammar | office | load_words("adverb") | load_words("auxiliary") | load_source_words("organisation_name")
    return low not in other and not low.endswith(("'s", "’s")) and low not in load_governments()


def is_body(name: str) -> bool:
    """Whether a name is plainly that of an organisation, a government or an outlet."""
    last = name.split()[-1].casefold()
    if last in load_source_words("organisation_name") or name.casefold() in load_governments() or is_outlet(name):
        return True
    return name.isupper() and 2 <= len(name) <= 6


def _start_body(words: Words, at: int) -> int | None:
    """Where a mention of an organisation by a noun begins: "the company", "his administration", "the Ray campaign"."""
    begin = at
    while (
        begin > 0
        and at - begin < 4
        and (is_name_word(words, begin - 1) or words.low[begin - 1] in load_set("modifiers"))
    ):
        begin -= 1
    return begin - 1 if begin > 0 and words.low[begin - 1] in {"the", "his", "her", "its", "their"} else None


def _is_subject(words: Words, after: int) -> bool:
    """Whether a verb follows a name that ends before a word, with at most adverbs between."""
    owns = words.low[after - 1].endswith(("'s", "s'"))
    while after < len(words) and words.low[after] in load_words("adverb"):
        after += 1
    return not owns and after < len(words) and is_finite(words.low[after])


def _add_body(cast: Cast, offset: int, words: Words, place: tuple[int, int]) -> None:
    """A mention of an organisation that is the subject of a verb; what is none is seldom what "it" means."""
    after = place[1]
    named = after
    while named < len(words) and is_name_word(words, named) and words.low[after - 1] in load_words("generic_body"):
        named += 1
    # "the airline Skyrra"
    if words.low[place[1] - 1].endswith(("'s", "s'")) or _is_subject(words, named):
        start, end = words.cover(place[0], max(named, place[1]))
        cast.bodies.append((offset + start, trim_genitive(words.text[start:end])))

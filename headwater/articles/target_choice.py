"""Which outlets the match of a phrase names: those of a list, and only where the phrase can mean an outlet by them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from headwater.articles.outlets import find_outlet
from headwater.articles.signal_patterns import Pattern, Phrases
from headwater.articles.target_names import (
    NO_PAPERS,
    NO_TARGETS,
    clean_target,
    find_owner,
    names_outlet,
    trim_target,
)

PICTURES = re.compile(
    r"\b(?:Getty|Shutterstock|Alamy|iStock|EPA|Images?|Photos?|Pictures?|Imago|"
    r"Flickr|Unsplash|Fotolia|Depositphotos|123RF|Stock|Archiv|Infografi[ck]|"
    r"Gra(?:ph|f)ik|Screenshot)\b"
)
"""What stands in the credit of a picture."""
_SURNAMES = frozenset(
    {"Bloomberg", "Fox", "Time", "Nation", "People", "Focus", "Vice", "Root", "Nature", "Hill", "Mirror"}
)
"""Outlets whose names are persons or things as often: a word before or after must say that the outlet is meant."""
_ADJECTIVE = re.compile(r"[A-Z]\w+(?:ian|ean|ish|ese|can)")
"""A word that is an outlet only with its article: the Australian, and not Australian media."""
_NOUNS = re.compile(
    r"(?:Presse|Post|Zeitung|Anzeiger|Kurier|Bote|Blatt|Standard|Journal|Magazin|Rundschau|Nachrichten|Agentur|Radio|"
    r"Fernsehen|Rundfunk|Online|Medien)"
)
"""What an outlet can be called for short, and what German writes with a capital wherever it stands."""
_ARTICLES = re.compile(r"(?:(?:the|la|le|les|de|el|il|der|die|das)\s|[ld]['’])*[“\"'‘«„*_]?", re.IGNORECASE)
_OWNER = re.compile(
    r"(?P<who>\w{3,})\s+(?:of|for|at|de|du|des|d['’]|von|vom|di|del|della|do|da|van|bij)\s*(?:(?:the|la|le|el|The)\s+)?$"
)
"""Who speaks for the outlet that is named next, in small letters: a spokesman, the owner."""
_MODIFIES = re.compile(
    r"\s(?:(?!editorial|news)[a-z-]+\s)?(?:boards?|committees?|councils?|unions?|exams?|tests?|courses?|class(?:es)?|"
    r"leagues?|clubs?|theor\w+|syndromes?|procedures?|methods?)\b"
)
"""What stands behind a word that is no outlet there but part of another thing's name: the AP exam board."""
_OWNS = re.compile(
    r"\s(?!(?:it|s?he|that|there|here|what|who|where|how|report\w*|editor|correspondent)\b)[a-z]+['’]s\b"
)
"""The same of a name that is one word: the Express train's conductor."""
_DECLINED = re.compile(r"\b(?:declin\w+|refus\w+|not|n['’]t)\b[^.]{0,30}\bcomments? (?:\w+ )?to (?:the )?$")
"""Who told an outlet that they would tell it nothing."""
_SPELT = re.compile(r"(?:[A-ZÀ-Þ][\w’'-]+\s+(?:(?:of|for|the|and|de|del|di|für|der|des)\s+){0,2}){2,6}$")
"""A name that stands before its initials in brackets."""
_LONGEST = 90
"""Characters of such a name."""


@dataclass(frozen=True)
class Reader:
    """What is known of the text that is read: its language, the phrases of it, and the names that its links prove to be
    outlets."""

    language: str | None
    phrases: Phrases
    linked: frozenset[str]


def choose_targets(match: re.Match[str], pattern: Pattern, reader: Reader, *, sure: bool) -> Iterator[str]:
    """The outlets that a match names; none where it names something else, or somebody who speaks for an outlet."""
    groups = match.groupdict()
    named = "target" if groups.get("target") else "quoted"
    written = groups.get(named) or ""
    begins = match.start(named) - (named == "quoted")
    before = match.string[:begins]
    if _ADJECTIVE.fullmatch(written) and before.lower().split()[-1:] != ["the"]:
        return
    if pattern.kind == "first_reported" and _DECLINED.search(before[-60:]):
        return
    if pattern.kind == "first_reported" and named == "target" and _is_part(match, written):
        return
    if _ARTICLES.fullmatch(match.string[match.start() : begins]) and _is_owned(before):
        return
    target = find_owner(trim_target(clean_target(written), reader.language), reader.language)
    if pattern.kind in ("translation", "press_release") and pattern.limit != "listed":
        if target and (pattern.kind == "translation" or target[0].isupper() or not target[0].isascii()):
            yield target
        return
    for part in _split_target(written, target):
        if (
            part
            and ((named == "quoted" and pattern.limit == "quoted") or _is_fit(part, pattern, reader, sure))
            and not (pattern.kind == "first_reported" and named != "quoted" and _is_noun(part, pattern, reader))
        ):
            yield part


def find_strangers(text: str, targets: Iterable[str]) -> set[str]:
    """Those of some initials that are a known outlet's and in this text somebody else's.

    >>> find_strangers("The Coastal Bridge Service (CBS) closed the pier, CBS said.", ["CBS"])
    {'CBS'}
    """
    strange = set()
    for short in {target for target in targets if target.isupper() and target.isalpha()}:
        at = text.find(f"({short})")
        match = _SPELT.search(text[max(0, at - _LONGEST) : at]) if at > 0 else None
        if match is None or (known := find_outlet(short)) is None:
            continue
        words = match.group().split()
        own = any(find_outlet(" ".join(words[n:])) == known for n in range(len(words)))
        if "".join(word[0] for word in words if word[0].isupper()).endswith(short) and not own:
            strange.add(short)
    return strange


def _is_part(match: re.Match[str], written: str) -> bool:
    """Whether what is named is part of the name of another thing, by the words behind it."""
    behind = match.end("target")
    word = written.isalpha() and written.istitle()
    return _MODIFIES.match(match.string, behind) is not None or (word and _OWNS.match(match.string, behind) is not None)


def _is_owned(before: str) -> bool:
    """Whether what stands before an outlet makes it the owner of who speaks: "a spokesman for the"."""
    match = _OWNER.search(before[-60:])
    return match is not None and not match.group("who")[0].isupper()


def _split_target(written: str, target: str) -> list[str]:
    """The outlets of a target that joins several; of a pollster and an outlet the outlet ("Reuters/Ipsos")."""
    whole = written if " " in written else target
    parts = [clean_target(part) for part in re.split(r"/|,? (?:and|und|et|y|e) ", whole)]
    known = [part for part in parts if find_outlet(part)]
    if len(parts) > 1 and (len(known) == len(parts) or (known and "/" in written and "://" not in written)):
        return known
    return [target]


def _is_fit(target: str, pattern: Pattern, reader: Reader, sure: bool) -> bool:
    """Whether a target can be meant: listed, or named as outlets are, or the phrase leaves no doubt."""
    if find_outlet(target) is not None:
        return pattern.limit != "known" or target not in _SURNAMES
    if pattern.limit == "linked" and re.sub(r"[^a-z0-9]", "", target.lower()) in reader.linked:
        return True
    if pattern.limit == "known" or target.lower() in NO_TARGETS or PICTURES.search(target):
        return False
    if pattern.limit != "-" and NO_PAPERS.fullmatch(target):
        return False
    named = any(c.isupper() or not c.isascii() for c in target) or "." in target
    return named and (names_outlet(target, reader.language) or (sure and pattern.limit in ("-", "sure")))


def _is_noun(target: str, pattern: Pattern, reader: Reader) -> bool:
    """Whether the name of an outlet is but a noun here: in German, where all nouns have capitals, without marks."""
    if reader.language != "de" or target.isupper():
        return False
    outlet = find_outlet(target)
    common = outlet is not None and target in outlet.common
    return (common and pattern.limit == "known") or _NOUNS.fullmatch(target) is not None

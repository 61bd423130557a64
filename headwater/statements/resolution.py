"""Whom the words of a source mean, within one document."""

import re
from dataclasses import replace
from functools import cache

from headwater.intervals import Span
from headwater.statements.clauses import is_finite
from headwater.statements.descriptions import find_head, name_body, read_description
from headwater.statements.institutions import read_institution, read_witness
from headwater.statements.lexicon import load_words
from headwater.statements.mentions import Cast, find_full_name, find_person, is_body
from headwater.statements.name_reading import read_named
from headwater.statements.names import is_name_word, load_set
from headwater.statements.sources import (
    UNSTATED,
    Source,
    fold_description,
    load_source_words,
    trim_genitive,
)
from headwater.statements.words import Words, cut_words

_BODY_PRONOUNS = frozenset({"it", "its", "which", "itself"})
_GENDERS = {
    "he": "male", "him": "male", "his": "male", "himself": "male",
    "she": "female", "her": "female", "hers": "female", "herself": "female",
}  # fmt: skip
_PARTS = frozenset({"q", "a", "question", "answer"})
"""The parts of an interview, which name nobody."""
_SELF = frozenset({"i", "we", "me", "us", "my", "our"})
_ANYBODY = frozenset({"you", "your", "one", "anyone", "anybody", "whoever"})
"""Words for nobody in particular."""


def resolve_source(cast: Cast, text: str, span: Span, document_text: str, outer: Source | None = None) -> Source:
    """Who is meant by the words of a source at a place in the document; `cast` remembers that they spoke.

    `outer` is who says the statement that this one stands inside: "I" and "we" are theirs; where it stands inside none
    they are the text's own voice.
    """
    text = _TURN.sub("", text)
    low = text.casefold().strip(" ,.")
    voice = (outer or UNSTATED) if low in _SELF else None
    source = voice or _resolve(cast, " ".join(text.split()), span[0], document_text)
    cast.spoken.append((span[0], source))
    return source


_TURN = re.compile(r"^(?:now|and|but|so|then|yet|still|once|here) (?=[\w“\"])", re.I)
"""A word before a speaker that leads on from the sentence before."""
_REFLEXIVE = re.compile(r" (?:him|her|it)self$| themselves$")


_RELATIVE = re.compile(r"^([Tt]he [\w’'-]+(?: [\w’'-]+){0,2}), (?:who|which) .*$", re.S)
"""What is told of somebody who was introduced before: "the president, who knows about estates"."""


def _resolve(cast: Cast, text: str, at: int, document_text: str) -> Source:
    text = _RELATIVE.sub(r"\1", _REFLEXIVE.sub("", text))
    if (bare := _WHO.sub("", text)) != text:
        apposed = _find_apposed(cast, at, document_text)
        return apposed or _resolve(cast, bare, at, document_text)
    low = text.casefold().strip(" ,.:")
    words = cut_words(text)
    if (
        low in _ANYBODY | _PARTS
        or not words.low
        or (len(words) == 1 and low in _list_closed() and find_person(cast, text) is None)
    ):
        return UNSTATED
    if low in {"who", "which", "that"} and (before := _read_antecedent(cast, at, document_text)) is not None:
        return before
    if low in _GENDERS or low == "who":
        return _resolve_person(cast, low, at, document_text)
    if low in _BODY_PRONOUNS:
        return _resolve_body(cast, at, text, document_text)
    if low in {"they", "them", "their"}:
        return _resolve_group(cast, at, text, document_text)
    return (
        read_witness(words)
        or _read_group(cast, words, at, document_text)
        or read_institution(cast, words, at)
        or read_named(cast, words, document_text)
        or _resolve_described(cast, text, words, at, document_text)
    )


_WHO = re.compile(r"(?<=\w),? (?:who|which|that)$")


def _find_apposed(cast: Cast, at: int, document_text: str) -> Source | None:
    """Who is named right before a description: "Rep. Jon Kell (MA), | a young member who argued"."""
    before = [(p, key) for p, key in cast.mentions if at - 80 < p < at]
    if not before:
        return None
    place, key = before[-1]
    named = _NAMED_BEFORE.fullmatch(document_text, place, at)
    return cast.people[key] if named is not None else None


_NAMED_BEFORE = re.compile(r"[^\W\d_][\w’'.-]*(?: [A-Z][\w’'.-]*){0,4}(?: \([^()]*\))?, ?")


@cache
def _list_closed() -> frozenset[str]:
    """Words that alone say nothing of who speaks, folded."""
    kinds = ("determiner", "preposition", "subordinator", "conjunction", "adverb", "auxiliary")
    counted = (
        load_source_words("count") | load_source_words("crowd") | load_source_words("group") | {"each", "one", "that"}
    )
    return frozenset().union(*map(load_words, kinds)) - counted - _GENDERS.keys() - _BODY_PRONOUNS - _SELF - {"who"}


def _read_antecedent(cast: Cast, at: int, document_text: str) -> Source | None:
    """Whom a relative pronoun means: the noun and its kin right before it."""
    words = cut_words(document_text[max(0, at - 160) : at].rstrip(" ,"))
    begin = len(words)
    while begin > 0 and words.low[begin - 1][0].isalnum() and len(words) - begin < 12:
        if is_finite(words.low[begin - 1]) or words.low[begin - 1] in {"by", "to", "from", "and", "that", "citing"}:
            break
        begin -= 1
    if begin == len(words):
        return None
    text = words.text[slice(*words.cover(begin, len(words)))]
    source = _resolve(cast, text, at - 1, document_text)
    head = cut_words(text).low[find_head(cut_words(text))]
    known = load_source_words("group") | load_source_words("person") | load_set("heads")
    return source if not source.kind.startswith("unnamed") or head in known else None


_READ = re.compile(
    r" (?:has|have|had|was|were)? ?(?:seen|reviewed|obtained|viewed|examined|read) ((?:an?|the) [^.,;]{3,80})[.;] *$"
)
"""A sentence that ends in what an outlet has read: "It" at the beginning of the next one is that."""


def _resolve_body(cast: Cast, at: int, text: str, document_text: str) -> Source:
    """What "it" means: the last organisation before it that spoke or that was the subject of a verb."""
    spoken = [(p, s) for p, s in cast.spoken if p < at and s.kind in ("organisation", "outlet", "document")]
    if (shown := _READ.search(document_text, max(0, at - 200), at)) is not None and text in ("It", "it"):
        held = read_description(shown.group(1))
        if held.kind == "document":
            return held
    named = [(p, n) for p, n in cast.bodies if p < at and not n.casefold().startswith(("its", "their"))]
    if named and (not spoken or named[-1][0] > spoken[-1][0]):
        return _resolve(cast, named[-1][1], named[-1][0], document_text)
    return spoken[-1][1] if spoken else Source("organisation", None, text)


def _resolve_group(cast: Cast, at: int, text: str, document_text: str) -> Source:
    """Whom "they" means: the group or body that spoke last, or a group that a later sentence is about."""
    spoken = [(p, s) for p, s in cast.spoken if p < at and s.kind in ("unnamed_group", "organisation")]
    about = [(p, n) for p, n in cast.groups if p < at]
    if about and (not spoken or about[-1][0] > spoken[-1][0]):
        return _resolve(cast, about[-1][1], about[-1][0], document_text)
    return spoken[-1][1] if spoken else Source("unnamed_group", None, text)


def _resolve_person(cast: Cast, low: str, at: int, document_text: str) -> Source:
    """Whom "he", "she", "who" mean: who spoke last or opened a sentence last, of the right gender."""
    gender = _GENDERS.get(low)
    speakers = [(p, s) for p, s in cast.spoken if p < at and s.kind in ("person", "unnamed_person")]
    spoken = [(p, s) for p, s in speakers if _is_somebody(s) and _fits(cast, s, gender)]
    mentioned = [(p, cast.people[k]) for p, k in cast.mentions if p < at and _fits(cast, cast.people[k], gender)]
    if low == "who" and mentioned:
        return mentioned[-1][1]
    leading = set(cast.subjects)
    opening = [
        (p, cast.people[k])
        for p, k in cast.mentions
        if p < at
        and _fits(cast, cast.people[k], gender)
        and ((p, k) in leading or document_text[max(0, p - 2) : p].strip() in ("", "."))
    ]
    if spoken:
        opening = [(p, s) for p, s in opening if not _is_told(document_text, spoken[-1][0], p, at)]
    last = max(
        (c[-1] for c in (spoken, opening) if c), key=lambda c: c[0], default=mentioned[-1] if mentioned else None
    )
    if last is None:
        return Source("unnamed_person", None, low)
    if gender is not None and last[1].name is not None:
        cast.genders.setdefault(last[1].name, gender)
    return last[1]


_SENTENCE_END = re.compile(r"[.!?…][”\"’]?\s")


def _is_told(text: str, speaker: int, mention: int, at: int) -> bool:
    """Whether somebody stands in what a speaker says, and a pronoun in a later sentence: "Bahl said Lin left. She"."""
    inside = mention > speaker and _SENTENCE_END.search(text, speaker, mention) is None
    return inside and _SENTENCE_END.search(text, mention, at) is not None


def _is_somebody(source: Source) -> bool:
    """Whether a source is a person that a pronoun can mean, and no pronoun itself."""
    if source.kind == "person" or source.role is not None:
        return True
    words = cut_words(source.described_as or "")
    return bool(words.low) and words.low[find_head(words)] in load_source_words("person") | load_set("heads")


def _fits(cast: Cast, source: Source, gender: str | None) -> bool:
    """Whether a pronoun of a gender can mean a person: by office, first name, or an earlier pronoun."""
    if gender is None or (known := cast.genders.get(source.name or "")) is not None:
        return gender is None or known == gender
    office = f"{source.described_as or ''} {source.role or ''}".casefold()
    if "woman" in office or source.name is None:
        return gender == "female" if "woman" in office else not (office.endswith("man") and gender == "female")
    first = source.name.casefold().split()[0]
    male, female = first in load_source_words("male"), first in load_source_words("female")
    return (male or not female) if gender == "male" else (female or not male)


def _last(cast: Cast, at: int, kinds: tuple[str, ...]) -> Source | None:
    return next((s for p, s in reversed(cast.spoken) if p < at and s.kind in kinds), None)


def _read_group(cast: Cast, words: Words, at: int, document_text: str) -> Source | None:
    """People by trade where a sentence begins with them: "Rescuers", "Volcanologists", "Lawyers for Mr. Ray"."""
    low = words.low[0]
    leads = document_text[max(0, at - 2) : at].strip() in ("", ".", "“", '"', "?", "!")
    if len(words) == 1:
        trade = low.endswith(_TRADES) and not words.text.isupper()
        named = find_person(cast, words.text) or find_full_name(document_text, words.text) or is_body(words.text)
        return Source("unnamed_group", None, words.text) if leads and trade and not named else None
    bound = words.low[1] in {"for", "of", "from", "at", "in", "with"} and words.text[0].isupper()
    return read_description(words.text) if bound and low in load_source_words("group") else None


_TRADES = ("ers", "ists", "ians", "ents", "ants", "tors", "sors")


def _resolve_described(cast: Cast, text: str, words: Words, at: int, document_text: str) -> Source:
    """A description: somebody of the cast by office ("the spokesman"), the same unnamed source again, or a new one."""
    low = [trim_genitive(w) for w in words.low]
    definite = low[0] in {"the", "his", "her", "its"}
    if (
        low[0] == "the"
        and len(low) <= 3
        and low[-1] in load_set("heads")
        and (found := _find_office(cast, low[-1], at))
    ):
        return found
    if low[0] in {"his", "her", "its", "their"} and low[-1] in load_source_words("organisation"):
        owner = _resolve(cast, low[0], at, document_text)
        if owner.name:
            return Source("organisation", f"{owner.name.split()[-1]} {low[-1]}", text)
    source = read_description(text)
    if _THEIR_SOURCES.match(text) and (paper := read_institution(cast, cut_words("the paper"), at)) is not None:
        return cast.described.setdefault(fold_description(text), replace(source, affiliation=paper.name))
    if low[:2] in (["the", "same"], ["this", "same"]) and (again := _last(cast, at, (source.kind,))) is not None:
        return again
    if source.kind == "organisation":
        return _name_organisation(cast, source, words, at)
    key = fold_description(text)
    if definite and "other" not in low and "second" not in low:
        for known_key, known in reversed(list(cast.described.items())):
            if known.kind == source.kind and set(key.split()) <= set(known_key.split()):
                return known
    return cast.described.setdefault(key, source)


_THEIR_SOURCES = re.compile(
    r"(?:\w+ of )?(?:its|their) (?:\w+ ){0,2}(?:sources?|insiders?|tipsters?|informants?|contacts?)\b", re.I
)
"""Whom an outlet has its news from."""


def _find_office(cast: Cast, office: str, at: int) -> Source | None:
    for _, key in reversed([m for m in cast.mentions if m[0] < at]):
        role = (cast.people[key].role or "").casefold()
        if office in role.split() or (office == "spokesperson" and "spokes" in role):
            return cast.people[key]
    return None


def _name_organisation(cast: Cast, source: Source, words: Words, at: int) -> Source:
    """The organisation of a description: "the Ray administration" has a name, "the company" is the last that spoke."""
    head = find_head(words) + 1
    named = [i for i in range(head) if is_name_word(words, i)]
    if named:
        name = trim_genitive(words.text[slice(*words.cover(named[0], head))])
        return Source("organisation", " ".join(name.split()))
    last = _last(cast, at, ("organisation",)) if words.low[0] in {"the", "its"} else None
    which = [w for w in words.low[1 : head - 1] if w not in load_words("determiner")]
    if last is not None and which and not set(which) <= set((last.name or "").casefold().split()):
        last = last if words.low[head - 1] in load_words("generic_body") else None
    if last is None and words.low[0] == "the" and words.low[head - 1] in load_words("generic_body"):
        spoken = [n for p, n in cast.bodies if p < at and is_name_word(cut_words(n), len(n.split()) - 1)]
        last = _resolve(cast, spoken[-1], at - 1, "") if spoken else None
        last = last if last is not None and last.kind == "organisation" and last.name else None
    if (last is not None and (last.name or "").casefold() in load_source_words("organisation")) or words.low[0] == "a":
        last = None
    if last is not None and (
        words.low[head - 1] in load_words("generic_body") or words.low[head - 1] in (last.name or "").casefold()
    ):
        return last
    called = name_body(words, head - 1)
    return Source("organisation", called, None if called else source.described_as, None, source.affiliation)

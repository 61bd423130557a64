"""The cast of one document: who is mentioned in it and where, and whom the words of a source mean."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from headwater.statements.clauses import is_finite
from headwater.intervals import Span
from headwater.statements.roles import Introduction, is_name_word, load_set, read_name
from headwater.statements.sources import (
    UNSTATED,
    Source,
    fold_description,
    is_outlet,
    load_demonyms,
    load_governments,
    load_source_words,
    read_description,
    trim_genitive,
)
from headwater.statements.lexicon import load_words
from headwater.statements.words import Words, cut_words

_ORGANISATION_PRONOUNS = frozenset({"it", "its", "which", "itself"})
_GENDERS = {"he": "male", "him": "male", "his": "male", "himself": "male", "she": "female", "her": "female", "hers": "female", "herself": "female"}  # fmt: skip


@dataclass
class Cast:
    """Who is mentioned in a document, in the order of the text, as far as it has been read."""

    people: dict[str, Source] = field(default_factory=dict)
    mentions: list[tuple[int, str]] = field(default_factory=list)
    bodies: list[tuple[int, str]] = field(default_factory=list)
    spoken: list[tuple[int, Source]] = field(default_factory=list)
    described: dict[str, Source] = field(default_factory=dict)


def gather_cast(text: str, introductions: Sequence[Introduction], words: Sequence[tuple[int, Words]]) -> Cast:
    """The people of a document: everybody introduced by office, and every name of two words with a known first name."""
    cast = Cast()
    for found in introductions:
        _add_person(cast, found.name, found.role, found.affiliation)
    for offset, stretch in words:
        at = 0
        while at < len(stretch):
            end = read_name(stretch, at, len(stretch)) if is_name_word(stretch, at) else at
            if end > at:
                name = trim_genitive(stretch.text[slice(*stretch.cover(at, end))])
                first = stretch.low[at]
                if (
                    end - at >= 2
                    and (first in load_source_words("male") or first in load_source_words("female"))
                    and not is_outlet(name)
                ):
                    _add_person(cast, name, None, None)
                if (person := find_person(cast, name)) is not None:
                    cast.mentions.append((offset + stretch.spans[at][0], person))
                elif is_body(name):
                    _add_body(cast, offset, stretch, (at, end))
            elif at > 0 and stretch.low[at] in load_source_words("organisation"):
                if (begin := _start_body(stretch, at)) is not None:
                    _add_body(cast, offset, stretch, (begin, at + 1))
            at = max(end, at + 1)
    return cast


def is_body(name: str) -> bool:
    """Whether a name is plainly that of an organisation, a government or an outlet."""
    last = name.split()[-1].casefold()
    if last in load_source_words("organisation_name") or name.casefold() in load_governments() or is_outlet(name):
        return True
    return name.isupper() and 2 <= len(name) <= 6


def _start_body(stretch: Words, at: int) -> int | None:
    """Where the mention of an organisation by a noun begins: "the company", "his administration", "the Ray campaign"."""
    begin = at
    while (
        begin > 0
        and at - begin < 4
        and (is_name_word(stretch, begin - 1) or stretch.low[begin - 1] in load_set("modifiers"))
    ):
        begin -= 1
    return begin - 1 if begin > 0 and stretch.low[begin - 1] in {"the", "his", "her", "its", "their"} else None


def _add_body(cast: Cast, offset: int, stretch: Words, place: tuple[int, int]) -> None:
    """A mention of an organisation that is the subject of a verb; what is none is seldom what "it" means."""
    after = place[1]
    while after < len(stretch) and stretch.low[after] in load_words("adverb"):
        after += 1
    if after < len(stretch) and is_finite(stretch.low[after]):
        start, end = stretch.cover(*place)
        cast.bodies.append((offset + start, trim_genitive(stretch.text[start:end])))


def _add_person(cast: Cast, name: str, role: str | None, affiliation: str | None) -> None:
    key = find_person(cast, name) or " ".join(name.split())
    known = cast.people.get(key)
    if known is None or known.role is None and role is not None:
        cast.people[key] = Source("person", key, None, role, affiliation)


def find_person(cast: Cast, name: str) -> str | None:
    """The fullest name of a person of the cast whom a name means: the same, or the surname of one."""
    name = " ".join(name.split())
    if name in cast.people:
        return name
    wanted = [w for w in name.casefold().split() if w not in load_set("ranks")]
    if not wanted:
        return None
    for key in cast.people:
        parts = key.casefold().split()
        if parts[-1] == wanted[-1] and (len(wanted) == 1 or wanted[0] == parts[0] or len(parts) == 1):
            return key
    return None


def resolve_source(cast: Cast, text: str, span: Span | None, document_text: str) -> Source:
    """Who is meant by the words of a source at a place in the document; what it says about them is remembered."""
    if span is None:
        return UNSTATED
    source = _resolve(cast, " ".join(text.split()), span[0], document_text)
    cast.spoken.append((span[0], source))
    return source


def _resolve(cast: Cast, text: str, at: int, document_text: str) -> Source:
    low = text.casefold().strip(" ,.:")
    words = cut_words(text)
    if not words.low:
        return UNSTATED
    if low in _GENDERS or low in {"who", "himself", "herself"}:
        return _resolve_person(cast, low, at, document_text)
    if low in _ORGANISATION_PRONOUNS:
        return _resolve_body(cast, at, text, document_text)
    if low in {"they", "them", "their"}:
        return _last(cast, at, ("unnamed_group", "organisation")) or Source("unnamed_group", None, text)
    if (named := _resolve_name(cast, words)) is not None:
        return named
    return _resolve_described(cast, text, words, at, document_text)


def _resolve_body(cast: Cast, at: int, text: str, document_text: str) -> Source:
    """What "it" means: the last organisation before it that spoke or is mentioned."""
    spoken = [(p, s) for p, s in cast.spoken if p < at and s.kind in ("organisation", "outlet", "document")]
    named = [(p, name) for p, name in cast.bodies if p < at]
    if (
        named
        and (not spoken or named[-1][0] > spoken[-1][0])
        and not named[-1][1].casefold().startswith(("its", "their"))
    ):
        return _resolve(cast, named[-1][1], named[-1][0], document_text)
    return spoken[-1][1] if spoken else Source("organisation", None, text)


def _resolve_person(cast: Cast, low: str, at: int, document_text: str) -> Source:
    gender = _GENDERS.get(low)
    spoken = [(p, s) for p, s in cast.spoken if p < at and s.kind in ("person", "unnamed_person") and _fits(s, gender)]
    mentioned = [(p, cast.people[k]) for p, k in cast.mentions if p < at and _fits(cast.people[k], gender)]
    if low == "who" and mentioned:
        return mentioned[-1][1]
    best_spoken = spoken[-1] if spoken else None
    opening = [m for m in mentioned if document_text[max(0, m[0] - 2) : m[0]].strip() in ("", ".", "“", '"')]
    best = max((c for c in (best_spoken, opening[-1] if opening else None) if c), key=lambda c: c[0], default=None)
    if best is None and mentioned:
        best = mentioned[-1]
    return best[1] if best else Source("unnamed_person", None, low)


def _fits(source: Source, gender: str | None) -> bool:
    if gender is None or source.name is None:
        text = f"{source.described_as or ''} {source.role or ''}".casefold()
        return gender is None or not (
            ("woman" in text and gender == "male")
            or (text.endswith("man") and "woman" not in text and gender == "female")
        )
    first = source.name.casefold().split()[0]
    male, female = first in load_source_words("male"), first in load_source_words("female")
    if source.role and "woman" in source.role.casefold():
        return gender == "female"
    return (male or not female) if gender == "male" else (female or not male)


def _last(cast: Cast, at: int, kinds: tuple[str, ...]) -> Source | None:
    return next((s for p, s in reversed(cast.spoken) if p < at and s.kind in kinds), None)


def _resolve_name(cast: Cast, words: Words) -> Source | None:
    """A source with a proper name in it: a person of the cast, a government, an outlet, an organisation."""
    whole = trim_genitive(" ".join(words.text.split()).strip(" ,:"))
    whole = whole.removesuffix(".") if len(words.low[-1]) == 1 else whole
    bare = whole.casefold().removeprefix("the ")
    if (
        bare in load_governments()
        or bare.endswith(" government")
        and bare.removesuffix(" government") in load_demonyms()
    ):
        country = load_governments().get(bare) or load_demonyms()[bare.removesuffix(" government")]
        return Source("organisation", f"government of {country}", whole)
    if is_outlet(whole):
        name = whole[4:] if whole[:4].casefold() == "the " else whole
        return Source("outlet", name)
    at = 0
    while at < len(words):
        if is_name_word(words, at) and words.low[at] not in load_set("ranks"):
            end = read_name(words, at, len(words))
            name = trim_genitive(words.text[slice(*words.cover(at, max(end, at + 1)))])
            if (
                end > at
                and (key := find_person(cast, name)) is not None
                and not words.low[end - 1].endswith(("'s", "s'"))
            ):
                return cast.people[key] if end == len(words) or words.low[end] in {",", "(", "of", "who", "—"} else None
            at = max(end, at + 1)
        else:
            at += 1
    return _read_proper(words, whole)


def _read_proper(words: Words, whole: str) -> Source | None:
    """A name that nobody introduced: the capitals at the beginning, if they are all of it or end before a comma."""
    begin = 1 if words.low[0] == "the" and len(words) > 1 else 0
    end = begin
    while end < len(words) and (
        is_name_word(words, end)
        or words.low[end] in {"of", "for", "and", "&", "'s"}
        and begin < end < len(words) - 1
        and is_name_word(words, end + 1)
    ):
        end += 1
    if end == begin or (end < len(words) and words.low[end] not in {",", "(", "who", "which", "in", "on"}):
        return None
    name = trim_genitive(words.text[slice(*words.cover(begin, end))])
    low_last = words.low[end - 1]
    if low_last in load_source_words("group") or low_last in load_source_words("person"):
        return None
    if (
        begin == 1
        or low_last in load_source_words("organisation_name")
        or name.isupper()
        and len(name) > 1
        or end - begin > 3
    ):
        return Source("organisation", name)
    return Source("person", name)


def _resolve_described(cast: Cast, text: str, words: Words, at: int, document_text: str) -> Source:
    """A description: somebody of the cast by office ("the spokesman"), the same unnamed source again, or a new one."""
    low = [trim_genitive(w) for w in words.low]
    definite = words.low[0] in {"the", "his", "her", "its"}
    if definite and len(low) <= 3 and low[-1] in load_set("heads"):
        for _, key in reversed([m for m in cast.mentions if m[0] < at]):
            role = (cast.people[key].role or "").casefold()
            if low[-1] in role.split() or low[-1].startswith("spokes") and "spokes" in role:
                return cast.people[key]
    if words.low[0] in {"his", "her", "its", "their"} and low[-1] in load_source_words("organisation"):
        owner = _resolve(cast, words.low[0], at, document_text)
        if owner.name:
            return Source("organisation", f"{owner.name.split()[-1]} {words.low[-1]}", text)
    source = read_description(text)
    if source.kind == "organisation":
        return _name_organisation(cast, source, words, at)
    key = fold_description(text)
    if "another" in low or "second" in low:
        pass
    elif definite:
        tokens = set(key.split())
        for known_key, known in reversed(list(cast.described.items())):
            if known.kind == source.kind and tokens <= set(known_key.split()):
                return known
    cast.described.setdefault(key, source)
    return cast.described[key]


def _name_organisation(cast: Cast, source: Source, words: Words, at: int) -> Source:
    """ "The Biden administration" has a name; "the company" means the last organisation that spoke."""
    named = [i for i in range(len(words)) if is_name_word(words, i)]
    if named:
        begin = named[0]
        name = trim_genitive(words.text[slice(*words.cover(begin, len(words)))].split(",")[0])
        return Source("organisation", " ".join(name.split()), source.described_as, None, None)
    if words.low[0] in {"the", "its"} and (last := _last(cast, at, ("organisation",))) is not None:
        return last
    return Source("organisation", None, source.described_as, None, source.affiliation)

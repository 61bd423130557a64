"""Whom the words of a source mean in German, French and Spanish, within one document."""

import re

from headwater.intervals import Span
from headwater.statements.lexica import cut_plain_words, list_words, load_list
from headwater.statements.mentions import Cast
from headwater.statements.noun_phrases import is_agent, is_capital
from headwater.statements.relays import names_outlet
from headwater.statements.sources import UNSTATED, Source, is_outlet
from headwater.statements.words import Words

_NAME = re.compile(r"[^\W\d_a-zß-öø-ÿ][\w’'-]+(?:\s(?:(?:de|del|von|van|da|du|la)\s)?[^\W\d_a-zß-öø-ÿ][\w’'-]+)+")
_LINKS = list_words("de del von van der da du la")


def resolve_plain(cast: Cast, span: Span, text: str, language: str) -> Source:
    """Who is meant by the words of a source at a place of a document; `cast` remembers that they spoke."""
    said = " ".join(text[span[0] : span[1]].split()).strip(' ,.:„“”«»"')
    said = re.sub(r"^(?:-?t)?-?(?=(?:ils?|elles?|on)$)", "", said) if language == "fr" else said
    source = _resolve(cast, said, span[0], text, language)
    cast.spoken.append((span[0], source))
    return source


def repeat_speaker(cast: Cast, at: int) -> Source:
    """Who spoke last before a place, for a verb that has no subject of its own (Spanish "Dijo que …")."""
    return next((s for p, s in reversed(cast.spoken) if p < at and s.kind != "unstated"), UNSTATED)


def _resolve(cast: Cast, said: str, at: int, text: str, language: str) -> Source:
    words = cut_plain_words(said, language)
    if not words.low:
        return UNSTATED
    first = words.low[0]
    if (
        len(words) <= 2
        and first in load_list(language, "pronouns") | {"die", "der"}
        and not any(is_capital(words, i) for i in range(1, len(words)))
    ):
        return _resolve_pronoun(cast, said, at, text, language)
    if names_outlet(words, 0, len(words), language) and not any(
        w in load_list(language, "document") for w in words.low[:3]
    ):
        name = _take_name(words, language)
        if not _heads_person(words, language):
            return Source("outlet", name or said, said if name is None else None)
    bare = " ".join(words.low[1:] if first in load_list(language, "definite") else words.low)
    if bare in load_list(language, "governments") or _is_seat(bare, language):
        return Source("organisation", said)
    head = _find_head(words, language)
    name = _take_name(words, language)
    if head is not None:
        return _resolve_head(cast, (said, at, text, language), words, head, name)
    if name is None:
        return Source("unnamed_group" if first in load_list(language, "plural_words") else "unnamed_person", None, said)
    if is_outlet(name):
        return Source("outlet", name)
    if len(name.split()) == 1:
        return _resolve_surname(name, at, text, language)
    role = words.text[: words.text.find(name)].strip(" ,") or None
    return _name_person(name, role)


def _is_seat(bare: str, language: str) -> bool:
    seats = {"de": "weiße haus|weißes haus", "fr": "maison blanche|élysée", "es": "casa blanca"}[language]
    return bool(re.fullmatch(seats, bare))


def _heads_person(words: Words, language: str) -> bool:
    return any(w in load_list(language, "person") for w in words.low[:3])


def _find_head(words: Words, language: str) -> int | None:
    """The noun that says what a source is: the first that names somebody who can speak."""
    for at in range(min(len(words), 5)):
        low = words.low[at]
        if is_agent(low, language) and (language != "de" or is_capital(words, at)):
            return at
        if at and low in {"de", "du", "des", "del", "von", "d'", "aus", "der"} and language != "de":
            return None
    return None


def _take_name(words: Words, language: str) -> str | None:
    """The name in the words of a source: the longest run of capitalised words that are no nouns of office."""
    runs: list[list[int]] = []
    for at in range(len(words)):
        capital = is_capital(words, at)
        small = words.low[at] in load_list(language, "definite", "indefinite", "possessive", "plural_words", "pp")
        office = is_agent(words.low[at], language) and (language == "de" or at == 0)
        if capital and not small and not office:
            if runs and runs[-1][-1] == at - 1:
                runs[-1].append(at)
            elif runs and runs[-1][-1] == at - 2 and words.low[at - 1] in _LINKS and language != "de":
                runs[-1] += [at - 1, at]
            else:
                runs.append([at])
    if not runs:
        return None
    apart = {"des", "de", "du", "von", "der", "aus", "in", "del", "en", "à", "d'"}
    best = max(runs, key=lambda r: (words.low[r[0] - 1] == "," if r[0] else False, min(len(r), 2),
                                    r[0] == 0 or words.low[r[0] - 1] not in apart, -r[0]))  # fmt: skip
    return words.text[slice(*words.cover(best[0], best[-1] + 1))]


def _resolve_head(cast: Cast, place: tuple[str, int, str, str], words: Words, head: int, name: str | None) -> Source:
    """The source that its noun shows: a person with a name and a role, or somebody without, a body, a document."""
    said, at, text, language = place
    low = words.low[head]
    plural = words.low[0] in load_list(language, "plural_words") or low in load_list(language, "group")
    if plural and language == "de" and words.low[0] in {"ein", "eine", "der"}:
        plural = False
    body = low in load_list(language, "organisation") or (
        language == "de"
        and low.endswith(tuple(load_list("de", "organisation_end") - {""}))
        and low not in load_list("de", "person")
    )
    named = name is not None and len(name.split()) >= 2 and _directly(words, name, head, language)
    if low in load_list(language, "document") or (
        language == "de" and low.endswith(("studie", "bericht", "umfrage", "gutachten"))
    ):
        return Source("document", None, said)
    if named and name is not None and not body and not plural:
        return _name_person(name, said.split(name)[0].strip(" ,") or None)
    if body and not plural:
        return Source("organisation", _name_body(words, head, name, language), said)
    if body and language != "de" and words.low[0] in {"la", "le", "l'", "el"}:
        return Source("organisation", _name_body(words, head, name, language), said)
    if plural:
        return Source("unnamed_group", None, said)
    known = _find_role(words.low[0], low, at, text, language) if len(words) <= 2 else None
    return known or cast.described.setdefault(said.casefold(), Source("unnamed_person", None, said))


def _directly(words: Words, name: str, head: int, language: str) -> bool:
    """Whether a name is that of the person, not of the body or place behind the noun."""
    start = words.text.find(name)
    before = words.text[:start].rstrip()
    if before.endswith(","):
        return True
    low = before.casefold().split()[-1] if before else ""
    linked = {
        "de": {"des", "von", "der", "aus", "in", "vom", "im"},
        "fr": {"de", "du", "des", "à", "au"},
        "es": {"de", "del", "en"},
    }
    genitive = language == "fr" and before.endswith(("d'", "d’", "l'", "l’"))
    return (low not in linked[language] and not genitive) or (
        low == "der" and head > 0 and words.low[0] == "der" and before.casefold() == "der"
    )


def _name_body(words: Words, head: int, name: str | None, language: str) -> str | None:
    """What to call a body: its proper name with the noun."""
    if name is None:
        noun = words.read(head)
        return noun if language == "de" and len(words) <= 2 else None
    start = words.spans[head][0]
    place = words.text.find(name)
    return words.text[min(start, place) : max(words.spans[head][1], place + len(name))].strip(" ,")


def _name_person(name: str, role: str | None = None) -> Source:
    return Source("person", name, role=role)


def _resolve_surname(name: str, at: int, text: str, language: str) -> Source:
    """A surname alone: the full name in the document that ends in it; else a body."""
    full = [m for m in _list_names(text, len(text), language) if m.split()[-1] == name]
    if full:
        return _name_person(full[0])
    return Source("organisation" if name.isupper() else "person", name)


def _list_names(text: str, before: int, language: str) -> list[str]:
    """The full names of a text up to a place, without the nouns of office that stand before them."""
    names = []
    for match in _NAME.finditer(text):
        if match.start() >= before:
            break
        parts = match.group().split()
        while parts and (
            is_agent(parts[0].casefold(), language)
            or parts[0].casefold() in load_list(language, "definite", "pp", "indefinite")
        ):
            parts = parts[1:]
        if language == "de" and len(parts) > 2:
            parts = parts[-2:]
        if len(parts) >= 2 and parts[0].casefold() not in load_list(language, "complement"):
            names.append(" ".join(parts))
    return names


def _find_role(article: str, low: str, at: int, text: str, language: str) -> Source | None:
    """The person a definite noun takes up ("el científico"), where one has been named in the paragraph before it."""
    if article not in load_list(language, "definite"):
        return None
    start = text.rfind("\n", 0, at) + 1
    names = list(dict.fromkeys(_list_names(text[start:], at - start, language)))
    return _name_person(names[0]) if len(names) == 1 else None


def _resolve_pronoun(cast: Cast, said: str, at: int, text: str, language: str) -> Source:
    """Whom a pronoun means: the person who spoke last, or else who was named last before it."""
    low = said.casefold().lstrip()
    plural = low in {"ils", "elles", "ellos", "ellas", "-t-ils", "-t-elles", "-ils", "-elles"}
    kinds = ("unnamed_group", "organisation") if plural else ("person", "unnamed_person")
    spoken = [(p, s) for p, s in cast.spoken if p < at and s.kind in kinds]
    named = _list_names(text, at, language)
    place = text.rfind(named[-1], 0, at) if named else -1
    if (
        named
        and not plural
        and (not spoken or place > spoken[-1][0] + 60)
        and not (spoken and spoken[-1][1].name == named[-1])
    ):
        return _name_person(named[-1])
    if spoken:
        return spoken[-1][1]
    if named and not plural:
        return _name_person(named[-1])
    return Source(kinds[0] if plural else "unnamed_person", None, said)

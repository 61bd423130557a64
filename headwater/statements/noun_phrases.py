"""Who or what a few words of German, French or Spanish name: where the words of a source begin and end."""

import re

from headwater.intervals import Span
from headwater.statements.drafts import trim_span
from headwater.statements.lexica import list_words, load_list
from headwater.statements.words import Words

LONGEST = 16
"""A source behind its verb has at most this many words."""

_AGENT = {
    "de": re.compile(r"\w{3,}(?:ler|lerin|ner|nerin|ter|terin|ker|kerin|loge|login|logen|ist|istin|isten|innen|leute|"
                     r"kreisen?|sprecher|sprecherin|minister|ministerin|chef|chefin|vorstand|meister|meisterin)$"),
    "fr": re.compile(r"\w{3,}(?:eurs?|euses?|iens?|iennes?|istes?|trices?|logues?|ateurs?)$"),
    "es": re.compile(r"\w{3,}(?:dor|dora|dores|doras|istas?|ólog[oa]s?|tor|tora|tores)$"),
}  # fmt: skip
_SMALL = list_words("von vom der des für und aus of de du des d' del de_la y et la le las los l' e da van")
_CLOSE = frozenset('.;:!?"“”„«»—–…')


def is_agent(low: str, language: str) -> bool:
    """Whether a folded noun can speak: a person, a group, a body, a document, an outlet, a government."""
    if any(low in load_list(language, name) for name in ("person", "group", "organisation", "document", "outlet")):
        return True
    if language == "de" and low.endswith("s") and len(low) > 5:  # a genitive: "des Landeskriminalamts"
        low = low[:-2] if low.endswith("es") and low[:-2] in load_list("de", "organisation") else low[:-1]
        if low in load_list("de", "organisation", "document") or low.endswith(("amt", "ministerium", "gericht")):
            return True
    tail = language == "de" and low.endswith(tuple(load_list(language, "organisation_end") - {""}))
    compound = language == "de" and any(low.endswith(w) for w in load_list(language, "person") if len(w) > 4)
    return tail or compound or low in load_list(language, "governments") or bool(_AGENT[language].fullmatch(low))


def is_capital(words: Words, at: int) -> bool:
    """Whether a word begins with a capital letter or a mark that stands before one."""
    return words.text[words.spans[at][0]].isupper()


def names_agent(words: Words, first: int, last: int, language: str) -> bool:
    """Whether some words begin as the name of somebody who speaks does.

    >>> from headwater.statements.lexica import cut_plain_words
    >>> [names_agent(cut_plain_words(words, "es"), 0, 2, "es") for words in ("la fiscalía", "la edad")]
    [True, False]
    """
    if first >= last:
        return False
    if words.low[first] in load_list(language, "pronouns"):
        return True
    for at in range(first, min(last, first + 6)):
        low = words.low[at]
        if is_agent(low, language):
            return True
        if at > first and low in load_list(language, "pp"):
            bare = language == "de" and not any(is_capital(words, i) for i in range(first + 1, at))
            if not bare or words.low[first] not in load_list("de", "plural_words", "definite", "indefinite"):
                return False
        if language != "de" and is_capital(words, at) and low not in _grammar(language):
            return True
        if language == "de" and is_capital(words, at) and at + 1 < last and is_capital(words, at + 1) and at > first:
            return True
    if language == "de":
        return words.low[first] not in load_list("de", "pp") and _has_name(words, first, min(last, first + 5), "de")
    return False


def _grammar(language: str) -> frozenset[str]:
    names = ("definite", "indefinite", "plural_words", "possessive", "pp", "complement")
    return frozenset().union(*(load_list(language, n) for n in names))


def _has_name(words: Words, first: int, last: int, language: str) -> bool:
    """Whether a name of two capitalised words (or, outside German, of one) stands at the beginning of some words."""
    run = 0
    for at in range(first, min(last, first + 3)):
        if is_capital(words, at) and words.low[at] not in _grammar(language):
            run += 1
            if run >= (2 if language == "de" else 1):
                return True
        else:
            run = 0
    return False


def end_phrase(words: Words, first: int, last: int, language: str, relative: bool = True) -> int:
    """Where the noun phrase that begins at a word ends: before a verb, a preposition of time or place, or a mark."""
    if words.low[first] in load_list(language, "pronouns") and not is_agent(words.low[first], language):
        alone = language != "de" or words.low[first] not in load_list("de", "definite")
        if alone and not (first + 1 < last and is_capital(words, first + 1)):
            return first + 1
    at = first
    while at < min(last, first + LONGEST):
        low = words.low[at]
        if low in _CLOSE or (
            at > first and low in load_list(language, "stops") and not _names_office(words, at, language)
        ):
            break
        if low == ",":
            skipped = _pass_apposition(words, at, last, language) if relative else at
            if skipped == at:
                break
            at = skipped
            continue
        if language == "de" and not _continues(words, first, at, last):
            break
        at += 1
    return at


def _names_office(words: Words, at: int, language: str) -> bool:
    """Whether a preposition belongs to an office ("ministre à la Mer", "Sprecherin im Ministerium")."""
    low = words.low[at]
    return low in {"im", "à", "en"} and at > 0 and words.low[at - 1] in {"sprecherin", "sprecher", "ministre"}


def _continues(words: Words, first: int, at: int, last: int) -> bool:
    """Whether a German word goes on with a noun phrase: a noun, or an article or adjective with a noun behind it."""
    low = words.low[at]
    if is_capital(words, at) or low[0].isdigit() or not low[0].isalnum():
        return True
    ahead = [i for i in range(at + 1, min(last, at + 4)) if is_capital(words, i)]
    if at == first:
        return bool(ahead) or low in load_list("de", "pronouns")
    if low in _SMALL:
        return bool(ahead)
    before = words.low[at - 1]
    articles = (load_list("de", n) for n in ("definite", "indefinite", "possessive", "plural_words"))
    opened = not is_capital(words, at - 1) or any(before in listed for listed in articles)
    return bool(ahead) and opened and low.endswith(("e", "en", "er", "es", "em", "ei", "ier", "ben", "r"))


def _pass_apposition(words: Words, comma: int, last: int, language: str) -> int:
    """Past a name or a description between commas behind a noun ("la alcaldesa de X, Nieves Caldera,")."""
    at = comma + 1
    if at >= last:
        return comma
    relative = words.low[at] in {"qui", "que", "quien", "quienes"}
    named = is_capital(words, at) and words.low[at] not in _grammar(language)
    if language == "de" and named and not (at + 1 < last and is_capital(words, at + 1)):
        named = False
    described = words.low[at] in load_list(language, "definite", "indefinite")
    described = described and not relative and language == "de" and comma > 0
    if not (named or relative):
        return comma
    while at < last and words.low[at] not in _CLOSE and words.low[at] != ",":
        if named and words.low[at] in load_list(language, "stops"):
            return at
        at += 1
    return at if at - comma <= LONGEST else comma


def trim_phrase(words: Words, first: int, last: int) -> Span | None:
    """The characters of some words without marks at their ends."""
    return trim_span(words.text, *words.cover(first, last)) if first < last else None

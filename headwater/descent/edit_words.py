"""The words by which kinds of edits are told apart, by language, and what a run of words is in their light."""

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("en", "de", "es", "fr")

_LONGEST, _SHORT = 14, 6
"""Words in an attribution that says "according to" or is set off by a comma, and in any other."""
_JOINING = frozenset({"and", "-", "et", "y", "und"})
"""Words and marks within a number that is written out."""

Words = tuple[str, ...]


@dataclass(frozen=True)
class Lexicon:
    """The words of one language: of time, numbers, negation, hedges, offices, sources and style."""

    decimal: str
    """The mark before the decimals of a number; the other one groups its thousands."""
    weekdays: frozenset[str]
    months: frozenset[str]
    days: frozenset[str]
    periods: frozenset[str]
    numbers: dict[str, float]
    units: dict[str, str]
    """Short forms that multiply a number: bn, Mio., k."""
    openers: frozenset[str]
    particles: frozenset[str]
    """Words that say nothing of their own; one of them gained or lost is a change of wording."""
    negations: frozenset[str]
    undenied: tuple[Words, ...]
    """Phrases with a word of denial in them that deny nothing: "no fewer than"."""
    hedges: tuple[Words, ...]
    cues: frozenset[str]
    sources: frozenset[str]
    according: tuple[Words, ...]
    pronouns: frozenset[str]
    roles: frozenset[str]
    role_modifiers: frozenset[str]
    honorifics: frozenset[str]
    before_places: frozenset[str]
    """Where every noun has a capital, words right behind which one is a place; none elsewhere."""
    abbreviations: frozenset[str]
    styles: dict[str, int]

    def is_dated(self, word: str) -> bool:
        """Whether a word names a day, a month that is no hedge ("may"), or a year."""
        timed = word in self.weekdays or word in self.days or (word in self.months and (word,) not in self.hedges)
        return timed or bool(re.fullmatch(r"(?:1[89]|20)\d\d", word))

    def count_negations(self, words: Words) -> int:
        """How many words deny something."""
        plain = _list_plain(words)
        free = _has_phrase(plain, self.undenied)
        return sum(word in self.negations or word.endswith("n't") for word in plain) - free

    def has_hedge(self, words: Words) -> bool:
        """Whether a word or phrase among these holds a sentence back."""
        return _has_phrase(_list_plain(words), self.hedges)

    def is_according(self, words: Words) -> bool:
        """Whether these say "according to" in so many words."""
        return _has_phrase(_list_plain(words), self.according)

    def is_attribution(self, words: Words) -> bool:
        """Whether these say who said it: "according to two aides", "officials said", "she added"."""
        plain = _list_plain(words)
        if len(plain) > _LONGEST or not plain:
            return False
        if self.is_according(plain):
            return True
        cued = any(w in self.cues for w in plain) and any(w in self.sources or w in self.pronouns for w in plain)
        return cued and (len(plain) <= _SHORT or words[0] == ",")

    def read_number(self, word: str) -> float | None:
        """The value of a number in digits or words.

        >>> read_lexicon("en").read_number("1,200"), read_lexicon("de").read_number("1.200,5")
        (1200.0, 1200.5)
        """
        group = "," if self.decimal == "." else "."
        plain = re.sub(rf"{re.escape(group)}(?=\d{{3}}(?!\d))", "", word).replace(self.decimal, ".")
        if re.fullmatch(r"\d+(?:\.\d+)?", plain):
            return float(plain)
        if re.fullmatch(r"\d+(?:[.:,]\d+)+", plain):
            return float(re.sub(r"\D", "", plain))
        return self.numbers.get(word)

    def read_values(self, words: Words) -> list[float]:
        """The numbers in a run; what multiplies another is one number with it.

        >>> read_lexicon("en").read_values(("2.5", "million")), read_lexicon("en").read_values(("twelve", "hundred"))
        ([2500000.0], [1200])
        >>> read_lexicon("en").read_values(("two", "hundred", "and", "forty", "-", "one"))
        [241]
        """
        values: list[float] = []
        last = ""
        for word in words:
            number = self.read_number(self.units.get(word, word))
            if number is None:
                last = last if word in _JOINING and last and not last[0].isdigit() else ""
            elif last and number >= 100 and not word[0].isdigit():
                values[-1], last = values[-1] * number, word
            elif last and not last[0].isdigit() and not word[0].isdigit() and _goes_on(values[-1], number):
                values[-1], last = values[-1] + number, word
            else:
                values.append(number)
                last = word
        return values


def _goes_on(number: float, more: float) -> bool:
    """Whether a number in words goes on with another one: two hundred (and) forty, forty-two."""
    return (number % 100 == 0 < number and more < 100) or (number % 100 >= 20 and number % 10 == 0 and more < 10)


def _list_plain(words: Words) -> Words:
    return tuple(word for word in words if word[0].isalnum())


def _has_phrase(plain: Words, phrases: tuple[Words, ...]) -> bool:
    return any(plain[k : k + len(phrase)] == phrase for phrase in phrases for k in range(len(plain) - len(phrase) + 1))


@cache
def read_lexicon(language: str | None) -> Lexicon:
    """The lexicon of data/edit_words_LANGUAGE.json; of a language that has none the English one."""
    language = language if language in LANGUAGES else "en"
    path = files("headwater.descent").joinpath(f"data/edit_words_{language}.json")
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    decimal = found.pop("decimal")
    words = {name: frozenset(value.split()) for name, value in found.items() if isinstance(value, str)}
    styles = {form: number for number, forms in enumerate(found["styles"]) for form in forms}
    return Lexicon(
        decimal=decimal,
        numbers=found["numbers"],
        units=found["units"],
        hedges=_sort_phrases(found["hedges"]),
        undenied=_sort_phrases(found["undenied"]),
        according=_sort_phrases(found["according"]),
        styles=styles,
        **words,
    )


def _sort_phrases(phrases: list[str]) -> tuple[Words, ...]:
    return tuple(sorted((tuple(p.split()) for p in phrases), key=lambda p: (-len(p), p)))

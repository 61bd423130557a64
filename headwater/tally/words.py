"""A word as it is compared: folded, brought to a stem, and to one word for all that newsrooms use for the same thing.

The weight of a word is what it tells: how rare it is in news of many years, from a table that is shipped (the model
card is docs/models/word-weights.md), so that no weight depends on the pile and no pair must be decided anew when the
pile grows.
"""

import functools
from collections.abc import Mapping
from importlib.resources import files
from types import MappingProxyType

from headwater.text import find_words, fold_word

RARE = 11.0
"""The weight of a word that the table does not have; the rarest in it have 9.6 (once in 14,500 articles)."""

LIGHT = 2.2
"""From here down (one article in nine has it) a word says hardly anything about what is claimed."""

_VOWELS = frozenset("aeiouy")


def stem_word(word: str) -> str:
    """A word without its endings, in one spelling, irregular forms brought to their lemma.

    >>> [stem_word(w) for w in ("decided", "deciding", "batteries", "stolen", "rumours", "stopped", "rated", "planes")]
    ['decid', 'decid', 'battery', 'steal', 'rumor', 'stop', 'rate', 'plane']
    """
    word = fold_word(word)
    if word.endswith("'s"):
        word = word[:-2]
    word = word.strip("'")
    known = read_irregular().get(word)
    return _cut_ending(known if known is not None else word)


def _cut_ending(word: str) -> str:
    if len(word) < 4 or not word.isalpha():
        return word
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith(("sses", "xes", "ches", "shes", "zes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    word = _cut_verb(word)
    for ending, least in (("ly", 6), ("ment", 8)):
        if word.endswith(ending) and len(word) >= least:
            word = word[: -len(ending)]
    if len(word) > 6 and word.endswith(("tion", "sion")):
        word = word[:-3]
    word = word.replace("ae", "e")
    if len(word) > 4 and word.endswith("our"):
        word = word[:-3] + "or"
    if len(word) > 5 and word.endswith(("ise", "is")):
        word = word.removesuffix("e")[:-1] + "z"
    return word[:-1] if len(word) > 3 and word.endswith("e") and not _is_short(word[:-1]) else word


def _cut_verb(word: str) -> str:
    if word.endswith("ied") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("eed") and len(word) > 5 and not word.endswith("ceed"):
        return word[:-1]
    for ending in ("ed", "ing"):
        bare = word[: -len(ending)]
        if word.endswith(ending) and len(bare) > 2 and not bare.endswith("e") and _VOWELS & set(bare):
            if bare[-1] == bare[-2] and bare[-1] not in "lsz":
                return bare[:-1]
            return bare + "e" if _is_short(bare) else bare
    return word


def _is_short(word: str) -> bool:
    """Whether a stem is one syllable that ends consonant, vowel, consonant, so that it keeps its e (rate, not rat)."""
    sounds = "".join("v" if letter in _VOWELS else "c" for letter in word)
    return sounds.endswith("cvc") and word[-1] not in "wxy" and sounds.strip("c").count("vc") + 1 == 1


@functools.lru_cache(maxsize=200_000)
def choose_term(word: str) -> str:
    """The stem that stands for a word and for all that newsrooms use for the same thing.

    >>> choose_term("purchased") == choose_term("buy"), choose_term("Nevada")
    (True, 'nevada')
    """
    stem = stem_word(word)
    return read_synonyms().get(stem, stem)


def weigh_term(term: str) -> float:
    """What a term tells: the logarithm of how seldom an article has it.

    >>> weigh_term("the") < LIGHT < weigh_term("qqqq")
    True
    """
    return read_weights().get(term, RARE)


def read_lines(name: str) -> list[str]:
    """The lines of a data file of this stage, without comments and empty lines."""
    text = (files("headwater.tally") / "data" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@functools.cache
def read_irregular() -> MappingProxyType[str, str]:
    """Irregular forms and their lemmas."""
    return MappingProxyType(dict(line.split(" ", 1) for line in read_lines("irregular.txt")))


@functools.cache
def read_synonyms() -> MappingProxyType[str, str]:
    """The stem of every word of a group, and the one that stands for the group; a word in two belongs to the first."""
    chosen: dict[str, str] = {}
    for line in read_lines("synonyms.txt"):
        stems = [stem_word(word) for word in line.split()]
        lead = chosen.get(stems[0], stems[0])
        for stem in stems:
            chosen.setdefault(stem, lead)
    return MappingProxyType(chosen)


@functools.cache
def read_weights() -> MappingProxyType[str, float]:
    """The weight of every term that the table has."""
    pairs = (line.split("\t") for line in read_lines("word_weights.tsv"))
    return MappingProxyType({term: float(weight) for term, weight in pairs})


def tell_difference(content: str, other: str) -> tuple[list[str], list[str]]:
    """The telling words that only one content has, and only the other.

    >>> tell_difference("The ferry struck a sandbank at Port Sorrel.", "The ferry struck a pier near Port Sorrel")
    (['sandbank'], ['pier'])
    """
    mine, theirs = _read_telling(content), _read_telling(other)
    return [w for t, w in mine.items() if t not in theirs], [w for t, w in theirs.items() if t not in mine]


def _read_telling(content: str) -> Mapping[str, str]:
    words: dict[str, str] = {}
    for start, end in find_words(content):
        word = content[start:end]
        term = choose_term(word)
        if weigh_term(term) > LIGHT or word.isdigit():
            words.setdefault(term, word)
    return words

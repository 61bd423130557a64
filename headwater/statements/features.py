"""What the tagger sees of each word: itself, its ending and shape, its classes, quotation marks and the sentence."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from headwater.schema import make_id
from headwater.statements.lexicon import load_cues, load_data, load_text, load_words
from headwater.statements.names import load_set
from headwater.statements.sources import is_outlet_word, load_source_words
from headwater.statements.words import Words

ATTRIBUTES = (
    "word", "suffix", "ending", "shape", "lexicon", "coarse", "fine", "quote", "place", "left_cue", "right_cue",
    "sentence",
)  # fmt: skip
WORD, SUFFIX, ENDING, SHAPE, LEXICON, COARSE, FINE, QUOTE, PLACE, LEFT, RIGHT, SENTENCE = range(len(ATTRIBUTES))

# Each template reads up to three (offset, attribute) pairs around a word.
TEMPLATES: tuple[tuple[tuple[int, int], ...], ...] = (
    *(((o, WORD),) for o in (-3, -2, -1, 0, 1, 2, 3)),
    *(((o, SUFFIX),) for o in (-1, 0, 1)),
    *(((o, ENDING),) for o in (-1, 0, 1)),
    *(((o, SHAPE),) for o in (-1, 0, 1)),
    *(((o, LEXICON),) for o in (-3, -2, -1, 0, 1, 2, 3)),
    *(((o, COARSE),) for o in (-3, -2, -1, 0, 1, 2, 3)),
    *(((o, FINE),) for o in (-2, -1, 0, 1, 2)),
    *(((o, QUOTE),) for o in (-1, 0, 1)),
    ((0, PLACE),), ((0, LEFT),), ((0, RIGHT),), ((0, SENTENCE),),
    ((-1, WORD), (0, WORD)), ((0, WORD), (1, WORD)), ((-2, WORD), (-1, WORD)), ((1, WORD), (2, WORD)),
    ((-1, LEXICON), (0, LEXICON)), ((0, LEXICON), (1, LEXICON)), ((-1, LEXICON), (0, LEXICON), (1, LEXICON)),
    ((-2, LEXICON), (-1, LEXICON), (0, LEXICON)), ((0, LEXICON), (1, LEXICON), (2, LEXICON)),
    ((-1, COARSE), (0, COARSE)), ((0, COARSE), (1, COARSE)), ((-1, COARSE), (0, COARSE), (1, COARSE)),
    ((-2, COARSE), (-1, COARSE), (0, COARSE)), ((0, COARSE), (1, COARSE), (2, COARSE)),
    ((-1, WORD), (0, COARSE)), ((0, WORD), (1, COARSE)), ((0, WORD), (-1, COARSE)), ((0, COARSE), (1, WORD)),
    ((0, SHAPE), (-1, WORD)), ((0, SHAPE), (1, WORD)), ((0, SHAPE), (-1, SHAPE), (1, SHAPE)),
    ((0, WORD), (0, QUOTE)), ((0, LEXICON), (0, QUOTE)), ((0, COARSE), (0, QUOTE)), ((-1, WORD), (0, QUOTE)),
    ((0, QUOTE), (1, WORD)),
    ((0, LEFT), (0, RIGHT)), ((0, LEFT), (0, QUOTE)), ((0, RIGHT), (0, QUOTE)), ((0, LEFT), (0, RIGHT), (0, QUOTE)),
    ((0, LEFT), (0, LEXICON)), ((0, RIGHT), (0, LEXICON)), ((0, LEFT), (0, COARSE)), ((0, RIGHT), (0, COARSE)),
    ((0, LEFT), (-1, LEXICON), (0, LEXICON)), ((0, RIGHT), (0, LEXICON), (1, LEXICON)),
    ((0, LEFT), (0, WORD)), ((0, RIGHT), (0, WORD)),
    ((0, SENTENCE), (0, LEFT), (0, RIGHT)), ((0, SENTENCE), (0, QUOTE)),
    ((0, PLACE), (0, SHAPE)), ((0, PLACE), (0, LEXICON)),
    ((0, FINE), (1, FINE)), ((-1, FINE), (0, FINE)), ((0, SENTENCE), (0, LEXICON)),
)  # fmt: skip

_GRAMMAR = (
    "auxiliary", "hearsay", "determiner", "pronoun_person", "pronoun_group", "pronoun_thing", "pronoun_self",
    "subordinator", "conjunction", "preposition", "adverb", "verb",
)  # fmt: skip
Array = npt.NDArray[np.int32]


def fold_type(low: str) -> str:
    """A folded word as a type: digits are one digit.

    >>> fold_type("$1,200")
    '$0,000'
    """
    return "".join("0" if c.isdigit() else c for c in low)


@lru_cache(maxsize=200_000)
def describe_type(low: str, first: str, second: str) -> tuple[int, ...]:
    """The attributes that a word has wherever it stands, WORD to FINE; `first` and `second` say how it is written."""
    word = fold_type(low)
    classes = load_data("word_classes.json").get(word) or (-1, -1)
    shape = "A" if first.isupper() else "a" if first.islower() else "0" if first.isdigit() else "."
    if shape == "A" and second.isupper():
        shape = "AA"
    if shape == ".":
        shape = low
    return (
        _number("w", word), _number("s", word[-3:]), _number("e", word[-2:]), _number("h", shape),
        _number("l", classify_word(low)), int(classes[0]) + 1, int(classes[1]) + 1001,
    )  # fmt: skip


@lru_cache(maxsize=200_000)
def _number(kind: str, value: str) -> int:
    return make_id(kind, value) & 0x7FFFFFFF


@lru_cache(maxsize=200_000)
def classify_word(low: str) -> str:
    """The class of a folded word in the stage's lexicons; its own where it is a small word of grammar."""
    if not low[0].isalnum() or low in {
        "that",
        "to",
        "of",
        "and",
        "but",
        "by",
        "as",
        "for",
        "according",
        "who",
        "which",
        "not",
    }:
        return low
    cues = load_cues()
    if low in cues:
        form = "ing" if low.endswith("ing") else "ed" if low.endswith("ed") else "s" if low.endswith("s") else "base"
        return f"cue {cues[low]} {'said' if low in {'said', 'says', 'say'} else form}"
    for name in _GRAMMAR:
        if low in load_words(name):
            return name
    data = load_data("cues.json")
    if low in _folded(data["adjective"]):
        return "cue adjective"
    if low in _folded(data["noun"]):
        return "cue noun"
    if low in load_set("ranks"):
        return "rank"
    for name in ("group", "person", "organisation", "document", "male", "female"):
        if low.removesuffix("'s") in load_source_words(name):
            return name
    if low in load_set("heads"):
        return "person"
    return "outlet" if is_outlet_word(low) else "other"


@lru_cache(maxsize=16)
def _folded(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


def describe_words(words: Words, sentences: list[tuple[int, int]], quoted: list[bool]) -> Array:
    """The attributes of every word of a stretch: an array of words by ATTRIBUTES."""
    table = np.zeros((len(words), len(ATTRIBUTES)), np.int32)
    for at, (start, end) in enumerate(words.spans):
        table[at, :QUOTE] = describe_type(
            words.low[at], words.text[start], words.text[start + 1] if end > start + 1 else ""
        )
    marks = np.asarray(quoted, np.int32)
    before, after = np.concatenate([[0], marks[:-1]]), np.concatenate([marks[1:], [0]])
    table[:, QUOTE] = 1 + marks * 4 + before * 2 + after
    for first, last in sentences:
        _describe_sentence(words, first, last, quoted, table)
    return table


def _describe_sentence(words: Words, first: int, last: int, quoted: list[bool], table: Array) -> None:
    """Place in the sentence, the nearest possible cues on both sides, and what kind of sentence it is."""
    cues = [i for i in range(first, last) if not quoted[i] and is_cue_word(words, i, first)]
    table[first:last, PLACE] = 3
    table[first, PLACE], table[last - 1, PLACE] = 1, 2
    whole = sum(quoted[first:last]) == last - first
    opens = quoted[first]
    kind = 1 + min(len(cues), 3) * 6 + (2 if whole else 1 if any(quoted[first:last]) else 0) * 2 + opens
    table[first:last, SENTENCE] = kind
    left, number = 0, 0
    for at in range(first, last):
        while number < len(cues) and cues[number] <= at:
            left, number = cues[number] + 1, number + 1
        if left:
            table[at, LEFT] = 1 + min(at - left + 1, 3) + 8 * _strength(words.low[left - 1])
        if number < len(cues):
            table[at, RIGHT] = 1 + min(cues[number] - at, 6) + 8 * _strength(words.low[cues[number]])


@lru_cache(maxsize=1)
def _load_learned() -> frozenset[str]:
    return frozenset(load_text("cue_words.txt").split())


def has_cue_word(lows: Sequence[str]) -> bool:
    """Whether some folded words have one of saying or thinking; "state" in "the Jewish state" is none.

    >>> has_cue_word(["has", "said"]), has_cue_word(["visits", "to", "the", "inland", "state"])
    (True, False)
    """
    verbal = load_words("auxiliary") | load_words("adverb") | {"to", "and", "they", "we", "i", "you"}
    return any(
        is_cue_like(low) and (low not in load_words("noun_too") or at == 0 or lows[at - 1] in verbal)
        for at, low in enumerate(lows)
    )


def is_cue_like(low: str) -> bool:
    """Whether a folded word is one of saying or thinking (listed, or learned by bench/train/cue_words.py)."""
    return (
        low in {":", "according"}
        or low in load_words("hearsay")
        or classify_word(low).startswith("cue")
        or low in _load_learned()
    )


def is_cue_word(words: Words, at: int, first: int) -> bool:
    """Whether a word can be a cue where it stands."""
    if not classify_word(words.low[at]).startswith(("cue s", "cue d", "cue q", "cue att", "according")):
        return False
    return at == first or classify_word(words.low[at - 1]) != "determiner"


def _strength(low: str) -> int:
    kind = classify_word(low)
    return 1 if kind.endswith("said") else 2 if kind.startswith("cue statement") else 3 if kind == "according" else 4


MARKS = 24
"""How many kinds of places there are where one label may follow another."""


def mark_words(words: Words, sentences: list[tuple[int, int]], quoted: list[bool]) -> Array:
    """The kind of place of every word, for the steps from label to label: marks, quotation edges, sentence starts."""
    marks = np.zeros(len(words), np.int32)
    for at, low in enumerate(words.low):
        opens = quoted[at] and (at == 0 or not quoted[at - 1])
        closes = at > 0 and quoted[at - 1] and not quoted[at]
        if opens:
            marks[at] = 2
        elif low in _MARKED:
            marks[at] = _MARKED[low]
        elif closes:
            marks[at] = 3
        elif not low[0].isalnum():
            marks[at] = 4
        elif at > 0 and words.low[at - 1] == ",":
            marks[at] = 5
        elif at > 0 and words.low[at - 1] in {"that", ":"}:
            marks[at] = 6
        elif is_cue_word(words, at, 0):
            marks[at] = 7
        elif words.text[words.spans[at][0]].isupper():
            marks[at] = 8
        if (quoted[at] and marks[at] in {0, 4, 5, 6, 7, 8}) or (quoted[at] and low in _MARKED):
            marks[at] = 9 if marks[at] not in {10, 11, 12} else marks[at] + 8
    for first, _ in sentences:
        marks[first] = 21 if quoted[first] else 1
    return marks


_MARKED = {
    ",": 10,
    ".": 11,
    "?": 12,
    "!": 12,
    ":": 13,
    ";": 13,
    "that": 14,
    "and": 15,
    "but": 16,
    "who": 17,
    "which": 17,
}

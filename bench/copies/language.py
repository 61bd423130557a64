"""The words and sentences that the piles are written with, as flat arrays for the kernels.

A token is a word or a mark with the space before it, in three forms: inside a sentence, capitalised, and capitalised
with no space before it. The frequent words of every class are in data/words.tsv; the long tail is made of syllables.
The other scripts are words of random letters, as frequent as words are (Zipf).
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from bench.copies.lexicon import MARKS, SLOTS, Lexicon, read_lines
from bench.copies.notices import list_outlets, read_templates

DRAWS = 1 << 16
"""Entries of a class's table of draws: a word stands in it as often as it is drawn."""

CLASSES = ("noun", "verb", "adjective", "adverb", "place", "first", "last", "body", "weekday", "month")
SIZES = {"noun": 7000, "verb": 3000, "adjective": 3500, "adverb": 600, "place": 2500, "first": 900, "last": 5000}
_ENDINGS = {name: ends.split() for name, ends in (line.split("\t") for line in read_lines("endings.tsv"))}
SCRIPTS = ("Cyrillic", "Greek", "Arabic", "Han", "Thai", "kana")
"""The other scripts, in the order of data/scripts.tsv."""
_SCRIPT_WORDS = 6000


@dataclass(frozen=True)
class Language:
    """Everything that the kernels need to write.

    text, bounds   bytes of every token form: form f of token t is text[bounds[3t + f]:bounds[3t + f + 1]]
    points         code points of every token form
    draws          for every class (and script) a table of tokens to draw from
    class_of       the class of a token, -1 for marks and fixed words
    codes, code_bounds, kinds   sentences of data/sentences.txt: tokens, or -1 - slot; and where each kind begins
    phrases, phrase_bounds      the tokens of set phrases
    marks          the tokens of MARKS
    numbers        the token of the number 1; those of 2 to 2,099 follow it
    outlets        (site, tokens of its notices) of every outlet
    templates      tokens, or -1 - slot, of every template
    """

    text: NDArray[np.uint8]
    bounds: NDArray[np.int64]
    points: NDArray[np.int64]
    draws: NDArray[np.int32]
    class_of: NDArray[np.int32]
    codes: NDArray[np.int32]
    code_bounds: NDArray[np.int64]
    kinds: NDArray[np.int64]
    phrases: NDArray[np.int32]
    phrase_bounds: NDArray[np.int64]
    marks: NDArray[np.int32]
    numbers: int
    outlets: list[tuple[str, list[list[int]]]]
    templates: list[list[int]]


@cache
def load_language() -> Language:
    """The language of the piles; always the same."""
    rng, lexicon = np.random.default_rng(7), Lexicon()
    marks = [lexicon.add(mark, spaced=mark == "“") for mark in MARKS]
    classes = _list_words(rng)
    draws = [_draw_by_rank([lexicon.add(w, n) for w in words]) for n, words in enumerate(classes)]
    for number, (letters, spaced) in enumerate(_list_scripts(), len(draws)):
        words = _make_script_words(rng, letters, _SCRIPT_WORDS, (2, 9) if spaced else (1, 4))
        draws.append(_draw_by_rank([lexicon.add(w, number, spaced=spaced) for w in words]))
    numbers = lexicon.add("1")
    for number in range(2, 2100):
        lexicon.add(f"{number:,}" if number >= 2050 else str(number))
    codes, bounds, kinds = _read_sentences(lexicon)
    phrases = [[lexicon.add(w) for w in line.split()] for line in _vary_phrases(rng, classes[0][:800])]
    outlets = list_outlets(lexicon, classes[CLASSES.index("place")], classes[0][:2000])
    templates = read_templates(lexicon)
    forms = pa.array(lexicon.forms, pa.large_string())
    _, offsets, data = forms.buffers()
    return Language(
        text=np.frombuffer(data, np.uint8),
        bounds=np.frombuffer(offsets, np.int64)[: len(forms) + 1],
        points=np.array([len(form) for form in lexicon.forms], np.int64),
        draws=np.stack(draws),
        class_of=np.array(lexicon.class_of, np.int32),
        codes=codes,
        code_bounds=bounds,
        kinds=kinds,
        phrases=np.array([t for phrase in phrases for t in phrase], np.int32),
        phrase_bounds=np.cumsum([0, *map(len, phrases)]),
        marks=np.array(marks, np.int32),
        numbers=numbers,
        outlets=outlets,
        templates=templates,
    )


def _list_words(rng: np.random.Generator) -> list[list[str]]:
    given = {line.split("\t")[0]: line.split("\t")[1:] for line in read_lines("words.tsv")}
    made = []
    for name in CLASSES:
        words = given[name] if len(given[name]) > 1 else given[name][0].split()
        listed = dict.fromkeys(words)
        while len(listed) < SIZES.get(name, 0):
            stem = "".join(rng.choice(_ENDINGS["syllables"], rng.integers(1, 4)))
            word = stem + str(rng.choice(_ENDINGS[name]))
            listed.setdefault(word.capitalize() if name in ("place", "first", "last") else word)
        made.append(list(listed))
    return made


def _list_scripts() -> list[tuple[str, bool]]:
    """(letters, whether words have spaces between them) of every other script."""
    rows = [line.split("\t") for line in read_lines("scripts.tsv")]
    assert tuple(name for name, *_ in rows) == SCRIPTS
    ranges = [letters.split(":") for _, _, letters in rows]
    letters = ["".join(map(chr, range(int(r[0], 16), int(r[1], 16)))) if len(r) > 1 else r[0] for r in ranges]
    return [(given, spaced == "spaced") for given, (_, spaced, _) in zip(letters, rows, strict=True)]


def _make_script_words(rng: np.random.Generator, letters: str, count: int, span: tuple[int, int]) -> list[str]:
    listed: dict[str, None] = {}
    while len(listed) < count:
        picked = rng.integers(0, len(letters), rng.integers(*span))
        listed.setdefault("".join(letters[int(k)] for k in picked))
    return list(listed)


def _draw_by_rank(tokens: list[int]) -> NDArray[np.int32]:
    """A table of draws in which the word of rank r stands about 1 / (r + 2.7) as often (Zipf and Mandelbrot)."""
    shares = 1 / (np.arange(len(tokens)) + 2.7)
    ends = np.round(np.cumsum(shares) / shares.sum() * DRAWS).astype(np.int64)
    return np.repeat(np.array(tokens, np.int32), np.diff(ends, prepend=0))


def _vary_phrases(rng: np.random.Generator, words: list[str]) -> list[str]:
    """The set phrases, then each with other long words again and again: a writer has some thousand of them."""
    lines = read_lines("phrases.txt")
    varied = [
        " ".join(str(rng.choice(words)) if len(w) > 4 and rng.random() < 0.6 else w for w in line.split())
        for _ in range(200)
        for line in lines
    ]
    return lines + varied


def _read_sentences(lexicon: Lexicon) -> tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.int64]]:
    rows = [line.split("\t") for line in read_lines("sentences.txt")]
    codes: list[int] = []
    bounds = [0]
    for _, sentence in rows:
        for piece in sentence.split():
            slot = piece[piece.find("{") + 1] if "{" in piece else ""
            codes.append(-1 - SLOTS[slot] if slot else lexicon.add(piece, spaced=piece == "“" or piece not in MARKS))
        bounds.append(len(codes))
    kinds = [sum(kind == name for kind, _ in rows) for name in ("opener", "main", "tail", "quote")]
    return np.array(codes, np.int32), np.array(bounds, np.int64), np.cumsum([0, *kinds])

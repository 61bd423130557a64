"""What a content is compared by: its terms with their weights, its names, numbers, word pairs and polarity.

Every statement's content becomes a row of flat columns, in the order of documents and statements, so that pairs are
compared by kernels (decisions_kernels.py). All of it is arrays over the words of a batch of documents; Python sees
each distinct word once.
"""

import functools
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt

from headwater.intervals import Span
from headwater.tally.numbers import find_numbers, read_number_words
from headwater.tally.predicates import class_word
from headwater.tally.predicates_kernels import NEGATION, SHORT, SUBJECT, mark_parts
from headwater.tally.restrictions import RESTRICTING, is_restricted
from headwater.tally.words import LIGHT, choose_term, weigh_term
from headwater.tally.words_kernels import AFTER_STOP, DIGIT, HAS_DIGIT, LETTER, MARK, UNSPACED, UPPER, split_words
from headwater.text import find_words, fold_word

Array = npt.NDArray[Any]

SENTENCE = 22.0
"""Words of an ordinary sentence: a term's rate is how many such sentences of its document have it."""

TELLING_PAIR = 1.2
"""Words of this weight make word pairs, whatever light words stand between them."""

FOLLOWS = np.float32(0.7)
"""The weight of a name's second and later words at most: a name of three words is one thing that two contents share."""

FIGURE = 3.0
"""The weight of a word with a digit in it: what a number tells is compared as a number."""

_APART = 0x1E3779B97F4A7C15
_CODES = 0x10000
"""Code points that have a class; what lies above (emoji, mostly) is in no word."""


@dataclass(frozen=True)
class Propositions:
    """The contents of statements, one a row; `pointer[i]:pointer[i + 1]` are the terms of row i, in order of `term`.

    `fold` is a hash of all its words in their order, `subject` of the name that its pronoun stands for, `restricted`
    whether it holds only under a condition or with an exception (restrictions.py), `part` what a term does there
    (predicates_kernels.py), `denied` whether the cue denies what the words do not ("denied that …"), `pair` are hashes
    of two telling words in a row, `unit` and `value` its numbers (numbers.py).
    """

    statement: Array
    document: Array
    fold: Array
    negated: Array
    subject: Array
    restricted: Array
    pointer: Array
    term: Array
    weight: Array
    rate: Array
    name: Array
    part: Array
    denied: Array
    pair_pointer: Array
    pair: Array
    number_pointer: Array
    unit: Array
    value: Array

    def __len__(self) -> int:
        return len(self.statement)


@dataclass(frozen=True)
class Words:
    """The words of some texts: text number, end (counted through all texts), term, weight, rate in its text, flags,
    kind (predicates.py).
    """

    bounds: Array
    ends: Array
    owner: Array
    term: Array
    weight: Array
    rate: Array
    flags: Array
    kind: Array


def read_words(texts: Sequence[str]) -> Words:
    """The words of some texts as they are compared."""
    joined = "".join(texts)
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.int64)
    bounds = np.concatenate([[0], np.cumsum([len(text) for text in texts])]).astype(np.int64)
    starts, ends, owner, hashes, flags = split_words(codes, _class_codes(), bounds)
    # Of words spelled in several ways a text's own first spelling counts, not that of another text of the batch.
    _, first, of = np.unique(hashes ^ owner.astype(np.int64) * _APART, return_index=True, return_inverse=True)
    looked = [_look_up(joined[starts[i] : ends[i]]) for i in first]
    term = np.array([t for t, _, _ in looked], np.int64)[of]
    weight = np.array([w for _, w, _ in looked], np.float32)[of]
    kind = np.array([k for _, _, k in looked], np.int64)[of]
    _, number = np.unique(term, return_inverse=True)
    key = owner.astype(np.int64) * (len(first) + 1) + number
    _, of_key, counts = np.unique(key, return_inverse=True, return_counts=True)
    words = np.maximum(np.bincount(owner, minlength=len(texts)), 1)
    rate = np.minimum(1.0, counts[of_key] * SENTENCE / words[owner]).astype(np.float32)
    return Words(bounds, ends, owner, term, weight, rate, flags, kind)


@functools.lru_cache(maxsize=400_000)
def _look_up(word: str) -> tuple[int, float, int]:
    plain = word.replace(".", "") if len(word) > 2 and word[1] == "." and not word[0].isdigit() else word
    term = choose_term("USA" if plain == "US" else plain)
    digest = hashlib.blake2b(term.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    weight = FIGURE if any(letter.isdigit() for letter in term) else weigh_term(term)
    return int.from_bytes(digest, "big", signed=True), weight, class_word(word)


@functools.cache
def _class_codes() -> tuple[Array, Array]:
    """Of every code point of the first plane its class and what it is compared as; headwater.text decides."""
    classes = np.zeros(_CODES, np.int8)
    folds = np.arange(_CODES, dtype=np.int64)
    for code in range(_CODES):
        letter = chr(code)
        if not (letter.isalnum() or 0x300 <= code <= 0x36F):
            continue
        unspaced = len(find_words(letter * 2)) == 2
        classes[code] = (
            MARK if not letter.isalnum() else UNSPACED if unspaced else DIGIT if letter.isdecimal() else LETTER
        )
        fold = fold_word(letter)
        folds[code] = ord(fold) if len(fold) == 1 else code
    return classes, folds


def read_rows(
    texts: Sequence[str],
    words: Words,
    documents: Array,
    statements: Array,
    negated: Array,
    spans: Sequence[Sequence[Span]],
    subjects: Sequence[str] = (),
) -> Propositions:
    """The rows of statements: `documents` are numbers of texts, `spans` the content of each in its text.

    `subjects` are the names that the pronouns at the beginning of contents stand for, "" where there is none.
    """
    row, word = _find_content_words(words, documents, spans)
    count = len(statements)
    term, weight = words.term[word], words.weight[word]
    place = np.arange(len(row)) - np.searchsorted(row, row)
    with np.errstate(over="ignore"):
        mixed = term * (2 * place + 3) ** 3
        fold = np.zeros(count, np.int64)
        np.add.at(fold, row, mixed)
        told = weight > TELLING_PAIR
        a, b = row[told][:-1], row[told][1:]
        joint = (term[told][:-1] * 31 + term[told][1:])[a == b] if len(a) else np.empty(0, np.int64)
    pair_row, pair, _ = _unique_in_rows(a[a == b] if len(a) else np.empty(0, np.int64), joint)
    name = ((words.flags & UPPER) > 0) & ((words.flags & AFTER_STOP) == 0)
    follows = _follow_names(row, (words.flags[word] & UPPER) > 0, name[word], words.weight[word])
    weight = np.where(follows, np.minimum(weight, FOLLOWS), weight)
    part = mark_parts(row, words.kind[word], words.weight[word], (words.flags[word] & UPPER) > 0, name[word])
    numbers = _find_row_numbers(texts, words, documents, spans, row, word)
    listed = [number for _, found in numbers for number in found]
    unit, value = np.array([u for u, _ in listed], np.int32), np.array([v for _, v in listed], np.float64)
    number_row = np.repeat([r for r, _ in numbers], [len(found) for _, found in numbers]).astype(np.int64)
    meant_row, meant = _read_subjects(subjects)
    none = np.zeros(len(meant))
    every = np.concatenate([row, meant_row]), np.concatenate([term, meant])
    term_row, unique, first = _unique_in_rows(*every)
    return Propositions(
        statements, documents, fold, negated, _hash_names(subjects, count),
        _find_restricted(texts, words, documents, spans, row, word),
        _point(term_row, count), unique, np.append(weight, none).astype(np.float32)[first],
        np.append(words.rate[word], none).astype(np.float32)[first], np.append(name[word], none == 0)[first],
        _join_parts(*every, np.append(part, np.full(len(meant), SUBJECT)).astype(np.int8)),
        negated & ~_have_negation(row, words.kind[word], count),
        _point(pair_row, count), pair,
        _point(number_row, count), unit, value,
    )  # fmt: skip


def _hash_names(names: Sequence[str], count: int) -> Array:
    return np.array([_look_up(name)[0] if name else 0 for name in names] or np.zeros(count), np.int64)


def _read_subjects(subjects: Sequence[str]) -> tuple[Array, Array]:
    """(row, term) of the words of the names that pronouns stand for; they weigh nothing."""
    pairs = [(row, _look_up(name[s:e])) for row, name in enumerate(subjects) for s, e in find_words(name)]
    kept = [(row, term) for row, (term, weight, kind) in pairs if weight > LIGHT and not kind & SHORT]
    return np.array([row for row, _ in kept], np.int64), np.array([term for _, term in kept], np.int64)


def _join_parts(row: Array, term: Array, part: Array) -> Array:
    """All that a term does in a row, wherever it stands there; in order of rows and terms."""
    order = np.lexsort((term, row))
    row, term, part = row[order], term[order], part[order]
    if not len(row):
        return part
    new = np.flatnonzero(np.append(True, (row[1:] != row[:-1]) | (term[1:] != term[:-1])))
    return np.asarray(np.bitwise_or.reduceat(part, new))


def _have_negation(row: Array, kind: Array, count: int) -> Array:
    """Whether a word of a row negates."""
    some = np.zeros(count, bool)
    some[row[(kind & NEGATION) > 0]] = True
    return some


def _follow_names(row: Array, upper: Array, name: Array, weight: Array) -> Array:
    """Which words go on with the name before them, over at most two light words ("Bank of the North")."""
    follows = np.zeros(len(row), bool)
    bridge = np.ones(len(row), bool)
    for gap in range(1, min(4, len(row))):
        follows[gap:] |= (row[gap:] == row[:-gap]) & upper[:-gap] & name[gap:] & bridge[gap:]
        bridge[1:] = bridge[:-1] & (weight[:-1] < LIGHT) & ~upper[:-1]
        bridge[0] = False
    return follows


def _find_content_words(words: Words, documents: Array, spans: Sequence[Sequence[Span]]) -> tuple[Array, Array]:
    """(row, word number) of every word of the contents, in order."""
    sizes = [len(listed) for listed in spans]
    flat = np.array([span for listed in spans for span in listed], np.int64).reshape(-1, 2)
    of = np.repeat(np.arange(len(spans)), sizes)
    shift = words.bounds[documents[of]] if len(of) else np.empty(0, np.int64)
    low = np.searchsorted(words.ends, flat[:, 0] + shift, "right")
    high = np.searchsorted(words.ends, flat[:, 1] + shift, "right")
    lengths = np.maximum(high - low, 0)
    row = np.repeat(of, lengths)
    word = np.arange(len(row)) - np.repeat(np.cumsum(lengths) - lengths, lengths) + np.repeat(low, lengths)
    return row, word


def _unique_in_rows(row: Array, value: Array) -> tuple[Array, Array, Array]:
    """(row, value, first place) of every distinct value of a row, in order of rows and values."""
    order = np.lexsort((np.arange(len(row)), value, row))
    row, value = row[order], value[order]
    new = np.ones(len(row), bool)
    new[1:] = (row[1:] != row[:-1]) | (value[1:] != value[:-1])
    return row[new], value[new], order[new]


def _point(row: Array, count: int) -> Array:
    return np.searchsorted(row, np.arange(count + 1)).astype(np.int64)


def _find_row_numbers(
    texts: Sequence[str], words: Words, documents: Array, spans: Sequence[Sequence[Span]], row: Array, word: Array
) -> list[tuple[int, list[tuple[int, float]]]]:
    """(row, its numbers) of every row that has a digit or a number word."""
    spelled = np.array(sorted(_look_up(w)[0] for w in read_number_words()), np.int64)
    some = ((words.flags[word] & HAS_DIGIT) > 0) | np.isin(words.term[word], spelled)
    found = []
    for r in np.unique(row[some]).tolist():
        text = texts[documents[r]]
        found.append((r, find_numbers(" ".join(text[s:e] for s, e in spans[r]))))
    return found


def _find_restricted(
    texts: Sequence[str], words: Words, documents: Array, spans: Sequence[Sequence[Span]], row: Array, word: Array
) -> Array:
    """Whether each row has a restriction; only rows with a word that every restriction has are read."""
    some = np.isin(words.term[word], np.array(sorted(_look_up(w)[0] for w in RESTRICTING), np.int64))
    restricted = np.zeros(len(spans), bool)
    for r in np.unique(row[some]).tolist():
        restricted[r] = is_restricted(" ".join(texts[documents[r]][s:e] for s, e in spans[r]))
    return restricted


_FLAT = {
    "pointer": ("term", "weight", "rate", "name", "part"),
    "pair_pointer": ("pair",),
    "number_pointer": ("unit", "value"),
}
"""The columns that a pointer points into; all others have one value a row."""

_TYPES = {
    "negated": bool,
    "restricted": bool,
    "denied": bool,
    "part": np.int8,
    "weight": np.float32,
    "rate": np.float32,
    "name": bool,
    "unit": np.int32,
    "value": np.float64,
}


def lay_rows(statement: Array, document: Array) -> Propositions:
    """Rows of which no more is known than what they are of."""
    size = len(statement)
    inner = {name for names in _FLAT.values() for name in names}
    lengths = {f.name: size + 1 if f.name in _FLAT else 0 if f.name in inner else size for f in fields(Propositions)}
    empty = {name: np.zeros(length, _TYPES.get(name, np.int64)) for name, length in lengths.items()}
    return Propositions(**(empty | {"statement": statement, "document": document}))


def join_rows(parts: Sequence[Propositions]) -> Propositions:
    """The rows of many parts, one after the other."""
    joined: dict[str, Array] = {}
    for field in fields(Propositions) if parts else ():
        columns = [getattr(part, field.name) for part in parts]
        if field.name in _FLAT:
            ends = np.cumsum([0, *(column[-1] for column in columns)])
            columns = [np.zeros(1, np.int64), *(c[1:] + e for c, e in zip(columns, ends, strict=False))]
        joined[field.name] = np.concatenate([column for column in columns if len(column)] or columns[:1])
    return Propositions(**joined) if parts else lay_rows(np.empty(0, np.int64), np.empty(0, np.int64))


def place_rows(part: Propositions, row: Array) -> Propositions:
    """Some rows of a part in another order; nothing is known of row -1."""
    placed: dict[str, Array] = {}
    for pointer, names in _FLAT.items():
        starts = getattr(part, pointer)
        counts = np.where(row >= 0, np.append(np.diff(starts), 0)[row], 0)
        placed[pointer] = np.concatenate([[0], np.cumsum(counts)])
        at = list_runs(starts[row], counts)
        placed |= {name: getattr(part, name)[at] for name in names}
    for field in fields(Propositions):
        if field.name not in placed:
            column = getattr(part, field.name)
            placed[field.name] = np.append(column, column.dtype.type(0))[row]
    return Propositions(**placed)


def list_runs(starts: Array, counts: Array) -> Array:
    """The places of runs that begin at `starts` and are so long.

    >>> list_runs(np.array([7, 2]), np.array([2, 3])).tolist()
    [7, 8, 2, 3, 4]
    """
    before = np.cumsum(counts) - counts
    return np.asarray(np.arange(int(counts.sum())) + np.repeat(starts - before, counts), np.int64)

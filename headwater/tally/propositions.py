"""What a content is compared by: its terms with their weights, its names, numbers, word pairs and polarity.

Every statement's content becomes a row of flat columns, in the order of documents and statements, so that pairs are
compared by kernels (decisions_kernels.py).
"""

import functools
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from headwater.intervals import Span
from headwater.tally.numbers import find_numbers
from headwater.tally.words import choose_term, weigh_term
from headwater.text import find_words

Array = npt.NDArray[Any]

SENTENCE = 22.0
"""Words of an ordinary sentence: a term's rate is how many such sentences of its document have it."""


_POINTED = re.compile(r"\b(?:[A-Z]\.){1,4}[A-Z]\b\.?")
"""Initials with points ("U.S."), read as one word; the length is kept, so that offsets hold."""


@dataclass(frozen=True)
class Propositions:
    """The contents of statements, one a row; `pointer[i]:pointer[i + 1]` are the terms of row i, in order of `term`."""

    statement: Array
    document: Array
    fold: Array
    negated: Array
    pointer: Array
    term: Array
    weight: Array
    rate: Array
    name: Array
    pair_pointer: Array
    pair: Array
    number_pointer: Array
    unit: Array
    value: Array

    def __len__(self) -> int:
        return len(self.statement)


@dataclass(frozen=True)
class Words:
    """The words of one document: where each ends, its term's hash, weight, rate, and whether it is a name."""

    ends: Array
    term: Array
    weight: Array
    rate: Array
    name: Array


@functools.lru_cache(maxsize=400_000)
def _look_up(word: str) -> tuple[int, float]:
    term = choose_term("USA" if word == "US" else word)
    digest = hashlib.blake2b(term.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True), weigh_term(term)


def read_words(text: str) -> Words:
    """The words of a text as they are compared."""
    text = _POINTED.sub(lambda match: match[0].replace(".", "") + " " * match[0].count("."), text)
    spans = find_words(text)
    looked = [_look_up(text[s:e]) for s, e in spans]
    term = np.array([t for t, _ in looked], np.int64)
    weight = np.array([w for _, w in looked], np.float32)
    _, inverse, counts = np.unique(term, return_inverse=True, return_counts=True)
    rate = np.minimum(1.0, counts[inverse] * SENTENCE / max(len(spans), 1)).astype(np.float32)
    name = np.array([text[s].isupper() and not _opens_sentence(text, s) for s, _ in spans], bool)
    return Words(np.array([e for _, e in spans], np.int64), term, weight, rate, name)


def _opens_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 4) : start].rstrip(" \t\"'“”‘’(")
    return not before or before[-1] in ".!?\n:…"


def read_document(
    text: str, words: Words, contents: Iterable[tuple[int, Sequence[Span], bool]]
) -> list[tuple[Any, ...]]:
    """The rows of one document: of every (statement id, content spans, negated) what it is compared by."""
    rows = []
    for statement, spans, negated in contents:
        at = [np.arange(*np.searchsorted(words.ends, [start, end], "right")) for start, end in spans]
        place = np.concatenate(at) if at else np.empty(0, np.int64)
        term, weight = words.term[place], words.weight[place]
        telling = weight > 1.2
        told = term[telling]
        pairs = np.unique(told[:-1] * np.int64(31) + told[1:]) if len(told) > 1 else np.empty(0, np.int64)
        unique, first = np.unique(term, return_index=True)
        numbers = find_numbers(" ".join(text[s:e] for s, e in spans))
        fold = int.from_bytes(hashlib.blake2b(term.tobytes(), digest_size=8).digest(), "big", signed=True)
        rows.append(
            (
                statement,
                fold,
                negated,
                unique,
                weight[first],
                words.rate[place][first],
                words.name[place][first],
                pairs,
                numbers,
            )
        )
    return rows


def join_rows(documents: Sequence[int], parts: Sequence[list[tuple[Any, ...]]]) -> Propositions:
    """The rows of many documents as flat columns."""
    rows = [row for part in parts for row in part]
    document = np.repeat(np.asarray(documents, np.int64), [len(part) for part in parts])
    numbers = [number for row in rows for number in row[8]]

    def flat(column: int, dtype: Any) -> Array:
        return np.concatenate([row[column] for row in rows]).astype(dtype) if rows else np.empty(0, dtype)

    def pointer(column: int) -> Array:
        return np.concatenate([[0], np.cumsum([len(row[column]) for row in rows])]).astype(np.int64)

    return Propositions(
        statement=np.array([row[0] for row in rows], np.int64),
        document=document,
        fold=np.array([row[1] for row in rows], np.int64),
        negated=np.array([row[2] for row in rows], bool),
        pointer=pointer(3), term=flat(3, np.int64), weight=flat(4, np.float32), rate=flat(5, np.float32), name=flat(6, bool),
        pair_pointer=pointer(7), pair=flat(7, np.int64),
        number_pointer=pointer(8), unit=np.array([u for u, _ in numbers], np.int32), value=np.array([v for _, v in numbers], np.float64),
    )  # fmt: skip

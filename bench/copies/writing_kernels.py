"""Compiled steps of piles.py: sentences, stories, edits, and texts as bytes. Every text is a row of tokens.

`chance` is an array of one number, the state of the generator (splitmix64: Steele, Lea and Flood 2014).
`language` is the tuple of arrays that piles.unpack makes of a Language.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from headwater.kernel import compile_kernel

Ints = NDArray[np.int32]
Chance = NDArray[np.uint64]

INSIDE, UPPER, FIRST = 0, 1, 2
"""The forms of a token, kept in its two lowest bits here: token * 4 + form."""
COMMA, STOP, CLOSE, COLON, OPEN, BREAK, FULL_STOP = 0, 1, 2, 3, 4, 5, 6
"""The places of the marks in language.MARKS."""
NUMBER, YEAR, PERSON, BODY, PHRASE = 10, 11, 12, 13, 14
OWN_NOUNS, PEOPLE = 40, 4


@compile_kernel
def draw(chance: Chance, below: int) -> int:
    """A number from 0 up to, not including, `below`."""
    chance[0] += np.uint64(0x9E3779B97F4A7C15)
    z = chance[0]
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    z = z ^ (z >> np.uint64(31))
    return int((z >> np.uint64(33)) % np.uint64(below))


@compile_kernel
def _put(out: Ints, at: int, token: int, form: int) -> int:
    out[at] = token * 4 + form
    return at + 1


@compile_kernel
def _fill_slot(language: Any, chance: Chance, cast: Ints, slot: int, out: Ints, at: int, form: int) -> int:
    """Write what a slot stands for; `cast` holds the story's people, places and own nouns."""
    draws, numbers = language[0], language[6]
    if slot == PERSON:
        k = draw(chance, PEOPLE)
        at = _put(out, at, cast[2 * k], form)
        return _put(out, at, cast[2 * k + 1], INSIDE)
    if slot == BODY:
        at = _put(out, at, cast[2 * PEOPLE + draw(chance, 2)], form)
        return _put(out, at, cast[2 * PEOPLE + 2 + draw(chance, 2)], INSIDE)
    if slot == PHRASE:
        k = draw(chance, 1 + draw(chance, len(language[5]) - 1))
        for n in range(language[5][k], language[5][k + 1]):
            at = _put(out, at, language[4][n], form if n == language[5][k] else INSIDE)
        return at
    if slot == NUMBER:
        return _put(out, at, numbers + 1 + draw(chance, 10 ** (1 + draw(chance, 3))), form)
    if slot == YEAR:
        return _put(out, at, numbers + 1969 + draw(chance, 56), form)
    if slot == 6:
        return _put(out, at, cast[2 * draw(chance, PEOPLE) + 1], form)
    if slot == 4 and draw(chance, 2):
        return _put(out, at, cast[2 * PEOPLE + draw(chance, 2)], form)
    if slot == 0 and draw(chance, 10) < 4:
        return _put(out, at, cast[2 * PEOPLE + 4 + draw(chance, OWN_NOUNS)], form)
    return _put(out, at, draws[slot, draw(chance, draws.shape[1])], form)


@compile_kernel
def _write_part(language: Any, chance: Chance, cast: Ints, kind: int, out: Ints, at: int, form: int) -> int:
    """Write one opener, main clause, tail or quotation; the first word takes the form."""
    codes, bounds, kinds, marks = language[1], language[2], language[3], language[7]
    k = kinds[kind] + draw(chance, kinds[kind + 1] - kinds[kind])
    for n in range(bounds[k], bounds[k + 1]):
        code = codes[n]
        at = _put(out, at, code, form) if code >= 0 else _fill_slot(language, chance, cast, -1 - code, out, at, form)
        if code == marks[OPEN]:
            form = FIRST
        elif code == marks[STOP]:
            form = UPPER
        else:
            form = INSIDE
    return at


@compile_kernel
def write_sentence(language: Any, chance: Chance, cast: Ints, script: int, out: Ints, at: int, form: int) -> int:
    """Write one sentence, its first word in a form; `script` is the class of another script's words, or -1."""
    draws, marks = language[0], language[7]
    if script >= 0:
        wide = script == 13 or script == 15
        for n in range(8 + draw(chance, 18)):
            at = _put(out, at, draws[script, draw(chance, draws.shape[1])], form if n == 0 else INSIDE)
            if n and draw(chance, 12) == 0:
                at = _put(out, at, marks[COMMA], INSIDE)
        return _put(out, at, marks[FULL_STOP if wide else STOP], INSIDE)
    if draw(chance, 7) == 0:
        return _write_part(language, chance, cast, 3, out, at, form)
    if draw(chance, 3) == 0:
        at = _write_part(language, chance, cast, 0, out, at, form)
        form = INSIDE
    at = _write_part(language, chance, cast, 1, out, at, form)
    if draw(chance, 2):
        at = _write_part(language, chance, cast, 2, out, at, INSIDE)
    return _put(out, at, marks[STOP], INSIDE)


@compile_kernel
def cast_story(language: Any, topics: Ints, chance: Chance) -> Ints:
    """The people (first and last name), places, bodies and own nouns of a story about one of the topics."""
    draws = language[0]
    cast = np.empty(2 * PEOPLE + 4 + OWN_NOUNS, np.int32)
    for k in range(PEOPLE):
        cast[2 * k] = draws[5, draw(chance, draws.shape[1])]
        cast[2 * k + 1] = draws[6, draw(chance, draws.shape[1])]
    for k in range(2):
        cast[2 * PEOPLE + k] = draws[4, draw(chance, draws.shape[1])]
        cast[2 * PEOPLE + 2 + k] = draws[7, draw(chance, draws.shape[1])]
    topic = draw(chance, len(topics))
    for k in range(OWN_NOUNS):
        cast[2 * PEOPLE + 4 + k] = topics[topic, draw(chance, topics.shape[1])]
    return cast


@compile_kernel
def write_stories(language: Any, topics: Ints, chance: Chance, lengths: Ints, scripts: Ints) -> tuple[Ints, Any]:
    """(tokens, bounds) of stories of about so many words, in paragraphs of one to four sentences."""
    out = np.empty(lengths.sum() * 2 + 400 * len(lengths), np.int32)
    bounds = np.zeros(len(lengths) + 1, np.int64)
    at, marks = 0, language[7]
    for d in range(len(lengths)):
        cast, low, left = cast_story(language, topics, chance), at, 0
        while at - low < lengths[d]:
            form = UPPER
            if left == 0:
                if at > low:
                    at = _put(out, at, marks[BREAK], INSIDE)
                form, left = FIRST, 1 + draw(chance, 4)
            at = write_sentence(language, chance, cast, scripts[d], out, at, form)
            left -= 1
        bounds[d + 1] = at
    return out[:at].copy(), bounds


@compile_kernel
def edit_tokens(
    language: Any, topics: Ints, chance: Chance, tokens: Ints, rates: Ints, script: int
) -> tuple[Ints, NDArray[np.int32]]:
    """(tokens, for each the place of the token it was copied from or -1) of an edited copy.

    rates, in 10,000ths: that a run of edits begins at a word, that a sentence is dropped, that one is put in; and the
    longest run of edits, in words.
    """
    class_of, draws, marks = language[8], language[0], language[7]
    size = 2 * len(tokens) + 600
    out, origin = np.empty(size, np.int32), np.full(size, -1, np.int32)
    cast, at, run, skip = cast_story(language, topics, chance), 0, 0, False
    for n in range(len(tokens)):
        token, form = tokens[n] >> 2, tokens[n] & 3
        ends = n and (tokens[n - 1] >> 2 == marks[STOP] or tokens[n - 1] >> 2 == marks[FULL_STOP])
        if ends and token != marks[BREAK] and token != marks[CLOSE]:
            skip = draw(chance, 10_000) < rates[1]
            if draw(chance, 10_000) < rates[2] and at + 200 < size - (len(tokens) - n) * 2:
                at = write_sentence(language, chance, cast, script, out, at, UPPER)
        if token == marks[BREAK]:
            skip = False
        if skip:
            continue
        if run == 0 and form == INSIDE and draw(chance, 10_000) < rates[0]:
            run = 1 + draw(chance, rates[3])
        group = class_of[token]
        if run and form == INSIDE and token > marks[-1] and token != marks[BREAK]:
            run -= 1
            what = draw(chance, 10)
            if what < 2:
                continue
            group = group if group >= 0 else (script if script >= 0 else 3)
            at = _put(out, at, draws[group, draw(chance, draws.shape[1])], INSIDE)
            if what < 8:
                continue
        out[at], origin[at] = tokens[n], n
        at += 1
    return out[:at].copy(), origin[:at].copy()


@compile_kernel
def find_stretches(origin: Ints, words: NDArray[np.bool_], source_words: NDArray[np.bool_], gap: int) -> Any:
    """(first, last + 1, first in the source, last + 1) of every stretch copied in order, as a passage is defined.

    A stretch ends where either side goes on for more than `gap` words without the other, or where the order changes.
    """
    found = np.empty((len(origin), 4), np.int32)
    number, last, apart = 0, -1, 0
    seen = np.concatenate((np.zeros(1, np.int64), np.cumsum(source_words.astype(np.int64))))
    for n in range(len(origin)):
        if origin[n] < 0:
            apart += words[n]
            continue
        lacks = seen[origin[n]] - seen[last + 1] if last >= 0 and origin[n] > last else 0
        if last < 0 or origin[n] <= last or apart > gap or lacks > gap:
            found[number, 0], found[number, 2] = n, origin[n]
            number += 1
        found[number - 1, 1], found[number - 1, 3] = n + 1, origin[n] + 1
        last, apart = origin[n], 0
    return found[:number].copy()


@compile_kernel
def render_texts(
    text: NDArray[np.uint8], bounds: NDArray[np.int64], tokens: Ints, token_bounds: NDArray[np.int64]
) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """(bytes, bounds) of texts of tokens."""
    size = 0
    for n in range(len(tokens)):
        form = (tokens[n] >> 2) * 3 + (tokens[n] & 3)
        size += bounds[form + 1] - bounds[form]
    out, ends, at = np.empty(size, np.uint8), np.zeros(len(token_bounds), np.int64), 0
    for d in range(len(token_bounds) - 1):
        for n in range(token_bounds[d], token_bounds[d + 1]):
            form = (tokens[n] >> 2) * 3 + (tokens[n] & 3)
            for b in range(bounds[form], bounds[form + 1]):
                out[at] = text[b]
                at += 1
        ends[d + 1] = at
    return out, ends

"""Compiled step of word_gates.py: a stretch of a text is read once for all words (Aho and Corasick 1975)."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from headwater.kernel import compile_kernel

LETTER, SPACE, CAPITAL = 1, 2, 4
CLASS = 3
"""What a character is, as bits: a letter, digit or underscore; space; a letter that is no small one; and its class."""
STARTS, WHOLE, BIG = 1, 2, 4
"""What a word asks for, as bits: no letter before it; none behind it; a capital at its start."""
START = 2
"""The character that begins every stretch, in words that ask for it."""
_MEMORY = 64


@compile_kernel
def find_open_gates(
    codes: NDArray[np.uint32],
    spans: NDArray[np.int64],
    letters: NDArray[np.uint32],
    moves: NDArray[Any],
    ends: NDArray[np.int32],
    words: NDArray[np.int32],
    rules: NDArray[np.int32],
) -> NDArray[np.uint64]:
    """The rules whose conditions hold in each stretch (rows of start, end) of a text, as bits.

    letters: of every character below 65,536 what it is, and its class above these bits; moves: the next state by
    state and class; ends: where the words that end in each of the last states begin among `words` (condition, what it
    asks for, length); rules: a row a condition that a rule needs (rule,
    condition), in the order of rules.
    """
    count = np.int64(rules[-1, 0]) + 1 if len(rules) else np.int64(0)
    out = np.zeros((len(spans), (count + 63) // 64), np.uint64)
    met = np.full(max(1, words[:, 0].max() + 1) if len(words) else 1, -1, np.int32)
    places = np.zeros(_MEMORY, np.int64)
    top, plain = np.uint32(len(letters)), len(moves) - (len(ends) - 1)
    asks = len(words) > 0 and words[:, 1].max() > 0
    for s in range(len(spans)):
        state, read, spaced = np.int64(moves[0, letters[START] >> CLASS]), np.int64(1), False
        for p in range(spans[s, 0], spans[s, 1]):
            letter = letters[codes[p] if codes[p] < top else np.uint32(0)]
            space = (letter & SPACE) != 0
            if space & spaced:
                continue
            spaced = space
            if asks:
                places[read & (_MEMORY - 1)] = p
                read += 1
            state = np.int64(moves[state, letter >> CLASS])
            if state < plain:
                continue
            for w in range(ends[state - plain], ends[state - plain + 1]):
                if met[words[w, 0]] == s:
                    continue
                first = places[(read - words[w, 2]) & (_MEMORY - 1)]
                if words[w, 1] == 0 or _stands(codes, letters, words[w, 1], (first, p), spans[s]):
                    met[words[w, 0]] = s
        _mark_rules(out[s], rules, met, s)
    return out


@compile_kernel
def list_word_places(
    codes: NDArray[np.uint32],
    spans: NDArray[np.int64],
    letters: NDArray[np.uint32],
    moves: NDArray[Any],
    ends: NDArray[np.int32],
    words: NDArray[np.int32],
    wanted: NDArray[np.bool_],
) -> NDArray[np.int64]:
    """Where the words of the wanted conditions (a column each) begin in each stretch (a row each) of a text, as
    find_open_gates has them: rows of stretch, condition, place in the stretch, in the order in which the words end."""
    out = np.empty((1024, 3), np.int64)
    count = 0
    places = np.zeros(_MEMORY, np.int64)
    top, plain = np.uint32(len(letters)), len(moves) - (len(ends) - 1)
    for s in range(len(spans)):
        state, read, spaced = np.int64(moves[0, letters[START] >> CLASS]), np.int64(1), False
        places[0] = spans[s, 0]
        for p in range(spans[s, 0], spans[s, 1]):
            letter = letters[codes[p] if codes[p] < top else np.uint32(0)]
            space = (letter & SPACE) != 0
            if space & spaced:
                continue
            spaced = space
            places[read & (_MEMORY - 1)] = p
            read += 1
            state = np.int64(moves[state, letter >> CLASS])
            if state < plain:
                continue
            for w in range(ends[state - plain], ends[state - plain + 1]):
                if not wanted[s, words[w, 0]]:
                    continue
                if count == len(out):
                    out = np.concatenate((out, np.empty_like(out)))
                out[count, 0], out[count, 1] = s, words[w, 0]
                out[count, 2] = places[(read - words[w, 2]) & (_MEMORY - 1)] - spans[s, 0]
                count += 1
    return out[:count]


@compile_kernel
def _mark_rules(bits: NDArray[np.uint64], rules: NDArray[np.int32], met: NDArray[np.int32], stretch: int) -> None:
    """Set the bits of the rules whose conditions were all met in a stretch."""
    holds = True
    for r in range(len(rules)):
        holds = holds and (rules[r, 1] < 0 or met[rules[r, 1]] == stretch)
        if r + 1 == len(rules) or rules[r + 1, 0] != rules[r, 0]:
            if holds:
                bits[rules[r, 0] >> 6] |= np.uint64(1) << np.uint64(rules[r, 0] & 63)
            holds = True


@compile_kernel
def _stands(
    codes: NDArray[np.uint32], letters: NDArray[np.uint32], asked: int, place: tuple[int, int], span: NDArray[np.int64]
) -> bool:
    """Whether a word at a place (its first and last character) has what it asks for."""
    first, last = place
    if asked & BIG and not _is_kind(codes[first], letters, CAPITAL):
        return False
    if asked & WHOLE and last + 1 < span[1] and _is_kind(codes[last + 1], letters, LETTER):
        return False
    return not (asked & STARTS and first > span[0] and _is_kind(codes[first - 1], letters, LETTER))


@compile_kernel
def _is_kind(code: np.uint32, letters: NDArray[np.uint32], kind: int) -> bool:
    return bool(letters[code if code < np.uint32(len(letters)) else np.uint32(0)] & kind)

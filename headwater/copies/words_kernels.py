"""Compiled steps of fingerprints.py and words.py: words of UTF-8 text, in one pass over its bytes.

First the edges of all stretches of letters and digits are found, 63 bytes at a time. A stretch of ASCII is a word; one
with other characters in it is read character by character, and may hold several words or none. What goes into a word's
hash is what its characters are compared as, in chunks of eight bytes, so that a word comes to the same hash whichever
way it was read.
"""

import numpy as np
from numpy.typing import NDArray

from headwater.kernel import compile_kernel, count_ones, count_zeros, mark_bytes

WORD_CHARACTER, DIGIT, UNSPACED, MARK, APOSTROPHE, POINT = 1, 2, 4, 8, 16, 32
DOUBLE_QUOTE, SPACE, LINE_END, CAPITAL, SENTENCE_END, JOINER = 64, 128, 256, 512, 1024, 2048
"""Classes of code points, as bits."""

NUMBER, NAME, QUOTED, OPENS = 1, 2, 4, 8
"""What is known of a word, as bits: it has a digit, is capitalised inside a sentence, is given as somebody's
(quotations_kernels.py), is the first of a line or of what is read."""

Bytes = NDArray[np.uint8]
Eights = NDArray[np.uint64]
Hashes = NDArray[np.uint64]
Edges = NDArray[np.int32]
Ints = NDArray[np.int64]
Places = tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32], NDArray[np.int32], Bytes]
Characters = tuple[NDArray[np.uint16], NDArray[np.uint32], NDArray[np.uint32]]

State = tuple[np.uint64, np.uint64, int, np.uint64]
"""Of a word that is being read: hash so far, chunk begun, ASCII characters so far, a hash of the others."""

SEED = 0xCBF29CE484222325
_EACH = 0x0101010101010101
_HIGH = 0x8080808080808080
_FIRST_EIGHT = np.array([(1 << 8 * min(n, 8)) - 1 for n in range(16)], np.uint64)
_SECOND_EIGHT = np.array([(1 << 8 * max(n - 8, 0)) - 1 for n in range(16)], np.uint64)
"""Of the first and of the next eight bytes those that belong to a word of so many bytes."""


@compile_kernel
def decode_character(data: Bytes, p: int) -> tuple[np.int64, int]:
    """(code point, bytes) of the character at a byte."""
    byte = np.int64(data[p])
    if byte < 0x80:
        return byte, 1
    if byte < 0xE0:
        return ((byte & 0x1F) << 6) | (np.int64(data[p + 1]) & 0x3F), 2
    if byte < 0xF0:
        return ((byte & 0xF) << 12) | ((np.int64(data[p + 1]) & 0x3F) << 6) | (np.int64(data[p + 2]) & 0x3F), 3
    high = ((byte & 0x7) << 18) | ((np.int64(data[p + 1]) & 0x3F) << 12)
    return high | ((np.int64(data[p + 2]) & 0x3F) << 6) | (np.int64(data[p + 3]) & 0x3F), 4


@compile_kernel
def mix_chunk(value: np.uint64, chunk: np.uint64) -> np.uint64:
    """A hash with eight more bytes in it."""
    value = (value ^ chunk) * np.uint64(0x9E3779B97F4A7C15)
    return value ^ (value >> np.uint64(32))


@compile_kernel
def finish_hash(value: np.uint64, chunk: np.uint64) -> np.uint64:
    """The hash of a word with its last chunk in it."""
    value = (value ^ chunk) * np.uint64(0xBF58476D1CE4E5B9)
    return value ^ (value >> np.uint64(29))


@compile_kernel
def hash_plain(first: np.uint64, second: np.uint64) -> np.uint64:
    """The hash of an ASCII word of fewer than 16 bytes: the first eight and the next, 0 where there are none."""
    upper = np.uint64(0x40 * _EACH)
    first |= (first & upper) >> np.uint64(1)
    second |= (second & upper) >> np.uint64(1)
    return finish_hash(mix_chunk(np.uint64(SEED), first), second)


@compile_kernel
def _add_character(state: State, folded: np.int64) -> State:
    """A word's hash with one more character in it: ASCII in chunks of eight, others by themselves."""
    value, chunk, count, beyond = state
    if folded >= 0x80:
        return value, chunk, count, mix_chunk(beyond, np.uint64(folded | count << 32))
    chunk |= np.uint64(folded) << np.uint64(8 * (count & 7))
    count += 1
    if count & 7 == 0:
        value, chunk = mix_chunk(value, chunk), np.uint64(0)
    return value, chunk, count, beyond


@compile_kernel
def _goes_on(data: Bytes, q: int, end: int, classes: NDArray[np.uint16], before: np.int64, here: np.int64) -> bool:
    """Whether a word goes on over a mark that ends at a byte: 1,200 and it's and a soft hyphen."""
    if q >= end or not here & (POINT | APOSTROPHE | JOINER):
        return False
    following = classes[decode_character(data, q)[0]]
    decimal = here & POINT and before & DIGIT and following & DIGIT
    elided = here & APOSTROPHE and following & WORD_CHARACTER and not following & DIGIT
    joined = here & JOINER and following & WORD_CHARACTER and not following & UNSPACED
    return bool(decimal or elided or joined)


@compile_kernel
def read_word(data: Bytes, start: int, end: int, characters: Characters) -> tuple[int, int, np.uint64, int]:
    """(byte after it, bytes beyond one a character, hash, class bits) of the word that begins at a byte of a text.

    Character by character, to the end of the text at most. Where no word begins, of the character that stands there:
    its class bits are not those of a word.
    """
    classes, folds, ligatures = characters
    state = (np.uint64(SEED), np.uint64(0), 0, np.uint64(0))
    q, extra, seen, here = start, 0, 0, np.int64(0)
    while q < end:
        point, size = decode_character(data, q)
        before, here = here, np.int64(classes[point])
        if not seen:
            if not here & (WORD_CHARACTER | UNSPACED):
                break
        elif here & UNSPACED or not (
            here & (WORD_CHARACTER | MARK) or _goes_on(data, q + size, end, classes, before, here)
        ):
            break
        folded = np.int64(folds[point])
        if folded >= 0x110000:
            for k in range(3):
                if ligatures[folded - 0x110000, k]:
                    state = _add_character(state, np.int64(ligatures[folded - 0x110000, k]))
        elif folded:
            state = _add_character(state, folded)
        seen |= int(here)
        extra += size - 1
        q += size
        if here & UNSPACED:
            break
    value, chunk, count, beyond = state
    if count < 8:
        value, chunk = mix_chunk(value, chunk), np.uint64(0)
    return q, extra, finish_hash(value, chunk) ^ beyond, seen


@compile_kernel
def make_room(offsets: Ints) -> Edges:
    """An array for the edges of any of some texts."""
    longest = 0
    for d in range(len(offsets) - 1):
        longest = max(longest, offsets[d + 1] - offsets[d])
    return np.empty(longest + 64, np.int32)


@compile_kernel
def find_edges(data: Bytes, span: tuple[int, int], edges: Edges) -> int:
    """Fill in where each stretch of a text, in a span of bytes, begins and ends, in turn; how many edges.

    A stretch is a run of letters, digits and characters beyond ASCII, with an apostrophe or a point inside where a word
    may have one. Edges are counted from the beginning of the text.
    """
    low, high = span
    one, last = np.uint64(1), np.uint64(62)
    n, inside, lettered, numbered = 0, np.uint64(0), np.uint64(0), np.uint64(0)
    for p in range(low, high, 63):
        place = min(p, len(data) - 64)
        skipped = np.uint64(p - place)
        text = (one << np.uint64(high - p)) - one if high - p < 64 else ~np.uint64(0)
        beyond = mark_bytes(data, place, 0x80, 0xFF)
        digits = (mark_bytes(data, place, 0x30, 0x39) | beyond) >> skipped & text
        letters = (mark_bytes(data, place, 0x41, 0x5A) | mark_bytes(data, place, 0x61, 0x7A) | beyond) >> skipped & text
        apostrophes = mark_bytes(data, place, 0x27, 0x27) >> skipped
        points = (mark_bytes(data, place, 0x2C, 0x2C) | mark_bytes(data, place, 0x2E, 0x2E)) >> skipped
        plain = letters | digits
        elided = apostrophes & (plain << one | lettered) & (letters >> one)
        decimal = points & (digits << one | numbered) & (digits >> one)
        stretches = plain | elided | decimal
        changes = (stretches ^ (stretches << one | inside)) & ~(one << np.uint64(63))
        inside, lettered, numbered = stretches >> last & one, plain >> last & one, digits >> last & one
        at, n = n, n + int(count_ones(changes))
        while changes:
            for k in range(8):
                edges[at + k] = np.int64(count_zeros(changes)) + p - low
                changes &= changes - one
            at += 8
    if inside:
        edges[n], n = high - low, n + 1
    return n


@compile_kernel
def read_stretch(eights: Eights, place: int, size: int) -> tuple[bool, np.uint64, np.uint64]:
    """(whether a stretch is an ASCII word of fewer than 16 bytes, its first eight bytes, the next; 0 beyond its end).

    At the very end of the data, where there are no eights, it passes for another.
    """
    p, n = np.uint64(place), np.uint64(size)
    if n >= np.uint64(16) or p + np.uint64(8) >= np.uint64(len(eights)):
        return False, np.uint64(0), np.uint64(0)
    first, second = eights[p] & _FIRST_EIGHT[n], eights[p + np.uint64(8)] & _SECOND_EIGHT[n]
    return not (first | second) & np.uint64(_HIGH), first, second


@compile_kernel
def hash_words(
    texts: tuple[Bytes, Eights],
    span: tuple[int, int],
    characters: Characters,
    hashes: Hashes,
    starts: NDArray[np.int32],
    edges: Edges,
) -> int:
    """Fill in the hash and the first code point of every word of a text that lies in a span of bytes; how many.

    The arrays must have room for half as many words as the span has bytes, and one more.
    """
    data, eights = texts
    low = span[0]
    n, shift = 0, low
    for k in range(0, find_edges(data, span, edges), 2):
        p, end = low + edges[k], low + edges[k + 1]
        plain, first, second = read_stretch(eights, p, end - p)
        if plain:
            hashes[n], starts[n] = hash_plain(first, second), p - shift
            n += 1
            continue
        while p < end:
            q, extra, hashes[n], seen = read_word(data, p, end, characters)
            starts[n] = p - shift
            if seen:
                n += 1
            else:
                extra = decode_character(data, p)[1] - 1
                q += extra + 1
            p, shift = q, shift + extra
    return n

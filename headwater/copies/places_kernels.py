"""Compiled steps of words.py: every word with its places and what is known of it, told from the marks between words."""

import numpy as np

from headwater.copies.words_kernels import (
    CAPITAL,
    DIGIT,
    LINE_END,
    NAME,
    NUMBER,
    OPENS,
    SENTENCE_END,
    Bytes,
    Characters,
    Edges,
    Eights,
    Hashes,
    Ints,
    Places,
    decode_character,
    find_edges,
    hash_plain,
    make_room,
    read_stretch,
    read_word,
)
from headwater.kernel import compile_kernel

_DIGITS = 0x1010101010101010
"""The bit that digits have, and of letters only those that have the next but one too."""
State = tuple[int, bool, bool]
"""Between two words: bytes so far beyond one a character, whether a sentence has just begun, whether a line has."""


@compile_kernel
def _pass_marks(data: Bytes, place: tuple[int, int], characters: Characters, state: State) -> State:
    """The state after the characters between two bytes, none of a word."""
    shift, fresh, opens = state
    p, end = place
    while p < end:
        point, size = decode_character(data, p)
        here = np.int64(characters[0][point])
        fresh = fresh or here & (SENTENCE_END | LINE_END) != 0
        opens = opens or here & LINE_END != 0
        p, shift = p + size, shift + size - 1
    return shift, fresh, opens


@compile_kernel
def _note_plain(first: np.uint64, second: np.uint64, state: State) -> int:
    """The traits of an ASCII word, by its first eight bytes and the next."""
    _, fresh, opens = state
    digits = (first & ~(first >> np.uint64(2)) | second & ~(second >> np.uint64(2))) & np.uint64(_DIGITS)
    capital = first & np.uint64(0x60) == np.uint64(0x40)
    return int(NUMBER * (digits != 0) + NAME * (capital and not fresh) + OPENS * opens)


@compile_kernel
def scan_text(
    texts: tuple[Bytes, Eights],
    span: tuple[int, int],
    characters: Characters,
    hashes: Hashes,
    places: Places,
    edges: Edges,
) -> int:
    """Fill in hash and places of every word of a text, in a span of bytes; how many.

    places: first code point, code point after it, first byte, byte after it (from the beginning of the text), traits.
    """
    data, classes = texts[0], characters[0]
    starts, ends, firsts, lasts, traits = places
    low = span[0]
    n, p, state = 0, low, (0, True, True)
    for k in range(0, find_edges(data, span, edges), 2):
        begun, end = low + edges[k], low + edges[k + 1]
        if begun != p + 1 or data[p] != 0x20:
            state = _pass_marks(data, (p, begun), characters, state)
        p = begun
        plain, first, second = read_stretch(texts[1], p, end - p)
        while p < end:
            shift, fresh, opens = state
            if plain:
                q, extra, hashes[n], traits[n] = end, 0, hash_plain(first, second), _note_plain(first, second, state)
            else:
                q, extra, hashes[n], seen = read_word(data, p, end, characters)
                if not seen:
                    q += decode_character(data, p)[1]
                    p, state = q, _pass_marks(data, (p, q), characters, state)
                    continue
                name = classes[decode_character(data, p)[0]] & CAPITAL and not fresh
                traits[n] = NUMBER * (seen & DIGIT != 0) + NAME * (name != 0) + OPENS * opens
            starts[n], ends[n], firsts[n], lasts[n] = p - low - shift, q - low - shift - extra, p - low, q - low
            p, n, state = q, n + 1, (shift + extra, False, False)
    return n


@compile_kernel
def _keep_wanted(hashes: Hashes, places: Places, n: int, wanted: tuple[Ints, Ints]) -> int:
    """Drop the words that begin in none of some spans of code points; how many are left.

    The first word after what is dropped OPENS.
    """
    starts, ends, firsts, lasts, traits = places
    lows, highs = wanted
    if n == 0 or (len(lows) == 1 and lows[0] <= starts[0] and highs[0] > starts[n - 1]):
        return n
    s, kept, opens = 0, 0, False
    for i in range(n):
        while s < len(lows) and highs[s] <= starts[i]:
            s += 1
        if s == len(lows):
            break
        opens = opens or traits[i] & OPENS != 0
        if starts[i] >= lows[s]:
            hashes[kept], starts[kept], ends[kept] = hashes[i], starts[i], ends[i]
            firsts[kept], lasts[kept], traits[kept] = firsts[i], lasts[i], traits[i] | OPENS * opens
            kept, opens = kept + 1, False
        else:
            opens = True
    return kept


@compile_kernel
def scan_words(
    texts: tuple[Bytes, Eights, Ints],
    spans: tuple[Ints, Ints, Ints],
    characters: Characters,
    hashes: Hashes,
    places: Places,
) -> Ints:
    """Fill in hashes and places (as of scan_text) of the words that begin in one of the spans of their text; bounds.

    The arrays must have room for half as many words as the texts have bytes, and one more a text.
    """
    data, eights, offsets = texts
    lows, highs, span_bounds = spans
    starts, ends, firsts, lasts, traits = places
    bounds, edges, at = np.zeros(len(offsets), np.int64), make_room(offsets), 0
    for d in range(len(offsets) - 1):
        here = (starts[at:], ends[at:], firsts[at:], lasts[at:], traits[at:])
        n = scan_text((data, eights), (offsets[d], offsets[d + 1]), characters, hashes[at:], here, edges)
        first, last = span_bounds[d], span_bounds[d + 1]
        at += _keep_wanted(hashes[at:], here, n, (lows[first:last], highs[first:last]))
        bounds[d + 1] = at
    return bounds

"""Compiled steps of fingerprints.py and words.py: words of UTF-8 text, in one pass over its bytes.

ASCII is read eight bytes at a time; what goes into a word's hash is what its characters are compared as, in chunks of
eight bytes, so that a word comes to the same hash whichever way it was read.
"""

import numpy as np
from numpy.typing import NDArray

from headwater.kernel import compile_kernel

WORD_CHARACTER, DIGIT, UNSPACED, MARK, APOSTROPHE, POINT = 1, 2, 4, 8, 16, 32
DOUBLE_QUOTE, SPACE, LINE_END, CAPITAL, SENTENCE_END, JOINER = 64, 128, 256, 512, 1024, 2048
"""Classes of code points, as bits."""

NUMBER, NAME, QUOTED, OPENS = 1, 2, 4, 8
"""What is known of a word, as bits: it has a digit, is capitalised inside a sentence, is given as somebody's
(quotations_kernels.py), is the first of a line or of what is read."""

Bytes = NDArray[np.uint8]
Eights = NDArray[np.uint64]
Hashes = NDArray[np.uint64]
Ints = NDArray[np.int64]
Number = int | np.int64
Places = tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32], NDArray[np.int32], Bytes]
Characters = tuple[NDArray[np.uint16], NDArray[np.uint32], NDArray[np.uint32]]

SEED = 0xCBF29CE484222325
_EACH = 0x0101010101010101
_HIGH = 0x8080808080808080


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
    value = mix_chunk(value, chunk) * np.uint64(0xBF58476D1CE4E5B9)
    return value ^ (value >> np.uint64(29))


@compile_kernel
def count_letters(eight: np.uint64) -> Number:
    """How many of eight bytes, from the first on, are ASCII letters or digits."""
    high = np.uint64(_HIGH)
    plain = eight & ~high
    lower = plain | np.uint64(0x20 * _EACH)
    letter = (lower + np.uint64(0x1F * _EACH)) & ~(lower + np.uint64(0x05 * _EACH))
    digit = (plain + np.uint64(0x50 * _EACH)) & ~(plain + np.uint64(0x46 * _EACH))
    other = ~((letter | digit) & ~eight) & high
    if other == np.uint64(0):
        return 8
    first = (other & (~other + np.uint64(1))) >> np.uint64(7)
    return np.int64((((first - np.uint64(1)) & np.uint64(_EACH)) * np.uint64(_EACH)) >> np.uint64(56))


@compile_kernel
def fold_eight(eight: np.uint64, count: Number) -> np.uint64:
    """The first bytes of eight, ASCII letters and digits, in lower case; 0 beyond them."""
    kept = eight if count == 8 else eight & ((np.uint64(1) << np.uint64(8 * count)) - np.uint64(1))
    letters = (kept & np.uint64(0x40 * _EACH)) >> np.uint64(1)
    return kept | letters


@compile_kernel
def _add_character(state: tuple[np.uint64, np.uint64, Number], folded: np.int64) -> tuple[np.uint64, np.uint64, Number]:
    """(hash, chunk begun, bytes in it) with one more character."""
    value, chunk, count = state
    width = 1 if folded < 0x80 else 3
    left = np.uint64(folded if folded < 0x80 else folded | 0x800000)
    for _ in range(width):
        chunk |= (left & np.uint64(0xFF)) << np.uint64(8 * count)
        left >>= np.uint64(8)
        count += 1
        if count == 8:
            value, chunk, count = mix_chunk(value, chunk), np.uint64(0), 0
    return value, chunk, count


@compile_kernel
def _goes_on(
    data: Bytes, q: int, end: int, classes: NDArray[np.uint16], before: np.int64, here: np.int64, size: int
) -> bool:
    """Whether a word goes on over a character that is no word character: 1,200 and it's and a soft hyphen."""
    if q + size >= end or not here & (POINT | APOSTROPHE | JOINER):
        return False
    following = classes[decode_character(data, q + size)[0]]
    decimal = here & POINT and before & DIGIT and following & DIGIT
    elided = here & APOSTROPHE and following & WORD_CHARACTER and not following & DIGIT
    joined = here & JOINER and following & WORD_CHARACTER and not following & UNSPACED
    return bool(decimal or elided or joined)


@compile_kernel
def finish_word(
    data: Bytes, q: int, begun: tuple[int, int, int], state: tuple[np.uint64, np.uint64, Number], characters: Characters
) -> tuple[int, int, np.uint64, int]:
    """(byte after it, bytes beyond one a character, hash, class bits) of a word, character by character from q on.

    begun: where the word and where the text ends, class bits so far. state: hash, chunk begun, bytes in it.
    """
    classes, folds, ligatures = characters
    start, end, seen = begun
    value, chunk, count = state
    extra, before = 0, np.int64(classes[data[q - 1]]) if q > start else np.int64(0)
    while q < end:
        point, size = decode_character(data, q)
        here = np.int64(classes[point])
        if q == start:
            if not here & (WORD_CHARACTER | UNSPACED):
                break
        elif (
            here & UNSPACED
            or seen & UNSPACED
            or (not here & (WORD_CHARACTER | MARK) and not _goes_on(data, q, end, classes, before, here, size))
        ):
            break
        folded = np.int64(folds[point])
        if folded >= 0x110000:
            for k in range(3):
                if ligatures[folded - 0x110000, k]:
                    spelt = np.int64(ligatures[folded - 0x110000, k])
                    value, chunk, count = _add_character((value, chunk, count), spelt)
        elif folded:
            value, chunk, count = _add_character((value, chunk, count), folded)
        seen |= int(here)
        before = here
        extra += size - 1
        q += size
    return q, extra, finish_hash(value, chunk), seen


@compile_kernel
def read_word(
    texts: tuple[Bytes, Eights], place: tuple[int, int], characters: Characters
) -> tuple[int, int, np.uint64, int]:
    """(byte after it, bytes beyond one a character, hash, class bits) of the word that begins at a byte of a text.

    place: that byte, and the end of the text. Where no word begins the byte itself is given back.

    The class bits are those of its characters beyond ASCII, and of a digit.
    """
    data, eights = texts
    begun, end = place
    p, value, chunk, k, digits = begun, np.uint64(SEED), np.uint64(0), 0, np.uint64(0)
    while p < end and p < len(eights):
        eight = eights[p]
        k = int(count_letters(eight))
        chunk = fold_eight(eight, k)
        digits |= chunk & ~(chunk >> np.uint64(1))
        p += k
        if k < 8:
            break
        value = mix_chunk(value, chunk)
        chunk, k = np.uint64(0), 0
    seen = DIGIT if digits & np.uint64(0x20 * _EACH) else 0
    if p > end or p >= len(eights):
        return finish_word(data, begun, (begun, end, 0), (np.uint64(SEED), np.uint64(0), 0), characters)
    if p < end and (data[p] >= 0x80 or _may_go_on(data, p, end)):
        return finish_word(data, p, (begun, end, seen), (value, chunk, k), characters)
    return p, 0, finish_hash(value, chunk), seen


@compile_kernel
def _may_go_on(data: Bytes, p: int, end: int) -> bool:
    """Whether the byte is one of ', . and something other than a space follows."""
    return (data[p] == 0x27 or data[p] == 0x2C or data[p] == 0x2E) and p + 1 < end and data[p + 1] > 0x2F


@compile_kernel
def hash_words(
    texts: tuple[Bytes, Eights],
    span: tuple[int, int],
    characters: Characters,
    hashes: Hashes,
    starts: NDArray[np.int32],
) -> int:
    """Fill in the hash and the first code point of every word of a text that lies in a span of bytes; how many.

    The arrays must have room for as many words as the span has bytes.
    """
    data, classes = texts[0], characters[0]
    p, end = span
    n, shift = 0, p
    while p < end:
        if data[p] < 0x80 and not classes[data[p]] & WORD_CHARACTER:
            p += 1
            continue
        begun = p
        p, extra, value, _ = read_word(texts, (p, end), characters)
        if p == begun:
            extra = decode_character(data, p)[1] - 1
            p += extra + 1
        else:
            hashes[n], starts[n] = value, begun - shift
            n += 1
        shift += extra
    return n


@compile_kernel
def scan_text(
    texts: tuple[Bytes, Eights], span: tuple[int, int], characters: Characters, hashes: Hashes, places: Places
) -> int:
    """Fill in hash and places of every word of a text, in a span of bytes; how many.

    places: first code point, code point after it, first byte, byte after it (from the beginning of the text), traits.
    """
    data, classes = texts[0], characters[0]
    starts, ends, firsts, lasts, traits = places
    low, high = span
    p, n, shift, fresh, opens = low, 0, low, True, True
    while p < high:
        point, size = decode_character(data, p)
        c = np.int64(classes[point])
        if not c & (WORD_CHARACTER | UNSPACED):
            fresh = fresh or c & (SENTENCE_END | LINE_END) != 0
            opens = opens or c & LINE_END != 0
            p += size
            shift += size - 1
            continue
        q, extra, hashes[n], seen = read_word(texts, (p, high), characters)
        starts[n], ends[n], firsts[n], lasts[n] = p - shift, q - shift - extra, p - low, q - low
        traits[n] = NUMBER * ((seen & DIGIT) != 0) + NAME * ((c & CAPITAL) != 0 and not fresh)
        traits[n] += OPENS * opens
        p, shift, n, fresh, opens = q, shift + extra, n + 1, False, False
    return n


@compile_kernel
def scan_words(
    texts: tuple[Bytes, Eights, Ints], spans: tuple[Ints, Ints, Ints], characters: Characters
) -> tuple[Hashes, Places, Ints]:
    """(hashes, places as of scan_text, bounds) of the words that begin in one of the spans of their text.

    The first word after what is not read OPENS too.
    """
    data, eights, offsets = texts
    count, at = len(offsets) - 1, 0
    size = offsets[count] - offsets[0] + 1
    hashes, traits = np.empty(size, np.uint64), np.empty(size, np.uint8)
    starts, ends, firsts, lasts = (
        np.empty(size, np.int32),
        np.empty(size, np.int32),
        np.empty(size, np.int32),
        np.empty(size, np.int32),
    )
    bounds = np.zeros(count + 1, np.int64)
    for d in range(count):
        here = (starts[at:], ends[at:], firsts[at:], lasts[at:], traits[at:])
        n = scan_text((data, eights), (offsets[d], offsets[d + 1]), characters, hashes[at:], here)
        s, last, opens, first = spans[2][d], spans[2][d + 1], False, at
        for i in range(first, first + n):
            while s < last and spans[1][s] <= starts[i]:
                s += 1
            if s == last:
                break
            opens = opens or traits[i] & OPENS != 0
            if starts[i] >= spans[0][s]:
                hashes[at], starts[at], ends[at], firsts[at], lasts[at] = (
                    hashes[i],
                    starts[i],
                    ends[i],
                    firsts[i],
                    lasts[i],
                )
                traits[at] = traits[i] | OPENS * opens
                at, opens = at + 1, False
            else:
                opens = True
        bounds[d + 1] = at
    return (
        hashes[:at].copy(),
        (starts[:at].copy(), ends[:at].copy(), firsts[:at].copy(), lasts[:at].copy(), traits[:at].copy()),
        bounds,
    )

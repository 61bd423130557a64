"""What a code point is and what it is compared as: one table for all of Unicode.

Compared without regard to case, width, accents, ligatures, the shape of quotation marks and dashes, and to what is not
seen at all (soft hyphens, joiners).
"""

import re
import unicodedata
from functools import cache

import numpy as np
from numpy.typing import NDArray

from headwater.copies.words_kernels import (
    APOSTROPHE,
    CAPITAL,
    DIGIT,
    DOUBLE_QUOTE,
    JOINER,
    LINE_END,
    MARK,
    POINT,
    SENTENCE_END,
    SPACE,
    UNSPACED,
    WORD_CHARACTER,
)

Characters = tuple[NDArray[np.uint16], NDArray[np.uint32], NDArray[np.uint32]]
"""(class bits of every code point, what it is compared as, ligatures): what is compared is a code point, 0 for what is
left out, or beyond the last code point a row of the ligatures, which spells it out (0 after its end)."""

UNICODE = 0x110000
_FOLDING = ((0x80, 0x3000), (0xA640, 0xA800), (0xAB30, 0xABC0), (0xF900, 0x10000), (0x10400, 0x10600),
            (0x10C80, 0x10D00), (0x118A0, 0x118E0), (0x16E40, 0x16E80), (0x1D400, 0x1D800),
            (0x1E900, 0x1E960))  # fmt: skip
"""Code points outside these are compared as themselves."""
_NO_MORE = 0x40000
"""No letter, digit or space stands here or beyond."""
_UNSPACED_RANGES = ((0xE00, 0xEFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x30FF), (0x3400, 0x4DBF),
                    (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))  # fmt: skip
_MARKS = {"'": "’‘‚‛", '"': "“”„«»", "-": "–—‑‐", " ": "\u00a0\u2009\u202f\t"}
_CLASSES = (("'’", APOSTROPHE), (".,", POINT), ("\n\r\u2028\u2029", LINE_END), (".!?…:;", SENTENCE_END),
            ('"“”„«»「」『』', DOUBLE_QUOTE), ("\u00ad\u200c\u200d\u2060", JOINER))  # fmt: skip


@cache
def tabulate_characters() -> Characters:
    """The table of all code points, as this Python knows Unicode; made once a process, in a fortieth of a second."""
    classes, folds, ligatures = np.zeros(UNICODE, np.uint16), np.arange(UNICODE, dtype=np.uint32), dict[str, int]()
    everything = folds[:_NO_MORE].tobytes().decode("utf-32-le", "surrogatepass")
    for pattern, bits in ((r"[^\W_]+", WORD_CHARACTER), (r"\d+", DIGIT | WORD_CHARACTER), (r"\s+", SPACE)):
        for found in re.finditer(pattern, everything):
            classes[found.start() : found.end()] |= bits
    classes[0xD800:0xE000] = 0
    folds[65:91] += 32
    classes[65:91] |= CAPITAL
    for low, high in _FOLDING:
        points = np.flatnonzero(classes[low:high] & WORD_CHARACTER) + low
        letters = [chr(point) for point in points.tolist()]
        classes[points] |= np.array([CAPITAL * letter.isupper() for letter in letters], np.uint16)
        for point, folded in zip(points.tolist(), map(_fold_character, letters), strict=True):
            folds[point] = ord(folded) if len(folded) == 1 else UNICODE + ligatures.setdefault(folded, len(ligatures))
    for low, high in _UNSPACED_RANGES:
        classes[low : high + 1] |= UNSPACED
    for characters, bit in _CLASSES:
        classes[[ord(c) for c in characters]] |= bit
        folds[[ord(c) for c in characters]] *= bit != JOINER
    classes[0x300:0x370] |= MARK
    folds[0x300:0x370] = 0
    for plain, marks in _MARKS.items():
        folds[[ord(m) for m in marks]] = ord(plain)
    return classes, folds, np.array([[*map(ord, letters), 0, 0][:3] for letters in ligatures], np.uint32)


def _fold_character(character: str) -> str:
    """One to three characters that a character is compared as."""
    if unicodedata.normalize("NFKD", character) == character.casefold() == character:
        return character
    wide = unicodedata.normalize("NFKC", character)
    folded = (wide if wide.isalnum() else character).casefold()
    plain = "".join(c for c in unicodedata.normalize("NFD", folded) if not unicodedata.combining(c))
    if plain and unicodedata.normalize("NFC", plain) == plain and len(plain) <= 3:
        return plain
    return folded if 0 < len(folded) <= 3 else character

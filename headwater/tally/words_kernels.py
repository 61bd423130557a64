"""Words of many texts at once: where they stand, a hash of their folded letters, and what they begin with."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from headwater.kernel import compile_kernel

LETTER, DIGIT, MARK, UNSPACED = 1, 2, 3, 4
"""Classes of code points; 0 is everything else."""

UPPER, AFTER_STOP, HAS_DIGIT = 1, 2, 4
"""What is known of a word: begins with a capital, opens a sentence, has a digit."""


_Tables = tuple[NDArray[Any], NDArray[Any]]
_Words = tuple[NDArray[Any], NDArray[Any], NDArray[Any], NDArray[Any], NDArray[Any]]


@compile_kernel
def classify(code: int, classes: NDArray[Any]) -> int:
    """The class of a code point."""
    return classes[code] if code < len(classes) else 0


@compile_kernel
def read_word(codes: NDArray[Any], tables: _Tables, start: int, end: int) -> tuple[int, int, int]:
    """(end, hash, flags) of the word that begins at `start`; UPPER and HAS_DIGIT are known of it here."""
    classes, folds = tables
    flag = 0
    pointed = 0
    value = np.uint64(14695981039346656037)
    at = start
    if folds[codes[start]] != codes[start]:
        flag |= UPPER
    while at < end:
        code = codes[at]
        kind = classify(code, classes)
        if kind == UNSPACED and at > start:
            break
        fold = folds[code] if code < len(folds) else code
        if kind == DIGIT:
            flag |= HAS_DIGIT
        if kind == 0:
            after = classify(codes[at + 1], classes) if at + 1 < end else 0
            if (code == 39 or code == 8217) and after in (LETTER, UNSPACED):
                fold = 39
            elif code == 46 and after == LETTER and is_initial(codes, at, start, end):
                pointed = 1
                at += 1
                continue
            elif not ((code == 46 or code == 44) and classify(codes[at - 1], classes) == DIGIT and after == DIGIT):
                break
        value = (value ^ np.uint64(fold)) * np.uint64(1099511628211)
        at += 1
        if kind == UNSPACED:
            break
    if pointed or (at - start == 2 and codes[start] == 85 and codes[start + 1] == 83):
        value += np.uint64(1)
    return at, int(np.int64(value)), flag


@compile_kernel
def is_initial(codes: NDArray[Any], at: int, start: int, end: int) -> bool:
    """Whether a point stands between single capitals: U.S, J.P."""
    if at - start > 1 and codes[at - 2] != 46:
        return False
    last = at + 2 >= end or codes[at + 2] == 46 or not (65 <= codes[at + 2] <= 90 or 97 <= codes[at + 2] <= 122)
    return 65 <= codes[at - 1] <= 90 and 65 <= codes[at + 1] <= 90 and last


@compile_kernel
def split_words(codes: NDArray[Any], tables: _Tables, bounds: NDArray[Any]) -> _Words:
    """(start, end, text number, hash, flags) of every word of the texts codes[bounds[t]:bounds[t + 1]].

    Words as in headwater.text.find_words, but that initials with points are one word. The hash is of the folded
    letters, and another one for initials and "US", which are not the words "us" and "ap". `tables` say of every code
    point below their length what it is and what it is compared as.
    """
    room = len(codes) + 1
    starts, ends = np.empty(room, np.int64), np.empty(room, np.int64)
    owner, flags = np.empty(room, np.int32), np.empty(room, np.int8)
    hashes = np.empty(room, np.int64)
    filled = 0
    for t in range(len(bounds) - 1):
        at = bounds[t]
        opens = True
        while at < bounds[t + 1]:
            code = codes[at]
            kind = classify(code, tables[0])
            if kind == 0 or kind == MARK:
                if code == 46 or code == 33 or code == 63 or code == 58 or code == 10 or code == 8230:
                    opens = True
                at += 1
                continue
            starts[filled], owner[filled] = at, t
            at, hashes[filled], flag = read_word(codes, tables, at, bounds[t + 1])
            ends[filled] = at
            flags[filled] = flag | AFTER_STOP if opens else flag
            opens = False
            filled += 1
    return starts[:filled], ends[:filled], owner[:filled], hashes[:filled], flags[:filled]

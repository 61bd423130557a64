"""Words of many texts at once: where they stand, a hash of their folded letters, and what they begin with."""

import numpy as np

from headwater.kernel import compile_kernel

LETTER, DIGIT, MARK, UNSPACED = 1, 2, 3, 4
"""Classes of code points; 0 is everything else."""

UPPER, AFTER_STOP, HAS_DIGIT = 1, 2, 4
"""What is known of a word: begins with a capital, opens a sentence, has a digit."""


@compile_kernel
def split_words(codes, classes, folds, bounds):  # type: ignore[no-untyped-def]
    """(start, end, text number, hash, flags) of every word of the texts codes[bounds[t]:bounds[t + 1]].

    Words as in headwater.text.find_words, but that initials with points are one word. The hash is of the folded
    letters, and another one for initials and "US", which are not the words "us" and "ap". `classes` and `folds` say of
    every code point below their length what it is and what it is compared as.
    """
    room = len(codes) // 4 + 16
    starts = np.empty(room, np.int64)
    ends = np.empty(room, np.int64)
    owner = np.empty(room, np.int32)
    hashes = np.empty(room, np.int64)
    flags = np.empty(room, np.int8)
    filled = 0
    top = len(classes)
    for t in range(len(bounds) - 1):
        end = bounds[t + 1]
        at = bounds[t]
        opens = True
        while at < end:
            code = codes[at]
            kind = classes[code] if code < top else 0
            if kind == 0 or kind == MARK:
                if code in (46, 33, 63, 58, 10, 8230):
                    opens = True
                at += 1
                continue
            start = at
            flag = 0
            pointed = 0
            value = np.uint64(14695981039346656037)
            fold = folds[code]
            if fold != code:
                flag |= UPPER
            while at < end:
                code = codes[at]
                kind = classes[code] if code < top else 0
                if kind == UNSPACED and at > start:
                    break
                if kind == 0:
                    before = classes[codes[at - 1]] if codes[at - 1] < top else 0
                    after = 0
                    if at + 1 < end and codes[at + 1] < top:
                        after = classes[codes[at + 1]]
                    if (code == 39 or code == 8217) and after == LETTER:
                        fold = 39
                    elif (code == 46 or code == 44) and before == DIGIT and after == DIGIT:
                        fold = code
                    elif code == 46 and after == LETTER and _is_initial(codes, folds, at, start, end):
                        pointed = 1
                        at += 1
                        continue
                    else:
                        break
                else:
                    fold = folds[code] if code < top else code
                    if kind == DIGIT:
                        flag |= HAS_DIGIT
                value = (value ^ np.uint64(fold)) * np.uint64(1099511628211)
                at += 1
                if kind == UNSPACED:
                    break
            if pointed or (at - start == 2 and codes[start] == 85 and codes[start + 1] == 83):
                value += np.uint64(1)
            if opens:
                flag |= AFTER_STOP
            opens = False
            if filled == room:
                room *= 2
                starts = np.concatenate((starts, np.empty(filled, np.int64)))
                ends = np.concatenate((ends, np.empty(filled, np.int64)))
                owner = np.concatenate((owner, np.empty(filled, np.int32)))
                hashes = np.concatenate((hashes, np.empty(filled, np.int64)))
                flags = np.concatenate((flags, np.empty(filled, np.int8)))
            starts[filled], ends[filled], owner[filled] = start, at, t
            hashes[filled], flags[filled] = np.int64(value), flag
            filled += 1
    return starts[:filled], ends[:filled], owner[:filled], hashes[:filled], flags[:filled]


@compile_kernel
def _is_initial(codes, folds, at, start, end):  # type: ignore[no-untyped-def]
    """Whether a point stands between single capitals: U.S, J.P."""
    if at - start != 1 and not (at - start > 1 and codes[at - 2] == 46):
        return False
    if at + 2 < end and codes[at + 2] != 46 and folds[codes[at + 2]] != codes[at + 2]:
        return False
    after = at + 2 >= end or codes[at + 2] == 46 or not (97 <= codes[at + 2] <= 122)
    return 65 <= codes[at - 1] <= 90 and 65 <= codes[at + 1] <= 90 and after

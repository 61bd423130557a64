"""Compiled step of line_columns.py: how a line ends and what signs stand where a credit or a dateline would."""

import numpy as np
from numpy.typing import NDArray

from headwater.kernel import compile_kernel

ENDED, BRACKETED, SLASHED, MARKED = 1, 2, 4, 8
"""The shape of a line, as bits: a stop at its end, with quotation marks and brackets behind it or not; a closing
bracket there, or before the last sign; a slash near its end; at its beginning a sign that every dateline has, or a
letter of a script that is not Latin."""
_TAIL, _FOOT, _HEAD = 8, 60, 140
"""Characters that a stop and the marks behind it take; at the end, where a slash tells of a credit; and at the
beginning, where a dateline lies."""
_LATIN = 0x370
"""The first sign that is of no Latin alphabet."""


@compile_kernel
def tell_shapes(codes: NDArray[np.uint32], spans: NDArray[np.int64]) -> NDArray[np.uint8]:
    """The shape of each line (rows of start, end) of a text."""
    out = np.zeros(len(spans), np.uint8)
    for line in range(len(spans)):
        start, end = spans[line, 0], spans[line, 1]
        shape = ENDED if _is_ended(codes, start, end) else 0
        for place in range(max(start, end - 2), end):
            shape |= BRACKETED if codes[place] == 0x29 or codes[place] == 0x5D else 0
        for place in range(max(start, end - _FOOT), end):
            shape |= SLASHED if codes[place] == 0x2F else 0
        if start < end and codes[start] >= _LATIN:
            shape |= MARKED
        for place in range(start, min(end, start + _HEAD)):
            shape |= MARKED if _is_mark(codes, place, start) else 0
        out[line] = shape
    return out


@compile_kernel
def _is_ended(codes: NDArray[np.uint32], start: int, end: int) -> bool:
    """Whether one of . ! ? … 。 ！ ？ stands at the end, with nothing but closing marks behind it."""
    for place in range(end - 1, max(start, end - _TAIL) - 1, -1):
        code = codes[place]
        if code == 0x2E or code == 0x21 or code == 0x3F or code == 0x2026:
            return True
        if code == 0x3002 or code == 0xFF01 or code == 0xFF1F:
            return True
        quote = code == 0x22 or code == 0x27 or code == 0x201D or code == 0x2019 or code == 0xBB
        if not (quote or code == 0x29 or code == 0x5D):
            return False
    return False


@compile_kernel
def _is_mark(codes: NDArray[np.uint32], place: int, start: int) -> bool:
    """Whether a sign is ( / — –, or a hyphen behind a hyphen, a full stop or a space."""
    code = codes[place]
    if code == 0x28 or code == 0x2F or code == 0x2014 or code == 0x2013:
        return True
    if code != 0x2D or place == start:
        return False
    before = codes[place - 1]
    return bool(before == 0x2D or before == 0x2E or before <= 0x20 or before >= 0x80)

"""Which tokens of a text stand between quotation marks."""

import numpy as np

from headwater.descent.readings import Reading

_OPENING, _CLOSING, _PLAIN = "“„«", "”»", '"'
_LONGEST_SINGLE = 60


def mark_quoted(reading: Reading) -> np.ndarray:
    """Whether each token stands in a quotation; a paragraph that opens one and does not close it is quoted to its end.

    A mark that looks the wrong way is taken for what its place says: before a word it opens, after one it closes.
    """
    text = reading.text
    quoted = np.zeros(len(reading), bool)
    inside = False
    single = -1
    for k in range(len(reading)):
        start, end = int(reading.starts[k]), int(reading.ends[k])
        if k and "\n" in text[int(reading.ends[k - 1]) : start]:
            inside, single = False, -1
        token = text[start:end]
        if token in _OPENING or token in _CLOSING or token == _PLAIN:
            inside = _turns_on(text, start, token, inside)
            continue
        if token in "'‘’" and not inside:
            single = _follow_single(text, start, token, single, k)
            continue
        quoted[k] = inside or (single >= 0 and k - single <= _LONGEST_SINGLE)
    return quoted


def _turns_on(text: str, start: int, token: str, inside: bool) -> bool:
    before, after = text[start - 1 : start], text[start + 1 : start + 2]
    starts_word = (not before or before.isspace() or before in "([—–-") and bool(after) and not after.isspace()
    ends_word = bool(before) and not before.isspace() and (not after or after.isspace() or after in ",.;:!?)]—–")
    if starts_word != ends_word:
        return starts_word
    return not inside if token == _PLAIN else token in _OPENING


def _follow_single(text: str, start: int, token: str, single: int, place: int) -> int:
    """Where an open single quotation began, or -1, after a single mark that stands alone."""
    before, after = text[start - 1 : start], text[start + 1 : start + 2]
    if single < 0:
        opens = (not before or before.isspace() or before in "([—–") and after.isalnum()
        return place if opens else -1
    closes = bool(before) and not before.isspace() and not after.isalnum()
    return -1 if closes else single

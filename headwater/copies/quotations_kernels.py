"""Compiled step of words.py: which words a text gives as somebody's, told by marks or by how a line is set."""

import numpy as np
from numpy.typing import NDArray

from headwater.copies.words_kernels import (
    DOUBLE_QUOTE,
    LINE_END,
    OPENS,
    QUOTED,
    SPACE,
    UNSPACED,
    WORD_CHARACTER,
    Places,
    decode_character,
)
from headwater.kernel import compile_kernel

Bytes = NDArray[np.uint8]
Texts = tuple[Bytes, NDArray[np.int64]]
Words = tuple[NDArray[np.int32], NDArray[np.int32], Bytes]
Span = tuple[int, int]

NAME_WORDS, NAME_BYTES = 5, 60
"""Longest name of a speaker or an account, in words, and in bytes between a dash and the account."""
SIGNATURE_WORDS = 12
"""Words of a line that has nothing but whose post stands before it."""
LEAST_SINGLE = 3
"""Words between single marks from which they are a quotation, not a title's or a nickname's."""
LEAST_TURNS, SPEAKER_WORDS = 3, 4
"""How often a line with nothing but a speaker's name (two to four words) stands in a talk of two or more: so 33
interviews and transcripts of 12,000 newswire articles are set, and two lists."""


@compile_kernel
def mark_quotations(texts: Texts, classes: NDArray[np.uint16], places: Places, bounds: NDArray[np.int64]) -> None:
    """Mark as QUOTED what a text gives as somebody's words: what stands in quotation marks, a line announced by a colon
    (at the end of the line before, or after the name of who speaks), a post: a line that names its account, at its
    beginning or after a dash ("... — Ada (@ada) May 3"), and a talk whose speakers' names have lines of their own.

    texts: their bytes, and where each begins; words of the text d are those from bounds[d] on.
    """
    data, offsets = texts
    words = places[2], places[3], places[4]
    for d in range(len(bounds) - 1):
        if bounds[d] < bounds[d + 1]:
            _mark_between((data, offsets[d]), classes, words, (bounds[d], bounds[d + 1]))
            _mark_lines((data, offsets[d]), words, (bounds[d], bounds[d + 1]))
            _quote(words[2], _find_talk((data, offsets[d]), words, (bounds[d], bounds[d + 1])), bounds[d + 1])


@compile_kernel
def _quote(traits: Bytes, first: int, last: int) -> None:
    for i in range(first, last):
        traits[i] |= QUOTED


@compile_kernel
def _mark_lines(text: tuple[Bytes, int], words: Words, span: Span) -> None:
    data, low = text
    lasts, traits = words[1], words[2]
    line, before, announced = span[0], span[0], False
    while line < span[1]:
        end = line + 1
        while end < span[1] and not traits[end] & OPENS:
            end += 1
        posted = _judge_post(text, words, (line, end))
        if announced or posted > 0 or _names_speaker(text, words, (line, end)):
            _quote(traits, line, end)
        if posted == 2:
            _quote(traits, before, line)
        after = low + lasts[end - 1]
        announced = after < len(data) and data[after] == 0x3A
        before, line = line, end


@compile_kernel
def _find_talk(text: tuple[Bytes, int], words: Words, span: Span) -> int:
    """The first word of a talk: of the first line that is a speaker's name; the end of the text where there is none."""
    traits, lines = words[2], 0
    for i in range(span[0], span[1]):
        lines += traits[i] & OPENS > 0
    if lines < 2 * LEAST_TURNS:
        return span[1]
    names, firsts, count, line = np.empty(lines, np.uint64), np.empty(lines, np.int64), 0, span[0]
    while line < span[1]:
        end = line + 1
        while end < span[1] and not traits[end] & OPENS:
            end += 1
        if 2 <= end - line <= SPEAKER_WORDS:
            names[count], firsts[count] = _hash_name(text, (words[0][line], words[1][end - 1])), line
            count += names[count] > 0
        line = end
    ordered, speakers, more = np.sort(names[:count]), 0, LEAST_TURNS - 1
    for k in range(count - more):
        speakers += ordered[k + more] == ordered[k] and (k == 0 or ordered[k - 1] != ordered[k])
    for n in range(count if speakers > 1 else 0):
        k = np.searchsorted(ordered, names[n])
        if k + more < count and ordered[k + more] == names[n]:
            return int(firsts[n])
    return span[1]


@compile_kernel
def _hash_name(text: tuple[Bytes, int], place: Span) -> np.uint64:
    """A hash of a line that may be a speaker's name, 0 of any other: it is short, ends with a word and has no colon."""
    data, low = text
    after = low + place[1]
    if place[1] - place[0] > NAME_BYTES or after >= len(data) or data[after] != 0x0A:
        return np.uint64(0)
    value = np.uint64(0xCBF29CE484222325)
    for p in range(low + place[0], after):
        if data[p] == 0x3A:
            return np.uint64(0)
        value = (value ^ np.uint64(data[p])) * np.uint64(0x100000001B3)
    return value


@compile_kernel
def _judge_post(text: tuple[Bytes, int], words: Words, line: Span) -> int:
    """Whether a line is a post (1), or the signature of one on the line before (2)."""
    data, low = text
    first = low + words[0][line[0]]
    for i in range(line[0], line[1]):
        p = low + words[0][i]
        if p < low + 2 or data[p - 1] != 0x40 or data[p - 2] != 0x28:
            continue
        dash = False
        for q in range(max(low, first - 4, p - NAME_BYTES), p - 4):
            dash = dash or (data[q] == 0xE2 and data[q + 1] == 0x80 and 0x93 <= data[q + 2] <= 0x94)
        if _is_name(text, words, (line[0], i)):
            return 2 if dash and line[1] - line[0] <= SIGNATURE_WORDS else 1
        if dash:
            return 1
    return 0


@compile_kernel
def _names_speaker(text: tuple[Bytes, int], words: Words, line: Span) -> bool:
    """Whether a line begins with a name, a colon and a space."""
    for i in range(line[0], min(line[0] + NAME_WORDS, line[1] - 1)):
        if text[0][text[1] + words[1][i]] == 0x3A and words[0][i + 1] - words[1][i] >= 2:
            return _is_name(text, words, (line[0], i + 1))
    return False


@compile_kernel
def _is_name(text: tuple[Bytes, int], words: Words, span: Span) -> bool:
    """Whether some words are few and none begins with a small ASCII letter."""
    for i in range(span[0], span[1]):
        if 0x61 <= text[0][text[1] + words[0][i]] <= 0x7A:
            return False
    return span[1] - span[0] <= NAME_WORDS


@compile_kernel
def _mark_between(text: tuple[Bytes, int], classes: NDArray[np.uint16], words: Words, span: Span) -> None:
    """Mark what stands between quotation marks: double ones, inside one another too, and single ones that close in
    their paragraph or open it. What a mark does is told by the space around it: pages often have the wrong mark. With
    space on both sides, as in French, one opens and the next closes; one that closes what was not opened (but no
    inches) closes what its line has said since the last.
    """
    data, low = text
    firsts, lasts, traits = words
    depth, single, paragraph, since = 0, -1, span[0], span[0]
    p = low
    for i in range(span[0], span[1]):
        if p + 1 == low + firsts[i] and data[p] == 0x20:
            p += 1
        previous = np.int64(LINE_END)
        if p < low + firsts[i] and i > span[0]:
            previous = np.int64(WORD_CHARACTER | UNSPACED * _is_unspaced(data, classes, low + firsts[i - 1]))
        while p < low + firsts[i]:
            point, size = decode_character(data, p)
            c = np.int64(classes[point])
            p += size
            if c & LINE_END and previous & LINE_END:
                if single == paragraph:
                    _quote(traits, single, i)
                depth, single, paragraph = 0, -1, i
            elif c & DOUBLE_QUOTE or point == 0x27 or point == 0x2018 or point == 0x2019:
                follows = p < low + firsts[i] and classes[decode_character(data, p)[0]] & (SPACE | LINE_END)
                spaced = previous & (SPACE | LINE_END)
                begins = not follows and (previous & UNSPACED or not previous & WORD_CHARACTER)
                closes = not spaced or follows
                if c & DOUBLE_QUOTE:
                    if (begins or (spaced and follows)) and (depth == 0 or not closes):
                        depth += 1
                    elif closes:
                        if depth == 0 and not 0x30 <= data[p - size - 1] <= 0x39:
                            _quote(traits, since, i)
                        depth, since = max(0, depth - 1), i
                elif single >= 0 and closes:
                    if i - single >= LEAST_SINGLE:
                        _quote(traits, single, i)
                    single = -1
                elif single < 0 and begins and p == low + firsts[i]:
                    single = i
            previous = c
        if depth > 0:
            traits[i] |= QUOTED
        elif traits[i] & OPENS:
            since = i
        p = low + lasts[i]
    if single == paragraph:
        _quote(traits, single, span[1])


@compile_kernel
def _is_unspaced(data: Bytes, classes: NDArray[np.uint16], p: int) -> bool:
    return bool(data[p] >= 0x80 and classes[decode_character(data, p)[0]] & UNSPACED)

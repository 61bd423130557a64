"""Sentences as runs of words, and which words are quoted."""

from headwater.intervals import Span
from headwater.statements.words import Words
from headwater.text import find_sentences


def cut_again(text: str, inner: Words) -> list[tuple[int, int]]:
    """The sentences of the words of a content."""
    cut, first = [], 0
    for at in range(1, len(inner) + 1):
        if at == len(inner) or (inner.low[at - 1] in {".", "?", "!"} and text[inner.spans[at][0]].isupper()):
            cut.append((first, at))
            first = at
    return cut


def mark_quoted(words: Words, quotations: list[Span]) -> list[bool]:
    """Which words stand inside quotations, the marks included."""
    marks, number = [], 0
    for start, _ in words.spans:
        while number < len(quotations) and quotations[number][1] <= start:
            number += 1
        marks.append(number < len(quotations) and quotations[number][0] <= start)
    return marks


def cut_sentences(text: str, words: Words, quotations: list[Span]) -> list[tuple[int, int]]:
    """Sentences as (first, last) words; a quotation of several sentences stays with the sentence that begins it."""
    joined: list[Span] = []
    for start, end in find_sentences(text):
        if joined and any(q[0] < start and joined[-1][1] < q[1] - 1 for q in quotations):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    cut, at = [], 0
    for _, end in joined:
        first = at
        while at < len(words) and words.spans[at][0] < end:
            at += 1
        if at > first:
            cut.append((first, at))
    return cut

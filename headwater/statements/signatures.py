"""Paragraphs that end with who wrote or said them: a post with its handle, a quotation with a name behind it."""

import re
from collections.abc import Sequence

from headwater.intervals import Span
from headwater.statements.clauses import is_finite
from headwater.statements.drafts import Draft, trim_span
from headwater.statements.names import read_name
from headwater.statements.words import Words

_POST = re.compile(
    r"\s*(?P<dash>[—–]|--)\s?(?P<who>\S[^@()]{0,60}?) \(@\w{1,30}\)"
    r"(?:\s+(?:[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]{2,8}\.? \d{4}))?\s*$"
)
"""How the text of a post ends where it was copied with its page: "— Ann Ray (@annray) March 3, 2026"."""
_LINK = re.compile(r"\s*(?:pic\.twitter\.com/\S+|https?://\S+)\s*$")
_LEAST = 5
"""Words of a quotation that somebody signs; of fewer the name may be what is quoted about."""


def find_signed(words: Words, quotations: Sequence[Span]) -> list[Draft]:
    """The statement of a paragraph that ends with its speaker.

    >>> from headwater.statements.words import cut_words
    >>> text = "No water since noon. pic.twitter.com/x1 — Ann Ray (@annray) March 3, 2026"
    >>> [d] = find_signed(cut_words(text), []); text[slice(*d.content[0])], text[slice(*d.source[0])]
    ('No water since noon', 'Ann Ray')
    >>> text = "“The dam was old, and it had to go one day.” Tom Ray, Harbour Gazette"
    >>> [d] = find_signed(cut_words(text), [(0, 44)]); text[slice(*d.source[0])]
    'Tom Ray'
    """
    text = words.text
    if (post := _POST.search(text)) is not None:
        end = post.start()
        while (link := _LINK.search(text, 0, end)) is not None:
            end = link.start()
        content = trim_span(text, 0, end)
        return [] if content is None else [_sign(content, post.span("who"), (post.span("dash"),))]
    return _find_quoted(words, quotations)


def _find_quoted(words: Words, quotations: Sequence[Span]) -> list[Draft]:
    """A paragraph that is quoted as a whole but for a name at its end, with a comma or nothing behind it."""
    if not quotations or quotations[0][0] > 0:
        return []
    end = max(stop for _, stop in quotations)
    inside = [i for i, (start, _) in enumerate(words.spans) if start < end and words.low[i][0].isalnum()]
    covered = all(any(s <= words.spans[i][0] < e for s, e in quotations) for i in inside)
    first = next((i for i, (s, _) in enumerate(words.spans) if s >= end and words.low[i] not in _DASHES), len(words))
    last = read_name(words, first, len(words)) if first < len(words) else first
    tail = range(last, len(words))
    if not covered or len(inside) < _LEAST or last - first < 2 or len(tail) > 14:
        return []
    if (tail and words.low[last] not in {",", "and", "(", "."}) or any(is_finite(words.low[i]) for i in tail):
        return []
    return [_sign((0, end), words.cover(first, last), ())]


_DASHES = frozenset({"—", "–", "-", "--", "~"})


def find_name_line(words: Words) -> Span | None:
    """The name in a paragraph that is nothing but a name and what its bearer is or writes for, as it stands below a
    quotation.

    >>> from headwater.statements.words import cut_words
    >>> lines = "Ann Ray, Harbour Gazette", "— Tom Fenn, sailor", "Harbour Plan Fails", "Ann Ray, 31, left."
    >>> [find_name_line(cut_words(line)) for line in lines]
    [(0, 7), (2, 10), None, None]
    """
    first = next((i for i, low in enumerate(words.low) if low not in _DASHES), len(words))
    last = read_name(words, first, len(words)) if first < len(words) else first
    tail = range(last + 1, len(words))
    signed = first > 0 or (last < len(words) and words.low[last] == ",")
    if not signed or not 2 <= last - first <= 4 or len(tail) > 10 or words.low[-1] in {".", "?", "!", ":"}:
        return None
    if (last < len(words) and words.low[last] not in {",", "("}) or any(
        words.read(i).islower() and is_finite(words.low[i]) for i in tail
    ):
        return None
    return words.cover(first, last)


def _sign(content: Span, source: Span, cue: tuple[Span, ...]) -> Draft:
    return Draft((content,), (source,), cue, confidence=0.8)

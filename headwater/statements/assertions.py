"""What a text says in its own voice: the clauses that no statement covers."""

from headwater.intervals import Span, count_overlap
from headwater.statements.clauses import has_negation, has_verb, split_clauses
from headwater.statements.drafts import Draft, trim_span
from headwater.statements.words import Words

LEAST_WORDS = 4
"""A shorter clause says nothing that another text could be found to say too."""


def find_assertions(words: Words, first: int, last: int, quoted: list[bool], covered: list[Span]) -> list[Draft]:
    """Assertions of one sentence: clauses outside the covered spans, in order; questions and headings give none."""
    if words.low[last - 1] == "?" or not has_verb(words, first, last) and last - first < 6:
        return []
    drafts = []
    for begin, end in split_clauses(words, first, last, quoted):
        span = trim_span(words.text, *words.cover(begin, end))
        if span is None or end - begin < LEAST_WORDS or quoted[begin] and quoted[end - 1]:
            continue
        if sum(count_overlap(span, c) for c in covered) > 0.3 * (span[1] - span[0]) or not has_verb(words, begin, end):
            continue
        drafts.append(Draft((span,), force="assertion", negated=has_negation(words, begin, end), confidence=0.9))
    return drafts

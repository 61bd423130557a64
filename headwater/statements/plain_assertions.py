"""What a text in German, French or Spanish says in its own voice: clauses of sentences that nobody is said to say."""

import re
from collections.abc import Sequence

from headwater.intervals import Span, count_overlap
from headwater.statements.drafts import Draft, trim_span
from headwater.statements.sentences import cut_sentences, mark_quoted
from headwater.statements.words import Words

LEAST_WORDS = 4
"""A shorter clause says nothing that another text could be found to say too."""

_JOINT = re.compile(r"(?:;|, (?:und|aber|doch|während|obwohl|mais|tandis que|alors que|y|pero|mientras|aunque)) ")
_NEGATION = re.compile(
    r"\b(?:nicht|kein\w*|nie|niemand\w*|nichts|ne|n['’]|jamais|aucun\w*|no|nunca|nadie|ning[uú]n\w*|tampoco)\b", re.I
)


def find_plain_assertions(text: str, words: Words, quotations: Sequence[Span], drafts: Sequence[Draft]) -> list[Draft]:
    """The assertions of a paragraph: every clause of four words and more of sentences without statement or question.

    >>> from headwater.statements.words import cut_words
    >>> text = "Der Zug hielt auf freier Strecke; die Fahrgäste stiegen langsam aus."
    >>> [text[slice(*d.content[0])] for d in find_plain_assertions(text, cut_words(text), [], [])]
    ['Der Zug hielt auf freier Strecke', 'die Fahrgäste stiegen langsam aus']
    """
    found: list[Draft] = []
    quoted = mark_quoted(words, list(quotations))
    taken = [span for d in drafts for span in d.content + d.source + d.cue + d.hedge]
    for first, last in cut_sentences(text, words, list(quotations)):
        start, end = words.cover(first, last)
        if any(quoted[first:last]) or text[start:end].rstrip().endswith("?"):
            continue
        if any(count_overlap((start, end), span) for span in taken):
            continue
        for clause in _cut_clauses(text, start, end):
            if len([i for i in words.find_inside((clause,)) if words.low[i][0].isalnum()]) >= LEAST_WORDS:
                negated = _NEGATION.search(text, *clause) is not None
                found.append(Draft((clause,), force="assertion", negated=negated, confidence=0.8))
    return found


def _cut_clauses(text: str, start: int, end: int) -> list[Span]:
    cuts = [m.span() for m in _JOINT.finditer(text, start, end)]
    bounds = zip([start, *(e for _, e in cuts)], [*(s for s, _ in cuts), end], strict=True)
    return [span for s, e in bounds if (span := trim_span(text, s, e)) is not None]

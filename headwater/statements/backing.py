"""Sentences that say where the one before them is from: "That is according to two officials.", "It cited an aide."."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from headwater.intervals import Span
from headwater.statements.drafts import Draft, trim_span
from headwater.statements.judgement import judge_draft
from headwater.statements.mending import names_somebody
from headwater.statements.sources import is_outlet
from headwater.statements.words import Words

_ORIGIN = re.compile(
    r"(?:That|This|It|The (?:information|claim|news|account)) (?P<cue>(?:is|was|came|comes) (?:according to|from)"
    r"|(?:is|was) (?:said|reported) by) (?P<source>[^“”\"]{3,160}?)\.?"
)
_CITES = re.compile(
    r"(?:It|The (?:\w+ )?(?:paper|newspaper|daily|agency|outlet|station|channel|broadcaster|magazine|site|network)) "
    r"(?P<cue>(?:has |had )?(?:cited|cites|quoted|quotes|credited)) (?P<source>[^“”\"]{3,160}?)\.?"
)
_SAYS_MORE = re.compile(r"\b(?:as saying|that|who said|which said)\b")
"""What shows that a sentence goes on to tell what was said."""


def find_origins(words: Words, sentences: Sequence[Span], drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with what sentences of their own say of where they are from.

    >>> from headwater.statements.words import cut_words
    >>> w = cut_words("The mill will close. That is according to two officials who spoke to Axios.")
    >>> [d] = find_origins(w, [(0, 5), (5, len(w))], [])
    >>> w.text[slice(*d.source[0])], w.text[slice(*d.content[0])]
    ('two officials who spoke to Axios', 'The mill will close')
    """
    found = list(drafts)
    for before, (first, last) in pairwise(sentences):
        start, end = words.cover(first, last)
        stated = [d for d in found if d.outer is None and _stands_in(d, words.cover(*before))]
        if (origin := _ORIGIN.fullmatch(words.text, start, end)) is not None and not stated:
            content = trim_span(words.text, *words.cover(*before))
            if content is not None and names_somebody(origin["source"]):
                draft = Draft((content,), (origin.span("source"),), (origin.span("cue"),), confidence=0.8)
                found = [d for d in found if not _stands_in(d, (start, end))]
                found.append(judge_draft(words, draft, first, last))
        elif (cites := _CITES.fullmatch(words.text, start, end)) is not None and not _SAYS_MORE.search(cites["source"]):
            told = [d for d in stated if d.source and is_outlet(words.text[slice(*d.source[0])])]
            if len(told) == 1 and names_somebody(cites["source"]):
                found = [d for d in found if not _stands_in(d, (start, end))]
                cited = replace(told[0], source=(cites.span("source"),), via=(*told[0].via, *told[0].source),
                                cue=(*told[0].cue, cites.span("cue")))  # fmt: skip
                found = [cited if d is told[0] else replace(d, outer=cited) if d.outer is told[0] else d for d in found]
    return found


def _stands_in(draft: Draft, span: Span) -> bool:
    return draft.force != "assertion" and span[0] <= draft.content[0][0] < span[1]

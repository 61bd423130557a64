"""Drafts of the neural tagger with what it did not see: the rest of a name, whom a passive has behind "by"."""

import re
from dataclasses import replace

from headwater.intervals import Span, count_overlap
from headwater.statements.clauses import is_finite
from headwater.statements.drafts import Draft, trim_span
from headwater.statements.lexicon import load_words
from headwater.statements.mending import DESCRIBES, QUOTES, find_subject, turn_passive
from headwater.statements.names import is_name_word
from headwater.statements.source_spans import keep_description, leave_relative, place_hearer, turn_setting
from headwater.statements.sources import load_demonyms, load_governments
from headwater.statements.words import Words


def complete_draft(words: Words, draft: Draft) -> Draft:
    """A draft with what the tagger did not see of its source: an active verb's subject, whom a passive has behind "by",
    the words between the cue and a name ("said | its director, | Lena Holt").
    """
    cue = words.fold_inside(draft.cue)
    draft = turn_setting(words, leave_relative(words, place_hearer(words, keep_description(words, draft), cue)))
    draft = replace(draft, source=tuple(s for s in draft.source if _is_worded(words, s)))
    content = tuple(_end_quotation(words.text, *span) for span in draft.content)
    draft = replace(draft, content=content)
    draft = replace(draft, source=tuple(_complete_pair(words, _complete_name(words, draft, s)) for s in draft.source))
    content = tuple(span for s, e in _join_content(words.text, draft) if (span := trim_span(words.text, s, e)))
    draft = _turn_wanting(words, _join_source(words, replace(draft, content=content or draft.content)))
    return turn_passive(words, find_subject(words, draft, cue), cue) if cue else draft


def _is_worded(words: Words, source: Span) -> bool:
    low = words.fold_inside((source,))
    return low not in _BARE and any(w[0].isalnum() for w in low)


_GOES_ON = re.compile(r"[.?!…][”\"] (?=[A-Z])")


def _end_quotation(text: str, start: int, end: int) -> Span:
    """A content without the sentence behind its quotation that is quoted no more."""
    found = _GOES_ON.search(text, start, end)
    if found is None or any(mark in text[found.end() : end] for mark in '“"”'):
        return start, end
    return start, found.end() - 1


_BARE: tuple[list[str], ...] = (["a"], ["an"], ["the"], ["its"], ["their"], ["to"], ["of"], [])
"""What the tagger leaves of a source now and then, and names nobody."""


_LETS_KNOW = re.compile(r"(?P<told>(?:(?!to )[\w’'-]+ ){1,4}to (?:know|understand|hear))(?: that\b|:|,)\s*(?=\S+ \S+)")


def _turn_wanting(words: Words, draft: Draft) -> Draft:
    """A draft of "wants everybody to know that …" says what is to be known."""
    start, end = draft.content[-1]
    found = _LETS_KNOW.match(words.text, start, end)
    if found is None or not {"want", "wants", "wanted"} & set(words.fold_inside(draft.cue)):
        return draft
    cue = (draft.cue[0][0], found.end("told"))
    return replace(draft, cue=(cue,), content=((found.end(), end),), force="statement")


def _complete_name(words: Words, draft: Draft, source: Span) -> Span:
    """A source with the noun before "who" or "familiar with", and the end of its name."""
    first = next(i for i, (_, e) in enumerate(words.spans) if e > source[0])
    if words.low[first] in DESCRIBES | {"who"}:
        begin = first
        while begin > 0 and words.low[begin - 1][0].isalnum() and not _ends_noun(words.low[begin - 1]):
            begin -= 1
        source = (words.spans[begin][0], source[1])
    after = next((i for i, (s, _) in enumerate(words.spans) if s >= source[1]), len(words))
    while 0 < after < len(words) and is_name_word(words, after) and is_name_word(words, after - 1):
        taken = any(count_overlap(words.spans[after], s) for s in draft.cue + draft.content)
        if taken or words.text[source[1] : words.spans[after][0]].strip():
            break
        source, after = (source[0], words.spans[after][1]), after + 1
    return source


def _complete_pair(words: Words, source: Span) -> Span:
    """A source with the first of two that it belongs to: "U.S. and | Israeli officials"."""
    first = next((i for i, (_, e) in enumerate(words.spans) if e > source[0]), len(words))
    pair = 2 <= first < len(words) and words.low[first - 1] == "and" and words.low[first] in load_demonyms()
    before = first - 2 if pair else 0
    if pair and words.low[before] == "." and before > 0:
        before -= 1
    if not pair or not (
        words.low[before] in load_demonyms() | load_governments().keys() or words.read(before).isupper()
    ):
        return source
    return words.spans[before][0], source[1]


def _ends_noun(low: str) -> bool:
    return is_finite(low) or low in load_words("preposition") | load_words("conjunction") | {"that"}


def _join_content(text: str, draft: Draft) -> list[Span]:
    """The contents of a draft, those in one that have only a space or a comma between them."""
    joined: list[Span] = []
    for start, end in draft.content:
        gap = text[joined[-1][1] : start] if joined else ""
        if joined and text[joined[-1][0] : joined[-1][1]].endswith("according") and gap.startswith(" to "):
            gap = ""  # "that, according | to its engineers, | the dam was safe"
        told = (
            joined
            and joined[-1][0] >= draft.cue[-1][1]
            and 0 < len(gap.split()) <= 2
            and gap.replace(" ", "").isalpha()
        )
        told = told and not any(count_overlap((joined[-1][1], start), s) for s in draft.source)
        if joined and (told or not gap.strip(" ,")) and text[start] not in QUOTES:
            start = joined.pop()[0]
        joined.append((start, end))
    return joined


def _join_source(words: Words, draft: Draft) -> Draft:
    if not draft.source or draft.source[0][0] <= draft.cue[-1][1]:
        return draft
    between = (draft.cue[-1][1], draft.source[0][0])
    low = words.fold_inside((between,))
    if not 0 < len(low) <= 8 or any(is_finite(w) or w in QUOTES | {".", ":", ";", "that"} for w in low):
        return draft
    start = words.spans[next(i for i, (s, _) in enumerate(words.spans) if s >= between[0])][0]
    if low[0] not in load_words("determiner") or any(count_overlap((start, between[1]), c) for c in draft.content):
        return draft
    return replace(draft, source=((start, draft.source[0][1]), *draft.source[1:]))

"""The drafts of one stretch of text (a paragraph or a headline): a function of its words alone."""

from dataclasses import dataclass, replace

from headwater.intervals import Span, is_inside
from headwater.statements.assertions import find_assertions
from headwater.statements.chains import find_cited, find_via
from headwater.statements.clauses import has_negation
from headwater.statements.drafts import Draft
from headwater.statements.hedges import find_hearsay, is_denial, judge_force, read_hedge
from headwater.statements.quotes import find_quotations
from headwater.statements.relations import gather_runs, relate_runs
from headwater.statements.roles import Introduction, find_roles
from headwater.statements.tagger import load_tagger
from headwater.statements.words import Words, cut_words
from headwater.text import find_sentences


@dataclass(frozen=True)
class Stretch:
    """What one stretch of text says: its words, quotations, statements (outer ones first) and introductions."""

    words: Words
    quotations: tuple[Span, ...]
    drafts: tuple[Draft, ...]
    introductions: tuple[Introduction, ...]


def read_stretch(text: str) -> Stretch:
    """The statements, the text's own assertions, and the introductions of a paragraph or a headline.

    >>> [d.force for d in read_stretch("The mill reportedly closed. The mayor said it was sold.").drafts]
    ['hearsay', 'statement']
    """
    words = cut_words(text)
    quotations = find_quotations(text)
    quoted = mark_quoted(words, quotations)
    sentences = cut_sentences(text, words, quotations)
    sentence_of = [n for n, (first, last) in enumerate(sentences) for _ in range(first, last)]
    runs = gather_runs(load_tagger().tag_words(words, sentences, quoted))
    tagged = relate_runs(words, runs, sentence_of)
    drafts: list[Draft] = []
    for first, last in sentences:
        drafts += _read_sentence(words, first, last, quoted, tagged)
    return Stretch(words, tuple(quotations), tuple(drafts), tuple(find_roles(words, 0, len(words))))


def mark_quoted(words: Words, quotations: list[Span]) -> list[bool]:
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


def _read_sentence(
    words: Words, first: int, last: int, quoted: list[bool], tagged: list[Draft]
) -> list[Draft]:
    start, end = words.cover(first, last)
    hearsay = find_hearsay(words, first, last, quoted)
    said = [_judge(words, d, first, last) for d in tagged if start <= d.cue[0][0] < end]
    said = [replace(d, outer=_find_outer(d, hearsay)) for d in said]
    taken = [s for d in hearsay + said for s in d.content + d.source + d.cue]
    taken += [s for d in tagged for s in d.content]
    return [*hearsay, *said, *find_assertions(words, first, last, quoted, taken)]


def _find_outer(draft: Draft, hearsay: list[Draft]) -> Draft | None:
    """The hearsay clause that a statement stands in, if its cue does."""
    for outer in hearsay:
        whole = (outer.content[0][0], outer.content[-1][1])
        if draft.cue and is_inside(draft.cue[0], whole):
            return outer
    return None


def _judge(words: Words, draft: Draft, first: int, last: int) -> Draft:
    """A draft with its force, negation, hedge and via."""
    cue = " ".join(words.text[s:e] for s, e in draft.cue)
    start, end = draft.content[0]
    content = words.text[start:end]
    inside = [i for i in range(first, last) if start <= words.spans[i][0] < end]
    negated = bool(inside) and has_negation(words, inside[0], inside[-1] + 1)
    source = draft.source[0] if draft.source else None
    via = find_via(words, source, draft.content, first, last)
    cited = find_cited(words, first, last)
    if (
        cited
        and source
        and cited != source
        and not is_inside(cited, source)
        and not any(is_inside(cited, c) for c in draft.content)
    ):
        via, source = (*via, source), cited
    return replace(
        draft,
        force=judge_force(cue, content),
        negated=negated != is_denial(cue),
        source=(source,) if source else (),
        via=via,
        hedge=draft.hedge,
    )


def read_hedge_of(words: Words, content: tuple[Span, ...]) -> str | None:
    """The words that weaken a content."""
    inside = [i for i in range(len(words)) if any(s <= words.spans[i][0] < e for s, e in content)]
    return read_hedge(words, inside[0], inside[-1] + 1) if inside else None

"""Which of the tagger's finds are statements, which rules overrule it, and how each statement is put."""

from dataclasses import replace

from headwater.intervals import count_overlap, is_inside
from headwater.statements.chains import find_cited, find_via
from headwater.statements.clauses import has_negation
from headwater.statements.drafts import Draft
from headwater.statements.features import classify_word
from headwater.statements.hedges import is_denial, judge_force
from headwater.statements.lexicon import load_words
from headwater.statements.words import Words, cut_words

_NAMING = frozenset(
    "dubbed titled entitled nicknamed called named codenamed labeled labelled branded known christened".split()
)


def is_statement(words: Words, draft: Draft) -> bool:
    """Whether a draft of the tagger says something: its cue has a word of saying or thinking, and is no mere name-giving."""
    cue = [w for s, e in draft.cue for w in cut_words(words.text[s:e]).low]
    if all(w in load_words("auxiliary") | load_words("hearsay") | load_words("adverb") for w in cue):
        return False
    if cue[-1] in _NAMING and not draft.source:
        return False
    return bool(draft.source) or any(is_cue_like(w) for w in cue)


def _lies_in(draft: Draft, rule: Draft) -> bool:
    """Whether a draft's cue lies in what a rule has for content: it is found again when that is read."""
    return any(is_inside(draft.cue[0], c) for c in rule.content)


def stands_inside(words: Words, draft: Draft, outer: Draft) -> bool:
    """Whether a statement found in the content of another is one of its own: somebody else's, with a word of saying.

    What the speaker says of himself ("I think …") is part of what he says.
    """
    if draft.force == "hearsay":
        return outer.force != "hearsay"
    cue = [w for s, e in draft.cue for w in cut_words(words.text[s:e]).low]
    if not draft.source or draft.cue == outer.cue or not any(is_cue_like(w) for w in cue):
        return False
    who = words.text[slice(*draft.source[0])].casefold()
    said = cue[0] not in load_words("determiner") | load_words("preposition") - {"to"}
    return said and who not in load_words("pronoun_self") | {"you", "your", "that", "this", "which", "it", "there"}


def is_cue_like(low: str) -> bool:
    """Whether a folded word is a verb, noun or adjective of saying or thinking, or a mark that stands for one."""
    return low in {":", "according"} or classify_word(low).startswith("cue")


def prefer_rules(tagged: list[Draft], ruled: list[Draft]) -> list[Draft]:
    """The tagger's drafts, but for those whose words a rule reads otherwise, and the rules' own."""
    kept = [d for d in tagged if not any(_clash(d, r) or _lies_in(d, r) for r in ruled)]
    return sorted(ruled + kept, key=lambda d: d.cue)


def _clash(draft: Draft, rule: Draft) -> bool:
    """Whether a draft takes words for its source or content that a rule has for its cue or source, or has its cue."""
    taken = rule.cue + rule.source
    return any(count_overlap(a, b) for a in draft.cue + draft.source + draft.content for b in taken)


def judge_draft(words: Words, draft: Draft, first: int, last: int) -> Draft:
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

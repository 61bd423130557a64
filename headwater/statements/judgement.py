"""Which rules overrule the tagger, what stands inside what, and how each statement is put."""

import re
from dataclasses import replace

from headwater.intervals import Span, count_overlap, is_inside
from headwater.statements.chains import find_cited, find_outlets, find_via
from headwater.statements.clauses import OPENERS, has_negation, split_clauses
from headwater.statements.drafts import Draft
from headwater.statements.features import classify_word
from headwater.statements.hedges import is_ahead, is_denial, judge_force
from headwater.statements.hints import RECALLS
from headwater.statements.lexicon import load_words
from headwater.statements.sources import is_outlet, load_source_words
from headwater.statements.words import Words, cut_words

_MORE = re.compile(r",? (?:and|but) that ")


def keep_in_clause(words: Words, draft: Draft, first: int, last: int, quoted: list[bool]) -> Draft:
    """A draft in a clause opened by "while", "although" … ends with it: what follows is the main clause.

    What somebody wants to do ends before ", but that": there goes on what somebody says.
    """
    start, end = draft.content[-1]
    if words.text.startswith("to ", start) and (more := _MORE.search(words.text, start, end)):
        draft = replace(draft, content=(*draft.content[:-1], (start, more.start())))
    for begin, end in split_clauses(words, first, last, quoted):
        start, stop = words.cover(begin, end)
        opened = begin > first and words.low[begin - 1] in OPENERS - {"who", "which", "where"}
        if not opened or not start <= draft.cue[0][0] < stop:
            continue
        kept = tuple((s, min(e, stop)) for s, e in draft.content if s < stop)
        if kept and draft.content[-1][0] > draft.cue[0][0]:
            return replace(draft, content=kept)
    return draft


def _lies_in(draft: Draft, rule: Draft) -> bool:
    """Whether a draft's cue lies in what a rule has for content: it is found again when that is read."""
    return any(is_inside(draft.cue[0], c) for c in rule.content)


def stands_inside(words: Words, draft: Draft, outer: Draft) -> bool:
    """Whether a statement found in the content of another is one of its own: somebody else's, with a word of saying.

    What the speaker says of himself ("I think …") is part of what he says.
    """
    if draft.force == "hearsay":
        return outer.force != "hearsay"
    cue = words.fold_inside(draft.cue)
    if draft.source and draft.cue != outer.cue and _is_noun(words, draft, cue):
        return True
    told = "according" in cue or any(classify_word(w).startswith("cue") or w in RECALLS for w in cue)
    if not draft.source or draft.cue == outer.cue or not told:
        return False
    if len(cue) == 1 and cue[0].endswith("ing") and classify_word(cue[0]).startswith("cue attitude"):
        return False
    who = words.text[slice(*draft.source[0])].casefold()
    said = cue[0] not in load_words("determiner") | load_words("preposition") - {"to", "according"}
    nobody = load_words("pronoun_self") | {"you", "your", "that", "this", "which", "there"}
    return said and who not in nobody and (who != "it" or outer.force == "hearsay")


_HEARD = frozenset(["heard", "hear", "hearing", "overheard", "learned", "expressed", "voiced", "scream", "shout",
                    "crying", "calling", "shouting", "screaming"])  # fmt: skip


def _is_noun(words: Words, draft: Draft, cue: list[str]) -> bool:
    """Whether a noun reports a statement: "the mayor's claim that", "by his own account"."""
    account = words.fold_inside(draft.source)[-1:]
    return bool({cue[0], cue[-1]} & load_words("noun_claim") or _HEARD & set(cue)) or bool(
        set(account) & load_words("noun_account")
    )


def find_outer(words: Words, draft: Draft, others: list[Draft]) -> Draft | None:
    """The smallest other draft whose content holds a draft's source, cue and content, if it can stand inside that."""
    inner = draft.source + draft.cue + draft.content
    holding = [
        d for d in others if d is not draft and d.force != "hearsay" and all(_holds(d.content, part) for part in inner)
    ]
    outer = min(holding, key=lambda d: sum(e - s for s, e in d.content), default=None)
    return outer if outer is not None and stands_inside(words, draft, outer) else None


def _holds(spans: tuple[Span, ...], inner: Span) -> bool:
    return any(is_inside(inner, span) for span in spans)


def prefer_rules(tagged: list[Draft], ruled: list[Draft]) -> list[Draft]:
    """The tagger's drafts, but for those whose words a rule reads otherwise, and the rules' own."""
    kept = [d for d in tagged if not any(_clash(d, r) or _lies_in(d, r) for r in ruled)]
    return sorted(ruled + kept, key=lambda d: d.cue)


def has_cue(drafts: list[Draft], rule: Draft) -> bool:
    """Whether one of the drafts has the cue of a rule, or a part of it."""
    return any(count_overlap(a, b) for d in drafts for a in d.cue for b in rule.cue)


def overrules(words: Words, rule: Draft, tagged: list[Draft], quoted: list[bool]) -> bool:
    """Whether the rule for a closing ", the agency said" holds against the tagger's drafts of the same cue.

    It does where there are none, and where they take another source, or leave a part of the sentence out, and nothing
    in it is quoted: who ends a sentence with a comma and "said" says all that stands before.
    """
    rivals = [d for d in tagged if has_cue([d], rule)]
    if not rivals:
        return True
    if any(quoted[i] for i in words.find_inside(rule.content)):
        return False
    start = rule.content[0][0]
    return any(d.source != rule.source or d.content[0][0] > start for d in rivals)


def _clash(draft: Draft, rule: Draft) -> bool:
    """Whether a draft takes words for its source or content that a rule has for its cue or source, or has its cue."""
    taken = rule.cue + rule.source
    return any(count_overlap(a, b) for a in draft.cue + draft.source + draft.content for b in taken)


def _passes_on(source: str) -> bool:
    """Whether a source is an outlet or a report, which can cite somebody."""
    last = cut_words(source).low[-1]
    return is_outlet(source) or last in load_source_words("document") | load_source_words(
        "outlet_noun"
    ) | load_source_words("outlet_end")


def _read_hearer(words: Words, content: Span) -> Span | None:
    """The outlet at the beginning of what follows "told": "told the Gazette the plan was dead"."""
    at = next((i for i, (s, _) in enumerate(words.spans) if s >= content[0]), len(words))
    last = min(at + 6, len(words))
    found = next(iter(find_outlets(words, max(0, at - 1), last)), None)
    return found if found is not None and found[0] == content[0] and found[1] + 8 < content[1] else None


def judge_draft(words: Words, draft: Draft, first: int, last: int) -> Draft:
    """A draft with its force, negation, hedge and via."""
    cue = " ".join(words.text[s:e] for s, e in draft.cue)
    start, end = draft.content[0]
    content = words.text[start:end]
    inside = words.find_inside(((start, end),))
    negated = bool(inside) and has_negation(words, inside[0], inside[-1] + 1)
    source = draft.source[0] if draft.source else None
    via = draft.via or find_via(words, source, draft.content, first, last)
    cited = find_cited(words, first, last)
    if (
        cue.casefold().endswith(("told", "tells", "tell"))
        and (heard := _read_hearer(words, draft.content[0])) is not None
    ):
        via, draft = (*via, heard), replace(draft, content=((heard[1] + 1, draft.content[0][1]), *draft.content[1:]))
    told = any(is_inside(cited, c) for c in draft.content) if cited else True
    if cited and source and not told and _passes_on(words.text[slice(*source)]) and not is_inside(cited, source):
        via, source = (*via, source), cited
    return replace(
        draft,
        force="attitude" if draft.force == "attitude" or is_ahead(words, draft.cue[0]) else judge_force(cue, content),
        negated=negated != is_denial(cue),
        source=(source,) if source else (),
        via=via,
        hedge=draft.hedge,
    )

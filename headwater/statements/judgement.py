"""Which of the tagger's finds are statements, which rules overrule it, and how each statement is put."""

from dataclasses import replace

from headwater.intervals import Span, count_overlap, is_inside
from headwater.statements.chains import find_cited, find_via
from headwater.statements.clauses import OPENERS, has_negation, is_finite, split_clauses
from headwater.statements.drafts import Draft, trim_span
from headwater.statements.features import classify_word, has_cue_word
from headwater.statements.hedges import is_denial, judge_force
from headwater.statements.lexicon import load_bare_cues, load_data, load_words
from headwater.statements.roles import is_name_word
from headwater.statements.sources import is_outlet, load_source_words
from headwater.statements.words import Words, cut_words

_CLOSERS = frozenset(",”\"’'?!—–:…")
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being"})
_STANDALONE = frozenset(
    [
        "this",
        "that",
        "these",
        "those",
        "some",
        "many",
        "most",
        "several",
        "few",
        "two",
        "three",
        "four",
        "five",
        "both",
        "all",
        "one",
        "her",
    ]
)
_NAMING = frozenset(
    [
        "dubbed",
        "titled",
        "entitled",
        "nicknamed",
        "called",
        "named",
        "codenamed",
        "labeled",
        "labelled",
        "branded",
        "known",
        "christened",
    ]
)


def mend_draft(words: Words, draft: Draft) -> Draft | None:
    """A draft of the tagger without what cannot belong to it; None if it says nothing.

    A cue has a word of saying or thinking and is no mere name-giving; a source has a noun, a name or a pronoun; what
    stands before the source is content only where a comma, a dash or a quotation mark ends it.
    """
    cue = [w for s, e in draft.cue for w in cut_words(words.text[s:e]).low]
    after = next((c for c in draft.content if c[0] >= draft.cue[-1][1]), draft.content[0])
    clausal = words.text[slice(*after)].startswith(("that ", "whether "))
    if not (clausal or has_cue_word(cue)) or _gives_name(cue, bool(draft.source)):
        return None
    draft = find_subject(words, _free_pronoun(words, draft, cue), cue)
    if len(cue) == 1 and draft.source and not _agrees(words, draft, cue[0]):
        return None
    draft = turn_passive(words, replace(draft, source=tuple(_widen_source(words, s) for s in draft.source)), cue)
    source = tuple(s for s in draft.source if names_somebody(words.text[slice(*s)]))
    content = draft.content
    if draft.source and len(content) > 1 and content[0][1] <= draft.source[0][0] < draft.cue[0][0]:
        gap = words.text[content[0][1] : draft.source[0][0]].strip() or words.text[content[0][1] - 1]
        if any(mark not in _CLOSERS for mark in gap):
            content = content[1:]
    if draft.source and not source and not any(words.text[s] in '“"‘' for s, _ in content):
        return None
    return replace(draft, source=source, content=content)


def _free_pronoun(words: Words, draft: Draft, cue: list[str]) -> Draft:
    """A draft without source whose cue begins with a pronoun that feels or says so: "it is worried"."""
    if draft.source or len(cue) < 2 or cue[0] not in {"it", "he", "she", "they"}:
        return draft
    if cue[0] == "it" and cue[-1] not in load_data("cues.json")["adjective"].split():
        return draft
    start, end = draft.cue[0]
    return replace(draft, source=((start, start + len(cue[0])),), cue=((start + len(cue[0]) + 1, end), *draft.cue[1:]))


def find_subject(words: Words, draft: Draft, cue: list[str]) -> Draft:
    """A draft without source whose cue is an active verb: the words before it are who says so.

    They are taken from the content, where the tagger put them there, else from the sentence.
    """
    active = any(is_finite(w) for w in cue) and not any(w in _BE for w in cue) and cue[0] not in {"to", ":"}
    if draft.source or not active or cue[0].endswith("ing") or words.text[draft.cue[0][0]] in "’'":
        return draft
    left = [c for c in draft.content if c[1] <= draft.cue[0][0]]
    if left and len(draft.content) > len(left) and not words.text[left[-1][1] : draft.cue[0][0]].strip(" ,"):
        subject, content = left[-1], tuple(c for c in draft.content if c != left[-1])
    else:
        at = next(i for i, (_, e) in enumerate(words.spans) if e > draft.cue[0][0])
        begin = at
        while (
            begin > 0
            and words.low[begin - 1][0].isalnum()
            and words.low[begin - 1] not in OPENERS | {"and", "but", "that"}
        ):
            begin -= 1
        if begin == at:
            return draft
        subject, content = words.cover(begin, at), draft.content
    lows = cut_words(words.text[slice(*subject)]).low
    if len(lows) > 12 or any(is_finite(low) for low in lows[:-1]) or not names_somebody(words.text[slice(*subject)]):
        return draft
    if any(count_overlap(subject, c) for c in content):
        return draft
    return replace(draft, source=(subject,), content=content)


def _agrees(words: Words, draft: Draft, cue: str) -> bool:
    """Whether a bare verb can follow its source: "the crews plan" can, "the naval plan" has a noun there."""
    start, end = draft.source[0]
    if cue not in load_bare_cues() or words.text[end : draft.cue[0][0]].strip():
        return True
    lows = cut_words(words.text[start:end]).low
    plural = (
        load_words("pronoun_self") | load_words("pronoun_group") | {"you", "who", "that", "which", "police", "people"}
    )
    return lows[-1].endswith("s") or lows[-1] in plural | load_source_words("group") or "and" in lows


def turn_passive(words: Words, draft: Draft, cue: list[str]) -> Draft:
    """A draft whose cue is passive has its source behind "by"; the subject is what it is about, and said nothing.

    "The mayor was accused of lying by his deputy": the deputy says so.
    """
    verbs = [w for w in cue if classify_word(w).startswith("cue statement")]
    passive = any(w in _BE for w in cue[:-1]) and verbs and verbs[0].endswith(("ed", "told")) and "quoted" not in cue
    if not passive or not draft.source or draft.source[0][0] > draft.cue[0][0] or any(w.endswith("ing") for w in cue):
        return draft
    start, end = draft.content[-1]
    at = words.text.rfind(" by ", start, end)
    agent = trim_span(words.text, at + 4, end) if at > 0 else None
    if agent is None or not words.text[start:at].strip() or not names_somebody(words.text[slice(*agent)]):
        return replace(draft, source=())
    subject = draft.source[0]
    return replace(draft, source=(agent,), content=(subject, *draft.content[:-1], (start, at)))


def keep_in_clause(words: Words, draft: Draft, first: int, last: int, quoted: list[bool]) -> Draft:
    """A draft in a clause opened by "while", "although" … ends with it: what follows is the main clause."""
    for begin, end in split_clauses(words, first, last, quoted):
        start, stop = words.cover(begin, end)
        opened = begin > first and words.low[begin - 1] in OPENERS - {"who", "which", "where"}
        if not opened or not start <= draft.cue[0][0] < stop:
            continue
        kept = tuple((s, min(e, stop)) for s, e in draft.content if s < stop)
        if kept and draft.content[-1][0] > draft.cue[0][0]:
            return replace(draft, content=kept)
    return draft


def _gives_name(cue: list[str], told: bool) -> bool:
    """Whether a cue only gives a name ("a drill, dubbed …"); with a source before it, it calls something so."""
    loose = load_words("auxiliary") | load_words("adverb")
    return cue[-1] in _NAMING and (not told or any(w not in loose for w in cue[:-1]))


def _widen_source(words: Words, source: Span) -> Span:
    """A source that begins with "familiar with" and the like takes the noun before it."""
    first = next(i for i, (_, e) in enumerate(words.spans) if e > source[0])
    begin = first
    if words.low[first] in {"familiar", "close", "briefed", "knowledgeable", "involved"}:
        while begin > 0 and words.low[begin - 1][0].isalnum() and first - begin < 6:
            if is_finite(words.low[begin - 1]) or words.low[begin - 1] in load_words("preposition"):
                break
            begin -= 1
    elif is_name_word(words, first):
        while begin > 0 and is_name_word(words, begin - 1) and not words.low[begin - 1].endswith("'s"):
            begin -= 1
    if begin > 0 and words.low[begin - 1] in {"the", "a", "an", "his", "her", "their", "its"}:
        begin -= 1
    return words.spans[begin][0] if begin < first else source[0], source[1]


def names_somebody(source: str) -> bool:
    """Whether the words of a source can mean somebody.

    >>> names_somebody("two officials"), names_somebody("in Poland"), names_somebody("the recently")
    (True, False, False)
    """
    low = cut_words(source).low
    if not low or low[0] in load_words("preposition") - {"like"} or low[0] in load_words("auxiliary"):
        return False
    empty = load_words("determiner") | load_words("adverb") | load_words("preposition") | load_words("conjunction")
    return any(w[0].isalnum() and (w not in empty or w in _STANDALONE) for w in low)


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
    if not draft.source or draft.cue == outer.cue or not any(classify_word(w).startswith("cue") for w in cue):
        return False
    if len(cue) == 1 and cue[0].endswith("ing") and classify_word(cue[0]).startswith("cue attitude"):
        return False
    who = words.text[slice(*draft.source[0])].casefold()
    said = cue[0] not in load_words("determiner") | load_words("preposition") - {"to"}
    nobody = load_words("pronoun_self") | {"you", "your", "that", "this", "which", "there"}
    return said and who not in nobody and (who != "it" or outer.force == "hearsay")


def prefer_rules(tagged: list[Draft], ruled: list[Draft]) -> list[Draft]:
    """The tagger's drafts, but for those whose words a rule reads otherwise, and the rules' own."""
    kept = [d for d in tagged if not any(_clash(d, r) or _lies_in(d, r) for r in ruled)]
    return sorted(ruled + kept, key=lambda d: d.cue)


def has_cue(drafts: list[Draft], rule: Draft) -> bool:
    """Whether one of the drafts has the cue of a rule, or a part of it."""
    return any(count_overlap(a, b) for d in drafts for a in d.cue for b in rule.cue)


def _clash(draft: Draft, rule: Draft) -> bool:
    """Whether a draft takes words for its source or content that a rule has for its cue or source, or has its cue."""
    taken = rule.cue + rule.source
    return any(count_overlap(a, b) for a in draft.cue + draft.source + draft.content for b in taken)


_SAID = frozenset({"said", "says", "say", "told", "tells", "according", "wrote", "added", "reported"})


def rate_draft(draft: Draft, cue: str, quoted: bool) -> float:
    """How likely a draft is a statement of its source: shares of right ones, by kind, on held-out marked articles.

    Measured on the 84 development texts of PolNeAR (docs/builders/statements.md).
    """
    if draft.force in ("assertion", "hearsay"):
        return draft.confidence
    if not draft.source:
        return 0.65 if quoted else 0.4
    said = any(word in _SAID for word in cue.casefold().rstrip(":").split())
    rate = 0.95 if said and quoted else 0.88 if said else 0.83 if quoted else 0.72
    rate = 0.57 if draft.force == "attitude" else rate
    inside = draft.outer is not None and draft.outer.force not in ("assertion", "hearsay")
    return round(rate * 0.6, 2) if inside and not said else rate


def _passes_on(source: str) -> bool:
    """Whether a source is an outlet or a report, which can cite somebody."""
    last = cut_words(source).low[-1]
    return is_outlet(source) or last in load_source_words("document") | load_source_words(
        "outlet_noun"
    ) | load_source_words("outlet_end")


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
    told = any(is_inside(cited, c) for c in draft.content) if cited else True
    if cited and source and not told and _passes_on(words.text[slice(*source)]) and not is_inside(cited, source):
        via, source = (*via, source), cited
    return replace(
        draft,
        force=judge_force(cue, content),
        negated=negated != is_denial(cue),
        source=(source,) if source else (),
        via=via,
        hedge=draft.hedge,
    )

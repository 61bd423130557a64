"""How a statement is put: hearsay adverbs, hedges, negation, and force by the class of its cue."""

import re

from headwater.intervals import Span, is_inside
from headwater.statements.clauses import has_negation, is_finite, split_clauses
from headwater.statements.drafts import Draft, trim_span
from headwater.statements.lexicon import load_bare_cues, load_cues, load_data, load_words
from headwater.statements.words import Words

_IS_SAID = re.compile(
    r"\b(?:is|are|was|were|has been|have been|been)\s+(?:widely\s+)?"
    r"((?:said|believed|thought|rumou?red|understood|alleged|reported)\s+to)\b(?!\s+the\b)",
    re.I,
)


def _find_adverbs(words: Words, begin: int, end: int, quoted: list[bool]) -> list[int]:
    """The adverbs of hearsay that hold for a clause, not for a phrase before it ("Supposedly haunted, the inn …")."""
    found = [i for i in range(begin, end) if words.low[i] in load_words("hearsay") and not quoted[i]]
    comma = next((i for i in range(begin + 2, min(begin + 9, end)) if words.low[i] == ","), None)
    if found[:1] != [begin] or comma is None or words.low[begin + 1] in load_words("determiner") - {"a", "an"} | {","}:
        return found
    verbs = any(is_finite(words.low[i]) for i in range(begin + 2, comma))
    return found if verbs or words.read(begin + 1)[0].isupper() else found[1:]


def _end_infinitive(words: Words, start: int, stop: int) -> int:
    """Where what somebody is said to do ends: "is said to be ill | and left" goes on with what is no hearsay."""
    inside = words.find_inside(((start, stop),))
    for at in inside[2:-1]:
        low = words.low[at + 1]
        past = is_finite(low) and f"{low}s" not in load_words("verb") and low not in load_bare_cues()
        if words.low[at] in {"and", "but"} and past:
            return words.spans[at - 1][1]
    return stop


def find_hearsay(words: Words, first: int, last: int, quoted: list[bool], said: list[Span]) -> list[Draft]:
    """Statements of force hearsay in one sentence: the clause around "reportedly" and the like, or "is said to".

    A hedge inside what somebody is said to have said (`said`) is that statement's own.
    """
    drafts = []
    for begin, end in split_clauses(words, first, last, quoted):
        start, stop = words.cover(begin, end)
        hedges = [words.spans[i] for i in _find_adverbs(words, begin, end, quoted)]
        passive = list(_IS_SAID.finditer(words.text, start, stop))
        if passive and (stop := _end_infinitive(words, passive[-1].end(), stop)):
            hedges += [m.span(1) for m in passive]
        hedges += _find_short_hearsay(words, begin, end, quoted)
        hedges = [h for h in hedges if not any(is_inside(h, s) for s in said)]
        if hedges and (content := _without(words.text, (start, stop), hedges)):
            negated = has_negation(words, begin, end)
            drafts.append(Draft(content, hedge=tuple(hedges), force="hearsay", negated=negated, confidence=0.8))
    return drafts


_RUMOURS = [
    re.compile(
        r"\b(?P<cue>it (?:is|was|has been|had been) (?:widely |often |now )?"
        r"(?:said|believed|thought|understood|rumou?red|reported|alleged|claimed))(?: that)? (?=\w)", re.I),
    re.compile(r"\b(?P<cue>(?:rumou?rs?|legend|word|gossip|tradition|the story) (?:has it|have it|is)) that ", re.I),
    re.compile(
        r"\b(?P<cue>there (?:is|are|was|were|have been|has been) (?:[a-z]+ly )?(?P<hedge>[a-z]+ )?"
        r"(?:reports?|rumou?rs?|talk|speculation|gossip|allegations|suggestions) (?:of|that)) ", re.I),
]  # fmt: skip
"""How a text says that something is said, by nobody in particular, before what is said."""
_LAST_RUMOUR = re.compile(
    r",(?: so)? (?P<cue>it (?:is|was|has been) (?:widely )?"
    r"(?:said|believed|thought|understood|rumou?red|reported|alleged)"
    r"|(?:the )?(?:story|rumou?r|legend) (?:goes|has it))(?=[.,;]|$)", re.I)  # fmt: skip


def find_rumours(words: Words, first: int, last: int, quoted: list[bool]) -> list[Draft]:
    """The statements of one sentence that nobody in particular makes: "It is said that …", "Rumour has it that …".

    >>> from headwater.statements.words import cut_words
    >>> w = cut_words("The pier will be sold, it is understood.")
    >>> [w.text[slice(*d.content[0])] for d in find_rumours(w, 0, len(w), [False] * len(w))]
    ['The pier will be sold']
    """
    start, end = words.cover(first, last)
    found = [(m, (m.end(), end)) for pattern in _RUMOURS if (m := pattern.search(words.text, start, end))]
    if match := _LAST_RUMOUR.search(words.text, start, end):
        found.append((match, (start, match.start())))
    drafts = []
    for match, place in found[:1]:
        content = trim_span(words.text, *place)
        inside = words.find_inside((match.span("cue"),))
        if content is None or not inside or any(quoted[i] for i in inside):
            continue
        said = words.find_inside((content,))
        if len(said) >= 3:
            hedges = (match.span("hedge"),) if match.groupdict().get("hedge") else ()
            hedge = tuple(h for s, e in hedges if (h := trim_span(words.text, s, e)))
            negated = has_negation(words, said[0], said[-1] + 1)
            drafts.append(
                Draft(
                    (content,), (), (match.span("cue"),), hedge=hedge, force="hearsay", negated=negated, confidence=0.8
                )
            )
    return drafts


def _find_short_hearsay(words: Words, first: int, last: int, quoted: list[bool]) -> list[Span]:
    """The "said to" of a headline that leaves "is" out: "Mayor said to be leaving"."""
    for at in range(first + 1, last - 3):
        said = words.low[at] in _SAID_OF and words.low[at + 1] == "to" and words.low[at + 2] in {"be", "have"}
        if said and not quoted[at]:
            rest = [words.low[i] for i in range(first, last) if not at <= i <= at + 2]
            return [] if any(is_finite(low) for low in rest) else [words.cover(at, at + 2)]
    return []


_SAID_OF = frozenset({"said", "believed", "thought", "understood", "rumoured", "rumored", "reported", "alleged"})


def _without(text: str, span: Span, holes: list[Span]) -> tuple[Span, ...]:
    pieces, at = [], span[0]
    for start, end in sorted(holes):
        if (piece := trim_span(text, at, start)) is not None:
            pieces.append(piece)
        at = end
    if (piece := trim_span(text, at, span[1])) is not None:
        pieces.append(piece)
    return tuple(pieces)


_UNSURE = re.compile(
    r"\b(?:look|looking|looked|unclear|clear|consider\w*|weigh\w*|debat\w*|discuss\w*|decid\w+|known?)\b", re.I
)


def judge_force(cue: str, content: str) -> str:
    """The force of a statement from its cue and its content.

    >>> judge_force("has asked", "whether it is so"), judge_force("hopes", "to win"), judge_force("said", "it is so")
    ('question', 'attitude', 'statement')
    """
    kinds = [load_cues().get(w) for w in cue.casefold().split()]
    asks = bool(re.search(r"\b(clarification|question|questions|asked|asks|wonders?|wondered|asking)\b", cue, re.I))
    if content.rstrip("”\"'’ ").endswith("?") and ("question" in kinds or asks):
        return "question"
    wants = re.match(r"(?:for )?(?:more )?(clarification|clarity|details|information|an explanation) ", content, re.I)
    open_end = content[wants.end() :] if wants else content
    if ("question" in kinds or asks or wants) and re.match(
        r"(whether|if|why|how|what|who|when|where|on|about)\b", open_end, re.I
    ):
        return "question"
    if content.startswith("whether ") and _UNSURE.search(cue):
        return "question"
    known = [(k, w) for k, w in zip(kinds, cue.casefold().split(), strict=True) if k]
    if known:
        kind, verb = known[-1]
        if kind == "statement" and _is_withheld(cue):
            return "attitude"
        acts = content.startswith("to ") and kind == "statement" and not verb.startswith(_COMMITS)
        return "attitude" if acts or kind in ("attitude", "demand") else "statement"
    adjectives = load_data("cues.json")["adjective"].split()
    return "attitude" if any(w in adjectives for w in cue.casefold().split()) else "statement"


_COMMITS = ("claim", "sw", "said", "say", "tell", "told", "report")
"""Beginnings of verbs that say something with an infinitive too; who "proposed to pay" did something."""

_FUTURE = frozenset({"will", "'ll", "shall", "could", "may", "might"})
_INTENDS = frozenset(
    ["plans", "plan", "planned", "planning", "intends", "intend", "expected", "expects", "set", "scheduled", "due",
     "about", "prepares", "preparing", "hopes", "wants", "going", "ready", "poised", "likely"]
)  # fmt: skip


def is_ahead(words: Words, cue: Span) -> bool:
    """Whether a cue is speech that has not been made: "plans to announce", "will say".

    >>> from headwater.statements.words import cut_words
    >>> w = cut_words("The mill plans to announce the sale on Monday."); is_ahead(w, (18, 26)), is_ahead(w, (9, 26))
    (True, True)
    """
    inside = words.find_inside((cue,))
    verb = next((i for i in reversed(inside) if load_cues().get(words.low[i])), None)
    if verb is None or words.low[verb].endswith(("ed", "ing", "s")) or verb < 2:
        return False
    at = verb - 1
    while at > 0 and words.low[at] in load_words("adverb"):
        at -= 1
    if words.low[at] in _FUTURE:
        return words.low[at + 1] not in {"not", "n't"}
    return words.low[at] == "to" and words.low[at - 1] in _INTENDS


def is_denial(cue: str) -> bool:
    """Whether a cue denies its content: "denied", "does not believe", not "has not confirmed" or "did not deny"."""
    denies = sum(load_cues().get(w) == "denial" for w in cue.casefold().split())
    return (denies + _count_negations(cue)) % 2 == 1 and not _is_withheld(cue)


def _is_withheld(cue: str) -> bool:
    """Whether who is named did not say it, and did not say that it is not so: "has not confirmed", "would not say"."""
    kinds = [kind for w in cue.casefold().split() if (kind := load_cues().get(w))]
    return kinds[-1:] == ["statement"] and "denial" not in kinds and _count_negations(cue) % 2 == 1


def _count_negations(cue: str) -> int:
    lows = cue.casefold().replace("’", "'").split()
    return sum(w in load_words("negation") or w.endswith("n't") for w in lows)


def read_hedge(words: Words, first: int, last: int) -> str | None:
    """The words that weaken a content, in its first clause, joined by a space; None if it is put plainly."""
    weak = load_words("hedge") | load_words("hearsay")
    found = [words.low[i] for i in range(first, min(last, first + 14)) if words.low[i] in weak]
    return " ".join(found) or None

"""How a statement is put: hedges, negation, and force by the class of its cue."""

import re

from headwater.intervals import Span
from headwater.statements.lexicon import load_cues, load_data, load_demands, load_words
from headwater.statements.words import Words

_UNSURE = re.compile(
    r"\b(?:look|looking|looked|unclear|clear|consider\w*|weigh\w*|debat\w*|discuss\w*|decid\w+|known?)\b", re.I
)


def judge_force(cue: str, content: str) -> str:
    """The force of a statement from its cue and its content.

    >>> judge_force("has asked", "whether it is so"), judge_force("hopes", "to win"), judge_force("said", "it is so")
    ('question', 'attitude', 'statement')
    """
    if _LETS_KNOW.search(cue):
        return "statement"
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
        if verb in load_demands() and _ASKED_TO.match(content):
            return "attitude"
        acts = (
            (content.startswith("to ") or _proposes(verb, content))
            and kind in ("statement", "question")
            and not verb.startswith(_COMMITS)
        )
        return "attitude" if acts or kind in ("attitude", "demand") else "statement"
    adjectives = load_data("cues.json")["adjective"].split()
    acts = content.startswith("to ") and " " not in cue.strip()
    return "attitude" if acts or any(w in adjectives for w in cue.casefold().split()) else "statement"


_LETS_KNOW = re.compile(r"\bwant\w* .+ to (?:know|understand|hear)$", re.I)
"""Who wants everybody to know something says it."""

_ASKED_TO = re.compile(r"(?:(?!that |to )[\w’'-]+ ){1,5}(?:not )?to [a-z]+")
"""What somebody is asked for: "parents not to panic"."""


def _proposes(verb: str, content: str) -> bool:
    """Whether somebody is for doing something: "proposed buying the island"."""
    return verb.startswith(("propos", "recommend", "suggest")) and content.partition(" ")[0].endswith("ing")


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

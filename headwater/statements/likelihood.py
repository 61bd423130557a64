"""How likely it is that somebody says something: by the words of a cue, what its content looks like, and the network's
own odds.

A verb of saying with a clause or a quotation seldom misleads; a verb that no list has, with the name of a thing behind
it ("unveiled the plan"), mostly tells what was done. Marked training texts have many such; readers of news call them no
statements (docs/quality.md), so that the two bars differ: LEAST drops what is right in half of all cases in both, and
`rate_draft` says of the rest how often readers agreed.
"""

import math
from collections.abc import Sequence
from functools import cache

from headwater.statements.clauses import is_finite
from headwater.statements.drafts import Draft
from headwater.statements.features import has_cue_word
from headwater.statements.lexicon import load_cues, load_data, load_words
from headwater.statements.words import Words

SAID = frozenset(["said", "says", "say", "saying", "told", "tells", "tell", "according", "wrote", "writes", "added",
                  "adds", "reported", "asked"])  # fmt: skip
_COLONS = frozenset({":", "—", "–", "-", "--"})
_WH = frozenset(["whether", "if", "how", "why", "what", "who", "when", "where", "which"])
_TOPICAL = frozenset(["about", "on", "of", "over", "for", "with", "from", "by", "in"])
_QUOTES = frozenset('“”"‘„«»')

LEAST = {
    ("verb", "bare"): 0.6,
    ("verb", "clause"): 0.55,
    ("attitude", ""): 0.45,
    ("learned", ""): 0.45,
    ("colon", "bare"): 0.6,
    ("other", ""): 0.55,
    ("other", "bare"): 0.8,
    ("other", "topic"): 0.8,
}
"""How probable a draft must be, by the kinds of its cue and content ("": any other content). Chosen on held-out
training texts of PolNeAR, where what is dropped is right in half of all cases at most; other bars cost more there
(docs/models/neural-tagger.md)."""


def classify_cue(lows: Sequence[str]) -> str:
    """The kind of a cue's folded words: said, colon, verb (another of saying), denial, attitude,
    learned, other.

    >>> [classify_cue(words.split()) for words in ("has said", "flatly denied", "hopes", "unveiled")]
    ['said', 'denial', 'attitude', 'learned']
    """
    if not lows or SAID & set(lows):
        return "said"
    if _COLONS & set(lows):
        return "colon"
    kinds = {load_cues().get(low) for low in lows} - {None}
    if kinds - {"attitude"}:
        return "denial" if "denial" in kinds else "verb"
    return "attitude" if kinds else "learned" if has_cue_word(lows) else "other"


def classify_content(words: Words, draft: Draft, quoted: bool) -> str:
    """What a content looks like: quoted, a clause, a topic ("about the plan", "how it went"), bare words.

    >>> from headwater.statements.words import cut_words
    >>> w = cut_words("He hides the fact. She said it rained.")
    >>> [classify_content(w, Draft((c,), cue=(k,)), False) for c, k in (((9, 17), (3, 8)), ((28, 37), (23, 27)))]
    ['bare', 'clause']
    """
    if quoted:
        return "quoted"
    cue = words.fold_inside(draft.cue)
    behind = tuple(span for span in draft.content if draft.cue and span[0] >= draft.cue[-1][1])
    low = words.fold_inside(behind or draft.content)
    if behind and low[:1] and (low[0] in _WH or (cue[-1] in _TOPICAL and not any(map(is_finite, low)))):
        return "topic"
    if behind and (low[:1] in (["that"], ["to"]) or cue[-1] in {"that", "to"}):
        return "clause"
    return "clause" if any(map(is_finite, low)) else "bare"


def is_likely(words: Words, draft: Draft, quoted: Sequence[bool]) -> bool:
    """Whether a draft of the network is probable enough for what its cue and content look like."""
    content = words.find_inside(draft.content)
    if any(quoted[i] for i in content):
        return True
    kinds = classify_cue(words.fold_inside(draft.cue)), classify_content(words, draft, False)
    return draft.odds >= LEAST.get(kinds, LEAST.get((kinds[0], ""), 0.0))


@cache
def _load_weights() -> dict[str, float]:
    return {name: float(value) for name, value in load_data("confidence.json")["weights"].items()}


def rate_draft(words: Words, draft: Draft, quoted: bool) -> float:
    """How likely readers are to call a draft a statement: a logistic model of its cue, its content, whether somebody is
    named, whether it stands inside another, and the odds of the network.

    Fitted by bench/train/fit_confidence.py on sentences of newswire that a person read (docs/quality.md).
    """
    if draft.force in ("assertion", "hearsay"):
        return draft.confidence
    weights = _load_weights()
    score = sum(weights.get(name, 0.0) * value for name, value in describe_draft(words, draft, quoted).items())
    return round(1 / (1 + math.exp(-score)), 2)


def describe_draft(words: Words, draft: Draft, quoted: bool) -> dict[str, float]:
    """What `rate_draft` weighs of a draft, by name."""
    cue = words.fold_inside(draft.cue)
    odds = min(max(draft.odds, 0.02), 0.98)
    return {
        "always": 1.0, classify_cue(cue): 1.0, classify_content(words, draft, quoted): 1.0,
        "inside": float(draft.outer is not None and draft.outer.force != "assertion"),
        "nobody": float(not draft.source), "long": float(len(cue) > 3),
        "unsure": float(any(w in load_words("hedge") or w in _UNREAL or w.endswith(("n't", "n’t")) for w in cue)),
        "odds": math.log(odds / (1 - odds)),
    }  # fmt: skip


_UNREAL = frozenset(["not", "never", "cannot", "can", "could", "would", "should", "must"])
"""Words in a cue with which somebody does not say it, or not yet."""


def rate_plain(draft: Draft, quoted: bool) -> float:
    """How likely a draft is a statement in a language that is read by plain rules alone: what written sentences of
    German, French and Spanish gave (docs/builders/statements.md)."""
    if draft.force in ("assertion", "hearsay"):
        return draft.confidence
    if not draft.source:
        return 0.65 if quoted else 0.4
    return 0.57 if draft.force == "attitude" else 0.83 if quoted else 0.72

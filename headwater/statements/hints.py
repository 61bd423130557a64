"""Whether a sentence inside what somebody says can hold a statement of somebody else's, told from its words alone."""

from headwater.statements.clauses import is_finite
from headwater.statements.features import is_cue_like
from headwater.statements.lexicon import load_cues, load_words
from headwater.statements.words import Words

RECALLS = frozenset(["remember", "remembers", "remembered", "recollect", "recollects", "recollected"])
"""Who remembers something says so, though no list of cues has it."""
_BEFORE_NOUNS = frozenset({"of", "for", "in", "on", "with", "from", "no"})
_OTHERS = frozenset(["according", "heard", "hear", "hearing", "overheard", "learned", "learnt", "rumour", "rumor",
                     "rumours", "rumors", "quoted", "accused", "saying", "believed", "thought", "apparently", "voiced",
                     "expressed"])  # fmt: skip
"""Words with which hearsay.py, accounts.py and chains.py begin to read."""


def has_hint(words: Words, first: int, last: int) -> bool:
    """Whether some words are worth reading as a text of their own: one of them is a verb of saying or thinking that
    somebody before it can be the subject of, or a noun or adverb by which statements are told.

    >>> from headwater.statements.words import cut_words
    >>> texts = "the owner had denied that", "a plan to close", "its claim that the ice holds"
    >>> [has_hint(w := cut_words(text), 0, len(w)) for text in texts]
    [True, False, True]
    """
    nouns = load_words("noun_claim") | load_words("noun_account") | load_words("hearsay") | _OTHERS | RECALLS
    for at in range(first, last):
        low = words.low[at]
        if low in nouns:
            return True
        before = words.low[at - 1] if at > first else ""
        if before == "to" and at > first + 1 and words.low[at - 2] == "used" and low in load_cues():
            return True
        if not before or before in load_words("determiner") | _BEFORE_NOUNS or not is_cue_like(low):
            continue
        if low.endswith("ing") and words.low[at + 1 : at + 2] == ("that",):
            return True
        if is_finite(low) and not low.endswith("ing") and (before != "to" or low not in load_cues()):
            return True
    return False

"""Who was told is not who says it."""

from dataclasses import replace

from headwater.statements.drafts import Draft
from headwater.statements.words import Words

_TELLS = frozenset(
    ["told", "tell", "tells", "warned", "warn", "warns", "informed", "informs", "assured", "assures", "reminded",
     "reminds", "advised", "advises", "promised", "promises", "persuaded", "convinced", "notified", "briefed", "urged",
     "asked", "alerted", "cautioned"]
)  # fmt: skip
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being"})


def place_hearer(words: Words, draft: Draft, cue: list[str]) -> Draft:
    """A draft whose source is who was told has the words before its verb for a source instead.

    >>> from headwater.statements.words import cut_words
    >>> w = cut_words("A manager warned executives that the brakes were failing.")
    >>> d = Draft(((0, 9), (28, 56)), ((17, 27),), ((10, 16),))
    >>> [w.text[slice(*s)] for s in place_hearer(w, d, ["warned"]).source]
    ['A manager']
    """
    if not draft.source or not cue or cue[-1] not in _TELLS or _BE & set(cue):
        return draft
    before = [c for c in draft.content if not words.text[c[1] : draft.cue[0][0]].strip() and c[1] <= draft.cue[0][0]]
    after = tuple(c for c in draft.content if c[0] > draft.source[0][1])
    told = draft.source[0][0] >= draft.cue[-1][1] and not words.text[draft.cue[-1][1] : draft.source[0][0]].strip()
    if not before or not after or not told:
        return draft
    return replace(draft, source=(before[-1],), content=after)

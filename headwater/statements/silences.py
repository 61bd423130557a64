"""What the taggers take for statements and is none: nobody spoke, or something was done, not said."""

from headwater.statements.clauses import is_finite
from headwater.statements.drafts import Draft
from headwater.statements.lexicon import load_words
from headwater.statements.words import Words

_REFUSED = frozenset(["declined", "declines", "declining", "refused", "refuses", "refusing", "wouldn't", "unwilling"])
_SPOKEN = frozenset({"comment", "say", "elaborate", "respond", "speculate"})
_PASSED = frozenset({"referred", "directed", "redirected", "deferred", "forwarded"})
_REQUESTS = frozenset(["question", "questions", "calls", "inquiries", "enquiries", "requests", "queries", "comment"])
_UNABLE = frozenset({"unable", "cannot", "can't", "couldn't"})
_CHECKS = frozenset({"confirm", "verify", "corroborate"})


def is_withheld(words: Words, draft: Draft, cue: list[str]) -> bool:
    """Whether a draft only says that somebody said nothing: "declined to comment", "could not confirm that …"."""
    inner, both = words.fold_inside(draft.content), set(cue)
    verb = inner[1:2] if inner[:1] == ["to"] else cue[-1:]
    if _REFUSED & both and verb and verb[0] in _SPOKEN:
        return True
    if _REFUSED & both and (inner[:3] == ["to", "be", "drawn"] or inner[-1] in {"name", "names", "surname"}):
        return True
    if _CHECKS & both and (_UNABLE & both or ("could" in both and both & {"not", "n't", "never"})):
        return True
    if _PASSED & both and set(inner[:3]) & _REQUESTS:
        return True
    if cue[-1] in {"seen", "not"} and both & {"has", "have", "had"} and draft.source:
        return inner[0] in {"no", "nothing", "any", "the"} and not any(is_finite(w) for w in inner[:4])
    at = words.find_inside((draft.cue[0],))[0]
    return cue == ["asked"] and at > 0 and words.low[at - 1] in {"when", "if", "once", "being", "after"}


_ACTS = frozenset(["wrote", "written", "counted", "swore", "sworn", "found", "signed", "signs", "drafted", "published"])
_CALLS = frozenset({"call", "calls", "called", "calling"})
"""Who calls an election or a doctor says nothing; who calls somebody a fool does."""
_CLAUSAL = frozenset(["“", '"', "”", "that", "to", "whether", "how", "why", ":"])
_FOUND = frozenset(
    ["no", "evidence", "proof", "fault", "guilty", "violation", "violations", "wrongdoing", "error", "errors", "flaws",
     "irregularities", "signs", "sign", "trace", "traces", "nothing", "little", "any", "link", "links", "breach"]
)  # fmt: skip
"""What an inquiry finds is what it says; what a walker finds is not."""


def is_mere_act(words: Words, draft: Draft, cue: list[str]) -> bool:
    """Whether a verb of saying was done to a thing: "wrote the bill", "counted the rats", "swore him in"."""
    inner = words.fold_inside(draft.content)
    if cue[-1] in _CALLS and inner[0] in {"a", "an"} and not any(w in _CLAUSAL for w in inner):
        return True
    if cue[-2:] == ["sworn", "in"]:
        return True
    if cue[-1] not in _ACTS or len(cue) > 3 or any(is_finite(w) or w in _CLAUSAL for w in inner):
        return False
    return inner[0] in load_words("determiner") | load_words("pronoun_person") and not set(inner) & _FOUND

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
    if cue[-2:] in (["sworn", "in"], ["named", "by"], ["known", "as"]) or cue[-1] in _TITLED or _FAILS & set(cue):
        return True
    if not draft.source and (cue in (["imagine"], ["suppose"]) or (cue[-1] in _TRIED and _BE & set(cue))):
        return True
    if is_idiom(words, draft, cue, inner):
        return True
    if _stands_off(words, draft, cue):
        return True
    if cue[-1] in _HEARD and not any(is_finite(w) or w in _CLAUSAL for w in inner):
        return True
    if cue[-1] in {"called", "calls"} and _goes_to(words, draft):
        return True
    if cue[-1] not in _ACTS or len(cue) > 3 or any(is_finite(w) or w in _CLAUSAL for w in inner):
        return False
    return inner[0] in load_words("determiner") | load_words("pronoun_person") and not set(inner) & _FOUND


def _stands_off(words: Words, draft: Draft, cue: list[str]) -> bool:
    """Whether a comma parts a verb of refusing from a clause of its own: "If he refuses, | the town will sue"."""
    start = draft.content[0][0]
    gap = words.text[draft.cue[-1][1] : start].strip() if start >= draft.cue[-1][1] else ""
    opens = words.fold_inside(draft.content)[:1] in (["that"], ["to"]) or words.text[start] in '“"‘'
    return gap.startswith(",") and not opens and bool(_REFUSES & set(cue))


_REFUSES = frozenset(["refuse", "refuses", "refused", "agree", "agrees", "agreed", "want", "wants", "wanted", "plans"])
_MAKES = frozenset({"make", "makes", "made", "making"})
_FEELS = frozenset({"feel", "feels", "felt"})
_ISSUES = frozenset(["publish", "published", "publishes", "release", "released", "releases", "issued", "unveiled"])
_OFFERS = frozenset({"offer", "offers", "offered"})
_PRAYERS = frozenset(["mass", "grace", "goodbye", "farewell", "hello", "prayers", "vows", "kaddish"])
"""What one says without saying anything: "was saying mass"."""
_THINGS = frozenset(["anything", "something", "nothing", "everything", "me", "him", "us", "them"])
"""Words that no speaker is; as the object of "let me show" or "told him" they are none either."""


def is_idiom(words: Words, draft: Draft, cue: list[str], inner: list[str]) -> bool:
    """Whether the words of a cue go with its content to mean an act: "felt the force", "made sure", "said mass",
    "made no mention of", "published the report"; or nobody is its subject ("if anything confirms")."""
    both, bare = set(cue), not any(w in _CLAUSAL for w in inner)
    if _MAKES & both and both & {"sure", "mention"}:
        return not ("mention" in both and "no" not in both)
    if draft.source and words.fold_inside(draft.source)[-1:] and "according" not in both:
        whole = words.fold_inside(draft.source)
        if len(whole) == 1 and whole[0] in _THINGS:
            return True
    if cue[-1] in _FEELS and inner[0] in load_words("determiner") and bare:
        return True
    apart = not draft.source or words.text[draft.source[-1][1] : draft.cue[0][0]].strip() == ","
    if cue == ["called"] and apart and len([w for w in inner if w[0].isalnum()]) <= 3:
        return True  # the "noise", as it is called
    if bare and (cue[-1] in _OFFERS or (cue[-1] in _ISSUES and inner[0] in load_words("determiner"))):
        return True
    return len(inner) > 0 and inner[0] in _PRAYERS and cue[-1] in {"say", "said", "says", "saying"}


_TITLED = frozenset({"entitled", "titled"})
_TRIED = frozenset({"charged", "indicted", "convicted", "sentenced"})
"""What a court or a prosecutor does to somebody: with nobody who says so it is done, not said."""
_FAILS = frozenset(["fail", "fails", "failed", "failing", "unable", "avoid", "avoids", "avoided", "avoiding"])
_HEARD = frozenset({"hear", "hears", "heard"})
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being"})


def _goes_to(words: Words, draft: Draft) -> bool:
    """Whether somebody called is rung up: "called the mayor's deputy Ann Ray to offer help", not "called it a plan"."""
    inside = words.find_inside(draft.content)
    named = [i for i in inside if words.text[words.spans[i][0]].isupper()]
    to = next((i for i in inside if words.low[i] == "to"), None)
    return to is not None and bool(named) and inside[0] == named[0] and to - 1 == named[-1]


def is_label(words: Words, draft: Draft, cue: list[str]) -> bool:
    """Whether a colon stands behind a label ("Opinion: …", "Harbour brief: …") and not behind who speaks.

    >>> from headwater.statements.words import cut_words
    >>> w = cut_words("Harbour brief: two boats are missing")
    >>> is_label(w, Draft(((15, 36),), ((0, 7),), ((13, 14),)), [":"])
    True
    """
    if all(w in load_words("label") or w == ":" for w in cue) and cue != [":"]:
        return True
    if cue[-1] != ":":
        return False
    start = draft.cue[0][0]
    before = [e for _, e in draft.source if e <= start]
    return len(cue) == 1 and bool(before) and any(c.isalpha() for c in words.text[max(before) : start].split("(")[0])

"""What the tagger found, mended: cues that say nothing are dropped, sources and contents put right."""

from dataclasses import replace

from headwater.intervals import Span, count_overlap
from headwater.statements.clauses import OPENERS, is_finite
from headwater.statements.drafts import Draft, trim_span
from headwater.statements.features import classify_word, has_cue_word
from headwater.statements.lexicon import load_bare_cues, load_cues, load_data, load_words
from headwater.statements.names import is_name_word
from headwater.statements.silences import is_label, is_mere_act, is_withheld
from headwater.statements.source_spans import (
    leave_relative,
    place_hearer,
    shift_name,
    split_source,
)
from headwater.statements.sources import load_source_words
from headwater.statements.words import Words, cut_words

_CLOSERS = frozenset(",”\"’'?!—–:…")
QUOTES = frozenset("“”\"‘'")
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
_SAID = frozenset({"said", "says", "say", "told", "tells", "according", "wrote", "added", "reported"})


def mend_draft(words: Words, draft: Draft) -> Draft | None:
    """A draft of the tagger without what cannot belong to it; None if it says nothing.

    A cue has a word of saying or thinking and is no mere name-giving; a source has a noun, a name or a pronoun; what
    stands before the source is content only where a comma, a dash or a quotation mark ends it.
    """
    draft = shift_name(words, split_source(words, draft))
    cue = words.fold_inside(draft.cue)
    if not cue:
        return None
    draft = leave_relative(words, place_hearer(words, draft, cue))
    after = next((c for c in draft.content if c[0] >= draft.cue[-1][1]), draft.content[0])
    if not says_something(words, draft) or _only_cites(words, draft, cue) or says_nothing(words, draft, cue):
        return None
    if is_withheld(words, draft, cue) or asks_to_stay_unnamed(words, draft, cue):
        return None
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
    if len(content) > 1 and content[0][1] <= draft.cue[0][0] and _is_occasion(words, content[-1], draft.cue[-1]):
        content = content[:-1]
    return replace(draft, source=source, content=content)


def _is_occasion(words: Words, span: Span, cue: Span) -> bool:
    """Whether a piece of content behind the cue only says where or when: "… at a meeting | in Ostry on Tuesday"."""
    low = words.fold_inside((span,))
    where = span[0] >= cue[1] and low[0] in {"in", "on", "at", "during", "late", "early", "near", "outside"}
    return where and len(low) <= 8 and not any(is_finite(w) or w in QUOTES for w in low)


def is_void(words: Words, draft: Draft) -> bool:
    """Whether a draft has a cue but nobody says anything: only whom a text cites, silence, a noun taken for a verb."""
    cue = words.fold_inside(draft.cue)
    inner = words.fold_inside(draft.content)
    same = inner[-1:] in (["same"], ["so"]) or (inner in (["that"], ["this"], ["it"]) and _denies(cue))
    if (
        not (same or _has_meaning(words, draft))
        or {"neither", "nor"} & set(cue)
        or (not draft.source and cue[0] in _ASKED)
    ):
        return True
    if cue[-1] in _CHECKED and not any(is_finite(w) for w in words.fold_inside(draft.content)):
        return True
    if cue[-1] in {"known", "unknown"} and _BE & set(cue[:-1]) and words.fold_inside(draft.content)[:1] != ["by"]:
        return not draft.source or draft.source[0][0] > draft.cue[0][0]
    if is_withheld(words, draft, cue) or is_mere_act(words, draft, cue) or is_label(words, draft, cue):
        return True
    return _only_cites(words, draft, cue) or says_nothing(words, draft, cue) or asks_to_stay_unnamed(words, draft, cue)


def _denies(cue: list[str]) -> bool:
    """Whether a cue answers what was said before, so that "this" is enough for a content."""
    return any(load_cues().get(w) == "denial" or w in _ANSWERS for w in cue)


_ANSWERS = frozenset(["confirmed", "confirms", "acknowledged", "acknowledges", "admitted", "admits", "conceded"])


def _has_meaning(words: Words, draft: Draft) -> bool:
    grammar = load_words("determiner") | load_words("subordinator") | load_words("preposition") | _THEM
    return any(w[0].isalnum() and w not in grammar for w in words.fold_inside(draft.content))


_THEM = frozenset(
    ["him", "her", "them", "us", "me", "it", "you", "he", "she", "they", "no", "such", "what's", "what’s"]
)
"""Words that say nothing alone, beside those of grammar."""
DESCRIBES = frozenset({"familiar", "close", "briefed", "knowledgeable", "involved"})
"""What says of unnamed people how they know; they stand before it: "officials | familiar with the talks"."""
_NOUN_BEGINS = frozenset({"the", "a", "an", "its", "his", "her", "their", "this", "that", "of", "with", "on"})
"""Words behind which "plan" and "report" are nouns."""
_ASKED = frozenset({"question", "questions", "heard"})
_CHECKED = frozenset({"verify", "verified", "reviewed", "examined", "obtained", "inspected", "seen"})
"""What an outlet does with a document, which says nothing of it yet: "has reviewed the audit"."""


_NAMED = frozenset({"named", "identified", "quoted"})


def asks_to_stay_unnamed(words: Words, draft: Draft, cue: list[str]) -> bool:
    """Whether somebody only asks that his name be left out ("asking not to be named")."""
    inner = words.fold_inside(draft.content)
    leads = (
        inner[:3] in (["to", "be", w] for w in _NAMED)
        or inner[:4] in (["not", "to", "be", w] for w in _NAMED)
        or inner[:4] in (["to", "not", "be", w] for w in _NAMED)
    )
    return bool(_ASKS & set(cue)) and bool(leads or (inner[-2:-1] == ["be"] and inner[-1] in _NAMED))


def says_something(words: Words, draft: Draft) -> bool:
    """Whether a draft's content has two words with a meaning of their own, or one and a verb or a quotation mark.

    One is enough for what somebody wants or fears ("prefers talks").
    """
    grammar = (
        load_words("determiner") | load_words("subordinator") | load_words("preposition") | load_words("conjunction")
    )
    inner = words.fold_inside(draft.content)
    full = [w for w in inner if w[0].isalnum() and w not in grammar]
    feels = any(load_cues().get(w) == "attitude" for w in words.fold_inside(draft.cue))
    put = feels or "to" in inner or any(is_finite(w) or w in QUOTES for w in inner)
    return len(full) >= 2 or (len(full) == 1 and put)


def _only_cites(words: Words, draft: Draft, cue: list[str]) -> bool:
    """Whether a draft only says whom a text cites ("which cited two officials"), or that somebody was asked."""
    if cue[0] in {"asked", "pressed", "questioned"} and words.text[draft.cue[0][0]].isupper():
        return True  # "Asked why, she said …": whoever asked is not named
    inner = words.fold_inside(draft.content)
    verbs = [w for before, w in zip(["", *inner], inner, strict=False) if before not in _NOUN_BEGINS and is_finite(w)]
    return cue[-1:] in (["cited"], ["cites"], ["cite"], ["citing"], ["quoting"]) and not verbs


def says_nothing(words: Words, draft: Draft, cue: list[str]) -> bool:
    """Whether a cue has a word of saying but nobody says anything.

    Nobody is named ("neither paper named"), the verb is what was done to something ("would be examined by"), somebody
    keeps silent ("did not respond to questions"), or a noun was taken for a verb ("where orders for").
    """
    for source in draft.source:
        if (low := cut_words(words.text[slice(*source)]).low) and low[0] in _NOBODY:
            return True
    if _RAISING & set(cue) and (
        words.fold_inside((draft.content[-1],))[:1] == ["to"] or _only_seems(words, draft, cue)
    ):
        return True
    open_end = words.fold_inside(draft.content)[0] in {"whether", "if", "how", "why", "what", "who", "when", "where"}
    if any(w in _BE for w in cue[:-1]) and load_cues().get(cue[-1]) == "question" and not open_end:
        return True
    if any(w in load_words("negation") or w.endswith(("n't", "n’t")) for w in cue) and _SILENT & set(cue):
        return True
    if len(cue) > 5 and cue[-2] == "to" and not any(load_cues().get(w) for w in cue[:-1]):
        return True
    at = words.find_inside((draft.cue[0],))[0]
    follows = at > 0 and words.low[at - 1] in OPENERS - {"who", "which", "as"} and not cue[0].endswith(("ed", "said"))
    return follows and bool(draft.source) and draft.source[0][1] < words.spans[at][0] and cue[-1] in {"for", "of"}


def _only_seems(words: Words, draft: Draft, cue: list[str]) -> bool:
    """Whether somebody only seems to be so: "the senator seemed reluctant", not "it seems that"."""
    somebody = bool(draft.source) and words.fold_inside(draft.source) != ["it"]
    return somebody and not any(w in load_cues() for w in cue)


_ASKS = frozenset(
    [
        "want",
        "wants",
        "wanted",
        "wish",
        "wished",
        "ask",
        "asked",
        "asking",
        "declined",
        "declining",
        "refused",
        "refusing",
        "preferred",
        "preferring",
    ]
)
_NOBODY = frozenset({"nobody", "none", "neither", "nothing", "no", "nor", "noone"})
_RAISING = frozenset(["appear", "appears", "appeared", "seem", "seems", "seemed", "happens", "happened", "tends"])
"""Verbs whose subject says and thinks nothing: "the mill appears to have chosen a buyer"."""
_SILENT = frozenset({"respond", "reply", "answer", "return", "responded", "replied", "answered", "returned"})


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
    if not passive or any(w.endswith("ing") for w in cue) or any(s > draft.cue[0][0] for s, _ in draft.source):
        return draft
    gap = (draft.cue[-1][1], next((s for s, _ in draft.content if s > draft.cue[-1][1]), draft.cue[-1][1]))
    told = trim_span(words.text, *gap)
    if told is not None and words.text[slice(*told)].startswith("by "):  # "was told by the manager that …"
        teller = (told[0] + 3, told[1])
        return replace(draft, source=(teller,)) if names_somebody(words.text[slice(*teller)]) else draft
    start, end = draft.content[-1]
    at = words.text.rfind(" by ", start, end)
    agent = trim_span(words.text, at + 4, end) if at > 0 else None
    if agent is None or not words.text[start:at].strip() or not names_somebody(words.text[slice(*agent)]):
        return replace(draft, source=())
    return replace(draft, source=(agent,), content=(*draft.source, *draft.content[:-1], (start, at)))


def _gives_name(cue: list[str], told: bool) -> bool:
    """Whether a cue only gives a name ("a drill, dubbed …"); with a source before it, it calls something so."""
    loose = load_words("auxiliary") | load_words("adverb")
    return cue[-1] in _NAMING and (not told or any(w not in loose for w in cue[:-1]))


def _widen_source(words: Words, source: Span) -> Span:
    """A source that begins with "familiar with" and the like takes the noun before it."""
    first = next(i for i, (_, e) in enumerate(words.spans) if e > source[0])
    begin = first
    if words.low[first] in DESCRIBES:
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
    if low[-1] in load_words("preposition") - {"like", "via", "per"} and source.strip()[-len(low[-1]) :].islower():
        return False
    empty = load_words("determiner") | load_words("adverb") | load_words("preposition") | load_words("conjunction")
    return any(w[0].isalnum() and (w not in empty or w in _STANDALONE) for w in low)

"""Statements that a noun reports: "the ministry's statement that …", "by his own account"."""

from headwater.statements.clauses import OPENERS, is_finite
from headwater.statements.drafts import Draft, trim_span
from headwater.statements.lexicon import load_cues, load_words
from headwater.statements.mending import names_somebody
from headwater.statements.names import is_name_word
from headwater.statements.words import Words

_OWNERS = frozenset({"his", "her", "its", "their"})


def find_nouned(words: Words, first: int, last: int, quoted: list[bool]) -> list[Draft]:
    """The statements of one sentence that stand behind somebody's noun of saying: "the mayor's claim that …".

    >>> from headwater.statements.words import cut_words
    >>> w = cut_words("The crew denied the owner's claim that the valve was shut.")
    >>> [d] = find_nouned(w, 0, len(w), [False] * len(w)); w.text[slice(*d.source[0])], w.text[slice(*d.content[0])]
    ("the owner's", 'that the valve was shut')
    """
    drafts = []
    for at in range(first + 1, last - 3):
        if words.low[at] not in load_words("noun_claim") or quoted[at]:
            continue
        if words.low[at + 1] in {"by", "from"} and (found := _read_made(words, at, last)) is not None:
            drafts.append(found)
        if words.low[at + 1] not in {"that", "of"}:
            continue
        owner = at - 1
        while owner > first and words.low[owner] in load_words("adjective_claim"):
            owner -= 1
        if words.low[owner] in {"'", "’"}:
            owner -= 1
        if words.low[owner] not in _OWNERS and not _owns(words, owner):
            continue
        begin = _start_noun(words, owner, first)
        content = trim_span(words.text, *words.cover(at + 1, _end_clause(words, at + 2, last)))
        if words.low[at + 1] == "that" and content is not None:
            start, end = words.cover(begin, owner + 1)
            source = (start, end + (words.text[end : end + 1] in {"'", "’"}))
            drafts.append(Draft((content,), (source,), (words.spans[at],), confidence=0.7))
    return drafts


def _read_made(words: Words, at: int, last: int) -> Draft | None:
    """The statement of "a claim by rebels that they had shot down a jet"."""
    that = next((i for i in range(at + 3, min(at + 10, last - 2)) if words.low[i] == "that"), None)
    if that is None or any(is_finite(words.low[i]) for i in range(at + 2, that)):
        return None
    source = trim_span(words.text, *words.cover(at + 2, that))
    content = trim_span(words.text, *words.cover(that, _end_clause(words, that + 1, last)))
    if source is None or content is None or not names_somebody(words.text[slice(*source)]):
        return None
    return Draft((content,), (source,), (words.cover(at, at + 2),), confidence=0.7)


_HEAR = frozenset(["heard", "hear", "hears", "hearing", "overheard", "learned", "learnt"])
_SHOUTS = frozenset(
    ["say", "saying", "scream", "screaming", "shout", "shouting", "cry", "crying", "call", "calling", "yell", "yelling",
     "complain", "complaining", "swear", "swearing", "tell", "telling", "beg", "begging", "ask", "asking", "threaten",
     "threatening", "boast", "boasting", "whisper", "whispering", "admit", "admitting"]
)  # fmt: skip
_EXPRESS = frozenset(["express", "expressed", "expresses", "expressing", "voice", "voiced", "voices", "voicing"])
_FEELINGS = frozenset(
    ["satisfaction", "concern", "concerns", "hope", "hopes", "doubt", "doubts", "regret", "confidence", "fear", "fears",
     "surprise", "dismay", "anger", "frustration", "optimism", "alarm", "disappointment", "gratitude", "belief",
     "worry", "worries", "outrage", "relief", "scepticism", "skepticism", "interest", "outrage", "support"]
)  # fmt: skip


def find_heard(words: Words, first: int, last: int, quoted: list[bool]) -> list[Draft]:
    """The statements of a sentence that somebody heard from another, and feelings that somebody expressed.

    >>> from headwater.statements.words import cut_words
    >>> w = cut_words("He had heard from colleagues that the vote might be delayed.")
    >>> [d] = find_heard(w, 0, len(w), [False] * len(w)); w.text[slice(*d.source[0])], w.text[slice(*d.content[0])]
    ('colleagues', 'that the vote might be delayed')
    """
    drafts = []
    for at in range(first, last - 3):
        if quoted[at]:
            continue
        if words.low[at] in _HEAR:
            drafts += _read_heard(words, at, last)
        elif words.low[at] in _EXPRESS:
            drafts += _read_expressed(words, first, at, last)
    return drafts


def _read_heard(words: Words, at: int, last: int) -> list[Draft]:
    reach = range(at + 2, min(at + 8, last - 2))
    if words.low[at + 1] == "from":
        that = next((i for i in reach if words.low[i] == "that"), None)
        parts = ((at + 2, that), (that, last), (at, at + 2)) if that else None
    else:
        said = next((i for i in reach if words.low[i] in _SHOUTS), None)
        parts = ((at + 1, said), (said + 1, last), (said, said + 1)) if said else None
    if parts is None or any(is_finite(words.low[i]) for i in range(*parts[0])):
        return []
    source, content = (trim_span(words.text, *words.cover(*part)) for part in parts[:2])
    if source is None or content is None or not names_somebody(words.text[slice(*source)]):
        return []
    return [Draft((content,), (source,), (words.cover(*parts[2]),), confidence=0.7)]


def _read_expressed(words: Words, first: int, at: int, last: int) -> list[Draft]:
    noun = next((i for i in range(at + 1, min(at + 5, last - 2)) if words.low[i] in _FEELINGS), None)
    if noun is None or words.low[noun + 1] not in {"that", "about", "over", "at", "for", "in"}:
        return []
    verb = at
    while verb > first and words.low[verb - 1] in load_words("auxiliary") | load_words("adverb"):
        verb -= 1
    begin = verb
    while (
        begin > first and words.low[begin - 1] not in OPENERS | {",", ";", "that", "and", "but"} and verb - begin < 12
    ):
        begin -= 1
    if begin == verb or any(is_finite(words.low[i]) for i in range(begin, verb)):
        return []
    source = trim_span(words.text, *words.cover(begin, verb))
    content = trim_span(words.text, *words.cover(noun + 1, last))
    if source is None or content is None or not names_somebody(words.text[slice(*source)]):
        return []
    return [Draft((content,), (source,), (words.cover(verb, noun + 1),), force="attitude", confidence=0.6)]


def find_told(words: Words, first: int, last: int, quoted: list[bool]) -> list[Draft]:
    """The statements of a sentence in the plainest order: who, a verb of saying, "that".

    >>> from headwater.statements.words import cut_words
    >>> w = cut_words("how the driver, shaking, had shouted that he could not stop")
    >>> [d] = find_told(w, 0, len(w), [False] * len(w)); w.text[slice(*d.source[0])], w.text[slice(*d.content[0])]
    ('the driver', 'that he could not stop')
    """
    drafts = []
    for at in range(first + 1, last - 3):
        used = words.low[max(first, at - 2) : at] == ("used", "to") and words.low[at] in {"say", "tell", "claim"}
        said = used or (words.low[at + 1] == "that" and load_cues().get(words.low[at]) in {"statement", "attitude"})
        if not said or quoted[at] or words.low[at].endswith("ing"):
            continue
        verb = at - 2 if used else at
        while verb > first and words.low[verb - 1] in load_words("auxiliary") | load_words("adverb"):
            verb -= 1
        if _BEING & set(words.low[verb:at]):
            continue  # "has been told that": who was told did not say it
        end = verb
        if words.low[verb - 1] == ",":  # ", shaking,"
            end = next((i for i in range(verb - 2, max(first, verb - 9), -1) if words.low[i] == ","), verb)
        begin = end
        while begin > first and words.low[begin - 1][0].isalnum() and words.low[begin - 1] not in _BEFORE_SUBJECTS:
            begin -= 1
        source = trim_span(words.text, *words.cover(begin, end)) if begin < end else None
        content = trim_span(words.text, *words.cover(at + 1, last))
        bare = end - begin <= 8 and not any(is_finite(words.low[i]) for i in range(begin, end))
        if source is not None and content is not None and bare and names_somebody(words.text[slice(*source)]):
            drafts.append(Draft((content,), (source,), (words.cover(verb, at + 1),), confidence=0.7))
    return drafts[:1] or _read_passive(words, first, last, quoted)


_TOLD_BY = frozenset(
    ["told", "assured", "warned", "informed", "promised", "advised", "reminded", "notified", "briefed"]
)


def _read_passive(words: Words, first: int, last: int, quoted: list[bool]) -> list[Draft]:
    """The statement of "it had been assured by the owners that the ice would hold"."""
    for at in range(first + 2, last - 4):
        if words.low[at] not in _TOLD_BY or words.low[at + 1] != "by" or quoted[at]:
            continue
        that = next((i for i in range(at + 3, min(at + 12, last - 2)) if words.low[i] == "that"), None)
        verb = at
        while verb > first and words.low[verb - 1] in load_words("auxiliary") | load_words("adverb"):
            verb -= 1
        if that is None or verb == at or any(is_finite(words.low[i]) for i in range(at + 2, that)):
            continue
        source, content = (trim_span(words.text, *words.cover(*part)) for part in ((at + 2, that), (that, last)))
        if source is not None and content is not None and names_somebody(words.text[slice(*source)]):
            return [Draft((content,), (source,), (words.cover(verb, at + 1),), confidence=0.7)]
    return []


_BEING = frozenset({"is", "are", "was", "were", "be", "been", "being"})
_BEFORE_SUBJECTS = OPENERS | {"that", "how", "whether", "and", "but", "or", "said", "says"}


def find_account(words: Words, first: int, last: int, quoted: list[bool]) -> list[Draft]:
    """The statement of a sentence that holds "by his own account", "on the company's own reckoning".

    >>> from headwater.statements.words import cut_words
    >>> w = cut_words("By the owner's own account, the valve was shut.")
    >>> [d] = find_account(w, 0, len(w), [False] * len(w)); w.text[slice(*d.source[0])], w.text[slice(*d.content[0])]
    ("the owner's own account", 'the valve was shut')
    """
    for at in range(first, last - 2):
        if words.low[at] not in {"by", "on", "in"} or quoted[at]:
            continue
        end = next((i for i in range(at + 2, min(at + 8, last)) if words.low[i] in load_words("noun_account")), None)
        if end is None or not (words.low[end - 1] in {"own"} | _OWNERS or _owns(words, end - 1)):
            continue
        leads = at == first or words.low[at - 1] in {",", "that"}
        comma = end + 1 < last and words.low[end + 1] == ","
        if leads and comma and last - end > 4:
            place = (end + 2, last)
        elif words.low[at - 1] == "," and at - first > 4 and (end + 1 >= last or words.low[end + 1] in {".", ","}):
            place = (first, at - 1)
        else:
            continue
        content = trim_span(words.text, *words.cover(*place))
        if content is not None:
            return [Draft((content,), (words.cover(at + 1, end + 1),), (words.spans[at],), confidence=0.7)]
    return []


def _owns(words: Words, at: int) -> bool:
    """Whether a word is a genitive; of a plural its apostrophe is a word of its own."""
    low, end = words.low[at], words.spans[at][1]
    return low.endswith("'s") or (low.endswith("s") and words.text[end : end + 1] in {"'", "’"})


def _start_noun(words: Words, at: int, first: int) -> int:
    """The first word of the noun that ends at a genitive."""
    begin = at
    while begin > first and (is_name_word(words, begin) or words.low[begin] not in load_words("determiner")):
        before = words.low[begin - 1]
        if is_finite(before) or before in load_words("preposition") | load_words("conjunction") | OPENERS | {"that"}:
            break
        if not before[0].isalnum() or at - begin > 5:
            break
        begin -= 1
    return begin if names_somebody(words.text[slice(*words.cover(begin, at + 1))]) else at


def _end_clause(words: Words, begin: int, last: int) -> int:
    """The word after a clause: its second verb, with no comma or conjunction between, is the sentence's own."""
    at = begin
    while at < last and not is_finite(words.low[at]):
        at += 1
    while at < last and (is_finite(words.low[at]) or words.low[at] in load_words("adverb")):
        at += 1
    for end in range(at, last):
        low = words.low[end]
        if low in OPENERS | {"and", "or", "but", "that", ";"}:
            return last
        if is_finite(low) and words.low[end - 1] not in load_words("determiner") | {"to"}:
            return end - 1 if words.low[end - 1] == "," else end
    return last

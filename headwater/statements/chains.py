"""Through whom a statement came: the outlet that stands between the source and the text."""

import re
from dataclasses import replace
from itertools import pairwise

from headwater.intervals import Span
from headwater.statements.drafts import Draft, trim_span
from headwater.statements.lexicon import load_words
from headwater.statements.names import is_name_word
from headwater.statements.sources import is_common_outlet, is_outlet, load_source_words
from headwater.statements.words import Words

_PASSED_ON = frozenset(
    [
        "told",
        "tell",
        "tells",
        "telling",
        "leaked",
        "briefed",
        "informed",
        "interview",
        "interviewed",
        "spoke",
        "speaking",
        "talked",
        "wrote",
        "to",
        "by",
        "with",
        "for",
        "cited",
        "quoted",
        "from",
    ]
)
HELD = frozenset(
    ["seen", "obtained", "reviewed", "leaked", "shared", "shown", "published", "verified", "examined", "viewed",
     "released", "given", "provided", "sent", "acquired", "authenticated", "read", "inspected", "compiled"]
)  # fmt: skip
"""What an outlet has done with a document that it reports on."""
_TELLS = frozenset(["who", "whom", "that", "told", "leaked", "cited", "quoted", "by", "to", "speaking"])
_HAS_SEEN = frozenset((have, seen) for have in ("has", "had", "have") for seen in ("seen", "obtained", "reviewed"))
_CITING = re.compile(
    r"\b(?:citing|which cited|that cited|who cited|quoting|attributing it to|attributed (?:it|the report) to)\s+", re.I
)


def find_outlets(words: Words, first: int, last: int, owners: bool = False) -> list[Span]:
    """The outlets that a stretch of words names, article and noun included ("the Axios news outlet").

    With `owners` those too whose name owns a noun ("Radio Fenn's breakfast show").
    """
    found: list[Span] = []
    at = first
    while at < last:
        sunday = words.low[at] == "sunday" and at + 1 < last and is_name_word(words, at + 1)
        if not is_name_word(words, at) and not sunday:
            at += 1
            continue
        end = _name_end(words, at, last)
        best = max((e for e in range(at + 1, end + 1) if is_outlet(words.text[slice(*words.cover(at, e))])), default=0)
        if not best and end == at + 1 and _is_short_name(words, at, first):
            best = end
        if best and _is_common(words, at, best, first, last):
            best = 0
        if best:
            if words.low[best - 1].endswith(("'s", "s'")) and best < last and not owners:
                at = best
                continue
            stop = best
            while stop < last and words.low[stop] in {"news"} | load_source_words("outlet_noun"):
                stop += 1
            begin = at - 1 if at > first and words.low[at - 1] in {"the"} else at
            found.append(words.cover(begin, stop))
            at = stop
        else:
            at = end
    return found


def split_outlets(words: Words, draft: Draft) -> list[Draft]:
    """One draft for each outlet where several share a sentence: "the Gazette and the Herald reported".

    >>> from headwater.statements.words import cut_words
    >>> w = cut_words("It closed, the Fenn Gazette and the Hill Herald said.")
    >>> [w.text[slice(*d.source[0])] for d in split_outlets(w, Draft(((0, 9),), ((11, 47),)))]
    ['the Fenn Gazette', 'the Hill Herald']
    """
    inside = words.find_inside(draft.source)
    cuts = [i for i in inside if words.low[i] in {"and", ","}]
    if not cuts or len(draft.source) != 1:
        return [draft]
    bounds = [inside[0] - 1, *cuts, inside[-1] + 1]
    parts = [words.cover(a + 1, b) for a, b in pairwise(bounds) if a + 1 < b]
    if not parts or not all(is_outlet(words.text[slice(*part)]) for part in parts):
        return [draft]
    return [replace(draft, source=(part,)) for part in parts]


def _is_common(words: Words, at: int, end: int, first: int, last: int) -> bool:
    """Whether an outlet's name is a common word here: "Time" and "Dawn" are outlets after "the", "told" …"""
    if words.low[at] in {"fake", "breaking", "good", "bad", "latest", "top", "more", "local", "world"}:
        return True
    if not is_common_outlet(words.text[slice(*words.cover(at, end))]):
        return False
    after = words.low[end] if end < last else ""
    before = words.low[at - 1] if at > first else ""
    named = before in {"the", "told", "to", "by", "citing", "cited", "with"} or after in load_source_words(
        "outlet_noun"
    )
    return not named or after == "of" or (end < last and is_name_word(words, end))


def _is_short_name(words: Words, at: int, first: int) -> bool:
    """Whether "the Gazette" stands where somebody was told something."""
    if at < first + 2 or words.low[at - 1] != "the":
        return False
    before, held = words.low[at - 2], set(words.low[max(first, at - 5) : at - 2]) & HELD
    told = before in _PASSED_ON - {"for", "from", "to", "by"} or (before in {"to", "by", "with", "in"} and held)
    told = told or (words.low[at + 1 : at + 3] in _HAS_SEEN)
    return bool(told) and words.low[at] in load_source_words("outlet_end") - {"press", "hill", "today"}


def _name_end(words: Words, at: int, last: int) -> int:
    end = at
    while end < last and (
        is_name_word(words, end)
        or (end == at and words.low[end] == "sunday")
        or (
            end > at and words.low[end] in {"of", "and", "the", "&"} and end + 1 < last and is_name_word(words, end + 1)
        )
        or words.low[end] in load_source_words("outlet_noun") | {"news"}
    ):
        end += 1
    return end


def find_via(words: Words, source: Span | None, content: tuple[Span, ...], first: int, last: int) -> tuple[Span, ...]:
    """The outlets that passed a statement on: named in a clause within its source, or as the one who was told."""
    via = _find_platforms(words, content, first, last) + _find_kinds(words, content, first, last)
    for start, end in _find_stages(words, first, last):
        if not any(s <= start and end <= e for s, e in (*content, *((source,) if source else ()))):
            via.append((start, end))
    for start, end in find_outlets(words, first, last):
        if any(s <= start and end <= e for s, e in content):
            continue
        at = next(i for i in range(first, last) if words.spans[i][0] >= start)
        in_source = source is not None and source[0] < start and end <= source[1]
        opens = source[0] if source is not None and in_source else 0
        before = {words.low[i] for i in range(max(first, at - 9), at) if words.spans[i][0] >= opens}
        if (
            in_source
            and before & {"who", "whom", "that", "told", "leaked", "cited", "quoted", "by", "to", "speaking"} | HELD
        ):
            via.append((start, end))
        elif not in_source and (source is None or end <= source[0] or start >= source[1]):
            near = [words.low[i] for i in range(max(first, at - 4), at)]
            if near and set(near) & _PASSED_ON - {"for", "from"}:
                via.append((start, end))
    return tuple(dict.fromkeys(via))


_KIND = re.compile(
    r"\b(?:told|tells|interview with|speaking to|spoke to|speaking on)\s+(?P<outlet>(?:the |a )?"
    r"(?:(?:state|local|national|public|private|regional|independent|foreign|daily|weekly|online)(?:[ -]run)? ){0,2}"
    r"(?:television|TV|media|radio|broadcaster|newspaper|magazine|news agency|news site|website|daily|tabloid|channel)"
    r"\b(?: (?!Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)[A-Z][\w’'&.-]*\w){0,3})"
)
"""Who was told, where it is an outlet by its kind: "told state television", "told the broadcaster NRV"."""


def _find_kinds(words: Words, content: tuple[Span, ...], first: int, last: int) -> list[Span]:
    spans = [match.span("outlet") for match in _KIND.finditer(words.text, *words.cover(first, last))]
    return [span for span in spans if not any(s <= span[0] < e for s, e in content)]


_STAGE = frozenset({"speaking", "appearing", "talking", "interviewed", "writing"})


def _find_stages(words: Words, first: int, last: int) -> list[Span]:
    """The outlets on which somebody spoke: "Speaking on Radio Fenn's breakfast show"."""
    found = []
    for at in range(first, last - 2):
        if words.low[at] in _STAGE and words.low[at + 1] in {"on", "to", "with", "in", "for", "by"}:
            named = find_outlets(words, at + 2, min(at + 9, last), owners=True)
            found += [span for span in named[:1] if span[0] <= words.spans[min(at + 3, last - 1)][0]]
    return found


def _find_platforms(words: Words, content: tuple[Span, ...], first: int, last: int) -> list[Span]:
    """The networks on which something was posted: "in a post on X"."""
    found = []
    for at in range(first + 1, last):
        span = words.spans[at]
        if (
            words.low[at] in load_words("platform")
            and words.low[at - 1] in {"on", "via"}
            and words.read(at)[0].isupper()
        ):
            posted = _POSTS & {words.low[i] for i in range(max(first, at - 8), at)}
            if posted and not any(s <= span[0] < e for s, e in content):
                found.append(span)
    return found


_POSTS = frozenset(
    [
        "post",
        "posts",
        "posted",
        "wrote",
        "writing",
        "said",
        "says",
        "message",
        "statement",
        "video",
        "thread",
        "tweeted",
    ]
)


def find_cited(words: Words, first: int, last: int) -> Span | None:
    """Whom an outlet cites: the words after "citing", to the end of their phrase.

    >>> from headwater.statements.words import cut_words
    >>> w = cut_words("the Gazette reported, citing two harbour officials."); w.text[slice(*find_cited(w, 0, len(w)))]
    'two harbour officials'
    """
    start, end = words.cover(first, last)
    match = _CITING.search(words.text, start, end)
    if match is None:
        return None
    stop = end
    for at in range(first, last):
        if words.spans[at][0] <= match.end():
            continue
        if words.low[at] in {",", ".", ";", ":", "“", '"', "—", "–"} or words.low[at] in {"said", "that"} | load_words(
            "conjunction"
        ) - {"and", "or"}:
            stop = words.spans[at][0]
            break
    return trim_span(words.text, match.end(), stop)

"""Where a source begins and ends: who was told, and what stands between a speaker and his verb, are not part of it."""

import re
from dataclasses import replace

from headwater.statements.drafts import Draft, trim_span
from headwater.statements.names import is_name_word
from headwater.statements.words import Words

_SAID = frozenset({"said", "says", "say", "told", "tells", "according", "wrote", "added", "reported"})
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


_UNNAMED = re.compile(r"(?:,\s*(?:speaking|none of|neither of|on condition)|who|on condition)\b[^.;“”\"]*", re.I)
_STAYS = re.compile(r"\b(?:anonym\w+|named|identified|quoted|none of|neither of|on condition)\b", re.I)


def keep_description(words: Words, draft: Draft) -> Draft:
    """A draft whose source goes on to its verb with how its name is kept back: every word of that describes it.

    >>> from headwater.statements.words import cut_words
    >>> w = cut_words("A diplomat, speaking on condition of anonymity, said it was over.")
    >>> [w.text[slice(*s)] for s in keep_description(w, Draft(((53, 64),), ((0, 11),), ((48, 52),))).source]
    ['A diplomat, speaking on condition of anonymity']
    """
    if not draft.source or draft.source[0][1] > draft.cue[0][0]:
        return draft
    start, end = draft.source[0]
    last = words.text[start:end].rsplit(" ", 1)[-1]
    end -= len(last) if last in {"who", "whom"} else 0
    gap = words.text[end : draft.cue[0][0]].rstrip(" ,")
    comma = "," if words.text[start:end].rstrip().endswith(",") else ""
    if not gap or len(gap) > 160 or not _UNNAMED.fullmatch(comma + gap.lstrip()) or not _STAYS.search(gap):
        return draft
    return replace(draft, source=((start, end + len(gap)), *draft.source[1:]))


def leave_relative(words: Words, draft: Draft) -> Draft:
    """A draft whose source stands in ", who …," before its verb has the noun before that for a source.

    >>> from headwater.statements.words import cut_words
    >>> w = cut_words("Two men, who asked not to be named, confirmed it.")
    >>> [w.text[slice(*s)] for s in leave_relative(w, Draft(((46, 48),), ((19, 35),), ((36, 45),))).source]
    ['Two men']
    """
    at = words.find_inside((draft.cue[0],))[:1]
    if not draft.source or not at or at[0] < 4 or words.low[at[0] - 1] != ",":
        return draft
    close = at[0] - 1
    opened = next((i for i in range(close - 2, max(0, close - 16), -1) if words.low[i] in {"who", "which"}), None)
    if opened is None or opened < 2 or words.low[opened - 1] != "," or draft.source[0][0] <= words.spans[opened][0]:
        return draft
    begin = opened - 1
    while begin > 0 and words.low[begin - 1][0].isalnum() and words.low[begin - 1] not in _STOPS:
        begin -= 1
    return replace(draft, source=(words.cover(begin, opened - 1),)) if opened - 1 - begin in range(1, 10) else draft


_STOPS = frozenset({"that", "said", "says", "and", "but", "by", "to", "from", "while", "because", "when", "if"})


def turn_setting(words: Words, draft: Draft) -> Draft:
    """A draft whose content is only where it was said ("In documents, | investigators say …") has what follows instead.

    >>> from headwater.statements.words import cut_words
    >>> w = cut_words("In a letter, the clerk says the rope had been cut.")
    >>> [w.text[slice(*s)] for s in turn_setting(w, Draft(((0, 11),), ((13, 22),), ((23, 27),))).content]
    ['the rope had been cut']
    """
    end = draft.content[-1][1]
    if not draft.source or len(draft.content) > 1 or end > draft.source[0][0] or draft.cue[0][0] < draft.source[0][0]:
        return draft
    setting = words.find_inside(draft.content)
    if not setting or words.low[setting[0]] not in {"in", "at", "on", "during", "under"}:
        return draft
    if len(setting) > 14 or any(words.low[i] in {"is", "are", "was", "were", "had", "has", "will"} for i in setting):
        return draft
    at = next((i for i, (s, _) in enumerate(words.spans) if s >= draft.cue[-1][1]), len(words))
    stop = next((i for i in range(at, len(words)) if words.low[i] in {".", "?", "!", "”", '"'}), len(words))
    if stop - at < 4 or words.low[at] in {",", "on", "in", "at"}:
        return draft
    return replace(draft, content=(words.cover(at, stop),))


def split_source(words: Words, draft: Draft) -> Draft:
    """A draft whose source holds a verb of saying: that is the cue, and what follows it is said.

    "Officials, who saw the memo, say the cabinet has agreed": officials say so, not "officials … say the cabinet".
    """
    if not draft.source or draft.source[0][1] > draft.cue[0][0]:
        return draft
    start, end = draft.source[0]
    inside = [i for i, (s, e) in enumerate(words.spans) if start <= s and e <= end]
    said = next(
        (i for i in inside[1:-1] if words.low[i] in _SAID and words.low[i - 1] not in {"who", "which", "that"}), None
    )
    if said is None or words.low[said] == "according":
        return draft
    source = trim_span(words.text, start, words.spans[said - 1][1])
    content = (words.spans[said][1] + 1, max(e for _, e in draft.content))
    if source is None or content[1] <= draft.cue[-1][1]:
        return draft
    return replace(draft, source=(source,), cue=(words.spans[said],), content=(content,))


def shift_name(words: Words, draft: Draft) -> Draft:
    """A draft whose cue begins with the end of a name ("Petra | Volk accused"): the name is the source's."""
    if not draft.source:
        return draft
    at = next(i for i, (_, e) in enumerate(words.spans) if e > draft.cue[0][0])
    adjacent = at > 0 and words.spans[at - 1][1] == draft.source[0][1] and is_name_word(words, at - 1)
    if not adjacent or not is_name_word(words, at) or words.spans[at][1] >= draft.cue[0][1]:
        return draft
    source = (draft.source[0][0], words.spans[at][1])
    return replace(draft, source=(source,), cue=((words.spans[at + 1][0], draft.cue[0][1]), *draft.cue[1:]))

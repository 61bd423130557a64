"""Direct quotations in languages that are not read in full: a quotation, a verb of saying beside it, and a name."""

from functools import cache

from headwater.intervals import Span
from headwater.statements.drafts import Draft, trim_span
from headwater.statements.lexicon import load_data, load_words
from headwater.statements.words import Words

REACH = 9
"""A verb of saying stands at most this many words from its quotation, its source as near to the verb."""

_STOPS = frozenset('.;:!?"“”„«»()—–')


@cache
def load_speech_verbs(language: str) -> frozenset[str]:
    """The verbs of saying of a language, folded."""
    return frozenset(load_data("speech_verbs.json").get(language, "").split())


def find_attributed_quotations(words: Words, quotations: tuple[Span, ...], language: str) -> list[Draft]:
    """The quotations of a paragraph beside which a verb of saying stands, with the words of who says it.

    >>> from headwater.statements.words import cut_words
    >>> text = "„Das Werk schließt nie“, sagte Bürgermeisterin Ute Sand am Montag."
    >>> [text[slice(*d.source[0])] for d in find_attributed_quotations(cut_words(text), ((0, 23),), "de")]
    ['Bürgermeisterin Ute Sand']
    """
    drafts = []
    for start, end in quotations:
        if len(text := words.text[start:end].split()) < 3 or not text:
            continue
        before = [i for i, (_, e) in enumerate(words.spans) if e <= start]
        after = [i for i, (s, _) in enumerate(words.spans) if s >= end]
        found = _read_side(words, after[: 2 * REACH], language) or _read_side(
            words, before[-2 * REACH :], language, ahead=True
        )
        if found is not None:
            source, cue = found
            drafts.append(Draft(((start, end),), (source,), (cue,), confidence=0.6))
    return drafts


def _read_side(words: Words, near: list[int], language: str, ahead: bool = False) -> tuple[Span, Span] | None:
    """The source and the verb in the words beside a quotation, up to the end of their clause."""
    kept: list[int] = []
    for i in reversed(near) if ahead else near:
        if words.low[i] in _STOPS and not (words.low[i] == ":" and not kept):
            break
        kept.append(i)
    kept.sort()
    verbs = [i for i in kept if words.low[i] in load_speech_verbs(language)]
    if not verbs:
        return None
    verb = verbs[-1] if ahead else verbs[0]
    if min(abs(verb - kept[0]), abs(verb - kept[-1])) > REACH:
        return None
    source = _read_name(words, [i for i in kept if i > verb]) or _read_name(
        words, [i for i in kept if i < verb], last=True
    )
    return (source, words.spans[verb]) if source is not None else None


def _read_name(words: Words, places: list[int], last: bool = False) -> Span | None:
    """The nearest run of capitalised words (of several, if there is one), small words within it included."""
    runs: list[list[int]] = []
    for i in places[-REACH:] if last else places[:REACH]:
        capital = words.text[words.spans[i][0]].isupper()
        joins = runs and runs[-1][-1] == i - 1 and words.low[i] in load_words("particle") and i + 1 in places
        if capital and runs and runs[-1][-1] == i - 1:
            runs[-1].append(i)
        elif capital:
            runs.append([i])
        elif joins and words.text[words.spans[i + 1][0]].isupper():
            runs[-1].append(i)
    if not runs:
        return None
    near = runs[::-1] if last else runs
    run = next((r for r in near[:3] if len(r) > 1), near[0])
    return trim_span(words.text, *words.cover(run[0], run[-1] + 1))

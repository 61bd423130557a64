"""The statements of a paragraph in a language that is read by plain rules: German, French, Spanish."""

import re
from dataclasses import replace

from headwater.intervals import Span, count_overlap, is_inside
from headwater.statements.attributions import find_according, find_rumour, weaken
from headwater.statements.complements import SUBJUNCTIVE
from headwater.statements.drafts import Draft
from headwater.statements.lexica import cut_plain_words, load_list, load_pattern
from headwater.statements.noun_phrases import end_phrase, is_capital, names_agent, trim_phrase
from headwater.statements.plain_assertions import find_plain_assertions
from headwater.statements.quotes import find_quotations
from headwater.statements.sentences import cut_sentences, mark_quoted
from headwater.statements.speech_cues import find_cues
from headwater.statements.speech_rules import read_cue, trim_quoted
from headwater.statements.subjects import Sentence, end_subject, open_asides
from headwater.statements.words import Words

DEEPEST = 3
"""How deep statements within statements are followed."""

LEAST_QUOTED = 3
"""A quotation of fewer words without a verb beside it is a name or a word that is mentioned."""

_DASH = re.compile(r"\s*[—–-]+\s*(?=\S)")
_TURN = re.compile(r"(?<=[\s,.?!…])[—–](?=\w)|(?<=\w)[—–](?=[\s.,])|\s[—–]\s")


def find_turns(text: str) -> list[Span]:
    """What is said in a paragraph of dialogue that begins with a dash: between the dashes, or up to the verb of saying.

    >>> find_turns("—No es cuestión de dinero —dijo Arias—. Es de respeto.")
    [(1, 25), (40, 54)]
    """
    opened = _DASH.match(text)
    if opened is None or text[opened.end()].isdigit():
        return []
    cuts = [m.start() + (m.group()[0].isspace()) for m in _TURN.finditer(text, opened.end())]
    if not cuts:
        return []
    found = [(opened.end(), len(text[: cuts[0]].rstrip()))]
    for i in range(1, len(cuts), 2):
        start = cuts[i] + 1
        while start < len(text) and not text[start].isalnum() and text[start] not in "¿¡":
            start += 1
        end = cuts[i + 1] if i + 1 < len(cuts) else len(text)
        if end - start > 3:
            found.append((start, len(text[:end].rstrip())))
    return found


def read_plainly(text: str, language: str) -> tuple[Words, tuple[Span, ...], tuple[Draft, ...]]:
    """The words, quotations and statements (outer ones first, assertions last) of a paragraph or a headline.

    >>> _, _, drafts = read_plainly("Laut Polizei wurde niemand verletzt.", "de")
    >>> [("Laut Polizei wurde niemand verletzt."[slice(*d.content[0])]) for d in drafts]
    ['wurde niemand verletzt']
    """
    words = cut_plain_words(text, language)
    quotations = find_quotations(text) or find_turns(text)
    drafts = _read_layer(text, words, quotations, language, True, 0)
    drafts += find_plain_assertions(text, words, quotations, drafts)
    return words, tuple(quotations), tuple(drafts)


def _read_layer(
    text: str, words: Words, quotations: list[Span], language: str, rumours: bool, depth: int
) -> list[Draft]:
    quoted = open_asides(words, mark_quoted(words, quotations), language)
    drafts: list[Draft] = []
    last: tuple[Span, ...] = ()
    reported = False
    turns = bool(quotations) and text[: quotations[0][0]].strip() in {"—", "–"}
    for first, end in [(0, len(words))] if turns else cut_sentences(text, words, quotations):
        sentence = Sentence(words, first, end, quoted, language)
        found = _read_sentence(sentence, rumours)
        if not found and language == "de" and last and _goes_on(sentence, reported):
            content = trim_quoted(sentence, first, end)
            found = [Draft((content,), last)] if content else []
        if not found:
            found = _read_lone_quotation(sentence, bool(drafts))
        reported = bool(found)
        last = next((d.source for d in reversed(found) if d.source and d.force != "hearsay"), last if found else ())
        last = last or _open_subject(sentence)
        if len(found) == 1 and found[0].loose and (spoken := _find_speech(drafts, found[0], text)) is not None:
            drafts[drafts.index(spoken)] = replace(spoken, content=spoken.content + found[0].content)
            found = []
        for draft in found:
            drafts.append(draft)
            if depth < DEEPEST:
                drafts += _read_inside(text, draft, language, depth)
    return drafts


def _read_sentence(sentence: Sentence, rumours: bool) -> list[Draft]:
    """The outermost statements of a sentence."""
    if (found := find_according(sentence)) is not None and (rumours or found.force != "hearsay"):
        return [found]
    rumour = find_rumour(sentence) if rumours else None
    words = sentence.words
    start, end = words.cover(sentence.first, sentence.last)
    refused = [(start + m.start(), start + m.end()) for m in
               load_pattern(sentence.language, "refusal").finditer(words.text[start:end])]  # fmt: skip
    cues = find_cues(words, sentence.first, sentence.last, sentence.quoted, sentence.language)
    found_drafts: list[Draft] = []
    for cue in cues:
        spans = cue.cover(words)
        if any(count_overlap(s, r) for s in spans for r in refused):
            continue
        draft = read_cue(sentence, cue, cues)
        if draft is not None and (whole := _read_closing(sentence, draft)) is not None:
            found_drafts = [d for d in found_drafts if not any(is_inside(draft.cue[0], c) for c in d.content)]
            draft = whole
        if draft is not None:
            found_drafts.append(draft)
    kept = [d for d in found_drafts if not any(_holds(o, d) for o in found_drafts if o is not d)]
    if rumour is not None:
        outside = [d for d in kept if any(is_inside(rumour.hedge[0], c) for c in d.content)]
        return [weaken(sentence, d) if sentence.language != "de" else d for d in outside] or [rumour]
    return kept


def _read_closing(sentence: Sentence, draft: Draft) -> Draft | None:
    """A draft whose verb and speaker end the sentence behind a comma says all that stands before: "…, rapporte le
    Courrier"."""
    text, end = sentence.words.text, draft.content[-1][1]
    closes = bool(draft.source and draft.cue) and end <= draft.cue[0][0] <= draft.source[0][0]
    if not closes or len(draft.content) > 1 or text[end : draft.cue[0][0]].strip() != ",":
        return None
    before = sentence.words.find_inside(((sentence.words.spans[sentence.first][0], end),))
    if any(sentence.quoted[i] or sentence.words.low[i] in {":", ";", ","} for i in before):
        return None
    whole = trim_quoted(sentence, sentence.first, before[-1] + 1) if before else None
    return replace(draft, content=(whole,)) if whole else None


def _holds(outer: Draft, inner: Draft) -> bool:
    """Whether the cue of one statement stands in the content of another that is the longer one."""
    marks = inner.cue or inner.hedge
    inside = bool(marks) and any(is_inside(marks[0], c) for c in outer.content)
    clash = any(count_overlap(a, b) for a in outer.cue for b in inner.cue)
    mutual = any(is_inside(m, c) for m in outer.cue for c in inner.content)
    longer = _measure(outer) > _measure(inner) or (_measure(outer) == _measure(inner) and outer.cue < inner.cue)
    return (inside or clash) and (longer or not (mutual or clash))


def _measure(draft: Draft) -> int:
    return sum(e - s for s, e in draft.content)


def _find_speech(drafts: list[Draft], more: Draft, text: str) -> Draft | None:
    """The quotation right before another one that only goes on with it: "„Ich gehe“, sagte X. „Und zwar jetzt.“"."""
    spoken = next((d for d in reversed(drafts) if d.outer is None), None)
    if spoken is None or not spoken.source or spoken.force == "hearsay":
        return None
    quoted = text[spoken.content[-1][0] : spoken.content[-1][1]].strip()[-1:] in set('“”»«"‹›')
    ends = max(e for s, e in (*spoken.content, *spoken.source, *spoken.cue))
    near = 0 <= more.content[0][0] - ends <= 60 and not text[ends : more.content[0][0]].strip(" .!?").count(".")
    return spoken if quoted and near else None


def _goes_on(sentence: Sentence, reported: bool) -> bool:
    """Whether a German sentence goes on in the subjunctive of indirect speech: its finite verb is one."""
    words = sentence.words
    for at in range(sentence.first, min(sentence.last, sentence.first + 9)):
        if sentence.quoted[at] or words.low[at] in {",", ":"}:
            return False
        if (
            words.low[at] in SUBJUNCTIVE
            and at > sentence.first
            and not is_capital(words, at)
            and words.low[at - 1] not in {"ich"}
        ):
            past = words.low[at] in {"hätten", "müssten", "könnten", "würden", "wären", "sollten", "dürften"}
            return reported or not past
    return False


def _open_subject(sentence: Sentence) -> tuple[Span, ...]:
    """The noun phrase that opens a sentence, for whoever goes on speaking in the next one."""
    words, first = sentence.words, sentence.first
    if sentence.quoted[first] or not names_agent(words, first, sentence.last, sentence.language):
        return ()
    end = end_phrase(words, first, sentence.last, sentence.language)
    span = trim_phrase(words, first, end) if end > first else None
    return (span,) if span else ()


def _read_lone_quotation(sentence: Sentence, spoken: bool) -> list[Draft]:
    """A quotation without a verb of saying: who opens the sentence before its colon, or stands behind it, says it."""
    words, quoted = sentence.words, sentence.quoted
    begin = next((i for i in range(sentence.first, sentence.last) if quoted[i]), None)
    if begin is None:
        return []
    end = next((i for i in range(begin, sentence.last) if not quoted[i]), sentence.last)
    letters = [i for i in range(begin, end) if words.low[i][0].isalnum()]
    span = words.cover(begin, end)
    if len(letters) < LEAST_QUOTED and words.low[begin - 1] != ":":
        return []
    if begin > sentence.first and words.low[begin - 1] == ":":
        opened = _find_opener(sentence, sentence.first, begin - 1)
        return [Draft((span,), *_part_speaker(sentence, opened, begin - 1))] if opened else []
    outside = [i for i in range(sentence.first, sentence.last) if not quoted[i] and words.low[i][0].isalnum()]
    if not outside and spoken and len(letters) >= LEAST_QUOTED:
        return [Draft((span,), loose=True)]
    if begin == sentence.first and (stood := _find_written(sentence, end)) is not None:
        source, cue = stood
        return [Draft((span,), (source,), (cue,))]
    if begin == sentence.first and end < sentence.last and words.low[end] in {"–", "—", ","}:
        opened = _find_named(sentence, end + 1)
        return [Draft((span,), (opened,))] if opened else []
    return []


_WRITTEN = {
    "de": (("steht",), ("stand",), ("lautet",)),
    "fr": (("peut", "-on", "lire"), ("lit", "-on"), ("est", "-il", "écrit"), ("pouvait", "-on", "lire")),
    "es": (("se", "lee"), ("se", "puede", "leer"), ("puede", "leerse"), ("reza",), ("se", "leía")),
}


def _find_written(sentence: Sentence, at: int) -> tuple[Span, Span] | None:
    """In what a quotation can be read, and the words that say so: "se lee en el decreto"."""
    words, language = sentence.words, sentence.language
    at += sentence.low(at) == ","
    phrase = next((p for p in _WRITTEN[language] if words.low[at : at + len(p)] == p), None)
    if phrase is None or at + len(phrase) >= sentence.last:
        return None
    start = at + len(phrase)
    start += sentence.low(start) in {"en", "dans", "sur", "in", "im", "auf"}
    if start >= sentence.last or not names_agent(words, start, sentence.last, language):
        return None
    source = trim_phrase(words, start, end_phrase(words, start, sentence.last, language))
    return (source, words.cover(at, at + len(phrase))) if source else None


_ADDS = re.compile(r"\s(?:de |d['’])\w+(?:er|ir|re)$")
"""How a French sentence goes on to what somebody says next: "et le maire d'ajouter"."""


def _part_speaker(sentence: Sentence, opened: Span, last: int) -> tuple[tuple[Span], tuple[Span, ...]]:
    """Who speaks before a colon, and the words beside him: those behind, else those before ("Dazu der Pächter: …")."""
    words = sentence.words
    start, end = opened
    if sentence.language == "fr" and (adds := _ADDS.search(words.text, start, end)) is not None:
        end = adds.start()
    if words.text[start:end].casefold().startswith("et "):
        start += 3
    ahead = words.cover(sentence.first, sentence.first + 1)
    rest = _cover_rest(sentence, (start, end), last)
    return ((start, end),), rest or ((ahead,) if ahead[1] <= start else ())


def _cover_rest(sentence: Sentence, source: Span, last: int) -> tuple[Span, ...]:
    """The words between a speaker and the colon: "zeigte sich zufrieden", "s'est montré déçu"."""
    words = sentence.words
    first = next((i for i in range(sentence.first, last) if words.spans[i][0] >= source[1]), last)
    while first < last and not words.low[first][0].isalnum():
        first += 1
    return (words.cover(first, last),) if first < last else ()


def _find_opener(sentence: Sentence, first: int, last: int) -> Span | None:
    words, language = sentence.words, sentence.language
    starts = [first, *(i + 1 for i in range(first, last) if words.low[i] == ",")]
    for start in starts:
        if (
            start < last
            and words.low[start] not in load_list(language, "pp")
            and names_agent(words, start, last, language)
        ):
            return trim_phrase(words, start, end_subject(sentence, start, last))
    return _find_named(sentence, first, last)


def _find_named(sentence: Sentence, first: int, last: int | None = None) -> Span | None:
    """The first noun phrase with a name in some words."""
    words, language = sentence.words, sentence.language
    last = sentence.last if last is None else last
    for at in range(first, last - 1):
        opens = words.low[at] in load_list(language, "definite") or is_capital(words, at)
        opens = opens and words.low[at] not in load_list(language, "pp")
        if opens and not sentence.quoted[at] and names_agent(words, at, last, language):
            end = end_phrase(words, at, last, language)
            if any(is_capital(words, i) and is_capital(words, i + 1) for i in range(at, end - 1)):
                return trim_phrase(words, at, end)
    return None


def _read_inside(text: str, draft: Draft, language: str, depth: int) -> list[Draft]:
    """The statements inside the content of another, read as a text of its own."""
    hearsay = draft.force == "hearsay"
    pieces = [(draft.content[0][0], draft.content[-1][1])] if hearsay and not draft.cue else list(draft.content)
    found: list[Draft] = []
    for start, end in pieces:
        while start < end and not hearsay and text[start] in '„“”«»"‹ ':
            start += 1
        while end > start and not hearsay and text[end - 1] in '„“”«»"› ':
            end -= 1
        piece = text[start:end]
        words = cut_plain_words(piece, language)
        if len(words) < 5:
            continue
        inner = _read_layer(piece, words, find_quotations(piece), language, False, depth + 1)
        moved: dict[int, Draft] = {}
        for one in inner:
            if one.loose or not one.source or (not one.cue and not one.hedge):
                continue
            outer = moved.get(id(one.outer), draft) if one.outer is not None else draft
            if one.outer is not None and id(one.outer) not in moved:
                continue
            if piece[slice(*one.source[0])].casefold() in load_list(language, "own"):
                continue
            moved[id(one)] = replace(_shift(one, start), outer=outer)
        found += moved.values()
    return found


def _shift(draft: Draft, by: int) -> Draft:
    """A draft with all its spans moved."""
    spans = {
        r: tuple((s + by, e + by) for s, e in getattr(draft, r)) for r in ("content", "source", "cue", "via", "hedge")
    }
    return replace(draft, **spans)  # type: ignore[arg-type]

"""Statements without a verb of saying of their own in German, French and Spanish: according to X, rumour."""

import re

from headwater.intervals import Span
from headwater.statements.drafts import Draft
from headwater.statements.lexica import list_words, load_list, load_phrases, load_verbs
from headwater.statements.noun_phrases import end_phrase, is_capital, names_agent, trim_phrase
from headwater.statements.relays import find_relay, match_phrase
from headwater.statements.speech_rules import cut_spans, trim_quoted
from headwater.statements.subjects import Sentence
from headwater.statements.words import Words

_CLOSING_VERBS = list_words(
    "mitteilte mitteilt mitteilten bekanntgab ankündigte heisst hiess hervorgeht verlautete schreibt angab hervorging "
    "bekanntgaben gab gaben gibt geben"
)
_CONDITIONAL = {
    "fr": re.compile(r"(?:aurai(?:t|ent)|serai(?:t|ent))$"),
    "es": re.compile(r"(?:habrían?|estarían?)$"),
    "de": re.compile(r"solle?n?$"),
}
_UNREAL = {
    "fr": list_words("si s' sans que qu' quand même avec pourquoi comment qui où au"),
    "es": list_words("si de_haber sin con que hubiera hubiese qué cómo quién cuándo dónde quien donde"),
    "de": list_words("was wie warum wer ob wo dass wenn nach_plan"),
}
_FREE = re.compile(r"\w{3,}[eidt]rai(?:t|ent)")
_FREE_ES = re.compile(r"\w{2,}[aeid]rían?")
_NO_RUMOUR_ES = ("debería", "podría", "querría", "haría", "gustaría", "sería", "diría", "iría", "convendría",
                 "bastaría", "permitiría", "supondría", "daría", "valdría", "preferiría", "cabría")  # fmt: skip
_DONE = ("do", "dos", "da", "das", "to", "cho", "sto", "rto", "sta", "cha", "rta", "tas", "tos", "ando", "iendo")
_BEFORE_NOUNS = list_words("el la los las un una de del su sus en esta este cada otra por con y a al para")
_NO_RUMOUR = list_words(
    "devrai pourrai voudrai faudrai vaudrai aimerai souhaiterai préférerai suffirai permettrai resterai entrai montrai "
    "rencontrai offrirai attirai tirai respirai inspirai admirai désirai retirai concentrai perdrai souffrirai rentrai"
)
_WHICH = list_words("lequel laquelle lesquels lesquelles cual cuales")
_STATES = list_words(
    "aufhalten befinden leben besitzen stammen planen verdienen wissen liegen heissen kennen verfügen handeln betragen"
)


def find_according(sentence: Sentence) -> Draft | None:
    """A statement according to somebody: the rest of the clause; None where no source stands behind the phrase."""
    words, language = sentence.words, sentence.language
    for at in range(sentence.first, sentence.last):
        if sentence.quoted[at]:
            continue
        found = _read_before(sentence, at) or (_read_after(sentence, at) if language == "de" else None)
        found = found or _read_as(sentence, at)
        if found is None:
            continue
        source, marks, begin, end = found
        content = _leave_out(sentence, begin, end)
        if not content:
            continue
        cue = tuple(words.spans[m] for m in marks)
        via, cited, mark = find_relay(words, (begin, end), sentence.quoted, language, source)
        if cited is not None and mark is not None:
            content, via = (cut_spans(words.text, spans, mark[0]) for spans in (content, via))
            return weaken(sentence, Draft(content, (cited,), (mark,), via))
        return weaken(sentence, Draft(content, (source,), cue, via))
    return None


def _read_before(sentence: Sentence, at: int) -> tuple[Span, list[int], int, int] | None:
    """ "laut X", "selon X", "según X": its source, its cue, and the words that are no content."""
    words, language = sentence.words, sentence.language
    phrase = next(
        (p for p in load_phrases(language, "according_before") if match_phrase(words, at, sentence.last, p)), None
    )
    so = language == "de" and words.low[at] == "so" and at > sentence.first and _stands_apart(sentence, at)
    if phrase is None and not so:
        return None
    phrase = phrase or ("so",)
    begin = at + len(phrase)
    if begin >= sentence.last or sentence.quoted[begin] or _WHICH & set(words.low[begin : begin + 2]):
        return None  # "les rumeurs selon lesquelles"
    if phrase in {("de",), ("pour",), ("para",)}:
        source = begin if words.low[begin] == "source" or words.low[begin] == "sources" else None
        apart = at == sentence.first or words.low[at - 1] == ","
        if not apart or (phrase == ("de",) and source is None):
            return None
        comma = next((i for i in range(begin, sentence.last) if words.low[i] == ","), sentence.last - 1)
        if phrase != ("de",) and not _thinks(sentence, at, begin, comma):
            return None
    titled = begin + 1 < sentence.last and sentence.quoted[begin + 1] and phrase != ("so",)
    if (
        not titled
        and not names_agent(words, begin, sentence.last, language)
        and not (phrase[0] in {"laut", "nach"} and _names_body(sentence, begin))
    ):
        return None
    if (
        language != "de"
        and words.low[begin] in load_list(language, "possessive")
        and phrase[0] in {"selon", "según"}
        and not names_agent(words, begin + 1, begin + 2, language)
    ):
        return None
    end = _end_source(sentence, begin, at == sentence.first or words.low[at - 1] == ",")
    source_span = trim_phrase(words, begin, end)
    if source_span is None:
        return None
    apprend = next(
        (
            i
            for i in range(end, min(end + 4, sentence.last))
            if words.low[i] in {"apprend", "indique", "apprenait"} and words.low[i - 1] == "on"
        ),
        None,
    )
    if apprend is not None and phrase == ("de",):
        return source_span, [apprend - 1, apprend], at, apprend + 1
    return source_span, list(range(at, begin)), at, end


def _thinks(sentence: Sentence, at: int, begin: int, comma: int) -> bool:
    """Whether "for" gives an opinion: what follows is quoted, or it is that of somebody with an office and a name."""
    words, language = sentence.words, sentence.language
    if sentence.quoted[min(comma + 1, sentence.last - 1)]:
        return True
    office = any(words.low[i] in load_list(language, "person") for i in range(begin, min(begin + 3, comma)))
    end = _end_source(sentence, begin, True)
    named = any(is_capital(words, i) for i in range(begin + 1, end))
    return at == sentence.first and office and named and end + 3 < sentence.last


def _names_body(sentence: Sentence, begin: int) -> bool:
    return sentence.words.text[sentence.words.spans[begin][0]].isupper()


def _stands_apart(sentence: Sentence, at: int) -> bool:
    before = sentence.words.low[at - 1]
    return before == "," or sentence.quoted[at - 1] or before in {"–", "—"}


def _end_source(sentence: Sentence, begin: int, opens: bool) -> int:
    """Where the source of "according to" ends; outside German at a comma or the end of the sentence."""
    words, language = sentence.words, sentence.language
    if language == "de":
        end = end_phrase(words, begin, sentence.last, "de", relative=False)
        titled = end < sentence.last and sentence.quoted[end] and not sentence.quoted[end - 1]
        return next((i for i in range(end, sentence.last) if not sentence.quoted[i]), sentence.last) if titled else end
    at = begin
    while at < sentence.last and not sentence.quoted[at]:
        low = words.low[at]
        if low in {",", ";", ":", ".", "—", "–", ")"}:
            behind = sentence.low(at + 1)
            if low == "," and behind in {"qui", "que"} and not opens:
                at += 1
                continue
            return _pass_name(sentence, begin, at)
        verb = at > begin + 1 and low in load_verbs(language) and words.low[at - 1] not in {"qui", "que", "pidió"}
        if verb and not any(words.low[i] in {"qui", "que"} for i in range(begin, at)):
            return end_phrase(words, begin, sentence.last, language, relative=False)
        at += 1
    return at


def _pass_name(sentence: Sentence, begin: int, comma: int) -> int:
    """Where a source ends that has a name beside it: "la portavoz, Juana Ostos," """
    words, end = sentence.words, comma + 1
    while end < sentence.last and is_capital(words, end):
        end += 1
    named = (
        end - comma > 2
        and sentence.low(end) == ","
        and not any(
            is_capital(words, i) and sentence.low(i - 1) not in {"de", "du", "des", "del", "d'"}
            for i in range(begin + 1, comma)
        )
    )
    office = any(words.low[i] in load_list(sentence.language, "person") for i in range(begin, comma))
    return end if sentence.low(comma) == "," and named and office else comma


def _read_after(sentence: Sentence, at: int) -> tuple[Span, list[int], int, int] | None:
    """ "dem Gericht zufolge": the noun phrase before the word."""
    words = sentence.words
    if words.low[at] != "zufolge":
        return None
    begin = at - 1
    while begin > sentence.first:
        before = begin - 1
        low = words.low[before]
        if low in {",", ":", "“", "”", "«", "»"} or sentence.quoted[before]:
            break
        started = words.low[begin] in {"einem", "einer", "dem", "der", "den", "diesem", "seinem", "ihrem", "ihren"}
        if (
            started
            and words.text[words.spans[before][0]].isupper()
            and words.low[begin] in {"einem", "dem", "den", "diesem"}
        ):
            break
        if started and not words.text[words.spans[before][0]].isupper():
            break
        verbish = low in load_list("de", "pp") - {"in", "aus", "von", "vom", "für", "im", "an"} or low in {
            "soll",
            "sollen",
            "ist",
            "sind",
            "war",
            "hat",
            "haben",
            "wurde",
            "wurden",
            "wird",
        }
        if verbish:
            break
        begin = before
    source = trim_phrase(words, begin, at)
    return (source, [at], begin, at + 1) if source else None


def _read_as(sentence: Sentence, at: int) -> tuple[Span, list[int], int, int] | None:
    """ "wie X mitteilte", "comme l'a révélé X", "como informó X", set off by commas."""
    words, language = sentence.words, sentence.language
    if words.low[at] not in load_list(language, "as") or not (
        at == sentence.first or words.low[at - 1] in {",", "tal", "y", "ainsi"} or sentence.quoted[at - 1]
    ):
        return None
    end = next(
        (i for i in range(at + 2, sentence.last) if words.low[i] in {",", ".", ";", ":"} and not sentence.quoted[i]),
        sentence.last,
    )
    if end < sentence.last and words.low[end] == ":":
        return None
    separable = language == "de" and words.low[end - 1] in _CLOSING_VERBS
    verb = next(
        (i for i in range(end - 1, at, -1) if words.low[i] in load_verbs(language) or (separable and i == end - 1)),
        None,
    )
    if verb is None:
        return None
    source = _find_reporter(sentence, at, verb, end)
    if source is None:
        return None
    first = (
        verb - 1
        if verb and words.low[verb - 1] in {"a", "ont", "ha", "han", "avait", "hat", "haben", "había"}
        else verb
    )
    while at > sentence.first and words.low[at - 1] in {"tal", "y", "ainsi"}:
        at -= 1
    return source, list(range(first, verb + 1)), at, end


def _find_reporter(sentence: Sentence, at: int, verb: int, end: int) -> Span | None:
    """Who reports in a clause with "as": before the verb in German, behind it in French and Spanish."""
    words, language = sentence.words, sentence.language
    if language == "de":
        begin = at + 1
        while begin < verb and words.low[begin] in {"es", "in", "aus", "im", "am", "sich", "von", "seitens", "bei"}:
            begin += 1
        limit = next((i for i in range(begin, verb) if words.low[i] in {"unter", "mit"}), verb)
        stop = end_phrase(words, begin, limit, "de") if begin < limit else begin
        if begin < limit and any(sentence.quoted[i] for i in range(begin, limit)):
            stop = max(i for i in range(begin, limit) if sentence.quoted[i]) + 1
        source = trim_phrase(words, begin, stop) if stop > begin else None
    else:
        begin = verb + 1
        source = trim_phrase(words, begin, end_phrase(words, begin, end, language)) if begin < end else None
    return source


def _leave_out(sentence: Sentence, begin: int, end: int) -> tuple[Span, ...]:
    """What a sentence says without the words from `begin` to before `end`."""
    start = sentence.first
    if sentence.low(start) in {"und", "et", "y", "aber", "mais", "pero"}:
        start += 1
    stop = next((i for i in range(end, sentence.last) if sentence.low(i) == ";"), sentence.last)
    start = max((i + 1 for i in range(start, begin) if sentence.low(i) == ";"), default=start)
    parts = [trim_quoted(sentence, start, begin), trim_quoted(sentence, end, stop)]
    kept = [p for p in parts if p is not None]
    if len(kept) == 2 and kept[1][1] - kept[1][0] < 4:
        kept = kept[:1]
    return tuple(kept)


def find_quotative(sentence: Sentence, begin: int, end: int) -> int | None:
    """The verb that puts a clause as hearsay: quotative "soll", the conditional of the press; None where it is none."""
    words, language = sentence.words, sentence.language
    supposed = language != "de" and {"si", "s'"} & set(words.low[max(0, begin - 25) : begin])
    if words.low[sentence.last - 1] == "?" or supposed:
        return None
    for at in range(begin, end):
        if sentence.quoted[at]:
            continue
        if language == "de" and words.low[at] in {"soll", "sollen"}:
            return at if _is_quotative(words, begin, at, end) else None
        if language != "de" and _CONDITIONAL[language].match(words.low[at]):
            return at if _is_reported(words, begin, at, end, language) else None
        if language == "es" and _FREE_ES.fullmatch(words.low[at]):
            if at > begin and words.low[at - 1] in _BEFORE_NOUNS:
                continue
            unreal = (_UNREAL["es"] | {"según"}) & set(words.low[begin:end])
            supposes = bool(unreal) or words.low[begin : begin + 2] == ("de", "haber")
            return at if not words.low[at].startswith(_NO_RUMOUR_ES) and not supposes else None
        if language == "fr" and _FREE.fullmatch(words.low[at]):
            stem = words.low[at].removesuffix("ent").removesuffix("t")
            unreal = (_UNREAL["fr"] | {","}) & set(words.low[begin:end])
            return at if stem not in _NO_RUMOUR and not unreal else None
    return None


def _is_quotative(words: Words, begin: int, at: int, end: int) -> bool:
    """Whether "soll" passes on what is said: before a perfect infinitive, or a verb of state, in its own clause."""
    last = next((i for i in range(end - 1, at, -1) if words.low[i][0].isalnum()), at)
    done = words.low[last] in {"haben", "sein"} and last - at >= 2
    lasting = "seit" in words.low[begin:end] or words.low[last] in _STATES
    return (done or lasting) and "," not in words.low[at + 1 : last] and words.low[begin] not in _UNREAL["de"]


def _is_reported(words: Words, begin: int, at: int, end: int, language: str) -> bool:
    """Whether a conditional is that of the press, and not that of an unreal clause."""
    unreal = _UNREAL[language] & set(words.low[begin:at]) or {"si", "s'", "sin", "sans"} & set(words.low[begin:end])
    return not unreal and not _lacks_event(words, begin, at, end, language)


def _lacks_event(words: Words, begin: int, at: int, end: int, language: str) -> bool:
    """Whether a conditional belongs to an unreal clause: "avec", "con … más", "de haber" stand before it."""
    before = " ".join(words.low[begin:at])
    if language == "es":
        follow = words.low[at + 1 : at + 4]
        event = any(w.endswith(_DONE) for w in follow)
        return not event or bool(re.match(r"(?:con |de haber|sin |si |en otro)", before))
    return bool(re.match(r"(?:avec |sans |sinon|à ta place|autrement|un peu plus|dans ce cas)", before))


def weaken(sentence: Sentence, draft: Draft) -> Draft:
    """A statement as hearsay where its content is put so."""
    inside = sentence.words.find_inside(draft.content)
    at = find_quotative(sentence, inside[0], inside[-1] + 1) if inside else None
    if at is None and sentence.language == "de":
        at = next((i for i in inside if sentence.words.low[i] in {"soll", "sollen"} and not sentence.quoted[i]), None)
    hedge = sentence.words.spans[at] if at is not None else None
    phrase = _find_phrase(sentence, inside[0], inside[-1] + 1) if inside and hedge is None else None
    if phrase is not None:
        hedge = sentence.words.cover(*phrase)
    negated = bool({sentence.words.low[i] for i in inside[:14]} & load_list(sentence.language, "negation"))
    if hedge is None:
        return Draft(draft.content, draft.source, draft.cue, draft.via, (), draft.force, negated)
    return Draft(draft.content, draft.source, draft.cue, draft.via, (hedge,), "hearsay", negated)


def _find_phrase(sentence: Sentence, begin: int, end: int) -> tuple[int, int] | None:
    for at in range(begin, end):
        if sentence.quoted[at]:
            continue
        for phrase in load_phrases(sentence.language, "hearsay"):
            if match_phrase(sentence.words, at, end, phrase):
                return at, at + len(phrase)
    return None


def _find_circle(sentence: Sentence, at: int) -> Span | None:
    """Who is behind "heißt es": "aus dem Rathaus", "in dem Schreiben"."""
    words = sentence.words
    if (
        sentence.low(at) not in {"aus", "in", "im", "bei", "von", "vonseiten", "seitens", "vom"}
        or at + 1 >= sentence.last
    ):
        return None
    if not names_agent(words, at + 1, sentence.last, "de"):
        return None
    return trim_phrase(words, at + 1, end_phrase(words, at + 1, sentence.last, "de", relative=False))


def find_rumour(sentence: Sentence) -> Draft | None:
    """What a sentence passes on without a source: its hedge and the rest of its clause."""
    words = sentence.words
    phrase = _find_phrase(sentence, sentence.first, sentence.last)
    if phrase is None:
        begin = max(
            (i + 1 for i in range(sentence.first, sentence.last) if words.low[i] == ";"), default=sentence.first
        )
        at = find_quotative(sentence, begin, sentence.last)
        if at is None:
            return None
        phrase = (at, at + 1)
    begin, end = phrase
    span = words.cover(begin, end)
    content = _leave_out(sentence, begin, end)
    said = words.low[end - 1]
    if (said in {"que", "d'", "de"} and end - begin > 1) or words.low[end - 1].startswith("soupçonné"):
        keep = end - 1 if said in {"que", "d'", "de"} else end
        tail = trim_quoted(sentence, keep, sentence.last)
        span = words.cover(begin, keep)
        content = (tail,) if tail else ()
    elif words.low[begin] in {"heisst", "hiess"} and content:
        content = content[:1]
        if (said_in := _find_circle(sentence, end)) is not None:
            return Draft(content, (said_in,), (span,))
    if not content:
        return None
    low = {words.low[i] for i in words.find_inside(content)[:14]}
    return Draft(content, (), (), (), (span,), "hearsay", bool(low & load_list(sentence.language, "negation")))

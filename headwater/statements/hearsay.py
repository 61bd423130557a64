"""What a text says that nobody in particular says: "reportedly", "is said to", "rumour has it", "it is understood"."""

import re

from headwater.intervals import Span, is_inside
from headwater.statements.clauses import has_negation, is_finite, split_clauses
from headwater.statements.drafts import Draft, trim_span
from headwater.statements.lexicon import load_bare_cues, load_words
from headwater.statements.words import Words

_BE = r"(?:is|are|was|were|be|being|has been|have been|had been|been|(?<=\w)['’](?:s|re))"
_SAY = (
    "said|believed|thought|rumou?red|understood|alleged|reported|claimed|suspected|reputed|presumed|assumed|feared|"
    "whispered|tipped"
)
_IS_SAID = re.compile(
    rf"\b{_BE}\s+(?:[a-z]+ly\s+|now\s+|also\s+|still\s+|long\s+)*"
    rf"((?:(?:{_SAY})\s+to)\b(?!\s+the\b)"
    r"|suspected\s+of(?=\s+(?:having|being|[a-z]+ing)\b)"
    r"|(?:feared|presumed|reported|believed|thought)(?=\s+(?:dead|lost|drowned|killed|missing|trapped|injured|wounded|"
    r"stolen|buried|safe|alive|hurt|captured|kidnapped)\b))",
    re.I,
)
_NOUN_SAID = re.compile(
    rf"(?P<noun>,|\b(?:those|people|men|women|man|woman|suspects?|gunmen|bod(?:y|ies)))\s+"
    rf"(?:widely\s+|once\s+)?(?P<hedge>(?:{_SAY})\s+to)\s+(?:be|have)\b",
    re.I,
)
"""The same without "is": "the body, thought to be his, …", "among those said to have signed"."""
_ADVERBS = frozenset({"apparently", "reputedly"})
_PARTICIPLES = frozenset(
    ["written", "seen", "taken", "stolen", "given", "shown", "driven", "drawn", "done", "chosen", "hidden", "spoken",
     "broken", "thrown", "worn", "flown", "made", "held", "sold", "sent", "bought", "found", "left", "built", "kept"]
)  # fmt: skip
"""Behind an adverb and with another verb to come they describe: "a letter allegedly written by the abbot was found"."""


def _describes(words: Words, at: int, begin: int) -> bool:
    """Whether an adverb belongs to an adjective: "a supposedly unsinkable ferry", "in apparently good health"."""
    before = words.low[at - 1] if at > begin else ""
    after = words.low[at + 1] if at + 1 < len(words) else ""
    return before in load_words("determiner") | load_words("preposition") and not is_finite(after)


def _find_adverbs(words: Words, begin: int, end: int, quoted: list[bool]) -> list[int]:
    """The adverbs of hearsay that hold for a clause, not for a phrase before it ("Supposedly haunted, the inn …")."""
    said = load_words("hearsay") | _ADVERBS
    found = [i for i in range(begin, end) if words.low[i] in said and not quoted[i] and not _describes(words, i, begin)]
    comma = next((i for i in range(begin + 2, min(begin + 9, end)) if words.low[i] == ","), None)
    if found[:1] != [begin] or comma is None or words.low[begin + 1] in load_words("determiner") - {"a", "an"} | {","}:
        return found
    verbs = any(is_finite(words.low[i]) for i in range(begin + 2, comma))
    return found if verbs or words.read(begin + 1)[0].isupper() else found[1:]


def _end_infinitive(words: Words, start: int, stop: int) -> int:
    """Where what somebody is said to do ends: "is said to be ill | and left" goes on with what is no hearsay."""
    inside = words.find_inside(((start, stop),))
    for at in inside[2:-1]:
        low = words.low[at + 1]
        past = is_finite(low) and f"{low}s" not in load_words("verb") and low not in load_bare_cues()
        if words.low[at] in {"and", "but"} and past:
            return words.spans[at - 1][1]
    return stop


def find_hearsay(words: Words, first: int, last: int, quoted: list[bool], said: list[Span]) -> list[Draft]:
    """Statements of force hearsay in one sentence: what is rumoured, or the clause around "reportedly" or "is said to".

    A hedge inside what somebody is said to have said (`said`) is that statement's own.

    >>> from headwater.statements.words import cut_words
    >>> w = cut_words("The pier will be sold, it is understood.")
    >>> [w.text[slice(*d.content[0])] for d in find_hearsay(w, 0, len(w), [False] * len(w), [])]
    ['The pier will be sold']
    """
    if rumour := _find_rumour(words, first, last, quoted):
        return [rumour]
    drafts = []
    for begin, end in split_clauses(words, first, last, quoted):
        start, stop = words.cover(begin, end)
        adverbs = _find_adverbs(words, begin, end, quoted)
        hedges = [words.spans[i] for i in adverbs]
        passive = list(_IS_SAID.finditer(words.text, start, stop))
        if passive:
            hedges += [m.span(1) for m in passive]
            start, stop = _cut_passive(words, passive[-1], start, stop)
        hedges += _find_short_hearsay(words, begin, end, quoted)
        hedges = [h for h in hedges if not any(is_inside(h, s) for s in said)]
        place = _read_phrase(words, adverbs[0], begin, end) if len(adverbs) == 1 and hedges else None
        if hedges and (content := _without(words.text, place or (start, stop), hedges)):
            negated = has_negation(words, begin, end)
            drafts.append(Draft(content, hedge=tuple(hedges), force="hearsay", negated=negated, confidence=0.8))
    return drafts or _find_described(words, first, last, quoted, said)


_WHEN = re.compile(r" (?:after|when|as|following|since|because) ")


def _cut_passive(words: Words, match: re.Match[str], start: int, stop: int) -> Span:
    """What of a clause is said: not what goes on behind "is said to be ill and", "is feared dead after"."""
    if words.text[start : match.start()].rstrip().casefold().endswith("what"):
        comma = words.text.find(",", match.end(), stop)
        return match.end(), comma if comma > 0 else stop
    if not match.group(1).casefold().endswith((" to", " of")) and (when := _WHEN.search(words.text, match.end(), stop)):
        return start, when.start()
    return start, _end_infinitive(words, match.end(), stop)


def _read_phrase(words: Words, at: int, begin: int, end: int) -> Span | None:
    """What an adverb holds for where that is less than its clause: "the pair, reportedly cousins, were held"."""
    after = at + 1
    if after >= end or at == begin:
        return None
    if words.low[at - 1] == ",":
        stop = next((i for i in range(after, end) if words.low[i] == ","), None)
        bare = stop is not None and not any(is_finite(words.low[i]) for i in range(after, stop))
        return words.cover(after, stop) if bare and stop is not None else None
    if words.low[after] in _PARTICIPLES and words.low[at - 1] not in load_words("auxiliary") | load_words("adverb"):
        stop = next((i for i in range(after + 1, end) if is_finite(words.low[i]) or words.low[i] == ","), None)
        return words.cover(after, stop) if stop is not None else None
    return None


def _find_described(words: Words, first: int, last: int, quoted: list[bool], said: list[Span]) -> list[Draft]:
    """The hearsay of a clause without "is": "the body, thought to be his, was found"."""
    start, end = words.cover(first, last)
    match = _NOUN_SAID.search(words.text, start, end)
    if match is None or any(is_inside(match.span("hedge"), s) for s in said):
        return []
    inside = words.find_inside(((match.end("hedge"), end),))
    if not inside or quoted[inside[0]]:
        return []
    marked = match["noun"] == ","
    stop = next((i for i in inside[1:] if words.low[i] in {",", ";"} or (not marked and _is_main(words, i))), last)
    subject = trim_span(words.text, start, match.start("noun")) if marked else None
    content = trim_span(words.text, match.end("hedge"), words.cover(first, stop)[1])
    if content is None or (marked and subject is None):
        return []
    pieces = (subject, content) if subject is not None else (content,)
    return [Draft(pieces, hedge=(match.span("hedge"),), force="hearsay", confidence=0.7)]


def _is_main(words: Words, at: int) -> bool:
    """Whether a word is the verb of the sentence behind what somebody is said to have done."""
    return words.low[at] in {"is", "are", "was", "were", "will", "has", "had"} and words.low[at - 1] != "to"


_TALK = r"(?:reports?|rumou?rs?|talk|speculation|gossip|allegations?|suggestions?|claims?|whispers?|word|conjecture)"
_RUN = (
    r"(?:(?:is|are|was|were|has been|have been|had been|is now|are now|continues? to|began to|started to) )?"
    r"(?:[a-z]+ly )?(?:swirl|spread|circulat|mount|grow|emerg|surfac|abound|persist|grew|rife|going round|going around|"
    r"doing the rounds|rag|got out|got around|went round|went around|build|intensif|resurfac|reached|broke)"
    r"(?:ing|ed|e|s|es)?"
)
_HOW = r"(?:widely |often |now |also |generally |long |commonly )*"
_LORE = r"(?:local |popular |family |urban )?(?:rumou?rs?|legend|word|gossip|tradition|lore|folklore|hearsay|belief)"
_LORE_RUNS = r"(?:has it|have it|had it|would have it|(?:is|was)(?= that)|goes|went|says|holds|tells)"
_TALE = r"(?:story|rumou?r|legend|theory|joke|tale|saying|word)"
_RUMOURS = [
    re.compile(
        rf"\b(?P<cue>it (?:is|was|has been|had been|is being|'s|’s) {_HOW}"
        rf"(?:{_SAY}|suggested|speculated|supposed|held))(?: that)? (?!to\b|of\b|by\b|for\b)(?=\w)", re.I),
    re.compile(
        rf"\b(?P<cue>(?:{_LORE}|the (?:story|rumou?r|word|talk|legend|tale|joke|gossip)(?: in [\w ]{{2,20}})?) "
        rf"{_LORE_RUNS})(?: that)? (?=\w)(?!to\b|of\b|a\b|an\b)", re.I),
    re.compile(rf"\b(?P<cue>(?P<hedge>unconfirmed |wild |persistent )?{_TALK} {_RUN}) that ", re.I),
    re.compile(
        rf"\b(?P<cue>there (?:is|are|was|were|have been|has been|had been) (?:[a-z]+ly )?(?P<hedge>[a-z]+ )?{_TALK} "
        r"(?:of|that)) ", re.I),
    re.compile(r"\b(?:amid|following|after|on|despite|with|by) (?:[a-z]+ )?(?P<cue>"
               r"(?:reports|rumou?rs|speculation|talk|gossip|whispers)) that (?P<clause>)", re.I),
]  # fmt: skip
"""How a text says that something is said, by nobody in particular, before what is said."""
_ASIDE = re.compile(
    rf"(?:^|(?<=[.!?]\s)|(?<=[,—–] )|(?<=[,—–]))(?P<cue>(?:or )?(?:so )?(?:it (?:is|was|has been|'s|’s) {_HOW}"
    rf"(?:{_SAY})|it (?:seems|appears|would seem|would appear|seemed)|by all accounts|by most accounts|"
    rf"(?:as |so )?(?:the |local )?{_TALE} (?:goes|has it|would have it|went)|"
    r"(?:as )?rumou?r has it|if (?:the )?(?:rumou?rs|reports|stories) are (?:true|to be believed|right|correct)|"
    r"word has it|so they say|as they say))(?=\s?[,.;—–]|$)",
    re.I)  # fmt: skip
"""The same as an aside: before, within or behind what is said."""


def _find_rumour(words: Words, first: int, last: int, quoted: list[bool]) -> Draft | None:
    """The statement of one sentence that nobody in particular makes: "It is said that …", "Rumour has it that …"."""
    start, end = words.cover(first, last)
    found = next((m for pattern in _RUMOURS if (m := pattern.search(words.text, start, end))), None)
    aside = _ASIDE.search(words.text, start, end) if found is None else None
    match = found or aside
    if match is None:
        return None
    inside = words.find_inside((match.span("cue"),))
    if not inside or any(quoted[i] for i in inside):
        return None
    places = [(match.end(), end)] if found else [(start, match.start("cue")), (match.end("cue"), end)]
    content = tuple(span for place in places if (span := _end_rumour(words, *place, match)) is not None)
    said = words.find_inside(content)
    if len(said) < 3 and not (aside and said):
        return None
    hedges = (match.span("hedge"),) if match.groupdict().get("hedge") else ()
    hedge = tuple(h for s, e in hedges if (h := trim_span(words.text, s, e)))
    negated = has_negation(words, said[0], said[-1] + 1)
    return Draft(content, (), (match.span("cue"),), hedge=hedge, force="hearsay", negated=negated, confidence=0.8)


def _end_rumour(words: Words, start: int, end: int, match: re.Match[str]) -> Span | None:
    """What is rumoured: to the end, or to the comma where it only stands beside what the sentence says."""
    span = trim_span(words.text, start, end)
    if span is None or match.groupdict().get("clause") is None:
        return span
    comma = words.text.find(", ", *span)
    return trim_span(words.text, start, comma) if comma > 0 else span


def _find_short_hearsay(words: Words, first: int, last: int, quoted: list[bool]) -> list[Span]:
    """The "said to" of a headline that leaves "is" out: "Mayor said to be leaving"."""
    for at in range(first + 1, last - 3):
        said = words.low[at] in _SAID_OF and words.low[at + 1] == "to" and words.low[at + 2] in {"be", "have"}
        if said and not quoted[at]:
            rest = [words.low[i] for i in range(first, last) if not at <= i <= at + 2]
            return [] if any(is_finite(low) for low in rest) else [words.cover(at, at + 2)]
    return []


_SAID_OF = frozenset({"said", "believed", "thought", "understood", "rumoured", "rumored", "reported", "alleged"})


def _without(text: str, span: Span, holes: list[Span]) -> tuple[Span, ...]:
    pieces, at = [], span[0]
    for start, end in sorted(holes):
        if (piece := trim_span(text, at, start)) is not None:
            pieces.append(piece)
        at = end
    if (piece := trim_span(text, at, span[1])) is not None:
        pieces.append(piece)
    return tuple(pieces)

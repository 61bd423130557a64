"""Statements by rule, where word order alone is surer than the tagger: "according to", and ", he said" at the end."""

from headwater.intervals import Span
from headwater.statements.clauses import has_verb, is_finite, split_clauses
from headwater.statements.drafts import Draft, trim_span
from headwater.statements.lexicon import load_cues, load_data, load_words
from headwater.statements.names import is_name_word, is_office
from headwater.statements.sources import is_outlet, load_source_words
from headwater.statements.words import Words

_CUES = (("according", "to"), ("as", "reported", "by"), ("as", "stated", "by"), ("in", "the", "words", "of"))
_ENDS = frozenset({".", ";", ":", "?", "!", "“", '"', "—", "–", "--", "(", ")"})
_TURNS = frozenset(["and", "but", "while", "although", "though", "as", "when", "where", "because", "since", "if"])


def find_according(words: Words, first: int, last: int, quoted: list[bool]) -> list[Draft]:
    """The statements of one sentence whose source follows "according to": the rest of the sentence is what it says.

    >>> from headwater.statements.words import cut_words
    >>> w = cut_words("The mill will close, according to two people who work there.")
    >>> [w.text[slice(*d.source[0])] for d in find_according(w, 0, len(w), [False] * len(w))]
    ['two people who work there']
    """
    drafts = []
    for at in range(first, last):
        for cue in _CUES:
            if words.low[at] == cue[0] and words.low[at : at + len(cue)] == cue and not quoted[at]:
                drafts += _read_according(words, first, last, (at, at + len(cue)), quoted)
    return drafts


def find_closing(words: Words, first: int, last: int, quoted: list[bool]) -> list[Draft]:
    """The statement of a sentence that ends in its source and a verb of saying: ", the Gazette reported on Sunday."

    >>> from headwater.statements.words import cut_words
    >>> w = cut_words("The mill plans to close, the Gazette reported on Sunday.")
    >>> [w.text[slice(*d.content[0])] for d in find_closing(w, 0, len(w), [False] * len(w))]
    ['The mill plans to close']
    """
    ends = [i for i in range(first + 4, last - 1) if words.low[i] == "," and not quoted[i]]
    asides = [i for i in ends if words.low[i + 1] in _ASIDES]
    asides += [i for i in range(first + 6, last - 1) if words.low[i : i + 2] in _WHICH_CITES and not quoted[i]]
    others = [i for i in ends if i not in asides and words.low[i + 1].endswith("ing")]
    for end in (*asides[:1], *([] if asides else [last]), *others):
        if found := _read_closing(words, first, end, quoted):
            return found
    return []


def _read_closing(words: Words, first: int, last: int, quoted: list[bool]) -> list[Draft]:
    comma = next(
        (i for i in range(last - 2, max(first + 3, last - 18), -1) if words.low[i] == "," and not quoted[i]), None
    )
    if comma is not None and _says(words.low[comma + 1]):
        comma = _pass_apposition(words, first, comma)
    if comma is None or not has_verb(words, first, comma) or words.low[first] in {"but", "and"}:
        return []
    said = [i for i in range(comma + 2, last) if _says(words.low[i])]
    verb = next((i for i in said if _ends_there(words, _pass_hearer(words, i, last), last)), None)
    if verb is None or verb - comma > 13 or quoted[verb]:
        return []
    begin = comma + 1
    if any(_ends_source(words, i, begin) for i in range(begin, verb - 1)):
        return []
    end = verb
    while end > begin and words.low[end - 1] in load_words("auxiliary") | load_words("adverb"):
        end -= 1
    source = trim_span(words.text, *words.cover(begin, end)) if end > begin else None
    content = _trim_content(words, first, comma)
    if source is None or content is None or words.low[begin] in load_words("preposition"):
        return []
    return [Draft((content,), (source,), (words.cover(end, verb + 1),), confidence=0.8)]


def _pass_apposition(words: Words, first: int, comma: int) -> int | None:
    """The comma before "its head, Tom Ray, said", from the comma before the verb; None where none is."""
    commas = [i for i in range(first + 3, comma) if words.low[i] == ","][-2:]
    if len(commas) < 2 or comma - commas[0] > 12:
        return None
    named = any(
        all(is_name_word(words, i) for i in range(a + 1, b)) for a, b in ((commas[1], comma), (commas[0], commas[1]))
    )
    return commas[0] if named and words.low[commas[0] + 1] not in _NO_SOURCE | {"who", "which"} else None


def _ends_source(words: Words, at: int, begin: int) -> bool:
    """Whether a word cannot stand in a source; "and" can between two names ("the Gazette and the Herald")."""
    low = words.low[at]
    if low == "and" and at > begin:
        after = at + 2 if words.low[at + 1] == "the" else at + 1
        return not (is_name_word(words, at - 1) and is_name_word(words, after))
    if low in _NO_SOURCE or not is_finite(low):
        return low in _NO_SOURCE
    described = low.endswith("ed") and at > begin + 1 and words.low[at + 1] in load_words("preposition")
    return not (described or "who" in words.low[begin + 1 : at])


_CITES = frozenset({"citing", "quoting"})
_WHICH_CITES = frozenset((which, cites) for which in ("that", "which") for cites in ("cited", "cites", "quoted"))
_ASIDES = _CITES | {"asking", "speaking", "requesting", "adding"}
_NO_SOURCE = frozenset(
    {
        "nobody",
        "none",
        "neither",
        "nothing",
        "no",
        "and",
        "but",
        "while",
        "because",
        "that",
        "as",
        "when",
        "where",
        "if",
        "to",
        "than",
    }
)
_TAIL = frozenset(
    [
        "on",
        "in",
        "at",
        "to",
        "this",
        "last",
        "late",
        "early",
        "earlier",
        "later",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "today",
        "yesterday",
        "night",
        "morning",
        "afternoon",
        "evening",
        "week",
        "month",
        "year",
        "a",
        "an",
        "the",
        "statement",
        "interview",
        "report",
        "briefing",
        "conference",
        "news",
        "press",
        "reporters",
        "twitter",
        "facebook",
        "tweet",
        "email",
        "phone",
    ]
)


def find_feeling(words: Words, first: int, last: int, quoted: list[bool]) -> list[Draft]:
    """The attitudes of a sentence that an adjective states: "the crew is worried that the ice is thin".

    >>> from headwater.statements.words import cut_words
    >>> w = cut_words("The crew is deeply worried that the ice is thin.")
    >>> [w.text[slice(*d.content[0])] for d in find_feeling(w, 0, len(w), [False] * len(w))]
    ['that the ice is thin']
    """
    adjectives = load_data("cues.json")["adjective"].split()
    drafts = []
    for begin, end in split_clauses(words, first, last, quoted):
        at = next(
            (i for i in range(begin + 2, end - 3) if words.low[i] in adjectives and words.low[i + 1] == "that"), None
        )
        if at is None or quoted[at]:
            continue
        verb = at
        while verb > begin and words.low[verb - 1] in (load_words("adverb") - load_words("hearsay")) | {
            "deeply",
            "very",
        }:
            verb -= 1
        if verb - 1 <= begin or words.low[verb - 1] not in load_words("auxiliary") or verb - begin > 12:
            continue
        source, content = (trim_span(words.text, *words.cover(*p)) for p in ((begin, verb - 1), (at + 1, end)))
        if source is not None and content is not None:
            drafts.append(Draft((content,), (source,), (words.cover(verb - 1, at + 1),), confidence=0.7))
    return drafts


def find_headline(words: Words, first: int, last: int, quoted: list[bool]) -> list[Draft]:
    """The statement of a headline with a colon: "Mayor: Mill will stay", "Mill will stay: mayor".

    >>> from headwater.statements.words import cut_words
    >>> w = cut_words("Town will sue over mill closure: officials")
    >>> [w.text[slice(*d.source[0])] for d in find_headline(w, 0, len(w), [False] * len(w))]
    ['officials']
    """
    colons = [i for i in range(first + 1, last - 1) if words.low[i] == ":" and not quoted[i]]
    colons = colons or [i for i in range(max(first + 3, last - 5), last - 1) if words.low[i] in {"–", "—", "-"}]
    if len(colons) == 1 and words.low[colons[0]] == "-" and words.text[words.spans[colons[0]][0] - 1] != " ":
        return []
    if len(colons) != 1 or last - first > 24 or words.low[last - 1] == "." or "@" in words.low[first:last]:
        return []
    colon = colons[0]
    if all(quoted[first:colon]) and (found := _read_quoted_headline(words, first, colon, last)):
        return found
    sides = (((first, colon), (colon + 1, last)), ((colon + 1, last), (first, colon)))
    for source, content in sides if words.low[colon] == ":" else sides[1:]:
        length = source[1] - source[0]
        lettered = sum(words.low[i][0].isalpha() for i in range(*content))
        if (
            length > 4
            or lettered < 2
            or content[1] - content[0] < 3
            or not _names_speaker(words, *source, leads=source[0] == first)
        ):
            continue
        spans = [trim_span(words.text, *words.cover(*part)) for part in (source, content)]
        if spans[0] is not None and spans[1] is not None:
            return [Draft((spans[1],), (spans[0],), (words.spans[colon],), confidence=0.7)]
    return []


_TELLERS = frozenset(["survivor", "survivors", "victim", "victims", "driver", "passenger", "teacher", "nurse",
                      "neighbour", "neighbor", "owner", "widow", "couple", "family", "teenager"])  # fmt: skip
"""Who tells of himself in a headline, beside those who speak in texts."""


def _read_quoted_headline(words: Words, first: int, colon: int, last: int) -> list[Draft]:
    """The statement of "'I saw it fall': witness tells of the crash"."""
    end = next((i for i in range(colon + 1, last) if is_finite(words.low[i]) and i > colon + 1), last)
    source = trim_span(words.text, *words.cover(colon + 1, end))
    known = load_source_words("person") | load_source_words("group") | _TELLERS
    if source is None or end - colon > 9 or not known & set(words.low[colon + 1 : min(end, colon + 4)]):
        return []
    return [Draft((words.cover(first, colon),), (source,), (words.spans[colon],), confidence=0.7)]


def _names_speaker(words: Words, first: int, last: int, leads: bool) -> bool:
    """Whether the short side of a colon is somebody: a name, an office, a group; and no label ("Exclusive")."""
    lows = words.low[first:last]
    if any(low in load_words("label") or not low[0].isalpha() or is_finite(low) for low in lows):
        return False
    known = load_source_words("group") | load_source_words("person") | load_source_words("document")
    if leads and len(lows) == 1 and lows[0] in load_source_words("organisation") | load_words("generic_body"):
        return False  # "Company: …" heads a list
    known |= frozenset() if leads else load_source_words("organisation")
    if (
        lows[-1] in known
        or is_office(lows[-1].removesuffix("s"))
        or is_outlet(words.text[slice(*words.cover(first, last))])
    ):
        return True
    return leads and all(is_name_word(words, i) for i in range(first, last)) and last - first <= 3


def _says(low: str) -> bool:
    return load_cues().get(low) == "statement" and low.endswith(("said", "say", "says", "ed", "wrote", "told", "s"))


def _pass_hearer(words: Words, verb: int, last: int) -> int:
    """The word after the one who was told: "told Reuters", "told the Fenn Gazette", "told a court"."""
    at = verb + 1
    if words.low[verb] not in {"told", "tells"}:
        return at
    while at < min(verb + 3, last) and words.low[at] in load_words("determiner"):
        at += 1
    named = at
    while at < last and (
        is_name_word(words, at) or (words.low[at] in {"and", "sunday"} and is_name_word(words, at + 1))
    ):
        at += 1
    return at if at > named else min(at + 1, last)


def _ends_there(words: Words, at: int, last: int) -> bool:
    """Whether nothing but a time, a place or an occasion follows."""
    rest = [words.low[i] for i in range(at, last) if words.low[i][0].isalnum()]
    if has_verb(words, at, last) or any(words.low[i] in {",", ":", "“", '"', ";"} for i in range(at, last - 1)):
        return False
    return not rest or (len(rest) <= 8 and rest[0] in _TAIL and "that" not in rest)


def _read_according(words: Words, first: int, last: int, cue: tuple[int, int], quoted: list[bool]) -> list[Draft]:
    at, begin = cue
    if words.low[max(first, at - 2) : at] == ("that", ","):
        if at - 2 > first:
            return []  # found again when what somebody says is read as a text of its own
        first = at
    end = _end_source(words, begin, last, quoted, at == first)
    if end == begin:
        return []
    if end + 1 < last and words.low[end] == "," and words.low[end + 1] in _CITES:
        end = next((i for i in range(end + 2, last) if words.low[i] == ","), end)
    contents = [(first, at)] if at > first else []
    if end < last and words.low[end] == "," and words.low[min(end + 1, last - 1)] not in _TURNS:
        contents.append((end + 1, last))
    elif at == first:
        contents.append((end, last))
    spans = [s for c in contents if c[1] > c[0] and (s := _trim_content(words, *c)) is not None]
    source = trim_span(words.text, *words.cover(begin, _end_source(words, begin, last, quoted, at == first)))
    if source is None or not spans or sum(e - s for s, e in spans) < 8:
        return []
    return [Draft(tuple(spans), (source,), (words.cover(*cue),), confidence=0.8)]


def _end_source(words: Words, begin: int, last: int, quoted: list[bool], leads: bool) -> int:
    """The word after the source: a comma ends it, unless an apposition stands between it and the next."""
    at = begin
    while at < last and words.low[at] not in _ENDS and not quoted[at]:
        if words.low[at] == ",":
            end = _end_apposition(words, at, last, leads)
            if end == at:
                break
            at = end
            continue
        at += 1
    return at


_APPOSED = frozenset({"a", "an", "the", "who", "which", "whose", "its", "his", "her"})


def _end_apposition(words: Words, comma: int, last: int, leads: bool) -> int:
    """The word after "…, a spokesman for the mill", or the comma itself where none follows."""
    excludes = words.low[comma + 2 : comma + 4] in (("of", "whom"), ("of", "which"))
    if comma + 1 >= last or not (excludes or words.low[comma + 1] in _APPOSED):
        return comma
    end = comma + 1
    while end < last and words.low[end] != "," and words.low[end] not in _ENDS:
        end += 1
    closed = end < last and words.low[end] == ","
    if has_verb(words, comma + 1, end) and not excludes and words.low[comma + 1] not in {"who", "which", "whose"}:
        return comma
    return end if closed or not leads else comma


def _trim_content(words: Words, first: int, last: int) -> Span | None:
    """The content without a conjunction before it; after a semicolon only what follows."""
    for at in range(last - 1, first, -1):
        if words.low[at] == ";":
            first = at + 1
            break
    while first < last - 1 and words.low[first] in load_words("conjunction") | {","}:
        first += 1
    return trim_span(words.text, *words.cover(first, last))

"""What is known of a language that is read by plain rules: its verbs of saying in all forms, and its word lists."""

import re
from functools import cache

from headwater.statements.lexicon import load_data
from headwater.statements.words import Words, cut_words

READ_BY_RULES = frozenset({"de", "fr", "es"})
"""Languages with a lexicon of their own (data/lexicon_….json)."""

_ELISION = re.compile(r"(?:jusqu|lorsqu|puisqu|quoiqu|presqu|qu|[ldsnjmtc])[’']", re.I)
_INVERTED = re.compile(r"(?:-t)?-(?:ils?|elles?|on|je|nous)$", re.I)
_AR = "a an ó aron aba aban ado ando ará arán aría arían ara aran ar"
_ER = "e en ió ieron ía ían ido iendo erá erán ería erían er"
_IR = "e en ió ieron ía ían ido iendo irá irán iría irían ir"
_FR_ER = "e ent ait aient a èrent é és ée ées ant era eront erait eraient er"


def inflect_plainly(verb: str, language: str) -> tuple[str, ...]:
    """The forms of a regular verb of a language, third persons and participles above all.

    >>> inflect_plainly("sagen", "de")[:4], "déclarait" in inflect_plainly("déclarer", "fr")
    (('sagen', 'sage', 'sagt', 'sagte'), True)
    """
    if language == "de":
        stem = verb[:-1] if verb.endswith(("ern", "eln")) else verb[:-2]
        link = "e" if stem.endswith(("t", "d", "chn", "gn")) else ""
        bare = verb.endswith("ieren") or verb.startswith(("be", "er", "ver", "wider", "unter", "ent", "wieder"))
        told = {f"{'' if bare else 'ge'}{stem}{link}t", f"{stem}{link}t"} if bare else {f"ge{stem}{link}t"}
        return (verb, f"{stem}e", f"{stem}{link}t", f"{stem}{link}te", f"{stem}{link}ten", *sorted(told))
    stem = verb[:-2]
    ends = (_FR_ER if verb.endswith("er") else "it issent issait i ir") if language == "fr" else ""
    ends = ends or {"ar": _AR, "er": _ER, "ir": _IR}[verb[-2:]]
    soft = stem[:-1] + "ç" if stem.endswith("c") else stem + "e" if stem.endswith("g") else stem
    grave = re.sub(r"[eé]([bcdfghlmnprstv]+)$", r"è\1", stem) if language == "fr" and verb.endswith("er") else stem
    forms = tuple((soft if language == "fr" and end[0] == "a" else stem) + end for end in ends.split())
    return forms if grave == stem else (*forms, f"{grave}e", f"{grave}ent")


def list_words(text: str) -> frozenset[str]:
    """The words of a text, folded.

    >>> sorted(list_words("Mais et"))
    ['et', 'mais']
    """
    return frozenset(text.casefold().split())


@cache
def load_verbs(language: str) -> dict[str, str]:
    """Every form of every verb of saying of a language with its class: statement, denial, attitude or question."""
    data = load_data(f"lexicon_{language}.json")
    forms: dict[str, str] = {}
    for kind in ("denial", "question", "attitude", "statement"):
        for form in data["forms"].get(kind, "").split():
            forms.setdefault(form, kind)
        for verb in data["verbs"].get(kind, "").split():
            for form in inflect_plainly(verb, language):
                forms.setdefault(form, kind)
    for form in data["forms"].get("participle", "").split():
        forms[form] = "statement"
    for form in data["forms"].get("participle_denial", "").split():
        forms[form] = "denial"
    return {form.casefold(): kind for form, kind in forms.items()}


@cache
def load_list(language: str, *names: str) -> frozenset[str]:
    """A word list of a language, or several as one."""
    data = load_data(f"lexicon_{language}.json")
    return frozenset(word for name in names for word in data[name].casefold().split())


@cache
def load_phrases(language: str, name: str) -> tuple[tuple[str, ...], ...]:
    """The phrases of a list of a language as words, the longest first."""
    listed = load_data(f"lexicon_{language}.json")[name].casefold()
    phrases = [tuple(p.split()) for p in listed.split(";") if p]
    return tuple(sorted(phrases, key=lambda p: (-len(p), p)))


@cache
def load_particles(language: str) -> dict[str, dict[str, str]]:
    """The separable verbs of a language: finite form, then particle, with the class."""
    forms = load_data(f"lexicon_{language}.json")["forms"]
    table: dict[str, dict[str, str]] = {}
    for name, kind in (("particle", "statement"), ("particle_denial", "denial")):
        for pair in forms.get(name, "").split():
            verb, particle = pair.split(":")
            table.setdefault(verb.casefold(), {})[particle] = kind
    return table


@cache
def load_pattern(language: str, name: str) -> re.Pattern[str]:
    """A pattern of a language."""
    return re.compile(rf"\b(?:{load_data(f'lexicon_{language}.json')[name]})", re.I)


def cut_plain_words(text: str, language: str) -> Words:
    """Words and marks with offsets; in French what is elided and pronouns behind their verb stand alone.

    >>> cut_plain_words("D’après l'agence, a-t-il dit", "fr").low
    ("d'", 'après', "l'", 'agence', ',', 'a', '-t-il', 'dit')
    """
    words = cut_words(text)
    if language != "fr":
        return words
    spans: list[tuple[int, int]] = []
    for start, end in words.spans:
        while (match := _ELISION.match(text, start, end)) is not None and match.end() < end:
            spans.append(match.span())
            start = match.end()
        inverted = _INVERTED.search(text, start, end) if "-" in text[start:end] else None
        if inverted is not None and inverted.start() > start and inverted.end() == end:
            spans += [(start, inverted.start()), inverted.span()]
        else:
            spans.append((start, end))
    low = tuple(text[s:e].replace("’", "'").casefold() for s, e in spans)
    joined = _join_elided(spans, low)
    return Words(text, tuple(joined), tuple(text[s:e].replace("’", "'").casefold() for s, e in joined))


def _join_elided(spans: list[tuple[int, int]], low: tuple[str, ...]) -> list[tuple[int, int]]:
    """The words with an apostrophe cut off as a mark joined to the letter before it ("d’" and then a quotation)."""
    joined: list[tuple[int, int]] = []
    for span, word in zip(spans, low, strict=True):
        if word == "'" and joined and joined[-1][1] == span[0] and joined[-1][1] - joined[-1][0] <= 2:
            joined[-1] = (joined[-1][0], span[1])
        else:
            joined.append(span)
    return joined

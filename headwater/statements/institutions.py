"""Governments and outlets by any of the words that a text has for them: "the Kremlin", "the Journal", "the daily"."""

from headwater.statements.mentions import Cast
from headwater.statements.names import is_name_word
from headwater.statements.sources import (
    Source,
    is_outlet,
    is_paper,
    load_demonyms,
    load_governments,
    load_outlet_names,
    load_source_words,
    trim_genitive,
)
from headwater.statements.witnesses import find_staff
from headwater.statements.words import Words, cut_words

_BROAD = frozenset(["agency", "station", "site", "channel", "network"])
"""Nouns of outlets and of much else: with a word before them only "news", "radio" … tells which."""

_TRADE = frozenset(["news", "press", "wire", "radio", "television", "tv", "web", "online"])


def read_institution(cast: Cast, words: Words, at: int) -> Source | None:
    """A government (or what stands for one), or an outlet, by name or as "the paper", "the Journal"; else None."""
    whole = trim_genitive(" ".join(words.text.split()).strip(" ,:"))
    whole = whole.removesuffix(".") if len(words.low[-1]) == 1 else whole
    bare = whole.casefold().removeprefix("the ")
    people = bare.removesuffix(" government").removesuffix("'s").removesuffix("’s")
    if bare in load_governments() or (bare.endswith(" government") and people in load_demonyms() | load_governments()):
        country = load_governments().get(people) or load_demonyms()[people]
        return Source("organisation", f"government of {country}", whole)
    meant = _read_definite(cast, whole, at) if whole[:4].casefold() == "the " and bare != "press" else None
    if meant is None and is_paper(whole):
        return Source("outlet", load_outlet_names().get(bare) or whole)
    if meant is None and is_outlet(whole):
        return Source(
            "outlet", load_outlet_names().get(bare) or (whole[4:] if whole[:4].casefold() == "the " else whole)
        )
    return meant


def _read_definite(cast: Cast, whole: str, at: int) -> Source | None:
    """The outlet named before that "the paper", "the Journal", "the South Korean newspaper" means."""
    which = whole.split()[1:]
    last = which[-1].casefold() if which else ""
    described = _is_description(which)
    if not described and not (len(which) == 1 and last in load_source_words("outlet_end")):
        return None
    bodies = [s.name or s.described_as or "" for p, s in cast.spoken if p < at and s.kind == "organisation"]
    if last in _BROAD and len(which) == 1 and any(body.casefold().endswith(last) for body in bodies):
        return None
    named = [n for p, n in cast.outlets if p < at and not _is_description(n.removeprefix("the ").split())]
    same = [n for n in named if n.casefold().split()[-1] == last]
    found = same or (named if described else [])
    return read_institution(Cast(), cut_words(found[-1]), at) if found else None


def _is_description(which: list[str]) -> bool:
    """Whether words are the noun of an outlet behind some that describe it and name nothing: "South Korean daily"."""
    before = [word.casefold() for word in which[:-1]]
    if not which or which[-1].casefold() not in load_source_words("outlet_noun"):
        return False
    if before and which[-1].casefold() in _BROAD and not _TRADE & set(before):
        return False
    return " ".join(before) in load_demonyms() or all(map(_describes, which[:-1]))


def _describes(word: str) -> bool:
    """Whether a word says where something is from, or what it is like."""
    place = word.casefold() in load_demonyms() or word.casefold() in load_governments()
    return word.islower() or place or (word.endswith(("ian", "ean", "ese", "ish")) and not is_outlet(word))


def read_witness(words: Words) -> Source | None:
    """The outlet whose own people saw or heard it: "a Reuters witness", "AFP reporters", "our correspondent"."""
    found = find_staff(words, 0, len(words))
    if found is None:
        return None
    first, last, after = found
    if after < len(words) and is_name_word(words, after):
        return None  # "the Gazette reporter Ann Ray" speaks for herself
    if first == last:
        return Source("outlet", None, words.text)
    return Source("outlet", words.text[slice(*words.cover(first, last))], words.text)

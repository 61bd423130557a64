"""A count in one sentence, and the names of sources and of what a count rests on, in readers' words."""

import re
from collections.abc import Sequence

from headwater.views import voices
from headwater.views.pile import Count, Pile, Source

_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
NAMED_AT_ONCE = 3
"""How many of the things that a count rests on a sentence names; more are read as a list."""


def spell_number(number: int) -> str:
    """A number in words up to twelve, in digits above.

    >>> spell_number(3), spell_number(1200)
    ('three', '1,200')
    """
    return _SMALL[number] if 0 <= number < len(_SMALL) else f"{number:,}"


def join_words(words: Sequence[str]) -> str:
    """Words as a list in a sentence.

    >>> join_words(["A"]), join_words(["A", "B", "C"])
    ('A', 'A, B and C')
    """
    return ", ".join(words[:-1]) + " and " + words[-1] if len(words) > 1 else "".join(words)


def name_source(source: Source) -> str:
    """What a reader calls a source where its office is told beside it: its name, or how it is described."""
    return source.name or voices.name_source(source._asdict())


def name_rests(pile: Pile, cut: Sequence[str]) -> list[str]:
    """What a count rests on, as a reader says it: a document's uri becomes "the article of OUTLET"."""
    return [name_rest(pile, entry) for entry in cut]


def name_rest(pile: Pile, entry: str) -> str:
    """One thing that a count rests on, as a reader says it."""
    document = pile.by_uri.get(entry)
    if document is None:
        return entry
    return f"the article of {document.site}" if document.site else f"the article {document.outlet}"


def tidy_wording(wording: str) -> str:
    """A claim's wording as a headline: without the conjunction it hangs on, with a capital.

    >>> tidy_wording("that the quay will be shut."), tidy_wording("iPhones come at 5 a.m.")
    ('The quay will be shut', 'iPhones come at 5 a.m.')
    >>> tidy_wording("“We are not for sale,”")
    '“We are not for sale”'
    >>> tidy_wording(", and it will stay shut")
    'And it will stay shut'
    """
    words = re.sub(r"^(?:that|how|whether)\s+(?=\S)", "", wording.strip().lstrip(",;:. –—-…"))
    words = re.sub(r"(?<!\.\w)[.,;:]+$", "", words)
    words = re.sub(r"[,;:](?=[”\"»’]$)", "", words)
    first = words.split(" ", 1)[0]
    return words if any(letter.isupper() for letter in first[1:]) else _raise(words)


def word_verdict(count: Count, documents: int, rests: Sequence[str]) -> str:
    """The verdict on a claim in one sentence: how many report it, out of how many, what it rests on, who is on record.

    >>> nine = Count(1, 9, 1, 8, 1, 1, 0, ["Axios"], ["Axios"], "", 0.9)
    >>> word_verdict(nine, 48, ["Axios"])
    'Nine of 48 articles report this, but they are one text and rest on one source, Axios; nobody is on record.'
    >>> word_verdict(nine._replace(reports=2, texts=2, independent_high=2, on_record=1), 7, ["Ann Lee"])
    'Two of seven articles report this, and they rest on one or two independent sources, Ann Lee; one is on record.'
    """
    many = count.reports > 1
    if count.reports == documents:
        reported = _word_all(documents)
    else:
        verb = "report" if many else "reports"
        reported = f"{spell_number(count.reports)} of {spell_number(documents)} articles {verb} this"
    but = "but" if count.reports > count.independent_high else "and"
    named = f", {join_words(rests)}" if 0 < len(rests) <= NAMED_AT_ONCE else ""
    they = f"they{_word_texts(count)} rest" if many else "it rests"
    return f"{_raise(reported)}, {but} {they} on {word_interval(count)}{named}; {_word_record(count)}."


def word_interval(count: Count) -> str:
    """The count as words.

    >>> word_interval(Count(1, 9, 1, 8, 1, 4, 0, [], [], "", 0.9))
    'one to four independent sources'
    """
    low, high = count.independent_low, count.independent_high
    if low == high:
        return "one source" if low == 1 else f"{spell_number(low)} independent sources"
    if high >= len(_SMALL):
        return f"{low:,} to {high:,} independent sources"
    return f"{spell_number(low)} {'or' if high == low + 1 else 'to'} {spell_number(high)} independent sources"


def _word_texts(count: Count) -> str:
    if count.texts == count.reports:
        return ""
    return " are one text and" if count.texts == 1 else f" come down to {spell_number(count.texts)} texts and"


def _word_record(count: Count) -> str:
    if count.on_record == 0:
        return "nobody is on record"
    return f"{spell_number(count.on_record)} {'is' if count.on_record == 1 else 'are'} on record"


def _word_all(documents: int) -> str:
    if documents < 3:
        return "the one article of this pile reports this" if documents == 1 else "both articles report this"
    return f"all {spell_number(documents)} articles report this"


def _raise(words: str) -> str:
    return words[:1].upper() + words[1:]

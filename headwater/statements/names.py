"""Proper names and the words of offices, as they are written."""

from functools import cache

from headwater.statements.calendar_words import MONTHS
from headwater.statements.lexicon import load_data
from headwater.statements.words import Words


@cache
def load_set(name: str) -> frozenset[str]:
    """A list of roles.json, folded."""
    return frozenset(load_data("roles.json")[name].casefold().split())


def is_office(low: str) -> bool:
    """Whether a folded word is what somebody is by office or trade, with or without "ex-", "vice-", "-general".

    >>> is_office("ex-president"), is_office("secretary-general"), is_office("hydrologist"), is_office("table")
    (True, True, True, False)
    """
    if low in load_set("heads") or (low.endswith(_TRADES) and len(low) > 8):
        return True
    first, _, rest = low.partition("-")
    return bool(rest) and (
        (first in _PREFIXES and rest in load_set("heads")) or (rest in _SUFFIXES and first in load_set("heads"))
    )


_KINDS = ("-born", "-based", "-backed", "-led", "-trained", "-educated", "-speaking", "-owned", "-run")
"""Ends of what is said of somebody before his name: "Estonia-born Kaja Rand"."""
_TRADES = ("ologist", "ologists", "ographer", "ometrist")
_PREFIXES = frozenset({"ex", "vice", "co", "under", "deputy", "then"})
_SUFFIXES = frozenset({"general", "elect", "designate", "in-chief"})


_ARABIC = ("al-", "el-", "an-", "as-", "ad-", "ash-", "at-", "ar-", "az-")
"""Articles that Arabic names are written with: "al-Nunu"."""


def is_name_word(words: Words, at: int) -> bool:
    """Whether a word can stand in a proper name: a capital, and none of the words that begin sentences."""
    first, low = words.text[words.spans[at][0]], words.low[at]
    article = low.startswith(_ARABIC) and words.read(at)[low.index("-") + 1 :][:1].isupper()
    return (
        (first.isupper() or article)
        and low not in load_set("no_name")
        and low not in MONTHS
        and not low.endswith(_KINDS)
    )


def read_name(words: Words, at: int, last: int) -> int:
    """The word after a personal name that begins at `at` (at itself, if none does): capitals and particles."""
    end = at
    while end < last and end - at < 4:
        if is_name_word(words, end) and (not is_office(words.low[end]) or _ends_name(words, at, end, last)):
            end += 1
            if words.low[end - 1].endswith(("'s", "s'")):
                break
        elif (
            end > at and words.low[end] in load_set("inside_names") and end + 1 < last and is_name_word(words, end + 1)
        ):
            end += 2
        else:
            break
    if end < last and end > at and words.low[end] in {"jr.", "sr.", "ii", "iii", "iv"}:
        end += 1
    return end


def _ends_name(words: Words, begin: int, at: int, last: int) -> bool:
    """Whether a trade is somebody's surname: "Walt Cobbler" """
    return at == begin + 1 and words.read(at).istitle() and not (at + 1 < last and is_name_word(words, at + 1))

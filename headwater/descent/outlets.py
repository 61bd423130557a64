"""The names of outlets: which two names, or a name and a site, mean the same one."""

import re
import unicodedata
from functools import cache

from headwater.outlets import find_by_host, follow_outlets, list_outlets

_ENDINGS = ("online", "website", "dotcom", "com", "org", "net")
_SECOND_LEVEL = frozenset({"co", "com", "org", "net", "gov", "ac", "edu"})
_NOISE = re.compile(r"^(?:the|by|from|source|via|courtesy of|copyright|©|\(c\)|\d{4}|[\s,:.©])+\s*", re.IGNORECASE)
_SHORTEST = 2


@follow_outlets
@cache
def read_outlets() -> dict[str, str]:
    """Every known name and alias of an outlet or agency, squeezed, and the name it is best known by."""
    return {squeeze_name(name): outlet.name for outlet in list_outlets() for name in outlet.names}


@follow_outlets
@cache
def read_agencies() -> frozenset[str]:
    """Keys of the agencies, whose texts others carry."""
    return frozenset(squeeze_name(outlet.name) for outlet in list_outlets() if outlet.agency)


@follow_outlets
@cache
def read_common_names() -> frozenset[str]:
    """Outlets whose names are common words ("Time", "People"): believed only where the text says what they are."""
    return frozenset(squeeze_name(name) for outlet in list_outlets() for name in outlet.common)


@cache
def squeeze_name(name: str) -> str:
    """A name with only its letters and digits: no case, accents, articles, "online" at the end.

    >>> squeeze_name("The Daily Courier"), squeeze_name("dailycourier-online"), squeeze_name("Diário, Lda.")
    ('dailycourier', 'dailycourier', 'diariolda')
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    plain = _NOISE.sub("", plain)
    squeezed = "".join(c for c in plain if c.isalnum())
    for ending in _ENDINGS:
        if squeezed.endswith(ending) and len(squeezed) > len(ending) + 3:
            return squeezed.removesuffix(ending)
    return squeezed


@follow_outlets
@cache
def name_keys(name: str | None) -> frozenset[str]:
    """What an outlet is compared by: the squeezed name, or the name in a site's domain; aliases are one.

    >>> sorted(name_keys("www.dailycourier.co.uk")), sorted(name_keys("AP")), sorted(name_keys("apnews.com"))
    (['dailycourier'], ['associatedpress'], ['associatedpress'])
    """
    if not name or not name.strip():
        return frozenset()
    key = squeeze_name(name)
    if re.fullmatch(r"[\w-]+(\.[\w-]+)+", name.strip()):
        if (outlet := find_by_host(name.strip())) is not None:
            return frozenset({squeeze_name(outlet.name)})
        if key not in read_outlets():
            parts = [p for p in name.strip().casefold().split(".") if p != "www"]
            while len(parts) > 2 and parts[-2] in _SECOND_LEVEL:
                parts = parts[:-1]
            key = squeeze_name(parts[-2] if len(parts) > 1 else parts[0])
    return frozenset({squeeze_name(read_outlets().get(key, key))} if len(key) >= _SHORTEST else ())


def find_host(address: str | None) -> str | None:
    """The host of a web address.

    >>> find_host("https://www.courier.example/a?b"), find_host("Courier")
    ('www.courier.example', None)
    """
    match = re.match(r"[a-z][a-z0-9+.-]*://([^/:?#]+)", address or "", re.IGNORECASE)
    return match.group(1) if match else None


def write_name(target: str) -> str:
    """An outlet's name as readers know it, from a name, a site or an address.

    >>> write_name("AP"), write_name("The Daily Courier"), write_name("https://www.dailycourier.example/x")
    ('Associated Press', 'Daily Courier', 'dailycourier.example')
    """
    host = find_host(target)
    name = (host or target).strip().removeprefix("www.")
    for key in name_keys(name):
        if key in read_outlets():
            return read_outlets()[key]
    return name if host else re.sub(r"^[Tt]he\s+", "", name).strip(" .,;:") or name


def read_initials(name: str) -> frozenset[str]:
    """The key of initials that stand for a name; none for a name that is written out.

    >>> sorted(read_initials("CP")), sorted(read_initials("Coast Press"))
    (['cp.'], [])
    """
    return frozenset({name.strip().casefold() + "."} if re.fullmatch(r"\s*[A-Z]{2,5}\s*", name) else ())


def take_initials(name: str) -> frozenset[str]:
    """The key of the initials of a name of two words or more, as `read_initials`.

    >>> sorted(take_initials("The Coast Press of Ansel")), sorted(take_initials("Courier"))
    (['cpa.'], [])
    """
    words = [word for word in re.sub(r"^[Tt]he\s+", "", name).split() if word[0].isupper()]
    return frozenset({"".join(word[0] for word in words).casefold() + "."} if 1 < len(words) < 6 else ())


@cache
def is_acronym(short: str, long: str) -> bool:
    """Whether a short key can be the initials of a long one: its letters in order, beginning with the first.

    >>> is_acronym("vna", "valleynewsagency"), is_acronym("vna", "northernnews")
    (True, False)
    """
    if not 2 <= len(short) <= 4 or len(long) < 3 * len(short) or short[0] != long[0]:
        return False
    letters = iter(long)
    return all(letter in letters for letter in short)

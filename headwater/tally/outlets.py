"""Outlets by any of their names: as a text names them, as a site, as an unseen version is called."""

import functools
import re
from types import MappingProxyType

from headwater.outlets import find_by_host, follow_outlets, list_outlets

_LEAD = re.compile(
    r"^(?:[Tt]he|[Aa]n?|its|their|local|state|newspaper|news agency|broadcaster|website|magazine|tabloid|daily|blog)\s+"
)
_TAIL = re.compile(
    r"(?:['’]s?\b.*|\s+(?:report|reports|story|article|news outlet|news agency|newspaper|news site|website|magazine|"
    r"wire|news service|reporter|correspondent|tv|television|channel|outlet|online|blog|column))$"
)
_ANY_TAIL = re.compile(_TAIL.pattern, re.IGNORECASE)
"""What follows a name; with a capital it is part of it ("Calder Wire"), unless the outlet is known without."""
_DOMAIN = re.compile(
    r"^(?:https?://)?(?:www\.|m\.|edition\.|amp\.)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)(?:/.*)?$", re.IGNORECASE
)
_DAY = (
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|"
    r"November|December"
)
BESIDE = re.compile(
    r"[Tt]he (?:[A-Z]?[\w-]+ )?(?:newspaper|paper|magazine|tabloid|daily|weekly|broadcaster|website|blog|"
    rf"(?:news )?agency|news site|station) (?!(?:{_DAY})\b(?! [A-Z]))([A-Z][\w'’-]*(?: (?:(?:of|and) )?[A-Z][\w'’-]*)*)"
)
"""An outlet's name beside what it is ("the German paper Hafenbote"); a day is none ("told the newspaper Monday")."""
_ENDS = re.compile(r"[.,;:!?)\n]|$| (?:that|in|on)\b")
_SECOND_LEVEL = frozenset(["co", "com", "org", "net", "ac", "gov", "edu"])


@follow_outlets
@functools.lru_cache(maxsize=100_000)
def name_outlet(written: str) -> str:
    """One name for an outlet, however it is written.

    >>> name_outlet("the Axios news outlet"), name_outlet("www.nytimes.com"), name_outlet("NPR (Online News)")
    ('Axios', 'New York Times', 'NPR')
    >>> name_outlet("The Valley Courier's report"), name_outlet("AP")
    ('Valley Courier', 'Associated Press')
    """
    text = re.split(r",\s+(?:which|who|that|where|citing|whose)\b", written)[0]
    text = " ".join(re.sub(r"\s*\(.*?\)\s*$", "", text).split()).strip(" ,.;:\"“”'")
    if (found := find_known(text)) is not None:
        return found
    if (domain := _DOMAIN.match(text)) is not None:
        if (outlet := find_by_host(domain[1])) is not None:
            return outlet.name
        labels = [_label_domain(domain[1].lower()), *domain[1].lower().split(".")]
        return next((name for label in labels if len(label) > 2 and (name := find_known(label))), labels[0])
    while True:
        if (found := find_known(text)) is not None:
            return found
        shorter = (
            _TAIL.sub("", _LEAD.sub("", text)).strip(" ,.;:") if " " in text or "'" in text or "’" in text else text
        )
        if shorter in (text, ""):
            return find_known(_ANY_TAIL.sub("", text)) or find_known(text.split(" - ")[0]) or text
        text = shorter


def read_outlet(text: str, start: int, end: int) -> str:
    """An outlet as a text writes it there: by the name beside what it is, also where the name stands behind the end.

    Not by a name of which something is said ("told the newspaper Orrin had left").

    >>> texts = "He told the newspaper Hafenbote.", "He told the newspaper Orrin had left."
    >>> [read_outlet(text, 8, 21) for text in texts]
    ['Hafenbote', 'the newspaper']
    """
    name = BESIDE.match(text, start)
    beside = name is not None and (name.end() == end or (name.end() > end and _ENDS.match(text, name.end())))
    return name[1] if name and beside else text[start:end]


def split_outlets(name: str) -> list[str]:
    """The outlets of a name that is several.

    >>> split_outlets("Dow Jones and The Wall Street Journal"), split_outlets("Globe and Mail")
    (['Dow Jones', 'Wall Street Journal'], ['Globe and Mail'])
    """
    parts = re.split(r",\s+(?:and\s+)?|\s+and\s+|\s*&\s*", name)
    if find_known(name) or len(parts) < 2 or not all(p[:1].isupper() or p[:4] == "the " for p in parts):
        return [name]
    return [name_outlet(part) for part in parts]


@functools.lru_cache(maxsize=100_000)
def fold_outlet(name: str) -> str:
    """A name for looking up: letters and digits, no leading article, so that a name meets its domain.

    >>> fold_outlet("The Valley Courier") == fold_outlet("valleycourier")
    True
    """
    return re.sub(r"[\W_]+", "", re.sub(r"^the\s+", "", name.casefold().strip()))


def _label_domain(domain: str) -> str:
    parts = domain.split(".")
    if len(parts) > 2 and parts[-2] in _SECOND_LEVEL:
        return parts[-3]
    return parts[-2] if len(parts) > 1 else parts[0]


def is_own_outlet(name: str, own: str) -> bool:
    """Whether an outlet is the text's own, which it may call by its last word ("told the Herald").

    >>> is_own_outlet("Herald", "portherald"), is_own_outlet("Port Herald", "portherald"), is_own_outlet("Herald", "")
    (True, True, False)
    """
    key, whole = fold_outlet(name), fold_outlet(own)
    return bool(whole and key) and (key == whole or (len(key) > 3 and whole.endswith(key)))


def lengthen_outlet(word: str, text: str) -> str:
    """The full name of an outlet that a text calls by its last word, where the text has that name too.

    >>> lengthen_outlet("Journal", "The Wall Street Journal has it. The Journal's sources say so.")
    'Wall Street Journal'
    """
    if " " in word or (find_known(word) and fold_outlet(word) not in read_common_names()):
        return word
    return next((name for name in _list_endings().get(word, ()) if name in text), word)


@follow_outlets
@functools.cache
def _list_endings() -> MappingProxyType[str, tuple[str, ...]]:
    """Of every last word the names of known outlets that end with it."""
    names = sorted(set(read_outlets().values()))
    last = {name.rsplit(" ", 1)[-1] for name in names if " " in name}
    return MappingProxyType({word: tuple(name for name in names if name.endswith(" " + word)) for word in last})


@follow_outlets
@functools.cache
def read_outlets() -> MappingProxyType[str, str]:
    """Every folded name of an outlet, and the one that stands for it."""
    return MappingProxyType({fold_outlet(name): outlet.name for outlet in list_outlets() for name in outlet.names})


def find_known(name: str) -> str | None:
    """The outlet that a name is known to be; one that is also a word only where it is written as a name.

    >>> find_known("the New York Times"), find_known("the Times"), find_known("the times")
    ('New York Times', 'The Times', None)
    """
    key = fold_outlet(name)
    if key in read_common_names() and re.sub(r"^[Tt]he\s+", "", name.strip())[:1].islower():
        return None
    return read_outlets().get(key)


@follow_outlets
@functools.cache
def read_common_names() -> frozenset[str]:
    """Folded names of outlets that are also words, places or people: no person of such a name is taken for one."""
    return frozenset(fold_outlet(name) for outlet in list_outlets() for name in outlet.common)

"""Who wrote an article: the names of the head, or where those are only the outlet's the ones that the page shows."""

import re
from collections.abc import Sequence

from headwater.articles.metadata import Facts, clean_names, is_outlet

_LABEL = re.compile(
    r"^\W*(?:(?:written|reported|story|words|text|posted|published)\s+by|by|von|par|por|di|da|door|av|af|przez|"
    r"(?:aut(?:h|)or(?:in|en|s|es|a)?|auteurs?|writers?|reporters?|text|texte|texto|redak(?:tion|teur))\s*:)\s*:?\s*",
    re.IGNORECASE,
)
_BREAK = re.compile(
    r"\s*(?:[|•·\n]|\s[-–—]\s|,?\s(?:published|posted|updated|on|am|vom|le|el)\s(?=[\w]{0,10}\s?\d))\s*", re.IGNORECASE
)
_JOINT = re.compile(r"\s*(?:,|;|&|\band\b|\bund\b|\bet\b|\by\b|\be\b|\ben\b|\bog\b|\boch\b)\s*")
_NAME = re.compile(
    r"(?:(?:Dr|Prof|Sir|Dame|Rev)\.?\s)?[^\W\d_a-zà-ÿ][\w.'’-]*(?:\s(?:(?:de|da|di|del|della|van|von|der|den|bin|al|el|la|le|du|dos|zu)\s)?[^\W\d_a-zà-ÿ][\w.'’-]*){1,4}"
)


def read_bylines(lines: Sequence[str], facts: Facts) -> str | None:
    """The authors, with commas between: as the head names them, else as the page does; None where nobody is named."""
    stated = split_names(facts.authors)
    if any(not is_outlet(name, facts.sites) for name in stated):
        return ", ".join(stated)
    shown = [name for line in lines for name in read_byline(line) if not is_outlet(name, facts.sites)]
    return ", ".join(dict.fromkeys(shown)) or ", ".join(stated) or None


def read_byline(line: str) -> list[str]:
    """The names in a visible byline.

    >>> read_byline("By Ana Ruiz and Tom Hale | May 19, 2023")
    ['Ana Ruiz', 'Tom Hale']
    """
    labelled = _LABEL.match(line)
    rest = _BREAK.split(line[labelled.end() :] if labelled else line)[0]
    names = [part for part in _JOINT.split(rest) if part]
    found = [match.group() for part in names if (match := _NAME.match(part)) and len(part) < len(match.group()) + 25]
    if not found and labelled and len(rest.split()) <= 3:
        found = [rest.strip(" .,:")]
    return clean_names(found)


def split_names(names: Sequence[str]) -> list[str]:
    """One name an entry, where a head put several into one.

    >>> split_names(["Ana Ruiz and Tom Hale", "Harbour News Agency"])
    ['Ana Ruiz', 'Tom Hale', 'Harbour News Agency']
    """
    found: list[str] = []
    for name in names:
        parts = [part for part in _JOINT.split(name) if part]
        found.extend(parts if len(parts) > 1 and all(_NAME.fullmatch(part) for part in parts) else [name])
    return list(dict.fromkeys(found))

"""Who wrote an article: the names of the head, or where those are only the outlet's the ones that the page shows."""

import re
from collections.abc import Sequence

from headwater.articles.dates import find_date
from headwater.articles.metadata import Facts, clean_names, is_outlet
from headwater.articles.page_tree import Block, fold_space

_LABEL = re.compile(
    r"^\W*(?:(?:written|reported|story|words|text|posted|published)\s+by|by\b|"
    r"von\b|par\b|por\b|di\b|da\b|door\b|av\b|af\b|przez\b|"
    r"(?:autorin/autor\b|aut(?:h|)or(?:in|en|s|es|a)?|auteurs?|writers?|reporters?|"
    r"text|texte|texto|redak(?:tion|teur))\s*:|autorin/autor\b)\s*:?\s*",
    re.IGNORECASE,
)
_BREAK = re.compile(
    r"\s*(?:[|•·\n]|\s[-–—]\s|,?\s(?:published|posted|updated|on|am|vom|le|el)\s(?=[\w]{0,10}\s?\d))\s*", re.IGNORECASE
)
_JOINT = re.compile(r"\s*(?:,|;|&|\band\b|\bund\b|\bet\b|\by\b|\be\b|\ben\b|\bog\b|\boch\b)\s*")
_NAME = re.compile(
    r"(?:(?:Dr|Prof|Sir|Dame|Rev)\.?\s)?[^\W\d_a-zà-ÿ][\w.'’-]*(?:\s(?:(?:de|"
    r"da|di|del|della|van|von|der|den|bin|al|el|la|le|du|dos|zu)\s)?[^\W\d_a-zà-ÿ][\w.'’-]*){1,4}"
)


def read_bylines(blocks: Sequence[Block], facts: Facts) -> str | None:
    """The authors, with commas between: as the head names them, else as the page does; None where nobody is named."""
    stated = split_names(facts.authors)
    if any(not is_outlet(name, facts.sites) for name in stated):
        return ", ".join(stated)
    named = [name for block in blocks for name in _read_block(block)]
    shown = [name for name in named if not is_outlet(name, facts.sites)]
    return ", ".join(dict.fromkeys(shown)) or ", ".join(stated) or ", ".join(dict.fromkeys(named)) or None


def _read_block(block: Block) -> list[str]:
    """The names in a byline: an element each, where the page gives several."""
    parts = [
        fold_space(node.text_content()) for node in block.element.iter("a", "span", "li", "strong") if len(node) == 0
    ]
    names = [part for part in parts if _NAME.fullmatch(part) and part in block.text]
    return clean_names(names) if len(set(names)) > 1 else read_byline(block.text)


def read_byline(line: str, *, labelled: bool = False) -> list[str]:
    """The names in a visible byline; with `labelled` only where "by" or the like stands before them.

    >>> read_byline("By Ana Ruiz and Tom Hale | May 19, 2023")
    ['Ana Ruiz', 'Tom Hale']
    """
    date = find_date(line)
    line = line[: date[1][0]] if date and date[1][0] > 3 else line
    label = _LABEL.match(line)
    if labelled and (label is None or line.rstrip().endswith((".", "!", "?")) or len(line.split()) > 16):
        return []
    rest = _BREAK.split(line[label.end() :] if label else line)[0]
    names = [part for part in _JOINT.split(rest) if part]
    found = [match.group() for part in names if (match := _NAME.match(part)) and len(part) < len(match.group()) + 25]
    if not found and label and names and len(names[0].split()) <= 3 and names[0][:1].isupper():
        found = [names[0].strip(" .,:")]
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

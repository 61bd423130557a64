"""Links that a content system wrote out inside a sentence: a name again in full, headlines glued to it, a closing word.

"Mayor Ruiz Ana María RuizStorm closes harbour Bridge to reopen in May MORE said on Friday": what stands between the
name and the verb is a box of links that a reader of the page never saw as words of the sentence.
"""

import re
from dataclasses import replace

from headwater.articles.item import Item
from headwater.intervals import Span, is_inside

_CAPITAL, _SMALL = r"[^\W\d_a-zß-öø-ÿ]", r"[a-zß-öø-ÿ]"
_SUFFIX = r"(?:,?\s(?:Jr|Sr|II|III|IV)\b\.?)?"
_AGAIN = (
    rf"\b(?P<last>{_CAPITAL}[\w'’-]+{_SMALL})(?!{_SMALL}){_SUFFIX}"
    rf"(?P<again>\s?(?:(?:\(?{_CAPITAL}[\w.'’-]*\)?,?|d[ei]|l[ae]|van|von|bin|al)\s+){{0,5}}?(?:{_CAPITAL}[\w.'’-]*-)?(?P=last){_SUFFIX})"
)
_GLUED = re.compile(rf"{_AGAIN}(?={_CAPITAL}|\d)")
_APART = re.compile(rf"{_AGAIN}(?=\s(?:{_CAPITAL}|\d))")
_CLOSING = ("MORE", "MEHR", "SUITE", "MÁS", "MAS", "ALTRO", "MAIS", "MEER", "WIĘCEJ", "DEVAMI", "ЕЩЁ", "ЕЩЕ")
_CLOSES = re.compile(rf"\b(?:{'|'.join(_CLOSING)})\b")
_POINTER = re.compile(
    r"\(\s*(?:related|see also|also read|read also|read more|read|watch|also on [^():]{2,30})\s?:\s[^()\n]{5,200}\)",
    re.IGNORECASE,
)
"""Another story's headline in brackets inside a paragraph: "(RELATED: Storm closes harbour)"."""
_LONGEST = 1200
"""Characters of a box: of 2,293 the longest has 587."""


def find_expansions(text: str) -> list[Span]:
    """The boxes of links written out inside a text; none where no headline is glued to a name that stands twice.

    >>> text = "Mayor Ana Ruiz Ana María RuizStorm closes harbour MORE spoke."
    >>> [text[start:end] for start, end in find_expansions(text)]
    ['Ana María RuizStorm closes harbour MORE']
    """
    if not any(word in text for word in _CLOSING):
        return []
    found: list[Span] = []
    before, glued = 0, False
    for close in _CLOSES.finditer(text):
        start = max(before, text.rfind("\n", before, close.end()) + 1, close.end() - _LONGEST)
        match = _GLUED.search(text, start, close.start())
        glued = glued or match is not None
        if match := match or _find_apart(text, start, close.start()):
            again = match.start("again")
            found.append((again + (text[again] == " "), close.end()))
        before = close.end()
    return found if glued else []


def _find_apart(text: str, start: int, end: int) -> re.Match[str] | None:
    """A name that stands twice, and a headline after a space: by its last word, the first one stands twice as well."""
    match = _APART.search(text, start, end)
    further = _APART.search(text, match.end("last"), end) if match else None
    return further if match and further and further.start() < match.end() else match


def mark_expansions(item: Item) -> Item:
    """The item with such boxes, and with headlines in brackets, as chrome inside its body."""
    boxes = [*find_expansions(item.text), *(match.span() for match in _POINTER.finditer(item.text))]
    body = [(start, end) for start, end, kind in item.regions if kind == "body"]
    inside = [(*box, "chrome") for box in boxes if any(is_inside(box, span) and box != span for span in body)]
    return replace(item, regions=tuple(sorted({*item.regions, *inside}))) if inside else item

"""A statement within one stretch of text, before it is known who its source is in the document."""

from dataclasses import dataclass

from headwater.intervals import Span


@dataclass(frozen=True)
class Draft:
    """A statement as one stretch shows it; spans are offsets into the stretch, `outer` the draft that it stands
    inside; a loose one is a quotation without source or cue, which whoever spoke last goes on with. `odds`
    is how probable the network holds its cue and content; a rule's are those of a usual draft.
    """

    content: tuple[Span, ...]
    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    via: tuple[Span, ...] = ()
    hedge: tuple[Span, ...] = ()
    force: str = "statement"
    negated: bool = False
    outer: "Draft | None" = None
    confidence: float = 0.5
    odds: float = 0.82
    loose: bool = False


def trim_span(text: str, start: int, end: int) -> Span | None:
    """The span without white space, commas and stops at its ends (a closing quotation mark keeps the stop within it).

    >>> trim_span("a , it is so, ", 1, 14)
    (4, 12)
    """
    while start < end and (text[start].isspace() or text[start] in ",;:.–—-"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:.–—-"):
        end -= 1
    return (start, end) if start < end else None

"""The statements that decisions quote: found by their words, and put into words by which they are found again."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from headwater.decisions import Decision, Effect, Place, note_lost
from headwater.intervals import Span, count_overlap
from headwater.schema import Tables, pick_rows

STANDS = 0.5
"""The overlap over union from which a statement stands where quoted words stand."""

Contents = dict[int, list[Span]]
"""The spans of the content (or of the source) of each statement of one document."""


def find_statements(
    places: Iterable[Place], documents: pa.Table, said: Tables, role: str = "content"
) -> dict[Place, int]:
    """The statement that each place quotes; of places that quote none any more nothing.

    Reads document_id and text of documents, statement_id and document_id of statements, and spans. `role` says what of
    a statement is quoted: its content, or its source.
    """
    wanted = [place for place in places if place.document_id is not None]
    numbers = {place.document_id for place in wanted if place.document_id is not None}
    held = read_contents(numbers, said, role) if numbers else {}
    rows = documents.filter(pc.is_in(documents["document_id"], pa.array(sorted(numbers), pa.int64())))
    texts = dict(pick_rows(rows, "document_id", "text"))
    found = {}
    for place in wanted:
        number = find_quoted(place, texts[place.document_id], held.get(place.document_id or 0, {}))
        if number is not None:
            found[place] = number
    return found


def find_pairs(
    decisions: Sequence[Decision], documents: pa.Table, said: Tables, roles: Sequence[str] = ("content",)
) -> tuple[dict[int, tuple[int, int]], list[Effect]]:
    """The two statements that each decision quotes, and the effects of those whose statements are not there.

    Reads what find_statements reads. `roles` say what may be quoted of a statement; what comes later is taken first.
    """
    if not decisions:
        return {}, []
    places = [place for d in decisions for place in (d.subject, d.object) if place is not None]
    found: dict[Place, int] = {}
    for role in roles:
        found |= find_statements(places, documents, said, role)
    pairs, effects = {}, []
    for d in decisions:
        if d.object is not None and d.subject in found and d.object in found:
            pairs[d.decision_id] = (found[d.subject], found[d.object])
        else:
            effects.append(note_lost(d))
    return pairs, effects


def read_contents(documents: Iterable[int], said: Tables, role: str = "content") -> dict[int, Contents]:
    """Of some documents the statements, and where the content (or the source) of each stands."""
    rows = said["statements"]
    rows = rows.filter(pc.is_in(rows["document_id"], pa.array(sorted(documents), pa.int64())))
    document_of = dict(pick_rows(rows, "statement_id", "document_id"))
    spans = said["spans"].filter(
        pc.and_(pc.is_in(said["spans"]["statement_id"], rows["statement_id"]), pc.equal(said["spans"]["role"], role))
    )
    held: dict[int, Contents] = defaultdict(lambda: defaultdict(list))
    for number, start, end in sorted(pick_rows(spans, "statement_id", "start", "end")):
        held[document_of[number]][number].append((start, end))
    return held


def find_quoted(place: Place, text: str, contents: Mapping[int, Sequence[Span]]) -> int | None:
    """The statement of one document that a decision is about: in these very words, else where the words stand.

    `contents` are the spans of the content of each of its statements.

    >>> find_quoted(Place("d", "it shut"), "He said it shut.", {7: [(8, 15)], 9: [(0, 15)]})
    7
    """
    wanted = _fold(place.words)
    same = sorted((spans[0][0], number) for number, spans in contents.items() if _read(text, spans) == wanted)
    if len(same) >= place.number:
        return same[place.number - 1][1]
    best, share = None, STANDS
    for span in _find_words(place.words, text):
        for number, spans in sorted(contents.items()):
            part = _share_place(span, spans)
            if part >= share and (best is None or part > share):
                best, share = number, part
    return best


def find_around(words: str, text: str, contents: Mapping[int, Sequence[Span]]) -> list[int]:
    """The statements of one document in whose content words stand, of those that begin and end alike the first.

    >>> find_around("it shut", "He said it shut at five.", {7: [(8, 23)], 9: [(0, 7)]})
    [7]
    """
    places = _find_words(words, text)
    found = {
        tuple(spans): number
        for number, spans in sorted(contents.items(), reverse=True)
        if any(start <= a and b <= end for a, b in places for start, end in spans)
    }
    return sorted(found.values())


def _fold(words: str) -> str:
    return " ".join(words.split()).casefold()


def _read(text: str, spans: Sequence[Span]) -> str:
    return _fold(" ".join(text[start:end] for start, end in spans))


def _find_words(words: str, text: str) -> list[Span]:
    """Where words stand in a text, however they are spaced."""
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    return [match.span() for match in re.finditer(pattern, text, re.IGNORECASE)] if pattern else []


def _share_place(span: Span, spans: Sequence[Span]) -> float:
    same = sum(count_overlap(span, other) for other in spans)
    return same / (span[1] - span[0] + sum(end - start for start, end in spans) - same)


def quote_statement(number: int, text: str, contents: Mapping[int, Sequence[Span]]) -> tuple[str, int]:
    """The words by which find_quoted finds a statement again, and which of several in those words it is."""
    words = " ".join(text[start:end] for start, end in contents[number])
    same = sorted((spans[0][0], other) for other, spans in contents.items() if _read(text, spans) == _fold(words))
    return words, [other for _, other in same].index(number) + 1

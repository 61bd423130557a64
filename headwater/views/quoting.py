"""The words of a statement as they stand in the text: the sentence with its source, cue and content."""

from collections import defaultdict
from typing import TYPE_CHECKING

from headwater.schema import write_id
from headwater.text import find_sentences
from headwater.views.voices import Row, name_source, read_articles, write_time

if TYPE_CHECKING:
    from headwater.store import Store

_STATEMENTS = """
SELECT s.*, o.name, o.kind AS source_kind, o.described_as, o.role, o.affiliation
FROM statements s JOIN sources o USING (source_id) WHERE statement_id IN (SELECT unnest(?)) ORDER BY statement_id"""
_SPANS = """
SELECT p.statement_id, role, p."start", p."end" FROM spans p
WHERE statement_id IN (SELECT unnest(?)) ORDER BY statement_id, role, p."start" """
_TEXTS = "SELECT document_id, text FROM documents WHERE document_id IN (SELECT unnest(?))"


def read_statements(store: "Store", numbers: list[int]) -> dict[int, Row]:
    """Statements as they are shown: who, in which article, the content, and the sentence that says so."""
    rows = store.ask(_STATEMENTS, [numbers]).to_pylist()
    documents = sorted({row["document_id"] for row in rows})
    articles = read_articles(store, documents)
    texts = {row["document_id"]: row["text"] for row in store.ask(_TEXTS, [documents]).to_pylist()}
    spans: dict[int, list[Row]] = defaultdict(list)
    for span in store.ask(_SPANS, [numbers]).to_pylist():
        spans[span["statement_id"]].append(span)
    return {
        row["statement_id"]: _describe(
            row, spans[row["statement_id"]], texts[row["document_id"]], articles[row["document_id"]]
        )
        for row in rows
    }


def quote_sentences(text: str, start: int, end: int) -> str:
    """The sentences that a stretch touches.

    >>> quote_sentences("One. Two, she said. Three.", 5, 8)
    'Two, she said.'
    """
    low = max(text.rfind("\n", 0, start) + 1, start - 2000, 0)
    line_end = text.find("\n", end)
    high = min(len(text) if line_end < 0 else line_end, end + 2000)
    touched = [span for span in find_sentences(text, low, high) if span[0] < end and span[1] > start]
    return text[touched[0][0] : touched[-1][1]] if touched else text[start:end]


def _describe(row: Row, spans: list[Row], text: str, article: Row) -> Row:
    words: dict[str, list[str]] = defaultdict(list)
    for span in spans:
        words[span["role"]].append(text[span["start"] : span["end"]])
    contents = [span for span in spans if span["role"] == "content"]
    near = [span for span in spans if abs(span["start"] - contents[0]["start"]) < 600]
    return {
        "id": write_id("s", row["statement_id"]),
        "source_id": write_id("o", row["source_id"]),
        "source": name_source({**row, "kind": row["source_kind"]}),
        "named": row["name"] is not None,
        "kind": row["kind"],
        "force": row["force"],
        "negated": row["negated"],
        "hedge": row["hedge"],
        "inside": write_id("s", row["outer_id"]) if row["outer_id"] is not None else None,
        "said_at": write_time(row["said_at"]),
        "confidence": row["confidence"],
        "content": " … ".join(words["content"]),
        "source_words": " … ".join(words["source"]) or None,
        "cue_words": " … ".join(words["cue"]) or None,
        "via_words": " … ".join(words["via"]) or None,
        "start": contents[0]["start"],
        "end": contents[-1]["end"],
        "sentence": quote_sentences(text, min(s["start"] for s in near), max(s["end"] for s in near)),
        "article": article,
    }

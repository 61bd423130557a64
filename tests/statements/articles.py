"""Small piles of articles for the tests of the statements stage; every text is invented."""

import re
from datetime import UTC, datetime
from typing import Any

from headwater.schema import Tables, make_id
from headwater.statements import extract_statements
from headwater.tables import TABLES

Rows = dict[str, list[dict[str, Any]]]
JUNE_12 = datetime(2024, 6, 12, 9, tzinfo=UTC)


def lay_pile(*texts: str, published: datetime | None = JUNE_12, **given: Any) -> Tables:
    """A pile in which every paragraph of every text is a body region."""
    documents, regions = [], []
    for number, text in enumerate(texts):
        document_id = make_id(number, text)
        documents.append({
            "document_id": document_id, "uri": f"{number}.txt", "published_at": published, "text": text,
            "text_hash": make_id(text), "source_path": f"{number}.txt", "source_hash": 0, "analysed": "full",
            "language": "en", **given,
        })  # fmt: skip
        spans = [m.span() for m in re.finditer(r"[^\n](?:[^\n]|\n(?!\s*\n))*", text)]
        regions += [{"document_id": document_id, "start": s, "end": e, "kind": "body"} for s, e in spans]
    return {"documents": TABLES["documents"].build(documents), "regions": TABLES["regions"].build(regions)}


def read_text(text: str, **given: Any) -> Rows:
    """The stage's rows for one text."""
    pile = lay_pile(text, **given)
    return {name: table.to_pylist() for name, table in extract_statements(pile, {}).items()} | {
        "documents": pile["documents"].to_pylist()
    }


def list_said(text: str, **given: Any) -> list[dict[str, Any]]:
    """The statements of a text, with the words of every role, their source and the content of the outer statement."""
    rows = read_text(text, **given)
    sources = {s["source_id"]: s for s in rows["sources"]}
    words: dict[int, dict[str, str]] = {}
    for span in sorted(rows["spans"], key=lambda s: s["start"]):
        roles = words.setdefault(span["statement_id"], {})
        piece = text[span["start"] : span["end"]]
        roles[span["role"]] = f"{roles[span['role']]} … {piece}" if span["role"] in roles else piece
    said = []
    for row in rows["statements"]:
        roles = {r: words[row["statement_id"]].get(r, "") for r in ("source", "cue", "content", "via", "hedge")}
        outer = words.get(row["outer_id"] or 0, {}).get("content")
        said.append({**row, **roles, "who": sources[row["source_id"]], "inside": outer})
    return said


def find_said(text: str, content: str, **given: Any) -> dict[str, Any]:
    """The statement (no assertion) with the shortest content that holds some words."""
    fitting = [s for s in list_said(text, **given) if content in s["content"] and s["force"] != "assertion"]
    assert fitting, f"no statement with {content!r} among {[s['content'] for s in list_said(text, **given)]}"
    return min(fitting, key=lambda s: len(s["content"]))

"""One article, text, claim, source or statement in full."""

import json
from typing import TYPE_CHECKING

from headwater.errors import InputError
from headwater.schema import read_id, write_id
from headwater.views.claims import read_claims
from headwater.views.decisions import find_text_decisions
from headwater.views.names import find_id, measure_ids
from headwater.views.quoting import read_statements
from headwater.views.said import read_source
from headwater.views.texts import read_texts
from headwater.views.voices import Row, count_articles, read_articles, write_birth, write_time

if TYPE_CHECKING:
    from headwater.store import Store


_SIGNALS = """
SELECT kind, direction, target, evidence FROM signals WHERE document_id = ? ORDER BY "start" NULLS LAST, signal_id"""


def show_one(store: "Store", typed: str) -> Row:
    """What a person asks for by id, file name, address or name: an article, text, claim, source or statement in full.

    Returns what (which of them) and the thing itself under that name, with articles and short_ids. Raises InputError
    when nothing, or more than one thing, goes by that name.
    """
    letter, number = find_id(store, typed, "dvtcos")
    if letter == "v":
        letter, number = _follow_version(store, number)
    what, read = _READERS[letter]
    return {
        "what": what,
        "articles": count_articles(store),
        what: read(store, number),
        "short_ids": measure_ids(store, "dvtcos"),
    }


def _follow_version(store: "Store", number: int) -> tuple[str, int]:
    """A version of the pile is its article; one that is not in the pile stands for itself."""
    document = store.ask("SELECT document_id FROM versions WHERE version_id = ?", [number])["document_id"][0].as_py()
    return ("v", number) if document is None else ("d", int(document))


def _show_article(store: "Store", number: int) -> Row:
    row = store.ask("SELECT * FROM documents WHERE document_id = ?", [number]).to_pylist()[0]
    regions = store.ask(
        'SELECT kind, "start", "end" FROM regions WHERE document_id = ? ORDER BY "start", "end", kind', [number]
    )
    signals = store.ask(_SIGNALS, [number])
    said = store.ask("SELECT statement_id FROM statements WHERE document_id = ? AND force <> 'assertion'", [number])
    statements = read_statements(store, said["statement_id"].to_pylist())
    family = store.ask("SELECT family_id FROM versions WHERE document_id = ?", [number])["family_id"].to_pylist()
    return read_articles(store, [number])[number] | {
        "byline": row["byline"],
        "language": row["language"],
        "analysed": row["analysed"],
        "modified": write_time(row["modified_at"]),
        "captured": write_time(row["captured_at"]),
        "published_precision": row["published_precision"],
        "extra": json.loads(row["extra"]) if row["extra"] else {},
        "text": row["text"],
        "regions": regions.to_pylist(),
        "signals": signals.to_pylist(),
        "one_text": read_texts(store, family)[0] if family else None,
        "decided": find_text_decisions(store, [number]),
        "statements": sorted(
            _with_claims(store, list(statements.values())), key=lambda s: (s["start"], s["end"], s["id"])
        ),
    }


def _with_claims(store: "Store", statements: list[Row]) -> list[Row]:
    sql = """
        SELECT statement_id, min(claim_id) AS claim_id FROM claim_statements
        WHERE statement_id IN (SELECT unnest(?)) GROUP BY statement_id"""
    rows = store.ask(sql, [[read_id(s["id"])[1] for s in statements]]).to_pylist()
    claims = {write_id("s", row["statement_id"]): write_id("c", row["claim_id"]) for row in rows}
    return [statement | {"claim": claims.get(statement["id"])} for statement in statements]


def _show_text(store: "Store", number: int) -> Row:
    return read_texts(store, [number])[0]


def _show_unseen(store: "Store", number: int) -> Row:
    row = store.ask("SELECT * FROM versions WHERE version_id = ?", [number]).to_pylist()[0]
    text = read_texts(store, [row["family_id"]])[0]
    sql = "SELECT DISTINCT claim_id FROM claim_origins WHERE version_id = ? ORDER BY claim_id"
    claims = read_claims(store, store.ask(sql, [number])["claim_id"].to_pylist())
    claims.sort(key=lambda claim: (-claim["reports"], claim["id"]))
    written = write_id("v", number)
    copies = [v for v in text["versions"] if any(edge["version"] == written for edge in v["taken_from"])]
    return {
        "id": written,
        "name": row["name"] or "an original without a name",
        "text": row["text"],
        "born": write_birth(row["born_at"]),
        "copies": copies,
        "named_by": _read_namers(store, number),
        "claims": claims,
    }


def _read_namers(store: "Store", number: int) -> list[Row]:
    """The articles with a statement that comes from an original which is not in the pile."""
    sql = """
        SELECT DISTINCT document_id FROM claim_origins JOIN statements USING (statement_id) WHERE version_id = ?"""
    articles = read_articles(store, store.ask(sql, [number])["document_id"].to_pylist())
    return sorted(articles.values(), key=lambda article: (article["published"] or "9", article["file"]))


def _show_claim(store: "Store", number: int) -> Row:
    claim = read_claims(store, [number])[0]
    rows = store.ask(
        "SELECT statement_id, stance, similarity FROM claim_statements WHERE claim_id = ?", [number]
    ).to_pylist()
    shown = read_statements(store, [row["statement_id"] for row in rows])
    statements = [
        shown[row["statement_id"]] | {"stance": row["stance"], "similarity": row["similarity"]} for row in rows
    ]
    statements.sort(key=lambda s: (s["article"]["published"] or "9", s["article"]["file"], s["start"], s["id"]))
    return claim | {"statements": statements}


def _show_statement(store: "Store", number: int) -> Row:
    shown = read_statements(store, [number])
    if number not in shown:
        raise InputError(
            "That statement is not in this store.", f"Statements are listed by headwater said {store.path}"
        )
    return _with_claims(store, [shown[number]])[0]


_READERS = {
    "d": ("article", _show_article),
    "t": ("text", _show_text),
    "v": ("original", _show_unseen),
    "c": ("claim", _show_claim),
    "o": ("source", read_source),
    "s": ("statement", _show_statement),
}

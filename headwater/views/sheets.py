"""Sheets to judge by hand: texts side by side, the program's verdict sealed, an empty column for the reader's."""

import base64
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from headwater.schema import make_id, write_id
from headwater.views.quoting import read_statements
from headwater.views.voices import Row, read_articles

if TYPE_CHECKING:
    from headwater.store import Store

MOST_TEXT = 1_500
"""Characters of a text in one cell: more are not read, and a spreadsheet takes 32,767 in all."""
MOST_REPORTS = 15
"""Reports of a claim in one cell."""

QUESTIONS = {
    "edges": "1: the first was taken from the second; 2: the second from the first; "
    "same: one text, nothing tells which was first; no: neither; ?: unsure",
    "claims": "yes: both say the same; no: they do not; ?: unsure",
    "counts": "how many independent sources stand behind it at least (a number); ?: unsure",
}
"""What the reader is asked of each kind of sheet, and which answers there are."""

_KNOWN, _SALT = 0.6, "sheet"


def make_sheet(store: "Store", kind: str, count: int, seed: int = 0) -> list[Row]:
    """Rows of a sheet: number, first, second, question, answer (empty), note (empty) and sealed.

    Which rows is decided by their ids and the seed alone, so that the same store gives the same sheet.
    """
    made = {"edges": _draw_edges, "claims": _draw_claims, "counts": _draw_counts}[kind](store, count, seed)
    columns = ("first", "second", "question", "answer", "note", "sealed")
    return [
        {"number": number, **{name: row.get(name, "") for name in columns}, "question": QUESTIONS[kind]}
        for number, row in enumerate(made, 1)
    ]


def seal_verdict(kind: str, about: str, verdict: Row) -> str:
    """A verdict as letters that say nothing at a glance; open_verdict reads them.

    >>> open_verdict(seal_verdict("edges", "e7", {"says": "1"}))
    {'kind': 'edges', 'about': 'e7', 'says': '1'}
    """
    told = json.dumps({"kind": kind, "about": about, **verdict}, sort_keys=True)
    check = make_id(_SALT, told) % 2**32
    return base64.urlsafe_b64encode(f"{check:08x}{told}".encode()).decode().rstrip("=")


def open_verdict(sealed: str) -> Row:
    """What seal_verdict sealed; ValueError where it was changed."""
    try:
        text = base64.urlsafe_b64decode(sealed.strip() + "=" * (-len(sealed.strip()) % 4)).decode()
        check, told = int(text[:8], 16), text[8:]
        verdict = json.loads(told)
    except ValueError as error:
        raise ValueError("it is no sealed verdict") from error
    if make_id(_SALT, told) % 2**32 != check or not isinstance(verdict, dict):
        raise ValueError("it was changed")
    order = ("kind", "about")
    return {name: verdict[name] for name in (*order, *(n for n in verdict if n not in order))}


def _pick(numbers: Iterable[int], count: int, seed: int) -> list[int]:
    """Some of many, as if drawn by lot, the same for the same seed."""
    return sorted(set(numbers), key=lambda number: make_id(_SALT, seed, number))[:count]


def _draw_edges(store: "Store", count: int, seed: int) -> list[Row]:
    """Pairs of articles of which the program says that one was taken from the other, in an order by lot."""
    sql = """
        SELECT first(edge_id ORDER BY child_start - child_end, edge_id) AS edge_id FROM edges
        JOIN versions c ON c.version_id = child_id JOIN versions p ON p.version_id = parent_id
        WHERE c.document_id IS NOT NULL AND p.document_id IS NOT NULL
        GROUP BY child_id, parent_id"""
    chosen = _pick(store.ask(sql)["edge_id"].to_pylist(), count, seed)
    sql = """
        SELECT edge_id, confidence, child_start, child_end, parent_start, parent_end, c.document_id AS child,
            p.document_id AS parent FROM edges JOIN versions c ON c.version_id = child_id
        JOIN versions p ON p.version_id = parent_id WHERE edge_id IN (SELECT unnest(?))"""
    rows = {row["edge_id"]: row for row in store.ask(sql, [chosen]).to_pylist()}
    shown = _Articles(store, [row[end] for row in rows.values() for end in ("child", "parent")])
    made = []
    for number in chosen:
        row = rows[number]
        turned = make_id(_SALT, seed, number, "order") % 2 == 1
        child, parent = (shown.quote(row[end], row[f"{end}_start"], row[f"{end}_end"]) for end in ("child", "parent"))
        says = "same" if row["confidence"] < _KNOWN else "2" if turned else "1"
        sealed = seal_verdict("edges", write_id("e", number), {"says": says, "confidence": row["confidence"]})
        first, second = (parent, child) if turned else (child, parent)
        made.append({"first": first, "second": second, "sealed": sealed})
    return made


class _Articles:
    """Articles by id, to quote stretches of them."""

    def __init__(self, store: "Store", documents: Iterable[int]) -> None:
        wanted = sorted(set(documents))
        self.shown = read_articles(store, wanted)
        sql = "SELECT document_id, text FROM documents WHERE document_id IN (SELECT unnest(?))"
        self.texts = {row["document_id"]: row["text"] for row in store.ask(sql, [wanted]).to_pylist()}

    def quote(self, document: int, start: int, end: int) -> str:
        """The head of an article, a stretch of it, and what stands around that."""
        text, article = self.texts[document], self.shown[document]
        around = max(0, (MOST_TEXT - (end - start)) // 2)
        low, high = max(0, start - around), min(len(text), end + around)
        cut = text[low : min(high, low + 2 * MOST_TEXT)]
        lead = "" if low == 0 else "… "
        return f"{_head(article)}\n\n{lead}{cut}{'' if low + len(cut) == len(text) else ' …'}"


def _head(article: Row) -> str:
    return ", ".join(str(part) for part in (article["outlet"], article["published"] or "no date") if part)


def _draw_claims(store: "Store", count: int, seed: int) -> list[Row]:
    """Pairs of statements of two articles: half of one claim, half of two that are near each other."""
    same = _pair_same(store, seed)
    near = _pair_near(store)
    chosen = _pick(near, count // 2, seed)
    chosen += _pick(same, count - len(chosen), seed)
    pairs = same | near
    statements = read_statements(store, sorted({n for number in chosen for n in pairs[number]}))
    made = []
    for number in _pick(chosen, count, seed + 1):
        first, second = (_say_statement(statements[n]) for n in pairs[number])
        about = " ".join(write_id("s", n) for n in pairs[number])
        sealed = seal_verdict("claims", about, {"says": "yes" if number in same else "no"})
        made.append({"first": first, "second": second, "sealed": sealed})
    return made


def _say_statement(statement: Row) -> str:
    return f"{_head(statement['article'])}\n{statement['source']}: “{statement['content']}”\n\n{statement['sentence']}"


def _pair_same(store: "Store", seed: int) -> dict[int, tuple[int, int]]:
    """For every claim of several reports two statements of two articles, by a number of the pair."""
    sql = """
        SELECT claim_id, statement_id, document_id FROM claim_statements JOIN claim_counts USING (claim_id)
        JOIN statements USING (statement_id) WHERE reports > 1 ORDER BY claim_id, statement_id"""
    told: dict[int, dict[int, int]] = {}
    for row in store.ask(sql).to_pylist():
        listed, number = told.setdefault(row["claim_id"], {}), row["statement_id"]
        before = listed.get(row["document_id"], number)
        listed[row["document_id"]] = min(before, number, key=lambda n: make_id(_SALT, seed, n))
    pairs = (_pick(listed.values(), 2, seed) for listed in told.values())
    return {make_id(a, b): (a, b) for a, b in pairs}


def _pair_near(store: "Store") -> dict[int, tuple[int, int]]:
    """Statements of two articles that the program compared, found near, and took for two claims."""
    told = "SELECT statement_id, min(claim_id) AS claim FROM claim_statements GROUP BY statement_id"
    sql = f"""
        WITH told AS ({told})
        SELECT p.statement_id AS a, other_id AS b FROM compared_contents p
        JOIN told x ON x.statement_id = p.statement_id JOIN told y ON y.statement_id = other_id
        JOIN statements s ON s.statement_id = p.statement_id
        JOIN statements t ON t.statement_id = other_id WHERE x.claim <> y.claim AND s.document_id <> t.document_id
        UNION SELECT a.first_statement_id, b.first_statement_id FROM claim_relations r
        JOIN claims a USING (claim_id) JOIN claims b ON b.claim_id = r.other_id"""
    rows = store.ask(sql).to_pylist()
    return {make_id(*sorted((row["a"], row["b"]))): (min(row["a"], row["b"]), max(row["a"], row["b"])) for row in rows}


def _draw_counts(store: "Store", count: int, seed: int) -> list[Row]:
    """Claims of several reports, each with what its reports say."""
    claims = store.ask("SELECT claim_id FROM claim_counts WHERE reports > 1")["claim_id"].to_pylist()
    chosen = _pick(claims, count, seed)
    sql = """
        SELECT c.claim_id, wording, independent_low AS low, independent_high AS high, reports, confidence
        FROM claims c JOIN claim_counts USING (claim_id) WHERE c.claim_id IN (SELECT unnest(?))"""
    rows = {row["claim_id"]: row for row in store.ask(sql, [chosen]).to_pylist()}
    sql = "SELECT claim_id, statement_id FROM claim_statements WHERE claim_id IN (SELECT unnest(?))"
    members: dict[int, list[int]] = {}
    for row in store.ask(sql, [chosen]).to_pylist():
        members.setdefault(row["claim_id"], []).append(row["statement_id"])
    statements = read_statements(store, sorted(n for listed in members.values() for n in listed))
    made = []
    for number in chosen:
        row = rows[number]
        told = {name: row[name] for name in ("low", "high", "reports", "confidence")}
        reports = _say_reports([statements[n] for n in members[number]])
        sealed = seal_verdict("counts", write_id("c", number), told)
        made.append({"first": row["wording"], "second": reports, "sealed": sealed})
    return made


def _say_reports(statements: list[Row]) -> str:
    """The sentences of each article that carry a claim, by date."""
    told: dict[str, tuple[Row, list[str]]] = {}
    for statement in sorted(
        statements, key=lambda s: (s["article"]["published"] or "9", s["article"]["file"], s["start"])
    ):
        said = told.setdefault(statement["article"]["id"], (statement["article"], []))[1]
        if statement["sentence"] not in said:
            said.append(statement["sentence"])
    lines = [f"{_head(article)}: {' … '.join(said)[:MOST_TEXT]}" for article, said in told.values()]
    more = [f"and {len(lines) - MOST_REPORTS} more reports"] if len(lines) > MOST_REPORTS else []
    return "\n\n".join(lines[:MOST_REPORTS] + more)

"""Who said what: the sources of a pile, those in most articles first, with what they say."""

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from headwater.schema import write_id
from headwater.views.names import measure_ids
from headwater.views.quoting import read_statements
from headwater.views.voices import Row, count_articles, name_source

if TYPE_CHECKING:
    from headwater.store import Store

MOST_STATEMENTS = 5
"""Different statements that the list shows of one source."""
SURE = 0.85
"""From this confidence on nine in ten are statements to readers of news; it leaves three in four (docs/quality.md)."""


@dataclass(frozen=True)
class SaidChoice:
    """Which statements are asked for: whose name, office or description has some words, whose content has, of unnamed
    sources only, that came through an outlet, that are sure to be said; how many sources.
    """

    by: str = ""
    about: str = ""
    unnamed: bool = False
    via: str = ""
    sure: bool = False
    limit: int = 20

    @property
    def narrows(self) -> bool:
        """Whether some statements are left out."""
        return bool(self.by or self.about or self.unnamed or self.via or self.sure)


def list_said(store: "Store", choice: SaidChoice = SaidChoice()) -> Row:
    """The sources, named and unnamed, with what they say; the same statement in several articles once.

    Reads sources, statements, spans and what the tally grouped. Returns articles, sources (name, id, how many articles
    and statements, and some of the statements, each with the articles that have it), more, narrowed and short_ids.
    """
    chosen, words = _choose(choice)
    rows = store.ask(f"{chosen}{_SOURCES}", [*words, choice.limit or 2**31]).to_pylist()
    total = rows[0]["total"] if rows else 0
    numbers = [row["source_id"] for row in rows]
    said = read_said(store, numbers, MOST_STATEMENTS, choice)
    return {
        "articles": count_articles(store),
        "narrowed": choice.narrows,
        "sources": [describe_source(row, said[row["source_id"]]) for row in rows],
        "more": total - len(rows),
        "short_ids": measure_ids(store, "ocds"),
    }


def describe_source(row: Row, said: list[Row]) -> Row:
    """A source as lists show it, from its row of sources with its number of articles, and what it says."""
    return {
        "id": write_id("o", row["source_id"]),
        "source": name_source(row),
        "name": row["name"],
        "kind": row["kind"],
        "described_as": row["described_as"],
        "role": row["role"],
        "affiliation": row["affiliation"],
        "articles": row["articles"],
        "different": said[0]["different"] if said else 0,
        "statements": said,
    }


def read_source(store: "Store", number: int) -> Row:
    """One source with everything it says."""
    sql = f"""
        {_SPEAKERS}
        SELECT o.*, (SELECT count(DISTINCT document_id) FROM speakers s WHERE s.source_id = o.source_id) AS articles
        FROM sources o WHERE source_id = ?"""
    return describe_source(store.ask(sql, [number]).to_pylist()[0], read_said(store, [number], 2**31)[number])


def read_said(
    store: "Store", source_ids: list[int], most: int, choice: SaidChoice = SaidChoice()
) -> dict[int, list[Row]]:
    """What sources say: for each the statements in most articles, every claim of theirs once."""
    chosen, words = _choose(choice)
    rows = store.ask(f"{chosen}{_SAID}", [*words, source_ids, most]).to_pylist()
    shown = read_statements(store, [row["statement_id"] for row in rows])
    said: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        claim = write_id("c", row["claim_id"]) if row["claim_id"] is not None else None
        said[row["source_id"]].append(
            shown[row["statement_id"]] | {"claim": claim, "articles": row["articles"], "different": row["different"]}
        )
    return said


_SPEAKERS = """
WITH origins AS (
    SELECT statement_id, min(source_id) AS source_id FROM claim_origins JOIN sources USING (source_id)
    WHERE kind IN ('unnamed_person', 'unnamed_group') GROUP BY statement_id),
speakers AS (
    SELECT s.statement_id, s.document_id, s.force, s.confidence, coalesce(origins.source_id, s.source_id) AS source_id
    FROM statements s JOIN sources o ON o.source_id = s.source_id
    LEFT JOIN origins ON origins.statement_id = s.statement_id AND o.kind IN ('unnamed_person', 'unnamed_group'))"""
"""Who speaks in each statement; an unnamed source is the one at the origin, one in all copies of a text."""

_WHO = "concat_ws(' ', o.name, o.described_as, o.role, o.affiliation)"
_WORDS = """(SELECT coalesce(string_agg(substr(d.text, p."start" + 1, p."end" - p."start"), ' '), '') FROM spans p
    WHERE p.statement_id = s.statement_id AND p.role = '{role}')"""


def _choose(choice: SaidChoice) -> tuple[str, list[Any]]:
    """The statements that are asked for, as a table `chosen`, and the words that it is made with."""
    asked = [(choice.by, _WHO), (choice.about, _WORDS.format(role="content")), (choice.via, _WORDS.format(role="via"))]
    pairs = [(word, words) for wanted, words in asked for word in wanted.casefold().split()]
    where = [f"contains(lower({words}), ?)" for _, words in pairs]
    where += ["o.kind IN ('unnamed_person', 'unnamed_group')"] if choice.unnamed else []
    where += [f"s.confidence >= {SURE}"] if choice.sure else []
    sql = f"""
        {_SPEAKERS}, chosen AS (
        SELECT s.* FROM speakers s JOIN sources o USING (source_id) JOIN documents d USING (document_id)
        WHERE {" AND ".join(where) or "true"})"""
    return sql, [word for word, _ in pairs]


_SOURCES = """, counted AS (
    SELECT source_id, count(DISTINCT document_id) AS articles, count(*) AS statements FROM chosen
    GROUP BY source_id)
SELECT o.*, articles, count(*) OVER () AS total FROM counted JOIN sources o USING (source_id)
WHERE kind <> 'unstated' ORDER BY articles DESC, name IS NULL, statements DESC, source_id LIMIT ?"""

_SAID = """, contents AS (
    SELECT s.source_id, s.document_id, s.statement_id,
        string_agg(substr(d.text, p."start" + 1, p."end" - p."start"), ' ' ORDER BY p."start") AS words
    FROM chosen s JOIN documents d USING (document_id) JOIN spans p ON p.statement_id = s.statement_id
    WHERE source_id IN (SELECT unnest(?)) AND p.role = 'content' GROUP BY ALL),
told AS (
    SELECT c.*, m.claim_id,
        coalesce(m.claim_id::VARCHAR, trim(regexp_replace(lower(words), '[^\\pL\\pN]+', ' ', 'g'))) AS same
    FROM contents c LEFT JOIN claim_statements m USING (statement_id)),
grouped AS (
    SELECT source_id, same, any_value(claim_id) AS claim_id, min(statement_id) AS statement_id,
        count(DISTINCT document_id) AS articles FROM told GROUP BY source_id, same)
SELECT *, count(*) OVER (PARTITION BY source_id) AS different FROM grouped
QUALIFY row_number() OVER (PARTITION BY source_id ORDER BY articles DESC, statement_id) <= ?
ORDER BY source_id, articles DESC, statement_id"""

"""The claims of a pile, ranked, each with who says, doubts and denies it, out of how many articles."""

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from headwater.schema import write_id
from headwater.views.circles import find_circles
from headwater.views.decisions import find_claim_decisions
from headwater.views.groups import read_claim_groups
from headwater.views.names import make_whole, measure_ids
from headwater.views.stances import collect_stances
from headwater.views.voices import Row, count_articles, write_time

if TYPE_CHECKING:
    from headwater.store import Store

LEAD = 600
"""Characters of the first paragraph, at most, in which a claim counts as made by the lead: where a text has no
paragraphs, that is three or four sentences."""


@dataclass(frozen=True)
class ClaimChoice:
    """Which claims are asked for: words, bounds of the count, on record, an outlet, in a circle; with_all: every claim;
    how many."""

    about: str = ""
    at_least: int | None = None
    at_most: int | None = None
    on_record: bool = False
    site: str = ""
    circular: bool = False
    with_all: bool = False
    limit: int = 20


def list_claims(store: "Store", choice: ClaimChoice = ClaimChoice()) -> Row:
    """The leading claims with their counts: those that headlines and leads make first, then by reports less sources.

    Reads documents and what the tally wrote. Returns articles (how many the pile has), claims (the rows chosen), more
    (how many like them are not among the rows), left_out (claims of a single report, attitudes and questions) and
    short_ids.
    """
    circular = sorted(find_circles(store)) if choice.circular else []
    where, parameters = _choose(choice, circular)
    limit = choice.limit if choice.limit > 0 else 2**31
    ranked = store.ask(
        _RANKED.format(where=where, carried="" if choice.with_all else "WHERE said", lead=LEAD), [*parameters, limit]
    )
    rows = ranked.to_pylist()
    total = rows[0]["total"] if rows else 0
    return {
        "articles": count_articles(store),
        "claims": describe_claims(store, rows),
        "more": total - len(rows),
        "left_out": _count_left_out(store, choice, circular, total),
        "short_ids": measure_ids(store, "c"),
    }


def describe_claims(store: "Store", rows: list[Row]) -> list[Row]:
    """What is said of each claim in a list, from rows of claims with their counts."""
    numbers = [row["claim_id"] for row in rows]
    stances = collect_stances(store, numbers)
    cuts = _describe_cuts(store, rows)
    decided = find_claim_decisions(store, numbers)
    circles = find_circles(store, numbers)
    groups = read_claim_groups(store, numbers)
    return [
        {
            "id": write_id("c", row["claim_id"]),
            "wording": row["wording"],
            "leading": bool(row.get("leads")),
            "reports": row["reports"],
            "texts": row["texts"],
            "sites": row["sites"],
            "independent_low": row["independent_low"],
            "independent_high": row["independent_high"],
            "on_record": row["on_record"],
            "rests_on": [cuts.get(name, {"name": name}) for name in row["cut"]],
            "rests_on_low": [cuts.get(name, {"name": name}) for name in row["cut_low"]],
            "reason": row["reason"],
            "confidence": row["confidence"],
            "decided": decided[row["claim_id"]],
            "circle": circles.get(row["claim_id"], []),
            "groups": groups[row["claim_id"]],
            **stances[row["claim_id"]],
        }
        for row in rows
    ]


def read_claims(store: "Store", numbers: list[int]) -> list[Row]:
    """Claims with their counts as lists describe them, in the order given."""
    sql = """
        SELECT c.*, n.* EXCLUDE claim_id FROM claims c JOIN claim_counts n USING (claim_id)
        WHERE claim_id IN (SELECT unnest(?))"""
    rows = {row["claim_id"]: row for row in store.ask(sql, [numbers]).to_pylist()}
    return describe_claims(store, [rows[number] for number in numbers if number in rows])


_RANKED = """
WITH chosen AS (
    SELECT c.claim_id, c.wording, n.* EXCLUDE claim_id FROM claim_counts n JOIN claims c USING (claim_id)
    WHERE {where}),
titles AS (
    SELECT document_id, min("start") AS title_start, arg_min("end", "start") AS title_end
    FROM regions WHERE kind = 'title' GROUP BY document_id),
bodies AS (
    SELECT document_id, min("start") AS lead_start, least(arg_min("end", "start"), min("start") + {lead}) AS lead_end
    FROM regions WHERE kind = 'body' GROUP BY document_id),
contents AS (
    SELECT statement_id, min("start") AS place FROM spans
    WHERE role = 'content' AND statement_id IN (
        SELECT statement_id FROM claim_statements WHERE claim_id IN (SELECT claim_id FROM chosen))
    GROUP BY statement_id),
carried AS (
    SELECT m.claim_id,
        bool_or(m.stance <> 'questions' AND s.force IN ('statement', 'hearsay', 'assertion')) AS said,
        bool_or(place >= title_start AND place < title_end
            OR place >= lead_start AND place < lead_end) AS leads,
        min(place) AS place
    FROM claim_statements m JOIN statements s USING (statement_id) JOIN contents USING (statement_id)
    LEFT JOIN titles USING (document_id) LEFT JOIN bodies USING (document_id)
    WHERE m.claim_id IN (SELECT claim_id FROM chosen) GROUP BY m.claim_id)
SELECT chosen.*, coalesce(leads, false) AS leads, count(*) OVER () AS total
FROM chosen JOIN carried USING (claim_id) {carried}
ORDER BY coalesce(leads, false) DESC, 2 * reports - independent_low - independent_high DESC, reports DESC, place,
    claim_id
LIMIT ?"""

_SITE = """EXISTS (
    SELECT 1 FROM claim_statements m JOIN statements USING (statement_id) JOIN documents d USING (document_id)
    WHERE m.claim_id = n.claim_id AND contains(lower(coalesce(d.site, '')), ?))"""
_ABOUT = """claim_id IN (
    SELECT m.claim_id FROM claim_statements m JOIN statements s USING (statement_id)
    JOIN documents d USING (document_id) JOIN spans p ON p.statement_id = m.statement_id AND p.role = 'content'
    WHERE m.claim_id IN (SELECT claim_id FROM claim_counts WHERE {carried})
    AND {words}
    UNION SELECT claim_id FROM claims WHERE {wording})"""


def _choose(choice: ClaimChoice, circular: list[int]) -> tuple[str, list[Any]]:
    """The condition, with its parameters, for what is asked for; `circular` are all claims with a circle."""
    wheres = ["true"]
    parameters: list[Any] = []
    if not choice.with_all:
        wheres.append("reports > 1")
    if choice.at_least is not None:
        wheres.append("independent_low >= ?")
        parameters.append(choice.at_least)
    if choice.at_most is not None:
        wheres.append("independent_high <= ?")
        parameters.append(choice.at_most)
    if choice.on_record:
        wheres.append("on_record > 0")
    if choice.circular:
        wheres.append("claim_id IN (SELECT unnest(?))")
        parameters.append(circular)
    if choice.site:
        wheres.append(_SITE)
        parameters.append(make_whole(choice.site).strip().lower().removeprefix("www."))
    if patterns := make_patterns(choice.about):
        words = " AND ".join(['regexp_matches(substr(d.text, p."start" + 1, p."end" - p."start"), ?)'] * len(patterns))
        wording = " AND ".join(["regexp_matches(wording, ?)"] * len(patterns))
        carried = "true" if choice.with_all else "reports > 1"
        wheres.append(_ABOUT.format(words=words, wording=wording, carried=carried))
        parameters += [*patterns, *patterns]
    return " AND ".join(wheres), parameters


SENTENCE = 5
"""From so many words on what is asked about is a sentence to compare; fewer are words to look for."""


def is_sentence(about: str) -> bool:
    """Whether what is asked about is a sentence to compare, and not words to look for.

    >>> is_sentence("harbour fire"), is_sentence("The harbour fire was laid on purpose")
    (False, True)
    """
    return len(about.split()) >= SENTENCE


def make_patterns(words: str) -> list[str]:
    """A pattern (RE2) for each word asked for: it, or a longer word that begins with it, in upper or lower case.

    >>> make_patterns("strike Iran's")
    ['(?i)(^|[^\\\\pL\\\\pN])strike', "(?i)(^|[^\\\\pL\\\\pN])Iran's"]
    """
    return [rf"(?i)(^|[^\pL\pN]){re.escape(word)}" for word in make_whole(words).split()]


def _count_left_out(store: "Store", choice: ClaimChoice, circular: list[int], total: int) -> int:
    """How many claims like these are left out as single reports, attitudes or questions."""
    if choice.with_all or (choice.about and total):  # looking for words in every statement takes a while
        return 0
    where, parameters = _choose(replace(choice, with_all=True), circular)
    sql = f"SELECT count(*) AS n FROM claim_counts n JOIN claims c USING (claim_id) WHERE {where}"
    return int(store.ask(sql, parameters)["n"][0].as_py()) - total


_UNSEEN = """
SELECT DISTINCT n.name FROM (SELECT unnest(?) AS name) n JOIN versions v ON document_id IS NULL
AND (v.name = n.name OR v.name = n.name || ' report') ORDER BY n.name"""


def _describe_cuts(store: "Store", rows: list[Row]) -> dict[str, Row]:
    names = sorted({name for row in rows for name in [*row["cut"], *row["cut_low"]]})
    sql = """
        SELECT uri, document_id, site, title, published_at, published_precision FROM documents
        WHERE uri IN (SELECT unnest(?))"""
    unseen = store.ask(_UNSEEN, [names])["name"].to_pylist()
    found: dict[str, Row] = {name: {"name": name, "in_pile": False} for name in unseen}
    for row in store.ask(sql, [names]).to_pylist():
        found[row["uri"]] = {
            "name": row["uri"],
            "article": write_id("d", row["document_id"]),
            "outlet": row["site"],
            "title": row["title"],
            "published": write_time(row["published_at"], row["published_precision"]),
        }
    return found

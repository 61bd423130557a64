"""What a pile has of a sentence, or of every claim of a text that is not in it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from headwater.articles import read_articles
from headwater.errors import InputError
from headwater.outlets import know_outlets
from headwater.pipeline.stages import recall_outlets, recall_tagger
from headwater.schema import Tables, pick_rows, write_id
from headwater.statements import extract_statements
from headwater.store import Store
from headwater.tally.asking import Match, list_terms, make_task, match_contents
from headwater.tally.contents import Task
from headwater.tally.signs import is_first_clause_negated
from headwater.tally.testimony import group_content_spans
from headwater.tally.words import tell_difference
from headwater.views.claims import ClaimChoice, read_claims
from headwater.views.names import make_whole, measure_ids
from headwater.views.voices import count_articles, name_source

MOST_ARTICLES = 300
"""Articles that share the most telling words with what is asked about: what they say is compared with it."""

NEAREST = 3
"""Claims that are near a sentence, and neither say it nor bear on it, of which an answer tells."""

_ORDER = ("same", "denies", "number_differs", "narrower", "wider", "near")

Row = dict[str, Any]


def ask_sentence(store: Store, choice: ClaimChoice) -> Row:
    """The claims that say what the sentence `choice.about` says, then those that deny it or have another number, then
    the nearest three; of those that fit the rest of the choice.

    Returns asked, articles, claims (as lists describe them, each with its `match`: kind, probability, words,
    only_asked, only_there) and short_ids.
    """
    sentence = make_whole(choice.about)
    best = _pick_best(store, _match_pile(store, [make_task(sentence)], alone=True))
    ranked = sorted(best.items(), key=_rank_match)
    contents = _read_contents(store, [match.statement_id for _, match in ranked])
    claims = {claim["id"]: claim for claim in read_claims(store, [number for number, _ in ranked])}
    listed = [
        claims[write_id("c", number)] | {"match": _describe_match(match, sentence, contents[match.statement_id])}
        for number, match in ranked
    ]
    fitting = [claim for claim in listed if _fits(claim, choice)]
    near = [claim for claim in fitting if claim["match"]["kind"] == "near"]
    return {
        "asked": sentence,
        "articles": count_articles(store),
        "claims": [*fitting[: len(fitting) - len(near)], *near[:NEAREST]][: choice.limit or None],
        "short_ids": measure_ids(store, "c"),
    }


def _fits(claim: Row, choice: ClaimChoice) -> bool:
    """Whether a claim fits what is chosen beside its words."""
    low, high = claim["independent_low"], claim["independent_high"]
    outlets = " ".join(outlet for voice in claim["voices"] for outlet in voice["outlets"]).casefold()
    return (
        (choice.at_least is None or low >= choice.at_least)
        and (choice.at_most is None or high <= choice.at_most)
        and (not choice.on_record or claim["on_record"] > 0)
        and (not choice.circular or bool(claim["circle"]))
        and choice.site.casefold().removeprefix("www.") in outlets
    )


def ask_draft(store: Store, path: Path) -> Row:
    """Of every claim of a text, in its order, the claim of the pile that says the same, or the opposite.

    An opposite denies it or has another number. Returns draft, articles, statements (content, source, start, match and
    claim; both None where the pile has none) and short_ids. What a text says in its own voice is named only where the
    pile has it. Raises InputError where the text cannot be read, or says nothing.
    """
    with know_outlets(recall_outlets(store)):
        draft = read_articles([path])
        said = extract_statements(draft, {}, tagger=recall_tagger(store))
    rows = said["statements"].filter(pc.not_equal(said["statements"]["force"], "question")).to_pylist()
    if not rows:
        raise InputError(f"Nothing is said in {path}.", "Give a text in which somebody says something.")
    tasks, contents = _list_draft(draft, said, rows)
    found: dict[int, dict[int, Match]] = defaultdict(dict)
    matches = [m for m in _match_pile(store, tasks, False, draft["documents"]) if m.kind != "near"]
    claim_of = _find_claims(store, [m.statement_id for m in matches])
    for m in matches:
        if m.statement_id in claim_of:
            found[m.asked_id].setdefault(claim_of[m.statement_id], m)
    best = {number: min(listed.items(), key=_rank_match) for number, listed in found.items()}
    claims = {row["id"]: row for row in read_claims(store, sorted({claim for claim, _ in best.values()}))}
    sources = {row["source_id"]: name_source(row) for row in said["sources"].to_pylist()}
    theirs = _read_contents(store, [m.statement_id for _, m in best.values()])
    statements = []
    for row in sorted(rows, key=lambda row: contents[row["statement_id"]][0]):
        number = row["statement_id"]
        start, words = contents[number]
        claim, match = best.get(number, (None, None))
        if match is None and row["force"] == "assertion":
            continue
        shown = _describe_match(match, words, theirs[match.statement_id]) if match is not None else None
        known = claims[write_id("c", claim)] if claim is not None else None
        told = {"content": words, "source": sources[row["source_id"]], "start": start}
        statements.append(told | {"match": shown, "claim": known})
    return {
        "draft": str(path),
        "articles": count_articles(store),
        "statements": statements,
        "short_ids": measure_ids(store, "c"),
    }


def _rank_match(item: tuple[int, Match]) -> tuple[int, float, int]:
    """What says the same first, then what is surest."""
    return _ORDER.index(item[1].kind), -item[1].probability, item[0]


def _list_draft(draft: Tables, said: Tables, rows: Sequence[Row]) -> tuple[list[Task], dict[int, tuple[int, str]]]:
    """The contents of a text as they are compared, and where each begins, with its words."""
    texts = dict(pick_rows(draft["documents"], "document_id", "text"))
    spans = group_content_spans(said["spans"])
    contents, by_document = {}, defaultdict(list)
    for row in rows:
        number, text = row["statement_id"], texts[row["document_id"]]
        words = " ".join(" … ".join(text[s:e] for s, e in spans[number]).split())
        contents[number] = (spans[number][0][0], words)
        denied = bool(row["negated"]) and is_first_clause_negated(words)
        by_document[row["document_id"]].append((number, denied))
    tasks = [
        (d, texts[d], [n for n, _ in told], [no for _, no in told], [spans[n] for n, _ in told], [""] * len(told))
        for d, told in sorted(by_document.items())
    ]
    return tasks, contents


def _match_pile(store: Store, asked: Sequence[Task], alone: bool, same: pa.Table | None = None) -> list[Match]:
    """The contents of the pile that are the same or near, but for those of documents with the text of `same`."""
    documents = _find_documents(store, list_terms(asked))
    if same is not None:
        sql = "SELECT document_id FROM documents WHERE text_hash IN (SELECT unnest(?))"
        own = set(store.ask(sql, [same["text_hash"].to_pylist()])["document_id"].to_pylist())
        documents = [number for number in documents if number not in own]
    return match_contents(asked, _read_tasks(store, documents), alone)


def _find_documents(store: Store, terms: Mapping[int, float]) -> list[int]:
    """The articles whose telling words are most those of what is asked; all where there are few."""
    if store.count("documents") <= MOST_ARTICLES:
        return sorted(store.ask("SELECT document_id FROM documents")["document_id"].to_pylist())
    sql = """
        WITH asked AS (SELECT unnest(?::BIGINT[]) AS term, unnest(?::DOUBLE[]) AS telling),
        told AS (SELECT document_id, unnest(terms) AS term, unnest(weights) AS weight FROM heard_documents)
        SELECT document_id FROM told JOIN asked USING (term) GROUP BY document_id
        ORDER BY sum(weight * telling) DESC, document_id LIMIT ?"""
    rows = store.ask(sql, [list(terms), list(terms.values()), MOST_ARTICLES])
    return sorted(rows["document_id"].to_pylist())


def _read_tasks(store: Store, documents: Sequence[int]) -> list[Task]:
    """The contents of articles of the pile as they are compared."""
    sql = """
        SELECT s.document_id, s.statement_id, h.negated, coalesce(h.subject, '') AS subject,
            list({'start': p."start", 'end': p."end"} ORDER BY p."start") AS spans
        FROM statements s JOIN heard_statements h USING (statement_id)
        JOIN spans p ON p.statement_id = s.statement_id AND p.role = 'content'
        WHERE s.document_id IN (SELECT unnest(?)) GROUP BY ALL ORDER BY s.document_id, s.statement_id"""
    told: dict[int, list[Row]] = defaultdict(list)
    for row in store.ask(sql, [list(documents)]).to_pylist():
        told[row["document_id"]].append(row)
    sql = "SELECT document_id, text FROM documents WHERE document_id IN (SELECT unnest(?))"
    texts = dict(pick_rows(store.ask(sql, [list(told)]), "document_id", "text"))
    return [
        (
            number,
            texts[number],
            [row["statement_id"] for row in rows],
            [row["negated"] for row in rows],
            [tuple((s["start"], s["end"]) for s in row["spans"]) for row in rows],
            [row["subject"] for row in rows],
        )
        for number, rows in sorted(told.items())
    ]


def _find_claims(store: Store, statements: Iterable[int]) -> dict[int, int]:
    sql = """
        SELECT statement_id, min(claim_id) AS claim_id FROM claim_statements
        WHERE statement_id IN (SELECT unnest(?)) GROUP BY statement_id"""
    return dict(pick_rows(store.ask(sql, [sorted(set(statements))]), "statement_id", "claim_id"))


def _pick_best(store: Store, matches: Sequence[Match]) -> dict[int, Match]:
    """Of every claim the statement that matches best; one that says the same before one that is an opposite."""
    claim_of = _find_claims(store, [m.statement_id for m in matches])
    best: dict[int, Match] = {}
    for m in sorted(matches, key=lambda m: (_ORDER.index(m.kind), -m.probability, m.statement_id)):
        if m.statement_id in claim_of:
            best.setdefault(claim_of[m.statement_id], m)
    return best


def _read_contents(store: Store, statements: Sequence[int]) -> dict[int, str]:
    sql = """
        SELECT statement_id,
            string_agg(substr(d.text, p."start" + 1, p."end" - p."start"), ' … ' ORDER BY p."start") AS words
        FROM spans p JOIN statements USING (statement_id) JOIN documents d USING (document_id)
        WHERE role = 'content' AND statement_id IN (SELECT unnest(?)) GROUP BY statement_id"""
    rows = store.ask(sql, [sorted(set(statements))])
    return {number: " ".join(words.split()) for number, words in pick_rows(rows, "statement_id", "words")}


def _describe_match(match: Match, asked: str, words: str) -> Row:
    only_asked, only_there = tell_difference(asked, words)
    return {
        "kind": match.kind,
        "probability": round(match.probability, 3),
        "words": words,
        "only_asked": only_asked,
        "only_there": only_there,
    }

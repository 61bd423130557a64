"""The map step: a batch of articles, read."""

from collections.abc import Sequence

import pyarrow as pa

from headwater.schema import Tables
from headwater.statements.inputs import Article, hash_article
from headwater.statements.rows import write_rows
from headwater.statements.statement_rows import Rows
from headwater.statements.stretches import Stretch, read_quotations, read_stretch
from headwater.statements.taggers import load_tagger
from headwater.states import STATES
from headwater.tables import TABLES

ROWS_OF = ("statements", "spans", "statement_speakers", "statement_sources", "roles", "dates", "statement_inputs")


def read_batch(articles: Sequence[Article], tagger: str) -> Tables:
    """The rows of a batch of articles; a paragraph that several of them have is analysed once.

    `tagger` is one of taggers.TAGGERS. Raises HeadwaterError when it cannot be loaded.
    """
    reads = load_tagger(tagger)
    seen: dict[tuple[str, str | None], Stretch] = {}

    def read(text: str, language: str | None) -> Stretch:
        if (text, language) not in seen:
            seen[text, language] = read_stretch(text, reads) if language is None else read_quotations(text, language)
        return seen[text, language]

    rows: Rows = {name: [] for name in ROWS_OF}
    for article in articles:
        for name, found in write_rows(article, read).items():
            rows[name] += found
        value = hash_article(article, tagger)
        rows["statement_inputs"].append({"document_id": article.document_id, "input_hash": value})
    rows["statement_speakers"] = [
        {"statement_id": r["statement_id"], "source_id": r["source_id"]} for r in rows["statements"]
    ]
    return build_tables(rows)


def build_tables(rows: Rows) -> dict[str, pa.Table]:
    """Arrow tables of the stage from rows."""
    return {name: (TABLES.get(name) or STATES[name]).build(rows.get(name, [])) for name in ROWS_OF}

"""Who said what, on what footing, and through whom."""

from headwater.schema import Tables
from headwater.statements.inputs import gather_articles, hash_article
from headwater.statements.outcome import assemble_tables, keep_known, list_done
from headwater.work import HERE, Work, cut_batches

BATCH = 100
"""Articles a task: large enough that copies of a paragraph within it are read once, small enough to keep often."""


def extract_statements(pile: Tables, descent: Tables, *, known: Tables | None = None, work: Work = HERE) -> Tables:
    """The statements of every document with their spans and sources, the introductions by office, and the dates.

    Reads documents, regions and versions; returns statements, spans, sources, roles, dates, and the state tables
    statement_inputs and statement_sources. A document whose inputs are as they were is taken from `known`.
    """
    from headwater.statements.reading import read_batch

    articles = gather_articles(pile, descent)
    hashes = {a.document_id: hash_article(a) for a in articles}
    parts = [keep_known(known, hashes)]
    done = list_done(known, hashes)
    todo = [a for a in articles if a.document_id not in done]
    finished = 0
    for part in work.map(read_batch, cut_batches(todo, BATCH)):
        work.keep(part)
        parts.append(part)
        finished = min(len(todo), finished + BATCH)
        work.tell(finished, len(todo), "articles")
    return assemble_tables(parts)


__all__ = ["extract_statements"]

"""Who said what, on what footing, and through whom."""

from functools import partial

from headwater.failures import map_apart, note_failures
from headwater.schema import Tables
from headwater.statements.inputs import gather_articles, hash_article
from headwater.statements.outcome import assemble_tables, keep_known, list_done
from headwater.statements.settled import read_settled
from headwater.work import HERE, Work, cut_batches

BATCH = 100
"""Articles a task: large enough that copies of a paragraph within it are read once, small enough to keep often."""

LEAST, SHARES = 10, 8
"""Articles of the smallest task, and tasks at least where there are enough: all cores share in a few articles."""


def extract_statements(
    pile: Tables, descent: Tables, *, tagger: str = "neural", known: Tables | None = None, work: Work = HERE
) -> Tables:
    """The statements of every document with their spans and sources, the introductions by office, and the dates.

    Reads documents, regions, decisions and versions; returns statements, spans, sources, roles, dates, the state tables
    of the stage, and `problems` with a row for every document that could not be analysed. A document whose inputs are
    as they were is taken from `known`. `tagger` is "neural" or "rules" (the linear one, for which mending.py does
    more). Raises HeadwaterError when the model of the tagger is missing or damaged.
    """
    from headwater.statements.reading import read_batch
    from headwater.statements.taggers import load_tagger

    settled = read_settled(pile)
    dropped = settled.list_dropped()
    articles = gather_articles(pile, descent, dropped)
    # what is known of an article lacks what a reader took out of it, so the decision would find nothing there
    hashes = {a.document_id: hash_article(a, tagger) for a in articles if a.document_id not in dropped}
    parts = [keep_known(known, hashes)]
    done = list_done(known, hashes)
    todo = [a for a in articles if a.document_id not in done]
    if todo:
        load_tagger(tagger)
    finished = 0
    failed: dict[int, str] = {}
    size = min(BATCH, max(LEAST, len(todo) // SHARES))
    for tried in map_apart(work, partial(read_batch, tagger=tagger), cut_batches(todo, size)):
        for part in tried.done:
            work.keep(part)
            parts.append(part)
        failed |= {article.document_id: error for [article], error in tried.failed}
        finished = min(len(todo), finished + size)
        work.tell(finished, len(todo), "articles")
    problems = note_failures(descent.get("problems"), "statements", pile["documents"], failed)
    return assemble_tables(parts, settled) | {"problems": problems}


__all__ = ["extract_statements"]

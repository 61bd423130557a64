"""Stage 3, `descent`: which text each stretch was taken from, what was changed, and the originals nobody has."""

from headwater.failures import note_failures
from headwater.schema import Tables
from headwater.work import HERE, Work


def trace_descent(pile: Tables, passages: Tables, *, known: Tables | None = None, work: Work = HERE) -> Tables:
    """Trace every document to what it was taken from.

    Reads documents, regions, signals and decisions of `pile` and the table `passages`; returns `versions`, `edges` and
    `edits`, complete, with the stage's own state, and `problems`: a row for every document that could not be searched,
    or whose family could not be traced, so that each of its texts stands alone. `known` holds what an earlier run gave:
    families whose documents, regions, signals and passages are the same are not traced again.
    """
    from headwater.descent.members import gather_families, group_documents
    from headwater.descent.mentions import find_mentions
    from headwater.descent.rows import assemble_tables, trace_or_recall
    from headwater.descent.settled import read_settled, settle_passages

    documents = pile["documents"]
    settled = read_settled(pile, passages["passages"])
    tied = settle_passages(passages["passages"], settled, documents)
    leads = group_documents(documents["document_id"].to_pylist(), tied)
    families = gather_families(pile, tied, leads, settled)
    failed: dict[int, str] = {}
    traced = trace_or_recall(families, known or {}, work, failed)
    leads |= {number: number for number in failed}
    mentions = find_mentions(documents, known or {}, work, failed)
    problems = note_failures(passages.get("problems"), "descent", documents, failed)
    return assemble_tables(pile, leads, traced, mentions, settled.effects) | {"problems": problems}

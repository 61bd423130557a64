"""Copies: every stretch that two documents share, with exact ends in both."""

import numpy as np
import pyarrow as pa

from headwater.copies.alignments import align_candidates
from headwater.copies.candidates import find_candidates
from headwater.copies.fingerprints import read_words, take_fingerprints
from headwater.copies.passages import build_passages, choose_passages
from headwater.schema import Tables
from headwater.work import HERE, Work


def find_copies(pile: Tables, *, known: Tables | None = None, work: Work = HERE) -> Tables:
    """Every stretch that two documents share.

    Reads `documents` (document_id, text, site, published_at) and `regions`; gives `passages`. `known` is not needed:
    the whole stage takes less time than reading back what it could have remembered (docs/decisions/copies-from-new.md).
    The rows depend on the set of documents alone.
    """
    documents = _order_documents(pile["documents"])
    ordered = {"documents": documents, "regions": pile["regions"]}
    words = read_words(documents, pile["regions"])
    work.tell(documents.num_rows, documents.num_rows, "articles")
    pairs = find_candidates(*take_fingerprints(words))
    stretches = align_candidates(ordered, pairs, work)
    sites = documents["site"].combine_chunks().dictionary_encode().indices.fill_null(-1).to_numpy(zero_copy_only=False)
    passages = build_passages(documents, stretches, *choose_passages(stretches, np.diff(words.bounds), sites))
    return {"passages": passages}


def _order_documents(documents: pa.Table) -> pa.Table:
    """The columns that are read, earliest published first: representatives of a large family are its first texts."""
    columns = documents.select(["document_id", "text", "site", "published_at"])
    order = [("published_at", "ascending"), ("document_id", "ascending")]
    return columns.sort_by(order).combine_chunks()

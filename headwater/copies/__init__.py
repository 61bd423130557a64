"""Copies: every stretch that two documents share, with exact ends in both."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from headwater.copies.alignments import align_candidates
from headwater.copies.candidates import find_candidates
from headwater.copies.fingerprints import take_fingerprints
from headwater.copies.passages import decide_passages
from headwater.copies.texts import order_texts, pair_equals
from headwater.failures import note_failures
from headwater.schema import Tables
from headwater.states import FINGERPRINTS, SHARED_STRETCHES
from headwater.work import HERE, Work


def find_copies(pile: Tables, *, known: Tables | None = None, work: Work = HERE) -> Tables:
    """Every stretch that two documents share.

    Reads `documents` and `regions`; gives `passages`, the state tables `fingerprints` and `shared_stretches`, which it
    takes back in `known`, and `problems` with a row for every document that could not be read or compared. The rows
    depend on the set of documents alone.
    """
    known, failed = known or {}, dict[int, str]()
    documents = pile["documents"].select(["document_id", "text", "site", "published_at"])
    regions = pile["regions"].select(["document_id", "start", "end", "kind"])
    prints = take_fingerprints(documents, regions, known.get("fingerprints", FINGERPRINTS.build()), work, failed)
    about = documents.drop_columns(["text"]).append_column("row", pa.array(np.arange(documents.num_rows)))
    about = about.filter(pc.is_in(about["document_id"], prints["document_id"].combine_chunks())).sort_by("document_id")
    texts, order = order_texts(about, prints["digest"].to_numpy())
    pairs = np.sort(order[find_candidates(prints.take(texts.leads[order]), work)], axis=1)
    leads = (about["row"].to_numpy()[texts.leads], texts.digests)
    known_stretches = known.get("shared_stretches", SHARED_STRETCHES.build())
    shared = align_candidates((documents, regions), leads, pair_equals(texts, pairs), known_stretches, work, failed)
    passages = decide_passages(about, prints["words"].to_numpy().astype(np.int64), texts, shared)
    problems = note_failures(pile.get("problems"), "copies", pile["documents"], failed)
    return {"passages": passages, "fingerprints": prints, "shared_stretches": shared, "problems": problems}

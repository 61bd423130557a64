"""Copies: every stretch that two documents share, with exact ends in both."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from headwater.copies.alignments import align_candidates, unpack_stretches
from headwater.copies.candidates import find_candidates
from headwater.copies.fingerprints import take_fingerprints
from headwater.copies.passages import build_passages, choose_passages
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
    documents = pile["documents"].select(["document_id", "text", "site", "published_at"]).sort_by("document_id")
    regions = pile["regions"].select(["document_id", "start", "end", "kind"])
    prints = take_fingerprints(documents, regions, known.get("fingerprints", FINGERPRINTS.build()), work, failed)
    documents = documents.filter(pc.is_in(documents["document_id"], prints["document_id"].combine_chunks()))
    have = {"documents": documents, "regions": regions, "fingerprints": prints}
    pairs = find_candidates(prints, _order_by_age(documents))
    shared = align_candidates(have, pairs, known.get("shared_stretches", SHARED_STRETCHES.build()), work, failed)
    stretches = unpack_stretches(shared, documents)
    chosen, quotations = choose_passages(
        stretches, prints["words"].to_numpy().astype(np.int64), _number_sites(documents)
    )
    passages = build_passages(documents, stretches, chosen, quotations)
    problems = note_failures(pile.get("problems"), "copies", pile["documents"], failed)
    return {"passages": passages, "fingerprints": prints, "shared_stretches": shared, "problems": problems}


def _order_by_age(documents: pa.Table) -> "np.typing.NDArray[np.int64]":
    """Rows of documents, earliest published first, undated last."""
    order = [("published_at", "ascending"), ("document_id", "ascending")]
    return np.asarray(pc.sort_indices(documents, order).to_numpy(), np.int64)


def _number_sites(documents: pa.Table) -> "np.typing.NDArray[np.int64]":
    """A number for every site, -1 where it is unknown."""
    sites = documents["site"].combine_chunks().dictionary_encode()
    sites = sites.chunk(0) if isinstance(sites, pa.ChunkedArray) else sites
    return np.asarray(sites.indices.fill_null(-1).to_numpy(False), np.int64)

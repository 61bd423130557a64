"""The stage copies against a store: the steps of find_copies, each over what is new and what that touches.

    fingerprints       documents that are new or were changed are read                    (copy_changes.py)
    entries            their fingerprints come into the index                             (copy_index.py)
    pairs              texts to which what came or went makes a difference are counted
                       again (copy_additions.py); at first, and after much, all are       (copy_comparison.py)
    shared_stretches   pairs that are new are aligned, those that are compared no longer go
    passages           decided again where stretches of a document came or went           (copy_decisions.py)

The rows are those of find_copies over all documents, whatever the store held before. Texts and fingerprints are read a
piece at a time and lie in partitions meanwhile (partitions.py).
"""

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from headwater.copies.alignments import Batch, align_batches, take_batch
from headwater.copies.candidates import Compared
from headwater.copies.numbers import is_among
from headwater.copies.sheaves import cut_sheaves
from headwater.copies.texts import Texts, order_texts, pair_equals
from headwater.failures import note_failures
from headwater.memory import find_memory, plan_sizes
from headwater.mixing import mix_columns
from headwater.partitions import Place, drop_partitions, read_runs, write_partition
from headwater.pipeline.copy_additions import compare_changes, list_texts, name_notices, note_texts, open_pile
from headwater.pipeline.copy_changes import TEXTS, read_changes, read_texts, take_regions
from headwater.pipeline.copy_comparison import Pieces, compare_prints, make_room
from headwater.pipeline.copy_decisions import Pairs, begin_deciding, decide_again
from headwater.pipeline.copy_index import update_index
from headwater.pipeline.copy_parts import Parts, open_parts
from headwater.pipeline.copy_prints import PRINTS, cut_shares
from headwater.states import SHARED_STRETCHES
from headwater.work import Work

if TYPE_CHECKING:
    from headwater.store import Store

Ints = NDArray[np.int64]
_PIECE = 20_000
"""Rows of fingerprints that are read at a time: 22 MB."""
_DENSE = 5
"""Words for every fingerprint, hardly more."""
_BYTES = 8
"""Bytes of text for every word that is read of it, about."""


def update_copies(store: "Store", work: Work) -> dict[str, int]:
    """Bring what the stage copies writes to a store up to date; rows read, rows there in the end, rows changed.

    Raises HeadwaterError where the memory is not enough.
    """
    failed: dict[int, str] = {}
    decided = begin_deciding(store)
    about, regions = read_changes(store, work, failed)
    sizes = plan_sizes(find_memory(), documents=about.num_rows)
    texts, order = order_texts(about, about["digest"].to_numpy())
    update_index(store)
    pile = open_pile(store, about, (texts, order))
    listed = list_texts(pile, about, (texts, order))
    with open_parts(None, sizes) as parts:
        # A pair that failed has no row of stretches, so what was compared is not known from these.
        known = decided and not store.ask("SELECT 1 FROM problems WHERE stage = 'copies' LIMIT 1").num_rows
        found = compare_changes(pile, listed, work) if known else None
        if found is None:
            compared = compare_all(store, about, (texts, order), parts, work)
            found = compared, name_notices(pile, compared.notices)
        make_room(sizes)
        pairs = _sort_pairs(store, texts, pair_equals(texts, np.sort(order[found[0].pairs], axis=1)))
        _align_new(store, (about, regions, texts), pairs, parts, work, failed)
    make_room(sizes)
    note_texts(pile, listed, found[0].crowded, found[1])
    changed = decide_again(store, about, pairs, decided)
    changed += store.save({"problems": _list_problems(store, failed)})
    rows = {name: store.count(name) for name in ("documents", "regions", "problems", "passages")}
    read = rows["documents"] + rows["regions"] + rows["problems"]
    return {"rows_in": read, "rows_out": rows["passages"] + rows["problems"], "changed": changed}


def compare_all(store: "Store", about: pa.Table, known: tuple[Texts, Ints], parts: Parts, work: Work) -> Compared:
    """What is found of all texts, which are numbered by their age: all fingerprints of a store joined."""
    texts, order = known
    place, sizes = parts.place, parts.sizes
    shares = max(1, -(-int(about["words"].to_numpy().sum()) // (_DENSE * sizes.share)))
    digests, counts = [np.empty(0, np.int64)], [np.empty(0, np.int64)]

    def cut() -> Iterator[tuple[Place, str, pa.Table, int]]:
        rows = store.number_rows("fingerprints")["row"].to_numpy()
        for n, low in enumerate(range(0, max(1, len(rows)), _PIECE)):
            prints = store.read_rows("fingerprints", rows[low : low + _PIECE], "digest", "hashes", "places")
            digests.append(prints["digest"].to_numpy())
            counts.append(pc.binary_length(prints["hashes"]).to_numpy().astype(np.int64) // 8)
            yield place, f"{n:06}", prints, shares

    names = list(work.map_kernels(share_piece, cut()))
    bounds = np.cumsum([len(own) for own in digests])
    pieces = Pieces(names, shares, np.concatenate(digests), bounds)
    by_text = np.zeros(len(order), np.int64)
    by_text[np.searchsorted(texts.digests, pieces.digests)] = np.concatenate(counts)
    words = about["words"].to_numpy()[texts.leads[order]]
    return compare_prints(place, pieces, known, (words, by_text[order]), sizes, work)


def share_piece(task: tuple[Place, str, pa.Table, int]) -> str:
    """Write some rows of `fingerprints` as `prints`, a run for each share; the name of the partition."""
    place, name, prints, shares = task
    write_partition(place.below("prints"), name, PRINTS, cut_shares(prints, 0, shares))
    return name


def _sort_pairs(store: "Store", texts: Texts, pairs: Ints) -> Pairs:
    """Pairs of texts by their digests, beside those of `shared_stretches`; of these the ones that are gone are taken
    out."""
    now = texts.digests[pairs]
    known = store.ask("SELECT a_digest, b_digest FROM shared_stretches")
    had = np.stack([known[name].to_numpy() for name in SHARED_STRETCHES.key], axis=1)
    keys, had_keys = mix_columns(*now.T), mix_columns(*had.T)
    gone = ~is_among(had_keys, keys)
    if gone.any():
        store.change({SHARED_STRETCHES.name: (known.filter(pa.array(gone)), SHARED_STRETCHES.build())})
    return Pairs(now, ~is_among(keys, had_keys), had[gone])


def _align_new(
    store: "Store",
    pile: tuple[pa.Table, pa.Table, Texts],
    pairs: Pairs,
    parts: Parts,
    work: Work,
    failed: dict[int, str],
) -> None:
    """Align the pairs that are new, and append what they share to `shared_stretches`."""
    about, regions, texts = pile
    new = np.searchsorted(texts.digests, pairs.now[pairs.new])
    leads = about.take(pa.array(texts.leads))
    bytes_about = leads["words"].to_numpy().astype(np.int64) * _BYTES
    sheaves = [new[rows] for rows in cut_sheaves(new, bytes_about, parts.sizes.sheaf)]
    place = parts.place.below("texts")
    names = _sort_texts(store, leads, sheaves, place)
    ids, done = leads["document_id"].to_numpy(), 0

    def read() -> Iterator[Batch]:
        for number, sheaf in enumerate(sheaves):
            found = [run for name in names for run in read_runs(place, name, number, len(sheaves))]
            documents = pa.concat_tables(found)
            order = np.argsort(documents["document_id"].to_numpy())
            rows = order[np.searchsorted(documents["document_id"].to_numpy()[order], ids[sheaf])]
            keys = pa.table(dict(zip(SHARED_STRETCHES.key, texts.digests[sheaf].T, strict=True)))
            yield take_batch(documents, take_regions(regions, documents["document_id"]), rows, keys)

    for part in align_batches(read(), work, failed):
        store.append({SHARED_STRETCHES.name: part})
        done += part.num_rows
        work.tell(done, len(new), "pairs")
    drop_partitions(place)


def _sort_texts(store: "Store", leads: pa.Table, sheaves: list[Ints], place: Place) -> list[str]:
    """The names of partitions that hold the texts of every sheaf, a run a sheaf."""
    used = [np.unique(sheaf) for sheaf in sheaves]
    which = np.concatenate([np.empty(0, np.int64), *used]).astype(np.int64)
    rows = leads["row"].to_numpy()[which]
    numbers = np.repeat(np.arange(len(used)), [len(texts) for texts in used])
    order = np.argsort(rows, kind="stable")
    rows, numbers = rows[order], numbers[order]
    by_id = np.argsort(leads["document_id"].to_numpy())
    ids, names = leads["document_id"].to_numpy()[by_id], list[str]()
    for texts in read_texts(store, np.unique(rows)):
        here = leads["row"].to_numpy()[by_id[np.searchsorted(ids, texts["document_id"].to_numpy())]]
        texts, here = texts.take(pa.array(np.argsort(here))), np.sort(here)
        low, high = np.searchsorted(rows, (here[0], here[-1] + 1))
        own = np.argsort(numbers[low:high], kind="stable")
        taken = np.searchsorted(here, rows[low:high])[own]
        cuts = np.searchsorted(numbers[low:high][own], np.arange(len(used) + 1))
        names.append(f"{len(names):06}")
        runs = (texts.take(pa.array(taken[one:end])) for one, end in itertools.pairwise(cuts.tolist()))
        write_partition(place, names[-1], TEXTS, runs)
    return names


def _list_problems(store: "Store", failed: dict[int, str]) -> pa.Table:
    """The rows of `problems`, with those of this stage made anew."""
    numbers = ", ".join(map(str, failed)) or "NULL"
    about = "document_id, uri, source_path, source_offset"
    documents = store.ask(f"SELECT {about} FROM documents WHERE document_id IN ({numbers})")
    return note_failures(store.read("problems"), "copies", documents, failed)

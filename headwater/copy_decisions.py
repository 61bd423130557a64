"""Which passages of a store are decided again: those of documents of whose stretches some came or went.

What becomes of the stretches of two documents depends on all stretches of these two, and on how many documents have
the texts that theirs are paired with (copies/passages.py, copies/texts.py). So the rows of all other documents stay.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from headwater.copies.candidates import FINDING
from headwater.copies.cells import list_once
from headwater.copies.passages import RULES, decide_passages
from headwater.copies.texts import find_whole, order_texts
from headwater.copy_changes import TEXTS, read_texts
from headwater.mixing import mix_columns
from headwater.schema import make_id
from headwater.states import DECIDED_DOCUMENTS, SHARED_STRETCHES

if TYPE_CHECKING:
    from headwater.store import Store

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

METHODS = f"{RULES}.{FINDING}"
DECIDED = "passages decided"
"""The store's note of the rules by which all its passages were decided, and its pairs found; there is none while they
are."""
_NEVER = np.iinfo(np.int64).max


@dataclass(frozen=True)
class Pairs:
    """Pairs of texts by their digests, the smaller first: those that are compared now, which of them are new, and those
    that are compared no longer."""

    now: Ints
    new: Bools
    gone: Ints


def begin_deciding(store: "Store") -> bool:
    """Note that stretches and passages no longer belong together, before the first of them is written; whether all of
    them did until now, by the rules of today."""
    decided = store.recall(DECIDED) == METHODS
    store.note(DECIDED, None)
    return decided


def decide_again(store: "Store", about: pa.Table, pairs: Pairs, decided: bool) -> int:
    """Bring `passages` and `decided_documents` up to date; how many rows of passages were written or taken out.

    about: rows of copy_changes.ABOUT. Everything is decided where the rules are others, or a run was cut short (not
    `decided`, as begin_deciding said).
    """
    had, have = store.read(DECIDED_DOCUMENTS.name), hash_documents(about)
    keys = [mix_columns(*(table[name].to_numpy() for name in table.column_names)) for table in (had, have)]
    gone, come = (
        table.filter(pa.array(~np.isin(own, other))) for table, own, other in ((had, *keys), (have, *keys[::-1]))
    )
    if decided:
        again = find_again((had, have), pa.concat_tables([gone, come])["digest"].to_numpy(), pairs)
        changed = _decide_part(store, about, (had, again)) if len(again.texts) else 0
    else:
        changed = store.save({"passages": _decide(store, about, None)})
    store.change({DECIDED_DOCUMENTS.name: (gone, come)})
    store.note(DECIDED, METHODS)
    return changed


def hash_documents(about: pa.Table) -> pa.Table:
    """The rows of `decided_documents`."""
    sites = about["site"].combine_chunks().dictionary_encode()
    numbers = np.array([make_id(None), *(make_id(site) for site in sites.dictionary.to_pylist())], np.int64)
    site = numbers[sites.indices.fill_null(-1).to_numpy(False) + 1]
    published = about["published_at"].cast(pa.int64()).fill_null(_NEVER).to_numpy()
    columns = {name: about[name] for name in ("document_id", "digest")}
    return pa.table(columns | {"about": mix_columns(site, published)}).cast(DECIDED_DOCUMENTS.schema)


@dataclass(frozen=True)
class Again:
    """Digests of the texts whose documents' passages are decided again; the pairs that are looked at for that; and of
    all that are paired now, in order, whether their families are whole."""

    texts: Ints
    pairs: Ints
    digests: Ints
    whole: Bools


def find_again(decided: tuple[pa.Table, pa.Table], changed: Ints, pairs: Pairs) -> Again:
    """What is decided again, from rows of `decided_documents` then and now, and the texts of those that differ."""
    sides = [table["digest"].to_numpy() for table in decided]
    digests = list_once(np.concatenate(sides))
    now = np.searchsorted(digests, pairs.now)
    gone = np.searchsorted(digests, pairs.gone)
    before = np.concatenate([now[~pairs.new], gone])
    sizes = [np.bincount(np.searchsorted(digests, side), minlength=len(digests)) for side in sides]
    whole = find_whole(sizes[1], now)
    touched = find_whole(sizes[0], before) != whole
    touched[np.searchsorted(digests, changed)] = True
    again = touched.copy()
    for both in (now[touched[now].any(axis=1)], before[touched[before].any(axis=1)], now[pairs.new], gone):
        again[both.ravel()] = True
    near = again.copy()
    near[now[again[now].any(axis=1)].ravel()] = True
    return Again(digests[again], pairs.now[near[now].any(axis=1)], digests, whole)


def _decide_part(store: "Store", about: pa.Table, then: tuple[pa.Table, Again]) -> int:
    had, again = then
    passages = _decide(store, about, again)
    ids = [table.filter(pc.is_in(table["digest"], pa.array(again.texts)))["document_id"] for table in (had, about)]
    owners = pa.table({"document_id": np.unique(np.concatenate([column.to_numpy() for column in ids]))})
    sides = ("a_document_id", "b_document_id")
    mine = [pc.is_in(passages[side], owners["document_id"].combine_chunks()) for side in sides]
    passages = passages.filter(pc.or_(*mine))
    used = pa.array(np.unique(np.concatenate([passages[side].to_numpy() for side in sides])))
    rows = about.filter(pc.is_in(about["document_id"], used))["row"].to_numpy()
    texts = pa.concat_tables([TEXTS.empty_table(), *read_texts(store, rows)])
    return store.save_part("passages", passages, dict.fromkeys(sides, owners), {"documents": texts})


def _decide(store: "Store", about: pa.Table, again: Again | None) -> pa.Table:
    """The passages of all documents, or of those that are looked at."""
    if again is None:
        texts, _ = order_texts(about, about["digest"].to_numpy())
        shared = store.read(SHARED_STRETCHES.name)
        return decide_passages(about, about["words"].to_numpy().astype(np.int64), texts, shared)
    about = about.filter(pc.is_in(about["digest"], pa.array(list_once(again.pairs.ravel())))).combine_chunks()
    texts, _ = order_texts(about, about["digest"].to_numpy())
    whole = again.whole[np.searchsorted(again.digests, texts.digests)]
    shared = _read_stretches(store, again.pairs)
    return decide_passages(about, about["words"].to_numpy().astype(np.int64), texts, shared, whole)


def _read_stretches(store: "Store", wanted: Ints) -> pa.Table:
    """The rows of `shared_stretches` of some pairs, as far as there are any."""
    known = store.number_rows(SHARED_STRETCHES.name, *SHARED_STRETCHES.key)
    keys = mix_columns(*(known[c].to_numpy() for c in SHARED_STRETCHES.key))
    rows = known["row"].to_numpy()[np.isin(keys, mix_columns(*wanted.T))]
    return store.read_rows(SHARED_STRETCHES.name, rows).cast(SHARED_STRETCHES.schema)

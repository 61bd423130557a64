"""Which passages of a store are decided again: those of documents of whose stretches some came or went.

What becomes of the stretches of two documents depends on these stretches, on how many documents have the texts that
theirs are paired with, and, where the two share little else, on all stretches of both (copies/passages.py,
copies/texts.py). So the rows of all other documents stay.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from headwater.copies.candidates import FINDING
from headwater.copies.numbers import find_numbers, is_among, list_once
from headwater.copies.passages import RULES, decide_passages, find_weak_pairs
from headwater.copies.texts import Reach, find_reach, order_texts
from headwater.mixing import mix_columns
from headwater.pipeline.copy_changes import TEXTS, read_texts
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
_SIDES = "a_document_id", "b_document_id"
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
        table.filter(pa.array(~is_among(own, other))) for table, own, other in ((had, *keys), (have, *keys[::-1]))
    )
    if decided:
        others = pa.concat_tables([gone, come])
        again = find_again((had, have), others["digest"].to_numpy(), pairs)
        some = again.touched.any()
        changed = _decide_part(store, about, others["document_id"].to_numpy(), again) if some else 0
    else:
        texts, _ = order_texts(about, about["digest"].to_numpy())
        words, shared = about["words"].to_numpy().astype(np.int64), store.read(SHARED_STRETCHES.name)
        changed = store.save({"passages": decide_passages(about, words, texts, shared)})
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
    """Texts, in the order of their digests, as numbers: how far they reach now; whether it changed which documents have
    them, or that; whether anything about their stretches did; the pairs of them that are compared now,
    which of these are new, and those that are compared no longer."""

    digests: Ints
    reach: Reach
    other: Bools
    touched: Bools
    now: Ints
    new: Bools
    gone: Ints


def find_again(decided: tuple[pa.Table, pa.Table], changed: Ints, pairs: Pairs) -> Again:
    """What is decided again, from rows of `decided_documents` then and now, and the texts of those that differ."""
    sides = [table["digest"].to_numpy() for table in decided]
    digests = list_once(np.concatenate(sides))
    now, gone = (find_numbers(each.ravel(), digests).reshape(each.shape) for each in (pairs.now, pairs.gone))
    before = np.concatenate([now[~pairs.new], gone])
    sizes = [np.bincount(find_numbers(side, digests), minlength=len(digests)) for side in sides]
    reach = find_reach(sizes[1], now)
    other = find_reach(sizes[0], before) != reach
    other[find_numbers(changed, digests)] = True
    touched = other.copy()
    for both in (now[other[now].any(axis=1)], before[other[before].any(axis=1)], now[pairs.new], gone):
        touched[both.ravel()] = True
    return Again(digests, reach, other, touched, now, pairs.new, gone)


def _decide_part(store: "Store", about: pa.Table, documents: Ints, again: Again) -> int:
    """Decide what must be; documents: those that came, went, or are others."""
    own = find_numbers(about["digest"].to_numpy(), again.digests)
    words, near = np.zeros(len(again.digests), np.int64), np.zeros(len(again.digests), np.bool_)
    words[own] = about["words"].to_numpy()
    shared, asked = _choose_pairs(store, again, words)
    near[_number_pairs(shared, SHARED_STRETCHES.key, again.digests).ravel()] = True
    here = about.filter(pa.array(near[own])).combine_chunks()
    texts, _ = order_texts(here, here["digest"].to_numpy())
    reach = again.reach[find_numbers(texts.digests, again.digests)]
    passages = decide_passages(here, here["words"].to_numpy().astype(np.int64), texts, shared, reach, asked)
    used = pa.array(list_once(np.concatenate([passages[side].to_numpy() for side in _SIDES])))
    rows = here.filter(pc.is_in(here["document_id"], used))["row"].to_numpy()
    beside = {"documents": pa.concat_tables([TEXTS.empty_table(), *read_texts(store, rows)])}
    pairs = _number_pairs(shared.filter(pa.array(asked)), SHARED_STRETCHES.key, again.digests)
    again_rows = _find_passages(store, (about, own), documents, np.concatenate([pairs, again.gone]))
    return store.save_part("passages", passages, again_rows, beside)


def _choose_pairs(store: "Store", again: Again, words: Ints) -> tuple[pa.Table, Bools]:
    """(the rows of `shared_stretches` that are looked at, which of them are decided again).

    Of a text about which anything changed all pairs are looked at. Those are decided that are new, or of other
    documents, or weak: there it matters what else the second text shares, and its pairs are looked at too.
    """
    known = store.number_rows(SHARED_STRETCHES.name, *SHARED_STRETCHES.key)
    pairs = _number_pairs(known, SHARED_STRETCHES.key, again.digests)
    mine = again.touched[pairs].any(axis=1)
    own = store.read_rows(SHARED_STRETCHES.name, known["row"].to_numpy()[mine])
    texts = _number_pairs(own, SHARED_STRETCHES.key, again.digests)
    weak = find_weak_pairs(own, words[texts])
    asked = weak | again.other[texts].any(axis=1) | is_among(_mix_pairs(texts), _mix_pairs(again.now[again.new]))
    near = np.zeros(len(again.digests), np.bool_)
    near[texts[weak].ravel()] = True
    others = store.read_rows(SHARED_STRETCHES.name, known["row"].to_numpy()[near[pairs].any(axis=1) & ~mine])
    shared = pa.concat_tables(part.cast(SHARED_STRETCHES.schema) for part in (own, others))
    return shared, np.append(asked, np.zeros(others.num_rows, np.bool_))


def _find_passages(store: "Store", about: tuple[pa.Table, Ints], documents: Ints, pairs: Ints) -> Ints:
    """The rows of `passages` of some documents, or of documents with some pairs of texts. about: the documents that are
    there, and the number of the text of each."""
    known, (rows, own) = store.number_rows("passages", *_SIDES), about
    sides = _number_pairs(known, _SIDES, rows["document_id"].to_numpy())
    other = np.append(is_among(rows["document_id"].to_numpy(), documents), True)  # the last: those that went
    found = other[sides].any(axis=1) | is_among(_mix_pairs(np.append(own, -1)[sides]), _mix_pairs(pairs))
    return np.asarray(known["row"].to_numpy()[found])


def _number_pairs(table: pa.Table, names: Sequence[str], among: Ints) -> Ints:
    """Where the numbers of two columns stand among others, -1 where they do not."""
    return np.stack([find_numbers(table[name].to_numpy(), among) for name in names], axis=1)


def _mix_pairs(pairs: Ints) -> Ints:
    """A number for every pair of numbers, whichever is the first."""
    return np.asarray(pairs.min(axis=1) << 32 | pairs.max(axis=1))

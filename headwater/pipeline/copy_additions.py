"""Which texts of a store are compared after some came and others went, told from the index of its fingerprints.

    came, went         by what was noted of every text when all were compared              (entered_texts)
    their groups       all entries with a fingerprint of theirs                            (copy_index.py)
    counted again      the texts for which that makes a difference                         (copies/recounts.py)
    their groups       all entries with a fingerprint of those; counted as in a whole run  (copies/candidates.py)

All other pairs are those that were found before. What is found is what a run over all texts finds.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from headwater.copies import candidates
from headwater.copies.candidates import Compared, count_texts, share_little
from headwater.copies.candidates_kernels import choose_neighbours
from headwater.copies.cells import unpack_rows
from headwater.copies.numbers import find_numbers, is_among, list_once
from headwater.copies.recounts import find_endings, find_recounts
from headwater.copies.recounts_kernels import NOW, SAME, THEN
from headwater.copies.sharing import Share, group_items, lay_items
from headwater.copies.sharing_kernels import mark_spots
from headwater.copies.texts import Texts
from headwater.pipeline.copy_index import gather_groups, scan_texts
from headwater.states import COMPARED_NOTICES, ENTERED_TEXTS, SHARED_STRETCHES
from headwater.work import Work

if TYPE_CHECKING:
    from headwater.store import Store

Keys = NDArray[np.uint64]
Ints = NDArray[np.int64]
Short = NDArray[np.int32]
Bools = NDArray[np.bool_]

MANY = 8
"""Where of so many texts one came or went, all are compared anew."""
_NEVER = np.iinfo(np.int64).max
_NONE = np.empty(0, np.int32), np.empty(0, np.int32)


@dataclass(frozen=True)
class Turnover:
    """Texts by their age, those that went last: what is told of each (recounts_kernels.NOW and what follows), whether
    it was in a crowd; by their numbers in the index which these are, or -1."""

    flags: NDArray[np.uint8]
    crowded: Bools
    places: Short

    @property
    def come(self) -> Ints:
        """The texts that came."""
        return np.flatnonzero(self.flags & (NOW | SAME) == NOW)

    @property
    def left(self) -> Ints:
        """The texts that went, or are others than they were."""
        return np.flatnonzero(self.flags & (THEN | SAME) == THEN)


@dataclass(frozen=True)
class Prints:
    """The fingerprints of some texts, which are numbered by their age."""

    texts: Ints
    hashes: Keys
    spots: Short
    bounds: Ints


@dataclass(frozen=True)
class Pile:
    """The texts of a store by their age: their digests, words, and rows in `fingerprints`."""

    store: "Store"
    digests: Ints
    words: Short
    rows: Ints

    def read(self, texts: Ints) -> Prints:
        """The fingerprints of some texts."""
        rows = np.sort(self.rows[texts])
        prints = self.store.read_rows("fingerprints", rows, "rowid", "hashes", "places").sort_by("rowid")
        hashes, bounds = unpack_rows(prints["hashes"], np.uint64)
        spots = mark_spots(unpack_rows(prints["places"], np.int32)[0], bounds)
        return Prints(texts[np.argsort(self.rows[texts])], hashes, spots, bounds)


def open_pile(store: "Store", about: pa.Table, known: tuple[Texts, Ints]) -> Pile:
    """The texts of a store; about: rows of copy_changes.ABOUT, known: the texts, and their numbers by their age."""
    texts, order = known
    prints = store.number_rows("fingerprints", "digest")
    digests = texts.digests[order]
    rows = prints["row"].to_numpy()[find_numbers(digests, prints["digest"].to_numpy())]
    return Pile(store, digests, about["words"].to_numpy()[texts.leads[order]], rows)


def list_texts(pile: Pile, about: pa.Table, known: tuple[Texts, Ints]) -> pa.Table:
    """Rows of `entered_texts` of the texts of a store in the order of their age, none in a crowd as yet."""
    texts, order = known
    leads = about.select(["document_id", "published_at"]).take(pa.array(texts.leads[order]))
    entered = pile.store.ask("SELECT digest, number FROM entered_texts")
    numbers = entered["number"].to_numpy()[find_numbers(pile.digests, entered["digest"].to_numpy())]
    no = np.zeros(len(numbers), np.bool_)
    published = leads["published_at"].cast(pa.int64())
    return pa.table([pile.digests, numbers, no, leads["document_id"], published, no], ENTERED_TEXTS.schema)


def note_texts(pile: Pile, listed: pa.Table, crowded: Bools, notices: Keys) -> None:
    """Bring `entered_texts` and `compared_notices` up to date; all that is compared now must have been written."""
    store = pile.store
    listed = listed.set_column(5, listed.schema.field("crowded"), pa.array(crowded))
    entered = store.read(ENTERED_TEXTS.name)
    places = find_numbers(entered["digest"].to_numpy(), pile.digests)
    gone = entered.filter((places < 0) & pc.is_valid(entered["document_id"]).to_numpy())
    nobody = gone.set_column(3, "document_id", pa.nulls(gone.num_rows, pa.int64()))
    other, at = np.zeros(listed.num_rows, np.bool_), places[places >= 0]
    for name in ("document_id", "published", "crowded"):
        one, two = (
            table[name].fill_null(False if name == "crowded" else _NEVER).to_numpy() for table in (entered, listed)
        )
        other[at] |= one[places >= 0] != two[at]
    changed = pa.concat_tables([listed.filter(other), nobody.cast(listed.schema)])
    marked = pa.table([list_once(notices)], COMPARED_NOTICES.schema)
    store.change(
        {ENTERED_TEXTS.name: (changed, changed), COMPARED_NOTICES.name: (store.read(COMPARED_NOTICES.name), marked)}
    )


def name_notices(pile: Pile, notices: tuple[Short, Short]) -> Keys:
    """The fingerprints of notices, of each of which a text is known that has it, and its spot there."""
    owners, spots = notices
    prints = pile.read(list_once(owners).astype(np.int64))
    held = np.repeat(prints.texts, np.diff(prints.bounds)) << 32 | prints.spots
    order = np.argsort(held)
    return prints.hashes[order[np.searchsorted(held[order], owners.astype(np.int64) << 32 | spots)]]


def compare_changes(pile: Pile, listed: pa.Table, work: Work) -> tuple[Compared, Keys] | None:
    """What of all texts is compared now, as pairs of ages; the fingerprints of notices. None where all must be compared
    anew: too much came or went.

    listed: rows of `entered_texts` as they will be, one for each text of the pile in the order of their age. The pairs
    of `shared_stretches` must be those that were compared when `entered_texts` was written.
    """
    store = pile.store
    if not len(pile.digests):
        return None
    turnover = _find_turnover(store, listed, len(pile.digests))
    come, left = turnover.come, turnover.left
    if MANY * (len(come) + len(left)) > len(pile.digests):
        return None
    pairs = _find_pairs(store, pile.digests, turnover.flags)
    noted = store.read(COMPARED_NOTICES.name)["fingerprint"].to_numpy()
    if not len(come) + len(left):
        return Compared(pairs, turnover.crowded, _NONE), noted
    numbers = np.flatnonzero(turnover.places >= len(pile.digests))
    keys = list_once(np.concatenate([pile.read(come).hashes, scan_texts(store, numbers)]))
    share = gather_groups(store, keys, turnover.places, work)
    then = is_among(keys, noted)
    now = _find_notices(pile, share, turnover.flags, then)
    notices = np.concatenate([noted[~is_among(noted, keys)], keys[now]])
    share = _drop_groups(share, now & then)
    again = find_recounts(share, turnover.flags, come, np.flatnonzero(now != then)) | turnover.crowded
    again = again[: len(pile.digests)]
    found, crowded = _count_again(pile, again, notices, turnover, work)
    kept = pairs[~again[pairs.max(axis=1)]]
    return Compared(np.concatenate([kept, found]), crowded, _NONE), notices


def _find_turnover(store: "Store", listed: pa.Table, size: int) -> Turnover:
    """What is told of the texts of a store, from `entered_texts` as it is and as it will be."""
    entered = store.read(ENTERED_TEXTS.name)
    had, have = entered["digest"].to_numpy(), listed["digest"].to_numpy()
    ages = find_numbers(had, have)
    now = ages >= 0
    then = pc.is_valid(entered["document_id"]).to_numpy()
    same = now & then
    for name in ("document_id", "published"):
        one, other = (table[name].fill_null(_NEVER).to_numpy() for table in (entered, listed))
        same &= one == other[ages]
    left = then & ~now
    places = np.full(len(had), -1, np.int32)
    places[now] = ages[now]
    places[left] = size + np.arange(left.sum())
    flags, crowded = np.zeros(size + left.sum(), np.uint8), np.zeros(size + left.sum(), np.bool_)
    for own, mark in ((now, NOW), (then, THEN), (same, SAME)):
        flags[places[own]] |= np.uint8(mark)
    crowded[places[same]] = entered["crowded"].to_numpy()[same]
    by_number = np.full(entered["number"].to_numpy().max(initial=-1) + 1, -1, np.int32)
    by_number[entered["number"].to_numpy()] = places
    return Turnover(flags, crowded, by_number)


def _leave_out(keys: Keys, others: Keys) -> Keys:
    """Fingerprints, in order, but some others."""
    return np.asarray(keys[~is_among(keys, others)])


def _drop_groups(share: Share, dropped: Bools) -> Share:
    """A share in which some groups are empty."""
    sizes, owners, spots = share
    kept = np.repeat(~dropped, sizes)
    return np.where(dropped, np.int32(0), sizes), owners[kept], spots[kept]


def _find_notices(pile: Pile, share: Share, flags: NDArray[np.uint8], noted: Bools) -> Bools:
    """Which groups are of a notice: of those that may be, by a few of the texts that have them. Where these are the
    same as before it is as it was."""
    sizes, owners, _ = share
    words = np.concatenate([pile.words, np.zeros(len(flags) - len(pile.words), np.int32)])
    before = np.zeros(len(sizes), np.bool_)
    before[find_endings(share, flags, THEN, words)] = True
    starts, found = np.cumsum(sizes, dtype=np.int64) - sizes, np.zeros(len(sizes), np.bool_)
    groups, first = list[int](), list[Short]()
    for g in find_endings(share, flags, NOW, words).tolist():
        own = np.sort(owners[starts[g] : starts[g] + sizes[g]])
        earliest = own[: candidates.CLOSINGS]
        if before[g] and (flags[earliest] & SAME).all() and not (flags[own] & (THEN | SAME) == THEN).any():
            found[g] = noted[g]
        else:
            groups.append(g)
            first.append(earliest)
    if groups:
        found[groups] = _tell_notices(pile, first)
    return found


def _tell_notices(pile: Pile, first: list[Short]) -> Bools:
    """Which groups are of a notice, of each of which the earliest texts are given."""
    of, pairs = choose_neighbours(np.cumsum([0, *map(len, first)]), np.concatenate(first), candidates.CLOSINGS - 1)
    prints = pile.read(list_once(pairs.ravel()).astype(np.int64))
    numbers = np.repeat(np.arange(len(prints.texts), dtype=np.int32), np.diff(prints.bounds))
    items = group_items(prints.hashes, numbers, prints.spots, len(prints.texts))
    by_age = np.argsort(prints.texts)
    rows = by_age[np.searchsorted(prints.texts[by_age], pairs)]
    [(_, own)] = items.walk()
    return share_little(own, pile.words[prints.texts], (of, rows), (len(first), len(items.sizes)))


def _find_pairs(store: "Store", digests: Ints, flags: NDArray[np.uint8]) -> Ints:
    """The pairs of `shared_stretches` of two texts that are as they were."""
    known = store.ask("SELECT a_digest, b_digest FROM shared_stretches WHERE a_digest <> b_digest")
    had = np.stack([known[name].to_numpy() for name in SHARED_STRETCHES.key], axis=1)
    ages = find_numbers(had.ravel(), digests).reshape(had.shape)
    here = ((ages >= 0) & (flags[ages] & SAME > 0)).all(axis=1)
    return np.sort(ages[here], axis=1)


def _count_again(pile: Pile, again: Bools, notices: Keys, turnover: Turnover, work: Work) -> tuple[Ints, Bools]:
    """(pairs of a text that is counted again and an earlier one, which of those texts are in a crowd)."""
    prints = pile.read(np.flatnonzero(again))
    keys = _leave_out(list_once(prints.hashes), notices)
    share = gather_groups(pile.store, keys, np.where(turnover.places < len(again), turnover.places, -1), work)
    counts = np.zeros(len(again), np.int64)
    counts[prints.texts] = np.diff(prints.bounds)
    items = lay_items([share], len(again), {}, 1 << 62)
    return count_texts(items, items.sizes, counts, again, work)

"""Which shared stretches are passages, and of what kind.

A copy shows in how much runs on in the same words. What recurs without being copied is told by three things: a
template has the same words around other numbers and names; a notice stands at the end (or the head) of texts that
have nothing else in common; boilerplate recurs in several texts that have nothing else in common. All figures below
were set on simulated newsrooms (tests/newsrooms) and on pairs of two outlets in 12,000 articles.
"""

from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from headwater.copies.alignments import Stretches, unpack_stretches
from headwater.copies.numbers import find_numbers
from headwater.copies.passages_kernels import count_covering, take_blocks
from headwater.copies.texts import Reach, Texts, find_reach, spread_pairs
from headwater.mixing import mix_columns
from headwater.states import SHARED_STRETCHES
from headwater.tables import PASSAGES

Bools = NDArray[np.bool_]
Counts = NDArray[np.int64]

RULES = 4
"""Raised whenever other passages would come of the same stretches: what a store holds is then decided anew."""

ALONE_EVIDENCE, ALONE_PLAIN = 15, 9
"""Words of runs beyond their first three, and how many more they are than the names shared, of a passage that stands
for a pair alone: outlets that did not copy share titles, lists of names and set phrases of up to 20 words."""
ALONE_RUN, ALONE_MANY = 10, 80
"""Longest run, or words shared, of such a passage where less than half of its words are shared."""
BESIDE_EVIDENCE, BESIDE_WORDS, BESIDE_PLAIN = 8, 12, 4
"""The same of a passage beside a longer one of the pair: evidence, words shared, evidence beyond names."""
STRONG_WORDS = 40
"""Words of a passage that lends credit to shorter ones of its pair."""
QUOTED_SHARE, QUOTED_PART = 0.8, 0.4
"""Evidence in quotation marks, from which a passage is a quotation; and from which it is one where what is not quoted
(who spoke, and where) would be no passage alone. Marks on one side are enough: what one outlet quotes the other may
have as a post, a transcript, or its own words. Where one text was taken from the other, its quotations went with it."""
NOTICE_WORDS, NOTICE_REACH = 45, 60
"""Longest notice, and words that may lie between it and the end (or the head) of the text."""
NOTICE_REST = 10
"""Words that two texts may share beside a notice, and be unrelated."""
NOTE_WORDS = 60
"""Longest note at the head or the end of two unrelated texts of one outlet: who writes it, what the column is."""
WEAK_SHARE = 0.3
"""Share of the shorter text under which two texts count as otherwise unrelated."""
SET_PHRASE_WORDS, BOILERPLATE_WORDS = 30, 160
"""Longest stretch that is boilerplate when it recurs in texts of any outlet, and in texts of one outlet."""
BOILERPLATE_STEP = 80
"""So many words more, and boilerplate must recur in one text more: a long stretch is seldom chance."""


def decide_passages(
    about: pa.Table,
    words: Counts,
    texts: Texts,
    shared: pa.Table,
    reach: Reach | None = None,
    asked: Bools | None = None,
) -> pa.Table:
    """The rows of `passages` that come of rows of `shared_stretches`, or of those of them that are asked for.

    Reads document_id and site of the documents, in the order of their ids, and how many words each has. `reach` says
    how far each text reaches (default: as the pairs say). What becomes of two documents depends on the stretches of
    these two alone: a later run decides again only where those of one of them changed (copy_decisions.py).
    """
    aligned = _find_texts(shared, texts)
    spread = spread_pairs(texts, aligned, find_reach(texts.sizes, aligned) if reach is None else reach)
    stretches = unpack_stretches(shared, spread)
    chosen, quotations = choose_passages(stretches, words, _number_sites(about))
    if asked is not None:
        chosen &= asked[spread[0]][stretches.values["pair"]]
    return build_passages(about, stretches, chosen, quotations)


def find_weak_pairs(shared: pa.Table, words: Counts) -> Bools:
    """Which rows of `shared_stretches` have a stretch of which it matters what else the two texts share with others: of
    all other pairs it is told by the pair whether they are passages. `words` are those of both texts, a row a pair."""
    sides = np.arange(words.size).reshape(words.shape)
    stretches = unpack_stretches(shared, (np.arange(len(words)), *sides.T))
    weak = _measure_relation(stretches, words.ravel())[0]
    return np.asarray(np.bincount(stretches.values["pair"][weak], minlength=len(words)) > 0)


def _find_texts(shared: pa.Table, texts: Texts) -> Counts:
    """The numbers of the two texts of rows of `shared_stretches`."""
    return np.stack([find_numbers(shared[c].to_numpy(), texts.digests) for c in SHARED_STRETCHES.key], axis=1)


def _number_sites(documents: pa.Table) -> NDArray[np.int64]:
    """A number for every site, -1 where it is unknown."""
    sites = documents["site"].combine_chunks().dictionary_encode()
    sites = sites.chunk(0) if isinstance(sites, pa.ChunkedArray) else sites
    return np.asarray(sites.indices.fill_null(-1).to_numpy(False), np.int64)


def choose_passages(stretches: Stretches, lengths: Counts, sites: NDArray[np.int64]) -> tuple[Bools, Bools]:
    """(is a passage, is a quotation) for every stretch; lengths (in words) and sites (a number each, negative where
    unknown) are those of the documents.

    Looks at all stretches of a pair together, and at how often a stretch recurs among texts that share little else.
    """
    v = stretches.values
    pair = v["pair"]
    most = int(pair.max()) + 1 if len(pair) else 0
    dense = 2 * v["shared"] >= np.maximum(v["a_words"], v["b_words"])
    dense |= (v["longest"] >= ALONE_RUN) | (v["shared"] >= ALONE_MANY)
    plain = (v["evidence"] - v["names_same"] >= ALONE_PLAIN) | (v["shared"] >= ALONE_MANY)
    alone = dense & plain & (v["evidence"] >= ALONE_EVIDENCE)
    own = v["evidence"] - v["quoted"]
    quoted = v["quoted"] >= np.where(own < ALONE_EVIDENCE, QUOTED_PART, QUOTED_SHARE) * v["evidence"]
    notice, recurring = _find_notices(stretches, lengths, sites, quoted)
    strong = _any_of_pair(alone & ~notice & ~quoted & (v["shared"] >= STRONG_WORDS), pair, most)
    beside = strong & ~recurring & dense & (v["evidence"] >= BESIDE_EVIDENCE) & (v["shared"] >= BESIDE_WORDS)
    beside &= v["evidence"] - v["names_same"] >= BESIDE_PLAIN
    chosen = (alone & ~notice) | beside
    chosen &= ~_find_templates(v, chosen, most)
    taken = np.bincount(pair, v["shared"] * (chosen & (own >= ALONE_EVIDENCE)), most)[pair]
    return chosen, quoted & (taken < WEAK_SHARE * np.minimum(lengths[stretches.firsts], lengths[stretches.seconds]))


def _any_of_pair(flags: Bools, pair: NDArray[np.int32], most: int) -> Bools:
    return np.bincount(pair[flags], minlength=most).astype(bool)[pair]


def _find_templates(v: dict[str, NDArray[np.int32]], chosen: Bools, most: int) -> Bools:
    """Stretches of pairs whose passages agree in their words but not in their numbers, or not in their names."""

    def sum_pair(name: str) -> NDArray[np.float64]:
        return np.asarray(np.bincount(v["pair"][chosen], v[name][chosen], most), np.float64)

    other_numbers = (sum_pair("numbers") >= 4) & (sum_pair("numbers_same") < 0.5 * sum_pair("numbers"))
    other_names = (sum_pair("names") >= 6) & (sum_pair("names_same") < 0.3 * sum_pair("names"))
    return np.asarray((other_numbers | other_names)[v["pair"]], np.bool_)


def _find_notices(
    stretches: Stretches, lengths: Counts, sites: NDArray[np.int64], quoted: Bools
) -> tuple[Bools, Bools]:
    """(Notices, told by their place or because they recur; those that recur.) What many quote is no set phrase."""
    v, a, b = stretches.values, stretches.firsts, stretches.seconds
    shared, same_site = v["shared"], (sites[a] == sites[b]) & (sites[a] >= 0)
    maybe_same = same_site | (np.minimum(sites[a], sites[b]) < 0)
    weak, at_end, part, unrelated = _measure_relation(stretches, lengths)
    at_head = np.maximum(v["a_first"], v["b_first"]) <= NOTICE_REACH // 4
    closing = at_end & part & (shared <= np.where(maybe_same, NOTICE_WORDS, NOTICE_WORDS // 2))
    opening = at_head & part & same_site & (shared <= NOTICE_WORDS // 2)
    opening |= (at_head | at_end) & part & same_site & unrelated & (shared <= NOTE_WORDS)
    recurs, recurs_here = (_count_covering(stretches, flags).min(axis=0) for flags in (weak, weak & same_site))
    alone = recurs > _count_covering(stretches, ~weak).max(axis=0)  # else others took it together with the rest
    set_phrase = weak & alone & ~quoted & (recurs >= 4) & (shared <= SET_PHRASE_WORDS)
    boilerplate = weak & same_site & (recurs_here >= 2 + shared // BOILERPLATE_STEP) & (shared <= BOILERPLATE_WORDS)
    recurring = set_phrase | boilerplate | (weak & at_end & (recurs >= 3) & (shared <= 2 * NOTICE_WORDS))
    recurring |= weak & at_end & same_site & (recurs_here >= 2 + (shared > BOILERPLATE_WORDS))
    return np.asarray(closing | opening | recurring), np.asarray(recurring)


def _measure_relation(stretches: Stretches, lengths: Counts) -> tuple[Bools, Bools, Bools, Bools]:
    """Of every stretch whether the two texts are otherwise unrelated, so that it may be a notice; whether it stands at
    the end of both; whether it is but part of both; and whether they share hardly anything beside it."""
    v, a, b = stretches.values, stretches.firsts, stretches.seconds
    shared, shorter = v["shared"], np.minimum(lengths[a], lengths[b])
    pair_shared = np.bincount(v["pair"], shared, int(v["pair"].max()) + 1 if len(shared) else 0)[v["pair"]]
    part, unrelated = shared < 0.6 * shorter, pair_shared - shared < NOTICE_REST
    at_end = np.maximum(lengths[a] - v["a_last"], lengths[b] - v["b_last"]) <= NOTICE_REACH
    return (pair_shared < WEAK_SHARE * shorter) | (at_end & part & unrelated), at_end, part, unrelated


def _count_covering(stretches: Stretches, flags: Bools) -> Counts:
    """How many flagged stretches cover the middle of every stretch, in its first document and in its second.

    What recurs does so in both; a paragraph that many took from one text recurs in theirs, but seldom in that text.
    """
    owners = np.concatenate([stretches.firsts[flags], stretches.seconds[flags]]).astype(np.int64)
    bounds = np.cumsum(np.bincount(owners + 1, minlength=int(stretches.seconds.max(initial=0)) + 2))
    starts, ends = (
        np.sort(owners << 32 | np.concatenate([stretches.values[f"{side}_{end}"][flags] for side in "ab"]))
        for end in ("start", "end")
    )
    counts = []
    for side, owner in (("a", stretches.firsts), ("b", stretches.seconds)):
        middle = (stretches.values[f"{side}_start"].astype(np.int64) + stretches.values[f"{side}_end"]) // 2
        counts.append(count_covering(starts, ends, bounds, owner.astype(np.int64), middle))
    return np.stack(counts)


def build_passages(documents: pa.Table, stretches: Stretches, chosen: Bools, quotations: Bools) -> pa.Table:
    """The rows of `passages`, sorted by id."""
    rows, values = _keep_fullest(stretches, np.flatnonzero(chosen)), stretches.values
    ids = documents["document_id"].to_numpy()
    ends = [(ids[owner[rows]], *(values[f"{side}_{end}"][rows] for end in ("start", "end")))
            for side, owner in (("a", stretches.firsts), ("b", stretches.seconds))]  # fmt: skip
    passage_ids = mix_columns(*ends[0], *ends[1])
    order = np.argsort(passage_ids, kind="stable")
    rows, shared = rows[order], values["shared"][rows[order]]
    columns: dict[str, Any] = {"passage_id": passage_ids[order], "blocks": _list_blocks(stretches, rows)}
    for side, found in zip("ab", ends, strict=True):
        names = (f"{side}_{name}" for name in ("document_id", "start", "end"))
        columns |= {name: column[order] for name, column in zip(names, found, strict=True)}
    columns["shared_tokens"] = shared
    columns["similarity"] = shared / np.maximum(values["a_words"][rows], values["b_words"][rows])
    columns["kind"] = np.where(quotations[rows], "quotation", "copy")
    return pa.table({name: columns[name] for name in PASSAGES.schema.names}).cast(PASSAGES.schema)


def _keep_fullest(stretches: Stretches, rows: Counts) -> Counts:
    """Of chains of one pair that have the same ends, the one that shares most words."""
    again = np.diff(stretches.values["pair"][rows], prepend=-1, append=-1) == 0  # those of a pair stand together
    several = rows[again[:-1] | again[1:]]
    columns = [stretches.values[name][several] for name in ("b_end", "b_start", "a_end", "a_start", "pair")]
    order = np.lexsort((-stretches.values["shared"][several], *columns))
    other = np.zeros(len(several), np.bool_)
    other[:1] = True
    for column in columns:
        other[1:] |= column[order[1:]] != column[order[:-1]]
    return np.setdiff1d(rows, several[order[~other]], assume_unique=True)


def _list_blocks(stretches: Stretches, rows: Counts) -> pa.Array:
    sides, bounds = take_blocks(
        stretches.blocks, stretches.lows[rows], stretches.values["blocks"][rows], stretches.turned[rows]
    )
    cells = pa.StructArray.from_arrays([pa.array(side) for side in sides], ["a_start", "b_start", "length"])
    return pa.ListArray.from_arrays(pa.array(bounds), cells)

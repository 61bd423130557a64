"""Which texts of a pile are counted again when some came and others went, told from the groups of these alone.

What speaks for a pair is told by the two texts, and by how many have what they share. So a pair of texts that stayed is
found anew, or no longer, only where one of these numbers passed a bound. The rows of all other pairs stay as they are.
Texts in a crowd are all counted again: there what speaks for a pair are ranks, which depend on everything.
"""

import numpy as np
from numpy.typing import NDArray

from headwater.copies import candidates
from headwater.copies.candidates import find_ends, list_members
from headwater.copies.candidates_kernels import sort_links
from headwater.copies.recounts_kernels import (
    NOW,
    count_present,
    mark_changes,
    mark_later,
)
from headwater.copies.settling_kernels import keep_items
from headwater.copies.sharing import Share, lay_items

Ints = NDArray[np.int64]
Short = NDArray[np.int32]
Bools = NDArray[np.bool_]
Flags = NDArray[np.uint8]


def find_endings(share: Share, flags: Flags, mark: int, words: Short) -> Ints:
    """The groups that may be of a notice, now or then (recounts_kernels.NOW, THEN)."""
    return find_ends(*count_present(share, flags, mark, words, candidates.CLOSING_WORDS))


def find_recounts(share: Share, flags: Flags, come: Ints, changed: Ints) -> Bools:
    """Which texts are counted again, of those that are there.

    share: the groups of all fingerprints of texts that came or went, but those of notices then and now. flags: what is
    told of every text (recounts_kernels.NOW and what follows); texts are numbered by their age, those that went last.
    come: the texts that came. changed: the groups that were a notice's, or are, but not both.
    """
    items = lay_items([share], len(flags), {}, 1 << 62)
    same = np.arange(len(items.sizes), dtype=np.int32)
    again = np.zeros(len(flags), np.bool_)
    [(_, own)] = items.walk()
    kept, before = keep_items(own, same, len(same))
    items.replace(0, (*kept, before))
    members = list_members(items, same.astype(np.int64))
    sort_links(members, len(same))
    limits = (candidates.LITTLE, candidates.SOME, max(candidates.LITTLE, candidates.WHOLE), candidates.FEW)
    turned = np.zeros(len(same), np.bool_)
    turned[items.numbers[changed][items.numbers[changed] >= 0]] = True
    mark_changes(members, turned, flags, limits, again)
    mark_later((*kept, before), members, come, flags, limits, again)
    again[come] = True
    return again & (flags & NOW > 0)

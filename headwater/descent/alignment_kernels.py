"""Aligning two texts word by word: anchors that are unique in both, the longest chain of them, and the gaps between."""

import numpy as np

from headwater.kernel import compile_kernel

RUN = 4
"""Words in an anchor: long enough to be unique in an article, short enough to stand between two edits."""

LARGEST_GAP = 1_000_000
"""Cells of the table for one gap; a gap that is larger stays unaligned (1,000 words that have no run in common)."""


@compile_kernel
def hash_runs(words: np.ndarray, run: int) -> np.ndarray:
    """A hash of every run of `run` words; runs that hold a negative word (taken out of the search) get a unique one."""
    count = max(0, len(words) - run + 1)
    hashes = np.empty(count, np.int64)
    for i in range(count):
        value = np.int64(1469598103934665603)
        hidden = False
        for k in range(run):
            hidden = hidden or words[i + k] < 0
            value = (value ^ np.int64(words[i + k] + 1)) * np.int64(1099511628211)
            value ^= (value >> np.int64(29)) & np.int64(0x7FFFFFFFF)
        hashes[i] = -1 if hidden else value & np.int64(0x7FFFFFFFFFFFFFFF)
    return hashes


@compile_kernel
def match_unique(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """For every hash of a that stands once in a and once in b its place in b, else -1 (negative hashes never match)."""
    found = np.full(len(a), -1, np.int64)
    in_a, in_b = np.argsort(a), np.argsort(b)
    i = j = 0
    while i < len(a) and j < len(b):
        x, y = a[in_a[i]], b[in_b[j]]
        if x < y:
            i += 1
        elif y < x:
            j += 1
        else:
            last_i, last_j = i, j
            while last_i < len(a) and a[in_a[last_i]] == x:
                last_i += 1
            while last_j < len(b) and b[in_b[last_j]] == x:
                last_j += 1
            if x >= 0 and last_i - i == 1 and last_j - j == 1:
                found[in_a[i]] = in_b[j]
            i, j = last_i, last_j
    return found


@compile_kernel
def chain_longest(places: np.ndarray) -> np.ndarray:
    """Indices of a longest increasing run of the places that are not -1 (patience sorting)."""
    tails = np.empty(len(places), np.int64)
    back = np.full(len(places), -1, np.int64)
    length = 0
    for i in range(len(places)):
        if places[i] < 0:
            continue
        low, high = 0, length
        while low < high:
            middle = (low + high) // 2
            if places[tails[middle]] < places[i]:
                low = middle + 1
            else:
                high = middle
        back[i] = tails[low - 1] if low else -1
        tails[low] = i
        length = max(length, low + 1)
    chain = np.empty(length, np.int64)
    at = tails[length - 1] if length else -1
    for k in range(length - 1, -1, -1):
        chain[k] = at
        at = back[at]
    return chain


@compile_kernel
def fill_gap(a: np.ndarray, b: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Align two short runs so that the matched words weigh most, one more for every neighbour; as `align_words`."""
    n, m = len(a), len(b)
    to = np.full(n, -1, np.int64)
    best = np.zeros((n + 1, m + 1), np.int32)
    here = np.full((n + 1, m + 1), -1, np.int32)
    for i in range(1, n + 1):
        for j in range(1, m + 1):
            value = max(best[i - 1, j], best[i, j - 1])
            if a[i - 1] >= 0 and a[i - 1] == b[j - 1]:
                single = best[i - 1, j - 1] + weights[i - 1]
                if here[i - 1, j - 1] >= 0:
                    single = max(single, here[i - 1, j - 1] + weights[i - 1] + 1)
                here[i, j] = single
                value = max(value, single)
            best[i, j] = value
    i, j, joined = n, m, False
    while i > 0 and j > 0:
        if here[i, j] >= 0 and (joined or here[i, j] == best[i, j]):
            to[i - 1] = j - 1
            joined = here[i - 1, j - 1] >= 0 and here[i, j] == here[i - 1, j - 1] + weights[i - 1] + 1
            i, j = i - 1, j - 1
        elif best[i, j] == best[i - 1, j]:
            i -= 1
        else:
            j -= 1
    return to


@compile_kernel
def align_words(a: np.ndarray, b: np.ndarray, weights: np.ndarray, run: int, gaps: bool) -> np.ndarray:
    """For every word of a the index of its counterpart in b, or -1; increasing where it is not -1.

    Words are numbers; a negative one is never matched. `weights` are those of the words of a (what an equal word says
    about two texts being aligned). Without `gaps` only what anchors reach is aligned.
    """
    to = np.full(len(a), -1, np.int64)
    places = match_unique(hash_runs(a, run), hash_runs(b, run))
    last = -1
    for i in chain_longest(places):
        for k in range(run):
            if to[i + k] < 0 and places[i] + k > last and a[i + k] == b[places[i] + k]:
                last = places[i] + k
                to[i + k] = last
    spread_matches(a, b, to)
    if gaps:
        low_a = low_b = 0
        for i in range(len(a) + 1):
            if i < len(a) and to[i] < 0:
                continue
            high_b = to[i] if i < len(a) else len(b)
            if i > low_a and high_b > low_b and (i - low_a) * (high_b - low_b) <= LARGEST_GAP:
                inside = fill_gap(a[low_a:i], b[low_b:high_b], weights[low_a:i])
                for k in range(len(inside)):
                    if inside[k] >= 0:
                        to[low_a + k] = low_b + inside[k]
            low_a, low_b = i + 1, high_b + 1
    return to


@compile_kernel
def spread_matches(a: np.ndarray, b: np.ndarray, to: np.ndarray) -> None:
    """Carry every match on to equal neighbours, rightwards, then leftwards, as far as order allows; writes `to`."""
    free = len(b)
    limit = np.empty(len(a) + 1, np.int64)
    for i in range(len(a), -1, -1):
        limit[i] = free
        if i > 0 and to[i - 1] >= 0:
            free = to[i - 1]
    for i in range(1, len(a)):
        if to[i] < 0 and to[i - 1] >= 0 and to[i - 1] + 1 < limit[i] and a[i] >= 0 and a[i] == b[to[i - 1] + 1]:
            to[i] = to[i - 1] + 1
    last = -1
    before = np.empty(len(a), np.int64)
    for i in range(len(a)):
        before[i] = last
        if to[i] >= 0:
            last = to[i]
    for i in range(len(a) - 2, -1, -1):
        if to[i] < 0 and to[i + 1] >= 0 and to[i + 1] - 1 > before[i] and a[i] >= 0 and a[i] == b[to[i + 1] - 1]:
            to[i] = to[i + 1] - 1


@compile_kernel
def drop_strays(to: np.ndarray, weights: np.ndarray, count_b: int, light: int, room: int) -> None:
    """Undo matched runs whose weight is at most `light` and that have `room` unmatched words or more on either side.

    Such words ("of the", a comma) stand in any two sentences and tie together what has nothing in common.
    """
    last_a = last_b = -1
    i = 0
    while i < len(to):
        if to[i] < 0:
            i += 1
            continue
        end, weight = i, 0
        while end < len(to) and to[end] >= 0 and (end == i or to[end] == to[end - 1] + 1):
            weight += weights[end]
            end += 1
        following = end
        while following < len(to) and to[following] < 0:
            following += 1
        next_b = to[following] if following < len(to) else count_b
        before = max(i - last_a - 1, to[i] - last_b - 1)
        after = max(following - end, next_b - to[end - 1] - 1)
        if weight <= light and before >= room and after >= room:
            for k in range(i, end):
                to[k] = -1
        else:
            last_a, last_b = end - 1, to[end - 1]
        i = end

"""Slow, obvious twins of the tally's kernels, and of the minimum vertex cut."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations

from headwater.tally.independence import Flow
from headwater.tally.speakers import Speaker, is_same_speaker

Row = dict[int, tuple[float, float, bool]]
"""A content: of every term its weight, its rate and whether it is a name."""

Parts = dict[int, tuple[float, bool, int]]
"""A content: of every term its weight, whether it is a name, and its parts."""


def find_roots(size: int, pairs: Iterable[tuple[int, int]]) -> list[int]:
    """The smallest member of everything's component."""
    group = [{i} for i in range(size)]
    for a, b in pairs:
        joined = group[a] | group[b]
        for member in joined:
            group[member] = joined
    return [min(g) for g in group]


def link_documents(
    vectors: Sequence[dict[int, float]], fresh: Sequence[bool], least: float
) -> dict[tuple[int, int], float]:
    """The likeness of all pairs of documents of which one is fresh, each fresh one with itself."""
    found = {(i, i): 1.0 for i in range(len(vectors)) if fresh[i]}
    for i, j in combinations(range(len(vectors)), 2):
        likeness = sum(w * vectors[j][t] for t, w in vectors[i].items() if t in vectors[j])
        if (fresh[i] or fresh[j]) and likeness >= least:
            found[i, j] = likeness
    return found


def gather_candidates(
    documents: Sequence[Sequence[Row]], pairs: Sequence[tuple[int, int]], least: float
) -> set[tuple[int, int, int]]:
    """(a, b, pair) of all rows, counted through the documents, that share at least two words that weigh enough."""
    first = [sum(len(d) for d in documents[:i]) for i in range(len(documents))]
    found = set()
    for number, (i, j) in enumerate(pairs):
        for a, left in enumerate(documents[i]):
            for b, right in enumerate(documents[j]):
                shared = [left[t][0] for t in left if t in right and min(left[t][0], right[t][0]) > 0.8]
                if (i != j or a < b) and len(shared) > 1 and sum(shared) >= least:
                    found.add((first[i] + a, first[j] + b, number))
    return found


def compare_rows(a: Row, b: Row) -> list[float]:
    """The first six features of a pair but for word pairs: told, light, heavy, names, only."""

    def damp(weight: float, rate: float) -> float:
        return math.sqrt(weight) / (1 + 4 * rate)

    both = {t: damp(max(a[t][0], b[t][0]), (a[t][1] + b[t][1]) / 2) for t in a if t in b}
    shared = sum(both.values())
    only = [sum(damp(w, r) for t, (w, r, _) in x.items() if t not in y) for x, y in ((a, b), (b, a))]
    names = sum(w for t, w in both.items() if a[t][2] or b[t][2])
    name_only = [sum(damp(w, r) for t, (w, r, n) in x.items() if t not in y and n) for x, y in ((a, b), (b, a))]
    light, heavy = shared + min(only), shared + max(only)
    return [
        sum((0.5 if a[t][2] and b[t][2] else 1) for t in both if max(a[t][0], b[t][0]) > 0.8),
        shared / light if light else 0.0,
        shared / heavy if heavy else 0.0,
        names / (names + min(name_only)) if names else 0.0,
        min(name_only),
    ]


def mark_parts(words: Sequence[tuple[int, float, bool, bool]]) -> list[int]:
    """The parts of the words (kind, weight, capital, name) of one content: by what stands before each in its clause."""
    parts: list[int] = []
    granted: list[int] = []
    turned = False
    hung = False
    intent = 0
    for at, (kind, weight, upper, name) in enumerate(words):
        opened = max((i for i in range(at + 1) if words[i][0] & 4), default=-1)
        clause = range(max(opened, 0), at)
        telling = weight > 0.8 and not kind & 1
        used = [i for i in clause if parts[i] & 1 and i not in granted]
        ready = any(words[i][0] & 1 for i in clause if i > max([*used, *granted], default=-1))
        form = bool(kind & 8) and not upper and not (at and words[at - 1][0] & 16)
        before = any(x & 17 for x in parts)
        if kind & 128 and not before and any(words[i][0] & 16 for i in range(max(at - 2, 0), at)):
            intent = 1
        elif intent == 1:
            intent = 2 if kind & 512 else 0
        if kind & 256 and granted and parts[granted[-1]] & 16:
            parts[granted[-1]] = parts[granted[-1]] - 16 | 3
        part = 8 if telling and name and not kind & 64 and not (before or ready or form) else 0
        if kind & 4 and kind & 32:
            turned, hung = True, False
        if kind & 1 and hung:
            turned = hung = False
        if telling and intent == 2 and not before:
            granted.append(at)
            part |= 16
            intent = 0
        elif telling and (ready or form):
            hung = turned
            joined = opened >= 0 and not words[opened][0] & 32 and not used
            part |= 3 if not turned and (ready or joined or not any(x & 2 for x in parts)) else 1
        if telling and any(words[i][0] & 2 for i in (*clause, at)):
            part |= 4
        parts.append(part)
    return parts


def compare_parts(a: Parts, b: Parts, denied: tuple[bool, bool]) -> tuple[float, ...]:
    """(share of main predicates met, opposite weight, same weight, other subjects) of two contents."""
    mains = [[t for t in x if x[t][2] & 18] for x in (a, b)]
    met = [
        sum(t in y and not (x[t][2] | y[t][2]) & 16 for t in m) / len(m)
        for m, x, y in zip(mains, (a, b), (b, a), strict=True)
        if m
    ]
    weights = [0.0, 0.0]
    for t in a.keys() & b.keys():
        if not (a[t][1] and b[t][1]):
            opposite = (bool(a[t][2] & 4) != denied[0]) != (bool(b[t][2] & 4) != denied[1])
            weights[not opposite] += max(a[t][0], b[t][0])
    subjects = [{t for t in x if x[t][2] & 8} for x in (a, b)]
    other = all(subjects) and not (subjects[0] & b.keys() | subjects[1] & a.keys())
    return sum(met) / len(met) if met else 0.5, weights[0], weights[1], float(other)


def is_reached(flow: Flow, gone: set[int]) -> bool:
    """Whether the world reaches the reader without some vertices."""
    reached = set(flow.roots) - gone
    while more := {b for a, b in flow.arcs if a in reached and b not in gone} - reached:
        reached |= more
    return bool(reached & flow.reports)


def find_cuts(flow: Flow) -> list[set[int]]:
    """Every smallest vertex cut, tried one after the other."""
    for size in range(len(flow.kinds) + 1):
        cuts = [set(c) for c in combinations(range(len(flow.kinds)), size) if not is_reached(flow, set(c))]
        if cuts:
            return cuts
    return []


def prefer_cut(flow: Flow) -> Counter[int]:
    """How many of each kind the cut has that is named first: most of kind 0, then of kind 1, and so on."""
    counts = [Counter(flow.kinds[v] for v in cut) for cut in find_cuts(flow)]
    return max(counts, key=lambda c: [c[k] for k in range(4)])


def list_partitions(members: Sequence[int]) -> Iterable[list[list[int]]]:
    """Every way to divide some things into sets."""
    if not members:
        yield []
        return
    for rest in list_partitions(members[1:]):
        yield [[members[0]], *rest]
        for i, part in enumerate(rest):
            yield [*rest[:i], [members[0], *part], *rest[i + 1 :]]


def join_speakers(speakers: Sequence[Speaker]) -> list[list[int]]:
    """The ids of sources that are one voice, each compared with every other, in order of ids."""
    groups: list[list[Speaker]] = []
    for speaker in sorted(speakers, key=lambda s: s.source_id):
        same = [g for g in groups if any(is_same_speaker(speaker, other) for other in g)]
        groups = [g for g in groups if g not in same] + [[*(s for g in same for s in g), speaker]]
    return sorted(sorted(s.source_id for s in g) for g in groups)

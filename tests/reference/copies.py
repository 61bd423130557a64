"""Slow, obvious twins of the kernels of the copies stage."""

import itertools
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

SEED, MOST_PLACES, LONG = 3, 8, 16
Run = tuple[int, int, int]


Prints = Sequence[Sequence[tuple[int, int]]]


def group_items(documents: Prints) -> list[list[tuple[int, int]]]:
    """What each text, a list of (hash, place), shares with another, by place: of a hash that it has again the first."""
    firsts = [dict(reversed(prints)) for prints in documents]
    return [
        sorted(
            ((value, place) for value, place in first.items() if sum(value in other for other in firsts) > 1),
            key=lambda item: item[1],
        )
        for first in firsts
    ]


def find_candidates(
    documents: Prints, limits: tuple[int, int, int, int, int, int], crowd: tuple[float, int] = (2.0, 0)
) -> set[tuple[int, int]]:
    """Pairs of texts, each a list of (hash, place), that may share a stretch, the earliest text first; before the nearest
    are chosen in a crowd (share of links that make a text be in one, how many stand for a link there)."""
    little, some, few, whole, apart, reach = limits
    places = [dict(reversed(prints)) for prints in documents]
    owners = _list_owners(places)
    shared = [sorted((v for v in first if v in owners), key=first.__getitem__) for first in places]
    links = [
        {
            (one, two)
            for (one, here), (two, there) in itertools.pairwise(prints)
            if (first[one], first[two]) == (here, there) and there - here <= 8
        }
        for prints, first in zip(documents, places, strict=True)
    ]
    linked = _list_owners(links)
    ranks = _rank_texts(documents, shared, owners)
    large = {value for value, have in owners.items() if len(have) > some}
    wide = [sum(link[1] in large and len(linked.get(link, ())) > max(little, whole) for link in own) for own in links]
    crowded = [count > crowd[0] * max(len(own), 1) for count, own in zip(wide, documents, strict=True)]
    founders = {
        link: sorted((d for d in have if crowded[d]), key=ranks.index)[: crowd[1]]
        for link, have in linked.items()
        if link[1] in large
    }
    found = set()
    for a, b in itertools.combinations(range(len(documents)), 2):
        both = crowded[a] and crowded[b]
        evidence = []  # (its place in a, in b, where it begins in b, worth) of what both have
        before = {two: one for one, two in links[a] & links[b]}
        for v in shared[b]:
            if v not in places[a]:
                continue
            worth = 0 if v in large else 3 if len(owners[v]) <= little else 2
            if v in before:
                have = linked[before[v], v]
                if both and v in large and {a, b} & {*founders[before[v], v]}:
                    found.add((a, b))
                if len(have) <= little:
                    worth = 6
                elif v not in large or (not both and (len(have) <= whole or a in have[:few])):
                    worth = 3
            if worth:
                evidence.append((places[a][v], places[b][v], places[b][before.get(v, v)], worth))
        if _is_enough(evidence, apart, reach):
            found.add((a, b))
    return found


def _rank_texts(documents: Prints, shared: Sequence[Sequence[int]], owners: dict[int, list[int]]) -> list[int]:
    """The texts, the one with most of what many have and least of what few have first."""
    merits = [
        sum(_weigh(len(owners[v])) for v in values) + _weigh(1) * (len(prints) - len(values))
        for values, prints in zip(shared, documents, strict=True)
    ]
    return sorted(range(len(documents)), key=lambda d: (-merits[d], d))


def _weigh(size: int) -> int:
    """Sixteen times the logarithm of a number of texts over that of 128, straight between powers of two."""
    power = size.bit_length() - 1
    return int(16 * (power - 7) + 16 * size // 2**power - 16)


def _is_enough(evidence: Sequence[tuple[int, int, int, int]], apart: int, reach: int) -> bool:
    total, last, first = 0, (0, 0), 0
    for here, there, begins, value in evidence:
        near = total > 0 and abs(here - last[0]) <= apart and abs(there - last[1]) <= apart
        total, last = (total if near else 0) + value, (here, there)
        first = min(first, begins) if near else begins
        if total >= 6 and there - first >= reach:
            return True
    return False


def _list_owners(items: Sequence[Iterable[Any]]) -> dict[Any, list[int]]:
    owners = defaultdict(list)
    for number, values in enumerate(items):
        for value in values:
            owners[value].append(number)
    return {value: have for value, have in owners.items() if len(have) > 1}


def find_runs(one: Sequence[int], two: Sequence[int]) -> list[Run]:
    """All longest runs (i, j, n) of SEED words or more that hold a seed which is not too frequent in `one`, and which
    does not lie in a run of LONG words found before."""
    seeds = defaultdict(list)
    for i in range(len(one) - SEED + 1):
        seeds[tuple(one[i : i + SEED])].append(i)
    runs, until = set(), 0
    for j in range(len(two) - SEED + 1):
        places = seeds.get(tuple(two[j : j + SEED]), [])
        for i in places if len(places) <= MOST_PLACES and j >= until else []:
            back, n = 0, 0
            while back < min(i, j) and one[i - back - 1] == two[j - back - 1]:
                back += 1
            while i + n < len(one) and j + n < len(two) and one[i + n] == two[j + n]:
                n += 1
            runs.add((i - back, j - back, n + back))
        until = max([until, *(k + n - SEED + 1 for _, k, n in runs if n >= LONG and k <= j)])
    return sorted(runs)


def score_chains(runs: Sequence[Run], most_gap: int) -> list[float]:
    """The most points of a chain that ends in each run, over all runs before it."""
    scores: list[float] = []
    for s, (i, j, n) in enumerate(runs):
        best = float(n)
        for p, (k, m, length) in enumerate(runs[:s]):
            gaps = i - k - length, j - m - length
            over = max(0, -gaps[0], -gaps[1])
            if over < n and m < j and max(gaps) <= most_gap:
                wide = max(gaps) + over
                loss = 0.5 * math.log2(1 + wide) + 0.04 * wide + 0.02 * abs(gaps[0] - gaps[1])
                best = max(best, scores[p] + n - over - loss)
        scores.append(best)
    return scores


def list_chains(
    runs: Sequence[Sequence[int]], scores: Sequence[float], before: Sequence[int], least: float
) -> list[list[list[int]]]:
    """The chains of runs, best first, that do not lie mostly on words of better ones on either side."""
    used: set[int] = set()
    taken: tuple[set[int], set[int]] = (set(), set())
    chains = []
    for s in sorted(range(len(runs)), key=lambda s: -scores[s]):
        if scores[s] < least or s in used:
            continue
        chain: list[list[int]] = []
        while s >= 0 and s not in used:
            used.add(s)
            chain.insert(0, list(runs[s]))
            s = before[s]
        for last, here in itertools.pairwise(chain):
            over = max(last[0] + last[2] - here[0], last[1] + last[2] - here[1], 0)
            here[:] = here[0] + over, here[1] + over, here[2] - over
        words = [{run[side] + k for run in chain for k in range(run[2])} for side in (0, 1)]
        if len(words[0]) >= least and 2 * max(len(words[0] & taken[0]), len(words[1] & taken[1])) <= len(words[0]):
            chains.append(chain)
            taken[0].update(words[0])
            taken[1].update(words[1])
    return chains


def count_matches(one: Sequence[int], two: Sequence[int]) -> int:
    """Two points for each of the most equal words in the same order, and one more for each that follows another."""
    best: dict[tuple[int, int, bool], int] = {}

    def climb(i: int, j: int) -> int:
        """The most points from i and j on, by every way there is."""
        if i == len(one) or j == len(two):
            return 0
        if (i, j, False) not in best:
            options = [climb(i + 1, j), climb(i, j + 1)]
            if one[i] == two[j]:
                options.append(2 + climb(i + 1, j + 1))
            best[i, j, False] = max(options)
        return best[i, j, False]

    return climb(0, 0)


def reach_beyond(
    one: Sequence[int], two: Sequence[int], edges: tuple[Sequence[bool], Sequence[bool]], edge: int
) -> int:
    """The best score of an end, over all alignments: 1 for equal words, -1 for others, more where paragraphs end."""
    rows = [[-j for j in range(len(two) + 1)]]
    best = 0
    for i in range(1, len(one) + 1):
        row = [-i]
        for j in range(1, len(two) + 1):
            same = one[i - 1] == two[j - 1]
            row.append(max(rows[i - 1][j] - 1, row[j - 1] - 1, rows[i - 1][j - 1] + (1 if same else -1)))
            if same:
                best = max(best, row[j] + (edge if edges[0][i - 1] and edges[1][j - 1] else 0))
        rows.append(row)
    return best


def number_texts(pairs: Sequence[tuple[int, int]], size: int, most: int) -> list[int]:
    """Numbers of texts: next is always the one with most neighbours that have a number (beyond `most` all are alike),
    then the one that was neighbour last, then the smallest."""
    neighbours = [[b for pair in pairs for a, b in (pair, pair[::-1]) if a == text != b] for text in range(size)]
    numbers, ties, touched, clock = [-1] * size, [0] * size, [-1] * size, 0
    for number in range(size):
        text = max((t for t in range(size) if numbers[t] < 0), key=lambda t: (min(ties[t], most), touched[t], -t))
        numbers[text] = number
        for other in neighbours[text]:
            ties[other], touched[other], clock = ties[other] + 1, clock, clock + 1
    return numbers


def choose_partners(
    asked: dict[int, int], pile: dict[int, dict[int, int]], whole: int, nearest: int, each: int, apart: int
) -> set[int]:
    """The texts of a pile (each: the place of every fingerprint in it) that an asked text is compared with."""
    having = {value: [t for t in pile if value in pile[t]] for value in asked}
    rare = {value for value in asked if len(having[value]) <= whole}
    shared = {text: set(asked) & set(prints) for text, prints in pile.items()}

    def is_near(text: int) -> bool:
        for value in shared[text]:
            near = {
                other
                for other in shared[text]
                if abs(asked[other] - asked[value]) <= apart and abs(pile[text][other] - pile[text][value]) <= apart
            }
            if len(near) > 2 or (len(near) == 2 and near & rare):
                return True
        return False

    near = {text for text in pile if is_near(text)}
    chosen = {text for text in near if shared[text] & rare}
    only_common = sorted(near - chosen, key=lambda t: (-len(shared[t]), t))
    chosen |= set(only_common[:nearest])
    for value in set(asked) - rare:
        chosen |= set([text for text in only_common if text in having[value]][:each])
    return chosen


def count_covering(spans: Sequence[tuple[int, int, int]], document: int, place: int) -> int:
    """How many spans (document, start, end) of a document cover a place."""
    return sum(owner == document and start <= place < end for owner, start, end in spans)


def take_blocks(blocks: Sequence[tuple[int, int, int]], turned: bool) -> list[tuple[int, int, int]]:
    """Blocks (start in one, start in the other, length), the other way round where the pair is turned."""
    return [(other, one, length) if turned else (one, other, length) for one, other, length in blocks]

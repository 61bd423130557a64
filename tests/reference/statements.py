"""Slow, obvious twins of the kernels of the statements stage."""

from collections.abc import Sequence
from itertools import product

Pairs = Sequence[tuple[int, int]]


def hash_features(table: Sequence[Sequence[int]], templates: Sequence[Pairs], bits: int) -> list[list[int]]:
    """The number of every feature of every word."""
    found = []
    for word in range(len(table)):
        numbers = []
        for number, template in enumerate(templates):
            h = (number + 1) * 0x9E3779B97F4A7C15 % 2**64
            for place, (offset, attribute) in enumerate(template):
                at = word + offset
                if at < 0:
                    value = 2**32 - at
                elif at >= len(table):
                    value = 2**33 + at - len(table)
                else:
                    value = table[at][attribute]
                h = ((h ^ (value + place + 1)) * 0xFF51AFD7ED558CCD) % 2**64
                h ^= h >> 32
            numbers.append(h % 2**bits)
        found.append(numbers)
    return found


def score_path(path: Sequence[int], scores: Sequence[Sequence[float]], marks: Sequence[int], steps: object) -> float:
    """The score of one path: of its labels, and of each label after the one before."""
    total = 0.0
    for word, label in enumerate(path):
        before = path[word - 1] if word else len(scores[0])
        total += scores[word][label] + steps[marks[word]][before][label]  # type: ignore[index]
    return total


def find_best_path(scores: Sequence[Sequence[float]], marks: Sequence[int], steps: object) -> float:
    """The score of the best of all paths, each tried."""
    labels = range(len(scores[0]))
    return max(score_path(path, scores, marks, steps) for path in product(labels, repeat=len(scores)))

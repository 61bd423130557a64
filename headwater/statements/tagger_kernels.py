"""The tagger's inner loops: features by hashing, scores, and the best path of labels."""

from typing import Any

import numpy as np
import numpy.typing as npt

from headwater.kernel import compile_kernel

Array = npt.NDArray[Any]


@compile_kernel
def hash_features(table: Array, offsets: Array, attributes: Array, lengths: Array, bits: int) -> Array:
    """The number of every feature of every word: words by templates, each below 2 ** bits.

    A place before the first or behind the last word has a value of its own, by its distance.
    """
    count, templates = table.shape[0], lengths.shape[0]
    mask = np.uint64((1 << bits) - 1)
    found = np.empty((count, templates), np.int32)
    for t in range(count):
        for k in range(templates):
            h = np.uint64(k + 1) * np.uint64(0x9E3779B97F4A7C15)
            for p in range(lengths[k]):
                at = t + offsets[k, p]
                if at < 0:
                    value = np.uint64(0x100000000 - at)
                elif at >= count:
                    value = np.uint64(0x200000000 + at - count)
                else:
                    value = np.uint64(table[at, attributes[k, p]])
                h = (h ^ (value + np.uint64(p + 1))) * np.uint64(0xFF51AFD7ED558CCD)
                h = h ^ (h >> np.uint64(32))
            found[t, k] = np.int32(h & mask)
    return found


@compile_kernel
def add_weights(features: Array, places: Array, weights: Array, scale: float) -> Array:
    """The score of every label at every word: the sum of the weights of its features.

    `places` gives the row of `weights` of each feature (-1: none).
    """
    count, labels = features.shape[0], weights.shape[1]
    scores = np.zeros((count, labels), np.float64)
    for t in range(count):
        for k in range(features.shape[1]):
            row = places[features[t, k]]
            if row >= 0:
                for y in range(labels):
                    scores[t, y] += weights[row, y]
        for y in range(labels):
            scores[t, y] *= scale
    return scores


@compile_kernel
def find_best_path(scores: Array, marks: Array, steps: Array) -> Array:
    """The labels of the best path (Viterbi).

    `steps[mark, before, label]` is the score of a label after another at a word with that mark; where `before` is the
    number of labels, that of the first word.
    """
    count, labels = scores.shape
    back = np.zeros((count, labels), np.int32)
    best = np.zeros(labels, np.float64)
    for t in range(count):
        reached = np.empty(labels, np.float64)
        for y in range(labels):
            if t == 0:
                reached[y] = scores[t, y] + steps[marks[t], labels, y]
                continue
            top, choice = -1e300, 0
            for b in range(labels):
                value = best[b] + steps[marks[t], b, y]
                if value > top:
                    top, choice = value, b
            reached[y] = top + scores[t, y]
            back[t, y] = choice
        best = reached
    path = np.zeros(count, np.int32)
    if count:
        path[count - 1] = np.argmax(best)
        for t in range(count - 1, 0, -1):
            path[t - 1] = back[t, path[t]]
    return path

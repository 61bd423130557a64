"""Compiled steps of languages.py: the features of a text in the order in which they end, and what they speak for."""

import numpy as np
from numpy.typing import NDArray

from headwater.kernel import compile_kernel


@compile_kernel
def find_features(
    data: NDArray[np.uint8], rows: NDArray[np.uint32], moves: NDArray[np.uint32], features: NDArray[np.int32]
) -> NDArray[np.int32]:
    """The features that end at each byte of a text, without the bytes at which none does.

    rows: where the moves of a state begin; moves: the next state by byte; features: of every state, -1 for none.
    """
    out = np.empty(len(data), np.int32)
    state, count = np.uint32(0), 0
    for letter in data:
        state = moves[rows[state] + letter]
        if features[state] >= 0:
            out[count] = features[state]
            count += 1
    return out[:count]


@compile_kernel
def add_weights(
    features: NDArray[np.int64], counts: NDArray[np.float32], weights: NDArray[np.float32], priors: NDArray[np.float32]
) -> NDArray[np.float32]:
    """The score of each language: what speaks for it beforehand, and each feature's weight times its count."""
    scores = priors.copy()
    for k in range(len(features)):
        row, count = weights[features[k]], counts[k]
        for language in range(len(scores)):
            scores[language] += count * row[language]
    return scores

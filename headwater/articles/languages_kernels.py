"""Compiled step of languages.py: which language the features of each text speak for."""

import numpy as np
from numpy.typing import NDArray

from headwater.kernel import compile_kernel


@compile_kernel
def choose_languages(
    data: NDArray[np.uint8],
    ends: NDArray[np.int64],
    automaton: tuple[NDArray[np.uint32], NDArray[np.uint32], NDArray[np.int32]],
    weights: NDArray[np.float32],
    priors: NDArray[np.float32],
    logs: NDArray[np.float32],
) -> NDArray[np.int64]:
    """The number of the likeliest language of each text; texts stand one behind the other in `data`, up to their ends.

    automaton: where the moves of a state begin, the next state by byte, and the feature that ends in each state (-1:
    none); weights: what a feature says for each language; priors: what speaks for it beforehand; logs: of 0, 1, 2 …
    visits to a feature what they count. Features are added in the order in which they first end; a text without any
    gets the first language.
    """
    rows, moves, features = automaton
    out = np.zeros(len(ends), np.int64)
    visits = np.zeros(len(weights), np.int32)
    met = np.empty(len(weights), np.int32)
    start = 0
    for text in range(len(ends)):
        state, count = np.uint32(0), 0
        for place in range(start, ends[text]):
            state = moves[rows[state] + data[place]]
            feature = features[state]
            if feature >= 0:
                if visits[feature] == 0:
                    met[count] = feature
                    count += 1
                visits[feature] += 1
        start = ends[text]
        scores = priors.copy()
        for k in range(count):
            row, weight = weights[met[k]], logs[visits[met[k]]]
            visits[met[k]] = 0
            for language in range(len(scores)):
                scores[language] += weight * row[language]
        if count:
            out[text] = scores.argmax()
    return out

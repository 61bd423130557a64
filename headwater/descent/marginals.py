"""How likely every edge is over all trees: the matrix-tree theorem (Tutte 1948; Koo et al. 2007, for parsing)."""

import numpy as np

_LEAST = -25.0
"""The least log weight beside that of a node's best parent: smaller ones are lost when they are added to it."""


def weigh_edges(scores: np.ndarray) -> np.ndarray:
    """The probability of every edge [parent, child] where a tree has the weight exp(sum of the scores of its edges).

    Node 0 is the root. A score of -inf is no edge. Raises numpy.linalg.LinAlgError where there is no tree.

    >>> weigh_edges(np.array([[-np.inf, 0.0, 0.0], [-np.inf, -np.inf, 0.0], [-np.inf, 0.0, -np.inf]])).round(3).tolist()
    [[0.0, 0.667, 0.667], [0.0, 0.0, 0.333], [0.0, 0.333, 0.0]]
    """
    weights, _ = scale_weights(scores)
    inverse = np.linalg.inv(lay_out_trees(weights))
    chances = np.zeros_like(weights)
    own = np.diag(inverse)
    chances[0, 1:] = weights[0, 1:] * own
    chances[1:, 1:] = weights[1:, 1:] * (own[None, :] - inverse.T)
    clipped: np.ndarray = np.clip(chances, 0.0, 1.0)
    return clipped


def scale_weights(scores: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Weights where the best parent of every node has 1, and the scores that were taken out for it."""
    scores = scores.astype(float).copy()
    np.fill_diagonal(scores, -np.inf)
    scores[:, 0] = -np.inf
    best = scores[:, 1:].max(axis=0)
    best = np.where(np.isfinite(best), best, 0.0)
    weights = np.zeros_like(scores)
    below = scores[:, 1:] - best
    weights[:, 1:] = np.where(np.isfinite(below), np.exp(np.maximum(below, _LEAST)), 0.0)
    return weights, best


def lay_out_trees(weights: np.ndarray) -> np.ndarray:
    """The Laplacian without the root: what comes in on the diagonal, less what comes from each other node."""
    laplacian = -weights[1:, 1:]
    laplacian[np.diag_indices_from(laplacian)] += weights[:, 1:].sum(axis=0)
    return laplacian

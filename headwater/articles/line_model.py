"""The classifier of lines: two ensembles of small trees, read from plain arrays and asked with numpy alone.

The second ensemble sees what the first thought of the neighbours ("auto-context", Tu 2008). Trained by
bench/train/train_plain.py; docs/models/plain-lines.md says on what, and how well it does.
"""

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np

from headwater.articles.line_features import Floats, describe_lines
from headwater.articles.lines import Line

CLASSES = ("body", "caption", "chrome", "title")
_REACH = (1, 2, 3)
_WINDOWS = (3, 10, 30)


def classify_lines(lines: Sequence[Line]) -> Floats:
    """The probability of each of CLASSES for every line of a page."""
    features = describe_lines(lines)
    first = _predict(0, features)
    return _predict(1, add_context(features, first))


def add_context(features: Floats, thought: Floats) -> Floats:
    """The features with what a first look thought of the line, its neighbours, its surroundings and the whole."""
    columns = [thought]
    for i in _REACH:
        for by in (-i, i):
            moved = np.roll(thought, -by, axis=0)
            moved[-by:] = 0.0 if by > 0 else moved[-by:]
            if by < 0:
                moved[:-by] = 0.0
            columns.append(moved)
    sums = np.vstack([np.zeros((1, thought.shape[1])), np.cumsum(thought, axis=0)])
    numbers = np.arange(len(thought))
    for w in _WINDOWS:
        low, high = np.maximum(0, numbers - w), np.minimum(len(thought), numbers + w + 1)
        columns.append((sums[high] - sums[low]) / (high - low)[:, None])
        columns.append((sums[numbers] - sums[low]) / np.maximum(1, numbers - low)[:, None])
    columns.append(sums[1:] / np.maximum(1e-6, sums[-1:]))
    return np.hstack([features, *columns]).astype(np.float32)


def _predict(number: int, features: Floats) -> Floats:
    """Softmax of the sums of the leaves that each line falls into."""
    weights = load_weights()
    feature, threshold, left, right, leaf, value, roots, baseline = (
        weights[f"{name}{number}"]
        for name in ("feature", "threshold", "left", "right", "leaf", "value", "root", "baseline")
    )
    n, classes = len(features), len(baseline)
    at = np.broadcast_to(roots[:, None], (len(roots), n)).copy()
    base = roots[:, None]
    lines = np.arange(n)[None, :]
    while not leaf[at].all():
        inner = leaf[at] == 0
        goes_left = features[lines, feature[at]] <= threshold[at]
        at = np.where(inner, base + np.where(goes_left, left[at], right[at]), at)
    sums = baseline + value[at].reshape(-1, classes, n).sum(axis=0).T
    raised = np.exp(sums - sums.max(axis=1, keepdims=True))
    shares: Floats = (raised / raised.sum(axis=1, keepdims=True)).astype(np.float32)
    return shares


@lru_cache(maxsize=1)
def load_weights() -> dict[str, Any]:
    """The weights that the package carries."""
    with files("headwater.articles").joinpath("data/line_model.npz").open("rb") as file, np.load(file) as arrays:
        return dict(arrays)

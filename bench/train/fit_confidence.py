"""Fit the weights of data/confidence.json: how likely readers are to call a draft of the network a statement.

    python -m bench.train.fit_confidence OUT.json STORE…

The stores hold the articles whose sentences were read; bench/quality/statement_sentences.tsv has what the readers said,
as hashes. A statement counts as right where somebody makes it, whoever that is. Prints, from folds that part sentences,
how often the statements of each band of confidence are right.
"""

import json
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bench.quality.statement_sentences import FOUND, WRONG, list_sentences, read_labels
from headwater.statements import statement_rows
from headwater.statements.inputs import gather_articles
from headwater.statements.likelihood import describe_draft
from headwater.statements.rows import write_rows
from headwater.statements.stretches import read_stretch
from headwater.statements.taggers import load_tagger
from headwater.store import open_store

FOLDS, SHRINK, ROUNDS = 8, 1.0, 40
DRAWS = ("first", "second", "third")
"""The draws that the weights are fitted on; the fourth tells how good they are."""
BANDS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)
Array = npt.NDArray[np.float64]
Row = dict[str, Any]


def read_again(path: Path) -> dict[str, list[tuple[str, Any]]]:
    """The sentences of a store with their statements, read anew: for how sure each is what is weighed of it."""
    statement_rows.rate_draft = lambda words, draft, quoted: describe_draft(words, draft, quoted)  # type: ignore
    with open_store(path, read_only=True) as store:
        pile = {name: store.read(name) for name in ("documents", "regions")}
    tagger = load_tagger("neural")
    rows: dict[str, list[Row]] = {name: table.to_pylist() for name, table in pile.items()}
    rows |= {"statements": [], "spans": []}
    for article in gather_articles(pile, {}):
        found = write_rows(article, lambda text, language: read_stretch(text, tagger))
        for name in ("statements", "spans"):
            rows[name] += found[name]
    return list_sentences(rows.__getitem__)


def fit(weighed: Array, right: Array) -> Array:
    """The weights of a logistic model, by Newton's method, shrunk a little."""
    weights = np.zeros(weighed.shape[1])
    for _ in range(ROUNDS):
        odds = 1 / (1 + np.exp(-weighed @ weights))
        slope = weighed.T @ (right - odds) - SHRINK * weights
        curve = (weighed * (odds * (1 - odds))[:, None]).T @ weighed + SHRINK * np.eye(len(weights))
        weights += np.linalg.solve(curve, slope)
    return weights


def main(out: str, *stores: str) -> None:
    """Fit, print how well it fits, and write the weights."""
    labels = {key: label for draw in DRAWS for key, label in read_labels(draw).items()}
    told: list[tuple[Row, bool, int]] = []
    for path in stores:
        for sentence, here in read_again(Path(path)).items():
            for statement, weighed in here:
                label = labels.get((sentence, statement))
                if label in FOUND + WRONG and isinstance(weighed, dict):
                    told.append((weighed, label in FOUND, int(sentence, 16) % FOLDS))
    names = sorted({name for weighed, _, _ in told for name in weighed})
    table = np.array([[weighed.get(name, 0.0) for name in names] for weighed, _, _ in told])
    right, fold = np.array([r for _, r, _ in told], float), np.array([f for _, _, f in told])
    sure = np.zeros(len(told))
    for part in range(FOLDS):
        sure[fold == part] = 1 / (1 + np.exp(-table[fold == part] @ fit(table[fold != part], right[fold != part])))
    for low, high in pairwise(BANDS):
        inside = (sure >= low) & (sure < high)
        share = right[inside].mean() if inside.any() else float("nan")
        print(f"{low:.2f} to {high:.2f}: {inside.sum():4d} statements, right {share:.2f}")
    weights = {name: round(float(w), 2) for name, w in zip(names, fit(table, right), strict=True)}
    Path(out).write_text(json.dumps({"weights": weights}) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Word classes from bare text: words that stand between the same neighbours share a class.

    word_classes.py PARQUET_WITH_A_TEXT_COLUMN OUT.json

Counts of the word before and the word after (positive pointwise mutual information), cut to 64 dimensions by a
randomised singular value decomposition, then k-means into 64 and 512 classes. Deterministic. Only numpy and pyarrow.
"""

import json
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from headwater.statements.features import fold_type
from headwater.statements.words import cut_words

WORDS, CONTEXTS, DIMENSIONS = 16000, 2000, 64


def count_neighbours(texts):
    """(words, counts[word, 2 * context]) of the most frequent words."""
    lines = [[fold_type(w) for w in cut_words(t).low] for t in texts]
    frequent = Counter(w for line in lines for w in line)
    words = [w for w, _ in sorted(frequent.items(), key=lambda kv: (-kv[1], kv[0]))[:WORDS]]
    number = {w: i for i, w in enumerate(words)}
    counts = np.zeros((WORDS, 2 * CONTEXTS), np.float32)
    for line in lines:
        ids = np.array([number.get(w, -1) for w in line])
        for a, b, shift in ((ids[1:], ids[:-1], 0), (ids[:-1], ids[1:], CONTEXTS)):
            good = (a >= 0) & (b >= 0) & (b < CONTEXTS)
            np.add.at(counts, (a[good], b[good] + shift), 1)
    return words, counts


def embed(counts, rng):
    """Rows of PPMI cut to DIMENSIONS, of length 1."""
    total = counts.sum()
    rows, columns = counts.sum(1, keepdims=True) + 1, counts.sum(0, keepdims=True) + 1
    m = np.maximum(0, np.log(counts * total / (rows * columns) + 1e-9))
    m = np.sqrt(m)
    q, _ = np.linalg.qr(m @ rng.standard_normal((m.shape[1], DIMENSIONS + 16)).astype(np.float32))
    for _ in range(3):
        q, _ = np.linalg.qr(m @ (m.T @ q))
    u, s, _ = np.linalg.svd(q.T @ m, full_matrices=False)
    e = (q @ u)[:, :DIMENSIONS] * np.sqrt(s[:DIMENSIONS])
    return e / (np.linalg.norm(e, axis=1, keepdims=True) + 1e-9)


def group(e, k, rng):
    """k-means on the sphere; the class of every row."""
    centres = e[rng.choice(min(len(e), 4 * k), k, replace=False)]
    for _ in range(25):
        best = (e @ centres.T).argmax(1)
        for c in range(k):
            if (best == c).any():
                centres[c] = e[best == c].mean(0)
        centres /= np.linalg.norm(centres, axis=1, keepdims=True) + 1e-9
    return best


def main(source, out):
    rng = np.random.default_rng(7)
    words, counts = count_neighbours(pq.read_table(source, columns=["text"]).column(0).to_pylist())
    e = embed(counts, rng)
    coarse, fine = group(e, 64, rng), group(e, 512, rng)
    classes = {w: [int(a), int(b)] for w, a, b in zip(words, coarse, fine, strict=True)}
    Path(out).write_text(json.dumps(classes, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    for c in range(64):
        print(c, [w for w, a in zip(words, coarse, strict=True) if a == c][:14])


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Train the statement tagger on stand-off annotations of source, cue and content.

    train_tagger.py SPLIT_DIR OUT.npz [--also SPLIT_DIR] [--epochs N]

SPLIT_DIR holds text/*.txt and attributions/*.ann (brat stand-off: T spans of Source, Cue, Content; E relations). A
linear-chain conditional random field over hashed features, by stochastic gradient with AdaGrad, one paragraph a step.
Weights are averaged over the last epochs, pruned and written as int8. Needs only what the package needs.
"""

import argparse
import re
from collections import defaultdict
from pathlib import Path

import numba
import numpy as np

from headwater.statements.features import MARKS, describe_words, mark_words
from headwater.statements.quotes import find_quotations
from headwater.statements.stretches import cut_sentences, mark_quoted
from headwater.statements.tagger import BITS, LABELS, lay_templates
from headwater.statements.tagger_kernels import hash_features
from headwater.statements.words import cut_words

NUMBER = {label: i for i, label in enumerate(LABELS)}


def read_annotations(path):
    """Relations of one file: {source, cue, content}, each a list of spans."""
    spans, relations = {}, []
    with path.open(encoding="utf-8", newline="") as file:
        for line in file:
            parts = line.rstrip("\r\n").split("\t")
            if parts[0].startswith("T") and len(parts) > 1:
                spans[parts[0]] = [tuple(map(int, p.split())) for p in parts[1].partition(" ")[2].split(";")]
            elif parts[0].startswith("E"):
                relation = defaultdict(list)
                for argument in parts[1].split():
                    role, target = argument.split(":")
                    relation[re.sub(r"\d+$", "", role).lower()].append(target)
                relations.append(
                    {r: sorted(s for t in relation[r] for s in spans.get(t, [])) for r in ("source", "cue", "content")}
                )
    return relations


def read_split(folder):
    """(text, relations) of every text; of several annotators each gives an example."""
    texts = {p.stem: p.read_bytes().decode("utf-8") for p in sorted(Path(folder, "text").glob("*.txt"))}
    for path in sorted(Path(folder, "attributions").glob("*.ann")):
        name = path.stem.rpartition("_")[0]
        if name in texts:
            yield texts[name], [r for r in read_annotations(path) if r["content"]]


def label_text(text, relations):
    """(words, sentences, quoted, labels) of every paragraph that has words."""
    for match in re.finditer(r"[^\n](?:[^\n]|\n(?!\s*\n))*", text):
        offset, piece = match.start(), match.group()
        words = cut_words(piece)
        if not len(words):
            continue
        quotations = find_quotations(piece)
        quoted = mark_quoted(words, quotations)
        labels = [0] * len(words)
        here = []
        for r in relations:
            cue = [s for s in r["cue"] if offset <= s[0] < match.end()]
            if cue:
                here.append((r, cue[0]))
        for role in ("content", "source", "cue"):
            for r, cue in sorted(here, key=lambda x: -sum(e - s for s, e in x[0]["content"])):
                for start, end in r[role]:
                    kind = "cue" if role == "cue" else (f"{role}>" if start < cue[0] else f"<{role}")
                    if role == "source" and not _nearest(here, r, (start, end), cue):
                        continue
                    first = True
                    for i, (s, e) in enumerate(words.spans):
                        if offset + s < end and start < offset + e:
                            labels[i] = NUMBER[("B-" if first else "I-") + kind]
                            first = False
        _mend(labels)
        yield words, cut_sentences(piece, words, quotations), quoted, np.array(labels, np.int32)


def _nearest(here, relation, span, cue):
    """A source that several cues share is labelled for the nearest of them."""
    near = min((abs(c[0] - span[1]), c) for r, c in here if span in r["source"])
    return near[1] == cue


def _mend(labels):
    """A run that another cut in two begins anew."""
    for i, y in enumerate(labels):
        if y and LABELS[y][0] == "I":
            before = LABELS[labels[i - 1]][2:] if i else ""
            if before != LABELS[y][2:]:
                labels[i] = y - 1


@numba.njit(cache=True)
def sum_paths(scores, steps, marks):
    """Forward and backward sums in logarithms, and the logarithm of the sum over all paths."""
    n, labels = scores.shape
    ahead, behind = np.zeros((n, labels)), np.zeros((n, labels))
    for y in range(labels):
        ahead[0, y] = scores[0, y] + steps[marks[0], labels, y]
    for t in range(1, n):
        for y in range(labels):
            line = ahead[t - 1] + steps[marks[t], :labels, y]
            top = line.max()
            ahead[t, y] = scores[t, y] + top + np.log(np.exp(line - top).sum())
    for t in range(n - 2, -1, -1):
        for p in range(labels):
            line = behind[t + 1] + steps[marks[t + 1], p] + scores[t + 1]
            top = line.max()
            behind[t, p] = top + np.log(np.exp(line - top).sum())
    top = ahead[n - 1].max()
    return ahead, behind, top + np.log(np.exp(ahead[n - 1] - top).sum())


@numba.njit(cache=True)
def train_steps(scores, paths, example, model, rate):
    """One AdaGrad step for the scores of a label after another; what they add to the score of the true path."""
    ahead, behind, total = paths
    _, marks, gold = example
    _, _, steps, squares = model
    n, labels = scores.shape
    true = steps[marks[0], labels, gold[0]]
    for y in range(labels):
        slope = np.exp(ahead[0, y] + behind[0, y] - total) - (1.0 if y == gold[0] else 0.0)
        squares[marks[0], labels, y] += slope * slope
        steps[marks[0], labels, y] -= rate * slope / (1e-6 + np.sqrt(squares[marks[0], labels, y]))
    for t in range(1, n):
        m = marks[t]
        true += steps[m, gold[t - 1], gold[t]]
        for p in range(labels):
            for y in range(labels):
                slope = np.exp(ahead[t - 1, p] + steps[m, p, y] + scores[t, y] + behind[t, y] - total)
                slope -= 1.0 if p == gold[t - 1] and y == gold[t] else 0.0
                squares[m, p, y] += slope * slope
                steps[m, p, y] -= rate * slope / (1e-6 + np.sqrt(squares[m, p, y]))
    return true


@numba.njit(cache=True)
def train_paragraph(example, model, rate, cost):
    """One step of stochastic gradient on one paragraph; the loss."""
    feats, marks, gold = example
    weights, squares, steps, _ = model
    n, labels = feats.shape[0], weights.shape[1]
    scores = np.zeros((n, labels))
    for t in range(n):
        for k in range(feats.shape[1]):
            scores[t] += weights[feats[t, k]]
        scores[t] += cost[gold[t]]
    paths = sum_paths(scores, steps, marks)
    ahead, behind, total = paths
    loss = total - train_steps(scores, paths, example, model, rate)
    for t in range(n):
        loss -= scores[t, gold[t]]
        for y in range(labels):
            slope = np.exp(ahead[t, y] + behind[t, y] - total) - (1.0 if y == gold[t] else 0.0)
            if abs(slope) >= 1e-4:
                for k in range(feats.shape[1]):
                    f = feats[t, k]
                    squares[f, y] += slope * slope
                    weights[f, y] -= rate * slope / (1e-6 + np.sqrt(squares[f, y]))
    return loss


def make_cost(missed):
    """Softmax-margin (Gimpel and Smith 2010): what it costs to take a labelled word for none."""
    cost = np.zeros((len(LABELS), len(LABELS)))
    cost[1:, 0] = missed
    return cost


def prepare(folders):
    """Features, marks and labels of every paragraph of the splits."""
    arrays = lay_templates()
    data = []
    for folder in folders:
        for text, relations in read_split(folder):
            for words, sentences, quoted, labels in label_text(text, relations):
                feats = hash_features(describe_words(words, sentences, quoted), *arrays, BITS)
                data.append((feats, mark_words(words, sentences, quoted), labels))
    return data


def drop_rare(data, least):
    """Features seen fewer than `least` times all become feature 0, whose weights stay what they are for the unknown."""
    counts = np.zeros(1 << BITS, np.int64)
    for feats, _, _ in data:
        np.add.at(counts, feats.ravel(), 1)
    rare = counts < least
    for feats, _, _ in data:
        feats[rare[feats]] = 0
    return int((~rare).sum())


def train(data, epochs, rate, missed, tell=print):
    """Weights and steps, averaged over the second half of the epochs; no run of words may begin inside itself."""
    rng = np.random.default_rng(11)
    many = len(LABELS)
    w, g = np.zeros((1 << BITS, many), np.float32), np.zeros((1 << BITS, many), np.float32)
    steps, gs = np.zeros((MARKS, many + 1, many)), np.zeros((MARKS, many + 1, many))
    for y, label in enumerate(LABELS):
        if label[0] == "I":
            for b in range(many + 1):
                if b == many or LABELS[b][2:] != label[2:]:
                    steps[:, b, y] = -30
    cost = make_cost(missed)
    total, count = np.zeros_like(w, np.float32), 0
    step_total = np.zeros_like(steps)
    for epoch in range(epochs):
        loss = 0.0
        for i in rng.permutation(len(data)):
            loss += train_paragraph(data[i], (w, g, steps, gs), rate, cost)
        tell(f"epoch {epoch} loss {loss:.0f}", flush=True)
        if epoch >= epochs // 2:
            total += w
            step_total += steps
            count += 1
    return total / count, step_total / count


def save(path, weights, steps, least):
    """Rows whose largest weight is at least `least`, as int8 with one scale."""
    weights[0] = 0
    rows = np.nonzero(np.abs(weights).max(1) >= least)[0]
    kept = weights[rows]
    scale = np.abs(kept).max() / 127
    quantised = np.clip(np.round(kept / scale), -127, 127).astype(np.int8)
    np.savez_compressed(
        path, rows=rows.astype(np.int32), weights=quantised, steps=steps.astype(np.float32), scale=np.float64(scale)
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("split")
    parser.add_argument("out")
    parser.add_argument("--also", action="append", default=[])
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--rate", type=float, default=0.12)
    parser.add_argument("--missed", type=float, default=3.0)
    parser.add_argument("--often", type=int, default=3)
    parser.add_argument("--least", type=float, default=0.1)
    given = parser.parse_args()
    data = prepare([given.split, *given.also])
    print(len(data), "paragraphs", sum(len(d[2]) for d in data), "words", flush=True)
    print(drop_rare(data, given.often), "features", flush=True)
    weights, steps = train(data, given.epochs, given.rate, given.missed)
    save(given.out, weights, steps, given.least)


if __name__ == "__main__":
    main()

"""How well a tool found the planted copies: pairs by kind, wrong pairs, characters, end points.

    python -m bench.copies.scoring PILE PAIRS_OR_PASSAGES.parquet

A row of the answer is a pair (a, b: ids of documents) with, where the tool says so, a_start, a_end, b_start, b_end in
code points. Two documents are related when one is taken from the other, or both, however far back, from a third; a
reported pair that is not related is wrong. A pair of which nothing is planted (two copies of one text) is right and
not asked for. In the giant family a document is found when it is tied to its parent, or to a text equal to it.
"""

import argparse
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

Ints = NDArray[np.int64]

MOST_ENDS = 20_000
"""Stretches of which the error at the ends is measured, in words."""
_LOCAL = np.int64(1) << 24
"""Above every place in a text: places of many pairs are put behind one another."""


@dataclass(frozen=True)
class Truth:
    """What was planted: stretches (columns of numbers by name), their kinds, and what every document is."""

    stretches: dict[str, Ints]
    kinds: NDArray[Any]
    document_kinds: NDArray[Any]
    bodies: Ints
    roots: Ints


def read_truth(folder: Path) -> Truth:
    """The truth beside a pile."""
    rows = pa.concat_tables(pq.read_table(p) for p in sorted((folder / "truth").glob("stretches-*.parquet")))
    documents = pa.concat_tables(pq.read_table(p) for p in sorted((folder / "truth").glob("documents-*.parquet")))
    stretches = {n: rows[n].to_numpy() for n in rows.column_names if n != "kind"}
    roots = _find_roots(stretches["child"], stretches["parent"], documents.num_rows)
    return Truth(
        stretches,
        rows["kind"].to_numpy(zero_copy_only=False),
        documents["kind"].to_numpy(zero_copy_only=False),
        documents["body"].to_numpy(),
        roots,
    )


def _find_roots(child: Ints, parent: Ints, count: int) -> Ints:
    """Up to four texts that each document goes back to, -1 where there are fewer: itself where it has no parent."""
    links = np.unique(np.stack([child, parent], 1), axis=0)
    roots = np.full((count, 4), -1, np.int64)
    roots[:, 0] = np.arange(count)
    first = np.searchsorted(links[:, 0], np.arange(count))
    last = np.searchsorted(links[:, 0], np.arange(count), "right")
    done = last == first
    waiting = np.flatnonzero(~done)
    while len(waiting):
        ready = [d for d in waiting if done[links[first[d] : last[d], 1]].all()]
        for d in ready:
            found = np.unique(roots[links[first[d] : last[d], 1]])
            found = found[found >= 0][:4]
            roots[d] = -1
            roots[d, : len(found)] = found
        done[ready] = True
        waiting = np.setdiff1d(waiting, ready)
    return roots


def read_answer(path: Path) -> dict[str, Ints]:
    """The pairs of an answer, the smaller number first, with the stretches where the tool gives any."""
    file = pq.ParquetFile(path)
    names = file.schema_arrow.names
    a, b = ("a_uri", "b_uri") if "a_uri" in names else ("a", "b")
    places = [n for n in ("a_start", "a_end", "b_start", "b_end") if n in names]
    table = file.read(columns=[a, b, *places])
    found = {side: _read_numbers(table[name]) for side, name in (("a", a), ("b", b))}
    found |= {name: table[name].to_numpy().astype(np.int64) for name in places}
    turned = found["a"] > found["b"]
    other = {"a": "b", "b": "a"} | {n: ("b" if n[0] == "a" else "a") + n[1:] for n in places}
    return {name: np.where(turned, found[other[name]], found[name]) for name in found}


def _read_numbers(column: pa.ChunkedArray) -> Ints:
    """The number in d00000017, also behind FILE#."""
    return np.asarray(pc.cast(pc.utf8_slice_codeunits(column, -8, 2**31 - 1), pa.int64()).to_numpy())


def score(folder: Path, path: Path) -> dict[str, Any]:
    """All figures of an answer."""
    truth, answer = read_truth(folder), read_answer(path)
    asked = _join_pair(*(truth.stretches[n] for n in ("child", "parent")))
    given = np.unique(_join_pair(answer["a"], answer["b"]))
    given = given[(given >> 32) != (given & 0xFFFFFFFF)]
    figures: dict[str, Any] = {"pairs": len(given), "recall": {}}
    for kind in dict.fromkeys(truth.kinds):
        pairs = np.unique(asked[truth.kinds == kind])
        found = np.isin(pairs, given)
        if kind == "giant":
            found = _tie_giants(truth, given)
        figures["recall"][kind] = round(float(found.mean()), 4)
    figures |= _judge_pairs(truth, given)
    if "a_start" in answer:
        figures |= _score_stretches(folder, truth, answer)
    return figures


def _join_pair(one: Ints, two: Ints) -> Ints:
    return (np.minimum(one, two) << 32) | np.maximum(one, two)


def _tie_giants(truth: Truth, given: Ints) -> NDArray[np.bool_]:
    """Of every member with a parent, whether a text equal to its parent is among its partners."""
    low, high = given >> 32, given & 0xFFFFFFFF
    own, other = np.concatenate([low, high]), np.concatenate([high, low])
    giants = truth.kinds == "giant"
    child, parent = truth.stretches["child"][giants], truth.stretches["parent"][giants]
    here = np.isin(own, child)
    codes = np.unique(truth.bodies, return_inverse=True)[1].astype(np.int64)
    tied = np.unique((own[here] << 32) | codes[other[here]])
    rows = np.unique((child << 32) | codes[parent])
    return np.isin(rows, tied)


def _judge_pairs(truth: Truth, given: Ints) -> dict[str, Any]:
    """Precision of the pairs, and what the wrong ones are."""
    a, b = given >> 32, given & 0xFFFFFFFF
    right = np.zeros(len(given), bool)
    for i in range(4):
        for j in range(4):
            right |= (truth.roots[a, i] >= 0) & (truth.roots[a, i] == truth.roots[b, j])
    template = (truth.document_kinds[a] == "template") & (truth.document_kinds[b] == "template")
    wrong = {"template": int((template & ~right).sum()), "other": int((~template & ~right).sum())}
    return {
        "precision": round(float(right.mean()), 4) if len(given) else None,
        "precision_but_templates": round(float(right.sum() / max(1, (right | ~template).sum())), 4),
        "wrong": wrong,
    }


def _score_stretches(folder: Path, truth: Truth, answer: dict[str, Ints]) -> dict[str, Any]:
    """Characters found by kind, precision of characters in planted pairs, and the error at the ends."""
    child, parent = truth.stretches["child"], truth.stretches["parent"]
    asked = _join_pair(child, parent)
    given = _join_pair(answer["a"], answer["b"])
    pairs = np.unique(asked)
    here = np.isin(given, pairs)
    first = child < parent
    whole, found = np.zeros(len(asked)), np.zeros(len(asked))
    shown = right = 0
    for side, is_child in (("a", first), ("b", ~first)):
        start, end = (
            np.where(is_child, truth.stretches[f"child_{e}"], truth.stretches[f"parent_{e}"]) for e in ("start", "end")
        )
        spots = np.searchsorted(pairs, asked) * _LOCAL
        places = np.searchsorted(pairs, given[here]) * _LOCAL
        answered = _unite(places + answer[f"{side}_start"][here], places + answer[f"{side}_end"][here])
        planted = _unite(spots + start, spots + end)
        whole += end - start
        found += _measure(answered, spots + start, spots + end)
        shown += int((answered[1] - answered[0]).sum())
        right += int(_measure(planted, *answered).sum())
    kinds = {str(k): round(float(found[truth.kinds == k].sum() / whole[truth.kinds == k].sum()), 4)
             for k in dict.fromkeys(truth.kinds) if k != "giant"}  # fmt: skip
    ends = _measure_ends(folder, truth, answer)
    return {"characters": kinds, "characters_precision": round(right / max(1, shown), 4), "ends_off_words": ends}


def _unite(starts: Ints, ends: Ints) -> tuple[Ints, Ints]:
    """The union of intervals, in order."""
    order = np.argsort(starts, kind="stable")
    starts, reach = starts[order], np.maximum.accumulate(ends[order]) if len(ends) else ends
    opens = np.concatenate([[True], starts[1:] > reach[:-1]]) if len(starts) else np.zeros(0, bool)
    closes = np.concatenate([opens[1:], [True]]) if len(starts) else opens
    return starts[opens], reach[closes]


def _measure(union: tuple[Ints, Ints], starts: Ints, ends: Ints) -> Ints:
    """How much of every interval lies in a union of intervals."""
    lows, highs = union
    if not len(lows):
        return np.zeros(len(starts), np.int64)
    before = np.concatenate([[0], np.cumsum(highs - lows)])

    def reach(x: Ints) -> Ints:
        k = np.searchsorted(lows, x, "right") - 1
        inside = np.clip(x - lows[np.maximum(k, 0)], 0, (highs - lows)[np.maximum(k, 0)])
        return np.asarray(np.where(k < 0, 0, before[np.maximum(k, 0)] + inside))

    return reach(ends) - reach(starts)


def _measure_ends(folder: Path, truth: Truth, answer: dict[str, Ints]) -> float | None:
    """Median distance, in words, from the ends of a planted stretch to those of the passage that covers most of it."""
    texts = _read_texts(folder)
    s = truth.stretches
    rows = np.flatnonzero((s["child"] < len(texts)) & (s["parent"] < len(texts)) & (truth.kinds != "giant"))[:MOST_ENDS]
    given = _join_pair(answer["a"], answer["b"])
    order = np.argsort(given, kind="stable")
    ordered, errors = given[order], []
    for row in rows:
        child, parent = int(s["child"][row]), int(s["parent"][row])
        key = (min(child, parent) << 32) | max(child, parent)
        found = order[np.searchsorted(ordered, key) : np.searchsorted(ordered, key, "right")]
        side = "a" if child < parent else "b"
        low, high = int(s["child_start"][row]), int(s["child_end"][row])
        starts, ends = answer[f"{side}_start"][found], answer[f"{side}_end"][found]
        cover = np.minimum(ends, high) - np.maximum(starts, low)
        if not len(found) or cover.max() <= 0:
            continue
        best = int(cover.argmax())
        text = texts[child].as_py()
        errors += [_count_words(text, low, int(starts[best])), _count_words(text, high, int(ends[best]))]
    return float(np.median(errors)) if errors else None


def _read_texts(folder: Path) -> pa.ChunkedArray:
    parts = sorted(folder.glob("part-*.parquet"))[:10]
    return pa.chunked_array([c for p in parts for c in pq.read_table(p, columns=["text"])["text"].chunks])


def _count_words(text: str, one: int, two: int) -> int:
    return len(text[min(one, two) : max(one, two)].split())


def main() -> None:
    """Score one answer and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pile", type=Path)
    parser.add_argument("answer", type=Path)
    given = parser.parse_args()
    print(json.dumps(score(given.pile, given.answer), indent=1))


if __name__ == "__main__":
    main()

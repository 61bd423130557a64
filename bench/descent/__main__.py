"""Measure descent on newsrooms and traditions of our own, by the measures of the shared scorer.

    python -m bench.descent --score FOLDER --folder FOLDER [--base generated TABLE.parquet] [--seeds 101 102]

--score is the folder of the scorers (descent.py), --folder takes the newsrooms, which are made once. One line a pile:
main parent, edges, direction, stretches, unseen originals, edit kinds, CPU seconds; then the means, how often edges of
each confidence are right, the kinds of edits pooled, and the traditions of thirteen witnesses.
"""

import argparse
import sys
import tempfile
import time
from collections import defaultdict
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

from bench.descent.piles import add_options, keep_tables, load_pile, make_newsroom, read_pile, split_seeds
from headwater.descent import trace_descent
from tests.newsrooms.traditions import write_tradition

BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)
Rated = list[tuple[float, bool]]


def main() -> None:
    """Read the options, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_options(parser, seeds=[301, 302], traditions=10)
    given = parser.parse_args()
    sys.path.insert(0, str(given.score))
    scorer = import_module("descent")

    for dated in (True, False):
        rated: Rated = []
        kinds: dict[str, list[tuple[int, float, float]]] = defaultdict(list)
        for base, seeds in (split_seeds(base, given.seeds) for base in given.base):
            lines = []
            for seed in seeds:
                made = make_newsroom(given.folder, base, seed, given.documents)
                figures, seconds = measure_newsroom(scorer, made, dated=dated)
                rated += figures.pop("rated")
                for kind, row in figures["edits"]["kinds"].items():
                    kinds[kind].append((row["planted"], row["precision"], row["recall"]))
                lines.append([*pick_figures(figures), seconds])
                print_line(made.name, dated, lines[-1])
            print_line(f"mean of {Path(base).stem}", dated, [sum(c) / len(c) for c in zip(*lines, strict=True)])
        print_confidence(rated)
        print_kinds(kinds)
    measure_traditions(given.traditions)


def measure_newsroom(scorer: Any, made: Path, *, dated: bool) -> tuple[dict[str, Any], float]:
    """The scorer's figures of one newsroom, with every edge's confidence and whether it is right; CPU seconds."""
    pile, truth = load_pile(made, dated=dated), made / "truth" / "descent.jsonl"
    began = time.process_time()
    traced = trace_descent(pile, {"passages": pile["passages"]})
    seconds = time.process_time() - began
    with tempfile.TemporaryDirectory() as place:
        export = Path(place)
        keep_tables(export, {**pile, **traced})
        figures = scorer.score(export, truth)
        figures["rated"] = rate_edges(scorer, export, truth)
    return figures, seconds


def rate_edges(scorer: Any, export: Path, truth_path: Path) -> Rated:
    """(confidence, whether the child is from that parent or one with the same words) of edges between articles."""
    truth = {row["document"]: row for row in scorer.read_rows(truth_path) if "document" in row}
    versions = scorer.read_versions(export, scorer.Documents(export, truth_path, None))
    rated = {}
    table = scorer.read_table(export, "edges", ["child_id", "parent_id", "confidence"])
    for child, parent, confidence in zip(*table.values(), strict=True):
        ends = versions.get(child), versions.get(parent)
        if all(isinstance(end, str) and end in truth for end in ends):
            right = any(ends[1] in (p["parent"], *p.get("also", [])) for p in truth[ends[0]]["parents"])
            rated[ends] = (confidence, right)
    return list(rated.values())


def pick_figures(figures: dict[str, Any]) -> list[float]:
    """The figures of one line."""
    return [
        figures["main_parent"],
        figures["edges"]["f1"],
        figures["direction"]["accuracy"],
        2 / (1 / figures["stretches"]["precision"] + 1 / figures["stretches"]["recall"]),
        figures["unseen"]["f1"] or 0.0,
        figures["edits"]["macro_f1"],
    ]


def print_line(name: str, dated: bool, figures: list[float]) -> None:
    """One line of the table."""
    titles = ("main parent", "edges", "direction", "stretches", "unseen", "edit kinds", "CPU s")
    row = "  ".join(f"{title} {value:.3f}" for title, value in zip(titles, figures, strict=True))
    print(f"{name:28s} {'dates' if dated else 'none ':5s} {row}", flush=True)


def print_confidence(rated: Rated) -> None:
    """How often edges of each confidence are right, and the mean error of it."""
    error = 0.0
    for low, high in pairwise(BINS):
        some = [(c, right) for c, right in rated if low <= c < high]
        if some:
            said, was = sum(c for c, _ in some) / len(some), sum(right for _, right in some) / len(some)
            error += abs(said - was) * len(some) / len(rated)
            print(f"  said {said:.2f}, right {was:.2f} of {len(some)}")
    print(f"  calibration error {error:.3f}")


def print_kinds(kinds: dict[str, list[tuple[int, float, float]]]) -> None:
    """Precision and recall of each kind of edit over all newsrooms."""
    for kind, rows in sorted(kinds.items()):
        planted = sum(row[0] for row in rows)
        shares = [sum(row[0] * row[k] for row in rows) / max(1, planted) for k in (1, 2)]
        print(f"  {kind:16s} planted {planted:5d}  precision {shares[0]:.2f}  recall {shares[1]:.2f}")


def measure_traditions(count: int) -> None:
    """Print how many of the twelve ties of thirteen witnesses are found, either way round and the right way round."""
    ties = ways = 0
    for seed in range(count):
        with tempfile.TemporaryDirectory() as place:
            truth = write_tradition(Path(place), 1_000 + seed)
            pile = read_pile([Path(place)])
        traced = trace_descent(pile, {"passages": pile["passages"]})
        ids, uris = (pile["documents"][column].to_pylist() for column in ("document_id", "uri"))
        names = dict(zip(ids, uris, strict=True))
        witnesses = {
            row["version_id"]: Path(names[row["document_id"]]).name
            for row in traced["versions"].to_pylist()
            if row["document_id"] is not None
        }
        found = {(witnesses.get(e["child_id"]), witnesses.get(e["parent_id"])) for e in traced["edges"].to_pylist()}
        true = {(child, parent) for child, parent in truth.items() if parent}
        ties += len({frozenset(pair) for pair in found} & {frozenset(pair) for pair in true})
        ways += len(found & true)
    print(f"{count} traditions of 13 witnesses: {ties / count:.1f} of 12 ties, {ways / count:.1f} the right way round")


if __name__ == "__main__":
    main()

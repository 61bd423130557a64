"""Fit the weights of evidence: the likelihood of the true trees of simulated newsrooms and traditions.

    python -m bench.descent.fitting --score FOLDER --folder FOLDER --base generated@101,102 TABLE@201,202 -o FILE

Every family is a sum over all trees (headwater/descent/marginals.py), so that the weights are those of a conditional
random field over arborescences, fitted by L-BFGS. Weights stay near those set by hand before (HAND), and within bounds:
what an invented newsroom never does, a real one may. Needs scipy.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize  # type: ignore[import-untyped]

from bench.descent.piles import add_options, load_pile, make_newsroom, read_pile, split_seeds
from headwater.descent.candidates import Candidates, add_unseen, list_candidates, measure_costs, measure_own
from headwater.descent.credits import count_credits
from headwater.descent.evidence import read_weights
from headwater.descent.marginals import lay_out_trees, scale_weights, weigh_edges
from headwater.descent.members import Family, gather_families, group_documents
from headwater.descent.settled import read_settled
from headwater.descent.stretches import read_sheets
from headwater.descent.unseen import Source, find_sources
from headwater.schema import Tables
from tests.newsrooms.traditions import write_tradition

HAND = Path(__file__).parent / "hand_weights.json"
PARTS = ("near", "told", "older", "unseen", "first")
SPREAD = 1.0
"""How strongly weights are held near those set by hand: the inverse of a variance."""
HIGHEST = {"told": 7.0, "older": 2.5, "first": 3.0, "unseen": 5.0, "near": 10.0}
AS_SET = {"longer": 0.1}
"""Weights that are not fitted: this one only decides where nothing else tells."""
DATED = {"dated": 4.0, "dated_day": 4.0, "captured": 4.0, "dated_weak": 2.0}
"""What two dates may weigh, however seldom those of a simulated newsroom are wrong."""
FAREST = -30.0


@dataclass(frozen=True)
class Example:
    """A family as arrays: amounts by kind for every pair, and which parents are right."""

    near: np.ndarray
    told: np.ndarray
    older: np.ndarray
    unseen: np.ndarray
    first: np.ndarray
    pairs: tuple[np.ndarray, np.ndarray]
    from_unseen: tuple[np.ndarray, np.ndarray]
    right: np.ndarray


def main() -> None:
    """Read the options, make the examples, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_options(parser, seeds=[101, 102], traditions=30)
    parser.add_argument("-o", "--output", type=Path, required=True)
    given = parser.parse_args()
    sys.path.insert(0, str(given.score))
    examples = []
    for base, seeds in (split_seeds(base, given.seeds) for base in given.base):
        for seed in seeds:
            made = make_newsroom(given.folder, base, seed, given.documents)
            for dated in (True, False):
                examples += read_newsroom(made, dated=dated)
    for seed in range(given.traditions):
        examples += read_tradition(seed)
    weights = fit_weights(examples)
    given.output.write_text(json.dumps({**read_weights(), **weights}, indent=1) + "\n", encoding="utf-8")


def read_newsroom(made: Path, *, dated: bool) -> list[Example]:
    """The families of a newsroom with their truth, by the shared scorer's reading of it."""
    scorer = import_module("descent")
    truth_path = made / "truth" / "descent.jsonl"
    truth = {row["document"]: row for row in scorer.read_rows(truth_path) if "document" in row}
    documents = scorer.Documents(made / "tables", truth_path, None)
    examples = []
    for family in list_families(load_pile(made, dated=dated)):
        names = [documents.name.get(member.document_id) for member in family.members]
        sources = find_sources(family)
        right = list_right(scorer, documents, truth, names, sources)
        examples.append(pack_family(family, sources, right))
    return examples


def list_families(pile: Tables) -> list[Family]:
    """The families that passages tie."""
    leads = group_documents(pile["documents"]["document_id"].to_pylist(), pile["passages"])
    settled = read_settled(pile, pile["passages"])
    return list(gather_families(pile, pile["passages"], leads, settled).values())


def list_right(
    scorer: Any, documents: Any, truth: dict[str, Any], names: list[str | None], sources: list[Source]
) -> list[list[int] | None]:
    """The nodes that are right as main parent of every member: -1 is none; None where nothing is known."""
    place = {name: node for node, name in enumerate(names) if name}
    right: list[list[int] | None] = [None] * len(names)
    unseen: dict[str, list[int]] = {}
    for node, name in enumerate(names):
        if name not in truth:
            continue
        parents = truth[name]["parents"]
        main = scorer.pick_main(documents, name, parents) if parents else set()
        right[node] = [place[p] for p in sorted(main) if p in place] if parents else [-1]
        for parent in main:
            if parent.startswith("unseen:"):
                unseen.setdefault(parent, []).append(node)
    for children in unseen.values():
        crediting = [len(source.credited_by.intersection(children)) for source in sources]
        best = int(np.argmax(crediting)) if any(crediting) else len(sources) - 1
        for child in children:
            known = right[child] or []
            right[child] = [*known, len(names) + best] if any(crediting) or len(children) > 1 else [-1]
    return right


def read_tradition(seed: int) -> list[Example]:
    """A tradition of thirteen witnesses."""
    with tempfile.TemporaryDirectory() as place:
        truth = write_tradition(Path(place), seed)
        pile = read_pile([Path(place)])
    names = dict(zip(pile["documents"]["document_id"].to_pylist(), pile["documents"]["uri"].to_pylist(), strict=True))
    examples = []
    for family in list_families(pile):
        nodes = [Path(names[member.document_id]).name for member in family.members]
        right = [[nodes.index(parent)] if (parent := truth[name]) in nodes else [-1] for name in nodes]
        examples.append(pack_family(family, find_sources(family), right))
    return examples


def pack_family(family: Family, sources: list[Source], right: Sequence[list[int] | None]) -> Example:
    """A family's evidence as arrays."""
    sheets = read_sheets(family)
    candidates = list_candidates(family, sheets, measure_costs(sheets))
    candidates = add_unseen(candidates, sheets, sources, measure_own(sheets), max(count_credits(family)))
    told, older = (read_rows(candidates, part) for part in ("told", "older"))
    size = candidates.count + len(sources) + 1
    allowed = np.ones((size, size), bool)
    for child, parents in enumerate(right):
        if parents is not None:
            allowed[:, child + 1] = False
            allowed[[parent + 1 for parent in parents], child + 1] = True
    return Example(
        lay_out(list(candidates.near.values()), "near"),
        told,
        older,
        lay_out(list(candidates.unseen.values()), "unseen"),
        lay_out(candidates.first, "first"),
        index_pairs(list(candidates.near)),
        index_pairs(list(candidates.unseen)),
        allowed,
    )


def index_pairs(pairs: list[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    """Rows and columns of pairs of nodes in a matrix whose first row is the root."""
    return np.array([p + 1 for p, _ in pairs], int), np.array([c + 1 for _, c in pairs], int)


def lay_out(rows: list[dict[str, float]], part: str) -> np.ndarray:
    """Amounts as a matrix, one column a kind."""
    kinds = {kind: place for place, kind in enumerate(read_weights()[part])}
    amounts = np.zeros((len(rows), len(kinds)))
    for place, row in enumerate(rows):
        for kind, amount in row.items():
            amounts[place, kinds[kind]] = amount
    return amounts


def read_rows(candidates: Candidates, part: str) -> np.ndarray:
    """What was observed of every pair, as amounts for its first text being the parent."""
    rows = []
    for pair in candidates.near:
        seen, sign = candidates.list_seen(*pair)
        row: dict[str, float] = {}
        for observation in seen:
            if observation.told == (part == "told"):
                row[observation.kind] = row.get(observation.kind, 0.0) + sign * observation.amount
        rows.append(row)
    return lay_out(rows, part)


def fit_weights(examples: list[Example]) -> dict[str, dict[str, float]]:
    """The weights under which the true trees are likeliest."""
    hand = json.loads(HAND.read_text(encoding="utf-8"))
    kinds = [(part, kind) for part in PARTS for kind in read_weights()[part]]
    start = np.array([hand[part][kind] for part, kind in kinds])
    lowest = {part: 0.0 if part in ("told", "older") else -HIGHEST[part] for part in PARTS}
    bounds = [(AS_SET.get(kind, lowest[part]), (DATED | AS_SET).get(kind, HIGHEST[part])) for part, kind in kinds]
    found = minimize(weigh_trees, start, (examples, start), jac=True, method="L-BFGS-B", bounds=bounds,
                     options={"maxiter": 60})  # fmt: skip
    print(f"{len(examples)} families: {weigh_trees(start, examples, start)[0]:.0f} before, {found.fun:.0f} after")
    weights: dict[str, dict[str, float]] = {part: {} for part in PARTS}
    for (part, kind), value in zip(kinds, found.x, strict=True):
        weights[part][kind] = round(float(value), 2)
    return weights


def sum_trees(scores: np.ndarray) -> float:
    """The log of the sum of the weights of all trees; -inf where there is none."""
    weights, best = scale_weights(scores)
    sign, value = np.linalg.slogdet(lay_out_trees(weights))
    return float(value + best.sum()) if sign > 0 else -np.inf


def weigh_trees(values: np.ndarray, examples: list[Example], hand: np.ndarray) -> tuple[float, np.ndarray]:
    """Minus the log likelihood of the right trees, with its gradient."""
    sizes = np.cumsum([0, *(len(read_weights()[part]) for part in PARTS)])
    weights = {part: values[low:high] for part, low, high in zip(PARTS, sizes, sizes[1:], strict=False)}
    slope = {part: np.zeros_like(weights[part]) for part in PARTS}
    loss = 0.0
    for example in examples:
        odds = example.older @ weights["older"]
        scores = np.full(example.right.shape, -np.inf)
        direct = example.near @ weights["near"] + example.told @ weights["told"] - np.logaddexp(0, -odds)
        scores[example.pairs] = np.maximum(direct, FAREST)
        scores[example.from_unseen] = example.unseen @ weights["unseen"]
        count = len(example.first) + 1
        scores[0, 1:count], scores[0, count:] = example.first @ weights["first"], 0.0
        right = np.where(example.right, scores, -np.inf)
        best = sum_trees(right)
        if not np.isfinite(best):
            continue
        try:
            off = weigh_edges(scores) - weigh_edges(right)
        except np.linalg.LinAlgError:
            continue
        loss -= best - sum_trees(scores)
        slope["near"] += example.near.T @ off[example.pairs]
        slope["told"] += example.told.T @ off[example.pairs]
        slope["older"] += example.older.T @ (off[example.pairs] / (1 + np.exp(odds)))
        slope["unseen"] += example.unseen.T @ off[example.from_unseen]
        slope["first"] += example.first.T @ off[0, 1:count]
    away = values - hand
    return loss + SPREAD / 2 * float(away @ away), np.concatenate([slope[part] for part in PARTS]) + SPREAD * away


if __name__ == "__main__":
    main()

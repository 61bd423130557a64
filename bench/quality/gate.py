"""Quality floors that only go up: traces the measuring data, runs its scorers, and compares with floors.json.

    gate.py --shared FOLDER [--all] [--update]

FOLDER holds `score/` (the scorers), `seeds/` and `data/`; none of it is part of this repository. Without --all only
what continuous integration checks is run. --update writes the figures as new floors where they are higher; a floor is
lowered by hand only, with a page in docs/decisions/.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

FLOORS = Path(__file__).parent / "floors.json"
NEWSROOMS = Path(__file__).parent.parent / "newsrooms.py"
SLACK = 0.005
"""How far below a figure its floor is set: runs are the same, the next versions of libraries are not."""


@dataclass(frozen=True)
class Check:
    """One scorer over one pile: its inputs (globs under the folder) and its arguments after the export."""

    scorer: str
    inputs: tuple[str, ...]
    arguments: tuple[str, ...]
    in_ci: bool = True
    documents: int = 0
    """Of a newsroom made for this check, to which inputs and arguments then belong; 0 where they are of the folder."""


CHECKS = {
    "seeds": Check("seeds.py", ("seeds/*.txt",), ()),
    "dossiers": Check("claims.py", ("data/dossiers/*/articles",), ("data/dossiers",)),
    "polnear-dev": Check("statements.py", ("data/polnear/dev/text",), ("data/polnear/dev",)),
    "made-copies": Check("copies.py", ("articles",), ("truth/copies.jsonl",), documents=300),
    "newsroom-copies": Check("copies.py", ("data/newsroom/articles",), ("data/newsroom/truth/copies.jsonl",), False),
    "newsroom-descent": Check("descent.py", ("data/newsroom/articles",), ("data/newsroom/truth/descent.jsonl",), False),
    "pages": Check("reading.py", ("data/pages/html",), ("data/pages",), False),
    "plain": Check("plain.py", ("data/pages/plain",), ("data/pages",), False),
}
LOWER_IS_BETTER = ("overcounted", "not_same_merged", "low_error", "high_error")


def run_check(check: Check, shared: Path, folder: Path) -> dict[str, float]:
    """Trace, export and score; the figures of the scorer's last line."""
    store, export, data = folder / "pile.duckdb", folder / "export", shared
    if check.documents:
        data = folder / "newsroom"
        make = [sys.executable, str(NEWSROOMS), "--documents", str(check.documents), "-o", str(data)]
        subprocess.run(make, check=True, stdout=subprocess.DEVNULL)
    inputs = [str(path) for pattern in check.inputs for path in sorted(data.glob(pattern))]
    headwater = [sys.executable, "-m", "headwater"]
    subprocess.run(
        [*headwater, "trace", *inputs, "-o", str(store), "--quiet", "--json"], check=True, stdout=subprocess.DEVNULL
    )
    subprocess.run([*headwater, "export", str(store), "-o", str(export)], check=True, stdout=subprocess.DEVNULL)
    scorer = [sys.executable, str(shared / "score" / check.scorer), str(export)]
    done = subprocess.run(
        [*scorer, *(str(data / a) for a in check.arguments)], check=True, capture_output=True, text=True
    )
    figures = json.loads(done.stdout.splitlines()[-1])
    figures |= figures.get("pan", {})
    return {name: value for name, value in figures.items() if isinstance(value, (int, float))}


def compare(name: str, figures: dict[str, float], floors: dict[str, float]) -> list[str]:
    """A line for every figure that fell below its floor (or rose above it, where lower is better)."""
    lines = []
    for figure, floor in floors.items():
        value = figures.get(figure, 0.0)
        fell = value > floor if figure in LOWER_IS_BETTER else value < floor
        print(f"{'BELOW' if fell else 'ok':6s} {name:18s} {figure:24s} {value:.3f}  (floor {floor:.3f})")
        if fell:
            lines.append(f"{name} {figure}: {value:.3f}, floor {floor:.3f}")
    return lines


def raise_floors(figures: dict[str, float], floors: dict[str, float]) -> dict[str, float]:
    """The floors after a better run: higher (lower, where that is better), never the other way."""
    raised = dict(floors)
    for figure, floor in floors.items():
        value = figures.get(figure, floor)
        raised[figure] = round(min(floor, value + SLACK) if figure in LOWER_IS_BETTER else max(floor, value - SLACK), 3)
    return raised


def main() -> int:
    """Run the checks; exit 1 when a figure fell below its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--update", action="store_true")
    given = parser.parse_args()
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    fallen: list[str] = []
    for name, check in CHECKS.items():
        if not (check.in_ci or given.all):
            continue
        with tempfile.TemporaryDirectory() as folder:
            figures = run_check(check, given.shared.resolve(), Path(folder))
        fallen += compare(name, figures, floors[name])
        floors[name] = raise_floors(figures, floors[name]) if given.update else floors[name]
    if given.update:
        FLOORS.write_text(json.dumps(floors, indent=2) + "\n", encoding="utf-8")
    print("\n".join(fallen) or "Every figure is at or above its floor.")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())

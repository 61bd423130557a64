"""Run headwater and its peers over piles with planted copies, print one table, and write docs/benchmarks.md.

    python -m bench.copies --folder FOLDER [--documents 10000 100000] [--tools headwater daft] [--rounds 3]

FOLDER, outside the repository, takes the piles, the answers and an environment for each peer. The tools run in turn,
round after round, as whole processes; the best round counts. Each figure is also a line of results.jsonl beside this
file, from which the page is written.
"""

import argparse
import json
import os
import platform
import subprocess
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pyarrow.parquet as pq

from bench.copies.measuring import measure_process
from bench.copies.piles import write_pile
from bench.copies.report import print_table, write_page
from bench.copies.scoring import score
from bench.copies.tools import TOOLS, Tool, make_environment, read_version, write_command

RESULTS = Path(__file__).parent / "results.jsonl"


def main() -> None:
    """Make the piles, run the tools, score, print and write."""
    names = [tool.name for tool in TOOLS]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--documents", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--tools", nargs="+", choices=names, default=names)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--limit", type=float, default=1_800, help="seconds after which a tool is ended")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--report-only", action="store_true", help="write the page from results.jsonl")
    given = parser.parse_args()
    if not given.report_only:
        pythons = install_tools([t for t in TOOLS if t.name in given.tools], given.folder / "environments")
        for documents in given.documents:
            pile = find_pile(given.folder, documents, given.seed)
            run_tools(given, pythons, pile, documents)
    results = [json.loads(line) for line in RESULTS.read_text(encoding="utf-8").splitlines()]
    print_table(results)
    write_page(results)


def install_tools(tools: list[Tool], folder: Path) -> dict[str, Path]:
    """The Python of every tool that could be installed."""
    pythons = {}
    for tool in tools:
        try:
            pythons[tool.name] = make_environment(tool, folder)
        except subprocess.CalledProcessError as error:
            print(f"{tool.name} could not be installed: {error}")
    return pythons


def find_pile(folder: Path, documents: int, seed: int) -> Path:
    """The folder of a pile, which is made when it is not there."""
    pile = folder / f"pile-{documents}-{seed}"
    if not (pile / "made").exists():
        write_pile(pile, documents, seed)
        (pile / "made").touch()
    return pile


def run_tools(given: argparse.Namespace, pythons: dict[str, Path], pile: Path, documents: int) -> None:
    """Run the tools in turn over a pile, and add a line of results for each."""
    tools = [t for t in TOOLS if t.name in pythons and documents <= t.most]
    costs: dict[str, list[Any]] = {tool.name: [] for tool in tools}
    answers = {tool.name: given.folder / f"answer-{tool.name}-{documents}.parquet" for tool in tools}
    warm = find_pile(given.folder, 200, given.seed)
    for tool in tools:  # what a tool compiles or loads for the first time is not measured
        command = write_command(tool, pythons[tool.name], warm, given.folder / "warm.parquet")
        measure_process(command, given.folder / f"{tool.name}.log", given.limit)
    for _ in range(given.rounds):
        for tool in tools:
            command = write_command(tool, pythons[tool.name], pile, answers[tool.name])
            answers[tool.name].unlink(missing_ok=True)
            costs[tool.name].append(measure_process(command, given.folder / f"{tool.name}.log", given.limit))
            print(f"{documents:,} {tool.name}: {costs[tool.name][-1]}", flush=True)
    for tool in tools:
        line = describe_run(tool, pythons[tool.name], costs[tool.name], documents)
        if answers[tool.name].exists() and not line["status"]:
            line |= {"megabytes": count_bytes(pile) / 1e6, "score": score(pile, answers[tool.name])}
        with RESULTS.open("a", encoding="utf-8") as results:
            results.write(json.dumps(line) + "\n")


def describe_run(tool: Tool, python: Path, costs: list[Any], documents: int) -> dict[str, Any]:
    """A line of results: the best round of a tool on a pile, and where it ran."""
    best = min(costs, key=lambda cost: (cost.status != 0, cost.cpu))
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    return {
        "tool": tool.name,
        "version": read_version(tool, python),
        "documents": documents,
        "rounds": len(costs),
        "wall": round(best.wall, 2),
        "cpu": round(best.cpu, 2),
        "memory": best.memory,
        "status": best.status,
        "machine": machine,
    }


def count_bytes(pile: Path) -> int:
    """Bytes of text in a pile."""
    parts = sorted(pile.glob("part-*.parquet"))
    return sum(int(pc.sum(pc.binary_length(pq.read_table(p, columns=["text"])["text"])).as_py()) for p in parts)


if __name__ == "__main__":
    main()

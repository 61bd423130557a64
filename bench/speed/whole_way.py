"""Time and memory of every stage over a table of articles, over a tenth of it, and of adding a hundred more.

    whole_way.py ARTICLES.parquet [-o results.jsonl]

The table lies outside the repository. Appends one JSON line a measurement: articles, seconds, CPU seconds and peak
memory by stage, and the size of the store.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from headwater.store import open_store

ADDED = 100


def measure_trace(files: list[Path], store: Path) -> dict[str, Any]:
    """Trace files into a store in a process of its own; the rows of `runs` that this wrote."""
    before = set(_read_runs(store)) if store.exists() else set()
    subprocess.run(
        [sys.executable, "-m", "headwater", "trace", *map(str, files), "-o", str(store), "--json"],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    runs = {key: row for key, row in _read_runs(store).items() if key not in before}
    stages = {
        r["stage"]: {k: r[k] for k in ("seconds", "cpu_seconds", "peak_memory", "rows_out")} for r in runs.values()
    }
    return {
        "seconds": sum(s["seconds"] for s in stages.values()),
        "stages": stages,
        "store_bytes": store.stat().st_size,
    }


def _read_runs(store: Path) -> dict[int, dict[str, Any]]:
    with open_store(store, read_only=True) as opened:
        return {row["run_id"]: row for row in opened.read("runs").to_pylist()}


def main() -> None:
    """Measure a tenth, the whole but a hundred, and the hundred added."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=Path(__file__).parent / "results.jsonl")
    parser.add_argument("--keep", type=Path, help="a folder for the stores")
    given = parser.parse_args()
    table = pq.read_table(given.articles)
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    with tempfile.TemporaryDirectory() as made:
        folder = given.keep or Path(made)
        parts = {
            "tenth": table.slice(0, len(table) // 10),
            "whole": table.slice(0, len(table) - ADDED),
            "added": table.slice(len(table) - ADDED),
        }
        for name, part in parts.items():
            pq.write_table(part, folder / f"{name}.parquet")
        with given.output.open("a", encoding="utf-8") as results:
            for name, store in (("tenth", "tenth"), ("whole", "whole"), ("added", "whole")):
                measured = measure_trace([folder / f"{name}.parquet"], folder / f"{store}.duckdb")
                line = {"what": name, "articles": len(parts[name]), "machine": machine, **measured}
                results.write(json.dumps(line) + "\n")
                print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()

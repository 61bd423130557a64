"""What several tests need: the sample pile, tracing it, and comparing two stores row by row."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from headwater.pipeline import stages
from headwater.store import open_store
from headwater.tables import TABLES

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples" / "pile"


def trace_into(path: Path, *inputs: Path, **options: Any) -> dict[str, int]:
    """Trace files into a store at path."""
    return stages.trace(path, [str(i) for i in inputs], **options)


def read_rows(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, but for `runs`, which differs from run to run."""
    with open_store(path, read_only=True) as store:
        return {name: store.read(name).to_pylist() for name in TABLES if name != "runs"}


def list_differences(a: Path, b: Path) -> list[str]:
    """A line for every table that is not the same in two stores."""
    ours, theirs = read_rows(a), read_rows(b)
    lines = []
    for name, rows in ours.items():
        if rows != theirs[name]:
            ahead = [r for r in rows if r not in theirs[name]][:1]
            behind = [r for r in theirs[name] if r not in rows][:1]
            lines.append(f"{name}: {len(rows)} and {len(theirs[name])} rows; only first {ahead}; only second {behind}")
    return lines


def run_headwater(*arguments: object, cwd: Path | None = None, **options: Any) -> "subprocess.CompletedProcess[str]":
    """Run the command line in a process of its own."""
    command = [sys.executable, "-m", "headwater", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, encoding="utf-8", timeout=300, **options)

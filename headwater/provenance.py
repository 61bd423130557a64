"""What ran, with what, how long, and how much memory it took: one row of `runs` a stage."""

import json
import os
import platform
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from headwater.schema import make_id

LIBRARIES = ("headwater", "pyarrow", "duckdb", "numpy", "numba", "trafilatura", "htmldate", "py3langid", "networkx")


def list_versions() -> dict[str, str]:
    """The versions of headwater, Python and the libraries that results depend on."""
    versions = {"python": platform.python_version()}
    for name in LIBRARIES:
        try:
            versions[name] = version(name)
        except PackageNotFoundError:  # run from a checkout that was never installed
            versions[name] = "unknown"
    return versions


def read_peak_memory() -> int | None:
    """Bytes of the largest process so far, workers included; None where the system does not tell (Windows)."""
    if sys.platform == "win32":
        return None
    import resource

    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return peak if sys.platform == "darwin" else peak * 1024


def read_cpu_seconds() -> float:
    """CPU time of this process and of its workers that have ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


@contextmanager
def measure_run(stage: str, options: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Time a stage: yields a row of `runs` that is complete, but for rows_in and rows_out, when the block ends."""
    started = datetime.now(UTC)
    wall, cpu = time.perf_counter(), read_cpu_seconds()
    row: dict[str, Any] = {
        "run_id": make_id(stage, started.isoformat()),
        "stage": stage,
        "options": json.dumps(dict(options), sort_keys=True),
        "versions": json.dumps(list_versions(), sort_keys=True),
        "started_at": started,
        "rows_in": 0,
        "rows_out": 0,
    }
    yield row
    row["seconds"] = time.perf_counter() - wall
    row["cpu_seconds"] = read_cpu_seconds() - cpu
    row["peak_memory"] = read_peak_memory()

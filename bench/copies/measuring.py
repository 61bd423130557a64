"""Whole processes: CPU seconds of a process and all its children, wall time, and the most memory they had together."""

import os
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

SAMPLE = 0.1
"""Seconds between two looks at the memory."""


@dataclass(frozen=True)
class Cost:
    """What a process took: wall and CPU seconds (user and system, children included), bytes of memory, exit status."""

    wall: float
    cpu: float
    memory: int
    status: int


def measure_process(command: Sequence[str], log: Path, limit: float) -> Cost:
    """Run a command in a session of its own, its words to a log; after `limit` seconds it is ended."""
    began = time.monotonic()
    with log.open("ab") as words:
        process = subprocess.Popen(command, stdout=words, stderr=words, start_new_session=True)
    most, over = [0], threading.Event()
    watcher = threading.Thread(target=_watch, args=(process.pid, most, over, began + limit), daemon=True)
    watcher.start()
    _, status, usage = os.wait4(process.pid, 0)
    over.set()
    watcher.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    return Cost(time.monotonic() - began, usage.ru_utime + usage.ru_stime, most[0], process.returncode)


def _watch(leader: int, most: list[int], over: threading.Event, limit: float) -> None:
    while not over.wait(SAMPLE):
        members = [int(p.name) for p in Path("/proc").iterdir() if p.name.isdigit() and _is_in_session(p, leader)]
        held = [_read_memory(member) for member in members]
        most[0] = max(most[0], sum(now for now, _ in held), *(peak for _, peak in held))
        if time.monotonic() > limit:
            for member in members:
                os.kill(member, 9)


def _is_in_session(folder: Path, leader: int) -> bool:
    try:
        return int((folder / "stat").read_text().rsplit(")", 1)[1].split()[3]) == leader
    except (OSError, ValueError, IndexError):
        return False


def _read_memory(process: int) -> tuple[int, int]:
    """Bytes that a process holds now, and the most that it ever held (of its children's peaks none is lost so).

    The system's own figure for a finished process (ru_maxrss) counts what its parent held when it began.
    """
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0, 0
    fields = dict(line.split(":", 1) for line in lines if ":" in line)
    return tuple(int(fields.get(name, "0 kB").split()[0]) * 1024 for name in ("VmRSS", "VmHWM"))  # type: ignore[return-value]

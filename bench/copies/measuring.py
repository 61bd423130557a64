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
_PAGE = os.sysconf("SC_PAGE_SIZE")


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
    memory = max(most[0], usage.ru_maxrss * 1024)
    return Cost(time.monotonic() - began, usage.ru_utime + usage.ru_stime, memory, process.returncode)


def _watch(leader: int, most: list[int], over: threading.Event, limit: float) -> None:
    while not over.wait(SAMPLE):
        members = [int(p.name) for p in Path("/proc").iterdir() if p.name.isdigit() and _is_in_session(p, leader)]
        most[0] = max(most[0], sum(map(_read_memory, members)))
        if time.monotonic() > limit:
            for member in members:
                os.kill(member, 9)


def _is_in_session(folder: Path, leader: int) -> bool:
    try:
        return int((folder / "stat").read_text().rsplit(")", 1)[1].split()[3]) == leader
    except (OSError, ValueError, IndexError):
        return False


def _read_memory(process: int) -> int:
    """Resident bytes of a process, those that it shares with files left out."""
    try:
        resident, shared = Path(f"/proc/{process}/statm").read_text().split()[1:3]
    except (OSError, ValueError):
        return 0
    return (int(resident) - int(shared)) * _PAGE

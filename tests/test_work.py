"""A process that dies costs what it died of, and nothing else."""

import os
import signal
from collections.abc import Sequence
from concurrent.futures.process import BrokenProcessPool

import pytest

from headwater.failures import DIED, halve_list, map_apart
from headwater.work import Divisible, Work, map_processes

DEADLY = 7


def square(batch: Sequence[int]) -> list[int]:
    """The squares of numbers; of a deadly one the process is killed, as the system does when memory is short."""
    if DEADLY in batch:
        os.kill(os.getpid(), signal.SIGKILL)
    return [n * n for n in batch]


def join(parts: Sequence[list[int]]) -> list[int]:
    return [n for part in parts for n in part]


def lose(batch: Sequence[int]) -> list[int]:
    return [-n for n in batch]


BATCHES = [[0, 1], [2, 3], [4, 5], [6, 7], [8, 9], [10, 11], [12, 13]]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no such signal")
def test_map_processes__isolates_what_kills_a_process() -> None:
    made = list(map_processes(Divisible(square, halve_list, join, lose), BATCHES, 2))
    assert made == [[-n if n == DEADLY else n * n for n in batch] for batch in BATCHES]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no such signal")
def test_map_processes__raises_where_nobody_says_how_to_divide() -> None:
    with pytest.raises(BrokenProcessPool):
        list(map_processes(square, BATCHES, 2))


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no such signal")
def test_map_apart__tells_what_killed_a_process() -> None:
    work = Work(map=lambda function, batches: map_processes(function, batches, 2))
    tried = list(map_apart(work, square, BATCHES))
    assert sum((t.failed for t in tried), ()) == (([DEADLY], DIED),)
    assert [n for t in tried for part in t.done for n in part] == [n * n for b in BATCHES for n in b if n != DEADLY]

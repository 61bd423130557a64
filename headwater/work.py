"""How the map steps of a stage are run, who keeps their finished parts, and who hears of progress.

A stage is a plain function over tables. It hands its map steps to a `Work`: on this machine they run in processes,
through cluster.py as tasks of an engine, in the tests one after the other; the rows are the same.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, Protocol, TypeVar

from headwater.schema import Tables

Item = TypeVar("Item")


class MapFunction(Protocol):
    """Apply a function (importable by name) to every batch and give the results in the order of the batches."""

    def __call__(self, function: Callable[[Any], Any], batches: Iterable[Any], /) -> Iterator[Any]: ...


def map_here(function: Callable[[Any], Any], batches: Iterable[Any]) -> Iterator[Any]:
    """One batch after the other in this process."""
    return map(function, batches)


def map_processes(function: Callable[[Any], Any], batches: Iterable[Any], workers: int | None = None) -> Iterator[Any]:
    """The batches on the cores of this machine, results in order; a single batch is run in this process.

    At most two batches a worker are under way, so that a long input is never held in memory whole.
    """
    return _map_pool(_open_processes, function, batches, workers)


def map_threads(function: Callable[[Any], Any], batches: Iterable[Any], workers: int | None = None) -> Iterator[Any]:
    """The batches in threads of this process, results in order: for steps that run in compiled kernels.

    Threads read tables where they lie; a process would have to be sent a copy. At most two batches a thread are under
    way; a single batch is run in this one.
    """
    return _map_pool(ThreadPoolExecutor, function, batches, workers)


def _open_processes(workers: int) -> Executor:
    import multiprocessing

    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_leave_interrupts_to_parent)


def _map_pool(
    open_pool: Callable[[int], Executor], function: Callable[[Any], Any], batches: Iterable[Any], workers: int | None
) -> Iterator[Any]:
    ahead = iter(batches)
    first = list(islice(ahead, 2))
    workers = workers or os.cpu_count() or 1
    if len(first) < 2 or workers == 1:
        yield from map(function, first)
        yield from map(function, ahead)
        return
    with open_pool(workers) as pool:
        yield from _run_ahead(pool, workers, function, chain(first, ahead))


def _run_ahead(pool: Executor, workers: int, function: Callable[[Any], Any], batches: Iterable[Any]) -> Iterator[Any]:
    waiting: list[Future[Any]] = []
    try:
        for batch in batches:
            waiting.append(pool.submit(function, batch))
            if len(waiting) > 2 * workers:
                yield waiting.pop(0).result()
        while waiting:
            yield waiting.pop(0).result()
    finally:
        for future in waiting:
            future.cancel()


def _leave_interrupts_to_parent() -> None:
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)


def keep_nothing(part: Tables) -> None:
    """Parts of an unfinished stage are not kept."""


def tell_nobody(done: int, total: int | None, unit: str) -> None:
    """Nobody hears of progress."""


@dataclass(frozen=True)
class Work:
    """How a stage runs.

    map   runs a step over batches
    keep  takes finished rows of the stage's own tables while it is still running, so that a killed run carries on from
          them: the next run gets them back as `known`
    tell  hears (done, total or None, unit such as "articles") as the work goes on
    map_kernels  runs a step that spends its time in compiled kernels
    """

    map: MapFunction = map_here
    keep: Callable[[Tables], None] = keep_nothing
    tell: Callable[[int, int | None, str], None] = tell_nobody
    map_kernels: MapFunction = map_threads


HERE = Work()


@dataclass(frozen=True)
class Watch:
    """Who hears what a run does: stage(name) when one begins, tell(done, total, unit) as it goes on."""

    stage: Callable[[str], None] = lambda name: None
    tell: Callable[[int, int | None, str], None] = tell_nobody

    def follow(self, name: str, items: Iterable[Item], total: int, unit: str) -> Iterator[Item]:
        """The same items, told of as they are taken.

        >>> watch = Watch(print, print)
        >>> list(watch.follow("reading", "ab", 2, "tables"))
        reading
        1 2 tables
        2 2 tables
        ['a', 'b']
        """
        self.stage(name)
        for done, item in enumerate(items, 1):
            yield item
            self.tell(done, total, unit)


SILENT = Watch()


def cut_batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Lists of at most `size` items, in order.

    >>> list(cut_batches("abcde", 2))
    [['a', 'b'], ['c', 'd'], ['e']]
    """
    ahead = iter(items)
    while batch := list(islice(ahead, size)):
        yield batch

"""How the map steps of a stage are run, who keeps their finished parts, and who hears of progress.

A stage is a plain function over tables. It hands its map steps to a `Work`: on this machine they run in processes,
through cluster.py as tasks of an engine, in the tests one after the other; the rows are the same.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
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


@dataclass(frozen=True)
class Divisible:
    """A function over batches, and what becomes of a batch on which the process ends that works on it.

    halve  gives a batch as two, or nothing where it cannot be divided
    join   makes one result of those of the parts
    lose   the result of a part that cannot be divided and ends every process
    """

    function: Callable[[Any], Any]
    halve: Callable[[Any], Sequence[Any]]
    join: Callable[[Sequence[Any]], Any]
    lose: Callable[[Any], Any]

    def __call__(self, batch: Any) -> Any:
        """What the function gives."""
        return self.function(batch)


def map_processes(function: Callable[[Any], Any], batches: Iterable[Any], workers: int | None = None) -> Iterator[Any]:
    """The batches on the cores of this machine, results in order; a single batch is run in this process.

    At most two batches a worker are under way, so that a long input is never held in memory whole. When a process dies
    (killed, out of memory, an error in a library's machine code) its batches are run again, each in a process of its
    own; what kills that one too is divided, where the function is Divisible, down to the part that does. Raises
    BrokenProcessPool where it is not.
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
    yield from _run_ahead(open_pool, workers, function, chain(first, ahead))


def _run_ahead(
    open_pool: Callable[[int], Executor], workers: int, function: Callable[[Any], Any], batches: Iterable[Any]
) -> Iterator[Any]:
    waiting: deque[tuple[Any, Future[Any]]] = deque()
    pool = open_pool(workers)
    try:
        for batch in batches:
            try:
                waiting.append((batch, pool.submit(function, batch)))
            except BrokenExecutor:
                pool = _open_again(pool, open_pool, workers)
                waiting.append((batch, pool.submit(function, batch)))
            if len(waiting) > 2 * workers:
                yield _take_result(function, *waiting.popleft())
        while waiting:
            yield _take_result(function, *waiting.popleft())
    finally:
        for _, future in waiting:
            future.cancel()
        pool.shutdown()


def _open_again(pool: Executor, open_pool: Callable[[int], Executor], workers: int) -> Executor:
    pool.shutdown(wait=False)
    return open_pool(workers)


def _take_result(function: Callable[[Any], Any], batch: Any, future: Future[Any]) -> Any:
    try:
        return future.result()
    except BrokenExecutor:
        return _run_alone(function, batch)


def _run_alone(function: Callable[[Any], Any], batch: Any) -> Any:
    """A batch in a process of its own, and in parts where it ends that one."""
    try:
        with _open_processes(1) as pool:
            return pool.submit(function, batch).result()
    except BrokenExecutor:
        if not isinstance(function, Divisible):
            raise
    parts = function.halve(batch)
    return function.join([_run_alone(function, part) for part in parts]) if parts else function.lose(batch)


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

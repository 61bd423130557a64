"""What fails on one document: it alone is passed over by that stage, and a row of `problems` says so.

A bug, or a text too deep for a recursion or too large for the memory, must not cost the other articles anything. What
fails is not remembered as done: it is tried again whenever the stage runs, and its row goes when it succeeds.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from headwater.tables import PROBLEMS
from headwater.work import Divisible, Work

DIED = "the process that worked on it ended"
"""What is said of what kills a process: too much memory, or an error in a library's machine code."""


@dataclass(frozen=True)
class Tried:
    """What became of a batch: the results of the parts of it that could be done, and (part, error) of what failed."""

    done: tuple[Any, ...]
    failed: tuple[tuple[Any, str], ...]


def halve_list(batch: Any) -> list[Any]:
    """A list (or anything with a length and slices) in two halves; none of a list of one.

    >>> halve_list([1, 2, 3]), halve_list([1])
    ([[1], [2, 3]], [])
    """
    middle = len(batch) // 2
    return [batch[:middle], batch[middle:]] if middle else []


def map_apart(
    work: Work,
    function: Callable[[Any], Any],
    batches: Iterable[Any],
    halve: Callable[[Any], list[Any]] = halve_list,
) -> Iterator[Tried]:
    """Apply a function to every batch, and where it fails to the halves of the batch, down to what alone fails.

    `halve` gives the two halves of a batch, or nothing where it cannot be divided. Both functions must be importable by
    name. What describe_failure raises again is let through.
    """
    return work.map(Divisible(partial(_try_batch, function, halve), halve, _join_tried, _lose_batch), batches)


def _join_tried(tried: Sequence[Tried]) -> Tried:
    return Tried(sum((t.done for t in tried), ()), sum((t.failed for t in tried), ()))


def _lose_batch(batch: Any) -> Tried:
    return Tried((), ((batch, DIED),))


def _try_batch(function: Callable[[Any], Any], halve: Callable[[Any], list[Any]], batch: Any) -> Tried:
    try:
        return Tried((function(batch),), ())
    except Exception as error:
        words = describe_failure(error)
    # Out of the except clause the failed attempt's memory is free again.
    halves = halve(batch)
    if not halves:
        return Tried((), ((batch, words),))
    return _join_tried([_try_batch(function, halve, half) for half in halves])


def describe_failure(error: Exception) -> str:
    """An error in a line; the same whatever the process, so without the words of those that tell where it ended.

    Raises it again where it is no article's fault (what the system says, a library that is not there), and with
    HEADWATER_DEBUG=1.
    """
    if isinstance(error, ImportError) or (isinstance(error, OSError) and error.errno is not None):
        raise error
    if os.environ.get("HEADWATER_DEBUG"):
        raise error
    lines = str(error).splitlines()
    bare = not lines or isinstance(error, RecursionError | MemoryError)
    return type(error).__name__ if bare else f"{type(error).__name__}: {lines[0][:200]}"


def note_failures(problems: pa.Table | None, stage: str, documents: pa.Table, failed: Mapping[int, str]) -> pa.Table:
    """`problems` with this stage's rows made anew, one for each document (by id) that failed; other stages' rows stay.

    Reads document_id, uri, source_path and source_offset of `documents`.
    """
    have = PROBLEMS.build() if problems is None else problems
    others = have.filter(pc.not_equal(have["stage"], stage))
    if not failed:
        return others
    wanted = documents.filter(pc.is_in(documents["document_id"], pa.array(sorted(failed), pa.int64())))
    columns = (wanted[c].to_pylist() for c in ("document_id", "uri", "source_path", "source_offset"))
    rows = {
        # A file that was changed has a document of before and one of after in the same place: one row for both.
        (path, offset): {
            "source_path": path,
            "source_offset": offset,
            "stage": stage,
            "reason": "failed",
            "detail": f"The stage {stage} failed on {uri} ({failed[number]}), and what it would have found is missing. "
            "Please report it with the file.",
        }
        for number, uri, path, offset in sorted(zip(*columns, strict=True), reverse=True)
    }
    both = pa.concat_tables([others, PROBLEMS.build(rows.values())])
    return both.sort_by([(name, "ascending") for name in PROBLEMS.key]).combine_chunks()

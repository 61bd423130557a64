"""Map steps as tasks of the distributed engine: Ray Core, `pip install 'headwater[cluster]'`.

A task is a function and what it is given; it reads and writes partitions in a folder that every node reaches. The
engine runs a task again elsewhere when its worker dies, so a worker that is killed costs time and no rows. One whose
workers die again and again ends the run; what is finished lies in the folder.
"""

import os
import socket
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from headwater.errors import HeadwaterError
from headwater.work import MapFunction

LOCAL = "local"
"""In place of an address: an engine of its own on this machine, for as long as the run takes."""
TRIES = 4
"""Workers that may die of one task: the first and three more."""
AHEAD = 3
"""Tasks under way for every core of the cluster."""
_INSTALL = "pip install 'headwater[cluster]'"
_PATIENCE = 5.0
"""Seconds in which an address must answer."""
_GO_ON = "What is finished is kept in the work folder: the same command goes on from there."


@contextmanager
def open_cluster(address: str) -> Iterator[MapFunction]:
    """A map over the nodes of the cluster at an address (HOST:PORT of its head, or `local`).

    Raises HeadwaterError when Ray is not installed and when nobody answers at the address.
    """
    if address != LOCAL:
        _knock(address)
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is told to anybody
    try:
        import ray
    except ImportError as error:
        raise HeadwaterError(
            "--cluster needs Ray, which is not installed.", "pip install 'headwater[cluster]'"
        ) from error
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
    quiet: dict[str, Any] = {"log_to_driver": False, "logging_level": "ERROR"}
    try:
        if address == LOCAL:
            ray.init(include_dashboard=False, **quiet)
        else:
            ray.init(address=address, **quiet)
    except (ConnectionError, RuntimeError, ValueError) as error:
        raise HeadwaterError(f"The cluster at {address} cannot be joined: {error}", _SAY_ADDRESS) from error
    try:
        yield map_tasks
    finally:
        ray.shutdown()


_SAY_ADDRESS = "Give HOST:PORT of the head node (`ray start --head` prints it), or local."


def _knock(address: str) -> None:
    host, _, port = address.removeprefix("ray://").rpartition(":")
    try:
        socket.create_connection((host, int(port)), timeout=_PATIENCE).close()
    except (OSError, ValueError) as error:
        raise HeadwaterError(f"Nobody answers at {address} ({error}).", _SAY_ADDRESS) from error


def map_tasks(function: Callable[[Any], Any], batches: Iterable[Any]) -> Iterator[Any]:
    """Apply a function to every batch on the cluster's cores and give the results in the order of the batches.

    An error of the function is raised as it is; HeadwaterError when a task is given up.
    """
    import ray

    run = ray.remote(function).options(max_retries=TRIES - 1)
    resources: dict[str, float] = ray.cluster_resources()  # type: ignore[no-untyped-call]
    most = AHEAD * max(1, int(resources.get("CPU", 1)))
    waiting: deque[Any] = deque()
    try:
        for batch in batches:
            waiting.append(run.remote(batch))
            if len(waiting) >= most:
                yield _wait_for(waiting.popleft())
        while waiting:
            yield _wait_for(waiting.popleft())
    finally:
        for task in waiting:
            ray.cancel(task)


def _wait_for(task: Any) -> Any:
    import ray
    from ray.exceptions import RayError, RayTaskError

    try:
        return ray.get(task)
    except RayTaskError as error:
        raise error.cause from None
    except RayError as error:
        reason = " ".join(str(error).split())[:300]
        raise HeadwaterError(f"A worker died {TRIES} times over the same task: {reason}", _GO_ON) from error

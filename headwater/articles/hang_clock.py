"""A clock that ends what hangs: no limit of its own, which are all in bytes and elements, but a guard against bugs."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SECONDS = 30.0
"""What nothing takes that is within the limits: the slowest page that is not refused takes half of it."""
_AGAIN = 0.5


class HangError(Exception):
    """An article took longer than any does."""


@contextmanager
def end_hangs(seconds: float = SECONDS) -> Iterator[None]:
    """Raise HangError in what takes longer than so many seconds of the processor (not of a clock on the wall).

    It is raised again and again, since libraries swallow errors, and once more at the end where they swallowed all of
    them. On systems without such a clock, and in threads, nothing is ended.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    rung: list[int] = []

    def ring(number: int, frame: FrameType | None) -> None:
        rung.append(number)
        raise HangError(f"no end after {seconds:g} seconds")

    before = signal.signal(signal.SIGVTALRM, ring)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, _AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    if rung:
        raise HangError(f"no end after {seconds:g} seconds")

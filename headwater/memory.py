"""How much memory a run may use, and how much of a pile is held at a time so that it uses no more."""

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from headwater.errors import HeadwaterError

MEGABYTE = 1 << 20
STANDING = 260 * MEGABYTE
"""What the program holds before it has read a word (libraries, compiled kernels, tables of characters: 216 MB), and
what its threads hold beside their texts."""
TEXT_COST = 30
"""Bytes that a task holds for every byte of text that it aligns at a time; of text that is only read, a sixth."""
JOIN_COST = 80
"""Bytes for every fingerprint of a share that is joined."""
PRINT_COST = 40
"""Bytes for every fingerprint that texts share, where all are compared together."""
GROUP_COST = 30
"""Bytes for every hash that texts share; where there is no more room, texts are compared a span at a time."""
SPAN_COST = 400
"""Bytes of memory for every fingerprint in such a span."""
DOCUMENT_COST = 300
"""Bytes for every document of the pile: its id, address, site, date, digest and where it lies."""
MOST_HELD = 1 << 30
"""Bytes of partitions that are held at most: beyond, files that the system keeps in free memory do as well."""
_MALLOC = {-4: 0, -8: 1, -1: 1 << 30, -2: 1 << 26}
"""Options of mallopt(3): nothing by mmap, one arena, what is free at the end stays to 1 GB, more comes by 64 MB."""
_LEAST = 2 * MEGABYTE
_UNITS = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40}


@dataclass(frozen=True)
class Sizes:
    """How much of the pile a task takes: bytes of text in a piece, fingerprints in a share, bytes of text in a sheaf;
    the bytes of partitions that are held in memory; shared fingerprints in a span of texts, where not all fit; and the
    memory that all of it must keep to (None: nobody asked), by so many workers."""

    run: int = 1 << 25
    share: int = 1 << 22
    sheaf: int = 1 << 24
    held: int = 0
    span: int = 1 << 62
    memory: int | None = None
    workers: int = 1


def read_size(words: str) -> int:
    """A number of bytes as people write it.

    Raises HeadwaterError where it is none.

    >>> read_size("1GB"), read_size("1.5 g"), read_size("800M")
    (1073741824, 1610612736, 838860800)
    """
    bare = words.strip().upper().removesuffix("B").removesuffix("I")
    unit = bare[-1:] if bare[-1:] in _UNITS else ""
    try:
        size = int(float(bare.removesuffix(unit)) * _UNITS[unit])
    except (ValueError, OverflowError) as error:
        raise HeadwaterError(f"{words} is no amount of memory.", "Write it like 800MB or 4GB.") from error
    return size


def find_memory() -> int:
    """Half of the memory that is free on this machine, and in the group of processes that this one belongs to."""
    free = [os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")]
    try:
        known = dict(line.split(":") for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines())
        free.append(int(known["MemAvailable"].split()[0]) << 10)
        group = Path("/sys/fs/cgroup")
        most, held = ((group / f"memory.{name}").read_text(encoding="ascii") for name in ("max", "current"))
        free.append(int(most) - int(held))
    except (OSError, ValueError, KeyError):
        pass  # another system, or no limit: what is known is enough
    return max(min(free) // 2, STANDING + 64 * MEGABYTE)


def plan_sizes(memory: int, workers: int | None = None, documents: int = 0) -> Sizes:
    """How much each of so many workers (default: one a core) takes at a time, for a run to keep to some memory, beside
    what is known of so many documents.

    Raises HeadwaterError where it is less than the program needs for any pile, or for so many documents.
    """
    workers = workers or os.cpu_count() or 1
    room = memory - DOCUMENT_COST * documents
    held = min(room // 4, MOST_HELD)
    each = (room - STANDING - held) // workers
    text = each // TEXT_COST
    if text < _LEAST:
        raise _refuse(memory, DOCUMENT_COST * documents + 4 * (STANDING + workers * TEXT_COST * _LEAST) // 3)
    most = min(text, 1 << 25), min(each // JOIN_COST, 1 << 22), min(text, 1 << 24)
    return Sizes(*most, held, memory // SPAN_COST, memory, workers)


def keep_freed_memory() -> None:
    """Have this process use again what it has freed, and not give it back to the system, from which it would come as
    new, empty pages: that cost a fifth of the time (100,000 documents, two threads: 18.2 CPU seconds, then 14.8).

    Only where the C library is GNU's; elsewhere nothing is changed.
    """
    import ctypes

    try:
        set_option = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):
        return
    for option, value in _MALLOC.items():
        set_option(option, value)


def release_freed_memory() -> None:
    """Give back to the system what this process has freed."""
    import ctypes

    import pyarrow as pa

    pa.default_memory_pool().release_unused()
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def check_need(sizes: Sizes, documents: int, groups: int) -> None:
    """Raise HeadwaterError where a pile of so many documents, with so many hashes that texts share, needs more memory
    than was asked for."""
    need = STANDING + DOCUMENT_COST * documents + GROUP_COST * groups
    if sizes.memory is not None and need > sizes.memory:
        raise _refuse(sizes.memory, need)


def fit_span(sizes: Sizes, documents: int, shared: int) -> int:
    """How many of the fingerprints that texts share are compared together: all, if memory has room for them.

    >>> fit_span(Sizes(), 10, 1_000) >= 1_000, fit_span(plan_sizes(1 << 30, 2), 10**6, 10**8)
    (True, 2684354)
    """
    need = STANDING + sizes.held + DOCUMENT_COST * documents + PRINT_COST * shared
    return sizes.span if sizes.memory is None or need > sizes.memory else max(shared, 1)


def _refuse(memory: int, need: int) -> HeadwaterError:
    asked, least = (-(-size // MEGABYTE) for size in (memory, need))
    return HeadwaterError(
        f"{asked:,} MB of memory are not enough for this pile: it needs {least:,} MB.", f"Give --memory {least}MB."
    )

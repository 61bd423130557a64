"""Slow, obvious twins of the kernels that read words and winnow fingerprints."""

import re
from collections.abc import Sequence


def find_stretches(text: bytes) -> list[tuple[int, int]]:
    """Runs of letters, digits and bytes beyond ASCII, with apostrophes and points inside where a word may have one."""
    letter, digit = rb"[A-Za-z\x80-\xff]", rb"[0-9\x80-\xff]"
    inside = rb"(?:%b|%b|(?<=%b)[.,](?=%b)|'(?=%b))" % (letter, digit, digit, digit, letter)
    return [found.span() for found in re.finditer(rb"(?:%b|%b)%b*" % (letter, digit, inside), text)]


def winnow(hashes: Sequence[int], window: int) -> list[int]:
    """Places of the smallest run of every window of runs: of equals the one of the window before, else the last; and
    of the same hash in a row only the first."""
    kept: list[int] = []
    for first in range(max(1, len(hashes) - window + 1) if hashes else 0):
        here = range(first, min(first + window, len(hashes)))
        smallest = min(hashes[k] for k in here)
        if not kept or hashes[kept[-1]] != smallest:
            kept.append(max(k for k in here if hashes[k] == smallest))
    return kept

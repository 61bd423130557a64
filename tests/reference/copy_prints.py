"""Slow and obvious twins of the kernels of headwater/pipeline/copy_prints_kernels.py."""

from collections.abc import Sequence

Print = tuple[int, int, int]
"""Hash, document, place."""


def share_prints(
    documents: Sequence[Sequence[tuple[int, int]]], wanted: Sequence[bool], shares: int
) -> list[list[Print]]:
    """(hash, document, place) of the fingerprints (hash, place) of wanted documents, a list a share."""
    found: list[list[Print]] = [[] for _ in range(shares)]
    for d, (prints, kept) in enumerate(zip(documents, wanted, strict=True)):
        for number, place in prints if kept else ():
            found[number % shares].append((number, d, place))
    return found

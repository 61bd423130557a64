"""Words as the pieces that the neural tagger knows (WordPiece, Wu et al. 2016, as in the uncased BERT)."""

import unicodedata
from functools import cache, lru_cache

from headwater.statements.lexicon import load_text

MOST = 6
"""Pieces of one word that are looked at: what has more is no word."""
LONGEST = 100
"""Characters of one word that are looked at."""
_UNKNOWN = "[UNK]"


@cache
def load_pieces() -> dict[str, int]:
    """The number of every piece; one that goes on with a word begins with "##"."""
    return {piece: number for number, piece in enumerate(load_text("pieces.txt").split("\n"))}


@lru_cache(maxsize=200_000)
def cut_pieces(word: str) -> tuple[int, ...]:
    """The numbers of a word's pieces, each the longest that fits, without capitals and accents; one at least.

    >>> known = {number: piece for piece, number in load_pieces().items()}
    >>> [known[n] for n in cut_pieces("Réunifications")]
    ['reunification', '##s']
    """
    pieces = load_pieces()
    found: list[int] = []
    for part in _split_marks(word[:LONGEST]):
        start = 0
        while start < len(part) and len(found) < MOST:
            head = "##" if start else ""
            end = next((e for e in range(len(part), start, -1) if head + part[start:e] in pieces), None)
            found.append(pieces[_UNKNOWN if end is None else head + part[start:end]])
            start = end or len(part)
    return tuple(found[:MOST]) or (pieces[_UNKNOWN],)


def _split_marks(word: str) -> list[str]:
    """A word in small letters without accents, cut before and after each mark in it."""
    parts: list[str] = []
    begins = True
    for c in unicodedata.normalize("NFD", word.lower()):
        category = unicodedata.category(c)
        if category == "Mn":
            continue
        alone = category[0] in "PS" or "\u4e00" <= c <= "\u9fff"
        if alone or begins:
            parts.append(c)
        else:
            parts[-1] += c
        begins = alone
    return parts

"""Outlets with the notices below their articles, and texts by template: what recurs in a pile and is no copy."""

import re

import numpy as np

from bench.copies.lexicon import MARKS, SLOTS, Lexicon, read_lines

OUTLETS, OWNERS = 400, 40
_PAPERS = (
    "Herald",
    "Courier",
    "Gazette",
    "Observer",
    "Mercury",
    "Chronicle",
    "Advertiser",
    "Examiner",
    "Journal",
    "Echo",
)
_PIECE = re.compile(r"\{.\}|[^\s{}]+")


def list_outlets(lexicon: Lexicon, places: list[str], words: list[str]) -> list[tuple[str, list[list[int]]]]:
    """(site, its notices as tokens) of every outlet; outlets of one owner have the same wording but for the name."""
    rng, lines, outlets = np.random.default_rng(11), read_lines("notices.txt"), []
    wordings = [[_reword(line, words, rng) for line in lines] for _ in range(OWNERS)]
    for number in range(OUTLETS):
        name = f"{places[number % len(places)]} {_PAPERS[number // 40]}"
        picked = rng.choice(len(lines), rng.integers(1, 3), replace=False)
        own = wordings[number % OWNERS]
        notices = [[lexicon.add(w) for w in own[k].replace("{T}", name).split()] for k in picked]
        outlets.append((f"{name.replace(' ', '').lower()}.example", notices))
    return outlets


def _reword(line: str, words: list[str], rng: np.random.Generator) -> str:
    """A line with a sixth of its words replaced."""
    return " ".join(str(rng.choice(words)) if w.isalpha() and rng.random() < 1 / 6 else w for w in line.split())


def read_templates(lexicon: Lexicon) -> list[list[int]]:
    """The templates as tokens, and -1 - slot where something is filled in."""
    return [[_read_piece(lexicon, piece) for piece in _PIECE.findall(line)] for line in read_lines("templates.txt")]


def _read_piece(lexicon: Lexicon, piece: str) -> int:
    if piece.startswith("{"):
        return -1 - SLOTS[piece[1]]
    return lexicon.add(piece, spaced=piece not in MARKS)

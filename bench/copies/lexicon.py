"""Tokens, slots and data files: what language.py and notices.py share."""

from pathlib import Path

DATA = Path(__file__).parent / "data"
MARKS = (",", ".", "”", ":", "“", "\n\n", "。")
SLOTS = {"N": 0, "V": 1, "A": 2, "D": 3, "L": 4, "F": 5, "S": 6, "B": 7, "W": 8, "M": 9,
         "#": 10, "Y": 11, "P": 12, "O": 13, "X": 14}  # fmt: skip
"""What a slot of data/sentences.txt stands for, by its number: classes first, then what takes several words."""


class Lexicon:
    """The tokens as they are given out, while a Language is made."""

    def __init__(self) -> None:
        self.tokens: dict[tuple[str, bool], int] = {}
        self.forms: list[str] = []
        self.class_of: list[int] = []

    def add(self, word: str, group: int = -1, *, spaced: bool = True) -> int:
        """The token of a word."""
        key = (word, spaced)
        if key not in self.tokens:
            self.tokens[key] = len(self.class_of)
            space = " " if spaced else ""
            upper = word[:1].upper() + word[1:]
            self.forms += [space + word, space + upper, upper]
            self.class_of.append(group)
        return self.tokens[key]


def read_lines(name: str) -> list[str]:
    """The lines of a data file, comments left out."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]

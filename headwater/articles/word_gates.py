"""Which regular expressions can match in which stretch of a text: all their words are looked for in one pass.

A text of news has some forty paragraphs, and hundreds of expressions are asked of them that match in one of a thousand.
A gate holds a rule for every expression: it stands open for a stretch that has what every match must have
(required_words.py); only then is the expression tried. What a gate leaves out cannot match.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from headwater.articles.line_columns import LineColumns, lay_lines
from headwater.articles.required_words import Words, find_required, fold_letter, fold_word
from headwater.articles.word_gates_kernels import (
    BIG,
    CAPITAL,
    CLASS,
    LETTER,
    SPACE,
    STARTS,
    WHOLE,
    find_open_gates,
    list_word_places,
)
from headwater.intervals import Span

_FREQUENT = " etaoinsrhldcumfpgwybvk"
"""Their moves stand beside each other, in one line of the processor's cache."""
_OWN, _SHARED = 80, 16
"""Letters that are told apart, the frequent first, and the classes that the others share: taken for one another they
open a gate too often, never too seldom."""
_ALL = 1 << 20
_TOP = 1 << 16
"""Characters above are no letters of any word."""

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Gate:
    """The words of a set of rules, as the automaton that finds them; `size` rules, numbered from 0."""

    letters: NDArray[np.uint32]
    moves: NDArray[Any]
    ends: NDArray[np.int32]
    words: NDArray[np.int32]
    rules: NDArray[np.int32]
    size: int

    def find_open(self, text: str, spans: Sequence[Span]) -> list[int]:
        """For each stretch of a text the rules that can match in it, a bit a rule.

        >>> gate = build_gate([require(re.compile("re-?posted by", re.I)), require(re.compile("[0-9]+"))])
        >>> text = "Reposted  by Ana.\\nThe pier."
        >>> gate.find_open(text, [(0, 17), (18, 27)])
        [3, 2]
        """
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        return self.read_lines(LineColumns(codes, np.array(spans, np.int64).reshape(-1, 2)))

    def find_open_by_line(self, lines: Sequence[str]) -> list[int]:
        """For each of some lines the rules that can match in it, a bit a rule.

        >>> build_gate([require(re.compile("ferry"))]).find_open_by_line(["The pier.", "The ferry."])
        [0, 1]
        """
        return self.read_lines(lay_lines(lines))

    def read_lines(self, columns: LineColumns) -> list[int]:
        """The rules that can match in each line of some columns, a bit a rule."""
        if not (self.size and len(columns.spans)):
            return [0] * len(columns.spans)
        found = find_open_gates(
            columns.codes, columns.spans, self.letters, self.moves, self.ends, self.words, self.rules
        )
        open_: list[int] = found[:, 0].tolist()
        for word in range(1, found.shape[1]):
            for line in np.flatnonzero(found[:, word]).tolist():
                open_[line] |= int(found[line, word]) << 64 * word
        return open_

    def list_places(self, columns: LineColumns, wanted: Sequence[Sequence[int]]) -> list[tuple[int, int, int]]:
        """Where the words of the conditions that are wanted of each line begin in it, whatever else these ask for.

        A row a place: line, condition, place in the line.

        >>> gate = build_gate([(frozenset(["told ", "saw"]),), (frozenset(["\\x02a"]),)])
        >>> gate.list_places(lay_lines(["A man told us.", "He saw it."]), [[0, 1], [0]])
        [(0, 1, 0), (0, 0, 6), (1, 0, 3)]
        """
        asked = np.zeros((len(columns.spans), self.size), bool)
        asked[np.repeat(np.arange(len(wanted)), list(map(len, wanted))), [c for some in wanted for c in some]] = True
        found = list_word_places(columns.codes, columns.spans, self.letters, self.moves, self.ends, self.words, asked)
        return list(zip(*found.T.tolist(), strict=True))


def choose_open(things: Sequence[Thing], open_: int) -> Iterator[Thing]:
    """Those of some things whose bits are set, the bits being in their order.

    >>> list(choose_open(["notice", "offer", "template"], 5))
    ['notice', 'template']
    """
    while open_:
        lowest = open_ & -open_
        yield things[lowest.bit_length() - 1]
        open_ ^= lowest


Rule = tuple[Words, ...]
"""The conditions of a rule: it is open where of each one word stands. A word is folded, and says after a 0 byte what it
asks for besides (`name_word`)."""


def require(*patterns: re.Pattern[str], words: Iterable[str] = ()) -> Rule:
    """The rule of an expression (of several: where all of them can match), and of words of which one must stand."""
    further = frozenset(fold_word(word) for word in words)
    return (*(need for pattern in patterns for need in find_required(pattern)), *([further] if further else []))


def name_word(name: str, *, starts: bool = True, whole: bool = True, big: bool | None = None) -> str:
    """A name as a word of a rule: it begins and ends where words do, and with a capital if it is written so."""
    big = name[:1] != fold_letter(name[:1]) if big is None else big
    return f"{fold_word(name)}\0{STARTS * starts | WHOLE * whole | BIG * big}"


def build_gate(rules: Sequence[Rule]) -> Gate:
    """The automaton of the words of all rules; a rule without conditions is always open."""
    conditions: dict[Words, int] = {}
    pairs: list[tuple[int, int]] = []
    for number, rule in enumerate(rules):
        pairs.extend((number, conditions.setdefault(words, len(conditions))) for words in rule)
        if not rule:
            pairs.append((number, -1))
    found: dict[str, list[tuple[int, int]]] = {}
    for words, number in conditions.items():
        for word in words:
            plain, _, asked = word.partition("\0")
            found.setdefault(plain, []).append((number, int(asked or 0)))
    letters = sorted({c for word in found for c in word}, key=lambda c: (_FREQUENT.find(c) % _ALL, c))
    alphabet = {letter: n if n < _OWN else _OWN + ord(letter) % _SHARED for n, letter in enumerate(letters, 1)}
    nodes, moves = _put_ends_last(*_grow(found, alphabet))
    ends, asked_at = _list_ends(nodes)
    table = np.array(pairs, np.int32).reshape(-1, 2)
    return Gate(_class_letters(alphabet), moves, ends, asked_at, table, len(rules))


_Ends = list[tuple[int, int, int]]


def _grow(
    found: Mapping[str, list[tuple[int, int]]], alphabet: Mapping[str, int]
) -> tuple[list[_Ends], NDArray[np.int32]]:
    """The states of the automaton (what ends in each) and its moves."""
    children: list[dict[int, int]] = [{}]
    nodes: list[_Ends] = [[]]
    for word, asked in found.items():
        at = 0
        for letter in word:
            number = alphabet[letter]
            if number not in children[at]:
                children[at][number] = len(nodes)
                children.append({})
                nodes.append([])
            at = children[at][number]
        nodes[at].extend((condition, ask, len(word)) for condition, ask in asked)
    moves = np.zeros((len(nodes), max(alphabet.values(), default=0) + 1), np.int32)
    back = [0] * len(nodes)
    waiting = deque([0])
    while waiting:
        at = waiting.popleft()
        if at:
            moves[at] = moves[back[at]]
        for number, child in children[at].items():
            back[child] = int(moves[back[at], number]) if at else 0
            nodes[child] = [*nodes[child], *nodes[back[child]]]
            moves[at, number] = child
            waiting.append(child)
    return nodes, moves


def _put_ends_last(nodes: list[_Ends], moves: NDArray[np.int32]) -> tuple[list[_Ends], NDArray[Any]]:
    """The states in another order, those in which words end behind all others; in the fewest bytes: they are read in
    no order, and what the processor's cache does not hold costs more than all else."""
    order = sorted(range(len(nodes)), key=lambda state: bool(nodes[state]))
    places = np.argsort(np.array(order, np.int64))
    size = np.uint16 if len(nodes) <= np.iinfo(np.uint16).max else np.uint32
    return [nodes[state] for state in order], places[moves[order]].astype(size)


def _list_ends(nodes: Sequence[_Ends]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Where the words that end in a state begin, of the states in which some end; and the words."""
    bounds = np.cumsum([0, *(len(node) for node in nodes if node)]).astype(np.int32)
    return bounds, np.array([end for node in nodes for end in node], np.int32).reshape(-1, 3)


def _class_letters(alphabet: Mapping[str, int]) -> NDArray[np.uint32]:
    folded, kinds = _load_letters()
    classes = np.zeros(_TOP, np.uint32)
    for letter, number in alphabet.items():
        classes[folded == ord(letter)] = number
    return (classes << CLASS | kinds).astype(np.uint32)


@lru_cache(maxsize=1)
def _load_letters() -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """What every character is folded to, and what it is."""
    signs = [chr(code) for code in range(_TOP)]
    folded = [ord(" " if c.isspace() else fold_letter(c)) for c in signs]
    kinds = [
        LETTER * (c.isalnum() or c == "_") | SPACE * c.isspace() | CAPITAL * (c.isalpha() and not c.islower())
        for c in signs
    ]
    return np.array(folded, np.uint32), np.array(kinds, np.uint32)

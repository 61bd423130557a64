"""Where in a paragraph a phrase can begin: it is tried there, and nowhere else.

Every match of most phrases begins with one of some words (required_words.find_openings): "told", "according to". Those
of a phrase that begins with a name begin with capitals right before what follows the name, and that begins with one of
some words, too ("The Harbour Daily reported"). A phrase of which neither is known is searched for as always.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from headwater.articles.line_columns import LineColumns
from headwater.articles.name_patterns import NAME_SIGN, NAME_START
from headwater.articles.required_words import START, Words, find_openings
from headwater.articles.word_gates import Gate, build_gate, choose_open

Places = Mapping[re.Pattern[str], Sequence[int]]
"""Where each expression can begin in a text, or what follows the name that it begins with; those are left out of which
nothing is known."""

_RUN = re.compile(rf"{NAME_SIGN}+")
_NAMED = re.compile(rf"(?={NAME_START})")
"""Asked for nothing, so that it finds one inside another, too."""


@dataclass(frozen=True)
class Openings:
    """The words with which expressions begin: the gate that finds them, and of each expression (a bit each) of which
    they are known its condition there."""

    gate: Gate
    known: int
    owners: tuple[tuple[re.Pattern[str], int], ...]

    def find_places(self, lines: LineColumns, open_: Sequence[int]) -> list[Places]:
        """Where the expressions that are open for each line (a bit each) can begin in it."""
        if not any(rules & self.known for rules in open_):
            return [{} for _ in open_]
        asked = [list(choose_open(self.owners, rules & self.known)) for rules in open_]
        found: list[dict[int, list[int]]] = [{condition: [] for _, condition in some} for some in asked]
        for line, condition, place in self.gate.list_places(lines, [list(some) for some in found]):
            found[line][condition].append(place)
        return [
            {regex: places[condition] for regex, condition in some} for some, places in zip(asked, found, strict=True)
        ]


def build_openings(expressions: Sequence[tuple[re.Pattern[str], re.Pattern[str] | None]]) -> Openings:
    """The words with which some expressions begin, or what follows a name at their beginning."""
    words = [find_openings(rest or regex) - {START} for regex, rest in expressions]
    numbers: dict[Words, int] = {}
    for some in filter(None, words):
        numbers.setdefault(some, len(numbers))
    owners = [(regex, numbers.get(some, 0)) for (regex, _), some in zip(expressions, words, strict=True)]
    known = sum(1 << number for number, some in enumerate(words) if some)
    return Openings(build_gate([(some,) for some in numbers]), known, tuple(owners))


def match_at(
    regex: re.Pattern[str], rest: re.Pattern[str] | None, text: str, places: Iterable[int]
) -> Iterator[re.Match[str]]:
    """The matches of an expression in a text, as it finds them, tried where it can begin.

    `rest` is what follows the name that it begins with; the places are where that can begin.

    >>> told = re.compile(r"told (?P<target>[A-Z]\\w+)")
    >>> [match.group("target") for match in match_at(told, None, "He told us; she told Reuters.", [3, 16])]
    ['Reuters']
    """
    end = 0
    ordered = sorted(set(places))
    for start in _find_names(text, ordered, rest) if rest else ordered:
        if start >= end and (match := regex.match(text, start)) is not None:
            yield match
            end = match.end()


def _find_names(text: str, places: Iterable[int], rest: re.Pattern[str]) -> Iterator[int]:
    """Where names begin behind which the rest of an expression stands at one of some places: capitals with nothing but
    signs of names between them and the place."""
    at = 0
    for place in places:
        if rest.match(text, place) is None:
            continue
        start = next((run.start() for run in _RUN.finditer(text, at, place) if run.end() == place), place)
        yield from (match.start() for match in _NAMED.finditer(text, start, place))
        at = place

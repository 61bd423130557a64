"""What a copy may change in a text, each change with its kind: found by word lists and patterns, drawn by a profile."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from random import Random

from tests.newsrooms.stories import HEDGES, read_lists, read_names

_QUOTED = re.compile(r"“[^“”\n]*[”“]|\"[^\"\n]*\"")
_SENTENCE = re.compile(r"(?:^|(?<=[.!?] )|(?<=\n))[A-Z][^.!?\n“”\"]{40,220}\.(?= [A-Z]|\n|$)", re.MULTILINE)
_ATTRIBUTION = re.compile(r", (according to (?:two|three|several|four|senior|local) \w+)(?=\.)")
_HEDGE = re.compile(rf" (?:{'|'.join(HEDGES)})\b")
_NUMBER = re.compile(r"(?<![\d.,$])\b\d{2,3}\b(?![\d.,]?\d|-)")
_AUXILIARY = re.compile(r"(?<=[a-z] )(?:is|are|was|were|has|had|will|could|should|did)(?= (?!not\b|n't)[a-z]{4,})")
_PERCENT = re.compile(r"(?<=\d) percent\b")
STYLE = ("typography", "spelling", "wording")


@dataclass(frozen=True)
class Change:
    """Parent text [start, end) becomes `new`.

    kind is empty for what the truth leaves out; also lists kinds that would be right too; origin is the parent's span
    in the truth where that is another one (words that were moved).
    """

    start: int
    end: int
    new: str
    kind: str
    also: tuple[str, ...] = ()
    origin: tuple[int, int] | None = None


@cache
def read_changes() -> dict[str, list[str]]:
    """The word lists of changes.txt."""
    return read_lists("changes.txt")


@cache
def _pairs(kind: str) -> tuple[re.Pattern[str], dict[str, str]]:
    words = dict(pair.split(" > ") for pair in read_changes()[kind])
    listed = "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<![\w’'-])(?:{listed})(?![\w’'-])"), words


def find_changes(text: str, rng: Random) -> dict[str, list[Change]]:
    """Every change that the lists and patterns allow, by kind; the draws of new words are the rng's."""
    found: dict[str, list[Change]] = defaultdict(list)
    inside = [m.span() for m in _QUOTED.finditer(text)]

    def is_quoted(at: int) -> bool:
        return any(low < at < high for low, high in inside)

    for kind, also in (("spelling", ("house_style", "wording")), ("wording", ()), ("role", ("source_changed",))):
        pattern, words = _pairs(kind)
        for m in pattern.finditer(text):
            if not is_quoted(m.start()):
                found[kind].append(Change(m.start(), m.end(), words[m[0]], kind, also))
            elif kind == "wording":
                found["quote"].append(Change(m.start(), m.end(), words[m[0]], "quote", ("wording",)))
    for change in _find_plain(text, rng):
        if not is_quoted(change.start):
            found[change.kind].append(change)
    for m in _SENTENCE.finditer(text):
        if m.start() and text[m.start() - 1] == " ":
            found["cut"].append(Change(m.start() - 1, m.end(), "", "cut"))
            found["insert"].append(Change(m.end(), m.end(), " {sentence}", "insert"))
    return found


def _find_plain(text: str, rng: Random) -> Iterator[Change]:
    lists = read_changes()
    pattern, words = _pairs("house_style")
    for m in pattern.finditer(text):
        if m[0] != "percent":
            yield Change(m.start(), m.end(), words[m[0]], "house_style", STYLE)
    new_percent = rng.choice(("%", " per cent"))
    for m in _PERCENT.finditer(text):
        yield Change(m.start(), m.end(), new_percent, "house_style", STYLE)
    for m in _ATTRIBUTION.finditer(text):
        yield Change(m.start(), m.end(), "", "source_dropped", ("cut",))
        group = m[1].rsplit(" ", 1)[1]
        new = rng.choice([g for g in lists["group"] if g != group])
        yield Change(m.end() - len(group), m.end(), new, "source_changed", ("wording",))
    for m in _HEDGE.finditer(text):
        yield Change(m.start(), m.end(), "", "hedge_dropped", ("cut", "wording"))
    for m in _AUXILIARY.finditer(text):
        yield Change(m.end(), m.end(), " not", "negation")
        if m[0] in ("was", "were", "has", "had"):
            yield Change(m.end(), m.end(), " reportedly", "hedge_added", ("insert", "wording"))
    for m in _NUMBER.finditer(text):
        new = str(rng.randint(10 ** (len(m[0]) - 1), 10 ** len(m[0]) - 1))
        if new != m[0] and not text[m.start() - 8 : m.start()].endswith(tuple(f"{w} " for w in lists["month"])):
            yield Change(m.start(), m.end(), new, "number")
    first_names = lists["first_name"] + read_names()["first"]
    for kind, listed in (("number", lists["smallnumber"]), ("date", lists["weekday"]), ("date", lists["month"]),
                         ("name", first_names)):  # fmt: skip
        after = r"(?= [A-Z][a-z])" if kind == "name" else r"(?![\w’'-])"
        for m in re.finditer(rf"(?<![\w’'-])(?:{'|'.join(listed)}){after}", text):
            yield Change(m.start(), m.end(), rng.choice([w for w in listed if w != m[0]]), kind)


def draw_changes(text: str, rng: Random, profile: Mapping[str, float]) -> list[Change]:
    """Changes of a text that do not overlap: of each kind a share of what is possible (below 1), or a number (from 1)."""
    found = find_changes(text, rng)
    drawn: list[Change] = []
    for kind, amount in profile.items():
        options = found[kind]
        rng.shuffle(options)
        wanted = round(amount) if amount >= 1 else sum(rng.random() < amount for _ in options)
        for change in options:
            if wanted <= 0:
                break
            if all(change.end + 1 < c.start or c.end + 1 < change.start for c in drawn):
                drawn.append(change)
                wanted -= 1
    return sorted(drawn, key=lambda c: c.start)


def front_attributions(text: str, rng: Random, share: float) -> list[Change]:
    """Attributions at the end of a sentence, moved to its beginning."""
    changes = []
    for m in _ATTRIBUTION.finditer(text):
        start = max(text.rfind(". ", 0, m.start()) + 2, text.rfind("\n", 0, m.start()) + 1, 0)
        start = 0 if text.rfind(". ", 0, m.start()) < 0 and text.rfind("\n", 0, m.start()) < 0 else start
        if rng.random() < share and text[start].isupper() and not set('“”"') & set(text[start : m.start()]):
            first = (
                text[start]
                if text[start : m.start()].split()[0] not in ("The", "A", "An", "It", "On")
                else text[start].lower()
            )
            moved = "A" + m[1][1:] + ", "
            changes.append(Change(start, start + 1, moved + first, "move", (), (m.start(), m.end())))
            changes.append(Change(m.start(), m.end(), "", ""))
    return changes

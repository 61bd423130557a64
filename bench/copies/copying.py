"""The documents of one part of a pile: originals, copies of every kind, one giant family, texts by template."""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.copies.language import CLASSES, Language
from bench.copies.lexicon import MARKS, SLOTS
from bench.copies.writing_kernels import BREAK, FIRST, FULL_STOP, STOP, edit_tokens, find_stretches, write_stories

Ints = NDArray[np.int32]

LIGHT, HEAVY = (150, 0, 0, 2), (1_250, 1_000, 800, 4)
"""Rates of edits (writing_kernels.edit_tokens). Heavy: every eighth word begins a run of one to four words replaced,
cut or added, every tenth sentence is dropped, every twelfth is new."""
MOVED = 0.3
"""Share of heavy rewrites with their second half first."""
GAP = 40
"""Words that a passage may lack inside (the definition of a passage)."""
LEAST = 20
"""Copied words of a stretch that counts; shorter ones, left over by edits, are neither asked for nor wrong."""
PASSAGE = (40, 200)
"""Words of an embedded passage."""
TOPICS, TOPIC_NOUNS = 300, 120
WORDS = (5.9, 0.45)
"""Logarithm of the words of a text, mean and deviation: 410 words, 2.5 kB."""
FOUNDERS = 10
"""Texts of the giant family that all parts know."""
YEAR = 360 * 86_400


@dataclass
class Draft:
    """One document before it is written: the tokens of its text, its outlet's notice, and what was taken from where.

    A parent is a place in the part's drafts, or -1 - the number of a founder of the giant family.
    """

    kind: str
    body: Ints
    published: int
    outlet: int = 0
    script: int = -1
    notice: Ints = field(default_factory=lambda: np.empty(0, np.int32))
    taken: list[tuple[int, Ints]] = field(default_factory=list)


class Copier:
    """Makes the documents of one part, one after the other."""

    def __init__(self, language: Language, seed: int, number: int) -> None:
        self.language = language
        self.drafts: list[Draft] = []
        self.tuple = (language.draws, language.codes, language.code_bounds, language.kinds, language.phrases,
                      language.phrase_bounds, language.numbers, language.marks, language.class_of)  # fmt: skip
        topics = np.random.default_rng([seed, 1]).integers(0, language.draws.shape[1], (TOPICS, TOPIC_NOUNS))
        self.topics = language.draws[0][topics]
        self._restart(np.random.default_rng([seed, 2]))
        self.founders = self._found_family()
        self._restart(np.random.default_rng([seed, 3, number]))
        if number == 0:
            self.drafts += self.founders

    def _restart(self, rng: np.random.Generator) -> None:
        self.rng = rng
        self.chance = rng.integers(1, 2**62, 1).astype(np.uint64)

    def write(self, lengths: NDArray[Any], scripts: NDArray[Any]) -> list[Ints]:
        """Fresh stories of about so many words."""
        tokens, bounds = write_stories(
            self.tuple, self.topics, self.chance, lengths.astype(np.int32), scripts.astype(np.int32)
        )
        return [tokens[low:high] for low, high in pairwise(bounds)]

    def add_originals(self, count: int, scripts: list[int]) -> None:
        """Fresh stories, then one in another script for each number given."""
        kinds = np.array([-1] * count + [len(CLASSES) + s for s in scripts])
        for body, script in zip(self.write(self._draw_lengths(len(kinds)), kinds), kinds, strict=True):
            self.add(Draft("original", body, int(self.rng.integers(YEAR)), script=int(script)))

    def add(self, draft: Draft) -> None:
        """A document with an outlet other than its parents', and often that outlet's notice."""
        others = {self._find(parent).outlet for parent, _ in draft.taken}
        while (outlet := int(self.rng.integers(len(self.language.outlets)))) in others:
            pass
        draft.outlet = outlet
        if self.rng.random() < 0.7:
            opening = np.array([self.language.marks[BREAK] * 4], np.int32)
            for notice in self.language.outlets[outlet][1]:
                words = np.array(notice, np.int32) * 4
                words[0] += FIRST
                draft.notice = np.concatenate([draft.notice, opening, words])
        self.drafts.append(draft)

    def add_copies(self, kind: str, first: int, last: int, count: int) -> None:
        """Copies of one kind; parents are among the drafts first to last, or (a fifth) among later copies of these."""
        own = self.write(self._draw_lengths(count), np.full(count, -1))
        for k in range(count):
            late = self.rng.random() < 0.2 and len(self.drafts) > last
            parent = int(self.rng.integers(last, len(self.drafts)) if late else self.rng.integers(first, last))
            if kind == "merge":
                self._merge(parent, int(self.rng.integers(first, last)), own[k])
            else:
                self.copy(kind, kind, parent, own[k])

    def copy(self, kind: str, change: str, parent: int, own: Ints) -> None:
        """One copy of a document; `own` is the text that an embedded passage is put into."""
        source = self._find(parent)
        body, origin = source.body, np.arange(len(source.body), dtype=np.int32)
        if change in ("light", "rewrite"):
            rates = np.array(LIGHT if change == "light" else HEAVY, np.int32)
            body, origin = edit_tokens(self.tuple, self.topics, self.chance, body, rates, source.script)
            if change == "rewrite" and self.rng.random() < MOVED:
                body, origin = self._move(body, origin)
        elif change == "truncated":
            end = self._end_sentence(body, int(len(body) * self.rng.uniform(0.3, 0.8)))
            body, origin = body[:end], origin[:end]
        elif change == "embedded":
            low, high = self._cut_passage(body, int(self.rng.integers(*PASSAGE)))
            middle = self._end_sentence(own, len(own) // 2)
            pieces = [(own[:middle], None), (body[low:high], origin[low:high]), (own[middle:], None)]
            body, origin = self._join([piece for piece in pieces if len(piece[0])])
        self._add_copy(kind, body, source.script, [(parent, origin)])

    def add_giants(self, count: int) -> None:
        """Members of the giant family, each from an earlier one, a third of them without any change."""
        mine, body = [-1 - k for k in range(FOUNDERS)], np.empty(0, np.int32)
        for _ in range(count):
            self.copy("giant", "exact" if self.rng.random() < 0.33 else "light", int(self.rng.choice(mine)), body)
            mine.append(len(self.drafts) - 1)

    def add_templates(self, count: int) -> None:
        """Texts that a template makes, each with other figures and names."""
        for _ in range(count):
            template = self.language.templates[int(self.rng.integers(len(self.language.templates)))]
            tokens = np.array([t if t >= 0 else self._draw_slot(-1 - t) for t in template], np.int32) * 4
            tokens[0] += FIRST
            self.add(Draft("template", tokens, int(self.rng.integers(YEAR))))

    def _draw_slot(self, slot: int) -> int:
        if slot == SLOTS["#"]:
            return self.language.numbers + int(self.rng.integers(900))
        group = {SLOTS["P"]: SLOTS["S"], SLOTS["O"]: SLOTS["B"]}.get(slot, slot)
        return int(self.rng.choice(self.language.draws[group]))

    def _find(self, parent: int) -> Draft:
        return self.drafts[parent] if parent >= 0 else self.founders[-1 - parent]

    def _found_family(self) -> list[Draft]:
        [body] = self.write(np.array([450]), np.array([-1]))
        founders = [Draft("giant", body, 0)]
        for number in range(1, FOUNDERS):
            parent = int(self.rng.integers(number))
            rates = np.array(LIGHT, np.int32)
            body, origin = edit_tokens(self.tuple, self.topics, self.chance, founders[parent].body, rates, -1)
            stretches = self._find_stretches(body, origin, founders[parent].body)
            founders.append(Draft("giant", body, 3600 * number, number, taken=[(-1 - parent, stretches)]))
        return founders

    def _merge(self, one: int, two: int, own: Ints) -> None:
        """An own lead, a part of one text, a part of another, and the rest of the first."""
        if one == two or any(len(self._find(p).taken) for p in (one, two)):
            two = one + 1 if one + 1 < len(self.drafts) else one - 1
        a, b = self._find(one).body, self._find(two).body
        middle, high = (self._end_sentence(a, int(len(a) * share)) for share in (0.4, 0.8))
        low = self._end_sentence(b, int(len(b) * 0.2))
        end = self._end_sentence(b, int(len(b) * 0.8))
        places = [np.arange(len(x), dtype=np.int32) for x in (a, b)]
        lead = self._end_sentence(own, 40)
        pieces = [(own[:lead], None, 0), (a[:middle], places[0][:middle], 0), (b[low:end], places[1][low:end], 1),
                  (a[middle:high], places[0][middle:high], 0)]  # fmt: skip
        origins = []
        for side in (0, 1):
            body, origin = self._join([(t, o if s == side else None) for t, o, s in pieces])
            origins.append(origin)
        self._add_copy("merge", body, -1, [(one, origins[0]), (two, origins[1])])

    def _add_copy(self, kind: str, body: Ints, script: int, taken: list[tuple[int, Ints]]) -> None:
        born = max(self._find(parent).published for parent, _ in taken) + int(self.rng.integers(60, 5 * 86_400))
        rows = [(parent, self._find_stretches(body, origin, self._find(parent).body)) for parent, origin in taken]
        self.add(Draft(kind, body, born, script=script, taken=rows))

    def _find_stretches(self, body: Ints, origin: Ints, source: Ints) -> Ints:
        most = len(MARKS)
        rows = find_stretches(origin, (body >> 2) >= most, (source >> 2) >= most, GAP)
        for row in rows:
            while (body[row[0]] >> 2) < most and row[0] + 1 < row[1]:
                row[0], row[2] = row[0] + 1, row[2] + 1
            if body[row[1] - 1] >> 2 == self.language.marks[BREAK]:
                row[1], row[3] = row[1] - 1, row[3] - 1
        words = np.concatenate([[0], np.cumsum((origin >= 0) & ((body >> 2) >= most))])
        return np.asarray(rows[words[rows[:, 1]] - words[rows[:, 0]] >= LEAST], np.int32)

    def _draw_lengths(self, count: int) -> NDArray[np.float64]:
        return np.asarray(np.clip(self.rng.lognormal(*WORDS, count), 120, 3_000))

    def _end_sentence(self, body: Ints, place: int) -> int:
        """The place after the next end of a sentence."""
        marks = self.language.marks
        ends = np.flatnonzero(((body[place:] >> 2) == marks[STOP]) | ((body[place:] >> 2) == marks[FULL_STOP]))
        return place + int(ends[0]) + 1 if len(ends) else len(body)

    def _cut_passage(self, body: Ints, size: int) -> tuple[int, int]:
        low = self._end_sentence(body, int(self.rng.integers(max(1, len(body) - size))))
        low = 0 if low + size > len(body) else low
        while low < len(body) and (body[low] >> 2) < len(MARKS):
            low += 1
        return low, min(low + int(size), len(body))

    def _move(self, body: Ints, origin: Ints) -> tuple[Ints, Ints]:
        middle = self._end_sentence(body, len(body) // 2)
        return self._join([(body[middle:], origin[middle:]), (body[:middle], origin[:middle])])

    def _join(self, pieces: list[tuple[Ints, Ints | None]]) -> tuple[Ints, Ints]:
        """Pieces one after the other, each a paragraph of its own."""
        opening = np.array([self.language.marks[BREAK] * 4], np.int32)
        tokens: list[Ints] = []
        origins: list[Ints] = []
        for piece, origin in pieces:
            skip = int(len(piece) > 0 and piece[0] >> 2 == self.language.marks[BREAK])
            made = piece[skip:].copy()
            made[:1] = (made[:1] >> 2) * 4 + FIRST
            tokens += [opening, made] if tokens else [made]
            source = np.full(len(piece), -1, np.int32) if origin is None else origin
            origins += [np.full(1, -1, np.int32), source[skip:]] if origins else [source[skip:]]
        return np.concatenate(tokens), np.concatenate(origins)

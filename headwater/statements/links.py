"""Statements from labels and links: what the neural tagger says of which word is whose source or content."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from headwater.statements.drafts import Draft
from headwater.statements.relations import Run, make_draft
from headwater.statements.words import Words

SOURCE, CONTENT = 0, 1
LEAST = -1.0
"""The score from which words belong to a cue; measured on held-out training texts of PolNeAR, where half a point more
or less changes little."""
Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Links:
    """A vector for every word as a cue, two as what belongs to one (SOURCE, CONTENT), and the window it was read in.

    The product of two vectors is the logarithm of the odds that they belong together.
    """

    cues: Array
    roles: Array
    windows: Array

    def score_words(self, first: int, last: int) -> Array:
        """The scores of all words as source and as content of the cue from word `first` to before `last`."""
        scores: Array = self.roles @ self.cues[first:last].mean(0)
        scores[self.windows != self.windows[first]] = -np.inf
        return scores.T


def link_runs(words: Words, runs: Sequence[Run], links: Links, sentences: Sequence[tuple[int, int]]) -> list[Draft]:
    """One draft for every cue that has content: contents and sources go to the cue that they belong to most, if to any.

    A cue that gets no source shares another's, or takes words without a label, where the scores say so. Of the
    cues of other sentences only the last before a content and the first after it can have it.
    """
    number = np.repeat(np.arange(len(sentences)), [last - first for first, last in sentences])
    scores = {run: links.score_words(*run[1:]) for run in runs if run[0] == "cue"}
    owned: dict[Run, list[Run]] = {cue: [] for cue in scores}
    for run in runs:
        if run not in owned and owned:
            role = SOURCE if "source" in run[0] else CONTENT
            near = _list_beside(run, list(owned), number) if role == SOURCE else _list_near(run, list(owned), number)
            rate, _, cue = max((_rate(scores[cue][role], run), -abs(cue[1] - run[1]), cue) for cue in near)
            if rate > LEAST:
                owned[cue].append(run)
    sources = [run for run in runs if "source" in run[0]]
    drafts = []
    for cue, found in owned.items():
        rates = scores[cue][SOURCE]
        own = [r for r in found if "source" in r[0]] or [r for r in sources if _rate(rates, r) > LEAST]
        source = max(own, key=lambda r: _rate(rates, r)) if own else _find_source(rates, cue)
        contents = [run for run in found if "content" in run[0]]
        if contents:
            drafts.append(make_draft(words, cue, [] if source is None else [source], contents))
    return drafts


def _list_beside(run: Run, cues: Sequence[Run], number: Array) -> list[Run]:
    """The cues of a source's own sentence; where there are none, all."""
    beside = [cue for cue in cues if number[cue[1]] == number[run[1]]]
    return beside or list(cues)


def _list_near(run: Run, cues: Sequence[Run], number: Array) -> list[Run]:
    """The cues of a run's sentences, the last before them and the first after."""
    first, last = number[run[1]], number[run[2] - 1]
    before = [cue for cue in cues if number[cue[1]] < first]
    after = [cue for cue in cues if number[cue[1]] > last]
    return [*before[-1:], *(cue for cue in cues if first <= number[cue[1]] <= last), *after[:1]]


def _rate(scores: Array, run: Run) -> float:
    return float(scores[run[1] : run[2]].sum()) / (run[2] - run[1])


def _find_source(scores: Array, cue: Run) -> Run | None:
    """The words without a label that belong to a cue as its source: those around the best, as long as they do."""
    likely = scores > 0
    likely[cue[1] : cue[2]] = False
    if not likely.any():
        return None
    first = int(np.where(likely, scores, -np.inf).argmax())
    last = first + 1
    while first > 0 and likely[first - 1]:
        first -= 1
    while last < len(likely) and likely[last]:
        last += 1
    return "source", first, last

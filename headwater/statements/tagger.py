"""What a tagger is, and the linear one: words in, a label for each word, and drafts of statements made of the labels.

A tagger gets the words of one paragraph or headline with their sentences and quotations. neural.py has the other one.
"""

from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any, Protocol

import numpy as np

from headwater.statements.drafts import Draft
from headwater.statements.features import TEMPLATES, describe_words, mark_words
from headwater.statements.mending import mend_draft
from headwater.statements.relations import absorb_runs, gather_runs, relate_runs
from headwater.statements.tagger_kernels import add_weights, find_best_path, hash_features
from headwater.statements.words import Words

KINDS = ("source>", "<source", "cue", "content>", "<content")
"""What a run of words is; the arrow says on which side of it its cue stands."""
LABELS = ("O", *(f"{side}-{kind}" for kind in KINDS for side in "BI"))
BITS = 20


class Tagger(Protocol):
    """Whatever finds statements in the words of a stretch."""

    def find_drafts(self, words: Words, sentences: list[tuple[int, int]], quoted: list[bool]) -> list[Draft]:
        """The statements of some words, in the order of their cues."""
        ...


def lay_templates() -> tuple[Any, Any, Any]:
    """The templates as arrays: offsets, attributes, lengths."""
    offsets = np.zeros((len(TEMPLATES), 3), np.int32)
    attributes = np.zeros((len(TEMPLATES), 3), np.int32)
    for k, template in enumerate(TEMPLATES):
        for p, (offset, attribute) in enumerate(template):
            offsets[k, p], attributes[k, p] = offset, attribute
    return offsets, attributes, np.array([len(t) for t in TEMPLATES], np.int32)


@dataclass(frozen=True)
class LinearTagger:
    """A linear-chain conditional random field (Lafferty, McCallum, Pereira 2001) over hashed features."""

    places: Any
    weights: Any
    steps: Any
    scale: float

    def tag_words(self, words: Words, sentences: list[tuple[int, int]], quoted: list[bool]) -> list[str]:
        """One of LABELS for every word: the most probable path."""
        if not len(words):
            return []
        table = describe_words(words, sentences, quoted)
        features = hash_features(table, *lay_templates_once(), BITS)
        scores = add_weights(features, self.places, self.weights, self.scale)
        path = find_best_path(scores, mark_words(words, sentences, quoted), self.steps)
        return [LABELS[y] for y in path]

    def find_drafts(self, words: Words, sentences: list[tuple[int, int]], quoted: list[bool]) -> list[Draft]:
        """The statements of some words: labels, tied to the nearest cue, and mended where they say nothing."""
        sentence_of = [n for n, (first, last) in enumerate(sentences) for _ in range(first, last)]
        runs = absorb_runs(words, gather_runs(self.tag_words(words, sentences, quoted)))
        drafts = relate_runs(words, runs, sentence_of)
        return [mended for draft in drafts if (mended := mend_draft(words, draft)) is not None]


@lru_cache(maxsize=1)
def lay_templates_once() -> tuple[Any, Any, Any]:
    """The arrays of the templates, made once."""
    return lay_templates()


@lru_cache(maxsize=1)
def load_linear() -> LinearTagger:
    """The linear tagger that comes with the package; docs/models/statement-tagger.md says what it was trained on."""
    with (
        resources.as_file(resources.files("headwater.statements") / "data" / "tagger.npz") as path,
        np.load(path) as data,
    ):
        rows = data["rows"]
        places = np.full(1 << BITS, -1, np.int32)
        places[rows] = np.arange(len(rows), dtype=np.int32)
        return LinearTagger(places, data["weights"], data["steps"].astype(np.float64), float(data["scale"]))

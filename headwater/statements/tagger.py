"""The tagger: words in, a label for each word out.

Anything that has `tag_words` can stand in its place (a transformer, say): it gets the words of one paragraph or
headline with their sentences and quotations, and gives back one of LABELS for each word. relations.py makes
statements of the labels.
"""

from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any, Protocol

import numpy as np

from headwater.statements.features import TEMPLATES, describe_words, mark_words
from headwater.statements.tagger_kernels import find_best_path, hash_features
from headwater.statements.words import Words

KINDS = ("source>", "<source", "cue", "content>", "<content")
"""What a run of words is; the arrow says on which side of it its cue stands."""
LABELS = ("O", *(f"{side}-{kind}" for kind in KINDS for side in "BI"))
BITS = 20


class Tagger(Protocol):
    """Whatever labels the words of a stretch."""

    def tag_words(self, words: Words, sentences: list[tuple[int, int]], quoted: list[bool]) -> list[str]:
        """One of LABELS for every word."""
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
        path = find_best_path(
            features, self.places, self.weights, mark_words(words, sentences, quoted), self.steps, self.scale
        )
        return [LABELS[y] for y in path]


@lru_cache(maxsize=1)
def lay_templates_once() -> tuple[Any, Any, Any]:
    """The arrays of the templates, made once."""
    return lay_templates()


@lru_cache(maxsize=1)
def load_tagger() -> Tagger:
    """The tagger that comes with the package; docs/models/statement-tagger.md says what it was trained on."""
    with (
        resources.as_file(resources.files("headwater.statements") / "data" / "tagger.npz") as path,
        np.load(path) as data,
    ):
        rows = data["rows"]
        places = np.full(1 << BITS, -1, np.int32)
        places[rows] = np.arange(len(rows), dtype=np.int32)
        return LinearTagger(places, data["weights"], data["steps"].astype(np.float64), float(data["scale"]))

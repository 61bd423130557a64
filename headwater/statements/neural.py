"""The neural tagger: a small transformer that onnxruntime runs, one stretch after the other.

Each stretch is a run of its own, never padded and on one thread, so that its labels depend on its words alone: not on
what else is read with it, nor on how many processes read.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from typing import Any

import numpy as np
import numpy.typing as npt

from headwater.errors import HeadwaterError
from headwater.statements.completion import complete_draft
from headwater.statements.drafts import Draft
from headwater.statements.likelihood import is_likely
from headwater.statements.links import Links, link_runs
from headwater.statements.mending import is_void
from headwater.statements.pieces import cut_pieces
from headwater.statements.relations import gather_runs
from headwater.statements.tagger import LABELS
from headwater.statements.tagger_kernels import find_best_path
from headwater.statements.words import Words

WINDOW = 190
"""Pieces that are read at once; 99 of 100 paragraphs of news are shorter."""
_CUE, _CONTENT = ([y for y, label in enumerate(LABELS) if kind in label] for kind in ("cue", "content"))
_FIRST, _LAST = 101, 102
"""The pieces before and behind a window ([CLS] and [SEP])."""
_MEND = "Install headwater again, or go on without it: --tagger rules."
Array = npt.NDArray[Any]


@dataclass(frozen=True)
class NeuralTagger:
    """A network of data/tagger.onnx; docs/models/neural-tagger.md says what it was trained on."""

    session: Any
    steps: Array

    def find_drafts(self, words: Words, sentences: list[tuple[int, int]], quoted: list[bool]) -> list[Draft]:
        """The statements of some words: the most probable labels, tied to cues by the scores of the network."""
        if not len(words):
            return []
        labels, links, odds = self.tag_words(words, sentences, quoted)
        linked = link_runs(words, gather_runs(labels), links, sentences)
        weighed = (replace(draft, odds=measure_odds(words, draft, odds)) for draft in linked)
        drafts = [complete_draft(words, draft) for draft in weighed if is_likely(words, draft, quoted)]
        return [draft for draft in drafts if not is_void(words, draft)]

    def tag_words(
        self, words: Words, sentences: list[tuple[int, int]], quoted: list[bool]
    ) -> tuple[list[str], Links, Array]:
        """One of LABELS for every word (the most probable path), what says which word belongs to which cue, and how
        probable each word is part of a cue and of a content."""
        pieces = [cut_pieces(words.read(i)) for i in range(len(words))]
        writing = mark_writing(words, quoted)
        windows = cut_windows([len(p) for p in pieces], sentences)
        found = [self._run(pieces[a:b], writing[a:b]) for a, b in windows]
        scores, cues, roles = (np.concatenate(parts) for parts in zip(*found, strict=True))
        path = find_best_path(scores.astype(np.float64), np.zeros(len(words), np.int32), self.steps)
        numbers = np.repeat(np.arange(len(windows)), [b - a for a, b in windows])
        return [LABELS[y] for y in path], Links(cues, roles.reshape(len(words), 2, -1), numbers), _find_odds(scores)

    def _run(self, pieces: Sequence[tuple[int, ...]], writing: Sequence[int]) -> list[Array]:
        """Of every word of a window: the scores of its labels, its vector as a cue, and those as source and content."""
        numbers = np.array([_FIRST, *(n for piece in pieces for n in piece), _LAST], np.int64)
        sizes = [len(piece) for piece in pieces]
        marks = np.concatenate([[0], np.repeat(np.asarray(writing, np.int64), sizes), [0]])
        first = np.cumsum([1, *sizes[:-1]], dtype=np.int64)
        found: list[Array] = self.session.run(["tag", "cue", "role"], {"ids": numbers, "marks": marks, "first": first})
        return found


def _find_odds(scores: Array) -> Array:
    """Of every word how probable it is part of a cue, and of a content: the softmax of its scores."""
    shares = np.exp(scores - scores.max(1, keepdims=True))
    odds: Array = np.stack([shares[:, columns].sum(1) for columns in (_CUE, _CONTENT)], 1)
    odds /= shares.sum(1, keepdims=True)
    return odds


def measure_odds(words: Words, draft: Draft, odds: Array) -> float:
    """How probable a draft's words are a cue and a content, taken together."""
    cue, content = words.find_inside(draft.cue), words.find_inside(draft.content)
    return float(odds[cue, 0].mean() * odds[content, 1].mean())


def mark_writing(words: Words, quoted: Sequence[bool]) -> list[int]:
    """How each word is written: small 0, with a capital 1, all capitals 2; three more where it is quoted.

    >>> from headwater.statements.words import cut_words
    >>> mark_writing(cut_words("the NATO envoy Ray"), [False, False, False, True])
    [0, 2, 0, 4]
    """
    marks = []
    for number, quotes in enumerate(quoted):
        word = words.read(number)
        case = 2 if len(word) > 1 and word.isupper() else 1 if word[0].isupper() else 0
        marks.append(case + 3 * quotes)
    return marks


def cut_windows(sizes: Sequence[int], sentences: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Words of `sizes` pieces as (first, last) of windows that hold whole sentences wherever one fits.

    >>> cut_windows([100, 50, 50, 100, 400], [(0, 2), (2, 3), (3, 5)])
    [(0, 2), (2, 3), (3, 4), (4, 5)]
    """
    if sum(sizes) <= WINDOW:
        return [(0, len(sizes))] if sizes else []
    reach = np.concatenate([[0], np.cumsum(sizes)])
    ends = np.array([last for _, last in sentences], np.int64)
    windows, begin = [], 0
    while begin < len(sizes):
        fit = max(begin + 1, int(np.searchsorted(reach, reach[begin] + WINDOW, "right")) - 1)
        whole = ends[(ends > begin) & (ends <= fit)]
        end = fit if fit >= len(sizes) or not len(whole) else int(whole[-1])
        windows.append((begin, min(end, len(sizes))))
        begin = end
    return windows


def lay_steps() -> Array:
    """The steps from label to label: none is likelier than another, but a run of words cannot begin inside itself."""
    many = len(LABELS)
    steps = np.zeros((1, many + 1, many))
    for y, label in enumerate(LABELS):
        if label[0] == "I":
            steps[0, :, y] = -1e4
            for before in (f"B{label[1:]}", label):
                steps[0, LABELS.index(before), y] = 0
    return steps


def read_model() -> bytes:
    """The network's file. Raises FileNotFoundError when it is missing."""
    return (resources.files("headwater.statements") / "data" / "tagger.onnx").read_bytes()


@lru_cache(maxsize=1)
def load_neural() -> NeuralTagger:
    """The network that comes with the package; HeadwaterError where it, or what runs it, is missing or damaged."""
    try:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 4
        # Without this fusion a fifth faster: onnxruntime 1.31 normalises a sum slower than sum and norm apart.
        session = onnxruntime.InferenceSession(
            read_model(), options, providers=["CPUExecutionProvider"], disabled_optimizers=["SkipLayerNormFusion"]
        )
    except ImportError as error:
        raise HeadwaterError(
            "onnxruntime, which runs the neural tagger, cannot be loaded.",
            "Install it with pip install onnxruntime, or go on without it: --tagger rules.",
        ) from error
    except FileNotFoundError as error:
        raise HeadwaterError("The model of the neural tagger is missing.", _MEND) from error
    except Exception as error:
        raise HeadwaterError(f"The model of the neural tagger is damaged ({error}).", _MEND) from error
    return NeuralTagger(session, lay_steps())

"""The language of a text by py3langid's model (Lui and Baldwin 2012), its slow loop over bytes in a kernel."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from headwater.articles.languages_kernels import choose_languages


@dataclass(frozen=True)
class _Model:
    """Where the moves of each state begin, the moves by byte, the feature that ends in each state; what a feature says
    for each language, what speaks for a language beforehand, and their codes."""

    automaton: tuple[NDArray[np.uint32], NDArray[np.uint32], NDArray[np.int32]]
    weights: NDArray[np.float32]
    priors: NDArray[np.float32]
    codes: tuple[str, ...]


def classify(texts: Sequence[str]) -> list[str]:
    """The likeliest language of each text, as py3langid has it; many at once, since its tables are large and cold.

    >>> classify(["Le conseil s'est réuni mardi pour parler du pont.", "The bridge is closed, the mayor said."])
    ['fr', 'en']
    """
    if not texts:
        return []
    model = _load_model()
    folded = [unicodedata.normalize("NFC", text.lower() if text.isupper() else text) for text in texts]
    data = [text.encode("utf-8", "surrogatepass") for text in folded]
    sizes = np.array([len(text) for text in data], np.int64)
    logs = np.log1p(np.arange(sizes.max() + 1, dtype=np.float32))
    flat = np.frombuffer(b"".join(data), np.uint8)
    chosen = choose_languages(flat, np.cumsum(sizes), model.automaton, model.weights, model.priors, logs)
    return [model.codes[number] for number in chosen.tolist()]


@lru_cache(maxsize=1)
def _load_model() -> _Model:
    model = LanguageIdentifier.from_model_file(MODEL_FILE)
    automaton = (
        (np.asarray(model.tk_row, np.uint32) << 8).astype(np.uint32),
        np.asarray(model.tk_nextmove, np.uint32),
        np.asarray(model.tk_output, np.int32),
    )
    return _Model(automaton, model.nb_ptc.astype(np.float32), model.nb_pc, tuple(map(str, model.nb_classes)))

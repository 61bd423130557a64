"""The language of a text by py3langid's model (Lui and Baldwin 2012), its slow loop over bytes in a kernel."""

import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from headwater.articles.languages_kernels import add_weights, find_features


@dataclass(frozen=True)
class _Model:
    """Where the moves of each state begin, the moves by byte, the feature that ends in each state; what a feature says
    for each language, what speaks for a language beforehand, and their codes."""

    rows: NDArray[np.uint32]
    moves: NDArray[np.uint32]
    features: NDArray[np.int32]
    weights: NDArray[np.float32]
    priors: NDArray[np.float32]
    codes: tuple[str, ...]


def classify(text: str) -> str:
    """The likeliest language of a text, as py3langid has it.

    >>> classify("Le conseil s'est réuni mardi pour parler du pont.")
    'fr'
    """
    model = _load_model()
    text = unicodedata.normalize("NFC", text.lower() if text.isupper() else text)
    data = np.frombuffer(text.encode("utf-8", "surrogatepass"), np.uint8)
    visits = Counter(find_features(data, model.rows, model.moves, model.features).tolist())
    if not visits:
        return model.codes[0]
    counts = np.log1p(np.fromiter(visits.values(), np.float32, len(visits)))
    scores = add_weights(np.fromiter(visits, np.int64, len(visits)), counts, model.weights, model.priors)
    return model.codes[int(scores.argmax())]


@lru_cache(maxsize=1)
def _load_model() -> _Model:
    model = LanguageIdentifier.from_model_file(MODEL_FILE)
    return _Model(
        (np.asarray(model.tk_row, np.uint32) << 8).astype(np.uint32),
        np.asarray(model.tk_nextmove, np.uint32),
        np.asarray(model.tk_output, np.int32),
        model.nb_ptc.astype(np.float32),
        model.nb_pc,
        tuple(map(str, model.nb_classes)),
    )

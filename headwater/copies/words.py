"""The words of some texts with their places and what is known of them: the second read, of few documents."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from headwater.copies.characters import tabulate_characters
from headwater.copies.fingerprints import Texts, cut_spans, lay_texts
from headwater.copies.places_kernels import scan_words
from headwater.copies.quotations_kernels import mark_quotations
from headwater.copies.words_kernels import Places


@dataclass(frozen=True)
class Words:
    """The words of some documents, flat: document d has the words bounds[d]:bounds[d + 1].

    hashes equal where words are equal after folding; places are first and last code point and first and last byte of
    each in its text, and its traits, the bits NUMBER, NAME, QUOTED and OPENS. texts are the texts themselves.
    """

    hashes: NDArray[np.uint64]
    places: Places
    bounds: NDArray[np.int64]
    texts: Texts


def read_words(documents: pa.Table, regions: pa.Table) -> Words:
    """The words of documents (document_id, text; in this order) inside the regions that can be copied."""
    texts = lay_texts(documents["text"])
    characters, bounds = tabulate_characters(), texts[2]
    room = int(bounds[-1] - bounds[0] + len(bounds)) // 2
    hashes, traits = np.empty(room, np.uint64), np.empty(room, np.uint8)
    starts, ends, firsts, lasts = (np.empty(room, np.int32) for _ in range(4))
    places = starts, ends, firsts, lasts, traits
    bounds = scan_words(texts, cut_spans(documents, regions), characters, hashes, places)
    n = bounds[-1]
    words = Words(hashes[:n], (starts[:n], ends[:n], firsts[:n], lasts[:n], traits[:n]), bounds, texts)
    mark_quotations((texts[0], texts[2]), characters[0], words.places, words.bounds)
    return words

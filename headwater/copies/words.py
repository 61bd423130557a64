"""The words of some texts with their places and what is known of them: the second read, of few documents."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from headwater.copies.characters import tabulate_characters
from headwater.copies.fingerprints import Texts, cut_spans, lay_texts
from headwater.copies.quotations_kernels import mark_quotations
from headwater.copies.words_kernels import Places, scan_words


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
    characters = tabulate_characters()
    words = Words(*scan_words(texts, cut_spans(documents, regions), characters), texts)
    mark_quotations((texts[0], texts[2]), characters[0], words.places, words.bounds)
    return words

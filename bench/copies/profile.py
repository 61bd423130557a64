"""Where the first seconds of copies go: both reads of the words, beside reading the file and copying memory.

    python -m bench.copies.profile FOLDER/pile-100000-1 [--rounds 5]

Reads the first part of a pile that `python -m bench.copies` made, in one thread, and prints megabytes of text in a
second of CPU time for each step, the best of some rounds.
"""

import argparse
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from headwater.copies.characters import tabulate_characters
from headwater.copies.fingerprints import cut_spans, fingerprint_batch, hash_inputs, lay_texts
from headwater.copies.fingerprints_kernels import scan_fingerprints
from headwater.copies.words import read_words
from headwater.tables import REGIONS


def main() -> None:
    """Time the steps in turn, round after round, and print the best of each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pile", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    path = min(given.pile.glob("part-*.parquet"))
    steps, size = list_steps(path)
    best = dict.fromkeys(steps, float("inf"))
    for _ in range(given.rounds + 1):
        for name, step in steps.items():
            began = time.process_time()
            step()
            best[name] = min(best[name], time.process_time() - began)
    for name, seconds in best.items():
        print(f"{name:<60}{size / 1e6 / seconds:8,.0f} MB/s")


def list_steps(path: Path) -> tuple[dict[str, Callable[[], object]], int]:
    """What is timed on one file, by name; and bytes of text in it."""
    column = pq.read_table(path, columns=["text"])["text"]
    texts = lay_texts(column)
    documents = pa.table({"document_id": np.arange(len(column)), "text": column})
    regions = REGIONS.build()
    spans, inputs = cut_spans(documents, regions), hash_inputs(documents, regions)
    copied, characters = np.empty_like(texts[0]), tabulate_characters()
    steps: dict[str, Callable[[], object]] = {
        "reading the texts from the file": lambda: pq.read_table(path, columns=["text"], use_threads=False),
        "copying them in memory": lambda: np.copyto(copied, texts[0]),
        "first read: words, runs, fingerprints, hash of the text": lambda: scan_fingerprints(texts, spans, characters),
        "first read, with the table of fingerprints": lambda: fingerprint_batch((documents, regions, inputs)),
        "second read: words with places and traits": lambda: read_words(documents, regions),
    }
    return steps, int(pc.sum(pc.binary_length(column)).as_py())


if __name__ == "__main__":
    main()

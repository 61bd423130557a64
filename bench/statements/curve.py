"""Words a second that statements are read at, by tagger, window and gate, beside what each finds and loses.

    python -m bench.statements.curve TEXTS [--most 200]

TEXTS is a folder of plain texts (paragraphs parted by empty lines), which lies outside the repository. Each setting is
a process of its own on one core, so that load time and peak memory are its own. Prints a line for each:

load      CPU seconds to import the stage and load the model
words/s   words of the texts over CPU seconds, whole stage but for writing rows
found     statements found (no assertions), in how many of those of the neural tagger without gate (recall), and how
          many of them are among those (precision); a statement is its content's characters, half of them shared
skipped   share of the words that the gate kept from the tagger
MB        peak memory

A gate passes paragraphs on to the tagger only where some word says or thinks, or something is quoted: "cues" by the
words of cues.json, "all" by every word that the linear tagger knows as a cue.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

SETTINGS = (("neural", 190, "none"), ("neural", 95, "none"), ("neural", 380, "none"), ("neural", 190, "cues"),
            ("neural", 190, "all"), ("rules", 190, "none"))  # fmt: skip
"""Tagger, pieces that are read at once, gate."""
Found = list[tuple[int, int, int]]


def list_paragraphs(folder: Path, most: int) -> list[str]:
    """The paragraphs of the first texts of a folder by name."""
    texts = [path.read_text("utf-8") for path in sorted(folder.glob("*.txt"))[:most]]
    return [part.strip() for text in texts for part in text.split("\n\n") if part.strip()]


def choose_gate(name: str) -> Callable[[str], bool]:
    """Whether a paragraph goes to the tagger."""
    from headwater.statements.features import has_cue_word
    from headwater.statements.lexicon import load_cues
    from headwater.statements.words import cut_words

    marks = set('“”"„«»‘')
    if name == "cues":
        return lambda text: bool(marks & set(text)) or any(w in load_cues() for w in cut_words(text).low)
    if name == "all":
        return lambda text: bool(marks & set(text)) or has_cue_word(list(cut_words(text).low))
    return lambda text: True


def measure_setting(paragraphs: list[str], tagger: str, window: int, gate: str) -> dict[str, Any]:
    """Read the paragraphs in one setting: figures, and the contents of the statements found."""
    begun = time.process_time()
    from headwater.statements import neural
    from headwater.statements.stretches import read_stretch
    from headwater.statements.tagger import load_linear
    from headwater.statements.taggers import load_tagger

    neural.WINDOW = window
    reads = load_tagger(tagger)
    load_linear()
    read_stretch("The mayor said the mill was sold.", reads)
    loaded = time.process_time()
    passes = choose_gate(gate)
    found: Found = []
    skipped = words = 0
    for number, text in enumerate(paragraphs):
        count = len(text.split())
        words += count
        if not passes(text):
            skipped += count
            continue
        for draft in read_stretch(text, reads).drafts:
            if draft.force != "assertion":
                found.append((number, draft.content[0][0], draft.content[-1][1]))
    spent = time.process_time() - loaded
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "load": loaded - begun,
        "speed": words / spent,
        "skipped": skipped / words,
        "memory": memory,
        "found": found,
    }


def count_shared(found: Found, others: Found) -> int:
    """How many contents share half of their characters and more with one of the others."""
    near: dict[int, list[tuple[int, int]]] = {}
    for number, start, end in others:
        near.setdefault(number, []).append((start, end))
    return sum(
        any(2 * (min(e, end) - max(s, start)) >= max(e, end) - min(s, start) for s, e in near.get(number, ()))
        for number, start, end in found
    )


def main() -> None:
    """Measure every setting in a process of its own and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--most", type=int, default=200)
    parser.add_argument("--setting", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.setting is not None:
        print(json.dumps(measure_setting(list_paragraphs(given.texts, given.most), *SETTINGS[given.setting])))
        return
    best: Found | None = None
    print("tagger   window gate   load  words/s  found  recall precision  skipped    MB")
    for number, (tagger, window, gate) in enumerate(SETTINGS):
        command = [sys.executable, "-m", "bench.statements.curve", str(given.texts), "--most", str(given.most)]
        run = subprocess.run([*command, "--setting", str(number)], check=True, capture_output=True, text=True)
        row = json.loads(run.stdout)
        found = [tuple(f) for f in row["found"]]
        best = found if best is None else best
        recall, precision = count_shared(best, found) / len(best), count_shared(found, best) / len(found)
        print(f"{tagger:8} {window:6} {gate:5} {row['load']:5.2f} {row['speed']:8.0f} {len(found):6} {recall:7.3f}"
              f" {precision:9.3f} {row['skipped']:8.3f} {row['memory']:5.0f}")  # fmt: skip


if __name__ == "__main__":
    main()

"""What a person who read sentences of the measuring newswire said of the statements in them, and what is found now.

    python -m bench.quality.statement_sentences STORE DRAW [--least .6]

STORE holds the articles whose sentences were read, traced (`--until statements`): docs/quality.md says how they were
drawn. statement_sentences.tsv holds hashes alone: of a sentence and its outlet, of the cue and the beginning of the
content of a statement found in it (- for a sentence without), and what the reader said. Of a statement: right; source
(a statement, but of somebody else, or of nobody where somebody is named); event, content, format (no statement: what
was done, other words than those said, a label). Of a sentence without: none, or what was missed: post, block,
transcript, header, quotation, inverted, attitude, statement. What was not found when it was read is counted apart.
"""

import argparse
import hashlib
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from headwater.store import open_store
from headwater.text import find_sentences

Row = dict[str, Any]
Spans = dict[str, list[tuple[int, int]]]
LABELS = Path(__file__).with_suffix(".tsv")
FOUND, WRONG = ("right", "source"), ("event", "content", "format")
"""What a reader called a statement, and what none."""
DRAWS = ("first", "second", "third", "fourth")
LEAST_WORDS = 4
"""Words of the shortest sentence that was drawn."""


def hash_words(*parts: str) -> str:
    """Twelve digits that stand for some words.

    >>> hash_words("said", "it  rained") == hash_words("said", "it rained")
    True
    """
    return hashlib.sha256(" | ".join(" ".join(p.split()) for p in parts).encode()).hexdigest()[:12]


def list_sentences(read: Callable[[str], list[Row]]) -> dict[str, list[tuple[str, Any]]]:
    """For each sentence of headlines and bodies, by hash, the statements with a cue or content in it, each as its hash
    and how sure it is; `read` gives the rows of a table.
    """
    texts = {row["document_id"]: row for row in read("documents")}
    spans: dict[int, Spans] = {}
    for row in read("spans"):
        spans.setdefault(row["statement_id"], {}).setdefault(row["role"], []).append((row["start"], row["end"]))
    said: dict[int, list[tuple[Spans, Any]]] = {}
    for row in read("statements"):
        if row["force"] != "assertion":
            said.setdefault(row["document_id"], []).append((spans[row["statement_id"]], row["confidence"]))
    found: dict[str, list[tuple[str, Any]]] = {}
    for region in read("regions"):
        if region["kind"] not in ("title", "body"):
            continue
        row = texts[region["document_id"]]
        for a, b in find_sentences(row["text"][region["start"] : region["end"]]):
            start, end = a + region["start"], b + region["start"]
            if len(re.findall(r"\w+", row["text"][start:end])) >= LEAST_WORDS:
                here = [(s, sure) for s, sure in said.get(row["document_id"], []) if _stands_in(s, start, end)]
                key = hash_words(row["site"] or "", row["text"][start:end])
                found.setdefault(key, []).extend((_hash_statement(row["text"], s), sure) for s, sure in here)
    return found


def _stands_in(spans: Spans, start: int, end: int) -> bool:
    marks = [place for role in ("cue", "hedge", "content") for place in spans.get(role, ())]
    return any(s < end and start < e for s, e in marks)


def _hash_statement(text: str, spans: Spans) -> str:
    cue = " ".join(text[s:e] for s, e in sorted(spans.get("cue", spans.get("hedge", []))))
    start, end = min(spans["content"])
    return hash_words(cue, text[start : min(end, start + 20)])


def read_labels(draw: str) -> dict[tuple[str, str], str]:
    """{(sentence, statement or -): label} of one draw."""
    rows = [line.split("\t") for line in LABELS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {(sentence, statement): label for name, sentence, statement, label in rows if name == draw}


def main() -> None:
    """Print, by what a reader said, how many statements are found now, and how many sentences have one at last."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("draw", choices=DRAWS)
    parser.add_argument("--least", type=float, default=0.0, help="count only statements that are as sure as that")
    given = parser.parse_args()
    labels = read_labels(given.draw)
    with open_store(given.store, read_only=True) as store:
        listed = list_sentences(lambda name: store.read(name).to_pylist())
    found = {sentence: [one for one, sure in here if sure >= given.least] for sentence, here in listed.items()}
    kept, read, new = Counter[str](), Counter[str](), 0
    for (sentence, statement), label in labels.items():
        now = found.get(sentence, [])
        read[label] += 1
        kept[label] += bool(now) if statement == "-" else statement in now
    for sentence in {s for s, statement in labels if statement != "-"}:
        new += sum((sentence, statement) not in labels for statement in set(found.get(sentence, [])))
    for label in sorted(read):
        print(f"{label:12s} {read[label]:4d} read, {kept[label]:4d} found now")
    right, wrong = sum(kept[label] for label in FOUND), sum(kept[label] for label in WRONG)
    print(f"precision of what was read and is found: {right / max(1, right + wrong):.3f}; not read: {new}")


if __name__ == "__main__":
    main()

"""What a person who read passages of the measuring newswire called them, beside what is found now.

    python -m bench.quality.copy_passages STORE

STORE is `headwater trace FOLDER/data/newswire/allsides.parquet --until copies`. copy_passages.tsv holds the ids of
passages (hashes), whether they lie between two outlets or within one, and what the reader said: copy, document (a text
that both printed), quotation, chance (the same facts, a set phrase), house (notices, offers, authors, templates,
galleries). A passage whose ends moved has another id and is counted as not read.
"""

import argparse
from collections import Counter
from pathlib import Path

import duckdb

LABELS = Path(__file__).with_suffix(".tsv")
RIGHT = ("copy", "document")


def read_labels() -> dict[int, tuple[str, str]]:
    """{passage_id: (between or within, label)}."""
    rows = (line.split("\t") for line in LABELS.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {int(number): (where, label) for number, where, label in rows}


def count_labels(found: dict[int, str], labels: dict[int, tuple[str, str]]) -> dict[tuple[str, str], Counter[str]]:
    """{(between or within, what it is): how often it is now called copy, quotation, none}.

    >>> count_labels({7: "copy"}, {7: ("within", "copy"), 8: ("within", "house")})[("within", "house")]
    Counter({'none': 1})
    """
    counts: dict[tuple[str, str], Counter[str]] = {}
    for number, kind in labels.items():
        counts.setdefault(kind, Counter())[found.get(number, "none")] += 1
    return counts


def main() -> None:
    """Read the passages of a store and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    with duckdb.connect(str(parser.parse_args().store), read_only=True) as store:
        found = dict(store.execute("select passage_id, kind from passages").fetchall())
    counts = count_labels(found, read_labels())
    for (where, label), kinds in sorted(counts.items()):
        print(
            f"{where:8s} {label:10s}" + "".join(f" {name} {kinds[name]:4d}" for name in ("copy", "quotation", "none"))
        )
    for where in ("between", "within"):
        called = {label: kinds["copy"] for (place, label), kinds in counts.items() if place == where}
        right = sum(called.get(label, 0) for label in RIGHT)
        print(f"{where:8s} {right} of {sum(called.values())} called copies are")


if __name__ == "__main__":
    main()

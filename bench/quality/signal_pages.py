"""How well the signals of saved pages and of newswire texts are found, beside labels written by hand.

    python -m bench.quality.signal_pages --shared FOLDER [--half open|sealed|both] [--wrong]

FOLDER holds `data/pages` and `data/newswire`, which are no part of this repository; signal_pages.tsv holds hashes only:
of the file, and of each signal's file, direction and target (several where it can be named in several ways). The 60
pages and 40 texts were drawn by a seeded sample and labelled before the rules were made. A text is read up to 9,000
characters, as its labels were. A link counts with its site as its target, in the text of the article alone, and where
it leads to a document, not to a front page, a shop or a network.
"""

import argparse
import hashlib
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq

from bench.quality.signal_lines import fold_target
from headwater.articles.dating import date_item
from headwater.articles.fields import read_row
from headwater.articles.html import read_html
from headwater.articles.identity import find_site
from headwater.articles.item import Item, Signal
from headwater.articles.options import ReadOptions
from headwater.articles.publishers import identify_item
from headwater.articles.signals import find_signals

LABELS = Path(__file__).with_suffix(".tsv")
MOST = 9_000
DIRECTIONS = ("from", "part", "to", "same")


def hash_words(*words: str) -> str:
    """A short hash of some words.

    >>> len(hash_words("a", "b"))
    16
    """
    return hashlib.sha256("|".join(words).encode()).hexdigest()[:16]


def load_labels() -> dict[str, list[tuple[str, frozenset[str]]]]:
    """The labels: for each hash of a file its signals (direction, hashes of the ways to name the target)."""
    labels: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for row in LABELS.read_text("utf-8").splitlines():
        if row.startswith("#"):
            continue
        file, direction, _, targets = row.split("\t")
        found = labels.setdefault(file, [])
        if direction != "none":
            found.append((direction, frozenset(targets.split(","))))
    return labels


def read_items(shared: Path, wanted: set[str]) -> dict[str, Item]:
    """The wanted pages and texts, read as the stage reads them; by name."""
    items = {}
    for path in sorted((shared / "data/pages/html").glob("*.html")):
        if hash_words(path.stem) in wanted:
            url = json.loads((shared / f"data/pages/gold/{path.stem}.json").read_text("utf-8"))["url"]
            item, _ = read_html(path.read_text("utf-8", errors="replace"), url=url)
            items[path.stem] = _add_signals(item) if item else Item("")
    rows = pq.read_table(shared / "data/newswire/allsides.parquet").to_pylist()
    for number, row in enumerate(rows):
        if hash_words(str(number)) in wanted:
            read, _ = read_row(row | {"text": row["text"][:MOST]}, ReadOptions())
            items[str(number)] = _add_signals(read) if read else Item("")
    return items


def _add_signals(item: Item) -> Item:
    item = identify_item(item)
    said = item.signals or find_signals(item.text, item.regions, url=item.url, site=item.site, language=item.language)
    return date_item(replace(item, signals=said))


def name_fact(name: str, signal: Signal) -> tuple[str, str]:
    """A signal as the labels have it: direction, hash of file, direction and target."""
    target = find_site(signal.target) or "" if "://" in signal.target else fold_target(signal.kind, signal.target)
    return signal.direction, hash_words(name, signal.direction, target.replace(".", ""))


def main() -> None:
    """Print precision and recall by direction."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--half", choices=("open", "sealed", "both"), default="open")
    parser.add_argument("--wrong", action="store_true")
    given = parser.parse_args()
    labels = {
        file: found
        for file, found in load_labels().items()
        if given.half == "both" or (int(file, 16) % 2 == 1) == (given.half == "sealed")
    }
    items = read_items(given.shared, set(labels))
    right, wanted, found, met = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for name, item in items.items():
        expected = labels[hash_words(name)]
        facts = {name_fact(name, signal): signal for signal in item.signals}
        wanted.update(direction for direction, _ in expected)
        found.update(direction for direction, _ in facts)
        met.update(direction for direction, ways in expected if any(way in ways for d, way in facts if d == direction))
        for (direction, way), signal in facts.items():
            if any(direction == d and way in ways for d, ways in expected):
                right[direction] += 1
            elif given.wrong:
                print(f"{name}: too much {signal.kind} {direction} {signal.target} | {signal.evidence[:120]}")
        for direction, ways in expected:
            if given.wrong and not any(d == direction and way in ways for d, way in facts):
                print(f"{name}: missed {direction} {sorted(ways)[0]}")
    for name in DIRECTIONS:
        precision, recall = right[name] / max(1, found[name]), met[name] / max(1, wanted[name])
        print(f"{name:6s} precision {precision:.3f}  recall {recall:.3f}  ({wanted[name]})")
    precision, recall = right.total() / max(1, found.total()), met.total() / max(1, wanted.total())
    print(f"all    precision {precision:.3f}  recall {recall:.3f}  of {len(items)} documents")


if __name__ == "__main__":
    main()

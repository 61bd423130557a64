"""Count in how many articles each term stands, and write the table of word weights.

usage: python bench/train/count_words.py OUT TABLE.parquet [TABLE.parquet ...]     (a column `text` each)

Only terms of at least three articles are kept; the weight is log((articles + 1) / (articles with the term + .5)).
"""

import math
import sys
from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq

from headwater.tally.words import choose_term
from headwater.text import find_words

LEAST = 3


def main(out: str, *tables: str) -> None:
    seen: dict[str, str] = {}
    counts: Counter[str] = Counter()
    articles = 0
    for table in tables:
        for text in pq.read_table(table, columns=["text"])["text"].to_pylist():
            words = {text[s:e] for s, e in find_words(text or "")}
            for word in words:
                if word not in seen:
                    seen[word] = choose_term(word)
            counts.update({seen[word] for word in words})
            articles += 1
    kept = sorted((t, n) for t, n in counts.items() if n >= LEAST and t.replace("'", "").replace(".", "").isalpha())
    lines = ["# term and weight: log((articles + 1) / (articles with it + .5)); bench/train/count_words.py"]
    lines += [f"{term}\t{math.log((articles + 1) / (n + 0.5)):.1f}" for term, n in kept]
    Path(out).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])

"""How much editing a copy may have, and how short an embedded passage may be, until it is no longer found.

    python -m bench.copies.edits [--base generated|TABLE.parquet] [--documents 150] [--seed 1]

Every copy has a share of its words replaced by words of other texts, one by one or in runs of eight; every embedded
passage is so many words of a text in the middle of another. Prints three tables: share of pairs found, share of the
copied characters that lie in a passage with their source, share of the pairs found that are copies.
"""

import argparse
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pyarrow as pa

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from headwater.copies import find_copies
from headwater.schema import make_id
from headwater.tables import REGIONS
from tests.newsrooms.stories import Story, take_stories, tell_stories

SHARES = (5, 10, 20, 30, 40, 50, 60)
LENGTHS = (200, 100, 60, 40, 30, 20, 15, 10)
RUN = 8
Copy = tuple[str, int, int]
"""A text, and where in it the copied stretch begins and ends."""


def edit_words(text: str, share: float, run: int, pool: list[str], rng: Random) -> Copy:
    """A text with a share of its words replaced, in runs of so many words."""
    words = text.split(" ")
    for at in rng.sample(range(0, len(words), run), round(share * len(words) / run)):
        words[at : at + run] = [rng.choice(pool) for _ in words[at : at + run]]
    edited = " ".join(words)
    return edited, 0, len(edited)


def embed_words(text: str, other: str, length: int, rng: Random) -> Copy:
    """Another text with so many words of this one as a paragraph in its middle."""
    words, host = text.replace("\n\n", " ").split(" "), other.split("\n\n")
    at = rng.randrange(max(1, len(words) - length))
    passage = " ".join(words[at : at + length])
    before = "\n\n".join(host[: len(host) // 2]) + "\n\n"
    return before + passage + "\n\n" + "\n\n".join(host[len(host) // 2 :]), len(before), len(before) + len(passage)


def measure(sources: list[str], copies: list[Copy]) -> tuple[float, float, float]:
    """(share of pairs found, of copied characters found, of found pairs that are copies); copy n is of source n."""
    texts = [*sources, *(text for text, _, _ in copies)]
    ids = [make_id(str(n)) for n in range(len(texts))]
    places = {number: n for n, number in enumerate(ids)}
    published = [datetime(2026, 1, 1 + (n >= len(sources)), tzinfo=UTC) for n in range(len(texts))]
    columns = {"document_id": ids, "text": texts, "site": [f"site {n}" for n in range(len(texts))]}
    documents = pa.table(columns | {"published_at": pa.array(published, pa.timestamp("us", "UTC"))})
    covered: dict[int, set[int]] = {n: set() for n in range(len(copies))}
    pairs = set()
    for row in find_copies({"documents": documents, "regions": REGIONS.build()})["passages"].to_pylist():
        (one, *_), (two, start_two, end_two) = sorted(
            (places[row[f"{s}_document_id"]], row[f"{s}_start"], row[f"{s}_end"]) for s in "ab"
        )
        pairs.add((one, two))
        if two == one + len(sources):
            covered[one] |= set(range(start_two, end_two))
    right = sum((n, n + len(sources)) in pairs for n in range(len(copies)))
    found = sum(len(covered[n] & set(range(start, end))) for n, (_, start, end) in enumerate(copies))
    return right / len(copies), found / sum(end - start for _, start, end in copies), right / max(1, len(pairs))


def main() -> None:
    """Make the piles, find copies, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", default="generated", help="generated, or a Parquet file with texts")
    parser.add_argument("--documents", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    rng = Random(given.seed)
    stories = tell_stories(rng) if given.base == "generated" else take_stories(given.base, rng)
    texts = list(_take_texts(stories, 2 * given.documents))
    sources, others = texts[: given.documents], texts[given.documents :]
    pool = " ".join(others).replace("\n\n", " ").split(" ")
    for name, run in (("words one by one", 1), (f"runs of {RUN} words", RUN)):
        print(f"\n{name} replaced, %   pairs   characters   precision")
        for share in SHARES:
            figures = measure(sources, [edit_words(text, share / 100, run, pool, rng) for text in sources])
            print(f"{share:4d}  " + "  ".join(f"{figure:.3f}" for figure in figures), flush=True)
    print("\nwords embedded   pairs   characters   precision")
    for length in LENGTHS:
        copies = [embed_words(text, other, length, rng) for text, other in zip(sources, others, strict=True)]
        print(f"{length:4d}  " + "  ".join(f"{figure:.3f}" for figure in measure(sources, copies)), flush=True)


def _take_texts(stories: Iterator[Story], count: int) -> Iterator[str]:
    """Texts of at least 210 words."""
    while count:
        text = "\n\n".join(next(stories).paragraphs)
        if len(text.split()) > max(LENGTHS) + 10:
            count -= 1
            yield text


if __name__ == "__main__":
    main()

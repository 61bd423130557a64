"""Short names over the whole pile: a surname alone is whoever nearly always bears it here."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

SHARE = 0.9
"""A surname alone means a person when this share of the documents that name somebody in full by it name that person."""


def join_names(rows: Iterable[Mapping[str, Any]]) -> dict[int, int]:
    """From the id of a surname alone to the id of the full name that it stands for; reads rows of statement_sources.

    What looks like an organisation of that name is joined too where the person is named far more often: five documents
    at least, and five times as many. A function of the set of rows alone.
    """
    full: dict[str, Counter[int]] = defaultdict(Counter)
    short: dict[str, set[tuple[int, str]]] = defaultdict(set)
    often: Counter[int] = Counter()
    for row in rows:
        words = (row["name"] or "").casefold().split()
        if row["kind"] == "person" and len(words) > 1:
            full[words[-1]][row["source_id"]] += 1
        elif row["kind"] in ("person", "organisation") and len(words) == 1:
            short[words[0]].add((row["source_id"], row["kind"]))
            often[row["source_id"]] += 1
    joined = {}
    for surname, bearers in short.items():
        if not full[surname]:
            continue
        number, count = min(full[surname].items(), key=lambda kv: (-kv[1], kv[0]))
        if count < SHARE * sum(full[surname].values()):
            continue
        for other, kind in bearers:
            if kind == "person" or (count >= 5 and count >= 5 * often[other]):
                joined[other] = number
    return joined

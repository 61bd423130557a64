"""Piles of news-like texts with planted copies whose places are known, written part by part as Parquet.

A part has PART documents and is made from the seed and its number alone; copies have their parents in their own part,
but for the one giant family, whose first texts every part knows.
"""

from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from bench.copies.copying import FOUNDERS, Copier, Draft
from bench.copies.language import SCRIPTS, Language, load_language
from bench.copies.writing_kernels import render_texts

PART = 10_000
"""Documents of a part."""
SHARES = {"exact": 600, "light": 600, "truncated": 400, "embedded": 600, "rewrite": 500, "merge": 300, "giant": 100,
          "template": 100, "script": 600}  # fmt: skip
"""Documents of a part by kind, in 10,000ths; the rest are original. `script`: in other scripts, half of them copies."""
PLAIN_COPIES = ("exact", "light", "truncated", "embedded", "rewrite", "merge")
START = np.datetime64("2025-01-01", "s")
ROWS_OF_TRUTH = ("child", "parent", "child_start", "child_end", "parent_start", "parent_end")


def write_pile(folder: Path, documents: int, seed: int = 1) -> None:
    """Write a pile into a folder: part-*.parquet, and truth/stretches-*.parquet, truth/documents-*.parquet."""
    (folder / "truth").mkdir(parents=True, exist_ok=True)
    language = load_language()
    for number in range(-(-documents // PART)):
        size = min(PART, documents - number * PART)
        drafts = make_drafts(language, number, size, seed)
        fixed = FOUNDERS if number == 0 else 0
        order = np.concatenate(
            [np.arange(fixed), fixed + np.random.default_rng([seed, number]).permutation(size - fixed)]
        )
        place = np.argsort(order) + number * PART
        pile = [drafts[k] for k in order]
        name = f"{number:05}.parquet"
        pq.write_table(_build_documents(language, pile, number), folder / f"part-{name}")
        truth = _build_truth(language, drafts, place, Copier(language, seed, number).founders)
        pq.write_table(truth, folder / "truth" / f"stretches-{name}")
        pq.write_table(_build_kinds(language, pile, number), folder / "truth" / f"documents-{name}")


def make_drafts(language: Language, number: int, size: int, seed: int) -> list[Draft]:
    """The documents of a part, in the order they were made; the founders of the giant family come first in part 0."""
    copier = Copier(language, seed, number)
    count = {kind: max(2, share * size // 10_000) for kind, share in SHARES.items()}
    each = max(1, count["script"] // (2 * len(SCRIPTS)))
    scripts = [k for k in range(len(SCRIPTS)) for _ in range(each)]
    giants = max(0, count["giant"] - len(copier.drafts))
    copies = sum(count[kind] for kind in PLAIN_COPIES)
    first = len(copier.drafts)
    plain = size - first - copies - giants - count["template"] - 2 * len(scripts)
    copier.add_originals(plain, scripts)
    for kind in PLAIN_COPIES:
        copier.add_copies(kind, first, first + plain, count[kind])
    hosts = copier.write(np.full(len(scripts), 300), 10 + np.array(scripts))
    for k, kind in enumerate(np.resize(["exact", "light", "truncated", "embedded"], len(scripts))):
        copier.copy("script", str(kind), first + plain + k, hosts[k])
    copier.add_giants(giants)
    copier.add_templates(count["template"])
    return copier.drafts


def _build_documents(language: Language, pile: list[Draft], number: int) -> pa.Table:
    bounds = np.cumsum([0, *(len(d.body) + len(d.notice) for d in pile)])
    tokens = np.concatenate([part for d in pile for part in (d.body, d.notice)])
    data, ends = render_texts(language.text, language.bounds, tokens, bounds)
    text = pa.LargeStringArray.from_buffers(len(pile), pa.py_buffer(ends), pa.py_buffer(data))
    ids = [f"d{number * PART + k:08}" for k in range(len(pile))]
    sites = [language.outlets[d.outlet][0] for d in pile]
    published = START + np.array([d.published for d in pile]).astype("timedelta64[s]")
    return pa.table(
        {
            "id": ids,
            "url": [f"https://{site}/{name}" for site, name in zip(sites, ids, strict=True)],
            "site": sites,
            "published": pa.array(published).cast(pa.timestamp("us", "UTC")),
            "text": text.cast(pa.string()),
        }
    )


def _build_kinds(language: Language, pile: list[Draft], number: int) -> pa.Table:
    """What every document is, a hash of its own text, and where its outlet's notice begins."""
    return pa.table(
        {
            "document": np.arange(len(pile)) + number * PART,
            "kind": [d.kind for d in pile],
            "script": [list(SCRIPTS)[d.script - 10] if d.script >= 0 else "Latin" for d in pile],
            "body": [
                int.from_bytes(blake2b(d.body.tobytes(), digest_size=8).digest(), "big", signed=True) for d in pile
            ],
            "notice_start": [int(language.points[(d.body >> 2) * 3 + (d.body & 3)].sum()) for d in pile],
        }
    )


def _build_truth(language: Language, drafts: list[Draft], place: NDArray[np.int64], founders: list[Draft]) -> pa.Table:
    """Every stretch that was copied, its places in code points of both texts."""
    rows: list[tuple[int, ...]] = []
    kinds: list[str] = []
    for k, draft in enumerate(drafts):
        for parent, stretches in draft.taken:
            other = drafts[parent] if parent >= 0 else founders[-1 - parent]
            ends = [_place_stretch(language, draft.body, s[0], s[1]) + _place_stretch(language, other.body, s[2], s[3])
                    for s in stretches]  # fmt: skip
            home = place[parent] if parent >= 0 else -1 - parent
            rows += [(place[k], home, *end) for end in ends]
            kinds += [draft.kind] * len(ends)
    flat = np.array(rows, np.int64).reshape(-1, len(ROWS_OF_TRUTH))
    columns: dict[str, Any] = {name: flat[:, n] for n, name in enumerate(ROWS_OF_TRUTH)}
    return pa.table(columns | {"kind": pa.array(kinds, pa.string())})


def _place_stretch(language: Language, body: NDArray[np.int32], first: int, last: int) -> tuple[int, int]:
    """The code points of a stretch of tokens, without the space before its first word."""
    forms = (body >> 2) * 3 + (body & 3)
    start = int(language.points[forms[:first]].sum())
    end = start + int(language.points[forms[first:last]].sum())
    opening = bytes(language.text[language.bounds[forms[first]] :][:1])
    return start + (opening == b" "), end

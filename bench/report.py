"""Size and first view of the report of a large pile: `python -m bench.report [--articles 5000 | --store PILE]`.

Without a store the pile is made here: invented words by Zipf's law, 700 an article, 16 statements an article, every
third article a copy. First view is from opening the file in chromium until its first claims are drawn.
"""

import argparse
import json
import random
import shutil
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from headwater.schema import Tables, make_id
from headwater.store import open_store
from headwater.tables import TABLES
from headwater.views.page import build_page, write_report
from headwater.views.payload import ReportOptions, build_payload

WORDS, STATEMENTS, LENGTH, OUTLETS = 40_000, 16, 700, 300


def main() -> None:
    """Measure and print one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=5_000)
    parser.add_argument("--store", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.html"
        begun = time.perf_counter()
        if options.store:
            with open_store(options.store, read_only=True) as store:
                begun = time.perf_counter()
                left_out = write_report(store, path)
        else:
            tables = make_pile(options.articles)
            begun = time.perf_counter()
            page, left_out = build_page(build_payload(tables, ReportOptions(title="bench")))
            path.write_text(page, encoding="utf-8")
        figures = {"seconds_to_write": round(time.perf_counter() - begun, 1), "megabytes": path.stat().st_size / 1e6}
        print(json.dumps(figures | {"left_out": left_out} | measure_views(path)))


def measure_views(path: Path) -> dict[str, float]:
    """Seconds until the first claims are drawn, and until one claim, text and article is."""
    from playwright.sync_api import sync_playwright

    views = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        begun = time.perf_counter()
        page.goto(path.as_uri(), wait_until="commit")
        page.wait_for_selector(".claim.lead svg .node", timeout=60_000)
        views["first_view"] = round(time.perf_counter() - begun, 2)
        for name, opener in (
            ("claim", ".claim h2 a"),
            ("texts", "nav a[href='#texts']"),
            ("articles", "nav a[href='#articles']"),
            ("article", ".row a"),
        ):
            begun = time.perf_counter()
            page.locator(opener).first.click()
            page.wait_for_selector(f"main.page-{name} h1", timeout=60_000)
            views[name] = round(time.perf_counter() - begun, 2)
        browser.close()
    return views


def make_pile(articles: int, seed: int = 1) -> Tables:
    """The tables of a pile of invented articles, the same for the same seed."""
    chance = random.Random(seed)
    letters = "etaoinshrdlucmfwypvbgkjqxz"
    weights = [1 / (n + 1.5) ** 0.6 for n in range(len(letters))]
    words = ["".join(chance.choices(letters, weights, k=chance.randint(2, 11))) for _ in range(WORDS)]
    ranks = [1 / (n + 2.7) for n in range(WORDS)]
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
    said: list[list[tuple[int, int, int]]] = []
    for number in range(articles):
        parent = chance.randrange(number) if number and number % 3 == 0 else None
        drawn = chance.choices(words, ranks, k=LENGTH)
        _add_article(rows, number, " ".join(drawn), parent, chance)
        said.append(_add_statements(rows, number, chance))
    _add_claims(rows, said, chance)
    return {name: table.build(rows[name]) for name, table in TABLES.items()}


def _add_article(
    rows: dict[str, list[dict[str, Any]]], number: int, text: str, parent: int | None, chance: random.Random
) -> None:
    document, version = make_id("d", number), make_id("v", number)
    at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=30 * number)
    family = make_id("f", number)
    if parent is not None:
        text = rows["documents"][parent]["text"]
        family = rows["versions"][parent]["family_id"]
    uri, title = f"pile/{number}.html", text[:60]
    rows["documents"].append(
        {
            "document_id": document,
            "uri": uri,
            "site": f"outlet{chance.randrange(OUTLETS)}.example",
            "title": title,
            "language": "en",
            "published_at": at,
            "published_precision": "instant",
            "published_basis": "meta",
            "text": text,
            "text_hash": 1,
            "source_path": uri,
            "source_hash": 1,
            "analysed": "full",
        }
    )
    rows["regions"].append({"document_id": document, "start": 0, "end": len(text), "kind": "body"})
    rows["versions"].append({"version_id": version, "document_id": document, "family_id": family, "born_at": at})
    if parent is not None:
        span = {"child_start": 0, "child_end": len(text), "parent_start": 0, "parent_end": len(text)}
        block = {"child_start": 0, "parent_start": 0, "length": len(text)}
        edge = {
            "edge_id": make_id("e", number),
            "child_id": version,
            "parent_id": make_id("v", parent),
            "blocks": [block],
        }
        told = {"kind": "repost", "basis": "it was published later", "confidence": 0.95, "credited": "no"}
        rows["edges"].append(edge | span | told)


def _add_statements(
    rows: dict[str, list[dict[str, Any]]], number: int, chance: random.Random
) -> list[tuple[int, int, int]]:
    text, document = rows["documents"][number]["text"], make_id("d", number)
    said = []
    for n in range(STATEMENTS):
        start = n * (len(text) // STATEMENTS)
        statement, source = make_id("s", number, n), make_id("o", chance.randrange(20_000))
        rows["statements"].append(
            {
                "statement_id": statement,
                "document_id": document,
                "kind": "indirect",
                "force": "statement",
                "source_id": source,
                "negated": False,
                "confidence": 0.9,
            }
        )
        for role, low, high in (("source", 0, 14), ("cue", 15, 19), ("content", 20, 150)):
            rows["spans"].append({"statement_id": statement, "role": role, "start": start + low, "end": start + high})
        said.append((statement, source, number))
    return said


def _add_claims(
    rows: dict[str, list[dict[str, Any]]], said: list[list[tuple[int, int, int]]], chance: random.Random
) -> None:
    seen = sorted({source for article in said for _, source, _ in article})
    rows["sources"] += [
        {"source_id": source, "kind": "person", "name": f"Person {source % 100_000}"} for source in seen
    ]
    free = [statement for article in said for statement in article]
    chance.shuffle(free)
    while free:
        size = min(len(free), chance.choice([1, 1, 1, 1, 2, 2, 3, 5, 12, 40]))
        members, free = free[:size], free[size:]
        claim, reports = make_id("c", members[0][0]), len({number for _, _, number in members})
        text = rows["documents"][members[0][2]]["text"]
        wording = {"wording": text[20:120], "first_statement_id": members[0][0]}
        rows["claims"].append({"claim_id": claim, **wording})
        rows["claim_counts"].append(
            {
                "claim_id": claim,
                "reports": reports,
                "texts": reports,
                "sites": reports,
                "independent_low": 1,
                "independent_high": min(reports, 2),
                "on_record": 1,
                "cut": ["a source"],
                "cut_low": ["a source"],
                "reason": "They rest on one source.",
                "confidence": 0.8,
            }
        )
        for statement, source, number in members:
            own = {"claim_id": claim, "statement_id": statement}
            rows["claim_statements"].append({**own, "stance": "asserts", "similarity": 1.0})
            end = {
                "source_id": source,
                "version_id": make_id("v", number),
                "on_record": True,
                "path": [],
                "reason": "so it says",
            }
            rows["claim_origins"].append({**own, **end})


if __name__ == "__main__":
    main()

"""Measure how articles are read, and write docs/benchmarks-articles.md.

    python -m bench.articles [--pages 400] [--rows 2000] [--pile 2000] [--large] [--fuzz 10000 [--kinds a.html …]]

Pages and rows are made here (texts of bench/copies, designs of designs.py). --pile pages are traced in processes of
their own, with the memory looked at (100,000 for the long run); --large adds a page of 50 MB, 100,000 nested elements
and a text of 100 MB; --fuzz damages each kind of file so many times. Each figure is a line of results.jsonl beside this
file, from which the page is written.
"""

import argparse
import json
import os
import platform
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from bench.articles.designs import write_page
from bench.articles.report import write_report
from bench.articles.steps import share_steps
from bench.copies.measuring import measure_process
from bench.copies.piles import write_pile
from headwater.articles.files import Input
from headwater.articles.options import ReadOptions
from headwater.articles.reading import read_paths
from headwater.work import HERE
from tests.articles.damage_samples import SEEDS, find_losses, find_silent, write_batches

RESULTS = Path(__file__).parent / "results.jsonl"
ROUNDS = 3
LEAST = 500
"""Texts that are made at least."""


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, count in (("--pages", 400), ("--rows", 2000), ("--pile", 2000), ("--fuzz", 0)):
        parser.add_argument(name, type=int, default=count)
    parser.add_argument("--kinds", nargs="*", default=(), help="kinds of files that --fuzz damages; all by default")
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--report-only", action="store_true", help="write the page from results.jsonl")
    given = parser.parse_args()
    if not given.report_only:
        with tempfile.TemporaryDirectory() as made:
            rows = make_rows(Path(made), max(given.pages, given.rows, LEAST))
            _keep(measure_speed("pages", write_pages(rows[: given.pages]))) if given.pages else None
            _keep(measure_speed("rows", write_rows(rows[: given.rows]))) if given.rows else None
            for count in (given.pile // 10, given.pile) if given.pile else ():
                _keep(measure_memory(Path(made), rows, count))
            for result in measure_large(Path(made)) if given.large else ():
                _keep(result)
        for result in measure_damage(given.fuzz, given.kinds) if given.fuzz else ():
            _keep(result)
    write_report([json.loads(line) for line in RESULTS.read_text(encoding="utf-8").splitlines()])


def _keep(result: Mapping[str, Any]) -> None:
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    line = json.dumps({**result, "machine": machine})
    print(line)
    with RESULTS.open("a", encoding="utf-8") as file:
        file.write(line + "\n")


def make_rows(folder: Path, count: int) -> list[dict[str, str]]:
    """News-like rows with url, site, published, title, text."""
    write_pile(folder / "texts", count)
    rows = pq.read_table(next((folder / "texts").glob("*.parquet"))).slice(0, count).to_pylist()
    return [
        {**{k: str(row[k]) for k in ("url", "site", "published", "text")}, "title": _cut_title(row["text"])}
        for row in rows
    ]


def _cut_title(text: str) -> str:
    return " ".join(text.split()[:8]).strip(".,")


def write_pages(rows: Sequence[Mapping[str, str]]) -> list[Input]:
    """A page around each row."""
    return [Input(f"/pile/{n}.html", f"pile/{n}.html", write_page(n, row).encode()) for n, row in enumerate(rows)]


def write_rows(rows: Sequence[Mapping[str, str]]) -> list[Input]:
    """A file of JSON lines."""
    return [Input("/pile/rows.jsonl", "pile/rows.jsonl", "\n".join(json.dumps(row) for row in rows).encode())]


def measure_speed(what: str, inputs: list[Input]) -> dict[str, Any]:
    """Articles a second of the processor in one process, the share of each step; of pages, trafilatura beside it."""
    count = 0

    def read() -> None:
        nonlocal count
        count = read_paths(inputs, ReadOptions(), None, HERE)["documents"].num_rows

    read_paths(
        write_pages([{"url": "", "site": "", "published": "", "title": "", "text": "One. Two."}]),
        ReadOptions(),
        None,
        HERE,
    )
    seconds = min(_time(read) for _ in range(ROUNDS))
    letters = sum(len(given.data or b"") for given in inputs)
    result: dict[str, Any] = {
        "what": what, "articles": count, "seconds": round(seconds, 2), "a_second": round(count / seconds, 1),
        "bytes": letters, "steps": share_steps(read),
    }  # fmt: skip
    if what == "pages":
        from trafilatura import extract

        alone = min(_time(lambda: [extract(bytes(given.data or b"").decode()) for given in inputs]) for _ in range(2))
        result["trafilatura_a_second"] = round(len(inputs) / alone, 1)
    return result


def _time(run: Callable[[], object]) -> float:
    began = time.process_time()
    run()
    return time.process_time() - began


def measure_memory(folder: Path, rows: Sequence[Mapping[str, str]], count: int) -> dict[str, Any]:
    """The most memory that a trace of so many pages in an archive holds, all processes together."""
    pages = folder / f"pages-{count}.zip"
    with zipfile.ZipFile(pages, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for number in range(count):
            row = rows[number % len(rows)]
            row = {**row, "url": f"{row['url']}/{number}", "title": f"{row['title']} {number}"}
            archive.writestr(f"{number}.html", write_page(number, row))
    cost = measure_process(_write_trace(pages, folder / f"{count}.duckdb"), folder / "log", 24 * 3600)
    pages.unlink()
    return {
        "what": "memory", "articles": count, "seconds": round(cost.cpu, 1), "wall": round(cost.wall, 1),
        "memory": cost.memory, "status": cost.status,
    }  # fmt: skip


def measure_large(folder: Path) -> list[dict[str, Any]]:
    """Inputs that are too large, each beside an article that is not: time, memory, and what became of both."""
    line = "The quay is shut, the mayor said on Friday after the storm. "
    inputs = {
        "a page of 50 MB": ("a.html", "<html><body>" + f"<p>{line * 4}</p>" * 205_000 + "</body></html>"),
        "a page with 40 MB of links": (
            "a.html",
            f"<html><body><p>{line}</p>" + f'<li><a href="/x">{line}</a></li>' * 450_000,
        ),
        "100,000 nested elements": ("a.html", "<html><body>" + "<div>" * 100_000 + f"<p>{line}</p>"),
        "a text of 100 MB": ("a.txt", (line * 4 + "\n\n") * 410_000),
        "one word of 100 MB": ("a.txt", "x" * 100_000_000),
    }
    results = []
    for number, (what, (name, text)) in enumerate(inputs.items()):
        place = folder / f"large-{number}"
        place.mkdir()
        (place / name).write_text(text, encoding="utf-8")
        (place / "sound.txt").write_text(f"The ferry is back. {line}", encoding="utf-8")
        cost = measure_process(_write_trace(place, place / "pile.duckdb"), folder / "log", 600)
        results.append(
            {
                "what": "large",
                "input": what,
                "seconds": round(cost.cpu, 1),
                "memory": cost.memory,
                "status": cost.status,
            }
        )
    return results


def _write_trace(inputs: Path, store: Path) -> list[str]:
    return [sys.executable, "-m", "headwater", "trace", str(inputs), "-o", str(store), "--until", "articles", "--quiet"]


def measure_damage(times: int, kinds: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Each kind of file, damaged so many times: how many could not be read for a fault of ours, gave nothing at all, or
    lost a sentence without a word."""
    sound = Input("/pile/sound.txt", "pile/sound.txt", b"The harbour is open again, the mayor said on Friday.")
    for kind in kinds or sorted(SEEDS):
        began, failed, silent, lost = time.process_time(), 0, 0, 0
        for batch in write_batches(kind, times):
            tables = read_paths([*batch, sound], ReadOptions(), None, HERE)
            failed += tables["problems"]["reason"].to_pylist().count("failed")
            silent += len(find_silent(batch, tables))
            lost += len(find_losses(batch, tables))
        yield {
            "what": "damage", "kind": kind, "times": times, "seconds": round(time.process_time() - began),
            "failed": failed, "silent": silent, "lost": lost,
        }  # fmt: skip


if __name__ == "__main__":
    main()

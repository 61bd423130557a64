"""docs/benchmarks-articles.md from the figures."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks-articles.md"
_HEAD = """# How fast articles are read

Written by `python -m bench.articles`, which makes its own pages and rows: news-like texts of invented outlets, rows of
JSON lines, and pages in four designs (a modern one with JSON-LD, a table of the nineties, a blog with comments, nested
boxes with offers between the paragraphs). Everything is on: dates, signals, regions, what recurs. CPU seconds of one
process, the best of three. Real pages are slower than these, by the chrome and scripts that they hold: of 131 of the
measuring set (300 kB on average) ten to twelve a second were read while the machine had five times more to do than it
can, 17 to 18 on a quieter one. They are so for trafilatura, too: of thirty of
them, in turns with headwater on a busy machine, it read 33 a second alone, and headwater 14 with everything on, 43 % of
its speed (25 of 43, as asked, are 58 %; of the pages made here it is 48 %). Of headwater's time there a third is
trafilatura itself, a sixth the blocks, a tenth signals, 7 % the tree; that pages are parsed three times, twice of these
by trafilatura, is 2 %. Machine: {machine}.
"""

_DAMAGE = """## Damaged input

Bytes flipped, cut off, spliced with other kinds, nested. A fault: the reader itself gives up. Silent: neither an
article nor a row of `problems`. Lost: a sentence that stands whole in the damaged bytes, outside of any tag, is in no
article, and no row names the file (of packed files: not half of the words of a sentence were read);
docs/builders/articles.md says what is still lost so.
"""

Result = Mapping[str, Any]


def write_report(results: Sequence[Result]) -> None:
    """Write the page from the latest result of each kind."""
    latest = {
        (r["what"], r.get("input"), r.get("kind"), r.get("articles") if r["what"] == "memory" else 0): r
        for r in results
    }
    found = list(latest.values())
    parts = [_HEAD.format(machine="; ".join(sorted({r["machine"] for r in found})))]
    speed = [r for r in found if r["what"] in ("pages", "rows")]
    parts += [_write_speed(speed), *(_write_steps(r) for r in speed)]
    for what, write in (("memory", _write_memory), ("large", _write_large), ("damage", _write_damage)):
        if some := [r for r in found if r["what"] == what]:
            parts.append(write(some))
    PAGE.write_text("\n".join(parts), encoding="utf-8")


def _write_table(head: str, rows: Sequence[Sequence[object]]) -> str:
    body = "\n".join("| " + " | ".join(map(str, row)) + " |" for row in rows)
    return f"| {head} |\n|{'---|' * (head.count('|') + 1)}\n{body}\n"


def _write_speed(results: Sequence[Result]) -> str:
    rows = [
        (f"{r['articles']:,} {r['what']}", f"{r['bytes'] / 1e6:.1f}", r["seconds"], r["a_second"],
         r.get("trafilatura_a_second", "–"))
        for r in results
    ]  # fmt: skip
    return "## Speed\n\n" + _write_table("what | MB | CPU s | a second | trafilatura alone, a second", rows)


def _write_steps(result: Result) -> str:
    rows = sorted(
        ((step, f"{share:.0%}") for step, share in result["steps"].items()), key=lambda row: -int(row[1][:-1])
    )
    return f"Where the time of {result['what']} goes, the steps that a step calls counted with it:\n\n" + _write_table(
        "step | share", rows
    )


def _write_memory(results: Sequence[Result]) -> str:
    rows = [
        (f"{r['articles']:,}", r["seconds"], r["wall"], f"{r['memory'] / 1e9:.2f}")
        for r in sorted(results, key=lambda r: r["articles"])
    ]
    return "## Memory\n\nPages in one zip file, traced up to articles, all processes together:\n\n" + _write_table(
        "pages | CPU s | wall s | GB", rows
    )


def _write_large(results: Sequence[Result]) -> str:
    rows = [
        (r["input"], r["seconds"], f"{r['memory'] / 1e9:.2f}", "yes" if r["status"] == 0 else "no") for r in results
    ]
    return "## Large input\n\nEach beside a small article, in a trace of its own:\n\n" + _write_table(
        "input | CPU s | GB | the trace ends well", rows
    )


def _write_damage(results: Sequence[Result]) -> str:
    rows = [
        (r["kind"], f"{r['times']:,}", r["seconds"], r["failed"], r["silent"], r["lost"])
        for r in sorted(results, key=lambda r: r["kind"])
    ]
    head = "kind | times | CPU s | faults | silent | lost without a word"
    return _DAMAGE + "\n" + _write_table(head, rows)

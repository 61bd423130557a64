"""The table of the benchmark, on the terminal and as docs/benchmarks.md."""

from pathlib import Path
from typing import Any

from bench.copies.tools import TOOLS

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks.md"
INTRODUCTION = Path(__file__).parent / "data" / "page.md"
KINDS = ("exact", "light", "truncated", "embedded", "rewrite", "merge", "script", "giant")


def choose_latest(results: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The last line of each tool on each size of pile, by size and in the order of the tools."""
    latest = {(r["documents"], r["tool"]): r for r in results}
    order = [tool.name for tool in TOOLS]
    return [latest[key] for key in sorted(latest, key=lambda k: (k[0], order.index(k[1])))]


def list_costs(results: list[dict[str, Any]]) -> list[list[str]]:
    """Rows of the table of time and memory, the head first."""
    rows = [["documents", "tool", "wall s", "CPU s", "MB per CPU s", "memory GB", "pairs", "precision"]]
    for r in choose_latest(results):
        score = r.get("score")
        rows.append(
            [
                f"{r['documents']:,}",
                f"{r['tool']} {r['version']}",
                f"{r['wall']:.1f}",
                f"{r['cpu']:.1f}",
                f"{r['megabytes'] / r['cpu']:.1f}" if score else "did not end well",
                f"{r['memory'] / 1e9:.2f}",
                f"{score['pairs']:,}" if score else "",
                f"{score['precision']:.3f}" if score and score["precision"] is not None else "",
            ]
        )
    return rows


def list_recall(results: list[dict[str, Any]]) -> list[list[str]]:
    """Rows of the table of pairs found by kind, the head first."""
    rows = [["documents", "tool", *KINDS]]
    for r in choose_latest(results):
        if "score" in r:
            recall = [r["score"]["recall"].get(kind) for kind in KINDS]
            rows.append([f"{r['documents']:,}", r["tool"], *("" if x is None else f"{x:.3f}" for x in recall)])
    return rows


def list_characters(results: list[dict[str, Any]]) -> list[list[str]]:
    """Rows of the table of characters found by kind, the head first."""
    kinds = [kind for kind in KINDS if kind != "giant"]
    rows = [["documents", "tool", *kinds, "precision", "ends off, words"]]
    for r in choose_latest(results):
        if "characters" in r.get("score", {}):
            found = r["score"]["characters"]
            rows.append([f"{r['documents']:,}", r["tool"], *(f"{found[kind]:.3f}" for kind in kinds),
                         f"{r['score']['characters_precision']:.3f}", f"{r['score']['ends_off_words']:g}"])  # fmt: skip
    return rows


def print_table(results: list[dict[str, Any]]) -> None:
    """Print all figures."""
    for rows in (list_costs(results), list_recall(results), list_characters(results)):
        widths = [max(len(row[k]) for row in rows) for k in range(len(rows[0]))]
        for row in rows:
            print("  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)))
        print()


def write_page(results: list[dict[str, Any]]) -> None:
    """Write docs/benchmarks.md from the introduction and the figures."""
    machines = sorted({r["machine"] for r in choose_latest(results)})
    settings = "\n".join(f"| {tool.name} | {tool.settings} |" for tool in TOOLS)
    text = INTRODUCTION.read_text(encoding="utf-8")
    page = text.format(
        machine="; ".join(machines),
        settings=settings,
        costs=_write_rows(list_costs(results)),
        recall=_write_rows(list_recall(results)),
        characters=_write_rows(list_characters(results)),
    )
    PAGE.write_text(page, encoding="utf-8")


def _write_rows(rows: list[list[str]]) -> str:
    head, *body = ("| " + " | ".join(row) + " |" for row in rows)
    return "\n".join([head, "|" + "---|" * len(rows[0]), *body])

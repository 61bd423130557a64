"""How well statements are read in sentences that were written for it, phenomenon by phenomenon.

    python -m bench.quality.statement_lines [--half open|sealed|both|fresh|second|third|fourth|fifth]
        [--language en] [--only NAME] [--tagger NAME] [--wrong]

The files of statement_lines/ hold items, parted by empty lines. An item is

    == PHENOMENON [published=2023-05-19] [site=harbourpost.example] [title=…]
    the text, in one or more lines; each line is a paragraph
    - source | cue | content | fact; fact …
    @ words | first day | last day
    % name | role | affiliation

with a line for every statement that somebody makes in it (none where nobody does; what the text says in its own voice
is not listed), for the time expressions and for the people introduced by office that are to be looked at. Spans are
words of the text; several are parted by ` … `; of words that recur the first is meant that no statement before it has
taken for the same role. Facts: kind=, force=, negated=yes, hedge=words, via=words (or none), outer=number of the
statement it stands inside (0: none), who=words (in the name, description, role or affiliation of the source),
source=kind of the source, described=words, same=number of a statement with the same source, other=number of one with
another source.

Every statement gives a point for its content (words shared over words of both at least half), for its source (F at
least half, or the source is none where none is given), for its cue (one word in common) and for each fact; every item
gives one for having nothing that is not listed; every time and every person gives one for each column. Half of the
items, chosen by a hash of their text, are sealed.
"""

import argparse
import hashlib
import json
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "statement_lines"
FRESH = ("fresh", "second", "third", "fourth", "fifth")
"""Items written later, in files whose names end so; labelled before any rule was made with them."""
HALVES = {"open": ("open",), "sealed": ("sealed",), "both": ("open", "sealed"), **{name: (name,) for name in FRESH}}
"""What --half can ask for, and the halves of items that it means."""
MARKS = ("- ", "@ ", "% ")
"""How a line with a statement, a time or a person begins."""
_WORD = re.compile(r"\w+")
Row = dict[str, Any]


@dataclass(frozen=True)
class Item:
    """A text with the statements, times and people that must be read in it."""

    name: str
    language: str
    phenomenon: str
    settings: dict[str, str]
    text: str
    statements: tuple[tuple[str, str, str, dict[str, str]], ...]
    dates: tuple[tuple[str, str, str], ...]
    roles: tuple[tuple[str, str, str], ...]

    @property
    def half(self) -> str:
        """Which of HALVES the item is in."""
        if (end := self.name.partition(":")[0].rpartition("_")[2]) in FRESH:
            return end
        return "sealed" if hashlib.sha256(self.text.encode()).digest()[0] % 2 == 1 else "open"


@dataclass
class Reading:
    """What was found in one document: statements (rows with their spans by role and their source), dates, roles."""

    text: str
    statements: list[Row] = field(default_factory=list)
    dates: list[Row] = field(default_factory=list)
    roles: list[Row] = field(default_factory=list)


def load_items() -> list[Item]:
    """Every item of every file; the language is the beginning of the file's name."""
    items = []
    for path in sorted(FOLDER.glob("*.txt")):
        blocks = re.split(r"\n\s*\n", path.read_text("utf-8").strip())
        for number, block in enumerate(blocks, 1):
            lines = [line for line in block.splitlines() if line.strip() and not line.startswith("#")]
            if lines:
                items.append(_parse_item(f"{path.stem}:{number}", path.stem[:2], lines))
    return items


def _parse_item(name: str, language: str, lines: Sequence[str]) -> Item:
    head, *rest = lines
    if not head.startswith("== "):
        raise ValueError(f"{name}: an item begins with ==, not {head!r}")
    phenomenon, *settings = re.split(r"\s+(?=\w+=)", head[3:].strip())
    text = "\n\n".join(line for line in rest if line[:2] not in MARKS)
    columns = [(line[0], [part.strip() for part in line[2:].split(" | ")]) for line in rest if line[:2] in MARKS]
    statements = tuple(
        (row[0], row[1], row[2], dict(fact.strip().split("=", 1) for fact in row[3].split(";")) if len(row) > 3 else {})
        for mark, row in columns
        if mark == "-"
    )
    for source, cue, content, _ in statements:
        for words in (source, cue, content):
            missing = [part for part in words.split(" … ") if part not in text]
            if missing:
                raise ValueError(f"{name}: {missing[0]!r} does not stand in the text")
    dates, roles = (
        tuple((row[0], row[1], row[2] if len(row) > 2 else "") for mark, row in columns if mark == wanted)
        for wanted in ("@", "%")
    )
    return Item(name, language, phenomenon, dict(s.split("=", 1) for s in settings), text, statements, dates, roles)


def read_items(items: Sequence[Item], tagger: str | None) -> list[Reading]:
    """Trace every item as an article of its own, and give what was found."""
    import headwater as hw

    with tempfile.TemporaryDirectory() as folder:
        rows = Path(folder) / "items.jsonl"
        with rows.open("w", encoding="utf-8") as stream:
            for number, item in enumerate(items):
                row = {"text": item.text, "url": f"https://{item.settings.get('site', 'harbourpost.example')}/{number}"}
                row["language"] = item.language  # a line alone is too short to tell
                row["published"] = item.settings.get("published", "2023-05-19")
                row |= {"title": item.settings["title"]} if "title" in item.settings else {}
                stream.write(json.dumps(row) + "\n")
        hw.trace(Path(folder) / "lines.duckdb", [rows], analysis=hw.Analysis(tagger), until="statements")
        with hw.open_store(Path(folder) / "lines.duckdb", read_only=True) as store:
            return _collect(store, len(items))


def _collect(store: Any, count: int) -> list[Reading]:
    names = ("documents", "statements", "spans", "sources", "dates", "roles")
    tables = {name: store.read(name).to_pylist() for name in names}
    readings = [Reading("") for _ in range(count)]
    of = {row["document_id"]: readings[int(row["url"].rsplit("/", 1)[1])] for row in tables["documents"]}
    for row in tables["documents"]:
        of[row["document_id"]].text = row["text"]
    sources = {row["source_id"]: row for row in tables["sources"]}
    spans: dict[int, dict[str, list[tuple[int, int]]]] = {}
    for row in tables["spans"]:
        spans.setdefault(row["statement_id"], {}).setdefault(row["role"], []).append((row["start"], row["end"]))
    for row in tables["statements"]:
        if row["force"] != "assertion":
            row |= {"spans": spans.get(row["statement_id"], {}), "source": sources.get(row["source_id"], {})}
            of[row["document_id"]].statements.append(row)
    for name in ("dates", "roles"):
        for row in tables[name]:
            getattr(of[row["document_id"]], name).append(row)
    return readings


def _place_words(text: str, spans: Sequence[tuple[int, int]]) -> frozenset[int]:
    """The words of a text, by where they begin, in some spans."""
    return frozenset(m.start() for m in _WORD.finditer(text) if any(s <= m.start() < e for s, e in spans))


def _place_roles(text: str, spans: dict[str, list[tuple[int, int]]]) -> dict[str, frozenset[int]]:
    """The words of each role; a hedge ("reportedly") is the cue of what it hedges."""
    both = {"cue": [*spans.get("cue", ()), *spans.get("hedge", ())]}
    return {role: _place_words(text, both.get(role, spans.get(role, []))) for role in ("source", "cue", "content")}


def _find_spans(text: str, words: str, taken: set[int], offset: int) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for part in filter(None, words.split(" … ")):
        starts = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(part)}(?!\w)", text)]
        free = [s for s in starts if s not in taken and (not spans or s >= spans[-1][1] - offset)] or starts
        taken.add(free[0])
        spans.append((free[0] + offset, free[0] + len(part) + offset))
    return spans


def score_item(item: Item, reading: Reading) -> list[tuple[str, bool]]:
    """(point, met) for everything that is asked of an item."""
    offset = max(0, reading.text.find(item.text.split("\n", 1)[0]))
    taken: dict[str, set[int]] = {"source": set(), "cue": set(), "content": set()}
    wanted = []
    for source, cue, content, _ in item.statements:
        spans = zip(("source", "cue", "content"), (source, cue, content), strict=True)
        wanted.append(
            {
                role: _place_words(reading.text, _find_spans(item.text, words, taken[role], offset))
                for role, words in spans
            }
        )
    found = [_place_roles(reading.text, row["spans"]) for row in reading.statements]
    matched = _pair(wanted, found)
    points: list[tuple[str, bool]] = []
    for number, (gold, (_, _, _, facts)) in enumerate(zip(wanted, item.statements, strict=True)):
        row = reading.statements[matched[number]] if number in matched else {}
        points += _score_statement(number, gold, found[matched[number]] if row else {}, facts, row, matched, reading)
    beside = sum(min(row["content"], default=offset) >= offset for row in found)  # a headline is not labelled
    points.append(("nothing else", len(matched) >= beside))
    return [*points, *_score_columns(item, reading)]


def _pair(wanted: Sequence[dict[str, frozenset[int]]], found: Sequence[dict[str, frozenset[int]]]) -> dict[int, int]:
    """Which found statement each wanted one is: the best by content, then by cue and source."""
    scored = []
    for i, gold in enumerate(wanted):
        for j, row in enumerate(found):
            share = len(gold["content"] & row["content"]) / max(1, len(gold["content"] | row["content"]))
            if share >= 0.5:
                beside = sum(bool(gold[role] & row[role]) for role in ("cue", "source"))
                scored.append((beside + share, i, j))
    matched: dict[int, int] = {}
    for _, i, j in sorted(scored, key=lambda s: (-s[0], s[1], s[2])):
        if i not in matched and j not in matched.values():
            matched[i] = j
    return matched


def _score_statement(
    number: int,
    gold: dict[str, frozenset[int]],
    found: dict[str, frozenset[int]],
    facts: dict[str, str],
    row: Row,
    matched: dict[int, int],
    reading: Reading,
) -> Iterator[tuple[str, bool]]:
    yield "content", bool(row)
    if gold["source"]:
        both = len(gold["source"] & found.get("source", frozenset()))
        yield "source", bool(row) and 2 * both >= 0.5 * (len(gold["source"]) + len(found["source"]))
    else:
        yield "source", bool(row) and not found["source"]
    if gold["cue"]:
        yield "cue", bool(row) and bool(gold["cue"] & found["cue"])
    for name, value in facts.items():
        yield name, bool(row) and _is_met(name, value, row, matched, reading)


def _is_met(name: str, value: str, row: Row, matched: dict[int, int], reading: Reading) -> bool:
    source = row["source"]
    if name in ("kind", "force"):
        return bool(row[name] == value)
    if name == "negated":
        return bool(row["negated"]) == (value == "yes")
    if name in ("hedge", "via"):
        said = [reading.text[s:e].lower() for s, e in row["spans"].get(name, ())]
        return not said if value == "none" else any(value.lower() in words for words in said)
    if name == "source":
        return bool(source.get("kind") == value)
    if name in ("who", "described"):
        columns = ("described_as",) if name == "described" else ("name", "described_as", "role", "affiliation")
        known = " ".join(str(source.get(c) or "") for c in columns).lower()
        return all(word in known for word in value.lower().split())
    other = reading.statements[matched[int(value) - 1]] if int(value) - 1 in matched else {}
    if name == "outer":
        return row["outer_id"] is None if value == "0" else bool(other) and row["outer_id"] == other["statement_id"]
    if name in ("same", "other"):
        return bool(other) and (row["source_id"] == other["source_id"]) == (name == "same")
    raise ValueError(f"{name} is no fact")


def _score_columns(item: Item, reading: Reading) -> Iterator[tuple[str, bool]]:
    for words, first, last in item.dates:
        place = reading.text.find(words)
        rows = [r for r in reading.dates if r["start"] < place + len(words) and place < r["end"]]
        if first:
            yield "date begins", any(r["value_start"] and str(r["value_start"].date()) == first for r in rows)
        if last:
            yield "date ends", any(r["value_end"] and _last_day(r["value_end"]) == last for r in rows)
    for name, role, affiliation in item.roles:
        rows = [r for r in reading.roles if r["name"] == name]
        for column, value in (("role", role), ("affiliation", affiliation)):
            if value:
                yield column, any(value.lower() in " ".join((r[column] or "", r["rank"] or "")).lower() for r in rows)


def _last_day(end: Any) -> str:
    return str((end - timedelta(microseconds=1) if end.hour == 0 and end.minute == 0 else end).date())


def main() -> None:
    """Print the share of points met by phenomenon and by kind of point, and what was missed if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=HALVES, default="open")
    parser.add_argument("--language")
    parser.add_argument("--only", help="a phenomenon")
    parser.add_argument("--tagger")
    parser.add_argument("--wrong", action="store_true")
    given = parser.parse_args()
    items = [
        item
        for item in load_items()
        if given.language in (None, item.language)
        and given.only in (None, item.phenomenon)
        and item.half in HALVES[given.half]
    ]
    met, asked = Counter[str](), Counter[str]()
    for item, reading in zip(items, read_items(items, given.tagger), strict=True):
        points = score_item(item, reading)
        for point, right in points:
            for name in (f"{item.language} {item.phenomenon}", f"{item.language} all", f"point {point}"):
                met[name] += right
                asked[name] += 1
        if given.wrong and given.half in ("open", *FRESH) and not all(right for _, right in points):
            print(f"{item.name} {item.phenomenon}: {item.text}")
            print(f"    missed {[point for point, right in points if not right]}")
            for row in reading.statements:
                said = {role: [reading.text[s:e] for s, e in spans] for role, spans in row["spans"].items()}
                print(f"    found {row['kind']} {row['force']} {said}")
    for name in sorted(asked):
        print(f"{name:40s} {met[name] / asked[name]:.3f}  ({asked[name]})")


if __name__ == "__main__":
    main()

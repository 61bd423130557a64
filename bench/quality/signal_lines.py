"""How well datelines, agency marks, credit, permission and date lines of twelve languages are read.

    python -m bench.quality.signal_lines [--half open|sealed|both|fresh|unseen|later|last] [--wrong]

Every line of signal_lines.tsv is laid into an invented article of its language (signal_bodies.tsv) at its place (head:
under the headline; open: it opens the text; inside; end) and read as a plain text. What must come out: its signals
(kind, `<` from, `~` part, `>` to, `=` same, target), the date (value in UTC, precision; any: the day is enough) and the
dateline. All else that comes out is wrong. Half of the lines, chosen by a hash of their words, are sealed: rules are
made with the other half in sight, and the sealed half is scored when they are done. The lines of
signal_lines_fresh.tsv were written later, a third of them to mislead, and labelled before any rule was made with them;
those of signal_lines_unseen.tsv after that; two more were written together before any rule of
that day was made: the misses of signal_lines_later.tsv were mended, signal_lines_last.tsv was read once after that.
"""

import argparse
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from headwater.articles.dating import date_item
from headwater.articles.item import Item
from headwater.articles.plain import read_text
from headwater.articles.publishers import identify_item
from headwater.articles.signals import find_signals

FOLDER = Path(__file__).parent
LATER = ("fresh", "unseen", "later", "last")
"""Sets that were written later, each in a file of its own."""
MARKS = {"<": "from", "~": "part", ">": "to", "=": "same"}
NO_TARGET = ("update", "correction", "licence", "contradiction", "staff")
"""Kinds whose target is only a mark: any words will do."""
_ARTICLE = re.compile(r"^(?:(?:the|die|der|das|dem|den|le|la|les|el|il|o|a|het|de)\s+|l['’]\s*)(?=\S)", re.IGNORECASE)

Fact = tuple[str, str]


@dataclass(frozen=True)
class Line:
    """One line with what must be read in it."""

    language: str
    place: str
    text: str
    signals: tuple[tuple[str, str, str], ...]
    date: str
    dateline: str

    @property
    def sealed(self) -> bool:
        """Whether the line is in the half that is not looked at."""
        return hashlib.sha256(self.text.encode()).digest()[0] % 2 == 1


def load_lines(name: str = "signal_lines.tsv") -> list[Line]:
    """Every line of a file."""
    lines = []
    for row in (FOLDER / name).read_text("utf-8").splitlines():
        if row.startswith("#"):
            continue
        language, place, text, signals, date, dateline = row.split("\t")
        parsed = tuple(
            (match.group(1), MARKS[match.group(2)], match.group(3))
            for part in filter(None, signals.split("; "))
            if (match := re.fullmatch(r"(\w+)([<~>=])(.+)", part))
        )
        lines.append(Line(language, place, text, parsed, date, dateline))
    return lines


def choose_lines(half: str) -> list[Line]:
    """The lines of a half: open, sealed, both of them, or those of a set of LATER."""
    if half in LATER:
        return load_lines(f"signal_lines_{half}.tsv")
    return [line for line in load_lines() if half == "both" or line.sealed == (half == "sealed")]


def lay_out(line: Line) -> str:
    """The article that holds the line."""
    title, *body = next(
        row.split("\t")[1:]
        for row in (FOLDER / "signal_bodies.tsv").read_text("utf-8").splitlines()
        if row.startswith(line.language + "\t")
    )
    parts = {
        "head": [title, line.text, *body],
        "open": [title, line.text, *body[1:]],
        "inside": [title, body[0], line.text, *body[1:]],
        "end": [title, *body, line.text],
    }
    return "\n\n".join(parts[line.place])


def expect_facts(line: Line) -> Counter[Fact]:
    """What must come out of a line: (direction, or date or dateline; value)."""
    facts = Counter((direction, fold_target(kind, target)) for kind, direction, target in line.signals)
    if line.date:
        facts["date", line.date.removesuffix(" any")] += 1
    if line.dateline:
        facts["dateline", line.dateline] += 1
    return facts


def find_facts(line: Line) -> Counter[Fact]:
    """What the reader makes of the article that holds the line."""
    item = read_text(lay_out(line))
    assert item is not None
    item = date_item(identify_item(item))
    found = find_signals(item.text, item.regions, url=item.url, site=item.site, language=item.language)
    facts = Counter({(s.direction, fold_target(s.kind, s.target)) for s in found})
    facts.update(("dateline", item.text[s:e]) for s, e, kind in item.regions if kind == "dateline")
    facts.update(_write_date(item, line))
    return facts


def fold_target(kind: str, target: str) -> str:
    """A target for comparing: letters and digits, without an article.

    >>> fold_target("agency", "The Associated Press"), fold_target("update", "UPDATE 2")
    ('associatedpress', 'update')
    """
    return kind if kind in NO_TARGET else re.sub(r"[\W_]", "", _ARTICLE.sub("", target.lower()))


def _write_date(item: Item, line: Line) -> Iterator[Fact]:
    if item.published is None:
        return
    at, precision = item.published.at, item.published.precision
    if line.date.endswith(" any"):
        yield "date", at.date().isoformat()
    else:
        yield "date", f"{at:%Y-%m-%dT%H:%M} instant" if precision == "instant" else f"{at:%Y-%m-%d} {precision}"


def main() -> None:
    """Print precision and recall by direction, of dates and of datelines, and what was wrong if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=("open", "sealed", "both", *LATER), default="open")
    parser.add_argument("--wrong", action="store_true")
    given = parser.parse_args()
    right, wanted, found = Counter[str](), Counter[str](), Counter[str]()
    whole = 0
    lines = choose_lines(given.half)
    for line in lines:
        expected, got = expect_facts(line), find_facts(line)
        for (name, _), count in expected.items():
            wanted[name] += count
        for (name, _), count in got.items():
            found[name] += count
        for (name, _), count in (expected & got).items():
            right[name] += count
        whole += expected == got
        if given.wrong and expected != got:
            print(f"{line.language} {line.place:6s} {line.text}")
            print(f"     missed {list(expected - got)}  too much {list(got - expected)}")
    for name in ("from", "part", "to", "same", "date", "dateline"):
        precision, recall = right[name] / max(1, found[name]), right[name] / max(1, wanted[name])
        print(f"{name:10s} precision {precision:.3f}  recall {recall:.3f}  ({wanted[name]})")
    precision, recall = right.total() / max(1, found.total()), right.total() / max(1, wanted.total())
    print(f"{'all':10s} precision {precision:.3f}  recall {recall:.3f}  lines {whole / len(lines):.3f} of {len(lines)}")


if __name__ == "__main__":
    main()

"""What a user says about loose files in a table: address, outlet, date, headline, authors, language of each."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from headwater.articles.dates import read_date
from headwater.articles.encodings import clean_text, decode_bytes
from headwater.articles.fields import fold_name, match_fields
from headwater.articles.files import Input
from headwater.articles.formats import find_delimiter
from headwater.articles.item import Item, Published
from headwater.articles.options import ReadOptions, hash_options
from headwater.articles.problems import Problem
from headwater.errors import InputError
from headwater.schema import make_id

Facts = Mapping[str, str]
"""Values by what they are: url, site, title, byline, language, published, modified, captured."""

_FILE = ("file", "filename", "file_name", "path", "filepath", "file_path")
_WORDS, _TIMES = ("url", "site", "byline", "language"), ("published", "modified", "captured")


@dataclass(frozen=True)
class FileFacts:
    """Facts by the name of a file: its uri, its path or the end of that, or its name alone.

    `rows` are the numbers of the rows that say them, in the table at `path`.
    """

    by_name: Mapping[str, Facts] = field(default_factory=dict)
    rows: Mapping[str, int] = field(default_factory=dict)
    path: str = ""

    @property
    def all_facts(self) -> Facts:
        """What is said of all files, as if of one: an archive is read again when any of it changes."""
        return {f"{name} {thing}": value for name, facts in self.by_name.items() for thing, value in facts.items()}

    def find(self, given: Input) -> Facts:
        """What is said of a file, under the longest name that fits it; nothing where it is not named.

        >>> facts = FileFacts({"b/a.txt": {"site": "Vik Post"}, "a.txt": {"site": "Lund Post"}})
        >>> facts.find(Input("/pile/b/a.txt", "pile/b/a.txt")), facts.find(Input("/c/a.txt", "a.txt"))
        ({'site': 'Vik Post'}, {'site': 'Lund Post'})
        """
        return next((self.by_name[name] for name in _list_names(given.path) if name in self.by_name), {})

    def find_unmatched(self, paths: Iterable[str]) -> list[Problem]:
        """A problem for every row that names none of these files.

        >>> [p.source_offset for p in FileFacts({"b.txt": {}}, {"b.txt": 3}).find_unmatched(["/c/a.txt"])]
        [3]
        """
        named = {name for path in paths for name in _list_names(path)}
        return [_note_unmatched(self.path, name, row) for name, row in self.rows.items() if name not in named]


def read_file_facts(path: str | None) -> FileFacts:
    """The table at a path (CSV, TSV and the like), one row a file; no facts where no path is given.

    Raises InputError where it cannot be read, has no column `file`, or a date in it cannot be right.
    """
    if path is None:
        return FileFacts()
    try:
        text = clean_text(decode_bytes(Path(path).read_bytes())[0]).lstrip("\ufeff")
    except OSError as error:
        raise InputError(
            f"{path} could not be read: {error.strerror}.", "Name a table of files with --meta."
        ) from error
    table = csv.DictReader(text.split("\n"), delimiter=find_delimiter(text) or ",", skipinitialspace=True)
    columns = table.fieldnames or []
    file = next((name for name in columns if fold_name(name) in _FILE), None)
    if file is None:
        listed = ", ".join(columns) or "none"
        raise InputError(f"{path} has no column that names files (it has: {listed}).", "Name one of them `file`.")
    fields = match_fields([name for name in columns if name != file], ReadOptions())
    by_name: dict[str, Facts] = {}
    rows: dict[str, int] = {}
    for number, row in enumerate(table, 1):
        name = (row[file] or "").strip().replace("\\", "/").removeprefix("./")
        values = {thing: _first(row, fields[thing]) for thing in ("title", *_WORDS, *_TIMES)}
        if name:
            rows[name] = number
            by_name[name] = _check_times(path, name, {thing: value for thing, value in values.items() if value})
    return FileFacts(by_name, rows, Path(path).absolute().as_posix())


def hash_reading(options: ReadOptions, facts: Facts) -> int:
    """A number that changes whenever a file could be read differently."""
    return make_id(hash_options(options), *sorted(facts.items())) if facts else hash_options(options)


def apply_facts(item: Item, facts: Facts) -> Item:
    """The item with what is said of its file in the place of what it says itself."""
    times = {thing: _read_time(facts[thing]) for thing in _TIMES if thing in facts}
    words = {thing: facts[thing] for thing in _WORDS if thing in facts}
    item = replace(item, **words, **times)  # type: ignore[arg-type]
    title = facts.get("title")
    if not title:
        return item
    if item.title:
        return replace(item, title=title)
    shift = len(title) + 2
    moved = tuple((start + shift, end + shift, kind) for start, end, kind in item.regions)
    signals = tuple(replace(s, span=s.span and (s.span[0] + shift, s.span[1] + shift)) for s in item.signals)
    regions = ((0, len(title), "title"), *moved)
    return replace(item, title=title, text=f"{title}\n\n{item.text}", regions=regions, signals=signals)


def _list_names(path: str) -> list[str]:
    """What a file may be called: its path, and every end of that, the longest first."""
    parts = path.split("/")
    return ["/".join(parts[start:]) for start in range(len(parts))]


def _note_unmatched(path: str, name: str, row: int) -> Problem:
    what = f"Row {row} of {path.rpartition('/')[2]} says something of {name}, and no file of that name was read."
    return Problem(path, "unmatched", what, "Mend the name, or leave the row out.", row)


def _first(row: Mapping[str, str | None], names: list[str]) -> str:
    return next((" ".join(value.split()) for name in names if (value := row.get(name) or "").strip()), "")


def _check_times(path: str, name: str, facts: dict[str, str]) -> dict[str, str]:
    for thing in _TIMES:
        if thing in facts and _read_time(facts[thing]) is None:
            raise InputError(f"{path} says of {name} that it was {thing} {facts[thing]}, which is no date.", "Mend it.")
    return facts


def _read_time(value: str) -> Published | None:
    found = read_date(value)
    return replace(found, basis="given") if found else None

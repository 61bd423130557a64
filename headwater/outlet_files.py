"""A user's own table of outlets: a CSV file with the columns of data/outlets.tsv, read and checked line by line."""

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from headwater.errors import InputError
from headwater.outlets import Outlet, fold_name, make_outlet

_COLUMNS = ("name", "kind", "sites", "aliases", "group")
_KINDS = ("outlet", "agency", "")
_HOST = re.compile(
    r"(?:https?://)?(?:www\.)?((?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,})(?::\d+)?(?:/.*)?", re.IGNORECASE
)
_HEAD = "Its first line names the columns: name,kind,sites,aliases,group (only name is needed)."


def read_outlets(path: str | Path) -> tuple[Outlet, ...]:
    """The rows of a user's table (CSV or TSV with a head), in their order.

    Raises InputError, with the line, where the file cannot be read, a column or a kind is unknown, a name is missing, a
    site is none, or two rows have one name or site.
    """
    lines = _read_lines(Path(path))
    head = next(lines, (0, []))[1]
    columns = [name.strip().casefold() for name in head]
    if "name" not in columns:
        raise InputError(f"{path} has no column `name` (it has: {', '.join(filter(None, columns)) or 'none'}).", _HEAD)
    if unknown := [name for name in columns if name not in _COLUMNS]:
        raise InputError(f"{path} has a column `{unknown[0]}`, which says nothing of an outlet.", _HEAD)
    rows: list[Outlet] = []
    seen: dict[str, int] = {}
    for line, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        place = f"Line {line} of {path}"
        if len(cells) > len(columns):
            raise InputError(
                f"{place} has {len(cells)} cells, and there are {len(columns)} columns.",
                'Put a cell that holds a comma between quotation marks: "Vik, Lund and Sea"; divide names with |.',
            )
        row = _read_row(place, dict(zip(columns, (" ".join(cell.split()) for cell in cells), strict=False)))
        for key in sorted({*map(fold_name, row.names)} | {f"site {site}" for site in row.sites}):
            if seen.setdefault(key, line) != line:
                raise InputError(
                    f"{place} has {key.removeprefix('site ')}, as line {seen[key]} has.", "Keep it in one of them."
                )
        rows.append(row)
    return tuple(rows)


def write_rows(rows: tuple[Outlet, ...]) -> str:
    """Rows as one word that read_rows reads, for the store's notes.

    >>> read_rows(write_rows((Outlet("Vik Post", False, ("vik.example",)),)))[0].sites
    ('vik.example',)
    """
    return json.dumps([asdict(row) | {"common": sorted(row.common)} for row in rows], ensure_ascii=False)


def read_rows(word: str) -> tuple[Outlet, ...]:
    """The rows that write_rows wrote."""
    return tuple(
        Outlet(r["name"], r["agency"], tuple(r["sites"]), tuple(r["aliases"]), r["group"], frozenset(r["common"]))
        for r in json.loads(word)
    )


def _read_lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The cells of every line, with its number from 1; a cell may go over several lines."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"{path} could not be read: {error.strerror}.", "Name a table of outlets.") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise InputError(f"Line {line} of {path} is not UTF-8.", "Save it as CSV in UTF-8.") from error
    first = text.split("\n", 1)[0]
    delimiter = max("\t;,", key=first.count)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter, skipinitialspace=True)
    line = 1
    try:
        for cells in reader:
            if cells and not cells[0].startswith("#"):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise InputError(f"Line {line} of {path} is no line of a table: {error}.", _HEAD) from error


def _read_row(place: str, cells: dict[str, str]) -> Outlet:
    name, kind = cells.get("name", ""), cells.get("kind", "").casefold()
    names = [name, *(part.strip() for part in cells.get("aliases", "").split("|"))]
    if not fold_name(name):
        raise InputError(f"{place} has no name.", "Say what the outlet is called, or leave the line out.")
    if kind not in _KINDS:
        raise InputError(f"{place} has the kind {kind}.", "It is `agency` where others carry its texts, else `outlet`.")
    if empty := next((part for part in names[1:] if part and not fold_name(part)), None):
        raise InputError(f"{place} has {empty} as a name.", "Give names with letters or digits, with | between.")
    sites = []
    for part in filter(None, re.split(r"[|\s]+", cells.get("sites", ""))):
        match = _HOST.fullmatch(part)
        if match is None:
            raise InputError(f"{place} has {part} as a site.", "Give domains, such as vikpost.example, with | between.")
        sites.append(match.group(1).casefold())
    return make_outlet(name, kind, dict.fromkeys(sites), names[1:], cells.get("group", ""))

"""How far the program agrees with a reader who filled a sheet, and how sure that is."""

import csv
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from headwater.errors import InputError
from headwater.views.names import clip
from headwater.views.sheets import QUESTIONS, open_verdict

_NEEDED = ("number", "answer", "sealed")
_ANSWERS = {
    "edges": {"1": "1", "2": "2", "same": "same", "no": "no", "?": "?"},
    "claims": {"yes": "yes", "y": "yes", "no": "no", "n": "no", "?": "?"},
}
_BANDS = ((0.9, "at least .9 sure"), (0.6, "between .6 and .9"), (0.0, "below .6"))
_Z = 1.959963984540054
"""The 97.5 % point of the normal distribution, for intervals of 95 %."""

Row = dict[str, Any]


@dataclass(frozen=True)
class Share:
    """How many of how many, and the interval in which the share lies."""

    what: str
    right: int
    sure: int

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval (Wilson 1927)."""
        return find_interval(self.right, self.sure)

    def describe(self) -> Row:
        """The share as data."""
        low, high = self.interval
        share = round(self.right / self.sure, 3) if self.sure else None
        return {"what": self.what, "right": self.right, "of": self.sure, "share": share, "low": low, "high": high}


def find_interval(right: int, of: int) -> tuple[float, float]:
    """The interval in which a share lies with a probability of .95 (Wilson, JASA 22, 1927).

    >>> find_interval(9, 10), find_interval(0, 0)
    ((0.596, 0.982), (0.0, 1.0))
    """
    if not of:
        return 0.0, 1.0
    share, square = right / of, _Z * _Z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = _Z * math.sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return round(max(0.0, middle - half), 3), round(min(1.0, middle + half), 3)


def judge_sheet(path: Path) -> Row:
    """How far a filled sheet agrees with what is sealed in it.

    Returns kind, rows, answered, unsure, shares (what, right, of, share, low, high; the first is of all) and wrong (the
    rows in which the two differ). Raises InputError where it is no sheet, an answer is none, or nothing is answered.
    """
    rows = _read_rows(path)
    judged = [_open_row(path, row) for row in rows]
    kinds = {row["verdict"]["kind"] for row in judged}
    if len(kinds) > 1:
        raise InputError(f"{path} holds rows of {' and '.join(sorted(kinds))}.", "Judge one sheet at a time.")
    kind = kinds.pop()
    answers = [_read_answer(path, kind, row) for row in judged]
    told = [(row["verdict"], answer, row["number"]) for row, answer in zip(judged, answers, strict=True)]
    answered = [one for one in told if one[1] is not None]
    if not answered:
        raise InputError(f"No row of {path} has an answer.", f"Fill the column answer: {QUESTIONS[kind]}.")
    sure = [one for one in answered if one[1] != "?" and not _is_open(kind, one[0], one[1])]
    shares = {"edges": _share_edges, "claims": _share_claims, "counts": _share_counts}[kind](sure)
    return {
        "kind": kind,
        "rows": len(rows),
        "answered": len(answered),
        "unsure": len(answered) - len(sure),
        "shares": [share.describe() for share in shares],
        "wrong": [
            {"number": number, "about": verdict["about"], "program": _say_verdict(verdict), "reader": answer}
            for verdict, answer, number in sure
            if not _agrees(verdict, answer)
        ],
    }


def _read_rows(path: Path) -> list[Row]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.", "Name a sheet of `headwater sample`.") from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")  # as a spreadsheet of Windows saves it
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))
    if not rows or not set(_NEEDED) <= set(rows[0]):
        raise InputError(
            f"{path} is no sheet of `headwater sample`: it has no columns {', '.join(_NEEDED)}, or no rows.",
            "Fill the sheet in place, and save it as CSV with all its columns.",
        )
    return rows


def _open_row(path: Path, row: Row) -> Row:
    try:
        return row | {"verdict": open_verdict(row["sealed"] or "")}
    except ValueError as error:
        raise InputError(
            f"Row {row['number']} of {path}: what the program thinks is not to be read from it, {error}.",
            "Leave the column sealed as it is; make the sheet again with `headwater sample` if it is damaged.",
        ) from error


def _read_answer(path: Path, kind: str, row: Row) -> str | int | None:
    typed = (row["answer"] or "").strip().casefold().removesuffix(".0")
    if not typed:
        return None
    answer: str | int | None = _ANSWERS[kind].get(typed) if kind in _ANSWERS else "?" if typed == "?" else None
    if kind == "counts" and typed.isdecimal() and int(typed) > 0:
        answer = int(typed)
    if answer is None:
        raise InputError(
            f"Row {row['number']} of {path}: {clip(row['answer'])} is no answer.", f"Answers are {QUESTIONS[kind]}."
        )
    return answer


def _is_open(kind: str, verdict: Row, answer: str | int | None) -> bool:
    """Whether the reader cannot tell the order which the program tells: that neither agrees nor differs."""
    return kind == "edges" and answer == "same" and verdict["says"] != "same"


def _agrees(verdict: Row, answer: str | int | None) -> bool:
    if verdict["kind"] == "counts":
        return bool(verdict["low"] == answer)
    return bool(verdict["says"] == answer or (verdict["says"] == "same" and answer in ("1", "2")))


def _say_verdict(verdict: Row) -> str:
    if verdict["kind"] != "counts":
        return str(verdict["says"])
    return f"{verdict['low']} to {verdict['high']}"


Told = Sequence[tuple[Row, Any, str]]


def _share_right(what: str, told: Told) -> Share:
    return Share(what, sum(_agrees(verdict, answer) for verdict, answer, _ in told), len(told))


def _share_edges(told: Told) -> list[Share]:
    shares = [_share_right("right", told)]
    copied = sum(a != "no" for _, a, _ in told)
    shares.append(Share("one text at all", copied, len(told)))
    above = 1.01
    for least, words in _BANDS:
        band = [one for one in told if least <= one[0]["confidence"] < above]
        above = least
        if band:
            shares.append(_share_right(f"right where the program is {words}", band))
    return shares


def _share_claims(told: Told) -> list[Share]:
    shares = [_share_right("right", told)]
    for says, words in (("yes", "taken for one claim, and one"), ("no", "taken for two claims, and two")):
        part = [one for one in told if one[0]["says"] == says]
        if part:
            shares.append(_share_right(words, part))
    return shares


def _share_counts(told: Told) -> list[Share]:
    shares = [_share_right("low count right", told)]
    many = [one for one in told if one[1] > 1]
    if many:
        shares.append(_share_right("low count right where it is 2 or more", many))
    shares.append(Share("within the interval", sum(v["low"] <= a <= v["high"] for v, a, _ in told), len(told)))
    shares.append(Share("not counted too high", sum(v["low"] <= a for v, a, _ in told), len(told)))
    return shares


def say_share(share: Row) -> str:
    """A share in words.

    >>> say_share({"what": "right", "right": 9, "of": 10, "share": 0.9, "low": 0.596, "high": 0.982})
    'right: 9 of 10, .90 (.60 to .98)'
    """
    if share["share"] is None:
        return f"{share['what']}: nothing to tell from"
    figures = (f"{value:.2f}".removeprefix("0") for value in (share["share"], share["low"], share["high"]))
    part, low, high = figures
    return f"{share['what']}: {share['right']} of {share['of']}, {part} ({low} to {high})"

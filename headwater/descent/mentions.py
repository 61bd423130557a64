"""Outlets that a text names as having the news: "told the Courier", "the Herald reported"."""

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from headwater.descent.outlets import read_common_names, read_outlets, squeeze_name, write_name
from headwater.failures import map_apart
from headwater.intervals import Span, join_spans
from headwater.schema import Tables
from headwater.states import STATES
from headwater.work import Work, cut_batches

METHOD = 3
"""Raised when the patterns change, so that no store keeps what older ones found."""

_BATCH = 500
_CAPITAL = r"(?:St\. )?[A-Z](?:[\w&’'-]|\.(?=\w))*"
_NAME = rf"(?P<name>(?:{_CAPITAL}(?: (?:of|de|della|el|al|and|&) (?={_CAPITAL})| )){{0,4}}{_CAPITAL})"
_REPORT = "(?:report|story|article|investigation|exclusive|interview|exposé)"
_AROUND = 70
"""Characters on either side of a word that tells: four capitalised words and what may stand between."""


@cache
def read_words() -> dict[str, list[str]]:
    """The words of data/mention_words.json."""
    found: dict[str, list[str]] = json.loads(
        files("headwater.descent").joinpath("data/mention_words.json").read_text("utf-8")
    )
    return found


def _join_words(*kinds: str) -> str:
    return "(?:" + "|".join(word for kind in kinds for word in read_words()[kind]) + ")"


@cache
def compile_patterns() -> tuple[tuple[re.Pattern[str], bool], ...]:
    """The patterns, each with whether it says by itself that the name is an outlet's."""
    told, sort, verbs = _join_words("told", "according"), _join_words("sorts"), _join_words("verbs")
    written = (
        (rf"\b{told} (?:[Tt]he )?(?:[\w’'-]+ ){{0,3}}?{_NAME} {sort}\b", True),
        (rf"\b{told} (?:[\w’'-]+ ){{0,5}}?{sort},? {_NAME}", True),
        (rf"\b(?:[\w’'-]+ ){{0,2}}{sort} {_NAME} {verbs}\b", True),
        (rf"{_NAME} {sort} {verbs}\b", True),
        (rf"\b{told} (?:[Tt]he )?{_NAME}", False),
        (rf"{_NAME},? {verbs}\b", False),
        (rf"\b[Aa]n? (?:exclusive )?{_NAME} {_REPORT}\b", False),
    )
    return tuple((re.compile(pattern), certain) for pattern, certain in written)


@cache
def _compile_trigger() -> re.Pattern[str]:
    return re.compile(rf"\b{_join_words('verbs', 'triggers', 'according', 'sorts')}\b")


def find_named_outlets(text: str) -> list[tuple[Span, str]]:
    """The outlets that a text names as having the news: where, and the name as readers know it.

    >>> find_named_outlets("Two aides leaked the plan to the Valley Tracker news outlet, the Daily Herald reported.")
    [((33, 47), 'Valley Tracker'), ((65, 77), 'Daily Herald')]
    """
    found: dict[Span, str] = {}
    for low, high in _find_windows(text):
        for pattern, certain in compile_patterns():
            for match in pattern.finditer(text, low, high):
                name, start = _trim_name(match.group("name")), match.start("name")
                start += match.group("name").find(name)
                if name and _is_outlet(name, certain):
                    found.setdefault((start, start + len(name)), write_name(name))
    kept: dict[Span, str] = {}
    for span in sorted(found, key=lambda s: (s[0], -s[1])):
        if not any(other[0] <= span[0] < other[1] for other in kept):
            kept[span] = found[span]
    return sorted(kept.items())


def _find_windows(text: str) -> list[Span]:
    """The stretches around words that can tie a text to an outlet: names are looked for only there."""
    return join_spans(
        (max(0, m.start() - _AROUND), min(len(text), m.end() + _AROUND)) for m in _compile_trigger().finditer(text)
    )


def _trim_name(name: str) -> str:
    """A name without what stands before it ("Ann Roe of the Courier", "Friday's Courier") and without a possessive."""
    words = re.sub(r"[’']s?$", "", name).rstrip(".,-").split()
    while words and words[0].strip(".,") in read_words()["openers"]:
        words = words[1:]
    for start in range(1, len(words)):
        rest = " ".join(words[start:])
        if squeeze_name(rest) in read_outlets() and squeeze_name(" ".join(words)) not in read_outlets():
            return rest
    return " ".join(words)


@cache
def read_places() -> frozenset[str]:
    """Places that stand before "newspaper" or "television" and are no outlet's name."""
    text = files("headwater.descent").joinpath("data/places.txt").read_text("utf-8")
    return frozenset(squeeze_name(line) for line in text.split("\n") if line and not line.startswith("#"))


_DEMONYM = re.compile(
    r"(?:^|[ -])[A-Z]\w*(?:ian|ean|ese|ish|eli|aqi|ani|man|ench|utch|reek|nian|based)$"
    r"|^(?:Arab|Thai|Swiss|Czech|Kurdish|Local|State)$"
)


def _is_outlet(name: str, certain: bool) -> bool:
    key = squeeze_name(name)
    if len(key) < 2:
        return False
    if key in read_outlets():
        return certain or key not in read_common_names()
    if certain and (key in read_places() or _DEMONYM.search(name)):
        return False
    return certain or bool(re.fullmatch(rf"(?:.* )?{_join_words('endings')}", name) and " " in name)


def find_mentions(documents: pa.Table, known: Tables, work: Work, failed: dict[int, str]) -> pa.Table:
    """What every document names, recalled where it was read before (rows of the state `descent_scans`).

    Documents that could not be read are added to `failed`, each with its error.
    """
    state = STATES["descent_scans"]
    have = known.get(state.name, state.build()).select(state.schema.names)
    wanted = documents["document_id"]
    right = pc.and_(pc.is_in(have["document_id"], wanted), pc.equal(have["method"], METHOD))
    kept = have.filter(right)
    fresh = documents.filter(pc.invert(pc.is_in(wanted, kept["document_id"]))).select(["document_id", "text"])
    parts = [kept]
    for tried in map_apart(work, scan_documents, cut_batches(_list_texts(fresh), _BATCH)):
        parts += map(state.build, tried.done)
        failed |= {number: error for [(number, _)], error in tried.failed}
    return pa.concat_tables(parts)


def _list_texts(table: pa.Table) -> Iterator[tuple[int, str]]:
    for batch in table.to_batches(max_chunksize=_BATCH):
        yield from zip(batch["document_id"].to_pylist(), batch["text"].to_pylist(), strict=True)


def scan_documents(batch: list[tuple[int, str]]) -> list[dict[str, Any]]:
    """Rows of `descent_scans` for documents (id, text)."""
    rows = []
    for number, text in batch:
        named = [{"start": s, "end": e, "name": name} for (s, e), name in find_named_outlets(text)]
        rows.append({"document_id": number, "method": METHOD, "named": named})
    return rows

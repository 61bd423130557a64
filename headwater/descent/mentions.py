"""Outlets that a text names as having the news: "told the Courier", "the Herald reported", "leaked to the Axios news outlet"."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from headwater.descent.outlets import read_outlets, squeeze_name, write_name
from headwater.intervals import Span, join_spans
from headwater.schema import Tables
from headwater.states import STATES
from headwater.work import Work, cut_batches

METHOD = 1
"""Raised when the patterns change, so that no store keeps what older ones found."""

_BATCH = 500
_ENDINGS = (
    r"(?:News|Times|Post|Journal|Herald|Tribune|Gazette|Courier|Chronicle|Examiner|Observer|Dispatch|Record|Register|Sentinel|"
    r"Standard|Star|Sun|Globe|Mail|Mirror|Express|Telegraph|Guardian|Independent|Echo|Argus|Advertiser|Advocate|Bulletin|"
    r"Inquirer|Enquirer|Ledger|Monitor|Press|Press Agency|News Agency|News Service|Newswire|Wire|Radio|Television|TV|Broadcasting|"
    r"Weekly|Daily|Magazine|Review|Reporter|Daily News|Morning News|Evening News|Zeitung|Nachrichten|Tagblatt|Gazeta|Shimbun|Ilbo)"
)
_CAPITAL = r"(?:St\. )?[A-Z](?:[\w&’'-]|\.(?=\w))*"
_NAME = rf"(?:{_CAPITAL}(?: (?:of|de|della|el|al|and|&) (?={_CAPITAL})| )){{0,4}}{_CAPITAL}"
_SORT = (
    r"(?:news outlet|news site|news website|news agency|news service|news channel|newspaper|newswire|wire service|website|"
    r"outlet|magazine|daily|weekly|tabloid|broadcaster|television|TV channel|TV station|television network|network|radio station|"
    r"radio|public broadcaster|blog|portal|publication|news program|podcast)"
)
_VERBS = (
    r"(?:reported|reports|is reporting|has reported|had reported|was reporting|first reported|also reported|later reported|"
    r"previously reported|exclusively reported|revealed|reveals|disclosed|broke the (?:news|story)|wrote|writes|quoted|"
    r"cited|citing|published|has learned|learned|said in a report|said, citing|confirmed|obtained)"
)
_TOLD = (
    r"(?:told|tells|telling|spoke (?:to|with)|speaking (?:to|with)|speaks to|said to|confirmed to|in an? (?:\w+ )?interview (?:with|to|for|on|in)|"
    r"interview (?:with|to|on)|interviewed by|in comments to|in a statement to|(?:in )?remarks to|leaked (?:[\w ]{1,30} )?to|gave|"
    r"provided to|shared with|sent to|disclosed to|given to|briefed)"
)
_ACCORDING = (
    r"(?:according to|as reported by|first reported by|reported by|reported in|reports by|reports in|report by|report in|reporting by|"
    r"published by|published in|revealed by|obtained by|seen by|reviewed by|viewed by|quoted by|cited by|wrote in|writing in|"
    r"investigation by|interview with|told to|commissioned by|article in|story in|piece in|article by|story by|per)"
)


_TRIGGER = re.compile(
    rf"\b(?:{_VERBS}|told|tells|telling|spoke|speaking|speaks|said to|confirmed to|interview(?:ed)?|comments to|remarks to|"
    rf"statement to|leaked|gave|provided to|shared with|sent to|disclosed to|given to|briefed|{_ACCORDING}|exclusive|exposé|"
    rf"{_SORT})\b"
)
_AROUND = 70
"""Characters on either side of such a word: four capitalised words and what may stand between."""


@cache
def compile_patterns() -> tuple[tuple[re.Pattern[str], bool], ...]:
    """The patterns, each with whether it says by itself that the name is an outlet's."""
    the = r"(?:[Tt]he )?"
    return (
        (re.compile(rf"\b(?:{_TOLD}|{_ACCORDING}) {the}(?:[\w’'-]+ ){{0,3}}?(?P<name>{_NAME}) {_SORT}\b"), True),
        (re.compile(rf"\b(?:{_TOLD}|{_ACCORDING}) (?:[\w’'-]+ ){{0,5}}?{_SORT},? (?P<name>{_NAME})"), True),
        (re.compile(rf"\b(?:[\w’'-]+ ){{0,2}}{_SORT} (?P<name>{_NAME}) {_VERBS}\b"), True),
        (re.compile(rf"(?P<name>{_NAME}) {_SORT} {_VERBS}\b"), True),
        (re.compile(rf"\b(?:{_TOLD}|{_ACCORDING}) {the}(?P<name>{_NAME})"), False),
        (re.compile(rf"(?P<name>{_NAME}),? {_VERBS}\b"), False),
        (
            re.compile(
                rf"\ba(?:n exclusive)? (?P<name>{_NAME}) (?:report|story|article|investigation|exclusive|interview|exposé)\b"
            ),
            False,
        ),
    )


@cache
def read_common_names() -> frozenset[str]:
    """Outlets whose names are common words ("Time", "People"): believed only where the text says what they are."""
    lines = files("headwater.descent").joinpath("data/common_names.txt").read_text("utf-8").split("\n")
    return frozenset(squeeze_name(line) for line in lines if line and not line.startswith("#"))


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
    return join_spans((max(0, m.start() - _AROUND), min(len(text), m.end() + _AROUND)) for m in _TRIGGER.finditer(text))


_STOPS = frozenset(
    "The A An In On At But And As It He She They We I You His Her Its Their This That These Those When While After Before If For "
    "According Mr Mrs Ms Dr President Senator Sen Rep Gov Meanwhile However Also Earlier Later Yesterday Today Monday Tuesday "
    "Wednesday Thursday Friday Saturday Sunday".split()
)


def _trim_name(name: str) -> str:
    """A name without what stands before it ("David Muir of ABC News", "Friday's Washington Post"), and no possessive."""
    words = re.sub(r"[’']s?$", "", name).rstrip(".,-").split()
    while words and words[0].strip(".,") in _STOPS:
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
    r"(?:^|[ -])[A-Z]\w*(?:ian|ean|ese|ish|eli|aqi|ani|man|ench|utch|reek|nian|based)$|^(?:Arab|Thai|Swiss|Czech|Kurdish|Local|State)$"
)


def _is_outlet(name: str, certain: bool) -> bool:
    key = squeeze_name(name)
    if len(key) < 2:
        return False
    if key in read_outlets():
        return certain or key not in read_common_names()
    if certain and (key in read_places() or _DEMONYM.search(name)):
        return False
    return certain or bool(re.fullmatch(rf"(?:.* )?{_ENDINGS}", name) and " " in name)


def find_mentions(documents: pa.Table, known: Tables, work: Work) -> pa.Table:
    """What every document names, recalled where it was read before (rows of the state `descent_scans`)."""
    state = STATES["descent_scans"]
    have = known.get(state.name, state.build()).select(state.schema.names)
    wanted = documents["document_id"]
    right = pc.and_(pc.is_in(have["document_id"], wanted), pc.equal(have["method"], METHOD))
    kept = have.filter(right)
    fresh = documents.filter(pc.invert(pc.is_in(wanted, kept["document_id"]))).select(["document_id", "text"])
    parts = [kept, *map(state.build, work.map(scan_documents, cut_batches(_list_texts(fresh), _BATCH)))]
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

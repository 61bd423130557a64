"""What sources, outlets, articles and times are called where a person reads them."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from headwater.schema import write_id

if TYPE_CHECKING:
    from headwater.store import Store

Row = dict[str, Any]

NO_SOURCE = "no source given"
UNNAMED = ("unnamed_person", "unnamed_group")
"""Kinds of source that are people without a name; a council or a report is called what it is."""
_SAYS_UNNAMED = re.compile(
    r"\b(?:unnamed|un-named|unidentified|anonymous|anonymously|nameless|not named|declined to be (?:named|identified)|"
    r"condition of anonymity|did not want to be (?:named|identified))\b",
    re.IGNORECASE,
)
BASES = {
    "json-ld": "the page's metadata",
    "meta": "the page's metadata",
    "time": "the page's time tag",
    "text": "a date in the text",
    "url": "the address",
    "row": "the table it came in",
    "given": "the user",
    "guess": "a guess from the page",
}
"""Where a date of publication was found, in a reader's words."""

_ARTICLE = re.compile(r"^(?:A|An|The|Some|Several|One|Two|Three|Four|Many)\b(?=\s)")


def name_source(row: Row) -> str:
    """A source in a few words: name, office and affiliation, or the description of one that has no name.

    >>> name_source({"kind": "person", "name": "Ilo Varga", "role": "spokesman", "affiliation": "port ministry"})
    'Ilo Varga, spokesman, port ministry'
    >>> name_source({"kind": "unnamed_person", "name": None, "described_as": "A port official"})
    'a port official (unnamed)'
    >>> name_source({"kind": "unnamed_person", "name": None, "described_as": "The officer,"})
    'the officer (unnamed)'
    >>> name_source({"kind": "organisation", "name": None, "described_as": "The council"})
    'the council'
    >>> name_source({"kind": "unstated", "name": None})
    'no source given'
    """
    if row["kind"] == "unstated":
        return NO_SOURCE
    if row.get("name"):
        parts = [str(row["name"])]
        for part in (row.get("role"), row.get("affiliation")):
            words = str(part or "").strip(" ,;")
            if words and words.casefold() not in ", ".join(parts).casefold():
                parts.append(words)
        return ", ".join(parts)
    words = str(row.get("described_as") or "").strip(" ,;:") or "somebody"
    described = _ARTICLE.sub(lambda m: m.group().lower(), words)
    known = row["kind"] not in UNNAMED or _SAYS_UNNAMED.search(described)
    return described if known else f"{described} (unnamed)"


def name_speaker(row: Row) -> str:
    """Who speaks at the origin of a claim: an outlet that a text calls "the paper" is the one that it came through.

    >>> name_speaker({"kind": "outlet", "name": None, "described_as": "the paper", "via": "Harbour Times"})
    'Harbour Times'
    """
    if row["kind"] == "outlet" and not row.get("name") and row.get("via"):
        return str(row["via"])
    return name_source(row)


def name_outlet(row: Row) -> str:
    """The outlet of an article: its site, or where nobody knows it the file's name.

    >>> name_outlet({"site": None, "uri": "pile/a.txt"}), name_outlet({"site": "harbor.example", "uri": "x"})
    ('a.txt', 'harbor.example')
    """
    return str(row.get("site") or row["uri"].rsplit("/", 1)[-1])


def write_time(at: datetime | None, precision: str | None = "instant") -> str | None:
    """A time as far as it is known, UTC; None where it is not.

    >>> write_time(datetime(2026, 3, 2, 7, 10, tzinfo=UTC)), write_time(datetime(2026, 3, 2, tzinfo=UTC), "month")
    ('2026-03-02 07:10', '2026-03')
    """
    if at is None:
        return None
    form = {"year": "%Y", "month": "%Y-%m", "day": "%Y-%m-%d"}.get(precision or "instant", "%Y-%m-%d %H:%M")
    return at.astimezone(UTC).strftime(form)


def find_latest(at: datetime | None, precision: str | None) -> datetime:
    """The end of the day, month or year of which a date says no more; by it articles stand in the order of time.

    So an article of an unknown hour is not called earlier than one of that day's morning. Without a date, the end of
    all time.

    >>> str(find_latest(datetime(2026, 2, 1, tzinfo=UTC), "month"))
    '2026-03-01 00:00:00+00:00'
    """
    if at is None:
        return datetime.max.replace(tzinfo=UTC)
    if precision == "year":
        return at.replace(year=at.year + 1)
    if precision == "month":
        return (at + timedelta(days=31)).replace(day=1)
    return at + timedelta(days=1) if precision == "day" else at


def write_birth(at: datetime | None) -> str | None:
    """When a text came to be; midnight stands for a day of which the hour is not known.

    >>> write_birth(datetime(2026, 3, 2, tzinfo=UTC)), write_birth(datetime(2026, 3, 2, 7, 10, tzinfo=UTC))
    ('2026-03-02', '2026-03-02 07:10')
    """
    return write_time(at, "day" if at is not None and at.hour == at.minute == at.second == 0 else "instant")


def read_articles(store: "Store", document_ids: Iterable[int]) -> dict[int, Row]:
    """Articles as they are shown in lists, by document_id: id, title, outlet, site, address, file, date."""
    sql = """
        SELECT document_id, uri, url, site, outlet_group, host, title,
            published_at, published_precision, published_basis,
            CASE WHEN title IS NULL THEN substr(text, 1 + coalesce((SELECT min("start") FROM regions r
            WHERE r.document_id = d.document_id AND kind = 'body'), 0), 200) END AS text
        FROM documents d WHERE document_id IN (SELECT unnest(?))"""
    rows = store.ask(sql, [sorted(set(document_ids))]).to_pylist()
    return {row["document_id"]: _describe(row) for row in rows}


def _describe(row: Row) -> Row:
    """What lists say of one article, from its row of documents."""
    return {
        "id": write_id("d", row["document_id"]),
        "title": row["title"],
        "opening": None if row["title"] else _open_text(row["text"] or ""),
        "outlet": name_outlet(row),
        "site": row["site"],
        "group": row.get("outlet_group"),
        "host": row.get("host"),
        "url": row["url"],
        "file": row["uri"],
        "published": write_time(row["published_at"], row["published_precision"]),
        "published_basis": row["published_basis"],
    }


def _open_text(text: str) -> str:
    words = text[:200].split()[:10]
    return f"“{' '.join(words)} …”"


def count_articles(store: "Store") -> int:
    """How many articles the pile has."""
    return store.count("documents")

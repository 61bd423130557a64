"""What if: the counts of a store as they would be without an outlet, a source or an article, or as of some day.

The store itself stays as it is: the tables as they would be take their place until it is closed.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from headwater.articles.settled import read_date
from headwater.errors import InputError
from headwater.outlets import know_outlets
from headwater.pipeline.stages import STAGES, recall_outlets
from headwater.schema import Tables, pick_rows, write_id
from headwater.store import Store
from headwater.tally import tally_claims
from headwater.tally.outlets import fold_outlet, name_outlet
from headwater.tally.supposed import Removed, count_without
from headwater.views.names import clip, find_id
from headwater.views.voices import find_latest

_TALLY = STAGES[-1]

Row = dict[str, Any]


def suppose(store: Store, without: Sequence[str], as_of: str) -> Row:
    """Put the tables as they would be in the place of the store's.

    Returns without and as_of as given, fallen (the claims of which nothing is left) and undated (the articles without a
    date, which are left out as of any day). Raises InputError where `as_of` is no date, or nothing goes by a name of
    `without`.
    """
    undated, fallen = 0, []
    with know_outlets(recall_outlets(store)):
        if as_of:
            undated = _suppose_day(store, as_of)
        if without:
            fallen = _suppose_without(store, without)
    return {"without": list(without), "as_of": as_of or None, "fallen": fallen, "undated": undated}


def _suppose_day(store: Store, as_of: str) -> int:
    """The pile of the articles of which it is known that they were there by the end of a day, month or year."""
    day = read_date(as_of)
    if day is None:
        raise InputError(f"{clip(as_of)} is no date.", "Write it as 2026-03-02, 2026-03 or 2026.")
    have = store.read_all(_TALLY.reads)
    end = _find_end(*day)
    born = dict(pick_rows(have["versions"], "document_id", "born_at"))
    there, undated = set(), 0
    for number, at in pick_rows(have["documents"], "document_id", "published_at"):
        known = at or born.get(number)
        undated += known is None
        if known is not None and known < end:
            there.add(number)
    pile = keep_documents(have, there)
    known = store.read_all([*_TALLY.writes, *_TALLY.remembers])
    made = tally_claims(pile, pile, pile, known=known)
    store.suppose(pile | {name: made[name] for name in _TALLY.writes})
    return undated


def _find_end(start: datetime, precision: str) -> datetime:
    end = find_latest(start, precision)
    return end + timedelta(microseconds=1) if precision == "instant" else end


def keep_documents(have: Tables, there: set[int]) -> Tables:
    """The tables of all stages up to the tally with some documents alone, and unseen originals of their families."""
    ids = pa.array(sorted(there), pa.int64())
    kept = dict(have)
    for name in ("documents", "regions", "signals", "statements", "roles", "dates"):
        kept[name] = have[name].filter(pc.is_in(have[name]["document_id"], ids))
    statements = kept["statements"]["statement_id"]
    kept["spans"] = have["spans"].filter(pc.is_in(have["spans"]["statement_id"], statements))
    versions = have["versions"]
    seen = pc.is_in(versions["document_id"], ids)
    families = versions.filter(seen)["family_id"]
    unseen = pc.and_(pc.is_null(versions["document_id"]), pc.is_in(versions["family_id"], families))
    kept["versions"] = versions.filter(pc.or_(seen, unseen))
    left = kept["versions"]["version_id"]
    both = pc.and_(*(pc.is_in(have["edges"][end], left) for end in ("child_id", "parent_id")))
    kept["edges"] = have["edges"].filter(both)
    return kept


def _suppose_without(store: Store, without: Sequence[str]) -> list[Row]:
    removed = [_find_removed(store, typed) for typed in without]
    have = store.read_all([*_TALLY.reads, *_TALLY.writes])
    made, gone = count_without(have, have, have, have, _join_removed(removed))
    sql = """
        SELECT claim_id, wording, reports FROM claims JOIN claim_counts USING (claim_id)
        WHERE claim_id IN (SELECT unnest(?)) ORDER BY reports DESC, claim_id"""
    fallen = store.ask(sql, [gone]).to_pylist()
    store.suppose({name: made[name] for name in _TALLY.writes})
    return [
        {"id": write_id("c", row["claim_id"]), "wording": row["wording"], "reports": row["reports"]} for row in fallen
    ]


def _find_removed(store: Store, typed: str) -> Removed:
    """What a person means by the name of an outlet, or else of a source, or else of an article."""
    key = fold_outlet(name_outlet(typed))
    sites = store.ask("SELECT document_id, site FROM documents WHERE site IS NOT NULL").to_pylist()
    same = {r["site"] for r in sites if r["site"] == typed.casefold() or fold_outlet(name_outlet(r["site"])) == key}
    own = [r["document_id"] for r in sites if r["site"] in same]
    sql = """
        SELECT via AS name FROM claim_origins WHERE via IS NOT NULL
        UNION SELECT name FROM versions WHERE name IS NOT NULL"""
    named = [n for n in store.ask(sql)["name"].to_pylist() if fold_outlet(name_outlet(n)) == key]
    folded = typed.casefold().removeprefix("the ")
    sql = """
        SELECT source_id FROM sources WHERE kind <> 'unstated'
        AND (lower(name) = ? OR lower(name) = 'the ' || ? OR lower(described_as) = ?)"""
    sources = store.ask(sql, [folded, folded, typed.casefold()])["source_id"].to_pylist()
    if own or named:
        names = {typed, name_outlet(typed), *named, *(n.removesuffix(" report") for n in named)}
        names |= {name_outlet(site) for site in same}
        return Removed(frozenset(own), frozenset({key}), frozenset(sources), frozenset(n for n in names if n))
    if sources:
        return Removed(sources=frozenset(sources))
    letter, number = _find_other(store, typed)
    return Removed(sources=frozenset({number})) if letter == "o" else Removed(frozenset({number}))


def _find_other(store: Store, typed: str) -> tuple[str, int]:
    """The source or article that goes by an id or a file name."""
    try:
        return find_id(store, typed, "od")
    except InputError as error:
        if "could be" in error.what:
            raise
        mend = (
            "Give an outlet by its name or site, a source by its name or description, or the id of a source or article"
        )
        raise InputError(error.what, f"{mend}: headwater said {store.path}") from error


def _join_removed(removed: Sequence[Removed]) -> Removed:
    fields = ("documents", "outlets", "sources", "names")
    return Removed(*(frozenset().union(*(getattr(one, name) for one in removed)) for name in fields))

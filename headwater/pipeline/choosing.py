"""Which articles of a pile are read for what is said in them: all, or those that the user chose with `trace --only`."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from headwater.articles.identity import tell_analysed
from headwater.errors import HeadwaterError
from headwater.store import Store, open_store

ONLY = "only"
"""The store's note of which articles are read, and the option of `trace` that says so."""
_MEND = 'Give copies, site=…, from=YYYY-MM-DD, to=YYYY-MM-DD, words="…", or all.'


@dataclass(frozen=True)
class Choice:
    """Which articles are read: those that meet every kind of condition that is given; of several sites one is enough,
    and of several `words` too."""

    copies: bool = False
    sites: tuple[str, ...] = ()
    first: str = ""
    last: str = ""
    words: tuple[str, ...] = ()


EVERYTHING = Choice()


def parse_choice(conditions: Sequence[str]) -> Choice:
    """What the conditions of `--only` choose. Raises HeadwaterError where one cannot be read.

    >>> parse_choice(["copies", "site=a.example", "site=b.example", "from=2026-01-01"]).sites
    ('a.example', 'b.example')
    """
    sites, words, days, copies = [], [], {"from": "", "to": ""}, False
    for condition in conditions:
        name, _, value = condition.partition("=")
        if name == "site" and value:
            sites.append(value.casefold().removeprefix("www."))
        elif name == "words" and value.split():
            words.append(" ".join(value.split()))
        elif name in days and _is_day(value):
            days[name] = value
        elif condition == "copies":
            copies = True
        elif condition != "all" or len(conditions) > 1:
            raise HeadwaterError(f"--only {condition} cannot be read.", _MEND)
    return Choice(copies, tuple(sorted(set(sites))), days["from"], days["to"], tuple(sorted(set(words))))


def _is_day(value: str) -> bool:
    try:
        return bool(date.fromisoformat(value))
    except ValueError:
        return False


def recall_choice(store: Store) -> Choice:
    """The choice that a store was read with last."""
    return parse_choice(json.loads(store.recall(ONLY) or "[]"))


def note_choice(path: Path, conditions: Sequence[str]) -> None:
    """Note in a store which articles this run and later ones read. Raises HeadwaterError where that cannot be told."""
    choice = parse_choice(conditions)
    with open_store(path) as store:
        store.note(ONLY, json.dumps(describe_choice(choice)) if choice != EVERYTHING else None)


def choose_articles(store: Store, documents: pa.Table, choice: Choice) -> tuple[pa.Table, pa.Table]:
    """The documents with `analysed` saying "none" where they are left out, and those that are not.

    Reads the documents and passages of the store. What was left out before and is chosen now says again what can be
    done in its language.
    """
    chosen = _ask_chosen(store, choice)
    meant = pc.is_in(documents["document_id"], value_set=chosen)
    told = pa.array([tell_analysed(language) for language in documents["language"].to_pylist()], pa.string())
    analysed = pc.if_else(meant, told, "none")
    place = documents.schema.get_field_index("analysed")
    marked = documents.set_column(place, documents.schema.field(place), analysed)
    return marked, marked.filter(meant)


def count_chosen(store: Store, choice: Choice) -> int:
    """How many articles of a store a choice means."""
    return len(_ask_chosen(store, choice))


def _ask_chosen(store: Store, choice: Choice) -> pa.Array:
    wheres, parameters = ["true"], list[Any]()
    if choice.copies:
        listed = (f"SELECT {side}_document_id FROM passages WHERE kind = 'copy'" for side in "ab")
        wheres.append(f"document_id IN ({' UNION '.join(listed)})")
    if choice.sites:
        wheres.append("lower(site) IN (SELECT unnest(?))")
        parameters.append(list(choice.sites))
    for sign, day in ((">=", choice.first), ("<", _day_after(choice.last))):
        if day:
            wheres.append(f"published_at {sign} ?::TIMESTAMPTZ")
            parameters.append(f"{day} 00:00:00+00")
    if choice.words:
        patterns = [[_make_pattern(word) for word in words.split()] for words in choice.words]
        wheres.append("(" + " OR ".join(" AND ".join(["regexp_matches(text, ?)"] * len(p)) for p in patterns) + ")")
        parameters += [pattern for listed in patterns for pattern in listed]
    sql = f"SELECT document_id FROM documents WHERE {' AND '.join(wheres)} ORDER BY document_id"
    return store.ask(sql, parameters)["document_id"].combine_chunks()


def _make_pattern(word: str) -> str:
    """A pattern (RE2) for a word or a longer one that begins with it, as lists find words (views/claims.py)."""
    return rf"(?i)(^|[^\pL\pN]){re.escape(word)}"


def _day_after(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat() if day else ""


def describe_choice(choice: Choice) -> list[str]:
    """A choice as it is typed.

    >>> describe_choice(parse_choice(["words=ferry strike", "to=2026-03-01"]))
    ['to=2026-03-01', 'words=ferry strike']
    """
    days = [f"{name}={day}" for name, day in (("from", choice.first), ("to", choice.last)) if day]
    sites, words = [f"site={s}" for s in choice.sites], [f"words={w}" for w in choice.words]
    return [*(["copies"] if choice.copies else []), *sites, *days, *words]

"""From what a person types (a short id, a file name, an address) to an id, and back to the shortest plain id."""

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING
from urllib.parse import unquote

from headwater.errors import InputError
from headwater.schema import read_id, write_id

if TYPE_CHECKING:
    from headwater.store import Store

SHORTEST = 5
"""Characters of the shortest id that is shown, its letter included."""
ALIKE = 0.8
"""How far a file's name must be like what was typed to be suggested (of difflib's ratio)."""

_TABLES = {
    "d": ("documents", "document_id", "article"),
    "v": ("versions", "version_id", "version"),
    "t": ("versions", "family_id", "text"),
    "c": ("claims", "claim_id", "claim"),
    "o": ("sources", "source_id", "source"),
    "s": ("statements", "statement_id", "statement"),
}
_LISTED_BY = {"d": "texts", "v": "texts", "t": "texts", "c": "claims", "o": "said", "s": "said"}
_DIGITS = re.compile(r"[0-9a-hjkmnp-tv-z]{1,13}")


def find_id(store: "Store", typed: str, letters: str) -> tuple[str, int]:
    """The letter and number that a person means by a short or whole id, a file name, an address, an unseen text's name.

    `letters` are the tables that make sense here; an article's file name is tried where "d" is among them, the name of
    an unseen text where "v" is. Raises InputError when nothing, or more than one thing, goes by that name.
    """
    word = make_whole(typed).strip()
    found = _find_short(store, word, letters)
    if not found and "d" in letters:
        found = [("d", number) for number in _find_article(store, word)]
    if not found and "v" in letters:
        found = [("v", number) for number in _find_unseen(store, word)]
    if len(found) == 1:
        return found[0]
    if found:
        raise InputError(f"{clip(word)} could be {_list_some(store, found)}.", "Type more of it, or the id.")
    alike = _find_alike(store, word) if "d" in letters else []
    raise InputError(
        f"Nothing here goes by {clip(word)}.",
        (f"Is it {' or '.join(clip(name) for name in alike)}? " if alike else "")
        + f"Give {_say_kinds(letters)}, as {_say_lists(store, letters)}.",
    )


def measure_ids(store: "Store", letters: str) -> dict[str, int]:
    """How many characters of an id are plain enough to be shown, for each letter: no two ids begin with the same."""
    return {letter: _measure(store, letter) for letter in letters}


def shorten(written: str, lengths: dict[str, int]) -> str:
    """A written id, cut to the length that is plain in this store.

    >>> shorten("c7k2m9x0000000", {"c": 6})
    'c7k2m9'
    """
    return written[: lengths.get(written[:1], len(written))]


def make_whole(typed: str) -> str:
    """What a person typed as text that can be stored; bytes that are no text become a question mark.

    >>> make_whole("caf\\udce9")
    'caf?'
    """
    return typed.encode("utf-8", "replace").decode("utf-8")


def clip(text: str, length: int = 60) -> str:
    """What a person typed, for a message: quoted, printable and not too long.

    >>> clip("a\\x1b[31m")
    '"a[31m"'
    """
    shown = "".join(c for c in text if c.isprintable())
    return f'"{shown[:length]}…"' if len(shown) > length else f'"{shown}"'


def find_range(digits: str) -> tuple[int, int] | None:
    """The smallest and the largest number whose written id goes on with these digits; None where there is none.

    >>> low, high = find_range("7k")
    >>> write_id("c", low), write_id("c", high)
    ('c7k00000000000', 'c7kzzzzzzzzzzz')
    >>> find_range("z") is None
    True
    """
    try:
        return read_id("x" + digits.ljust(13, "0"))[1], read_id("x" + digits.ljust(13, "z"))[1]
    except ValueError:
        return None


def _find_short(store: "Store", word: str, letters: str) -> list[tuple[str, int]]:
    letter, digits = word[:1].lower(), word[1:].lower()
    if letter not in letters or not _DIGITS.fullmatch(digits) or (span := find_range(digits)) is None:
        return []
    table, key, _ = _TABLES[letter]
    sql = f"SELECT DISTINCT {key} AS id FROM {table} WHERE {key} BETWEEN ? AND ? ORDER BY id LIMIT 6"
    return [(letter, number) for number in store.ask(sql, span)["id"].to_pylist()]


_ARTICLES = """
WITH named AS (
    SELECT document_id, replace(uri, '\\', '/') AS uri, replace(source_path, '\\', '/') AS path,
        regexp_replace(lower(coalesce(url, '')), '^[a-z]+://(www\\.)?|[/#?]+$', '', 'g') AS address
    FROM documents)
SELECT document_id, CASE
        WHEN uri = $1 OR path = $1 OR address = $2 THEN 1
        WHEN ends_with(uri, '/' || $1) OR ends_with('/' || $1, '/' || uri) OR ends_with(path, '/' || $1) THEN 2
        WHEN regexp_replace(regexp_extract(uri, '[^/]*$'), '\\.[A-Za-z0-9.]{1,9}$', '') = $1 THEN 3
        WHEN starts_with(regexp_extract(uri, '[^/]*$'), $3 || '#') OR starts_with(uri, $1 || '#') THEN 4
        WHEN length($3) > 2 AND starts_with(regexp_extract(uri, '[^/]*$'), $3) THEN 5
    END AS nearness
FROM named WHERE nearness IS NOT NULL
QUALIFY nearness = min(nearness) OVER () ORDER BY document_id LIMIT 6"""


def _find_article(store: "Store", word: str) -> list[int]:
    path = unquote(word).replace("\\", "/").removeprefix("./")
    address = re.sub(r"^[a-z]+://(www\.)?|[/#?]+$", "", word.lower())
    if not path or not address:
        return []
    rows = store.ask(_ARTICLES, [path, address, path.rsplit("/", 1)[-1]])
    return [int(number) for number in rows["document_id"].to_pylist()]


def _find_alike(store: "Store", word: str) -> list[str]:
    """The files whose names are nearest to what was typed, at most two; with or without what a name ends in."""
    sql = "SELECT DISTINCT regexp_extract(uri, '[^/]*$') AS file FROM documents ORDER BY file LIMIT 10000"
    wanted, files = word.replace("\\", "/").rsplit("/", 1)[-1].casefold(), store.ask(sql)["file"].to_pylist()
    folded = {name: file for file in files for name in (file.rsplit(".", 1)[0].casefold(), file.casefold())}
    return list(dict.fromkeys(folded[name] for name in get_close_matches(wanted, folded, 2, ALIKE)))


def _find_unseen(store: "Store", word: str) -> list[int]:
    sql = "SELECT version_id FROM versions WHERE document_id IS NULL AND lower(name) = lower(?) ORDER BY 1 LIMIT 6"
    return [int(number) for number in store.ask(sql, [word])["version_id"].to_pylist()]


def _measure(store: "Store", letter: str) -> int:
    """The length at which the two ids that are most alike can be told apart; in order of size they are neighbours."""
    table, key, _ = _TABLES[letter]
    sql = f"""
        SELECT min(differing) AS least FROM (
            SELECT xor({key}, lag({key}) OVER (ORDER BY {key})) AS differing FROM (SELECT DISTINCT {key} FROM {table}))
        WHERE differing > 0"""
    least = store.ask(sql)["least"][0].as_py()
    # the first digit of an id stands for four bits, each further one for five
    lengths = range(SHORTEST, 15)
    return SHORTEST if least is None else next(n for n in lengths if least >> (65 - 5 * (n - 1)) > 0 or n == 14)


def _list_some(store: "Store", found: list[tuple[str, int]]) -> str:
    written = [write_id(letter, number) for letter, number in found]
    if all(letter == "d" for letter, _ in found):
        sql = "SELECT uri FROM documents WHERE document_id IN (SELECT unnest(?)) ORDER BY uri"
        written = [clip(uri) for uri in store.ask(sql, [[number for _, number in found]])["uri"].to_pylist()]
    what = _TABLES[found[0][0]][2]
    return (
        f"{len(written)} {what}s: {', '.join(written)}"
        if len(written) < 6
        else f"many {what}s: {', '.join(written[:5])} …"
    )


def _say_kinds(letters: str) -> str:
    kinds = list(dict.fromkeys(_TABLES[letter][2] for letter in letters if letter != "v"))
    said = kinds[0] if len(kinds) == 1 else f"{', '.join(kinds[:-1])} or {kinds[-1]}"
    return f"the id of {'an' if said[0] in 'aeiou' else 'a'} {said}" + (
        " (or an article's file name or address)" if "d" in letters else ""
    )


def _say_lists(store: "Store", letters: str) -> str:
    commands = list(dict.fromkeys(_LISTED_BY[letter] for letter in letters))
    listed = [f"headwater {command} {store.path}" for command in commands]
    return f"{listed[0]} lists them" if len(listed) == 1 else f"{', '.join(listed[:-1])} and {listed[-1]} list them"

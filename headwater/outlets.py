"""The outlets and agencies that headwater knows: what they are called, where they are found, who shares a newsroom.

One table, data/outlets.tsv, for every stage; each takes from it what it needs and folds names in its own way. A user's
own rows (outlet_files.py) are laid over it for as long as a run lasts; what was made from the table is then made anew.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache, partial
from importlib.resources import files
from typing import Any, Protocol, TypeVar

from headwater.schema import make_id
from headwater.work import Divisible, MapFunction


class _Cached(Protocol):
    def cache_clear(self) -> None: ...


Cached = TypeVar("Cached", bound=_Cached)


@dataclass(frozen=True)
class Outlet:
    """A row of the table: `common` are those of its names that are also words, places or people."""

    name: str
    agency: bool
    sites: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    group: str = ""
    common: frozenset[str] = frozenset()

    @property
    def names(self) -> tuple[str, ...]:
        """The name it is best known by, and the others."""
        return (self.name, *self.aliases)


def parse_outlets(text: str) -> Iterator[Outlet]:
    """The rows of a table in the form that the head of data/outlets.tsv explains.

    >>> next(parse_outlets("Harbour Times*\\toutlet\\tharbour.example\\tThe Harbour|HT*\\tCoast Papers"))
    Outlet(name='Harbour Times', agency=False, sites=('harbour.example',), aliases=('The Harbour', 'HT'), \
group='Coast Papers', common=frozenset({...}))
    """
    for line in text.splitlines():
        if line and not line.startswith("#"):
            name, kind, sites, aliases, group = (*line.split("\t"), "", "", "")[:5]
            yield make_outlet(name, kind, sites.split("|"), aliases.split("|"), group)


def make_outlet(name: str, kind: str, sites: Iterable[str], aliases: Iterable[str], group: str) -> Outlet:
    """One row; a name with * is common.

    >>> make_outlet("Vik Post", "agency", ["vik.example"], ["VP*", ""], "").common
    frozenset({'VP'})
    """
    names = [name, *filter(None, aliases)]
    common = frozenset(n.rstrip("*") for n in names if n.endswith("*"))
    first, *others = (n.rstrip("*") for n in names)
    return Outlet(first, kind == "agency", tuple(filter(None, sites)), tuple(others), group, common)


def follow_outlets(cached: Cached) -> Cached:
    """A cached function whose answers come from the table: they are forgotten when the table changes."""
    _FOLLOWERS.append(cached.cache_clear)
    return cached


_FOLLOWERS: list[Callable[[], None]] = []
_ADDED: list[tuple[Outlet, ...]] = [()]
"""The user's rows that are laid over the table in this process; the last are in force."""


@contextmanager
def know_outlets(rows: tuple[Outlet, ...]) -> Iterator[None]:
    """Lay a user's rows over the table, and nobody else's, for as long as the context lasts.

    >>> with know_outlets((make_outlet("Vik Post", "outlet", ["vik.example"], [], ""),)):
    ...     find_by_host("www.vik.example").name
    'Vik Post'
    >>> find_by_host("www.vik.example") is None
    True
    """
    before = _ADDED[-1]
    _ADDED.append(rows)
    _forget(before)
    try:
        yield
    finally:
        _ADDED.pop()
        _forget(rows)


def list_added() -> tuple[Outlet, ...]:
    """The user's rows that are in force."""
    return _ADDED[-1]


@follow_outlets
@cache
def hash_added() -> int:
    """A number that changes with the user's rows in force; 0 where there are none."""
    rows = ((repr(replace(row, common=frozenset())), *sorted(row.common)) for row in list_added())
    return make_id(*(word for row in rows for word in row)) if list_added() else 0


def _forget(before: tuple[Outlet, ...]) -> None:
    if before != _ADDED[-1]:
        for clear in _FOLLOWERS:
            clear()


def share_outlets(run: MapFunction) -> MapFunction:
    """A map that lays the rows now in force over the table in whatever process a batch is worked on."""
    return partial(_map_knowing, run, list_added()) if list_added() else run


def _map_knowing(
    run: MapFunction, rows: tuple[Outlet, ...], function: Callable[[Any], Any], batches: Iterable[Any]
) -> Iterator[Any]:
    if isinstance(function, Divisible):
        return run(replace(function, function=partial(_call_knowing, rows, function.function)), batches)
    return run(partial(_call_knowing, rows, function), batches)


def _call_knowing(rows: tuple[Outlet, ...], function: Callable[[Any], Any], batch: Any) -> Any:
    before, _ADDED[-1] = _ADDED[-1], rows
    _forget(before)
    return function(batch)


@follow_outlets
@cache
def list_outlets() -> tuple[Outlet, ...]:
    """Every row of the table, with the user's laid over it."""
    return lay_over(_read_table(), list_added())


@cache
def _read_table() -> tuple[Outlet, ...]:
    return tuple(parse_outlets(files("headwater").joinpath("data/outlets.tsv").read_text("utf-8")))


def lay_over(rows: tuple[Outlet, ...], added: tuple[Outlet, ...]) -> tuple[Outlet, ...]:
    """A table with rows laid over it: one of a known name says more of that outlet, and every name and site that it
    gives is that outlet's alone.

    >>> table = (make_outlet("Vik Post", "outlet", ["vik.example"], ["VP"], ""),)
    >>> lay_over(table, (make_outlet("vp", "outlet", ["post.example"], [], "Coast Papers"),))
    (Outlet(name='Vik Post', agency=False, sites=('post.example', 'vik.example'), aliases=('VP',), \
group='Coast Papers', common=frozenset()),)
    """
    table: dict[int, Outlet] = dict(enumerate(rows))
    owner = {key: number for number, outlet in table.items() for key in _list_keys(outlet)}
    for new, row in enumerate(added, len(rows)):
        number = owner.get(fold_name(row.name), new)
        table[number] = _merge(table[number], row) if number in table else row
        keys = _list_keys(table[number])
        for other in {owner[key] for key in keys if key in owner} - {number}:
            if (left := _strip(table.pop(other), keys)) is not None:
                table[other] = left
        owner |= dict.fromkeys(keys, number)
    return tuple(table[number] for number in sorted(table))


def fold_name(name: str) -> str:
    """A name for telling whether two rows are of one outlet: its letters and digits, without case and article.

    >>> fold_name("The Vik-Post"), fold_name("A.P.")
    ('vikpost', 'ap')
    """
    return "".join(c for c in name.casefold().removeprefix("the ") if c.isalnum())


def _list_keys(outlet: Outlet) -> set[str]:
    return {*map(fold_name, outlet.names), *(f"@{site}" for site in outlet.sites)}


def _merge(own: Outlet, row: Outlet) -> Outlet:
    known = set(map(fold_name, own.names))
    aliases = (*own.aliases, *(name for name in row.aliases if fold_name(name) not in known))
    sites = tuple(dict.fromkeys((*row.sites, *own.sites)))
    common = own.common | (row.common & set(aliases))
    return Outlet(own.name, own.agency or row.agency, sites, aliases, row.group or own.group, common)


def _strip(outlet: Outlet, keys: set[str]) -> Outlet | None:
    """An outlet without the names and sites that are another's; None where no name is left."""
    names = tuple(name for name in outlet.names if fold_name(name) not in keys)
    sites = tuple(site for site in outlet.sites if f"@{site}" not in keys)
    common = outlet.common & set(names)
    return replace(outlet, name=names[0], aliases=names[1:], sites=sites, common=common) if names else None


@follow_outlets
@cache
def find_by_host(host: str) -> Outlet | None:
    """The outlet of a host: the one that has it, or the nearest domain above it, as a site.

    >>> find_by_host("www.nytimes.com").name, find_by_host("edition.cnn.com").name, find_by_host("harbour.example")
    ('New York Times', 'CNN', None)
    """
    labels = host.casefold().strip(".").split(".")
    above = (".".join(labels[start:]) for start in range(len(labels) - 1))
    return next((_index_sites()[domain] for domain in above if domain in _index_sites()), None)


@follow_outlets
@cache
def _index_sites() -> dict[str, Outlet]:
    return {site: outlet for outlet in list_outlets() for site in outlet.sites}

"""The outlets and agencies that headwater knows: what they are called, where they are found, who shares a newsroom.

One table, data/outlets.tsv, for every stage; each takes from it what it needs and folds names in its own way.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


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
            names = [name, *filter(None, aliases.split("|"))]
            common = frozenset(n.rstrip("*") for n in names if n.endswith("*"))
            first, *others = (n.rstrip("*") for n in names)
            places = tuple(filter(None, sites.split("|")))
            yield Outlet(first, kind == "agency", places, tuple(others), group, common)


@cache
def list_outlets() -> tuple[Outlet, ...]:
    """Every row of the table."""
    return tuple(parse_outlets(files("headwater").joinpath("data/outlets.tsv").read_text("utf-8")))


@cache
def find_by_host(host: str) -> Outlet | None:
    """The outlet of a host: the one that has it, or the nearest domain above it, as a site.

    >>> find_by_host("www.nytimes.com").name, find_by_host("edition.cnn.com").name, find_by_host("harbour.example")
    ('New York Times', 'CNN', None)
    """
    labels = host.casefold().strip(".").split(".")
    above = (".".join(labels[start:]) for start in range(len(labels) - 1))
    return next((_index_sites()[domain] for domain in above if domain in _index_sites()), None)


@cache
def _index_sites() -> dict[str, Outlet]:
    return {site: outlet for outlet in list_outlets() for site in outlet.sites}

"""Simulated newsrooms, read and compared once: what descent reads, with and without dates."""

import argparse
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from bench.newsrooms import write_room
from headwater.articles import read_articles
from headwater.copies import find_copies
from headwater.schema import Tables

_READ = ("documents", "regions", "signals", "passages")
_DATES = ("published_at", "modified_at", "captured_at", "published_precision", "published_basis")


def make_newsroom(folder: Path, base: str, seed: int, count: int) -> Path:
    """The folder of a newsroom over `base` (generated, or a table of texts), with its truth and what was read."""
    made = folder / f"{Path(base).stem}-{seed}-{count}"
    if not (made / "tables" / "passages.parquet").exists():
        write_room(made, base, seed, count)
        keep_tables(made / "tables", read_pile([made / "articles"]))
    return made


def add_options(parser: argparse.ArgumentParser, seeds: list[int], traditions: int) -> None:
    """The options that measuring and fitting share: the scorers, and which newsrooms and traditions are made."""
    parser.add_argument("--score", type=Path, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument(
        "--base", nargs="+", default=["generated"], help="each with its own seeds or none: generated@101,102"
    )
    parser.add_argument("--seeds", type=int, nargs="+", default=seeds)
    parser.add_argument("--documents", type=int, default=800)
    parser.add_argument("--traditions", type=int, default=traditions)


def split_seeds(base: str, seeds: list[int]) -> tuple[str, list[int]]:
    """A base and its own seeds, or those that all share.

    >>> split_seeds("generated@101,102", [1]), split_seeds("generated", [1])
    (('generated', [101, 102]), ('generated', [1]))
    """
    name, _, own = base.partition("@")
    return name, [int(seed) for seed in own.split(",")] if own else seeds


def read_pile(inputs: list[Path]) -> Tables:
    """The tables that descent reads."""
    pile = read_articles(inputs)
    return {name: ({**pile, **find_copies(pile)})[name] for name in _READ}


def keep_tables(folder: Path, tables: Tables) -> None:
    """Write tables as an export has them."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        pq.write_table(table, folder / f"{name}.parquet")


def load_pile(made: Path, *, dated: bool) -> Tables:
    """The tables of a newsroom, without any date where it is not `dated`."""
    pile = {name: pq.read_table(made / "tables" / f"{name}.parquet") for name in _READ}
    if not dated:
        documents = pile["documents"]
        for name in _DATES:
            place = documents.column_names.index(name)
            field = documents.schema.field(place)
            documents = documents.set_column(place, field, pa.nulls(len(documents), field.type))
        pile["documents"] = documents
    return pile

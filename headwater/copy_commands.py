"""The command that lists copies, of any pile without a store, or of a text in a pile that is stored."""

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from headwater.running import QUIET, WORKERS, add_reading_options, make_options, make_work, print_json, watch_run

if TYPE_CHECKING:
    import pyarrow as pa

_PATH = click.Path(dir_okay=False, path_type=Path)
_SHOWN = 60
"""Characters of a stretch that the terminal shows."""


@click.command()
@click.argument("inputs", metavar="FILES...", nargs=-1, required=True)
@click.option("-o", "--output", type=_PATH, help="The file to write: .parquet, .jsonl or .csv (default: a list here).")
@click.option("--in", "store", type=_PATH, metavar="STORE", help="Where the texts of FILES stand in this stored pile.")
@click.option("--texts", "with_texts", is_flag=True, help="Also the words of both stretches.")
@click.option("--memory", metavar="SIZE", help="Memory to use, like 4GB (default: half of what is free).")
@click.option("--cluster", metavar="ADDRESS", help="Run on the Ray cluster with this head (HOST:PORT), or `local`.")
@click.option("--work", "folder", metavar="FOLDER", help="Where unfinished work lies, and a stopped run goes on from.")
@add_reading_options
@WORKERS
@QUIET
@click.option("--json", "as_json", is_flag=True, help="Print the passages as JSON; with -o their number.")
def copies(
    inputs: tuple[str, ...],
    output: Path | None,
    store: Path | None,
    with_texts: bool,
    memory: str | None,
    cluster: str | None,
    folder: str | None,
    workers: int | None,
    quiet: bool,
    as_json: bool,
    **reading: Any,
) -> None:
    """List every stretch of text that two articles share, with exact ends; no store is made.

    FILES are what `trace` reads. Of a Parquet or JSON lines file the column of text is taken as it stands, and offsets
    are those of the column; of pages and other files the article is read first. With --in, FILES are looked for in a
    stored pile and not added to it.

    What does not fit into --memory lies in a folder while the command runs; with --work it stays there. FILES may be
    addresses of Parquet files in an object store, such as s3://news/2026/.

    \b
    Example: headwater copies articles.parquet -o passages.parquet
    Example: headwater copies draft.txt --in pile.duckdb
    Example: headwater copies s3://news/ -o passages.parquet --cluster 10.0.0.7:6379 --work s3://news-work/
    """
    from headwater.views.progress import Progress

    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # a tenth of a second of threads that nothing here needs
    _check_output(output)
    with_texts = with_texts or output is None
    where = folder or _name_folder(output, cluster)
    with Progress(quiet=quiet, patience=2.0) as progress:
        how: Any = {"options": make_options(reading), "with_texts": with_texts}
        how |= {"work": make_work(workers), "watch": watch_run(progress)}
        if store is not None:
            made = _locate(inputs, store, how)
        else:
            made = _list(inputs, how, (memory, cluster, where), workers)
    _say_problems(made["problems"])
    _give(made["copies"], output, as_json)
    if where is not None and folder is None:
        from headwater.partitions import remove_place

        remove_place(where)


def _locate(inputs: tuple[str, ...], path: Path, how: Any) -> dict[str, "pa.Table"]:
    from headwater.pipeline.copy_lists import locate_copies
    from headwater.store import open_store

    with open_store(path, read_only=True) as store:
        return locate_copies(store, inputs, **how)


def _name_folder(output: Path | None, cluster: str | None) -> str | None:
    """Where a run lays its work that names no folder: beside what it writes, when others must reach it."""
    if cluster is None:
        return None
    if output is None:
        from headwater.errors import HeadwaterError

        raise HeadwaterError("A cluster needs a folder that all its nodes reach.", "Name it with --work, or give -o.")
    return f"{output.absolute()}.work"


def _list(
    inputs: tuple[str, ...], how: Any, where: tuple[str | None, str | None, str | None], workers: int | None
) -> dict[str, "pa.Table"]:
    import pyarrow as pa

    from headwater.memory import MOST_HELD, Sizes, find_memory, keep_freed_memory, plan_sizes, read_size
    from headwater.partitions import Place
    from headwater.pipeline.copy_lists import list_copies
    from headwater.pipeline.copy_parts import Parts, open_parts

    memory, cluster, folder = where
    if cluster is not None:
        from headwater.cluster import open_cluster

        with open_cluster(cluster) as mapped:
            how["work"] = replace(how["work"], map_kernels=mapped)
            sizes = plan_sizes(read_size(memory)) if memory else Sizes()
            return list_copies(inputs, parts=Parts(Place(str(folder)), sizes), **how)
    sizes = plan_sizes(read_size(memory) if memory else find_memory(), workers)
    if sizes.held == MOST_HELD:  # with less, what lies free between what is used would be missed
        keep_freed_memory()
        pa.set_memory_pool(pa.system_memory_pool())  # columns too: Arrow's own pool gives large ones back at once
    with open_parts(folder, sizes) as parts:
        return list_copies(inputs, parts=parts, **how)


def _check_output(output: Path | None) -> None:
    from headwater.errors import HeadwaterError

    if output is not None and output.suffix not in (".parquet", ".jsonl", ".csv"):
        raise HeadwaterError(f"{output} ends in no format that is known.", "End it in .parquet, .jsonl or .csv.")
    if output is not None and not output.absolute().parent.is_dir():
        raise HeadwaterError(f"There is no folder {output.parent}.", "Make it, or name another with -o.")


def _give(rows: "pa.Table", output: Path | None, as_json: bool) -> None:
    from headwater.pipeline.copy_lists import COPIES
    from headwater.views.exports import spell_row, write_table

    if output is not None:
        write_table(output, rows, COPIES)
        if as_json:
            print_json({"path": str(output), "passages": rows.num_rows})
        else:
            click.echo(f"{rows.num_rows:,} passages in {output}.", err=True)
    elif as_json:
        print_json([spell_row(row, COPIES) for row in rows.to_pylist()])
    else:
        for row in rows.to_pylist():
            click.echo(_write_line(row))


def _write_line(row: dict[str, Any]) -> str:
    words = " ".join(row["a_text"].split())
    shown = words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1].rstrip()}…"
    places = (f"{row[f'{side}_uri']} {row[f'{side}_start']}-{row[f'{side}_end']}" for side in "ab")
    return f"{'  '.join(places)}  {row['kind']}, {row['shared_tokens']} words: {shown}"


def _say_problems(problems: "pa.Table") -> None:
    details = problems["detail"].to_pylist()
    for detail in details[:3]:
        click.echo(detail, err=True)
    if len(details) > 3:
        click.echo(
            f"… and {len(details) - 3:,} more inputs that gave nothing, or less than all of themselves.", err=True
        )

"""The commands by which readers check the program: a sheet to judge by hand, and how far the program agrees with it."""

from pathlib import Path

import click

from headwater.commands import AS_JSON, STORE
from headwater.running import print_json

KINDS = ("edges", "claims", "counts")
"""As in views/sheets.py, which is not imported before a command needs it (a test keeps the two alike)."""

_PATH = click.Path(dir_okay=False, path_type=Path)


@click.command()
@STORE
@click.option("--of", "kind", type=click.Choice(KINDS), required=True, help="What to judge.")
@click.option("-n", "--count", type=click.IntRange(1), default=200, show_default=True, help="How many rows.")
@click.option("-o", "--output", type=_PATH, default=Path("sheet.csv"), show_default=True, help="The sheet to write.")
@click.option("--seed", type=click.IntRange(0), default=0, help="Another seed draws other rows.")
@AS_JSON
def sample(path: Path, kind: str, count: int, output: Path, seed: int, as_json: bool) -> None:
    """Draw a sheet to judge by hand: both texts, the program's verdict sealed, an empty column for yours.

    edges: which of two texts was taken from the other; claims: whether two statements say the same; counts: how many
    independent sources a claim has at least. Fill the column answer, save it as CSV, and give it to `headwater agree`.

    \b
    Example: headwater sample pile.duckdb --of edges -n 100 -o sheet.csv
    """
    import pyarrow as pa

    from headwater.errors import InputError
    from headwater.store import open_store
    from headwater.views.exports import write_table
    from headwater.views.sheets import make_sheet

    if output.suffix != ".csv":
        raise click.UsageError("A sheet is a CSV file: -o NAME.csv")
    with open_store(path, read_only=True) as store:
        rows = make_sheet(store, kind, count, seed)
    if not rows:
        raise InputError(f"There are no {kind} in {path} to judge.", f"`headwater claims {path}` shows what there is.")
    write_table(output, pa.Table.from_pylist(rows))
    if as_json:
        print_json({"path": str(output), "rows": len(rows)})
        return
    click.echo(str(output))
    click.echo(f"{len(rows)} rows. Answers: {rows[0]['question']}.", err=True)
    click.echo(f"When it is filled: headwater agree {output} --store {path}", err=True)


@click.command()
@click.argument("sheet", type=_PATH)
@click.option("--store", type=_PATH, help="Note it in this store, whose report then says how far it was checked.")
@AS_JSON
def agree(sheet: Path, store: Path | None, as_json: bool) -> None:
    """Say how far the program agrees with a sheet that was filled by hand, with the interval of each figure (95 %).

    Rows without an answer, and those you are unsure of, are left out.

    \b
    Example: headwater agree sheet.csv --store pile.duckdb
    """
    from headwater.store import open_store
    from headwater.views.agreement import judge_sheet, say_share
    from headwater.views.methods import note_agreement

    judged = judge_sheet(sheet)
    if store is not None:
        with open_store(store, create=False) as opened:
            note_agreement(opened, judged)
    if as_json:
        print_json(judged)
        return
    click.echo(f"{judged['answered']} of {judged['rows']} rows answered, {judged['unsure']} of them unsure.")
    for share in judged["shares"]:
        click.echo(say_share(share))
    for row in judged["wrong"]:
        click.echo(f"  row {row['number']} ({row['about'][:6]}): the program {row['program']}, you {row['reader']}")


CHECK_COMMANDS = (sample, agree)

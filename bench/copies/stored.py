"""One article, and a thousand more, against a stored pile.

    python -m bench.copies.stored --folder FOLDER [--documents 100000] [--asked 20] [--again]

FOLDER is that of bench.copies, outside the repository: the generated pile of that size is made where it is not there,
and a store of all its documents but the last thousand beside it, without the stage `articles` (which would take hours
and changes nothing here: each text is one region of body). Then some of the thousand are looked for in it, one by one;
all of them are looked for from the shell; and all are added by the stage `copies`. With --again the store is made anew.
"""

import argparse
import json
import shutil
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from bench.copies.measuring import measure_process
from bench.copies.piles import PART, write_pile
from headwater.articles import read_texts
from headwater.pipeline.copy_lists import locate_copies
from headwater.pipeline.stages import STAGES, run_stage
from headwater.provenance import read_cpu_seconds, read_peak_memory
from headwater.schema import Tables
from headwater.store import Store, open_store
from headwater.tables import DOCUMENTS, REGIONS
from headwater.work import HERE, SILENT

ADDED = 1_000


def main() -> None:
    """Build the store where it is not there, then measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--asked", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--again", action="store_true", help="make the store anew")
    given = parser.parse_args()
    pile = given.folder / f"pile-{given.documents}-{given.seed}"
    if not (pile / "made").exists():
        write_pile(pile, given.documents, given.seed)
    path = given.folder / f"stored-{given.documents}-{given.seed}.duckdb"
    files = sorted(pile.glob("part-*.parquet"))
    last = cut_last(files[-1], given.folder)
    if given.again or not path.exists():
        path.unlink(missing_ok=True)
        show("build", given.documents, build_store(path, files, given.documents - ADDED))
    show("one article", given.documents, ask_singly(path, last, given.asked))
    show("one article, shell", given.documents, ask_shell(path, write_rows(last, given.folder, 0, 1)))
    show("1,000 articles, shell", given.documents, ask_shell(path, write_rows(last, given.folder, 0, ADDED)))
    show("1,000 added", given.documents, add_last(path, last))


def show(what: str, documents: int, figures: dict[str, Any]) -> None:
    """Print one measurement as a line of JSON."""
    print(json.dumps({"what": what, "documents": documents, **figures}), flush=True)


def cut_last(file: Path, folder: Path) -> tuple[Tables, Path]:
    """The last documents of the pile, as tables of the store and as a file."""
    path = folder / f"last-{ADDED}.parquet"
    table = pq.read_table(file)
    pq.write_table(table.slice(table.num_rows - ADDED), path)
    return lay_documents(path, None), path


def lay_documents(file: Path, most: int | None) -> Tables:
    """The first documents of a file as rows of `documents` and `regions`."""
    read = read_texts([file])["documents"].slice(0, most)
    size = read.num_rows
    known = {name: read[name] for name in read.column_names}
    known |= {"text_hash": known["document_id"], "source_hash": known["document_id"]}
    known |= {"source_path": pa.repeat(str(file), size), "analysed": pa.repeat("full", size)}
    columns = [known[f.name] if f.name in known else pa.nulls(size, f.type) for f in DOCUMENTS.schema]
    region = {"document_id": read["document_id"], "start": pa.array(np.zeros(size, np.int32)),
              "end": pc.utf8_length(read["text"]), "kind": pa.repeat("body", size)}  # fmt: skip
    return {"documents": pa.table(columns, DOCUMENTS.schema), "regions": pa.table(region).cast(REGIONS.schema)}


def build_store(path: Path, files: list[Path], documents: int) -> dict[str, Any]:
    """A store of so many documents, with the stage `copies` run over them."""
    with open_store(path) as store:
        for number, file in enumerate(files):
            left = documents - number * PART
            store.append(lay_documents(file, left))
        figures = run_copies(store)
    index = path.with_name(f"{path.name}.index").iterdir()
    return figures | {"bytes": path.stat().st_size, "index": sum(file.stat().st_size for file in index)}


def run_copies(store: Store) -> dict[str, Any]:
    """What the stage `copies` costs, with what it reads from the store."""
    wall, cpu = time.perf_counter(), read_cpu_seconds()
    rows, _ = run_stage(store, STAGES[0], {}, HERE, SILENT, {})
    cost = {"wall": time.perf_counter() - wall, "cpu": read_cpu_seconds() - cpu, "memory": read_peak_memory()}
    return cost | {"rows": rows}


def ask_singly(path: Path, last: tuple[Tables, Path], count: int) -> dict[str, Any]:
    """Seconds for one article after the other, the store being open: the first, the median, the slowest of the rest."""
    seconds, found = [], []
    files = [write_rows(last, path.parent, k * ADDED // count, 1) for k in range(count)]
    with open_store(path, read_only=True) as store:
        for file in files:
            began = time.perf_counter()
            found.append(locate_copies(store, [file])["copies"].num_rows)
            seconds.append(time.perf_counter() - began)
            file.unlink()
    rest = sorted(seconds[1:])
    return {"first": seconds[0], "median": rest[len(rest) // 2], "slowest": rest[-1], "found": sum(found)}


def write_rows(last: tuple[Tables, Path], folder: Path, first: int, count: int) -> Path:
    """Some of the last documents as a file of their own."""
    path = folder / f"asked-{first}-{count}.parquet"
    pq.write_table(pq.read_table(last[1]).slice(first, count), path)
    return path


def ask_shell(path: Path, file: Path) -> dict[str, Any]:
    """What `headwater copies FILE --in STORE` costs, as a process."""
    answer = file.with_suffix(".answer.parquet")
    command = [sys.executable, "-m", "headwater", "copies", str(file), "--in", str(path), "-o", str(answer), "--quiet"]
    cost = measure_process(command, file.with_suffix(".log"), 600)
    return {"wall": cost.wall, "cpu": cost.cpu, "memory": cost.memory, "found": pq.read_table(answer).num_rows}


def add_last(path: Path, last: tuple[Tables, Path]) -> dict[str, Any]:
    """What the stage `copies` costs when the last documents are added to a copy of the store."""
    grown = path.with_suffix(".grown.duckdb")
    index, grown_index = (store.with_name(f"{store.name}.index") for store in (path, grown))
    shutil.copy(path, grown)
    shutil.copytree(index, grown_index, dirs_exist_ok=True)
    try:
        with open_store(grown) as store:
            store.append(last[0])
            return run_copies(store)
    finally:
        grown.unlink()
        shutil.rmtree(grown_index)


if __name__ == "__main__":
    main()

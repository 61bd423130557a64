"""The texts of tables as they stand: Parquet and JSON lines column by column, for what needs nothing but the text.

No title is put before the text, no language told, no region or signal looked for: all of that costs a hundred times
what finding copies does. Offsets are then those of the column itself. A table whose column holds markup, is no column
of strings, or has gaps that another column could fill, is left to the reader of rows.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.json
import pyarrow.parquet as pq
from numpy.typing import NDArray

from headwater.articles.fields import has_markup, match_fields
from headwater.articles.files import Input, find_inputs, open_bytes, read_at_most
from headwater.articles.formats import tell_kind
from headwater.articles.item import MAX_TEXT
from headwater.articles.options import ReadOptions
from headwater.articles.problems import Problem, build_problems
from headwater.articles.rows import check_columns
from headwater.articles.text_columns_kernels import hash_cells, read_eights
from headwater.errors import InputError
from headwater.schema import Tables
from headwater.tables import DOCUMENTS, REGIONS
from headwater.work import Work

Ints = NDArray[np.int64]

COLUMNS = ("document_id", "uri", "text", "site", "published_at")
"""What is read of every document."""
_THINGS = ("text", "url", "site", "published")
_HEAD = 200
"""Rows that tell whether a column holds markup."""
_SHORT = 200
"""Bytes below which a text may have no letter in it."""
_BLOCK = 64 << 20
"""Bytes of JSON lines that are parsed at a time; no line may be longer."""


def read_columns(paths: Sequence[str | Path | Input], options: ReadOptions, work: Work) -> Tables:
    """See read_texts."""
    parts: list[pa.Table] = []
    problems: list[Problem] = []
    others: list[Input] = []
    rows = 0
    for given in find_inputs(paths):
        table = _read_table(given, options)
        if table is None:
            others.append(given)
            continue
        parts.append(_pick_rows(given, table, problems)[0])
        rows += table.num_rows
        work.tell(rows, None, "articles")
    tables = {"regions": REGIONS.build(), "problems": build_problems(problems)}
    if others:
        read = _read_others(others, options, work, alone=not parts)
        parts.append(read["documents"].select(COLUMNS))
        tables = {"regions": read["regions"], "problems": pa.concat_tables([tables["problems"], read["problems"]])}
    documents = _drop_twins(pa.concat_tables(parts))
    if not documents.num_rows:
        raise InputError("None of the rows holds article text.", "Name the column that does with --text.")
    return tables | {"documents": documents}


def _read_others(others: list[Input], options: ReadOptions, work: Work, *, alone: bool) -> Tables:
    """Files that are no plain tables; that they give nothing is an error only where they are all there is."""
    from headwater.articles.reading import read_paths  # half a second of patterns that plain tables can do without

    try:
        return read_paths(others, options, None, work)
    except InputError as error:
        if alone:
            raise
        problem = Problem(others[0].path, "no_text", error.what, error.mend)
        return {"documents": DOCUMENTS.build(), "regions": REGIONS.build(), "problems": build_problems([problem])}


def _read_table(given: Input, options: ReadOptions) -> pa.Table | None:
    """The columns text, url, site, published, name of a table, in order of rows; None where it is no plain one."""
    try:
        with open_bytes(given.path) as stream:
            head, _ = read_at_most(stream, 1 << 16)
        kind = tell_kind(head, given.path).name
        if kind == "parquet":
            return _read_parquet(given, options)
        if kind == "jsonl" and options.encoding is None:
            return _read_json_lines(given, head, options)
    except (pa.ArrowException, OSError, ValueError):
        return None  # damaged or odd: the reader of rows says what is wrong, and keeps the rows that are not
    return None


def _read_parquet(given: Input, options: ReadOptions) -> pa.Table | None:
    with pq.ParquetFile(given.path) as file:
        names = file.schema_arrow.names
        columns = _choose_columns(given, names, options)
        return (
            None
            if columns is None
            else _shape(file.read(columns=[*columns.values()]), columns, _has_spare(names, options))
        )


def find_columns(given: Input, file: pq.ParquetFile, options: ReadOptions) -> tuple[dict[str, str], int] | None:
    """The columns from which stream_texts reads a Parquet file, and about how many bytes a text has; None where it is
    left to the reader of rows."""
    names = file.schema_arrow.names
    columns = _choose_columns(given, names, options)
    if columns is None or (_has_spare(names, options) and _has_gaps(file, columns["text"])):
        return None
    head = next(file.iter_batches(_HEAD, columns=[*columns.values()], use_threads=False), None)
    table = file.schema_arrow.empty_table() if head is None else pa.Table.from_batches([head])
    if _shape(table, columns, False) is None:
        return None
    return columns, table[columns["text"]].nbytes // max(table.num_rows, 1)


def _has_gaps(file: pq.ParquetFile, name: str) -> bool:
    column = [file.schema.column(k).path for k in range(len(file.schema))].index(name)
    groups = (file.metadata.row_group(g).column(column).statistics for g in range(file.num_row_groups))
    return any(known is None or known.null_count is None or known.null_count for known in groups)


def stream_texts(
    given: Input, file: pq.ParquetFile, group: int, columns: dict[str, str], rows: int
) -> Iterator[tuple[pa.Table, Ints, pa.Table]]:
    """Documents (COLUMNS), their rows in the group, and problems of one row group, so many rows of it at a time; as
    read_columns has them of the whole."""
    before = sum(file.metadata.row_group(g).num_rows for g in range(group))
    times = columns.get("published")
    moments = None
    if times and not pa.types.is_temporal(file.schema_arrow.field(times).type):
        moments = _read_times(file.read([times], use_threads=False)[times])  # one odd cell says how all are read
    names = [name for thing, name in columns.items() if thing != "published" or moments is None]
    shaped = {thing: "" if name not in names else name for thing, name in columns.items()}
    first = 0
    for batch in file.iter_batches(rows, [group], names, use_threads=False):
        table = pa.Table.from_batches([batch])
        if moments is not None:
            table = table.append_column("", moments.slice(before + first, table.num_rows))
        problems: list[Problem] = []
        documents, kept = _pick_rows(given, _arrange(table, shaped), problems, before + first)
        yield documents, kept + first, build_problems(problems)
        first += table.num_rows


def stream_again(file: pq.ParquetFile, group: int, columns: dict[str, str], rows: int) -> Iterator[pa.ChunkedArray]:
    """The texts of all rows of one row group, so many at a time."""
    for batch in file.iter_batches(rows, [group], [columns["text"]], use_threads=False):
        yield pa.chunked_array([batch.column(0)]).cast(pa.string())


def _read_json_lines(given: Input, head: bytes, options: ReadOptions) -> pa.Table | None:
    lines = head[: head.rfind(b"\n") + 1]
    names = pyarrow.json.read_json(pa.BufferReader(lines)).column_names if lines else []
    columns = _choose_columns(given, names, options)
    if columns is None:
        return None
    kinds = {"published": pa.timestamp("us", "UTC")}
    fields = pa.schema([(name, kinds.get(thing, pa.string())) for thing, name in columns.items()])
    parsing = pyarrow.json.ParseOptions(fields, unexpected_field_behavior="ignore")
    with open_bytes(given.path) as stream:
        table = pyarrow.json.read_json(stream, pyarrow.json.ReadOptions(block_size=_BLOCK), parsing)
    return _shape(table, columns, _has_spare(names, options))


def _choose_columns(given: Input, names: Sequence[str], options: ReadOptions) -> dict[str, str] | None:
    """The column of each thing; None where a user should hear what is wrong, or the rows must choose themselves."""
    if check_columns(given, names, options):
        return None
    fields = match_fields(names, options)
    columns = {thing: fields[thing][0] for thing in _THINGS if fields[thing]}
    if options.id:
        columns["name"] = options.id
    return columns if len(set(columns.values())) == len(columns) and set(columns.values()) <= set(names) else None


def _has_spare(names: Sequence[str], options: ReadOptions) -> bool:
    return len(match_fields(names, options)["text"]) > 1


def _shape(table: pa.Table, columns: dict[str, str], spare: bool) -> pa.Table | None:
    """The table with the columns by what they are; None where the text is not plain, or has gaps and a spare column."""
    text = table[columns["text"]]
    if not (pa.types.is_string(text.type) or pa.types.is_large_string(text.type)):
        return None
    if text.null_count and spare:
        return None
    if any(has_markup(value) for value in text.slice(0, _HEAD).to_pylist() if value):
        return None
    return _arrange(table, columns)


def _arrange(table: pa.Table, columns: dict[str, str]) -> pa.Table:
    text = table[columns["text"]]
    shaped = {thing: table[name] for thing, name in columns.items()}
    shaped["text"] = text.cast(pa.string())
    for name in ("url", "site"):
        shaped[name] = shaped[name].cast(pa.string()) if name in shaped else pa.nulls(len(text), pa.string())
    times = shaped.get("published")
    shaped["published"] = pa.nulls(len(text), pa.timestamp("us", "UTC")) if times is None else _read_times(times)
    return pa.table(shaped)


def _read_times(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Moments in UTC; null where they are written in a way that only the reader of rows understands."""
    utc = pa.timestamp("us", "UTC")
    for way in ((utc,), (pa.timestamp("us"), utc)):
        try:
            made = column
            for kind in way:
                made = made.cast(kind, safe=False)
            return made
        except pa.ArrowException:
            continue
    return pa.chunked_array([pa.nulls(len(column), utc)])


def _pick_rows(given: Input, table: pa.Table, problems: list[Problem], before: int = 0) -> tuple[pa.Table, Ints]:
    """The documents of a table: rows with a word in them, none longer than any article, and which rows these are; so
    many rows stand before."""
    uris = pc.binary_join_element_wise(pa.scalar(given.uri), _name_rows(table, before), "#")
    size = pc.fill_null(pc.binary_length(table["text"]), 0).to_numpy()
    kept = np.ones(table.num_rows, np.bool_)
    for rows, reason, what in ((np.flatnonzero(size > MAX_TEXT), "too_long", "has more characters than any article"),
                               (np.flatnonzero(size < _SHORT), "no_text", "holds no article text")):  # fmt: skip
        texts = table["text"].take(pa.array(rows))
        if reason == "too_long":
            wrong = pc.greater(pc.utf8_length(texts), MAX_TEXT)
        else:
            wrong = pc.invert(pc.fill_null(pc.match_substring_regex(texts, r"\p{L}"), False))
        for row in rows[wrong.to_numpy()].tolist():
            kept[row] = False
            problems.append(
                Problem(given.path, reason, f"{uris[row].as_py()} {what}.", "It was left out.", before + row + 1)
            )
    made = pa.table(
        {
            "document_id": _hash_rows(table["url"], uris, table["text"]),
            "uri": uris,
            "text": table["text"],
            "site": _name_sites(table["url"], table["site"]),
            "published_at": table["published"],
        },
        schema=pa.schema([DOCUMENTS.schema.field(name) for name in COLUMNS]),
    )
    rows = np.flatnonzero(kept)
    return made if len(rows) == len(kept) else made.take(pa.array(rows)), rows


def _name_rows(table: pa.Table, before: int) -> pa.ChunkedArray:
    """What each row is called: the field that tells it from others, else its number from 1."""
    numbers = pa.chunked_array([pa.array(np.arange(1, table.num_rows + 1) + before).cast(pa.string())])
    if "name" not in table.column_names:
        return numbers
    names = table["name"].cast(pa.string())
    return pc.if_else(pc.not_equal(pc.coalesce(names, pa.scalar("")), ""), names, numbers)


def _hash_rows(urls: pa.ChunkedArray, uris: pa.ChunkedArray, texts: pa.ChunkedArray) -> NDArray[np.int64]:
    """An id of (url, or else uri) and text, quicker to make than that of a traced article."""
    mixed = np.full(len(texts), 0, np.uint64)
    for column in (pc.coalesce(urls, uris), texts):
        low = 0
        for chunk in column.chunks if isinstance(column, pa.ChunkedArray) else [column]:
            cells = chunk.fill_null("") if chunk.null_count else chunk
            _, offsets, data = cells.buffers()
            bounds = np.frombuffer(offsets, np.int32)[cells.offset : cells.offset + len(cells) + 1]
            part = mixed[low : low + len(cells)]
            flat = np.frombuffer(data or b"", np.uint8)
            part[:] = hash_cells(flat, read_eights(flat), bounds.astype(np.int64), part)
            low += len(cells)
    return mixed.view(np.int64)


def _name_sites(urls: pa.ChunkedArray, names: pa.ChunkedArray) -> pa.ChunkedArray:
    """The site of every row: the host of its address, or else as the row names it.

    The list of public suffixes, which tells a site from its host, takes longer to load than a small pile to compare.
    """
    hosts = pc.struct_field(pc.extract_regex(urls, r"^(?:https?://)?(?:www\d?\.)?(?P<host>[^/:?#]+)"), "host")
    return pc.coalesce(pc.utf8_lower(hosts), pc.utf8_lower(names))


def _drop_twins(documents: pa.Table) -> pa.Table:
    """Of documents with the same address and text the first."""
    ids = documents["document_id"].to_numpy()
    _, first = np.unique(ids, return_index=True)
    return documents if len(first) == len(ids) else documents.take(pa.array(np.sort(first)))

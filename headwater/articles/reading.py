"""The stage over tables: search, read in batches, merge; and its reverse, remove.

For a store the same steps are in the hands of article_stage.py, a piece at a time.
"""

import re
from collections.abc import Iterator, Sequence
from fnmatch import translate
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from headwater.articles.file_facts import FileFacts, read_file_facts
from headwater.articles.files import Input
from headwater.articles.item_reading import Reading, cut_tasks, halve_batch, join_readings, lose_batch, read_batch
from headwater.articles.line_marks import unmark_lines
from headwater.articles.merging import complete, drop_items, find_set_problems, merge_items, write_problems
from headwater.articles.options import ReadOptions
from headwater.articles.problems import build_problems
from headwater.articles.recurrence import mark_lines
from headwater.articles.search import Before, Found, find_stale, find_tasks, is_stale, recall_reading
from headwater.errors import InputError
from headwater.schema import Tables, pick_rows
from headwater.states import ARTICLE_FILES, ARTICLE_SPARES
from headwater.work import Divisible, Work

_KEPT, _KEPT_BYTES = 16, 8_000_000
"""Batches, and bytes of their items, that are kept at once: a store looks for the same rows each time."""


def read_paths(paths: Sequence[str | Path | Input], options: ReadOptions, known: Tables | None, work: Work) -> Tables:
    """See read_articles."""
    tables = complete(known)
    before, found, said = recall_reading(tables), Found(), read_file_facts(options.meta)
    items = pa.concat_tables([ARTICLE_SPARES.build(), *read_items(paths, (options, said), before, found, work)])
    check_harvest(found, items.num_rows + tables["documents"].num_rows + tables["article_spares"].num_rows)
    tables["problems"] = renew_problems(tables, found, before, said)
    if not found.paths:
        return tables | {"problems": write_problems(tables["problems"], find_set_problems(tables))}
    stale, tables = find_stale(tables["article_files"], found.files), unmark_lines(tables)
    if stale:
        tables = drop_items(tables, *(is_stale(tables[name], stale) for name in ("documents", "article_spares")))
    tables = merge_items(tables, items)
    return _finish(tables | {"article_files": note_files(tables["article_files"], found)})


def remove_matching(known: Tables, pattern: str) -> Tables:
    """See remove_items."""
    tables = unmark_lines(complete(known))
    masks = match_rows(tables, pattern)
    left = {name: tables[name].filter(pc.invert(masks[name])) for name in ("article_files", "problems")}
    return _finish(drop_items(tables | left, masks["documents"], masks["article_spares"]))


def read_items(
    paths: Sequence[str | Path | Input], how: tuple[ReadOptions, FileFacts], before: Before, found: Found, work: Work
) -> Iterator[pa.Table]:
    """Items (rows of article_spares) of everything that was not read before, a batch at a time, kept and told of."""
    options, said = how
    reader, done = Divisible(read_batch, halve_batch, join_readings, lose_batch), 0
    waiting: list[Reading] = []
    try:
        for batch in work.map(reader, cut_tasks(find_tasks(paths, said, options, before, found), options)):
            found.problems.extend(batch.problems)
            waiting.append(batch)
            if len(waiting) >= _KEPT or sum(one.items.nbytes for one in waiting) > _KEPT_BYTES:
                _keep_readings(waiting, work)
            yield batch.items
            done += len(batch.tasks)
            work.tell(done, max(done, found.expected.total()), "articles")
    finally:
        _keep_readings(waiting, work)
    work.tell(done, done, "articles")


def _keep_readings(waiting: list[Reading], work: Work) -> None:
    """Hand on what waits, in one go, and wait for more."""
    if waiting:
        whole = join_readings(waiting)
        waiting.clear()
        work.keep({"article_spares": whole.items, "problems": build_problems(whole.problems)})


def _finish(tables: Tables) -> Tables:
    tables = mark_lines(tables)
    tables["problems"] = write_problems(tables["problems"], find_set_problems(tables))
    return tables


def check_harvest(found: Found, have: int) -> None:
    """InputError where this run gave nothing and nothing is known; `have` are the items that there are."""
    if have or found.known:
        return
    if not found.problems:
        raise InputError("There is no file to read there.", "Name the files or folders that hold the articles.")
    first = found.problems[0]
    if len({problem.source_path for problem in found.problems}) == 1:
        raise InputError(first.what, first.mend)
    raise InputError(f"None of {len(found.paths)} files could be read. The first: {first.what}", first.mend)


def renew_problems(tables: Tables, found: Found, before: Before, said: FileFacts) -> pa.Table:
    """The problems with those of this run, without what is said of files that were read anew, and with those of the
    user's table of files as they are now.

    Reads problems and article_files.
    """
    problems = tables["problems"]
    begun = {row[0] for row in before.rows}
    anew = pc.is_in(problems["source_path"], pa.array(sorted(found.paths - begun), pa.string()))
    left = problems.filter(pc.invert(pc.and_(anew, pc.equal(problems["stage"], "articles"))))
    made = build_problems(found.problems)
    if said.rows:
        own = pc.and_(pc.equal(left["source_path"], said.path), pc.equal(left["reason"], "unmatched"))
        paths = [*found.paths, *found.known, *tables["article_files"]["source_path"].to_pylist()]
        left = left.filter(pc.invert(own))
        made = pa.concat_tables([build_problems(said.find_unmatched(paths)), made])
    return pa.concat_tables([left, made])


def note_files(files: pa.Table, found: Found) -> pa.Table:
    """The rows of article_files with those of this run."""
    rows = {row[:3]: row for row in [*pick_rows(files, *ARTICLE_FILES.schema.names), *found.files]}
    names = ARTICLE_FILES.schema.names
    columns = [[rows[key][place] for key in sorted(rows)] for place in range(len(names))]
    return pa.Table.from_arrays([pa.array(column) for column in columns], names).cast(ARTICLE_FILES.schema)


def match_rows(tables: Tables, pattern: str) -> dict[str, pa.Array]:
    """Which rows of documents, article_spares, article_files and problems go with the articles that a pattern names.

    Reads source_path, source_offset, uri and url of the first two, of the others what there is of these.
    """
    names = ("documents", "article_spares")
    masks = {name: _match(tables[name], pattern, ("source_path", "uri", "url")) for name in names}
    gone = {
        place for name in names for place in pick_rows(tables[name].filter(masks[name]), "source_path", "source_offset")
    }
    paths = {part for path, _ in gone for part in _list_archives(path)}
    files, problems = tables["article_files"], tables["problems"]
    within = pc.is_in(files["source_path"].combine_chunks(), pa.array(sorted(paths), pa.string()))
    masks["article_files"] = pc.or_(within, _match(files, pattern, ("source_path", "uri")))
    places = pa.array([place in gone for place in pick_rows(problems, "source_path", "source_offset")], pa.bool_())
    masks["problems"] = pc.or_(places, _match(problems, pattern, ("source_path",)))
    return masks


def _list_archives(path: str) -> list[str]:
    """A path, and that of every archive that the file lies in: all of them must be read again for it to come back."""
    parts = path.split("!/")
    return ["!/".join(parts[:end]) for end in range(1, len(parts) + 1)]


def _match(table: pa.Table, pattern: str, columns: Sequence[str]) -> pa.Array:
    """Rows of which a column matches: as a glob over the whole, or holding the pattern as it is."""
    whole = re.compile(translate(pattern))
    rows = (row for batch in table.select(columns).to_batches(10_000) for row in pick_rows(batch, *columns))
    return pa.array([any(v and (pattern in v or whole.match(v)) for v in row) for row in rows], pa.bool_())

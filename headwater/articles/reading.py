"""The stage: search, read in batches, merge; and its reverse, remove."""

import re
from collections.abc import Sequence
from fnmatch import translate
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from headwater.articles.file_facts import FileFacts, read_file_facts
from headwater.articles.files import Input
from headwater.articles.item_reading import cut_tasks, halve_batch, join_readings, lose_batch, read_batch
from headwater.articles.merging import complete, drop_items, find_set_problems, merge_items, write_problems
from headwater.articles.options import ReadOptions
from headwater.articles.problems import build_problems
from headwater.articles.recurrence import mark_lines, unmark_lines
from headwater.articles.search import Found, find_tasks, forget_files, recall_reading
from headwater.errors import InputError
from headwater.schema import Tables
from headwater.states import ARTICLE_FILES, ARTICLE_SPARES
from headwater.work import Divisible, Work


def read_paths(paths: Sequence[str | Path | Input], options: ReadOptions, known: Tables | None, work: Work) -> Tables:
    """See read_articles."""
    tables = complete(known)
    before, found, made, done = recall_reading(tables), Found(), [ARTICLE_SPARES.build()], 0
    said = read_file_facts(options.meta)
    reader = Divisible(read_batch, halve_batch, join_readings, lose_batch)
    for batch in work.map(reader, cut_tasks(find_tasks(paths, said, options, before, found), options)):
        found.problems.extend(batch.problems)
        work.keep({"article_spares": batch.items, "problems": build_problems(batch.problems)})
        made.append(batch.items)
        done += len(batch.tasks)
        work.tell(done, max(done, sum(found.expected.values())), "articles")
    work.tell(done, done, "articles")
    items = pa.concat_tables(made)
    _check_harvest(items, found, tables)
    tables["problems"] = _note_unmatched(tables, found, said)
    if not found.paths:
        return tables
    begun = {row[0] for row in before.rows}
    read = _forget_problems(tables["problems"], found, begun)
    tables = merge_items(forget_files(unmark_lines(tables), found.files), items)
    tables["article_files"] = _note_files(tables["article_files"], found.files)
    tables["problems"] = pa.concat_tables([read, build_problems(found.problems)])
    return _finish(tables)


def remove_matching(known: Tables, pattern: str) -> Tables:
    """See remove_items."""
    tables = unmark_lines(complete(known))
    documents, spares, files = tables["documents"], tables["article_spares"], tables["article_files"]
    masks = [_match(table, pattern, ("source_path", "uri", "url")) for table in (documents, spares)]
    touched = pa.concat_tables(
        [t.filter(m).select(["source_path", "source_offset"]) for t, m in zip((documents, spares), masks, strict=True)]
    )
    tables = drop_items(tables, *masks)
    gone = set(zip(*(touched[c].to_pylist() for c in touched.column_names), strict=True))
    paths = {part for path, _ in gone for part in _list_archives(path)}
    keep = [path not in paths for path in files["source_path"].to_pylist()]
    tables["article_files"] = files.filter(pa.array(keep, pa.bool_())).filter(
        pc.invert(_match(files.filter(pa.array(keep, pa.bool_())), pattern, ("source_path", "uri")))
    )
    problems = tables["problems"]
    places = zip(problems["source_path"].to_pylist(), problems["source_offset"].to_pylist(), strict=True)
    stay = pa.array([place not in gone for place in places], pa.bool_())
    tables["problems"] = problems.filter(pc.and_(stay, pc.invert(_match(problems, pattern, ("source_path",)))))
    return _finish(tables)


def _list_archives(path: str) -> list[str]:
    """A path, and that of every archive that the file lies in: all of them must be read again for it to come back."""
    parts = path.split("!/")
    return ["!/".join(parts[:end]) for end in range(1, len(parts) + 1)]


def _finish(tables: Tables) -> Tables:
    tables = mark_lines(tables)
    tables["problems"] = write_problems(tables["problems"], find_set_problems(tables))
    return tables


def _check_harvest(items: pa.Table, found: Found, tables: Tables) -> None:
    """InputError where this run gave nothing and nothing is known."""
    if items.num_rows or found.known or tables["documents"].num_rows or tables["article_spares"].num_rows:
        return
    if not found.problems:
        raise InputError("There is no file to read there.", "Name the files or folders that hold the articles.")
    first = found.problems[0]
    if len({problem.source_path for problem in found.problems}) == 1:
        raise InputError(first.what, first.mend)
    raise InputError(f"None of {len(found.paths)} files could be read. The first: {first.what}", first.mend)


def _forget_problems(problems: pa.Table, found: Found, begun: set[str]) -> pa.Table:
    """Known problems without those of the files that were read anew."""
    anew = pc.is_in(problems["source_path"], pa.array(sorted(found.paths - begun), pa.string()))
    return problems.filter(pc.invert(pc.and_(anew, pc.equal(problems["stage"], "articles"))))


def _note_unmatched(tables: Tables, found: Found, said: FileFacts) -> pa.Table:
    """The problems with those of the user's table of files as they are now."""
    problems = tables["problems"]
    if not said.rows:
        return problems
    own = pc.and_(pc.equal(problems["source_path"], said.path), pc.equal(problems["reason"], "unmatched"))
    rows = build_problems(
        said.find_unmatched(
            [*found.paths, *(i.path for i in found.known), *tables["article_files"]["source_path"].to_pylist()]
        )
    )
    return write_problems(pa.concat_tables([problems.filter(pc.invert(own)), rows]), find_set_problems(tables))


def _note_files(files: pa.Table, read: list[dict[str, object]]) -> pa.Table:
    rows = {(r["source_path"], r["uri"], r["source_hash"]): r for r in [*files.to_pylist(), *read]}
    return ARTICLE_FILES.build(rows[key] for key in sorted(rows))


def _match(table: pa.Table, pattern: str, columns: Sequence[str]) -> pa.Array:
    """Rows of which a column matches: as a glob over the whole, or holding the pattern as it is."""
    whole = re.compile(translate(pattern))
    rows = zip(*(table[c].to_pylist() for c in columns), strict=True)
    return pa.array([any(v and (pattern in v or whole.match(v)) for v in row) for row in rows], pa.bool_())

"""Articles: any file into clean text, what each stretch of it is, when and where it appeared, and hints of its origin.

files.py       which files the arguments mean, and their bytes
search.py      what there is to read, and what was read before
formats.py     what a file is; encodings.py: its text
rows.py        rows of tables and JSON; fields.py: which field is what; text_columns.py: the texts alone, as they stand
html.py        pages
plain.py       plain text, with chrome or without
dates.py, signals.py, identity.py   when, from where, who
item_reading.py  the map step: all of these, item by item
merging.py     items into the pile: one document of each id
settled.py     dates and sites that readers gave
recurrence.py  lines that recur in an outlet

headwater/pipeline/article_stage.py runs these over a store, with no more in memory than a piece of it.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path

from headwater.articles.options import ReadOptions as ReadOptions
from headwater.outlet_files import read_outlets
from headwater.outlets import know_outlets, share_outlets
from headwater.schema import Tables
from headwater.work import HERE, Work


def read_articles(
    paths: Sequence[str | Path], *, options: ReadOptions | None = None, known: Tables | None = None, work: Work = HERE
) -> Tables:
    """Read files, folders and patterns into documents, regions, signals and problems.

    Files that `known` has, by path and bytes, are not read again; what it has besides stays. Every input that gives
    nothing, or less than all of itself, is a row of problems. Raises InputError when a path is not there, and when
    nothing at all could be read.
    """
    from headwater.articles.reading import read_paths

    options = options or ReadOptions()
    with _lay_outlets(options):
        return read_paths(paths, options, known, replace(work, map=share_outlets(work.map)))


def read_texts(paths: Sequence[str | Path], *, options: ReadOptions | None = None, work: Work = HERE) -> Tables:
    """Read files for their texts alone: documents (document_id, uri, text, site, published_at), regions and problems.

    A column of plain text in a Parquet or JSON lines file is taken as it stands, without regions; everything else is
    read as read_articles does. Raises InputError when a path is not there, and when nothing at all could be read.
    """
    from headwater.articles.text_columns import read_columns

    options = options or ReadOptions()
    with _lay_outlets(options):
        return read_columns(paths, options, replace(work, map=share_outlets(work.map)))


def _lay_outlets(options: ReadOptions) -> AbstractContextManager[None]:
    """The user's outlets over headwater's own while articles are read; those in force stay where no file is named."""
    return know_outlets(read_outlets(options.outlets)) if options.outlets else nullcontext()


def remove_items(known: Tables, pattern: str) -> Tables:
    """The tables without the articles whose source_path, uri or url match a pattern, as if they had never been read.

    The pattern is a glob for the whole, or a part of it.
    """
    from headwater.articles.reading import remove_matching

    return remove_matching(known, pattern)

"""From what each source, statement and document is counted: one number for each, which tells what has changed.

Two outlets' names make another speaker of the same source (speakers.py asks whether a name is an outlet's), so what was
asked is remembered with the source, and asked again.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from headwater.mixing import mix_columns
from headwater.schema import Tables
from headwater.states import STATES
from headwater.tally.asked import Asked
from headwater.tally.copied import Copy
from headwater.tally.digests import METHOD, digest_answers, digest_values, digest_words, sum_groups
from headwater.tally.groups import join_components
from headwater.tally.marks import Mark
from headwater.tally.speakers import Speaker, make_speaker

if TYPE_CHECKING:
    from headwater.tally.testimony import Surroundings

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Inputs:
    """Statements in order of documents and ids, all documents in order of ids, and a number for each.

    `parent` is the document of the pile that a statement was copied from, or 0. `of_statement` is of a statement and
    all those it stands inside or that stand inside it; `of_document` of a document with all that it says, `of_date` of
    when it was published.
    """

    statement: Array
    document: Array
    force: Array
    parent: Array
    of_statement: Array
    documents: Array
    of_document: Array
    of_date: Array


def hear_sources(sources: pa.Table, outlets: frozenset[str], known: Tables) -> tuple[dict[int, Speaker], pa.Table]:
    """The speakers that are not known as they are now, and the state table `heard_sources`, complete.

    `outlets` are the folded names of all outlets that the pile knows of.
    """
    state = STATES["heard_sources"]
    answers = Asked(dict.fromkeys(outlets, 1))
    sources = sources.sort_by("source_id")
    columns = ("source_id", "name", "kind", "described_as", "role", "affiliation")
    rows = [digest_values(sources[c]) for c in columns]
    inputs = mix_columns(np.full(sources.num_rows, METHOD), *rows)
    had = known.get(state.name, state.build())
    place = pc.index_in(sources["source_id"], had["source_id"].combine_chunks())
    kept = had.take(place.fill_null(0)) if had.num_rows else None
    same = np.zeros(sources.num_rows, bool)
    if kept is not None:
        same = place.is_valid().to_numpy() & (kept["inputs"].to_numpy() == inputs)
        same &= kept["answers"].to_numpy() == digest_answers(kept["asked"], answers.names)
    fresh = pa.array(~same)
    speakers, asked = {}, []
    for row in sources.filter(fresh).to_pylist():
        speakers[row["source_id"]] = make_speaker(row, answers)
        asked.append(answers.take())
    made = pa.table(
        {
            "source_id": sources["source_id"].filter(fresh),
            "inputs": inputs[~same],
            "asked": pa.array(asked, pa.list_(pa.string())),
        }
    )
    made = made.append_column("answers", pa.array(digest_answers(made["asked"], answers.names))).select(
        state.schema.names
    )
    parts = [made.cast(state.schema), *([kept.filter(pa.array(same))] if kept is not None else [])]
    return speakers, pa.concat_tables(parts).sort_by("source_id").combine_chunks()


def digest_inputs(
    pile: Tables, descent: Tables, said: Tables, around: "Surroundings", heard_sources: pa.Table
) -> Inputs:
    """A number for everything that is counted from."""
    copies = around.copies
    table = said["statements"].sort_by([("document_id", "ascending"), ("statement_id", "ascending")])
    statement, document = table["statement_id"].to_numpy(), table["document_id"].to_numpy()
    place = Places(statement)
    columns = [digest_values(table[c]) for c in ("kind", "force", "outer_id", "hedge", "negated")]
    source = Places(heard_sources["source_id"].to_numpy()).find(table["source_id"].to_numpy())
    columns_heard = (heard_sources[c].to_numpy() for c in ("source_id", "inputs", "answers"))
    heard = mix_columns(*columns_heard) + _digest_apart(heard_sources["source_id"].to_pylist(), around.apart)
    own = mix_columns(
        statement, document, *columns, heard[source], _digest_spans(said["spans"], place),
        _digest_copies(copies, descent, place),
    )  # fmt: skip
    inside = np.flatnonzero(table["outer_id"].is_valid().to_numpy())
    outer = place.find(pc.fill_null(table["outer_id"], 0).to_numpy()[inside])
    root = join_components(len(statement), inside[outer >= 0], outer[outer >= 0])
    whole = mix_columns(own, sum_groups(root, own, len(own))[root])
    documents, of_paper, published = _digest_papers(pile, descent, around.marks)
    number = np.searchsorted(documents, document)
    of_document = mix_columns(of_paper, sum_groups(number, own, len(documents)))
    force = np.asarray(table["force"].to_numpy(zero_copy_only=False))
    parent = np.zeros(len(statement), np.int64)
    parents = {s: c.document_id for s, c in copies.items() if c.document_id is not None}
    parent[place.find(np.array(list(parents), np.int64))] = list(parents.values())
    return Inputs(statement, document, force, parent, whole, documents, of_document, published)


class Places:
    """Where ids stand."""

    def __init__(self, ids: Array) -> None:
        self.order = np.argsort(ids, kind="stable")
        self.sorted = ids[self.order]

    def find(self, wanted: Array) -> Array:
        """The place of each id, -1 where it is not there."""
        if not len(self.sorted):
            return np.full(len(wanted), -1)
        at = np.minimum(np.searchsorted(self.sorted, wanted), len(self.sorted) - 1)
        return np.where(self.sorted[at] == wanted, self.order[at], -1)


def _digest_apart(sources: Sequence[int], apart: Collection[tuple[int, int]]) -> Array:
    """A number for each source, for whom it is not, as readers say; 0 for most."""
    others: dict[int, int] = {}
    for one, other in sorted(apart):
        others[one] = digest_words(str(others.get(one, 0)), str(other))
    return np.array([others.get(source, 0) for source in sources], np.int64) if others else np.zeros(1, np.int64)


def _digest_spans(spans: pa.Table, place: Places) -> Array:
    at = place.find(spans["statement_id"].to_numpy())
    each = mix_columns(digest_values(spans["role"]), spans["start"].to_numpy(), spans["end"].to_numpy())
    return sum_groups(at[at >= 0], each[at >= 0], len(place.order))


def _digest_copies(copies: Mapping[int, Copy], descent: Tables, place: Places) -> Array:
    """What each statement was copied from, and what that text is called."""
    names = dict(
        zip(
            descent["versions"]["version_id"].to_pylist(),
            digest_values(descent["versions"]["name"]).tolist(),
            strict=True,
        )
    )
    found = np.zeros(len(place.order), np.int64)
    if copies:
        rows = [
            (s, c.edge_id, c.version_id, names.get(c.version_id, 0), c.document_id or 0, c.statement_id or 0)
            for s, c in copies.items()
        ]
        columns = np.array(rows, np.int64).T
        found[place.find(columns[0])] = mix_columns(*columns)
    return found


def _digest_papers(pile: Tables, descent: Tables, marks: Mapping[int, Mark]) -> tuple[Array, Array, Array]:
    """(documents in order of ids, a number for what is read of each and of its version, for its date)."""
    papers = pile["documents"].select(["document_id", "uri", "site", "published_at"]).sort_by("document_id")
    documents = papers["document_id"].to_numpy()
    versions = descent["versions"].select(["document_id", "version_id", "born_at"])
    versions = versions.filter(versions["document_id"].is_valid())
    at = Places(versions["document_id"].to_numpy()).find(documents)
    published = digest_values(papers["published_at"])
    version = [digest_values(versions[c])[at] for c in ("version_id", "born_at")]
    site = digest_values(papers["site"])
    uri = digest_values(papers["uri"])
    # A uri that two documents have is called by the outlet of one of them.
    _, group = np.unique(uri, return_inverse=True)
    shared = sum_groups(group, mix_columns(documents, site), len(documents))[group]
    marked = np.zeros(len(documents), np.int64)
    at = Places(documents).find(np.array(sorted(marks), np.int64))
    marked[at] = [digest_words(*astuple(mark)) for _, mark in sorted(marks.items())]
    method = np.full(len(documents), METHOD)
    return (
        documents,
        mix_columns(method, documents, uri, site, shared, published, marked, *version),
        mix_columns(method, published),
    )

"""What the stage remembers: the words of every statement as a number, and the telling terms of every document."""

from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from headwater.intervals import count_overlap
from headwater.mixing import mix_columns
from headwater.schema import Tables
from headwater.states import STATES
from headwater.tally.contents import Contents, Library
from headwater.tally.digests import METHOD, digest_values, digest_words, sum_groups
from headwater.tally.inputs import Inputs, Places
from headwater.tally.propositions import Propositions, lay_rows, list_runs, place_rows
from headwater.tally.stories import Picked
from headwater.tally.testimony import Evidence

Array = npt.NDArray[Any]

LONG = 12.0
"""Weight of a content from which the same words are the same claim in whatever articles they stand."""

WRAPPED = 0.6
"""The share of a content that a statement inside it must fill for both to be one claim."""

_DAY = 86_400_000_000


def find_changed(inputs: Inputs, known: Tables) -> Array:
    """The documents of which something that is counted from is not as it was."""
    heard = known.get("heard_documents", STATES["heard_documents"].build())
    at = Places(heard["document_id"].to_numpy()).find(inputs.documents)
    same = at >= 0
    same[same] = heard["inputs"].to_numpy()[at[same]] == inputs.of_document[same]
    return np.asarray(inputs.documents[~same])


def recall_outcomes(inputs: Inputs, evidence: Evidence, known: Tables) -> Array:
    """A number for each document, for what its statements taken together make of it (papers.Paper and `cited`)."""
    heard = known.get("heard_documents", STATES["heard_documents"].build())
    before = dict(zip(heard["document_id"].to_pylist(), heard["outcome"].to_pylist(), strict=True))
    return np.array(
        [_digest_outcome(d, evidence) if d in evidence.papers else before[d] for d in inputs.documents.tolist()],
        np.int64,
    )


def _digest_outcome(document: int, evidence: Evidence) -> int:
    paper = evidence.papers[document]
    outlet = evidence.outlet_of.get(paper.uri, "")
    return digest_words(str(METHOD), repr(paper), outlet, *sorted(evidence.cited.get(document, ())))


def recall_contents(inputs: Inputs, evidence: Evidence, library: Library, known: Tables) -> Contents:
    """All contents: of documents whose contents are as they were what is known of them, the others read.

    `evidence` has the documents that are new or changed in anything.
    """
    documents, first = np.unique(inputs.document, return_index=True)
    first_row = np.append(first, len(inputs.document))
    number = np.repeat(np.arange(len(documents)), np.diff(first_row))
    facts = _recall_facts(inputs, known)
    changed = np.isin(inputs.document, np.array(list(evidence.papers), np.int64))
    _find_facts(inputs.statement, np.flatnonzero(changed), evidence, facts)
    content = _digest_contents(inputs, documents, number, facts)
    heard = known.get("heard_documents", STATES["heard_documents"].build())
    at = Places(heard["document_id"].to_numpy()).find(documents)
    old = at >= 0
    old[old] = heard["content"].to_numpy()[at[old]] == content[old]
    mine = ~old[number]
    facts["compared"][mine] = False
    rows = replace(lay_rows(inputs.statement, inputs.document), negated=facts["negated"])
    part, terms = library.read(documents[~old], rows, facts["subject"])
    facts["fold"][mine], facts["long"][mine] = part.fold, _weigh_rows(part) >= LONG
    rows = replace(
        place_rows(part, np.where(mine, np.cumsum(mine) - 1, -1)),
        statement=inputs.statement, document=inputs.document, fold=facts["fold"], negated=facts["negated"],
    )  # fmt: skip
    subject, long, within, compared = (facts[name] for name in ("subject", "long", "within", "compared"))
    picked, days = _join_terms(heard, at, old, terms), _find_days(documents, library)
    return Contents(rows, subject, long, within, compared, content, documents, first_row, picked, days, ~old)


def _recall_facts(inputs: Inputs, known: Tables) -> dict[str, Array]:
    """What is known of each row: zero, False, "" and -1 where nothing is."""
    held = known.get("heard_statements", STATES["heard_statements"].build())
    at = Places(held["statement_id"].to_numpy()).find(inputs.statement)
    facts: dict[str, Array] = {}
    nothing: dict[str, Any] = {
        "fold": 0,
        "negated": False,
        "long": False,
        "compared": False,
        "within_id": 0,
        "subject": "",
    }
    for name, none in nothing.items():
        column = held[name].fill_null(none).to_numpy() if name in ("within_id", "subject") else held[name].to_numpy()
        facts[name] = np.append(column, none)[at].astype(object if name == "subject" else column.dtype)
    inside = facts.pop("within_id")
    facts["within"] = np.where(inside != 0, Places(inputs.statement).find(inside), -1)
    return facts


def _find_facts(statements: Array, rows: Array, evidence: Evidence, facts: dict[str, Array]) -> None:
    """What the evidence says of some rows, beside their words."""
    listed = statements[rows].tolist()
    facts["negated"][rows] = [evidence.is_denied(s) for s in listed]
    facts["subject"][rows] = [evidence.name_subject(s) for s in listed]
    facts["within"][rows] = _find_within(statements, rows, evidence)


def _digest_contents(inputs: Inputs, documents: Array, number: Array, facts: dict[str, Array]) -> Array:
    """A number for each document, for all that its contents are compared by."""
    each = mix_columns(inputs.statement, facts["negated"], digest_values(pa.array(facts["subject"], pa.string())))
    date = inputs.of_date[np.searchsorted(inputs.documents, documents)]
    method = np.full(len(documents), METHOD)
    return mix_columns(method, documents, date, sum_groups(number, each, len(documents)))


def _weigh_rows(rows: Propositions) -> Array:
    filled = np.diff(rows.pointer) > 0
    return (
        np.asarray(np.add.reduceat(np.append(rows.weight, 0.0), rows.pointer[:-1]) * filled)
        if len(rows)
        else np.empty(0)
    )


def _find_within(statements: Array, rows: Array, evidence: Evidence) -> Array:
    """For each row the row whose content is little more than this statement, which stands inside it, or -1."""
    found = np.full(len(rows), -1)
    pairs = []
    for i, statement in enumerate(statements[rows].tolist()):
        outer = evidence.testimonies[statement].outer_id
        if outer in evidence.contents and statement in evidence.contents:
            inside, around = evidence.contents[statement], evidence.contents[outer]
            same = sum(count_overlap(a, b) for a in inside for b in around)
            if same >= WRAPPED * sum(b - a for a, b in around):
                pairs.append((i, outer))
    if pairs:
        at, outers = np.array(pairs, np.int64).T
        found[at] = Places(statements).find(outers)
    return found


def _join_terms(heard: pa.Table, at: Array, old: Array, terms: Picked) -> Picked:
    """The telling terms of all documents: of old ones those that are known, of the others `terms`."""
    term, weight = _flatten(heard["terms"]), _flatten(heard["weights"])
    counts = pc.list_value_length(heard["terms"]).to_numpy()
    starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    fresh = np.cumsum(~old) - 1
    begin = np.where(old, starts[np.where(old, at, 0)], starts[-1] + terms.pointer[np.where(old, 0, fresh)])
    end = np.where(old, starts[np.where(old, at + 1, 0)], starts[-1] + terms.pointer[np.where(old, 0, fresh + 1)])
    runs = list_runs(begin, end - begin)
    pointer = np.concatenate([[0], np.cumsum(end - begin)])
    both = np.concatenate([term.astype(np.int64), terms.term]), np.concatenate([weight, terms.weight])
    return Picked(pointer, both[0][runs], both[1].astype(np.float32)[runs])


def _flatten(column: pa.ChunkedArray) -> Array:
    flat = [chunk.flatten().to_numpy() for chunk in column.chunks]
    return np.concatenate(flat) if flat else np.empty(0)


def _find_days(documents: Array, library: Library) -> Array:
    papers = library.pile["documents"].select(["document_id", "published_at"])
    at = Places(papers["document_id"].to_numpy()).find(documents)
    moment = papers["published_at"].cast(pa.int64()).take(pa.array(at))
    return np.where(moment.is_valid().to_numpy(), moment.fill_null(0).to_numpy() / _DAY, np.nan)


def remember_contents(contents: Contents, compared: Array, inputs: Inputs, outcome: Array) -> Tables:
    """The state tables heard_statements and heard_documents; `compared` are the rows that were compared with others."""
    rows = contents.rows
    inside = np.where(contents.within >= 0, rows.statement[contents.within], 0)
    statements = pa.table(
        {
            "statement_id": rows.statement, "fold": rows.fold, "negated": rows.negated, "long": contents.long,
            "within_id": pa.array(inside, mask=contents.within < 0),
            "subject": pa.array(contents.subject, pa.string(), mask=contents.subject == ""), "compared": compared,
        }, schema=STATES["heard_statements"].schema,
    )  # fmt: skip
    at = Places(contents.documents).find(inputs.documents)
    content = np.append(contents.content, 0)[at]
    pointer = contents.picked.pointer
    low, high = pointer[np.where(at >= 0, at, 0)], pointer[np.where(at >= 0, at + 1, 0)]
    runs, bounds = list_runs(low, high - low), pa.array(np.concatenate([[0], np.cumsum(high - low)]), pa.int32())
    documents = pa.table(
        {
            "document_id": inputs.documents, "inputs": inputs.of_document, "content": content,
            "outcome": outcome, "terms": pa.ListArray.from_arrays(bounds, contents.picked.term[runs]),
            "weights": pa.ListArray.from_arrays(bounds, contents.picked.weight[runs]),
        }, schema=STATES["heard_documents"].schema,
    )  # fmt: skip
    return {"heard_statements": statements.sort_by("statement_id"), "heard_documents": documents}

"""All that the climb reads of statements, documents and versions, looked up by id."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from headwater.intervals import Span
from headwater.schema import Tables, pick_rows
from headwater.tally.asked import Asked
from headwater.tally.copied import Copy, find_copied
from headwater.tally.marks import Mark, read_marks
from headwater.tally.outlets import fold_outlet, lengthen_outlet, name_outlet, read_outlet, split_outlets
from headwater.tally.papers import Paper, read_papers
from headwater.tally.settled import Settled, read_settled, read_sources_apart
from headwater.tally.signs import is_first_clause_negated
from headwater.tally.speakers import Speaker, make_speaker

_ARTICLE = re.compile(r"^[Tt]he\s+")
_PRONOUN = re.compile(r"[\"“‘']?(?:that\s+)?(?:it|they|we|he|she|i)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Testimony:
    """A statement as the climb sees it: who says it in which document, through whom, copied from where."""

    statement_id: int
    document_id: int
    kind: str
    force: str
    source_id: int
    outer_id: int | None
    hedge: str | None
    negated: bool
    vias: tuple[str, ...]
    copy: Copy | None


@dataclass(frozen=True)
class Evidence:
    """Everything the climb looks up."""

    papers: dict[int, Paper]
    testimonies: dict[int, Testimony]
    speakers: dict[int, Speaker]
    unseen: Asked
    names: dict[int, str]
    contents: dict[int, tuple[Span, ...]]
    texts: dict[int, str]
    cited: dict[int, frozenset[str]]
    outlet_of: dict[str, str]
    apart: frozenset[tuple[int, int]]
    """Sources that a reader says are two."""

    def is_denied(self, statement: int) -> bool:
        """Whether a statement, or one that it stands inside, says that it is not so."""
        seen: set[int] = set()
        at: int | None = statement
        while at is not None and at in self.testimonies and at not in seen:
            if self.testimonies[at].negated and is_first_clause_negated(self.read_content(at)):
                return True
            seen.add(at)
            at = self.testimonies[at].outer_id
        return False

    def name_subject(self, statement: int) -> str:
        """Whom the pronoun means that a content begins with ("it will close"): who says so, where that has a name."""
        text = self.texts[self.testimonies[statement].document_id]
        spans = self.contents.get(statement, ())
        if not spans or _PRONOUN.match(text, *spans[0]) is None:
            return ""
        speaker = self.speakers[self.testimonies[statement].source_id]
        return " ".join(speaker.voice or speaker.name).title() if speaker.named and speaker.kind != "outlet" else ""

    def read_content(self, statement: int) -> str:
        """The words of a statement's content."""
        text = self.texts[self.testimonies[statement].document_id]
        return " ".join(text[start:end] for start, end in self.contents.get(statement, ()))

    def lengthen(self, document: int, outlet: str) -> str:
        """The full name of an outlet that a text calls by its last word ("the Journal"), where the text gives it."""
        for name in sorted(self.cited.get(document, ())):
            if name != outlet and name.endswith(" " + _ARTICLE.sub("", outlet)):
                return name
        return lengthen_outlet(outlet, self.texts[document])


@dataclass(frozen=True)
class Surroundings:
    """What the climb reads of the pile as a whole.

    The copy of every copied statement and the pairs that stand at one place of an unseen original; unseen versions by
    folded outlet, and the outlet of each; the folded names of all outlets that the pile knows of; whose a uri is; the
    version of every document, and when its text came to be; whose a document is by its marks; what readers settled of
    claims, and the sources that they say are two.
    """

    copies: dict[int, Copy]
    siblings: list[tuple[int, int]]
    unseen: dict[str, int]
    names: dict[int, str]
    outlets: frozenset[str]
    outlet_of: dict[str, str]
    version_of: dict[int, int]
    born_at: dict[int, datetime | None]
    marks: dict[int, Mark]
    settled: Settled
    apart: frozenset[tuple[int, int]]


def read_surroundings(pile: Tables, descent: Tables, said: Tables) -> Surroundings:
    """What the climb reads of the pile as a whole, from the tables of earlier stages."""
    unseen, names = _name_unseen(descent)
    copies, siblings = find_copied(descent, _place_contents(descent, said))
    papers = pile["documents"].sort_by("document_id")
    sites = zip(papers["uri"].to_pylist(), papers["site"].to_pylist(), strict=True)
    outlet_of = {uri: name_outlet(site) for uri, site in sites if site and name_outlet(site)}
    versions = descent["versions"]
    born, published = _pair(versions, "document_id", "born_at"), _pair(papers, "document_id", "published_at")
    return Surroundings(
        copies,
        siblings,
        unseen,
        names,
        frozenset(unseen) | _name_sites(pile),
        outlet_of,
        _pair(versions, "document_id", "version_id"),
        {document: at or born.get(document) for document, at in published.items()},
        read_marks(pile, descent),
        read_settled(pile, said),
        read_sources_apart(pile, said),
    )


def _place_contents(descent: Tables, said: Tables) -> dict[int, list[tuple[int, Span]]]:
    """Of every document at an end of an edge, its statements and the longest span of the content of each."""
    ends = pa.concat_arrays(
        [c for name in ("child_id", "parent_id") for c in descent["edges"][name].chunks] or [_NO_IDS]
    )
    versions = descent["versions"]
    documents = versions.filter(pc.is_in(versions["version_id"], ends))["document_id"]
    statements, spans = take_said(said, documents.drop_null())
    contents = group_content_spans(spans)
    document_of = _pair(statements, "statement_id", "document_id")
    placed: dict[int, list[tuple[int, Span]]] = defaultdict(list)
    for statement in sorted(document_of):
        if found := contents.get(statement):
            placed[document_of[statement]].append((statement, max(found, key=lambda s: (s[1] - s[0], -s[0]))))
    return placed


_NO_IDS = pa.array([], pa.int64())


def take_said(said: Tables, documents: pa.Array | pa.ChunkedArray) -> tuple[pa.Table, pa.Table]:
    """The statements and the spans of some documents."""
    statements, spans = said["statements"], said["spans"]
    statements = statements.filter(pc.is_in(statements["document_id"], documents))
    if statements.num_rows == said["statements"].num_rows:
        return statements, spans
    return statements, spans.filter(pc.is_in(spans["statement_id"], statements["statement_id"]))


def read_evidence(
    pile: Tables, said: Tables, around: Surroundings, documents: npt.NDArray[np.int64], made: Mapping[int, Speaker]
) -> Evidence:
    """Look up the tables of earlier stages for the climb from the statements of some documents.

    `made` are speakers that need not be made again.
    """
    wanted = pa.array(documents)
    statements, spans = take_said(said, wanted)
    sources = said["sources"].filter(pc.is_in(said["sources"]["source_id"], statements["source_id"]))
    said = {"statements": statements, "spans": spans, "sources": sources}
    pile = {"documents": pile["documents"].filter(pc.is_in(pile["documents"]["document_id"], wanted))}
    texts = _pair(pile["documents"], "document_id", "text")
    contents = group_content_spans(spans)
    vias = _read_vias(said, _pair(statements, "statement_id", "document_id"), texts)
    speakers = {
        row["source_id"]: made[row["source_id"]] if row["source_id"] in made else make_speaker(row, around.outlets)
        for row in sources.to_pylist()
    }
    testimonies = _read_testimonies(said, vias, around.copies)
    papers = read_papers(pile, around, testimonies, speakers, contents)
    cited = _list_cited(testimonies, speakers)
    return Evidence(
        papers, testimonies, speakers, Asked(around.unseen), around.names, contents, texts, cited, around.outlet_of,
        around.apart,
    )  # fmt: skip


def _name_sites(pile: Tables) -> frozenset[str]:
    """The folded names of the outlets whose texts the pile has; an office's own site does not make it an outlet."""
    sites = {site for site in pile["documents"]["site"].to_pylist() if site and not _OFFICIAL.search(site)}
    return frozenset(fold_outlet(name_outlet(site)) for site in sites)


_OFFICIAL = re.compile(r"\.(?:gov|mil|int|edu|gob|gouv|ac)(?:\.[a-z]{2})?$")


def _list_cited(testimonies: dict[int, Testimony], speakers: dict[int, Speaker]) -> dict[int, frozenset[str]]:
    """The outlets that each document names."""
    found: dict[int, set[str]] = defaultdict(set)
    for t in testimonies.values():
        speaker = speakers[t.source_id]
        found[t.document_id].update(t.vias, speaker.outlets, (speaker.label,) if speaker.kind == "outlet" else ())
    return {
        document: frozenset(name for written in names for name in (*split_outlets(written), written))
        for document, names in found.items()
    }


def _pair(table: pa.Table, key: str, value: str) -> dict[int, Any]:
    return dict(pick_rows(table, key, value))


def _read_vias(said: Tables, document_of: dict[int, int], texts: dict[int, str]) -> dict[int, tuple[str, ...]]:
    """The outlets that a statement came through, as its text names them, the nearest first."""
    vias = said["spans"].filter(pc.equal(said["spans"]["role"], "via"))
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for statement, start, end in pick_rows(vias, "statement_id", "start", "end"):
        text = texts[document_of[statement]]
        found[statement].append((start, lengthen_outlet(name_outlet(read_outlet(text, start, end)), text)))
    return {s: tuple(dict.fromkeys(name for _, name in sorted(listed))) for s, listed in found.items()}


def _read_testimonies(said: Tables, vias: dict[int, tuple[str, ...]], copies: dict[int, Copy]) -> dict[int, Testimony]:
    names = ("statement_id", "document_id", "kind", "force", "source_id", "outer_id", "hedge", "negated")
    rows = pick_rows(said["statements"], *names)
    return {row[0]: Testimony(*(*row, vias.get(row[0], ()), copies.get(row[0]))) for row in rows}


def _name_unseen(descent: Tables) -> tuple[dict[str, int], dict[int, str]]:
    """Unseen versions by the outlet they are named for, and the outlet of each."""
    by_name: dict[str, int] = {}
    names: dict[int, str] = {}
    for version, document, name in pick_rows(descent["versions"], "version_id", "document_id", "name"):
        if document is None and name:
            names[version] = name_outlet(name)
            key = fold_outlet(names[version])
            by_name[key] = min(version, by_name.get(key, version))
    return by_name, names


def group_content_spans(spans: pa.Table) -> dict[int, tuple[Span, ...]]:
    """The content spans of every statement, in order."""
    content = spans.filter(pc.equal(spans["role"], "content"))
    content = content.select(["statement_id", "start", "end"]).sort_by(
        [("statement_id", "ascending"), ("start", "ascending")]
    )
    found: dict[int, tuple[Span, ...]] = {}
    for statement, start, end in zip(*(c.to_pylist() for c in content.columns), strict=True):
        found[statement] = (*found[statement], (start, end)) if statement in found else ((start, end),)
    return found

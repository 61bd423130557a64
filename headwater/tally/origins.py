"""The climb: from every statement of a claim through copies, outlets and outer statements to where it comes from."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from headwater.schema import write_id
from headwater.tally.outlets import fold_outlet, name_outlet
from headwater.tally.speakers import Speaker
from headwater.tally.testimony import Evidence, Testimony

LATE = timedelta(days=1)
"""A text of an outlet that is younger than this after the text that cites the outlet is not what was cited."""


@dataclass(frozen=True)
class Origin:
    """Where the climb from one statement ends.

    `through` are the vertices between the source and the document, nearest to the document first: ("document", id) or
    ("outlet", name). `speaker` is None where the climb ends at a document of the pile (its own statements go on from
    there) or at a text that names nobody (`unstated`).
    """

    statement_id: int
    document_id: int
    through: tuple[tuple[str, int | str], ...]
    speaker: Speaker | None
    source_id: int
    unstated: bool
    second_hand: bool
    version_id: int
    path: tuple[str, ...]
    reason: str


def climb_claim(statements: Sequence[int], evidence: Evidence) -> list[Origin]:
    """The origin of every statement of a claim, in order of statement ids."""
    listed = [evidence.testimonies[s] for s in sorted(statements)]
    carriers: dict[str, list[int]] = defaultdict(list)
    for t in listed:
        paper = evidence.papers[t.document_id]
        if paper.outlet and t.document_id not in carriers[fold_outlet(paper.outlet)]:
            carriers[fold_outlet(paper.outlet)].append(t.document_id)
    reports = {t.document_id for t in listed}
    found = [_climb(t, evidence, carriers, reports) for t in listed]
    return _settle_unstated(found, evidence)


def _climb(t: Testimony, evidence: Evidence, carriers: dict[str, list[int]], reports: set[int]) -> Origin:
    paper = evidence.papers[t.document_id]
    path = [write_id("s", t.statement_id)]
    through: list[tuple[str, int | str]] = []
    version = paper.version_id
    if t.copy is not None:
        path.append(write_id("e", t.copy.edge_id))
        version = t.copy.version_id
        if t.copy.document_id is not None and t.copy.document_id in reports:
            if t.copy.statement_id is not None:
                path.append(write_id("s", t.copy.statement_id))
            return _end(t, (("document", t.copy.document_id),), None, version, path, "its words are copied from there")
        name = evidence.names.get(version, "")
        through.append(
            ("outlet", name or write_id("v", version))
            if t.copy.document_id is None
            else ("document", t.copy.document_id)
        )
    speaker, vias, second_hand = _find_speaker(t, evidence, path)
    own = fold_outlet(paper.outlet)
    for name in vias:
        if fold_outlet(name) == own or ("outlet", name) in through:
            continue
        carrier = _find_carrier(t, carriers.get(fold_outlet(name), ()), evidence)
        if carrier is not None:
            return _end(
                t,
                (*through, ("document", carrier)),
                None,
                evidence.papers[carrier].version_id,
                path,
                f"it came through {name}, whose text is in the pile",
            )
        through.append(("outlet", name))
        version = evidence.unseen.get(fold_outlet(name), version)
    return _end(t, tuple(through), speaker, version, path, "", second_hand)


def _end(
    t: Testimony, through: tuple[tuple[str, int | str], ...], speaker: Speaker | None, version: int, path: list[str], reason: str,
    second_hand: bool = False,
) -> Origin:  # fmt: skip
    if not reason:
        text = f"{through[-1][1]}" if through and through[-1][0] == "outlet" else "this text"
        reason = f"{speaker.label} spoke to {text}" if speaker else f"{text} names no source"
    unstated = speaker is None and not (through and through[-1][0] == "document")
    source = speaker.source_id if speaker else t.source_id
    return Origin(
        t.statement_id, t.document_id, through, speaker, source, unstated, second_hand, version, tuple(path), reason
    )


def _find_speaker(t: Testimony, evidence: Evidence, path: list[str]) -> tuple[Speaker | None, list[str], bool]:
    """Who passed the statement on to the text: outermost speaker, outlets on the way, and whether at second hand."""
    vias = list(t.vias)
    speaker: Speaker | None = evidence.speakers[t.source_id]
    second_hand = False
    at, seen = t, {t.statement_id}
    while at.outer_id is not None and at.outer_id in evidence.testimonies and at.outer_id not in seen:
        at = evidence.testimonies[at.outer_id]
        seen.add(at.statement_id)
        path.append(write_id("s", at.statement_id))
        outer = evidence.speakers[at.source_id]
        vias = [*at.vias, *(v for v in vias if v not in at.vias)]
        if outer.kind == "outlet":
            vias = [name_outlet(outer.label), *(v for v in vias if v != name_outlet(outer.label))]
        elif outer.kind != "unstated":
            speaker, second_hand = outer, True
    if speaker is not None and speaker.kind == "outlet":
        vias = [*vias, *([name_outlet(speaker.label)] if name_outlet(speaker.label) not in vias else [])]
        speaker = None
    elif speaker is not None and speaker.kind == "unstated":
        speaker = None
    paper = evidence.papers[t.document_id]
    if not vias and paper.leaked_to and speaker is not None and not speaker.named:
        vias = [paper.leaked_to]
    if not vias and paper.news_from and speaker is None and t.force == "hearsay":
        vias = [paper.news_from]
    return speaker, vias, second_hand


def _find_carrier(t: Testimony, documents: Sequence[int], evidence: Evidence) -> int | None:
    """The document of an outlet that carries the same and was there in time: the earliest, then the smallest id."""
    born = evidence.papers[t.document_id].born_at
    fit = []
    for document in documents:
        at = evidence.papers[document].born_at
        if document != t.document_id and not (born and at and at > born + LATE):
            fit.append((at is None, at.timestamp() if at else 0.0, document))
    return min(fit)[2] if fit else None


def _settle_unstated(found: list[Origin], evidence: Evidence) -> list[Origin]:
    """A text's own voice takes the source that the same text names for the same thing; else the outlet it has its news from."""
    sourced: dict[int, Origin] = {}
    for origin in found:
        if not (origin.unstated and not origin.through):
            sourced.setdefault(origin.document_id, origin)
    used = {name for origin in found for kind, name in origin.through if kind == "outlet"}
    settled = []
    for origin in found:
        if origin.unstated and not origin.through:
            paper = evidence.papers[origin.document_id]
            if (other := sourced.get(origin.document_id)) is not None:
                origin = _take_from(origin, other)
            elif paper.news_from and paper.news_from in used:
                origin = _through_news(origin, paper.news_from, evidence)
        settled.append(origin)
    return settled


def _take_from(origin: Origin, other: Origin) -> Origin:
    path = (*origin.path, *(step for step in other.path if step not in origin.path))
    return Origin(
        origin.statement_id, origin.document_id, other.through, other.speaker, other.source_id, other.unstated,
        other.second_hand, other.version_id, path, "the same text says further on whose it is: " + other.reason,
    )  # fmt: skip


def _through_news(origin: Origin, outlet: str, evidence: Evidence) -> Origin:
    version = evidence.unseen.get(fold_outlet(outlet), origin.version_id)
    return Origin(
        origin.statement_id, origin.document_id, (("outlet", outlet),), None, origin.source_id, True, False, version,
        origin.path, f"the text has its news from {outlet}",
    )  # fmt: skip

"""The climb: from a statement through copies, outlets and outer statements to where it comes from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from headwater.schema import write_id
from headwater.tally.outlets import fold_outlet
from headwater.tally.relays import Relay, find_relays
from headwater.tally.speakers import Speaker
from headwater.tally.testimony import Evidence, Testimony

LATE = timedelta(days=1)
"""A text of an outlet that is younger than this after the text that cites the outlet is not what was cited."""


@dataclass(frozen=True)
class Origin:
    """Where the climb from one statement ends.

    `through` are the vertices between the source and the document, nearest to the document first: ("document", id) or
    ("outlet", name). `speaker` is None where the climb ends at a document of the pile (its own statements go on from
    there) or at a text that names nobody (`unstated`). `lent` is who, and through whom, a text that has it from
    another says was the source.
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
    lent: tuple[Speaker | None, tuple[str, ...]] | None = None


def climb_statement(
    t: Testimony, evidence: Evidence, carriers: dict[str, list[int]], reports: set[int]
) -> list[Origin]:
    """The ways of one statement: to a text that it was copied from, or along what its own text says of it.

    `carriers` are the documents of each outlet that carry the claim, `reports` all documents that do.
    """
    if t.copy is None:
        return [_follow(t, relay, evidence, carriers) for relay in find_relays(t, evidence)]
    path = [write_id("s", t.statement_id), write_id("e", t.copy.edge_id)]
    version, document = t.copy.version_id, t.copy.document_id
    if document is not None and document in reports:
        path += [write_id("s", t.copy.statement_id)] if t.copy.statement_id is not None else []
        relay = find_relays(t, evidence)[0]
        lent = relay.speaker if not relay.second_hand else None
        end = _end(t, (("document", document),), None, version, path, "its words are copied from there")
        return [replace(end, lent=(lent, relay.outlets) if lent or relay.outlets else None)]
    name = evidence.names.get(version) or write_id("v", version)
    top: tuple[str, int | str] = ("outlet", name) if document is None else ("document", document)
    return [_follow(t, relay, evidence, carriers, (top,), tuple(path), version) for relay in find_relays(t, evidence)]


def _follow(
    t: Testimony,
    relay: Relay,
    evidence: Evidence,
    carriers: dict[str, list[int]],
    through: tuple[tuple[str, int | str], ...] = (),
    path: tuple[str, ...] = (),
    version: int | None = None,
) -> Origin:
    """Follow a statement through its outlets, to a text of the pile or to who spoke to the last of them."""
    steps = [*(path or (write_id("s", t.statement_id),)), *relay.path]
    version = evidence.papers[t.document_id].version_id if version is None else version
    for name in relay.outlets:
        if ("outlet", name) in through:
            continue
        carrier = find_carrier(t, carriers.get(fold_outlet(name), ()), evidence)
        if carrier is not None:
            at = evidence.papers[carrier].version_id
            reason = f"it came through {name}, whose text is in the pile"
            end = _end(t, (*through, ("document", carrier)), None, at, steps, reason)
            return replace(end, lent=(relay.speaker, ()) if relay.speaker and not relay.second_hand else None)
        through = (*through, ("outlet", name))
        version = evidence.unseen.get(fold_outlet(name), version)
    return _end(t, through, relay.speaker, version, steps, "", relay.second_hand)


def _end(
    t: Testimony,
    through: tuple[tuple[str, int | str], ...],
    speaker: Speaker | None,
    version: int,
    path: Sequence[str],
    reason: str,
    second_hand: bool = False,
) -> Origin:
    if not reason:
        text = f"{through[-1][1]}" if through and through[-1][0] == "outlet" else "this text"
        reason = f"{speaker.label} spoke to {text}" if speaker else f"{text} names no source"
    unstated = speaker is None and not (through and through[-1][0] == "document")
    source = speaker.source_id if speaker else t.source_id
    return Origin(
        t.statement_id, t.document_id, through, speaker, source, unstated, second_hand, version, tuple(path), reason
    )


def find_carrier(t: Testimony, documents: Sequence[int], evidence: Evidence) -> int | None:
    """The document of an outlet that carries the same and was there in time: the earliest, then the smallest id."""
    born = evidence.papers[t.document_id].born_at
    fit = []
    for document in documents:
        at = evidence.papers[document].born_at
        if document != t.document_id and not (born and at and at > born + LATE):
            fit.append((at is None, at.timestamp() if at else 0.0, document))
    return min(fit)[2] if fit else None

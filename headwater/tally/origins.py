"""The climb: from every statement of a claim through copies, outlets and outer statements to where it comes from."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from headwater.schema import write_id
from headwater.tally.outlets import fold_outlet
from headwater.tally.relays import Relay, find_relays
from headwater.tally.speakers import Speaker, is_same_speaker
from headwater.tally.testimony import Evidence, Testimony

LATE = timedelta(days=1)
"""A text of an outlet that is younger than this after the text that cites the outlet is not what was cited."""


@dataclass(frozen=True)
class Origin:
    """Where the climb from one statement ends.

    `through` are the vertices between the source and the document, nearest to the document first: ("document", id) or
    ("outlet", name). `speaker` is None where the climb ends at a document of the pile (its own statements go on from
    there) or at a text that names nobody (`unstated`). `lent` is who a copy says was the source of what it copied.
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


def climb_claim(statements: Sequence[int], evidence: Evidence) -> list[Origin]:
    """The origin of every statement of a claim, in order of statement ids."""
    listed = [evidence.testimonies[s] for s in sorted(statements)]
    carriers: dict[str, list[int]] = defaultdict(list)
    for t in listed:
        paper = evidence.papers[t.document_id]
        if paper.outlet and t.document_id not in carriers[fold_outlet(paper.outlet)]:
            carriers[fold_outlet(paper.outlet)].append(t.document_id)
    reports = {t.document_id for t in listed}
    found = [origin for t in listed for origin in _climb(t, evidence, carriers, reports)]
    return _settle_unstated(_name_quoted(_lend_speakers(found), evidence), evidence, carriers)


def _climb(t: Testimony, evidence: Evidence, carriers: dict[str, list[int]], reports: set[int]) -> list[Origin]:
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
        carrier = _find_carrier(t, carriers.get(fold_outlet(name), ()), evidence)
        if carrier is not None:
            at = evidence.papers[carrier].version_id
            reason = f"it came through {name}, whose text is in the pile"
            return _end(t, (*through, ("document", carrier)), None, at, steps, reason)
        through = (*through, ("outlet", name))
        version = evidence.unseen.get(fold_outlet(name), version)
    return _end(t, through, relay.speaker, version, steps, "", relay.second_hand)


def _lend_speakers(found: list[Origin]) -> list[Origin]:
    """A text that names nobody for what a copy of it attributes takes the source and outlets that the copy names."""
    named = {o.document_id for o in found if not (o.unstated and not o.through)}
    lent: dict[int, Origin] = {}
    for o in found:
        if o.lent is not None and o.through[0][0] == "document":
            lent.setdefault(int(o.through[0][1]), o)
    settled = []
    for o in found:
        giver = lent.get(o.document_id)
        if giver is not None and giver.lent is not None and o.document_id not in named:
            speaker, outlets = giver.lent
            through = tuple(("outlet", name) for name in outlets)
            source = speaker.source_id if speaker else o.source_id
            o = replace(
                o, through=through, speaker=speaker, source_id=source, unstated=speaker is None,
                path=(*o.path, giver.path[0]), reason="a copy of this text says whose it is",
            )  # fmt: skip
        settled.append(o)
    return settled


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


def _find_carrier(t: Testimony, documents: Sequence[int], evidence: Evidence) -> int | None:
    """The document of an outlet that carries the same and was there in time: the earliest, then the smallest id."""
    born = evidence.papers[t.document_id].born_at
    fit = []
    for document in documents:
        at = evidence.papers[document].born_at
        if document != t.document_id and not (born and at and at > born + LATE):
            fit.append((at is None, at.timestamp() if at else 0.0, document))
    return min(fit)[2] if fit else None


def _name_quoted(found: list[Origin], evidence: Evidence) -> list[Origin]:
    """Words in quotation marks that a text gives to nobody are those of whom the other texts quote with them."""
    quoted = [o for o in found if evidence.testimonies[o.statement_id].kind != "indirect"]
    speakers = {o.speaker.source_id: o.speaker for o in quoted if o.speaker is not None and o.speaker.named}
    listed = [speaker for _, speaker in sorted(speakers.items())]
    if not listed or not all(is_same_speaker(listed[0], other) for other in listed[1:]):
        return found
    silent = {o.statement_id for o in quoted if o.unstated and not o.through}
    return [
        replace(
            o, speaker=listed[0], source_id=listed[0].source_id, unstated=False, reason=f"{listed[0].label} is quoted"
        )
        if o.statement_id in silent
        else o
        for o in found
    ]


def _settle_unstated(found: list[Origin], evidence: Evidence, carriers: dict[str, list[int]]) -> list[Origin]:
    """A text's own voice takes the source that the same text names for the same thing, or the outlet of its news."""
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
            elif carrier := _find_carrier(
                evidence.testimonies[origin.statement_id], carriers.get(fold_outlet(paper.news_from), ()), evidence
            ):
                at = evidence.papers[carrier].version_id
                reason = f"the text has its news from {paper.news_from}, whose text is in the pile"
                origin = replace(origin, through=(("document", carrier),), unstated=False, version_id=at, reason=reason)
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

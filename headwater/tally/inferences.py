"""The origins of a claim: where each of its statements comes from, what a text leaves unsaid taken from the others."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from headwater.tally.origins import Origin, climb_statement, find_carrier
from headwater.tally.outlets import fold_outlet
from headwater.tally.speakers import Speaker, could_be_called, fold_name, is_same_speaker, is_vaguer
from headwater.tally.testimony import Evidence


def climb_claim(statements: Sequence[int], evidence: Evidence) -> list[Origin]:
    """The origin of every statement of a claim, in order of statement ids."""
    listed = [evidence.testimonies[s] for s in sorted(statements)]
    carriers: dict[str, list[int]] = defaultdict(list)
    for t in listed:
        paper = evidence.papers[t.document_id]
        if paper.outlet and t.document_id not in carriers[fold_outlet(paper.outlet)]:
            carriers[fold_outlet(paper.outlet)].append(t.document_id)
    reports = {t.document_id for t in listed}
    found = [origin for t in listed for origin in climb_statement(t, evidence, carriers, reports)]
    found = _name_quoted(_name_posting(_lend_speakers(found), evidence), evidence)
    found = [_recall_told(o, evidence) for o in found]
    found = _name_bodies(_send_through(_detail_speakers(found, evidence), evidence), evidence)
    return _settle_unstated(found, evidence, carriers)


def _recall_told(o: Origin, evidence: Evidence) -> Origin:
    """What a text has from an outlet without its source is from whom the text says, elsewhere, that outlet has it."""
    if o.speaker is not None or not o.unstated or not o.through or o.through[-1][0] != "outlet":
        return o
    outlet = str(o.through[-1][1])
    source = dict(evidence.papers[o.document_id].told).get(fold_outlet(outlet))
    if source is None:
        return o
    speaker = evidence.speakers[source]
    reason = f"the text has more from {outlet}, to whom {speaker.label} spoke"
    return replace(o, speaker=speaker, source_id=source, unstated=False, reason=reason)


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


def _name_quoted(found: list[Origin], evidence: Evidence) -> list[Origin]:
    """Words in quotation marks that a text gives to nobody are those of whom the other texts quote with them."""
    quoted = [o for o in found if evidence.testimonies[o.statement_id].kind == "direct"]
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


def _name_posting(found: list[Origin], evidence: Evidence) -> list[Origin]:
    """What a text tells in its own voice that somebody posted or filed is theirs, where another text hears them."""
    people = sorted(
        {o.speaker.name[-1]: o.speaker for o in found if o.speaker and o.speaker.named and o.speaker.name}.items()
    )
    posted = []
    for o in found:
        if o.unstated and not o.through and people:
            match = _POSTED.search(evidence.read_content(o.statement_id))
            before = fold_name(match["who"]) if match else ()
            author = next((speaker for last, speaker in people if last in before), None)
            if author is not None:
                reason = f"it tells what {author.label} made public"
                o = replace(o, speaker=author, source_id=author.source_id, unstated=False, reason=reason)
        posted.append(o)
    return posted


_POSTED = re.compile(
    r"(?P<who>[^.;]+?)\b(?:re)?(?:tweet(?:s|ed)|post(?:s|ed)|blog(?:s|ged)|wr(?:ites|ote)|shar(?:es|ed)|upload(?:s|ed)|file[sd])\b"
)
"""A public post or filing is its author speaking."""


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
            elif carrier := find_carrier(
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


def _detail_speakers(found: list[Origin], evidence: Evidence) -> list[Origin]:
    """A source that a headline or lead puts vaguely ("officials say") is the one that the same text describes fully."""
    fuller: dict[int, list[Origin]] = defaultdict(list)
    for o in found:
        if _name_source(o) is not None:
            fuller[o.document_id].append(o)
        if o.lent is not None and o.through[-1][0] == "document":
            fuller[int(o.through[-1][1])].append(replace(o, through=(), speaker=o.lent[0]))
    return [
        _take_from(o, other) if (other := _find_fuller(o, fuller[o.document_id])) else _name_meant(o, evidence)
        for o in found
    ]


def _name_meant(o: Origin, evidence: Evidence) -> Origin:
    """A source that the text puts without a name is the person whom it names elsewhere, where only one fits."""
    source = o.speaker and dict(evidence.papers[o.document_id].named).get(o.speaker.source_id)
    if not source or (o.source_id, source) in evidence.apart:
        return o
    speaker = evidence.speakers[source]
    return replace(o, speaker=speaker, source_id=source, reason=f"the text names who is meant: {speaker.label}")


def _find_fuller(o: Origin, others: Sequence[Origin]) -> Origin | None:
    vague = o.speaker
    if vague is None or o.through:
        return None
    for other in others:
        full = _name_source(other)
        if full is None or full.source_id == vague.source_id or not is_vaguer(vague, full):
            continue
        if (other.through or full.named) and not is_vaguer(full, vague):
            return other
    return None


def _name_source(o: Origin) -> Speaker | None:
    """Who speaks: by the text itself, where it was copied from another."""
    return o.lent[0] if o.speaker is None and o.lent is not None else o.speaker


def _send_through(found: list[Origin], evidence: Evidence) -> list[Origin]:
    """What a text quotes of somebody without saying to whom came through the outlet that it has its news from.

    So it is where another text says that he told it to that outlet.
    """
    told = [(o.speaker, name) for o in found if o.speaker for kind, name in o.through if kind == "outlet"]
    sent = []
    for o in found:
        news = evidence.papers[o.document_id].news_from
        if (
            o.speaker is not None
            and not o.through
            and news
            and any(fold_outlet(str(name)) == fold_outlet(news) and is_same_speaker(o.speaker, s) for s, name in told)
        ):
            reason = f"the text has its news from {news}, to whom {o.speaker.label} spoke"
            o = replace(o, through=(("outlet", news),), reason=reason)
        sent.append(o)
    return sent


def _name_bodies(found: list[Origin], evidence: Evidence) -> list[Origin]:
    """A body that a text only calls "the company" is the one body of the claim that the text names elsewhere."""
    bodies = {o.speaker.source_id: o.speaker for o in found if o.speaker and o.speaker.voice}
    named = []
    for o in found:
        if o.speaker is not None and o.speaker.bare:
            text = " ".join(fold_name(evidence.texts[o.document_id]))
            fit = [b for _, b in sorted(bodies.items()) if " ".join(b.voice) in text and could_be_called(o.speaker, b)]
            if fit and all(is_same_speaker(fit[0], other) for other in fit[1:]):
                o = replace(o, speaker=fit[0], source_id=fit[0].source_id)
        named.append(o)
    return named

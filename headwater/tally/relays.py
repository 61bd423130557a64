"""Who passed a statement on to a text, and through which outlets."""

import re
from dataclasses import dataclass

from headwater.schema import write_id
from headwater.tally.outlets import is_own_outlet, split_outlets
from headwater.tally.speakers import Speaker, is_same_speaker
from headwater.tally.testimony import Evidence, Testimony

_NO_NAME = re.compile(
    r"^(?:a |one )?(?:news)?(?:paper|reports?|site|website|outlet|blog|magazine|agency|station|channel|network|"
    r"broadcaster)$"
)
"""What is an outlet, but no name of one."""


@dataclass(frozen=True)
class Relay:
    """The way of a statement inside its text: who speaks (None: nobody is named), through which outlets, nearest first.

    `second_hand` says that the speaker passes on what another said; `path` are the statements it stands inside.
    """

    speaker: Speaker | None
    outlets: tuple[str, ...]
    second_hand: bool
    path: tuple[str, ...]


def find_relays(t: Testimony, evidence: Evidence) -> list[Relay]:
    """The way of a statement inside its text; several where the text names several outlets side by side."""
    outlets = [*t.vias, *([short] if (short := _find_short_outlet(t, evidence)) and short not in t.vias else [])]
    speaker = None if short else _find_first_speaker(t, evidence)
    second_hand, path = False, []
    if speaker is not None:
        outlets += [outlet for outlet in speaker.outlets if outlet not in outlets]
    at, seen = t, {t.statement_id}
    while at.outer_id in evidence.testimonies and at.outer_id not in seen:
        at = evidence.testimonies[at.outer_id]
        seen.add(at.statement_id)
        path.append(write_id("s", at.statement_id))
        outer = evidence.speakers[at.source_id]
        outlets = [*at.vias, *(o for o in outlets if o not in at.vias)]
        if outer.kind == "outlet":
            outlets = [outer.label, *(o for o in outlets if o != outer.label)]
        elif _speaks(at, outer):
            second_hand = second_hand or (speaker is not None and not is_same_speaker(speaker, outer))
            speaker = outer
    own = evidence.speakers[t.source_id]
    if own.kind == "outlet" and own.label not in outlets:
        outlets.append(own.label)
    outlets = _infer_outlet(t, speaker, [o for o in outlets if o and not _NO_NAME.match(o)], own, evidence)
    return [Relay(speaker, chain, second_hand, tuple(path)) for chain in _list_chains(t, outlets, evidence)]


def _find_short_outlet(t: Testimony, evidence: Evidence) -> str:
    """The full name of the outlet that a text takes for its source by its last word ("the Journal said")."""
    speaker = evidence.speakers[t.source_id]
    word = re.sub(r"^(?:the|The)\s+", "", speaker.label)
    full = (
        evidence.lengthen(t.document_id, word)
        if speaker.kind in ("person", "organisation") and " " not in word
        else word
    )
    return full if full != word else ""


def _speaks(t: Testimony, speaker: Speaker) -> bool:
    """Whether somebody says this: who asks whether it is so does not, and what somebody wants or did, told in other
    words, is the voice of who tells it.
    """
    untold = t.force == "attitude" and (t.kind == "indirect" or t.outer_id is not None)
    untold = untold or t.force == "question"
    return speaker.kind not in ("unstated", "outlet") and not untold


def _find_first_speaker(t: Testimony, evidence: Evidence) -> Speaker | None:
    speaker = evidence.speakers[t.source_id]
    return speaker if _speaks(t, speaker) else None


def _infer_outlet(
    t: Testimony, speaker: Speaker | None, outlets: list[str], own: Speaker, evidence: Evidence
) -> list[str]:
    """Where no outlet is named: that of the text's unnamed sources, of its hearsay, or of the report it speaks of."""
    paper = evidence.papers[t.document_id]
    if outlets:
        return outlets
    if speaker is not None and not speaker.named:
        inferred = paper.news_from if speaker.theirs else paper.leaked_to
    elif speaker is None:
        inferred = paper.news_from or paper.rumoured_by if t.force == "hearsay" or own.kind == "outlet" else ""
    else:
        inferred = ""
    return [inferred] if inferred else []


def _list_chains(t: Testimony, outlets: list[str], evidence: Evidence) -> list[tuple[str, ...]]:
    """The outlets in a row; one row for each where several stand side by side. A text's own outlet is left out;
    what another outlet printed of an agency came through the agency first.
    """
    chains: list[tuple[str, ...]] = [()]
    own = evidence.papers[t.document_id].outlet
    for name in outlets:
        sides = [evidence.lengthen(t.document_id, side) for side in split_outlets(name)]
        sides = [side for side in sides if not is_own_outlet(side, own)]
        if sides:
            chains = [(*chain, side) if side not in chain else chain for chain in chains for side in sides]
    agency = evidence.papers[t.document_id].agency
    return sorted({(agency, *chain) if agency and agency not in chain else chain for chain in chains})

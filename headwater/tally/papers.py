"""What a document is to the count: whose it is, where it has its news from, who told whom, who is meant by whom."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from headwater.intervals import Span
from headwater.schema import Tables, pick_rows
from headwater.tally.marks import Mark
from headwater.tally.outlets import fold_outlet, is_own_outlet, lengthen_outlet, name_outlet
from headwater.tally.speakers import Speaker, is_same_speaker, is_vaguer
from headwater.tally.words import choose_term

if TYPE_CHECKING:
    from headwater.tally.testimony import Surroundings, Testimony


@dataclass(frozen=True)
class Paper:
    """A document as the count sees it."""

    document_id: int
    uri: str
    outlet: str
    site: str
    born_at: datetime | None
    version_id: int
    news_from: str
    leaked_to: str
    told: tuple[tuple[str, int], ...] = ()
    named: tuple[tuple[int, int], ...] = ()
    agency: str = ""
    rumoured_by: str = ""
    """`told`: of each folded outlet the first unnamed source that the text says spoke to it; `named`: who is meant by
    each source that the text puts without a name ("the engineer") and names elsewhere; `agency`: whose text another
    outlet printed, by its marks; `rumoured_by`: the outlet behind what the text only reports to be said."""


def read_papers(
    pile: Tables,
    around: "Surroundings",
    testimonies: dict[int, "Testimony"],
    speakers: dict[int, Speaker],
    contents: dict[int, tuple[Span, ...]],
) -> dict[int, Paper]:
    """Every document as the count sees it, from what its statements together say of whom its news is."""
    texts = dict(pick_rows(pile["documents"], "document_id", "text"))
    news_from, leaked_to, rumoured_by = _find_news_outlets(testimonies, speakers, contents, texts)
    told = _list_told(testimonies, speakers, contents, texts)
    meant = _list_meant(testimonies, speakers, contents)
    papers = {}
    for document, uri, site in pick_rows(pile["documents"], "document_id", "uri", "site"):
        mark = around.marks.get(document, Mark())
        outlet = name_outlet(site) if site else mark.own or mark.agency
        papers[document] = Paper(
            document,
            uri,
            outlet,
            site or uri,
            around.born_at[document],
            around.version_of[document],
            _name_other(news_from.get(document, "") or mark.credited, outlet),
            _name_other(leaked_to.get(document, ""), outlet),
            tuple(sorted(told[document].items())),
            tuple(sorted(meant[document].items())),
            mark.agency if site else "",
            _name_other(rumoured_by.get(document, ""), outlet),
        )
    return papers


def _list_told(
    testimonies: dict[int, "Testimony"],
    speakers: dict[int, Speaker],
    contents: dict[int, tuple[Span, ...]],
    texts: dict[int, str],
) -> dict[int, dict[str, int]]:
    """Of every document, by folded outlet, the first unnamed source that it says told that outlet something."""
    told: dict[int, dict[str, int]] = defaultdict(dict)
    for t in sorted(testimonies.values(), key=lambda t: (contents[t.statement_id][0], t.statement_id)):
        speaker = speakers[t.source_id]
        if speaker.kind in ("unnamed_person", "unnamed_group") and not speaker.named:
            for name in t.vias[-1:] or speaker.outlets:
                key = fold_outlet(lengthen_outlet(name, texts[t.document_id]))
                told[t.document_id].setdefault(key, speaker.source_id)
    return told


def _list_meant(
    testimonies: dict[int, "Testimony"], speakers: dict[int, Speaker], contents: dict[int, tuple[Span, ...]]
) -> dict[int, dict[int, int]]:
    """Of every document the sources that are put without a name, and the one person whom it names that each fits.

    Where the first who speaks is put as "a spokesman", it is the one who is named further down.
    """
    heard: dict[int, dict[int, int]] = defaultdict(dict)
    for t in testimonies.values():
        place = contents[t.statement_id][0][0]
        heard[t.document_id][t.source_id] = min(place, heard[t.document_id].get(t.source_id, place))
    meant: dict[int, dict[int, int]] = defaultdict(dict)
    for document, places in heard.items():
        listed = [speakers[source] for source in sorted(places)]
        people = [s for s in listed if s.kind == "person" and s.named]
        first = min((places[s.source_id], s.source_id) for s in listed if s.kind in _PEOPLE)[1] if people else 0
        for vague in listed:
            if vague.kind == "unnamed_person" and (
                not _NEW.match(vague.label) or (vague.about & _VOICES and vague.source_id == first)
            ):
                fit = [s for s in people if is_vaguer(vague, s)]
                if fit and all(is_same_speaker(fit[0], other) for other in fit[1:]):
                    meant[document][vague.source_id] = fit[0].source_id
    return meant


_PEOPLE = frozenset(["person", "unnamed_person", "unnamed_group"])
_VOICES = frozenset(map(choose_term, ("spokesman", "spokeswoman", "spokesperson")))
_NEW = re.compile(r"(?:an?|one|another|some|any|every|each|no|two|several|many)\b", re.IGNORECASE)
"""Who is put so is somebody whom the text has not spoken of."""


def _name_other(name: str, own: str) -> str:
    """An outlet's name, unless it is the text's own."""
    return "" if is_own_outlet(name, own) else name


def _find_news_outlets(
    testimonies: dict[int, "Testimony"],
    speakers: dict[int, Speaker],
    contents: dict[int, tuple[Span, ...]],
    texts: dict[int, str],
) -> tuple[dict[int, str], dict[int, str], dict[int, str]]:
    """The outlet that a text has its news from, the one that the unnamed sources in it spoke to, and the one behind
    its hearsay.

    The first is the outlet that most of what the text attributes to outlets came through; the last leaves out what
    named people told an outlet. The unnamed sources of a text
    came through it too where the text cites the outlet before the first of them, or at least as often as them;
    a headline's "officials" that the text describes further on with their outlet are none of their own.
    """
    news: dict[int, Counter[str]] = defaultdict(Counter)
    reported: dict[int, Counter[str]] = defaultdict(Counter)
    cited: dict[tuple[int, str], int] = {}
    lone: dict[int, list[tuple[int, Speaker]]] = defaultdict(list)
    told: dict[int, list[Speaker]] = defaultdict(list)
    for t in testimonies.values():
        speaker, place = speakers[t.source_id], contents[t.statement_id][0][0]
        outlets = (
            t.vias[:1] or speaker.outlets or ((speaker.label,) if speaker.kind == "outlet" and speaker.label else ())
        )
        for outlet in (lengthen_outlet(name, texts[t.document_id]) for name in outlets):
            news[t.document_id][outlet] += 1
            reported[t.document_id][outlet] += speaker.kind == "outlet" or not speaker.named
            cited[t.document_id, outlet] = min(place, cited.get((t.document_id, outlet), place))
        if not outlets and not speaker.named and speaker.kind not in ("unstated", "outlet"):
            lone[t.document_id].append((place, speaker))
        elif outlets and not speaker.named:
            told[t.document_id].append(speaker)
    for document, counted in news.items():
        for short in [name for name in counted if any(other.endswith(" " + name) for other in counted)]:
            full = min(other for other in counted if other.endswith(" " + short))
            counted[full] += counted.pop(short)
            cited[document, full] = min(cited[document, full], cited[document, short])
    most = _pick_most(news)
    bare = {d: [place for place, s in lone[d] if not any(is_vaguer(s, full) for full in told[d])] for d in most}
    leaked = {
        d: outlet
        for d, outlet in most.items()
        if not bare[d] or cited[d, outlet] <= min(bare[d]) or news[d][outlet] >= len(bare[d])
    }
    return most, leaked, _pick_most(reported)


def _pick_most(counts: dict[int, Counter[str]]) -> dict[int, str]:
    found = {}
    for document, counted in counts.items():
        if not counted.total():
            continue
        name, most = min(counted.items(), key=lambda item: (-item[1], item[0]))
        if most * 2 > counted.total():
            found[document] = name
    return found

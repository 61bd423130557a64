"""Why a count is what it is, in one or two sentences that a reader believes: what it rests on, out of how many articles."""

from collections.abc import Sequence
from dataclasses import dataclass

from headwater.tally.flows import Sources
from headwater.tally.independence import DOCUMENT, NAMED, OUTLET, UNNAMED, Flow
from headwater.tally.origins import Origin
from headwater.tally.testimony import Evidence

_NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
SHOWN = 4
"""Names listed before the rest is counted."""


@dataclass(frozen=True)
class Verdict:
    """A count with everything that its reason speaks of."""

    reports: int
    documents: int
    cut: tuple[int, ...]
    cut_low: tuple[int, ...]
    exact: bool
    high: Flow
    low: Flow
    origins: tuple[Origin, ...]
    sources: Sources
    evidence: Evidence


def write_reason(v: Verdict) -> str:
    """The count in plain sentences."""
    where = f"in {_say(v.reports, 'article')} of {v.documents}"
    rests = _list_names(v.low, v.cut_low)
    if len(v.cut) == 1:
        return f"One source: everything {where} rests on {_list_names(v.high, v.cut)}{_explain(v)}."
    if len(v.cut) == len(v.cut_low):
        return f"{_number(len(v.cut)).capitalize()} sources, independent of each other, {where}: {rests}{_explain(v)}."
    first = f"At least {_number(len(v.cut_low))}, because what is sourced {where} goes back to {rests}"
    if not v.exact:
        first += " (a bound: too many unnamed sources to try all ways in which they could be the same)"
    return f"{first}. At most {_number(len(v.cut))}, if {_list_doubts(v)}."


def _explain(v: Verdict) -> str:
    """Who spoke to the one thing that the claim rests on."""
    if len(v.cut) != 1 or v.high.kinds[v.cut[0]] not in (OUTLET, DOCUMENT):
        return ""
    heard = sorted({v.high.labels[a] for a, b in v.high.arcs if b == v.cut[0] and v.high.kinds[a] in (NAMED, UNNAMED)})
    if heard:
        return f", which has it from {_join(heard)}"
    return ", which names no source" if v.cut[0] in v.high.roots else ""


def _list_doubts(v: Verdict) -> str:
    apart = [x for x in v.cut if x not in v.low.roots and x in v.high.roots]
    doubts = []
    if apart:
        doubts.append(
            f"{_list_names(v.high, apart)}, which {'names' if len(apart) == 1 else 'name'} no source, {'has one of its own' if len(apart) == 1 else 'have sources of their own'}"
        )
    if len(v.cut) - len(apart) > len(v.cut_low) or not doubts:
        doubts.append("the sources that could be the same are not")
    return " and ".join(doubts)


def _list_names(flow: Flow, vertices: Sequence[int]) -> str:
    return _join([_name_vertex(flow, v) for v in vertices])


def _name_vertex(flow: Flow, vertex: int) -> str:
    label = flow.labels[vertex]
    if flow.kinds[vertex] == OUTLET:
        return f"{label} (not in the pile)"
    if flow.kinds[vertex] == UNNAMED:
        return (
            label
            if label.split(" ")[0].lower() in {"a", "an", "the", "one", "some", "unnamed"}
            else f"the unnamed {label}"
        )
    return label


def _join(names: Sequence[str]) -> str:
    names = list(names) if len(names) <= SHOWN else [*names[:SHOWN], f"{len(names) - SHOWN} more"]
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1] if names else "nothing"


def _say(count: int, noun: str) -> str:
    return f"{_number(count)} {noun}" if count == 1 else f"{_number(count)} {noun}s"


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else f"{count:,}"

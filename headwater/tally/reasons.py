"""Why a count is what it is, in one or two sentences that a reader believes: what it rests on, of how many reports."""

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
    if len(v.cut) == 1 and _is_circle(v.origins):
        return (
            f"One source at most, because the {_number(v.reports)} reports go back to texts that cite each other, "
            "and none of them says whom it has it from."
        )
    if len(v.cut) == 1:
        back = f"{_all(v.reports)} {_go(v.reports)} back to {_rest_on(v.high, v.cut[0], v)}"
        return f"One source, because {back}.{_add_relayed(v)}"
    rests = _join([_rest_on(v.low, x, v) for x in v.cut_low])
    if len(v.cut) == len(v.cut_low):
        first = (
            f"{_number(len(v.cut)).capitalize()} sources, because the {_number(v.reports)} reports go back to {rests}"
        )
        return f"{first}, independent of each other.{_add_relayed(v)}"
    low = len(v.cut_low)
    bound = "" if v.exact else " (a lower bound: too many unnamed sources to try all ways in which they could be one)"
    first = f"At least one: none of the {_number(v.reports)} reports says whom it has it from"
    if _has_sources(v.low):
        first = (
            f"At least {_number(low)}, because what the {_number(v.reports)} reports give a source for goes back to "
        )
        first += rests + bound
    return f"{first}. At most {_number(len(v.cut))}, if {_list_doubts(v)}.{_add_relayed(v)}"


def write_single_reason(o: Origin) -> str:
    """The count of a claim that one statement makes."""
    outlets = [str(name) for kind, name in o.through if kind == "outlet"]
    who = _name_speaker(o.speaker.label, o.speaker.named) if o.speaker is not None else ""
    if who and outlets:
        said = f"{who}, through {_join(outlets)}"
    elif outlets:
        said = f"{_join(outlets)}, which {'names' if len(outlets) == 1 else 'name'} no source here"
    else:
        said = who or "its own word, since it names no source"
    return f"One source, because there is one report, and it rests on {said}."


def _is_circle(origins: Sequence[Origin]) -> bool:
    """Whether every way ends at a text of the pile that has it from another such text, so that none leads outside."""
    ends = [(o.document_id, o.through[-1] if o.through else None) for o in origins]
    return len({d for d, _ in ends}) > 1 and all(end is not None and end[0] == "document" for _, end in ends)


def _has_sources(flow: Flow) -> bool:
    return any(flow.kinds[v] in (NAMED, UNNAMED) for v in flow.roots)


def _rest_on(flow: Flow, vertex: int, v: Verdict) -> str:
    """A vertex of the cut, and who spoke to it."""
    name = _name_vertex(flow, vertex, v)
    if flow.kinds[vertex] not in (OUTLET, DOCUMENT):
        return name
    heard = sorted(
        {_name_vertex(flow, a, v) for a, b in flow.arcs if b == vertex and flow.kinds[a] in (NAMED, UNNAMED)}
    )
    if heard:
        return f"{name}, which has it from {_join(heard)}"
    return f"{name}, which names no source" if vertex in flow.roots else name


def _list_doubts(v: Verdict) -> str:
    apart = [x for x in v.cut if x in v.high.roots and v.high.kinds[x] in (OUTLET, DOCUMENT)]
    doubts = []
    if apart:
        names = _join([_name_vertex(v.high, x, v) for x in apart])
        one = len(apart) == 1
        own = "names no source, has one of its own" if one else "name no source, have sources of their own"
        doubts.append(f"{names}, which {own}")
    if len(v.cut) - len(apart) > len(v.cut_low) or not doubts:
        doubts.append("those who could be the same person are not")
    return " and ".join(doubts)


def _add_relayed(v: Verdict) -> str:
    """Who passes on what another told them: the one who told them is named, not counted."""
    relayed = sorted({o.speaker.label for o in v.origins if o.second_hand and o.speaker is not None})
    if not relayed:
        return ""
    return f" {_join(relayed)} {'passes' if len(relayed) == 1 else 'pass'} on what others told them."


def _name_vertex(flow: Flow, vertex: int, v: Verdict) -> str:
    label = flow.labels[vertex]
    if flow.kinds[vertex] == OUTLET:
        return f"a text of {label} that is not in the pile"
    if flow.kinds[vertex] == DOCUMENT:
        return v.evidence.outlet_of.get(label, label)
    return _name_speaker(label, flow.kinds[vertex] == NAMED)


def _name_speaker(label: str, named: bool) -> str:
    """A source in a sentence.

    >>> _name_speaker("A U.S. official", False), _name_speaker("people close to the talks", False)
    ('a U.S. official', 'unnamed people close to the talks')
    """
    if named:
        return label
    first, _, rest = label.partition(" ")
    if first.lower() in {
        "a",
        "an",
        "the",
        "one",
        "some",
        "unnamed",
        "two",
        "three",
        "several",
        "his",
        "her",
        "its",
        "their",
    }:
        return f"{first.lower()} {rest}".strip()
    return f"unnamed {label}"


def _all(reports: int) -> str:
    return {1: "the one report", 2: "both reports"}.get(reports, f"all {_number(reports)} reports")


def _go(reports: int) -> str:
    return "goes" if reports == 1 else "go"


def _join(names: Sequence[str]) -> str:
    names = list(names) if len(names) <= SHOWN else [*names[:SHOWN], f"{len(names) - SHOWN} more"]
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1] if names else "nothing"


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else f"{count:,}"

"""What speaks for one text being the parent of another: observations, each with a weight and the words that say it.

Weights are log odds (natural): how much likelier the observation is where the first text is the parent than where it is
the child. They were set on the simulated newsrooms of bench/ (docs/builders/descent.md) and rounded to halves.
"""

from dataclasses import dataclass

import numpy as np

from headwater.descent.credits import is_foreign
from headwater.descent.members import DAY, Member
from headwater.descent.outlets import read_agencies, write_name
from headwater.descent.stretches import Sheets

_CREDITS = {
    "permission": 5.0,
    "syndication": 5.0,
    "canonical": 5.0,
    "based_on": 5.0,
    "item_number": 4.0,
    "first_reported": 4.0,
}
_CREDITS |= {"credit_line": 4.0, "copyright": 4.0, "agency": 4.0, "dateline": 3.0, "link": 1.5, "update": 1.5}
_IN_PART = {"credit_line": 2.5, "first_reported": 1.5}
_SAME_PAGE = 6.0
_DATES = {"instant": 2.5, "day": 2.5, "month": 2.0, "year": 2.0}
_WEAK_DATES = {"guess": 0.5, "text": 2.0}
_IN_GROUP = 0.4
"""What is left of the weight of two dates less than a day apart where both outlets share a newsroom or content system:
the same copy goes out at all of them, each when its own page is made. Set, not measured."""
_CAPTURED = 3.0
_ONLY_CHILD_CREDITS = 1.0
_RENOWN = 1.5
_AGENCY = 1.0
_AGENCY_ENDINGS = ("newsagency", "pressagency", "newsservice", "wireservice", "newswire", "pressassociation")
_JOINED = 2.0
_PART = 60
"""Words that make up a part of a text that is joined from two."""
_MINUTE = 60_000_000
_MOST_UNTOLD = 5.0
_MOST = 12.0


@dataclass(frozen=True)
class Observation:
    """One thing that speaks for (weight above 0) or against a direction, in words for a reader."""

    weight: float
    words: str
    told: bool = False
    """Whether the child says so itself."""


def observe_pair(parent: Member, child: Member) -> list[Observation]:
    """What the two members' dates, credits and outlets say about `parent` being the parent of `child`."""
    seen = [*_compare_dates(parent, child)]
    seen += [Observation(o.weight, o.words, told=True) for o in _read_credits(parent, child)]
    seen += [Observation(-o.weight, o.words, told=True) for o in _read_credits(child, parent)]
    seen += _compare_credits(parent, child)
    is_wire = [_is_agency(member) for member in (parent, child)]
    if is_wire[0] != is_wire[1]:
        which = parent if is_wire[0] else child
        seen.append(
            Observation(_AGENCY if is_wire[0] else -_AGENCY, f"{which.label} is an agency, whose texts others carry")
        )
    return seen


def _is_agency(member: Member) -> bool:
    """Whether an outlet is an agency: a known one, or one that calls itself so."""
    return any(key in read_agencies() or key.endswith(_AGENCY_ENDINGS) for key in member.outlets)


def _read_credits(parent: Member, child: Member) -> list[Observation]:
    """What the child's own words say of the parent, and the parent's of the child; the strongest counts."""
    best: dict[str, Observation] = {}
    for hint in child.hints:
        if hint.direction not in ("from", "part") or child.is_from(hint.keys):
            continue
        weight = _CREDITS.get(hint.kind, 2.0) if hint.direction == "from" else _IN_PART.get(hint.kind, 2.0)
        quoted = _quote(hint.evidence)
        if parent.url and _same_address(hint.target, parent.url):
            _keep(best, "credit", Observation(_SAME_PAGE, f"{child.label} gives the other's address as its source"))
        elif parent.is_from(hint.keys):
            on_page = "" if hint.keys & parent.outlets else ", and the other page carries that name"
            words = f"{child.label} names {write_name(hint.target)}: {quoted}{on_page}"
            _keep(best, "credit", Observation(weight, words))
    for hint in parent.hints:
        if hint.direction == "to" and child.is_from(hint.keys):
            words = f"{parent.label} says that it was reprinted there: {_quote(hint.evidence)}"
            _keep(best, "reprint", Observation(4.0, words))
    return list(best.values())


def _compare_credits(parent: Member, child: Member) -> list[Observation]:
    """A text that says it is from elsewhere is more likely the child of one that says nothing."""
    foreign = [any(is_foreign(h, member) for h in member.hints) for member in (parent, child)]
    if foreign[0] == foreign[1]:
        return []
    which, weight = (child, _ONLY_CHILD_CREDITS) if foreign[1] else (parent, -_ONLY_CHILD_CREDITS)
    return [Observation(weight, f"only {which.label} says that its text is from elsewhere")]


def compare_renown(members: tuple[Member, ...], pair: tuple[int, int], counts: tuple[int, int]) -> list[Observation]:
    """A text that others credit is more likely the parent of one that nobody does."""
    weights = [min(_RENOWN * count**0.5, 4 * _RENOWN) for count in counts]
    if weights[0] == weights[1]:
        return []
    which = pair[0] if weights[0] > weights[1] else pair[1]
    return [Observation(weights[0] - weights[1], f"other copies credit {members[which].label}")]


def _is_close(one: Member, other: Member) -> bool:
    """Whether two texts are dated within a day of each other."""
    if one.published is None or other.published is None:
        return False
    return abs(other.published - one.published) < DAY


def _compare_dates(parent: Member, child: Member) -> list[Observation]:
    seen = []
    if parent.published is not None and child.published is not None:
        for one, other, sign in ((parent, child, 1), (child, parent, -1)):
            if one.latest is not None and other.published is not None and _is_before(one, other):
                weight = min(_DATES.get(one.precision, 2.0), _DATES.get(other.precision, 2.0))
                weight = min([weight, *(_WEAK_DATES[m.basis] for m in (one, other) if m.basis in _WEAK_DATES)])
                words = f"{one.label} is dated {_write_time(one)}, {other.label} {_write_time(other)}"
                if one.group and one.group == other.group and _is_close(one, other):
                    weight *= _IN_GROUP
                    words += f" (both of {one.group}, where one copy goes out at several)"
                seen.append(Observation(sign * weight, words))
    for one, other, sign in ((parent, child, 1), (child, parent, -1)):
        if (
            one.published is None
            and one.captured is not None
            and other.published is not None
            and one.captured < other.published
        ):
            seen.append(Observation(sign * _CAPTURED, f"{one.label} was saved before {other.label} was published"))
    return seen


def _is_before(one: Member, other: Member) -> bool:
    """Whether one was published before the other, as far as the precision of both dates tells."""
    assert one.published is not None and other.published is not None
    if one.precision == other.precision == "instant":
        return one.published + _MINUTE <= other.published
    if one.precision == other.precision:
        return one.published < other.published
    width = (
        DAY
        if "month" not in (one.precision, other.precision) and "year" not in (one.precision, other.precision)
        else 31 * DAY
    )
    return one.published // width < other.published // width


def weigh_lone_text(sheets: Sheets, parent: int, child: int) -> list[Observation]:
    """Whether one of the two joins the other's text with a third one that has nothing in common with it."""
    seen = []
    for one, other, sign in ((parent, child, 1), (child, parent, -1)):
        pair = sheets.shared[other, one]
        size = len(sheets.readings[other])
        rest = sheets.copied[other] & ~pair.cover(size)
        if int(rest.sum()) < _PART or _count_own(sheets, one, other) < _PART:
            continue
        for third in range(len(sheets.readings)):
            link = sheets.shared.get((other, third))
            if third in (one, other) or link is None or (one, third) in sheets.shared:
                continue
            if int((link.cover(size) & rest).sum()) >= _PART and _count_own(sheets, third, other) >= _PART:
                words = "one text joins this one with another that has nothing in common with it"
                seen.append(Observation(sign * _JOINED, words))
                break
    return seen


def _count_own(sheets: Sheets, one: int, other: int) -> int:
    """Tokens of one text that the other lacks."""
    size = len(sheets.readings[one])
    return size - int(sheets.shared[one, other].cover(size).sum())


def sum_weights(seen: list[Observation], sign: int = 1) -> float:
    """Log odds of a direction (sign -1: of the other one) from all that was observed.

    What is not said by the texts themselves makes a text older, not nearer: together it counts for no more than
    _MOST_UNTOLD, so that it does not outweigh a credit to another text.

    >>> seen = [Observation(4.0, "a", told=True), Observation(9.0, "b"), Observation(-1.0, "c")]
    >>> sum_weights(seen), sum_weights(seen, -1)
    (9.0, -12.0)
    """
    told = sum(sign * o.weight for o in seen if o.told)
    untold = sum(sign * o.weight for o in seen if not o.told)
    return float(np.clip(told + min(untold, _MOST_UNTOLD), -_MOST, _MOST))


def _keep(best: dict[str, Observation], kind: str, seen: Observation) -> None:
    if kind not in best or seen.weight > best[kind].weight:
        best[kind] = seen


def _same_address(one: str, other: str) -> bool:
    plain = [a.split("://")[-1].removeprefix("www.").split("#")[0].rstrip("/").casefold() for a in (one, other)]
    return plain[0] == plain[1] and "/" in plain[0]


def _quote(evidence: str) -> str:
    words = " ".join(evidence.split())
    return f"“{words[:117] + '…' if len(words) > 118 else words}”"


def _write_time(member: Member) -> str:
    from datetime import UTC, datetime

    moment = datetime.fromtimestamp((member.published or 0) / 1_000_000, UTC)
    pattern = {"instant": "%Y-%m-%d %H:%M", "month": "%Y-%m", "year": "%Y"}.get(member.precision, "%Y-%m-%d")
    return moment.strftime(pattern)

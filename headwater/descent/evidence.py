"""What speaks for one text being the parent of another: observations, each with a kind, an amount and words for it.

What an observation of a kind weighs (log odds, natural) is in data/evidence.json, fitted by bench/train/evidence.py.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from headwater.descent.credits import is_foreign
from headwater.descent.members import DAY, Member
from headwater.descent.outlets import read_agencies, write_name

_IN_GROUP = 0.4
"""What is left of the weight of two dates less than a day apart where both outlets share a newsroom or content system:
the same copy goes out at all of them, each when its own page is made. Set, not measured."""
_FAR = 3 * DAY
"""Two dates that lie farther apart: seldom is a text copied that late, and one of the two may be wrong."""
_AGENCY_ENDINGS = ("newsagency", "pressagency", "newsservice", "wireservice", "newswire", "pressassociation")
_MINUTE = 60_000_000
_WEAK = frozenset({"guess", "text"})
_NAMED = frozenset(
    {"permission", "syndication", "canonical", "based_on", "item_number", "first_reported", "credit_line", "copyright",
     "agency", "dateline", "link", "update"}
)  # fmt: skip
"""Kinds of signals with a weight of their own."""


@cache
def read_weights() -> dict[str, dict[str, float]]:
    """What every kind of evidence weighs, by what it is about: told, older, near, first, unseen, second."""
    found: dict[str, dict[str, float]] = json.loads(
        files("headwater.descent").joinpath("data/evidence.json").read_text("utf-8")
    )
    return found


@dataclass(frozen=True)
class Observation:
    """One thing that speaks for (amount above 0) or against a direction, in words for a reader."""

    kind: str
    amount: float
    words: str
    told: bool = False
    """Whether the child says so itself."""

    @property
    def weight(self) -> float:
        """Log odds."""
        return read_weights()["told" if self.told else "older"][self.kind] * self.amount


def observe_pair(parent: Member, child: Member) -> list[Observation]:
    """What the two members' dates, credits and outlets say about `parent` being the parent of `child`."""
    seen = [*_compare_dates(parent, child), *_read_credits(parent, child, 1), *_read_credits(child, parent, -1)]
    seen += _compare_credits(parent, child)
    is_wire = [is_agency(member) for member in (parent, child)]
    if is_wire[0] != is_wire[1]:
        which = parent if is_wire[0] else child
        words = f"{which.label} is an agency, whose texts others carry"
        seen.append(Observation("agency", 1.0 if is_wire[0] else -1.0, words))
    return seen


def is_agency(member: Member) -> bool:
    """Whether an outlet is an agency: a known one, or one that calls itself so."""
    return any(key in read_agencies() or key.endswith(_AGENCY_ENDINGS) for key in member.outlets)


def _read_credits(parent: Member, child: Member, sign: int) -> list[Observation]:
    """What the child's own words say of the parent, and the parent's of the child; the strongest counts."""
    best: dict[str, Observation] = {}
    for hint in child.hints:
        if hint.direction not in ("from", "part") or child.is_from(hint.keys):
            continue
        quoted = _quote(hint.evidence)
        if parent.url and _same_address(hint.target, parent.url):
            words = f"{child.label} gives the other's address as its source"
            _keep(best, "credit", Observation("address", sign, words, told=True))
        elif parent.is_from(hint.keys):
            on_page = "" if hint.keys & parent.outlets else ", and the other page carries that name"
            words = f"{child.label} names {write_name(hint.target)}: {quoted}{on_page}"
            kind = hint.kind if hint.kind in _NAMED else "other"
            kind = kind if hint.direction == "from" else "part"
            _keep(best, "credit", Observation(kind, sign, words, told=True))
    for hint in parent.hints:
        if hint.direction == "to" and child.is_from(hint.keys):
            words = f"{parent.label} says that it was reprinted there: {_quote(hint.evidence)}"
            _keep(best, "reprint", Observation("reprint", sign, words, told=True))
    return list(best.values())


def _compare_credits(parent: Member, child: Member) -> list[Observation]:
    """A text that says it is from elsewhere is more likely the child of one that says nothing."""
    foreign = [any(is_foreign(h, member) for h in member.hints) for member in (parent, child)]
    if foreign[0] == foreign[1]:
        return []
    which, amount = (child, 1.0) if foreign[1] else (parent, -1.0)
    return [Observation("only_credits", amount, f"only {which.label} says that its text is from elsewhere")]


def compare_renown(members: tuple[Member, ...], pair: tuple[int, int], counts: tuple[int, int]) -> list[Observation]:
    """A text that others credit is more likely the parent of one that nobody does."""
    amounts = [min(count**0.5, 4.0) for count in counts]
    if amounts[0] == amounts[1]:
        return []
    which = pair[0] if amounts[0] > amounts[1] else pair[1]
    return [Observation("renown", amounts[0] - amounts[1], f"other copies credit {members[which].label}")]


def _compare_dates(parent: Member, child: Member) -> list[Observation]:
    seen = []
    for one, other, sign in ((parent, child, 1.0), (child, parent, -1.0)):
        if other.published is None:
            continue
        if one.published is None:
            if one.captured is not None and one.captured < other.published:
                seen.append(Observation("captured", sign, f"{one.label} was saved before {other.label} was published"))
        elif _is_before(one, other):
            words = f"{one.label} is dated {_write_time(one)}, {other.label} {_write_time(other)}"
            apart = other.published - one.published
            if one.group and one.group == other.group and apart < DAY:
                sign *= _IN_GROUP
                words += f" (both of {one.group}, where one copy goes out at several)"
            seen.append(Observation(_name_dates(one, other, apart), sign, words))
    return seen


def _name_dates(one: Member, other: Member, apart: int) -> str:
    """What kind of evidence two dates are: by what they are from, how precise they are, how far apart."""
    if {one.basis, other.basis} & _WEAK:
        return "dated_weak"
    if {one.precision, other.precision} & {"month", "year"}:
        return "dated_coarse"
    if apart > _FAR:
        return "dated_far"
    return "dated" if one.precision == other.precision == "instant" else "dated_day"


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


def _keep(best: dict[str, Observation], kind: str, seen: Observation) -> None:
    if kind not in best or abs(seen.weight) > abs(best[kind].weight):
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

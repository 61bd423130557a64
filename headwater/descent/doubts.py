"""Whether what two texts share may be from a third one that both had: a document, a release, an agency's report."""

from headwater.descent.candidates import Candidates
from headwater.descent.members import Member
from headwater.descent.stretches import Sheets

MOST = 0.55
"""What the confidence of an edge may be where both texts may have their words from a third one: order unknown."""
_SMALL = 0.2
"""The share of the shorter text up to which what two have in common is no more than they could both have quoted.
Read by hand in 24 pairs of different sites of a newswire pile: of 14 below it that name nobody, none was a copy."""
_HALF = 0.5
"""The same where both say that some of their text is from one outlet whose text is not there."""


def find_doubt(sheets: Sheets, members: tuple[Member, ...], candidates: Candidates, child: int, parent: int) -> str:
    """Why the child may have what it shares from elsewhere than from the parent, in words; empty where nothing says so.

    A child that names the parent is not doubted.
    """
    seen, sign = candidates.list_seen(parent, child)
    if any(observation.told and sign * observation.amount > 0 for observation in seen):
        return ""
    shared = sum(len(stretch.a_equal) for stretch in sheets.shared[child, parent].stretches)
    share = shared / max(1, min(_count_text(sheets, members, node) for node in (child, parent)))
    if share < _SMALL:
        return "the two share little, and both may have it from elsewhere"
    third = _list_credited(members, child) & _list_credited(members, parent)
    if third and share < _HALF and not any(member.is_from(third) for member in members):
        return "both say that some of their text is from another outlet, whose text is not in the pile"
    return ""


def _count_text(sheets: Sheets, members: tuple[Member, ...], node: int) -> int:
    """Words of a member without what belongs to its page."""
    reading = sheets.readings[node]
    framed = sum(high - low for low, high in (reading.find_place(*span) for span in members[node].frames))
    return len(reading) - framed


def _list_credited(members: tuple[Member, ...], node: int) -> frozenset[str]:
    """The keys of the outlets that a member says its text, or some of it, is from."""
    hints = [hint for hint in members[node].hints if hint.direction in ("from", "part")]
    return frozenset(key for hint in hints if not members[node].is_from(hint.keys) for key in hint.keys)

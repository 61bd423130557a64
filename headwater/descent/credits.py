"""Who says that its text is another outlet's, and how often an outlet is credited in a family."""

from headwater.descent.members import Family, Hint, Member

STATED = frozenset(
    {
        "permission",
        "syndication",
        "canonical",
        "based_on",
        "credit_line",
        "copyright",
        "first_reported",
        "agency",
        "dateline",
        "press_release",
        "translation",
        "citation",
    }
)
"""Kinds of signals that say where a whole text is from."""


def is_foreign(hint: Hint, member: Member) -> bool:
    """Whether a hint says that the whole of a member's text is another outlet's."""
    return hint.direction == "from" and hint.kind in STATED and not member.is_from(hint.keys)


def count_credits(family: Family) -> list[int]:
    """How many other members credit each member's outlet as where the text is from."""
    counts = [0] * len(family.members)
    crediting: dict[frozenset[str], list[int]] = {}
    for place, member in enumerate(family.members):
        keys = frozenset(k for h in member.hints if is_foreign(h, member) for k in h.keys)
        if keys:
            crediting.setdefault(keys, []).append(place)
    for keys, places in crediting.items():
        for other, member in enumerate(family.members):
            if member.is_from(keys):
                counts[other] += len(places) - (other in places)
    return counts

"""When each text of a family came to be: from its own date, its capture, or the texts above and below it."""

from dataclasses import dataclass

from headwater.descent.members import Member

_WEAKER = ("guess", "text", "url")


@dataclass(frozen=True)
class Birth:
    """When a text came to be (microseconds, UTC) and where that is from."""

    at: int | None
    basis: str | None


def date_births(members: list[Member | None], edges: set[tuple[int, int]]) -> list[Birth]:
    """The birth of every node of a family (None: an unseen original), none later than those of its children.

    `edges` are (parent, child), without a cycle. A date that contradicts the tree is dropped: the one that most others
    contradict, of equals the weaker, then the child's.
    """
    count = len(members)
    above = _close(count, edges)
    kept = [m is not None and m.published is not None for m in members]
    _drop_contradicted(members, above, kept)
    early: list[int | None] = [None] * count
    own = [_own_birth(member) if kept[i] else _capture(member) for i, member in enumerate(members)]
    for node in sorted(range(count), key=lambda n: len(above[n])):
        known = [value for value in (early[p] for p in above[node]) if value is not None]
        own_at = own[node].at
        early[node] = max(known + ([own_at] if own_at is not None and kept[node] else []), default=None)
    births = []
    for node in range(count):
        below = [early[c] for c in range(count) if node in above[c] and kept[c]]
        births.append(
            _bound(own[node], kept[node], early[node], min((b for b in below if b is not None), default=None))
        )
    return _lower_parents(births, edges, above)


def _lower_parents(births: list[Birth], edges: set[tuple[int, int]], above: list[set[int]]) -> list[Birth]:
    """The same births, where a text without a date of its own is no later than any of its children."""
    lowered = list(births)
    for parent, child in sorted(edges, key=lambda edge: -len(above[edge[0]])):
        ours, theirs = lowered[parent].at, lowered[child].at
        if ours is not None and theirs is not None and ours > theirs:
            lowered[parent] = Birth(theirs, "family")
    return lowered


def date_alone(member: Member) -> Birth:
    """The birth of a document that shares text with no other."""
    birth = _own_birth(member)
    return birth if birth.at is not None else _capture(member)


def _own_birth(member: Member | None) -> Birth:
    if member is None or member.published is None:
        return Birth(None, None)
    return Birth(member.published, "document")


def _capture(member: Member | None) -> Birth:
    if member is None or member.captured is None:
        return Birth(None, None)
    return Birth(member.captured, "capture")


def _bound(own: Birth, kept: bool, early: int | None, late: int | None) -> Birth:
    """A birth between those above (early) and those below (late)."""
    if kept:
        return own if early == own.at else Birth(early, "family")
    if late is not None and (own.at is None or late <= own.at):
        return Birth(late, "family")
    if own.at is not None and (early is None or early <= own.at):
        return own
    return Birth(early, "family") if early is not None else own


def _close(count: int, edges: set[tuple[int, int]]) -> list[set[int]]:
    """Everything above every node."""
    parents: list[list[int]] = [[] for _ in range(count)]
    for parent, child in edges:
        parents[child].append(parent)
    above: list[set[int] | None] = [None] * count
    for start in range(count):
        stack = [start]
        while stack:
            node = stack[-1]
            waiting = [p for p in parents[node] if above[p] is None]
            if waiting:
                stack += waiting
                continue
            found: set[int] = set(parents[node])
            for parent in parents[node]:
                found |= above[parent] or set()
            above[node] = found
            stack.pop()
    return [found or set() for found in above]


def _drop_contradicted(members: list[Member | None], above: list[set[int]], kept: list[bool]) -> None:
    """Take dates out of `kept` until no text is dated before one that it was taken from."""
    clashes = []
    for child, over in enumerate(above):
        for parent in over:
            one, other = members[parent], members[child]
            if one is not None and other is not None and kept[parent] and kept[child]:
                assert one.published is not None and other.latest is not None
                if one.published > other.latest:
                    clashes.append((parent, child))
    while clashes:
        ranks = {node: _rank_clashes(members, clashes, node) for pair in clashes for node in pair}
        worst = max(ranks, key=lambda node: ranks[node])
        kept[worst] = False
        clashes = [pair for pair in clashes if worst not in pair]


def _rank_clashes(
    members: list[Member | None], clashes: list[tuple[int, int]], node: int
) -> tuple[int, bool, int, int]:
    """How many dates contradict a node's, whether its own is weak, and how many are those of texts above it."""
    member = members[node]
    below = sum(child == node for _, child in clashes)
    weak = member is not None and member.basis in _WEAKER
    return sum(node in pair for pair in clashes), weak, below, -node

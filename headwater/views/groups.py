"""Outlets of one group: they share a newsroom or a content system, and a reader should know that they do."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from headwater.schema import pick_rows

if TYPE_CHECKING:
    from headwater.store import Store

Row = dict[str, Any]

NAMED = 4
"""Outlets of a group that a sentence names; more are a number."""

_SITES = """
SELECT DISTINCT m.claim_id, d.site, d.outlet_group FROM claim_statements m JOIN statements USING (statement_id)
JOIN documents d USING (document_id)
WHERE d.outlet_group IS NOT NULL AND d.site IS NOT NULL AND m.claim_id IN (SELECT unnest(?))"""


def read_claim_groups(store: "Store", numbers: list[int]) -> dict[int, list[Row]]:
    """Of claims the groups of which two or more outlets carry them."""
    rows: dict[int, list[tuple[str, str]]] = {number: [] for number in numbers}
    for claim, site, group in pick_rows(store.ask(_SITES, [numbers]), "claim_id", "site", "outlet_group"):
        rows[claim].append((site, group))
    return {number: gather_groups(listed) for number, listed in rows.items()}


def gather_groups(outlets: Iterable[tuple[str | None, str | None]]) -> list[Row]:
    """The groups that two or more of some outlets (site, group) belong to, the largest first.

    >>> gather_groups([("a.example", "Coast Papers"), ("b.example", "Coast Papers"), ("c.example", None)])
    [{'group': 'Coast Papers', 'outlets': ['a.example', 'b.example']}]
    """
    sites: dict[str, set[str]] = {}
    for site, group in outlets:
        if site and group:
            sites.setdefault(group, set()).add(site)
    listed = [{"group": group, "outlets": sorted(members)} for group, members in sites.items() if len(members) > 1]
    return sorted(listed, key=lambda row: (-len(row["outlets"]), row["group"]))


def say_group(row: Row) -> str:
    """A group in words.

    >>> say_group({"group": "Coast Papers", "outlets": ["a.example", "b.example", "c.example"]})
    '3 outlets of one group, Coast Papers: a.example, b.example and c.example'
    """
    return f"{len(row['outlets'])} outlets of one group, {row['group']}: {name_members(row)}"


def name_members(row: Row) -> str:
    """The outlets of a group, the first of them by name."""
    outlets = row["outlets"]
    if len(outlets) <= NAMED:
        return f"{', '.join(outlets[:-1])} and {outlets[-1]}"
    return f"{', '.join(outlets[: NAMED - 1])} and {len(outlets) - NAMED + 1} others"

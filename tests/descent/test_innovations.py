"""Changes that two texts share against the others."""

from headwater.copies import find_copies
from headwater.descent.candidates import list_candidates, measure_costs
from headwater.descent.innovations import weigh_innovations
from headwater.descent.members import Family, gather_families, group_documents
from headwater.descent.settled import read_settled
from headwater.descent.stretches import read_sheets
from tests.descent.piles import FERRY, Page, day, lay_pile, list_parents, trace_pile


def _gather(*pages: Page) -> tuple[Family, dict[str, int]]:
    """The family of some pages, and the places of its members by name."""
    pile = lay_pile(*pages)
    passages = find_copies(pile)["passages"]
    leads = group_documents(pile["documents"]["document_id"].to_pylist(), passages)
    [family] = gather_families(pile, passages, leads, read_settled(pile, passages)).values()
    names = dict(zip(pile["documents"]["document_id"].to_pylist(), pile["documents"]["uri"].to_pylist(), strict=True))
    return family, {names[member.document_id]: place for place, member in enumerate(family.members)}


def _change(*pairs: tuple[str, str]) -> list[str]:
    text = "\n".join(FERRY)
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text.split("\n")


COMMON = ("replace the old", "renew the old")
RARE = ("since the great storm", "since the long flood")
PAGES = [
    Page("root.html", FERRY, "root.example", day(1)),
    *(Page(f"{n}.html", _change(COMMON, (word, word.upper())), f"s{n}.example", day(3))
      for n, word in enumerate(("minutes", "noise", "crossing", "regional"))),
    Page("rare.html", _change(RARE), "rare.example", day(2)),
    Page("child.html", _change(RARE, COMMON), "child.example", day(4)),
]  # fmt: skip


def test_weigh_innovations__weighs_what_few_share_above_what_many_change_alike() -> None:
    family, place = _gather(*PAGES)
    weights = weigh_innovations(read_sheets(family), place["root.html"])
    assert weights[place["child.html"], place["rare.html"]] > weights[place["child.html"], place["0.html"]] > 0
    assert (place["rare.html"], place["0.html"]) not in weights


def test_weigh_innovations__is_the_same_both_ways_round() -> None:
    family, place = _gather(*PAGES)
    weights = weigh_innovations(read_sheets(family), place["root.html"])
    assert all(weights[b, a] == weight for (a, b), weight in weights.items())


def test_list_candidates__has_the_shared_changes_of_every_pair() -> None:
    family, place = _gather(*PAGES)
    sheets = read_sheets(family)
    near = list_candidates(family, sheets, measure_costs(sheets)).near
    assert near[place["rare.html"], place["child.html"]]["rare"] > 0


def test_trace_descent__follows_a_change_that_few_share() -> None:
    assert list_parents(trace_pile(*PAGES))["child.html"] == "rare.html"

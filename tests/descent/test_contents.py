"""What two texts themselves say of which is the older."""

import pytest

from headwater.descent.contents import compare_contents, read_contents
from headwater.descent.members import Copied, Family, Member
from headwater.descent.stretches import read_sheets
from tests.descent.piles import FERRY, SCHOOL

OWN = "Readers who cross the water every morning have told this paper for years what they think of the old chain and its noise."


def _compare(parent: list[str], child: list[str]) -> dict[str, float]:
    texts = ["\n\n".join(parent), "\n\n".join(child)]
    members = tuple(
        Member(n, text, f"{n}.example", None, None, None, None, "day", "row", None, ((0, len(text), "body"),), ())
        for n, text in enumerate(texts, 1)
    )
    whole = Copied(0, 1, (0, len(texts[0])), (0, len(texts[1])), "copy", 100)
    sheets = read_sheets(Family(members, (whole,)))
    return {o.kind: o.amount for o in compare_contents(read_contents(sheets, members), sheets, 0, 1)}


@pytest.mark.parametrize(
    ("parent", "child", "kind"),
    [
        (FERRY, FERRY[:4], "end"),
        (FERRY, [OWN, *FERRY], "opening"),
        (FERRY, [p.replace(", according to minutes seen by residents", "").replace("reportedly ", "") for p in FERRY],
         "guards"),
    ],
)  # fmt: skip
def test_compare_contents__sees_what_a_copy_does(parent: list[str], child: list[str], kind: str) -> None:
    assert _compare(parent, child)[kind] > 0
    assert _compare(child, parent)[kind] < 0


def test_compare_contents__asks_where_the_shared_words_belong() -> None:
    shared = FERRY[1:3]
    ferry = [
        FERRY[0],
        *shared,
        "The council paid for both boats; the crossing and the quay stay as noisy as Brandt found them. " * 6,
        *FERRY[3:],
    ]
    school = [*SCHOOL, *shared, *(" ".join(reversed(p.split())) for p in SCHOOL)]
    assert _compare(ferry, school)["rest"] > 0


def test_compare_contents__takes_the_longer_for_the_older() -> None:
    assert _compare([*FERRY[:2], OWN, *FERRY[2:]], FERRY) == {"longer": 1.0}


def test_compare_contents__says_nothing_of_equal_texts() -> None:
    assert _compare(FERRY, FERRY) == {}

"""Introductions by office."""

import pytest

from headwater.statements.roles import find_roles
from headwater.statements.words import cut_words


def _read(text: str) -> list[tuple[str, str | None, str | None, str | None]]:
    words = cut_words(text)
    return [(i.name, i.rank, i.role, i.affiliation) for i in find_roles(words, 0, len(words))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Harbour spokesman Lt. Tom Ray left.", [("Tom Ray", "Lt.", "spokesman", "Harbour")]),
        ("Chairman of the Joint Chiefs Gen. Ann Poe spoke.", [("Ann Poe", "Gen.", "Chairman of the Joint Chiefs", "Joint Chiefs")]),
        ("Secretary of Defence Jo Ray spoke.", [("Jo Ray", None, "Secretary of Defence", "Defence")]),
        ("Tom Ray, a spokesman for the Port Authority, left.", [("Tom Ray", None, "spokesman", "Port Authority")]),
        ("Sen. Ann Lee, D-Ohio, left.", [("Ann Lee", None, "Sen.", "Ohio")]),
        ("Gen. Piotr Hals left.", [("Piotr Hals", "Gen.", None, None)]),
        ("The head of the Fenn Choir, Ann Poe, left.", [("Ann Poe", None, "head of the Fenn Choir", "Fenn Choir")]),
        ("Sir Jo Ray, who was rector of the Hill College, left.", [("Jo Ray", "Sir", "rector of the Hill College", "Hill College")]),
        ("Dr. Ann Poe, a hydrologist at the Dam Agency, left.", [("Ann Poe", "Dr.", "hydrologist", "Dam Agency")]),
        ("Ex-mayor Jo Ray left with the chief constable, Ann Poe.", [("Jo Ray", None, "Ex-mayor", None), ("Ann Poe", None, "chief constable", None)]),
        ("Bishop Jo Ray of Fenn left.", [("Jo Ray", None, "Bishop", "Fenn")]),
        ("Mr. Hals left.", []),
        ("The president left.", []),
        ("The director of the play met the crew.", []),
    ],
)  # fmt: skip
def test_find_roles__reads_name_rank_office_and_affiliation(text: str, expected: list[object]) -> None:
    assert _read(text) == expected


def test_find_roles__tells_neighbours_apart() -> None:
    text = "by U.K. Defence Minister Ana Corvel, Chief of the General Staff Gen. Piotr Hals and FLEETCOM Commander Adm. Rosa Lind."
    assert [name for name, *_ in _read(text)] == ["Ana Corvel", "Piotr Hals", "Rosa Lind"]
    assert [rank for _, rank, *_ in _read(text)] == [None, "Gen.", "Adm."]
